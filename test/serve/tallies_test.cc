// Pages of sources, unresolved chains, mirrors and corrections, over the invented edition.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "screen/share_picture.h"
#include "screen/wording.h"
#include "serve/site.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class TalliesPagesTest : public testing::Test {
 protected:
  http::Reply Get(const std::string& target) { return site_.Answer({"GET", target, {{"host", "127.0.0.1:8080"}}, ""}); }
  boost::json::value Json(const std::string& target) { return boost::json::parse(Get(target).body); }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
};

TEST_F(TalliesPagesTest, AProfileSaysWhatIsUnknownBesideEveryShare) {
  const http::Reply page = Get("/source/Quaywatch");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("1 article, 1 untraced"), HasSubstr("class=\"shares\" role=\"img\""),
                               HasSubstr("Unknown: 1, 100 %"), HasSubstr("articles?how=unknown")));
  EXPECT_THAT(page.body, Not(HasSubstr("{{")));
  EXPECT_EQ(Get("/source/Nobody%20Here").status, 404);
}

TEST_F(TalliesPagesTest, EveryNumberOfAProfileLeadsToItsArticles) {
  const http::Reply page = Get("/source/Tidewire");
  EXPECT_THAT(page.body, AllOf(HasSubstr("source/Tidewire/articles?how=own"),
                               HasSubstr("source/Tidewire/articles?how=own&amp;month=2023-06"),
                               HasSubstr("source/Vell%20Courier/articles?cites=Tidewire"),
                               HasSubstr("source/Tidewire/stories?first=1"), HasSubstr("source/Tidewire/mirror")));
  EXPECT_THAT(Get("/source/Tidewire/articles?year=2023").body,
              AllOf(HasSubstr("Vell votes"), Not(HasSubstr(Edition::kStoryHeadline))));
  EXPECT_THAT(Get("/source/Tidewire/articles?how=own").body, HasSubstr("Vell votes for a new harbour bridge"));
  EXPECT_THAT(Get("/source/Tidewire/articles?how=retold").body, HasSubstr("No article."));
  EXPECT_THAT(Get("/source/Vell%20Courier/articles?cites=Tidewire").body,
              HasSubstr("Harbour bridge closed after cracks are found"));
  EXPECT_THAT(Get("/source/Tidewire/stories?first=1").body, HasSubstr(Edition::kStoryHeadline));
  EXPECT_THAT(Get("/source/Vell%20Courier/stories").body, HasSubstr("52 minutes after the first report"));
}

TEST_F(TalliesPagesTest, AMirrorShowsWhoCopiesWithTheWordsAndCanBeSaved) {
  const http::Reply page = Get("/source/Tidewire/mirror");
  EXPECT_THAT(page.body, AllOf(HasSubstr("Vell Courier"), HasSubstr("not credited"),
                               HasSubstr("The harbour bridge at Vell was closed on Tuesday")));
  EXPECT_THAT(Get("/source/Tidewire/mirror?credited=yes").body, HasSubstr("No copy was found here."));
  const http::Reply table = Get("/source/Tidewire/mirror.csv");
  EXPECT_EQ(table.content_type, "text/csv; charset=utf-8");
  EXPECT_THAT(table.body, AllOf(StartsWith("copy_url,"), HasSubstr("\"Vell Courier\",2025-03-11T09:02:00+01:00"),
                                HasSubstr(",copy,no,1.000,0.700,own,")));
  const http::Reply lines = Get("/source/Tidewire/mirror.jsonl");
  const boost::json::value line = boost::json::parse(lines.body.substr(0, lines.body.find('\n')));
  EXPECT_EQ(line.at("credited"), false);
  EXPECT_EQ(Json("/api/v1/source/Tidewire/mirror").at("copies").as_array().size(), 1U);
}

TEST_F(TalliesPagesTest, UnresolvedChainsComeWithEvidenceAndWhatCanBeDone) {
  const http::Reply page = Get("/unresolved");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Bridge at Vell: what is known"), HasSubstr("What can be done:"),
                               HasSubstr("Names nobody for what it reports")));
  EXPECT_THAT(Get("/unresolved?kind=dead").body, HasSubstr("No chain ends so."));
  const std::string root = edition_.Id("untraced").value();
  EXPECT_THAT(Get("/unresolved/end?root=" + root).body, HasSubstr("the trail ends here"));
  EXPECT_EQ(Get("/unresolved/end?root=nothing").status, 404);
  EXPECT_EQ(Json("/api/v1/unresolved").at("ends").as_array().size(), 1U);
  EXPECT_THAT(Get("/article/" + root).body, HasSubstr("unresolved/end?root=" + root));
}

TEST_F(TalliesPagesTest, EachPageIsFoundFromTheFrontPage) {
  const std::string front = Get("/").body;
  EXPECT_THAT(front, AllOf(HasSubstr("./unresolved\""), HasSubstr("./corrections\""), HasSubstr("./?single=1\"")));
  EXPECT_EQ(Get("/corrections").status, 200);
  EXPECT_THAT(Get("/?single=1").body, HasSubstr("at least five articles"));
}

TEST(ShareTest, AShareIsNeverRoundedToAllOrNothing) {
  EXPECT_EQ(screen::ShareWords(999, 1000), "99 %");
  EXPECT_EQ(screen::ShareWords(1, 1000), "under 1 %");
  EXPECT_EQ(screen::ShareWords(0, 1000), "0 %");
  EXPECT_EQ(screen::ShareWords(7, 7), "100 %");
}

TEST(ShareTest, MonthsWithoutArticlesHaveTheirPlaceAndManyMonthsAreYears) {
  using std::chrono::year;
  const auto columns = screen::ColumnsOf({{year(2025) / 1, {1}}, {year(2025) / 3, {2}}});
  ASSERT_THAT(columns, SizeIs(3));
  EXPECT_EQ(columns[1].label, "2025-02");
  EXPECT_EQ(store::SumOf(columns[1].articles), 0);
  const auto years = screen::ColumnsOf({{year(2019) / 5, {1}}, {year(2019) / 6, {1}}, {year(2025) / 3, {2}}});
  ASSERT_THAT(years, SizeIs(7));
  EXPECT_EQ(years[0].label, "2019");
  EXPECT_EQ(store::SumOf(years[0].articles), 2);
  EXPECT_TRUE(years[0].whole_year);
}

TEST(ShareTest, DelaysAreToldInTheirTwoLargestUnits) {
  EXPECT_EQ(screen::DelayWords(std::chrono::minutes(150)), "2 hours and 30 minutes");
  EXPECT_EQ(screen::DelayWords(std::chrono::hours(48)), "2 days");
  EXPECT_EQ(screen::DelayWords(std::chrono::seconds(0)), "0 seconds");
}

}  // namespace
}  // namespace headwater::serve
