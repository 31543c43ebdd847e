// What foreign HTML may carry into a reader's page.
#include "web/safe_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headwater::web {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(SafeHtmlTest, ProseMarkupStays) {
  EXPECT_EQ(SafeHtml("<p>One <b>two</b> &amp; three<br></p><ul><li>x</li></ul>"),
            "<p>One <b>two</b> &amp; three<br></p><ul><li>x</li></ul>");
  EXPECT_EQ(SafeHtml("plain <i>text"), "plain <i>text</i>");
}

TEST(SafeHtmlTest, NothingThatRunsGetsOut) {
  for (const char* hostile :
       {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
        "<a href='jAvAsCrIpT&#58;alert(1)'>x</a>", "<a href=' java\nscript:alert(1)'>x</a>",
        "<iframe src='https://a.example'>alert(1)</iframe>", "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<style>@import 'alert(1)'</style>", "<p style='background:url(javascript:alert(1))'>x</p>",
        "<img src='data:text/html,alert(1)'>", "<object data='alert(1)'>alert(1)</object>",
        "<math><mi xlink:href='javascript:alert(1)'>", "<form action='javascript:alert(1)'>", "<base href='alert(1)'>",
        "<<script>script>alert(1)</script>", "<p/onclick=alert(1)>x", "<meta http-equiv=refresh content='0;alert(1)'>",
        "<template><script>alert(1)</script></template>", "<noscript><img onerror=alert(1)></noscript>"}) {
    const std::string safe = SafeHtml(hostile, "https://a.example/");
    EXPECT_THAT(safe, Not(HasSubstr("<script"))) << hostile;
    EXPECT_THAT(safe, Not(HasSubstr("<iframe"))) << hostile;
    EXPECT_THAT(safe, Not(HasSubstr("javascript:"))) << hostile;
    EXPECT_THAT(safe, Not(HasSubstr("=\"alert"))) << hostile;
    EXPECT_THAT(safe, Not(testing::ContainsRegex(" on[a-z]+="))) << hostile << " gave " << safe;
  }
}

TEST(SafeHtmlTest, AddressesAreResolvedOrDropped) {
  EXPECT_THAT(SafeHtml("<a href='/x'>x</a>", "https://a.example/b/"), HasSubstr("href=\"https://a.example/x\""));
  EXPECT_THAT(SafeHtml("<a href='/x'>x</a>"), Not(HasSubstr("href")));
  EXPECT_THAT(SafeHtml("<img src='p.png' alt='A \"b\"'>", "https://a.example/"),
              HasSubstr("src=\"https://a.example/p.png\""));
}

TEST(SafeHtmlTest, FragmentsComeOutBalancedAndShallow) {
  EXPECT_EQ(SafeHtml("</div><b><i>x</b></i></p>").find("</div>"), std::string::npos);
  std::string deep;
  for (int i = 0; i < 1'000; ++i) {
    deep += "<div>";
  }
  const std::string safe = SafeHtml(deep + "core");
  std::size_t opened = 0;
  std::size_t closed = 0;
  for (std::size_t at = safe.find("<div>"); at != std::string::npos; at = safe.find("<div>", at + 1)) {
    ++opened;
  }
  for (std::size_t at = safe.find("</div>"); at != std::string::npos; at = safe.find("</div>", at + 1)) {
    ++closed;
  }
  EXPECT_EQ(opened, closed);
  EXPECT_LE(opened, 64U);
  EXPECT_THAT(safe, HasSubstr("core"));
}

TEST(SafeHtmlTest, TextOfHtmlReadsAsAPersonDoes) {
  EXPECT_EQ(TextOfHtml("<p>One&nbsp;&mdash; <b>two</b></p><p>three<script>x</script></p>"), "One — two three");
  EXPECT_EQ(TextOfHtml("AT&amp;T"), "AT&T");
}

}  // namespace
}  // namespace headwater::web
