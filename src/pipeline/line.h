// The pipeline's inside: the desk with its window, and the ways from the world to it. Inside the room only.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "pipeline/fetching.h"
#include "pipeline/handover.h"
#include "pipeline/pipeline.h"
#include "pipeline/post.h"
#include "pipeline/share.h"
#include "queue/queue.h"
#include "store/alert_watch.h"
#include "store/checks.h"
#include "store/fence.h"
#include "store/retention.h"
#include "store/takedowns.h"
#include "store/tombstones.h"

namespace headwater::pipeline {

// The work of fetching a page.
inline constexpr std::string_view kPageWork = "page";

// What is kept of a page whose documents could not be read: its address, for people.
news::Page PageWithoutBody(const news::Page& page);
// The article of a page, or of what selectors leave of it. One that has become useless costs nothing.
Result<news::Article> ReadSelected(const news::Page& page, const std::string& keep, const std::string& drop,
                                   const extract::Limits& limits);

constexpr bool IsGood(int status) { return status >= 200 && status < 300; }
std::string StatusError(std::string_view url, int status);
// A value of a URL-encoded body, or of a query.
std::string FormField(std::string_view text);

// A hash of what a feed says of a page; empty where none announced it.
std::string AnnouncedPrint(const news::Page& announced);
// When the page is to be fetched again by the schedule; nothing where it has been often enough.
std::optional<std::chrono::sys_seconds> NextVisit(const Settings& settings, const store::Revisit& revisit,
                                                  std::chrono::sys_seconds now);

// What asking for a feed brought.
struct FeedAnswer {
  store::FeedRow feed;
  Result<fetch::Response> response;          // its body is gone once it was read
  std::optional<Result<news::Feed>> read{};  // of a good answer whose body is not that of the last fetch
  std::string body_hash{};
  int followed = 0;  // sitemaps from the first on
};
fetch::Request RequestFor(const store::FeedRow& feed);
// What a feed's options are for a request to `url`: cookies and passwords stay on the feed's site.
fetch::RequestOptions OptionsFor(const store::FeedOptions& options, std::string_view feed, std::string_view url);
// Pure, and safe on any thread.
FeedAnswer ReadAnswer(store::FeedRow feed, Result<fetch::Response> response);

// A good answer that is a wire's document, as a page: its items are articles already.
std::optional<news::Page> WireIn(const FeedAnswer& answer);
// What the headers of a feed's answer reserve holds for the words of its entries; those that may not be kept are not
// even queued.
using HeaderField = std::pair<std::string, std::string>;
void CarryOver(const std::vector<HeaderField>& headers, std::vector<news::Page>& pages);

// What many answers come to, to be written together.
struct FeedBatch {
  std::vector<store::FeedRow> changed;
  std::vector<store::FeedRow> unchanged;  // but for the times of this fetch and the next
  std::vector<news::Page> pages;          // that were announced
  std::vector<Incoming> wires;            // that came themselves
};

class Pipeline::Line {
 public:
  Line(store::Store& store, fetch::Fetcher& fetcher, const Clock& clock, Settings settings, const Limits& limits);

  Result<void> Open();
  // One that has a share of the work opens as it may.
  bool IsOpen() const { return open_ || share_; }
  void SetShare(Share share) { share_ = std::move(share); }
  Result<Report> Ingest(const std::function<std::optional<Incoming>()>& next, bool sample,
                        const std::function<void(std::size_t)>& progress);
  Result<Report> IngestAddress(const std::string& url);
  void Attach(Intake& intake) { intakes_.push_back(&intake); }
  void SetPost(Post post) { post_ = std::move(post); }
  // Acts on what users settled, or took back, since the last call. What was acted on here or by another process binds
  // this desk's window from then on.
  Result<bool> MindDecisions();
  Result<void> AnswerChecks();
  Result<bool> Round();
  Result<void> CarryOutTakedowns();
  // One look at everything, waiting a moment for answers that are under way. True where there was, or is, something.
  Result<bool> Step();
  // At the end of a run: stops the fetcher, keeps what was answered in time, and gives back the rest.
  Result<void> Close();
  // From any thread.
  void Stop() {
    stopping_ = true;
    mail_stop_.request_stop();
    fetcher_.Stop();
    store_.Wake();
  }
  void Wait(std::uint64_t& seen);

