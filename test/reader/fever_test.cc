// Tests of Fever.
#include "test/reader/house.h"

namespace headwater::reader {
namespace {

constexpr const char* kKey = "api_key=0cc175b9c0f1b6a831c399e269772661";

class FeverTest : public HouseTest {
 protected:
  json::object Fever(const std::string& question, const std::string& form = "") {
    return Json(Post("/fever/?api&" + question, form.empty() ? kKey : std::string(kKey) + "&" + form));
  }
  std::string Text(const json::object& object, std::string_view name) {
    return std::string(object.at(name).as_string());
  }
};

TEST_F(FeverTest, AStrangerLearnsTheVersionAlone) {
  const json::object answer = Json(Post("/fever/?api&items", ""));
  EXPECT_EQ(answer.at("api_version").as_int64(), 3);
  EXPECT_EQ(answer.at("auth").as_int64(), 0);
  EXPECT_FALSE(answer.contains("items"));
  const json::object foreign = Json(Send("POST", "/fever/?api&items", kKey, {{"sec-fetch-site", "cross-site"}}));
  EXPECT_EQ(foreign.at("auth").as_int64(), 0);
}

TEST_F(FeverTest, GroupsAndFeedsBelongTogether) {
  Fill("post", 1);
  const json::object answer = Fever("groups&feeds&favicons&links");
  ASSERT_EQ(answer.at("groups").as_array().size(), 1U);
  EXPECT_EQ(answer.at("groups").as_array()[0].at("title").as_string(), "World/Asia");
  EXPECT_EQ(answer.at("feeds_groups").as_array()[0].at("group_id"), answer.at("groups").as_array()[0].at("id"));
  EXPECT_EQ(answer.at("feeds_groups").as_array()[0].at("feed_ids").as_string(), fmt::format("{}", StreamOf("post")));
  EXPECT_EQ(answer.at("feeds").as_array().size(), 2U);
  EXPECT_TRUE(answer.at("links").as_array().empty());
  EXPECT_EQ(answer.at("favicons").as_array().size(), 1U);
  EXPECT_EQ(Text(answer, "last_refreshed_on_time"), "1747051200");
}

TEST_F(FeverTest, ItemsComeFiftyAtATimeFromEitherEnd) {
  const auto documents = Fill("post", 60);
  const json::array first = Fever("items&since_id=0").at("items").as_array();
  ASSERT_EQ(first.size(), 50U);
  EXPECT_EQ(first[0].at("id").as_int64(), ItemOf(documents[0]));
  const json::object rest = Fever(fmt::format("items&since_id={}", first[49].at("id").as_int64()));
  EXPECT_EQ(rest.at("items").as_array().size(), 10U);
  EXPECT_EQ(rest.at("total_items").as_int64(), 60);
  const json::array newest = Fever("items&max_id=0").at("items").as_array();
  EXPECT_EQ(newest[0].at("id").as_int64(), ItemOf(documents[59]));
  const json::array before = Fever(fmt::format("items&max_id={}", ItemOf(documents[3]))).at("items").as_array();
  EXPECT_EQ(before.size(), 3U);
  const json::array two =
      Fever(fmt::format("items&with_ids={},{},nonsense", ItemOf(documents[7]), ItemOf(documents[9])))
          .at("items")
          .as_array();
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[0].at("feed_id").as_int64(), StreamOf("post"));
  EXPECT_EQ(two[0].at("is_read").as_int64(), 0);
}

TEST_F(FeverTest, MarksAreIdempotentAndIdsAreCsv) {
  const auto documents = Fill("post", 3);
  const auto id = [&](int n) { return fmt::format("{}", ItemOf(documents[static_cast<std::size_t>(n)])); };
  EXPECT_EQ(Text(Fever("unread_item_ids"), "unread_item_ids"), id(2) + "," + id(1) + "," + id(0));
  for (int time = 0; time < 2; ++time) {
    const json::object answer = Fever("", "mark=item&as=read&id=" + id(1));
    EXPECT_EQ(Text(answer, "unread_item_ids"), id(2) + "," + id(0));
    EXPECT_EQ(Text(Fever("", "mark=item&as=saved&id=" + id(2)), "saved_item_ids"), id(2));
  }
  EXPECT_EQ(Unread("post"), 2);
  EXPECT_EQ(Text(Fever("", "mark=item&as=unsaved&id=" + id(2)), "saved_item_ids"), "");
  EXPECT_EQ(Text(Fever("", "mark=item&as=unread&id=" + id(1)), "unread_item_ids"), id(2) + "," + id(1) + "," + id(0));
}

TEST_F(FeverTest, FeedsAndGroupsAreReadUpToATime) {
  Fill("post", 5);
  Fill("wire", 2);
  const auto before = (kNoon + std::chrono::minutes(2)).time_since_epoch().count();
  Fever("", fmt::format("mark=feed&as=read&id={}&before={}", StreamOf("post"), before));
  EXPECT_EQ(Unread("post"), 2);
  const std::int64_t group = Fever("groups").at("groups").as_array()[0].at("id").as_int64();
  Fever("", fmt::format("mark=group&as=read&id={}&before={}", group, before + 60));
  EXPECT_EQ(Unread("post"), 1);
  Fever("", "mark=group&as=read&id=0");
  EXPECT_EQ(Unread("post"), 0);
  EXPECT_EQ(Unread("wire"), 0);
}

TEST_F(FeverTest, RefreshingIsAnErrand) {
  Fever("refresh");
  ASSERT_EQ(Opened().Asked(5)->size(), 1U);
  EXPECT_EQ(Opened().Asked(5)->front().kind, store::ErrandKind::kRefresh);
}

}  // namespace
}  // namespace headwater::reader
