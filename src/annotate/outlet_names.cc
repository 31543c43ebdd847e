// The words of names, run by run.
#include "annotate/outlet_names.h"

#include <algorithm>
#include <string>

#include "annotate/inflected.h"
#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kMaxRun = 8;
constexpr std::size_t kMaxNameBytes = 90;
constexpr std::size_t kLongAcronym = 5;

bool IsUpperAscii(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view WithoutThe(std::string_view name) {
  return name.starts_with("The ") || name.starts_with("the ") || name.starts_with("THE ") ? name.substr(4) : name;
}

// Does every word that the name has with a capital have it here too? "Le monde" is the world.
// Only names that begin with a short word are so told: "ABC news" is ABC News.
bool IsWrittenAs(std::string_view words, std::string_view spelling) {
  constexpr std::size_t kArticle = 3;
  const std::string_view first = spelling.substr(0, spelling.find(' '));
  if (first.size() > kArticle || (IsUpperAscii(first) && first.size() > 1)) {
    return true;
  }
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  while (!words.empty() && !spelling.empty()) {
    if (is_upper(spelling.front()) && is_lower(words.front())) {
      return false;
    }
    words.remove_prefix(std::min(words.find(' '), words.size() - 1) + 1);
    spelling.remove_prefix(std::min(spelling.find(' '), spelling.size() - 1) + 1);
  }
  return true;
}

// Words that join the words of a name.
bool IsJoiner(std::string_view word) {
  static constexpr std::string_view kJoiners[] = {"of", "de", "del", "di",  "della", "der", "des", "du",  "la", "le",
                                                  "&",  "do", "da",  "dos", "van",   "for", "and", "und", "et", "y"};
  return std::find(std::begin(kJoiners), std::end(kJoiners), word) != std::end(kJoiners);
}

}  // namespace

char OutletNames::Mark(std::size_t at) const {
  const Token& token = TokenAt(at);
  return token.end - token.begin == 1 && !token.word ? text_.prepared.text[token.begin] : '\0';
}

bool OutletNames::IsCaseless(const Token& token, std::string_view text) {
  constexpr unsigned char kHebrew = 0xD7;  // the first byte of the first script without capitals, and of all later ones
  return token.word && !token.number && static_cast<unsigned char>(text[token.begin]) >= kHebrew;
}

std::size_t OutletNames::NameEnd(std::size_t token) const {
  return TokenAt(token).end - words_.EndingOf(text_.prepared.Word(token), false);
}

// Up to what never is part of a name.
std::size_t OutletNames::CaselessEnd(std::size_t at, std::size_t last) const {
  std::size_t end = at + 1;
  while (end < std::min(last, at + kMaxRun) && IsCaseless(TokenAt(end), text_.prepared.text) &&
         !NextOf(end, last, kBetween)) {
    ++end;
  }
  return end;
}

// The end of a run of words that may be one name.
std::size_t OutletNames::RunEnd(std::size_t at, std::size_t last) const {
  if (IsCaseless(TokenAt(at), text_.prepared.text)) {
    return CaselessEnd(at, last);
  }
  std::size_t end = at;
  const std::size_t limit = std::min(last, at + kMaxRun);
  for (std::size_t i = at; i < limit; ++i) {
    const Token& token = TokenAt(i);
    if (token.capitalised || (token.number && i > at && token.end - token.begin <= 3)) {
      end = i + 1;
      continue;
    }
    const bool goes_on = i > at && i + 1 < limit && TokenAt(i + 1).capitalised;
    const bool short_before = i > at && TokenAt(i - 1).end - TokenAt(i - 1).begin <= 3;
    const bool joined = goes_on && (IsJoiner(text_.prepared.Word(i)) || (Mark(i) == '.' && short_before));
    if (!joined) {
      break;
    }
  }
  return std::max(end, at + 1);
}

