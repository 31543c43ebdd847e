// Reports that are named without a link, among an outlet's articles.
#include <gtest/gtest.h>

#include <algorithm>

#include "trace/trace.h"

namespace headwater::trace {
namespace {

news::Article Made(const std::string& id, const std::string& publisher, const std::string& published,
                   const std::string& text) {
  news::Article article;
  article.id = news::ArticleId(id);
  article.publisher = publisher;
  article.published = ParseMoment(published);
  article.text = text;
  article.language = "en";
  news::Annotations& found = article.annotations.emplace();
  // The texts are plain ASCII: bytes are code points.
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(". ", begin), text.size() - 1) + 1;
    found.sentences.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  const auto each = [&](const std::string& words, auto take) {
    const std::size_t at = text.find(words);
    if (at != std::string::npos) {
      take(news::Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())});
    }
  };
  for (const std::string name : {"Torvik Holdings", "Ilse Tamberg"}) {
    each(name, [&](news::Span at) { found.names.push_back({at, name, news::NameKind::kPerson, {}, {}, {}}); });
  }
  each("Marenport", [&](news::Span at) {
    found.names.push_back({at, "Marenport", news::NameKind::kPlace, {}, {}, {}});
  });
  each("Le Monde reported", [&](news::Span at) {
    found.citations.push_back({at, "Le Monde reported", "Le Monde", {}, {}, news::CitationHow::kReported, {}});
  });
  return article;
}

news::Article Citing(const std::string& published = "2031-02-04T10:00:00Z") {
  return Made("citing", "Vellmar Post", published,
              "The shipyard of Marenport is to be sold to Torvik Holdings for 340 million crowns, Le Monde reported on "
              "Tuesday. Its director, Ilse Tamberg, is said to leave. The town council had no comment for this "
              "newspaper.");
}

news::Article Report(const std::string& published = "2031-02-03T18:00:00Z") {
  return Made(
      "report", "Le Monde", published,
      "Torvik Holdings buys the shipyard of Marenport. The price is 340 million crowns, two persons who know of "
      "the talks told Le Monde. Ilse Tamberg, who has led the yard since 2019, will go.");
}

const std::string kOther = "Ilse Tamberg spoke at the opening of the fair in Marenport on Monday before many guests.";

TEST(ReportsTest, TheReportIsTheOneWithTheNamesAndNumbers) {
  const std::vector<news::Article> reports{Made("other", "Le Monde", "2031-02-03T12:00:00Z", kOther), Report()};
  const auto found = FindNamedReport(Citing(), "Le Monde", reports);
  ASSERT_TRUE(found);
  EXPECT_EQ(reports[found->candidate].id.value(), "report");
  EXPECT_GE(found->shared, 3U);
}

TEST(ReportsTest, OneNameInCommonIsNotEnough) {
  const std::vector<news::Article> reports{Made("other", "Le Monde", "2031-02-03T12:00:00Z", kOther)};
  EXPECT_FALSE(FindNamedReport(Citing(), "Le Monde", reports));
}

TEST(ReportsTest, WhatCameLaterIsNotMeant) {
  EXPECT_FALSE(FindNamedReport(Citing(), "Le Monde", std::vector{Report("2031-02-04T12:00:00Z")}));
  EXPECT_FALSE(FindNamedReport(Citing(), "Le Monde", std::vector{Report("2031-01-12T12:00:00Z")}));
}

TEST(ReportsTest, OfTwoThatAreAsLikelyNoneIsTaken) {
  news::Article again = Report("2031-02-03T20:00:00Z");
  again.id = news::ArticleId("again");
  EXPECT_FALSE(FindNamedReport(Citing(), "Le Monde", std::vector{Report(), again}));
}

}  // namespace
}  // namespace headwater::trace
