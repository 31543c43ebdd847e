// What is counted over many articles is right after every write, and is asked for by indexes alone.
#include "store/tallies.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include "store/tallies_json.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

Document From(const std::string& publisher, const std::string& name, const std::string& text, const std::string& time) {
  Document document = MakeDocument("https://" + name + ".example/" + publisher, name, text);
  document.article.publisher = publisher;
  document.article.published = ParseMoment(time);
  document.article.annotations.emplace();
  return document;
}

void Cite(Document& document, const std::string& source) {
  news::Citation citation;
  citation.source = source;
  citation.how = news::CitationHow::kReported;
  document.article.annotations->citations.push_back(citation);
}

void LetSay(Document& document, const std::string& speaker, std::uint32_t begin, std::uint32_t end) {
  news::Statement said;
  said.speaker = news::Speaker{{{0, 1}, speaker, {}}, speaker, {}, {}};
  said.content.push_back({begin, end});
  document.article.annotations->statements.push_back(said);
}

news::Origin Own(const Document& document) {
  news::Origin origin;
  origin.article = document.article.id;
  origin.kind = news::OriginKind::kSelf;
  origin.roots = {document.article.id.value()};
  origin.complete = true;
  origin.confidence = 0.98;
  return origin;
}

news::Origin On(const Document& document, const std::string& name, news::HopHow how, const Document* root,
                const std::string& url = "") {
  news::Origin origin = Own(document);
  origin.kind = root != nullptr ? news::OriginKind::kArticle : news::OriginKind::kOutlet;
  origin.name = name;
  origin.roots = {root != nullptr ? root->article.id.value() : "source/" + name};
  news::Hop hop;
  hop.name = name;
  hop.how = how;
  hop.url = url;
  hop.evidence = {{{0, 4}, "says " + name, {}}};
  if (root != nullptr) {
    hop.article = root->article.id;
  }
  origin.chain = {hop};
  return origin;
}

class TalliesTest : public StoreTest {
 protected:
  void Write(const std::vector<news::Origin>& origins, const std::vector<news::Copy>& copies = {},
             const std::vector<news::Story>& stories = {}) {
    const auto done = Opened().Write({copies, stories, origins}, kNoon);
    ASSERT_TRUE(done) << done.error().text;
  }

  news::Story StoryOf(const std::vector<Document>& documents, news::Independence independent) {
    news::Story story;
    story.id = news::StoryId(documents.front().article.id.value());
    story.headline = "The story";
    for (const Document& document : documents) {
      story.articles.push_back(document.article.id);
    }
    story.independent = independent;
    return story;
  }

  SourceProfile Profile(const std::string& name) {
    const auto profile = Opened().Source(name);
    EXPECT_TRUE(profile) << profile.error().text;
    return profile ? *profile : SourceProfile{};
  }

  int Ways(const std::string& name, Provenance way) {
    return Profile(name).by_provenance.at(static_cast<std::size_t>(way));
  }

  std::vector<std::string> Behind(SourceQuestion question) {
    std::vector<std::string> headlines;
    const auto lines = Opened().SourceArticles(question);
    EXPECT_TRUE(lines);
    for (const ArticleLine& line : *lines) {
      headlines.push_back(line.headline);
    }
    return headlines;
  }

  // What the database says it would do for a question.
  std::string PlanOf(const std::string& sql) {
    sqlite3* connection = nullptr;
    EXPECT_EQ(sqlite3_open(path_.c_str(), &connection), SQLITE_OK);
    std::string plan;
    const auto add = [](void* into, int columns, char** values, char**) {
      static_cast<std::string*>(into)->append(values[columns - 1]).append("\n");
      return 0;
    };
    char* fault = nullptr;
    EXPECT_EQ(sqlite3_exec(connection, ("EXPLAIN QUERY PLAN " + sql).c_str(), add, &plan, &fault), SQLITE_OK)
        << (fault == nullptr ? "" : fault);
    sqlite3_close(connection);
    return plan;
  }
};

