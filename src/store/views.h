// What the store's questions are answered with: rows put together for a page to show.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "news/account.h"
#include "news/article.h"
#include "news/copy.h"
#include "news/feed.h"
#include "news/origin.h"
#include "news/revision.h"
#include "news/story.h"

namespace headwater::store {

// An article without its prose.
struct ArticleLine {
  news::ArticleId id;
  news::StoryId story;
  std::string url;
  std::string headline;
  std::string publisher;
  std::string credit;
  std::vector<std::string> authors;
  std::string language;
  std::optional<Moment> published;
  std::optional<news::PublishedBetween> published_between;
  std::chrono::sys_seconds seen{};  // when Headwater first had it
  bool sample = false;
};

// Does all of a story that many carry go back to one source? Many: kManyArticles of kManyPublishers.
enum class SingleOrigin {
  kNo,
  kYes,  // nothing of it is untraced
  kMay,  // one source is known, and a few of its articles are untraced
};
inline constexpr int kManyArticles = 5;
inline constexpr int kManyPublishers = 4;

// A story as the front page shows it.
struct StoryLine {
  news::Story story;
  int article_count = 0;
  std::string first_publisher;  // who had it first, as far as dates tell
  std::vector<std::string> publishers;
  std::string language;  // of most of its articles
  double importance = 0;
  bool sample = false;
  SingleOrigin single_origin = SingleOrigin::kNo;
  std::string single_source;  // what that one is called
  int publisher_count = 0;
  std::vector<std::string> countries;  // that the tables know its publishers to be of: ISO 3166-1 alpha-2
  int placeless = 0;                   // publishers whose country is not known
  std::chrono::sys_seconds latest{};   // what its freshness counts from
};

// What users have settled. Decisions hold for what is here and for all that comes, in their order.
enum class DecisionKind {
  // About entities.
  kMerge,  // `entity` is `other`, whose address both have from then on
  kPart,   // what is called `form` (any form where empty), in `article` (all where empty), is not `entity` but `other`
  // About stories.
  kJoin,   // the `articles` are of one story with the `others`
  kMove,   // so they are, and of another than the `left`
  kLeave,  // the `articles`, which stay together, are of another story than the `left`
  // About copies and origins.
  kNotCopy,    // no one of the `articles` and one of the `others` are copies of each other
  kNotSource,  // the `articles` do not have their news from the `others`, or from `source`
  kIsSource,   // they have it from the `others`, or from `source` (its report at `url`)
  // About a source in all that it publishes or is cited for.
  kNoOrigin,   // `source` is never counted as a primary source
  kNoStories,  // what `source` publishes is kept out of stories
};
// The word that rows, commands and the API know it by: `not source`.
std::string_view WordFor(DecisionKind kind);
std::optional<DecisionKind> DecisionKindOf(std::string_view word);
constexpr bool IsOfEntities(DecisionKind kind) { return kind == DecisionKind::kMerge || kind == DecisionKind::kPart; }

struct Decision {
  std::int64_t id = 0;  // never given again, and growing
  DecisionKind kind = DecisionKind::kMerge;
  news::EntityId entity;
  std::string form;
  news::ArticleId article;
  news::EntityId other;
  std::string entity_name;  // what they are called; of articles, their headline
  std::string other_name;
  std::chrono::sys_seconds at{};
  // By the ids that they have now.
  std::vector<news::ArticleId> articles = {};
  std::vector<news::ArticleId> others = {};
  std::vector<news::ArticleId> left = {};
  std::string source = {};
  std::string url = {};
  bool undone = false;  // taken back, and the desk has not acted on that yet
};

struct StoryView {
  StoryLine line;
  std::vector<ArticleLine> articles;  // oldest first, those without a date last
  std::vector<news::Origin> origins;  // in the order of articles
  std::vector<news::Copy> copies;
  std::vector<StoryLine> thread;                                // the thread's other stories, oldest first
  std::map<news::ArticleId, std::vector<news::Reason>> placed;  // why each article is in it, where that was told
  std::vector<Decision> decisions;                              // that concern its articles, the newest first
};

// Where a statement stands.
struct StatementPlace {
  news::ArticleId article;
  std::size_t position = 0;  // among the article's statements
  std::string headline;
  std::string publisher;
  std::optional<Moment> published;
  std::chrono::sys_seconds seen{};
};

struct ArticleView {
  news::Article article;  // annotations and all; its entities as the user has settled them
  ArticleLine line;
  std::optional<news::Origin> origin;
  std::vector<news::Copy> copies;    // either way round
  std::vector<ArticleLine> related;  // the articles that origin and copies name
  std::vector<news::Reason> placed;  // why it is in its story, where that was told
  std::vector<Decision> decisions;   // that concern it, the newest first; of the desk's only
  std::string page_hash;
  std::size_t page_bytes = 0;
  std::vector<news::Enclosure> enclosures;  // that its feed announced it with
  std::vector<news::Revision> revisions;    // oldest first; the last is the article. None of a digest and its items
  // By a statement's number: all places (this one too) where its speaker says the same, the first first; at most a few.
  std::map<std::size_t, std::vector<StatementPlace>> said_in;
  bool carries_corrected = false;  // it still has words that the original which it copies has changed
  int corrected_copies = 0;        // copies of it that do so
  // How many other articles rest on it though it rests on nobody named; absent where it is no such end.
  std::optional<int> rest_unnamed;
  // Of those, by the same number: how many independent sources all articles that tell it have it from.
  std::map<std::size_t, news::Independence> said_by;
};

// An article's revisions, and one held against another; without a comparison where there is only one.
struct RevisionsView {
  ArticleLine line;
  std::vector<news::Revision> revisions;  // oldest first
  std::size_t from = 0;                   // of revisions
  std::size_t to = 0;
  news::Comparison comparison;
};

// An address that was fetched and may be fetched again.
struct Revisit {
  std::string url;
  std::optional<std::chrono::sys_seconds> due;  // absent: only when it is announced anew
  std::chrono::sys_seconds first{};             // fetched
  int visits = 0;                               // since then
  std::chrono::sys_seconds last{};
  std::string etag;
  std::string last_modified;
  std::string announced;  // a hash of what its feed said of it
};

// A statement with the article that it stands in. The same statement of one speaker in several articles, word for word
// or nearly so, is one: it is told where it appeared first, by the times that the articles state, whatever the order in
// which they came.
struct StatementLine {
  news::ArticleId article;
  std::size_t position = 0;  // among the article's statements
  std::string headline;
  std::string publisher;
  std::optional<Moment> published;
  std::chrono::sys_seconds seen{};
  std::string language;
  news::Statement statement;                      // its speaker's entity as the user has settled it
  std::string content;                            // the words of its spans
  int articles = 1;                               // in how many it stands, this one among them
  std::vector<StatementPlace> places;             // some of them, the first first; empty where it stands here alone
  std::optional<news::Independence> independent;  // sources of those articles; absent where it stands here alone
};

// Where the accounts of a story differ.
struct AccountsView {
  std::vector<news::Disagreement> disagreements;  // the surest first
  std::vector<news::Spread> spreads;
};

// A story of a thread, by the day that its news is about.
struct TurnLine {
  StoryLine story;
  // As its articles' opening sentences date it; else when the first of them was published; absent where neither is
  // known.
  std::optional<std::chrono::year_month_day> day;
  bool dated = false;  // by its words
};

struct TimelineView {
  std::vector<TurnLine> turns;          // in order of days, those without one last
  std::vector<news::Matter> positions;  // of who speaks in it, those that moved first
};

// A statement that several articles tell, and where.
struct ToldIn {
  std::int64_t told = 0;                                        // as the store numbers it
  std::vector<std::pair<news::ArticleId, std::size_t>> places;  // article, the statement's number in it
};

// A form under which an entity was seen.
struct FormLine {
  std::string form;
  std::string script;  // `latin`, `cyrillic` and so on; empty for what has no letters
  int times = 0;
  int articles = 0;
  std::vector<news::Reason> why = {};  // it is held to be the entity; of those used most, where that was asked for
};

// An office or work that articles give an entity, from the first to the last day that any of them states.
struct RoleLine {
  std::string role;
  int articles = 0;
  std::optional<std::chrono::year_month_day> first;
  std::optional<std::chrono::year_month_day> last;
};

// Where a place lies, as its articles were read.
struct PlaceLine {
  std::string name;
  std::string country;   // ISO 3166-1 alpha-2, may be empty
  double latitude = 0;   // degrees
  double longitude = 0;  // degrees
  int articles = 0;
};

// A person, organisation or place in a list.
struct EntityLine {
  news::EntityId entity;
  std::string name;  // the form most used
  std::string role;  // the one given most often
  int articles = 0;
  int statements = 0;
};

// A person, organisation, place or whatever else is named.
struct EntityView {
  news::EntityId entity;
  std::string name;                       // the form most used, or as the user called it
  std::vector<FormLine> forms;            // every form seen, the most used first
  std::vector<RoleLine> roles;            // the latest first
  std::vector<PlaceLine> places;          // where it lies, most articles first; of places only
  std::vector<StatementLine> statements;  // by their first appearance, the newest first
  int statement_count = 0;                // of all
  std::vector<ArticleLine> articles;      // that name it, newest first
  int article_count = 0;                  // of all
  std::vector<Decision> decisions;        // that concern it, the newest first
};

// What of the desk's decisions a person may be asked about.
enum class AuditKind { kStory, kCopy, kOrigin, kPerson };
std::string_view WordFor(AuditKind kind);
std::optional<AuditKind> AuditKindOf(std::string_view word);

enum class Verdict { kNone, kRight, kWrong, kCannotTell };
// `cannot tell`; empty for none.
std::string_view WordFor(Verdict verdict);
std::optional<Verdict> VerdictOf(std::string_view word);

// One decision that was drawn: that the article is of its story, a copy of the other, has its news from its roots, or
// means the entity by the form.
struct AuditItem {
  std::int64_t audit = 0;
  int position = 0;  // from 1
  AuditKind kind = AuditKind::kStory;
  news::ArticleId article;
  news::ArticleId other;
  news::EntityId entity;
  std::string form;
  std::optional<double> confidence;  // as it was stated when it was drawn
  int stratum = 0;                   // of its kind
  std::int64_t population = 0;       // decisions in the stratum
  Verdict verdict = Verdict::kNone;
  std::int64_t correction = 0;  // the decision that a wrong one led to; 0: none
};

// Decisions whose stated confidence lies in one range.
struct AuditBin {
  double from = 0;
  double to = 1;
  int judged = 0;
  double stated = 0;  // on average
  double found = 0;   // the part that was right
};

// What the verdicts on one kind of decision come to. Each judged item stands for its stratum.
struct AuditFigures {
  AuditKind kind = AuditKind::kStory;
  int drawn = 0;
  int right = 0;
  int wrong = 0;
  int cannot_tell = 0;
  // The part that is right, and its 95 % interval after Wilson, over the effective number of judged items; absent where
  // none was.
  std::optional<double> precision;
  double low = 0;
  double high = 1;
  // Of those with a stated confidence: the average distance between stated and found over the bins.
  std::optional<double> calibration_error;
  std::vector<AuditBin> bins;
};

struct AuditView {
  std::int64_t id = 0;
  int sample = 0;
  std::int64_t seed = 0;
  std::optional<AuditKind> kind;  // absent: all
  std::chrono::sys_seconds at{};
  int drawn = 0;
  int judged = 0;
  std::vector<AuditFigures> figures;  // of the kinds that were drawn
};

struct SearchHit {
  ArticleLine line;
  std::string snippet;                             // plain text; matches between U+0001 and U+0002
  std::string headline;                            // as the line's, its matches marked likewise
  std::int64_t place = 0;                          // in time; see SearchQuestion::after
  SingleOrigin single_origin = SingleOrigin::kNo;  // of its story
  std::string single_source;
};

enum class FeedHealth { kNew, kGood, kFailing, kPaused, kGone };
// The word that rows, styles, phrases, commands and the API know it by: `good`.
std::string_view WordFor(FeedHealth health);

// How a subscription is read: over HTTP, or a folder or mailbox of this machine or its network.
enum class FeedSort { kFeed, kSitemap, kFolder, kMailbox };

// Where the text of a feed's articles is taken from.
enum class TextFrom {
  kPage,      // the page that an entry leads to
  kFeed,      // the entry's own text; the page only where the entry has none
  kSelected,  // what of the page is left after `keep` and `drop`
};

// What a person sets for one feed. Empty: as for all.
struct FeedOptions {
  std::string user_agent;
  std::string cookies;  // the value of a Cookie header
  std::string user;     // HTTP credentials
  std::string password;
  std::string proxy;
  std::string ca_file;  // PEM, of the authority that its server's certificate is from
  TextFrom text = TextFrom::kPage;
  std::string keep;  // selectors, parted by commas: only these of the page
  std::string drop;  // selectors: not these
  std::optional<std::chrono::minutes> interval;

