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

class Database;

// In store/tallies.h.
struct Correction;
struct FollowedStory;
struct Mirror;
struct MirrorQuestion;
struct SourceProfile;
struct SourceQuestion;
struct Unresolved;
struct UnresolvedQuestion;

struct Limits {
  std::size_t max_results = 200;  // of any one question
  std::chrono::milliseconds busy{10'000};
  std::int64_t max_bytes = 0;  // of the store's file; 0: as many as the disk has. Reaching it is as a full disk
};

// A page with the article that came of it, as one write.
struct KeptPage {
  const news::Page* page = nullptr;
  const news::Article* article = nullptr;  // null where the page could not be read
  std::string error;                       // then why
  bool sample = false;
  bool keep_bytes = true;  // false where the page's owner reserves them: its hash alone is kept
  bool known = false;      // HasPage: it is only noted that the page was seen so again
};

// How many independent sources a statement has, that several articles tell.
struct ToldSources {
  std::int64_t told = 0;  // ToldIn::told
  news::Independence independent;
};

// What the desk found out after an article came: rows replaced as a whole.
struct DeskWork {
  std::span<const news::Copy> copies;
  std::span<const news::Story> stories;  // with their independence; one without articles is removed
  std::span<const news::Origin> origins;
  std::span<const ToldSources> told = {};
};

struct StoryQuestion {
  std::string language = {};  // empty: all
  std::size_t limit = 30;
  std::size_t offset = 0;
  bool newest_first = false;   // else by importance and freshness
  bool single_origin = false;  // only those that many carry and that have, or may have, one origin
};

struct SearchQuestion {
  std::string words;
  bool oldest_first = false;
  bool by_rank = false;  // of the newest 10,000 hits those first that have the words in their headlines, and most often
  std::string language;
  std::string source;
  std::string speaker;  // a name in any of its forms, or an entity's id: what holds a statement of theirs
  std::string place;    // a name in any of its forms, or a country by name or code: what names it
  std::string origin;   // how the article came to its publisher, a word for a Provenance; of the newest 10,000 hits
  std::string type;     // of statements: news::Spell of one; of the newest 8,000 that the other questions find
  std::optional<std::chrono::sys_seconds> from;
  std::optional<std::chrono::sys_seconds> to;
  bool single_origin = false;  // only of stories that many carry and that have, or may have, one origin
  std::size_t limit = 30;
  std::size_t offset = 0;
  // Hits that come after this one (a SearchHit's `place`): further pages without counting through the earlier ones.
  std::optional<std::int64_t> after;
  std::vector<std::string> not_understood;  // operators that ReadQuestion could make nothing of
};

// What a person types into a search box: words, and operators that narrow them down, which win over `base`:
// `speaker:`, `source:`, `place:`, `lang:`, `origin:`, `after:` (from that day, month or year on), `before:` (until it
// begins), `single:yes` (of stories with one origin); a value of several words stands in quotation marks.
SearchQuestion ReadQuestion(std::string_view typed, SearchQuestion base = {});

// What a speaker said over time, by matter.
struct PositionQuestion {
  news::EntityId entity;
  std::string about;  // words that a matter must have, all of them, begun at least; empty: any
  std::size_t limit = 40;
};

struct EntityQuestion {
  news::EntityId entity = {};
  std::size_t statements = 50;  // at most so many
  std::size_t statements_from = 0;
  std::size_t articles = 50;
  bool reasons = false;  // why its forms are one
};

// What a person settles: see DecisionKind.
struct NewDecision {
  DecisionKind kind = DecisionKind::kMerge;
  news::EntityId entity = {};
  std::string form = {};
  news::ArticleId article = {};
  // Empty for kPart: another one that is called `name`, and that no article knows yet.
  news::EntityId other = {};
  std::string name = {};
  // Of articles and sources.
  std::vector<news::ArticleId> articles = {};
  std::vector<news::ArticleId> others = {};
  std::string source = {};
  std::string url = {};
  // Instead of `articles`: all of this story; instead of `others`: this story.
  news::StoryId story = {};
  news::StoryId other_story = {};
};

struct AuditQuestion {
  int sample = 200;
  std::int64_t seed = 1;
  std::optional<AuditKind> kind = {};  // absent: all, in equal parts
};

// What a person may ask of the pipeline on a page.
enum class ErrandKind { kSubscribe, kImportOpml, kSubscribeDefaults, kRefresh, kRemoveSamples, kSettle };

struct Errand {
  std::int64_t id = 0;
  ErrandKind kind = ErrandKind::kRefresh;
  std::string payload;  // an address, an OPML document, a feed's id, a decision's number
  bool answered = false;
  bool good = false;
  std::string answer;  // one line for people
};

// A piece of work in the queue's rows.
struct WorkRow {
  std::string key;
  std::string kind;
  std::string payload;
  int tries = 0;
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
  ~Store();

