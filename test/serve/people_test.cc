// Who may ask for what: signing in, roles over every route, the first administrator, proxies.
#include "store/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/routes.h"
#include "serve/site.h"
#include "store/rules.h"
#include "store/secrets.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using store::Role;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kPassword = "seven lamps at vell";

// A browser: keeps cookies, and finds the token of a page's forms.
class Browser {
 public:
  Browser(const Site& site, std::string peer, web::Headers always = {})
      : site_(site), peer_(std::move(peer)), always_(std::move(always)) {}

  http::Reply Get(const std::string& target) { return Send("GET", target, "", ""); }
  http::Reply Post(const std::string& target, const std::string& body) {
    return Send("POST", target, body, "application/x-www-form-urlencoded");
  }
  // A form of the page at `from`.
  http::Reply Form(const std::string& from, const std::string& target, const std::string& body) {
    return Post(target, body + "&token=" + Token(from));
  }
  std::string Token(const std::string& from) {
    const std::string page = Get(from).body;
    const std::string_view mark = "name=\"token\" value=\"";
    const std::size_t at = page.find(mark);
    return at == std::string::npos ? ""
                                   : page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
  }
  http::Reply Send(const std::string& method, const std::string& target, const std::string& body,
                   const std::string& type) {
    web::Headers headers = always_;
    if (web::FindHeader(headers, "host").empty()) {
      headers.emplace_back("host", "vellmar.example");
    }
    if (!type.empty()) {
      headers.emplace_back("content-type", type);
    }
    std::string cookies;
    for (const auto& [name, value] : cookies_) {
      cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    }
    if (!cookies.empty()) {
      headers.emplace_back("cookie", cookies);
    }
    http::Reply reply = site_.Answer({method, target, headers, body, peer_});
    for (const auto& [name, value] : reply.headers) {
      if (name == "set-cookie") {
        last_cookie = value;
        const std::size_t equals = value.find('=');
        cookies_[value.substr(0, equals)] = value.substr(equals + 1, value.find(';') - equals - 1);
      }
    }
    return reply;
  }
  http::Reply SignIn(const std::string& name, std::string_view password = kPassword) {
    return Form("/signin", "/signin", "name=" + name + "&password=" + http::PercentEncode(password));
  }

  std::string last_cookie;

 private:
  const Site& site_;
  std::string peer_;
  web::Headers always_;
  std::map<std::string, std::string> cookies_;
};

class HouseTest : public testing::Test {
 protected:
  HouseTest() {
    open_.listening_on = "0.0.0.0";
    open_.door.proxies = *http::Proxies::Named({"192.0.2.1"});
  }
  Site Open() { return {open_, edition_.store(), SystemClock()}; }
  store::People people() { return store::People(edition_.store()); }
  void Add(std::string_view name, Role role) {
    const auto added = people().Add(name, role, kPassword, SystemClock().Now());
    ASSERT_TRUE(added) << added.error().text;
  }

  Edition edition_;
  SiteSettings open_;
};

std::string Location(const http::Reply& reply) { return std::string(web::FindHeader(reply.headers, "location")); }

std::string TargetOf(const Route& route) {
  std::string target = "/";
  for (const char c : route.path) {
    target += c == '*' ? 'x' : c;
  }
  return route.method == Method::kList ? target + ".ninjs" : target;
}

http::Reply Ask(Browser& browser, const Route& route, const std::string& token) {
  const std::string target = TargetOf(route);
  switch (route.method) {
    case Method::kGet:
    case Method::kList:
      return browser.Get(target);
    case Method::kApiPost:
      return browser.Send("POST", target, "{}", "application/json");
    case Method::kForm:
    case Method::kHub:
    case Method::kApp:
      break;
  }
  // Signing out ends the walk.
  return target == "/signout" ? http::Reply{} : browser.Post(target, "token=" + token);
}

