// Annotation, part after part, over one preparation of the text.
#include "annotate/annotate.h"

#include <algorithm>
#include <span>

#include "annotate/citations.h"
#include "annotate/names.h"
#include "annotate/places.h"
#include "annotate/prepared.h"
#include "annotate/statements.h"
#include "annotate/times.h"
#include "text/language.h"
#include "text/passages.h"
#include "text/utf8.h"

namespace headwater::annotate {
namespace {

news::Annotations AnnotationsOf(const news::Article& article, const Limits& limits) {
  const Prepared prepared(article.text, article.language, limits);
  news::Annotations found;
  found.sentences.reserve(prepared.sentences.size());
  for (const Sentence& sentence : prepared.sentences) {
    found.sentences.push_back(prepared.SpanOf(sentence.begin, sentence.end));
  }
  found.names = FindNames(prepared);
  found.citations = FindCitations(prepared, article);
  found.times = FindTimes(prepared, article);
  found.statements = FindStatements(prepared, article, found.names, found.citations, found.times);
  found.places = FindPlaces(prepared, article, found.names);
  return found;
}

// A digest's item as the article that it is to the parts of annotation.
news::Article ArticleOf(const news::Item& item, const news::Article& digest) {
  news::Article article;
  article.id = item.id;
  article.url = item.url;
  article.headline = item.headline;
  article.text = item.text;
  article.published = item.published ? item.published : digest.published;
  article.publisher = digest.publisher;
  article.language = digest.language;
  article.credit = item.source;
  return article;
}

// A source that the item's own words name is told or reported there; only what the page sets beside them is a credit.
void DropSaidCredit(std::vector<news::Citation>& citations) {
  const auto beside = [](const news::Citation& citation) {
    return citation.how == news::CitationHow::kCredit && citation.span == news::Span{};
  };
  const auto credit = std::find_if(citations.begin(), citations.end(), beside);
  const bool said =
      credit != citations.end() && std::any_of(citations.begin(), citations.end(), [&](const news::Citation& citation) {
        return !beside(citation) && citation.source == credit->source;
      });
  if (said) {
    citations.erase(credit);
  }
}

// From the prose, or where there is none from what else was written.
std::string LanguageOf(const news::Article& article) {
  std::string language = text::DetectLanguage(article.text.empty() ? article.headline : article.text);
  for (auto item = article.items.begin(); language.empty() && item != article.items.end(); ++item) {
    language = text::DetectLanguage(item->text.empty() ? item->headline : item->text);
  }
  return language;
}

// A live page's entries stand in its text as well: what is found in them is theirs.
void LeaveToEntries(news::Article& article) {
  std::vector<std::string_view> words;
  for (const news::Item& item : article.items) {
    words.emplace_back(item.headline);
    words.emplace_back(item.text);
  }
  const text::CodePointIndex index(article.text);
  std::vector<news::Span> theirs;
  for (const text::Stretch& each : text::ParagraphsToldIn(article.text, words)) {
    theirs.push_back({index.CodePointAt(each.begin), index.CodePointAt(each.end)});
  }
  const auto in_entry = [&](const news::Span& span) {
    const auto after = std::ranges::upper_bound(theirs, span.begin, {}, &news::Span::begin);
    return span.end > span.begin && after != theirs.begin() && span.begin < std::prev(after)->end;
  };
  news::Annotations& found = *article.annotations;
  std::erase_if(found.names, [&](const news::Name& name) { return !name.mark && in_entry(name.span); });
  std::erase_if(found.statements, [&](const news::Statement& statement) {
    return !statement.mark && !statement.content.empty() && in_entry(statement.content.front());
  });
  std::erase_if(found.citations,
                [&](const news::Citation& citation) { return !citation.mark && in_entry(citation.span); });
  std::erase_if(found.times, [&](const news::Time& time) { return in_entry(time.span); });
  std::erase_if(found.places, [&](const news::Place& place) { return in_entry(place.span); });
}

}  // namespace

void Annotate(news::Article& article, const Limits& limits) {
  if (article.language.empty()) {
    article.language = LanguageOf(article);
  }
  article.annotations = AnnotationsOf(article, limits);
  const bool live = article.kind == news::ArticleKind::kLive && !article.items.empty();
  if (live) {
    LeaveToEntries(article);
  }
  const bool apart = live || article.kind == news::ArticleKind::kDigest;
  for (news::Item& item : apart ? std::span(article.items) : std::span<news::Item>()) {
    item.annotations = AnnotationsOf(ArticleOf(item, article), limits);
    DropSaidCredit(item.annotations->citations);
  }
}

}  // namespace headwater::annotate
