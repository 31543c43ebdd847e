// What is said on an article's pages of its owner's rights, and what goes on to whoever reads them by program.
#pragma once

#include "http/message.h"
#include "news/article.h"
#include "screen/page.h"
#include "store/views.h"

namespace headwater::screen {

// True where its words are not to be shown as a whole.
bool IsReserved(const news::Article& article);

// What may no more be shown by now is taken out, should the store not have done so yet.
void EndInTime(news::Article& article, std::chrono::sys_seconds now);

// `reserved`, the sentence that says why there is no text, or no more of it; `reservations`, all that was reserved, in
// its owner's words.
void PutRights(Card& card, const store::ArticleView& view);

// Why the page's bytes are not kept; empty where they are.
std::string WhyNoBytes(const news::Article& article);

// Owners' words to programs, passed on with our page: noindex, nosnippet, tdm-reservation.
void PassOn(const news::Article& article, web::Headers& headers);

}  // namespace headwater::screen
