// Following quotation marks through a sentence.
#include "syntax/quotes.h"

#include <algorithm>
#include <array>

namespace headwater::syntax {
namespace {

constexpr std::array<std::string_view, 4> kEither{"\"", "''", "``", "„"};
constexpr std::array<std::string_view, 2> kOpening{"“", "«"};
constexpr std::array<std::string_view, 2> kClosing{"”", "»"};

template <class Marks>
bool In(const Marks& marks, std::string_view word) {
  return std::ranges::find(marks, word) != marks.end();
}

}  // namespace

void FindQuotes(std::string_view text, std::span<const TokenPlace> words, std::vector<Quoted>& quoted) {
  quoted.assign(words.size(), Quoted::kNot);
  bool inside = false;
  bool closed = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const TokenPlace& place = words[at];
    const std::string_view word = text.substr(place.begin, place.end - place.begin);
    const bool either = In(kEither, word);
    if (!either && !In(kOpening, word) && !In(kClosing, word)) {
      quoted[at] = inside ? Quoted::kInside : Quoted::kNot;
      continue;
    }
    const bool space_before = at == 0 || words[at - 1].end < place.begin;
    const bool space_after = at + 1 == words.size() || place.end < words[at + 1].begin;
    bool opens = In(kOpening, word);
    if (either) {
      opens = space_before == space_after ? !inside : space_before;
    }
    if (!opens && !inside && !closed) {
      std::fill_n(quoted.begin(), at, Quoted::kInside);
    }
    quoted[at] = opens ? Quoted::kOpening : Quoted::kClosing;
    inside = opens;
    closed = true;
  }
}

}  // namespace headwater::syntax