TEST_F(HouseTest, WhoIsNotSignedInSeesNothingOfAnyRoute) {
  Add("Oda", Role::kAdministrator);
  const Site site = Open();
  for (const Route& route : Routes()) {
    if (route.access == Access::kAnyone) {
      continue;
    }
    Browser stranger(site, "198.51.100.1");
    const http::Reply reply = Ask(stranger, route, stranger.Token("/signin"));
    if (route.path == "signout") {
      continue;
    }
    const bool program = route.path.starts_with("api/") || route.method == Method::kList || route.path == "mcp" ||
                         route.path == "news-sitemap.xml";
    EXPECT_EQ(reply.status, program ? 401 : route.method == Method::kGet ? 303 : 403) << route.path;
    EXPECT_THAT(reply.body, Not(HasSubstr(Edition::kStoryHeadline))) << route.path;
    if (reply.status == 303) {
      EXPECT_THAT(Location(reply), HasSubstr("signin")) << route.path;
    }
  }
  Browser stranger(site, "198.51.100.1");
  EXPECT_EQ(stranger.Get("/no/such/page").status, 303) << "nor which there are";
}

TEST_F(HouseTest, EveryRouteIsClosedToTheRolesBelowItsOwn) {
  Add("Oda", Role::kAdministrator);
  Add("Eda", Role::kEditor);
  Add("Rea", Role::kReader);
  const Site site = Open();
  for (const auto& [name, access] : {std::pair{"Rea", Access::kReader}, std::pair{"Eda", Access::kEditor}}) {
    Browser browser(site, "198.51.100.1");
    ASSERT_EQ(browser.SignIn(name).status, 303);
    const std::string token = browser.Token("/me");
    int closed = 0;
    for (const Route& route : Routes()) {
      if (route.access <= access) {
        continue;
      }
      ++closed;
      const http::Reply reply = Ask(browser, route, token);
      EXPECT_EQ(reply.status, 403) << name << " " << route.path;
      EXPECT_THAT(reply.body, HasSubstr("dministrator can change")) << route.path;
    }
    EXPECT_GT(closed, 3);
  }
}

TEST_F(HouseTest, PagesOfferOnlyWhatOneMayDo) {
  Add("Oda", Role::kAdministrator);
  Add("Rea", Role::kReader);
  const Site site = Open();
  Browser reader(site, "198.51.100.1");
  Browser administrator(site, "198.51.100.2");
  ASSERT_EQ(reader.SignIn("Rea").status, 303);
  ASSERT_EQ(administrator.SignIn("Oda").status, 303);
  store::FeedRow feed;
  feed.url = "https://vellmar.example/feed";
  feed.id = news::FeedId(feed.url);
  ASSERT_TRUE(edition_.store().Subscribe(std::vector{feed}, SystemClock().Now()));
  EXPECT_THAT(administrator.Get("/subscriptions").body, HasSubstr("subscriptions/remove"));
  for (const char* target : {"/subscriptions", "/audit"}) {
    EXPECT_THAT(reader.Get(target).body, Not(HasSubstr("method=\"post\""))) << target;
    EXPECT_THAT(administrator.Get(target).body, HasSubstr("method=\"post\"")) << target;
  }
}

TEST_F(HouseTest, FormsWithoutASessionsTokenAreRefusedWhateverTheRoute) {
  Add("Oda", Role::kAdministrator);
  const Site site = Open();
  Browser oda(site, "198.51.100.1");
  ASSERT_EQ(oda.SignIn("Oda").status, 303);
  Browser other(site, "198.51.100.2");
  ASSERT_EQ(other.SignIn("Oda").status, 303);
  const std::string token = other.Token("/me");
  ASSERT_FALSE(token.empty());
  for (const Route& route : Routes()) {
    if (route.method == Method::kForm && route.path != "signout") {
      EXPECT_EQ(Ask(oda, route, "").status, 403) << route.path;
      EXPECT_EQ(Ask(oda, route, token).status, 403) << "another session's token: " << route.path;
    }
  }
}

TEST_F(HouseTest, SigningInLeadsBackAndSigningOutEndsTheSession) {
  Add("Oda", Role::kAdministrator);
  const Site site = Open();
  Browser browser(site, "198.51.100.1");
  const std::string wanted = Location(browser.Get("/search?q=bridge"));
  EXPECT_EQ(wanted, "./signin?next=search%3Fq%3Dbridge");
  const http::Reply in = browser.Form("/signin", "/signin",
                                      "name=oda&next=search%3Fq%3Dbridge&password=" + http::PercentEncode(kPassword));
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(Location(in), "./search?q=bridge");
  EXPECT_THAT(browser.last_cookie, AllOf(StartsWith("headwater_session="), HasSubstr("HttpOnly"),
                                         HasSubstr("SameSite=Lax"), HasSubstr("Path=/;"), Not(HasSubstr("Secure"))));
  EXPECT_THAT(browser.Get("/").body, AllOf(HasSubstr(Edition::kStoryHeadline), HasSubstr(">Oda</a>")));
  EXPECT_THAT(std::string(web::FindHeader(browser.Get("/about").headers, "cache-control")), HasSubstr("private"));
  Browser thief = browser;
  EXPECT_EQ(browser.Form("/me", "/signout", "").status, 303);
  EXPECT_EQ(thief.Get("/").status, 303);
}