TEST_F(TalliesTest, AProfileCountsHowArticlesCameToTheirPublisherAndLeavesNoneOut) {
  Document own = From("Quay Post", "own", "Our own.", "2025-05-10T08:00:00Z");
  Document agency = From("Quay Post", "agency", "Wire.", "2025-05-10T09:00:00Z");
  Document copied = From("Quay Post", "copied", "Taken.", "2025-04-10T09:00:00Z");
  Document credited = From("Quay Post", "credited", "Taken too.", "2025-04-11T09:00:00Z");
  Document retold = From("Quay Post", "retold", "As they say.", "2025-04-12T09:00:00Z");
  const Document waiting = From("Quay Post", "waiting", "Not yet.", "2025-04-13T09:00:00Z");
  const Document other = From("Weir Daily", "other", "Theirs.", "2025-04-01T09:00:00Z");
  Cite(credited, "Weir Daily");
  Keep({own, agency, copied, credited, retold, waiting, other});
  Write({Own(own), On(agency, "Reuters", news::HopHow::kCredit, nullptr),
         On(copied, "Weir Daily", news::HopHow::kCopy, &other), On(credited, "Weir Daily", news::HopHow::kCopy, &other),
         On(retold, "Weir Daily", news::HopHow::kReported, &other)});

  const SourceProfile profile = Profile("Quay Post");
  EXPECT_THAT(profile.by_provenance, ElementsAre(1, 1, 1, 1, 1, 1))
      << "own, agency, credited, retold, uncredited, rest";
  EXPECT_EQ(profile.articles, SumOf(profile.by_provenance));
  ASSERT_THAT(profile.months, SizeIs(2));
  EXPECT_EQ(profile.months[0].month, std::chrono::year(2025) / 4);
  EXPECT_EQ(SumOf(profile.months[1].articles), 2);
  EXPECT_THAT(profile.languages, ElementsAre(Pair("en", 6)));
  EXPECT_THAT(profile.cites, ElementsAre(Pair("Weir Daily", 3), Pair("Reuters", 1)));
  EXPECT_THAT(Profile("Weir Daily").cited_by, ElementsAre(Pair("Quay Post", 3)));
}

TEST_F(TalliesTest, EachNumberOpensToTheArticlesBehindIt) {
  Document first = From("Quay Post", "first", "One.", "2025-04-10T08:00:00Z");
  const Document second = From("Quay Post", "second", "Two.", "2025-05-10T09:00:00Z");
  Cite(first, "Weir Daily");
  Keep({first, second});
  Write({Own(first), On(second, "Weir Daily", news::HopHow::kCopy, nullptr)});

  EXPECT_THAT(Behind({.source = "quay post"}), ElementsAre("second", "first"));
  EXPECT_THAT(Behind({.source = "Quay Post", .provenance = Provenance::kOwn}), ElementsAre("first"));
  EXPECT_THAT(Behind({.source = "Quay Post", .provenance = Provenance::kUncredited}), ElementsAre("second"));
  EXPECT_THAT(Behind({.source = "Quay Post", .month = std::chrono::year(2025) / 4}), ElementsAre("first"));
  EXPECT_THAT(Behind({.source = "Quay Post", .language = "de"}), IsEmpty());
  EXPECT_THAT(Behind({.source = "Quay Post", .cites = "Weir Daily"}), ElementsAre("second", "first"));
  EXPECT_THAT(Behind({.source = "Quay Post", .limit = 1, .offset = 1}), ElementsAre("first"));
}

TEST_F(TalliesTest, OneSourceUnderSeveralSpellingsIsOne) {
  const Document by_name = From("Reuters", "name", "One.", "2025-04-10T08:00:00Z");
  const Document by_domain = From("reuters.com", "domain", "Two.", "2025-04-11T08:00:00Z");
  Keep({by_name, by_domain});
  EXPECT_EQ(Profile("Reuters").articles, 2);
  EXPECT_EQ(Profile("reuters.com").articles, 2);
  ASSERT_TRUE(Profile("Thomson Reuters").known);
  EXPECT_EQ(Profile("Thomson Reuters").known->kind, news::SourceKind::kAgency);
  EXPECT_EQ(Profile("name.example").articles, 2) << "found by the host of an article";
}

