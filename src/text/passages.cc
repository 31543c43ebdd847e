// Paragraphs compared by their ends.
#include "text/passages.h"

#include <unordered_set>

namespace headwater::text {
namespace {

constexpr std::size_t kTail = 48;  // bytes

template <class Each>
void EachParagraph(std::string_view text, Each each) {
  constexpr std::string_view kBetween = "\n\n";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(kBetween, begin), text.size());
    if (end > begin) {
      each(Stretch{begin, end});
    }
    begin = end + kBetween.size();
  }
}

std::string_view TailOf(std::string_view paragraph) {
  return paragraph.substr(paragraph.size() - std::min(paragraph.size(), kTail));
}

}  // namespace

std::vector<Stretch> ParagraphsToldIn(std::string_view text, const std::vector<std::string_view>& others) {
  std::unordered_set<std::string_view> tails;
  for (const std::string_view other : others) {
    EachParagraph(other, [&](Stretch at) { tails.insert(TailOf(other.substr(at.begin, at.end - at.begin))); });
  }
  std::vector<Stretch> told;
  EachParagraph(text, [&](Stretch at) {
    const std::string_view paragraph = text.substr(at.begin, at.end - at.begin);
    // A short one may have lost the time before it: "12:10 Bridge closed".
    const std::size_t blank = paragraph.size() <= kTail + 12 ? paragraph.find(' ') : std::string_view::npos;
    if (tails.contains(TailOf(paragraph)) ||
        (blank != std::string_view::npos && tails.contains(TailOf(paragraph.substr(blank + 1))))) {
      told.push_back(at);
    }
  });
  return told;
}

}  // namespace headwater::text
