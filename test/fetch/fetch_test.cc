// Fetching from a server on the loopback interface: redirects, limits, politeness, and what is said when it fails.
#include "fetch/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "test/fetch/loopback_server.h"

namespace headwater::fetch {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class FixedClock : public Clock {
 public:
  std::chrono::sys_seconds Now() const override { return std::chrono::sys_seconds{std::chrono::seconds{784'111'777}}; }
};

Settings ForLoopback() {
  Settings settings;
  settings.allow_private_networks = true;
  settings.obey_robots = false;
  settings.host_delay = milliseconds{0};
  settings.limits.timeout = milliseconds{5'000};
  return settings;
}

// Answers by the path of the request.
LoopbackServer::Answer Paths(std::vector<std::pair<std::string, std::string>> answers) {
  return [answers = std::move(answers)](const std::string& request, Visitor visitor) {
    for (const auto& [path, response] : answers) {
      if (request.starts_with("GET " + path + " ")) {
        visitor.Send(response);
        return;
      }
    }
    visitor.Send("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  };
}

std::string Redirect(int status, const std::string& to) {
  return "HTTP/1.1 " + std::to_string(status) + " Moved\r\nConnection: close\r\nContent-Length: 0\r\nLocation: " + to +
         "\r\n\r\n";
}

std::string Gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class FetchTest : public testing::Test {
 protected:
  FixedClock clock_;
};

TEST_F(FetchTest, APageComesWithItsHeaders) {
  LoopbackServer server(Paths({{"/a?b=1", HttpOk("hello", "ETag: \"1\"\r\nX-Y: z\r\n")}}));
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get({.url = server.Url("/a?b=1#c")});
  ASSERT_TRUE(response) << response.error().text;
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "hello");
  EXPECT_EQ(response->Header("etag"), "\"1\"");
  EXPECT_EQ(response->Header("x-y"), "z");
  EXPECT_EQ(response->moved_to, "");
  EXPECT_THAT(server.requests().at(0), HasSubstr("User-Agent: Headwater/"));
}

TEST_F(FetchTest, AnUnchangedPageIsA304WithoutABody) {
  LoopbackServer server(Paths({{"/", "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"}}));
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get(
      {.url = server.Url("/"), .etag = "\"1\"", .last_modified = "Sun, 06 Nov 1994 08:49:37 GMT\r\nEvil: 1"});
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 304);
  EXPECT_EQ(response->body, "");
  EXPECT_THAT(server.requests().at(0), HasSubstr("If-None-Match: \"1\"\r\n"));
  EXPECT_THAT(server.requests().at(0), HasSubstr("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"));
  EXPECT_THAT(server.requests().at(0), Not(HasSubstr("\r\nEvil:")));
}

TEST_F(FetchTest, PermanentRedirectsFromTheStartSayWhereItMoved) {
  LoopbackServer server(Paths({{"/a", Redirect(301, "/b")},
                               {"/b", Redirect(308, "c?d=e")},
                               {"/c?d=e", Redirect(302, "/d")},
                               {"/d", HttpOk("there")}}));
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get({.url = server.Url("/a")});
  ASSERT_TRUE(response) << response.error().text;
  EXPECT_EQ(response->url, server.Url("/d"));
  EXPECT_EQ(response->moved_to, server.Url("/c?d=e"));
  EXPECT_EQ(response->body, "there");
}

TEST_F(FetchTest, ATemporaryRedirectMovesNothing) {
  LoopbackServer server(Paths({{"/a", Redirect(302, "/b")},
                               {"/b", Redirect(301, "/c")},
                               {"/c", HttpOk("there")},
                               {"/x", Redirect(301, "/y")}}));
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get({.url = server.Url("/a")});
  ASSERT_TRUE(response);
  EXPECT_EQ(response->moved_to, "");
  const auto gone = fetcher.Get({.url = server.Url("/x")});
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->status, 404);
  EXPECT_EQ(gone->moved_to, "");
}

TEST_F(FetchTest, RedirectsInACircleEnd) {
  LoopbackServer server(Paths({{"/a", Redirect(301, "/a")}}));
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get({.url = server.Url("/a")});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().text, "127.0.0.1: redirects more than 8 times");
  EXPECT_EQ(server.requests().size(), 9U);
}

TEST_F(FetchTest, ARedirectToAFileIsRefused) {
  LoopbackServer server(Paths({{"/a", Redirect(302, "file:///etc/hostname")}}));
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get({.url = server.Url("/a")});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().fault, Fault::kRefused);
}

