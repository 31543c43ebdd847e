// What owners take back after it was kept: reservations that came later, withdrawals, and times that are over.
#include <algorithm>
#include <array>

#include "annotate/annotate.h"
#include "base/log.h"
#include "base/metrics.h"
#include "form/items.h"
#include "pipeline/honour.h"
#include "pipeline/line.h"
#include "store/forget.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kEndedAtOnce = 64;

}  // namespace

// Looks at the words as far as that is allowed, and leaves what may be kept.
void Pipeline::Line::Honour(Made& made) const {
  news::Article& article = *made.article;
  if (article.rights && article.rights->withdrawn) {
    article.rights->reservations.push_back({"wire", "withdrawn: " + FormatMoment(MomentOfInstant(clock_.Now())), {}});
  }
  if (MayBeAnalysed(article)) {
    const metrics::Stopwatch watch(metrics::Metric::kStageSeconds, {"annotate"});
    annotate::Annotate(article);
  } else {
    article.annotations = news::Annotations();
  }
  if (!HasText(article) && MayBeAnalysed(article) && article.rights->listing && !form::IsTakenApart(article)) {
    made.whole = article;
  }
  Withhold(article);
  made.keep_bytes = HasBytes(article.rights);
}

bool Pipeline::Line::HasOtherRights(Made& made) {
  auto kept = store_.Kept(made.article->id);
  if (!kept) {
    // A revision's page: where it is the newest, the article's id is that of its first.
    const auto id = store_.ArticleAt(made.page.url);
    const auto view = id ? store_.Article(*id) : Result<store::ArticleView>(Fail(Fault::kNotFound, ""));
    if (view && view->page_hash == store::HashPage(made.page).value()) {
      made.article->id = *id;
      kept = store_.Kept(*id);
    }
  }
  made.revised = kept && !kept->rights.value_or(news::Rights()).withdrawn &&
                 !store::SameRights(kept->rights, made.article->rights);
  return made.revised;
}

Result<void> Pipeline::Line::Revise(const store::KeptPage& kept) {
  const auto view = store_.Article(kept.article->id);
  if (view && !view->line.story.empty()) {
    bereft_.insert(view->line.story);
  }
  taken_back_ = true;
  desk_.Remove(kept.article->id);
  return store_.Revise(kept, clock_.Now());
}

// A revision that reserves something may leave its story for good, and so does an article that has become a live page,
// which its entries are placed for: that story is told again without it.
Result<void> Pipeline::Line::LeaveDesk(const Made& made) {
  const bool reserves =
      made.article && made.article->rights && (!HasText(*made.article) || !made.article->rights->listing);
  const bool apart = made.article && form::IsTakenApart(*made.article);
  if ((!reserves && !apart) || made.known) {
    return {};
  }
  const std::array<std::string, 2> addresses{made.page.url, made.page.id};
  const auto earlier = store_.ArticlesAt(addresses);
  if (!earlier) {
    return tl::unexpected(earlier.error());
  }
  for (const news::ArticleId& id : *earlier) {
    // Entries that are there already have a revision of their own at most.
    const bool item = id.value().find('#') != std::string::npos;
    const auto view = reserves || !item ? store_.Article(id) : Fail(Fault::kNotFound, "");
    if (view && !view->line.story.empty()) {
      bereft_.insert(view->line.story);
      desk_.Remove(id);
    }
    taken_back_ = taken_back_ || (view && reserves);
  }
  return {};
}

// What a page reserves holds for what was kept of its address before.
Result<void> Pipeline::Line::ReviseEarlier(const Made& made) {
  if (made.revised) {
    if (auto revised = Revise({&made.page, &*made.article, "", false, made.keep_bytes}); !revised) {
      return revised;
    }
  }
  const bool reserves =
      made.article && made.article->rights && (!HasText(*made.article) || !made.article->rights->listing);
  if (!reserves || (made.known && !made.revised)) {
    return {};
  }
  const std::array<std::string, 2> addresses{made.page.url, made.page.id};
  const auto earlier = store_.ArticlesAt(addresses);
  if (!earlier) {
    return tl::unexpected(earlier.error());
  }
  for (const news::ArticleId& id : *earlier) {
    // A digest's own items were dealt with as it was.
    const bool own = id.value().starts_with(made.article->id.value());
    auto kept = store_.Kept(id);
    if (!kept) {
      return tl::unexpected(kept.error());
    }
    const auto before = kept->rights;
    if (own && !made.revised) {
      continue;
    }
    if (!own || id != made.article->id) {
      kept->rights = Stricter(std::move(kept->rights), made.article->rights);
    }
    if (store::SameRights(before, kept->rights)) {
      continue;
    }
    Withhold(*kept);
    if (auto revised = Revise({nullptr, &*kept, "", false, HasBytes(kept->rights)}); !revised) {
      return revised;
    }
    Log(LogLevel::kInfo, "{}: taken back by its owner ({})", kept->url,
        kept->rights->reservations.empty() ? std::string() : kept->rights->reservations.back().says);
  }
  return {};
}

Result<bool> Pipeline::Line::MindTimes() {
  const auto now = clock_.Now();
  const auto released = store_.Release(now);
  const auto ended = store_.Ended(now, kEndedAtOnce);
  if (!released || !ended) {
    return tl::unexpected(released ? ended.error() : released.error());
  }
  for (const news::ArticleId& id : *ended) {
    auto kept = store_.Kept(id);
    if (!kept) {
      return tl::unexpected(kept.error());
    }
    // One that is damaged does not say so itself any more.
    kept->rights = kept->rights.value_or(news::Rights());
    kept->rights->not_after = kept->rights->not_after.value_or(now);
    kept->rights = Settled(std::move(kept->rights), kept->url, {}, now);
    Withhold(*kept);
    if (const auto revised = Revise({nullptr, &*kept, "", false, false}); !revised) {
      return tl::unexpected(revised.error());
    }
  }
  if (*released == 0 && ended->empty()) {
    return false;
  }
  if (const auto told = TellAgain(); !told) {
    return tl::unexpected(told.error());
  }
  return Place().map([] { return true; });
}

Result<void> Pipeline::Line::TellAgain() {
  if (!bereft_.empty()) {
    std::map<news::StoryId, news::Story> changed;
    for (news::Story& story : desk_.Stories()) {
      if (bereft_.contains(story.id) && !story.articles.empty()) {
        changed.emplace(story.id, std::move(story));
      }
    }
    if (!changed.empty()) {
      if (auto traced = Retrace({}, std::move(changed)); !traced) {
        return traced;
      }
    }
    bereft_.clear();
  }
  // The store's file is gone over only for what its owners took back, not for what went with time.
  if (taken_back_) {
    if (auto scrubbed = store_.Scrub(); !scrubbed) {
      return scrubbed;
    }
    taken_back_ = false;
  }
  return {};
}

// Of articles whose words are not at hand: what was found when they were, or an honest unknown.
Result<std::vector<news::Origin>> Pipeline::Line::StandingOrigins(const std::vector<news::Article>& articles) {
  std::vector<news::Origin> standing;
  for (const news::Article& article : articles) {
    if (HasText(article) || whole_.contains(article.id)) {
      continue;
    }
    const auto view = MayBeAnalysed(article) ? store_.Article(article.id) : Fail(Fault::kNotFound, "");
    standing.push_back(view && view->origin ? *view->origin : Untraced(article));
  }
  return standing;
}

}  // namespace headwater::pipeline
