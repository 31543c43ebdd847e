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
#include "store/paged_search.h"
#include "store/searches.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kHits = 30;
constexpr std::size_t kStatements = 20;
constexpr std::size_t kCalledSo = 6;
constexpr std::size_t kFacetValues = 8;
// Where the page before ended in each of the two lists.
constexpr std::string_view kHitsFrom = "hits";
constexpr std::string_view kSaidFrom = "said";

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

// A page of each list: where the page before ended, or for an address without such places by the page's number.
struct Pages {
  Result<store::SearchPage<store::SearchHit>> hits;
  Result<store::SearchPage<store::StatementLine>> statements;
};

Pages AskFor(const Visit& visit, store::SearchQuestion question, const Paging& paging) {
  Pages pages;
  const auto hits_from = store::ReadPlace(visit.Query(kHitsFrom));
  const auto said_from = store::ReadPlace(visit.Query(kSaidFrom));
  const bool by_number = !hits_from && !said_from;
  store::PagedSearch search(visit.store);
  if (by_number || hits_from) {
    question.limit = paging.size;
    question.offset = by_number ? paging.offset() : 0;
    pages.hits = search.Articles(question, hits_from);
  }
  if (by_number || said_from) {
    question.limit = kStatements;
    question.offset = by_number ? (paging.number - 1) * kStatements : 0;
    pages.statements = search.Statements(question, said_from);
  }
  return pages;
}

void PutFurther(Card& card, const Visit& visit, const Paging& paging, const Pages& pages) {
  http::Fields query = visit.target.query;
  query.erase(std::string(kHitsFrom));
  query.erase(std::string(kSaidFrom));
  const bool more = pages.hits->next || pages.statements->next;
  PutPaging(card, paging, false, "", query);
  card.Put("paged", paging.number > 1 || more);
  if (!more) {
    return;
  }
  std::string older = "?";
  for (const auto& [name, value] : query) {
    if (name != "page" && !value.empty()) {
      older += fmt::format("{}={}&", http::PercentEncode(name), http::PercentEncode(value));
    }
  }
  if (pages.hits->next) {
    older += fmt::format("{}={}&", kHitsFrom, store::WritePlace(*pages.hits->next));
  }
  if (pages.statements->next) {
    older += fmt::format("{}={}&", kSaidFrom, store::WritePlace(*pages.statements->next));
  }
  card.Put("older", fmt::format("{}page={}", older, paging.number + 1));
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
  const Pages pages = AskFor(visit, question, paging);
  if (!pages.hits || !pages.statements) {
    return ShowFault(visit, !pages.hits ? pages.hits.error() : pages.statements.error());
  }
  const std::vector<store::SearchHit>& hits = pages.hits->lines;
  std::vector<Card> cards;
  for (const store::SearchHit& hit : hits) {
    Card each = ArticleCard(visit, hit.line);
    each.Put("snippet_html", SnippetHtml(hit.snippet))
        .Put("headline_html",
             hit.headline.find('\x01') == std::string::npos ? std::string() : SnippetHtml(hit.headline));
    each.Put("single", SingleOriginWords(hit.single_origin, hit.single_source));
    each.Set("single_href", fmt::format("{}{}", visit.root, http::StoryAddress(hit.line.story)));
    cards.push_back(std::move(each));
  }
  std::vector<news::ArticleId> ids;
  std::ranges::transform(hits, std::back_inserter(ids), [](const store::SearchHit& hit) { return hit.line.id; });
  PutMarks(cards, visit, ids);
  PutHidden(cards, visit, ids);
  std::vector<Card> said;
  for (const store::StatementLine& line : pages.statements->lines) {
    said.push_back(ToldCard(visit, line));
  }
  if (paging.number == 1) {
    PutCalled(card, visit, question);
  }
  std::vector<Card> odd;
  for (const std::string& each : question.not_understood) {
    odd.emplace_back().Put("words", each);
  }
  card.Put("hits", cards).Put("asked", true).Put("statements", said).Put("narrowed", NarrowedTo(visit, question));
  if (const auto counts = store::Facets(visit.store).Count(question, kFacetValues, visit.now)) {
    PutFacets(card, visit, *counts);
  }
  if (paging.number == 1 && !question.by_rank && !hits.empty()) {
    // What was seen is no news any more. A fault costs the next count only.
    static_cast<void>(
        store::Searches(visit.store).Look(visit.person.id, SearchQuery(visit.target.query), hits.front().place));
  }
  PutOrders(card, visit, question);
  card.Set("save_href", fmt::format("{}searches?{}", visit.root, SearchQuery(visit.target.query)));
  card.Set("alert_href", fmt::format("{}alerts?{}", visit.root, SearchQuery(visit.target.query)));
  card.Put("not_understood", odd).Put("found", !cards.empty() || !said.empty());
  PutFurther(card, visit, paging, pages);
  const std::string title(visit.Query("q"));
  return ShowMarked(visit, "search", title.empty() ? std::string(Phrase("search.title")) : Say("search.for", title),
                    std::move(card));
}

}  // namespace headwater::screen
