// Reading the few words between two names.
#include "match/deeds.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "match/words.h"
#include "text/shingles.h"
#include "text/stems.h"
#include "text/words.h"

namespace headwater::match {
namespace {

constexpr std::uint32_t kBetween = 5;  // words between who did it and to whom

std::optional<Deed> DeedBetween(const Print& print, const text::CodePointIndex& index, std::uint32_t begin,
                                std::uint32_t end) {
  Deed deed;
  bool helper = false;
  bool agent = false;
  for (std::uint32_t i = begin; i < end; ++i) {
    if ((print.traits[i] & (text::kSentenceStart | text::kParagraphStart)) != 0 ||
        IsWord(WordKind::kMutual, print.language, print.words[i])) {
      return std::nullopt;
    }
    helper = helper || IsWord(WordKind::kPassive, print.language, print.words[i]);
    agent = agent || IsWord(WordKind::kAgent, print.language, print.words[i]);
    const news::Span span = print.SpanOf(i, i + 1);
    const std::string_view word = index.Slice(span.begin, span.end);
    if (word.size() > 3 && !IsWord(WordKind::kAuxiliary, print.language, print.words[i])) {
      deed.words.push_back(text::Stem(text::FoldCase(word), print.language));
    }
  }
  const std::string_view between = index.Slice(print.begins[begin - 1] + print.lengths[begin - 1], print.begins[end]);
  if (deed.words.empty() || between.find_first_of(",;:\"") != std::string_view::npos || helper != agent) {
    return std::nullopt;
  }
  deed.passive = helper;
  return deed;
}

}  // namespace

std::vector<Deed> DeedsAround(const Print& print, const text::CodePointIndex& index, std::uint32_t begin,
                              std::uint32_t end) {
  const std::uint32_t from = begin > kBetween + 2 ? begin - kBetween - 2 : 0;
  const std::uint32_t to = std::min<std::uint32_t>(end + kBetween + 2, static_cast<std::uint32_t>(print.words.size()));
  std::vector<Deed> deeds;
  if (from >= to) {
    return deeds;
  }
  const auto names = Within(print.facts.names, print.SpanOf(from, to));
  for (std::size_t i = 1; i < names.size(); ++i) {
    const std::uint32_t first_end = print.WordsOf(names[i - 1]->span).second;
    const std::uint32_t second = print.WordsOf(names[i]->span).first;
    if (first_end > 0 && second > first_end && second - first_end <= kBetween && second < print.words.size()) {
      if (auto deed = DeedBetween(print, index, first_end, second)) {
        deed->who = names[i - 1];
        deed->whom = names[i];
        deeds.push_back(*std::move(deed));
      }
    }
  }
  return deeds;
}

bool SharesWord(const Deed& one, const Deed& other) {
  return std::ranges::any_of(
      one.words, [&](const std::string& word) { return std::ranges::find(other.words, word) != other.words.end(); });
}

}  // namespace headwater::match
