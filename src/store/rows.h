// Rows as the nouns and views that they stand for: what several of the store's questions share.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "store/port.h"
#include "store/store.h"

namespace headwater::store {

constexpr std::int64_t Seconds(std::chrono::sys_seconds at) { return at.time_since_epoch().count(); }
constexpr std::chrono::sys_seconds Instant(std::int64_t seconds) {
  return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

Value OrNull(const std::optional<std::chrono::sys_seconds>& at);
Value OrNull(const std::optional<std::string>& text);
std::optional<std::chrono::sys_seconds> InstantOf(const Row& row, int column);
std::optional<Moment> MomentOf(const Row& row, int column);
std::optional<std::string> Formatted(const std::optional<Moment>& moment);

// A list as one text, an entry a line; line ends within an entry become blanks.
std::string JoinLines(const std::vector<std::string>& list);
std::vector<std::string> SplitLines(std::string_view lines);

// A source's name for comparing: folded, without a leading article "the".
std::string SourceKey(std::string_view name);

// An article's time is in its row: the second times 2^20, and a number.
constexpr int kRowBits = 20;
constexpr std::int64_t FirstRowAt(std::int64_t seconds) { return seconds * (std::int64_t{1} << kRowBits); }
constexpr std::int64_t SecondsOfRow(std::int64_t row) { return row >> kRowBits; }

// The columns that ReadLine reads, of articles as `a`.
constexpr std::string_view kLineColumns =
    "a.id, a.story, a.url, a.headline, a.publisher, a.credit, a.authors, a.language, a.published, a.between_from, "
    "a.between_to, a.between_words, a.seen, a.sample, a.article_row";
ArticleLine ReadLine(const Row& row);
constexpr int kLineRow = 14;  // the column of article_row

// The columns that ReadStory reads, of stories as `s`.
constexpr std::string_view kStoryColumns =
    "s.id, s.headline, s.summary, s.thread, s.first, s.last, s.least, s.most, s.untraced, s.article_count, "
    "s.first_publisher, s.publishers, s.language, s.importance, s.sample, s.single_origin, s.single_source, "
    "s.publisher_count, s.countries, s.placeless, s.latest";
// Without its articles.
StoryLine ReadStory(const Row& row);
// With their articles' ids.
std::vector<StoryLine> ReadStories(Session& session, std::string_view sql, std::initializer_list<Value> values);

std::optional<std::int64_t> RowOf(Session& session, const news::ArticleId& id);
// The article whole, from the JSON that it is stored as.
Result<news::Article> Unpack(std::string_view packed);
// Articles by a query whose first column is article_texts.json.
Result<std::vector<news::Article>> ReadArticles(Session& session, std::string_view sql,
                                                std::initializer_list<Value> values);
// The same without those that are damaged, which are logged: one of many costs itself.
std::vector<news::Article> ReadSound(Session& session, std::string_view sql, std::initializer_list<Value> values);
// The articles' copies, either way round, each once.
Result<std::vector<news::Copy>> ReadCopies(Session& session, const std::vector<std::int64_t>& rows);

// What the full-text index holds of an article; borrows from it and from `about`.
IndexedText IndexedTextOf(const news::Article& article, std::int64_t row, const std::string& about);
std::string AboutOf(const news::Article& article);

// Why the article is in its story, as the desk told it; empty where it did not.
std::vector<news::Reason> ReadPlacing(Session& session, std::int64_t row);

// Counts a story's columns again from its articles; one without articles goes.
void RecountStory(Session& session, const std::string& id);

}  // namespace headwater::store