TEST_F(TalliesTest, ARetracedOrRemovedArticleIsCountedAnew) {
  const Document one = From("Quay Post", "one", "One.", "2025-04-10T08:00:00Z");
  Keep({one}, kNoon, true);
  Write({Own(one)});
  EXPECT_EQ(Ways("Quay Post", Provenance::kOwn), 1);
  Write({On(one, "Weir Daily", news::HopHow::kCopy, nullptr)});
  EXPECT_EQ(Ways("Quay Post", Provenance::kOwn), 0);
  EXPECT_EQ(Ways("Quay Post", Provenance::kUncredited), 1);
  EXPECT_THAT(Opened().Unresolved({})->ends, SizeIs(1));
  ASSERT_TRUE(Opened().RemoveSamples());
  EXPECT_FALSE(Opened().Source("Quay Post"));
  EXPECT_THAT(Opened().Unresolved({})->ends, IsEmpty());
  EXPECT_THAT(Opened().Unresolved({})->counts, ElementsAre(0, 0, 0));
}

TEST_F(TalliesTest, WhoFollowsIsToldByTimesOfDayThatAreStated) {
  const std::vector<Document> documents{From("Weir Daily", "a", "One.", "2025-04-10T08:00:00Z"),
                                        From("Quay Post", "b", "Two.", "2025-04-10T10:30:00Z"),
                                        From("Mill Echo", "c", "Three.", "2025-04-10")};
  Keep(documents);
  Write({}, {}, {StoryOf(documents, {1, 3, 0})});
  const Following quay = Profile("Quay Post").following;
  EXPECT_EQ(quay.stories, 1);
  EXPECT_EQ(quay.first, 0);
  EXPECT_EQ(quay.median, std::chrono::minutes(150));
  EXPECT_EQ(Profile("Weir Daily").following.first, 1);
  EXPECT_EQ(Profile("Weir Daily").following.median, std::nullopt);
  EXPECT_EQ(Profile("Mill Echo").following.timed, 0) << "a plain day says nothing of hours";
  ASSERT_THAT(*Opened().Followed("Quay Post", false, 10, 0), SizeIs(1));
  EXPECT_EQ(Opened().Followed("Quay Post", false, 10, 0)->front().delay, std::chrono::minutes(150));
  EXPECT_THAT(*Opened().Followed("Weir Daily", true, 10, 0), SizeIs(1));
}

TEST_F(TalliesTest, AStoryThatManyCarryAndOneStartedIsMarkedAndCanBeAskedFor) {
  std::vector<Document> documents;
  std::vector<news::Origin> origins;
  for (const std::string name : {"Weir Daily", "Quay Post", "Mill Echo", "Lock Herald", "Ferry Times"}) {
    documents.push_back(From(name, "story", "Text of " + name, "2025-04-10T08:00:00Z"));
    origins.push_back(documents.size() == 1 ? Own(documents.front())
                                            : On(documents.back(), "Weir Daily", news::HopHow::kCopy, &documents[0]));
  }
  Keep(documents);
  const auto single = [&](news::Independence independent) {
    Write(origins, {}, {StoryOf(documents, independent)});
    const auto stories = Opened().Stories({.single_origin = true});
    return stories->empty() ? SingleOrigin::kNo : stories->front().single_origin;
  };
  EXPECT_EQ(single({1, 1, 0}), SingleOrigin::kYes);
  EXPECT_EQ(Opened().Stories({})->front().single_source, "Weir Daily");
  SearchQuestion question;
  question.words = "text";
  EXPECT_EQ(Opened().Search(question)->front().single_origin, SingleOrigin::kYes);
  question.single_origin = true;
  EXPECT_THAT(*Opened().Search(question), SizeIs(5));
  question.words.clear();
  EXPECT_THAT(*Opened().Search(question), SizeIs(5));
  EXPECT_EQ(single({1, 2, 1}), SingleOrigin::kMay) << "one of five untraced";
  EXPECT_EQ(single({1, 3, 2}), SingleOrigin::kNo) << "too much is untraced";
  EXPECT_EQ(single({2, 2, 0}), SingleOrigin::kNo);
  EXPECT_THAT(*Opened().Search(question), IsEmpty());
  documents.pop_back();
  EXPECT_EQ(single({1, 1, 0}), SingleOrigin::kNo) << "four articles are not many";
}

