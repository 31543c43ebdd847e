// Looking up furniture phrases.
#include "extract/plain_furniture.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "extract/plain_lines.h"
#include "tables/tables.h"

namespace headwater::extract {
namespace {

enum class Where { kIs, kStarts, kEnds, kHas, kTail };

constexpr std::array<std::pair<std::string_view, Where>, 5> kWheres{{{"is", Where::kIs},
                                                                     {"starts", Where::kStarts},
                                                                     {"ends", Where::kEnds},
                                                                     {"has", Where::kHas},
                                                                     {"tail", Where::kTail}}};

struct KindRow {
  std::string_view word;
  Furniture kind;
  std::size_t longest;  // bytes of a line that the phrase alone makes furniture
};

constexpr std::array<KindRow, 19> kKinds{{{"region", Furniture::kRegion, 300},
                                          {"paywall", Furniture::kPaywall, 400},
                                          {"comment", Furniture::kComment, 300},
                                          {"share", Furniture::kShare, 300},
                                          {"signup", Furniture::kSignup, 400},
                                          {"cookie", Furniture::kCookie, 1200},
                                          {"advert", Furniture::kAdvert, 250},
                                          {"navigate", Furniture::kNavigate, 250},
                                          {"related", Furniture::kRelated, 200},
                                          {"pointer", Furniture::kPointer, 300},
                                          {"caption", Furniture::kCaption, 700},
                                          {"credit", Furniture::kCaption, 700},
                                          {"letter", Furniture::kLetter, 300},
                                          {"contact", Furniture::kContact, 300},
                                          {"correction", Furniture::kCorrection, 1500},
                                          {"notice", Furniture::kNotice, 1500},
                                          {"source", Furniture::kSource, 200},
                                          {"desk", Furniture::kDesk, 300},
                                          {"publisher", Furniture::kPublisher, 1500}}};

struct Phrase {
  Furniture kind = Furniture::kNone;
  Where where = Where::kIs;
  std::size_t longest = 0;
  std::vector<std::string> words;
  bool colon = false;
};

using Index = std::unordered_map<std::string, std::vector<Phrase>>;

struct Phrases {
  Index is;      // by first word, the longest first
  Index starts;  // by first word
  Index ends;    // by last word
  Index has;     // by first word
  Index tail;    // by first word
  // What captions call a picture.
  std::unordered_set<std::string> photo{"photo", "photos", "image", "images", "foto", "фото", "bild", "fot"};
};

Index& IndexFor(Phrases& phrases, Where where) {
  switch (where) {
    case Where::kIs:
      return phrases.is;
    case Where::kStarts:
      return phrases.starts;
    case Where::kEnds:
      return phrases.ends;
    case Where::kHas:
      return phrases.has;
    case Where::kTail:
      return phrases.tail;
  }
  return phrases.is;
}

std::optional<Phrase> ReadPhrase(const tables::Row& row) {
  Phrase phrase;
  for (const KindRow& kind : kKinds) {
    if (kind.word == row[0]) {
      phrase.kind = kind.kind;
      phrase.longest = kind.longest;
    }
  }
  for (const auto& [word, where] : kWheres) {
    if (word == row[1]) {
      phrase.where = where;
    }
  }
  for (Token& token : TokensOf(row[3])) {
    phrase.words.push_back(std::move(token.folded));
  }
  phrase.colon = row[3].ends_with(":") || row[3].ends_with("：");
  if (phrase.words.empty() || phrase.kind == Furniture::kNone) {
    return std::nullopt;
  }
  return phrase;
}

const Phrases& AllPhrases() {
  static const Phrases made = [] {
    Phrases all;
    for (const tables::Row& row : tables::Table("furniture")) {
      if (std::optional<Phrase> phrase = ReadPhrase(row)) {
        const std::string key = phrase->where == Where::kEnds ? phrase->words.back() : phrase->words.front();
        IndexFor(all, phrase->where)[key].push_back(std::move(*phrase));
      }
    }
    for (auto& [key, list] : all.is) {
      std::stable_sort(list.begin(), list.end(),
                       [](const Phrase& a, const Phrase& b) { return a.words.size() > b.words.size(); });
    }
    return all;
  }();
  return made;
}

bool StandsAt(const Phrase& phrase, const std::vector<Token>& tokens, std::size_t at) {
  if (at + phrase.words.size() > tokens.size()) {
    return false;
  }
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    if (tokens[at + i].folded != phrase.words[i]) {
      return false;
    }
  }
  return true;
}

bool ColonAfter(std::string_view line, std::size_t at) {
  const std::string_view rest = at < line.size() ? Trim(line.substr(at)) : std::string_view();
  return rest.starts_with(":") || rest.starts_with("：");
}

bool Fits(const Phrase& phrase, std::string_view line, const std::vector<Token>& tokens, std::size_t at) {
  return line.size() <= phrase.longest && StandsAt(phrase, tokens, at) &&
         (!phrase.colon || ColonAfter(line, tokens[at + phrase.words.size() - 1].end));
}

FurnitureLine Found(const Phrase& phrase, const std::vector<Token>& tokens, std::size_t at) {
  return {phrase.kind, tokens[at].begin, tokens[at + phrase.words.size() - 1].end};
}

// The longest phrase of the index that stands at the token.
const Phrase* LongestAt(const Index& index, std::string_view line, const std::vector<Token>& tokens, std::size_t at) {
  const auto found = index.find(tokens[at].folded);
  if (found == index.end()) {
    return nullptr;
  }
  const Phrase* best = nullptr;
  for (const Phrase& phrase : found->second) {
    if ((best == nullptr || phrase.words.size() > best->words.size()) && Fits(phrase, line, tokens, at)) {
      best = &phrase;
    }
  }
  return best;
}

FurnitureLine ByStart(std::string_view line, const std::vector<Token>& tokens) {
  const Phrase* const phrase = LongestAt(AllPhrases().starts, line, tokens, 0);
  return phrase == nullptr ? FurnitureLine{} : Found(*phrase, tokens, 0);
}

FurnitureLine ByEnd(std::string_view line, const std::vector<Token>& tokens) {
  const auto found = AllPhrases().ends.find(tokens.back().folded);
  if (found == AllPhrases().ends.end()) {
    return {};
  }
  for (const Phrase& phrase : found->second) {
    const std::size_t at = tokens.size() - std::min(tokens.size(), phrase.words.size());
    if (Fits(phrase, line, tokens, at)) {
      return Found(phrase, tokens, at);
    }
  }
  return {};
}

FurnitureLine ByPart(std::string_view line, const std::vector<Token>& tokens) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (const Phrase* const phrase = LongestAt(AllPhrases().has, line, tokens, at)) {
      return Found(*phrase, tokens, at);
    }
  }
  return {};
}

