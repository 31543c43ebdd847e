// What single subscriptions ask for: credentials, cookies, proxies, certificates, forms, and where none of it may go.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "fetch/fetch.h"
#include "test/fetch/loopback_server.h"

namespace headwater::fetch {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Settings ForLoopback() {
  Settings settings;
  settings.allow_private_networks = true;
  settings.obey_robots = false;
  settings.host_delay = milliseconds{0};
  settings.limits.timeout = milliseconds{5'000};
  return settings;
}

std::string Redirect(int status, const std::string& to) {
  return "HTTP/1.1 " + std::to_string(status) + " Moved\r\nConnection: close\r\nContent-Length: 0\r\nLocation: " + to +
         "\r\n\r\n";
}

LoopbackServer::Answer Always(std::string response) {
  return [response = std::move(response)](const std::string&, Visitor visitor) { visitor.Send(response); };
}

Request WithSecrets(const std::string& url) {
  return {.url = url,
          .options = {.cookies = "session=tern", .user = "ilse", .password = "harbour"},
          .headers = {{"X-Token", "gannet"}}};
}

TEST(OptionsTest, ARequestsOwnUserAgentAndCookiesAreSent) {
  LoopbackServer server(Always(HttpOk("x")));
  Settings settings = ForLoopback();
  Fetcher fetcher(settings, SystemClock());
  ASSERT_TRUE(fetcher.Get({.url = server.Url("/"),
                           .options = {.user_agent = "Reader/2", .cookies = "session=tern; seen=1\r\nEvil: 1"},
                           .headers = {{"X-Token", "gannet\r\nEvil: 2"}}}));
  EXPECT_THAT(server.requests().at(0), AllOf(HasSubstr("User-Agent: Reader/2\r\n"), HasSubstr("Cookie: session=tern"),
                                             HasSubstr("X-Token: gannet"), Not(HasSubstr("\r\nEvil"))));
}

TEST(OptionsTest, CredentialsAreGivenWhenTheServerAsksForThem) {
  LoopbackServer server([](const std::string& request, Visitor visitor) {
    visitor.Send(request.find("Authorization: Basic aWxzZTpoYXJib3Vy") != std::string::npos
                     ? HttpOk("members only")
                     : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"Orrin\"\r\n"
                       "Connection: close\r\nContent-Length: 0\r\n\r\n");
  });
  Fetcher fetcher(ForLoopback(), SystemClock());
  const auto response = fetcher.Get({.url = server.Url("/"), .options = {.user = "ilse", .password = "harbour"}});
  ASSERT_TRUE(response) << response.error().text;
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "members only");
  EXPECT_EQ(fetcher.Get({.url = server.Url("/")})->status, 401);
}

TEST(OptionsTest, SecretsStayWithTheSiteThatTheyAreFor) {
  LoopbackServer stranger([](const std::string& request, Visitor visitor) {
    visitor.Send(request.find("Authorization") != std::string::npos
                     ? HttpOk("x")
                     : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nConnection: close\r\n"
                       "Content-Length: 0\r\n\r\n");
  });
  LoopbackServer server([&](const std::string& request, Visitor visitor) {
    visitor.Send(request.starts_with("GET /own ")
                     ? HttpOk("x")
                     : Redirect(302, request.starts_with("GET /in ") ? "/own" : stranger.Url("/")));
  });
  Fetcher fetcher(ForLoopback(), SystemClock());
  ASSERT_TRUE(fetcher.Get(WithSecrets(server.Url("/in"))));
  EXPECT_THAT(server.requests().at(1), AllOf(HasSubstr("session=tern"), HasSubstr("gannet")));
  ASSERT_TRUE(fetcher.Get(WithSecrets(server.Url("/out"))));
  ASSERT_EQ(stranger.requests().size(), 1U);
  EXPECT_THAT(stranger.requests().at(0),
              AllOf(Not(HasSubstr("session=tern")), Not(HasSubstr("gannet")), Not(HasSubstr("Authorization"))));
}

// A stranger who sends us back would choose what is done there in our name.
TEST(OptionsTest, SecretsDoNotComeBackWithARedirectFromElsewhere) {
  std::string home;
  LoopbackServer stranger(
      [&](const std::string&, Visitor visitor) { visitor.Send(Redirect(302, home + "/delete-everything")); });
  LoopbackServer server([&](const std::string& request, Visitor visitor) {
    visitor.Send(request.starts_with("GET /feed ") ? Redirect(302, stranger.Url("/")) : HttpOk("x"));
  });
  home = server.Url("");
  Fetcher fetcher(ForLoopback(), SystemClock());
  ASSERT_TRUE(fetcher.Get(WithSecrets(server.Url("/feed"))));
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_THAT(server.requests().at(1), AllOf(StartsWith("GET /delete-everything"), Not(HasSubstr("session=tern"))));
}

TEST(OptionsTest, AFormIsPostedAndSentOnWhereARedirectSaysSo) {
  LoopbackServer server([](const std::string& request, Visitor visitor) {
    if (request.starts_with("POST /old ")) {
      visitor.Send(Redirect(308, "/hub"));
    } else if (request.starts_with("POST /elsewhere ")) {
      visitor.Send(Redirect(303, "/page"));
    } else {
      visitor.Send(HttpOk("taken"));
    }
  });
  Fetcher fetcher(ForLoopback(), SystemClock());
  const std::string form = "hub.mode=subscribe&hub.topic=https%3A%2F%2Fvellmar.example%2Ffeed";
  ASSERT_TRUE(fetcher.Get({.url = server.Url("/old"), .form = form}));
  ASSERT_TRUE(fetcher.Get({.url = server.Url("/elsewhere"), .form = form}));
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 4U);
  EXPECT_THAT(requests[1], AllOf(StartsWith("POST /hub "), HasSubstr("application/x-www-form-urlencoded"),
                                 HasSubstr("Content-Length: " + std::to_string(form.size()))));
  EXPECT_THAT(requests[3], AllOf(StartsWith("GET /page "), Not(HasSubstr("Content-Length"))));
}