TEST_F(HouseTest, NothingLeadsAwayFromTheHouseAfterSigningIn) {
  Add("Oda", Role::kAdministrator);
  const Site site = Open();
  for (const char* next :
       {"https://evil.example/", "//evil.example/", "%2F%2Fevil.example", "%5Cevil.example", "a%0d%0aset-cookie:x=y"}) {
    Browser browser(site, "198.51.100.1");
    const http::Reply in = browser.Form(
        "/signin", "/signin", std::string("name=Oda&password=") + http::PercentEncode(kPassword) + "&next=" + next);
    EXPECT_EQ(in.status, 303);
    EXPECT_THAT(Location(in), AllOf(StartsWith("./"), Not(HasSubstr("\n")), Not(StartsWith(".//")))) << next;
  }
}

TEST_F(HouseTest, AWrongPasswordSaysNothingAboutTheName) {
  Add("Oda", Role::kAdministrator);
  const Site site = Open();
  Browser browser(site, "198.51.100.1");
  const http::Reply wrong = browser.SignIn("Oda", "another one here");
  const http::Reply nobody = browser.SignIn("Odo", "another one here");
  EXPECT_EQ(wrong.status, 403);
  EXPECT_EQ(nobody.status, 403);
  EXPECT_THAT(nobody.body, HasSubstr("The name or the password is wrong."));
  EXPECT_THAT(nobody.body, Not(HasSubstr("another one here")));
}

TEST_F(HouseTest, WhileNobodyIsHereOnlyThisComputerComesInWithoutSigningIn) {
  const Site home({}, edition_.store(), SystemClock());
  Browser self(home, "127.0.0.1", {{"host", "127.0.0.1:8080"}});
  EXPECT_THAT(self.Get("/").body, AllOf(HasSubstr(Edition::kStoryHeadline), HasSubstr("For this computer alone")));
  EXPECT_EQ(self.Get("/people").status, 200);
  // Through a proxy that was told nothing of us, the world would come in.
  Browser proxied(home, "127.0.0.1", {{"host", "127.0.0.1:8080"}, {"x-forwarded-for", "198.51.100.9"}});
  EXPECT_EQ(Location(proxied.Get("/")), "./welcome");
  // One that was, and says nothing.
  SiteSettings told;
  told.door.open = true;
  const Site behind(told, edition_.store(), SystemClock());
  Browser silent(behind, "127.0.0.1", {{"host", "127.0.0.1:8080"}});
  EXPECT_EQ(Location(silent.Get("/")), "./welcome");
  const Site open = Open();
  Browser stranger(open, "198.51.100.9");
  EXPECT_EQ(Location(stranger.Get("/")), "./welcome");
  EXPECT_EQ(Location(stranger.Get("/story/x")), "../welcome");
  EXPECT_EQ(stranger.Get("/api/v1/stories").status, 401);
}

TEST_F(HouseTest, AtHomeAStrangersPageIsNoReaderApp) {
  const Site home({}, edition_.store(), SystemClock());
  const std::string key = "api_key=" + std::string(32, '0');
  Browser app(home, "127.0.0.1", {{"host", "127.0.0.1:8080"}});
  EXPECT_THAT(app.Post("/fever/?api", key).body, HasSubstr("\"auth\":1"));
  Browser page(home, "127.0.0.1", {{"host", "127.0.0.1:8080"}, {"sec-fetch-site", "cross-site"}});
  EXPECT_THAT(page.Post("/fever/?api", key).body, HasSubstr("\"auth\":0"));
  Browser old(home, "127.0.0.1", {{"host", "127.0.0.1:8080"}, {"origin", "https://evil.example"}});
  EXPECT_THAT(old.Post("/fever/?api", key).body, HasSubstr("\"auth\":0"));
}

