// What users settle about stories, copies, origins and sources: checked, written, and taken back.
#include <algorithm>
#include <map>
#include <set>

#include "store/decisions.h"
#include "store/rows.h"
#include "store/source_keys.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostArticles = 500;  // of a story that is joined to another
constexpr std::size_t kMostLeft = 64;       // that an article is parted from
constexpr std::size_t kMostBytes = 2'000;   // of a name or an address

std::vector<news::ArticleId> MembersOf(Session& session, const news::StoryId& story) {
  std::vector<news::ArticleId> members;
  session.Run("SELECT id FROM articles WHERE story = ? ORDER BY published IS NULL, article_row LIMIT ?",
              {story.value(), static_cast<std::int64_t>(kMostArticles)},
              [&](const Row& row) { members.emplace_back(std::string(row.Text(0))); });
  return members;
}

std::string StoryOf(Session& session, const news::ArticleId& id) {
  return session.Words("SELECT story FROM articles WHERE id = ?", {id.value()}).value_or("");
}

// The story, also where it was joined into another since.
news::StoryId StandsAs(Session& session, const news::StoryId& id) {
  if (session.Number("SELECT 1 FROM stories WHERE id = ?", {id.value()})) {
    return id;
  }
  return news::StoryId(StoryOf(session, news::ArticleId(id.value())));
}

// Fills a side from its story, and looks whether its articles are here.
Result<void> Resolve(Session& session, std::vector<news::ArticleId>& articles, const news::StoryId& story) {
  if (!story.empty()) {
    articles = MembersOf(session, StandsAs(session, story));
    if (articles.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no story has this id", story.value()));
    }
  }
  for (const news::ArticleId& id : articles) {
    if (!RowOf(session, id)) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article has this id", id.value()));
    }
  }
  return {};
}

// The articles of the stories that are left, but for those that leave.
std::vector<news::ArticleId> Remaining(Session& session, const std::vector<news::ArticleId>& leaving) {
  std::set<std::string> stories;
  for (const news::ArticleId& id : leaving) {
    if (std::string story = StoryOf(session, id); !story.empty()) {
      stories.insert(std::move(story));
    }
  }
  std::vector<news::ArticleId> left;
  for (const std::string& story : stories) {
    for (news::ArticleId& id : MembersOf(session, news::StoryId(story))) {
      if (std::ranges::find(leaving, id) == leaving.end()) {
        left.push_back(std::move(id));
      }
    }
  }
  if (left.size() <= kMostLeft) {
    return left;
  }
  // Evenly spread, first and last among them.
  std::vector<news::ArticleId> some;
  for (std::size_t n = 0; n < kMostLeft; ++n) {
    some.push_back(left[n * (left.size() - 1) / (kMostLeft - 1)]);
  }
  return some;
}

// The decision with its articles, or why it is none.
class Reading {
 public:
  Reading(Session& session, const NewDecision& asked) : session_(session), asked_(asked) {}

  Result<Decision> Read() {
    decision_.kind = asked_.kind;
    decision_.articles = asked_.articles;
    decision_.others = asked_.others;
    decision_.source = asked_.source.empty() ? asked_.name : asked_.source;
    decision_.url = asked_.url;
    if (decision_.source.size() > kMostBytes || decision_.url.size() > kMostBytes) {
      return Fail(Fault::kTooLarge, "a name or address this long is none");
    }
    for (auto&& [side, story] :
         {std::pair(&decision_.articles, &asked_.story), std::pair(&decision_.others, &asked_.other_story)}) {
      if (auto found = Resolve(session_, *side, *story); !found) {
        return tl::unexpected(found.error());
      }
    }
    const Result<void> fit = Fits();
    return fit ? Result<Decision>(std::move(decision_)) : tl::unexpected(fit.error());
  }

 private:
  Result<void> Fits() {
    switch (decision_.kind) {
      case DecisionKind::kJoin:
      case DecisionKind::kMove:
      case DecisionKind::kLeave:
        return OfStories();
      case DecisionKind::kNotCopy:
        return Apart();
      case DecisionKind::kNotSource:
      case DecisionKind::kIsSource:
        return OfOrigins();
      default:
        decision_.articles.clear();
        decision_.others.clear();
        return SourceKey(decision_.source).empty() ? Result<void>(Fail(Fault::kUsage, "a source's name is missing"))
                                                   : Result<void>();
    }
  }

  Result<void> Apart() const {
    if (decision_.articles.empty() || decision_.others.empty()) {
      return Fail(Fault::kUsage, "articles are missing");
    }
    for (const news::ArticleId& id : decision_.articles) {
      if (std::ranges::find(decision_.others, id) != decision_.others.end()) {
        return Fail(Fault::kUsage, fmt::format("{} stands on both sides", id.value()));
      }
    }
    return {};
  }

