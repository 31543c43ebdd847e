// Weighs the words of an article by the table of subjects.
#include "store/subjects.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "tables/tables.h"
#include "text/words.h"

namespace headwater::store {
namespace {

constexpr std::size_t kOpeningBytes = 900;
constexpr std::size_t kMostWordsInARow = 3;
constexpr std::size_t kShortestStem = 2;
constexpr int kOfSection = 5;
constexpr int kOfHeadline = 2;
constexpr int kOfOpening = 1;
constexpr int kMostOfOpening = 4;
constexpr int kEnough = 3;

using Numbers = std::vector<std::size_t>;

struct Vocabulary {
  std::vector<std::string_view> subjects;
  std::unordered_map<std::string, Numbers> words;
  std::unordered_map<std::string, Numbers> stems;  // what any ending may follow
  std::size_t longest_stem = 0;
};

// Words of several stand with one blank between.
std::string Key(std::string_view phrase) {
  std::string key;
  for (const text::Word& word : text::Words(phrase)) {
    key.append(key.empty() ? "" : " ").append(text::Fold(phrase.substr(word.begin, word.end - word.begin)));
  }
  return key;
}

void AddWord(Vocabulary& vocabulary, std::string_view word, std::size_t subject) {
  const bool stem = word.ends_with('*');
  const std::string key = Key(word);
  if (key.empty()) {
    return;
  }
  Numbers& subjects = stem ? vocabulary.stems[key] : vocabulary.words[key];
  if (std::ranges::find(subjects, subject) == subjects.end()) {
    subjects.push_back(subject);
  }
  if (stem) {
    vocabulary.longest_stem = std::max(vocabulary.longest_stem, key.size());
  }
}

Vocabulary ReadVocabulary() {
  Vocabulary vocabulary;
  for (const tables::Row& row : tables::Table("subjects")) {
    auto found = std::ranges::find(vocabulary.subjects, row[0]);
    if (found == vocabulary.subjects.end()) {
      vocabulary.subjects.push_back(row[0]);
      found = vocabulary.subjects.end() - 1;
    }
    std::string_view words = row[1];
    while (!words.empty()) {
      const std::size_t comma = std::min(words.find(','), words.size());
      std::string_view word = words.substr(0, comma);
      words.remove_prefix(std::min(words.size(), comma + 1));
      AddWord(vocabulary, word, static_cast<std::size_t>(found - vocabulary.subjects.begin()));
    }
  }
  return vocabulary;
}

const Vocabulary& Known() {
  static const Vocabulary vocabulary = ReadVocabulary();
  return vocabulary;
}

// The subjects of the longest stem that the word begins with.
const Numbers* OfStem(const std::string& word) {
  const Vocabulary& known = Known();
  for (std::size_t size = std::min(word.size(), known.longest_stem); size >= kShortestStem; --size) {
    if (const auto found = known.stems.find(word.substr(0, size)); found != known.stems.end()) {
      return &found->second;
    }
  }
  return nullptr;
}

// Adds what the text's words are worth, each word once.
void Weigh(std::string_view text, int worth, std::vector<int>& scores) {
  const Vocabulary& known = Known();
  const std::vector<text::Word> places = text::Words(text);
  std::vector<std::string> words;
  words.reserve(places.size());
  for (const text::Word& place : places) {
    words.push_back(text::Fold(text.substr(place.begin, place.end - place.begin)));
  }
  std::map<std::string, const Numbers*> met;
  for (std::size_t n = 0; n < words.size(); ++n) {
    std::string run;
    for (std::size_t length = 1; length <= kMostWordsInARow && n + length <= words.size(); ++length) {
      run.append(run.empty() ? "" : " ").append(words[n + length - 1]);
      if (const auto found = known.words.find(run); found != known.words.end()) {
        met.emplace(run, &found->second);
      }
    }
    if (const Numbers* const subjects = OfStem(words[n])) {
      met.emplace(words[n], subjects);
    }
  }
  for (const auto& [word, subjects] : met) {
    for (const std::size_t subject : *subjects) {
      scores[subject] += worth;
    }
  }
}

}  // namespace

const std::vector<std::string_view>& Subjects() { return Known().subjects; }

bool IsSubject(std::string_view word) { return std::ranges::find(Subjects(), word) != Subjects().end(); }

std::vector<std::string> SubjectsOf(const news::Article& article) {
  std::vector<int> scores(Subjects().size());
  Weigh(article.section, kOfSection, scores);
  Weigh(article.headline, kOfHeadline, scores);
  std::vector<int> opening(scores.size());
  Weigh(std::string_view(article.text).substr(0, kOpeningBytes), kOfOpening, opening);
  std::vector<std::pair<int, std::size_t>> ranked;
  for (std::size_t n = 0; n < scores.size(); ++n) {
    ranked.emplace_back(-(scores[n] + std::min(opening[n], kMostOfOpening)), n);
  }
  std::ranges::sort(ranked);
  std::vector<std::string> subjects;
  for (std::size_t n = 0; n < ranked.size() && n < 2; ++n) {
    const int score = -ranked[n].first;
    // The second counts where it is four fifths of the first.
    if (score >= kEnough && (n == 0 || score * 5 >= -ranked[0].first * 4)) {
      subjects.emplace_back(Subjects()[ranked[n].second]);
    }
  }
  return subjects;
}

}  // namespace headwater::store
