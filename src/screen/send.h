// Sending an article to one's webhook by hand.
#pragma once

#include "news/ids.h"
#include "screen/visit.h"

namespace headwater::screen {

// Puts what it takes to send the article, and how far it is on its way; nothing for who has no webhook.
void PutSend(Card& card, const Visit& visit, const news::ArticleId& article);

}  // namespace headwater::screen
