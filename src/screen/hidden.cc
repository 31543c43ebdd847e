// The list of what one's rules hid, its reasons elsewhere, and showing it again.
#include "screen/hidden.h"

#include <fmt/format.h>

#include "screen/marks.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/rules.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kHidden = 50;

}  // namespace

void PutHidden(std::span<Card> cards, const Visit& visit, std::span<const news::ArticleId> articles) {
  const auto hidden = store::Rules(visit.store).HiddenOf(visit.person.id, articles);
  if (!hidden || hidden->empty()) {
    return;
  }
  for (std::size_t n = 0; n < cards.size() && n < articles.size(); ++n) {
    if (const auto found = hidden->find(articles[n]); found != hidden->end()) {
      cards[n].Put("hidden_by", Say("rule.hidden_by", found->second.reason));
      cards[n].Set("hidden_item", fmt::to_string(found->second.item));
    }
  }
}

http::Reply ShowHidden(const Visit& visit) {
  const Paging paging = PagingOf(visit, kHidden);
  auto hidden = store::Rules(visit.store).Hidden(visit.person.id, paging.size + 1, paging.offset());
  if (!hidden) {
    return ShowFault(visit, hidden.error());
  }
  const bool more = hidden->size() > paging.size;
  hidden->resize(std::min(hidden->size(), paging.size));
  std::vector<Card> cards;
  for (const store::HiddenLine& line : *hidden) {
    Card card;
    card.Put("address", visit.root + http::ArticleAddress(line.line.id)).Put("headline", line.line.headline);
    card.Put("publisher", line.line.publisher).Set("item", fmt::to_string(line.item));
    card.Put("why", Say("rule.hidden_by", line.reason)).Put("at_html", InstantHtml(line.at));
    cards.push_back(std::move(card));
  }
  Card card;
  card.Put("items", cards);
  PutPaging(card, paging, more, "", visit.target.query);
  return ShowForm(visit, "hidden", Phrase("hidden.title"), std::move(card));
}

http::Reply TakeUnhide(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  const auto shown = store::Rules(visit.store)
                         .Unhide(visit.person.id, WholeNumber(http::FieldOf(form, "item")).value_or(0), visit.now);
  return shown ? GoTo(visit, form.contains("back") ? BackOf(form) : "me/hidden") : ShowFault(visit, shown.error());
}

}  // namespace headwater::screen
