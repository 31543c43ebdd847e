// Objects as JSON-LD has them.
#include "extract/embedded_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "web/safe_html.h"

namespace headwater::extract {
namespace {

namespace json = boost::json;

constexpr web::NodeIndex kLargest = 200;    // nodes of a value
constexpr web::NodeIndex kBodyMost = 4000;  // of what may be a body of text

}  // namespace

std::size_t EmbeddedGraph::Begin(std::string_view types, std::string_view id) {
  json::object object;
  json::array names;
  EachWord(types, [&names](std::string_view type) { names.emplace_back(type); });
  ids_.push_back(id.empty() ? fmt::format("_:{}", objects_.size()) : std::string(id));
  object["@id"] = ids_.back();
  object["@type"] = std::move(names);
  objects_.push_back(std::move(object));
  return objects_.size() - 1;
}

void EmbeddedGraph::Put(std::size_t object, std::string_view name, std::string value) {
  if (!value.empty()) {
    Append(object, name, json::value(std::move(value)));
  }
}

void EmbeddedGraph::Refer(std::size_t object, std::string_view name, std::size_t other) {
  Append(object, name, json::object{{"@id", ids_[other]}});
}

void EmbeddedGraph::Append(std::size_t object, std::string_view name, json::value value) {
  if (full()) {
    return;
  }
  ++properties_;
  json::value& member = objects_[object].get_object()[name];
  if (member.is_null()) {
    member = std::move(value);
  } else if (member.is_array()) {
    member.get_array().push_back(std::move(value));
  } else {
    json::array both{std::move(member), std::move(value)};
    member = std::move(both);
  }
}

std::optional<json::value> EmbeddedGraph::Made() && {
  if (objects_.empty()) {
    return std::nullopt;
  }
  return json::value(json::object{{"@graph", std::move(objects_)}});
}

std::string TextValue(const web::HtmlDocument& page, web::NodeIndex node, std::string_view property) {
  const bool body = property == "articleBody" || property == "text" || property == "description";
  const web::NodeIndex nodes = page[node].end - node;
  if (nodes > (body ? kBodyMost : kLargest)) {
    return {};
  }
  // What readers of JSON-LD take for markup is written as text here.
  if (!body) {
    return web::EscapeHtml(page.Text(node));
  }
  std::string text;
  for (web::NodeIndex at = node + 1; at < page[node].end; ++at) {
    const web::Tag tag = page[at].tag;
    if (tag == web::Tag::kText) {
      text += web::EscapeHtml(page[at].text);
    } else if (tag == web::Tag::kP || tag == web::Tag::kBr || tag == web::Tag::kLi) {
      text += "<br>";
    }
  }
  return text;
}

}  // namespace headwater::extract
