// What users settled of stories, copies and origins is acted on: the desk is told, and what follows from it is written.
#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"
#include "pipeline/line.h"
#include "pipeline/settled.h"
#include "store/progress.h"

namespace headwater::pipeline {
namespace {

using store::Decision;
using store::DecisionKind;

// Stories that are traced again at once when a source is settled; others when something new comes to them.
constexpr std::size_t kMostResting = 2'000;
constexpr std::size_t kStoriesAtOnce = 20;
constexpr std::size_t kMostBrought = 2'000;  // articles of one story

bool Concerns(const Decision& decision, const news::ArticleId& id) {
  return std::ranges::find(decision.articles, id) != decision.articles.end();
}

}  // namespace

// What decisions lead to, gathered before any of it is done.
struct Pipeline::Line::Consequences {
  std::map<news::StoryId, news::Story> changed;  // as the desk tells them
  std::set<news::StoryId> retrace;
  std::vector<news::ArticleId> anew;  // to be placed again
  std::vector<const Decision*> told;  // that say where articles are

  void Take(std::vector<news::Story> stories) {
    for (news::Story& story : stories) {
      const news::StoryId id = story.id;
      changed.insert_or_assign(id, std::move(story));
    }
  }
};

// The whole of the stories that it is about, also where they left the window long ago.
Result<void> Pipeline::Line::Bring(const Decision& decision, Consequences& consequences) {
  std::set<news::StoryId> stories;
  std::vector<news::ArticleId> copied;
  if (decision.kind == DecisionKind::kNotSource || decision.kind == DecisionKind::kIsSource) {
    const auto copies = store_.CopiesOf(decision.articles);
    if (!copies) {
      return tl::unexpected(copies.error());
    }
    for (const news::Copy& copy : *copies) {
      copied.push_back(copy.article);
      copied.push_back(copy.of);
    }
  }
  for (const auto* side : {&decision.articles, &decision.others, &decision.left, &std::as_const(copied)}) {
    for (const news::ArticleId& id : *side) {
      const auto view = store_.Article(id);
      if (view && !view->line.story.empty()) {
        stories.insert(view->line.story);
      }
    }
  }
  for (const news::StoryId& id : stories) {
    const auto story = store_.Story(id);
    const auto articles = store_.ArticlesOf(id);
    if (!story || !articles) {
      return tl::unexpected(story ? articles.error() : story.error());
    }
    consequences.retrace.insert(id);
    for (std::size_t n = 0; n < std::min(articles->size(), kMostBrought); ++n) {
      desk_.Restore((*articles)[n], id, story->line.story.thread);
    }
  }
  return {};
}

// Rulings that are known already change nothing. Where one was taken back, all are told anew: those of others may
// have gone with it.
void Pipeline::Line::SyncDesk(std::vector<Decision> decisions, Consequences& consequences) {
  const auto known = [&](const Decision& decision) {
    return std::ranges::find(decided_, decision.id, &Decision::id) != decided_.end();
  };
  bool fewer = false;
  for (const Decision& decision : decided_) {
    if (std::ranges::find(decisions, decision.id, &Decision::id) == decisions.end()) {
      fewer = true;
      std::ranges::for_each(RulingsOf(decision), [&](const group::Ruling& ruling) { desk_.Withdraw(ruling); });
    }
  }
  for (const Decision& decision : decisions) {
    if (fewer || !known(decision)) {
      for (const group::Ruling& ruling : RulingsOf(decision)) {
        consequences.Take(desk_.Rule(ruling));
      }
    }
  }
  desk_.SetNoCopies(NoCopiesOf(decisions));
  decided_ = std::move(decisions);
}

// What was moved, and what has come to it since: that would be elsewhere.
Result<void> Pipeline::Line::Replace(const Decision& decision, Consequences& consequences) {
  std::set<news::ArticleId> anew(decision.articles.begin(), decision.articles.end());
  for (const news::ArticleId& id : decision.articles) {
    const auto view = store_.Article(id);
    const auto story = view && !view->line.story.empty() ? store_.Story(view->line.story)
                                                         : Result<store::StoryView>(Fail(Fault::kNotFound, ""));
    if (!story) {
      continue;
    }
    for (const store::ArticleLine& line : story->articles) {
      const bool stays = std::ranges::find(decision.others, line.id) != decision.others.end();
      if (line.seen >= decision.at && !stays) {
        anew.insert(line.id);
      }
    }
    break;
  }
  std::ranges::copy(anew, std::back_inserter(consequences.anew));
  return {};
}

Result<void> Pipeline::Line::Act(const Decision& decision, Consequences& consequences) {
  switch (decision.kind) {
    case DecisionKind::kJoin:
    case DecisionKind::kMove:
    case DecisionKind::kLeave:
      if (decision.undone) {
        return Replace(decision, consequences);
      }
      consequences.told.push_back(&decision);
      return {};
    case DecisionKind::kNotCopy:
      if (decision.undone) {
        std::ranges::copy(decision.articles, std::back_inserter(consequences.anew));
        std::ranges::copy(decision.others, std::back_inserter(consequences.anew));
      }
      return {};
    case DecisionKind::kNoOrigin:
    case DecisionKind::kNoStories: {
      const auto resting = store_.StoriesResting(decision.source, kMostResting);
      if (!resting) {
        return tl::unexpected(resting.error());
      }
      consequences.retrace.insert(resting->begin(), resting->end());
      if (decision.kind == DecisionKind::kNoStories) {
        const auto left = store_.KeepOut(decision.source, !decision.undone);
        if (!left) {
          return tl::unexpected(left.error());
        }
        std::ranges::for_each(*left, [this](const news::ArticleId& id) { desk_.Remove(id); });
      }
      return {};
    }
    default:
      return {};
  }
}

Result<void> Pipeline::Line::Follow(Consequences consequences) {
  if (!consequences.anew.empty()) {
    std::ranges::for_each(consequences.anew, [this](const news::ArticleId& id) { desk_.Remove(id); });
    const auto left = store_.Unplace(consequences.anew);
    if (!left) {
      return tl::unexpected(left.error());
    }
    consequences.retrace.insert(left->begin(), left->end());
  }
  if (!consequences.retrace.empty()) {
    for (news::Story& story : desk_.Stories()) {
      if (consequences.retrace.contains(story.id)) {
        const news::StoryId id = story.id;
        consequences.changed.insert_or_assign(id, std::move(story));
      }
    }
  }
  for (const news::StoryId& id : consequences.retrace) {
    const auto story = consequences.changed.contains(id) ? Fail(Fault::kNotFound, "") : store_.Story(id);
    if (story) {
      consequences.changed.emplace(id, story->line.story);
    }
  }
  for (auto& [id, story] : consequences.changed) {
    for (const Decision* const decision : consequences.told) {
      for (const news::ArticleId& article : story.articles) {
        if (Concerns(*decision, article)) {
          story.placed.push_back({article, {{"settled", static_cast<double>(decision->id), std::nullopt, ""}}});
        }
      }
    }
  }
  const std::size_t whole = consequences.changed.size();
  // A story that gives and one that takes are written together.
  while (!consequences.changed.empty()) {
    std::map<news::StoryId, news::Story> some;
    const bool tied = !consequences.told.empty();
    while (!consequences.changed.empty() && (tied || some.size() < kStoriesAtOnce)) {
      some.insert(consequences.changed.extract(consequences.changed.begin()));
    }
    if (auto done = Retrace({}, std::move(some)); !done) {
      return done;
    }
    const auto left = static_cast<std::int64_t>(consequences.changed.size());
    if (whole <= kStoriesAtOnce) {
      continue;
    }
    const auto all = static_cast<std::int64_t>(whole);
    if (auto told = store::TellRetraced(store_, all - left, all); !told) {
      return told;
    }
  }
  return Place();
}

Result<bool> Pipeline::Line::MindDecisions() {
  const auto stamp = store_.DecisionStamp();
  if (!stamp) {
    return tl::unexpected(stamp.error());
  }
  if (*stamp == decision_stamp_) {
    return false;
  }
  const auto pending = store_.PendingDecisions();
  auto decisions = store_.DeskDecisions();
  if (!pending || !decisions) {
    return tl::unexpected(pending ? decisions.error() : pending.error());
  }
  Consequences consequences;
  for (const Decision& decision : *pending) {
    if (auto brought = Bring(decision, consequences); !brought) {
      return tl::unexpected(brought.error());
    }
  }
  SyncDesk(*std::move(decisions), consequences);
  std::vector<std::int64_t> acted;
  for (const Decision& decision : *pending) {
    if (auto done = Act(decision, consequences); !done) {
      return tl::unexpected(done.error());
    }
    acted.push_back(decision.id);
  }
  if (auto followed = Follow(std::move(consequences)); !followed) {
    return tl::unexpected(followed.error());
  }
  if (auto noted = store_.Acted(acted); !noted) {
    return tl::unexpected(noted.error());
  }
  decision_stamp_ = *stamp;
  return !acted.empty();
}

Result<std::vector<news::Origin>> Pipeline::Line::TraceSettled(const std::vector<news::Article>& articles,
                                                               const std::vector<news::Copy>& copies,
                                                               std::span<news::Story> stories,
                                                               std::vector<news::Origin> standing) {
  const trace::Settled bars = BarsOf(decided_, copies);
  std::vector<news::Origin> origins = TraceStories(articles, copies, stories, limits_.desk.trace, standing, bars);
  std::vector<news::Origin> elsewhere;
  bool settles = false;
  for (const Decision& decision : decided_) {
    const bool leads = decision.kind == DecisionKind::kIsSource &&
                       std::ranges::any_of(articles, [&](const auto& each) { return Concerns(decision, each.id); });
    settles = settles || leads || decision.kind == DecisionKind::kNoOrigin;
    if (!leads || decision.others.empty()) {
      continue;
    }
    const auto source = store_.Article(decision.others.front());
    if (source && source->origin) {
      elsewhere.push_back(*source->origin);
    }
  }
  if (!settles) {
    return origins;
  }
  // What is settled stands, and the sources are counted anew.
  std::vector<news::Origin> changed = SettleOrigins(origins, {decided_, articles, copies, elsewhere});
  if (changed.empty()) {
    return origins;
  }
  std::ranges::move(changed, std::back_inserter(standing));
  return TraceStories(articles, copies, stories, limits_.desk.trace, standing, bars);
}

Result<std::string> Pipeline::Line::AnswerSettle(const store::Errand& errand) {
  return MindDecisions().map([&](bool) { return fmt::format("decision {} holds now", errand.payload); });
}

}  // namespace headwater::pipeline
