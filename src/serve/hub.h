// The hub of our own feeds (WebSub, 5): who asks it to be told, and what is published when the store changes.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "base/clock.h"
#include "http/message.h"
#include "screen/visit.h"
#include "store/store.h"

namespace headwater::serve {

// A POST to /hub. 202: the pipeline asks the callback whether it meant that. The topic is a feed of this house, and one
// that needs no signing in, or has a key in its address.
http::Reply TakeHubRequest(const screen::Visit& visit);

// Looks, whenever the store has changed, at the topics that somebody listens to, and notes what they hold now; the
// pipeline delivers it.
class TopicWatch {
 public:
  // As a subscriber of the topic would be answered, however the house is reached.
  using Answerer = std::function<http::Reply(const http::Request&, const http::Caller&)>;
  // The store and the clock must outlive it, and what `answer` needs. At least `pause` lies between two looks.
  static std::unique_ptr<TopicWatch> Start(store::Store& store, const Clock& clock, Answerer answer,
                                           std::chrono::milliseconds pause = std::chrono::seconds(10));
  TopicWatch() = default;
  TopicWatch(const TopicWatch&) = delete;
  TopicWatch& operator=(const TopicWatch&) = delete;
  virtual ~TopicWatch() = default;
};

// One look.
void PublishTopics(store::Store& store, const TopicWatch::Answerer& answer, std::chrono::sys_seconds now);

}  // namespace headwater::serve
