// Cutting a text into folded words, and looking phrases up by their first word.
#include "weigh/phrases.h"

#include <algorithm>
#include <unordered_set>

#include "base/hash.h"
#include "tables/tables.h"
#include "text/stems.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::weigh {
namespace {

constexpr std::size_t kGap = 7;  // words that `~` stands for at most
constexpr std::string_view kCurly = "\xE2\x80\x99";
constexpr std::size_t kShortElision = 2;  // `l’`, `d’`, `qu’`; a longer word keeps its apostrophe
constexpr std::size_t kLongestTitle = 4;  // bytes; a point behind a shorter word with a capital ends no sentence
constexpr std::size_t kShortWord = 3;     // bytes; shorter ones tell nothing

std::string FoldedOf(std::string_view word) {
  std::string folded = text::Fold(word);
  for (std::size_t at = folded.find(kCurly); at != std::string::npos; at = folded.find(kCurly)) {
    folded.replace(at, kCurly.size(), "'");
  }
  return folded;
}

// A word as one token, or two where an apostrophe joins two words.
void Put(std::vector<Token>& tokens, Token token) {
  const std::size_t apostrophe = token.folded.find('\'');
  if (apostrophe == std::string::npos || apostrophe == 0 || apostrophe + 1 == token.folded.size()) {
    tokens.push_back(std::move(token));
    return;
  }
  Token second = token;
  second.parted = second.stopped = false;
  if (token.folded.ends_with("n't")) {
    token.folded.resize(token.folded.size() - 3);
    second.folded = "not";
  } else if (apostrophe <= kShortElision) {
    second.folded = token.folded.substr(apostrophe + 1);
    token.folded.resize(apostrophe);
  } else {
    token.folded.resize(apostrophe);  // a genitive
    tokens.push_back(std::move(token));
    return;
  }
  tokens.push_back(std::move(token));
  tokens.push_back(std::move(second));
}

struct Gap {
  bool parted = false;
  bool stopped = false;
  bool question = false;
};

Gap GapOf(std::string_view between) {
  Gap gap;
  for (std::size_t at = 0; at < between.size();) {
    const char32_t c = text::NextCodePoint(between, at);
    const bool asks = c == U'?' || c == U'؟' || c == U'？' || c == U';';
    gap.question = gap.question || c == U'?' || c == U'؟' || c == U'？';
    gap.stopped = gap.stopped || c == U'.' || c == U'!' || c == U'。' || c == U'…' || c == U'\n' || (asks && c != U';');
    gap.parted = gap.parted || c == U',' || c == U';' || c == U':' || c == U'–' || c == U'—' || c == U'(' ||
                 c == U')' || c == U'،' || c == U'、';
  }
  // Dashes written as hyphens.
  gap.parted = gap.parted || gap.stopped || between.find(" -") != std::string_view::npos ||
               between.find("--") != std::string_view::npos;
  return gap;
}

bool Fits(std::string_view pattern, std::string_view word) {
  if (pattern.ends_with('*')) {
    return word.starts_with(pattern.substr(0, pattern.size() - 1));
  }
  return pattern == word;
}

// The end of the phrase that begins at the token; 0 where it does not stand there. A gap is as short as it can be.
std::size_t EndOf(const std::vector<std::string>& words, const std::vector<Token>& tokens, std::size_t at,
                  std::uint64_t& own) {
  constexpr std::size_t kBits = 64;
  const std::size_t begin = at;
  std::size_t gap = 0;
  own = 0;
  for (const std::string& word : words) {
    if (word == "~") {
      gap = kGap;
      continue;
    }
    const std::size_t last = std::min(tokens.size(), at + gap + 1);
    while (at < last && !Fits(word, tokens[at].folded)) {
      ++at;
    }
    if (at >= last) {
      return 0;
    }
    own |= at - begin < kBits ? std::uint64_t{1} << (at - begin) : 0;
    ++at;
    gap = 0;
  }
  return at;
}

std::vector<std::string> WordsOf(std::string_view phrase) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', at), phrase.size());
    if (end > at) {
      const std::string_view word = phrase.substr(at, end - at);
      const bool open = word.ends_with('*');
      words.push_back(word == "~" ? "~" : FoldedOf(open ? word.substr(0, word.size() - 1) : word) + (open ? "*" : ""));
    }
    at = end + 1;
  }
  return words;
}

}  // namespace

