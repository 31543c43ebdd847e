// Chooses what a briefing tells.
#include <algorithm>
#include <map>
#include <set>

#include "store/briefings.h"
#include "store/editions.h"
#include "store/rows.h"
#include "store/stale.h"
#include "store/tallies.h"
#include "store/turns.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostStories = 8;  // of one section
constexpr std::size_t kFewStories = 5;   // filled up by weight
constexpr std::size_t kMostCorrections = 6;
constexpr std::size_t kMostPositions = 6;
constexpr std::size_t kMostSpeakers = 6;   // of one story
constexpr std::size_t kStoriesAsked = 12;  // for who moved in them
constexpr std::size_t kMostFound = 200;

struct Choice {
  std::vector<StoryLine> stories;  // that are told
  std::set<std::string> all;       // of a search: all that it found
};

Result<Choice> ChooseOfEdition(Store& store, const BriefingScope& scope, std::chrono::sys_seconds since) {
  Choice choice;
  EditionQuestion question{
      scope.language, scope.country, scope.subject, since, EditionOrder::kIndependent, false, kMostStories, 0};
  auto first = Editions(store).Stories(question);
  if (!first) {
    return tl::unexpected(first.error());
  }
  choice.stories = *std::move(first);
  if (choice.stories.size() >= kFewStories) {
    return choice;
  }
  question.order = EditionOrder::kWeight;
  const auto more = Editions(store).Stories(question);
  if (!more) {
    return tl::unexpected(more.error());
  }
  for (const StoryLine& line : *more) {
    const bool there =
        std::ranges::any_of(choice.stories, [&](const StoryLine& one) { return one.story.id == line.story.id; });
    if (!there && choice.stories.size() < kFewStories) {
      choice.stories.push_back(line);
    }
  }
  return choice;
}

Result<Choice> ChooseOfSearch(Store& store, const BriefingScope& scope, std::chrono::sys_seconds since,
                              std::chrono::sys_seconds until) {
  SearchQuestion question = scope.question;
  question.from = since;
  question.to = until;
  question.limit = kMostFound;
  const auto rows = store.FindPlaces(question);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  return ReadAs(store.database(), [&](Session& session) -> Result<Choice> {
    Choice choice;
    for (const std::int64_t row : *rows) {
      const auto story = session.Words("SELECT story FROM articles WHERE article_row = ?", {row});
      if (story && choice.all.insert(*story).second) {
        auto lines =
            ReadStories(session, fmt::format("SELECT {} FROM stories s WHERE s.id = ?", kStoryColumns), {*story});
        std::ranges::move(lines, std::back_inserter(choice.stories));
      }
    }
    const auto rank = [](const StoryLine& line) {
      return std::pair(line.story.independent ? line.story.independent->least : 0, line.article_count);
    };
    std::ranges::stable_sort(choice.stories, std::greater<>(), rank);
    choice.stories.resize(std::min(choice.stories.size(), kMostStories));
    return choice;
  });
}

BriefedRow RowOf(const StoryLine& line, int section) {
  BriefedRow row;
  row.section = section;
  row.story = line.story.id.value();
  row.articles = line.article_count;
  if (line.story.independent) {
    row.number = line.story.independent->least;
    row.most = line.story.independent->most;
    row.untraced = line.story.independent->untraced;
  }
  return row;
}

bool IsOfEdition(Session& session, const BriefingScope& scope, std::string_view story) {
  const bool whole = scope.language.empty() && scope.country.empty() && scope.subject.empty();
  return whole || session
                      .Number(
                          "SELECT 1 FROM editions e JOIN edition_names n ON n.edition = e.edition WHERE e.story = ? "
                          "AND n.language = ? AND n.country = ? AND n.subject = ? LIMIT 1",
                          {story, std::string_view(scope.language), std::string_view(scope.country),
                           std::string_view(scope.subject)})
                      .has_value();
}

// Articles of these stories that were changed in fact since.
void AddRevised(Session& session, const std::vector<StoryLine>& stories, int section, std::chrono::sys_seconds since,
                std::vector<BriefedRow>& rows, std::set<std::string>& told) {
  for (const StoryLine& line : stories) {
    std::vector<std::pair<std::int64_t, std::string>> revised;
    session.Run(
        "SELECT a.article_row, a.id FROM articles a JOIN revisions r ON r.article_row = a.article_row "
        "JOIN pages p ON p.page_row = r.page_row WHERE a.story = ? AND a.listed = 1 GROUP BY a.article_row, a.id "
        "HAVING count(*) > 1 AND max(p.seen) >= ? LIMIT 20",
        {line.story.id.value(), Seconds(since)},
        [&](const Row& row) { revised.emplace_back(row.Int(0), std::string(row.Text(1))); });
    for (const auto& [article_row, article] : revised) {
      if (rows.size() < kMostCorrections && CorrectedIn(session, article_row) && told.insert(article).second) {
        BriefedRow row = RowOf(line, section);
        row.kind = BriefedKind::kCorrection;
        row.article = article;
        rows.push_back(std::move(row));
      }
    }
  }
}

