// The watcher: one thread that waits for the store to change, and tells those who listen what did.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "base/clock.h"
#include "screen/visit.h"
#include "serve/listener.h"
#include "store/store.h"

namespace headwater::serve {

// Each event is the whole state, so that who missed some has missed nothing:
// `{"placed":12,"waiting":340,"unplaced":3,"answered":7,"taken":2,"checked":4}`, articles placed since the server
// started, and so on; `taken` only grows where an article was removed or left the lists.
class Watcher : public Live {
 public:
  // `tell` is called after each event. Store, clock and what `tell` reaches must outlive it. At most one event in
  // `pause`; while nobody has listened for a minute the store is not asked at all.
  static std::unique_ptr<Watcher> Start(store::Store& store, const Clock& clock, std::function<void()> tell,
                                        std::chrono::milliseconds pause = std::chrono::seconds(1));
};

// `/events`: the stream of these, behind the one that the browser had last (Last-Event-ID). It ends with the
// session that it was opened in.
http::Reply OpenEvents(const screen::Visit& visit);

}  // namespace headwater::serve
