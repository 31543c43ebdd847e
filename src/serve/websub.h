// Where hubs ask and deliver (WebSub).
#pragma once

#include "screen/visit.h"

namespace headwater::serve {

// What WebSub's hubs ask: did we want this? (5.3)
http::Reply AnswerHub(const screen::Visit& visit);
// What they deliver (7).
http::Reply TakeDelivery(const screen::Visit& visit);

}  // namespace headwater::serve