Result<std::vector<BriefedRow>> CorrectionsIn(Store& store, const BriefingScope& scope, const Choice& choice,
                                              int section, std::chrono::sys_seconds since,
                                              std::set<std::string>& told) {
  const auto corrections = store.Corrections(kMostFound, 0);
  if (!corrections) {
    return tl::unexpected(corrections.error());
  }
  return ReadAs(store.database(), [&](Session& session) -> Result<std::vector<BriefedRow>> {
    std::vector<BriefedRow> rows;
    for (const Correction& correction : *corrections) {
      const std::string& story = correction.original.story.value();
      const bool within = scope.is_search() ? choice.all.contains(story) : IsOfEdition(session, scope, story);
      if (correction.at >= since && within && !story.empty() && rows.size() < kMostCorrections &&
          told.insert(correction.original.id.value()).second) {
        BriefedRow row;
        row.section = section;
        row.kind = BriefedKind::kCorrection;
        row.story = story;
        row.article = correction.original.id.value();
        rows.push_back(std::move(row));
      }
    }
    AddRevised(session, choice.stories, section, since, rows, told);
    return rows;
  });
}

// Who speaks in the story, most often first.
std::vector<std::string> SpeakersOf(Session& session, const std::string& story) {
  std::vector<std::string> speakers;
  session.Run(
      "SELECT s.entity, count(*) AS times FROM articles a JOIN statements s ON s.article_row = a.article_row "
      "WHERE a.story = ? AND s.entity IS NOT NULL GROUP BY s.entity ORDER BY times DESC, s.entity LIMIT ?",
      {std::string_view(story), static_cast<std::int64_t>(kMostSpeakers)},
      [&](const Row& row) { speakers.emplace_back(row.Text(0)); });
  return speakers;
}

// Articles of the story that came since.
std::set<std::string> FreshIn(Session& session, const std::string& story, std::chrono::sys_seconds since) {
  std::set<std::string> articles;
  session.Run("SELECT id FROM articles WHERE story = ? AND listed = 1 AND seen >= ? LIMIT 500",
              {std::string_view(story), Seconds(since)},
              [&](const Row& row) { articles.insert(std::string(row.Text(0))); });
  return articles;
}

Result<std::vector<BriefedRow>> PositionsIn(Store& store, const std::vector<StoryLine>& stories, int section,
                                            std::chrono::sys_seconds since, std::set<std::string>& asked) {
  std::vector<BriefedRow> rows;
  for (std::size_t n = 0; n < std::min(stories.size(), kStoriesAsked); ++n) {
    const std::string& story = stories[n].story.id.value();
    std::vector<std::string> speakers;
    std::set<std::string> fresh;
    const auto read = store.database().Read([&](Session& session) -> Result<void> {
      speakers = SpeakersOf(session, story);
      fresh = FreshIn(session, story, since);
      return {};
    });
    if (!read) {
      return tl::unexpected(read.error());
    }
    for (const std::string& speaker : speakers) {
      if (!asked.insert(story + speaker).second) {
        continue;
      }
      const auto turns = TurnsOf(store, speaker, fresh);
      if (!turns) {
        return tl::unexpected(turns.error());
      }
      for (const MovedTurn& turn : *turns) {
        if (rows.size() < kMostPositions) {
          BriefedRow row = RowOf(stories[n], section);
          row.kind = BriefedKind::kPosition;
          row.article = turn.article;
          row.detail = turn.detail;
          rows.push_back(std::move(row));
        }
      }
    }
  }
  return rows;
}

}  // namespace

Result<std::vector<BriefedRow>> ComposeBriefing(Store& store, const std::vector<BriefingScope>& scopes,
                                                std::chrono::sys_seconds since, std::chrono::sys_seconds until) {
  std::vector<BriefedRow> rows;
  std::set<std::string> stories;
  std::set<std::string> corrected;
  std::set<std::string> asked;
  for (std::size_t n = 0; n < scopes.size(); ++n) {
    const auto section = static_cast<int>(n);
    const BriefingScope& scope = scopes[n];
    auto choice = scope.is_search() ? ChooseOfSearch(store, scope, since, until) : ChooseOfEdition(store, scope, since);
    if (!choice) {
      return tl::unexpected(choice.error());
    }
    for (const StoryLine& line : choice->stories) {
      if (stories.insert(line.story.id.value()).second) {
        rows.push_back(RowOf(line, section));
      }
    }
    auto corrections = CorrectionsIn(store, scope, *choice, section, since, corrected);
    auto positions = PositionsIn(store, choice->stories, section, since, asked);
    if (!corrections || !positions) {
      return tl::unexpected(corrections ? positions.error() : corrections.error());
    }
    std::ranges::move(*corrections, std::back_inserter(rows));
    std::ranges::move(*positions, std::back_inserter(rows));
  }
  return rows;
}

}  // namespace headwater::store
