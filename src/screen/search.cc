// Searching: articles, who said what, and who is called by the words.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "news/spelling.h"
#include "screen/cards.h"
#include "screen/entity.h"
#include "screen/facets.h"
#include "screen/hidden.h"
#include "screen/marks.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/searches.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kHits = 30;
constexpr std::size_t kStatements = 20;
constexpr std::size_t kCalledSo = 6;
constexpr std::size_t kFacetValues = 8;

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

// The fields of the form beside the words; what an operator says shows as a chip.
constexpr std::array<std::string_view, 8> kFields{"language", "source", "speaker", "place",
                                                  "from",     "to",     "origin",  "single"};

bool AsksForAnything(const store::SearchQuestion& question) {
  return !question.words.empty() || !question.speaker.empty() || !question.place.empty() || !question.source.empty() ||
         !question.language.empty() || question.from || question.to || !question.origin.empty() ||
         question.single_origin;
}

// Who is called by the words, or by the speaker asked for: first page only.
void PutCalled(Card& card, const Visit& visit, const store::SearchQuestion& question) {
  const std::string& words = question.speaker.empty() ? question.words : question.speaker;
  if (words.empty() || words.find('/') != std::string::npos) {
    return;
  }
  if (const auto called = visit.store.EntitiesCalled(words, {}, kCalledSo)) {
    card.Put("called", EntityCards(visit, *called));
  }
}

// Newest first, and by rank where there are words.
void PutOrders(Card& card, const Visit& visit, const store::SearchQuestion& question) {
  if (question.words.empty()) {
    return;
  }
  http::Fields fields = visit.target.query;
  fields.erase("page");
  fields.erase("order");
  std::string query;
  for (const auto& [name, value] : fields) {
    query += fmt::format("{}={}&", http::PercentEncode(name), http::PercentEncode(value));
  }
  card.Put("by_rank", question.by_rank).Put("by_time", !question.by_rank);
  card.Set("time_href", fmt::format("{}search?{}", visit.root, query));
  card.Set("rank_href", fmt::format("{}search?{}order=rank", visit.root, query));
}

}  // namespace

http::Reply ShowSearch(const Visit& visit) {
  const Paging paging = PagingOf(visit, kHits);
  Card card;
  card.Put("query", visit.Query("q"));
  bool filtered = false;
  for (const std::string_view field : kFields) {
    card.Put(std::string(field), visit.Query(field));
    filtered = filtered || !visit.Query(field).empty();
  }
  card.Put("filtered", filtered);
  store::SearchQuestion question = SearchOf(visit.target.query);
  if (!AsksForAnything(question)) {
    return ShowPage(visit, "search", Phrase("search.title"), std::move(card));
  }
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
      each.Put("snippet_html", SnippetHtml(hit.snippet))
          .Put("headline_html",
               hit.headline.find('\x01') == std::string::npos ? std::string() : SnippetHtml(hit.headline));
      each.Put("single", SingleOriginWords(hit.single_origin, hit.single_source));
      each.Set("single_href", fmt::format("{}{}", visit.root, http::StoryAddress(hit.line.story)));
      cards.push_back(std::move(each));
    }
  }
  std::vector<news::ArticleId> ids;
  std::ranges::transform(*hits, std::back_inserter(ids), [](const store::SearchHit& hit) { return hit.line.id; });
  ids.resize(cards.size());
  PutMarks(cards, visit, ids);
  PutHidden(cards, visit, ids);
  const bool more = hits->size() > cards.size();
  question.limit = kStatements + 1;
  question.offset = (paging.number - 1) * kStatements;
  const auto statements = visit.store.SearchStatements(question);
  if (!statements) {
    return ShowFault(visit, statements.error());
  }
  std::vector<Card> said;
  for (const store::StatementLine& line : *statements) {
    if (said.size() < kStatements) {
      said.push_back(ToldCard(visit, line));
    }
  }
  if (paging.number == 1) {
    PutCalled(card, visit, question);
  }
  std::vector<Card> odd;
  for (const std::string& each : question.not_understood) {
    odd.emplace_back().Put("words", each);
  }
  card.Put("hits", cards).Put("asked", true).Put("statements", said).Put("narrowed", NarrowedTo(visit, question));
  question.offset = 0;
  if (const auto counts = store::Facets(visit.store).Count(question, kFacetValues, visit.now)) {
    PutFacets(card, visit, *counts);
  }
  if (paging.number == 1 && !question.by_rank && !hits->empty()) {
    // What was seen is no news any more. A fault costs the next count only.
    static_cast<void>(
        store::Searches(visit.store).Look(visit.person.id, SearchQuery(visit.target.query), hits->front().place));
  }
  PutOrders(card, visit, question);
  card.Set("save_href", fmt::format("{}searches?{}", visit.root, SearchQuery(visit.target.query)));
  card.Set("alert_href", fmt::format("{}alerts?{}", visit.root, SearchQuery(visit.target.query)));
  card.Put("not_understood", odd).Put("found", !cards.empty() || !said.empty());
  PutPaging(card, paging, more || statements->size() > said.size(), "", visit.target.query);
  const std::string title(visit.Query("q"));
  return ShowMarked(visit, "search", title.empty() ? std::string(Phrase("search.title")) : Say("search.for", title),
                    std::move(card));
}

}  // namespace headwater::screen
