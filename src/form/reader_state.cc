// Reads the JSON of other readers.
#include "form/reader_state.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/ascii.h"
#include "web/json.h"

namespace headwater::form {
namespace {

using boost::json::value;

constexpr std::size_t kMostTags = 100;
constexpr std::size_t kLongestTag = 200;

// A member that is an object; null where there is none.
const value& Member(const value& object, std::string_view name) {
  static const value none;
  const auto* const members = object.if_object();
  const value* const found = members == nullptr ? nullptr : members->if_contains(name);
  return found == nullptr ? none : *found;
}

bool Flag(const value& object, std::string_view name) {
  const bool* const flag = Member(object, name).if_bool();
  return flag != nullptr && *flag;
}

bool IsOfWeb(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

void AddTag(ReaderState& state, std::string_view tag) {
  const std::string_view trimmed = ascii::Trim(tag).substr(0, kLongestTag);
  if (!trimmed.empty() && state.tags.size() < kMostTags && std::ranges::find(state.tags, trimmed) == state.tags.end()) {
    state.tags.emplace_back(trimmed);
  }
}

// `user/-/state/com.google/starred`, `user/1234/label/Works`.
void TakeCategory(ReaderState& state, std::string_view category) {
  if (!category.starts_with("user/")) {
    return;
  }
  if (category.ends_with("/state/com.google/starred") || category.ends_with("/tag/global.saved")) {
    state.starred = true;
  } else if (category.ends_with("/state/com.google/read")) {
    state.read = true;
  } else if (const std::size_t label = category.find("/label/"); label != std::string_view::npos) {
    AddTag(state, category.substr(label + 7));
  }
}

std::string FirstLink(const value& item) {
  for (const std::string_view list : {"canonical", "alternate"}) {
    for (const value& link : web::JsonArray(item, list)) {
      if (std::string href = web::JsonText(link, "href"); IsOfWeb(href)) {
        return href;
      }
    }
  }
  for (const std::string_view name : {"canonicalUrl", "url", "originId", "link"}) {
    if (std::string url = web::JsonText(item, name); IsOfWeb(url)) {
      return url;
    }
  }
  return {};
}

// Google Reader's and Feedly's.
ReaderState OfReader(const value& item, bool starred) {
  ReaderState state;
  state.url = FirstLink(item);
  state.title = web::JsonText(item, "title");
  state.starred = starred || Flag(item, "starred");
  const bool* const is_unread = Member(item, "unread").if_bool();
  state.read = is_unread != nullptr && !*is_unread;
  const std::string stream = web::JsonText(Member(item, "origin"), "streamId");
  state.feed = stream.starts_with("feed/") && IsOfWeb(std::string_view(stream).substr(5)) ? stream.substr(5) : "";
  if (state.feed.empty()) {
    state.feed = web::JsonText(Member(item, "origin"), "feedUrl");
  }
  for (const value& category : web::JsonArray(item, "categories")) {
    if (const auto* const text = category.if_string()) {
      TakeCategory(state, *text);
    }
  }
  for (const value& tag : web::JsonArray(item, "tags")) {
    const std::string id = web::JsonText(tag, "id");
    TakeCategory(state, id);
    if (!id.ends_with("/tag/global.saved")) {
      AddTag(state, web::JsonText(tag, "label"));
    }
  }
  return state;
}

ReaderState OfMiniflux(const value& entry) {
  ReaderState state;
  state.url = web::JsonText(entry, "url");
  state.title = web::JsonText(entry, "title");
  state.read = web::JsonText(entry, "status") == "read";
  state.starred = Flag(entry, "starred");
  state.feed = web::JsonText(Member(entry, "feed"), "feed_url");
  return state;
}

}  // namespace

Result<std::vector<ReaderState>> ReadReaderStates(std::string_view json, std::string_view file_name) {
  const auto parsed = web::ParseJson(json);
  if (!parsed) {
    return tl::unexpected(parsed.error());
  }
  const std::string name = ascii::Lower(file_name.substr(file_name.rfind('/') + 1));
  const bool starred = name.find("starred") != std::string::npos || name.find("saved") != std::string::npos ||
                       web::JsonText(*parsed, "id").ends_with("/starred");
  const bool miniflux = !web::JsonArray(*parsed, "entries").empty();
  const auto* const list = parsed->if_array();
  const boost::json::array& items = list != nullptr ? *list : web::JsonArray(*parsed, miniflux ? "entries" : "items");
  const bool none =
      list == nullptr && !miniflux && !Member(*parsed, "items").is_array() && !Member(*parsed, "entries").is_array();
  if (none) {
    return Fail(Fault::kBadInput, "this is no export of a reader that is known here");
  }
  std::vector<ReaderState> states;
  for (const value& item : items) {
    ReaderState state = miniflux ? OfMiniflux(item) : OfReader(item, starred);
    if (IsOfWeb(state.url) && (state.read || state.starred || !state.tags.empty())) {
      states.push_back(std::move(state));
    }
  }
  return states;
}

}  // namespace headwater::form