TEST_F(HouseTest, TheFirstAdministratorHasTheCodeFromTheTerminal) {
  const Site site = Open();
  const auto code = people().NewFirstCode();
  ASSERT_TRUE(code);
  Browser browser(site, "198.51.100.1");
  const std::string person =
      "name=Oda&password=" + http::PercentEncode(kPassword) + "&again=" + http::PercentEncode(kPassword) + "&code=";
  EXPECT_EQ(browser.Form("/welcome", "/welcome", person + "abcde-fghjk-mnpqr-stuvw").status, 403);
  EXPECT_EQ(browser.Form("/welcome", "/welcome", person).status, 403);
  EXPECT_TRUE(*people().Nobody());
  EXPECT_EQ(browser.Form("/welcome", "/welcome", person + *code).status, 303);
  EXPECT_THAT(browser.Get("/people").body, HasSubstr("Oda"));
  Browser other(site, "198.51.100.2");
  EXPECT_EQ(Location(other.Get("/welcome")), "./signin");
  EXPECT_FALSE(*people().FirstCodeFits(*code));
}

TEST_F(HouseTest, TheCodeCannotBeGuessedAtLength) {
  const Site site = Open();
  ASSERT_TRUE(people().NewFirstCode());
  Browser browser(site, "198.51.100.1");
  int status = 0;
  for (int n = 0; n < 11; ++n) {
    status = browser.Form("/welcome", "/welcome", "name=Oda&code=wrong&password=a&again=a").status;
  }
  EXPECT_EQ(status, 429);
}

TEST_F(HouseTest, AProxysHeaderIsBelievedFromTheProxyOnly) {
  Add("Oda", Role::kAdministrator);
  Add("Rea", Role::kReader);
  open_.door.proxy_header = "Remote-User";
  const Site site = Open();
  Browser by_proxy(site, "192.0.2.1", {{"remote-user", "rea"}, {"host", "vellmar.example"}});
  EXPECT_THAT(by_proxy.Get("/").body, HasSubstr(">Rea</a>"));
  EXPECT_EQ(by_proxy.Get("/people").status, 403);
  Browser liar(site, "198.51.100.1", {{"Remote-User", "Oda"}});
  EXPECT_EQ(liar.Get("/").status, 303);
  Browser twice(site, "192.0.2.1", {{"remote-user", "Oda"}, {"Remote-User", "rea"}});
  EXPECT_EQ(twice.Get("/").status, 303);
  Browser unknown(site, "192.0.2.1", {{"Remote-User", "Tam"}});
  EXPECT_EQ(unknown.Get("/").status, 303);
  // A mark is enough to be another.
  for (const char* alike : {"\xC3\x96"
                            "da",
                            "\xEF\xBC\xAF"
                            "da"}) {
    Browser other(site, "192.0.2.1", {{"Remote-User", alike}});
    EXPECT_EQ(other.Get("/").status, 303) << alike;
  }
  open_.door.proxy_creates = true;
  const Site creating = Open();
  Browser created(creating, "192.0.2.1", {{"Remote-User", "Tam"}});
  EXPECT_EQ(created.Get("/").status, 200);
  EXPECT_EQ(people().ByName("tam")->role, Role::kReader);
}

TEST_F(HouseTest, BelowAPrefixCookiesAndRedirectsStayThere) {
  Add("Oda", Role::kAdministrator);
  const Site site = Open();
  const web::Headers told{{"host", "inner:8080"},
                          {"x-forwarded-host", "vellmar.example"},
                          {"x-forwarded-proto", "https"},
                          {"x-forwarded-for", "198.51.100.9"},
                          {"x-forwarded-prefix", "/headwater"}};
  Browser browser(site, "192.0.2.1", told);
  // Whether the proxy takes the prefix away or not.
  EXPECT_EQ(Location(browser.Get("/story/x")), "../signin?next=story%2Fx");
  EXPECT_EQ(Location(browser.Get("/headwater/story/x")), "../signin?next=story%2Fx");
  EXPECT_EQ(Location(browser.Get("/headwater")), "/headwater/");
  ASSERT_EQ(browser.SignIn("Oda").status, 303);
  EXPECT_THAT(browser.last_cookie,
              AllOf(StartsWith("__Secure-headwater_session="), HasSubstr("Path=/headwater/;"), HasSubstr("; Secure")));
  EXPECT_THAT(browser.Get("/headwater/me").body, HasSubstr("https://vellmar.example/headwater/"));
  // A cookie from plain http is none over https.
  EXPECT_EQ(browser.Get("/me").status, 200);
}

