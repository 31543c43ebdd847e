// Takes targets, queries and forms apart; writes the addresses of pages.
#include "http/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "text/utf8.h"
#include "web/url.h"

namespace headwater::http {
namespace {

constexpr std::size_t kMaxFields = 512;
constexpr std::size_t kMaxSegments = 8;

int HexValue(char digit) {
  if (digit >= '0' && digit <= '9') {
    return digit - '0';
  }
  const char lower = static_cast<char>(digit | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool IsUnreserved(char c) { return ascii::IsAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

// The value of a parameter as in `form-data; name="file"`.
std::string_view Parameter(std::string_view header, std::string_view name) {
  const std::string wanted = fmt::format("{}=", name);
  std::size_t at = header.find(wanted);
  while (at != std::string_view::npos && at > 0 && header[at - 1] != ' ' && header[at - 1] != ';') {
    at = header.find(wanted, at + 1);
  }
  if (at == std::string_view::npos) {
    return {};
  }
  header.remove_prefix(at + wanted.size());
  if (header.starts_with('"')) {
    return header.substr(1, header.find('"', 1) - 1);
  }
  return ascii::Trim(header.substr(0, header.find(';')));
}

}  // namespace

std::string_view FieldOf(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view{} : ascii::Trim(found->second);
}

std::string PercentDecode(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && HexValue(text[at + 1]) >= 0 && HexValue(text[at + 2]) >= 0) {
      decoded += static_cast<char>(HexValue(text[at + 1]) * 16 + HexValue(text[at + 2]));
      at += 2;
    } else {
      decoded += text[at] == '+' && plus_is_blank ? ' ' : text[at];
    }
  }
  return decoded;
}

std::string PercentEncode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (IsUnreserved(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return encoded;
}

Fields ParseFields(std::string_view text) {
  Fields fields;
  while (!text.empty() && fields.size() < kMaxFields) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(pair.size(), equals + 1));
    if (equals > 0) {
      fields.emplace(text::RepairUtf8(PercentDecode(pair.substr(0, equals), true)),
                     text::RepairUtf8(PercentDecode(value, true)));
    }
  }
  return fields;
}

Fields ParseMultipart(std::string_view content_type, std::string_view body) {
  Fields fields;
  const std::string_view boundary = Parameter(content_type, "boundary");
  if (boundary.empty() || boundary.size() > 70) {
    return fields;
  }
  const std::string mark = fmt::format("--{}", boundary);
  std::size_t at = body.find(mark);
  while (at != std::string_view::npos && fields.size() < kMaxFields) {
    at += mark.size();
    const std::size_t next = body.find(fmt::format("\r\n{}", mark), at);
    const std::size_t head_end = body.find("\r\n\r\n", at);
    if (next == std::string_view::npos || head_end == std::string_view::npos || head_end > next) {
      break;
    }
    const std::string_view head = body.substr(at, head_end - at);
    const std::string_view name = Parameter(head, "name");
    if (!name.empty() && head_end + 4 <= next) {
      const std::string_view value = body.substr(head_end + 4, next - head_end - 4);
      const bool is_file = head.find("filename") != std::string_view::npos;
      fields.emplace(text::RepairUtf8(name), is_file ? std::string(value) : text::RepairUtf8(value));
    }
    at = next + 2;
  }
  return fields;
}

std::optional<Target> ParseTarget(std::string_view target) {
  if (!target.starts_with('/') || target.starts_with("//")) {
    return std::nullopt;
  }
  Target parsed;
  const std::size_t mark = std::min(target.find('?'), target.size());
  std::string_view path = target.substr(1, mark - 1);
  parsed.query = ParseFields(target.substr(std::min(target.size(), mark + 1)));
  while (true) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    parsed.path.push_back(text::RepairUtf8(PercentDecode(path.substr(0, slash))));
    if (slash == path.size()) {
      return parsed;
    }
    if (parsed.path.size() == kMaxSegments) {
      return std::nullopt;
    }
    path.remove_prefix(slash + 1);
  }
}

std::string RootOf(const Target& target) {
  std::string root;
  for (std::size_t n = 1; n < target.path.size(); ++n) {
    root += "../";
  }
  return root.empty() ? "./" : root;
}

std::string StoryAddress(const news::StoryId& id) { return fmt::format("story/{}", PercentEncode(id.value())); }

std::string ThreadAddress(const news::ThreadId& id) { return fmt::format("thread/{}", PercentEncode(id.value())); }

std::string ArticleAddress(const news::ArticleId& id) {
  const std::string_view value = id.value();
  const std::size_t hash = value.rfind('#');
  if (hash == std::string_view::npos) {
    return fmt::format("article/{}", PercentEncode(value));
  }
  return fmt::format("article/{}/{}", PercentEncode(value.substr(0, hash)), PercentEncode(value.substr(hash + 1)));
}

std::string SourceAddress(std::string_view name) { return fmt::format("source/{}", PercentEncode(name)); }

std::string EntityAddress(const news::EntityId& id) {
  const std::string_view value = id.value();
  const std::size_t slash = value.find('/');
  if (slash == std::string_view::npos) {
    return fmt::format("person/{}", PercentEncode(value));
  }
  return fmt::format("{}/{}", PercentEncode(value.substr(0, slash)), PercentEncode(value.substr(slash + 1)));
}

std::string WebAddress(std::string_view url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  const bool clean = url.find_first_of(" \"'<>\\\r\n\t") == std::string_view::npos;
  return web && clean && url.size() < 4096 ? std::string(url) : std::string{};
}

std::optional<std::string> TypedAddress(std::string_view typed) {
  constexpr std::string_view kBlank = " \t\r\n";
  typed.remove_prefix(std::min(typed.find_first_not_of(kBlank), typed.size()));
  typed = typed.substr(0, typed.find_last_not_of(kBlank) + 1);
  if (typed.empty() || typed.find_first_of(kBlank) != std::string_view::npos) {
    return std::nullopt;
  }
  const bool whole = typed.find("://") != std::string_view::npos;
  const std::string_view host = typed.substr(0, typed.find_first_of("/:"));
  // Nobody has a certificate for the machine that one sits at.
  const bool here = host == "localhost" || host.starts_with("127.");
  if (!whole && !here && host.find('.') == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string address = whole ? std::string(typed) : (here ? "http://" : "https://") + std::string(typed);
  return web::ParseUrl(address) ? std::optional(address) : std::nullopt;
}

}  // namespace headwater::http