 private:
  // A page that went through extraction and annotation, or why it did not.
  struct Made {
    news::Page page;
    std::optional<news::Article> article;  // as it may be kept
    std::optional<news::Article> whole;    // where words that may be analysed may not be kept
    std::string error;
    bool known = false;
    bool revised = false;  // known, with other rights
    bool keep_bytes = true;
    std::int64_t kept_out = 0;  // the takedown by which it is not taken
    std::shared_ptr<const store::Tombstones> held_against{};
  };

  // What was taken before a stop; the pages behind it were not come to.
  struct Ingested {
    Report report;
    std::size_t taken = 0;
  };

  // Of every document that it holds (pipeline/documents.h).
  std::vector<Made> MakeAll(Incoming incoming);
  Made Make(Incoming incoming);
  void Honour(Made& made) const;
  // The article that a known page now gives, where its rights are others than before.
  bool HasOtherRights(Made& made);
  // What intakes have brought.
  Result<bool> TakeIn();
  Result<void> KeepTimed(const std::vector<store::KeptPage>& pages);
  void TellKept(const Made& made) const;
  Result<void> KeepAndPlace(std::vector<Made>& batch, bool sample, Report& report);
  Result<void> Place();
  Result<std::vector<news::Article>> Unplaced();

  // One of many (pipeline/share.h).
  Result<bool> SharedStep();
  Result<void> OpenShare();
  // Hands everything back.
  void LeaveShare();
  Result<bool> FetchStep();
  Result<bool> ReadStep();
  Result<bool> DeskStep();
  Result<void> KeepHouse();
  // Which hosts are fetched from here: as many as are this worker's due.
  Result<void> MindShards();
  std::set<std::string> BusyShards() const;
  bool Fetches(const std::string& address) const;
  // The desk's lease, and with it the window. False while another has it.
  Result<bool> TakeDesk();
  bool InShare(std::string_view language) const;
  // Rows of work that others left in the store go to the exchange.
  Result<void> ForwardRows();
  // Work is taken so that a page which kills who reads it takes no others with it: what was tried before is taken
  // alone.
  Result<std::vector<queue::Work>> TakeCarefully(std::size_t limit);
  Result<Ingested> HandOnPages(std::vector<Incoming> pages);
  // Waits as long as there is no room, or no server; false where it was stopped meanwhile.
  Result<bool> HandOn(const std::vector<queue::Work>& work);
  Result<void> ReadWork(const std::vector<queue::Work>& work);
  Result<void> PlaceWork(const std::vector<queue::Work>& work);
  queue::Work WorkOf(const Made& made) const;
  Made MadeOf(Parcel parcel);
  std::vector<queue::Work> ReadOn(Parcel parcel);
  // Of the window.
  Result<std::chrono::sys_seconds> OldestHeld();
  Result<void> Retrace(std::vector<news::Copy> copies, std::map<news::StoryId, news::Story> changed);
  // What is told anew: the articles of some stories, and all that share text with them.
  struct Surroundings {
    std::map<news::ArticleId, news::Article> articles;
    std::vector<news::Copy> copies;
  };
  Result<std::vector<store::ToldSources>> SourcesOfStatements(const Surroundings& around,
                                                              const std::vector<news::Origin>& told,
                                                              std::map<news::ArticleId, news::Origin> beside);
  Result<Surroundings> SurroundingsOf(const std::map<news::StoryId, news::Story>& stories,
                                      const std::vector<news::Copy>& fresh);
  // The stories that hold an article whose text a new pair reaches, from hand to hand.
  Result<void> AddTouched(const std::vector<news::Copy>& fresh, std::map<news::StoryId, news::Story>& stories);
  Result<std::vector<news::Origin>> Tell(std::vector<news::Article>& articles, const std::vector<news::Copy>& copies,
                                         news::Story& story);
  Result<std::vector<news::Copy>> CopiesFrom(std::vector<news::ArticleId> articles,
                                             const std::vector<news::Copy>& fresh);