std::vector<Token> TokensOf(std::string_view text, std::size_t most) {
  const std::string repaired = text::IsUtf8(text) ? std::string() : text::RepairUtf8(text);
  const std::string_view sound = repaired.empty() ? text : std::string_view(repaired);
  std::vector<Token> tokens;
  std::size_t before = 0;
  std::uint32_t points = 0;
  std::size_t sentence = 0;
  const auto ask = [&](bool question) {
    for (; sentence < tokens.size(); ++sentence) {
      tokens[sentence].question = question;
    }
  };
  for (const text::Word& word : text::Words(sound)) {
    if (tokens.size() >= most) {
      break;
    }
    const std::string_view between = sound.substr(before, word.begin - before);
    Gap gap = GapOf(between);
    // "Mr. Holm", "J. Holm".
    const bool shortened = !tokens.empty() && tokens.back().capital && tokens.back().folded.size() < kLongestTitle;
    if (shortened && (between == "." || between == ". ")) {
      gap = Gap();
    }
    points += static_cast<std::uint32_t>(text::CountCodePoints(sound.substr(before, word.begin - before)));
    const std::string_view written = sound.substr(word.begin, word.end - word.begin);
    Token token;
    token.begin = points;
    points += static_cast<std::uint32_t>(text::CountCodePoints(written));
    token.end = points;
    token.parted = gap.parted;
    token.stopped = gap.stopped;
    token.folded = FoldedOf(written);
    token.capital = !written.empty() && text::FoldCase(written) != written;
    if (gap.stopped) {
      ask(gap.question);
    }
    Put(tokens, std::move(token));
    before = word.end;
  }
  ask(GapOf(sound.substr(before)).question);
  return tokens;
}

Phrases::Phrases(std::string_view table, std::size_t column) : rows_(&tables::Table(table)) {
  const auto& rows = *rows_;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Language& language = languages_[rows[row][0]];
    const std::string_view list = rows[row][column];
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = std::min(list.find('|', at), list.size());
      std::vector<std::string> words = WordsOf(list.substr(at, end - at));
      at = end + 1;
      if (words.empty()) {
        continue;
      }
      if (words.front().ends_with('*')) {
        std::string begun = words.front().substr(0, words.front().size() - 1);
        language.longest = std::max(language.longest, begun.size());
        language.begun[std::move(begun)].push_back({std::move(words), row});
      } else {
        std::string first = words.front();
        language.whole[std::move(first)].push_back({std::move(words), row});
      }
    }
  }
}

bool Phrases::Knows(std::string_view language) const { return languages_.contains(language); }

const tables::Row& Phrases::RowOf(const Match& match) const { return (*rows_)[match.row]; }

void Phrases::MatchesAt(std::string_view language, const std::vector<Token>& tokens, std::size_t at,
                        std::vector<Match>& found) const {
  const auto known = languages_.find(language);
  if (known == languages_.end() || at >= tokens.size()) {
    return;
  }
  const auto try_all = [&](const std::vector<Phrase>& phrases) {
    for (const Phrase& phrase : phrases) {
      std::uint64_t own = 0;
      if (const std::size_t end = EndOf(phrase.words, tokens, at, own)) {
        found.push_back({at, end, phrase.row, own});
      }
    }
  };
  const std::string& word = tokens[at].folded;
  if (const auto whole = known->second.whole.find(word); whole != known->second.whole.end()) {
    try_all(whole->second);
  }
  std::string begun;
  for (std::size_t size = 1; size <= std::min(known->second.longest, word.size()); ++size) {
    begun.assign(word, 0, size);
    if (const auto here = known->second.begun.find(begun); here != known->second.begun.end()) {
      try_all(here->second);
    }
  }
}

std::uint32_t TermOf(const Token& token, std::string_view language) {
  static const std::unordered_map<std::string_view, std::unordered_set<std::string>> common = [] {
    std::unordered_map<std::string_view, std::unordered_set<std::string>> made;
    for (const tables::Row& row : tables::Table("common_words")) {
      for (const std::string& word : WordsOf(row[1])) {
        made[row[0]].insert(word);
      }
    }
    return made;
  }();
  const bool number = !token.folded.empty() && token.folded.front() >= '0' && token.folded.front() <= '9';
  if (token.folded.size() < kShortWord && !number) {
    return 0;
  }
  if (const auto known = common.find(language); known != common.end() && known->second.contains(token.folded)) {
    return 0;
  }
  const auto hash = static_cast<std::uint32_t>(Hash64(text::Stem(token.folded, language)));
  return hash == 0 ? 1 : hash;
}

}  // namespace headwater::weigh
