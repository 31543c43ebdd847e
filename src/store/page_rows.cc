// Headers as lines, announcements as JSON.
#include "store/page_rows.h"

#include <boost/json.hpp>

namespace headwater::store {
namespace {

std::string OneLine(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (c == '\n' || c == '\r') {
      c = ' ';
    }
  }
  return line;
}

std::string TextOf(const boost::json::object& object, std::string_view name) {
  const boost::json::value* const value = object.if_contains(name);
  const boost::json::string* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string() : std::string(*text);
}

boost::json::array WriteEnclosures(const std::vector<news::Enclosure>& enclosures) {
  boost::json::array list;
  for (const news::Enclosure& enclosure : enclosures) {
    boost::json::object object{{"url", enclosure.url}, {"type", enclosure.type}};
    if (enclosure.length) {
      object["length"] = *enclosure.length;
    }
    list.push_back(std::move(object));
  }
  return list;
}

std::vector<news::Enclosure> ReadEnclosures(const boost::json::object& announcement) {
  std::vector<news::Enclosure> enclosures;
  const boost::json::value* const list = announcement.if_contains("enclosures");
  for (const boost::json::value& each :
       list != nullptr && list->is_array() ? list->get_array() : boost::json::array()) {
    if (const boost::json::object* const object = each.if_object()) {
      const boost::json::value* const length = object->if_contains("length");
      enclosures.push_back(
          {TextOf(*object, "url"), TextOf(*object, "type"),
           length != nullptr && length->is_int64() ? std::optional(length->get_int64()) : std::nullopt});
    }
  }
  return enclosures;
}

}  // namespace

std::string WriteHeaders(const Headers& headers) {
  std::string lines;
  for (const auto& [name, value] : headers) {
    lines.append(OneLine(name)).append(": ").append(OneLine(value)).push_back('\n');
  }
  return lines;
}

Headers ReadHeaders(std::string_view lines) {
  Headers headers;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    const std::string_view line = lines.substr(at, end - at);
    if (const std::size_t colon = line.find(": "); colon != std::string_view::npos) {
      headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    at = end + 1;
  }
  return headers;
}

std::string WriteAnnouncement(const std::optional<news::Announcement>& announcement) {
  if (!announcement) {
    return {};
  }
  boost::json::object object;
  object["feed"] = announcement->feed;
  object["title"] = announcement->title;
  if (announcement->published) {
    object["published"] = FormatMoment(*announcement->published);
  }
  object["authors"] = boost::json::array(announcement->authors.begin(), announcement->authors.end());
  object["source_name"] = announcement->source_name;
  object["source_url"] = announcement->source_url;
  if (!announcement->enclosures.empty()) {
    object["enclosures"] = WriteEnclosures(announcement->enclosures);
  }
  return boost::json::serialize(object);
}

std::optional<news::Announcement> ReadAnnouncement(std::string_view json) {
  boost::system::error_code fault;
  const boost::json::value value = boost::json::parse({json.data(), json.size()}, fault);
  const boost::json::object* const object = fault ? nullptr : value.if_object();
  if (object == nullptr) {
    return std::nullopt;
  }
  news::Announcement announcement;
  announcement.feed = TextOf(*object, "feed");
  announcement.title = TextOf(*object, "title");
  announcement.published = ParseMoment(TextOf(*object, "published"));
  announcement.source_name = TextOf(*object, "source_name");
  announcement.source_url = TextOf(*object, "source_url");
  const boost::json::value* const authors = object->if_contains("authors");
  if (authors != nullptr && authors->is_array()) {
    for (const boost::json::value& author : authors->get_array()) {
      if (author.is_string()) {
        announcement.authors.emplace_back(author.get_string());
      }
    }
  }
  announcement.enclosures = ReadEnclosures(*object);
  return announcement;
}

}  // namespace headwater::store
