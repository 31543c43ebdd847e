// What of the prose is no running text.
#include "extract/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extract/html_article.h"
#include "text/utf8.h"

namespace headwater::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kLong =
    "<p>The water board met on Monday to hear what the engineers had found in the northern wall of the dam.</p>";

std::vector<std::string> PartsIn(const std::string& body) {
  news::Page page;
  page.id = "p";
  page.url = "https://www.riverton-daily.example/news/dam";
  const news::Article article =
      ArticleFromHtml("<html><body><article><h1>Dam to be drained</h1>" + body + "</article></body></html>", page, {})
          .value();
  const text::CodePointIndex index(article.text);
  std::vector<std::string> parts;
  for (const news::Part& part : article.parts) {
    constexpr const char* kNames[] = {"heading", "list", "quotation", "table"};
    parts.push_back(std::string(kNames[static_cast<int>(part.kind)]) + ": " +
                    std::string(index.Slice(part.span.begin, part.span.end)));
  }
  return parts;
}

TEST(PartsTest, ListsQuotationsTablesAndSubheadingsAreToldApart) {
  EXPECT_THAT(
      PartsIn(kLong + "<h2>Što slijedi</h2>" + kLong + "<ul><li>the wall<li>the sluices</ul>" + kLong +
              "<blockquote><p>We waited too long.</p><p>Far too long.</p></blockquote>" + kLong +
              "<table><tr><th>Year<th>Level<tr><td>2021<td>18 m<tr><td>2022<td>17 m</table>" + kLong),
      ElementsAre("heading: Što slijedi", "list: the wall\n\nthe sluices",
                  "quotation: We waited too long.\n\nFar too long.", "table: Year\tLevel\n\n2021\t18 m\n\n2022\t17 m"));
}

TEST(PartsTest, AListWithinAListIsOnePart) {
  EXPECT_THAT(PartsIn(kLong + "<ol><li>Repairs<ul><li>of the wall<li>of the road</ul><li>A new sluice</ol>" + kLong),
              ElementsAre("list: Repairs\n\nof the wall\n\nof the road\n\nA new sluice"));
}

TEST(PartsTest, AShortLineInBoldHeadsWhatFollows) {
  EXPECT_THAT(PartsIn(kLong + "<p><strong>What comes next</strong></p>" + kLong),
              ElementsAre("heading: What comes next"));
}

TEST(PartsTest, ATableThatLaysOutThePageIsNone) {
  const std::string cell = kLong + kLong + kLong + kLong + kLong + kLong + kLong + kLong;
  EXPECT_THAT(PartsIn("<table><tr><td>" + cell + "<td>" + cell + "<tr><td>" + cell + "<td>" + cell + "</table>"),
              IsEmpty());
}

}  // namespace
}  // namespace headwater::extract
