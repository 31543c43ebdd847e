// Quotations are paired by paragraph.
#include <algorithm>

#include "annotate/lexicon.h"
#include "annotate/reading.h"
#include "annotate/speech_words.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kLongestNested = 200;  // tokens in which words quoted within a quotation end, and it as well
constexpr std::size_t kShortQuotation = 4;   // words; below this marks are rather scare quotes

bool IsDash(std::string_view word) { return word == "—" || word == "–" || word == "-" || word == "―"; }

bool Closes(const std::vector<QuotationMarks>& pairs, std::string_view opening, std::string_view mark) {
  return std::ranges::any_of(pairs,
                             [&](const QuotationMarks& pair) { return pair.open == opening && pair.close == mark; });
}

bool Opens(const std::vector<QuotationMarks>& pairs, std::string_view mark) {
  return std::ranges::any_of(pairs, [&](const QuotationMarks& pair) { return pair.open == mark; });
}

}  // namespace

// "“We lost,” she said": few words between marks, but with the marks of a sentence.
bool Reading::IsSentence(std::size_t first, std::size_t last) const {
  const bool twice = Word(first) == "'" && last > first + 4;
  const std::size_t inner = twice ? 2 : 1;
  if (last <= first + 1 + inner || !At(first + inner).capitalised || (!twice && Word(last - 1) == "'")) {
    return false;
  }
  const std::string_view mark = Word(last - 1 - inner);
  const std::string_view before = first > 0 ? Word(first - 1) : std::string_view(".");
  const bool begins =
      before == "." || before == "?" || before == "!" || before == ":" || (first > 0 && At(first - 1).quote);
  return mark == "," || mark == "?" || mark == "!" || (mark == "." && begins);
}

void Reading::KeepQuotation(std::size_t first, std::size_t last, bool open) {
  Quotation quotation;
  quotation.all = {first, last};
  quotation.open = open;
  for (std::size_t i = first; i < last; ++i) {
    quotation.words += At(i).word || At(i).number ? 1U : 0U;
  }
  // In languages that put names between marks, a few words are speech only where something is announced.
  const bool colon = first > 0 && (Word(first - 1) == ":" || Word(first - 1) == "：");
  const bool closes = last < size() && (Word(last) == "," || IsDash(Word(last)) || (last > 1 && Word(last - 2) == ","));
  const bool alone = closes && (first == 0 || (At(first - 1).punct && Word(first - 1) != ","));
  const bool by_dash = first > 0 && IsDash(Word(first - 1));
  const bool announced = !KnowsGrammar(prepared_->language) && (by_dash || (last > first + 1 && (colon || alone)));
  const bool whole = !open && quotation.words > 1 && IsSentence(first, last);
  if (quotation.words < (announced || whole ? 1 : kShortQuotation)) {
    return;
  }
  for (std::size_t i = first; i < last; ++i) {
    quotation_[i] = quotations_.size();
  }
  quotations_.push_back(quotation);
}

// A quotation ends with its paragraph; a straight mark opens where none is open.
void Reading::PairQuotes() {
  const std::vector<QuotationMarks>& pairs = QuotationMarksOf(prepared_->language);
  const bool dashes = QuotesByDash(prepared_->language);
  std::size_t open = kNone;
  int inner = 0;
  const auto closes = [&pairs](std::string_view opening, std::string_view mark) {
    return Closes(pairs, opening, mark);
  };
  for (std::size_t number = 0; number < prepared_->sentences.size(); ++number) {
    const Sentence& sentence = prepared_->sentences[number];
    if (sentence.paragraph_start && open != kNone) {
      KeepQuotation(open, sentence.first, true);
      open = kNone;
    }
    if (dashes && sentence.paragraph_start && sentence.first < sentence.last && IsDash(Word(sentence.first))) {
      number = PairDashes(number);
      continue;
    }
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      const bool twice =
          i + 1 < sentence.last && At(i).quote && Word(i) == "'" && Word(i + 1) == "'" && !At(i + 1).space_before;
      const std::string_view mark = MarkAt(i, twice);
      const std::size_t last = twice ? i + 2 : i + 1;
      if (mark.empty()) {
        continue;
      }
      // A mark that opens where one is open already: a word within the words ("he calls it “art” now”"), or a slip for
      // one that closes.
      const bool again = open != kNone && mark == MarkAt(open, false) && !closes(mark, mark);
      const bool closing = open != kNone && closes(MarkAt(open, Word(open) == "'"), mark);
      if ((again && EndsByMark(i)) || (closing && inner == 0)) {
        KeepQuotation(open, last, false);
        open = kNone;
      } else if (again && ClosesTwice(i, closes)) {
        ++inner;
      } else if (closing) {
        --inner;
      } else if (open == kNone && Opens(pairs, mark)) {
        open = i;
        inner = 0;
      }
      i = last - 1;
    }
  }
  if (open != kNone) {
    KeepQuotation(open, size(), true);
  }
}

// Does a mark that looks like an opening one stand where one closes: behind another mark, before a space?
bool Reading::EndsByMark(std::size_t token) const {
  return token > 0 && !At(token).space_before && At(token - 1).punct && !At(token - 1).quote &&
         (token + 1 >= size() || At(token + 1).space_before);
}

// Do the words that the mark opens end before those that it stands among, in the same paragraph?
template <class Closes>
bool Reading::ClosesTwice(std::size_t token, const Closes& closes) const {
  const std::string_view mark = MarkAt(token, false);
  int depth = 2;
  for (std::size_t i = token + 1; i < size() && i < token + kLongestNested && depth > 0; ++i) {
    if (!At(i).quote) {
      continue;
    }
    depth += MarkAt(i, false) == mark ? 1 : closes(mark, MarkAt(i, false)) ? -1 : 0;
    if (i > 0 && StartsParagraph(i)) {
      break;
    }
  }
  return depth <= 0;
}

bool Reading::StartsParagraph(std::size_t token) const {
  const auto& sentences = prepared_->sentences;
  const auto sentence = std::ranges::lower_bound(sentences, token, {}, &Sentence::first);
  return sentence != sentences.end() && sentence->first == token && sentence->paragraph_start;
}

// Two apostrophes count as a straight mark.
std::string_view Reading::MarkAt(std::size_t token, bool twice) const {
  if (twice) {
    return "\"";
  }
  return At(token).quote && Word(token) != "'" ? Word(token) : std::string_view();
}

// "— We open, — said Norling. — At once.": every second dash behind a mark parts the words from who says them. Returns
// the last sentence of the paragraph.
std::size_t Reading::PairDashes(std::size_t number) {
  const auto& sentences = prepared_->sentences;
  std::size_t last = number;
  while (last + 1 < sentences.size() && !sentences[last + 1].paragraph_start) {
    ++last;
  }
  const std::size_t end = sentences[last].last;
  std::size_t open = sentences[number].first + 1;
  for (std::size_t i = open + 1; i < end; ++i) {
    const bool parts = IsDash(Word(i)) && At(i).space_before && At(i - 1).punct && Word(i - 1) != ")";
    if (parts && open != kNone) {
      KeepQuotation(open, i, false);
    }
    open = !parts ? open : (open == kNone ? i + 1 : kNone);
  }
  if (open != kNone && open < end) {
    KeepQuotation(open, end, false);
  }
  return last;
}

}  // namespace headwater::annotate
