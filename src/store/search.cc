// Searching the articles, newest or oldest first.
#include "store/search.h"

#include <algorithm>

#include "store/rows.h"

namespace headwater::store {
namespace {

TextQuestion TextQuestionOf(const SearchQuestion& question, std::vector<Term> terms, std::size_t max_results) {
  TextQuestion text;
  text.terms = std::move(terms);
  text.language = question.language;
  if (!question.language.empty()) {
    text.facts.push_back(LanguageFact(question.language));
  }
  if (!question.source.empty()) {
    text.facts.push_back(SourceFact(question.source));
  }
  if (question.from) {
    text.from = FirstRowAt(Seconds(*question.from));
  }
  if (question.to) {
    text.before = FirstRowAt(Seconds(*question.to) + 1);
  }
  if (question.after && question.oldest_first) {
    text.from = std::max(*question.after + 1, text.from.value_or(INT64_MIN));
  } else if (question.after) {
    text.before = std::min(*question.after, text.before.value_or(INT64_MAX));
  }
  text.lowest_first = question.oldest_first;
  text.limit = std::min(question.limit, max_results);
  text.offset = question.offset;
  return text;
}

}  // namespace

Result<std::vector<SearchHit>> Store::Search(const SearchQuestion& question) {
  std::vector<Term> terms = ParseSearch(question.words);
  if (terms.empty() && !question.words.empty()) {
    return std::vector<SearchHit>{};
  }
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<SearchHit>> {
    std::vector<SearchHit> hits;
    for (const std::int64_t row : session.FindText(TextQuestionOf(question, terms, limits_.max_results))) {
      session.Run(fmt::format("SELECT {}, t.json FROM articles a JOIN article_texts t "
                              "ON t.article_row = a.article_row WHERE a.article_row = ?",
                              kLineColumns),
                  {row}, [&](const Row& found) {
                    SearchHit& hit = hits.emplace_back();
                    hit.line = ReadLine(found);
                    hit.place = row;
                    // A text that cannot be read is shown without one, not missed.
                    if (const auto article = Unpack(found.Text(kLineRow + 1))) {
                      hit.snippet = Snippet(article->text, article->language, terms);
                    }
                  });
    }
    return hits;
  });
}

}  // namespace headwater::store
