// Corrections that did not reach the copies: what an original says now, what it said, and who says that still.
#include <fmt/format.h>

#include "screen/cards.h"
#include "screen/changes.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/tallies.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kPage = 10;
constexpr std::size_t kMostCarriedBytes = 320;

// One side of the changed words, the other's left out.
std::string SideHtml(const std::vector<news::ComparedWords>& words, news::Edit without) {
  std::vector<news::ComparedWords> side;
  for (const news::ComparedWords& each : words) {
    if (each.edit != without) {
      side.push_back(each);
    }
  }
  return WordsHtml(side);
}

std::vector<Card> StaleCards(const Visit& visit, const store::Correction& correction) {
  std::vector<Card> cards;
  for (const store::StaleCopy& stale : correction.stale) {
    Card card = ArticleCard(visit, stale.line);
    std::vector<Card> carried;
    for (const auto& [number, evidence] : stale.carried) {
      Card& each = carried.emplace_back();
      each.Put("lang", stale.line.language)
          .Set("number", fmt::to_string(number + 1))
          .Put("text", Shortened(evidence.text, kMostCarriedBytes));
    }
    cards.push_back(card.Put("carried", carried).Put("later", stale.later));
  }
  return cards;
}

}  // namespace

http::Reply ShowCorrections(const Visit& visit) {
  const Paging paging = PagingOf(visit, kPage);
  const auto corrections = visit.store.Corrections(paging.size + 1, paging.offset());
  if (!corrections) {
    return ShowFault(visit, corrections.error());
  }
  std::vector<Card> cards;
  for (const store::Correction& correction : *corrections) {
    if (cards.size() == paging.size) {
      break;
    }
    Card card = ArticleCard(visit, correction.original);
    card.Put("at_html", InstantHtml(correction.at)).Put("marked", correction.marked);
    card.Set("changes_href", fmt::format("{}{}/changes", visit.root, http::ArticleAddress(correction.original.id)));
    std::vector<Card> words;
    for (const store::CorrectedWords& each : correction.words) {
      Card& side = words.emplace_back();
      side.Set("number", fmt::to_string(words.size())).Put("lang", correction.original.language);
      side.Put("before_html", SideHtml(each.words, news::Edit::kAdded));
      side.Put("after_html", each.after.empty() ? std::string() : SideHtml(each.words, news::Edit::kRemoved));
    }
    card.Put("words", words).Put("stale", StaleCards(visit, correction));
    card.Put("count",
             Say("corrections.count", Count("corrections.stale", static_cast<std::int64_t>(correction.stale.size())),
                 Grouped(correction.copies)));
    cards.push_back(std::move(card));
  }
  Card card;
  card.Put("corrections", cards);
  PutPaging(card, paging, corrections->size() > paging.size, "", visit.target.query);
  return ShowPage(visit, "corrections", Phrase("corrections.title"), std::move(card));
}

}  // namespace headwater::screen
