// Comparing paths with patterns.
#include "web/path_pattern.h"

#include <cstddef>
#include <vector>

#include "base/ascii.h"

namespace headwater::web {
namespace {

// Up to this length a plain search is fast enough even where everything is alike.
constexpr std::size_t kShort = 32;

bool IsUnreserved(unsigned char c) {
  return ascii::IsAlnum(static_cast<char>(c)) || c == '-' || c == '.' || c == '_' || c == '~';
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = ascii::Lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The search of Knuth, Morris and Pratt: never looks at a byte of the text twice.
std::size_t FindLinear(std::string_view text, std::string_view piece, std::size_t from) {
  std::vector<std::size_t> back(piece.size(), 0);
  for (std::size_t i = 1, k = 0; i < piece.size(); ++i) {
    while (k > 0 && piece[i] != piece[k]) {
      k = back[k - 1];
    }
    k += piece[i] == piece[k] ? 1 : 0;
    back[i] = k;
  }
  for (std::size_t i = from, k = 0; i < text.size(); ++i) {
    while (k > 0 && text[i] != piece[k]) {
      k = back[k - 1];
    }
    k += text[i] == piece[k] ? 1 : 0;
    if (k == piece.size()) {
      return i + 1 - k;
    }
  }
  return std::string_view::npos;
}

std::size_t Find(std::string_view text, std::string_view piece, std::size_t from) {
  return piece.size() <= kShort ? text.find(piece, from) : FindLinear(text, piece, from);
}

}  // namespace

std::string ComparablePath(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(path.size());
  const auto encode = [&](unsigned char c) {
    out += '%';
    out += kHex[c >> 4U];
    out += kHex[c & 15U];
  };
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto c = static_cast<unsigned char>(path[i]);
    const int high = c == '%' && i + 2 < path.size() ? HexDigit(path[i + 1]) : -1;
    const int low = high >= 0 ? HexDigit(path[i + 2]) : -1;
    if (low >= 0) {
      const auto octet = static_cast<unsigned char>(high * 16 + low);
      if (IsUnreserved(octet)) {
        out += static_cast<char>(octet);
      } else {
        encode(octet);
      }
      i += 2;
    } else if (c >= 0x80) {
      encode(c);
    } else {
      out += path[i];
    }
  }
  return out;
}

std::string PathOfUrl(std::string_view url) {
  url = url.substr(0, url.find('#'));
  std::size_t begin = url.starts_with("//") ? 2 : 0;
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos && scheme < url.find_first_of("/?;")) {
    begin = scheme + 3;
  }
  const std::size_t path = url.find_first_of("/?;", begin);
  if (path == std::string_view::npos) {
    return "/";
  }
  return url[path] == '/' ? ComparablePath(url.substr(path)) : "/" + ComparablePath(url.substr(path));
}

bool PathMatches(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) {
    pattern.remove_suffix(1);
  }
  std::size_t star = pattern.find('*');
  const std::string_view head = pattern.substr(0, star);
  if (!path.starts_with(head)) {
    return false;
  }
  if (star == std::string_view::npos) {
    return !anchored || path.size() == head.size();
  }
  // Every piece between two stars is best taken where it comes first; the last one of an anchored pattern at the end.
  std::size_t at = head.size();
  while (true) {
    const std::size_t begin = star + 1;
    star = pattern.find('*', begin);
    const std::string_view piece = pattern.substr(begin, star - begin);
    if (star == std::string_view::npos && anchored) {
      return path.size() - at >= piece.size() && path.ends_with(piece);
    }
    const std::size_t found = piece.empty() ? at : Find(path, piece, at);
    if (found == std::string_view::npos) {
      return false;
    }
    if (star == std::string_view::npos) {
      return true;
    }
    at = found + piece.size();
  }
}

}  // namespace headwater::web