  // Primary sources that are linked to but not in their story: those that are here, and those to be had.
  Result<std::vector<news::Article>> SoughtHere(const std::vector<news::Origin>& origins);
  Result<void> Seek(const std::vector<news::Origin>& origins);
  Result<void> Await(const std::string& url);
  // And those that are named without a link (trace::FindNamedReport).
  Result<std::optional<news::Article>> NamedReportOf(const news::Article& citing, std::string_view outlet);
  Result<bool> LinkNamed(std::vector<news::Article>& articles, const std::vector<news::Origin>& origins);
  Result<void> SeekNamed(const std::vector<news::Origin>& origins);
  Result<void> AskFeedsOf(const std::set<std::string>& outlets);
  Result<void> AwaitNamed(const std::vector<const news::Article*>& documents);

  // What owners take back, here or by a later page, and what a time brings or ends.
  Result<void> Revise(const store::KeptPage& kept);
  Result<void> ReviseEarlier(const Made& made);
  Result<void> LeaveDesk(const Made& made);
  Result<bool> MindTimes();
  // Takedowns: granted ones are carried out, in steps, and reversed ones taken back; proofs are looked for.
  Result<bool> MindTakedowns();
  Result<void> ReadTombstones();
  Result<void> TakeOut(const store::Claim& claim);
  Result<void> TakeOutArticles(const std::vector<news::ArticleId>& remove, const std::vector<news::ArticleId>& withhold,
                               std::int64_t takedown);
  Result<void> GiveBack(const store::Claim& claim);
  Result<void> LookForProof(const store::Claim& claim);
  // What was taken down, or is a copy of it, is left out; what quotes it loses its words. True where it is left out.
  bool KeepOut(Made& made) const;
  Result<void> NoteKeptOut(const std::vector<Made>& batch);
  Result<bool> MindRules();
  Result<bool> MindRetention();
  Result<bool> MindTidiness();
  // All of them, and errands, and what intakes brought. One that fails keeps none of the others from their turn, and is
  // left alone for a while; its fault is given back at the end.
  Result<bool> MindAll();
  // A few stories of those that were traced by other tables of sources than those of today. True while more may be
  // left.
  Result<bool> MindTables();
  Result<void> TellStored(const std::vector<store::StoryLine>& lines);
  Result<bool> SendWebhooks();
  // The hub of our own feeds.
  Result<bool> VerifySubscribers();
  Result<bool> DeliverTopics();
  // What people want to be told of, and what they are sent.
  Result<bool> MindAlerts();
  Result<bool> SendMails();
  Result<void> KeepMail();
  // Tells the stories again that lost an article since the last call.
  Result<void> TellAgain();
  Result<std::vector<news::Origin>> StandingOrigins(const std::vector<news::Article>& articles);

  // Feeds and pages over the network: begun, and taken up as answers come.
  struct PageAnswer {
    queue::Work work;
    news::Page announced;
    Result<fetch::Response> response;
    store::FeedOptions options{};
    bool as_announced = false;  // the feed's own text was wanted
  };
  // Answers that are kept together. Of each page what is over with it: its work (but where that was given up), and the
  // visit that it came by.
  struct PageBatch {
    std::vector<Incoming> pages{};
    std::vector<std::optional<queue::Work>> work{};
    std::vector<std::vector<store::Revisit>> visits{};
    std::vector<queue::Work> done{};
    std::vector<store::Revisit> visited{};
    std::vector<queue::Work> taken{};  // all that this is about

