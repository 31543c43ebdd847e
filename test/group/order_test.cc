// Any order of arrival ends near the same stories; languages meet; nothing is lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "group/group.h"

namespace headwater::group {
namespace {

constexpr std::array kPlaces = {"Ostervik", "Lindmoor", "Vellmar",  "Aldersund",
                                "Thessel",  "Orrinby",  "Karnholm", "Bresk"};
constexpr std::array kPeople = {"Ragna Holt",   "Edda Voss",      "Kwame Ostrander", "Ilmar Tuvik",
                                "Sanna Brekke", "Otto Lindqvist", "Mirja Ahola",     "Pavel Dorn"};
constexpr std::array kThings = {"ferry", "bridge", "bakery", "tunnel", "glacier", "orchestra", "reactor", "lighthouse"};
constexpr std::array kDeeds = {"sank", "closed", "burned", "opened", "cracked", "struck", "stopped", "collapsed"};

// An article of the event, told in words of its own and words that all news share.
news::Article Told(std::size_t event, std::size_t teller) {
  news::Article article;
  article.id = news::ArticleId("e" + std::to_string(event) + "t" + std::to_string(teller));
  article.language = "en";
  const std::string place = kPlaces[event];
  const std::string person = kPeople[event];
  const std::string thing = kThings[event];
  article.headline = "The " + thing + " of " + place + " " + kDeeds[event];
  article.text = "The " + thing + " of " + place + " " + kDeeds[event] + " after " + std::to_string(10 + event) +
                 " hours of storm, " + person + " said on Monday. ";
  for (std::size_t i = 0; i < 12; ++i) {
    article.text += "Word" + std::to_string(event) + "x" + std::to_string((i * 5 + teller) % 18) + " stood in report " +
                    std::to_string(teller * 100 + i) + ". ";
  }
  article.published = ParseMoment("2031-05-0" + std::to_string(1 + teller % 3));
  return article;
}

std::vector<news::Article> World() {
  std::vector<news::Article> articles;
  for (std::size_t event = 0; event < kPlaces.size(); ++event) {
    for (std::size_t teller = 0; teller < 1 + event; ++teller) {
      articles.push_back(Told(event, teller));
    }
  }
  return articles;
}

using Pairs = std::set<std::pair<std::string, std::string>>;

// Every two articles that are in one story; fails where an article is in none or in two.
Pairs PairsOf(const Grouper& grouper, std::size_t articles) {
  Pairs pairs;
  std::map<std::string, int> seen;
  for (const news::Story& story : grouper.Stories()) {
    for (const news::ArticleId& one : story.articles) {
      ++seen[one.value()];
      for (const news::ArticleId& other : story.articles) {
        if (one < other) {
          pairs.emplace(one.value(), other.value());
        }
      }
    }
  }
  EXPECT_EQ(seen.size(), articles);
  for (const auto& [id, times] : seen) {
    EXPECT_EQ(times, 1) << id;
  }
  return pairs;
}

Grouper Taken(const std::vector<news::Article>& articles) {
  Grouper grouper;
  for (const news::Article& article : articles) {
    grouper.Notice(article);
  }
  for (const news::Article& article : articles) {
    grouper.Add(article, {});
  }
  return grouper;
}

TEST(OrderTest, AnyOrderOfArrivalEndsNearTheSameStories) {
  std::vector<news::Article> articles = World();
  const Pairs first = PairsOf(Taken(articles), articles.size());
  EXPECT_GE(first.size(), 60U) << "reports of one event meet";
  for (const auto& [one, other] : first) {
    EXPECT_EQ(one.substr(0, 2), other.substr(0, 2)) << "reports of two events do not";
  }
  std::mt19937 random(7);
  for (int i = 0; i < 8; ++i) {
    std::ranges::shuffle(articles, random);
    const Pairs now = PairsOf(Taken(articles), articles.size());
    Pairs both;
    std::ranges::set_intersection(first, now, std::inserter(both, both.end()));
    EXPECT_GE(static_cast<double>(both.size()) * 2, 0.95 * static_cast<double>(first.size() + now.size()));
  }
}

TEST(OrderTest, AChainOfNeighboursIsNoStory) {
  std::vector<news::Article> articles = World();
  // Each tells half of what the one before it tells, and half of something else.
  for (int link = 0; link < 12; ++link) {
    news::Article article;
    article.id = news::ArticleId("link" + std::to_string(link));
    article.language = "en";
    for (int half = 0; half < 2; ++half) {
      for (int word = 0; word < 12; ++word) {
        article.text += "Part" + std::to_string(link + half) + "n" + std::to_string(word) + " came. ";
      }
    }
    article.published = ParseMoment("2031-05-02");
    articles.push_back(article);
  }
  const Pairs pairs = PairsOf(Taken(articles), articles.size());
  EXPECT_FALSE(pairs.contains({"link0", "link11"}));
  EXPECT_FALSE(pairs.contains({"link0", "link6"}));
}

struct Report {
  const char* id;
  const char* language;
  const char* text;
  // Entities as the annotations name them, the same in every script.
  std::vector<std::pair<news::NameKind, const char*>> names;
  const char* day;
  double latitude;
  double longitude;
};

news::Article Annotated(const Report& report) {
  news::Article article;
  article.id = news::ArticleId(report.id);
  article.language = report.language;
  article.text = report.text;
  article.published = ParseMoment("2031-03-12");
  article.annotations.emplace();
  for (const auto& [kind, entity] : report.names) {
    article.annotations->names.push_back(
        {.span = {0, 4}, .text = entity, .kind = kind, .role = {}, .entity = news::EntityId(entity), .mark = {}});
  }
  article.annotations->times.push_back({{0, 4}, "on Saturday", news::TimeType::kDate, report.day});
  article.annotations->places.push_back({{0, 4}, "", "", "LT", report.latitude, report.longitude});
  return article;
}

TEST(LanguagesTest, OneEventInSevenLanguagesIsOneStoryAndAnotherOfThatDayIsNot) {
  using enum news::NameKind;
  const std::pair<news::NameKind, const char*> minister{kPerson, "person/juozas-petrauskas"};
  const std::pair<news::NameKind, const char*> port{kPlace, "place/klaipeda"};
  const std::pair<news::NameKind, const char*> ship{kOther, "other/brinhild"};
  const std::vector<Report> reports = {
      {"en",
       "en",
       "Seven people were killed in a fire at the port of Klaipeda, Juozas Petrauskas said. It began aboard the "
       "Brynhild.",
       {minister, port, ship},
       "2031-03-12",
       55.7,
       21.1},
      {"de",
       "de",
       "Bei einem Brand im Hafen von Klaipeda sind sieben Menschen umgekommen, sagte Juozas Petrauskas. Das Feuer "
       "brach auf der Brynhild aus.",
       {minister, port, ship},
       "2031-03-12",
       55.7,
       21.1},
      {"ru",
       "ru",
       "Семь человек погибли при пожаре в порту Клайпеды, сообщил Юозас Петраускас. Огонь начался на судне Бринхильд.",
       {minister, ship},
       "2031-03-12",
       55.7,
       21.1},
      {"uk",
       "uk",
       "Семеро людей загинули внаслідок пожежі в порту Клайпеди, повідомив Юозас Петраускас.",
       {minister},
       "2031-03-12",
       55.7,
       21.1},
      {"et",
       "et",
       "Klaipėda sadamas hukkus tulekahjus seitse inimest, teatas Juozas Petrauskas. Põleng algas laeval Brynhild.",
       {minister, port, ship},
       "2031-03-12",
       55.7,
       21.1},
      {"fr",
       "fr",
       "Sept personnes sont mortes dans un incendie au port de Klaipeda, a annoncé Juozas Petrauskas. Le feu a pris à "
       "bord du Brynhild.",
       {minister, port, ship},
       "2031-03-12",
       55.7,
       21.1},
      {"ar", "ar", "قتل سبعة أشخاص في حريق في ميناء كلايبيدا حسبما قال يوزاس بتراوسكاس.", {}, "2031-03-12", 55.7, 21.1},
      {"other",
       "de",
       "Im Hafen von Tallinn hat ein Chor aus neun Ländern gesungen, wie Aldona Grigaite mitteilte.",
       {{kPerson, "person/aldona-grigaite"}, {kPlace, "place/tallinn"}},
       "2031-03-12",
       59.4,
       24.8},
  };
  std::vector<news::Article> articles;
  for (const news::Article& article : World()) {
    articles.push_back(article);
  }
  for (const Report& report : reports) {
    articles.push_back(Annotated(report));
  }
  const Pairs pairs = PairsOf(Taken(articles), articles.size());
  for (const Report& report : reports) {
    const std::string id = report.id;
    if (id != "en") {
      EXPECT_EQ(pairs.contains(std::minmax(std::string("en"), id)), id != "other") << id;
    }
  }
}

}  // namespace
}  // namespace headwater::group
