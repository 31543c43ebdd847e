// Keys of a live blog's entries.
#include "extract/entry_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string>

#include "base/hash.h"
#include "text/words.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kOpening = 6;         // words
constexpr std::size_t kOpeningBytes = 400;  // that are read for them
constexpr std::uint32_t kLeast = 100'000'000;
constexpr std::uint32_t kNumbers = 900'000'000;

// What is its own in the entry's address; empty where that is the page's.
std::string_view OwnAddress(std::string_view page_url, std::string_view url) {
  const std::size_t sign = url.find('#');
  if (sign != std::string_view::npos && sign + 1 < url.size()) {
    return url.substr(sign + 1);
  }
  return url.substr(0, sign) == page_url.substr(0, page_url.find('#')) ? std::string_view() : url;
}

// "post-12" is "post-" and 12.
struct Numbered {
  std::string_view stem;
  std::int64_t number = -1;
};

Numbered NumberedAs(std::string_view anchor) {
  const std::size_t last = anchor.find_last_not_of("0123456789");
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  Numbered numbered{anchor.substr(0, begin), -1};
  const auto [end, fault] = std::from_chars(anchor.data() + begin, anchor.data() + anchor.size(), numbered.number);
  return fault == std::errc{} && end == anchor.data() + anchor.size() ? numbered : Numbered{anchor, -1};
}

// 1, 2, 3 down the page, while the times run back.
bool CountsFromTheNewest(const std::vector<news::Item>& entries, const std::vector<std::string_view>& anchors) {
  std::size_t steps = 0;
  std::size_t back = 0;
  for (std::size_t i = 0; i + 1 < anchors.size(); ++i) {
    const Numbered here = NumberedAs(anchors[i]);
    const Numbered next = NumberedAs(anchors[i + 1]);
    if (here.number < 0 || next.number != here.number + 1 || here.stem != next.stem) {
      return false;
    }
    ++steps;
    const auto& time = entries[i].published;
    const auto& later = entries[i + 1].published;
    back += time && later && later->at <= time->at ? 1 : 0;
  }
  return steps > 0 && back * 2 > steps;
}

std::string OpeningOf(const news::Item& entry) {
  std::string words = entry.headline + " " + entry.text.substr(0, kOpeningBytes);
  std::string opening;
  std::size_t taken = 0;
  for (const text::Word& word : text::Words(words)) {
    if (taken++ == kOpening) {
      break;
    }
    opening += " " + text::Fold(std::string_view(words).substr(word.begin, word.end - word.begin));
  }
  return opening;
}

}  // namespace

std::vector<std::uint32_t> EntryKeys(std::string_view page_url, const std::vector<news::Item>& entries,
                                     const std::vector<bool>& untimed) {
  std::vector<std::string_view> anchors;
  anchors.reserve(entries.size());
  for (const news::Item& entry : entries) {
    anchors.push_back(OwnAddress(page_url, entry.url));
  }
  const bool counted = CountsFromTheNewest(entries, anchors);
  std::vector<std::uint32_t> keys;
  keys.reserve(entries.size());
  std::set<std::uint32_t> taken;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool by_anchor = !counted && !anchors[i].empty() && std::ranges::count(anchors, anchors[i]) == 1;
    const auto& time = entries[i].published;
    const bool timed = time && (i >= untimed.size() || !untimed[i]);
    const std::string known_by =
        by_anchor ? std::string(anchors[i])
                  : fmt::format("{}{}", timed ? time->at.time_since_epoch().count() : 0, OpeningOf(entries[i]));
    auto key = static_cast<std::uint32_t>(Hash64(known_by) % kNumbers);
    while (!taken.insert(key).second) {
      key = (key + 1) % kNumbers;
    }
    keys.push_back(kLeast + key);
  }
  return keys;
}

}  // namespace headwater::extract