    void Take(Incoming page, std::optional<queue::Work> piece, std::vector<store::Revisit> visit) {
      pages.push_back(std::move(page));
      work.push_back(std::move(piece));
      visits.push_back(std::move(visit));
    }
  };
  Result<void> TakePage(PageAnswer answer, PageBatch& batch);
  Result<bool> StartFeeds();
  Result<bool> StartPages();
  void StartPage(queue::Work work, news::Page announced);
  std::vector<queue::Work> PagesUnderWay() const;
  // Takes out the pages of hosts that enough are under way of.
  std::vector<queue::Work> TakeCrowding(std::vector<std::pair<queue::Work, news::Page>>& pages) const;
  // Their turn is in a minute, of many in several.
  Result<void> PutBack(std::vector<queue::Work> crowding);
  Result<void> RenewLeases();
  // After a death of the process, a fault of the store or a step of the clock (recover.cc).
  // Once, before work is first taken: what a process that died here had under way waits again.
  Result<void> Recover();
  // Where the process died again and again before any page was kept, one of them may be to blame: they are read one at
  // a time then, and each is noted while it is.
  bool Careful() const;
  Result<void> NoteReading(std::string_view key);
  Result<void> NoteProgress();
  // The store failed: these are asked for again as soon as it does not.
  void LeaveForLater(std::vector<queue::Work> work);
  Result<void> ReturnLeft();
  // A clock that was put back leaves everything due in its future.
  Result<void> MindClock();
  Result<void> KeepFeeds();
  Result<void> KeepPages();
  Result<void> KeepBatch(PageBatch& batch);
  Result<void> TakeFeed(FeedAnswer answer, FeedBatch& batch);
  // What a feed that changed tells.
  Result<void> Learn(FeedAnswer& answer, FeedBatch& batch);
  // After a permanent redirect. True where the subscription ended: its new address has one.
  Result<bool> MoveFeed(const FeedAnswer& answer, store::FeedRow& feed);
  // A sitemap of sitemaps: true where the best of them is asked for instead.
  bool FollowSitemap(FeedAnswer& answer);
  // Pages that are here are fetched again.
  Result<bool> StartRevisits();
  // Which of the pages that are known are announced otherwise than before.
  Result<std::vector<bool>> VisitsWanted(const std::vector<news::Page>& announced, const std::vector<bool>& known);
  // What is here came by this feed, too.
  Result<void> NoteWayIn(const std::vector<news::Page>& announced, const std::vector<bool>& known);
  std::optional<store::Revisit> RevisitOf(const std::string& url);
  void NoteVisit(const news::Page& announced, const fetch::Response& response, std::vector<store::Revisit>& visited);
  // False where the page was never here.
  bool NoteLostVisit(const std::string& url, int status, std::vector<store::Revisit>& visited);
  // Queues the pages that are not here yet, or of which something else is said than before. Returns how many.
  Result<std::size_t> Announce(const std::vector<news::Page>& pages);
  Result<Ingested> IngestPages(std::vector<Incoming> pages);

  // Backfilling.
  Result<bool> StartBackfills();
  Result<void> KeepBackfills();
  Result<void> TakeBackfill(const FeedAnswer& answer, store::Backfill& backfill);
  void FailBackfill(const FeedAnswer& answer, store::Backfill& backfill);
  void BeginBackfill(const FeedAnswer& answer, const news::Feed& read, store::Backfill& backfill);
  void TakeRobots(const FeedAnswer& answer, store::Backfill& backfill);
  void AddSitemaps(const news::Feed& read, store::Backfill& backfill);
  Result<void> TakeOlder(const FeedAnswer& answer, const news::Feed& read, store::Backfill& backfill);

  // WebSub.
  Result<void> FollowHub(const store::FeedRow& feed);
  Result<bool> AskHubs();
  void NoteHub(const news::FeedId& feed, const std::string& error);
  Result<bool> TakeDeliveries();
  Result<void> TakeDelivery(const store::Delivery& delivery);

  // What people asked for.
  Result<bool> AnswerErrands();
  Result<std::string> Run(const store::Errand& errand);
  Result<std::string> Subscribe(const std::string& address);
  // Looks for the feed of an address on a thread of its own: several requests, one after the other.
  void StartLookup(const store::Errand& errand);
  Result<void> KeepLookups();
  // Addresses that are to be checked: fetched, kept and traced.
  struct CheckAnswer {
    store::Check check;
    Result<fetch::Response> response;
  };
  Result<bool> StartChecks();
  Result<void> KeepChecks();
  Result<news::ArticleId> KeepChecked(CheckAnswer& answer);
  struct Consequences;
  void SyncDesk(std::vector<store::Decision> decisions, Consequences& consequences);
  Result<void> Bring(const store::Decision& decision, Consequences& consequences);
  Result<void> Act(const store::Decision& decision, Consequences& consequences);
  Result<void> Replace(const store::Decision& decision, Consequences& consequences);
  Result<void> Follow(Consequences consequences);
  Result<std::string> AnswerSettle(const store::Errand& errand);
  // As TraceStories, with what users settled of sources.
  Result<std::vector<news::Origin>> TraceSettled(const std::vector<news::Article>& articles,
                                                 const std::vector<news::Copy>& copies, std::span<news::Story> stories,
                                                 std::vector<news::Origin> standing);
  // Loads the window anew when the sample edition was removed, or a backup restored, here or by another process.
  Result<bool> MindSamples();
  Result<std::string> ImportOpml(const std::string& opml);