constexpr std::size_t kCreditLongest = 90;
constexpr std::size_t kCaptionLongest = 700;

// A caption's credit closes it: "… on Monday. Photo: Ada Holm / Orrin Wire". What follows the phrase is short, opens
// with a capital and is no sentence.
FurnitureLine ByTail(std::string_view line, const std::vector<Token>& tokens) {
  for (std::size_t at = tokens.size(); at-- > 1;) {
    if (line.size() - tokens[at].begin > kCreditLongest + 30) {
      break;
    }
    const Phrase* const phrase = LongestAt(AllPhrases().tail, line, tokens, at);
    if (phrase == nullptr) {
      continue;
    }
    const std::size_t next = at + phrase->words.size();
    const bool credit = next < tokens.size() && line.size() - tokens[next].begin <= kCreditLongest &&
                        (tokens[next].capital || tokens[next].folded == "©") &&
                        line.find(". ", tokens[next].end + 3) == std::string_view::npos;
    if (credit && (phrase->colon || tokens[at].capital)) {
      return Found(*phrase, tokens, at);
    }
  }
  return {};
}

// "… in Vellmar, Jan. 3. (AP Photo/Pia Lund, File)": the brackets that close the line speak of a photograph.
FurnitureLine ByBrackets(std::string_view line, const std::vector<Token>& tokens) {
  const std::size_t open = line.ends_with(")") ? line.rfind('(') : std::string_view::npos;
  if (open == std::string_view::npos || line.size() > kCaptionLongest || line.size() - open > kCreditLongest) {
    return {};
  }
  for (std::size_t at = tokens.size(); at-- > 0 && tokens[at].begin > open;) {
    if (AllPhrases().photo.contains(tokens[at].folded)) {
      return {Furniture::kCaption, open, line.size()};
    }
  }
  return {};
}

