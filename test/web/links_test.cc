// Link fields of HTTP.
#include "web/links.h"

#include <gtest/gtest.h>

namespace headwater::web {
namespace {

TEST(LinksTest, SeveralLinksOfSeveralFieldsAreRead) {
  const Headers headers{{"link", "<https://hub.example/>; rel=\"hub\", </feed>; rel=self; title=\"a, \\\"b\\\"; c\""},
                        {"other", "<https://not.example/>; rel=hub"},
                        {"link", "<x>; Rel=\"Alternate  feed\"; rel=hub; type=Application/RSS+xml"}};
  const auto links = LinksOf(headers, "https://vellmar.example/a/");
  ASSERT_EQ(links.size(), 3U);
  EXPECT_EQ(links[0].url, "https://hub.example/");
  EXPECT_TRUE(links[0].Is("hub"));
  EXPECT_EQ(links[1].url, "https://vellmar.example/feed");
  EXPECT_TRUE(links[1].Is("self"));
  EXPECT_EQ(links[1].title, "a, \"b\"; c");
  EXPECT_EQ(links[2].url, "https://vellmar.example/a/x");
  EXPECT_TRUE(links[2].Is("alternate"));
  EXPECT_TRUE(links[2].Is("feed"));
  EXPECT_FALSE(links[2].Is("hub"));
  EXPECT_EQ(links[2].type, "application/rss+xml");
}

TEST(LinksTest, BrokenFieldsCostNothing) {
  for (const char* broken :
       {"", "<", "<>", "<a", "<a>;", "<a>; rel", "<a>; rel=\"hub", "a; rel=hub", "<javascript:x>"}) {
    for (const Link& link : LinksOf({{"link", broken}}, "https://vellmar.example/")) {
      EXPECT_TRUE(link.url.starts_with("https://vellmar.example/")) << broken;
    }
  }
}

}  // namespace
}  // namespace headwater::web