TEST_F(FetchTest, PrivateAddressesAreRefused) {
  LoopbackServer server(Paths({{"/", HttpOk("secret")}}));
  Settings settings = ForLoopback();
  settings.allow_private_networks = false;
  Fetcher fetcher(settings, clock_);
  const auto response = fetcher.Get({.url = server.Url("/")});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().fault, Fault::kRefused);
  EXPECT_EQ(response.error().text,
            "127.0.0.1: 127.0.0.1 is not an address of the public internet; allow_private_networks in the settings "
            "permits it");
  const std::string port = server.Url("").substr(std::string("http://127.0.0.1:").size());
  for (const std::string host : {"localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"}) {
    const auto other = fetcher.Get({.url = "http://" + host + ":" + port + "/"});
    ASSERT_FALSE(other) << host;
    EXPECT_EQ(other.error().fault, Fault::kRefused) << host << " " << other.error().text;
  }
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(FetchTest, OnlyHttpIsFetched) {
  Fetcher fetcher(ForLoopback(), clock_);
  for (const char* url : {"ftp://vellmar.example/", "file:///etc/hostname", "vellmar", "", "http://", "gopher://a/"}) {
    const auto response = fetcher.Get({.url = url});
    ASSERT_FALSE(response) << url;
    EXPECT_EQ(response.error().fault, Fault::kBadInput) << url;
  }
}

TEST_F(FetchTest, ANameThatDoesNotResolveIsSaid) {
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get({.url = "http://vellmar.invalid/"});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().fault, Fault::kUnreachable);
  EXPECT_EQ(response.error().text, "vellmar.invalid: the name does not resolve");
}

TEST_F(FetchTest, ARefusedConnectionIsSaid) {
  std::string url;
  {
    LoopbackServer server(Paths({}));
    url = server.Url("/");
  }
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get({.url = url});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().text, "127.0.0.1: connection refused");
}

TEST_F(FetchTest, ASlowBodyEndsInTime) {
  LoopbackServer server([](const std::string&, Visitor visitor) {
    visitor.Send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    while (visitor.Send("x")) {
      std::this_thread::sleep_for(milliseconds{20});
    }
  });
  Settings settings = ForLoopback();
  settings.limits.timeout = milliseconds{300};
  Fetcher fetcher(settings, clock_);
  const auto began = std::chrono::steady_clock::now();
  const auto response = fetcher.Get({.url = server.Url("/")});
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds{3000});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().fault, Fault::kTimeout);
  EXPECT_EQ(response.error().text, "127.0.0.1: took longer than 0.3 s");
}

