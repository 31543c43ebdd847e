// Answers on their way from the fetcher to the pipeline.
#include "pipeline/fetching.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "pipeline/steps.h"

namespace headwater::pipeline {
namespace {

// How long what is ready waits for company: a transaction costs the same for one as for many.
constexpr std::chrono::milliseconds kCompany{20};
// What lies here and was not taken up: beyond this, nothing new is begun until half of it is gone.
constexpr std::size_t kMostBytes = 32U << 20U;
constexpr std::size_t kMostAnswers = 4'000;

}  // namespace

// Where answers are laid down and picked up.
class Fetching::Desk {
 public:
  struct Answer {
    Result<fetch::Response> response;
    Read read;
  };

  Desk(fetch::Fetcher& fetcher, std::size_t workers) : fetcher_(fetcher) {
    for (std::size_t i = 0; i < std::max<std::size_t>(workers, 1); ++i) {
      workers_.emplace_back([this] { Work(); });
    }
  }

  void Close() {
    {
      const std::scoped_lock lock(mutex_);
      closed_ = true;
      unread_.clear();
      ready_.clear();
      bytes_ = 0;
      HoldBackOrNot();
    }
    unread_came_.notify_all();
    workers_.clear();
  }

  void LayDown(Answer answer) {
    CountFetch(answer.response);
    const std::size_t bytes = answer.response ? answer.response->body.size() : 0;
    const std::scoped_lock lock(mutex_);
    if (closed_) {
      return;
    }
    bytes_ += bytes;
    if (bytes > 0) {
      unread_.push_back(std::move(answer));
      unread_came_.notify_one();
    } else {
      auto shared = std::make_shared<Answer>(std::move(answer));
      LayReady({[shared] {
                  if (const Finish finish = shared->read(std::move(shared->response))) {
                    finish();
                  }
                },
                0});
    }
    HoldBackOrNot();
  }

  struct Ready {
    Finish finish;
    std::size_t bytes = 0;  // of the answer it came from
  };

  std::vector<Ready> PickUp(std::size_t most, std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    wanted_ = 1;
    ready_came_.wait_for(lock, at_most, [this] { return !ready_.empty(); });
    if (!ready_.empty()) {
      wanted_ = most;
      ready_came_.wait_for(lock, std::min(kCompany, at_most), [this] { return ready_.size() >= wanted_; });
    }
    const auto end = ready_.begin() + static_cast<std::ptrdiff_t>(std::min(most, ready_.size()));
    std::vector<Ready> picked(std::move_iterator(ready_.begin()), std::move_iterator(end));
    ready_.erase(ready_.begin(), end);
    for (const Ready& each : picked) {
      bytes_ -= each.bytes;
    }
    HoldBackOrNot();
    return picked;
  }

 private:
  void LayReady(Ready ready) {
    ready_.push_back(std::move(ready));
    if (ready_.size() >= wanted_) {
      ready_came_.notify_one();
    }
  }

  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      unread_came_.wait(lock, [this] { return closed_ || !unread_.empty(); });
      if (closed_) {
        return;
      }
      Answer answer = std::move(unread_.front());
      unread_.pop_front();
      lock.unlock();
      const std::size_t bytes = answer.response->body.size();
      Finish finish = answer.read(std::move(answer.response));
      lock.lock();
      if (!closed_) {
        LayReady({std::move(finish), bytes});
      }
    }
  }

  void HoldBackOrNot() {
    const std::size_t answers = unread_.size() + ready_.size();
    if (!held_back_ && (bytes_ > kMostBytes || answers > kMostAnswers)) {
      held_back_ = true;
    } else if (held_back_ && bytes_ <= kMostBytes / 2 && answers <= kMostAnswers / 2) {
      held_back_ = false;
    } else {
      return;
    }
    fetcher_.HoldBack(held_back_);
  }

  fetch::Fetcher& fetcher_;

  std::mutex mutex_;
  std::condition_variable unread_came_;
  std::condition_variable ready_came_;
  std::deque<Answer> unread_;
  std::deque<Ready> ready_;
  std::size_t bytes_ = 0;
  bool held_back_ = false;
  std::size_t wanted_ = 1;
  bool closed_ = false;
  std::vector<std::jthread> workers_;
};

Fetching::Fetching(fetch::Fetcher& fetcher, std::size_t workers)
    : fetcher_(fetcher), desk_(std::make_shared<Desk>(fetcher, workers)) {}

Fetching::~Fetching() { desk_->Close(); }

void Fetching::Start(fetch::Request request, Read read) {
  ++under_way_;
  fetcher_.Start(std::move(request), [desk = desk_, read = std::move(read)](Result<fetch::Response> response) mutable {
    desk->LayDown({std::move(response), std::move(read)});
  });
}

std::size_t Fetching::TakeUp(std::size_t most, std::chrono::milliseconds at_most) {
  const auto ready = desk_->PickUp(most, at_most);
  for (const auto& each : ready) {
    --under_way_;
    if (each.finish) {
      each.finish();
    }
  }
  return ready.size();
}

}  // namespace headwater::pipeline