  Result<void> OfStories() {
    if (decision_.kind != DecisionKind::kJoin) {
      decision_.left = Remaining(session_, decision_.articles);
      // Of a digest's items and their story-mates, none may be both left and joined.
      std::erase_if(decision_.left, [&](const news::ArticleId& id) {
        return std::ranges::find(decision_.others, id) != decision_.others.end();
      });
    }
    if (decision_.kind == DecisionKind::kLeave) {
      decision_.others.clear();
      if (decision_.left.empty()) {
        return Fail(Fault::kUsage, "nothing is left of the story: there is nothing to part from");
      }
      return {};
    }
    if (auto apart = Apart(); !apart) {
      return apart;
    }
    const std::string from = StoryOf(session_, decision_.articles.front());
    if (from.empty() || StoryOf(session_, decision_.others.front()).empty()) {
      return Fail(Fault::kUsage, "an article that is in no story cannot be joined to one");
    }
    if (decision_.kind == DecisionKind::kJoin && from == StoryOf(session_, decision_.others.front())) {
      return Fail(Fault::kUsage, "they are of one story already");
    }
    return {};
  }

  Result<void> OfOrigins() {
    if (decision_.articles.empty()) {
      return Fail(Fault::kUsage, "an article is missing");
    }
    if (!decision_.url.empty()) {
      const std::string comparable = web::ComparableUrl(decision_.url);
      const auto here = session_.Words(
          "SELECT a.id FROM addresses d JOIN articles a ON a.page_row = d.page_row WHERE d.url IN (?, ?) "
          "ORDER BY a.article_row DESC LIMIT 1",
          {decision_.url, comparable});
      if (here && decision_.others.empty()) {
        decision_.others.emplace_back(*here);
      }
    }
    if (!decision_.others.empty() && decision_.source.empty()) {
      decision_.source =
          session_.Words("SELECT publisher FROM articles WHERE id = ?", {decision_.others.front().value()})
              .value_or("");
    }
    if (decision_.source.empty()) {
      decision_.source = web::HostOf(decision_.url);
    }
    if (decision_.others.empty() && decision_.source.empty()) {
      return Fail(Fault::kUsage, "a source is missing: an article, a name or an address");
    }
    return {};
  }

  Session& session_;
  const NewDecision& asked_;
  Decision decision_;
};

std::string HeadlineOf(Session& session, const std::vector<news::ArticleId>& articles) {
  return articles.empty()
             ? std::string()
             : session.Words("SELECT headline FROM articles WHERE id = ?", {articles.front().value()}).value_or("");
}

void WriteSide(Session& session, std::int64_t decision, std::string_view side,
               const std::vector<news::ArticleId>& articles) {
  std::int64_t position = 0;
  for (const news::ArticleId& id : articles) {
    // A digest's items share its address: they are found by their ids alone.
    const bool item = id.value().find('#') != std::string::npos;
    const std::string url =
        item ? std::string()
             : session.Words("SELECT url FROM articles WHERE id = ?", {id.value()}).value_or(std::string());
    session.Run("INSERT INTO decided_articles (decision, side, position, article, url) VALUES (?, ?, ?, ?, ?)",
                {decision, side, position++, id.value(), url});
  }
}

// A pair that is none is not kept as one any longer.
void DropCopies(Session& session, const Decision& decision) {
  for (const news::ArticleId& one : decision.articles) {
    for (const news::ArticleId& other : decision.others) {
      const auto row = RowOf(session, one);
      const auto earlier = RowOf(session, other);
      if (row && earlier) {
        session.Run(
            "DELETE FROM copies WHERE (article_row = ? AND earlier_row = ?) OR "
            "(article_row = ? AND earlier_row = ?)",
            {*row, *earlier, *earlier, *row});
      }
    }
  }
}

}  // namespace

Result<std::int64_t> DecideOfDesk(Session& session, const NewDecision& asked, std::chrono::sys_seconds now) {
  const auto decision = Reading(session, asked).Read();
  if (!decision) {
    return tl::unexpected(decision.error());
  }
  const std::int64_t id = NextStamp(session);
  const std::string headline = HeadlineOf(session, decision->articles);
  const std::string other = HeadlineOf(session, decision->others);
  session.Run(
      "INSERT INTO decisions (id, kind, entity, entity_name, form, form_key, article, other, name, at, source, "
      "source_key, url, acted) VALUES (?, ?, '', ?, '', '', '', '', ?, ?, ?, ?, ?, 0)",
      {id, WordFor(decision->kind), headline, other, Seconds(now), decision->source, SourceKey(decision->source),
       decision->url});
  WriteSide(session, id, "article", decision->articles);
  WriteSide(session, id, "other", decision->others);
  WriteSide(session, id, "left", decision->left);
  if (decision->kind == DecisionKind::kNotCopy) {
    DropCopies(session, *decision);
  }
  return id;
}

void UndoOfDesk(Session& session, const Decision& decision) {
  NextStamp(session);
  session.Run("UPDATE decisions SET undone = 1, acted = 0 WHERE id = ?", {decision.id});
}

