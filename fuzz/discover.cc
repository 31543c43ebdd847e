// Fuzzes the finding of feeds in pages and Link headers, of sitemaps in robots.txt, and the cutting of pages.
#include "fuzz/require.h"
#include "read/read.h"
#include "web/selector.h"
#include "web/url.h"

using headwater::fuzz::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = headwater::fuzz::View(data, size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  headwater::news::Page page;
  page.url = "https://vellmar.example/news/";
  page.headers.emplace_back("link", input.substr(0, line));
  page.body = input.substr(line);
  int rank = 0;
  for (const auto& feed : headwater::read::DiscoverFeeds(page)) {
    Require(headwater::web::ParseUrl(feed.url).has_value(), "a feed has a web address");
    Require(feed.rank >= rank, "the best come first");
    rank = feed.rank;
  }
  for (const std::string& sitemap : headwater::read::SitemapsIn(input, page.url)) {
    Require(headwater::web::ParseUrl(sitemap).has_value(), "a sitemap has a web address");
  }
  // The line as selectors, the rest as the page.
  const auto cut = headwater::web::CutPage(page.body, input.substr(0, line), "aside, .x");
  Require(!cut || cut->ends_with("</html>"), "a page that is cut is whole");
  return 0;
}