// A person's service, or a hub, is called as things happen; a site's pages are asked for one a second.
TEST(OptionsTest, WhoIsPostedToIsNotKeptWaitingAsASiteIs) {
  LoopbackServer server([](const std::string&, Visitor visitor) { visitor.Send(HttpOk("taken")); });
  Settings settings = ForLoopback();
  settings.host_delay = std::chrono::milliseconds{2'000};
  Fetcher fetcher(settings, SystemClock());
  const auto begun = std::chrono::steady_clock::now();
  for (int n = 0; n < 3; ++n) {
    ASSERT_TRUE(fetcher.Get({.url = server.Url("/call"), .heed_robots = false, .form = "a=b"}));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds{1'900});
}

TEST(OptionsTest, AProxyIsAskedForTheWholeAddress) {
  LoopbackServer proxy(Always(HttpOk("by proxy")));
  Settings settings = ForLoopback();
  settings.allow_private_networks = false;
  Fetcher fetcher(settings, SystemClock());
  const auto response = fetcher.Get({.url = "http://vellmar.example/feed", .options = {.proxy = proxy.Url("")}});
  ASSERT_TRUE(response) << response.error().text;
  EXPECT_EQ(response->body, "by proxy");
  EXPECT_THAT(proxy.requests().at(0), StartsWith("GET http://vellmar.example/feed HTTP/1.1"));
}

TEST(OptionsTest, PrivateAddressesAreNotAskedForThroughAProxyEither) {
  LoopbackServer proxy(Always(Redirect(302, "http://169.254.169.254/latest/meta-data/")));
  Settings settings = ForLoopback();
  settings.allow_private_networks = false;
  settings.proxy = proxy.Url("");
  Fetcher fetcher(settings, SystemClock());
  for (const char* host : {"10.0.0.7", "[::1]", "localhost", "printer.localhost", "127.0.0.1.", "0x7f.1"}) {
    const auto response = fetcher.Get({.url = "http://" + std::string(host) + "/"});
    ASSERT_FALSE(response) << host;
    EXPECT_EQ(response.error().fault, Fault::kRefused) << host;
  }
  EXPECT_TRUE(proxy.requests().empty());
  const auto led = fetcher.Get({.url = "http://vellmar.example/"});
  ASSERT_FALSE(led);
  EXPECT_EQ(led.error().fault, Fault::kRefused);
  EXPECT_THAT(led.error().text, HasSubstr("169.254.169.254"));
  EXPECT_EQ(proxy.requests().size(), 1U);
}

// A server with a certificate that it signed itself, by openssl's own test server.
class TlsServer {
 public:
  explicit TlsServer(const std::filesystem::path& folder) : folder_(folder) {
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "page") << "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 6\r\n\r\nsecret";
    const std::string make =
        "cd '" + folder.string() +
        "' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem "
        "-days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost >/dev/null 2>&1";
    good_ = std::system(make.c_str()) == 0;
    // A port that was free a moment ago.
    {
      port_ = LoopbackServer([](const std::string&, Visitor) {}).Url("");
    }
    port_ = port_.substr(port_.rfind(':') + 1);
    const std::string serve =
        "cd '" + folder.string() + "' && exec openssl s_server -quiet -HTTP -accept 127.0.0.1:" + port_ +
        " -cert cert.pem -key key.pem >/dev/null 2>&1 </dev/null & echo $! > '" + (folder / "pid").string() + "'";
    good_ = good_ && std::system(serve.c_str()) == 0;
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  ~TlsServer() {
    static_cast<void>(!std::system(("kill $(cat '" + (folder_ / "pid").string() + "') 2>/dev/null").c_str()));
    std::filesystem::remove_all(folder_);
  }
  bool good() const { return good_; }
  std::string Url() const { return "https://localhost:" + port_ + "/page"; }
  std::string certificate() const { return (folder_ / "cert.pem").string(); }

 private:
  std::filesystem::path folder_;
  std::string port_;
  bool good_ = false;
};

TEST(OptionsTest, ACertificateOfOnesOwnIsTrustedWhereItIsNamed) {
  TlsServer server(std::filesystem::temp_directory_path() / ("headwater-tls-" + std::to_string(getpid())));
  if (!server.good()) {
    GTEST_SKIP() << "openssl makes no certificate here";
  }
  Fetcher fetcher(ForLoopback(), SystemClock());
  const Request own{.url = server.Url(), .options = {.ca_file = server.certificate()}};
  auto trusted = fetcher.Get(own);
  for (int i = 0; i < 50 && !trusted; ++i) {
    std::this_thread::sleep_for(milliseconds{50});  // it is still starting
    trusted = fetcher.Get(own);
  }
  ASSERT_TRUE(trusted) << trusted.error().text;
  EXPECT_EQ(trusted->body, "secret");
  const auto stranger = fetcher.Get({.url = server.Url()});
  ASSERT_FALSE(stranger);
  EXPECT_EQ(stranger.error().text, "localhost: its certificate is not valid");
  const auto missing = fetcher.Get({.url = server.Url(), .options = {.ca_file = "/nowhere/cert.pem"}});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().text, "localhost: the list of trusted certificates cannot be read");
}

TEST(OptionsTest, ARedirectIntoAPrivateNetworkIsRefused) {
  // The first hop is allowed by going through a proxy that answers it.
  LoopbackServer proxy(Always(Redirect(301, "http://192.168.0.1/admin")));
  Settings settings = ForLoopback();
  settings.allow_private_networks = false;
  Fetcher fetcher(settings, SystemClock());
  const auto response = fetcher.Get({.url = "http://vellmar.example/", .options = {.proxy = proxy.Url("")}});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().fault, Fault::kRefused);
}

}  // namespace
}  // namespace headwater::fetch
