// Answers on their way from the fetcher to the pipeline.
#include "pipeline/fetching.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace headwater::pipeline {
namespace {

// How long what is ready waits for company: a transaction costs the same for one as for many.
constexpr std::chrono::milliseconds kCompany{20};

}  // namespace

// Where answers are laid down and picked up.
class Fetching::Desk {
 public:
  struct Answer {
    Result<fetch::Response> response;
    Read read;
  };

  explicit Desk(std::size_t workers) {
    for (std::size_t i = 0; i < std::max<std::size_t>(workers, 1); ++i) {
      workers_.emplace_back([this] { Work(); });
    }
  }

  void Close() {
    {
      const std::scoped_lock lock(mutex_);
      closed_ = true;
      unread_.clear();
    }
    unread_came_.notify_all();
    workers_.clear();
  }

  void LayDown(Answer answer) {
    const bool to_read = answer.response && !answer.response->body.empty();
    {
      const std::scoped_lock lock(mutex_);
      if (closed_) {
        return;
      }
      if (to_read) {
        unread_.push_back(std::move(answer));
      } else {
        LayReady([answer = std::make_shared<Answer>(std::move(answer))] {
          if (const Finish finish = answer->read(std::move(answer->response))) {
            finish();
          }
        });
        return;
      }
    }
    unread_came_.notify_one();
  }

  std::vector<Finish> PickUp(std::size_t most, std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    wanted_ = 1;
    ready_came_.wait_for(lock, at_most, [this] { return !ready_.empty(); });
    if (!ready_.empty()) {
      wanted_ = most;
      ready_came_.wait_for(lock, std::min(kCompany, at_most), [this] { return ready_.size() >= wanted_; });
    }
    const auto end = ready_.begin() + static_cast<std::ptrdiff_t>(std::min(most, ready_.size()));
    std::vector<Finish> picked(std::move_iterator(ready_.begin()), std::move_iterator(end));
    ready_.erase(ready_.begin(), end);
    return picked;
  }

 private:
  void LayReady(Finish finish) {
    ready_.push_back(std::move(finish));
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
      Finish finish = answer.read(std::move(answer.response));
      lock.lock();
      LayReady(std::move(finish));
    }
  }

  std::mutex mutex_;
  std::condition_variable unread_came_;
  std::condition_variable ready_came_;
  std::deque<Answer> unread_;
  std::deque<Finish> ready_;
  std::size_t wanted_ = 1;
  bool closed_ = false;
  std::vector<std::jthread> workers_;
};

Fetching::Fetching(fetch::Fetcher& fetcher, std::size_t workers)
    : fetcher_(fetcher), desk_(std::make_shared<Desk>(workers)) {}

Fetching::~Fetching() { desk_->Close(); }

void Fetching::Start(fetch::Request request, Read read) {
  ++under_way_;
  fetcher_.Start(std::move(request), [desk = desk_, read = std::move(read)](Result<fetch::Response> response) mutable {
    desk->LayDown({std::move(response), std::move(read)});
  });
}

std::size_t Fetching::TakeUp(std::size_t most, std::chrono::milliseconds at_most) {
  const std::vector<Finish> ready = desk_->PickUp(most, at_most);
  for (const Finish& finish : ready) {
    --under_way_;
    if (finish) {
      finish();
    }
  }
  return ready.size();
}

}  // namespace headwater::pipeline
