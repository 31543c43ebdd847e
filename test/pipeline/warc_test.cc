// Pages written as a web archive, and read from it again.
#include "form/warc.h"

#include <gtest/gtest.h>

#include <sstream>

#include "read/read.h"

namespace headwater::pipeline {
namespace {

news::Page PageAt(std::string url, std::string type, std::string body) {
  news::Page page;
  page.url = std::move(url);
  page.content_type = type;
  page.headers = {{"content-type", type}, {"content-encoding", "br"}, {"etag", "\"7\""}};
  page.body = std::move(body);
  page.fetched = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + std::chrono::hours{9};
  return page;
}

TEST(WarcRoundTrip, ReadingBackGivesTheSamePages) {
  const std::vector<news::Page> pages{
      PageAt("https://vellmar.example/1", "text/html; charset=iso-8859-1", "<p>Stra\xDF"),
      PageAt("https://vellmar.example/2.pdf", "application/pdf", std::string("%PDF\0x", 6)),
      PageAt("", "text/plain; charset=utf-8", "Found in a folder.\r\n\r\nWARC/1.1\r\n")};
  for (const auto packing : {form::Packing::kPlain, form::Packing::kGzip}) {
    std::string bytes = form::WriteWarcInfo("Headwater/1", *pages[0].fetched, packing);
    for (const news::Page& page : pages) {
      bytes += form::WriteWarcPage(page, {}, *page.fetched, packing);
    }
    std::istringstream in(bytes);
    std::vector<news::Page> back;
    const auto read = read::ReadArchive(in, "out", [&](news::Page page) { back.push_back(std::move(page)); });
    ASSERT_TRUE(read.has_value()) << read.error().text;
    ASSERT_EQ(back.size(), pages.size());
    for (std::size_t i = 0; i < pages.size(); ++i) {
      EXPECT_EQ(back[i].url, pages[i].url);
      EXPECT_EQ(back[i].body, pages[i].body);
      EXPECT_EQ(back[i].content_type, pages[i].content_type);
      EXPECT_EQ(back[i].fetched, pages[i].fetched);
    }
  }
}

}  // namespace
}  // namespace headwater::pipeline
