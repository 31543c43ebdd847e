// Alerts: what fires, once each, and what does not.
#include "store/alerts.h"

#include <gmock/gmock.h>

#include "store/alert_watch.h"
#include "store/local_time.h"
#include "store/mailing.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/webhooks.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class AlertsTest : public StoreTest {
 protected:
  Alerts alerts() { return Alerts(Opened()); }

  std::int64_t Make(Alert alert, sys_seconds now = kNoon) {
    alert.person = kFirstPerson;
    alert.name = alert.name.empty() ? "Ferry" : alert.name;
    alert.query = "q=" + alert.question.words;
    const auto made = alerts().Make(alert, now);
    EXPECT_TRUE(made) << made.error().text;
    return made.value_or(0);
  }
  static Alert For(const std::string& words) {
    Alert alert;
    alert.question.words = words;
    return alert;
  }

  // A story of the documents with that many independent sources, each of its own root.
  void PlaceStory(const std::vector<Document>& documents, int least, sys_seconds now = kNoon) {
    news::Story story;
    story.id = news::StoryId(documents.front().article.id.value());
    story.headline = documents.front().article.headline;
    std::vector<news::Origin> origins;
    for (const Document& document : documents) {
      story.articles.push_back(document.article.id);
      news::Origin& origin = origins.emplace_back();
      origin.article = document.article.id;
      origin.kind = news::OriginKind::kSelf;
      origin.roots = {document.article.id.value()};
      origin.complete = true;
    }
    story.independent = news::Independence{least, static_cast<int>(documents.size()), 0};
    const std::vector<news::Story> stories{story};
    const auto done = Opened().Write({{}, stories, origins}, now);
    ASSERT_TRUE(done) << done.error().text;
  }

  void Step(sys_seconds now) {
    if (!watch_) {
      watch_ = std::make_unique<AlertWatch>(Opened());
    }
    for (int n = 0; n < 10; ++n) {
      const auto more = watch_->Step(now);
      ASSERT_TRUE(more) << more.error().text;
      if (!*more) {
        return;
      }
    }
  }
  // What has fired by now, the newest first.
  std::vector<std::string> Fired(sys_seconds now) {
    Step(now);
    Step(now + seconds(3));
    std::vector<std::string> kinds;
    const auto hits = alerts().Hits(kFirstPerson, 0, 100);
    EXPECT_TRUE(hits) << hits.error().text;
    for (const AlertHit& hit : hits.value_or(std::vector<AlertHit>{})) {
      kinds.emplace_back(WordFor(hit.kind));
    }
    return kinds;
  }

  Document one_ =
      MakeDocument("https://vellmar.example/1", "The ferry to Brenn stops", "The ferry to Brenn stops in May.");
  Document two_ =
      MakeDocument("https://orrin.example/2", "No ferries to Brenn", "Two ferries will lie still, the port says.");
  Document three_ =
      MakeDocument("https://tarn.example/3", "A bridge is painted", "Painters are at the bridge of Tarn.");
  std::unique_ptr<AlertWatch> watch_;
};

TEST_F(AlertsTest, ANewStoryFiresOnce) {
  Alert alert = For("ferry");
  alert.on_story = true;
  Make(alert);
  Keep({one_}, kNoon + minutes(1));
  PlaceStory({one_}, 1, kNoon + minutes(1));
  EXPECT_THAT(Fired(kNoon + minutes(1)), ElementsAre("story"));
  Keep({two_}, kNoon + minutes(2));
  PlaceStory({one_, two_}, 1, kNoon + minutes(2));
  EXPECT_THAT(Fired(kNoon + minutes(2)), ElementsAre("story"));
}

TEST_F(AlertsTest, WhatTheSearchDoesNotFindFiresNothing) {
  Alert alert = For("ferry");
  alert.on_story = true;
  alert.sources = 1;
  Make(alert);
  Keep({three_}, kNoon + minutes(1));
  PlaceStory({three_}, 3, kNoon + minutes(1));
  EXPECT_THAT(Fired(kNoon + minutes(1)), IsEmpty());
}

