// Splits bylines at what parts names in any language, and drops what the table `byline_words` knows for no name.
#include "extract/byline.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

#include "tables/tables.h"
#include "text/words.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kMaxLine = 600;
constexpr std::size_t kMaxName = 60;
constexpr std::size_t kMaxWords = 6;

enum class WordKind : std::uint8_t { kPrefix, kAnd, kTitle, kOrganisation, kStop, kHonorific, kSuffix };

std::optional<WordKind> KindOfName(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, WordKind>, 7> kNames{{{"prefix", WordKind::kPrefix},
                                                                         {"join", WordKind::kAnd},
                                                                         {"role", WordKind::kTitle},
                                                                         {"group", WordKind::kOrganisation},
                                                                         {"stop", WordKind::kStop},
                                                                         {"honorific", WordKind::kHonorific},
                                                                         {"suffix", WordKind::kSuffix}}};
  const auto* const found = std::ranges::find(kNames, name, &std::pair<std::string_view, WordKind>::first);
  return found == kNames.end() ? std::nullopt : std::optional(found->second);
}

const std::unordered_map<std::string, WordKind>& Words() {
  static const auto words = [] {
    std::unordered_map<std::string, WordKind> made;
    for (const tables::Row& row : tables::Table("byline_words")) {
      if (const auto kind = row[2] == "text" ? std::nullopt : KindOfName(row[0])) {
        made.emplace(text::Fold(row[3]), *kind);
      }
    }
    return made;
  }();
  return words;
}

bool IsKind(std::string_view word, WordKind kind) {
  const auto found = Words().find(text::Fold(word));
  return found != Words().end() && found->second == kind;
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\n,;:|/-*()[]\"'";
  const std::size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kAround) - begin + 1);
}

std::vector<std::string_view> Tokens(std::string_view text) {
  std::vector<std::string_view> tokens;
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) {
      break;
    }
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    tokens.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return tokens;
}

// Marks that part names wherever they stand; "、" and "·" among them.
std::vector<std::string> SplitAtMarks(std::string_view line) {
  std::vector<std::string> pieces(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string_view rest = line.substr(i);
    std::size_t length = 0;
    for (const std::string_view mark :
         {",", ";", "|", "/", "&", "(", ")", " - ", "\n", "•", "·", "、", "—", "–", "，", "؛", "،", "+"}) {
      if (rest.starts_with(mark)) {
        length = mark.size();
        break;
      }
    }
    if (length > 0) {
      pieces.emplace_back();
      i += length - 1;
    } else {
      pieces.back() += line[i];
    }
  }
  return pieces;
}

// A piece at its "and"s.
std::vector<std::string> SplitAtAnds(std::string_view piece) {
  std::vector<std::string> parts(1);
  for (const std::string_view token : Tokens(piece)) {
    if (IsKind(token, WordKind::kAnd)) {
      parts.emplace_back();
      continue;
    }
    parts.back() += parts.back().empty() ? "" : " ";
    parts.back() += token;
  }
  return parts;
}

std::string WithoutPrefix(std::string_view piece) {
  std::vector<std::string_view> tokens = Tokens(piece);
  std::size_t from = 0;
  while (from < tokens.size()) {
    std::string_view token = tokens[from];
    while (!token.empty() && (token.back() == ':' || token.back() == '.')) {
      token.remove_suffix(1);
    }
    const bool prefix = IsKind(token, WordKind::kPrefix) || (from == 0 && IsKind(token, WordKind::kHonorific));
    if (!prefix) {
      break;
    }
    ++from;
  }
  std::string name;
  for (std::size_t i = from; i < tokens.size(); ++i) {
    name += name.empty() ? "" : " ";
    name += tokens[i];
  }
  return name;
}

// Without degrees and the outlet behind the name: "Ann Lee PhD", "Ann Lee USA Today".
std::string_view WithoutTail(std::string_view piece) {
  for (std::vector<std::string_view> tokens = Tokens(piece); !tokens.empty(); tokens.pop_back()) {
    const auto end = static_cast<std::size_t>(tokens.back().data() + tokens.back().size() - piece.data());
    piece = piece.substr(0, end);
    std::string bare(Trim(tokens.back()));
    std::erase(bare, '.');
    const bool degree = IsKind(bare, WordKind::kSuffix) || (tokens.size() > 2 && IsKind(bare, WordKind::kHonorific));
    if (!degree) {
      break;
    }
    if (tokens.size() == 1) {
      return {};
    }
  }
  const std::vector<std::string_view> tokens = Tokens(piece);
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    const auto begin = static_cast<std::size_t>(tokens[i].data() - piece.data());
    if (tables::SourceByName(piece.substr(begin)) != nullptr) {
      return Trim(piece.substr(0, begin));
    }
  }
  return piece;
}

