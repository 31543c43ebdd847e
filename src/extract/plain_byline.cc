// Reading bylines and the names in them.
#include "extract/plain_byline.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "extract/plain_byline_words.h"
#include "extract/plain_lines.h"
#include "tables/tables.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kBylineLongest = 240;  // bytes
constexpr std::size_t kPersonWords = 5;

bool IsInitial(std::string_view line, const Token& token) {
  return token.capital && token.end - token.begin <= 2 && token.end < line.size() && line[token.end] == '.';
}

// Two to five words that open with capitals (particles aside), none of which stands in the names of offices.
bool LooksLikePerson(std::string_view name) {
  const std::vector<Token> tokens = TokensOf(name, kPersonWords + 1);
  if (tokens.size() < 2 || tokens.size() > kPersonWords) {
    return false;
  }
  std::size_t full = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.number >= 0 || BylineWords().Is(BylineWord::kGroup, token.folded)) {
      return false;
    }
    const bool particle = i > 0 && BylineWords().Is(BylineWord::kParticle, token.folded);
    if (!token.capital && !particle) {
      return false;
    }
    full += token.capital && !IsInitial(name, token) ? 1 : 0;
  }
  const bool signs = name.find_first_of("?!:;()[]\"<>@/|") != std::string_view::npos;
  return full >= 1 && tokens.front().capital && !signs && !BylineWords().Matches(BylineWord::kRole, tokens);
}

std::string_view TrimSigns(std::string_view text) {
  static constexpr std::string_view kSigns = " \t,;:.|/-*_()[]{}";
  const std::size_t begin = text.find_first_not_of(kSigns);
  if (begin == std::string_view::npos) {
    return {};
  }
  // A closing point stays with an initial or "Jr.": names keep it, and nothing else needs it gone.
  const std::size_t end = text.find_last_not_of(kSigns);
  return text.substr(begin, end - begin + 1);
}

// "ADA HOLM" is Ada Holm.
std::string PersonName(std::string_view name) {
  std::string made(name);
  const bool shouts =
      std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
      std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  bool inside = false;
  for (char& c : made) {
    if (shouts && inside && c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
    inside = c != ' ' && c != '-' && c != '\'' && c != '.';
  }
  return made;
}

const news::Source* KnownSource(std::string_view name) {
  if (const news::Source* const source = tables::SourceByName(name)) {
    return source;
  }
  const std::vector<Token> tokens = TokensOf(name, 12);
  for (std::size_t cut = 1; cut < tokens.size(); ++cut) {
    const std::vector<Token> rest(tokens.begin() + static_cast<std::ptrdiff_t>(cut), tokens.end());
    if (BylineWords().Matches(BylineWord::kAgency, rest)) {
      return tables::SourceByName(TrimSigns(name.substr(0, tokens[cut - 1].end)));
    }
  }
  return nullptr;
}

bool HasGroupWord(const std::vector<Token>& tokens) {
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const Token& token) { return BylineWords().Is(BylineWord::kGroup, token.folded); });
}

bool HasAgencyWord(const std::vector<Token>& tokens) {
  return BylineWords().Matches(BylineWord::kAgency, tokens) || BylineWords().Matches(BylineWord::kRole, tokens);
}

// Parts of a byline: between commas, bars, "and" and the like.
std::vector<std::string_view> Parts(std::string_view line) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  const auto cut = [&](std::size_t end, std::size_t next) {
    if (const std::string_view part = TrimSigns(line.substr(begin, end - begin)); !part.empty()) {
      parts.push_back(part);
    }
    begin = next;
  };
  for (const Token& token : TokensOf(line)) {
    const std::string_view before = line.substr(begin, token.begin - begin);
    if (const std::size_t sign = before.find_first_of(",|/;()[]&"); sign != std::string_view::npos) {
      cut(begin + sign, token.begin);
    } else if (const std::size_t dot = before.find("•"); dot != std::string_view::npos) {
      cut(begin + dot, token.begin);
    } else if (const std::size_t middle = before.find("·"); middle != std::string_view::npos) {
      cut(begin + middle, token.begin);
    } else if (const std::size_t dash = before.find(" - "); dash != std::string_view::npos) {
      cut(begin + dash, token.begin);
    }
    const bool joins = !token.capital && BylineWords().Is(BylineWord::kJoin, token.folded);
    if (joins && token.begin > begin) {
      cut(token.begin, token.end);
    }
  }
  cut(line.size(), line.size());
  return parts;
}

// "Ada Holm in Vellmar", "Ada Holm for the Vellmar Post": the name, and what comes after the small word.
std::pair<std::string_view, std::string_view> CutPlace(std::string_view part) {
  static constexpr std::array<std::string_view, 12> kIn{" in ",  " for ", " from ", " at ",   " à ",   " en ",
                                                        " aus ", " für ", " pour ", " para ", " per ", " reports "};
  for (const std::string_view word : kIn) {
    if (const std::size_t at = part.find(word); at != std::string_view::npos) {
      return {part.substr(0, at), part.substr(at + word.size())};
    }
  }
  return {part, {}};
}