TEST_F(AlertsTest, WhatWasThereBeforeIsNoNews) {
  Keep({one_, two_}, kNoon);
  PlaceStory({one_, two_}, 2, kNoon);
  Alert alert = For("ferry");
  alert.on_story = true;
  alert.sources = 2;
  alert.on_origin = true;
  Make(alert, kNoon + minutes(1));
  PlaceStory({one_, two_}, 2, kNoon + minutes(2));
  EXPECT_THAT(Fired(kNoon + minutes(2)), IsEmpty());
}

TEST_F(AlertsTest, AStoryFiresOnceAtItsNumberOfSourcesHoweverTheCountWavers) {
  Alert alert = For("ferry");
  alert.sources = 2;
  Make(alert);
  Keep({one_, two_}, kNoon + minutes(1));
  PlaceStory({one_, two_}, 1, kNoon + minutes(1));
  EXPECT_THAT(Fired(kNoon + minutes(1)), IsEmpty());
  PlaceStory({one_, two_}, 2, kNoon + minutes(2));
  EXPECT_THAT(Fired(kNoon + minutes(2)), ElementsAre("sources"));
  const auto hits = alerts().Hits(kFirstPerson, 0, 10);
  ASSERT_TRUE(hits);
  EXPECT_EQ(hits->front().number, 2);
  EXPECT_THAT(hits->front().roots, SizeIs(2));
  PlaceStory({one_, two_}, 1, kNoon + minutes(3));
  EXPECT_THAT(Fired(kNoon + minutes(3)), SizeIs(1));
  PlaceStory({one_, two_}, 2, kNoon + minutes(4));
  EXPECT_THAT(Fired(kNoon + minutes(4)), SizeIs(1));
}

TEST_F(AlertsTest, ACountThatFallsAgainBeforeItSettlesDoesNotFire) {
  Alert alert = For("ferry");
  alert.sources = 2;
  Make(alert);
  Keep({one_, two_}, kNoon);
  PlaceStory({one_, two_}, 2, kNoon);
  Step(kNoon);
  PlaceStory({one_, two_}, 1, kNoon + seconds(1));
  EXPECT_THAT(Fired(kNoon + seconds(1)), IsEmpty());
}

TEST_F(AlertsTest, AtMostIsNeverEnough) {
  Alert alert = For("ferry");
  alert.sources = 2;
  Make(alert);
  Keep({one_, two_}, kNoon);
  // At least 1, at most 2.
  PlaceStory({one_, two_}, 1, kNoon);
  EXPECT_THAT(Fired(kNoon), IsEmpty());
}

TEST_F(AlertsTest, AStoryThatJoinsAnotherDoesNotFireAgain) {
  Alert alert = For("ferry");
  alert.on_story = true;
  Make(alert);
  Keep({one_, two_}, kNoon);
  PlaceStory({two_}, 1, kNoon);
  EXPECT_THAT(Fired(kNoon), SizeIs(1));
  PlaceStory({one_, two_}, 1, kNoon + minutes(1));
  EXPECT_THAT(Fired(kNoon + minutes(1)), SizeIs(1));
}

TEST_F(AlertsTest, ANewPrimarySourceFiresAndTheFirstOnesDoNot) {
  Alert alert = For("ferry");
  alert.on_origin = true;
  Make(alert);
  Keep({one_, two_}, kNoon);
  PlaceStory({one_}, 1, kNoon);
  EXPECT_THAT(Fired(kNoon), IsEmpty());
  PlaceStory({one_, two_}, 2, kNoon + minutes(1));
  EXPECT_THAT(Fired(kNoon + minutes(1)), ElementsAre("origin"));
  const auto hits = alerts().Hits(kFirstPerson, 0, 10);
  ASSERT_TRUE(hits);
  ASSERT_THAT(hits->front().roots, SizeIs(1));
  EXPECT_EQ(hits->front().roots.front().article, two_.article.id);
}

