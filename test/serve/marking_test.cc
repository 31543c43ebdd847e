// Prose with overlapping marks, down to the byte.
#include "serve/marking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headwater::serve {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(MarkingTest, ParagraphsAreEscapedAndFindTheirOwnDirection) {
  EXPECT_EQ(MarkProse("<b> & \"c\"\n\nd", {}, {}),
            "<p dir=\"auto\">&lt;b&gt; &amp; &quot;c&quot;</p>\n<p dir=\"auto\">d</p>\n");
  EXPECT_EQ(MarkProse("", {}, {}), "");
}

TEST(MarkingTest, StretchesThatOverlapAreCutWhereOneEnds) {
  const std::string html =
      MarkProse("abcdef", {{{0, 4}, Layer::kStatement, "", ""}, {{2, 6}, Layer::kCopied, "", ""}}, {});
  EXPECT_EQ(html,
            "<p dir=\"auto\"><span class=\"said\">ab</span><span class=\"copied said\">cd</span>"
            "<span class=\"copied\">ef</span></p>\n");
}

TEST(MarkingTest, SpansCountCodePointsNotBytes) {
  EXPECT_THAT(MarkProse("Šī 🌊 on", {{{3, 4}, Layer::kName, "", ""}}, {}),
              HasSubstr("Šī <span class=\"name\">🌊</span> on"));
}

TEST(MarkingTest, AStretchOverAParagraphsEndGoesOnInTheNext) {
  EXPECT_EQ(
      MarkProse("ab\n\ncd", {{{1, 5}, Layer::kCitation, "", ""}}, {}),
      "<p dir=\"auto\">a<span class=\"cited\">b</span></p>\n<p dir=\"auto\"><span class=\"cited\">c</span>d</p>\n");
}

TEST(MarkingTest, SpansOutsideTheTextAreCutOrPassedOver) {
  const std::string html = MarkProse(
      "abc", {{{2, 90}, Layer::kName, "", ""}, {{7, 9}, Layer::kName, "", ""}, {{2, 1}, Layer::kName, "", ""}}, {90});
  EXPECT_EQ(html, "<p dir=\"auto\">ab<span class=\"name\">c</span></p>\n");
}

TEST(MarkingTest, NotesAndLinksAreEscaped) {
  const std::string html = MarkProse("abc", {{{0, 3}, Layer::kName, "\"><script>", "../person/a\"b"}}, {});
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  EXPECT_THAT(html, HasSubstr("href=\"../person/a&quot;b\""));
}

TEST(MarkingTest, EvidenceIsLedToOnce) {
  const std::string html = MarkProse("one two", {{{0, 7}, Layer::kCopied, "", ""}}, {4, 4, 0});
  EXPECT_THAT(html, HasSubstr("<span class=\"anchor\" id=\"at-4\"></span><span class=\"copied\">two</span>"));
  EXPECT_EQ(html.find("at-4"), html.rfind("at-4"));
}

TEST(MarkingTest, ManyStretchesAtOnePlaceEndInTime) {
  std::vector<Stretch> stretches;
  for (std::uint32_t n = 0; n < 30'000; ++n) {
    stretches.push_back({{n % 100, 400 - n % 100}, Layer::kName, "note", ""});
  }
  EXPECT_THAT(MarkProse(std::string(400, 'x'), stretches, {}), HasSubstr("</p>"));
}

TEST(MarkingTest, APassageIsMarkedOnBothSidesOfACopy) {
  news::Copy copy;
  copy.article = news::ArticleId{"later"};
  copy.of = news::ArticleId{"earlier"};
  copy.passages = {{{1, 2}, {5, 6}}};
  copy.altered = {{news::AlteredWhat::kNumber, {3, 4}, {7, 8}}};
  std::vector<Stretch> later;
  AddPassages(copy.article, copy, "Tidewire", "x", later);
  ASSERT_EQ(later.size(), 2U);
  EXPECT_EQ(later[0].span, (news::Span{1, 2}));
  EXPECT_EQ(later[1].layer, Layer::kAltered);
  std::vector<Stretch> earlier;
  AddPassages(copy.of, copy, "Courier", "y", earlier);
  ASSERT_EQ(earlier.size(), 1U);
  EXPECT_EQ(earlier[0].span, (news::Span{5, 6}));
}

TEST(MarkingTest, PartsBecomeHeadingsListsQuotationsAndTables) {
  const std::string text = "Intro.\n\nHead\n\na<\n\nb\n\nsaid\n\nx\ty\n\n1\t2\n\nEnd.";
  const std::vector<news::Part> parts{{{8, 12}, news::PartKind::kHeading},
                                      {{14, 19}, news::PartKind::kList},
                                      {{21, 25}, news::PartKind::kQuotation},
                                      {{27, 35}, news::PartKind::kTable}};
  EXPECT_EQ(MarkProse(text, {{{29, 33}, Layer::kName, "", ""}}, {}, parts),
            "<p dir=\"auto\">Intro.</p>\n<h3 dir=\"auto\">Head</h3>\n<ul>\n<li dir=\"auto\">a&lt;</li>\n<li "
            "dir=\"auto\">b</li>\n</ul>\n<blockquote>\n<p dir=\"auto\">said</p>\n</blockquote>\n<div "
            "class=\"table\"><table>\n<tr><td dir=\"auto\">x</td><td dir=\"auto\"><span "
            "class=\"name\">y</span></td></tr>\n<tr><td dir=\"auto\"><span class=\"name\">1</span></td><td "
            "dir=\"auto\">2</td></tr>\n</table></div>\n<p dir=\"auto\">End.</p>\n");
}

TEST(MarkingTest, PartsThatFitNothingAreHarmless) {
  const std::vector<news::Part> parts{{{0, 900}, news::PartKind::kList}, {{2, 3}, news::PartKind::kTable}};
  EXPECT_EQ(MarkProse("ab\n\ncd", {}, {}, parts), "<ul>\n<li dir=\"auto\">ab</li>\n<li dir=\"auto\">cd</li>\n</ul>\n");
}

}  // namespace
}  // namespace headwater::serve
