// Datelines, told by what stands before and after the agency's name.
#include "annotate/datelines.h"

#include <algorithm>
#include <string_view>

namespace headwater::annotate {
namespace {

constexpr std::size_t kMaxPlace = 14;  // tokens before the agency
constexpr std::size_t kMaxAcronym = 6;

class DatelineFinder {
 public:
  DatelineFinder(const HashedText& text, const CitationWords& words, const OutletReader& reader,
                 const Paragraph& paragraph)
      : text_(text), words_(words), reader_(reader), paragraph_(paragraph) {}

  void Run(std::vector<Found>& found) const {
    if (Wired(found)) {
      return;
    }
    for (std::size_t at = paragraph_.first; at < paragraph_.last; ++at) {
      const std::string_view word = WordAt(at);
      const bool early = at < paragraph_.first + kMaxPlace;
      if (IsOpening(word) || (word == "/" && early && at > paragraph_.first && TokenAt(at).space_before)) {
        at = Bracketed(at, word == "(" ? ")" : word == "/" ? "/" : "）", found);
      } else if (early && IsDash(word)) {
        Dashed(at, found);
      }
    }
  }

 private:
  static bool IsOpening(std::string_view word) { return word == "(" || word == "（"; }

  // `新华社北京3月3日电`: a paragraph that opens with a medium and soon says that it wired.
  bool Wired(std::vector<Found>& found) const {
    constexpr std::size_t kReach = 16;
    std::size_t first = paragraph_.first;
    while (first < paragraph_.last && TokenAt(first).punct) {
      ++first;
    }
    if (first == paragraph_.last || !OutletNames::IsCaseless(TokenAt(first), text_.prepared.text)) {
      return false;
    }
    const auto outlet = reader_.At(first, paragraph_.last, Hold::kFirm, true);
    if (!outlet || outlet->id.value().empty()) {
      return false;
    }
    const std::size_t limit = std::min(paragraph_.last, outlet->last + kReach);
    for (std::size_t at = outlet->last; at < limit && !TokenAt(at).punct; ++at) {
      if (words_.Starting(text_, at, paragraph_.last, kWired) > 0) {
        found.push_back({TokenAt(first).begin, TokenAt(at).end, *outlet, news::CitationHow::kDateline});
        return true;
      }
    }
    return false;
  }

  bool MayName(const Token& token) const {
    return token.capitalised || OutletNames::IsCaseless(token, text_.prepared.text);
  }

  const Token& TokenAt(std::size_t at) const { return text_.prepared.tokens[at]; }
  std::string_view WordAt(std::size_t at) const { return text_.prepared.Word(at); }
  static bool IsDash(std::string_view word) { return word == "-" || word == "–" || word == "—" || word == "―"; }

  bool IsPlaceMark(std::string_view word) const {
    return word == "," || word == "." || word == "/" || word == "-" || word == "–" || word == "'" || word == "’" ||
           word == "’s" || word == "'s";
  }

  // May the token be part of a place or of a day?
  bool IsOfPlace(std::size_t at) const {
    const Token& token = TokenAt(at);
    constexpr std::size_t kShort = 5;  // `de`, `mar`, `sept`
    if (at > paragraph_.first && TokenAt(at - 1).number) {
      return true;  // a month written small
    }
    return MayName(token) || token.number ||
           (token.punct ? IsPlaceMark(WordAt(at)) : token.end - token.begin <= kShort);
  }

  // Where the place before `end` begins, `end` itself where there is none.
  std::size_t PlaceBegin(std::size_t end) const {
    std::size_t begin = end;
    while (begin > paragraph_.first && end - begin < kMaxPlace && IsOfPlace(begin - 1)) {
      --begin;
    }
    if (begin > paragraph_.first) {
      // In the middle of a line only a place that is shouted counts.
      begin = end;
      while (begin > paragraph_.first && (TokenAt(begin - 1).upper || IsPlaceMark(WordAt(begin - 1)))) {
        --begin;
      }
    }
    while (begin < end && TokenAt(begin).punct) {
      ++begin;
    }
    return begin < end && MayName(TokenAt(begin)) ? begin : end;
  }

