// Reading rows, and what is derived from articles alike in several places.
#include "store/rows.h"

#include <algorithm>

#include "base/log.h"
#include "form/items.h"
#include "form/json.h"
#include "store/compress.h"
#include "store/facts.h"
#include "text/passages.h"
#include "text/words.h"

namespace headwater::store {

Value OrNull(const std::optional<std::chrono::sys_seconds>& at) { return at ? Value(Seconds(*at)) : Value(); }

Value OrNull(const std::optional<std::string>& text) { return text ? Value(std::string_view(*text)) : Value(); }

std::optional<std::chrono::sys_seconds> InstantOf(const Row& row, int column) {
  return row.IsNull(column) ? std::nullopt : std::optional(Instant(row.Int(column)));
}

std::optional<Moment> MomentOf(const Row& row, int column) {
  return row.IsNull(column) ? std::nullopt : ParseMoment(row.Text(column));
}

std::optional<std::string> Formatted(const std::optional<Moment>& moment) {
  return moment ? std::optional(FormatMoment(*moment)) : std::nullopt;
}

std::string JoinLines(const std::vector<std::string>& list) {
  std::string joined;
  for (const std::string& entry : list) {
    if (!joined.empty()) {
      joined.push_back('\n');
    }
    for (const char c : entry) {
      joined.push_back(c == '\n' ? ' ' : c);
    }
  }
  return joined;
}

std::vector<std::string> SplitLines(std::string_view lines) {
  std::vector<std::string> list;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    list.emplace_back(lines.substr(at, end - at));
    at = end + 1;
  }
  return list;
}

std::string SourceKey(std::string_view name) {
  std::string key;
  for (const text::Word& word : text::Words(name)) {
    const std::string folded = text::Fold(name.substr(word.begin, word.end - word.begin));
    if (!key.empty()) {
      key.push_back(' ');
    } else if (folded == "the") {
      continue;
    }
    key.append(folded);
  }
  return key.empty() ? text::Fold(name) : key;
}

ArticleLine ReadLine(const Row& row) {
  ArticleLine line;
  line.id = news::ArticleId(std::string(row.Text(0)));
  line.story = news::StoryId(std::string(row.Text(1)));
  line.url = row.Text(2);
  line.headline = row.Text(3);
  line.publisher = row.Text(4);
  line.credit = row.Text(5);
  line.authors = SplitLines(row.Text(6));
  line.language = row.Text(7);
  line.published = MomentOf(row, 8);
  const auto from = MomentOf(row, 9);
  const auto to = MomentOf(row, 10);
  if (from || to) {
    news::PublishedBetween& between = line.published_between.emplace();
    between.from = from ? std::optional(DayOf(*from)) : std::nullopt;
    between.to = to ? std::optional(DayOf(*to)) : std::nullopt;
    between.evidence = SplitLines(row.Text(11));
  }
  line.seen = Instant(row.Int(12));
  line.sample = row.Int(13) != 0;
  return line;
}

StoryLine ReadStory(const Row& row) {
  StoryLine line;
  line.story.id = news::StoryId(std::string(row.Text(0)));
  line.story.headline = row.Text(1);
  line.story.summary = row.Text(2);
  line.story.thread = news::ThreadId(std::string(row.Text(3)));
  line.story.first = MomentOf(row, 4);
  line.story.last = MomentOf(row, 5);
  if (!row.IsNull(6)) {
    line.story.independent =
        news::Independence{static_cast<int>(row.Int(6)), static_cast<int>(row.Int(7)), static_cast<int>(row.Int(8))};
  }
  line.article_count = static_cast<int>(row.Int(9));
  line.first_publisher = row.Text(10);
  line.publishers = SplitLines(row.Text(11));
  line.language = row.Text(12);
  line.importance = row.Real(13);
  line.sample = row.Int(14) != 0;
  line.single_origin = static_cast<SingleOrigin>(row.Int(15));
  line.single_source = row.Text(16);
  line.publisher_count = static_cast<int>(row.Int(17));
  line.countries = SplitLines(row.Text(18));
  line.placeless = static_cast<int>(row.Int(19));
  line.latest = Instant(row.Int(20));
  return line;
}

