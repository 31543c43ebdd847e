// A takedown from end to end: a story with ten copies goes, and its sentences are looked for in everything that leaves
// the house, and in the bytes that stay.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "cli/collection.h"
#include "cli/spool.h"
#include "form/zip.h"
#include "http/address.h"
#include "pipeline/pipeline.h"
#include "screen/letters.h"
#include "send/mail.h"
#include "serve/site.h"
#include "store/access_tokens.h"
#include "store/alert_watch.h"
#include "store/alerts.h"
#include "store/backup.h"
#include "store/briefings.h"
#include "store/compress.h"
#include "store/evidence.h"
#include "store/mailing.h"
#include "store/port.h"
#include "store/reading.h"
#include "store/remarks.h"
#include "store/rights_log.h"
#include "store/takedowns.h"
#include "store/tombstones.h"
#include "store/webhooks.h"
#include "text/words.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class HandClock final : public Clock {
 public:
  std::chrono::sys_seconds Now() const override { return now; }
  std::chrono::sys_seconds now = ParseMoment("2031-02-04T12:00:00Z")->at;
};

// The sentences of the article that is taken down; each is long enough to be known again.
const std::vector<std::string> kSentences{
    "The new weir on the river Orrin opened to the water on Monday morning after four years of building in the gorge.",
    "It cost thirty-eight million, nine more than the council had been promised when the first stone was laid there.",
    "Farmers down in the valley had waited for it since the flood that broke the old one in a single winter night.",
    "The engineers say that it will hold back twice as much as the one that two men built with horses in the old days.",
    "Children from both banks walked across it hand in hand while the band of the fire brigade played a slow march.",
    "Ada Holm, who is the mayor of Vellmar, said that nobody would ever again have to carry a piano up to the attic."};

// Their most telling runs of words, as they would stand in any bytes.
std::vector<std::string> Runs() {
  std::vector<std::string> runs;
  for (const std::string& sentence : kSentences) {
    runs.push_back(sentence.substr(0, 48));
    runs.push_back(sentence.substr(sentence.size() - 48, 46));
  }
  return runs;
}

std::string Prose(const std::vector<std::string>& sentences) {
  std::string html;
  for (const std::string& sentence : sentences) {
    html += "<p>" + sentence + "</p>";
  }
  return html;
}

pipeline::Incoming Document(const std::string& site, const std::string& headline, const std::string& prose,
                            const std::string& published = "2031-02-03T08:00:00Z", const std::string& path = "/weir") {
  pipeline::Incoming incoming;
  incoming.page.url = "https://" + site + path;
  incoming.page.content_type = "text/html";
  incoming.page.body = "<html lang=en><head><title>" + headline + "</title><meta property='og:site_name' content='" +
                       site.substr(0, site.find('.')) + "'><meta property='article:published_time' content='" +
                       published + "'></head><body><article><h1>" + headline + "</h1>" + prose +
                       "</article></body></html>";
  return incoming;
}

const std::vector<std::string> kOwn{
    "Our own reporter went up into the gorge of the Orrin before the ceremony to see what the builders had left "
    "behind.",
    "There were eleven lorries, a crane that nobody had come for and a heap of gravel as high as the chapel at "
    "Fenwick.",
    "The innkeeper at the bridge sold more soup on that one day than in the whole of an ordinary week in the season.",
    "Old people in the village remember the flood by the line that it drew on the walls of the school and of the mill.",
    "A second weir is planned further up, but the money for it has not been found and may never be, the council "
    "thinks.",
    "The walkers who come in summer will be able to cross again where the ferry was given up some thirty years ago.",
    "Trout have been seen below the fall, which the anglers had not dared to hope for within the first five seasons.",
    "The road along the western bank stays closed until Easter because the bends have to be secured against the "
    "rocks."};

