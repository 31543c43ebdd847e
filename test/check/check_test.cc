// Addresses, quotations and claims held against a small collection.
#include "check/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "check/answer_json.h"
#include "check/traits.h"
#include "test/store/fixture.h"

namespace headwater::check {
namespace {

using store::Document;
using store::kNoon;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kQuote = "“Nobody will drive over it before every strand is looked at,” said Mayor Oda Brenning.";

class CheckTest : public store::StoreTest {
 protected:
  // An article whose sentences are told apart by line ends.
  static Document Make(const std::string& url, const std::string& published, const std::string& publisher,
                       const std::string& headline, const std::vector<std::string>& sentences) {
    std::string text;
    std::vector<news::Span> spans;
    for (const std::string& sentence : sentences) {
      text += text.empty() ? "" : " ";
      const auto begin = static_cast<std::uint32_t>(text::CountCodePoints(text));
      text += sentence;
      spans.push_back({begin, static_cast<std::uint32_t>(text::CountCodePoints(text))});
    }
    Document document = store::MakeDocument(url, headline, text);
    document.article.publisher = publisher;
    document.article.published = ParseMoment(published);
    document.article.annotations.emplace().sentences = spans;
    return document;
  }

  // The sentence's words, but for the last so many, as somebody's statement.
  static void Say(Document& document, const std::string& words, const std::string& who,
                  news::StatementType type = news::StatementType::kAssertion) {
    const std::string& text = document.article.text;
    const std::size_t at = text.find(words);
    ASSERT_NE(at, std::string::npos);
    const auto begin = static_cast<std::uint32_t>(text::CountCodePoints(std::string_view(text).substr(0, at)));
    news::Statement statement;
    statement.speaker.emplace().name = who;
    statement.speaker->phrase.text = who;
    std::string id = "person/" + who;
    std::ranges::replace(id, ' ', '-');
    statement.speaker->entity = news::EntityId(id);
    statement.cue.text = "said";
    statement.kind = news::StatementKind::kDirect;
    statement.type = type;
    statement.content = {{begin, begin + static_cast<std::uint32_t>(text::CountCodePoints(words))}};
    document.article.annotations->statements.push_back(statement);
    document.article.annotations->names.push_back({{0, 1}, who, news::NameKind::kPerson, {}, news::EntityId(id), {}});
  }

  void KeepAll() {
    agency_ =
        Make("https://tidewire.example/bridge", "2025-03-11T08:10:00Z", "Tidewire", "Harbour bridge at Vell closed",
             {"The harbour bridge at Vell was closed on Tuesday after engineers found cracks in two cables.", kQuote,
              "The port authority expects 40 days of work."});
    Say(agency_, "“Nobody will drive over it before every strand is looked at,”", "Oda Brenning");
    copy_ = Make("https://m.vellcourier.example/bridge-closed/amp", "2025-03-11T09:02:00Z", "Vell Courier",
                 "Bridge closed", {"The harbour bridge at Vell was closed on Tuesday.", kQuote});
    Say(copy_, "“Nobody will drive over it before every strand is looked at,”", "Oda Brenning");
    later_ = Make("https://northernledger.example/weeks", "2025-03-12T10:00:00Z", "Northern Ledger",
                  "Weeks without a bridge",
                  {"The harbour bridge at Vell was not closed after engineers found cracks in two cables, the operator "
                   "Brindle Bridges said.",
                   "The port authority expects 55 days of work."});
    Say(later_, "The harbour bridge at Vell was not closed after engineers found cracks in two cables",
        "Brindle Bridges");
    undated_ = Make("https://quaywatch.example/known", "", "Quaywatch", "What is known",
                    {"“Nobody will walk over it before every strand is looked at,” the mayor said."});
    undated_.article.published.reset();
    Keep({agency_, copy_, later_, undated_});
    news::Origin own = OriginOf(agency_, news::OriginKind::kSelf, "Tidewire");
    news::Origin copied = OriginOf(copy_, news::OriginKind::kArticle, "Tidewire");
    news::Hop hop;
    hop.name = "Tidewire";
    hop.how = news::HopHow::kCopy;
    hop.article = agency_.article.id;
    hop.confidence = 0.97;
    hop.evidence.push_back({{0, 18}, "The harbour bridge", {}});
    copied.chain.push_back(hop);
    news::Copy copy;
    copy.article = copy_.article.id;
    copy.of = agency_.article.id;
    copy.shared = 0.9;
    copy.of_shared = 0.6;
    news::Story story;
    story.id = news::StoryId(agency_.article.id.value());
    story.headline = "Harbour bridge at Vell closed";
    story.articles = {agency_.article.id, copy_.article.id, later_.article.id};
    story.independent = news::Independence{2, 3, 1};
    const std::vector<news::Story> stories{story};
    const std::vector<news::Copy> copies{copy};
    const std::vector<news::Origin> origins{own, copied};
    ASSERT_TRUE(Opened().Write({copies, stories, origins}, kNoon));
  }

