// The pages of a person, of a source, and of a search.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "serve/cards.h"
#include "serve/screens.h"
#include "serve/strings.h"
#include "serve/wording.h"

namespace headwater::serve {
namespace {

constexpr std::size_t kHits = 30;
constexpr std::size_t kMostStatements = 200;

std::vector<Card> ArticleCards(const Visit& visit, const std::vector<store::ArticleLine>& lines) {
  std::vector<Card> cards;
  cards.reserve(lines.size());
  for (const store::ArticleLine& line : lines) {
    cards.push_back(ArticleCard(visit, line));
  }
  return cards;
}

std::vector<Card> SourceCounts(const Visit& visit, const std::vector<std::pair<std::string, int>>& sources) {
  std::vector<Card> cards;
  for (const auto& [name, count] : sources) {
    Card card;
    card.Put("name", name).Set("count", Grouped(count));
    card.Set("href", fmt::format("{}{}", visit.root, SourceAddress(name)));
    cards.push_back(std::move(card));
  }
  return cards;
}

// The snippet with the store's marks as <mark>; everything else escaped.
std::string SnippetHtml(std::string_view snippet) {
  std::string html;
  bool open = false;
  while (!snippet.empty()) {
    const std::size_t end = std::min(snippet.find_first_of("\x01\x02"), snippet.size());
    html += Escape(snippet.substr(0, end));
    if (end < snippet.size()) {
      const bool opens = snippet[end] == '\x01';
      if (opens != open) {
        html += opens ? "<mark>" : "</mark>";
        open = opens;
      }
    }
    snippet.remove_prefix(std::min(snippet.size(), end + 1));
  }
  return open ? html + "</mark>" : html;
}

}  // namespace

Reply ShowPerson(const Visit& visit) {
  const news::EntityId id{fmt::format("{}/{}", visit.Segment(0), visit.Segment(1))};
  const auto person = visit.store.Entity({.entity = id, .statements = kMostStatements, .articles = 200});
  if (!person) {
    return ShowFault(visit, person.error());
  }
  Card card;
  card.Put("name", person->name);
  std::vector<Card> form_cards;
  for (const store::FormLine& form : person->forms) {
    Card each;
    each.Put("form", form.form).Set("count", Grouped(form.times));
    form_cards.push_back(std::move(each));
  }
  const std::vector<Card> statements = StatementCards(visit, person->statements, person->articles, kMostStatements);
  card.Put("forms", form_cards).Put("statements", statements).Put("articles", ArticleCards(visit, person->articles));
  card.Put("statement_count", Count("statements", static_cast<std::int64_t>(statements.size())));
  return ShowPage(visit, "person", person->name, std::move(card));
}

Reply ShowSource(const Visit& visit) {
  const auto source = visit.store.Source(visit.Segment(1));
  if (!source) {
    return ShowFault(visit, source.error());
  }
  Card card;
  card.Put("name", source->name);
  card.Put("counts", Say("source.counts", Count("articles", source->articles), Count("source.own", source->own_reports),
                         Count("source.derived", source->derived), Count("source.unknown", source->unknown)));
  card.Put("cites", SourceCounts(visit, source->cites)).Put("cited_by", SourceCounts(visit, source->cited_by));
  card.Put("articles", ArticleCards(visit, source->latest));
  return ShowPage(visit, "source", source->name, std::move(card));
}

Reply ShowSearch(const Visit& visit) {
  const Paging paging = PagingOf(visit, kHits);
  Card card;
  card.Put("query", visit.Query("q")).Put("language", visit.Query("language")).Put("source", visit.Query("source"));
  card.Put("from", visit.Query("from")).Put("to", visit.Query("to"));
  card.Put("filtered", !visit.Query("language").empty() || !visit.Query("source").empty() ||
                           !visit.Query("from").empty() || !visit.Query("to").empty());
  if (visit.Query("q").empty()) {
    return ShowPage(visit, "search", Phrase("search.title"), std::move(card));
  }
  store::SearchQuestion question = SearchOf(visit);
  question.limit = paging.size + 1;
  question.offset = paging.offset();
  const auto hits = visit.store.Search(question);
  if (!hits) {
    return ShowFault(visit, hits.error());
  }
  std::vector<Card> cards;
  for (const store::SearchHit& hit : *hits) {
    if (cards.size() < paging.size) {
      Card each = ArticleCard(visit, hit.line);
      each.Put("snippet_html", SnippetHtml(hit.snippet));
      cards.push_back(std::move(each));
    }
  }
  card.Put("hits", cards).Put("asked", true);
  PutPaging(card, paging, hits->size() > cards.size(), "", visit.target.query);
  return ShowPage(visit, "search", Say("search.for", visit.Query("q")), std::move(card));
}

}  // namespace headwater::serve
