// From a page to its article, its story and its origin.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "annotate/annotate.h"
#include "base/log_fields.h"
#include "base/metrics.h"
#include "base/workers.h"
#include "form/items.h"
#include "form/json.h"
#include "pipeline/documents.h"
#include "pipeline/honour.h"
#include "pipeline/intake.h"
#include "pipeline/line.h"
#include "pipeline/steps.h"
#include "store/unplaced.h"
#include "web/charset.h"
#include "web/selector.h"

namespace headwater::pipeline {
namespace {

using metrics::Metric;

// What has no date may belong to any story: it waits until those of its batch that have one stand.
bool PlacedBefore(const news::Article& one, const news::Article& other) {
  if (!one.published || !other.published) {
    return one.published.has_value() && !other.published.has_value();
  }
  return one.published->at < other.published->at;
}

std::string NameOf(const news::Page& page) { return page.url.empty() ? page.id : page.url; }

void TellPlaced(const news::Article& article, const std::vector<news::Story>& stories) {
  const auto holds = [&](const news::Story& story) {
    return std::ranges::find(story.articles, article.id) != story.articles.end();
  };
  const auto story = std::ranges::find_if(stories, holds);
  if (story == stories.end()) {
    return;
  }
  CountPlacing(story->articles.size() == 1);
  const LogField field("page", LogIdOf(article));
  const LogField id("article", article.id.value());
  const LogField into("story", story->id.value());
  LogStep("article placed");
}

// The story as it is now, with what its articles were placed for in this batch.
void PutChanged(news::Story story, std::map<news::StoryId, news::Story>& changed) {
  news::Story& now = changed[story.id];
  std::vector<news::Placing> placed = std::move(now.placed);
  now = std::move(story);
  std::erase_if(placed, [&now](const news::Placing& placing) {
    return std::ranges::find(now.articles, placing.article) == now.articles.end() ||
           std::ranges::find(now.placed, placing.article, &news::Placing::article) != now.placed.end();
  });
  std::ranges::move(placed, std::back_inserter(now.placed));
}

}  // namespace

news::Page PageWithoutBody(const news::Page& page) {
  news::Page named;
  named.id = page.id;
  named.url = page.url;
  named.fetched = page.fetched;
  return named;
}

Result<news::Article> ReadSelected(const news::Page& page, const std::string& keep, const std::string& drop,
                                   const extract::Limits& limits) {
  if (keep.empty() && drop.empty()) {
    return extract::Extract(page, limits);
  }
  auto cut = web::CutPage(web::ToUtf8(page.body, page.content_type).text, keep, drop);
  if (!cut) {
    return extract::Extract(page, limits);
  }
  news::Page part = page;
  part.body = *std::move(cut);
  part.content_type = "text/html; charset=utf-8";
  auto article = extract::Extract(part, limits);
  return article && article->kind != news::ArticleKind::kOther ? article : extract::Extract(page, limits);
}

Pipeline::Line::Line(store::Store& store, fetch::Fetcher& fetcher, const Clock& clock, Settings settings,
                     const Limits& limits)
    : store_(store),
      fetcher_(fetcher),
      clock_(clock),
      settings_(std::move(settings)),
      limits_(limits),
      queue_(queue::Queue::Local(store)),
      desk_(limits.desk),
      retention_(store),
      fetching_(fetcher, settings_.jobs) {}

Result<void> Pipeline::Line::Open() {
  const auto note = store_.Note(kSamplesNote);
  if (!note) {
    return tl::unexpected(note.error());
  }
  samples_removed_ = *note && **note == kSamplesRemoved;
  const auto restored = store_.Note("restored");
  if (!restored) {
    return tl::unexpected(restored.error());
  }
  restored_ = restored->value_or("");
  tombstone_stamp_ = -1;
  buried_.clear();
  const auto since = OldestHeld();
  if (!since) {
    return tl::unexpected(since.error());
  }
  desk_ = Desk(limits_.desk);
  decided_.clear();
  decision_stamp_ = -1;
  auto loaded = store_.EachPlaced(
      *since, [this](const news::Article& article, const news::StoryId& story, const news::ThreadId& thread) {
        if (InShare(article.language)) {
          desk_.Restore(article, story, thread);
        }
        return !stopping_;
      });
  if (!loaded || stopping_) {
    return loaded;
  }
  if (auto read = ReadTombstones(); !read) {
    return read;
  }
  if (const auto minded = MindTimes(); !minded) {
    return tl::unexpected(minded.error());
  }
  if (const auto minded = MindDecisions(); !minded) {
    return tl::unexpected(minded.error());
  }
  if (const auto minded = MindTables(); !minded) {
    return tl::unexpected(minded.error());
  }
  auto placed = Place();
  open_ = placed.has_value();
  return placed;
}

Result<std::chrono::sys_seconds> Pipeline::Line::OldestHeld() {
  const auto seen = store_.SeenSince(settings_.window_articles);
  if (!seen) {
    return tl::unexpected(seen.error());
  }
  const auto oldest = clock_.Now() - settings_.window;
  return *seen ? std::max(**seen, oldest) : oldest;
}

std::vector<Pipeline::Line::Made> Pipeline::Line::MakeAll(Incoming incoming) {
  std::vector<Made> all;
  const news::Page page = incoming.ready ? news::Page{} : PageWithoutBody(incoming.page);
  for (auto& document : Unfold(std::move(incoming), limits_.extract)) {
    if (document) {
      all.push_back(Make(*std::move(document)));
      continue;
    }
    Made made;
    made.page = page;
    made.error = document.error().text;
    all.push_back(std::move(made));
  }
  return all;
}

Pipeline::Line::Made Pipeline::Line::Make(Incoming incoming) {
  Made made;
  const LogField field("page", LogIdOf(incoming.page));
  const news::PageId hash = store::HashPage(incoming.page);
  const news::ArticleId id = store::StoredId(hash);
  const auto known = store_.HasPage(hash);
  made.page = std::move(incoming.page);
  made.known = known && *known;
  if (made.known && made.page.headers.empty() && made.page.reservations.empty()) {
    return made;
  }
  if (incoming.ready) {
    made.article = std::move(incoming.ready);
    made.article->rights = Stricter(std::move(made.article->rights), extract::RightsOf(made.page));
  } else {
    auto article = [&] {
      const metrics::Stopwatch watch(metrics::Metric::kStageSeconds, {"extract"});
      return ReadSelected(made.page, incoming.keep, incoming.drop, limits_.extract);
    }();
    if (!article) {
      made.error = fmt::format("{}: {}", NameOf(made.page), article.error().text);
      CountError("extract", article.error());
      KeepOut(made);
      return made;
    }
    made.article = *std::move(article);
  }
  // A kill has no text of its own, and concerns what came before it.
  const bool kills = made.article->rights && made.article->rights->withdrawn;
  if (made.article->kind == news::ArticleKind::kOther && !kills) {
    made.keep_bytes = HasBytes(Settled(made.article->rights, made.page.url, settings_.rights, clock_.Now()));
    made.article.reset();
    made.error = fmt::format("{}: no article in it", NameOf(made.page));
    KeepOut(made);
    return made;
  }
  form::Rename(*made.article, id);
  LogStep("page read");
  made.article->rights = Settled(std::move(made.article->rights), made.page.url, settings_.rights, clock_.Now());
  if (!KeepOut(made) && (!made.known || HasOtherRights(made))) {
    Honour(made);
  }
  return made;
}

Result<Report> Pipeline::Line::Ingest(const std::function<std::optional<Incoming>()>& next, bool sample,
                                      const std::function<void(std::size_t)>& progress) {
  Report report;
  Result<void> kept = ReadTombstones();
  std::vector<Made> batch;
  const auto flush = [&] {
    if (kept && !batch.empty()) {
      kept = KeepAndPlace(batch, sample, report);
      batch.clear();
    }
  };
  {
    OrderedWorkers workers(settings_.jobs);
    while (kept) {
      auto incoming = next();
      if (!incoming) {
        break;
      }
      workers.Submit([&, incoming = *std::move(incoming)]() mutable -> Finish {
        return [&, all = MakeAll(std::move(incoming))]() mutable {
          report.documents += all.size();
          std::ranges::move(all, std::back_inserter(batch));
          if (batch.size() >= limits_.batch) {
            flush();
          }
          if (progress) {
            progress(report.documents);
          }
        };
      });
    }
  }
  flush();
  if (!kept) {
    return tl::unexpected(std::move(kept).error());
  }
  return report;
}

Result<bool> Pipeline::Line::TakeIn() {
  bool any = false;
  for (Intake* const intake : intakes_) {
    if (!intake->Ready()) {
      continue;
    }
    any = true;
    const auto report = Ingest([intake] { return intake->Next(); }, false, {});
    intake->Done(report.has_value());
    if (!report) {
      return tl::unexpected(report.error());
    }
    for (const std::string& fault : report->faults) {
      Log(LogLevel::kWarning, "{}", fault);
    }
  }
  return any;
}

Result<void> Pipeline::Line::KeepAndPlace(std::vector<Made>& batch, bool sample, Report& report) {
  std::vector<store::KeptPage> pages;
  // Something may have been taken down since they were read.
  const auto stones = tombstones_.load();
  for (Made& made : batch) {
    if (made.held_against != stones && !KeepOut(made) && made.article && !made.known) {
      Honour(made);
    }
  }
  if (auto noted = NoteKeptOut(batch); !noted) {
    return noted;
  }
  // They were read, and nobody died of it.
  if (auto noted = Careful() ? NoteReading("") : Result<void>(); !noted) {
    return noted;
  }
  for (const Made& made : batch) {
    if (made.kept_out != 0) {
      ++report.unreadable;
      report.faults.push_back(made.error);
      continue;
    }
    if (auto left = LeaveDesk(made); !left) {
      return left;
    }
    if (made.known) {
      ++report.known;
      report.revised += made.revised ? 1 : 0;
      // It may have been something else in between.
      if (made.page.fetched) {
        pages.push_back({&made.page, nullptr, "", sample, made.keep_bytes, true});
      }
      continue;
    }
    pages.push_back({&made.page, made.article ? &*made.article : nullptr, made.error, sample, made.keep_bytes, false});
    if (made.article) {
      ++report.kept;
    } else {
      ++report.unreadable;
      report.faults.push_back(made.error);
    }
  }
  if (auto kept = KeepTimed(pages); !kept) {
    return kept;
  }
  std::ranges::for_each(batch, [this](const Made& made) { TellKept(made); });
  for (Made& made : batch) {
    if (made.whole) {
      // A revision goes by the id of the article that it is one of.
      const auto own = store_.Kept(made.article->id);
      const auto id = own ? Result<news::ArticleId>(own->id) : store_.ArticleAt(made.page.url);
      if (id) {
        made.whole->id = *id;
        whole_.emplace(*id, std::move(*made.whole));
      }
    }
  }
  std::vector<const news::Article*> fresh;
  for (const Made& made : batch) {
    if (made.article && !made.known) {
      fresh.push_back(&*made.article);
    }
  }
  if (auto awaited = AwaitNamed(fresh); !awaited) {
    return awaited;
  }
  for (const Made& made : batch) {
    const bool is_new = made.article && !made.known;
    if (auto awaited = is_new ? Await(made.page.url) : Result<void>(); !awaited) {
      return awaited;
    }
    if (auto revised = ReviseEarlier(made); !revised) {
      return revised;
    }
  }
  if (auto told = TellAgain(); !told) {
    return told;
  }
  auto placed = Place();
  whole_.clear();
  return placed;
}

Result<void> Pipeline::Line::KeepTimed(const std::vector<store::KeptPage>& pages) {
  const metrics::Stopwatch watch(metrics::Metric::kStageSeconds, {"keep"});
  return store::KeepBehind(store_, fence_, pages, clock_.Now());
}

void Pipeline::Line::TellKept(const Made& made) const {
  const bool kept = made.article && !made.known && made.kept_out == 0;
  const std::string_view outcome = made.kept_out != 0 ? "kept_out"
                                   : made.revised     ? "revised"
                                   : made.known       ? "known"
                                   : kept             ? "kept"
                                                      : "unreadable";
  metrics::Count(Metric::kPages, {outcome});
  const auto now = clock_.Now();
  if (kept && made.page.fetched) {
    metrics::Observe(Metric::kLagSeconds, now - *made.page.fetched, {"fetched_to_kept"});
  }
  if (kept && made.article->published && now >= made.article->published->at) {
    metrics::Observe(Metric::kLagSeconds, now - made.article->published->at, {"published_to_kept"});
  }
  const LogField field("page", LogIdOf(made.page));
  const LogField article("article", made.article ? std::string_view(made.article->id.value()) : std::string_view());
  const LogField how("outcome", outcome);
  LogStep("page kept");
}

Result<std::vector<news::Article>> Pipeline::Line::Unplaced() {
  if (!share_ || !share_->desk || share_->desks.size() == 1) {
    return store_.Unplaced(limits_.batch);
  }
  const DeskShare& desk = share_->desks[*share_->desk];
  const bool rest = desk.languages.empty();
  return store::UnplacedIn(store_, rest ? desk.others : desk.languages, rest, limits_.batch);
}

Result<void> Pipeline::Line::Place() {
  while (true) {
    auto unplaced = Unplaced();
    if (!unplaced) {
      return tl::unexpected(unplaced.error());
    }
    if (unplaced->empty()) {
      break;
    }
    for (news::Article& article : *unplaced) {
      if (const auto whole = whole_.find(article.id); whole != whole_.end()) {
        article = whole->second;
      }
    }
    std::vector<news::Copy> copies;
    std::map<news::StoryId, news::Story> changed;
    std::ranges::stable_sort(*unplaced, PlacedBefore);
    std::ranges::for_each(*unplaced, [this](const news::Article& article) { desk_.Notice(article); });
    const auto begun = std::chrono::steady_clock::now();
    for (const news::Article& article : *unplaced) {
      Desk::Placed placed = desk_.Add(article);
      TellPlaced(article, placed.stories);
      std::ranges::move(placed.copies, std::back_inserter(copies));
      for (news::Story& story : placed.stories) {
        PutChanged(std::move(story), changed);
      }
    }
    metrics::Observe(Metric::kStageSeconds, std::chrono::steady_clock::now() - begun, {"place"});
    if (auto done = Retrace(std::move(copies), std::move(changed)); !done) {
      return done;
    }
  }
  const auto oldest = OldestHeld();
  if (!oldest) {
    return tl::unexpected(oldest.error());
  }
  desk_.Forget(*oldest);
  return {};
}

}  // namespace headwater::pipeline