  // --- pages and articles -------------------------------------------------------------------------------------------
  // True for the hashes (news::PageId) that are here already.
  Result<bool> HasPage(const news::PageId& id);
  // The address, or one that means the same (web::ComparableUrl), has been fetched before and holds an article. A page
  // counts as its canonical one where both are of one site (web::IsVariant).
  Result<bool> HasAddress(std::string_view url);
  // The newest article of that address (or canonical address); kNotFound where none is here.
  Result<news::ArticleId> ArticleAt(std::string_view url);
  // Keeps pages and articles; what is there already stays as it is. A digest's items become articles beside it.
  // `now` is when they were first seen. Articles must have the id that StoredId gives.
  // A page of an article that is here is a revision of it, in the order of their times, whatever the order of arrival:
  // the newest takes the article's place under the id that it has had, and is to be placed anew. Where only the page
  // around the article differs, it is but noted that it was seen, and the page is not kept.
  Result<void> Keep(std::span<const KeptPage> pages, std::chrono::sys_seconds now);
  Result<ArticleView> Article(const news::ArticleId& id);
  // The page's bytes as fetched.
  Result<news::Page> Page(const news::ArticleId& id);
  Result<std::vector<Unreadable>> UnreadablePages(std::size_t limit);

  // --- rights -------------------------------------------------------------------------------------------------------
  // An article whose rights forbid lists is in no list, story, search or person's page; one under an embargo is not
  // found at all.
  //
  // The articles that were had at any of these addresses (or under these ids of their issuer), digests' items too.
  Result<std::vector<news::ArticleId>> ArticlesAt(std::span<const std::string> addresses);
  // The article as it is kept, embargo or not; of one that is damaged its id and headline alone.
  Result<news::Article> Kept(const news::ArticleId& id);
  // Puts the article in the place of the one that has its id, whose words then stand nowhere any more: it has other
  // rights, or less (or more) of itself. With a page, that is what was fetched now. It leaves its story, which loses
  // the words that may be its own, and waits for the desk anew where it may be listed.
  Result<void> Revise(const KeptPage& kept, std::chrono::sys_seconds now);
  // Ends embargoes: returns how many articles may be shown from now on.
  Result<int> Release(std::chrono::sys_seconds now);
  // Articles whose time is over, and that still are as they were.
  Result<std::vector<news::ArticleId>> Ended(std::chrono::sys_seconds now, std::size_t limit);
  // Leaves nothing of what was taken away in the store's files.
  Result<void> Scrub();

  // --- revisions ----------------------------------------------------------------------------------------------------
  // An article's revisions, and two of them compared: those with the ids, or the last two where they are empty.
  Result<RevisionsView> Revisions(const news::ArticleId& id, std::string_view from = {}, std::string_view to = {});
  // In the order of the addresses; nothing where one was never noted.
  Result<std::vector<std::optional<Revisit>>> RevisitsOf(std::span<const std::string> urls);
  Result<std::vector<Revisit>> RevisitsDue(std::chrono::sys_seconds now, std::size_t limit);
  Result<void> PutRevisits(std::span<const Revisit> revisits);
  // The page at the address is still as it was last time, says its server.
  Result<void> SawAgain(std::string_view url, std::chrono::sys_seconds at);

