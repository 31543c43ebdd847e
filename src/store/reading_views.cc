// Items with what stands behind them: states, articles, stories and whom they are from.
#include <fmt/format.h>

#include "form/json.h"
#include "store/page_rows.h"
#include "store/port.h"
#include "store/reading.h"
#include "store/reading_items.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

// A story is shown with so many of its articles.
constexpr std::int64_t kMostArticles = 60;

std::optional<ItemState> StateOf(Session& session, std::int64_t person, ItemNumber item) {
  static const std::string ask = fmt::format(
      "SELECT {}, m.read_at, m.starred, m.later, m.note FROM items i "
      "LEFT JOIN item_marks m ON m.item = i.item AND m.person = ? WHERE i.item = ?",
      IsRead("i.item", "?"));
  std::optional<ItemState> state;
  session.Run(ask, {person, person, item}, [&](const Row& row) {
    state.emplace();
    state->item = item;
    state->read = row.Int(0) != 0;
    state->read_at = state->read ? InstantOf(row, 1) : std::nullopt;
    state->starred = !row.IsNull(2);
    state->starred_at = InstantOf(row, 2);
    state->later = !row.IsNull(3);
    state->note = row.Text(4);
  });
  if (state) {
    session.Run(
        "SELECT t.name FROM item_tags g JOIN tags t ON t.tag = g.tag WHERE g.item = ? AND t.person = ? ORDER BY t.name",
        {item, person}, [&](const Row& row) { state->tags.emplace_back(row.Text(0)); });
  }
  return state;
}

std::optional<news::Origin> OriginFrom(std::string_view json) {
  auto origin = form::ReadOrigin(json);
  return origin ? std::optional(std::move(*origin)) : std::nullopt;
}

// False where the item is no article that may be shown.
bool ReadArticle(Session& session, ItemView& view, std::string& story) {
  session.Run(fmt::format("SELECT {}, t.json, o.json, p.announcement FROM items i "
                          "JOIN articles a ON a.article_row = i.article_row JOIN pages p ON p.page_row = a.page_row "
                          "JOIN article_texts t ON t.article_row = a.article_row "
                          "LEFT JOIN origins o ON o.article_row = a.article_row "
                          "WHERE i.item = ? AND a.listed = 1 AND a.shown_from IS NULL",
                          kLineColumns),
              {view.item}, [&](const Row& row) {
                view.line = ReadLine(row);
                auto article = Unpack(row.Text(kLineRow + 1));
                if (article) {
                  view.article = std::move(*article);
                }
                view.origin = OriginFrom(row.Text(kLineRow + 2));
                view.announcement = ReadAnnouncement(row.Text(kLineRow + 3));
                story = view.line.story.value();
              });
  return view.article.has_value();
}

void ReadMembers(Session& session, ItemView& view, const std::string& story) {
  session.Run(fmt::format("SELECT {}, o.json FROM articles a LEFT JOIN origins o ON o.article_row = a.article_row "
                          "WHERE a.story = ? ORDER BY a.published IS NULL, a.article_row LIMIT ?",
                          kLineColumns),
              {story, kMostArticles}, [&](const Row& row) {
                view.articles.push_back(ReadLine(row));
                view.origins.push_back(OriginFrom(row.Text(kLineRow + 1)).value_or(news::Origin()));
                view.origins.back().article = view.articles.back().id;
              });
}

std::optional<ItemView> ViewOf(Session& session, std::int64_t person, ItemNumber item) {
  auto state = StateOf(session, person, item);
  if (!state) {
    return std::nullopt;
  }
  ItemView view;
  view.item = item;
  view.state = std::move(*state);
  session.Run("SELECT stream FROM item_streams WHERE item = ? ORDER BY stream", {item},
              [&](const Row& row) { view.streams.push_back(row.Int(0)); });
  std::string story = session.Words("SELECT story FROM items WHERE item = ?", {item}).value_or("");
  const bool is_story = !story.empty();
  if (!is_story && !ReadArticle(session, view, story)) {
    return std::nullopt;
  }
  session.Run(fmt::format("SELECT {} FROM stories s WHERE s.id = ?", kStoryColumns), {story},
              [&](const Row& row) { view.story = ReadStory(row); });
  if (is_story) {
    if (!view.story) {
      return std::nullopt;
    }
    ReadMembers(session, view, story);
  }
  return view;
}

}  // namespace

Result<std::vector<ItemState>> Reading::States(std::int64_t person, std::span<const ItemNumber> items) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<ItemState>> {
    std::vector<ItemState> states;
    for (const ItemNumber item : items) {
      if (auto state = StateOf(session, person, item)) {
        states.push_back(std::move(*state));
      }
    }
    return states;
  });
}

Result<std::vector<ItemView>> Reading::Views(std::int64_t person, std::span<const ItemNumber> items) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<ItemView>> {
    std::vector<ItemView> views;
    for (const ItemNumber item : items) {
      if (auto view = ViewOf(session, person, item)) {
        views.push_back(std::move(*view));
      }
    }
    return views;
  });
}

}  // namespace headwater::store
