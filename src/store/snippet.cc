// Reading what was searched for, and showing where it stands.
#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "store/search.h"
#include "store/tokens.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMaxTerms = 32;
constexpr std::size_t kMaxBytesAsked = 2000;
constexpr std::size_t kMaxBytesShownFrom = 100'000;
// How much of the text a snippet has, in places, and how many of them stand before the first match.
constexpr std::size_t kPlacesShown = 36;
constexpr std::size_t kPlacesBefore = 8;

bool IsQuotationMark(char32_t c) {
  constexpr std::array<char32_t, 7> kMarks{U'"', U'“', U'”', U'„', U'«', U'»', U'‟'};
  return std::ranges::find(kMarks, c) != kMarks.end();
}

// Words of which nothing is indexed would match nothing.
void AddTerms(std::vector<Term>& terms, std::string_view piece, bool phrase) {
  const auto words = text::Words(piece);
  if (words.empty()) {
    return;
  }
  if (phrase) {
    terms.push_back({std::string(piece), true});
    return;
  }
  // Single characters side by side are a word that the dictionaries of Chinese do not know.
  const auto is_character = [](const text::Word& word) { return word.end - word.begin == 3; };
  for (auto word = words.begin(); word != words.end(); ++word) {
    const std::size_t begin = word->begin;
    while (is_character(*word) && word + 1 != words.end() && is_character(*(word + 1)) &&
           (word + 1)->begin == word->end) {
      ++word;
    }
    terms.push_back({std::string(piece.substr(begin, word->end - begin)), false});
  }
}

// A term as the tokens that each of its places may be known by.
using Pattern = std::vector<std::vector<std::string>>;

Pattern PatternOf(const Term& term, std::string_view language) {
  Pattern pattern;
  for (const text::Word& place : IndexedPlaces(term.words)) {
    const std::string_view word = std::string_view(term.words).substr(place.begin, place.end - place.begin);
    pattern.push_back(TokensAskedFor(word, language));
    if (term.phrase) {
      pattern.back().resize(std::min<std::size_t>(pattern.back().size(), 1));
    }
  }
  return pattern;
}

class Shown {
 public:
  Shown(std::string_view text, std::string_view language) : text_(text), language_(language) {
    places_ = IndexedPlaces(text_);
    term_at_.assign(places_.size(), -1);
  }

  void Mark(const Pattern& pattern, int term) {
    if (pattern.empty() || pattern.size() > places_.size()) {
      return;
    }
    for (std::size_t at = 0; at + pattern.size() <= places_.size(); ++at) {
      std::size_t matched = 0;
      while (matched < pattern.size() && Matches(at + matched, pattern[matched])) {
        ++matched;
      }
      if (matched == pattern.size()) {
        std::fill_n(term_at_.begin() + static_cast<std::ptrdiff_t>(at), matched, term);
      }
    }
  }

  std::string Best() const {
    const std::size_t first = BestStart();
    return Between(first, std::min(first + kPlacesShown, places_.size()));
  }

  std::string All() const { return Between(0, places_.size()); }

 private:
  std::string Between(std::size_t first, std::size_t last) const {
    const std::size_t begin = first == 0 ? 0 : places_[first].begin;
    const std::size_t end = last == places_.size() ? text_.size() : places_[last].begin;
    std::string snippet = begin > 0 ? "… " : "";
    std::size_t at = begin;
    for (std::size_t place = first; place < last; ++place) {
      if (term_at_[place] < 0) {
        continue;
      }
      const bool goes_on = place > first && term_at_[place - 1] == term_at_[place] && at == places_[place - 1].end;
      if (goes_on) {
        snippet.pop_back();
      }
      AddPlain(snippet, at, places_[place].begin);
      snippet.append(goes_on ? "" : "\x01");
      AddPlain(snippet, places_[place].begin, places_[place].end);
      snippet.push_back('\x02');
      at = places_[place].end;
    }
    AddPlain(snippet, at, end);
    while (!snippet.empty() && snippet.back() == ' ') {
      snippet.pop_back();
    }
    return end < text_.size() ? snippet + " …" : snippet;
  }

  bool Matches(std::size_t place, const std::vector<std::string>& asked) {
    const std::string word(text_.substr(places_[place].begin, places_[place].end - places_[place].begin));
    auto found = tokens_.find(word);
    if (found == tokens_.end()) {
      found = tokens_.emplace(word, TokensOf(word, language_)).first;
    }
    return std::ranges::any_of(
        found->second, [&](const std::string& token) { return std::ranges::find(asked, token) != asked.end(); });
  }

  // Each match is tried as the start; the window with the most different terms wins, the earliest of equals.
  std::size_t BestStart() const {
    std::size_t best = 0;
    std::size_t most = 0;
    std::size_t tried = 0;
    for (std::size_t at = 0; at < places_.size() && tried < 200; ++at) {
      if (term_at_[at] < 0) {
        continue;
      }
      ++tried;
      std::set<int> terms;
      for (std::size_t each = at; each < std::min(at + kPlacesShown - kPlacesBefore, places_.size()); ++each) {
        if (term_at_[each] >= 0) {
          terms.insert(term_at_[each]);
        }
      }
      if (terms.size() > most) {
        most = terms.size();
        best = at;
      }
    }
    return best <= kPlacesBefore ? 0 : best - kPlacesBefore;
  }

  // One line: control characters and runs of blanks become one blank.
  void AddPlain(std::string& snippet, std::size_t begin, std::size_t end) const {
    for (const char c : text_.substr(begin, end - begin)) {
      if (static_cast<unsigned char>(c) > 0x20) {
        snippet.push_back(c);
      } else if (!snippet.empty() && snippet.back() != ' ') {
        snippet.push_back(' ');
      }
    }
  }

  std::string_view text_;
  std::string_view language_;
  std::vector<text::Word> places_;
  std::vector<int> term_at_;  // by place; -1: no match
  std::unordered_map<std::string, std::vector<std::string>> tokens_;
};

}  // namespace

std::vector<Term> ParseSearch(std::string_view words) {
  std::string clean = text::RepairUtf8(words.substr(0, std::min(words.size(), kMaxBytesAsked)));
  std::ranges::replace_if(
      clean, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  std::vector<Term> terms;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t here = at;
    if (IsQuotationMark(text::NextCodePoint(clean, at))) {
      AddTerms(terms, std::string_view(clean).substr(begin, here - begin), quoted);
      quoted = !quoted;
      begin = at;
    }
  }
  // A quotation mark without its other half means nothing.
  AddTerms(terms, std::string_view(clean).substr(begin), false);
  terms.resize(std::min(terms.size(), kMaxTerms));
  return terms;
}

static Shown ShownIn(std::string_view text, std::string_view language, const std::vector<Term>& terms) {
  std::size_t size = std::min(text.size(), kMaxBytesShownFrom);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  Shown shown(text.substr(0, size), language);
  for (std::size_t term = 0; term < terms.size(); ++term) {
    shown.Mark(PatternOf(terms[term], language), static_cast<int>(term));
  }
  return shown;
}

std::string Snippet(std::string_view text, std::string_view language, const std::vector<Term>& terms) {
  return ShownIn(text, language, terms).Best();
}

std::string Marked(std::string_view text, std::string_view language, const std::vector<Term>& terms) {
  return ShownIn(text, language, terms).All();
}

}  // namespace headwater::store