std::size_t OutletNames::RunBegin(std::size_t first, std::size_t end) const {
  std::size_t begin = end;
  const std::size_t limit = end - std::min(kMaxRun, end - first);
  if (end > first && IsCaseless(TokenAt(end - 1), text_.prepared.text)) {
    while (begin > limit && IsCaseless(TokenAt(begin - 1), text_.prepared.text)) {
      --begin;
    }
    return begin;
  }
  for (std::size_t i = end; i > limit; --i) {
    const Token& token = TokenAt(i - 1);
    if (token.capitalised || (token.number && token.end - token.begin <= 3)) {
      begin = i - 1;
      continue;
    }
    const bool goes_on = i < end && i - 1 > limit && TokenAt(i - 2).capitalised;
    const bool short_before = goes_on && TokenAt(i - 2).end - TokenAt(i - 2).begin <= 3;
    if (!goes_on || !(IsJoiner(text_.prepared.Word(i - 1)) || (Mark(i - 1) == '.' && short_before))) {
      break;
    }
  }
  return begin;
}

// Does a name go on after these words, so that they are but a part of it?
bool OutletNames::GoesOn(std::size_t at, std::size_t last) const {
  if (at >= last) {
    return false;
  }
  const std::string_view word = text_.prepared.Word(at);
  const bool listed = word == "and" || word == "und" || word == "et" || word == "y";
  const bool joined = !listed && at + 1 < last && TokenAt(at + 1).capitalised && IsJoiner(word);
  return joined || (TokenAt(at).capitalised && !NextOf(at, last, kBetween | kRole | kLink | kCalled));
}

// Nothing but words that end or begin the names of many media: "The Herald", "Daily News".
bool OutletNames::IsCommon(const NamePlace& place) const {
  for (std::size_t at = place.first; at < place.last; ++at) {
    if (!NextOf(at, place.last, kLastWord | kLastWeak | kFirstWord | kFirstWeak | kArticle)) {
      return false;
    }
  }
  return true;
}

// Are the words but a part of a longer name: the "Herald" of "Ashford Herald"?
bool OutletNames::IsPart(const NamePlace& place) const {
  // "Mr. Band"
  if (words_.Ending(text_, 0, place.first, kTitle) > 0) {
    return true;
  }
  if (place.first > 0) {
    const Token& before = TokenAt(place.first - 1);
    const bool near = before.capitalised && words_.Ending(text_, 0, place.first, kArticle | kBetween | kLink) == 0;
    if (near && TokenAt(place.first).space_before) {
      return true;
    }
  }
  return place.last < place.run_end && GoesOn(place.last, place.run_end);
}

// In capitals all through, as acronyms are.
bool OutletNames::IsShouted(const NamePlace& place, std::string_view name) const {
  const bool ascii = std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return ascii ? IsUpperAscii(name) : TokenAt(place.last - 1).upper;
}

bool OutletNames::IsKnownWell(const NamePlace& place, const news::Source& source, std::string_view name) const {
  const std::string_view plain = WithoutThe(name);
  const bool single = plain.find(' ') == std::string_view::npos;
  const bool shouted = IsShouted(place, plain);
  if (single) {
    const auto same = [plain](const std::string& spelling) { return WithoutThe(spelling) == plain; };
    const bool exact = std::any_of(source.spellings.begin(), source.spellings.end(), same);
    // "Pa" is no "PA", "time" no "Time".
    const bool written = TokenAt(place.last - 1).capitalised && plain.size() >= kLongAcronym;
    if (!exact && !(shouted && plain.size() >= kLongAcronym) && !written) {
      return false;
    }
  } else if (std::ranges::none_of(source.spellings, [plain](const std::string& spelling) {
               return IsWrittenAs(plain, WithoutThe(spelling));
             })) {
    return false;
  }
  if (single && !shouted && FollowsGivenName(place)) {
    return false;
  }
  if (tables::SourceByBareName(name) != nullptr && !IsCommon(place)) {
    return true;
  }
  if (IsPart(place)) {
    return false;
  }
  if (place.hold == Hold::kSure || place.called) {
    return true;
  }
  // Few letters mean another thing in another language: the TSA of Algiers is none in English.
  const bool at_home = source.kind == news::SourceKind::kAgency || plain.size() >= kLongAcronym || !source.language ||
                       source.language == text_.prepared.language;
  if (shouted && !at_home) {
    return false;
  }
  if (place.introduced || plain.size() != name.size()) {
    return true;
  }
  return place.hold == Hold::kFirm && (shouted || (!place.sentence_start && plain == source.name));
}

