// What rules hid: listed with the reason, shown again, looked for among articles and stories.
#include <fmt/format.h>

#include "store/reading.h"
#include "store/rows.h"
#include "store/rules.h"

namespace headwater::store {
namespace {

// The rule's title, and what it met.
std::string ReasonOf(std::string_view title, std::string_view by) {
  return by.empty() || by == title ? std::string(title) : fmt::format("{}: {}", title, by);
}

}  // namespace

Result<std::vector<HiddenLine>> Rules::Hidden(std::int64_t person, std::size_t limit, std::size_t offset) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<HiddenLine>> {
    std::vector<HiddenLine> lines;
    session.Run(fmt::format("SELECT {}, h.item, h.rule, h.title, h.by, h.at FROM hidden_items AS h "
                            "JOIN items AS i ON i.item = h.item JOIN articles AS a ON a.article_row = i.article_row "
                            "WHERE h.person = ? AND h.shown = 0 ORDER BY h.item DESC LIMIT ? OFFSET ?",
                            kLineColumns),
                {person, static_cast<std::int64_t>(limit), static_cast<std::int64_t>(offset)}, [&](const Row& row) {
                  constexpr int kAfter = kLineRow + 1;
                  HiddenLine& line = lines.emplace_back();
                  line.line = ReadLine(row);
                  line.item = row.Int(kAfter);
                  line.rule = row.Int(kAfter + 1);
                  line.reason = ReasonOf(row.Text(kAfter + 2), row.Text(kAfter + 3));
                  line.at = Instant(row.Int(kAfter + 4));
                });
    return lines;
  });
}

Result<void> Rules::Unhide(std::int64_t person, std::int64_t item, std::chrono::sys_seconds now) {
  const auto shown = database_.Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE hidden_items SET shown = 1 WHERE person = ? AND item = ? AND shown = 0", {person, item});
    return session.Changed() > 0 ? Result<void>{} : Fail(Fault::kNotFound, "This is not hidden.");
  });
  if (!shown) {
    return shown;
  }
  const ItemNumber number = item;
  return Reading(store_).Set(person, {&number, 1}, Mark::kRead, false, now);
}

Result<std::map<news::ArticleId, HiddenLine>> Rules::HiddenOf(std::int64_t person,
                                                              std::span<const news::ArticleId> articles) {
  return ReadAs(database_, [&](Session& session) -> Result<std::map<news::ArticleId, HiddenLine>> {
    std::map<news::ArticleId, HiddenLine> hidden;
    if (!session.Number("SELECT 1 FROM hidden_items WHERE person = ? AND shown = 0 LIMIT 1", {person})) {
      return hidden;
    }
    for (const news::ArticleId& article : articles) {
      session.Run(
          "SELECT h.item, h.rule, h.title, h.by, h.at FROM articles AS a JOIN items AS i ON i.article_row = "
          "a.article_row JOIN hidden_items AS h ON h.item = i.item WHERE a.id = ? AND h.person = ? AND h.shown = 0",
          {std::string_view(article.value()), person}, [&](const Row& row) {
            HiddenLine& line = hidden[article];
            line.item = row.Int(0);
            line.rule = row.Int(1);
            line.reason = ReasonOf(row.Text(2), row.Text(3));
            line.at = Instant(row.Int(4));
          });
    }
    return hidden;
  });
}

Result<std::set<news::StoryId>> Rules::HiddenAmong(std::int64_t person, std::span<const news::StoryId> stories) {
  return ReadAs(database_, [&](Session& session) -> Result<std::set<news::StoryId>> {
    std::set<news::StoryId> hidden;
    if (!session.Number("SELECT 1 FROM hidden_items WHERE person = ? AND shown = 0 LIMIT 1", {person})) {
      return hidden;
    }
    for (const news::StoryId& story : stories) {
      // One that is not hidden is found soon.
      if (!session.Number("SELECT 1 FROM articles AS a WHERE a.story = ? AND NOT EXISTS (SELECT 1 FROM items AS i "
                          "JOIN hidden_items AS h ON h.item = i.item WHERE i.article_row = a.article_row AND "
                          "h.person = ? AND h.shown = 0) LIMIT 1",
                          {std::string_view(story.value()), person})) {
        hidden.insert(story);
      }
    }
    return hidden;
  });
}

}  // namespace headwater::store
