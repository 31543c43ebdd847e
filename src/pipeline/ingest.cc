// From a page to its article, its story and its origin.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "annotate/annotate.h"
#include "base/log.h"
#include "base/workers.h"
#include "form/items.h"
#include "form/json.h"
#include "pipeline/documents.h"
#include "pipeline/honour.h"
#include "pipeline/intake.h"
#include "pipeline/line.h"
#include "web/charset.h"
#include "web/selector.h"

namespace headwater::pipeline {
namespace {

// An article that came ready gets the store's id, and its items theirs.
void Rename(news::Article& article, const news::ArticleId& id) {
  article.id = id;
  std::size_t number = 0;
  for (news::Item& item : article.items) {
    item.id = news::ArticleId(fmt::format("{}#{}", id.value(), ++number));
  }
}

// What has no date may belong to any story: it waits until those of its batch that have one stand.
bool PlacedBefore(const news::Article& one, const news::Article& other) {
  if (!one.published || !other.published) {
    return one.published.has_value() && !other.published.has_value();
  }
  return one.published->at < other.published->at;
}

// The article of a page, or of what selectors leave of it. One that has become useless costs nothing.
Result<news::Article> Read(const news::Page& page, const std::string& keep, const std::string& drop,
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

std::string NameOf(const news::Page& page) { return page.url.empty() ? page.id : page.url; }

// What is kept of a page whose documents could not be read: its address, for people.
news::Page PageWithoutBody(const news::Page& page) {
  news::Page named;
  named.id = page.id;
  named.url = page.url;
  named.fetched = page.fetched;
  return named;
}

}  // namespace

Pipeline::Line::Line(store::Store& store, fetch::Fetcher& fetcher, const Clock& clock, Settings settings,
                     const Limits& limits)
    : store_(store),
      fetcher_(fetcher),
      clock_(clock),
      settings_(std::move(settings)),
      limits_(limits),
      queue_(queue::Queue::Local(store)),
      desk_(limits.desk),
      fetching_(fetcher, settings_.jobs) {}

Result<void> Pipeline::Line::Open() {
  const auto note = store_.Note(kSamplesNote);
  if (!note) {
    return tl::unexpected(note.error());
  }
  samples_removed_ = *note && **note == kSamplesRemoved;
  const auto since = clock_.Now() - settings_.window;
  auto loaded =
      store_.EachPlaced(since, [this](const news::Article& article, const news::StoryId& story,
                                      const news::ThreadId& thread) { desk_.Restore(article, story, thread); });
  if (!loaded) {
    return loaded;
  }
  if (const auto minded = MindTimes(); !minded) {
    return tl::unexpected(minded.error());
  }
  return Place();
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
    auto article = Read(made.page, incoming.keep, incoming.drop, limits_.extract);
    if (!article) {
      made.error = fmt::format("{}: {}", NameOf(made.page), article.error().text);
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
    return made;
  }
  Rename(*made.article, id);
  made.article->rights = Settled(std::move(made.article->rights), made.page.url, settings_.rights, clock_.Now());
  if (!made.known || HasOtherRights(made)) {
    Honour(made);
  }
  return made;
}

Result<Report> Pipeline::Line::Ingest(const std::function<std::optional<Incoming>()>& next, bool sample,
                                      const std::function<void(std::size_t)>& progress) {
  Report report;
  Result<void> kept;
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
  for (const Made& made : batch) {
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
  if (auto kept = store_.Keep(pages, clock_.Now()); !kept) {
    return kept;
  }
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
  for (const Made& made : batch) {
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

Result<void> Pipeline::Line::Place() {
  while (true) {
    auto unplaced = store_.Unplaced(limits_.batch);
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
    for (const news::Article& article : *unplaced) {
      Desk::Placed placed = desk_.Add(article);
      std::ranges::move(placed.copies, std::back_inserter(copies));
      for (news::Story& story : placed.stories) {
        const news::StoryId id = story.id;
        changed.insert_or_assign(id, std::move(story));
      }
    }
    if (auto done = Retrace(std::move(copies), std::move(changed)); !done) {
      return done;
    }
  }
  desk_.Forget(clock_.Now() - settings_.window);
  return {};
}

// The articles of the changed stories, and those that they share text with, in other stories too.
Result<std::vector<news::Article>> Pipeline::Line::Neighbourhood(const std::map<news::StoryId, news::Story>& changed,
                                                                 std::vector<news::Copy>& copies) {
  std::vector<news::ArticleId> wanted;
  std::unordered_set<news::ArticleId> seen;
  const auto want = [&](const news::ArticleId& id) {
    if (wanted.size() < limits_.max_retraced && seen.insert(id).second) {
      wanted.push_back(id);
    }
  };
  for (const auto& [id, story] : changed) {
    std::ranges::for_each(story.articles, want);
  }
  std::set<std::pair<news::ArticleId, news::ArticleId>> pairs;
  for (const news::Copy& copy : copies) {
    pairs.emplace(copy.article, copy.of);
    want(copy.article);
    want(copy.of);
  }
  const auto stored = store_.CopiesOf(wanted);
  if (!stored) {
    return tl::unexpected(stored.error());
  }
  for (const news::Copy& copy : *stored) {
    if (pairs.emplace(copy.article, copy.of).second) {
      copies.push_back(copy);
      want(copy.article);
      want(copy.of);
    }
  }
  auto articles = store_.Articles(wanted);
  if (!articles) {
    return articles;
  }
  for (news::Article& article : *articles) {
    if (const auto whole = whole_.find(article.id); whole != whole_.end()) {
      article = whole->second;
    }
  }
  return articles;
}

Result<void> Pipeline::Line::Retrace(std::vector<news::Copy> copies, std::map<news::StoryId, news::Story> changed) {
  const std::vector<news::Copy> fresh = copies;
  const auto articles = Neighbourhood(changed, copies);
  if (!articles) {
    return tl::unexpected(articles.error());
  }
  const auto standing = StandingOrigins(*articles);
  if (!standing) {
    return tl::unexpected(standing.error());
  }
  std::vector<news::Story> stories;
  std::unordered_set<news::ArticleId> placed;
  for (auto& entry : changed) {
    placed.insert(entry.second.articles.begin(), entry.second.articles.end());
    stories.push_back(std::move(entry.second));
  }
  std::vector<news::Origin> origins = TraceStories(*articles, copies, stories, limits_.desk.trace, *standing);
  const std::vector<news::ArticleId> ids(placed.begin(), placed.end());
  const auto told = store_.Told(ids);
  if (!told) {
    return tl::unexpected(told.error());
  }
  const std::vector<store::ToldSources> sources = CountTold(*told, *articles, origins);
  // Neighbours in other stories were looked at for their evidence only; their own surroundings were not all here.
  std::erase_if(origins, [&](const news::Origin& origin) { return !placed.contains(origin.article); });
  std::vector<const news::Article*> reserved;
  std::ranges::transform(whole_, std::back_inserter(reserved), [](const auto& each) { return &each.second; });
  std::ranges::for_each(origins, [&](news::Origin& origin) { WithholdEvidence(reserved, origin); });
  return store_.Write({fresh, stories, origins, sources}, clock_.Now());
}

}  // namespace headwater::pipeline
