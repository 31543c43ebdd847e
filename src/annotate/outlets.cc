// Telling media from the persons, places and things that cues may as well stand beside.
#include "annotate/outlets.h"

#include <algorithm>
#include <string_view>

#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kMaxSkipped = 8;
constexpr std::size_t kMaxUnknown = 2;
constexpr std::string_view kTitleBegin = "《";
constexpr std::string_view kTitleEnd = "》";

bool IsLowerAscii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// `l'AFP`, `all'ANSA`: bytes up to the name.
std::size_t Elided(std::string_view word) {
  constexpr std::size_t kLongest = 5;
  for (const std::string_view apostrophe : {std::string_view("'"), std::string_view("’")}) {
    const std::size_t at = word.find(apostrophe);
    if (at != std::string_view::npos && at > 0 && at <= kLongest) {
      const std::string_view article = word.substr(0, at);
      const bool plain = article == "l" || article == "L" || article == "d" || article.ends_with("ll");
      return plain ? at + apostrophe.size() : 0;
    }
  }
  return 0;
}

// `vellmar.info`; where only a name can stand under any top domain.
bool IsSite(std::string_view word, bool sure) {
  constexpr std::size_t kLongestTop = 12;
  const std::size_t point = word.rfind('.');
  if (point == std::string_view::npos || point < 3) {
    return false;
  }
  const std::string_view end = word.substr(point + 1);
  const bool common = end.size() == 2 || end == "com" || end == "net" || end == "org" || end == "info";
  return IsLowerAscii(end) && end.size() >= 2 && (common || (sure && end.size() <= kLongestTop));
}

}  // namespace

Outlet OutletReader::Make(std::size_t first, std::size_t last, std::size_t begin_byte,
                          const news::Source* source) const {
  Outlet made;
  made.first = first;
  made.last = last;
  made.begin = begin_byte;
  made.end = TokenAt(last - 1).end;
  made.source =
      source != nullptr ? source->name : std::string(Text(made.begin, std::max(made.begin, names_.NameEnd(last - 1))));
  if (source != nullptr) {
    made.id = source->id;
    made.agency = source->kind == news::SourceKind::kAgency;
  }
  return made;
}

// The byte where a name that stands at the token may begin: after "l'", "لـ".
std::size_t OutletReader::NameBegin(std::size_t at) const {
  const std::string_view word = text_.prepared.Word(at);
  const std::size_t elided = Elided(word);
  return TokenAt(at).begin + (elided > 0 ? elided : words_.ProcliticOf(word));
}

// A whole name in quotation marks or title marks: „Vellmaro žinios“, 《瓦尔纳日报》.
std::optional<Outlet> OutletReader::Quoted(std::size_t quote, std::size_t last) const {
  constexpr std::size_t kMaxQuoted = 10;
  std::size_t close = quote + 1;
  while (close < std::min(last, quote + kMaxQuoted) && !TokenAt(close).punct) {
    ++close;
  }
  const bool closed = close < last && (TokenAt(close).quote || text_.prepared.Word(close) == kTitleEnd);
  const bool named =
      closed && (TokenAt(quote + 1).capitalised || OutletNames::IsCaseless(TokenAt(quote + 1), text_.prepared.text));
  if (!named) {
    return std::nullopt;
  }
  const std::size_t begin = TokenAt(quote + 1).begin;
  Outlet made = Make(quote + 1, close, begin, tables::SourceByName(Text(begin, TokenAt(close - 1).end)));
  return made;
}

// A site by its address: `Vellmar.info`.
std::optional<Outlet> OutletReader::Site(std::size_t at, Hold hold) const {
  const std::string_view word = text_.prepared.Word(at);
  if (!IsSite(word, hold == Hold::kSure)) {
    return std::nullopt;
  }
  return Make(at, at + 1, TokenAt(at).begin, tables::SourceByHost(word));
}

