// Following telling things through two texts.
#include "match/translation.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "match/verdict.h"
#include "text/utf8.h"

namespace headwater::match {
namespace {

constexpr std::size_t kMostPlaces = 8;  // of one key, tried
constexpr std::size_t kLeastSame = 9;
constexpr std::size_t kLeastDifferent = 7;
constexpr double kLeastPart = 0.45;    // of the text that tells less, as far as it goes straight
constexpr double kLeastOfMore = 0.33;  // of the one that tells more
constexpr double kLeastStraight = 0.6;
constexpr double kMostStretched = 2.2;
constexpr std::size_t kMostShown = 5;

struct Meeting {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::size_t before = SIZE_MAX;
};

std::vector<Meeting> MeetingsOf(const std::vector<Telling>& one, const std::vector<Telling>& other) {
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> places;
  for (std::uint32_t i = 0; i < other.size(); ++i) {
    std::vector<std::uint32_t>& of = places[other[i].key];
    if (of.size() < kMostPlaces) {
      of.push_back(i);
    }
  }
  std::vector<Meeting> meetings;
  for (std::uint32_t i = 0; i < one.size(); ++i) {
    const auto found = places.find(one[i].key);
    if (found != places.end()) {
      // Later places first, so that no two of one telling thing can stand in one rising sequence.
      for (std::size_t j = found->second.size(); j-- > 0;) {
        meetings.push_back({i, found->second[j]});
      }
    }
  }
  return meetings;
}

// The longest rising sequence (Fredman, 1975).
std::vector<std::pair<std::uint32_t, std::uint32_t>> LongestRise(std::vector<Meeting> meetings) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < meetings.size(); ++i) {
    const auto at = std::ranges::lower_bound(ends, meetings[i].b, {}, [&](std::size_t end) { return meetings[end].b; });
    meetings[i].before = at == ends.begin() ? SIZE_MAX : *(at - 1);
    if (at == ends.end()) {
      ends.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rise;
  for (std::size_t i = ends.empty() ? SIZE_MAX : ends.back(); i != SIZE_MAX; i = meetings[i].before) {
    rise.emplace_back(meetings[i].a, meetings[i].b);
  }
  std::ranges::reverse(rise);
  return rise;
}

// How evenly the one goes on while the other does.
double Straightness(const std::vector<Telling>& one, const std::vector<Telling>& other, const Likeness& likeness) {
  double off = 0;
  double all = 0;
  for (std::size_t i = 1; i < likeness.pairs.size(); ++i) {
    const double a = one[likeness.pairs[i].first].at - one[likeness.pairs[i - 1].first].at;
    const double b = (other[likeness.pairs[i].second].at - other[likeness.pairs[i - 1].second].at) * likeness.stretched;
    // A name that moves within its sentence says nothing.
    constexpr double kWithinSentence = 60;
    off += std::max(0.0, std::abs(a - b) - kWithinSentence);
    all += std::max(a, b);
  }
  return all <= 0 ? 0 : std::max(0.0, 1 - off / all);
}

news::Span SpanOf(const Print& print, std::uint32_t paragraph) {
  return print.SpanOf(print.paragraphs[paragraph].begin, print.paragraphs[paragraph].end);
}

// Paragraph by paragraph: those that share a telling thing in order, and those between them where there are as many on
// either side.
std::vector<news::Passage> PassagesOf(const Print& one, const std::vector<Telling>& one_tells, const Print& other,
                                      const std::vector<Telling>& other_tells, const Likeness& likeness) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> paragraphs;
  for (const auto& [a, b] : likeness.pairs) {
    const std::pair<std::uint32_t, std::uint32_t> next{one_tells[a].paragraph, other_tells[b].paragraph};
    if (!paragraphs.empty() && next == paragraphs.back()) {
      continue;
    }
    if (!paragraphs.empty()) {
      const auto [from, of_from] = paragraphs.back();
      const std::uint32_t gap = next.first - from;
      for (std::uint32_t i = 1; gap == next.second - of_from && i < gap; ++i) {
        paragraphs.emplace_back(from + i, of_from + i);
      }
    }
    paragraphs.push_back(next);
  }
  std::vector<news::Passage> passages;
  for (const auto& [a, b] : paragraphs) {
    const news::Span span = SpanOf(one, a);
    const news::Span of = SpanOf(other, b);
    // A paragraph that is two in the other language.
    if (!passages.empty() && (passages.back().span == span || passages.back().of == of)) {
      passages.back().span.end = std::max(passages.back().span.end, span.end);
      passages.back().of.end = std::max(passages.back().of.end, of.end);
    } else {
      passages.push_back({span, of});
    }
  }
  return passages;
}

double PartOf(const std::vector<news::Passage>& passages, std::uint32_t length, bool of) {
  std::uint64_t total = 0;
  std::uint32_t last = 0;
  for (const news::Passage& passage : passages) {
    const news::Span& span = of ? passage.of : passage.span;
    total += span.end > std::max(span.begin, last) ? span.end - std::max(span.begin, last) : 0;
    last = std::max(last, span.end);
  }
  return std::min(1.0, static_cast<double>(total) / std::max(1U, length));
}

std::string WordsOf(const Print& print, const std::vector<Telling>& tells, const Likeness& likeness, TellingKind kind,
                    std::size_t& count) {
  const text::CodePointIndex index(print.text);
  std::set<std::string> words;
  for (const auto& [a, b] : likeness.pairs) {
    if (tells[a].kind == kind) {
      words.emplace(index.Slice(tells[a].span.begin, tells[a].span.end));
    }
  }
  count = words.size();
  std::string shown;
  std::size_t left = kMostShown;
  for (const std::string& word : words) {
    if (left-- == 0) {
      break;
    }
    shown += (shown.empty() ? "" : "; ") + word;
  }
  return shown;
}

void AddReasons(const Print& one, const std::vector<Telling>& tells, const Likeness& likeness, news::Copy& copy) {
  copy.why.push_back({"shared-order", likeness.part * likeness.straight, kLeastPart, {}});
  const auto add = [&](const char* what, TellingKind kind) {
    std::size_t count = 0;
    const std::string words = WordsOf(one, tells, likeness, kind, count);
    if (count > 0) {
      copy.why.push_back({what, static_cast<double>(count), {}, words});
    }
  };
  add("shared-names", TellingKind::kName);
  add("shared-numbers", TellingKind::kNumber);
  add("shared-places", TellingKind::kPlace);
}

}  // namespace