std::vector<StoryLine> ReadStories(Session& session, std::string_view sql, std::initializer_list<Value> values) {
  std::vector<StoryLine> stories;
  session.Run(sql, values, [&](const Row& row) { stories.push_back(ReadStory(row)); });
  for (StoryLine& line : stories) {
    session.Run("SELECT id FROM articles WHERE story = ? ORDER BY published IS NULL, article_row",
                {line.story.id.value()},
                [&](const Row& row) { line.story.articles.emplace_back(std::string(row.Text(0))); });
  }
  return stories;
}

std::optional<std::int64_t> RowOf(Session& session, const news::ArticleId& id) {
  return session.Number("SELECT article_row FROM articles WHERE id = ?", {id.value()});
}

Result<news::Article> Unpack(std::string_view packed) {
  return Decompress(packed).and_then([](const std::string& json) { return form::ReadArticle(json); });
}

Result<std::vector<news::Article>> ReadArticles(Session& session, std::string_view sql,
                                                std::initializer_list<Value> values) {
  std::vector<news::Article> articles;
  std::optional<Error> damaged;
  session.Run(sql, values, [&](const Row& row) {
    auto article = Unpack(row.Text(0));
    if (!article) {
      damaged = article.error();
      return;
    }
    articles.push_back(std::move(*article));
  });
  if (damaged) {
    return tl::unexpected(std::move(*damaged));
  }
  return articles;
}

std::vector<news::Article> ReadSound(Session& session, std::string_view sql, std::initializer_list<Value> values) {
  std::vector<news::Article> articles;
  session.Run(sql, values, [&](const Row& row) {
    if (auto article = Unpack(row.Text(0))) {
      articles.push_back(std::move(*article));
    } else {
      Log(LogLevel::kError, "{}", article.error().text);
    }
  });
  return articles;
}

Result<std::vector<news::Copy>> ReadCopies(Session& session, const std::vector<std::int64_t>& rows) {
  std::vector<news::Copy> copies;
  std::optional<Error> damaged;
  const auto add = [&](const Row& row) {
    auto copy = form::ReadCopy(row.Text(0));
    if (!copy) {
      damaged = copy.error();
      return;
    }
    copies.push_back(std::move(*copy));
  };
  const std::vector<std::int64_t> sorted = [&] {
    auto ordered = rows;
    std::ranges::sort(ordered);
    return ordered;
  }();
  for (const std::int64_t row : sorted) {
    session.Run("SELECT json FROM copies WHERE article_row = ? ORDER BY earlier_row", {row}, add);
    // The pair is among those above where the other article is asked for too.
    session.Run("SELECT json, article_row FROM copies WHERE earlier_row = ? ORDER BY article_row", {row},
                [&](const Row& pair) {
                  if (!std::ranges::binary_search(sorted, pair.Int(1))) {
                    add(pair);
                  }
                });
  }
  if (damaged) {
    return tl::unexpected(std::move(*damaged));
  }
  return copies;
}

std::vector<news::Reason> ReadPlacing(Session& session, std::int64_t row) {
  const auto json = session.Words("SELECT json FROM placings WHERE article_row = ?", {row});
  return json ? form::ReadReasons(*json).value_or(std::vector<news::Reason>()) : std::vector<news::Reason>();
}

std::string AboutOf(const news::Article& article) {
  return JoinLines(article.authors) + '\n' + article.credit + '\n' + article.publisher;
}

// A live page is found by its introduction: what follows is found by its entries.
static std::string_view OwnText(const news::Article& article) {
  if (article.kind != news::ArticleKind::kLive || !form::IsTakenApart(article)) {
    return article.text;
  }
  std::vector<std::string_view> entries;
  for (const news::Item& item : article.items) {
    entries.emplace_back(item.headline);
    entries.emplace_back(item.text);
  }
  const auto told = text::ParagraphsToldIn(article.text, entries);
  return std::string_view(article.text).substr(0, told.empty() ? article.text.size() : told.front().begin);
}

IndexedText IndexedTextOf(const news::Article& article, std::int64_t row, const std::string& about) {
  IndexedText text{row, article.headline, about, OwnText(article), article.language, FactsOf(article)};
  if (article.annotations) {
    for (const news::Statement& statement : article.annotations->statements) {
      for (std::string& fact : SpeakerFactsOf(statement)) {
        if (std::ranges::find(text.facts, fact) == text.facts.end()) {
          text.facts.push_back(std::move(fact));
        }
      }
    }
  }
  return text;
}

}  // namespace headwater::store