std::int64_t PlaceableIn(Session& session, bool placeable, std::string_view publisher) {
  if (!placeable) {
    return 0;
  }
  if (publisher.empty() || !session.Number("SELECT 1 FROM decisions WHERE kind = 'no stories' LIMIT 1")) {
    return 1;
  }
  const std::vector<std::string> keys = SourceKeys(publisher);
  return std::ranges::any_of(
             keys,
             [&](const std::string& key) {
               return session
                   .Number("SELECT 1 FROM decisions WHERE kind = 'no stories' AND source_key = ? AND undone = 0", {key})
                   .has_value();
             })
             ? 2
             : 1;
}

Result<std::vector<news::StoryId>> Store::Unplace(std::span<const news::ArticleId> articles) {
  return WriteAs(*database_, [&](Session& session) -> Result<std::vector<news::StoryId>> {
    std::set<std::string> stories;
    for (const news::ArticleId& id : articles) {
      if (std::string story = StoryOf(session, id); !story.empty()) {
        stories.insert(std::move(story));
        session.Run("UPDATE articles SET story = NULL WHERE id = ?", {id.value()});
        session.Run("DELETE FROM placings WHERE article_row = (SELECT article_row FROM articles WHERE id = ?)",
                    {id.value()});
      }
    }
    std::vector<news::StoryId> left;
    for (const std::string& story : stories) {
      RecountStory(session, story);
      left.emplace_back(story);
    }
    return left;
  });
}

Result<std::vector<news::ArticleId>> Store::KeepOut(std::string_view source, bool out) {
  // A source may be in most stories that there are: so many at a time, and what was done stays done.
  constexpr std::int64_t kAtOnce = 200;
  std::vector<news::ArticleId> placed;
  for (const std::string& key : SourceKeys(source)) {
    std::int64_t found = kAtOnce;
    while (out && found == kAtOnce) {
      found = 0;
      const auto taken = database_->Write([&](Session& session) -> Result<void> {
        std::vector<std::int64_t> rows;
        std::set<std::string> stories;
        session.Run(
            "SELECT article_row, id, story FROM articles WHERE publisher_key = ? AND story IS NOT NULL "
            "ORDER BY article_row LIMIT ?",
            {key, kAtOnce}, [&](const Row& row) {
              rows.push_back(row.Int(0));
              placed.emplace_back(std::string(row.Text(1)));
              stories.emplace(row.Text(2));
            });
        for (const std::int64_t row : rows) {
          session.Run(
              "UPDATE articles SET placeable = CASE WHEN placeable = 1 THEN 2 ELSE placeable END, story = NULL "
              "WHERE article_row = ?",
              {row});
        }
        for (const std::string& story : stories) {
          RecountStory(session, story);
        }
        found = static_cast<std::int64_t>(rows.size());
        return {};
      });
      if (!taken) {
        return tl::unexpected(taken.error());
      }
    }
    const auto set = database_->Write([&](Session& session) -> Result<void> {
      session.Run(out ? "UPDATE articles SET placeable = 2 WHERE publisher_key = ? AND placeable = 1"
                      : "UPDATE articles SET placeable = 1 WHERE publisher_key = ? AND placeable = 2",
                  {key});
      return {};
    });
    if (!set) {
      return tl::unexpected(set.error());
    }
  }
  return placed;
}

Result<std::vector<news::ArticleId>> Store::ArticlesBy(std::string_view source, std::chrono::sys_seconds from,
                                                       std::chrono::sys_seconds to, std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<news::ArticleId>> {
    std::vector<std::pair<std::int64_t, news::ArticleId>> found;
    for (const std::string& key : SourceKeys(source)) {
      session.Run(
          "SELECT article_row, id FROM articles WHERE publisher_key = ? AND article_row >= ? AND article_row < ? "
          "AND listed = 1 AND kind <> 'other' AND placeable = 1 ORDER BY article_row DESC LIMIT ?",
          {key, FirstRowAt(Seconds(from)), FirstRowAt(Seconds(to)), static_cast<std::int64_t>(limit)},
          [&](const Row& row) { found.emplace_back(row.Int(0), news::ArticleId(std::string(row.Text(1)))); });
    }
    std::ranges::sort(found, std::greater{}, &std::pair<std::int64_t, news::ArticleId>::first);
    std::vector<news::ArticleId> ids;
    for (auto& [row, id] : found) {
      if (ids.size() < limit) {
        ids.push_back(std::move(id));
      }
    }
    return ids;
  });
}

Result<std::vector<news::StoryId>> Store::StoriesResting(std::string_view source, std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<news::StoryId>> {
    std::vector<news::StoryId> stories;
    const std::string key = SourceKey(source);
    session.Run(
        "SELECT s.id FROM stories s WHERE s.id IN (SELECT a.story FROM articles a WHERE a.publisher_key = ? "
        "UNION SELECT a.story FROM citations c JOIN articles a ON a.article_row = c.article_row "
        "WHERE c.source_key = ? AND c.traced = 1) ORDER BY s.latest DESC LIMIT ?",
        {key, key, static_cast<std::int64_t>(limit)},
        [&](const Row& row) { stories.emplace_back(std::string(row.Text(0))); });
    return stories;
  });
}

}  // namespace headwater::store