// "German media", "several local newspapers".
std::optional<Outlet> OutletReader::Unnamed(std::size_t first, std::size_t at, std::size_t last) const {
  const std::size_t size = words_.Starting(text_, at, last, kUnnamed);
  if (size == 0 || (TokenAt(at + size - 1).capitalised && text_.prepared.language != "de")) {
    return std::nullopt;
  }
  std::size_t begin = at;
  while (begin > first && at - begin < 3) {
    const Token& before = TokenAt(begin - 1);
    if (words_.Ending(text_, first, begin, kUnnamedNot) > 0) {
      return std::nullopt;
    }
    const bool nation = begin == at && before.capitalised && !before.upper &&
                        words_.Ending(text_, first, begin, kArticle | kBetween | kLink | kOpening) == 0;
    if (!nation && words_.Ending(text_, first, begin, kUnnamedOf) == 0) {
      break;
    }
    --begin;
  }
  if (begin == at && size == 1 && text_.prepared.Word(at).find("erichte") == std::string_view::npos) {
    return std::nullopt;
  }
  Outlet made = Make(begin, at + size, TokenAt(begin).begin, nullptr);
  made.named = false;
  return made;
}

// "Ann Eklund of The Vellmar Post": the medium of a person named with it.
std::optional<Outlet> OutletReader::Employer(const NamePlace& place) const {
  for (std::size_t at = place.first + 2; at + 1 < place.last; ++at) {
    const std::string_view word = text_.prepared.Word(at);
    if (word != "of" && word != "for") {
      continue;
    }
    NamePlace inner = place;
    inner.first = at + 1;
    inner.introduced = names_.NextOf(inner.first, place.last, kArticle);
    if (const news::Source* const source = names_.Known(inner, TokenAt(inner.first).begin)) {
      return Make(inner.first, place.last, TokenAt(inner.first).begin, source);
    }
  }
  return std::nullopt;
}

// Signs that are words, as Chinese has them.
bool OutletReader::IsIdeograph(std::size_t at) const {
  constexpr unsigned char kFirst = 0xE3;
  constexpr unsigned char kPast = 0xEA;
  const auto byte = static_cast<unsigned char>(text_.prepared.text[TokenAt(at).begin]);
  return TokenAt(at).word && byte >= kFirst && byte < kPast;
}

// Names whose later words are written small: "Українська правда".
std::size_t OutletReader::TailEnd(std::size_t at, std::size_t run, std::size_t last) const {
  constexpr std::size_t kMaxTail = 2;
  std::size_t end = run;
  while (TokenAt(at).capitalised && end < last && end < run + kMaxTail && TokenAt(end).word) {
    ++end;
  }
  return end;
}

// A source of the tables that begins at the place, the longest name first.
std::optional<Outlet> OutletReader::KnownAt(NamePlace place, std::size_t last) const {
  const std::size_t at = place.first;
  for (std::size_t end = TailEnd(at, place.run_end, last); end > at; --end) {
    place.last = end;
    const std::size_t called = words_.Starting(text_, end, last, kCalled);
    place.called = called > 0;
    std::size_t begin = TokenAt(at).begin + Elided(text_.prepared.Word(at));
    const news::Source* source = names_.Known(place, begin);
    if (source == nullptr && NameBegin(at) != begin) {
      begin = NameBegin(at);
      source = names_.Known(place, begin);
    }
    if (source == nullptr && called > 0 && end == place.run_end) {
      source = tables::SourceByName(Text(begin, TokenAt(end + called - 1).end));
    }
    const bool slashed = end + 2 < last && names_.Mark(end) == '/' && names_.NextOf(end + 2, last, kThing);
    if (source != nullptr && !slashed && !names_.NextOf(end, last, kThing)) {
      return Make(at, end, begin, source);
    }
  }
  // "Nachrichtenagentur Orvel": the second word may be the whole name.
  const std::size_t kind = words_.Starting(text_, at, place.run_end, kCalled | kFirstWord);
  if (kind > 0 && at + kind < place.run_end && TokenAt(at + kind).capitalised) {
    NamePlace inner{at + kind, place.run_end, place.run_end, Hold::kFirm, true, true, false};
    if (const news::Source* const source = names_.Known(inner, TokenAt(inner.first).begin)) {
      return Make(inner.first, inner.last, TokenAt(inner.first).begin, source);
    }
  }
  return std::nullopt;
}

