// The listener over real sockets, byte for byte.
#include "serve/listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "test/serve/line.h"

namespace headwater::serve {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

class ListenerTest : public testing::Test {
 protected:
  void Start(const Limits& limits = {}) {
    auto opened = Listener::Open("127.0.0.1", 0, 2, limits, [](const http::Request& request) {
      http::Reply reply;
      reply.content_type = "text/plain";
      reply.body = request.method + " " + request.target + " " + std::to_string(request.body.size()) + " end.";
      return reply;
    });
    ASSERT_TRUE(opened) << opened.error().text;
    listener_ = std::move(*opened);
    running_ = std::jthread([this] { listener_->Run(); });
  }

  void TearDown() override {
    if (listener_) {
      listener_->Stop();
    }
  }

  std::unique_ptr<Listener> listener_;
  std::jthread running_;
};

TEST_F(ListenerTest, RequestsSentAheadAreAnsweredInTheirOrder) {
  Start();
  const Line line(listener_->port());
  line.Say(
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /3 "
      "HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string heard = line.Hear("end.", 3);
  EXPECT_THAT(heard, StartsWith("HTTP/1.1 200"));
  EXPECT_LT(heard.find("GET /1 0 end."), heard.find("POST /2 3 end."));
  EXPECT_LT(heard.find("POST /2 3 end."), heard.find("GET /3 0 end."));
}

TEST_F(ListenerTest, ChunkedBodiesAreTaken) {
  Start();
  const Line line(listener_->port());
  line.Say("POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n1\r\ne\r\n0\r\n\r\n");
  EXPECT_THAT(line.Hear("end."), HasSubstr("POST /c 5 end."));
}

TEST_F(ListenerTest, HeadHasTheLengthAndNoBody) {
  Start();
  const Line line(listener_->port());
  line.Say("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string heard = line.Hear("never");
  EXPECT_THAT(heard, HasSubstr("Content-Length: 13"));
  EXPECT_THAT(heard, testing::EndsWith("\r\n\r\n"));
}

TEST_F(ListenerTest, WhatIsTooLargeOrBrokenIsSaidSo) {
  Limits limits;
  limits.max_request_bytes = 100;
  Start(limits);
  const Line large(listener_->port());
  large.Say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n");
  EXPECT_THAT(large.Hear("never"), StartsWith("HTTP/1.1 413"));
  const Line wide(listener_->port());
  wide.Say("GET / HTTP/1.1\r\nHost: " + std::string(20'000, 'a') + "\r\n\r\n");
  EXPECT_THAT(wide.Hear("never"), StartsWith("HTTP/1.1 431"));
  const Line broken(listener_->port());
  broken.Say("NONSENSE\r\n\r\n");
  EXPECT_THAT(broken.Hear("never"), StartsWith("HTTP/1.1 400"));
}

TEST_F(ListenerTest, ManyLargeBodiesAtOnceWait) {
  Limits limits;
  limits.max_received_bytes = 40'000;
  Start(limits);
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30000\r\n\r\n";
  const Line first(listener_->port());
  first.Say(head + std::string(20'000, 'a'));
  const Line small(listener_->port());
  small.Say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_THAT(small.Hear("end."), HasSubstr("200"));
  const Line second(listener_->port());
  second.Say(head);
  EXPECT_THAT(second.Hear("never"), testing::AllOf(StartsWith("HTTP/1.1 503"), HasSubstr("retry-after")));
  // Of a length that is not told the most is counted.
  const Line chunked(listener_->port());
  chunked.Say("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_THAT(chunked.Hear("never"), StartsWith("HTTP/1.1 503"));
  first.Say(std::string(10'000, 'a'));
  EXPECT_THAT(first.Hear("end."), HasSubstr("POST / 30000"));
  const Line third(listener_->port());
  third.Say(head + std::string(30'000, 'a'));
  EXPECT_THAT(third.Hear("end."), HasSubstr("POST / 30000"));
}

TEST_F(ListenerTest, AnIdleLineIsClosed) {
  Limits limits;
  limits.idle = 1s;
  Start(limits);
  const Line line(listener_->port());
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(line.Hear("never"), "");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 8s);
}

TEST_F(ListenerTest, WhoComesWhenAllPlacesAreTakenIsTurnedAway) {
  Limits limits;
  limits.max_connections = 1;
  Start(limits);
  const Line first(listener_->port());
  first.Say("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(first.Hear("end."), HasSubstr("200"));
  const Line second(listener_->port());
  EXPECT_THAT(second.Hear("never"), StartsWith("HTTP/1.1 503"));
  first.Say("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(first.Hear("end."), HasSubstr("GET /2"));
}

TEST_F(ListenerTest, APortInUseIsRefusedWithASentence) {
  Start();
  const auto second = Listener::Open("127.0.0.1", listener_->port(), 1, {}, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::kRefused);
  EXPECT_THAT(second.error().text, HasSubstr("in use"));
  const auto nowhere = Listener::Open("no address", 0, 1, {}, {});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().fault, Fault::kUsage);
}

TEST_F(ListenerTest, StopEndsIdleLinesAndReturns) {
  Start();
  const Line line(listener_->port());
  line.Say("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  line.Hear("end.");
  const auto begin = std::chrono::steady_clock::now();
  listener_->Stop();
  running_.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
  EXPECT_EQ(line.Hear("never"), "");
}

// Counts what it is told to.
class Counter final : public Live {
 public:
  std::string Next(std::string& heard) override {
    const std::string now = std::to_string(count_);
    if (heard == now) {
      return {};
    }
    heard = now;
    return "id: " + now + "\ndata: " + now + "\n\n";
  }
  void Set(int count) { count_ = count; }

 private:
  std::atomic<int> count_ = 1;
};

TEST(LiveTest, EventsReachWhoListensAndTooManyAreTurnedAway) {
  Counter counter;
  Limits limits;
  limits.max_listening = 1;
  auto opened = Listener::Open(
      "127.0.0.1", 0, 2, limits,
      [](const http::Request& request) {
        http::Reply reply;
        reply.content_type = "text/event-stream";
        reply.live = true;
        reply.heard = std::string(web::FindHeader(request.headers, "last-event-id"));
        return reply;
      },
      &counter);
  ASSERT_TRUE(opened) << opened.error().text;
  std::jthread running([&] { (*opened)->Run(); });
  {
    const Line line((*opened)->port());
    line.Say("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string first = line.Hear("data: 1\n\n");
    EXPECT_THAT(first, testing::AllOf(HasSubstr("text/event-stream"), testing::Not(HasSubstr("Content-Length"))));
    counter.Set(2);
    (*opened)->Tell();
    EXPECT_THAT(line.Hear("data: 2\n\n"), HasSubstr("id: 2"));
    const Line other((*opened)->port());
    other.Say("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(other.Hear("never"), StartsWith("HTTP/1.1 503"));
    // Stopping ends what listens, at once.
    const auto begin = std::chrono::steady_clock::now();
    (*opened)->Stop();
    line.Hear("never");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 8s);
  }
}

TEST(LiveTest, AStreamEndsOnceWhoListensMayNoMore) {
  Counter counter;
  std::atomic<bool> may = true;
  const auto opened = Listener::Open(
      "127.0.0.1", 0, 2, {},
      [&may](const http::Request&) {
        http::Reply reply;
        reply.content_type = "text/event-stream";
        reply.live = true;
        reply.may_go_on = [&may] { return may.load(); };
        return reply;
      },
      &counter);
  ASSERT_TRUE(opened) << opened.error().text;
  std::jthread running([&] { (*opened)->Run(); });
  {
    const Line line((*opened)->port());
    line.Say("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    line.Hear("data: 1\n\n");
    may = false;
    counter.Set(2);
    (*opened)->Tell();
    EXPECT_THAT(line.Hear("never"), testing::Not(HasSubstr("data: 2")));
  }
  (*opened)->Stop();
}

}  // namespace
}  // namespace headwater::serve
