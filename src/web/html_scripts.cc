// Follows the tokenizer's states of script data.
#include "web/html_scripts.h"

#include <algorithm>
#include <vector>

namespace headwater::web {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// Whether `<script` or `</script`, as `lead` says, stands there as a tag's whole name.
bool IsScriptTag(std::string_view html, std::size_t at, std::string_view lead) {
  constexpr std::string_view kName = "script";
  const std::string_view tag = html.substr(std::min(at, html.size()), lead.size() + kName.size() + 1);
  return tag.size() > lead.size() + kName.size() && tag.starts_with(lead) &&
         std::ranges::equal(tag.substr(lead.size(), kName.size()), kName,
                            [](char a, char b) { return static_cast<char>(a | 0x20) == b; }) &&
         std::string_view(" \t\n\f\r/>").find(tag.back()) != kNone;
}

// Most pages have no comment with a script in it, neither as markup nor within a script.
bool MayHoldInnerScript(std::string_view html) {
  for (std::size_t at = html.find('!'); at != kNone; at = html.find('!', at + 1)) {
    if (at == 0 || html[at - 1] != '<' || html.substr(at, 3) != "!--") {
      continue;
    }
    const std::size_t end = std::min(html.find("-->", at + 1), html.size());
    for (std::size_t tag = html.find('<', at); tag < end; tag = html.find('<', tag + 1)) {
      if (IsScriptTag(html, tag, "<")) {
        return true;
      }
    }
    at = end - 1;
  }
  return false;
}

struct ScriptEnd {
  std::size_t at = kNone;
  std::vector<std::size_t> inner;  // end tags before it that are text
};

ScriptEnd EndOfScript(std::string_view html, std::size_t from) {
  enum class State { kData, kEscaped, kDoubleEscaped };
  State state = State::kData;
  ScriptEnd end;
  for (std::size_t at = html.find_first_of("<-", from); at != kNone; at = html.find_first_of("<-", at + 1)) {
    if (html[at] == '-') {
      state = html.substr(at, 3) == "-->" ? State::kData : state;
    } else if (state == State::kData && html.substr(at, 4) == "<!--") {
      state = State::kEscaped;
      ++at;  // its own dashes may close it: `<!-->`
    } else if (state == State::kEscaped && IsScriptTag(html, at, "<")) {
      state = State::kDoubleEscaped;
    } else if (IsScriptTag(html, at, "</")) {
      if (state != State::kDoubleEscaped) {
        end.at = at;
        return end;
      }
      state = State::kEscaped;
      end.inner.push_back(at);
    }
  }
  return end;
}

}  // namespace

std::optional<std::string> WithoutInnerScriptEnds(std::string_view html) {
  if (!MayHoldInnerScript(html)) {
    return std::nullopt;
  }
  std::optional<std::string> mended;
  for (std::size_t at = html.find('<'); at != kNone; at = html.find('<', at)) {
    if (html.substr(at, 4) == "<!--") {
      at = html.find("-->", at + 2);
    } else if (IsScriptTag(html, at, "<")) {
      const ScriptEnd end = EndOfScript(html, at);
      // One that never ends would take the whole page with it: it is read as it was.
      if (end.at == kNone) {
        break;
      }
      if (!end.inner.empty() && !mended) {
        mended.emplace(html);
      }
      for (const std::size_t inner : end.inner) {
        (*mended)[inner] = ' ';
      }
      at = end.at + 1;
    } else {
      ++at;
    }
  }
  return mended;
}

}  // namespace headwater::web