Likeness LikenessOf(const std::vector<Telling>& one, const std::vector<Telling>& other) {
  Likeness likeness;
  likeness.pairs = LongestRise(MeetingsOf(one, other));
  likeness.same = likeness.pairs.size();
  std::set<std::uint32_t> keys;
  for (const auto& [a, b] : likeness.pairs) {
    keys.insert(one[a].key);
  }
  likeness.different = keys.size();
  const std::size_t fewer = std::min(one.size(), other.size());
  likeness.part = static_cast<double>(likeness.same) / static_cast<double>(std::max<std::size_t>(1, fewer));
  const std::size_t more = std::max(one.size(), other.size());
  likeness.part_of_more = static_cast<double>(likeness.same) / static_cast<double>(std::max<std::size_t>(1, more));
  if (likeness.same > 1) {
    const double a = one[likeness.pairs.back().first].at - one[likeness.pairs.front().first].at;
    const double b = other[likeness.pairs.back().second].at - other[likeness.pairs.front().second].at;
    likeness.stretched = a / std::max(1.0, b);
    likeness.straight = Straightness(one, other, likeness);
  }
  return likeness;
}

bool IsTranslation(const Likeness& likeness) {
  return likeness.same >= kLeastSame && likeness.different >= kLeastDifferent && likeness.straight >= kLeastStraight &&
         likeness.part * likeness.straight >= kLeastPart && likeness.part_of_more >= kLeastOfMore &&
         likeness.stretched <= kMostStretched && likeness.stretched * kMostStretched >= 1;
}

std::optional<news::Copy> CompareLanguages(const Print& one, const std::vector<Telling>& one_tells, const Print& other,
                                           const std::vector<Telling>& other_tells) {
  const Likeness likeness = LikenessOf(one_tells, other_tells);
  if (!IsTranslation(likeness)) {
    return std::nullopt;
  }
  std::vector<news::Passage> passages = PassagesOf(one, one_tells, other, other_tells, likeness);
  Extent extent;
  extent.of_one = PartOf(passages, one.length, false);
  extent.of_other = PartOf(passages, other.length, true);
  const Order order = OrderOf(one, other, extent);
  news::Copy copy;
  copy.kind = news::CopyKind::kTranslation;
  copy.article = order.one_is_earlier ? other.id : one.id;
  copy.of = order.one_is_earlier ? one.id : other.id;
  copy.shared = order.one_is_earlier ? extent.of_other : extent.of_one;
  copy.of_shared = order.one_is_earlier ? extent.of_one : extent.of_other;
  AddReasons(one, one_tells, likeness, copy);
  if (order.why) {
    copy.why.push_back(*order.why);
  }
  if (order.one_is_earlier) {
    for (news::Passage& passage : passages) {
      std::swap(passage.span, passage.of);
    }
  }
  copy.passages = std::move(passages);
  return copy;
}

}  // namespace headwater::match
