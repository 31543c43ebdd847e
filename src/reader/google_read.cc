// What apps of the Google Reader API ask.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "form/opml.h"
#include "reader/app_items.h"
#include "reader/google.h"
#include "reader/login.h"
#include "reader/replies.h"

namespace headwater::reader {
namespace {

constexpr std::int64_t kUsualItems = 20;
constexpr std::int64_t kMostIds = 100'000;
constexpr std::int64_t kMostContents = 1'000;
// An app that means all asks for so many.
constexpr std::int64_t kCountedTo = 1'000'000;

Result<Catalogue> CatalogueOf(const Asked& asked) {
  store::Reading reading(asked.call.store);
  return Catalogue::Of(reading, asked.person.id, asked.call.outside);
}

// Times in seconds, as `ot` and `nt` give them.
std::optional<std::chrono::sys_seconds> TimeCalled(const Parameters& parameters, std::string_view name) {
  constexpr std::int64_t kMostSeconds = 8'000'000'000;
  const auto seconds = parameters.Number(name);
  return seconds && *seconds > 0
             ? std::optional(std::chrono::sys_seconds{std::chrono::seconds{std::min(*seconds, kMostSeconds)}})
             : std::nullopt;
}

// What is left out (`xt`) or alone wanted (`it`).
void Narrow(const Catalogue& catalogue, std::string_view target, bool wanted, store::ItemQuestion& question) {
  const auto id = ReadStreamId(target);
  if (!id) {
    return;
  }
  switch (id->kind) {
    case StreamKind::kRead:
      question.read = wanted;
      return;
    case StreamKind::kUnread:
      question.read = !wanted;
      return;
    case StreamKind::kStarred:
      question.starred = wanted;
      return;
    case StreamKind::kFeed:
    case StreamKind::kLabel: {
      const auto named = catalogue.Question(*id);
      if (named && named->shelf == store::Shelf::kStreams && question.shelf == store::Shelf::kStreams) {
        std::erase_if(question.streams, [&](store::StreamNumber stream) {
          return (std::ranges::find(named->streams, stream) != named->streams.end()) != wanted;
        });
        return;
      }
      break;
    }
    case StreamKind::kReadingList:
      if (wanted) {
        return;
      }
      break;
    default:
      break;
  }
  // Two shelves at once are not asked for here; what is wanted of both is not to be all of one.
  if (wanted) {
    question.shelf = store::Shelf::kStreams;
    question.streams.clear();
  }
}

// The question that a request asks; nothing where its stream is not here.
std::optional<store::ItemQuestion> QuestionOf(const Asked& asked, const Catalogue& catalogue, std::string_view stream,
                                              std::int64_t most) {
  const auto id = ReadStreamId(stream);
  auto question = id ? catalogue.Question(*id) : std::nullopt;
  if (!question) {
    return std::nullopt;
  }
  const Parameters& parameters = asked.parameters;
  for (const std::string_view target : parameters.Different("xt")) {
    Narrow(catalogue, target, false, *question);
  }
  for (const std::string_view target : parameters.Different("it")) {
    Narrow(catalogue, target, true, *question);
  }
  question->since = TimeCalled(parameters, "ot");
  question->until = TimeCalled(parameters, "nt");
  question->oldest_first = parameters.One("r") == "o";
  const std::int64_t limit = parameters.Number("n").value_or(kUsualItems);
  question->limit = static_cast<std::size_t>(std::clamp<std::int64_t>(limit <= 0 ? kUsualItems : limit, 1, most));
  return question;
}

// False where there is a continuation that is none of ours.
bool GoOn(const Parameters& parameters, store::ItemQuestion& question) {
  const std::string_view continuation = parameters.One("c");
  if (continuation.empty()) {
    return true;
  }
  question.after = ReadContinuation(continuation);
  return question.after.has_value();
}

http::Reply NoSuchStream(std::string_view stream) {
  return SendWords(fmt::format("{}: there is no such stream\n", stream), 404);
}

http::Reply NoContinuation() { return SendWords("c: this continuation is none of ours\n", 400); }

std::string TitleOf(const Catalogue& catalogue, std::string_view stream, std::string_view house) {
  const auto id = ReadStreamId(stream);
  if (id && id->kind == StreamKind::kFeed) {
    const Channel* const channel = catalogue.Called(id->name);
    return channel == nullptr ? std::string() : channel->title;
  }
  return id && id->kind == StreamKind::kLabel ? id->name : fmt::format("Reading list of {}", house);
}

// Items of one stream with all that is shown of them.
struct Shown {
  std::optional<http::Reply> wrong;
  Listing listing;
};

Shown Show(const Asked& asked, const Catalogue& catalogue, const std::string& stream) {
  Shown shown;
  auto question = QuestionOf(asked, catalogue, stream, kMostContents);
  if (!question) {
    shown.wrong = NoSuchStream(stream);
    return shown;
  }
  if (!GoOn(asked.parameters, *question)) {
    shown.wrong = NoContinuation();
    return shown;
  }
  store::Reading reading(asked.call.store);
  const auto items = reading.Items(asked.person.id, *question);
  auto views = items.and_then(
      [&](const std::vector<store::ItemNumber>& found) { return reading.Views(asked.person.id, found); });
  if (!views) {
    shown.wrong = SendFault(views.error());
    return shown;
  }
  shown.listing.id = stream;
  shown.listing.title = TitleOf(catalogue, stream, asked.call.name);
  shown.listing.continuation = items->size() == question->limit ? Continuation(items->back()) : "";
  shown.listing.views = std::move(*views);
  return shown;
}

json::object CountOf(std::string id, std::int64_t count, store::ItemNumber newest) {
  return {{"id", std::move(id)},
          {"count", count},
          {"newestItemTimestampUsec", fmt::format("{}", newest == 0 ? 0 : MicrosecondsOf(newest))}};
}

}  // namespace

http::Reply SendUserInfo(const Asked& asked) {
  const std::string id = fmt::format("{}", asked.person.id);
  const std::string name = asked.person.name.empty() ? asked.call.name : asked.person.name;
  return SendObject(asked.parameters, {{"userId", id},
                                       {"userName", name},
                                       {"userProfileId", id},
                                       {"userEmail", ""},
                                       {"isBloggerUser", false},
                                       {"signupTimeSec", 0},
                                       {"isMultiLoginEnabled", false}});
}

http::Reply SendToken(const Asked& asked) { return SendWords(TokenFor(asked.call)); }

http::Reply SendPreferences(const Asked& asked) {
  if (asked.path.size() > 1 && asked.path[1] == "stream") {
    return SendObject(asked.parameters, {{"streamprefs", json::object()}});
  }
  return SendObject(asked.parameters, {{"prefs", json::array()}});
}

http::Reply SendTags(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  const auto tags = store::Reading(asked.call.store).Tags(asked.person.id);
  if (!catalogue || !tags) {
    return SendFault(catalogue ? tags.error() : catalogue.error());
  }
  json::array list;
  list.push_back(json::object{{"id", fmt::format("{}starred", kState)}});
  for (const std::string& folder : catalogue->Folders()) {
    list.push_back(json::object{{"id", LabelId(folder)}, {"type", "folder"}});
  }
  for (const store::TagLine& tag : *tags) {
    if (!catalogue->HasFolder(tag.name)) {
      list.push_back(json::object{{"id", LabelId(tag.name)}, {"type", "tag"}, {"unread_count", tag.unread}});
    }
  }
  return SendObject(asked.parameters, {{"tags", std::move(list)}});
}

http::Reply SendSubscriptions(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  json::array list;
  for (const Channel& channel : catalogue->channels()) {
    json::object subscription{{"id", FeedId(channel.line.number)},
                              {"title", channel.title},
                              {"sortid", fmt::format("{:08X}", static_cast<std::uint32_t>(channel.line.number))},
                              {"firstitemmsec", "0"},
                              {"url", channel.url},
                              {"htmlUrl", channel.link}};
    json::array categories;
    if (!channel.folder.empty()) {
      categories.push_back(json::object{{"id", LabelId(channel.folder)}, {"label", channel.folder}});
    }
    subscription["categories"] = std::move(categories);
    list.push_back(std::move(subscription));
  }
  return SendObject(asked.parameters, {{"subscriptions", std::move(list)}});
}

http::Reply SendUnreadCounts(const Asked& asked) {
  store::Reading reading(asked.call.store);
  const auto catalogue = CatalogueOf(asked);
  const auto tags = reading.Tags(asked.person.id);
  const auto starred = reading.UnreadStarred(asked.person.id);
  if (!catalogue || !tags || !starred) {
    return SendFault(!catalogue ? catalogue.error() : (!tags ? tags.error() : starred.error()));
  }
  const bool all = asked.parameters.One("all") == "1";
  json::array counts;
  const auto put = [&](std::string id, std::int64_t count, store::ItemNumber newest) {
    if (all || count > 0) {
      counts.push_back(CountOf(std::move(id), count, newest));
    }
  };
  std::int64_t total = 0;
  store::ItemNumber newest = 0;
  for (const Channel& channel : catalogue->channels()) {
    put(FeedId(channel.line.number), channel.line.unread, channel.line.newest);
    total += channel.line.unread;
    newest = std::max(newest, channel.line.newest);
  }
  for (const std::string& folder : catalogue->Folders()) {
    std::int64_t unread = 0;
    store::ItemNumber latest = 0;
    for (const store::StreamNumber stream : catalogue->InFolder(folder)) {
      unread += catalogue->Numbered(stream)->line.unread;
      latest = std::max(latest, catalogue->Numbered(stream)->line.newest);
    }
    put(LabelId(folder), unread, latest);
  }
  for (const store::TagLine& tag : *tags) {
    if (!catalogue->HasFolder(tag.name)) {
      put(LabelId(tag.name), tag.unread, newest);
    }
  }
  put(fmt::format("{}starred", kState), *starred, newest);
  counts.push_back(CountOf(fmt::format("{}reading-list", kState), total, newest));
  return SendObject(asked.parameters, {{"max", kCountedTo}, {"unreadcounts", std::move(counts)}});
}

http::Reply SendItemIds(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  const std::string_view stream = asked.parameters.One("s");
  auto question = QuestionOf(asked, *catalogue, stream, kMostIds);
  if (!question) {
    return NoSuchStream(stream);
  }
  // Several streams at once, where all of them are made of feeds.
  for (const std::string_view further : asked.parameters.Different("s")) {
    const auto id = ReadStreamId(further);
    const auto more = id && further != stream ? catalogue->Question(*id) : std::nullopt;
    if (more && more->shelf == store::Shelf::kStreams && question->shelf == store::Shelf::kStreams) {
      question->streams.insert(question->streams.end(), more->streams.begin(), more->streams.end());
    }
  }
  std::ranges::sort(question->streams);
  question->streams.erase(std::ranges::unique(question->streams).begin(), question->streams.end());
  if (!GoOn(asked.parameters, *question)) {
    return NoContinuation();
  }
  const auto items = store::Reading(asked.call.store).Items(asked.person.id, *question);
  if (!items) {
    return SendFault(items.error());
  }
  json::array refs;
  refs.reserve(items->size());
  for (const store::ItemNumber item : *items) {
    refs.push_back(json::object{{"id", fmt::format("{}", item)},
                                {"directStreamIds", json::array()},
                                {"timestampUsec", fmt::format("{}", MicrosecondsOf(item))}});
  }
  json::object answer{{"itemRefs", std::move(refs)}};
  if (items->size() == question->limit) {
    answer["continuation"] = Continuation(items->back());
  }
  return SendObject(asked.parameters, answer);
}

http::Reply SendItemCounts(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  const auto id = ReadStreamId(asked.parameters.One("s"));
  const auto question = id ? catalogue->Question(*id) : std::nullopt;
  if (!question) {
    return NoSuchStream(asked.parameters.One("s"));
  }
  if (question->shelf == store::Shelf::kStreams && !question->read && question->streams.size() == 1) {
    return SendWords(fmt::format("{}", catalogue->Numbered(question->streams.front())->line.items));
  }
  store::ItemQuestion all = *question;
  all.limit = static_cast<std::size_t>(kCountedTo);
  const auto items = store::Reading(asked.call.store).Items(asked.person.id, all);
  return items ? SendWords(fmt::format("{}", items->size())) : SendFault(items.error());
}

http::Reply SendItems(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  std::vector<store::ItemNumber> items;
  for (const std::string_view text : asked.parameters.All("i")) {
    const auto item = ReadItemId(text);
    if (item && items.size() < static_cast<std::size_t>(kMostContents)) {
      items.push_back(*item);
    }
  }
  auto views = store::Reading(asked.call.store).Views(asked.person.id, items);
  if (!views) {
    return SendFault(views.error());
  }
  Listing listing{fmt::format("{}reading-list", kState), fmt::format("Reading list of {}", asked.call.name),
                  std::move(*views), ""};
  return SendObject(asked.parameters, ContentsOf(asked.call, *catalogue, listing));
}

http::Reply SendStream(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  std::string stream = RestOf(asked.path, 2);
  if (stream.empty()) {
    stream = asked.parameters.Has("s") ? std::string(asked.parameters.One("s")) : fmt::format("{}reading-list", kState);
  }
  const Shown shown = Show(asked, *catalogue, stream);
  return shown.wrong ? *shown.wrong : SendObject(asked.parameters, ContentsOf(asked.call, *catalogue, shown.listing));
}

http::Reply SendAtom(const Asked& asked) {
  const auto catalogue = CatalogueOf(asked);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  const Shown shown = Show(asked, *catalogue, RestOf(asked.path, 1));
  if (shown.wrong) {
    return *shown.wrong;
  }
  http::Reply reply;
  reply.content_type = "application/atom+xml; charset=utf-8";
  reply.body = AtomOf(asked.call, *catalogue, shown.listing);
  return reply;
}

http::Reply SendSubscriptionsFile(const Asked& asked) {
  const auto feeds = asked.call.store.Feeds();
  if (!feeds) {
    return SendFault(feeds.error());
  }
  http::Reply reply;
  reply.content_type = "text/x-opml; charset=utf-8";
  reply.headers.emplace_back("content-disposition", "attachment; filename=\"subscriptions.opml\"");
  reply.body = form::WriteOpml(store::ListOf(*feeds));
  return reply;
}

}  // namespace headwater::reader