TEST_F(FetchTest, ALargeBodyIsRefusedWhetherItsLengthIsSaidOrNot) {
  const std::string body(100'000, 'x');
  LoopbackServer server(Paths({{"/said", HttpOk(body)},
                               {"/unsaid", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body},
                               {"/fits", HttpOk(body.substr(0, 65'536))}}));
  Settings settings = ForLoopback();
  settings.limits.max_bytes = 65'536;
  Fetcher fetcher(settings, clock_);
  for (const char* path : {"/said", "/unsaid"}) {
    const auto response = fetcher.Get({.url = server.Url(path)});
    ASSERT_FALSE(response) << path;
    EXPECT_EQ(response.error().fault, Fault::kTooLarge);
    EXPECT_EQ(response.error().text, "127.0.0.1: over 64 KB");
  }
  EXPECT_TRUE(fetcher.Get({.url = server.Url("/fits")}));
}

TEST_F(FetchTest, PackedBodiesAreUnpackedAndBombsAreNot) {
  const std::string bomb = Gzip(std::string(64U << 20U, '\0'));
  LoopbackServer server(Paths({{"/small", HttpOk(Gzip("hello"), "Content-Encoding: gzip\r\n")},
                               {"/bomb", HttpOk(bomb, "Content-Encoding: gzip\r\n")},
                               {"/broken", HttpOk("not gzip at all", "Content-Encoding: gzip\r\n")}}));
  Settings settings = ForLoopback();
  settings.limits.max_bytes = 1U << 20U;
  Fetcher fetcher(settings, clock_);
  const auto small = fetcher.Get({.url = server.Url("/small")});
  ASSERT_TRUE(small);
  EXPECT_EQ(small->body, "hello");
  const auto response = fetcher.Get({.url = server.Url("/bomb")});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().text, "127.0.0.1: over 1 MB");
  EXPECT_FALSE(fetcher.Get({.url = server.Url("/broken")}));
}

TEST_F(FetchTest, HeadersWithoutEndAreCutOff) {
  LoopbackServer server([](const std::string&, Visitor visitor) {
    visitor.Send("HTTP/1.1 200 OK\r\n");
    while (visitor.Send("X-Y: " + std::string(1000, 'z') + "\r\n")) {
    }
  });
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get({.url = server.Url("/")});
  ASSERT_FALSE(response);
}

TEST_F(FetchTest, RetryAfterIsReadInSecondsAndAsADate) {
  const auto busy = [](int status, const std::string& when) {
    return "HTTP/1.1 " + std::to_string(status) +
           " Busy\r\nConnection: close\r\nContent-Length: 0\r\nRetry-After: " + when + "\r\n\r\n";
  };
  LoopbackServer server(Paths({{"/seconds", busy(429, "120")},
                               {"/date", busy(503, "Sun, 06 Nov 1994 08:50:37 GMT")},
                               {"/past", busy(503, "Sun, 06 Nov 1994 08:00:00 GMT")},
                               {"/nonsense", busy(429, "soon")},
                               {"/fine", HttpOk("", "Retry-After: 5\r\n")}}));
  Fetcher fetcher(ForLoopback(), clock_);
  const auto retry = [&](const char* path) { return fetcher.Get({.url = server.Url(path)})->retry_after; };
  EXPECT_EQ(retry("/seconds"), std::chrono::seconds{120});
  EXPECT_EQ(retry("/date"), std::chrono::seconds{60});
  EXPECT_EQ(retry("/past"), std::chrono::seconds{0});
  EXPECT_EQ(retry("/nonsense"), std::nullopt);
  EXPECT_EQ(retry("/fine"), std::nullopt);
}

TEST_F(FetchTest, RobotsAreAskedOnceAndObeyed) {
  LoopbackServer server(Paths({{"/robots.txt", HttpOk("user-agent: headwater\ndisallow: /private\n")},
                               {"/public", HttpOk("p")},
                               {"/away", Redirect(302, "/private/x")},
                               {"/private/x", HttpOk("x")}}));
  Settings settings = ForLoopback();
  settings.obey_robots = true;
  Fetcher fetcher(settings, clock_);
  EXPECT_TRUE(fetcher.Get({.url = server.Url("/public")}));
  const auto forbidden = fetcher.Get({.url = server.Url("/private/x")});
  ASSERT_FALSE(forbidden);
  EXPECT_EQ(forbidden.error().fault, Fault::kRefused);
  EXPECT_EQ(forbidden.error().text, "127.0.0.1: its robots.txt forbids /private/x");
  EXPECT_FALSE(fetcher.Get({.url = server.Url("/away")}));
  EXPECT_TRUE(fetcher.Get({.url = server.Url("/private/x"), .heed_robots = false}));
  // robots.txt, tdmrep.json, and three pages.
  EXPECT_EQ(server.requests().size(), 5U);
}

// RFC 9309, 2.3.1: no file allows everything, a failing server nothing.
TEST_F(FetchTest, AMissingRobotsFileAllowsAndAFailingOneForbids) {
  Settings settings = ForLoopback();
  settings.obey_robots = true;
  Fetcher fetcher(settings, clock_);
  LoopbackServer without(Paths({{"/", HttpOk("fine")}}));
  EXPECT_TRUE(fetcher.Get({.url = without.Url("/")}));
  LoopbackServer failing(Paths(
      {{"/", HttpOk("fine")}, {"/robots.txt", "HTTP/1.1 500 Oops\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"}}));
  const auto response = fetcher.Get({.url = failing.Url("/")});
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().text, HasSubstr("robots.txt cannot be read (status 500)"));
  LoopbackServer moved(Paths({{"/robots.txt", Redirect(301, "/r")}, {"/r", HttpOk("user-agent: *\ndisallow: /")}}));
  EXPECT_FALSE(fetcher.Get({.url = moved.Url("/")}));
}

TEST_F(FetchTest, AHugeRobotsFileIsReadAsFarAsTheStandardAsks) {
  std::string robots = "user-agent: *\ndisallow: /a\n" + std::string(600U << 10U, '#') + "\ndisallow: /b\n";
  LoopbackServer server(Paths({{"/robots.txt", HttpOk(robots)}, {"/b", HttpOk("b")}}));
  Settings settings = ForLoopback();
  settings.obey_robots = true;
  Fetcher fetcher(settings, clock_);
  EXPECT_FALSE(fetcher.Get({.url = server.Url("/a")}));
  EXPECT_TRUE(fetcher.Get({.url = server.Url("/b")}));
}

TEST_F(FetchTest, OneHostIsAskedOneThingAtATimeWithAPause) {
  LoopbackServer server([](const std::string&, Visitor visitor) {
    std::this_thread::sleep_for(milliseconds{10});
    visitor.Send(HttpOk("x"));
  });
  Settings settings = ForLoopback();
  settings.host_delay = milliseconds{50};
  Fetcher fetcher(settings, clock_);
  std::atomic<int> good = 0;
  const auto began = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i) {
      threads.emplace_back([&] { good += fetcher.Get({.url = server.Url("/")}) ? 1 : 0; });
    }
  }
  EXPECT_EQ(good, 6);
  EXPECT_EQ(server.most_at_once(), 1);
  EXPECT_GE(std::chrono::steady_clock::now() - began, milliseconds{5 * 60});
}

TEST_F(FetchTest, AnAnswerThatIsNotHttpIsSaid) {
  LoopbackServer server([](const std::string&, Visitor visitor) { visitor.Send("SSH-2.0-Vellmar\r\n"); });
  Fetcher fetcher(ForLoopback(), clock_);
  const auto response = fetcher.Get({.url = server.Url("/")});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().text, "127.0.0.1: the answer is not HTTP");
}

TEST_F(FetchTest, AnAnswerThatBreaksOffIsSaid) {
  LoopbackServer server(Paths({{"/", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}, {"/nothing", ""}}));
  Fetcher fetcher(ForLoopback(), clock_);
  EXPECT_EQ(fetcher.Get({.url = server.Url("/")}).error().text, "127.0.0.1: the answer broke off");
  EXPECT_THAT(fetcher.Get({.url = server.Url("/nothing")}).error().text, StartsWith("127.0.0.1: "));
}

}  // namespace
}  // namespace headwater::fetch
