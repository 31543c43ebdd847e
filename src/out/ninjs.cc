// Lists and items as ninjs.
#include <fmt/format.h>

#include "out/formats.h"
#include "out/item_json.h"
#include "out/markup.h"
#include "text/utf8.h"

namespace headwater::out {
namespace {

std::string Standard() {
  return form::JsonObject()
      .Text("name", "ninjs")
      .Text("version", "3.0")
      .Text("schema", "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json")
      .Written();
}

std::string Value(const std::string& text, std::string_view role) {
  return form::JsonArray({form::JsonObject().Text("role", role).Text("value", Plain(text)).Written()});
}

// Parties that originated what the item tells; none where they are not known.
std::string InfoSources(const Item& item) {
  std::vector<std::string> elements;
  for (const Source& source : item.sources) {
    form::JsonObject object;
    object.Text("name", Plain(source.name)).Text("uri", AsUri(source.url.empty() ? source.page : source.url));
    elements.push_back(object.Text("literal", source.kind).Written());
  }
  return form::JsonArray(elements);
}

form::JsonObject Described(const Item& item) {
  form::JsonObject object;
  object.Text("uri", AsUri(item.id)).Text("type", "text").Text("representationType", "partial");
  object.Text("versionCreated", Rfc3339(item.updated));
  object.Text("contentCreated", item.published ? Rfc3339(*item.published) : std::string());
  object.Text("pubStatus", "usable").Text("language", item.language);
  object.Text("title", Plain(item.title)).Raw("headlines", Value(item.title, "main"));
  if (!item.summary.empty()) {
    object.Raw("descriptions", Value(item.summary, "summary"));
  }
  object.Text("by", Plain(fmt::format("{}", fmt::join(item.authors, ", "))));
  // Whose the words are is not ours to say: the publisher is named, and no holder of rights.
  const std::string by = item.publisher.empty() ? std::string() : fmt::format("Published by {}. ", item.publisher);
  object.Text("edNote", Plain(by + SourceWords(item) + (item.sentence.empty() ? "" : " " + item.sentence)));
  object.Raw("infoSources", InfoSources(item));
  std::vector<std::string> ids{form::JsonObject().Text("role", "page").Text("value", AsUri(item.url)).Written()};
  if (!item.external.empty()) {
    ids.push_back(form::JsonObject().Text("role", "published").Text("value", AsUri(item.external)).Written());
  }
  return object.Raw("altIds", form::JsonArray(ids));
}

}  // namespace

std::string WriteNinjs(const Listing& listing) {
  form::JsonObject object;
  object.Text("uri", AsUri(listing.page)).Raw("standard", Standard()).Text("type", "composite");
  object.Text("representationType", "partial").Text("versionCreated", Rfc3339(UpdatedOf(listing)));
  object.Text("language", listing.language).Text("title", Plain(listing.title));
  object.Raw("headlines", Value(listing.title, "main"));
  std::vector<std::string> items;
  for (std::size_t n = 0; n < listing.items.size(); ++n) {
    items.push_back(Described(listing.items[n]).Text("name", fmt::format("{}", n + 1)).Written());
  }
  return object.Raw("associations", form::JsonArray(items)).Written() + "\n";
}

std::string WriteNinjsItem(const Listing& listing, const Item& item) {
  form::JsonObject object = Described(item);
  object.Raw("standard", Standard());
  std::vector<std::string> members;
  for (std::size_t n = 0; n < listing.items.size(); ++n) {
    members.push_back(Described(listing.items[n]).Text("name", fmt::format("{}", n + 1)).Written());
  }
  if (!members.empty()) {
    object.Raw("associations", form::JsonArray(members));
  }
  return object.Written() + "\n";
}

}  // namespace headwater::out
