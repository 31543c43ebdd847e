// Prose with overlapping marks, down to the byte.
#include "screen/marking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headwater::screen {
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
      "abc", {{{2, 90}, Layer::kName, "", ""}, {{7, 9}, Layer::kName, "", ""}, {{2, 1}, Layer::kName, "", ""}},
      {AnchorAt(90)});
  EXPECT_EQ(html, "<p dir=\"auto\">ab<span class=\"name\">c</span></p>\n");
}

TEST(MarkingTest, NotesAndLinksAreEscaped) {
  const std::string html = MarkProse("abc", {{{0, 3}, Layer::kName, "\"><script>", "../person/a\"b"}}, {});
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  EXPECT_THAT(html, HasSubstr("href=\"../person/a&quot;b\""));
}

TEST(MarkingTest, EvidenceIsLedToOnce) {
  const std::string html =
      MarkProse("one two", {{{0, 7}, Layer::kCopied, "", ""}}, {AnchorAt(4), AnchorAt(4), AnchorAt(0)});
  EXPECT_THAT(html, HasSubstr("<span class=\"anchor\" id=\"at-4\"></span><span class=\"copied\">two</span>"));
  EXPECT_EQ(html.find("at-4"), html.rfind("at-4"));
}

TEST(MarkingTest, AStatementsNumberStandsBehindItsLastWord) {
  const std::string html = MarkProse("ab\n\ncd", {{{0, 2}, Layer::kStatement, "", "", 1}},
                                     {AnchorAt(0), ReferenceTo(2, 1, "Statement 1, \"A\"")});
  EXPECT_EQ(html,
            "<p dir=\"auto\"><span class=\"anchor\" id=\"at-0\"></span><span class=\"said\" data-said=\"1\">ab</span>"
            "<a class=\"ref\" id=\"ref-1\" href=\"#said-1\" aria-label=\"Statement 1, &quot;A&quot;\">1</a></p>\n"
            "<p dir=\"auto\">cd</p>\n");
  EXPECT_THAT(MarkProse("ab", {}, {ReferenceTo(2, 1, "x")}), HasSubstr("</a></p>")) << "at the text's very end";
}

TEST(MarkingTest, WithinAStatementACopyDoesNotTakeTheClick) {
  const std::string html =
      MarkProse("abcd", {{{0, 2}, Layer::kStatement, "", "", 1}, {{0, 4}, Layer::kCopied, "", "other"}}, {});
  EXPECT_EQ(html,
            "<p dir=\"auto\"><span class=\"copied said\" data-said=\"1\">ab</span>"
            "<a class=\"copied\" href=\"other\">cd</a></p>\n");
}

TEST(MarkingTest, SpeakerCuePlacesAndTimesAreMarkedAndLead) {
  // "Ada told Vell on Monday it rains"
  news::Annotations found;
  found.names.push_back({{0, 3}, "Ada", news::NameKind::kPerson, "mayor", news::EntityId("person/ada"), {}});
  found.names.push_back({{9, 13}, "Vell", news::NameKind::kPlace, "", news::EntityId("place/vell"), {}});
  found.places.push_back({{9, 13}, "Vell", "Vell", "EE", 0, 0});
  found.places.push_back({{14, 16}, "on", "Onville", "FI", 0, 0});
  found.times.push_back({{17, 23}, "Monday", news::TimeType::kDate, "2025-03-10"});
  news::Statement& said = found.statements.emplace_back();
  said.speaker.emplace().phrase = {{0, 3}, "Ada", {}};
  said.speaker->name = "Ada Holm";
  said.cue = {{4, 8}, "told", {}};
  said.content = {{24, 32}};
  const std::string html =
      MarkProse("Ada told Vell on Monday it rains", StretchesOf(found, "../"), ReferencesOf(found));
  EXPECT_THAT(html, HasSubstr("<a class=\"speaker name\" title=\"person: mayor\" data-said=\"1\" "
                              "href=\"../person/ada\">Ada</a>"));
  EXPECT_THAT(html, HasSubstr("<span class=\"cue\" data-said=\"1\">told</span>"));
  EXPECT_THAT(html, HasSubstr("<a class=\"located\" title=\"Vell, Estonia\" href=\"../place/vell\">Vell</a>"));
  EXPECT_THAT(html, HasSubstr("title=\"Onville, Finland\" href=\"../search?place=Onville\""));
  EXPECT_THAT(html, HasSubstr("<span class=\"time\" title=\"10 March 2025\">Monday</span>"));
  EXPECT_THAT(html, HasSubstr("it rains</span><a class=\"ref\" id=\"ref-1\" href=\"#said-1\" "
                              "aria-label=\"Statement 1, Ada Holm\">1</a></p>"));
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
            "class=\"table\" tabindex=\"0\"><table>\n<tr><td dir=\"auto\">x</td><td dir=\"auto\"><span "
            "class=\"name\">y</span></td></tr>\n<tr><td dir=\"auto\"><span class=\"name\">1</span></td><td "
            "dir=\"auto\">2</td></tr>\n</table></div>\n<p dir=\"auto\">End.</p>\n");
}

TEST(MarkingTest, PartsThatFitNothingAreHarmless) {
  const std::vector<news::Part> parts{{{0, 900}, news::PartKind::kList}, {{2, 3}, news::PartKind::kTable}};
  EXPECT_EQ(MarkProse("ab\n\ncd", {}, {}, parts), "<ul>\n<li dir=\"auto\">ab</li>\n<li dir=\"auto\">cd</li>\n</ul>\n");
}

}  // namespace
}  // namespace headwater::screen
