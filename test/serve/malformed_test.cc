// Malformed requests over real sockets: what two servers on the way could read differently is refused, nothing of it is
// read as a request of its own, and nobody else notices.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "serve/listener.h"
#include "test/serve/line.h"

namespace headwater::serve {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

class MalformedTest : public testing::Test {
 protected:
  void SetUp() override { Start({}); }

  void Start(const Limits& limits) {
    Stop();
    auto opened = Listener::Open("127.0.0.1", 0, 2, limits, [this](const http::Request& request) {
      const std::lock_guard lock(mutex_);
      answered_.push_back(request);
      http::Reply reply;
      reply.content_type = "text/plain";
      reply.body = request.target + " end.";
      return reply;
    });
    ASSERT_TRUE(opened) << opened.error().text;
    listener_ = std::move(*opened);
    running_ = std::jthread([listener = listener_.get()] { listener->Run(); });
  }

  void Stop() {
    if (listener_) {
      listener_->Stop();
      running_.join();
    }
  }
  void TearDown() override { Stop(); }

  std::vector<http::Request> answered() {
    const std::lock_guard lock(mutex_);
    return answered_;
  }

  // Said on a line of its own, of which nothing more comes.
  std::string ReplyTo(std::string_view bytes) {
    const Line line(listener_->port());
    line.Say(bytes);
    line.EndSaying();
    return line.Hear("never");
  }

  std::mutex mutex_;
  std::vector<http::Request> answered_;
  std::unique_ptr<Listener> listener_;
  std::jthread running_;
};

// What an attacker hides behind a first request, for whoever reads that one otherwise than the proxy before us.
constexpr std::string_view kHidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";

// With the NULs that stand in them.
template <std::size_t N>
std::string Bytes(const char (&text)[N]) {
  return {text, N - 1};
}

struct Case {
  const char* name;
  std::string head;  // of a request whose rest is kHidden
};

TEST_F(MalformedTest, WhatCouldBeReadInTwoWaysIsRefusedAndNothingBehindItIsRead) {
  const Case cases[] = {
      {"both a length and chunks",
       "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {"the same the other way round",
       "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"},
      {"another coding", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"},
      {"another coding beside a length",
       "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabc"},
      {"chunks within another coding", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n"},
      {"a coding before the chunks",
       "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n"},
      {"chunks twice",
       "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {"chunks and nothing",
       "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n"},
      {"chunks of HTTP/1.0", "POST /a HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"a control sign in the coding",
       "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \x0b"
       "chunked\r\n\r\n0\r\n\r\n"},
      {"two lengths", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabc"},
      {"two lengths in one", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc"},
      {"a length with a sign", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc"},
      {"a length below nothing", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\n"},
      {"a length in sixteens", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc"},
      {"a length beyond counting", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551619\r\n\r\nabc"},
      {"a blank before the colon", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\nabc"},
      {"a field without a name", "GET /a HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"},
      {"a name with a NUL", Bytes("GET /a HTTP/1.1\r\nHost: a\r\nX\0Y: b\r\n\r\n")},
      {"a value with a NUL", Bytes("GET /a HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n")},
      {"line feeds alone", "GET /a HTTP/1.1\nHost: a\n\n"},
      {"a line feed within a head", "GET /a HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"},
      {"a carriage return alone", "GET /a HTTP/1.1\r\nHost: a\rX: b\r\n\r\n"},
      {"no host", "GET /a HTTP/1.1\r\nX: b\r\n\r\n"},
      {"two hosts", "GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
      {"blanks in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"another version", "GET /a HTTP/2.0\r\nHost: a\r\n\r\n"},
      {"no version", "GET /a\r\nHost: a\r\n\r\n"},
      {"a method that is none", "G\xc3\xa9T /a HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a chunk of no size", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n\r\n"},
      {"a chunk of a size that is none", "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n"},
      {"a chunk beyond counting",
       "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\nabc\r\n0\r\n\r\n"},
      {"a chunk that is longer than it says",
       "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"},
      {"chunks with line feeds alone",
       "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n"},
      {"another protocol", Bytes("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")},
      {"HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
  };
  for (const Case& each : cases) {
    const std::string heard = ReplyTo(each.head + std::string(kHidden));
    EXPECT_THAT(heard, testing::AnyOf("", StartsWith("HTTP/1.1 4"))) << each.name;
    EXPECT_EQ(heard.find("HTTP/1.1", 1), std::string::npos) << each.name << ": " << heard;
  }
  EXPECT_TRUE(answered().empty()) << answered().front().target;
  // Everyone else is answered.
  EXPECT_THAT(ReplyTo("GET /well HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("/well end."));
}

// RFC 9112, 5.2: a folded line is read as one with blanks.
TEST_F(MalformedTest, AFoldedLineIsOneValueAndNoFieldOfItsOwn) {
  ReplyTo("GET /a HTTP/1.1\r\nHost: a\r\nX-One: b\r\n Transfer-Encoding: chunked\r\n\r\n");
  const auto seen = answered();
  for (const http::Request& request : seen) {
    EXPECT_EQ(web::FindHeader(request.headers, "transfer-encoding"), "");
  }
}

TEST_F(MalformedTest, HeadsWithoutEndAreCutOff) {
  const Line line(listener_->port());
  line.Say("GET / HTTP/1.1\r\nHost: a\r\n");
  for (int n = 0; n < 2'000; ++n) {
    line.Say("X-" + std::to_string(n) + ": b\r\n");
  }
  EXPECT_THAT(line.Hear("never"), testing::AnyOf("", StartsWith("HTTP/1.1 431")));
  const Line target(listener_->port());
  target.Say("GET /" + std::string(10'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(target.Hear("\r\n\r\n"), StartsWith("HTTP/1.1 414"));
  EXPECT_TRUE(answered().empty());
}

TEST_F(MalformedTest, ChunksWithoutEndAreCutOff) {
  Limits limits;
  limits.max_request_bytes = 10'000;
  Start(limits);
  const Line line(listener_->port());
  line.Say("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int n = 0; n < 400; ++n) {
    line.Say("64\r\n" + std::string(100, 'a') + "\r\n");
  }
  EXPECT_THAT(line.Hear("never"), testing::AnyOf("", StartsWith("HTTP/1.1 413")));
  // A chunk's extension is no way around.
  const Line extended(listener_->port());
  extended.Say("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int n = 0; n < 400; ++n) {
    extended.Say("1;" + std::string(1'000, 'x'));
  }
  EXPECT_THAT(extended.Hear("never"), testing::AnyOf("", StartsWith("HTTP/1.1 4")));
  EXPECT_TRUE(answered().empty());
}

TEST_F(MalformedTest, OncePlacesAreTakenWhoSaysNothingLosesTheirs) {
  Limits limits;
  limits.max_connections = 20;
  Start(limits);
  std::vector<std::unique_ptr<Line>> silent;
  for (int n = 0; n < 20; ++n) {
    silent.push_back(std::make_unique<Line>(listener_->port()));
    if (n % 2 == 0) {
      silent.back()->Say("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    }
  }
  std::this_thread::sleep_for(2500ms);
  for (int n = 0; n < 10; ++n) {
    const Line line(listener_->port());
    line.Say("GET /served HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(line.Hear("never"), HasSubstr("/served end.")) << n;
  }
}

}  // namespace
}  // namespace headwater::serve
