// Reasons from what was measured.
#include "match/reasons.h"

#include <algorithm>
#include <string>

#include "text/utf8.h"

namespace headwater::match {
namespace {

constexpr std::size_t kWordsShown = 80;  // code points of a passage
constexpr std::size_t kMostShown = 3;    // facts
constexpr double kFurnitureAllowed = 0.6;

std::string Begin(const Print& print, const news::Span& span) {
  const auto end = std::min<std::uint32_t>(span.end, span.begin + kWordsShown);
  std::string words(text::CodePointIndex(print.text).Slice(span.begin, end));
  std::ranges::replace(words, '\n', ' ');
  return end < span.end ? words + "…" : words;
}

const news::Passage* LongestOf(const news::Copy& copy) {
  const auto size = [](const news::Passage& passage) { return passage.span.end - passage.span.begin; };
  const auto longest = std::ranges::max_element(copy.passages, {}, size);
  return longest == copy.passages.end() ? nullptr : &*longest;
}

bool IsNumber(const news::Altered& altered) { return altered.what == news::AlteredWhat::kNumber; }
bool IsName(const news::Altered& altered) {
  return altered.what == news::AlteredWhat::kName || altered.what == news::AlteredWhat::kActor;
}

template <class Is>
void AddDiffering(const char* what, Is is, const news::Copy& copy, const Print& article, const Print& of,
                  std::vector<news::Reason>& reasons) {
  std::string words;
  std::size_t count = 0;
  for (const news::Altered& altered : copy.altered) {
    if (is(altered) && ++count <= kMostShown) {
      words += (words.empty() ? "" : "; ") + Begin(of, altered.of) + " → " + Begin(article, altered.span);
    }
  }
  if (count > 0) {
    reasons.push_back({what, static_cast<double>(count), {}, words});
  }
}

}  // namespace

std::vector<news::Reason> ReasonsOf(const news::Copy& copy, const Print& article, const Print& of, const Extent& extent,
                                    double furniture, double least_shared) {
  std::vector<news::Reason> reasons;
  reasons.push_back({"shared-text", std::max(copy.shared, copy.of_shared), least_shared, {}});
  if (const news::Passage* longest = LongestOf(copy)) {
    reasons.push_back({"longest-passage", static_cast<double>(extent.longest), {}, Begin(article, longest->span)});
  }
  if (furniture > 0) {
    reasons.push_back({"furniture", furniture, kFurnitureAllowed, {}});
  }
  AddDiffering("differing-numbers", IsNumber, copy, article, of, reasons);
  AddDiffering("differing-names", IsName, copy, article, of, reasons);
  return reasons;
}

}  // namespace headwater::match