bool HasDigit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool StartsUpper(std::string_view token) {
  const auto first = static_cast<unsigned char>(token.front());
  // Of scripts with case only Latin is asked; the rest is taken as it comes.
  return !(first >= 'a' && first <= 'z');
}

bool IsName(std::string_view piece) {
  if (piece.size() < 2 || piece.size() > kMaxName || HasDigit(piece) ||
      piece.find_first_of("@<>{}=_!?") != std::string_view::npos || piece.find("://") != std::string_view::npos ||
      piece.find("www.") != std::string_view::npos || piece.find(".com") != std::string_view::npos) {
    return false;
  }
  const std::vector<std::string_view> tokens = Tokens(piece);
  if (tokens.empty() || tokens.size() > kMaxWords) {
    return false;
  }
  for (const std::string_view token : tokens) {
    const std::string_view last = token.substr(std::min(token.rfind('-') + 1, token.size()));
    if (IsKind(Trim(token), WordKind::kTitle) || IsKind(Trim(token), WordKind::kOrganisation) ||
        IsKind(Trim(token), WordKind::kStop) || IsKind(Trim(last), WordKind::kOrganisation)) {
      return false;
    }
  }
  return StartsUpper(tokens.front()) && StartsUpper(tokens.back());
}

// Whatever the case, accents and blanks: "AnnLee" is Ann Lee.
std::string Bare(std::string_view name) {
  std::string bare = text::Fold(name);
  std::erase(bare, ' ');
  return bare;
}

bool SameName(std::string_view a, std::string_view b) { return !a.empty() && !b.empty() && Bare(a) == Bare(b); }

// With plain blanks for all kinds of them, and without handles: "Ann Lee @annlee".
std::string Cleaned(std::string_view line) {
  std::string clean;
  clean.reserve(line.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line.substr(i).starts_with("\xC2\xA0")) {
      clean += ' ';
      ++i;
    } else if (line[i] == '@' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '(')) {
      while (i + 1 < line.size() && line[i + 1] != ' ' && line[i + 1] != ',' && line[i + 1] != ')') {
        ++i;
      }
    } else {
      clean += line[i];
    }
  }
  return clean;
}

void AddOnce(std::vector<std::string>& to, std::string_view name) {
  const bool known = std::ranges::any_of(to, [name](const std::string& each) { return SameName(each, name); });
  if (!known && to.size() < 30) {
    to.emplace_back(name);
  }
}

// "Ann Lee Political Correspondent": a name with a title behind it and no comma between.
std::string_view BeforeTitle(std::string_view piece) {
  const std::vector<std::string_view> tokens = Tokens(piece);
  if (tokens.size() < 3) {
    return piece;
  }
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    if (IsKind(Trim(tokens[i]), WordKind::kTitle)) {
      // Words before the title that qualify it are taken for names only up to two.
      const std::size_t end = static_cast<std::size_t>(tokens[1].data() + tokens[1].size() - piece.data());
      return piece.substr(0, end);
    }
  }
  return piece;
}

}  // namespace

bool BeginsAsByline(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\r\n|-");
  if (begin == std::string_view::npos) {
    return false;
  }
  const std::string_view rest = line.substr(begin);
  return IsKind(Trim(rest.substr(0, rest.find(' '))), WordKind::kPrefix);
}

Byline ReadByline(std::string_view line, std::string_view publisher) {
  Byline byline;
  if (line.size() > kMaxLine) {
    return byline;
  }
  for (const std::string& rough : SplitAtMarks(Cleaned(line))) {
    if (const news::Source* whole = tables::SourceByName(Trim(rough)); whole != nullptr) {
      AddOnce(byline.organisations, whole->name);
      continue;
    }
    for (const std::string& part : SplitAtAnds(rough)) {
      const std::string bare = WithoutPrefix(Trim(part));
      const std::string_view piece = WithoutTail(BeforeTitle(Trim(bare)));
      if (piece.empty() || SameName(piece, publisher)) {
        continue;
      }
      if (const news::Source* source = tables::SourceByName(piece); source != nullptr) {
        AddOnce(byline.organisations, source->name);
      } else if (IsName(piece)) {
        AddOnce(byline.persons, piece);
      }
    }
  }
  return byline;
}

}  // namespace headwater::extract