  // --- the desk -----------------------------------------------------------------------------------------------------
  Result<void> Write(const DeskWork& work, std::chrono::sys_seconds now);
  // Articles the desk has not placed yet, oldest first, with annotations; digests' items as articles.
  Result<std::vector<news::Article>> Unplaced(std::size_t limit);
  // Every placed article seen since, oldest first, with its story and thread, until `each` returns false: to load a
  // window again. Not one reading of the store: what is placed meanwhile comes as well.
  Result<void> EachPlaced(
      std::chrono::sys_seconds since,
      const std::function<bool(const news::Article&, const news::StoryId&, const news::ThreadId&)>& each);
  // When the `count`th newest of the placed articles was seen; absent where there are fewer.
  Result<std::optional<std::chrono::sys_seconds>> SeenSince(std::size_t count);
  // The articles of a story with annotations, and the copies among them and with others.
  Result<std::vector<news::Article>> ArticlesOf(const news::StoryId& id);
  Result<std::vector<news::Copy>> CopiesOf(std::span<const news::ArticleId> articles);
  // What these articles have somebody say and others tell too.
  Result<std::vector<ToldIn>> Told(std::span<const news::ArticleId> articles);
  Result<std::vector<news::Article>> Articles(std::span<const news::ArticleId> ids);

  // --- reading ------------------------------------------------------------------------------------------------------
  Result<std::vector<StoryLine>> Stories(const StoryQuestion& question);
  Result<StoryView> Story(const news::StoryId& id);
  Result<std::vector<StoryLine>> Thread(const news::ThreadId& id);
  // Each once, in the order of its first appearance in the story: those of dated articles first, and what is a sentence
  // before what is a word or two.
  Result<std::vector<StatementLine>> StatementsOf(const news::StoryId& id, std::size_t limit);
  // The thread's stories as dated turns, and how those who speak in it moved.
  Result<TimelineView> Timeline(const news::ThreadId& id);
  // Statements that contradict each other, and figures that differ. Takes time in proportion to the story's statements;
  // of very large stories the earliest are weighed.
  Result<AccountsView> Accounts(const news::StoryId& id);
  // By any id that the entity ever had. Of those who speak often the latest statements are weighed.
  Result<std::vector<news::Matter>> Positions(const PositionQuestion& question);
  // By any id that it ever had: that of an entity which was merged into another gives the other.
  Result<EntityView> Entity(const EntityQuestion& question);
  // By a name in any spelling of the tables, or by a domain; kNotFound where nothing is from it, or cites it.
  Result<SourceProfile> Source(std::string_view name);
  // Newest first.
  Result<std::vector<ArticleLine>> SourceArticles(const SourceQuestion& question);
  // Stories that others have as well: those in which it was first, newest first; or those in which it was not, in the
  // order of their delays.
  Result<std::vector<FollowedStory>> Followed(std::string_view source, bool first, std::size_t limit,
                                              std::size_t offset);
  // Chains that end short of a primary source, those on which most articles rest first.
  Result<store::Unresolved> Unresolved(const UnresolvedQuestion& question);
  // What copies a source, credited or not, newest first.
  Result<store::Mirror> Mirror(const MirrorQuestion& question);
  // Originals that were changed in fact after others had copied them, where copies still carry the old words; the
  // latest first.
  Result<std::vector<Correction>> Corrections(std::size_t limit, std::size_t offset);
  // Newest first. Words are folded and stemmed as the articles' were; "in quotation marks" is a phrase.
  Result<std::vector<SearchHit>> Search(const SearchQuestion& question);
  // Their places alone, of articles, newest first: for who counts them.
  Result<std::vector<std::int64_t>> FindPlaces(const SearchQuestion& question);
  // Statements that have the words, or whose speaker is called by them; each once, at its first appearance. The latest
  // of all where nothing is asked.
  Result<std::vector<StatementLine>> SearchStatements(const SearchQuestion& question);
  Result<store::Counts> Counts();

  // --- entities -----------------------------------------------------------------------------------------------------
  // Those that any form of is called by all of the words (or that have begun words so, the last one), most named first.
  // `kind` is `person` and so on, empty: any. Without words: those that are named most.
  Result<std::vector<EntityLine>> EntitiesCalled(std::string_view words, std::string_view kind, std::size_t limit);

