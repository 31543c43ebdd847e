// Walks through tags as libxml2 does (htmlParseStartTag), whatever they stand in: a comment that is cut costs nothing,
// a tag that is not would.
#include "web/html_attributes.h"

#include <algorithm>

#include "base/ascii.h"

namespace headwater::web {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kBlanks = " \t\n\r";
// What looks like a tag within another is walked through too. No page but a hostile one has much of that.
constexpr std::size_t kMostPasses = 8;

std::size_t EndOr(std::string_view html, std::size_t at) { return std::min(at, html.size()); }

bool BeginsName(char c) { return ascii::IsLetter(c) || c == '_' || c == ':' || c == '.'; }
bool IsOfName(char c) { return BeginsName(c) || ascii::IsDigit(c) || c == '-'; }

struct Walk {
  std::size_t end = 0;
  bool attribute = false;
};

// Behind an attribute, or what stands where one should, that begins there.
Walk PassAttribute(std::string_view html, std::size_t at) {
  if (!BeginsName(html[at])) {
    return {EndOr(html, html.find_first_of(" \t\n\r>", at + (html[at] == '/' ? 1 : 0))), false};
  }
  while (at < html.size() && IsOfName(html[at])) {
    ++at;
  }
  const std::size_t sign = EndOr(html, html.find_first_not_of(kBlanks, at));
  if (sign == html.size() || html[sign] != '=') {
    return {at, true};
  }
  at = EndOr(html, html.find_first_not_of(kBlanks, sign + 1));
  if (at < html.size() && (html[at] == '"' || html[at] == '\'')) {
    const std::size_t end = html.find(html[at], at + 1);
    return {end == kNone ? html.size() : end + 1, true};
  }
  return {EndOr(html, html.find_first_of(" \t\n\r>", at)), true};
}

struct TagSpan {
  std::size_t end = 0;         // where its `>` is, or the page's end
  std::size_t excess = kNone;  // from where on there are too many attributes
};

// Of a tag whose attributes begin there.
TagSpan SpanOf(std::string_view html, std::size_t at) {
  TagSpan span;
  std::size_t count = 0;
  while (true) {
    at = EndOr(html, html.find_first_not_of(kBlanks, at));
    if (at == html.size() || html[at] == '>') {
      span.end = at;
      return span;
    }
    const Walk walk = PassAttribute(html, at);
    if (walk.attribute && ++count > kMostAttributes && span.excess == kNone) {
      span.excess = at;
    }
    at = walk.end;
  }
}

}  // namespace

std::optional<std::string> WithoutExcessAttributes(std::string_view html) {
  std::optional<std::string> mended;
  const auto blank = [&](std::size_t from, std::size_t to) {
    if (!mended) {
      mended.emplace(html);
    }
    std::fill(mended->begin() + static_cast<std::ptrdiff_t>(from), mended->begin() + static_cast<std::ptrdiff_t>(to),
              ' ');
  };
  std::size_t left = kMostPasses * html.size();
  for (std::size_t at = html.find('<'); at != kNone; at = html.find('<', at)) {
    ++at;
    if (at == html.size() || !ascii::IsLetter(html[at])) {
      continue;
    }
    while (at < html.size() && IsOfName(html[at])) {
      ++at;
    }
    const TagSpan span = SpanOf(html, at);
    const std::size_t walked = span.end - at;
    if (walked > left) {
      blank(at, html.size());
      break;
    }
    left -= walked;
    if (span.excess != kNone) {
      blank(span.excess, span.end);
      at = span.end;
    }
  }
  return mended;
}

}  // namespace headwater::web
