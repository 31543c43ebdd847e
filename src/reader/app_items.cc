// Writing items.
#include "reader/app_items.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/address.h"
#include "reader/item_body.h"
#include "reader/replies.h"
#include "web/safe_html.h"

namespace headwater::reader {
namespace {

namespace json = boost::json;

constexpr std::string_view kScheme = "http://www.google.com/reader/";

std::int64_t SecondsOf(std::chrono::sys_seconds at) { return at.time_since_epoch().count(); }

// The first of its streams that the person sees.
const Channel* ChannelOf(const Catalogue& catalogue, const store::ItemView& view) {
  for (const store::StreamNumber stream : view.streams) {
    if (const Channel* const channel = catalogue.Numbered(stream)) {
      return channel;
    }
  }
  return nullptr;
}

struct Category {
  std::string id;
  std::string label;
};

std::vector<Category> CategoriesOf(const Catalogue& catalogue, const store::ItemView& view) {
  std::vector<Category> categories;
  const auto state = [&](std::string_view name) {
    categories.push_back({fmt::format("{}{}", kState, name), std::string(name)});
  };
  state("reading-list");
  if (view.state.read) {
    state("read");
  }
  if (view.state.starred) {
    state("starred");
  }
  if (view.state.later) {
    state("later");
  }
  const Channel* const channel = ChannelOf(catalogue, view);
  if (channel != nullptr && !channel->folder.empty()) {
    categories.push_back({LabelId(channel->folder), channel->folder});
  }
  for (const std::string& tag : view.state.tags) {
    categories.push_back({LabelId(tag), tag});
  }
  return categories;
}

json::array EnclosuresOf(const store::ItemView& view) {
  json::array list;
  for (const news::Enclosure& enclosure :
       view.announcement ? view.announcement->enclosures : std::vector<news::Enclosure>()) {
    const std::string address = http::WebAddress(enclosure.url);
    if (address.empty()) {
      continue;
    }
    json::object object{{"href", address}, {"type", enclosure.type}};
    if (enclosure.length) {
      object["length"] = *enclosure.length;
    }
    list.push_back(std::move(object));
  }
  return list;
}

json::object ItemOf(const Call& call, const Catalogue& catalogue, const store::ItemView& view) {
  json::object item;
  item["id"] = LongId(view.item);
  item["crawlTimeMsec"] = fmt::format("{}", SecondsOf(store::TimeOfItem(view.item)) * 1000);
  item["timestampUsec"] = fmt::format("{}", MicrosecondsOf(view.item));
  item["published"] = SecondsOf(PublishedOf(view));
  item["updated"] = SecondsOf(PublishedOf(view));
  item["title"] = TitleOf(view);
  const std::string address = AddressOf(view, call.outside);
  item["canonical"] = json::array{json::object{{"href", address}}};
  item["alternate"] = json::array{json::object{{"href", address}, {"type", "text/html"}}};
  item["summary"] = json::object{{"direction", "ltr"}, {"content", BodyOf(view, call.outside, call.now)}};
  if (const std::string author = AuthorOf(view); !author.empty()) {
    item["author"] = author;
  }
  json::array categories;
  for (const Category& category : CategoriesOf(catalogue, view)) {
    categories.emplace_back(category.id);
  }
  item["categories"] = std::move(categories);
  if (const Channel* const channel = ChannelOf(catalogue, view)) {
    item["origin"] =
        json::object{{"streamId", FeedId(channel->line.number)}, {"title", channel->title}, {"htmlUrl", channel->link}};
  }
  if (json::array enclosures = EnclosuresOf(view); !enclosures.empty()) {
    item["enclosure"] = std::move(enclosures);
  }
  if (!view.state.note.empty()) {
    item["annotations"] = json::array{json::object{{"content", view.state.note}}};
  }
  return item;
}

std::string Element(std::string_view name, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>", name, web::EscapeHtml(text));
}

std::string EntryOf(const Call& call, const Catalogue& catalogue, const store::ItemView& view) {
  const std::string published = FormatMoment(MomentOfInstant(PublishedOf(view)));
  std::string xml =
      fmt::format("<entry gr:crawl-timestamp-msec=\"{}\">", SecondsOf(store::TimeOfItem(view.item)) * 1000);
  xml += Element("id", LongId(view.item)) + Element("title", TitleOf(view)) + Element("published", published) +
         Element("updated", published);
  xml += fmt::format("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
                     web::EscapeHtml(AddressOf(view, call.outside)));
  for (const news::Enclosure& enclosure :
       view.announcement ? view.announcement->enclosures : std::vector<news::Enclosure>()) {
    if (const std::string address = http::WebAddress(enclosure.url); !address.empty()) {
      xml += fmt::format("<link rel=\"enclosure\" type=\"{}\" href=\"{}\"/>", web::EscapeHtml(enclosure.type),
                         web::EscapeHtml(address));
    }
  }
  std::vector<Category> categories = CategoriesOf(catalogue, view);
  if (!view.state.read) {
    // Apps that know an item as read, and hear nothing of it, go on holding it for read.
    categories.push_back({fmt::format("{}kept-unread", kState), "kept-unread"});
  }
  for (const Category& category : categories) {
    xml += fmt::format("<category term=\"{}\" scheme=\"{}\" label=\"{}\"/>", web::EscapeHtml(category.id), kScheme,
                       web::EscapeHtml(category.label));
  }
  if (const std::string author = AuthorOf(view); !author.empty()) {
    xml += fmt::format("<author>{}</author>", Element("name", author));
  }
  xml += fmt::format("<content type=\"html\">{}</content>", web::EscapeHtml(BodyOf(view, call.outside, call.now)));
  if (const Channel* const channel = ChannelOf(catalogue, view)) {
    xml += fmt::format("<source gr:stream-id=\"{}\">{}{}</source>", FeedId(channel->line.number),
                       Element("id", FeedId(channel->line.number)), Element("title", channel->title));
  }
  return xml + "</entry>\n";
}

}  // namespace

boost::json::object ContentsOf(const Call& call, const Catalogue& catalogue, const Listing& listing) {
  json::object contents;
  contents["direction"] = "ltr";
  contents["id"] = listing.id;
  contents["title"] = listing.title;
  contents["updated"] = SecondsOf(call.now);
  contents["self"] = json::array{json::object{{"href", fmt::format("{}{}", call.outside, call.request.target)}}};
  json::array items;
  for (const store::ItemView& view : listing.views) {
    items.push_back(ItemOf(call, catalogue, view));
  }
  contents["items"] = std::move(items);
  if (!listing.continuation.empty()) {
    contents["continuation"] = listing.continuation;
  }
  return contents;
}

std::string AtomOf(const Call& call, const Catalogue& catalogue, const Listing& listing) {
  // The newest item's time, so that the same items give the same bytes.
  std::chrono::sys_seconds updated{};
  for (const store::ItemView& view : listing.views) {
    updated = std::max(updated, store::TimeOfItem(view.item));
  }
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xmlns:gr=\"http://www.google.com/schemas/reader/atom/\">\n";
  xml += Element("id", fmt::format("tag:google.com,2005:reader/{}", listing.id)) + Element("title", listing.title) +
         Element("updated", FormatMoment(MomentOfInstant(updated)));
  xml += fmt::format("<link rel=\"self\" href=\"{}\"/>\n",
                     web::EscapeHtml(fmt::format("{}{}", call.outside, call.request.target)));
  if (!listing.continuation.empty()) {
    xml += Element("gr:continuation", listing.continuation);
  }
  for (const store::ItemView& view : listing.views) {
    xml += EntryOf(call, catalogue, view);
  }
  return WithoutControls(xml + "</feed>\n");
}

}  // namespace headwater::reader
