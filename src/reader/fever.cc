// Fever's questions and marks.
#include "reader/fever.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "http/guard.h"
#include "reader/catalogue.h"
#include "reader/item_body.h"
#include "reader/login.h"
#include "reader/replies.h"

namespace headwater::reader {
namespace {

constexpr int kVersion = 3;
constexpr std::size_t kItemsAtOnce = 50;
constexpr std::size_t kMostIds = 100'000;
// A picture of one grey dot: sites' own pictures are not kept.
constexpr std::string_view kDot = "image/gif;base64,R0lGODlhAQABAIAAAObm5gAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==";

// One of a person's requests.
class Answering {
 public:
  Answering(const Call& call, const Parameters& parameters, const store::Person& person, Catalogue catalogue)
      : call_(call), parameters_(parameters), person_(person), reading_(call.store), catalogue_(std::move(catalogue)) {}

  // Nothing where the store fails.
  Result<json::object> Answer() {
    json::object answer;
    Mark();
    PutFeeds(answer);
    if (parameters_.Has("favicons")) {
      answer["favicons"] = json::array{json::object{{"id", 1}, {"data", kDot}}};
    }
    if (parameters_.Has("items")) {
      PutItems(answer);
    }
    if (parameters_.Has("links")) {
      answer["links"] = json::array();
    }
    const std::string_view as = parameters_.One("as");
    if (parameters_.Has("unread_item_ids") || as == "read" || as == "unread") {
      answer["unread_item_ids"] = Ids({.streams = catalogue_.AllOf(), .read = false});
    }
    if (parameters_.Has("saved_item_ids") || as == "saved" || as == "unsaved") {
      answer["saved_item_ids"] = Ids({.shelf = store::Shelf::kStarred});
    }
    return fault_ ? Result<json::object>(tl::unexpected(*fault_)) : Result<json::object>(std::move(answer));
  }

  std::int64_t Refreshed() const {
    store::ItemNumber newest = 0;
    for (const Channel& channel : catalogue_.channels()) {
      newest = std::max(newest, channel.line.newest);
    }
    return store::TimeOfItem(newest).time_since_epoch().count();
  }

 private:
  // A folder's number; the same as long as it is called so, and never 0, which is everything.
  static std::int64_t GroupOf(std::string_view folder) {
    constexpr std::uint64_t kBits = 0x7FFFFFFF;
    return static_cast<std::int64_t>(Hash64(folder) % kBits) + 1;
  }

  template <class T>
  std::optional<T> Take(Result<T> result) {
    if (!result) {
      fault_ = result.error();
      return std::nullopt;
    }
    return std::move(*result);
  }
  void Take(const Result<void>& result) {
    if (!result) {
      fault_ = result.error();
    }
  }

  void PutFeeds(json::object& answer) {
    const bool groups = parameters_.Has("groups");
    const bool feeds = parameters_.Has("feeds");
    if (groups) {
      json::array list;
      for (const std::string& folder : catalogue_.Folders()) {
        list.push_back(json::object{{"id", GroupOf(folder)}, {"title", folder}});
      }
      answer["groups"] = std::move(list);
    }
    if (feeds) {
      json::array list;
      for (const Channel& channel : catalogue_.channels()) {
        list.push_back(
            json::object{{"id", channel.line.number},
                         {"favicon_id", 1},
                         {"title", channel.title},
                         {"url", channel.url},
                         {"site_url", channel.link},
                         {"is_spark", 0},
                         {"last_updated_on_time", store::TimeOfItem(channel.line.newest).time_since_epoch().count()}});
      }
      answer["feeds"] = std::move(list);
    }
    if (groups || feeds) {
      json::array list;
      for (const std::string& folder : catalogue_.Folders()) {
        std::string ids;
        for (const store::StreamNumber stream : catalogue_.InFolder(folder)) {
          ids += fmt::format("{}{}", ids.empty() ? "" : ",", stream);
        }
        list.push_back(json::object{{"group_id", GroupOf(folder)}, {"feed_ids", ids}});
      }
      answer["feeds_groups"] = std::move(list);
    }
  }

  std::vector<store::ItemNumber> Wanted() {
    if (parameters_.Has("with_ids")) {
      std::vector<store::ItemNumber> items;
      std::string_view ids = parameters_.One("with_ids");
      while (!ids.empty() && items.size() < kItemsAtOnce) {
        const std::string_view id = ids.substr(0, ids.find(','));
        ids.remove_prefix(std::min(ids.size(), id.size() + 1));
        if (const auto item = ReadDecimal(id)) {
          items.push_back(*item);
        }
      }
      return items;
    }
    store::ItemQuestion question{.streams = catalogue_.AllOf(), .limit = kItemsAtOnce};
    const auto before = parameters_.Number("max_id");
    const auto since = parameters_.Number("since_id");
    question.oldest_first = !before;
    if (before) {
      // The first request of apps that go backwards.
      question.after = *before > 0 ? std::optional(*before) : std::nullopt;
    } else {
      question.after = since.value_or(0);
    }
    return Take(reading_.Items(person_.id, question)).value_or(std::vector<store::ItemNumber>());
  }

