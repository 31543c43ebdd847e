// The pipeline carries pages through the stages into the store: one pass from page to origin, and the schedule of
// feeds.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "extract/extract.h"
#include "fetch/fetch.h"
#include "news/article.h"
#include "news/feed.h"
#include "news/page.h"
#include "pipeline/desk.h"
#include "store/budget.h"
#include "store/store.h"

namespace headwater::pipeline {

struct Limits {
  std::size_t batch = 64;                // pages kept in one transaction
  std::size_t max_retraced = 2'000;      // articles whose origins are looked at again after one batch
  std::size_t feeds_under_way = 20'000;  // asked for and not answered yet; most of them wait for their host's turn
  std::size_t pages_under_way = 2'000;   // at most 60 of one host
  extract::Limits extract;
  DeskLimits desk;
};

// What the person who runs it decides about others' reservations. Domains count with all hosts below them.
struct RightsSettings {
  // Whose owners gave a licence: what they reserve is recorded, but only embargoes, ends and withdrawals bind.
  std::vector<std::string> licensed;
  // Of which no more than the link is kept, whatever they say.
  std::vector<std::string> link_only;
  // Words that shall reserve the text, though they need not: `ai-train=no`.
  std::vector<std::string> reserve_text;
};

struct Settings {
  std::size_t jobs = 1;
  // False: the network is left alone; feeds and pages wait.
  bool fetch = true;
  // Articles seen longer ago, or before so many others, are no longer compared with new ones.
  std::chrono::days window{60};
  std::size_t window_articles = 100'000;
  // Between two fetches of a feed of which nothing is known yet, and the bounds for those of which there is.
  std::chrono::minutes feed_interval{30};
  std::chrono::minutes shortest_interval{5};
  std::chrono::minutes longest_interval{24 * 60};
  // Between two documents of one feed's backfilling.
  std::chrono::seconds between_backfills{10};
  // Where hubs find this server (`https://vellmar.example/headwater`, without a slash at its end); empty: no WebSub.
  std::string public_address;
  // How long after it was found a page is fetched again, ascending; empty: never, not even where its feed says that it
  // changed.
  std::vector<std::chrono::seconds> revisits{std::chrono::hours{1}, std::chrono::hours{6}, std::chrono::hours{24},
                                             std::chrono::hours{72}, std::chrono::hours{168}};
  // What "add the default list" subscribes to.
  std::vector<store::FeedRow> default_feeds;
  RightsSettings rights;
  store::BudgetSettings budget;
};

// A document on its way in: a page, or an article that was extracted before with the bytes that it came in.
struct Incoming {
  news::Page page;
  std::optional<news::Article> ready;
  // Selectors (web/selector.h): what of the page is read. The page is kept whole.
  std::string keep{};
  std::string drop{};
};

struct Report {
  std::size_t documents = 0;
  std::size_t kept = 0;     // that were new
  std::size_t known = 0;    // that were here already
  std::size_t revised = 0;  // of them, whose owners reserve something else than before
  std::size_t unreadable = 0;
  std::vector<std::string> faults;  // one line for each that was unreadable
};

class Intake;
struct Post;
struct Share;

// The window lives in memory, the rest in the store; one pipeline a store. For one thread, but for Run's stop.
class Pipeline {
 public:
  // All three must outlive the pipeline.
  Pipeline(store::Store& store, fetch::Fetcher& fetcher, const Clock& clock, Settings settings,
           const Limits& limits = {});
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline();

  // Loads the window and places what a former run left unplaced. Call it once, before all else but Run.
  Result<void> Open();

  // Takes documents until `next` gives none, each through to its origin. `progress` is told how many are done.
  // An error is the store's; a bad document is only reported.
  Result<Report> Ingest(const std::function<std::optional<Incoming>()>& next, bool sample,
                        const std::function<void(std::size_t)>& progress = {});

  // What comes by itself is taken up in each round from now on (pipeline/intake.h). The intake must outlive the
  // pipeline.
  void Attach(Intake& intake);

  // Before it runs: how what people are to be told is put into words and sent (pipeline/post.h). Without it alerts
  // fire, and nothing is sent.
  void SetPost(Post post);

  // Before it runs, instead of Open: it does but a share of the work, as one of many (pipeline/share.h).
  void SetShare(Share share);

  // Fetches an address: a page, or a feed with the pages that it announces.
  Result<Report> IngestAddress(const std::string& url);

  // Acts on what users settled of stories, copies and origins, or took back. True where there was something to do.
  // Open, Round and Run do so too.
  Result<bool> MindDecisions();

  // Carries out takedowns that were granted, or reversed, to their end. Run does so too.
  Result<void> MindTakedowns();
  // Fetches and traces what somebody wants checked (store/checks.h) until none of it waits.
  Result<void> AnswerChecks();

  // Errands, feeds that are due, pages that wait, until none of them is left. True where there was something to do.
  Result<bool> Round();
  // The same without end, until asked to stop: then the fetcher is stopped, and what was under way waits for the next
  // run. What goes wrong is logged, and tried again later. Opens the pipeline where that was not done.
  void Run(const std::stop_token& stop);

 private:
  class Line;
  std::unique_ptr<Line> line_;
};

// What stands at an address that a person gave.
struct Found {
  std::vector<store::FeedRow> feeds;  // the best one; all of a list
  bool list = false;                  // OPML
  std::size_t entries = 0;
  std::vector<std::string> others;  // of the same site, in words
};
// The address may be a feed's or any page's: then the feeds that the page names are tried, the usual places, and the
// sitemaps of its robots.txt. Fails with kBadInput where there is none, kRefused where the server wants a password.
Result<Found> FindFeeds(fetch::Fetcher& fetcher, const std::string& address, const store::FeedOptions& options = {});
// Subscribes to what was found; what came of it in words. `address` is what the person gave.
Result<std::string> Subscribe(store::Store& store, const Found& found, const std::string& address,
                              std::chrono::sys_seconds now);

// The note in the store that says what became of the sample edition: absent, kSamplesLoaded or kSamplesRemoved. Whoever
// removes the samples sets it, so that a running pipeline drops them from its window.
inline constexpr std::string_view kSamplesNote = "samples";
inline constexpr std::string_view kSamplesLoaded = "loaded";
inline constexpr std::string_view kSamplesRemoved = "removed";

// A feed's entries as pages: the entry's content as the body, to be used where the page itself is not to be had.
std::vector<news::Page> PagesOf(const news::Feed& feed, const std::string& address);

}  // namespace headwater::pipeline
