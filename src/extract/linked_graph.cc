// Linked data in every shape that newsrooms write it: one object, arrays, @graph, nested main entities, ids.
#include "extract/linked_graph.h"

#include <algorithm>
#include <array>
#include <utility>

#include "web/safe_html.h"

namespace headwater::extract {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxBytes = 4U << 20U;
constexpr std::size_t kMaxObjects = 5000;
constexpr std::size_t kMaxNames = 200;
constexpr std::size_t kMaxValues = 2000;

constexpr std::array<std::string_view, 15> kArticleTypes{
    "Article",     "NewsArticle",           "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle",
    "BlogPosting", "BackgroundNewsArticle", "ReviewNewsArticle",    "LiveBlogPosting",    "AdvertiserContentArticle",
    "Report",      "SatiricalArticle",      "SocialMediaPosting",   "NewsItem",           "AskPublicNewsArticle"};

std::string_view TypeName(std::string_view type) {
  const std::size_t slash = type.find_last_of("/:#");
  return slash == std::string_view::npos ? type : type.substr(slash + 1);
}

std::vector<std::string_view> TypesOf(const json::object& object) {
  std::vector<std::string_view> types;
  const json::value* type = object.if_contains("@type");
  type = type == nullptr ? object.if_contains("type") : type;
  if (type == nullptr) {
    return types;
  }
  if (const auto* text = type->if_string()) {
    types.push_back(TypeName(*text));
  } else if (const auto* list = type->if_array()) {
    for (const json::value& each : *list) {
      if (const auto* name = each.if_string()) {
        types.push_back(TypeName(*name));
      }
    }
  }
  return types;
}

void AddNew(std::vector<std::string>& to, std::string text) {
  if (!text.empty() && to.size() < kMaxNames && std::ranges::find(to, text) == to.end()) {
    to.push_back(std::move(text));
  }
}

std::string Mended(std::string_view text) {
  std::string mended(text);
  std::ranges::replace_if(
      mended, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  const std::size_t begin = mended.find_first_of("{[");
  const std::size_t end = mended.find_last_of("}]");
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    return {};
  }
  return mended.substr(begin, end - begin + 1);
}

}  // namespace

std::optional<json::value> ParseJsonLd(std::string_view text) {
  if (text.size() > kMaxBytes) {
    return std::nullopt;
  }
  json::parse_options options;
  options.allow_comments = true;
  options.allow_trailing_commas = true;
  options.allow_invalid_utf8 = true;
  options.max_depth = 48;
  json::error_code error;
  json::value root = json::parse(Mended(text), error, json::make_shared_resource<json::monotonic_resource>(), options);
  return error ? std::nullopt : std::optional(std::move(root));
}

bool IsOfType(const json::object& object, std::string_view name) {
  const auto types = TypesOf(object);
  return std::ranges::find(types, name) != types.end();
}

LinkedGraph::LinkedGraph(std::span<const json::value> roots) {
  for (const json::value& root : roots) {
    Collect(root);
  }
}

void LinkedGraph::Collect(const json::value& root) {
  std::vector<const json::value*> rest{&root};
  while (!rest.empty() && objects_ < kMaxObjects) {
    const json::value* value = rest.back();
    rest.pop_back();
    if (const auto* list = value->if_array()) {
      for (auto it = list->rbegin(); it != list->rend(); ++it) {
        rest.push_back(&*it);
      }
    } else if (const auto* object = value->if_object()) {
      ++objects_;
      Note(*object);
      for (const char* key : {"hasPart", "itemListElement", "mainEntity", "mainEntityOfPage", "breadcrumb", "@graph"}) {
        if (const json::value* inner = object->if_contains(key); inner != nullptr && !inner->is_string()) {
          rest.push_back(inner);
        }
      }
    }
  }
}

