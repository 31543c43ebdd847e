// Briefings: what they tell, when they are made, and what is missing later.
#include "store/briefings.h"

#include <gmock/gmock.h>

#include "store/mailing.h"
#include "store/outbox.h"
#include "store/people.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::SizeIs;

class BriefingsTest : public StoreTest {
 protected:
  Briefings briefings() { return Briefings(Opened()); }

  static Document Told(const std::string& url, const std::string& headline, const std::string& publisher) {
    Document document = MakeDocument(url, headline, headline + ", says " + publisher + ".");
    document.article.publisher = publisher;
    document.article.published = ParseMoment("2025-05-12T09:00:00Z");
    return document;
  }

  void PlaceStory(const std::vector<Document>& documents, int least) {
    news::Story story;
    story.id = news::StoryId(documents.front().article.id.value());
    story.headline = documents.front().article.headline;
    for (const Document& document : documents) {
      story.articles.push_back(document.article.id);
    }
    story.independent = news::Independence{least, static_cast<int>(documents.size()), 0};
    const std::vector<news::Story> stories{story};
    ASSERT_TRUE(Opened().Write({{}, stories, {}}, kNoon));
  }

  // The ferry has two independent sources, the weir one.
  void KeepEdition() {
    Keep({ferry_, ferry_too_, weir_});
    PlaceStory({ferry_, ferry_too_}, 2);
    PlaceStory({weir_}, 1);
  }

  BriefingOrder Order() {
    BriefingOrder order;
    order.person = kFirstPerson;
    order.name = "Mornings";
    order.by_mail = true;
    return order;
  }

  Document ferry_ = Told("https://vellmar.example/1", "The ferry to Brenn stops", "The Vellmar Post");
  Document ferry_too_ = Told("https://orrin.example/2", "No ferry to Brenn", "Orrin Radio");
  Document weir_ = Told("https://tarn.example/3", "A weir is painted", "Tarn Times");
};

TEST_F(BriefingsTest, TheMostIndependentlyReportedComesFirst) {
  KeepEdition();
  const auto briefing = briefings().Draft({}, false, kNoon - days(1), kNoon);
  ASSERT_TRUE(briefing) << briefing.error().text;
  ASSERT_THAT(briefing->items, SizeIs(2));
  EXPECT_EQ(briefing->items.front().story.story.headline, "The ferry to Brenn stops");
  ASSERT_TRUE(briefing->items.front().then);
  EXPECT_EQ(briefing->items.front().then->least, 2);
}

TEST_F(BriefingsTest, ASearchIsASectionOfItsOwn) {
  KeepEdition();
  BriefingScope scope;
  scope.name = "Weirs";
  scope.query = "q=weir";
  scope.question.words = "weir";
  const auto read = ReadScopes(WriteScopes({scope, {"en", "", "politics", {}, {}, {}}}));
  ASSERT_THAT(read, SizeIs(2));
  EXPECT_EQ(read[0].question.words, "weir");
  EXPECT_EQ(read[1].subject, "politics");
  const auto briefing = briefings().Draft({scope}, false, kNoon - days(1), kNoon);
  ASSERT_TRUE(briefing) << briefing.error().text;
  ASSERT_THAT(briefing->items, SizeIs(1));
  EXPECT_EQ(briefing->items.front().story.story.headline, "A weir is painted");
}

TEST_F(BriefingsTest, OneIsMadeAtItsHourAndKept) {
  MailingChoice choice;
  choice.address = "oda@vellmar.example";
  ASSERT_TRUE(Mailing(Opened()).Put(kFirstPerson, choice, true, kNoon));
  KeepEdition();
  ASSERT_TRUE(briefings().Make(Order(), kNoon));
  EXPECT_FALSE(*briefings().Step(kNoon + hours(1)));
  // Seven in the morning of the next day.
  EXPECT_TRUE(*briefings().Step(kNoon + hours(19)));
  EXPECT_FALSE(*briefings().Step(kNoon + hours(19)));
  const auto made = briefings().Made(kFirstPerson, 10);
  ASSERT_THAT(*made, SizeIs(1));
  const auto kept = briefings().Of(kFirstPerson, made->front().id);
  ASSERT_TRUE(kept) << kept.error().text;
  EXPECT_THAT(kept->items, SizeIs(2));
  EXPECT_EQ(kept->missing, 0);
  EXPECT_FALSE(briefings().Of(kFirstPerson + 1, made->front().id)) << "others do not see it";
  EXPECT_THAT(*Outbox(Opened()).Take(kByMail, 5, kNoon + hours(19)), SizeIs(1));
}

TEST_F(BriefingsTest, WhatIsTakenAwayLaterIsMissed) {
  KeepEdition();
  ASSERT_TRUE(briefings().Make(Order(), kNoon));
  ASSERT_TRUE(*briefings().Step(kNoon + hours(19)));
  news::Article gone = weir_.article;
  gone.headline.clear();
  gone.text.clear();
  gone.rights.emplace().withdrawn = true;
  ASSERT_TRUE(Opened().Revise({nullptr, &gone, "", false, false}, kNoon + hours(20)));
  const auto kept = briefings().Of(kFirstPerson, briefings().Made(kFirstPerson, 1)->front().id);
  EXPECT_THAT(kept->items, SizeIs(1));
  EXPECT_EQ(kept->missing, 1);
}

TEST_F(BriefingsTest, OfWhatWasMissedOneIsMade) {
  KeepEdition();
  ASSERT_TRUE(briefings().Make(Order(), kNoon));
  EXPECT_TRUE(*briefings().Step(kNoon + days(9)));
  EXPECT_FALSE(*briefings().Step(kNoon + days(9)));
}

}  // namespace
}  // namespace headwater::store