constexpr std::size_t kButtonsLongest = 40;  // tokens

bool IsCount(const Token& token) { return token.number >= 0 || token.folded == "k"; }

}  // namespace

bool FilledByButtons(const std::vector<Token>& tokens) {
  if (tokens.empty() || tokens.size() > kButtonsLongest) {
    return false;
  }
  const std::string_view nowhere;
  bool any = false;
  for (std::size_t at = 0; at < tokens.size();) {
    if (const Phrase* const phrase = LongestAt(AllPhrases().is, nowhere, tokens, at)) {
      at += phrase->words.size();
      any = true;
    } else if (IsCount(tokens[at])) {
      ++at;
    } else {
      return false;
    }
  }
  return any;
}

FurnitureLine JudgeLine(std::string_view line, const std::vector<Token>& tokens) {
  if (tokens.empty()) {
    return {};
  }
  if (const Phrase* const phrase = LongestAt(AllPhrases().is, line, tokens, 0);
      phrase != nullptr && phrase->words.size() == tokens.size()) {
    return Found(*phrase, tokens, 0);
  }
  constexpr std::array<FurnitureLine (*)(std::string_view, const std::vector<Token>&), 5> kWays{ByStart, ByEnd, ByPart,
                                                                                                ByTail, ByBrackets};
  for (const auto way : kWays) {
    if (const FurnitureLine found = way(line, tokens); found.kind != Furniture::kNone) {
      return found;
    }
  }
  if (FilledByButtons(tokens)) {
    return {Furniture::kNavigate, tokens.front().begin, tokens.back().end};
  }
  return {};
}

namespace {

bool HasLetter(const std::vector<Token>& tokens) {
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.number < 0; });
}

// One unit over and over: `spot_imgspot_img`.
bool Repeats(std::string_view line) {
  for (std::size_t unit = 3; unit * 2 <= line.size() && unit <= 40; ++unit) {
    if (line.size() % unit == 0 && line.substr(unit) == line.substr(0, line.size() - unit)) {
      return true;
    }
  }
  return false;
}

// The desk's initials: "aml/jb".
bool IsInitials(std::string_view line) {
  constexpr std::size_t kLongest = 12;
  return line.size() <= kLongest && line.find('/') != std::string_view::npos &&
         std::all_of(line.begin(), line.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '/'; });
}

bool IsHash(std::string_view line) {
  const bool hex = std::all_of(line.begin(), line.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
  });
  const bool digit = std::any_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
  return hex && digit && line.size() >= 8;
}

}  // namespace

bool IsDebris(std::string_view line, const std::vector<Token>& tokens) {
  if (tokens.empty() || !HasLetter(tokens)) {
    return true;
  }
  if (line.find(' ') != std::string_view::npos) {
    return false;
  }
  const bool address = line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www.") ||
                       (line.find('@') != std::string_view::npos && line.find('.') != std::string_view::npos);
  return address || line.find('_') != std::string_view::npos || Repeats(line) || IsHash(line) || IsInitials(line) ||
         line.starts_with("#") || line.starts_with("{{") || line.starts_with("[[");
}

}  // namespace headwater::extract