TEST_F(HouseTest, AnAppPasswordReadsAndDoesNothingElse) {
  Add("Oda", Role::kAdministrator);
  const auto password = people().MakeAppPassword(*people().ByName("Oda"), "script", SystemClock().Now());
  const Site site = Open();
  Browser app(site, "198.51.100.1", {{"authorization", "Bearer " + *password}});
  EXPECT_EQ(app.Get("/api/v1/stories").status, 200);
  EXPECT_EQ(app.Get("/people").status, 403);
  EXPECT_EQ(app.Send("POST", "/api/v1/feeds", "{\"address\":\"https://a.example/\"}", "application/json").status, 403);
  EXPECT_EQ(app.Form("/me", "/me/apps/make", "label=more").status, 403);
  Browser wrong(site, "198.51.100.1", {{"authorization", "Bearer " + *password + "x"}});
  EXPECT_EQ(wrong.Get("/api/v1/stories").status, 401);
}

TEST_F(HouseTest, AStoryOfWhichRulesHidEverythingIsNotOnTheirOwnersFrontPage) {
  Add("Oda", Role::kAdministrator);
  Add("Rea", Role::kReader);
  const Site site = Open();
  Browser oda(site, "198.51.100.1");
  Browser rea(site, "198.51.100.2");
  ASSERT_EQ(oda.SignIn("Oda").status, 303);
  ASSERT_EQ(rea.SignIn("Rea").status, 303);
  store::Rules rules(edition_.store());
  store::Rule rule;
  rule.person = people().ByName("Rea")->id;
  rule.title = "Nothing";
  rule.longer = 1;
  rule.hide = true;
  const auto id = rules.Put(rule);
  ASSERT_TRUE(id) << id.error().text;
  ASSERT_TRUE(rules.GoBack(rule.person, *id));
  const auto later = SystemClock().Now() + std::chrono::hours(1);
  ASSERT_TRUE(rules.Step(later));
  ASSERT_TRUE(rules.Step(later));
  EXPECT_THAT(rea.Get("/me/hidden").body, HasSubstr("hidden by your rule “Nothing”"));
  EXPECT_THAT(rea.Get("/").body, Not(HasSubstr(Edition::kStoryHeadline)));
  EXPECT_THAT(oda.Get("/").body, HasSubstr(Edition::kStoryHeadline));
}

TEST_F(HouseTest, WhatRulesHidSaysSoWhereItShowsAndIsShownAgain) {
  Add("Oda", Role::kAdministrator);
  Add("Rea", Role::kReader);
  const Site site = Open();
  Browser oda(site, "198.51.100.1");
  Browser rea(site, "198.51.100.2");
  ASSERT_EQ(oda.SignIn("Oda").status, 303);
  ASSERT_EQ(rea.SignIn("Rea").status, 303);
  store::Rules rules(edition_.store());
  store::Rule rule;
  rule.person = people().ByName("Rea")->id;
  rule.title = "No bridges";
  rule.words = "bridge";
  rule.hide = true;
  ASSERT_TRUE(rules.GoBack(rule.person, *rules.Put(rule)));
  const auto later = SystemClock().Now() + std::chrono::hours(1);
  ASSERT_TRUE(rules.Step(later));
  ASSERT_TRUE(rules.Step(later));
  const std::string article = "/article/" + edition_.Id("agency").value();
  const std::string story = "/story/" + edition_.bridge().value();
  const auto says = HasSubstr("hidden by your rule “No bridges: bridge”");
  for (const std::string& page : {std::string("/search?q=bridge"), story, article}) {
    EXPECT_THAT(rea.Get(page).body, says) << page;
    EXPECT_THAT(oda.Get(page).body, Not(says)) << page;
  }
  const std::string body = rea.Get(article).body;
  const std::string_view mark = "me/hidden/show\" name=\"item\" value=\"";
  const std::size_t at = body.find(mark);
  ASSERT_NE(at, std::string::npos);
  const std::string item = body.substr(at + mark.size(), body.find('"', at + mark.size()) - at - mark.size());
  EXPECT_EQ(Location(rea.Form(article, "/me/hidden/show", "item=" + item + "&back=" + article.substr(1))),
            "../../" + article.substr(1));
  EXPECT_THAT(rea.Get(article).body, Not(says));
}

