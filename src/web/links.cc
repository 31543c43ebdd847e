// Reading Link fields in one walk: an address in angle brackets, then parameters.
#include "web/links.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "web/url.h"

namespace headwater::web {
namespace {

constexpr std::size_t kMaxLinks = 100;

void SkipBlanks(std::string_view& rest) {
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) {
    rest.remove_prefix(1);
  }
}

// A token, or what stands in quotation marks.
std::string TakeValue(std::string_view& rest) {
  std::string value;
  if (!rest.starts_with('"')) {
    const std::size_t end = std::min(rest.find_first_of(";, \t"), rest.size());
    value = rest.substr(0, end);
    rest.remove_prefix(end);
    return value;
  }
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    at += rest[at] == '\\' && at + 1 < rest.size() ? 1 : 0;
    value.push_back(rest[at]);
  }
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return value;
}

void TakeParameters(std::string_view& rest, Link& link) {
  while (true) {
    SkipBlanks(rest);
    if (!rest.starts_with(';')) {
      return;
    }
    rest.remove_prefix(1);
    SkipBlanks(rest);
    const std::size_t end = std::min(rest.find_first_of("=;, \t"), rest.size());
    const std::string name = ascii::Lower(rest.substr(0, end));
    rest.remove_prefix(end);
    SkipBlanks(rest);
    std::string value;
    if (rest.starts_with('=')) {
      rest.remove_prefix(1);
      SkipBlanks(rest);
      value = TakeValue(rest);
    }
    // RFC 8288, 3.3: of several the first counts.
    if (name == "rel" && link.rel.empty()) {
      link.rel = ascii::Lower(value);
    } else if (name == "type" && link.type.empty()) {
      link.type = ascii::Lower(value);
    } else if (name == "title" && link.title.empty()) {
      link.title = value;
    }
  }
}

}  // namespace

bool Link::Is(std::string_view relation) const {
  std::string_view rest = rel;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == relation) {
      return true;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

std::vector<Link> LinksOf(const Headers& headers, std::string_view base) {
  std::vector<Link> links;
  for (const auto& [name, value] : headers) {
    if (name != "link") {
      continue;
    }
    std::string_view rest = value;
    while (links.size() < kMaxLinks) {
      const std::size_t open = rest.find('<');
      const std::size_t close = open == std::string_view::npos ? open : rest.find('>', open);
      if (close == std::string_view::npos) {
        break;
      }
      Link link;
      const auto url = ResolveUrl(base, rest.substr(open + 1, close - open - 1));
      rest.remove_prefix(close + 1);
      TakeParameters(rest, link);
      if (url) {
        link.url = *url;
        links.push_back(std::move(link));
      }
    }
  }
  return links;
}

}  // namespace headwater::web
