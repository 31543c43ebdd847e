// `headwater subscribe`, `subscriptions` and `feed`: what is subscribed to.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>

#include "cli/collection.h"
#include "cli/inputs.h"
#include "cli/open.h"
#include "cli/output.h"
#include "form/opml.h"
#include "read/read.h"
#include "web/selector.h"
#include "web/url.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kMaxList = 32U << 20U;
constexpr std::size_t kMaxPassword = 4'096;
constexpr int kUsualBackfill = 200;

// An address, written with or without https:// where no file is called so.
std::optional<std::string> AddressOf(const std::string& input) {
  if (input.starts_with("http://") || input.starts_with("https://")) {
    return web::ParseUrl(input) ? std::optional(input) : std::nullopt;
  }
  std::error_code error;
  if (input.find('.') == std::string::npos || std::filesystem::exists(input, error)) {
    return std::nullopt;
  }
  const auto url = web::ParseUrl("https://" + input);
  return url && !input.ends_with(".opml") && !input.ends_with(".xml") ? std::optional("https://" + input)
                                                                      : std::nullopt;
}

Result<void> Choose(const FeedChoice& choice, store::FeedOptions& options) {
  const auto set = [](const std::optional<std::string>& said, std::string& into) { into = said.value_or(into); };
  set(choice.user_agent, options.user_agent);
  set(choice.cookies, options.cookies);
  set(choice.user, options.user);
  set(choice.proxy, options.proxy);
  set(choice.ca_file, options.ca_file);
  set(choice.keep, options.keep);
  set(choice.drop, options.drop);
  if (choice.password_file) {
    options.password.clear();
  }
  if (choice.password_file && !choice.password_file->empty()) {
    auto password = ReadWhole(*choice.password_file, kMaxPassword);
    if (!password) {
      return tl::unexpected(password.error());
    }
    options.password = password->substr(0, password->find_first_of("\r\n"));
  }
  if (choice.text) {
    options.text = *choice.text == "feed"       ? store::TextFrom::kFeed
                   : *choice.text == "selected" ? store::TextFrom::kSelected
                                                : store::TextFrom::kPage;
  } else if (choice.keep || choice.drop) {
    options.text = options.keep.empty() && options.drop.empty() ? store::TextFrom::kPage : store::TextFrom::kSelected;
  }
  if (choice.minutes) {
    options.interval = *choice.minutes > 0 ? std::optional(std::chrono::minutes(*choice.minutes)) : std::nullopt;
  }
  for (const std::string* selectors : {&options.keep, &options.drop}) {
    if (const auto parsed = web::ParseSelectors(*selectors); !parsed) {
      return tl::unexpected(parsed.error());
    }
  }
  return {};
}

// What one input of `subscribe` comes to.
Result<pipeline::Found> FindInput(const std::string& input, const SubscribeOptions& subscribe,
                                  const store::FeedOptions& options, fetch::Fetcher& fetcher) {
  pipeline::Found found;
  if (const auto address = AddressOf(input)) {
    if (!subscribe.as_is) {
      return pipeline::FindFeeds(fetcher, *address, options);
    }
    store::FeedRow& feed = found.feeds.emplace_back();
    feed.id = news::FeedId(*address);
    feed.url = *address;
    feed.options = options;
    return found;
  }
  const auto bytes = ReadWhole(input, kMaxList);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  const auto list = read::ReadFeed(*bytes, "", "");
  if (!list || list->kind != news::FeedKind::kOpml) {
    return Fail(Fault::kBadInput, input + (list ? ": is no OPML list of subscriptions" : ": " + list.error().text));
  }
  found.list = true;
  std::ranges::transform(list->entries, std::back_inserter(found.feeds), store::RowOf);
  return found;
}

std::string Instant(std::chrono::sys_seconds at) { return FormatMoment(Moment{at, true, std::chrono::minutes{0}}); }

// Nothing of it is secret.
std::string FeedJson(const store::FeedRow& feed) {
  boost::json::object json{
      {"id", feed.id.value()}, {"url", feed.url}, {"health", std::string(store::WordFor(feed.health))}};
  const auto text = [&json](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      json[name] = value;
    }
  };
  text("title", feed.title);
  text("folder", feed.folder);
  text("error", feed.last_error);
  text("last_good", feed.last_good ? Instant(*feed.last_good) : "");
  text("next", feed.next_fetch.time_since_epoch().count() > 0 ? Instant(feed.next_fetch) : "");
  text("hub", feed.hub);
  text("keep", feed.options.keep);
  text("drop", feed.options.drop);
  if (feed.entry_rate) {
    json["entries_a_day"] = *feed.entry_rate;
  }
  if (feed.options.interval) {
    json["minutes"] = feed.options.interval->count();
  }
  return boost::json::serialize(json);
}