TEST_F(AlertsTest, APausedAlertIsStill) {
  Alert alert = For("ferry");
  alert.on_story = true;
  const auto id = Make(alert);
  ASSERT_TRUE(alerts().Pause(kFirstPerson, id, true));
  Keep({one_}, kNoon + minutes(1));
  PlaceStory({one_}, 1, kNoon + minutes(1));
  EXPECT_THAT(Fired(kNoon + minutes(1)), IsEmpty());
}

TEST_F(AlertsTest, WordsAreMetInAnyInflectionAndPhrasesAsTheyStand) {
  for (const auto& [words, found] : std::vector<std::pair<std::string, bool>>{
           {"ferries", true}, {"\"ferry to Brenn\"", true}, {"\"Brenn to ferry\"", false}, {"ferry bridge", false}}) {
    Alert alert = For(words);
    alert.name = words;
    alert.on_story = true;
    Make(alert);
  }
  Keep({one_}, kNoon + minutes(1));
  PlaceStory({one_}, 1, kNoon + minutes(1));
  EXPECT_THAT(Fired(kNoon + minutes(1)), SizeIs(2));
}

TEST_F(AlertsTest, ASearchForASourceFires) {
  Alert alert;
  alert.question.source = "The Vellmar Post";
  alert.on_story = true;
  Make(alert);
  Keep({one_}, kNoon + minutes(1));
  PlaceStory({one_}, 1, kNoon + minutes(1));
  EXPECT_THAT(Fired(kNoon + minutes(1)), SizeIs(1));
}

TEST_F(AlertsTest, AnAlertThatAsksForNothingOrFiresOnNothingIsNone) {
  Alert alert = For("ferry");
  alert.name = "Ferry";
  alert.person = kFirstPerson;
  EXPECT_FALSE(alerts().Make(alert, kNoon));
  alert.on_story = true;
  alert.question.words.clear();
  EXPECT_FALSE(alerts().Make(alert, kNoon));
}

TEST_F(AlertsTest, APersonWhoTurnsFires) {
  const news::EntityId who("person/oda-brenning");
  const Document before = MakeSaying("https://a.example/open", "2025-03-01T08:00:00Z",
                                     "We do not rule out sending engineers to Vellmar", who, "Oda Brenning");
  const Document after = MakeSaying("https://b.example/not", "2025-05-12T08:00:00Z",
                                    "We are not ready to send engineers to Vellmar", who, "Oda Brenning");
  Keep({before}, kNoon);
  PlaceStory({before}, 1, kNoon);
  Alert alert = For("engineers");
  alert.on_position = true;
  Make(alert, kNoon + minutes(1));
  Keep({after}, kNoon + minutes(2));
  PlaceStory({after}, 1, kNoon + minutes(2));
  ASSERT_THAT(Fired(kNoon + minutes(2)), ElementsAre("position"));
  const auto hits = alerts().Hits(kFirstPerson, 0, 10);
  EXPECT_EQ(hits->front().who, "Oda Brenning");
  EXPECT_EQ(hits->front().before, "open");
  EXPECT_EQ(hits->front().after, "against");
  PlaceStory({after}, 1, kNoon + minutes(3));
  EXPECT_THAT(Fired(kNoon + minutes(3)), SizeIs(1));
}

TEST_F(AlertsTest, AChangeInFactFires) {
  const auto capture = [](int hour, const std::string& number) {
    Document document = MakeDocument("https://vellmar.example/ferry", "The ferry sank",
                                     "The ferry of Brenn sank in the night. It took the lives of " + number +
                                         " people, the coast guard said on Monday.");
    document.page.fetched = kNoon + std::chrono::hours(hour);
    document.article.published = ParseMoment("2025-05-12T08:00:00Z");
    document.article.id = StoredId(HashPage(document.page));
    return document;
  };
  const Document first = capture(0, "14");
  Alert alert = For("ferry");
  alert.on_correction = true;
  Make(alert);
  Keep({first}, kNoon);
  PlaceStory({first}, 1, kNoon);
  EXPECT_THAT(Fired(kNoon), IsEmpty());
  Keep({capture(1, "17")}, kNoon + std::chrono::hours(1));
  PlaceStory({first}, 1, kNoon + std::chrono::hours(1));
  EXPECT_THAT(Fired(kNoon + std::chrono::hours(1)), ElementsAre("correction"));
}

