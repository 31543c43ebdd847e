// The Google Reader API: what is asked, and what is changed.
#pragma once

#include <string>
#include <vector>

#include "http/message.h"
#include "reader/parameters.h"
#include "reader/reader.h"
#include "store/people.h"

namespace headwater::reader {

// One request of an app whose person is known. `path` is what stands after /reader/api/0/ (or /reader/), in segments.
struct Asked {
  const Call& call;
  const Parameters& parameters;
  const std::vector<std::string>& path;
  store::Person person;
};

// --- what is asked ---------------------------------------------------------------------------------------------------
http::Reply SendUserInfo(const Asked& asked);
http::Reply SendToken(const Asked& asked);
http::Reply SendTags(const Asked& asked);
http::Reply SendSubscriptions(const Asked& asked);
http::Reply SendUnreadCounts(const Asked& asked);
http::Reply SendItemIds(const Asked& asked);            // n to 100,000, else 20
http::Reply SendItemCounts(const Asked& asked);         // how many are in a stream
http::Reply SendItems(const Asked& asked);              // those with the ids `i`; none where there are none
http::Reply SendStream(const Asked& asked);             // stream/contents/…, or `s`; n to 1,000, else 20
http::Reply SendAtom(const Asked& asked);               // /reader/atom/…
http::Reply SendPreferences(const Asked& asked);        // none are kept
http::Reply SendSubscriptionsFile(const Asked& asked);  // OPML

// --- what is changed: POST alone -------------------------------------------------------------------------------------
http::Reply EditTags(const Asked& asked);
http::Reply MarkAllAsRead(const Asked& asked);
http::Reply RenameTag(const Asked& asked);
http::Reply DisableTag(const Asked& asked);
// Those need an editor.
http::Reply EditSubscription(const Asked& asked);
http::Reply QuickAdd(const Asked& asked);
http::Reply ImportSubscriptions(const Asked& asked);

}  // namespace headwater::reader
