// What a person asked for on a page: done here, answered in one line.
#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"
#include "pipeline/line.h"
#include "read/read.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kErrandsARound = 20;
constexpr std::size_t kLookupsAtOnce = 8;

// An errand that subscribes says at which address, and on a second line into which folder.
struct Wish {
  std::string address;
  std::string folder;
};
Wish WishOf(const std::string& payload) {
  const std::size_t line = payload.find('\n');
  return {payload.substr(0, line), line == std::string::npos ? std::string() : payload.substr(line + 1)};
}

store::FeedRow FeedAt(const std::string& address) {
  store::FeedRow feed;
  feed.id = news::FeedId(address);
  feed.url = address;
  return feed;
}

}  // namespace

Result<bool> Pipeline::Line::AnswerErrands() {
  const auto errands = store_.Asked(kErrandsARound);
  if (!errands) {
    return tl::unexpected(errands.error());
  }
  for (const store::Errand& errand : *errands) {
    if (errand.kind == store::ErrandKind::kSubscribe && settings_.fetch) {
      StartLookup(errand);
      continue;
    }
    const auto answer = Run(errand);
    const auto told =
        store_.Answer(errand.id, answer.has_value(), answer ? *answer : answer.error().text, clock_.Now());
    if (!told) {
      return tl::unexpected(told.error());
    }
  }
  if (const auto kept = KeepLookups(); !kept) {
    return tl::unexpected(kept.error());
  }
  return !errands->empty();
}

void Pipeline::Line::StartLookup(const store::Errand& errand) {
  const bool known = std::ranges::find(lookups_, errand.id, &Lookup::errand) != lookups_.end();
  if (known || lookups_.size() >= kLookupsAtOnce || fetcher_.stopped()) {
    return;
  }
  lookups_.push_back(
      {errand.id, errand.payload, std::async(std::launch::async, [this, address = WishOf(errand.payload).address] {
         return FindFeeds(fetcher_, address);
       })});
}

Result<void> Pipeline::Line::KeepLookups() {
  for (std::size_t i = 0; i < lookups_.size();) {
    if (lookups_[i].found.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
      ++i;
      continue;
    }
    Lookup lookup = std::move(lookups_[i]);
    lookups_.erase(lookups_.begin() + static_cast<std::ptrdiff_t>(i));
    auto found = lookup.found.get();
    // What was stopped is taken up by the next run.
    if (!found && fetcher_.stopped()) {
      continue;
    }
    const Wish wish = WishOf(lookup.address);
    if (found && !found->list) {
      std::ranges::for_each(found->feeds, [&wish](store::FeedRow& feed) { feed.folder = wish.folder; });
    }
    const auto answer = found ? pipeline::Subscribe(store_, *found, wish.address, clock_.Now())
                              : Result<std::string>(tl::unexpected(found.error()));
    auto told = store_.Answer(lookup.errand, answer.has_value(), answer ? *answer : answer.error().text, clock_.Now());
    if (!told) {
      return told;
    }
  }
  return {};
}

Result<bool> Pipeline::Line::MindSamples() {
  const auto note = store_.Note(kSamplesNote);
  if (!note) {
    return tl::unexpected(note.error());
  }
  const auto restored = store_.Note("restored");
  if (!restored) {
    return tl::unexpected(restored.error());
  }
  const bool removed = *note && **note == kSamplesRemoved;
  if (removed == samples_removed_ && restored->value_or("") == restored_) {
    return false;
  }
  return Open().map([] { return true; });
}

Result<std::string> Pipeline::Line::Run(const store::Errand& errand) {
  switch (errand.kind) {
    case store::ErrandKind::kSubscribe:
      return Subscribe(errand.payload);
    case store::ErrandKind::kImportOpml:
      return ImportOpml(errand.payload);
    case store::ErrandKind::kSubscribeDefaults:
      return store_.Subscribe(settings_.default_feeds, clock_.Now()).map([this](int added) {
        return fmt::format("{} of {} feeds of the default list were new", added, settings_.default_feeds.size());
      });
    case store::ErrandKind::kRefresh:
      return store_.AskRefresh(news::FeedId(errand.payload), clock_.Now()).map([] {
        return std::string("will be fetched now");
      });
    case store::ErrandKind::kSettle:
      return AnswerSettle(errand);
    case store::ErrandKind::kRemoveSamples: {
      auto removed = store_.RemoveSamples();
      if (!removed) {
        return tl::unexpected(removed.error());
      }
      if (const auto noted = store_.SetNote(kSamplesNote, kSamplesRemoved); !noted) {
        return tl::unexpected(noted.error());
      }
      return fmt::format("{} articles of the sample edition removed", *removed);
    }
  }
  return Fail(Fault::kUsage, "an errand of an unknown kind");
}

// While fetching is switched off, an address is taken as it is.
Result<std::string> Pipeline::Line::Subscribe(const std::string& payload) {
  const Wish wish = WishOf(payload);
  store::FeedRow unseen = FeedAt(wish.address);
  unseen.folder = wish.folder;
  return store_.Subscribe(std::span(&unseen, 1), clock_.Now()).map([&unseen](int) {
    return fmt::format("{} is noted; fetching is switched off, so it was not looked at", unseen.url);
  });
}

Result<std::string> Pipeline::Line::ImportOpml(const std::string& opml) {
  const auto list = read::ReadFeed(opml, "text/x-opml", "");
  if (!list) {
    return tl::unexpected(list.error());
  }
  if (list->kind != news::FeedKind::kOpml) {
    return Fail(Fault::kBadInput, "this is no OPML list of subscriptions");
  }
  std::vector<store::FeedRow> feeds;
  for (const news::Entry& entry : list->entries) {
    feeds.push_back(store::RowOf(entry));
  }
  return store_.Subscribe(feeds, clock_.Now()).map([&](int added) {
    return fmt::format("{} of {} feeds of the list were new", added, feeds.size());
  });
}

}  // namespace headwater::pipeline