// A medium that the tables do not know, by how it is named or called.
std::optional<Outlet> OutletReader::StrangerAt(NamePlace place, std::size_t last) const {
  const std::size_t at = place.first;
  const std::size_t begin = TokenAt(at).begin + Elided(text_.prepared.Word(at));
  for (std::size_t end = place.run_end; end > at; --end) {
    place.last = end;
    place.called = names_.NextOf(end, last, kCalled);
    if (names_.GoesOn(end, last) || names_.NextOf(end, last, kThing)) {
      continue;
    }
    // "By Ashford Post Correspondent"
    if (words_.Ending(text_, at, end, kPerson) > 0 && end > at + 1) {
      NamePlace staff = place;
      staff.last = end - 1;
      if (names_.IsShaped(staff)) {
        return Make(at, end - 1, begin, nullptr);
      }
    }
    if (auto employer = Employer(place)) {
      return employer;
    }
    const bool whole = end == place.run_end;
    if (names_.IsShaped(place) || (whole && (place.called || place.hold == Hold::kSure))) {
      return Make(at, end, begin, nullptr);
    }
  }
  return std::nullopt;
}

std::optional<Outlet> OutletReader::At(std::size_t at, std::size_t last, Hold hold, bool introduced) const {
  if (at < last && !TokenAt(at).capitalised && names_.NextOf(at, last, kArticle)) {
    ++at;
    introduced = true;
  }
  if (at >= last) {
    return std::nullopt;
  }
  const std::size_t run = names_.RunEnd(at, last);
  const NamePlace place{at, run, run, hold, introduced, false, false};
  if (auto known = KnownAt(place, last)) {
    return known;
  }
  if (auto site = Site(at, hold)) {
    return site;
  }
  // In German a noun like "Bericht" begins no name.
  const bool noun = text_.prepared.language == "de" && names_.NextOf(at, last, kLink);
  const bool named = (TokenAt(at).capitalised && !noun) || (run > at + 1 && IsIdeograph(at));
  return named ? StrangerAt(place, last) : std::nullopt;
}

std::optional<Outlet> OutletReader::Again(std::size_t at, std::size_t last) const {
  const std::size_t article = words_.Starting(text_, at, last, kArticle);
  const std::size_t called = article == 0 ? 0 : words_.Starting(text_, at + article, last, kCalled | kAgain);
  const std::size_t end = at + article + called;
  if (called == 0 || TokenAt(end - 1).capitalised || (end < last && (TokenAt(end).capitalised || TokenAt(end).quote))) {
    return std::nullopt;
  }
  Outlet made = Make(at, end, TokenAt(at).begin, nullptr);
  made.named = false;
  made.again = true;
  return made;
}

// Tokens that may stand between a cue and a name; 0 where the search ends.
std::size_t OutletReader::Step(std::size_t at, std::size_t last, Approach& approach) const {
  if (const std::size_t size = words_.Starting(text_, at, last, kArticle | kLink | kUnnamedOf)) {
    approach.introduced = approach.introduced || names_.NextOf(at, last, kArticle);
    return size;
  }
  const bool small = !TokenAt(at).capitalised || text_.prepared.language == "de";
  if (const std::size_t size = small ? words_.Starting(text_, at, last, kCalled) : 0) {
    approach.called = true;
    return size;
  }
  // "the Swedish edition of", "a Vellmar-based outlet"
  if ((at + 1 < last && names_.NextOf(at + 1, last, kCalled | kAgain)) || names_.NextOf(at, last, kAgain)) {
    return 1;
  }
  return approach.called || ++approach.unknown > kMaxUnknown ? 0 : 1;
}

std::optional<Outlet> OutletReader::After(std::size_t at, std::size_t last, Hold hold) const {
  if (auto again = Again(at, last)) {
    return again;
  }
  Approach approach;
  const std::size_t limit = std::min(last, at + kMaxSkipped);
  for (std::size_t i = at; i < limit;) {
    if (auto unnamed = Unnamed(at, i, last)) {
      return unnamed;
    }
    const Token& token = TokenAt(i);
    const bool title = token.punct && text_.prepared.Word(i) == kTitleBegin;
    const bool opened = token.quote || title;
    if (token.punct && !opened) {
      return std::nullopt;
    }
    if (approach.unknown == 0 || approach.called) {
      if (auto quoted = title || (opened && approach.called) ? Quoted(i, last) : std::nullopt) {
        return quoted;
      }
      const Hold needed = approach.called ? Hold::kSure : hold;
      if (auto outlet = At(opened ? i + 1 : i, last, needed, approach.introduced || opened)) {
        return outlet;
      }
    }
    const std::size_t step = opened ? 0 : Step(i, last, approach);
    if (step == 0) {
      return std::nullopt;
    }
    i += step;
  }
  return std::nullopt;
}

