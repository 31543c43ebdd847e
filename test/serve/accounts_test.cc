// Pages and answers that hold accounts against each other, over a few invented articles in a real store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "serve/site.h"
#include "test/serve/edition.h"
#include "text/utf8.h"

namespace headwater::serve {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A sentence that an outlet has, and who says it.
struct Told {
  std::string outlet;
  std::string published;
  std::string words;
  std::string speaker = "";
};

class AccountPagesTest : public testing::Test {
 protected:
  AccountPagesTest() {
    Put({{"Vell Courier", "2031-03-01T08:00:00Z", "We do not rule out sending engineers to <Vellmar>", "Ada Holm"},
         {"Vellmar Post", "2031-03-01T08:30:00Z", "At the bridge 12 people were killed."}},
        "first");
    Put({{"Orrin Wire", "2031-09-01T08:00:00Z", "We are not ready to send engineers to <Vellmar>", "Ada Holm"},
         {"Quaywatch", "2031-09-01T08:30:00Z", "At the mill 15 people were killed."},
         {"Northern Ledger", "2031-09-01T09:00:00Z", "At the mill 51 people were killed."}},
        "second");
  }

  // One story of the thread.
  void Put(const std::vector<Told>& all, const std::string& name) {
    std::vector<news::Page> pages;
    std::vector<news::Article> articles;
    for (const Told& told : all) {
      news::Page& page = pages.emplace_back();
      page.url = "https://" + name + std::to_string(pages.size()) + ".example/";
      page.body = told.words;
      articles.push_back(ArticleOf(told, page));
    }
    std::vector<store::KeptPage> kept;
    for (std::size_t n = 0; n < pages.size(); ++n) {
      kept.push_back({&pages[n], &articles[n], "", false});
    }
    ASSERT_TRUE(edition_.store().Keep(kept, now_));
    std::vector<news::Story> stories(1);
    stories[0].id = news::StoryId(articles[0].id.value());
    stories[0].headline = name + " story";
    stories[0].thread = news::ThreadId("engineers");
    stories[0].first = articles[0].published;
    stories[0].independent = news::Independence{2, 2, 0};
    for (const news::Article& article : articles) {
      stories[0].articles.push_back(article.id);
    }
    std::vector<news::Copy> copies;
    if (articles.size() > 2) {
      // The last has the figure of the one before turned round.
      news::Copy& copy = copies.emplace_back();
      copy.article = articles[2].id;
      copy.of = articles[1].id;
      copy.shared = copy.of_shared = 0.9;
      copy.passages.push_back({{0, 34}, {0, 34}});
      copy.altered.push_back({news::AlteredWhat::kNumber, {12, 14}, {12, 14}});
    }
    ASSERT_TRUE(edition_.store().Write({copies, stories, {}, {}}, now_));
    articles_.push_back(articles);
  }

  static news::Article ArticleOf(const Told& told, const news::Page& page) {
    news::Article article;
    article.id = store::StoredId(store::HashPage(page));
    article.url = page.url;
    article.headline = told.outlet + " reports";
    article.publisher = told.outlet;
    article.published = ParseMoment(told.published);
    article.language = "en";
    article.text = told.words;
    news::Annotations& found = article.annotations.emplace();
    const news::Span span{0, static_cast<std::uint32_t>(text::CountCodePoints(told.words))};
    found.sentences.push_back(span);
    if (!told.speaker.empty()) {
      const news::EntityId entity("person/ada-holm");
      found.names.push_back({{0, 2}, told.speaker, news::NameKind::kPerson, {}, entity, {}});
      news::Statement& statement = found.statements.emplace_back();
      statement.speaker = news::Speaker{{{0, 2}, told.speaker, {}}, told.speaker, entity, {}};
      statement.cue.text = "said";
      statement.kind = news::StatementKind::kDirect;
      statement.content.push_back(span);
    }
    return article;
  }

  http::Reply Get(const std::string& target) { return site_.Answer({"GET", target, {{"host", "127.0.0.1:8080"}}, ""}); }
  std::string Story(std::size_t n) const { return articles_[n].front().id.value(); }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
  std::chrono::sys_seconds now_{std::chrono::seconds(1'949'000'000)};
  std::vector<std::vector<news::Article>> articles_;
};

TEST_F(AccountPagesTest, AThreadIsATimelineWithWhoMoved) {
  const http::Reply page = Get("/thread/engineers");
  EXPECT_EQ(page.status, 200);
  EXPECT_LT(page.body.find("first story"), page.body.rfind("second story"));
  EXPECT_NE(page.body.find("first story"), std::string::npos);
  EXPECT_THAT(page.body, AllOf(HasSubstr("2 independent sources"), HasSubstr("leaves it open"), HasSubstr("against it"),
                               HasSubstr("<mark>ready to</mark>"), HasSubstr("&lt;Vellmar&gt;"),
                               HasSubstr("<svg class=\"times\"")));
}

TEST_F(AccountPagesTest, APersonsPageHasPositionsByMatter) {
  const http::Reply page = Get("/person/ada-holm");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Positions by matter"), HasSubstr("Vell Courier"), HasSubstr("Orrin Wire")));
  EXPECT_THAT(Get("/person/oda-brenning").body, Not(HasSubstr("Positions by matter")));
}

TEST_F(AccountPagesTest, AStoryShowsFiguresThatDifferAndWhatACopyAltered) {
  const std::string body = Get("/story/" + Story(1)).body;
  EXPECT_THAT(body, AllOf(HasSubstr("Where accounts differ"), HasSubstr("How many were killed"),
                          HasSubstr("<mark>15 people were killed</mark>"), HasSubstr("Changed on the way"),
                          HasSubstr("<mark>51</mark>"), HasSubstr("<mark>15</mark>")));
  EXPECT_THAT(Get("/story/" + Story(0)).body, Not(HasSubstr("Where accounts differ")));
  EXPECT_THAT(Get("/article/" + articles_[1][2].id.value()).body, HasSubstr("Changed on the way"));
}

TEST_F(AccountPagesTest, ProgramsAreToldTheSame) {
  const auto story = boost::json::parse(Get("/api/v1/story/" + Story(1)).body).as_object();
  ASSERT_EQ(story.at("figures").as_array().size(), 1U);
  EXPECT_EQ(story.at("figures").at(0).at("values").at(1).at("value").as_int64(), 51);
  const auto thread = boost::json::parse(Get("/api/v1/thread/engineers").body).as_object();
  EXPECT_EQ(thread.at("stories").as_array().size(), 2U);
  EXPECT_EQ(thread.at("stories").at(0).at("day").as_string(), "2031-03-01");
  const auto person = boost::json::parse(Get("/api/v1/person/ada-holm/positions?about=engineers").body).as_object();
  ASSERT_EQ(person.at("positions").as_array().size(), 1U);
  EXPECT_TRUE(person.at("positions").at(0).at("moved").as_bool());
  EXPECT_EQ(person.at("positions").at(0).at("turns").at(1).at("stance").as_string(), "against");
  EXPECT_TRUE(
      boost::json::parse(Get("/api/v1/person/ada-holm/positions?about=ferry").body).at("positions").as_array().empty());
}

}  // namespace
}  // namespace headwater::serve