TEST_F(TalliesTest, ChainsThatEndShortOfASourceStandByHowMuchRestsOnThem) {
  Document leak =
      From("Quay Post", "leak", "A senior official said that the weir will be sold.", "2025-04-10T08:00:00Z");
  LetSay(leak, "A senior official", 23, 50);
  const Document copy = From("Mill Echo", "copy", "The weir will be sold.", "2025-04-10T09:00:00Z");
  const Document one = From("Mill Echo", "one", "Tidewire says one.", "2025-04-10T10:00:00Z");
  const Document two = From("Lock Herald", "two", "Tidewire says two.", "2025-04-10T11:00:00Z");
  const Document linked = From("Lock Herald", "linked", "It is said there.", "2025-04-10T12:00:00Z");
  Keep({leak, copy, one, two, linked});
  Place({one, two});
  const std::string url = "https://gone.example/report";
  Write({Own(leak), On(copy, "Quay Post", news::HopHow::kCopy, &leak),
         On(one, "Tidewire", news::HopHow::kCredit, nullptr), On(two, "Tidewire", news::HopHow::kReported, nullptr),
         On(linked, "Gone", news::HopHow::kLink, nullptr, url)});

  auto unresolved = Opened().Unresolved({});
  ASSERT_TRUE(unresolved) << unresolved.error().text;
  ASSERT_THAT(unresolved->ends, SizeIs(3));
  const EndLine& tidewire = unresolved->ends.front();
  EXPECT_EQ(tidewire.kind, EndKind::kAbsent);
  EXPECT_EQ(tidewire.name, "Tidewire");
  EXPECT_EQ(tidewire.articles, 2);
  EXPECT_EQ(tidewire.stories, 1);
  ASSERT_THAT(tidewire.witnesses, SizeIs(2));
  EXPECT_EQ(tidewire.witnesses.front().evidence.front().text, "says Tidewire");
  unresolved = Opened().Unresolved({.kind = EndKind::kUnnamed});
  ASSERT_THAT(unresolved->ends, SizeIs(1));
  EXPECT_EQ(unresolved->ends.front().name, "A senior official");
  EXPECT_EQ(unresolved->ends.front().articles, 1) << "that which copied it";
  EXPECT_EQ(unresolved->ends.front().article->id, leak.article.id);
  EXPECT_EQ(unresolved->ends.front().witnesses.front().evidence.front().text, "A senior official");

  // The address is tried, and does not answer; later it does.
  ASSERT_TRUE(Opened().PutWork(std::vector<WorkRow>{{url, "page", "", 0}}, kNoon));
  ASSERT_TRUE(Opened().GiveUpWork(url, url + ": the server answered with status 404", kNoon));
  unresolved = Opened().Unresolved({.kind = EndKind::kDead});
  ASSERT_THAT(unresolved->ends, SizeIs(1));
  EXPECT_EQ(unresolved->ends.front().url, url);
  EXPECT_THAT(unresolved->ends.front().error, HasSubstr("404"));
  EXPECT_THAT(unresolved->counts, ElementsAre(1, 1, 1));
  Document found = From("Gone", "found", "Here it is.", "2025-04-09T09:00:00Z");
  found.page.url = found.article.url = url;
  found.article.id = StoredId(HashPage(found.page));
  Keep({found});
  EXPECT_THAT(Opened().Unresolved({.kind = EndKind::kDead})->ends, IsEmpty());
}