// Members one behind the other, as archives have them.
std::string GzipOff(std::string_view packed) {
  std::string all;
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  constexpr int kGzip = 15 + 16;
  while (stream.avail_in > 0 && inflateInit2(&stream, kGzip) == Z_OK) {
    int result = Z_OK;
    while (result == Z_OK) {
      std::array<char, 65'536> part{};
      stream.next_out = reinterpret_cast<Bytef*>(part.data());
      stream.avail_out = static_cast<uInt>(part.size());
      result = inflate(&stream, Z_NO_FLUSH);
      all.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (result != Z_STREAM_END) {
      break;
    }
  }
  return all;
}

class TakedownTest : public testing::Test {
 protected:
  TakedownTest() : folder_(fs::temp_directory_path() / fmt::format("headwater-takedown-{}", getpid())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    settings_.fetch = false;
    Start();
  }
  ~TakedownTest() override {
    pipeline_.reset();
    store_.reset();
    fs::remove_all(folder_);
  }

  void Start() {
    pipeline_.reset();
    store_.reset();
    auto opened = store::Store::Open(path());
    ASSERT_TRUE(opened) << opened.error().text;
    store_ = std::move(*opened);
    pipeline_ = std::make_unique<pipeline::Pipeline>(*store_, fetcher_, clock_, settings_, SpooledLimits());
    ASSERT_TRUE(pipeline_->Open());
  }
  std::string path() const { return (folder_ / "headwater.db").string(); }

  pipeline::Report Take(std::vector<pipeline::Incoming> documents) {
    std::size_t at = 0;
    const auto report = pipeline_->Ingest(
        [&]() -> std::optional<pipeline::Incoming> {
          return at == documents.size() ? std::nullopt : std::optional(documents[at++]);
        },
        false);
    EXPECT_TRUE(report) << report.error().text;
    return report.value_or(pipeline::Report{});
  }

  // The original, four identical copies, three revised ones, two excerpts amid other words, one rewrite; and a story
  // that has nothing to do with it.
  void FillHouse() {
    std::vector<pipeline::Incoming> all{
        Document("marentimes.example", "New weir on the Orrin opens", Prose(kSentences))};
    for (const char* const site : {"hollow.example", "fenwick.example", "dale.example", "thessel.example"}) {
      all.push_back(Document(site, "New weir on the Orrin opens", Prose(kSentences), "2031-02-03T10:00:00Z"));
    }
    for (const char* const site : {"ridge.example", "copse.example", "lowmoor.example"}) {
      auto revised = kSentences;
      revised[1] =
          "It cost forty million, eleven more than the council had been promised when the first stone was laid.";
      revised.push_back(std::string("The paper on the ridge has more on its own pages tomorrow, writes ") + site + ".");
      all.push_back(Document(site, "Weir on the Orrin is open at last", Prose(revised), "2031-02-03T11:00:00Z"));
    }
    for (const char* const site : {"ferry.example", "quay.example"}) {
      auto excerpt = kOwn;
      excerpt.insert(excerpt.begin() + 3, kSentences[2]);
      excerpt.insert(excerpt.begin() + 4, kSentences[3]);
      excerpt.back() += std::string(" So it stands in ") + site + ", at any rate.";
      all.push_back(Document(site, "What was left in the gorge", Prose(excerpt), "2031-02-03T12:00:00Z"));
    }
    all.push_back(Document("mill.example", "Orrin has its weir again",
                           Prose({kSentences[0], "Thirty-eight million is what it cost, nine beyond the promise.",
                                  kSentences[4], "Mayor Ada Holm spoke of pianos and attics."}),
                           "2031-02-03T13:00:00Z"));
    all.push_back(
        Document("harbour.example", "Cup final goes to Aldersund",
                 "<p>Aldersund Rovers beat Thessel United by three goals to two in the final of the cup, with a "
                 "free kick in the very last minute by Kwame Ostrander, who is nineteen and had come on as a "
                 "substitute after the break.</p>",
                 "2031-02-02T20:00:00Z"));
    ASSERT_EQ(Take(std::move(all)).kept, 12U);
  }

  // What people wrote of it, quoting.
  void QuoteInHouse(const news::StoryId& story) {
    ASSERT_TRUE(store::Remarks(*store_).Add(story, 1, "Look: " + kSentences[0] + " Is that so?", clock_.now));
    ASSERT_TRUE(store_->Ask(store::ErrandKind::kRefresh, kSentences[4], clock_.now));
  }

  static std::string Folded(std::string_view text) { return text::Fold(text); }

  void ExpectNothingIn(const std::string& where, const std::string& bytes) {
    const std::string folded = Folded(bytes);
    for (const std::string& run : Runs()) {
      EXPECT_EQ(bytes.find(run), std::string::npos) << where << ": " << run;
      EXPECT_EQ(folded.find(Folded(run)), std::string::npos) << where << ": " << run;
    }
  }
  bool HasAny(const std::string& bytes) {
    const auto runs = Runs();
    return std::ranges::any_of(runs, [&](const std::string& run) { return bytes.find(run) != std::string::npos; });
  }

  http::Reply Get(const std::string& target) {
    return Site().Answer({"GET", target, {{"host", "127.0.0.1"}}, "", "127.0.0.1"});
  }
  const serve::Site& Site() {
    if (!site_) {
      site_ = std::make_unique<serve::Site>(serve::SiteSettings{}, *store_, clock_);
    }
    return *site_;
  }

  // Every page that can be reached by links, and what programs ask for.
  std::map<std::string, std::string> AllThatIsShown() {
    std::map<std::string, std::string> shown;
    std::vector<std::string> next{"/",
                                  "/?order=newest",
                                  "/search?q=weir",
                                  "/search?q=Orrin",
                                  "/search?q=%22opened+to+the+water%22",
                                  "/statements",
                                  "/statements?q=piano",
                                  "/unreadable",
                                  "/decisions",
                                  "/stories.rss",
                                  "/stories.atom",
                                  "/stories.json",
                                  "/api/v1/stories",
                                  "/api/v1/search?q=weir",
                                  "/api/v1/statements?q=piano",
                                  "/api/v1/entities?q=Holm",
                                  "/api/v1/unresolved",
                                  "/api/v1/corrections",
                                  "/takedowns/log",
                                  "/reader/api/0/stream/contents/user/-/state/com.google/reading-list?n=100",
                                  "/reader/api/0/stream/items/ids?s=user/-/state/com.google/reading-list&n=100",
                                  "/fever/?api&items"};
    while (!next.empty() && shown.size() < 300) {
      const std::string target = next.back();
      next.pop_back();
      if (shown.contains(target)) {
        continue;
      }
      const http::Reply reply = Get(target);
      shown[target] = reply.live ? "" : reply.body;
      if (!reply.content_type.starts_with("text/html")) {
        continue;
      }
      const auto here = http::ParseTarget(target);
      if (!here) {
        continue;
      }
      for (std::size_t at = reply.body.find("href=\""); at != std::string::npos;
           at = reply.body.find("href=\"", at + 6)) {
        std::string href = reply.body.substr(at + 6, reply.body.find('"', at + 6) - at - 6);
        const std::string root = http::RootOf(*here);
        href = href.substr(0, href.find('#'));
        // Lists in another order, or narrowed down, hold nothing else.
        if (href.find('?') != std::string::npos || href.find(':') != std::string::npos) {
          continue;
        }
        if (!href.starts_with(root) || href.find("assets/") != std::string::npos ||
            href.find("events") != std::string::npos) {
          continue;
        }
        std::string address = "/" + href.substr(root.size());
        for (std::size_t amp = address.find("&amp;"); amp != std::string::npos; amp = address.find("&amp;")) {
          address.replace(amp, 5, "&");
        }
        next.push_back(address);
      }
    }
    return shown;
  }

  static std::string BytesOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
  }

  // Compressed rows are unpacked: what stands in them stands in the file.
  std::string AllRows() {
    std::string all;
    const auto read = store_->database().Read([&](store::Session& session) -> Result<void> {
      std::vector<std::string> tables;
      session.Run(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE "
          "'%\\_words\\_%' ESCAPE '\\'",
          {}, [&](const store::Row& row) { tables.emplace_back(row.Text(0)); });
      for (const std::string& table : tables) {
        std::vector<std::string> columns;
        session.Run("SELECT name FROM pragma_table_info(?)", {std::string_view(table)},
                    [&](const store::Row& row) { columns.emplace_back(row.Text(0)); });
        for (const std::string& column : columns) {
          session.Run(fmt::format("SELECT \"{}\" FROM \"{}\"", column, table), {}, [&](const store::Row& row) {
            all.append(row.Text(0)).append("\n");
            if (const auto unpacked = store::Decompress(row.Text(0))) {
              all.append(*unpacked).append("\n");
            }
          });
        }
      }
      return {};
    });
    EXPECT_TRUE(read) << read.error().text;
    return all;
  }

  // Somebody is told of weirs: by mail, by a webhook, in briefings.
  void Watch() {
    store::MailingChoice mailing;
    mailing.address = "oda@vellmar.example";
    mailing.house = "https://house.example";
    ASSERT_TRUE(store::Mailing(*store_).Put(store::kFirstPerson, mailing, true, clock_.now));
    ASSERT_TRUE(store::Webhooks(*store_).Put(store::kFirstPerson, "https://save.example/"));
    store::Alert alert;
    alert.person = store::kFirstPerson;
    alert.name = "Weirs";
    alert.query = "q=weir";
    alert.question.words = "weir";
    alert.on_story = alert.on_origin = alert.on_position = alert.on_correction = true;
    alert.sources = 1;
    alert.by_mail = alert.by_webhook = true;
    ASSERT_TRUE(store::Alerts(*store_).Make(alert, clock_.now));
    store::BriefingOrder order;
    order.person = store::kFirstPerson;
    order.name = "Mornings";
    order.by_mail = true;
    const auto ordered = store::Briefings(*store_).Make(order, clock_.now);
    ASSERT_TRUE(ordered) << ordered.error().text;
    order_ = *ordered;
  }

  // Alerts fire, and the briefing is made.
  void Tell() {
    store::AlertWatch watch(*store_, std::chrono::seconds(0));
    for (int n = 0; n < 50; ++n) {
      clock_.now += std::chrono::seconds(2);
      ASSERT_TRUE(watch.Step(clock_.now));
    }
    ASSERT_TRUE(store::Mailing(*store_).Gather(clock_.now));
    ASSERT_TRUE(store::Briefings(*store_).Hasten(store::kFirstPerson, order_, clock_.now));
    ASSERT_TRUE(store::Briefings(*store_).Step(clock_.now));
  }

  std::string AskAssistant(const std::string& tool, const std::string& arguments) {
    const std::string body = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":")" + tool +
                             R"(","arguments":)" + arguments + "}}";
    return Site()
        .Answer({"POST", "/mcp", {{"host", "127.0.0.1"}, {"content-type", "application/json"}}, body, "127.0.0.1"})
        .body;
  }

  // What leaves the house by other ways than its pages: to assistants, letters, webhooks, lists, bundles, archives.
  std::map<std::string, std::string> AllThatLeaves(const news::ArticleId& id, const news::StoryId& story) {
    std::map<std::string, std::string> all;
    const std::string quoted = "\"" + id.value() + "\"";
    all["mcp search"] = AskAssistant("search_stories", R"({"query":"weir"})");
    all["mcp story"] = AskAssistant("get_story", R"({"id":")" + story.value() + "\"}");
    all["mcp claim"] = AskAssistant("check", R"({"what":"weir Orrin opened gorge years","as":"claim"})");
    all["mcp address"] = AskAssistant("check", R"({"what":"https://marentimes.example/weir"})");
    all["mcp trace"] = AskAssistant("trace_article", R"({"article":)" + quoted + "}");
    all["mcp statements"] = AskAssistant("list_statements", R"({"query":"piano"})");
    all["mcp source"] = AskAssistant("get_source", R"({"name":"marentimes"})");
    const std::string key = *store::AccessTokens(*store_).FeedKey(store::kFirstPerson, clock_.now);
    for (const std::string& target : std::vector<std::string>{
             "/alerts/feed?key=" + key, "/briefings/feed?key=" + key, std::string("/alerts"), std::string("/briefings"),
             std::string("/briefing/1"), "/check?as=claim&q=weir+Orrin+opened+gorge+years",
             std::string("/check?q=https://hollow.example/weir"), "/api/v1/story/" + story.value(),
             "/api/v1/article/" + id.value(), std::string("/api/v1/source/marentimes"),
             std::string("/api/v1/check?as=claim&q=weir+Orrin+opened+gorge+years")}) {
      all[target] = Get(target).body;
    }
    for (const char* const ending : {"rss", "atom", "json", "ninjs", "csv", "jsonl"}) {
      for (const std::string& list : {std::string("/search."), "/story/" + story.value() + ".",
                                      std::string("/source/marentimes/articles."), std::string("/statements.")}) {
        const std::string target = list + ending + "?q=weir";
        all[target] = Get(target).body;
      }
    }
    const auto hits = store::Alerts(*store_).Hits(store::kFirstPerson, 0, 100);
    for (const store::AlertHit& hit : hits.value_or(std::vector<store::AlertHit>())) {
      const screen::LetterHead head{"Headwater", "https://house.example", "house@house.example", "Headwater"};
      const std::string number = fmt::to_string(hit.id);
      all["call " + number] = screen::WriteCall(
          *store_,
          {0, store::kFirstPerson, std::string(store::kByWebhook), std::string(store::kOfAlert), number, "", 0}, head);
      const auto mail = screen::WriteLetter(
          *store_, {0, store::kFirstPerson, std::string(store::kByMail), std::string(store::kOfAlert), number, "", 0},
          head, clock_.now);
      all["mail " + number] = mail && *mail ? send::WriteMail(**mail) + (*mail)->text + (*mail)->html : "";
    }
    store::SearchQuestion question;
    question.words = "weir";
    const auto bundle = store::Evidence(*store_).OfSearch(question, "test", clock_.now);
    const auto files = bundle ? form::ReadZip(bundle->bytes) : Result<std::vector<form::ZipFile>>();
    for (const form::ZipFile& file : files.value_or(std::vector<form::ZipFile>())) {
      all["bundle " + file.name] = file.name.ends_with(".gz") ? GzipOff(file.bytes) : file.bytes;
    }
    const std::string warc = (folder_ / "all.warc").string();
    ExportOptions exported;
    exported.warc = warc;
    exported.all = true;
    CollectionOptions here;
    here.data = folder_.string();
    EXPECT_EQ(Export(here, exported), 0);
    all["export"] = BytesOf(warc);
    fs::remove(warc);
    return all;
  }

  std::int64_t Grant(bool copies = true) {
    store::NewClaim claim;
    claim.addresses = {"https://marentimes.example/weir"};
    claim.claimant = "Marentimes";
    claim.words = "We wrote it: " + kSentences[0];
    store::Takedowns takedowns(*store_);
    const auto asked = takedowns.Ask(claim, clock_.now);
    EXPECT_TRUE(asked) << asked.error().text;
    const auto granted = takedowns.Grant(asked->number, copies, "Oda", "", clock_.now);
    EXPECT_TRUE(granted) << granted.error().text;
    const auto done = pipeline_->MindTakedowns();
    EXPECT_TRUE(done) << done.error().text;
    return asked->number;
  }

  std::int64_t order_ = 0;
  fs::path folder_;
  HandClock clock_;
  pipeline::Settings settings_;
  fetch::Fetcher fetcher_{{}, clock_};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<pipeline::Pipeline> pipeline_;
  std::unique_ptr<serve::Site> site_;
};

