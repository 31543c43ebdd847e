// A house with a few invented articles, asked as an app asks.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "http/address.h"
#include "reader/ids.h"
#include "reader/reader.h"
#include "store/reading.h"
#include "test/store/fixture.h"

namespace headwater::reader {

namespace json = boost::json;
using store::kNoon;

class HouseTest : public store::StoreTest {
 protected:
  HouseTest() {
    for (const auto& [name, folder] : {std::pair("post", "World/Asia"), std::pair("wire", "")}) {
      store::FeedRow feed;
      feed.url = fmt::format("https://{}.example/feed.xml?a=1&b=2", name);
      feed.id = news::FeedId(feed.url);
      feed.title = fmt::format("The {} <&>", name);
      feed.folder = folder;
      feed.link = fmt::format("https://{}.example/", name);
      EXPECT_TRUE(Opened().Subscribe(std::vector{feed}, kNoon));
    }
  }

  store::Document Announce(const std::string& feed, const std::string& name, const std::string& headline,
                           store::sys_seconds at) {
    store::Document document = store::MakeDocument(fmt::format("https://{}.example/{}", feed, name), headline,
                                                   "First <b>paragraph</b>.\n\nSecond & last.");
    document.page.announcement.emplace().feed = fmt::format("https://{}.example/feed.xml?a=1&b=2", feed);
    document.page.announcement->title = headline;
    document.page.announcement->enclosures = {{"https://post.example/talk.mp3", "audio/mpeg", 99}};
    Keep({document}, at);
    return document;
  }

  // So many, a minute apart.
  std::vector<store::Document> Fill(const std::string& feed, int count) {
    std::vector<store::Document> documents;
    for (int n = 0; n < count; ++n) {
      documents.push_back(Announce(feed, fmt::format("a{}", n), fmt::format("Report {} of the {}", n, feed),
                                   kNoon + std::chrono::minutes(n)));
    }
    return documents;
  }

  store::ItemNumber ItemOf(const store::Document& document) {
    const std::vector ids{document.article.id};
    return store::Reading(Opened()).ItemsOf(ids).value().front();
  }
  store::StreamNumber StreamOf(const std::string& part) {
    const auto streams = store::Reading(Opened()).Streams(1).value();
    for (const store::StreamLine& line : streams) {
      if (line.name.find(part) != std::string::npos) {
        return line.number;
      }
    }
    return 0;
  }
  std::string Feed(const std::string& part) { return FeedId(StreamOf(part)); }
  std::int64_t Unread(const std::string& part) {
    const auto streams = store::Reading(Opened()).Streams(1).value();
    for (const store::StreamLine& line : streams) {
      if (line.name.find(part) != std::string::npos) {
        return line.unread;
      }
    }
    return -1;
  }

  http::Reply Send(const std::string& method, const std::string& target, const std::string& body = "",
                   web::Headers headers = {}) {
    http::Request request{method, target, std::move(headers), body};
    if (!auth_.empty()) {
      request.headers.emplace_back("authorization", "GoogleLogin auth=" + auth_);
    }
    if (method == "POST" && web::FindHeader(request.headers, "content-type").empty()) {
      request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    }
    return Answer({request, "https://house.example/headwater", "house.example", "127.0.0.1", "Headwater", now_,
                   Opened(), everyone_});
  }
  http::Reply Get(const std::string& target) { return Send("GET", target); }
  http::Reply Post(const std::string& target, const std::string& body) { return Send("POST", target, body); }

  json::object Json(const http::Reply& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    boost::system::error_code fault;
    json::value value = json::parse(reply.body, fault);
    EXPECT_FALSE(fault) << reply.body;
    return value.is_object() ? value.as_object() : json::object();
  }
  json::object Asked(const std::string& below) { return Json(Get("/reader/api/0/" + below)); }

  // The numbers that stream/items/ids gives.
  std::vector<store::ItemNumber> Ids(const std::string& query) {
    std::vector<store::ItemNumber> items;
    const json::object answer = Asked("stream/items/ids?output=json&" + query);
    for (const json::value& ref : answer.at("itemRefs").as_array()) {
      items.push_back(std::stoll(std::string(ref.at("id").as_string())));
    }
    return items;
  }

  void LogIn() {
    const http::Reply reply =
        Post("/accounts/ClientLogin", "service=reader&Email=oda&Passwd=secret&source=test&accountType=GOOGLE");
    EXPECT_EQ(reply.status, 200);
    const std::size_t at = reply.body.find("Auth=");
    ASSERT_NE(at, std::string::npos);
    auth_ = reply.body.substr(at + 5, reply.body.find('\n', at) - at - 5);
  }

  bool everyone_ = true;
  std::string auth_;
  store::sys_seconds now_ = kNoon + std::chrono::hours(3);
};

// As it stands in an address.
inline std::string Escaped(std::string_view text) { return http::PercentEncode(text); }

}  // namespace headwater::reader
