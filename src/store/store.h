// The store keeps pages, articles, stories and what was found out about them, and answers the pages' questions.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "news/article.h"
#include "news/copy.h"
#include "news/feed.h"
#include "news/origin.h"
#include "news/page.h"
#include "news/story.h"
#include "store/views.h"

namespace headwater::store {

struct Limits {
  std::size_t max_results = 200;  // of any one question
  std::chrono::milliseconds busy{10'000};
};

// A page with the article that came of it, as one write.
struct KeptPage {
  const news::Page* page = nullptr;
  const news::Article* article = nullptr;  // null where the page could not be read
  std::string error;                       // then why
  bool sample = false;
};

// What the desk found out after an article came: rows replaced as a whole.
struct DeskWork {
  std::span<const news::Copy> copies;
  std::span<const news::Story> stories;  // with their independence; one without articles is removed
  std::span<const news::Origin> origins;
};

struct StoryQuestion {
  std::string language;  // empty: all
  std::size_t limit = 30;
  std::size_t offset = 0;
  bool newest_first = false;  // else by importance and freshness
};

struct SearchQuestion {
  std::string words;
  bool oldest_first = false;
  std::string language;
  std::string source;
  std::optional<std::chrono::sys_seconds> from;
  std::optional<std::chrono::sys_seconds> to;
  std::size_t limit = 30;
  std::size_t offset = 0;
};

// What a person may ask of the pipeline on a page.
enum class ErrandKind { kSubscribe, kImportOpml, kSubscribeDefaults, kRefresh, kRemoveSamples };

struct Errand {
  std::int64_t id = 0;
  ErrandKind kind = ErrandKind::kRefresh;
  std::string payload;  // an address, an OPML document, a feed's id
  bool answered = false;
  bool good = false;
  std::string answer;  // one line for people
};

// Safe for use from several threads: one writes at a time, readers do not wait for it.
// Every write is one transaction: after a fault all of it is there, or nothing. Errors are kStorage (disk full, broken
// file, locked for longer than limits.busy), kNewerStore, kNotFound.
class Store {
 public:
  // Opens or creates the store at an address: the path of a SQLite file. Brings an older one up to date.
  static Result<std::unique_ptr<Store>> Open(const std::string& address, const Limits& limits = {});
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  // --- pages and articles -------------------------------------------------------------------------------------------
  // True for the hashes (news::PageId) that are here already.
  virtual Result<bool> HasPage(const news::PageId& id) = 0;
  // The address has been fetched before and holds an article.
  virtual Result<bool> HasAddress(std::string_view url) = 0;
  // The newest article of that address (or canonical address); kNotFound where none is here.
  virtual Result<news::ArticleId> ArticleAt(std::string_view url) = 0;
  // Keeps pages and articles; what is there already stays as it is. A digest's items become articles beside it.
  // `now` is when they were first seen. Articles must have the id that StoredId gives.
  virtual Result<void> Keep(std::span<const KeptPage> pages, std::chrono::sys_seconds now) = 0;
  virtual Result<ArticleView> Article(const news::ArticleId& id) = 0;
  // The page's bytes as fetched.
  virtual Result<news::Page> Page(const news::ArticleId& id) = 0;
  virtual Result<std::vector<Unreadable>> UnreadablePages(std::size_t limit) = 0;

  // --- the desk -----------------------------------------------------------------------------------------------------
  virtual Result<void> Write(const DeskWork& work, std::chrono::sys_seconds now) = 0;
  // Articles the desk has not placed yet, oldest first, with annotations; digests' items as articles.
  virtual Result<std::vector<news::Article>> Unplaced(std::size_t limit) = 0;
  // Every placed article seen since, oldest first, with its story and thread: to load a window again.
  virtual Result<void> EachPlaced(
      std::chrono::sys_seconds since,
      const std::function<void(const news::Article&, const news::StoryId&, const news::ThreadId&)>& each) = 0;
  // The articles of a story with annotations, and the copies among them and with others.
  virtual Result<std::vector<news::Article>> ArticlesOf(const news::StoryId& id) = 0;
  virtual Result<std::vector<news::Copy>> CopiesOf(std::span<const news::ArticleId> articles) = 0;
  virtual Result<std::vector<news::Article>> Articles(std::span<const news::ArticleId> ids) = 0;

  // --- reading ------------------------------------------------------------------------------------------------------
  virtual Result<std::vector<StoryLine>> Stories(const StoryQuestion& question) = 0;
  virtual Result<StoryView> Story(const news::StoryId& id) = 0;
  virtual Result<std::vector<StoryLine>> Thread(const news::ThreadId& id) = 0;
  virtual Result<std::vector<StatementLine>> StatementsOf(const news::StoryId& id) = 0;
  virtual Result<PersonView> Person(const news::EntityId& id) = 0;
  virtual Result<SourceView> Source(std::string_view name) = 0;
  // Newest first. Words are folded and stemmed as the articles' were; "in quotation marks" is a phrase.
  virtual Result<std::vector<SearchHit>> Search(const SearchQuestion& question) = 0;
  virtual Result<store::Counts> Counts() = 0;

  // --- feeds --------------------------------------------------------------------------------------------------------
  // Adds subscriptions; those that are there stay as they are. Returns how many were new.
  virtual Result<int> Subscribe(std::span<const FeedRow> feeds, std::chrono::sys_seconds now) = 0;
  virtual Result<void> Unsubscribe(const news::FeedId& id) = 0;
  virtual Result<std::vector<FeedRow>> Feeds() = 0;
  virtual Result<std::vector<FeedRow>> FeedsDue(std::chrono::sys_seconds now, std::size_t limit) = 0;
  // Sets all but the id.
  virtual Result<void> UpdateFeed(const FeedRow& feed) = 0;
  // "Refresh now" is a row: sets next_fetch to now, for one feed or, with an empty id, for all.
  virtual Result<void> AskRefresh(const news::FeedId& id, std::chrono::sys_seconds now) = 0;

  // --- the sample edition -------------------------------------------------------------------------------------------
  virtual Result<int> RemoveSamples() = 0;
  // A small value by name, kept in the store: whether the sample edition was ever loaded, and the like.
  virtual Result<std::optional<std::string>> Note(std::string_view name) = 0;
  virtual Result<void> SetNote(std::string_view name, std::string_view value) = 0;

  // --- what a person asks for ---------------------------------------------------------------------------------------
  // Serving and the pipeline meet here: a page leaves an errand as a row, the pipeline takes it up and answers.
  virtual Result<std::int64_t> Ask(ErrandKind kind, std::string_view payload, std::chrono::sys_seconds now) = 0;
  // Errands without an answer, oldest first.
  virtual Result<std::vector<Errand>> Asked(std::size_t limit) = 0;
  virtual Result<void> Answer(std::int64_t errand, bool good, std::string_view answer, std::chrono::sys_seconds now) = 0;
  virtual Result<Errand> ErrandOf(std::int64_t id) = 0;

  // --- upkeep -------------------------------------------------------------------------------------------------------
  // Counts up with each write. Returns when it is past `since` or the time is over; its value then.
  virtual std::uint64_t WaitForChange(std::uint64_t since, std::chrono::milliseconds at_most) = 0;
  // Checks the store's file; each string is one finding, none: all well.
  virtual Result<std::vector<std::string>> Check() = 0;

 protected:
  Store() = default;
};

// The page's id: the hash of its address and bytes.
news::PageId HashPage(const news::Page& page);
// The id that the page's article has in the store.
news::ArticleId StoredId(const news::PageId& page);

}  // namespace headwater::store