// Back over what may stand between a medium and its verb: "has", "on Monday", "news agency", "(THNA)".
std::size_t OutletReader::SkipTrailers(std::size_t first, std::size_t end, bool& called) const {
  // "Monday" after "on" is none of the name, "Today" in "Ashford Today" is.
  while (end > first + 1 && (!TokenAt(end - 1).capitalised || !TokenAt(end - 2).capitalised)) {
    const std::size_t size = words_.Ending(text_, first, end, kBetween);
    if (size == 0) {
      break;
    }
    end -= size;
  }
  constexpr std::size_t kMaxBracket = 5;
  if (end > first && names_.Mark(end - 1) == ')') {
    std::size_t open = end - 1;
    while (open > first && end - open < kMaxBracket && names_.Mark(open) != '(') {
      --open;
    }
    end = names_.Mark(open) == '(' ? open : end;
  }
  if (const std::size_t size = words_.Ending(text_, first, end, kCalled)) {
    // "The newspaper said" names none.
    if (end - size > first && TokenAt(end - size - 1).capitalised && !TokenAt(end - 1).capitalised &&
        words_.Ending(text_, first, end - size, kArticle) == 0) {
      called = true;
      end -= size;
    }
  }
  const bool closing = end > first && (TokenAt(end - 1).quote || text_.prepared.Word(end - 1) == kTitleEnd);
  return closing ? end - 1 : end;
}

std::optional<Outlet> OutletReader::Before(std::size_t first, std::size_t verb, Hold hold) const {
  bool called = false;
  const std::size_t end = SkipTrailers(first, verb, called);
  if (end <= first) {
    return std::nullopt;
  }
  if (const std::size_t size = words_.Ending(text_, first, end, kUnnamed); size > 0) {
    return Unnamed(first, end - size, end);
  }
  if (const std::size_t size = words_.Ending(text_, first, end, kCalled | kAgain); size > 0 && end > first + size) {
    if (auto again = Again(end - size - 1, end)) {
      return again;
    }
  }
  const std::size_t run = names_.RunBegin(first, end);
  if (run == end) {
    return std::nullopt;
  }
  NamePlace place{run, end, end, hold, false, called, false};
  for (std::size_t begin = run; begin < end; ++begin) {
    place.first = begin;
    place.introduced = words_.Ending(text_, first, begin, kArticle) > 0;
    place.sentence_start = begin == first;
    std::size_t begin_byte = TokenAt(begin).begin + Elided(text_.prepared.Word(begin));
    const news::Source* source = names_.Known(place, begin_byte);
    if (source == nullptr && NameBegin(begin) != begin_byte) {
      begin_byte = NameBegin(begin);
      source = names_.Known(place, begin_byte);
    }
    if (source == nullptr && called) {
      source =
          tables::SourceByName(Text(begin_byte, TokenAt(end + words_.Starting(text_, end, verb, kCalled) - 1).end));
    }
    if (source != nullptr) {
      return Make(begin, end, begin_byte, source);
    }
  }
  if (end - run == 1) {
    if (auto site = Site(run, hold)) {
      return site;
    }
  }
  if (OutletNames::IsCaseless(TokenAt(run), text_.prepared.text)) {
    return std::nullopt;
  }
  // "By 2010 the Ashford Herald": what opens a sentence may be no part of the name.
  place.first = run;
  while (run == first && place.first + 1 < end && names_.NextOf(place.first, end, kOpening | kBetween)) {
    ++place.first;
  }
  place.introduced = words_.Ending(text_, first, place.first, kArticle) > 0;
  const std::size_t named_before = words_.Ending(text_, first, place.first, kCalled);
  place.called = called || named_before > 0;
  if (place.first < end && (place.called || names_.IsShaped(place))) {
    return Make(place.first, end, TokenAt(place.first).begin, nullptr);
  }
  return std::nullopt;
}

}  // namespace headwater::annotate
