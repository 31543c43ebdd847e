// The button that sends an article out, and what it does.
#include "screen/send.h"

#include "screen/marks.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "store/webhooks.h"

namespace headwater::screen {

void PutSend(Card& card, const Visit& visit, const news::ArticleId& article) {
  store::Webhooks webhooks(visit.store);
  const auto webhook = webhooks.Of(visit.person.id);
  if (!webhook || webhook->url.empty()) {
    return;
  }
  const auto state = webhooks.StateOf(visit.person.id, article.value());
  card.Put("send", article.value());
  card.Put("send_waits", state && *state == store::SendState::kWaiting);
  card.Put("send_words", Phrase(state && *state == store::SendState::kEnded ? "send.again" : "send.link"));
}

http::Reply SendOut(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  const news::ArticleId id{std::string(http::FieldOf(form, "article"))};
  if (const auto known = visit.store.Article(id); !known) {
    return ShowFault(visit, known.error());
  }
  const auto sent = store::Webhooks(visit.store).Send(visit.person.id, id.value(), Phrase("send.reason"), visit.now);
  return sent ? GoTo(visit, BackOf(form)) : ShowFault(visit, sent.error());
}

}  // namespace headwater::screen