TEST_F(AlertsTest, AnArticleThatIsTakenBackFires) {
  Alert alert = For("ferry");
  alert.on_correction = true;
  Make(alert);
  Keep({one_, two_}, kNoon);
  PlaceStory({one_, two_}, 1, kNoon);
  EXPECT_THAT(Fired(kNoon), IsEmpty());
  news::Article gone = two_.article;
  gone.headline.clear();
  gone.text.clear();
  gone.rights.emplace().withdrawn = true;
  ASSERT_TRUE(Opened().Revise({nullptr, &gone, "", false, false}, kNoon + minutes(1)));
  ASSERT_THAT(Fired(kNoon + minutes(1)), ElementsAre("retraction"));
  const auto hits = alerts().Hits(kFirstPerson, 0, 10);
  EXPECT_EQ(hits->front().who, "The Vellmar Post");
  EXPECT_EQ(hits->front().story.story.id, news::StoryId(one_.article.id.value()));
}

TEST_F(AlertsTest, WhatIsTakenAwayIsNoMoreTold) {
  Alert alert = For("ferry");
  alert.on_story = true;
  Make(alert);
  Keep({one_}, kNoon);
  PlaceStory({one_}, 1, kNoon);
  ASSERT_THAT(Fired(kNoon), SizeIs(1));
  news::Article gone = one_.article;
  gone.headline.clear();
  gone.text.clear();
  gone.rights.emplace().withdrawn = true;
  ASSERT_TRUE(Opened().Revise({nullptr, &gone, "", false, false}, kNoon + minutes(1)));
  EXPECT_THAT(*alerts().Hits(kFirstPerson, 0, 10), IsEmpty());
}

TEST_F(AlertsTest, ManyHitsWithinMinutesMakeOneMail) {
  MailingChoice choice;
  choice.address = "oda@vellmar.example";
  ASSERT_TRUE(Mailing(Opened()).Put(kFirstPerson, choice, true, kNoon));
  Alert alert = For("ferry");
  alert.on_story = true;
  alert.by_mail = true;
  Make(alert);
  Keep({one_, two_}, kNoon);
  PlaceStory({one_}, 1, kNoon);
  ASSERT_THAT(Fired(kNoon), SizeIs(1));
  ASSERT_TRUE(Mailing(Opened()).Gather(kNoon + seconds(4)));
  const auto first = Outbox(Opened()).Take(kByMail, 10, kNoon + seconds(4));
  ASSERT_TRUE(first);
  ASSERT_THAT(*first, SizeIs(1));
  ASSERT_TRUE(Outbox(Opened()).Sent(first->front().id, kNoon + seconds(5)));
  EXPECT_THAT(*alerts().HitsOfMail(first->front().id), SizeIs(1));
  const Document third = MakeDocument("https://tarn.example/5", "Ferry timetable", "The ferry has a new timetable.");
  Keep({third}, kNoon + minutes(1));
  PlaceStory({two_}, 1, kNoon + minutes(1));
  PlaceStory({third}, 1, kNoon + minutes(1));
  ASSERT_THAT(Fired(kNoon + minutes(1)), SizeIs(3));
  ASSERT_TRUE(Mailing(Opened()).Gather(kNoon + minutes(2)));
  EXPECT_THAT(*Outbox(Opened()).Take(kByMail, 10, kNoon + minutes(2)), IsEmpty());
  ASSERT_TRUE(Mailing(Opened()).Gather(kNoon + minutes(11)));
  const auto second = Outbox(Opened()).Take(kByMail, 10, kNoon + minutes(11));
  ASSERT_THAT(*second, SizeIs(1));
  EXPECT_THAT(*alerts().HitsOfMail(second->front().id), SizeIs(2));
}