void PrintFeed(const store::FeedRow& feed, Output& output) {
  output.Line(fmt::format("{}{}", feed.title.empty() ? feed.url : feed.title,
                          feed.folder.empty() ? "" : "  [" + feed.folder + "]"));
  output.Line("  " + feed.url);
  std::string state = fmt::format("  {}", store::WordFor(feed.health));
  if (feed.last_good) {
    state += ", read " + Instant(*feed.last_good);
  }
  if (feed.health == store::FeedHealth::kGood || feed.health == store::FeedHealth::kFailing) {
    state += ", next " + Instant(feed.next_fetch);
  }
  if (feed.entry_rate) {
    state += fmt::format(", about {:.2g} entries a day", *feed.entry_rate);
  }
  output.Line(state);
  if (!feed.last_error.empty()) {
    output.Line("  " + feed.last_error);
  }
}

Result<void> Change(store::Store& store, const FeedOptions& options, const store::FeedRow& feed) {
  const auto now = SystemClock().Now();
  if (!options.choice.empty()) {
    store::FeedOptions chosen = feed.options;
    if (auto taken = Choose(options.choice, chosen); !taken) {
      return taken;
    }
    if (auto set = store.SetFeed(feed.id, options.choice.title.value_or(feed.title),
                                 options.choice.folder.value_or(feed.folder), chosen);
        !set) {
      return set;
    }
  }
  if (options.pause || options.resume) {
    if (auto paused = store.PauseFeed(feed.id, options.pause, now); !paused) {
      return paused;
    }
  }
  if (options.backfill || options.days) {
    store::Backfill backfill;
    backfill.feed = feed.id;
    backfill.left = options.backfill.value_or(kUsualBackfill);
    backfill.oldest = options.days ? std::optional(now - std::chrono::days(*options.days)) : std::nullopt;
    backfill.due = now;
    if (auto put = store.PutBackfill(backfill); !put) {
      return put;
    }
  }
  if (options.refresh) {
    if (auto asked = store.AskRefresh(feed.id, now); !asked) {
      return asked;
    }
  }
  return options.remove ? store.Unsubscribe(feed.id, now) : Result<void>();
}

}  // namespace

int Subscribe(const CollectionOptions& options, const SubscribeOptions& subscribe) {
  store::FeedOptions chosen;
  if (const auto taken = Choose(subscribe.choice, chosen); !taken) {
    return Complain(taken.error());
  }
  auto collection = OpenOrMake(options);
  if (!collection) {
    return Complain(collection.error());
  }
  Settings& settings = collection->settings;
  settings.fetch.allow_private_networks = settings.fetch.allow_private_networks || subscribe.allow_private_networks;
  fetch::Fetcher fetcher(settings.fetch, SystemClock());
  Output output;
  std::size_t feeds = 0;
  int added = 0;
  const auto add = [&](pipeline::Found found, const std::string& input) {
    feeds += found.feeds.size();
    for (store::FeedRow& feed : found.feeds) {
      feed.folder = subscribe.choice.folder.value_or(feed.folder);
    }
    const auto before = collection->store->Counts();
    const auto answer = pipeline::Subscribe(*collection->store, found, input, SystemClock().Now());
    const auto after = collection->store->Counts();
    if (!answer) {
      output.Complain(answer.error());
      return;
    }
    added += before && after ? static_cast<int>(after->feeds - before->feeds) : 0;
    if (!options.json && !subscribe.as_is && !found.list) {
      output.Line(*answer);
    }
  };
  if (subscribe.defaults) {
    pipeline::Found defaults;
    defaults.feeds = settings.pipeline.default_feeds;
    defaults.list = true;
    add(std::move(defaults), "");
  }
  for (const std::string& input : subscribe.inputs) {
    auto found = FindInput(input, subscribe, chosen, fetcher);
    if (found) {
      add(*std::move(found), AddressOf(input).value_or(input));
    } else {
      output.Complain(found.error());
    }
  }
  output.Line(options.json ? fmt::format(R"({{"feeds":{},"new":{}}})", feeds, added)
                           : fmt::format("{} feeds, {} of them new; `headwater serve` fetches them", feeds, added));
  return output.Status();
}

int Subscriptions(const CollectionOptions& options, bool opml) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto feeds = collection->store->Feeds();
  if (!feeds) {
    return Complain(feeds.error());
  }
  Output output;
  if (opml) {
    std::string list = form::WriteOpml(store::ListOf(*feeds));
    list.pop_back();
    output.Line(list);
    return output.Status();
  }
  for (const store::FeedRow& feed : *feeds) {
    if (options.json) {
      output.Line(FeedJson(feed));
    } else {
      PrintFeed(feed, output);
    }
  }
  return output.Status();
}

int Feed(const CollectionOptions& options, const FeedOptions& feed) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::Store& store = *collection->store;
  const auto found = store.Feed(AddressOf(feed.address).value_or(feed.address));
  if (!found) {
    return Complain(found.error());
  }
  if (const auto changed = Change(store, feed, *found); !changed) {
    return Complain(changed.error());
  }
  Output output;
  if (feed.remove) {
    output.Line(options.json ? boost::json::serialize(boost::json::object{{"removed", found->url}})
                             : "removed: " + found->url);
    return output.Status();
  }
  const auto now = store.Feed(found->id.value());
  if (!now) {
    return Complain(now.error());
  }
  if (options.json) {
    output.Line(FeedJson(*now));
  } else {
    PrintFeed(*now, output);
  }
  return output.Status();
}

}  // namespace headwater::cli
