// Lists as JSON Feed.
#include <fmt/format.h>

#include <algorithm>

#include "out/formats.h"
#include "out/item_json.h"
#include "out/markup.h"

namespace headwater::out {
namespace {

std::string Authors(const std::vector<std::string>& names) {
  std::vector<std::string> elements;
  for (const std::string& name : names) {
    elements.push_back(form::JsonObject().Text("name", Plain(name)).Written());
  }
  return form::JsonArray(elements);
}

std::string ItemJson(const Item& item) {
  form::JsonObject object;
  object.Text("id", AsUri(item.id)).Text("url", AsUri(item.url));
  const auto known = std::ranges::find_if(item.sources, [](const Source& source) { return !source.url.empty(); });
  object.Text("external_url", known == item.sources.end() ? std::string() : AsUri(known->url));
  object.Text("title", Plain(item.title)).Text("summary", Plain(item.summary));
  object.Text("content_html", Plain(BodyHtml(item)));
  object.Text("date_published", item.published ? Rfc3339(*item.published) : std::string());
  object.Text("date_modified", Rfc3339(item.updated));
  if (!item.authors.empty() || !item.publisher.empty()) {
    object.Raw("authors", Authors(item.authors.empty() ? std::vector<std::string>{item.publisher} : item.authors));
  }
  if (!item.tags.empty()) {
    object.Raw("tags", form::JsonTexts(item.tags));
  }
  object.Text("language", item.language);
  form::JsonObject ours;
  ours.Raw("primary_sources", SourcesJson(item)).Flag("traced", item.traced).Number("articles", item.articles);
  ours.Text("publisher", Plain(item.publisher)).Text("published_at", AsUri(item.external));
  if (item.independent) {
    ours.Raw("independent", IndependentJson(item));
  }
  return object.Raw("_headwater", ours.Written()).Written();
}

}  // namespace

std::string WriteJsonFeed(const Listing& listing) {
  form::JsonObject object;
  object.Text("version", "https://jsonfeed.org/version/1.1").Text("title", Plain(listing.title));
  object.Text("home_page_url", AsUri(listing.page)).Text("feed_url", AsUri(listing.self));
  object.Text("description", Plain(listing.description)).Text("icon", AsUri(listing.icon));
  object.Raw("authors", Authors({listing.house})).Text("language", listing.language);
  if (!listing.hub.empty()) {
    object.Raw("hubs", form::JsonArray({form::JsonObject().Text("type", "WebSub").Text("url", listing.hub).Written()}));
  }
  std::vector<std::string> items;
  std::ranges::transform(listing.items, std::back_inserter(items), ItemJson);
  return object.Raw("items", form::JsonArray(items)).Written() + "\n";
}

}  // namespace headwater::out