TEST_F(AlertsTest, QuietHoursHoldMailsBackInThePersonsZone) {
  MailingChoice choice;
  choice.address = "oda@vellmar.example";
  choice.quiet_from = 14 * 60;
  choice.quiet_to = 16 * 60;
  ASSERT_TRUE(Mailing(Opened()).Put(kFirstPerson, choice, true, kNoon));
  // As the person's settings have it, for all that knows a time: noon UTC is 15:00 there in May.
  ASSERT_TRUE(People(Opened()).SetSetting(kFirstPerson, kZoneSetting, "Europe/Tallinn"));
  Alert alert = For("ferry");
  alert.on_story = true;
  alert.by_mail = true;
  Make(alert);
  Keep({one_}, kNoon);
  PlaceStory({one_}, 1, kNoon);
  ASSERT_THAT(Fired(kNoon), SizeIs(1));
  ASSERT_TRUE(Mailing(Opened()).Gather(kNoon + seconds(4)));
  EXPECT_THAT(*Outbox(Opened()).Take(kByMail, 10, kNoon + seconds(4)), IsEmpty());
  ASSERT_TRUE(Mailing(Opened()).Gather(kNoon + minutes(60)));
  EXPECT_THAT(*Outbox(Opened()).Take(kByMail, 10, kNoon + minutes(60)), SizeIs(1));
}

TEST_F(AlertsTest, AnAddressIsConfirmedByTheCodeOfItsLetter) {
  Mailing mailing(Opened());
  MailingChoice choice;
  choice.address = "oda@vellmar.example";
  ASSERT_TRUE(mailing.Put(kFirstPerson, choice, false, kNoon));
  EXPECT_FALSE(mailing.Of(kFirstPerson)->usable());
  EXPECT_THAT(*Outbox(Opened()).Take(kByMail, 10, kNoon), SizeIs(1));
  EXPECT_FALSE(mailing.Confirm(kFirstPerson, "wrong"));
  ASSERT_TRUE(mailing.Confirm(kFirstPerson, *mailing.Code(kFirstPerson)));
  EXPECT_TRUE(mailing.Of(kFirstPerson)->usable());
  choice.address = "a@b\r\nBcc: all@vellmar.example";
  EXPECT_FALSE(mailing.Put(kFirstPerson, choice, true, kNoon));
}

TEST_F(AlertsTest, ALetterThatIsRefusedForGoodIsNotTriedAgain) {
  MailingChoice choice;
  choice.address = "oda@vellmar.example";
  ASSERT_TRUE(Mailing(Opened()).Put(kFirstPerson, choice, false, kNoon));
  Outbox outbox(Opened());
  const auto taken = outbox.Take(kByMail, 1, kNoon);
  ASSERT_THAT(*taken, SizeIs(1));
  ASSERT_TRUE(outbox.Failed(taken->front().id, "550 no such user", true, kNoon));
  EXPECT_THAT(*outbox.Take(kByMail, 1, kNoon + std::chrono::days(30)), IsEmpty());
  const auto latest = outbox.Latest(kFirstPerson, kByMail, 5);
  ASSERT_THAT(*latest, SizeIs(1));
  EXPECT_EQ(latest->front().error, "550 no such user");
  EXPECT_FALSE(latest->front().waiting);
}

