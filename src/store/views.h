// What the store's questions are answered with: rows put together for a page to show.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "news/article.h"
#include "news/copy.h"
#include "news/feed.h"
#include "news/origin.h"
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

// A story as the front page shows it.
struct StoryLine {
  news::Story story;
  int article_count = 0;
  std::string first_publisher;  // who had it first, as far as dates tell
  std::vector<std::string> publishers;
  std::string language;  // of most of its articles
  double importance = 0;
  bool sample = false;
};

struct StoryView {
  StoryLine line;
  std::vector<ArticleLine> articles;  // oldest first, those without a date last
  std::vector<news::Origin> origins;  // in the order of articles
  std::vector<news::Copy> copies;
  std::vector<StoryLine> thread;  // the thread's other stories, oldest first
};

struct ArticleView {
  news::Article article;  // annotations and all
  ArticleLine line;
  std::optional<news::Origin> origin;
  std::vector<news::Copy> copies;    // either way round
  std::vector<ArticleLine> related;  // the articles that origin and copies name
  std::string page_hash;
  std::size_t page_bytes = 0;
};

// A statement with the article that it stands in.
struct StatementLine {
  news::ArticleId article;
  std::string headline;
  std::string publisher;
  std::optional<Moment> published;
  news::Statement statement;
  std::string content;  // the words of its spans
};

struct PersonView {
  news::EntityId entity;
  std::string name;                       // the form most used
  std::map<std::string, int> forms;       // every form seen, with how often
  std::vector<StatementLine> statements;  // newest first
  std::vector<ArticleLine> articles;      // that name the person, newest first
};

struct SourceView {
  std::string name;  // as the tables or the articles have it
  int articles = 0;
  int own_reports = 0;  // origin kind self
  int derived = 0;      // that rest on another source
  int unknown = 0;
  std::vector<std::pair<std::string, int>> cites;     // whom it has its news from, most first
  std::vector<std::pair<std::string, int>> cited_by;  // who has news from it
  std::vector<ArticleLine> latest;
};

struct SearchHit {
  ArticleLine line;
  std::string snippet;     // plain text; matches between U+0001 and U+0002
  std::int64_t place = 0;  // in time; see SearchQuestion::after
};

enum class FeedHealth { kNew, kGood, kFailing, kPaused, kGone };

struct FeedRow {
  news::FeedId id;  // its address
  std::string url;
  std::string title;
  std::string link;
  std::string folder;
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
  std::int64_t failing_feeds = 0;
  std::int64_t unreadable = 0;
  std::int64_t samples = 0;  // articles of the sample edition
  std::int64_t bytes = 0;    // of the store on disk
};

}  // namespace headwater::store