TEST_F(TalliesTest, AnOwnersMirrorHasAllCopiesWithTheirPassagesCreditedOrNot) {
  const Document original = From("Quay Post", "original", "The weir at Vell was sold.", "2025-04-10T08:00:00Z");
  Document silent = From("Mill Echo", "silent", "The weir at Vell was sold, =1+1.", "2025-04-10T09:00:00Z");
  Document open = From("Lock Herald", "open", "The weir at Vell was sold, says the Post.", "2025-04-10T10:00:00Z");
  const Document again = From("Quay Post", "again", "The weir at Vell was sold. More.", "2025-04-10T11:00:00Z");
  Cite(open, "Quay Post");
  Keep({original, silent, open, again});
  const auto copy = [&](const Document& of) {
    news::Copy pair{of.article.id, original.article.id, news::CopyKind::kCopy, 0.8, 0.9, {}, {}};
    pair.passages.push_back({{0, 25}, {0, 25}});
    return pair;
  };
  Write({Own(original)}, {copy(silent), copy(open), copy(again)});

  auto mirror = Opened().Mirror({.source = "Quay Post"});
  ASSERT_TRUE(mirror) << mirror.error().text;
  ASSERT_THAT(mirror->lines, SizeIs(2)) << "its own revision is none";
  EXPECT_EQ(mirror->lines[0].copy.headline, "open");
  EXPECT_TRUE(mirror->lines[0].credited);
  EXPECT_FALSE(mirror->lines[1].credited);
  EXPECT_EQ(mirror->lines[1].original_provenance, Provenance::kOwn);
  EXPECT_THAT(mirror->lines[1].passages, ElementsAre("The weir at Vell was sold"));
  PrimarySources sources;
  sources.known.push_back({news::OriginKind::kArticle, "Quay Post", "https://quay.example/1", {}, "", 1, 0.9});
  sources.complete = true;
  EXPECT_THAT(WriteMirrorRow(mirror->lines[1], sources),
              AllOf(HasSubstr("\"Mill Echo\",2025-04-10T09:00:00Z"),
                    HasSubstr(",\"Quay Post\",\"https://quay.example/1\",yes\r\n")));
  EXPECT_THAT(WithSources(WriteMirrorLine(mirror->lines[1]), sources),
              HasSubstr("\"primary_sources\":[{\"kind\":\"article\",\"name\":\"Quay Post\""));
  mirror = Opened().Mirror({.source = "Quay Post", .credited = false});
  ASSERT_THAT(mirror->lines, SizeIs(1));
  EXPECT_EQ(mirror->lines[0].copy.headline, "silent");
  mirror = Opened().Mirror({.source = "Quay Post", .limit = 1});
  ASSERT_TRUE(mirror->more && mirror->next);
  mirror = Opened().Mirror({.source = "Quay Post", .limit = 1, .after = mirror->next});
  EXPECT_EQ(mirror->lines.at(0).copy.headline, "silent");
  EXPECT_EQ(Profile("Quay Post").copied_by, 2);
}

TEST_F(TalliesTest, ACopyThatStillHasWhatItsOriginalCorrectedIsFound) {
  const auto capture = [](int hour, const std::string& toll) {
    Document document = From("Quay Post", "flood",
                             "The flood at Vell took the lives of " + toll + " people on Monday night. It rained on.",
                             "2025-05-11T08:00:00Z");
    document.page.url = document.article.url = "https://quay.example/flood";
    document.page.fetched = kNoon + std::chrono::hours(hour);
    document.article.id = StoredId(HashPage(document.page));
    return document;
  };
  const Document first = capture(0, "14");
  const Document second = capture(3, "17");
  const Document stale =
      From("Mill Echo", "stale", "Vell - The flood at Vell took the lives of 14 people on Monday night.",
           "2025-05-11T09:00:00Z");
  const Document right = From("Lock Herald", "right", "The flood at Vell took the lives of 17 people on Monday night.",
                              "2025-05-11T14:00:00Z");
  Keep({first, stale, right});
  Keep({second});
  const auto copy = [&](const Document& of) {
    return news::Copy{of.article.id, first.article.id, news::CopyKind::kCopy, 0.8, 0.9, {}, {}};
  };
  Write({}, {copy(stale), copy(right)});

  const auto corrections = Opened().Corrections(10, 0);
  ASSERT_TRUE(corrections) << corrections.error().text;
  ASSERT_THAT(*corrections, SizeIs(1));
  const Correction& correction = corrections->front();
  EXPECT_EQ(correction.at, kNoon + std::chrono::hours(3));
  EXPECT_EQ(correction.copies, 2);
  ASSERT_THAT(correction.words, SizeIs(1));
  EXPECT_THAT(correction.words.front().before, HasSubstr("lives of 14 people"));
  EXPECT_THAT(correction.words.front().after, HasSubstr("lives of 17 people"));
  ASSERT_THAT(correction.stale, SizeIs(1));
  EXPECT_EQ(correction.stale.front().line.headline, "stale");
  EXPECT_THAT(correction.stale.front().carried.front().second.text, HasSubstr("14 people"));
  EXPECT_FALSE(correction.stale.front().later);
}