TEST_F(TakedownTest, NoSentenceIsLeftAnywhereAndNoCopyComesBack) {
  Watch();
  FillHouse();
  const auto id = store_->ArticleAt("https://marentimes.example/weir");
  ASSERT_TRUE(id);
  const auto view = store_->Article(*id);
  ASSERT_TRUE(view);
  const news::StoryId story = view->line.story;
  QuoteInHouse(story);
  Tell();
  bool left_before = false;
  for (const auto& [where, bytes] : AllThatLeaves(*id, story)) {
    left_before = left_before || HasAny(bytes);
  }
  ASSERT_TRUE(left_before);
  ASSERT_THAT(*store::Alerts(*store_).Hits(store::kFirstPerson, 0, 100), Not(IsEmpty()));
  // Before, all of this finds them: the test could fail.
  ASSERT_TRUE(HasAny(AllRows()));
  bool shown_before = false;
  for (const auto& [target, body] : AllThatIsShown()) {
    shown_before = shown_before || HasAny(body);
  }
  ASSERT_TRUE(shown_before);

  const std::int64_t number = Grant();
  const auto claim = store::Takedowns(*store_).Of(number);
  ASSERT_TRUE(claim);
  EXPECT_EQ(claim->state, store::ClaimState::kGranted);
  EXPECT_TRUE(claim->clean);
  EXPECT_GE(claim->removed, 8);
  EXPECT_EQ(claim->removed + claim->withheld, 11) << claim->removed;

  for (const auto& [target, body] : AllThatIsShown()) {
    ExpectNothingIn(target, body);
  }
  for (const auto& [where, bytes] : AllThatLeaves(*id, story)) {
    ExpectNothingIn(where, bytes);
  }
  // Nor what it was called, by whoever was told of it.
  const std::string headline = "New weir on the Orrin opens";
  for (const char* const where : {"/alerts", "/briefing/1", "/briefings"}) {
    EXPECT_EQ(Get(where).body.find(headline), std::string::npos) << where;
  }
  ExpectNothingIn("rows", AllRows());
  for (const auto& file : fs::recursive_directory_iterator(folder_)) {
    if (file.is_regular_file()) {
      ExpectNothingIn(file.path().string(), BytesOf(file.path()));
    }
  }
  // The other story, and who only quoted two sentences, are there still.
  EXPECT_TRUE(store_->ArticleAt("https://harbour.example/weir"));
  EXPECT_TRUE(store_->ArticleAt("https://ferry.example/weir"));
  EXPECT_EQ(Get("/article/" + id->value()).status, 410);

  // Bundles, whole or of what is left.
  const auto stories = store_->Stories({});
  ASSERT_TRUE(stories);
  for (const store::StoryLine& line : *stories) {
    const auto bundle = store::Evidence(*store_).OfStory(line.story.id, "test", clock_.now);
    ASSERT_TRUE(bundle) << bundle.error().text;
    const auto files = form::ReadZip(bundle->bytes);
    ASSERT_TRUE(files);
    for (const form::ZipFile& file : *files) {
      ExpectNothingIn(file.name, file.bytes);
    }
  }

  // The next backup.
  const std::string backup = (folder_ / "next.tar.zst").string();
  ASSERT_TRUE(store::WriteBackup(*store_, backup, {}, clock_.now));
  fs::create_directories(folder_ / "unpacked");
  ASSERT_TRUE(store::UnpackBackup(backup, (folder_ / "unpacked").string()));
  ExpectNothingIn("backup", BytesOf(folder_ / "unpacked/headwater.db"));

  // The same again, from its own address and from others.
  const auto again = Take({Document("marentimes.example", "New weir on the Orrin opens", Prose(kSentences)),
                           Document("latecomer.example", "Orrin weir opened", Prose(kSentences)),
                           Document("marentimes.example", "Another headline", "<p>Not the same words at all.</p>")});
  EXPECT_EQ(again.kept, 0U);
  EXPECT_THAT(again.faults, SizeIs(3));
  EXPECT_THAT(again.faults, Contains(HasSubstr("had it taken down")));
  EXPECT_FALSE(store_->ArticleAt("https://latecomer.example/weir"));
  ExpectNothingIn("rows", AllRows());

  store::RightsLog log(*store_);
  EXPECT_EQ(*log.FirstBroken(), 0);
  const auto entries = log.Latest(100);
  ASSERT_TRUE(entries);
  EXPECT_THAT(*entries, Contains(AllOf(Field(&store::LogEntry::what, "kept out"),
                                       Field(&store::LogEntry::detail, "https://latecomer.example/weir"))));
  for (const char* const what : {"asked", "granted", "removed", "withheld", "clean"}) {
    EXPECT_THAT(*entries, Contains(Field(&store::LogEntry::what, what)));
  }
}