  bool DashAfter(std::size_t at) const {
    while (at < paragraph_.last && (WordAt(at) == "." || WordAt(at) == "\"")) {
      ++at;
    }
    return at < paragraph_.last && IsDash(WordAt(at));
  }

  // An agency whose letters alone are known: `(THNA)`.
  bool IsAcronym(std::size_t at, std::size_t end) const {
    return end == at + 1 && TokenAt(at).upper && TokenAt(at).end - TokenAt(at).begin <= kMaxAcronym;
  }

  // The one in the bracket; further ones after `/` are left, for they say the same.
  std::optional<Outlet> Inside(std::size_t open, std::size_t close, bool dashed) const {
    if (words_.Starting(text_, open + 1, close, kPhoto) > 0 || words_.Ending(text_, open + 1, close, kPhoto) > 0) {
      return std::nullopt;
    }
    if (auto known = reader_.At(open + 1, close, Hold::kFirm, true)) {
      return known->id.value().empty() && !dashed ? std::nullopt : known;
    }
    if (!dashed || !IsAcronym(open + 1, close)) {
      return std::nullopt;
    }
    return reader_.At(open + 1, close, Hold::kSure, true);
  }

  // Gives back the last token read.
  std::size_t Bracketed(std::size_t open, std::string_view closing, std::vector<Found>& found) const {
    std::size_t close = open + 1;
    const std::size_t limit = std::min(paragraph_.last, open + 10);
    while (close < limit && WordAt(close) != closing) {
      ++close;
    }
    if (close >= limit || close == open + 1) {
      return open;
    }
    const std::size_t place = PlaceBegin(open);
    const bool opens = open == paragraph_.first || place == paragraph_.first || IsDashed(place);
    const bool dashed = DashAfter(close + 1) || closing == "/";
    const bool shouted = place < open && TokenAt(place).upper;
    if (place == open && open != paragraph_.first) {
      return open;
    }
    if (!dashed && !(shouted && opens && close + 1 < paragraph_.last)) {
      return open;
    }
    if (!opens && !shouted) {
      return open;
    }
    if (auto outlet = Inside(open, close, dashed)) {
      const std::size_t first = place < open ? place : open;
      found.push_back({TokenAt(first).begin, TokenAt(close).end, *outlet, news::CitationHow::kDateline});
      return close;
    }
    return open;
  }

  bool IsDashed(std::size_t place) const { return place == paragraph_.first + 1 && TokenAt(paragraph_.first).punct; }

  // `TALLINN, BNS -` and `Reuters - `.
  void Dashed(std::size_t dash, std::vector<Found>& found) const {
    if (dash == paragraph_.first || !TokenAt(dash).space_before || dash + 8 > paragraph_.last) {
      return;
    }
    for (std::size_t first = paragraph_.first; first < dash; ++first) {
      const bool begins = first == paragraph_.first || WordAt(first - 1) == ",";
      const auto outlet = begins ? reader_.At(first, dash, Hold::kFirm, false) : std::nullopt;
      if (!outlet || !outlet->agency || outlet->last != dash) {
        continue;
      }
      if (first == paragraph_.first || PlaceBegin(first) == paragraph_.first) {
        found.push_back({TokenAt(paragraph_.first).begin, outlet->end, *outlet, news::CitationHow::kDateline});
      }
      return;
    }
  }

  const HashedText& text_;
  const CitationWords& words_;
  const OutletReader& reader_;
  const Paragraph paragraph_;
};

}  // namespace

void FindDatelines(const HashedText& text, const CitationWords& words, const OutletReader& reader,
                   const Paragraph& paragraph, std::vector<Found>& found) {
  DatelineFinder(text, words, reader, paragraph).Run(found);
}

}  // namespace headwater::annotate