// "Andrew Sinclair"
bool OutletNames::FollowsGivenName(const NamePlace& place) const {
  if (place.first == 0 || !TokenAt(place.first - 1).capitalised || TokenAt(place.first - 1).upper) {
    return false;
  }
  return IsGivenName(text_.prepared.Word(place.first - 1), text_.prepared.language);
}

const news::Source* OutletNames::Named(const NamePlace& place, std::string_view name) const {
  const news::Source* const source = tables::SourceByName(name);
  if (source == nullptr || (source->kind == news::SourceKind::kInstitution && place.hold != Hold::kSure)) {
    return nullptr;
  }
  return IsKnownWell(place, *source, name) ? source : nullptr;
}

// The tables' source by the name, if it is a medium here.
const news::Source* OutletNames::Known(const NamePlace& place, std::size_t begin_byte) const {
  const Token& end = TokenAt(place.last - 1);
  if (begin_byte >= end.end || end.end - begin_byte > kMaxNameBytes) {
    return nullptr;
  }
  const std::string_view name = Text(begin_byte, end.end);
  if (tables::SourceByName(name) != nullptr) {
    return Named(place, name);
  }
  const news::Source* const inflected = SourceByInflectedName(name, text_.prepared.language);
  if (inflected != nullptr) {
    return inflected->kind != news::SourceKind::kInstitution ? inflected : nullptr;
  }
  // "au Figaro" is Le Figaro's.
  if (place.first > 0) {
    const std::string_view article = words_.ArticleIn(text_.hashes[place.first - 1]);
    const std::string whole = article.empty() ? std::string() : std::string(article) + " " + std::string(name);
    if (!whole.empty() && tables::SourceByName(whole) != nullptr) {
      NamePlace introduced = place;
      introduced.introduced = true;
      return Named(introduced, whole);
    }
  }
  // "Reuters'ın", "AFP-le", "Delfile"
  for (const bool bare : {false, true}) {
    const std::size_t ending = words_.EndingOf(name, bare);
    const std::string_view stem = name.substr(0, name.size() - ending);
    if (ending > 0 && (!bare || tables::SourceByBareName(stem) != nullptr)) {
      if (const news::Source* const source = Named(place, stem)) {
        return source;
      }
    }
  }
  return nullptr;
}

// Is the name built as those of media are?
bool OutletNames::IsShaped(const NamePlace& place) const {
  const std::size_t first = place.first + (NextOf(place.first, place.last, kArticle) ? 1 : 0);
  const bool introduced = place.introduced || first > place.first || place.called;
  if (place.last < first + 2) {
    return false;
  }
  const auto ends = [&](std::uint32_t kinds) {
    const std::size_t size = words_.Ending(text_, first, place.last, kinds);
    return size > 0 && size < place.last - first;
  };
  const auto begins = [&](std::uint32_t kinds) {
    const std::size_t size = words_.Starting(text_, first, place.last, kinds);
    return size > 0 && size < place.last - first;
  };
  if (ends(kLastWord) || begins(kFirstWord)) {
    return place.hold != Hold::kLoose || introduced || place.last - first > 2 || begins(kFirstWord);
  }
  if (ends(kLastWeak) || begins(kFirstWeak)) {
    return place.hold != Hold::kLoose || introduced;
  }
  return false;
}

}  // namespace headwater::annotate