TEST_F(TakedownTest, ItStaysGoneAfterARestartAndTheOwnWordsOfOthersComeIn) {
  FillHouse();
  Grant();
  Start();
  EXPECT_EQ(Take({Document("third.example", "Orrin weir opened", Prose(kSentences))}).kept, 0U);
  EXPECT_EQ(Take({Document("own.example", "The gorge of the Orrin", Prose(kOwn))}).kept, 1U);
  const auto own = store_->ArticleAt("https://own.example/weir");
  ASSERT_TRUE(own);
  EXPECT_THAT(store_->Kept(*own)->text, HasSubstr("eleven lorries"));
  auto quoting = kOwn;
  quoting.insert(quoting.begin() + 4, kSentences[1]);
  quoting.insert(quoting.begin() + 5, kSentences[4]);
  EXPECT_EQ(Take({Document("quoting.example", "Up in the gorge", Prose(quoting))}).kept, 1U);
  const auto quoted = store_->ArticleAt("https://quoting.example/weir");
  ASSERT_TRUE(quoted);
  EXPECT_THAT(store_->Kept(*quoted)->text, IsEmpty());
  ExpectNothingIn("rows", AllRows());
}

TEST_F(TakedownTest, TheAddressesAloneGoWhereCopiesMayStay) {
  FillHouse();
  Grant(false);
  EXPECT_FALSE(store_->ArticleAt("https://marentimes.example/weir"));
  EXPECT_TRUE(store_->ArticleAt("https://hollow.example/weir"));
  EXPECT_EQ(Take({Document("third.example", "Orrin weir opened", Prose(kSentences))}).kept, 1U);
}