struct Reading {
  PlainByline byline;
  std::size_t unknown = 0;
  std::size_t known = 0;
};

void ReadPart(std::string_view part, bool opened, Reading& reading) {
  const auto [name, place] = CutPlace(part);
  const std::vector<Token> tokens = TokensOf(name, 12);
  const news::Source* const source = KnownSource(name);
  if (source == nullptr) {
    if (const news::Source* const outlet = place.empty() ? nullptr : KnownSource(place)) {
      reading.byline.credit = reading.byline.credit.empty() ? outlet->name : reading.byline.credit;
    }
  }
  if (source != nullptr) {
    ++reading.known;
    if (reading.byline.credit.empty()) {
      reading.byline.credit = source->name;
    }
  } else if (LooksLikePerson(name)) {
    reading.byline.authors.push_back(PersonName(name));
  } else if (HasAgencyWord(tokens)) {
    // "staff writer", "and agencies": says nothing about whose it is.
  } else if (opened && HasGroupWord(tokens) && tokens.front().capital) {
    if (reading.byline.credit.empty()) {
      reading.byline.credit = name;
    }
  } else {
    ++reading.unknown;
  }
}

Reading ReadParts(std::string_view line, bool opened) {
  Reading reading;
  // A place may follow the names: "Ada Holm, Vellmar".
  for (const std::string_view part : Parts(line)) {
    ReadPart(part, opened, reading);
  }
  return reading;
}

std::optional<PlainByline> Accept(Reading reading, bool opened) {
  const bool named = !reading.byline.authors.empty() || !reading.byline.credit.empty();
  const std::size_t allowed = opened && named ? 1 : 0;
  if (!named || reading.unknown > allowed || (!opened && reading.known == 0)) {
    return std::nullopt;
  }
  reading.byline.opened = opened;
  return std::move(reading.byline);
}

// "(Reporting by Ada Holm in Vellmar; Editing by Jo Berg)": who reported, or wrote, is an author.
std::optional<PlainByline> ReadDeskLine(std::string_view line) {
  PlainByline byline;
  byline.opened = true;
  bool desk = false;
  std::string_view rest = TrimSigns(line);
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string_view part = TrimSigns(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    const std::vector<Token> tokens = TokensOf(part, 60);
    const std::size_t report = BylineWords().Opens(BylineWord::kReport, part, tokens);
    const std::size_t edit = BylineWords().Opens(BylineWord::kEdit, part, tokens);
    if (report == 0 && edit == 0) {
      return desk ? std::optional<PlainByline>(byline) : std::nullopt;
    }
    desk = true;
    if (report > 0 && report < tokens.size()) {
      Reading reading = ReadParts(part.substr(tokens[report].begin), true);
      for (std::string& author : reading.byline.authors) {
        byline.authors.push_back(std::move(author));
      }
    }
  }
  return desk ? std::optional<PlainByline>(byline) : std::nullopt;
}

}  // namespace

std::string SourceName(std::string_view name) {
  const news::Source* const source = KnownSource(name);
  return source == nullptr ? std::string(name) : source->name;
}

std::optional<PlainByline> ReadPlainByline(std::string_view line) {
  if (line.size() > kBylineLongest * 2) {
    return std::nullopt;
  }
  if (std::optional<PlainByline> desk = ReadDeskLine(line)) {
    return desk;
  }
  if (line.size() > kBylineLongest) {
    return std::nullopt;
  }
  const std::vector<Token> tokens = TokensOf(line, 40);
  const std::size_t opens = BylineWords().Opens(BylineWord::kPrefix, line, tokens);
  if (opens > 0 && opens < tokens.size() && tokens.front().capital) {
    return Accept(ReadParts(line.substr(tokens[opens].begin), true), true);
  }
  if (ClosesSentence(line)) {
    return std::nullopt;
  }
  return Accept(ReadParts(line, false), false);
}

std::vector<std::string> PersonsIn(std::string_view line) {
  std::vector<std::string> persons;
  const std::vector<Token> tokens = TokensOf(line, 80);
  const auto apart = [&](std::size_t at) {
    return line.substr(tokens[at - 1].end, tokens[at].begin - tokens[at - 1].end).find_first_of(",;/|@()") !=
           std::string_view::npos;
  };
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i;
    std::size_t next = i;
    while (next < tokens.size() && next - i < kPersonWords && (next == i || !apart(next))) {
      const bool particle = next > i && BylineWords().Is(BylineWord::kParticle, tokens[next].folded) &&
                            !BylineWords().Is(BylineWord::kJoin, tokens[next].folded);
      if (!tokens[next].capital && !particle) {
        break;
      }
      ++next;
      end = tokens[next - 1].capital ? next : end;
    }
    if (end - i >= 2) {
      const std::string_view name = line.substr(tokens[i].begin, tokens[end - 1].end - tokens[i].begin);
      if (LooksLikePerson(name) && KnownSource(name) == nullptr) {
        persons.push_back(PersonName(name));
      }
    }
    i = std::max(end, i + 1);
  }
  return persons;
}

}  // namespace headwater::extract
