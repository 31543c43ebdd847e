// What a copy altered in fact, and what is no alteration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "match/match.h"
#include "text/utf8.h"

namespace headwater::match {
namespace {

using news::AlteredWhat;

news::Span Find(const std::string& text, const std::string& words, std::size_t from = 0) {
  const std::size_t at = text.find(words, from);
  EXPECT_NE(at, std::string::npos) << words;
  const auto begin = static_cast<std::uint32_t>(text::CountCodePoints(text.substr(0, at)));
  return {begin, begin + static_cast<std::uint32_t>(text::CountCodePoints(words))};
}

struct Sample {
  std::string text;
  std::vector<std::string> persons = {};
  std::vector<std::pair<std::string, std::string>> said = {};  // speaker, words
  std::vector<std::pair<std::string, std::string>> days = {};  // words, value
};

news::Article Make(const std::string& id, const Sample& sample, const std::string& language) {
  news::Article article;
  article.id = news::ArticleId(id);
  article.language = language;
  article.text = sample.text;
  article.annotations.emplace();
  for (const std::string& person : sample.persons) {
    for (std::size_t at = 0; (at = sample.text.find(person, at)) != std::string::npos; ++at) {
      news::Name name;
      name.span = Find(sample.text, person, at);
      name.kind = news::NameKind::kPerson;
      article.annotations->names.push_back(name);
    }
  }
  for (const auto& [speaker, words] : sample.said) {
    news::Statement statement;
    statement.speaker.emplace();
    statement.speaker->phrase.span = Find(sample.text, speaker);
    statement.speaker->name = speaker;
    statement.speaker->entity = news::EntityId("person/" + speaker);
    statement.content.push_back(Find(sample.text, words));
    article.annotations->statements.push_back(statement);
  }
  for (const auto& [words, value] : sample.days) {
    article.annotations->times.push_back({Find(sample.text, words), words, news::TimeType::kDate, value});
  }
  return article;
}

// `number: 140 -> 410`, by what the copy says and what the source says.
std::vector<std::string> Altered(const Sample& source, const Sample& copy, const std::string& language = "en") {
  const std::vector<std::string> kWords{"number", "name", "role", "negation", "actor", "attribution"};
  Matcher matcher;
  news::Article first = Make("source", source, language);
  news::Article second = Make("copy", copy, language);
  first.published = ParseMoment("2031-05-02");
  second.published = ParseMoment("2031-05-03");
  matcher.Add(first);
  const auto copies = matcher.Add(second);
  std::vector<std::string> told;
  if (copies.size() != 1) {
    return {"no pair"};
  }
  const text::CodePointIndex of(first.text);
  const text::CodePointIndex in(second.text);
  for (const news::Altered& altered : copies[0].altered) {
    told.push_back(kWords[static_cast<std::size_t>(altered.what)] + ": " +
                   std::string(of.Slice(altered.of.begin, altered.of.end)) + " -> " +
                   std::string(in.Slice(altered.span.begin, altered.span.end)));
  }
  return told;
}

std::string Replace(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

const std::string kReport =
    "The tanker Brynhild ran aground on the eastern mole of Ostervik at 14:00 on Monday, the port's master Ragna Holt "
    "told reporters, and some of the heating oil leaked.\n\nThe council did not approve the repair of the mole last "
    "spring, and the 140 tonnes that the ship lost are now drifting towards the marsh. Foreign Minister Ragna Holt "
    "called it a disgrace.\n\nFishermen were told to keep their boats moored until Thursday at least, and 2 million "
    "crowns were set aside for the villages along the coast.";

Sample Changed(const std::string& from, const std::string& to) {
  return {Replace(kReport, from, to), {"Ragna Holt", "Britt Solberg", "Ragna Holtt"}};
}

const Sample kSource{kReport, {"Ragna Holt"}};

TEST(AlteredTest, AFaithfulCopyAltersNothing) { EXPECT_TRUE(Altered(kSource, kSource).empty()); }

TEST(AlteredTest, AnotherNumberIsTold) {
  EXPECT_THAT(Altered(kSource, Changed("140 tonnes", "410 tonnes")),
              testing::ElementsAre("number: 140 tonnes -> 410 tonnes"));
  EXPECT_THAT(Altered(kSource, Changed("2 million", "2 billion")),
              testing::ElementsAre("number: 2 million -> 2 billion"));
}

TEST(AlteredTest, ANumberWrittenOtherwiseIsTheSame) {
  EXPECT_TRUE(Altered(kSource, Changed("2 million", "2,000,000")).empty());
  EXPECT_TRUE(Altered(kSource, Changed("2 million", "two million")).empty());
  EXPECT_TRUE(Altered(kSource, Changed("at 14:00", "at 2 p.m.")).empty());
  EXPECT_TRUE(Altered(kSource, Changed("140 tonnes", "about 150 tonnes")).empty());
  EXPECT_TRUE(Altered(kSource, Changed("140 tonnes", "140,000 kilograms")).empty());
}

TEST(AlteredTest, NumbersAreReadAsTheirLanguageWritesThem) {
  const std::string german =
      "Der Tanker lief am Montag an der östlichen Mole auf Grund, und nach Angaben des Hafens sind 3,5 Millionen Liter "
      "Heizöl ausgelaufen, die nun zur Marsch hin treiben, wie der Hafenmeister am Abend erklärte.";
  EXPECT_TRUE(Altered({german}, {Replace(german, "3,5 Millionen", "3.500.000")}, "de").empty());
  EXPECT_THAT(Altered({german}, {Replace(german, "3,5 Millionen", "5,3 Millionen")}, "de"),
              testing::ElementsAre("number: 3,5 Millionen -> 5,3 Millionen"));
}

TEST(AlteredTest, AnotherDayIsToldAndARelativeOneIsNot) {
  Sample source = kSource;
  source.days = {{"Monday", "2031-04-28"}};
  Sample tuesday = Changed("Monday", "Tuesday");
  tuesday.days = {{"Tuesday", "2031-04-29"}};
  EXPECT_THAT(Altered(source, tuesday), testing::ElementsAre("number: Monday -> Tuesday"));
  Sample today = Changed("on Monday", "today");
  today.days = {{"today", "2031-05-03"}};
  EXPECT_TRUE(Altered(source, today).empty());
}

TEST(AlteredTest, AnotherNameIsToldAndAnotherSpellingIsNot) {
  const Sample other{Replace(Replace(kReport, "Ragna Holt", "Britt Solberg"), "Ragna Holt", "Britt Solberg"),
                     {"Britt Solberg"}};
  EXPECT_THAT(Altered(kSource, other), testing::Contains("name: Ragna Holt -> Britt Solberg"));
  const Sample spelled{Replace(Replace(kReport, "Ragna Holt", "Rahna Kholt"), "Ragna Holt", "Rahna Kholt"),
                       {"Rahna Kholt"}};
  EXPECT_TRUE(Altered(kSource, spelled).empty());
  const Sample shorter{Replace(kReport, "master Ragna Holt", "master Holt"), {"Ragna Holt", "Holt"}};
  EXPECT_TRUE(Altered(kSource, shorter).empty());
}

TEST(AlteredTest, AnotherOfficeIsToldAndAnotherWordForItIsNot) {
  EXPECT_THAT(Altered(kSource, Changed("Foreign Minister", "Defence Minister")),
              testing::ElementsAre("role: Foreign -> Defence"));
  EXPECT_THAT(Altered(kSource, Changed("Foreign Minister", "former Foreign Minister")), testing::SizeIs(1));
  EXPECT_TRUE(Altered(kSource, Changed("Foreign Minister", "External Minister")).empty());
}

TEST(AlteredTest, ADroppedNegationIsTold) {
  EXPECT_THAT(Altered(kSource, Changed("did not approve", "approved")),
              testing::ElementsAre("negation: did not approve -> approved"));
  EXPECT_TRUE(Altered(kSource, Changed("did not approve", "didn't approve")).empty());
  EXPECT_TRUE(Altered(kSource, Changed("did not approve", "refused")).empty());
}

TEST(AlteredTest, NegationsOfOtherLanguagesAreKnown) {
  const std::string russian =
      "Совет города не одобрил ремонт восточного мола прошлой весной, и теперь тонны мазута дрейфуют в сторону болота, "
      "сообщил капитан порта журналистам после заседания в понедельник вечером.";
  EXPECT_THAT(Altered({russian}, {Replace(russian, "не одобрил", "одобрил")}, "ru"), testing::SizeIs(1));
  const std::string estonian =
      "Linnavolikogu ei kiitnud muuli remonti möödunud kevadel heaks ning nüüd triivib kütteõli soo poole, ütles "
      "sadama "
      "kapten esmaspäeva õhtul pärast koosolekut ajakirjanikele.";
  EXPECT_THAT(Altered({estonian}, {Replace(estonian, "ei kiitnud", "kiitnud")}, "et"), testing::SizeIs(1));
}

const std::string kDeed =
    "At the meeting in the harbour office on Monday evening Ragna Holt accused Britt Solberg of lying to the fishermen "
    "about the leak, and the council adjourned without a vote on the repair of the mole.";
const std::vector<std::string> kBoth{"Ragna Holt", "Britt Solberg"};

TEST(AlteredTest, WhoDidItToWhomIsTold) {
  const std::string turned = Replace(kDeed, "Ragna Holt accused Britt Solberg", "Britt Solberg accused Ragna Holt");
  EXPECT_THAT(Altered({kDeed, kBoth}, {turned, kBoth}),
              testing::ElementsAre("actor: Ragna Holt accused Britt Solberg -> Britt Solberg accused Ragna Holt"));
  const std::string passive =
      Replace(kDeed, "Ragna Holt accused Britt Solberg", "Britt Solberg was accused by Ragna Holt");
  EXPECT_TRUE(Altered({kDeed, kBoth}, {passive, kBoth}).empty());
  const std::string wrong =
      Replace(kDeed, "Ragna Holt accused Britt Solberg", "Ragna Holt was accused by Britt Solberg");
  EXPECT_THAT(Altered({kDeed, kBoth}, {wrong, kBoth}), testing::SizeIs(1));
}

const std::string kSaid = "the mole had been cracked since the storms of last winter and nobody cared to look at it";

TEST(AlteredTest, WordsGivenToAnotherSpeakerAreTold) {
  const std::string rest = " The council meets again on Friday to hear the engineers and the fishermen of the bay.";
  const Sample source{"Ragna Holt said that " + kSaid + "." + rest, kBoth, {{"Ragna Holt", kSaid}}};
  const Sample other{"Britt Solberg said that " + kSaid + "." + rest, kBoth, {{"Britt Solberg", kSaid}}};
  EXPECT_THAT(Altered(source, other), testing::Contains("attribution: Ragna Holt -> Britt Solberg"));
  const Sample bare{"T" + kSaid.substr(1) + "." + rest};
  EXPECT_THAT(Altered(source, bare), testing::ElementsAre("attribution: Ragna Holt -> T" + kSaid.substr(1)));
  const Sample later{"T" + kSaid.substr(1) + ". So said Ragna Holt." + rest, kBoth};
  EXPECT_TRUE(Altered(source, later).empty());
}

}  // namespace
}  // namespace headwater::match