TEST_F(TakedownTest, AFalseClaimIsReversedAndTheArticleMayComeAgain) {
  FillHouse();
  const std::int64_t number = Grant();
  ASSERT_TRUE(store::Takedowns(*store_).Reverse(number, "Oda", "It was not theirs.", clock_.now));
  ASSERT_TRUE(pipeline_->MindTakedowns());
  EXPECT_EQ(store::Takedowns(*store_).Of(number)->state, store::ClaimState::kReversed);
  // Its page waits to be fetched again.
  const auto work = store_->TakeWork(100, clock_.now, std::chrono::seconds(1));
  ASSERT_TRUE(work);
  EXPECT_THAT(*work, Contains(Field(&store::WorkRow::key, "https://marentimes.example/weir")));
  EXPECT_EQ(Take({Document("marentimes.example", "New weir on the Orrin opens", Prose(kSentences))}).kept, 1U);
  EXPECT_TRUE(store_->ArticleAt("https://marentimes.example/weir"));
}

TEST_F(TakedownTest, ABackupFromBeforeIsRestoredWithoutWhatWasTakenDownSince) {
  FillHouse();
  const std::string before = (folder_ / "before.tar.zst").string();
  ASSERT_TRUE(store::WriteBackup(*store_, before, {}, clock_.now));
  Grant();
  fs::create_directories(folder_ / "old");
  ASSERT_TRUE(store::UnpackBackup(before, (folder_ / "old").string()));
  const std::string old = (folder_ / "old/headwater.db").string();
  {
    auto copy = store::Store::Open(old);
    ASSERT_TRUE(copy);
    ASSERT_TRUE((*copy)->ArticleAt("https://hollow.example/weir"));
    const auto carried = store::CarryTakedowns(*store_, **copy);
    ASSERT_TRUE(carried) << carried.error().text;
    EXPECT_EQ(*carried, 1);
  }
  const auto replaced = store::ReplaceStore(*store_, old, clock_.now);
  ASSERT_TRUE(replaced) << replaced.error().text;
  fs::remove_all(folder_ / "old");
  fs::remove(before);
  EXPECT_TRUE(store_->ArticleAt("https://hollow.example/weir"));
  // The running pipeline notices, and carries the takedown out on what came back.
  ASSERT_TRUE(pipeline_->Round());
  ASSERT_TRUE(pipeline_->MindTakedowns());
  EXPECT_FALSE(store_->ArticleAt("https://hollow.example/weir"));
  ExpectNothingIn("rows", AllRows());
  EXPECT_EQ(*store::RightsLog(*store_).FirstBroken(), 0);
  EXPECT_TRUE(store_->ArticleAt("https://harbour.example/weir"));
}

}  // namespace
}  // namespace headwater::cli