  // --- decisions ----------------------------------------------------------------------------------------------------
  // Returns the decision's number. kUsage where it says nothing: one entity merged with itself, a part of nothing, a
  // story joined with itself; kNotFound for an entity that no article names, and an article that is not here. About
  // entities it holds at once for what comes in; the rows that are there follow in short writes before it returns, and
  // where it is cut short when the collection is opened next. Else it takes effect when the desk acts on it.
  Result<std::int64_t> Decide(const NewDecision& decision, std::chrono::sys_seconds now);
  // As if it had never been made. kNotFound.
  Result<void> Undo(std::int64_t decision);
  // The newest first, of one kind or all; without those that were taken back.
  Result<std::vector<Decision>> Decisions(std::size_t limit);
  Result<store::Decision> DecisionOf(std::int64_t decision);
  // Changes with every decision that is made or taken back.
  Result<std::int64_t> DecisionStamp();
  // All that the desk goes by, the oldest first.
  Result<std::vector<Decision>> DeskDecisions();
  // Those that the desk has not acted on, taken back or not, the oldest first.
  Result<std::vector<Decision>> PendingDecisions();
  Result<void> Acted(std::span<const std::int64_t> decisions);
  // The articles leave their stories, and wait for the desk anew. Returns the stories that they left.
  Result<std::vector<news::StoryId>> Unplace(std::span<const news::ArticleId> articles);
  // What the source publishes leaves its stories and is placed in none, or may be again. Returns those that left.
  Result<std::vector<news::ArticleId>> KeepOut(std::string_view source, bool out);
  // Ids of what the source, under any of its names, published in that time; the latest first.
  Result<std::vector<news::ArticleId>> ArticlesBy(std::string_view source, std::chrono::sys_seconds from,
                                                  std::chrono::sys_seconds to, std::size_t limit);
  // Stories that hold what the source publishes, or articles whose chain names it; the latest first.
  Result<std::vector<news::StoryId>> StoriesResting(std::string_view source, std::size_t limit);

  // --- audits -------------------------------------------------------------------------------------------------------
  // Draws a sample of the collection's decisions to be judged, alike from all ranges of confidence; by the same seed
  // the same from the same collection. One that was drawn before with the same question is gone on with: its id.
  Result<std::int64_t> StartAudit(const AuditQuestion& question, std::chrono::sys_seconds now);
  // The newest first.
  Result<std::vector<AuditView>> Audits(std::size_t limit);
  Result<AuditView> Audit(std::int64_t id);
  Result<std::vector<AuditItem>> AuditItems(std::int64_t id);
  // A wrong one becomes a correction (a Decision, which the item then names); another verdict on it takes that back.
  Result<AuditItem> Judge(std::int64_t audit, int position, Verdict verdict, std::chrono::sys_seconds now);

  // --- feeds --------------------------------------------------------------------------------------------------------
  // Adds subscriptions; those that are there, by their id or an address that means the same, stay as they are. Returns
  // how many were new.
  Result<int> Subscribe(std::span<const FeedRow> feeds, std::chrono::sys_seconds now);
  // Its hub, where it had one, is told later.
  Result<void> Unsubscribe(const news::FeedId& id, std::chrono::sys_seconds now = {});
  Result<std::vector<FeedRow>> Feeds();
  // By its id, or by an address that means the same as its; kNotFound.
  Result<FeedRow> Feed(std::string_view address);
  // To be fetched over HTTP: feeds and sitemaps.
  Result<std::vector<FeedRow>> FeedsDue(std::chrono::sys_seconds now, std::size_t limit);
  // Subscriptions of one kind only.
  Result<std::vector<FeedRow>> FeedsDueOf(FeedSort kind, std::chrono::sys_seconds now, std::size_t limit);
  // What fetching found out. What a person sets stays as it is: folder, options, attributes, a title that is there, and
  // whether it is paused.
  Result<void> UpdateFeed(const FeedRow& feed);
  // Many in one transaction; those that are no longer there are passed over. Of the unchanged, which answered well,
  // only when they were and will be asked is set.
  Result<void> UpdateFeeds(std::span<const FeedRow> changed, std::span<const FeedRow> unchanged);
  // What a person sets. It is fetched anew, whatever its validators said.
  Result<void> SetFeed(const news::FeedId& id, std::string_view title, std::string_view folder,
                       const FeedOptions& options);
  Result<void> PauseFeed(const news::FeedId& id, bool paused, std::chrono::sys_seconds now);
  // "Refresh now" is a row: sets next_fetch to now, for one feed (one that is gone is tried again) or, with an empty
  // id, for all.
  Result<void> AskRefresh(const news::FeedId& id, std::chrono::sys_seconds now);