TEST_F(TalliesTest, WhatIsAskedForIsFoundByIndexes) {
  Opened();
  const std::vector<std::string> questions{
      "SELECT month, provenance, language, articles FROM source_months WHERE publisher_key = 'a' AND articles > 0",
      "SELECT source_key, articles FROM citing WHERE publisher_key = 'a' AND articles > 0 ORDER BY articles DESC LIMIT "
      "9",
      "SELECT source_key, articles FROM citing WHERE source_key = 'a' AND articles > 0 ORDER BY articles DESC LIMIT 9",
      "SELECT delay FROM followings WHERE publisher_key = 'a' AND delay > 0 ORDER BY delay LIMIT 1 OFFSET 5",
      "SELECT story FROM followings WHERE publisher_key = 'a' AND delay = 0 ORDER BY latest DESC LIMIT 9",
      "SELECT article_row FROM articles a WHERE a.publisher_key = 'a' AND a.article_row >= 1 AND a.article_row < 9 "
      "AND a.listed = 1 AND a.provenance = 'own' ORDER BY a.article_row DESC LIMIT 9",
      "SELECT a.id FROM citations c JOIN articles a ON a.article_row = c.article_row WHERE c.publisher_key = 'a' "
      "AND c.source_key = 'b' AND c.article_row >= 1 AND a.listed = 1 GROUP BY c.article_row "
      "ORDER BY c.article_row DESC LIMIT 9",
      "SELECT root FROM ends WHERE kind <> '' ORDER BY articles DESC, root DESC LIMIT 9 OFFSET 9",
      "SELECT root FROM ends WHERE kind = 'dead' AND kind <> '' ORDER BY articles DESC, root DESC LIMIT 9",
      "SELECT a.id FROM rests r JOIN articles a ON a.article_row = r.article_row WHERE r.root = 'x' "
      "ORDER BY r.article_row DESC LIMIT 3",
      "SELECT article_row, earlier_row FROM copies WHERE of_publisher = 'a' AND of_publisher <> '' "
      "AND (article_row, earlier_row) < (9, 9) ORDER BY article_row DESC, earlier_row DESC LIMIT 9",
      "SELECT id FROM stories s WHERE '' = '' AND s.single_origin > 0 ORDER BY s.importance DESC LIMIT 9",
      "SELECT id FROM stories s WHERE '' = '' AND s.single_origin > 0 ORDER BY s.latest DESC LIMIT 9",
  };
  for (const std::string& question : questions) {
    const std::string plan = PlanOf(question);
    EXPECT_THAT(plan, testing::Not(HasSubstr("TEMP B-TREE"))) << question << "\n" << plan;
    // A walk along an index that the question's limit ends is none over all rows.
    const bool scans = plan.find("SCAN") != std::string::npos && plan.find("USING") == std::string::npos;
    EXPECT_FALSE(scans) << question << "\n" << plan;
  }
  EXPECT_THAT(PlanOf("SELECT DISTINCT at, earlier_row FROM stale_copies ORDER BY at DESC, earlier_row DESC LIMIT 9"),
              HasSubstr("stale_copies_by_time"));
}

}  // namespace
}  // namespace headwater::store
