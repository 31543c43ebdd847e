// Reading of JSON Feed.
#include "read/json_feed.h"

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "read/construct.h"
#include "read/dates.h"
#include "web/json.h"

namespace headwater::read {
namespace {

using boost::json::value;
using web::JsonArray;
using web::JsonText;

// `authors` of 1.1 and `author` of 1.0, both objects with a name.
std::vector<std::string> AuthorsOf(const value& holder) {
  std::vector<std::string> names;
  for (const value& author : JsonArray(holder, "authors")) {
    if (std::string name = JsonText(author, "name"); !name.empty()) {
      names.push_back(std::move(name));
    }
  }
  const boost::json::object& members = holder.as_object();
  if (const value* author = members.if_contains("author"); names.empty() && author != nullptr) {
    std::string name = author->is_string() ? JsonText(holder, "author") : JsonText(*author, "name");
    if (!name.empty()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

std::optional<std::int64_t> LengthOf(const value& attachment) {
  const boost::json::object* members = attachment.if_object();
  const value* size = members != nullptr ? members->if_contains("size_in_bytes") : nullptr;
  boost::system::error_code error;
  const auto bytes = size != nullptr && size->is_number() ? size->to_number<std::int64_t>(error) : -1;
  return bytes >= 0 && !error ? std::optional(bytes) : std::nullopt;
}

news::Entry EntryOf(const value& item, const std::string& base) {
  news::Entry entry;
  entry.id = JsonText(item, "id");
  entry.url = AddressFrom(JsonText(item, "url"), base);
  // An external address is what the entry is about: the page that it points to.
  entry.via = AddressFrom(JsonText(item, "external_url"), base);
  if (entry.url.empty()) {
    entry.url = entry.via.empty() ? AddressFrom(entry.id, {}) : entry.via;
  }
  entry.title = SafeFromPlain(JsonText(item, "title"));
  entry.summary = SafeFromPlain(JsonText(item, "summary"));
  const std::string html = JsonText(item, "content_html");
  entry.content = html.empty() ? SafeFromPlain(JsonText(item, "content_text")) : SafeFromHtml(html, base);
  entry.authors = AuthorsOf(item);
  entry.published = ReadDate(JsonText(item, "date_published"));
  entry.updated = ReadDate(JsonText(item, "date_modified"));
  for (const value& tag : JsonArray(item, "tags")) {
    if (const boost::json::string* text = tag.if_string()) {
      entry.categories.emplace_back(text->data(), text->size());
    }
  }
  for (const value& attachment : JsonArray(item, "attachments")) {
    std::string address = AddressFrom(JsonText(attachment, "url"), base);
    if (!address.empty()) {
      entry.enclosures.push_back({std::move(address), JsonText(attachment, "mime_type"), LengthOf(attachment)});
    }
  }
  return entry;
}

}  // namespace

Result<news::Feed> ReadJsonFeed(std::string_view text, std::string_view address, const Limits& limits) {
  const auto parsed = web::ParseJson(text, {.max_depth = limits.max_depth, .max_bytes = limits.max_bytes});
  if (!parsed) {
    return tl::unexpected(parsed.error());
  }
  const bool is_feed = parsed->is_object() && (JsonText(*parsed, "version").find("jsonfeed.org") != std::string::npos ||
                                               parsed->as_object().contains("items"));
  if (!is_feed) {
    return Fail(Fault::kBadInput, "JSON that is no JSON Feed");
  }
  news::Feed feed;
  feed.kind = news::FeedKind::kJson;
  feed.title = SafeFromPlain(JsonText(*parsed, "title"));
  feed.url = AddressFrom(JsonText(*parsed, "feed_url"), address);
  const std::string base = feed.url.empty() ? std::string(address) : feed.url;
  feed.link = AddressFrom(JsonText(*parsed, "home_page_url"), base);
  feed.description = SafeFromPlain(JsonText(*parsed, "description"));
  feed.language = JsonText(*parsed, "language");
  feed.next = AddressFrom(JsonText(*parsed, "next_url"), base);
  for (const value& hub : JsonArray(*parsed, "hubs")) {
    if (feed.hub.empty() && JsonText(hub, "type") == "WebSub") {
      feed.hub = AddressFrom(JsonText(hub, "url"), base);
    }
  }
  if (JsonText(*parsed, "version").find("jsonfeed.org") == std::string::npos) {
    feed.faults.emplace_back("the feed does not say its version");
  }
  const std::vector<std::string> authors = AuthorsOf(*parsed);
  for (const value& item : JsonArray(*parsed, "items")) {
    if (feed.entries.size() >= limits.max_entries) {
      feed.faults.emplace_back("more entries than are read");
      break;
    }
    if (!item.is_object()) {
      feed.faults.emplace_back("an item that is no object");
      continue;
    }
    feed.entries.push_back(EntryOf(item, base));
    if (feed.entries.back().authors.empty()) {
      feed.entries.back().authors = authors;
    }
  }
  return feed;
}

}  // namespace headwater::read
