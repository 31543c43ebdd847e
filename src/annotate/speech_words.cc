// The tables of speech, unfolded once: phrases by their first word, single words by what they are.
#include "annotate/speech_words.h"

#include <algorithm>
#include <array>
#include <map>

#include "annotate/lexicon.h"
#include "annotate/prepared.h"
#include "news/spelling.h"
#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::array<std::pair<std::string_view, SpeechKind>, 23> kKinds = {{{"verb", SpeechKind::kVerb},
                                                                             {"marked", SpeechKind::kMarked},
                                                                             {"participle", SpeechKind::kParticiple},
                                                                             {"beside", SpeechKind::kBeside},
                                                                             {"final", SpeechKind::kFinal},
                                                                             {"before", SpeechKind::kBefore},
                                                                             {"after", SpeechKind::kAfter},
                                                                             {"around", SpeechKind::kAround},
                                                                             {"as", SpeechKind::kAs},
                                                                             {"that", SpeechKind::kThat},
                                                                             {"helper", SpeechKind::kHelper},
                                                                             {"finite", SpeechKind::kFinite},
                                                                             {"article", SpeechKind::kArticle},
                                                                             {"of", SpeechKind::kOf},
                                                                             {"stop", SpeechKind::kStop},
                                                                             {"time", SpeechKind::kTime},
                                                                             {"he", SpeechKind::kHe},
                                                                             {"she", SpeechKind::kShe},
                                                                             {"they", SpeechKind::kThey},
                                                                             {"he-suffix", SpeechKind::kHeSuffix},
                                                                             {"she-suffix", SpeechKind::kSheSuffix},
                                                                             {"bare", SpeechKind::kBare},
                                                                             {"capitals", SpeechKind::kCapitals}}};

constexpr std::string_view kGap = "…";

std::vector<std::string> TokensOf(std::string_view phrase) {
  const Prepared prepared(phrase, "", {});
  std::vector<std::string> words;
  words.reserve(prepared.tokens.size());
  for (const Token& token : prepared.tokens) {
    words.push_back(Lower(prepared.Word(token)));
  }
  return words;
}

template <typename Each>
void ForEachPart(std::string_view list, char separator, const Each& each) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(separator), list.size());
    if (end > 0) {
      each(list.substr(0, end));
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

}  // namespace

void SpeechWords::Add(SpeechKind kind, news::StatementType type, std::string_view phrases) {
  habits_ |= Bit(kind);
  ForEachPart(phrases, '|', [&](std::string_view text) {
    if (kind == SpeechKind::kHeSuffix || kind == SpeechKind::kSheSuffix) {
      suffixes_.emplace_back(text, kind == SpeechKind::kHeSuffix ? SpeechKind::kHe : SpeechKind::kShe);
      return;
    }
    if (kind == SpeechKind::kThat && text.ends_with('\'')) {
      beginnings_.emplace_back(text.substr(0, text.size() - 1));
      return;
    }
    SpeechPhrase phrase;
    phrase.kind = kind;
    phrase.type = type;
    const std::size_t gap = text.find(kGap);
    phrase.words = TokensOf(text.substr(0, gap));
    if (gap != std::string_view::npos) {
      phrase.closing = TokensOf(text.substr(gap + kGap.size()));
    }
    if (phrase.words.empty()) {
      return;
    }
    if (phrase.words.size() == 1) {
      single_[phrase.words[0]] |= Bit(kind);
    }
    phrases_[phrase.words[0]].push_back(std::move(phrase));
  });
}

void SpeechWords::Sort() {
  for (auto& [word, phrases] : phrases_) {
    std::ranges::stable_sort(phrases, [](const SpeechPhrase& one, const SpeechPhrase& other) {
      return one.words.size() + one.closing.size() > other.words.size() + other.closing.size();
    });
  }
}

const std::vector<SpeechPhrase>* SpeechWords::Beginning(std::string_view word) const {
  const auto found = phrases_.find(word);
  return found == phrases_.end() ? nullptr : &found->second;
}

bool SpeechWords::Is(std::string_view word, SpeechKind kind) const {
  if (kind == SpeechKind::kThat) {
    for (const std::string& beginning : beginnings_) {
      const std::string_view rest = word.substr(std::min(beginning.size(), word.size()));
      if (word.starts_with(beginning) && (rest.starts_with("'") || rest.starts_with("’"))) {
        return true;
      }
    }
  }
  const auto found = single_.find(word);
  return found != single_.end() && (found->second & Bit(kind)) != 0;
}

std::string_view SpeechWords::WithoutPronoun(std::string_view word) const {
  for (const auto& [suffix, kind] : suffixes_) {
    if (word.size() > suffix.size() && word.ends_with(suffix)) {
      return word.substr(0, word.size() - suffix.size());
    }
  }
  return word;
}

SpeechKind SpeechWords::PronounIn(std::string_view word) const {
  for (const SpeechKind kind : {SpeechKind::kHe, SpeechKind::kShe, SpeechKind::kThey}) {
    if (Is(word, kind)) {
      return kind;
    }
  }
  for (const auto& [suffix, kind] : suffixes_) {
    if (word.size() > suffix.size() && word.ends_with(suffix)) {
      return kind;
    }
  }
  return SpeechKind::kVerb;
}

const SpeechWords* SpeechWords::Of(std::string_view language) {
  static const auto all = [] {
    std::map<std::string_view, SpeechWords> made;
    for (const tables::Row& row : tables::Table("speech_words")) {
      const auto* const kind = std::ranges::find(kKinds, row[1], &std::pair<std::string_view, SpeechKind>::first);
      const auto type = news::Unspell<news::StatementType>(row[2]).value_or(news::StatementType::kAssertion);
      if (kind != kKinds.end()) {
        made[row[0]].Add(kind->second, type, row[3]);
      }
    }
    for (auto& [code, words] : made) {
      words.Sort();
    }
    return made;
  }();
  const auto found = all.find(language);
  return found == all.end() ? nullptr : &found->second;
}

const std::vector<QuotationMarks>& QuotationMarksOf(std::string_view language) {
  static const auto all = [] {
    std::map<std::string_view, std::vector<QuotationMarks>> made;
    made["*"];
    for (const tables::Row& row : tables::Table("quotation_marks")) {
      ForEachPart(row[1], ' ', [&](std::string_view pair) {
        const std::size_t gap = pair.find(kGap);
        if (gap != std::string_view::npos) {
          made[row[0]].push_back({pair.substr(0, gap), pair.substr(gap + kGap.size())});
        }
      });
    }
    return made;
  }();
  const auto found = all.find(language);
  return found == all.end() ? all.at("*") : found->second;
}

bool QuotesByDash(std::string_view language) {
  return std::ranges::any_of(tables::Table("quotation_marks"),
                             [&](const tables::Row& row) { return row[0] == language && row[2] == "yes"; });
}

}  // namespace headwater::annotate