  void PutItems(json::object& answer) {
    std::int64_t total = 0;
    for (const Channel& channel : catalogue_.channels()) {
      total += channel.line.items;
    }
    json::array items;
    const auto views = Take(reading_.Views(person_.id, Wanted()));
    for (const store::ItemView& view : views ? *views : std::vector<store::ItemView>()) {
      const auto seen = std::ranges::find_if(
          view.streams, [&](store::StreamNumber stream) { return catalogue_.Numbered(stream) != nullptr; });
      items.push_back(json::object{{"id", view.item},
                                   {"feed_id", seen == view.streams.end() ? 0 : *seen},
                                   {"title", TitleOf(view)},
                                   {"author", AuthorOf(view)},
                                   {"html", BodyOf(view, call_.outside, call_.now)},
                                   {"url", AddressOf(view, call_.outside)},
                                   {"is_saved", view.state.starred ? 1 : 0},
                                   {"is_read", view.state.read ? 1 : 0},
                                   {"created_on_time", PublishedOf(view).time_since_epoch().count()}});
    }
    answer["total_items"] = total;
    answer["items"] = std::move(items);
  }

  std::string Ids(store::ItemQuestion question) {
    question.limit = kMostIds;
    std::string ids;
    const auto items = Take(reading_.Items(person_.id, question));
    for (const store::ItemNumber item : items ? *items : std::vector<store::ItemNumber>()) {
      ids += fmt::format("{}{}", ids.empty() ? "" : ",", item);
    }
    return ids;
  }

  void MarkItem(store::ItemNumber item, std::string_view as) {
    const bool saves = as == "saved" || as == "unsaved";
    if (!saves && as != "read" && as != "unread") {
      return;
    }
    const std::vector items{item};
    Take(reading_.Set(person_.id, items, saves ? store::Mark::kStarred : store::Mark::kRead,
                      as == "saved" || as == "read", call_.now));
  }

  void ReadStreams(const std::vector<store::StreamNumber>& streams) {
    const std::string_view before = parameters_.One("before");
    const auto upto =
        before.empty() || before == "0" ? std::optional(store::LastItemAt(call_.now)) : LastItemBy(before);
    if (upto) {
      Take(reading_.ReadAll(person_.id, streams, *upto, call_.now));
    }
  }

  void Mark() {
    const std::string_view what = parameters_.One("mark");
    const std::string_view as = parameters_.One("as");
    const auto id = parameters_.Number("id");
    if (what.empty() || !id) {
      return;
    }
    if (what == "item") {
      MarkItem(*id, as);
    } else if (as == "read" && what == "feed" && catalogue_.Numbered(*id) != nullptr) {
      ReadStreams({*id});
    } else if (as == "read" && what == "group" && *id == 0) {
      ReadStreams(catalogue_.AllOf());
    } else if (as == "read" && what == "group") {
      for (const std::string& folder : catalogue_.Folders()) {
        if (GroupOf(folder) == *id) {
          ReadStreams(catalogue_.InFolder(folder));
        }
      }
    }
  }

  const Call& call_;
  const Parameters& parameters_;
  const store::Person& person_;
  store::Reading reading_;
  Catalogue catalogue_;
  std::optional<Error> fault_;
};

}  // namespace

http::Reply AnswerFever(const Call& call, const Parameters& parameters) {
  const json::object stranger{{"api_version", kVersion}, {"auth", 0}};
  // The key goes along with a form that any page could send; a browser says which one did.
  if (!http::SameOrigin(call.request.headers, call.host)) {
    return SendJson(stranger);
  }
  const auto person = FeverAsker(call, parameters.One("api_key"));
  if (!person) {
    return SendFault(person.error());
  }
  if (!*person) {
    return SendJson(stranger);
  }
  if (parameters.Has("refresh") && (*person)->role >= store::Role::kEditor) {
    if (const auto asked = call.store.Ask(store::ErrandKind::kRefresh, "", call.now); !asked) {
      return SendFault(asked.error());
    }
  }
  store::Reading reading(call.store);
  auto catalogue = Catalogue::Of(reading, (*person)->id, call.outside);
  if (!catalogue) {
    return SendFault(catalogue.error());
  }
  Answering answering(call, parameters, **person, std::move(*catalogue));
  const std::int64_t refreshed = answering.Refreshed();
  auto answer = answering.Answer();
  if (!answer) {
    return SendFault(answer.error());
  }
  json::object whole{{"api_version", kVersion}, {"auth", 1}, {"last_refreshed_on_time", fmt::format("{}", refreshed)}};
  for (auto& [name, value] : *answer) {
    whole[name] = std::move(value);
  }
  return SendJson(whole);
}

}  // namespace headwater::reader