  // --- WebSub -------------------------------------------------------------------------------------------------------
  // Serving takes what hubs say and bring, the pipeline asks them and reads it.
  Result<void> PutPush(const Push& push);
  // kNotFound where there is none.
  Result<Push> PushOf(const news::FeedId& feed);
  Result<Push> PushAt(std::string_view path);
  Result<std::vector<Push>> PushesDue(std::chrono::sys_seconds now, std::size_t limit);
  Result<void> DropPush(const news::FeedId& feed);
  // At most 50 wait for one feed: kTooLarge then. The feed's next fetch is not waited for.
  Result<void> Deliver(const news::FeedId& feed, const std::vector<std::pair<std::string, std::string>>& headers,
                       std::string_view body, std::chrono::sys_seconds now);
  Result<std::vector<Delivery>> Deliveries(std::size_t limit);
  Result<void> FinishDelivery(std::int64_t id);

  // --- backfilling --------------------------------------------------------------------------------------------------
  Result<void> PutBackfill(const Backfill& backfill);
  // Those not done.
  Result<std::vector<Backfill>> BackfillsDue(std::chrono::sys_seconds now, std::size_t limit);
  Result<std::vector<Backfill>> Backfills();

  // --- the sample edition -------------------------------------------------------------------------------------------
  Result<int> RemoveSamples();
  // A small value by name, kept in the store: whether the sample edition was ever loaded, and the like.
  Result<std::optional<std::string>> Note(std::string_view name);
  Result<void> SetNote(std::string_view name, std::string_view value);

  // --- what a person asks for ---------------------------------------------------------------------------------------
  // Serving and the pipeline meet here: a page leaves an errand as a row, the pipeline takes it up and answers.
  Result<std::int64_t> Ask(ErrandKind kind, std::string_view payload, std::chrono::sys_seconds now);
  // Errands without an answer, oldest first.
  Result<std::vector<Errand>> Asked(std::size_t limit);
  Result<void> Answer(std::int64_t errand, bool good, std::string_view answer, std::chrono::sys_seconds now);
  Result<Errand> ErrandOf(std::int64_t id);

  // --- upkeep -------------------------------------------------------------------------------------------------------
  // Counts up with each write. Returns when it is past `since` or the time is over; its value then.
  std::uint64_t WaitForChange(std::uint64_t since, std::chrono::milliseconds at_most);
  // Lets all who wait return at once, as if a row had changed.
  void Wake();
  // Checks the store's file; each string is one finding, none: all well.
  Result<std::vector<std::string>> Check();

  // --- work ---------------------------------------------------------------------------------------------------------
  // For queue/local: who takes a row has it until its lease is over.
  // What is queued already stays as it is; what was given up is queued again when it was so for a day.
  Result<void> PutWork(std::span<const WorkRow> work, std::chrono::sys_seconds now);
  // True for addresses that nothing is to be done for: an article of it is here or was, its work waits, it was given up
  // or found to have no article not long ago.
  Result<std::vector<bool>> Known(std::span<const std::string> addresses, std::chrono::sys_seconds now);
  // Those that wait longest first; each try is counted as it is handed out.
  Result<std::vector<WorkRow>> TakeWork(std::size_t limit, std::chrono::sys_seconds now, std::chrono::seconds lease);
  Result<void> FinishWork(std::span<const std::string> keys);
  Result<void> PostponeWork(std::string_view key, std::chrono::sys_seconds until);
  // Handed out again from then on, as if it had not been this time.
  Result<void> ReturnWork(std::span<const std::string> keys, std::chrono::sys_seconds from);
  // Nobody else is handed it until then.
  Result<void> HoldWork(std::span<const std::string> keys, std::chrono::sys_seconds until);
  // The work stays known as given up, and its key as unreadable.
  Result<void> GiveUpWork(std::string_view key, std::string_view error, std::chrono::sys_seconds now);
  // Rows that are neither finished nor given up.
  Result<std::size_t> WaitingWork();

  // What the faces beside this one (store/people.h and its like) ask; the store's for as long as it lives.
  Database& database() { return *database_; }

 private:
  Store(std::unique_ptr<Database> database, const Limits& limits);

  std::unique_ptr<Database> database_;
  Limits limits_;
};

// Subscriptions as entries of an OPML list (form::WriteOpml): without what is secret, and without samples.
news::Feed ListOf(std::span<const FeedRow> feeds);
// The other way round.
FeedRow RowOf(const news::Entry& outline);

// The page's id: the hash of its address and bytes.
news::PageId HashPage(const news::Page& page);
// The id that the page's article has in the store.
news::ArticleId StoredId(const news::PageId& page);

}  // namespace headwater::store
