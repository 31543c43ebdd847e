// The page of a source.
#include <fmt/format.h>

#include "serve/cards.h"
#include "serve/screens.h"
#include "serve/strings.h"
#include "serve/wording.h"

namespace headwater::serve {
namespace {

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

}  // namespace

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

}  // namespace headwater::serve
