// What apps of the Google Reader API change: marks, tags, folders, subscriptions.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "form/opml.h"
#include "http/address.h"
#include "reader/catalogue.h"
#include "reader/errand.h"
#include "reader/google.h"
#include "reader/replies.h"
#include "store/folders.h"
#include "web/safe_html.h"

namespace headwater::reader {
namespace {

constexpr std::size_t kMostIds = 20'000;

Result<Catalogue> CatalogueOf(const Asked& asked) {
  store::Reading reading(asked.call.store);
  return Catalogue::Of(reading, asked.person.id, asked.call.outside);
}

http::Reply Done(const Result<void>& done) { return done ? SendOk() : SendFault(done.error()); }

http::Reply NeedsEditor() { return SendWords("this takes an editor\n", 403); }

bool IsEditor(const Asked& asked) { return asked.person.role >= store::Role::kEditor; }

std::vector<store::ItemNumber> ItemsOf(const Parameters& parameters) {
  std::vector<store::ItemNumber> items;
  for (const std::string_view text : parameters.All("i")) {
    const auto item = ReadItemId(text);
    if (item && items.size() < kMostIds) {
      items.push_back(*item);
    }
  }
  return items;
}

// `a` (on) and `r` of edit-tag.
Result<void> EditOne(const Asked& asked, std::span<const store::ItemNumber> items, std::string_view target, bool on) {
  const auto id = ReadStreamId(target);
  if (!id) {
    return {};
  }
  store::Reading reading(asked.call.store);
  const std::int64_t person = asked.person.id;
  const auto now = asked.call.now;
  switch (id->kind) {
    case StreamKind::kRead:
      return reading.Set(person, items, store::Mark::kRead, on, now);
    case StreamKind::kUnread:
      // That it is no longer kept unread does not say that it was read.
      return on ? reading.Set(person, items, store::Mark::kRead, false, now) : Result<void>();
    case StreamKind::kStarred:
      return reading.Set(person, items, store::Mark::kStarred, on, now);
    case StreamKind::kLater:
      return reading.Set(person, items, store::Mark::kLater, on, now);
    case StreamKind::kLabel:
      return reading.SetTag(person, items, id->name, on, now);
    default:
      return {};
  }
}

Result<void> ReadShelf(const Asked& asked, store::ItemQuestion question, store::ItemNumber upto) {
  constexpr std::size_t kMostOfShelf = 50'000;
  store::Reading reading(asked.call.store);
  question.read = false;
  question.limit = kMostOfShelf;
  question.after = upto + 1;
  return reading.Items(asked.person.id, question).and_then([&](const std::vector<store::ItemNumber>& items) {
    return reading.Set(asked.person.id, items, store::Mark::kRead, true, asked.call.now);
  });
}

// The folder or tag that a label's id names; empty for another.
std::string LabelOf(std::string_view text) {
  const auto id = ReadStreamId(text);
  return id && id->kind == StreamKind::kLabel ? id->name : std::string();
}

// Each of the folder's subscriptions goes to another one, empty for none.
Result<void> MoveFolder(const Asked& asked, std::string_view folder, std::string_view to) {
  return folder == to ? Result<void>() : store::RenameFolder(asked.call.store, folder, to).map([](int) {});
}

Result<void> DisableOne(const Asked& asked, const Catalogue& catalogue, const std::string& label) {
  if (!catalogue.HasFolder(label)) {
    return store::Reading(asked.call.store).RemoveTag(asked.person.id, label);
  }
  return IsEditor(asked) ? MoveFolder(asked, label, "") : Fail(Fault::kRefused, "this takes an editor");
}

// An OPML list of the one address, so that its title and folder come with it.
std::string ListOfOne(const std::string& address, std::string_view title, std::string_view folder) {
  store::FeedRow feed;
  feed.id = news::FeedId(address);
  feed.url = address;
  feed.title = title;
  feed.folder = folder;
  return form::WriteOpml(store::ListOf(std::span(&feed, 1)));
}

http::Reply SubscribeTo(const Asked& asked, std::string_view typed, std::string_view title, const std::string& folder) {
  const auto address = http::TypedAddress(typed);
  if (!address) {
    return SendWords(fmt::format("{}: this is no address of a feed\n", typed), 400);
  }
  const bool plain = title.empty() && folder.empty();
  const auto errand = RunErrand(asked.call, plain ? store::ErrandKind::kSubscribe : store::ErrandKind::kImportOpml,
                                plain ? *address : ListOfOne(*address, title, folder));
  if (!errand) {
    return SendFault(errand.error());
  }
  return errand->answered && !errand->good ? SendWords(errand->answer + "\n", 400) : SendOk();
}

// The words hold the address as a whole, and not as the beginning of another.
bool Names(std::string_view words, std::string_view url) {
  const std::size_t at = words.find(url);
  const std::string_view behind = at == std::string_view::npos ? std::string_view{} : words.substr(at + url.size());
  return at != std::string_view::npos && !url.empty() &&
         (behind.empty() || std::string_view(" ,;\n").find(behind.front()) != std::string_view::npos);
}

Result<void> EditOneSubscription(const Asked& asked, const Channel& channel, std::string_view title) {
  auto feed = asked.call.store.Feed(channel.line.name);
  if (!feed) {
    return tl::unexpected(feed.error());
  }
  const std::string added = LabelOf(asked.parameters.One("a"));
  const std::string removed = LabelOf(asked.parameters.One("r"));
  std::string folder = feed->folder;
  if (!removed.empty() && folder == removed) {
    folder.clear();
  }
  folder = added.empty() ? folder : added;
  const std::string name(title.empty() ? std::string_view(feed->title) : title);
  if (name == feed->title && folder == feed->folder) {
    return {};
  }
  return asked.call.store.SetFeed(feed->id, name, folder, feed->options);
}

// One address or number after `feed/`.
http::Reply ChangeOne(const Asked& asked, const Catalogue& catalogue, const std::string& name, std::string_view title) {
  const std::string_view action = asked.parameters.One("ac");
  const Channel* const channel = catalogue.Called(name);
  if (channel != nullptr && !channel->line.subscription) {
    return SendWords(fmt::format("{}: this is the house's own, no subscription\n", channel->title), 400);
  }
  if (action == "subscribe" && channel == nullptr) {
    return SubscribeTo(asked, name, title, LabelOf(asked.parameters.One("a")));
  }
  if (channel == nullptr) {
    return SendWords(fmt::format("{}: there is no such subscription\n", name), 404);
  }
  return action == "unsubscribe" ? Done(asked.call.store.Unsubscribe(news::FeedId(channel->line.name), asked.call.now))
                                 : Done(EditOneSubscription(asked, *channel, title));
}

}  // namespace

http::Reply EditTags(const Asked& asked) {
  const std::vector<store::ItemNumber> items = ItemsOf(asked.parameters);
  for (const bool on : {false, true}) {
    for (const std::string_view target : asked.parameters.Different(on ? "a" : "r")) {
      if (const auto done = EditOne(asked, items, target, on); !done) {
        return SendFault(done.error());
      }
    }
  }
  return SendOk();
}

http::Reply MarkAllAsRead(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  const std::string_view typed = asked.parameters.One("ts");
  const auto by = typed.empty() || typed == "0" ? std::optional(store::LastItemAt(asked.call.now)) : LastItemBy(typed);
  const auto streams = asked.parameters.Different("s");
  if (!by || streams.empty()) {
    return SendWords("mark-all-as-read takes a stream (s) and a time (ts)\n", 400);
  }
  for (const std::string_view stream : streams) {
    const auto id = ReadStreamId(stream);
    const auto question = id ? catalogue->Question(*id) : std::nullopt;
    if (!question) {
      return SendWords(fmt::format("{}: there is no such stream\n", stream), 404);
    }
    const auto done =
        question->shelf == store::Shelf::kStreams
            ? store::Reading(asked.call.store).ReadAll(asked.person.id, question->streams, *by, asked.call.now)
            : ReadShelf(asked, *question, *by);
    if (!done) {
      return SendFault(done.error());
    }
  }
  return SendOk();
}

http::Reply RenameTag(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  const Parameters& parameters = asked.parameters;
  // Some apps send the bare name as `t`.
  const std::string from = parameters.Has("s") ? LabelOf(parameters.One("s")) : std::string(parameters.One("t"));
  const std::string to = LabelOf(parameters.One("dest"));
  if (from.empty() || to.empty()) {
    return SendWords("rename-tag takes two labels (s, dest)\n", 400);
  }
  if (!catalogue->HasFolder(from)) {
    return Done(store::Reading(asked.call.store).RenameTag(asked.person.id, from, to));
  }
  return IsEditor(asked) ? Done(MoveFolder(asked, from, to)) : NeedsEditor();
}

http::Reply DisableTag(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  std::vector<std::string> labels;
  for (const std::string_view stream : asked.parameters.Different("s")) {
    labels.push_back(LabelOf(stream));
  }
  if (labels.empty() && !asked.parameters.One("t").empty()) {
    labels.emplace_back(asked.parameters.One("t"));
  }
  for (const std::string& label : labels) {
    if (const auto done = DisableOne(asked, *catalogue, label); !done) {
      return SendFault(done.error());
    }
  }
  return labels.empty() ? SendWords("disable-tag takes a label (s)\n", 400) : SendOk();
}

http::Reply EditSubscription(const Asked& asked) {
  if (!IsEditor(asked)) {
    return NeedsEditor();
  }
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  const std::string_view action = asked.parameters.One("ac");
  // The title of each stands in the order of the feeds, and may be empty.
  const auto streams = asked.parameters.Sent("s");
  const auto titles = asked.parameters.Sent("t");
  if (streams.empty() || (action != "subscribe" && action != "unsubscribe" && action != "edit")) {
    return SendWords("subscription/edit takes an action (ac) and feeds (s)\n", 400);
  }
  for (std::size_t n = 0; n < streams.size(); ++n) {
    const auto id = ReadStreamId(streams[n]);
    if (!id || id->kind != StreamKind::kFeed) {
      return SendWords(fmt::format("{}: this is no feed\n", streams[n]), 400);
    }
    http::Reply reply = ChangeOne(asked, *catalogue, id->name, n < titles.size() ? titles[n] : std::string_view());
    if (reply.status != 200) {
      return reply;
    }
  }
  return SendOk();
}

http::Reply QuickAdd(const Asked& asked) {
  if (!IsEditor(asked)) {
    return NeedsEditor();
  }
  std::string_view typed = asked.parameters.One("quickadd");
  constexpr std::string_view kFeed = "feed/";
  typed.remove_prefix(typed.starts_with(kFeed) ? kFeed.size() : 0);
  const auto address = http::TypedAddress(typed);
  if (!address) {
    return SendObject(asked.parameters, {{"query", typed}, {"numResults", 0}, {"error", "this is no address"}});
  }
  const auto before = CatalogueOf(asked);
  const auto errand = RunErrand(asked.call, store::ErrandKind::kSubscribe, *address);
  const auto catalogue = CatalogueOf(asked);
  if (!before || !errand || !catalogue) {
    return SendFault(!before ? before.error() : errand ? catalogue.error() : errand.error());
  }
  // The feed that was found may be called otherwise than the site that was typed: it is the one that was not here
  // before, or that the answer names.
  const Channel* channel = catalogue->Called(*address);
  for (const Channel& each : catalogue->channels()) {
    const bool found = before->Numbered(each.line.number) == nullptr || Names(errand->answer, each.line.url);
    if (channel == nullptr && each.line.subscription && found) {
      channel = &each;
    }
  }
  if (channel == nullptr) {
    return SendObject(
        asked.parameters,
        {{"query", *address}, {"numResults", 0}, {"error", errand->answered ? errand->answer : "not yet"}});
  }
  return SendObject(asked.parameters, {{"query", *address},
                                       {"numResults", 1},
                                       {"streamId", FeedId(channel->line.number)},
                                       {"streamName", channel->title}});
}

http::Reply ImportSubscriptions(const Asked& asked) {
  if (!IsEditor(asked)) {
    return NeedsEditor();
  }
  const std::string_view field = asked.parameters.One("opml");
  const auto errand = RunErrand(asked.call, store::ErrandKind::kImportOpml,
                                field.empty() ? std::string_view(asked.call.request.body) : field);
  if (!errand) {
    return SendFault(errand.error());
  }
  return errand->answered && !errand->good ? SendWords(errand->answer + "\n", 400)
                                           : SendWords(fmt::format("OK: {}", errand->answer));
}

}  // namespace headwater::reader