TEST_F(HouseTest, SettingsHoldOnEveryPageOfTheirOwnerAlone) {
  Add("Oda", Role::kAdministrator);
  Add("Rea", Role::kReader);
  const Site site = Open();
  Browser oda(site, "198.51.100.1");
  Browser rea(site, "198.51.100.2");
  ASSERT_EQ(oda.SignIn("Oda").status, 303);
  ASSERT_EQ(rea.SignIn("Rea").status, 303);
  ASSERT_EQ(Location(rea.Form("/me", "/me/settings", "zone=Asia%2FTokyo&theme=dark&items=15&language=sw")),
            "../me?set=1");
  const std::string mine = rea.Get("/me?set=1").body;
  EXPECT_THAT(mine, AllOf(HasSubstr("data-theme=\"dark\""), HasSubstr("<option value=\"Asia/Tokyo\" selected>"),
                          HasSubstr("Your settings are kept")));
  EXPECT_THAT(rea.Get("/").body, Not(HasSubstr(Edition::kStoryHeadline)));
  EXPECT_THAT(rea.Get("/?language=all").body, HasSubstr(Edition::kStoryHeadline));
  const std::string article = "/article/" + edition_.Id("agency").value();
  EXPECT_THAT(rea.Get(article).body, testing::ContainsRegex("<time datetime=\"[^\"]*\" title=\"[^\"]*\">"));
  EXPECT_THAT(oda.Get(article).body, Not(testing::ContainsRegex("<time datetime=\"[^\"]*\" title=")));
  EXPECT_THAT(oda.Get("/").body, AllOf(Not(HasSubstr("data-theme")), HasSubstr(Edition::kStoryHeadline)));
  for (const std::string wrong : {"zone=Vellmar%2FNowhere", "theme=pink", "items=7", "language=%22%3E"}) {
    EXPECT_EQ(rea.Form("/me", "/me/settings", wrong).status, 400) << wrong;
  }
}

TEST_F(HouseTest, AnEventStreamEndsWithTheSessionThatOpenedIt) {
  Add("Oda", Role::kAdministrator);
  const Site site = Open();
  Browser oda(site, "198.51.100.1");
  ASSERT_EQ(oda.SignIn("Oda").status, 303);
  const http::Reply stream = oda.Get("/events");
  ASSERT_TRUE(stream.live);
  ASSERT_TRUE(stream.may_go_on);
  EXPECT_TRUE(stream.may_go_on());
  ASSERT_EQ(oda.Form("/me", "/signout", "a=b").status, 303);
  EXPECT_FALSE(stream.may_go_on());
}

TEST_F(HouseTest, AnArticleIsSentToOnesWebhookFromItsPage) {
  Add("Oda", Role::kAdministrator);
  const Site site = Open();
  Browser oda(site, "198.51.100.1");
  ASSERT_EQ(oda.SignIn("Oda").status, 303);
  const std::string id = edition_.Id("agency").value();
  EXPECT_THAT(oda.Get("/article/" + id).body, Not(HasSubstr("to your webhook")));
  ASSERT_EQ(oda.Form("/me/rules", "/me/webhook", "url=https%3A%2F%2Fsave.example%2F").status, 303);
  EXPECT_THAT(oda.Get("/article/" + id).body, HasSubstr("Send to your webhook"));
  EXPECT_EQ(Location(oda.Form("/me", "/send", "article=" + id + "&back=article%2F" + id)), "./article/" + id);
  EXPECT_THAT(oda.Get("/article/" + id).body, HasSubstr("on its way to your webhook"));
}

TEST_F(HouseTest, ANewPasswordWantsTheOldOneAndEndsOtherSessions) {
  Add("Oda", Role::kAdministrator);
  const Site site = Open();
  Browser here(site, "198.51.100.1");
  Browser there(site, "198.51.100.2");
  ASSERT_EQ(here.SignIn("Oda").status, 303);
  ASSERT_EQ(there.SignIn("Oda").status, 303);
  const std::string fresh = "&password=eight+boats+under+vell&again=eight+boats+under+vell";
  EXPECT_EQ(here.Form("/me", "/me/password", "old=not+the+one+it+is" + fresh).status, 403);
  EXPECT_EQ(here.Form("/me", "/me/password", "old=" + http::PercentEncode(kPassword) + fresh).status, 200);
  EXPECT_EQ(here.Get("/").status, 200);
  EXPECT_EQ(there.Get("/").status, 303);
}

}  // namespace
}  // namespace headwater::serve