  friend bool operator==(const FeedOptions&, const FeedOptions&) = default;
};

struct FeedRow {
  news::FeedId id;  // the address that it was subscribed to by
  std::string url;  // where it is now
  FeedSort kind = FeedSort::kFeed;
  std::string title;  // plain text
  std::string link;
  std::string folder;  // `World/Asia` lies in `World`
  std::string language;
  std::string country;
  FeedHealth health = FeedHealth::kNew;
  std::string last_error;  // in words; empty when the last fetch was good
  int failures = 0;        // in a row
  std::optional<std::chrono::sys_seconds> last_fetched;
  std::optional<std::chrono::sys_seconds> last_good;
  std::chrono::sys_seconds next_fetch{};
  std::string etag;
  std::string last_modified;
  int entry_count = 0;
  bool sample = false;
  FeedOptions options;
  // Of its outline in an OPML list, what means nothing to us: names in Clark's notation (`{space}name`), values.
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string hub;  // WebSub, as the feed names them
  std::string topic;
  std::string generator;                                 // the program that writes it, as it says
  std::optional<double> entry_rate;                      // new entries a day, as observed until last_changed
  std::optional<std::chrono::sys_seconds> last_changed;  // when new entries were last seen
  std::optional<std::chrono::seconds> declared;          // how long it says it may be kept
  std::int64_t skipped = 0;  // what it skips in UTC: hours as bits 0 to 23, days from bit 24 (Sunday) on
  std::string seen_entries;  // of the last fetch: a hash of four bytes each
  std::string body_hash;     // of the last fetch
  // Until when its hub has promised to deliver; set by the store.
  std::optional<std::chrono::sys_seconds> pushed_until;
};

enum class PushState { kAsked, kVerified, kDenied, kLeaving };

// A WebSub subscription: what a hub was asked for, and what it answered.
struct Push {
  news::FeedId feed;
  std::string hub;
  std::string topic;
  std::string path;    // last segment of our callback's address; cannot be guessed
  std::string secret;  // for the signatures of deliveries
  PushState state = PushState::kAsked;
  std::chrono::sys_seconds due{};  // when the hub is to be asked (again)
  int tries = 0;
  std::optional<std::chrono::sys_seconds> lease_ends;
  std::string error;
};

// What a hub brought, its signature found good.
struct Delivery {
  std::int64_t id = 0;
  news::FeedId feed;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
};

enum class BackfillWay { kArchive, kPages, kSitemap };

// The reading of a feed's older entries, as far as it has come.
struct Backfill {
  news::FeedId feed;
  BackfillWay way = BackfillWay::kArchive;
  std::vector<std::string> addresses;              // still to be read, the next one first
  int page = 0;                                    // documents read so far; 0: not begun
  int left = 0;                                    // entries that may still be taken
  std::optional<std::chrono::sys_seconds> oldest;  // what is older is left alone
  int found = 0;                                   // entries queued so far
  int tries = 0;                                   // of the next address
  std::chrono::sys_seconds due{};
  bool done = false;
  std::string answer;  // in words, when done
};

// A page that could not be read.
struct Unreadable {
  std::string address;
  std::string error;
  std::chrono::sys_seconds at{};
};

struct Counts {
  std::int64_t pages = 0;
  std::int64_t articles = 0;
  std::int64_t stories = 0;
  std::int64_t threads = 0;
  std::int64_t feeds = 0;
  std::int64_t own_feeds = 0;  // without the sample edition's
  std::int64_t failing_feeds = 0;
  std::int64_t unreadable = 0;
  std::int64_t samples = 0;  // articles of the sample edition
  std::int64_t bytes = 0;    // of the store on disk
};

}  // namespace headwater::store