void LinkedGraph::Note(const json::object& object) {
  const auto types = TypesOf(object);
  const auto is = [&types](std::string_view name) { return std::ranges::find(types, name) != types.end(); };
  if (const json::value* id = object.if_contains("@id"); id != nullptr && id->is_string() && object.size() > 1) {
    // Of several that bear one id the fullest is meant.
    const json::object*& known = by_id_[std::string_view(id->get_string())];
    known = known == nullptr || known->size() < object.size() ? &object : known;
  }
  if (std::ranges::any_of(kArticleTypes, is)) {
    articles_.push_back(&object);
  } else if (is("WebPage") || is("VideoObject")) {
    pages_.push_back(&object);
  } else if (is("BreadcrumbList")) {
    trails_.push_back(&object);
  }
}

const json::object* LinkedGraph::ObjectOf(const json::value& value) const {
  const json::object* const object = value.if_object();
  const json::value* const id = object == nullptr ? &value : object->if_contains("@id");
  const bool refers = object == nullptr || object->size() == 1 || (object->size() == 2 && !object->contains("name"));
  if (id != nullptr && id->is_string() && refers) {
    const auto referred = by_id_.find(std::string_view(id->get_string()));
    return referred == by_id_.end() ? object : referred->second;
  }
  return object;
}

std::vector<const json::value*> LinkedGraph::Values(const json::object& object, std::string_view key) const {
  std::vector<const json::value*> values;
  std::vector<const json::value*> rest{object.if_contains(key)};
  while (!rest.empty() && values.size() < kMaxValues) {
    const json::value* const each = rest.back();
    rest.pop_back();
    if (each == nullptr) {
      continue;
    }
    const json::object* const inner = each->if_object();
    const json::value* list = inner == nullptr ? nullptr : inner->if_contains("@list");
    list = inner != nullptr && list == nullptr ? inner->if_contains("@set") : list;
    list = list == nullptr ? each : list;
    if (const auto* array = list->if_array()) {
      for (auto it = array->rbegin(); it != array->rend(); ++it) {
        rest.push_back(&*it);
      }
    } else if (const json::value* literal = inner == nullptr ? nullptr : inner->if_contains("@value")) {
      values.push_back(literal);
    } else {
      values.push_back(each);
    }
  }
  return values;
}

std::string LinkedGraph::Text(const json::object& object, std::string_view key) const {
  const json::value* value = object.if_contains(key);
  if (value != nullptr && value->is_array() && !value->get_array().empty()) {
    value = &value->get_array().front();
  }
  if (value != nullptr && value->is_object()) {
    value = value->get_object().if_contains("@value");
  }
  return value != nullptr && value->is_string() ? web::TextOfHtml(value->get_string()) : std::string{};
}

std::vector<std::string> LinkedGraph::Names(const json::object& object, std::string_view key) const {
  std::vector<std::string> names;
  for (const json::value* each : Values(object, key)) {
    const json::object* const named = ObjectOf(*each);
    if (named == nullptr) {
      if (const auto* text = each->if_string()) {
        AddNew(names, web::TextOfHtml(*text));
      }
      continue;
    }
    for (const json::value* name : Values(*named, "name")) {
      if (const auto* text = name->if_string()) {
        AddNew(names, web::TextOfHtml(*text));
      }
    }
  }
  return names;
}

std::string LinkedGraph::Address(const json::object& object, std::string_view key) const {
  const auto values = Values(object, key);
  return values.empty() ? std::string() : AddressOf(*values.front());
}

std::string LinkedGraph::AddressOf(const json::value& value) const {
  const json::object* object = ObjectOf(value);
  if (object == nullptr) {
    return value.is_string() ? web::TextOfHtml(value.get_string()) : std::string();
  }
  for (const char* key : {"url", "contentUrl", "@id"}) {
    const json::value* address = object->if_contains(key);
    if (address != nullptr && address->is_array() && !address->get_array().empty()) {
      address = &address->get_array().front();
    }
    if (address != nullptr && address->is_object()) {
      address = address->get_object().if_contains("@id");
    }
    if (address == nullptr || !address->is_string()) {
      continue;
    }
    const std::string_view text = address->get_string();
    // Names within the page are no addresses.
    if (!text.starts_with("_:") && !text.starts_with('#')) {
      return web::TextOfHtml(text);
    }
  }
  return {};
}

}  // namespace headwater::extract