TEST_F(AlertsTest, AnAddressThatIsRefusedRestsUntilItIsKeptOnceMore) {
  Mailing mailing(Opened());
  MailingChoice choice;
  choice.address = "oda@vellmar.example";
  ASSERT_TRUE(mailing.Put(kFirstPerson, choice, true, kNoon));
  ASSERT_TRUE(mailing.Of(kFirstPerson)->usable());
  ASSERT_TRUE(mailing.Rest(kFirstPerson, "another@vellmar.example", "550 5.1.1 no such user", kNoon));
  EXPECT_TRUE(mailing.Of(kFirstPerson)->usable()) << "it was said of another address";
  ASSERT_TRUE(mailing.Rest(kFirstPerson, "oda@vellmar.example", "550 5.1.1 no such user", kNoon));
  EXPECT_FALSE(mailing.Of(kFirstPerson)->usable());
  EXPECT_EQ(mailing.Of(kFirstPerson)->refused, "550 5.1.1 no such user");
  EXPECT_EQ(mailing.Of(kFirstPerson)->refused_at, kNoon);
  Alert alert = For("ferry");
  alert.on_story = true;
  alert.by_mail = true;
  Make(alert);
  Keep({one_}, kNoon);
  PlaceStory({one_}, 1, kNoon);
  ASSERT_THAT(Fired(kNoon), SizeIs(1)) << "it still stands on the page";
  ASSERT_TRUE(mailing.Gather(kNoon + minutes(60)));
  EXPECT_THAT(*Outbox(Opened()).Take(kByMail, 10, kNoon + minutes(60)), IsEmpty());
  ASSERT_TRUE(mailing.Put(kFirstPerson, choice, true, kNoon + minutes(61)));
  EXPECT_TRUE(mailing.Of(kFirstPerson)->usable());
  EXPECT_FALSE(mailing.Of(kFirstPerson)->refused_at);
}

TEST_F(AlertsTest, AnAddressThatWasRefusedBeforeItWasConfirmedIsWrittenToAgain) {
  Mailing mailing(Opened());
  MailingChoice choice;
  choice.address = "oda@vellmar.example";
  ASSERT_TRUE(mailing.Put(kFirstPerson, choice, false, kNoon));
  const std::string code = *mailing.Code(kFirstPerson);
  ASSERT_TRUE(mailing.Rest(kFirstPerson, "oda@vellmar.example", "550 no such user", kNoon));
  EXPECT_THAT(*Outbox(Opened()).Take(kByMail, 10, kNoon), IsEmpty());
  ASSERT_TRUE(mailing.Put(kFirstPerson, choice, false, kNoon + minutes(1)));
  EXPECT_NE(*mailing.Code(kFirstPerson), code);
  EXPECT_THAT(*Outbox(Opened()).Take(kByMail, 10, kNoon + minutes(1)), SizeIs(1));
  ASSERT_TRUE(mailing.Confirm(kFirstPerson, *mailing.Code(kFirstPerson)));
  EXPECT_TRUE(mailing.Of(kFirstPerson)->usable());
}

TEST_F(AlertsTest, AHitGoesToTheWebhookOnce) {
  ASSERT_TRUE(Webhooks(Opened()).Put(kFirstPerson, "https://save.example/"));
  Alert alert = For("ferry");
  alert.on_story = true;
  alert.by_webhook = true;
  Make(alert);
  Keep({one_}, kNoon);
  PlaceStory({one_}, 1, kNoon);
  ASSERT_THAT(Fired(kNoon), SizeIs(1));
  const auto sendings = Webhooks(Opened()).Take(10, kNoon + minutes(1), [](const Letter& letter) {
    return letter.topic == kOfAlert ? "{\"hit\":" + letter.subject + "}" : std::string();
  });
  ASSERT_TRUE(sendings);
  ASSERT_THAT(*sendings, SizeIs(1));
  EXPECT_TRUE(sendings->front().json);
  EXPECT_EQ(sendings->front().body, "{\"hit\":1}");
}

TEST_F(AlertsTest, OneClickEndsTheMailsOfAnAlert) {
  Alert alert = For("ferry");
  alert.on_story = true;
  alert.by_mail = true;
  Make(alert);
  const auto all = alerts().Of(kFirstPerson);
  ASSERT_THAT(*all, SizeIs(1));
  EXPECT_FALSE(alerts().StopMails("guess", false));
  ASSERT_TRUE(alerts().StopMails(all->front().secret, false));
  EXPECT_FALSE(alerts().Of(kFirstPerson)->front().by_mail);
}

}  // namespace
}  // namespace headwater::store
