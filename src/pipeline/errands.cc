// What a person asked for on a page: done here, answered in one line.
#include <fmt/format.h>

#include "base/log.h"
#include "pipeline/line.h"
#include "read/read.h"
#include "web/safe_html.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kErrandsARound = 20;

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
    const auto answer = Run(errand);
    const auto told =
        store_.Answer(errand.id, answer.has_value(), answer ? *answer : answer.error().text, clock_.Now());
    if (!told) {
      return tl::unexpected(told.error());
    }
  }
  return !errands->empty();
}

Result<void> Pipeline::Line::MindSamples() {
  const auto note = store_.Note(kSamplesNote);
  if (!note) {
    return tl::unexpected(note.error());
  }
  const bool removed = *note && **note == kSamplesRemoved;
  if (removed == samples_removed_) {
    return {};
  }
  desk_ = Desk(limits_.desk);
  return Open();
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

// The address must hold a feed: a typing error shows at once, not in an hour.
Result<std::string> Pipeline::Line::Subscribe(const std::string& address) {
  if (!settings_.fetch) {
    const store::FeedRow unseen = FeedAt(address);
    return store_.Subscribe(std::span(&unseen, 1), clock_.Now()).map([&](int) {
      return fmt::format("{} is noted; fetching is switched off, so it was not looked at", address);
    });
  }
  const auto response = fetcher_.Get({address, "", "", false});
  if (!response) {
    return tl::unexpected(response.error());
  }
  if (response->status < 200 || response->status >= 300) {
    return Fail(Fault::kUnreachable, fmt::format("{}: the server answered with status {}", address, response->status));
  }
  const auto feed = read::ReadFeed(response->body, response->Header("content-type"), response->url);
  if (!feed) {
    return Fail(Fault::kBadInput, fmt::format("{}: no feed ({})", address, feed.error().text));
  }
  if (feed->kind == news::FeedKind::kOpml) {
    return ImportOpml(response->body);
  }
  store::FeedRow row = FeedAt(address);
  row.title = web::TextOfHtml(feed->title);
  row.link = feed->link;
  row.language = feed->language;
  return store_.Subscribe(std::span(&row, 1), clock_.Now()).map([&](int added) {
    return added == 0 ? fmt::format("{} was subscribed to before", address)
                      : fmt::format("subscribed to {} ({} entries)", row.title.empty() ? address : row.title,
                                    feed->entries.size());
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
