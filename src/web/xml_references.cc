// Resolving of references in XML text.
#include "web/xml_references.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/ascii.h"

namespace headwater::web {
namespace {

constexpr std::size_t kMaxEntityName = 64;
constexpr std::size_t kMaxEntities = 1'000;

constexpr std::array<std::pair<std::string_view, char>, 5> kPredefined{
    {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};

bool IsNameByte(char c) {
  return ascii::IsAlnum(c) || c == '_' || c == '-' || c == '.' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

bool IsForbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

void AppendUtf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (code >> 18U));
    out += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

// `&#` and its digits; 0 where there are none.
struct CharacterReference {
  std::uint32_t code = 0;
  std::size_t size = 0;  // with the semicolon
  bool closed = false;
};

CharacterReference ReadCharacter(std::string_view text) {
  std::size_t at = 2;
  const bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  at += hex ? 1 : 0;
  const std::size_t digits = at;
  std::uint32_t code = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
      digit = static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
    } else {
      break;
    }
    code = std::min<std::uint32_t>(code * (hex ? 16 : 10) + digit, 0x110000);
  }
  if (at == digits) {
    return {};
  }
  const bool closed = at < text.size() && text[at] == ';';
  return {code, at + (closed ? 1 : 0), closed};
}

bool IsXmlCharacter(std::uint32_t code) {
  return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xD800) ||
         (code >= 0xE000 && code < 0xFFFE) || (code >= 0x10000 && code < 0x110000);
}

}  // namespace

bool SameIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii::Lower(x) == ascii::Lower(y); });
}

void XmlReferences::Declare(std::string_view name, std::string_view value, const Complain& complain) {
  if (declared_.size() >= kMaxEntities || declared_.contains(name)) {
    return;
  }
  // Twice: `&#38;#60;` is declared as `&#60;`, and stands for `<`.
  std::string text = Resolve(Resolve(value, complain), complain);
  declared_.emplace(name, std::move(text));
}

bool XmlReferences::ResolveName(std::string_view name, std::string& out, const Complain& complain) {
  for (const auto& [word, character] : kPredefined) {
    if (word == name) {
      out += character;
      return true;
    }
  }
  if (const auto found = declared_.find(name); found != declared_.end()) {
    if (found->second.size() > budget_) {
      complain("entities that expand to too much");
      return false;
    }
    budget_ -= found->second.size();
    out += found->second;
    return true;
  }
  const std::string key(name);
  // libxml2's table of HTML 4; it is constant.
  const htmlEntityDesc* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(key.c_str()));
  if (entity == nullptr) {
    complain("an unknown entity &" + key + ";");
    return false;
  }
  if (!external_dtd_) {
    complain("an entity &" + key + "; that is not declared");
  }
  AppendUtf8(out, entity->value);
  return true;
}

std::size_t XmlReferences::ResolveOne(std::string_view text, std::string& out, const Complain& complain) {
  if (text.size() > 1 && text[1] == '#') {
    const CharacterReference found = ReadCharacter(text);
    if (found.size == 0) {
      complain("a bare &");
      return 0;
    }
    if (!found.closed) {
      complain("a character reference without its semicolon");
    }
    if (IsXmlCharacter(found.code)) {
      AppendUtf8(out, found.code);
    } else {
      complain("a reference to no character");
    }
    return found.size;
  }
  std::size_t end = 1;
  while (end < text.size() && end <= kMaxEntityName && IsNameByte(text[end])) {
    ++end;
  }
  if (end == 1 || end >= text.size() || text[end] != ';') {
    complain("a bare &");
    return 0;
  }
  return ResolveName(text.substr(1, end - 1), out, complain) ? end + 1 : 0;
}

std::string XmlReferences::Resolve(std::string_view text, const Complain& complain) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    while (at < text.size() && text[at] != '&' && !IsForbidden(text[at])) {
      ++at;
    }
    out += text.substr(begin, at - begin);
    if (at == text.size()) {
      break;
    }
    if (text[at] != '&') {
      complain("a control character");
      ++at;
      continue;
    }
    const std::size_t size = ResolveOne(text.substr(at), out, complain);
    if (size == 0) {
      out += '&';
      ++at;
    }
    at += size;
  }
  return out;
}

}  // namespace headwater::web