  static news::Origin OriginOf(const Document& document, news::OriginKind kind, const std::string& name) {
    news::Origin origin;
    origin.article = document.article.id;
    origin.kind = kind;
    origin.name = name;
    origin.roots = {kind == news::OriginKind::kSelf ? document.article.id.value() : "source/" + name};
    origin.complete = true;
    origin.confidence = 0.9;
    news::Hop hop;
    hop.name = document.article.publisher;
    hop.article = document.article.id;
    origin.chain.push_back(hop);
    return origin;
  }

  Answer Ask(const std::string& asked, std::optional<Kind> as = {}) {
    auto answer = Check(Opened(), {.asked = asked, .as = as, .now = kNoon});
    EXPECT_TRUE(answer) << answer.error().text;
    return answer.value_or(Answer());
  }

  Document agency_;
  Document copy_;
  Document later_;
  Document undated_;
};

TEST_F(CheckTest, AnAddressInAnyFormFindsItsArticleWithChainAndSources) {
  KeepAll();
  for (const char* const form :
       {"https://vellcourier.example/bridge-closed", "http://www.vellcourier.example/bridge-closed/?utm_source=mail",
        "vellcourier.example/bridge-closed", "https://m.vellcourier.example/bridge-closed/amp/",
        "https://www.google.com/amp/s/vellcourier.example/bridge-closed"}) {
    const Answer answer = Ask(form);
    ASSERT_TRUE(answer.found) << form;
    EXPECT_EQ(answer.article->line.id, copy_.article.id);
    ASSERT_TRUE(answer.article->origin);
    EXPECT_EQ(answer.article->origin->chain.back().name, "Tidewire");
    ASSERT_TRUE(answer.first);
    EXPECT_EQ(answer.first->publisher, "Tidewire");
    EXPECT_EQ(answer.story->story.independent->least, 2);
    ASSERT_THAT(answer.places, SizeIs(1));
    EXPECT_EQ(answer.places.front().line.id, agency_.article.id);
  }
}

TEST_F(CheckTest, AnAddressThatIsNotHereIsUnknown) {
  KeepAll();
  const Answer answer = Ask("https://vellcourier.example/another-page");
  EXPECT_FALSE(answer.found);
  EXPECT_EQ(answer.kind, Kind::kAddress);
  EXPECT_EQ(answer.address, "https://vellcourier.example/another-page");
  EXPECT_FALSE(answer.article);
}

TEST_F(CheckTest, ACopyThatCallsTheAddressTheOriginalIsNotTakenForIt) {
  Document document = Make("https://mirror.example/x", "2025-03-11", "Mirror", "Bridge", {"A bridge was closed."});
  document.article.canonical_url = "https://original.example/bridge-at-vell";
  Keep({document});
  const Answer answer = Ask("https://original.example/bridge-at-vell");
  EXPECT_TRUE(answer.found);
  EXPECT_TRUE(answer.only_named);
}

TEST_F(CheckTest, AQuotationIsFoundWhateverItsMarksAndCaseAndItsFirstPlaceIsTheEarliest) {
  KeepAll();
  for (const char* const form : {"\"nobody will drive over it before every strand is looked at\"",
                                 "«Nobody will drive over it before every strand is looked at»",
                                 "Nobody will DRIVE over it before every strand is looked at",
                                 "Nobody will drive over it … every strand is looked at"}) {
    const Answer answer = Ask(form);
    ASSERT_TRUE(answer.found) << form;
    EXPECT_EQ(answer.kind, Kind::kQuotation) << form;
    EXPECT_EQ(answer.likeness, Likeness::kSame) << form;
    ASSERT_TRUE(answer.first);
    EXPECT_EQ(answer.first->id, agency_.article.id);
    ASSERT_THAT(answer.said, Not(IsEmpty()));
    EXPECT_EQ(answer.said.front().line.statement.speaker->name, "Oda Brenning");
    EXPECT_EQ(answer.said.front().line.article, agency_.article.id);
    EXPECT_EQ(answer.said.front().line.articles, 2);
  }
}

TEST_F(CheckTest, AChangedWordIsToldFromTheSameWords) {
  KeepAll();
  const Answer answer = Ask("“Nobody will walk over it before every strand is looked at”");
  ASSERT_TRUE(answer.found);
  // Only one article, which states no time, has just these words.
  ASSERT_THAT(answer.places, SizeIs(3));
  EXPECT_EQ(answer.places.front().line.id, agency_.article.id);
  EXPECT_EQ(answer.places.front().likeness, Likeness::kNearly);
  EXPECT_EQ(answer.places.back().line.id, undated_.article.id);
  EXPECT_EQ(answer.places.back().likeness, Likeness::kSame);
  EXPECT_LT(answer.places.front().sure, 1);
  EXPECT_EQ(answer.likeness, Likeness::kSame);
  EXPECT_EQ(answer.first->id, agency_.article.id);
}

TEST_F(CheckTest, WordsThatNobodyUsedAreUnknown) {
  KeepAll();
  const Answer answer = Ask("“The ferry company bought eleven new lanterns in Ulverdale”");
  EXPECT_FALSE(answer.found);
  EXPECT_THAT(answer.places, IsEmpty());
  EXPECT_FALSE(answer.first);
  EXPECT_EQ(
      WriteAnswer(answer, "https://house.example/"),
      R"({"kind":"quotation","asked":"The ferry company bought eleven new lanterns in Ulverdale","found":false})");
}

TEST_F(CheckTest, AClaimFindsWhatSpeaksOfItAndWhoDeniesIt) {
  KeepAll();
  const Answer answer = Ask("In Vell engineers found cracks in two cables and the harbour bridge was closed");
  ASSERT_TRUE(answer.found);
  EXPECT_EQ(answer.kind, Kind::kClaim);
  EXPECT_EQ(answer.likeness, Likeness::kMatter);
  ASSERT_TRUE(answer.first);
  EXPECT_EQ(answer.first->id, agency_.article.id);
}

TEST_F(CheckTest, AClaimIsHeldAgainstStatementsByStanceAndNumber) {
  KeepAll();
  const Answer denied =
      Ask("The harbour bridge at Vell was closed after engineers found cracks in two cables", Kind::kClaim);
  ASSERT_THAT(denied.said, Not(IsEmpty()));
  EXPECT_EQ(denied.said.front().bearing, weigh::Bearing::kDenies);
  EXPECT_EQ(denied.said.front().line.statement.speaker->name, "Brindle Bridges");
  const Answer number = Ask("The port authority expects 90 days of work", Kind::kClaim);
  ASSERT_TRUE(number.found);
  EXPECT_EQ(number.places.front().bearing, weigh::Bearing::kOtherNumber);
  EXPECT_TRUE(number.contradicted());
}

TEST_F(CheckTest, ReservedWordsAreNotPassedOn) {
  Document document = Make("https://closed.example/x", "2025-03-11", "Closed", "Bridge closed", {kQuote});
  document.article.rights.emplace().snippet = 10;
  Keep({document});
  const Answer cut = Ask("Nobody will drive over it before every strand");
  ASSERT_TRUE(cut.found);
  EXPECT_LE(text::CountCodePoints(cut.places.front().words), 10U);
}

TEST_F(CheckTest, WhatIsUnderAnEmbargoOrUnlistedIsNotFound) {
  Document embargo = Make("https://later.example/x", "2025-03-11", "Later", "Bridge closed", {kQuote});
  embargo.article.rights.emplace().not_before = kNoon + std::chrono::hours(24);
  Document unlisted = Make("https://unlisted.example/x", "2025-03-11", "Unlisted", "Bridge closed again", {kQuote});
  unlisted.article.rights.emplace().listing = false;
  Keep({embargo, unlisted});
  EXPECT_FALSE(Ask("Nobody will drive over it before every strand").found);
  EXPECT_FALSE(Ask("https://later.example/x").found);
}

TEST_F(CheckTest, OfWhatWasWithdrawnNothingMoreIsTold) {
  Document document = Make("https://wire.example/x", "2025-03-11", "Wire", "", {});
  document.article.rights.emplace().withdrawn = true;
  document.article.rights->text = false;
  Keep({document});
  const Answer answer = Ask("https://wire.example/x");
  EXPECT_TRUE(answer.withdrawn);
  EXPECT_FALSE(answer.article->origin);
  EXPECT_THAT(WriteAnswer(answer, ""), Not(HasSubstr("chain")));
}

TEST_F(CheckTest, TheAnswerIsJsonWithPagesToLookItUp) {
  KeepAll();
  const auto json =
      boost::json::parse(WriteAnswer(Ask("https://vellcourier.example/bridge-closed"), "https://house.example/"));
  EXPECT_EQ(json.at("first").at("page").as_string(), "https://house.example/article/" + agency_.article.id.value());
  EXPECT_EQ(json.at("story").at("page").as_string(), "https://house.example/story/" + agency_.article.id.value());
  EXPECT_EQ(json.at("independent").at("untraced").as_int64(), 1);
  EXPECT_EQ(json.at("chain").as_array().back().at("evidence").as_array().front().as_string(), "The harbour bridge");
}

TEST_F(CheckTest, HostileQuestionsDoNoHarm) {
  KeepAll();
  for (const std::string& asked :
       {std::string(50'000, 'x'), std::string("\" OR \"1\" AND NOT NEAR(a b)"), std::string("a\0b c d e f", 11),
        std::string("\xff\xfe\xc3\x28 words words words"), std::string("… … … \" ' ( ) * ^ : a"),
        std::string("https://[::1/x y"), std::string(300, '"') + "word"}) {
    const auto answer = Check(Opened(), {.asked = asked, .now = kNoon});
    EXPECT_TRUE(answer || answer.error().fault == Fault::kUsage) << answer.error().text;
  }
}

TEST_F(CheckTest, AnArticleIsTracedByItsId) {
  KeepAll();
  const auto answer = Trace(Opened(), copy_.article.id, kNoon);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->article->origin->chain.back().name, "Tidewire");
  EXPECT_EQ(Trace(Opened(), news::ArticleId("no such"), kNoon).error().fault, Fault::kNotFound);
}

// What has no language: a name in another script, a number, a day.
class AbroadTest : public CheckTest {
 protected:
  Document Russian(const std::string& url, const std::string& sentence) {
    Document document = Make(url, "2025-03-10T08:00:00Z", "Восточный вестник", "Мост закрыт", {sentence});
    document.article.language = "ru";
    const std::string who = "Ода Бреннинг";
    const std::size_t at = sentence.find(who);
    if (at != std::string::npos) {
      const auto begin = static_cast<std::uint32_t>(text::CountCodePoints(std::string_view(sentence).substr(0, at)));
      document.article.annotations->names.push_back(
          {{begin, begin + 12}, who, news::NameKind::kPerson, {}, news::EntityId("person/oda-brenning"), {}});
    }
    return document;
  }
  const std::string claim_ = "Repairs of the bridge will cost 340 million, says Oda Brenning";
};

TEST_F(AbroadTest, AClaimIsFoundInAnotherLanguageByItsNamesAndNumbers) {
  Keep({Russian("https://vestnik.example/1", "Ремонт моста обойдётся в 340 миллионов, говорит Ода Бреннинг.")});
  const auto answer = Check(Opened(), {.asked = claim_, .as = Kind::kClaim, .now = kNoon});
  ASSERT_TRUE(answer) << answer.error().text;
  ASSERT_THAT(answer->places, SizeIs(1));
  EXPECT_EQ(answer->places[0].line.url, "https://vestnik.example/1");
  EXPECT_THAT(answer->places[0].words, HasSubstr("340 миллионов"));
  // It is not understood, so that no more is said of it than that.
  EXPECT_EQ(answer->places[0].likeness, Likeness::kMaybe);
  EXPECT_EQ(answer->places[0].bearing, weigh::Bearing::kUnknown);
  EXPECT_LE(answer->places[0].sure, 0.6);
  EXPECT_FALSE(answer->contradicted());
}

TEST_F(AbroadTest, ANameAloneOrAnotherNumberIsNotEnough) {
  Keep({Russian("https://vestnik.example/2", "Ремонт моста обойдётся в 510 миллионов, говорит Ода Бреннинг."),
        Russian("https://vestnik.example/3", "Ода Бреннинг открыла выставку."),
        Russian("https://vestnik.example/4", "В городе живут 340 человек.")});
  const auto answer = Check(Opened(), {.asked = claim_, .as = Kind::kClaim, .now = kNoon});
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_FALSE(answer->found);
}

TEST_F(AbroadTest, NothingIsFoundSoInTheClaimsOwnLanguage) {
  Document english = Make("https://post.example/1", "2025-03-10T08:00:00Z", "Post", "Bills",
                          {"A grant of 340 crowns went to Oda Brenning for a painting."});
  english.article.annotations->names.push_back(
      {{29, 41}, "Oda Brenning", news::NameKind::kPerson, {}, news::EntityId("person/oda-brenning"), {}});
  Keep({english});
  const auto answer = Check(Opened(), {.asked = claim_, .as = Kind::kClaim, .now = kNoon});
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_FALSE(answer->found && answer->places[0].likeness == Likeness::kMaybe && answer->places[0].sure <= 0.36);
}

TEST(TraitsTest, NumbersAreTheSameInTheirLanguagesMarks) {
  for (const char* number : {"4000", "4,000", "4.000", "4’000", "٤٠٠٠"}) {
    EXPECT_EQ(NumberIn(number), "4000") << number;
  }
  EXPECT_EQ(NumberIn("3,5"), "3.5");
  EXPECT_EQ(NumberIn("3.5"), "3.5");
  EXPECT_EQ(NumberIn("1,234,567"), "1234567");
  EXPECT_FALSE(NumberIn("G7"));
  EXPECT_FALSE(NumberIn("4,"));
}

TEST(TraitsTest, AClaimIsTakenApartIntoNamesNumbersAndDays) {
  const Traits traits =
      TraitsOf("The bridge at Vell closed on 11 March 2025 after Oda Brenning found 4,000 cracks.", "en");
  EXPECT_THAT(traits.names, testing::ElementsAre("Vell", "Oda Brenning"));
  EXPECT_THAT(traits.numbers, testing::ElementsAre("4000"));
  ASSERT_THAT(traits.days, SizeIs(1));
  EXPECT_EQ(traits.days[0], (Day{3, 11}));
}

TEST(TraitsTest, ANameIsKnownInAnotherScriptAndWithAnEnding) {
  EXPECT_TRUE(HasName(LatinWords("сообщила Ода Бреннинг вчера"), "Oda Brenning"));
  EXPECT_TRUE(HasName(LatinWords("встреча с Одой Бреннингом"), "Brenning"));
  EXPECT_FALSE(HasName(LatinWords("сообщила Ода Брунн вчера"), "Oda Brenning"));
}

}  // namespace
}  // namespace headwater::check
