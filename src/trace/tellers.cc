// Tellers, from the chains of an article's statements.
#include "trace/tellers.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "tables/tables.h"
#include "text/words.h"
#include "trace/folding.h"

namespace headwater::trace {
namespace {

constexpr std::uint32_t kOpening = 600;  // code points: the first paragraphs

const std::unordered_set<std::string>& NamelessWords() {
  static const std::unordered_set<std::string> words = [] {
    std::unordered_set<std::string> made;
    for (const tables::Row& row : tables::Table("unnamed_speakers")) {
      for (const text::Word& word : text::Words(row[1])) {
        made.insert(text::Fold(row[1].substr(word.begin, word.end - word.begin)));
      }
    }
    return made;
  }();
  return words;
}

bool IsNameless(const news::Speaker& speaker) {
  return speaker.entity.empty() && std::ranges::any_of(text::Words(speaker.name), [&](const text::Word& word) {
           return NamelessWords().contains(text::Fold(speaker.name.substr(word.begin, word.end - word.begin)));
         });
}

// Was it said to a medium in the sentence where the statement stands, in the words of an interview?
bool WasToldThere(const news::Annotations& annotations, const news::Statement& statement, const std::string& medium) {
  const auto sentence = std::ranges::find_if(annotations.sentences, [&](const news::Span& each) {
    return statement.cue.span.begin >= each.begin && statement.cue.span.begin < each.end;
  });
  return sentence != annotations.sentences.end() &&
         std::ranges::any_of(annotations.citations, [&](const news::Citation& citation) {
           return citation.how == news::CitationHow::kTold && !citation.mark &&
                  citation.span.begin >= sentence->begin && citation.span.begin < sentence->end &&
                  KeyOf(citation.source).edition == medium;
         });
}

}  // namespace

std::optional<Teller> FindTeller(const news::Article& article, std::string_view medium) {
  if (!article.annotations) {
    return std::nullopt;
  }
  const std::string key = medium.empty() ? std::string() : KeyOf(medium).edition;
  for (const news::Statement& statement : article.annotations->statements) {
    if (!statement.speaker || statement.mark || statement.cue.span.begin >= kOpening) {
      continue;
    }
    const news::Speaker& speaker = *statement.speaker;
    const bool through =
        statement.chain.size() > 2 && statement.chain.back() == speaker.name && !key.empty() &&
        std::ranges::any_of(statement.chain, [&](const std::string& link) { return KeyOf(link).edition == key; });
    const bool named = speaker.entity.value().starts_with("person/");
    const bool nameless = IsNameless(speaker);
    if (!(through && (named || nameless)) && !(key.empty() && nameless && statement.chain.size() == 2)) {
      continue;
    }
    Teller teller;
    teller.name = speaker.name;
    teller.named = named;
    teller.how =
        key.empty() || WasToldThere(*article.annotations, statement, key) ? news::HopHow::kTold : news::HopHow::kQuoted;
    teller.evidence = {speaker.phrase.span, speaker.phrase.text, std::nullopt};
    return teller;
  }
  return std::nullopt;
}

}  // namespace headwater::trace
