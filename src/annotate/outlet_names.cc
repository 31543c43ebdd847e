// The words of names, run by run.
#include "annotate/outlet_names.h"

#include <algorithm>

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

// The end of a run of words that may be one name.
std::size_t OutletNames::RunEnd(std::size_t at, std::size_t last) const {
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
  if (place.first > 0) {
    const Token& before = TokenAt(place.first - 1);
    const bool near = before.capitalised && words_.Ending(text_, 0, place.first, kArticle | kBetween | kLink) == 0;
    if (near && TokenAt(place.first).space_before) {
      return true;
    }
  }
  return place.last < place.run_end && GoesOn(place.last, place.run_end);
}

bool OutletNames::IsKnownWell(const NamePlace& place, const news::Source& source, std::string_view name) const {
  const std::string_view plain = WithoutThe(name);
  const bool single = plain.find(' ') == std::string_view::npos;
  if (single) {
    const auto same = [plain](const std::string& spelling) { return WithoutThe(spelling) == plain; };
    const bool exact = std::any_of(source.spellings.begin(), source.spellings.end(), same);
    const bool shouted = IsUpperAscii(plain) && plain.size() >= kLongAcronym;
    // "Pa" is no "PA", "time" no "Time".
    const bool written = TokenAt(place.last - 1).capitalised && plain.size() >= kLongAcronym;
    if (!exact && !shouted && !written) {
      return false;
    }
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
  const bool introduced = place.introduced || plain.size() != name.size();
  if (IsUpperAscii(plain)) {
    return place.hold == Hold::kFirm || introduced;
  }
  return introduced || (!place.sentence_start && place.hold == Hold::kFirm && plain == WithoutThe(source.name));
}

// The tables' source by the name, if it is a medium here.
const news::Source* OutletNames::Known(const NamePlace& place, std::size_t begin_byte) const {
  const std::size_t end_byte = TokenAt(place.last - 1).end;
  if (end_byte - begin_byte > kMaxNameBytes) {
    return nullptr;
  }
  const std::string_view name = Text(begin_byte, end_byte);
  const news::Source* source = tables::SourceByName(name);
  if (source == nullptr) {
    source = SourceByInflectedName(name, text_.prepared.language);
    return source != nullptr && source->kind != news::SourceKind::kInstitution ? source : nullptr;
  }
  if ((source->kind == news::SourceKind::kInstitution && place.hold != Hold::kSure)) {
    return nullptr;
  }
  return IsKnownWell(place, *source, name) ? source : nullptr;
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
