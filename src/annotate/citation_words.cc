// Reading the tables of citation words, and finding their phrases among hashed tokens.
#include "annotate/citation_words.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "news/spelling.h"
#include "tables/columns.h"
#include "tables/tables.h"
#include "text/words.h"

namespace headwater::annotate {
namespace {

constexpr std::uint64_t kSeed = 0xCBF29CE484222325U;
constexpr std::uint64_t kPrime = 0x100000001B3U;

std::uint64_t HashBytes(std::string_view bytes) {
  std::uint64_t hash = kSeed;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    hash = (hash ^ byte) * kPrime;
  }
  return hash;
}

// Case folded, and every apostrophe the plain one.
std::uint64_t HashOf(std::string_view word) {
  if (std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return HashBytes(word);
  }
  const std::string with_curly = text::FoldCase(word);
  constexpr std::string_view kCurly = "’";
  std::string folded;
  for (std::size_t at = 0; at < with_curly.size();) {
    const bool curly = std::string_view(with_curly).substr(at).starts_with(kCurly);
    folded.push_back(curly ? '\'' : with_curly[at]);
    at += curly ? kCurly.size() : 1;
  }
  return HashBytes(folded);
}

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 19> kWordKinds{{{"last", kLastWord},
                                                                                 {"last-weak", kLastWeak},
                                                                                 {"first", kFirstWord},
                                                                                 {"first-weak", kFirstWeak},
                                                                                 {"called", kCalled},
                                                                                 {"again", kAgain},
                                                                                 {"unnamed", kUnnamed},
                                                                                 {"unnamed-of", kUnnamedOf},
                                                                                 {"unnamed-not", kUnnamedNot},
                                                                                 {"article", kArticle},
                                                                                 {"link", kLink},
                                                                                 {"role", kRole},
                                                                                 {"photo", kPhoto},
                                                                                 {"thing", kThing},
                                                                                 {"between", kBetween},
                                                                                 {"person", kPerson},
                                                                                 {"opening", kOpening},
                                                                                 {"wired", kWired},
                                                                                 {"title", kTitle}}};

std::uint32_t KindOf(std::string_view name) {
  const auto* const found =
      std::find_if(kWordKinds.begin(), kWordKinds.end(), [name](const auto& kind) { return kind.first == name; });
  return found == kWordKinds.end() ? 0 : found->second;
}

SourceCue ReadCue(const tables::Row& row) {
  SourceCue cue;
  cue.kind = row[1] == "to"         ? SourceCueKind::kTo
             : row[1] == "far"      ? SourceCueKind::kFar
             : row[1] == "free"     ? SourceCueKind::kFree
             : row[1] == "verb"     ? SourceCueKind::kVerb
             : row[1] == "anywhere" ? SourceCueKind::kAnywhere
                                    : SourceCueKind::kOpen;
  cue.how = news::Unspell<news::CitationHow>(row[2]).value_or(news::CitationHow::kReported);
  cue.hold = row[3] == "sure" ? Hold::kSure : row[3] == "firm" ? Hold::kFirm : Hold::kLoose;
  return cue;
}

// As the text is cut into tokens: every ideograph is a word.
void AddWord(std::string_view word, std::vector<std::uint64_t>& words) {
  constexpr unsigned char kIdeographs = 0xE3;
  constexpr unsigned char kPast = 0xEA;
  constexpr std::size_t kBytes = 3;
  while (!word.empty()) {
    const auto first = static_cast<unsigned char>(word.front());
    const bool ideograph = first >= kIdeographs && first < kPast;
    words.push_back(HashOf(ideograph ? word.substr(0, kBytes) : word));
    word.remove_prefix(ideograph ? std::min(kBytes, word.size()) : word.size());
  }
}

template <class Take>
void EachPhrase(std::string_view phrases, Take&& take) {
  while (!phrases.empty()) {
    const std::size_t bar = phrases.find('|');
    std::string_view phrase = phrases.substr(0, bar);
    phrases.remove_prefix(bar == std::string_view::npos ? phrases.size() : bar + 1);
    std::vector<std::uint64_t> words;
    while (!phrase.empty()) {
      const std::size_t space = phrase.find(' ');
      AddWord(phrase.substr(0, space), words);
      phrase.remove_prefix(space == std::string_view::npos ? phrase.size() : space + 1);
    }
    if (!words.empty()) {
      take(std::move(words));
    }
  }
}

bool StandsAt(const std::vector<std::uint64_t>& words, const HashedText& text, std::size_t at, std::size_t last) {
  return at + words.size() <= last &&
         std::equal(words.begin(), words.end(), text.hashes.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

HashedText::HashedText(const Prepared& prepared_text) : prepared(prepared_text) {
  hashes.reserve(prepared.tokens.size());
  for (const Token& token : prepared.tokens) {
    hashes.push_back(HashOf(prepared.Word(token)));
  }
}

void CitationWords::AddCues(std::string_view phrases, SourceCue cue) {
  EachPhrase(phrases, [this, &cue](std::vector<std::uint64_t> words) {
    cue.length = words.size();
    std::vector<CuePhrase>& there = cues_[words.front()];
    there.push_back({std::move(words), cue});
  });
}

void CitationWords::AddWords(std::string_view phrases, std::uint32_t kind) {
  EachPhrase(phrases, [this, kind](std::vector<std::uint64_t> words) {
    by_last_[words.back()].push_back({words, kind});
    std::vector<WordPhrase>& there = by_first_[words.front()];
    there.push_back({std::move(words), kind});
  });
}

void CitationWords::AddEndings(std::string_view endings) {
  for (const std::string_view ending : tables::PartsOf(endings, '|')) {
    endings_.push_back(ending);
  }
  std::ranges::stable_sort(endings_, std::ranges::greater(), &std::string_view::size);
}

void CitationWords::AddProclitics(std::string_view words) {
  for (const std::string_view word : tables::PartsOf(words, '|')) {
    proclitics_.push_back(word);
  }
  std::ranges::stable_sort(proclitics_, std::ranges::greater(), &std::string_view::size);
}

// `au=Le`
void CitationWords::AddContractions(std::string_view pairs) {
  for (const std::string_view pair : tables::PartsOf(pairs, '|')) {
    const std::size_t sign = std::min(pair.find('='), pair.size() - 1);
    contractions_.emplace(HashOf(pair.substr(0, sign)), pair.substr(sign + 1));
  }
}

std::string_view CitationWords::ArticleIn(std::uint64_t word) const {
  const auto found = contractions_.find(word);
  return found == contractions_.end() ? std::string_view() : found->second;
}

std::size_t CitationWords::EndingOf(std::string_view word, bool bare) const {
  constexpr std::string_view kCurly = "’";
  constexpr std::size_t kShortest = 4;  // of a name that takes a bare ending
  for (const std::string_view ending : endings_) {
    if (!word.ends_with(ending) || word.size() == ending.size()) {
      continue;
    }
    const std::string_view name = word.substr(0, word.size() - ending.size());
    if (name.ends_with('\'') || name.ends_with('-')) {
      return ending.size() + 1;
    }
    if (name.ends_with(kCurly)) {
      return ending.size() + kCurly.size();
    }
    if (bare && name.size() >= kShortest) {
      return ending.size();
    }
  }
  return 0;
}

std::size_t CitationWords::ProcliticOf(std::string_view word) const {
  const auto found = std::ranges::find_if(proclitics_, [word](std::string_view proclitic) {
    return word.starts_with(proclitic) && word.size() > proclitic.size() + 2;
  });
  return found == proclitics_.end() ? 0 : found->size();
}

const CitationWords& CitationWords::Of(std::string_view language) {
  static const auto all = [] {
    std::map<std::string_view, CitationWords> made;
    for (const tables::Row& row : tables::Table("citation_cues")) {
      made[row[0]];
    }
    for (auto& [code, words] : made) {
      const auto wanted = [code = code](std::string_view language_of_row) {
        return language_of_row == "*" || language_of_row == "en" || language_of_row == code;
      };
      for (const tables::Row& row : tables::Table("citation_cues")) {
        if (wanted(row[0])) {
          words.AddCues(row[4], ReadCue(row));
        }
      }
      for (const tables::Row& row : tables::Table("outlet_words")) {
        if (!wanted(row[0])) {
          continue;
        }
        if (row[1] == "ending") {
          words.AddEndings(row[2]);
        } else if (row[1] == "contraction") {
          words.AddContractions(row[2]);
        } else if (row[1] == "proclitic") {
          words.AddProclitics(row[2]);
        } else {
          words.AddWords(row[2], KindOf(row[1]));
        }
      }
    }
    return made;
  }();
  const auto found = all.find(language);
  return found == all.end() ? all.at("en") : found->second;
}

void CitationWords::CuesAt(const HashedText& text, std::size_t at, std::size_t last,
                           std::vector<SourceCue>& found) const {
  found.clear();
  const auto phrases = cues_.find(text.hashes[at]);
  if (phrases == cues_.end()) {
    return;
  }
  for (const CuePhrase& phrase : phrases->second) {
    if (!StandsAt(phrase.words, text, at, last)) {
      continue;
    }
    const auto same =
        std::find_if(found.begin(), found.end(), [&](const SourceCue& cue) { return cue.kind == phrase.cue.kind; });
    if (same == found.end()) {
      found.push_back(phrase.cue);
    } else if (same->length < phrase.cue.length) {
      *same = phrase.cue;
    }
  }
}

std::size_t CitationWords::Starting(const HashedText& text, std::size_t at, std::size_t last,
                                    std::uint32_t kinds) const {
  const auto phrases = at < last ? by_first_.find(text.hashes[at]) : by_first_.end();
  std::size_t longest = 0;
  if (phrases != by_first_.end()) {
    for (const WordPhrase& phrase : phrases->second) {
      if ((phrase.kind & kinds) != 0 && phrase.words.size() > longest && StandsAt(phrase.words, text, at, last)) {
        longest = phrase.words.size();
      }
    }
  }
  return longest;
}

std::size_t CitationWords::Ending(const HashedText& text, std::size_t first, std::size_t end,
                                  std::uint32_t kinds) const {
  const auto phrases = end > first ? by_last_.find(text.hashes[end - 1]) : by_last_.end();
  std::size_t longest = 0;
  if (phrases != by_last_.end()) {
    for (const WordPhrase& phrase : phrases->second) {
      const std::size_t size = phrase.words.size();
      if ((phrase.kind & kinds) != 0 && size > longest && first + size <= end &&
          StandsAt(phrase.words, text, end - size, end)) {
        longest = size;
      }
    }
  }
  return longest;
}

}  // namespace headwater::annotate