  store::Store& store_;
  fetch::Fetcher& fetcher_;
  const Clock& clock_;
  Settings settings_;
  Limits limits_;
  std::unique_ptr<queue::Queue> queue_;
  Desk desk_;
  std::chrono::sys_seconds rules_minded_{};
  store::Retention retention_;
  std::chrono::sys_seconds retention_due_{};
  std::chrono::sys_seconds tidy_due_{};
  std::map<std::string_view, std::chrono::steady_clock::time_point> failing_until_;  // of what MindAll does
  std::atomic<std::shared_ptr<const store::Tombstones>> tombstones_;                 // read by workers too
  std::int64_t tombstone_stamp_ = -1;
  std::set<std::int64_t> buried_;   // takedowns whose first articles went in this run
  std::set<std::int64_t> proving_;  // whose proof was asked for
  std::chrono::sys_seconds scrub_due_{};
  bool open_ = false;
  std::atomic<bool> stopping_ = false;
  bool samples_removed_ = false;
  std::string restored_;  // the note of when a backup was
  bool tables_minded_ = false;
  std::int64_t decision_stamp_ = -1;
  std::vector<store::Decision> decided_;  // that bind the desk, the oldest first
  // The articles of the batch under way whose words are in no store.
  std::unordered_map<news::ArticleId, news::Article> whole_;
  std::set<news::StoryId> bereft_;      // stories that lost an article
  bool taken_back_ = false;             // words by their owners, since the store's file was last gone over
  std::set<news::ArticleId> awaiting_;  // articles whose primary source has come
  std::vector<Intake*> intakes_;
  std::unordered_set<std::string> feeds_under_way_;  // by id
  std::chrono::steady_clock::time_point next_look_{};
  std::vector<FeedAnswer> answered_feeds_;
  bool recovered_ = false;
  int deaths_ = 0;                 // in a row, without a page kept in between
  std::vector<queue::Work> left_;  // that the store failed for
  std::chrono::steady_clock::time_point left_rests_until_{};
  std::optional<std::pair<std::chrono::steady_clock::time_point, std::chrono::sys_seconds>>
      clocks_;                                                    // at the last look
  std::unordered_map<std::string, std::string> pages_under_way_;  // the key of their work, and their host
  std::chrono::steady_clock::time_point next_renewal_{};
  bool one_address_ = false;  // a person waits for all pages of one address
  std::deque<PageAnswer> answered_pages_;
  std::unordered_set<std::string> backfills_under_way_;  // by their feed
  std::vector<std::pair<FeedAnswer, store::Backfill>> answered_backfills_;
  std::map<std::string, std::string> previous_marks_;  // of backfills, by feed
  struct Lookup {
    std::int64_t errand = 0;
    std::string address;
    std::future<Result<Found>> found;
  };
  std::vector<Lookup> lookups_;
  std::unordered_set<std::int64_t> checks_under_way_;
  std::vector<CheckAnswer> answered_checks_;
  store::AlertWatch watch_{store_};
  std::chrono::sys_seconds gathered_{};
  Post post_;
  std::stop_source mail_stop_;
  // The mail under way.
  struct Mailed {
    std::int64_t letter = 0;
    std::future<Result<void>> sent;
  };
  Mailed mail_;
  std::optional<Share> share_;
  std::unique_ptr<queue::Queue> taking_;  // the line that this share's work comes from, but for pages to be fetched
  std::unique_ptr<queue::Queue> onward_;  // and the one that it goes to
  std::vector<queue::Work> suspects_;     // taken, and tried before
  std::string member_;                    // this worker among those that fetch
  std::vector<std::string> shards_;       // that pages are taken from
  std::chrono::steady_clock::time_point next_claim_{};
  std::chrono::steady_clock::time_point next_rows_{};
  store::Fence fence_;
  // Last: what it still reads belongs to the rest.
  Fetching fetching_;
};

}  // namespace headwater::pipeline
