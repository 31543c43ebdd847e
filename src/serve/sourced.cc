// Looks for items in an answer, and puts their primary sources into them.
#include "serve/sourced.h"

#include <boost/json.hpp>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/listing_items.h"

namespace headwater::serve {
namespace {

namespace json = boost::json;

constexpr std::string_view kField = "primary_sources";

std::string TextAt(const json::object& object, std::string_view name) {
  const json::value* const value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// The article that an object tells of: a line of it (`id`, and when it was seen), or what stands in it (`article`, with
// the headline it has there).
std::string ArticleOf(const json::object& object) {
  if (object.contains("id") && object.contains("seen") && object.contains("url")) {
    return TextAt(object, "id");
  }
  const bool placed = object.contains("headline") || object.contains("publisher") || object.contains("content");
  return placed ? TextAt(object, "article") : std::string();
}

// The story: its noun with the number of its articles, or its headline with that number.
std::string StoryOf(const json::object& object) {
  const json::value* const story = object.if_contains("story");
  if (story == nullptr || ArticleOf(object) != "") {
    return {};
  }
  if (story->is_object() && object.contains("article_count")) {
    return TextAt(story->as_object(), "story");
  }
  const json::value* const articles = object.if_contains("articles");
  const bool counted = articles != nullptr && articles->is_number();
  return counted && object.contains("headline") ? TextAt(object, "story") : std::string();
}

// What to look up, each once.
template <class Id>
class Ids {
 public:
  std::size_t Add(const std::string& id) {
    const auto [place, is_new] = places_.try_emplace(id, ids_.size());
    if (is_new) {
      ids_.emplace_back(id);
    }
    return place->second;
  }

  Result<std::vector<json::object>> Read(const screen::Visit& visit) const {
    std::vector<json::object> read;
    const auto fields = SourceFields(visit, ids_);
    if (!fields) {
      return tl::unexpected(fields.error());
    }
    for (const std::string& each : *fields) {
      read.push_back(json::parse("{" + each + "}").as_object());
    }
    return read;
  }

 private:
  std::vector<Id> ids_;
  std::unordered_map<std::string, std::size_t> places_;
};

struct Wanting {
  json::object* object = nullptr;
  bool story = false;
  std::size_t place = 0;
};

struct AllWanting {
  Ids<news::ArticleId> articles;
  Ids<news::StoryId> stories;
  std::vector<Wanting> objects;  // what stands within another comes after it
};

AllWanting Look(json::value& answer) {
  AllWanting wanting;
  std::vector<json::value*> left{&answer};
  while (!left.empty()) {
    json::value& each = *left.back();
    left.pop_back();
    if (each.is_array()) {
      for (json::value& element : each.as_array()) {
        left.push_back(&element);
      }
    }
    if (!each.is_object()) {
      continue;
    }
    json::object& object = each.as_object();
    for (auto& member : object) {
      if (member.key() != kField) {
        left.push_back(&member.value());
      }
    }
    if (object.contains(kField)) {
      continue;
    }
    if (const std::string article = ArticleOf(object); !article.empty()) {
      wanting.objects.push_back({&object, false, wanting.articles.Add(article)});
    } else if (const std::string story = StoryOf(object); !story.empty()) {
      wanting.objects.push_back({&object, true, wanting.stories.Add(story)});
    }
  }
  return wanting;
}

Result<void> Fill(const screen::Visit& visit, const AllWanting& wanting) {
  const auto articles = wanting.articles.Read(visit);
  const auto stories = wanting.stories.Read(visit);
  if (!articles || !stories) {
    return tl::unexpected(articles ? stories.error() : articles.error());
  }
  // From within: an object that grows moves what stands in it.
  for (auto each = wanting.objects.rbegin(); each != wanting.objects.rend(); ++each) {
    for (const auto& member : (each->story ? *stories : *articles)[each->place]) {
      each->object->insert_or_assign(member.key(), member.value());
    }
  }
  return {};
}

}  // namespace

http::Reply WithSources(const screen::Visit& visit, http::Reply reply) {
  if (reply.status != 200 || reply.content_type != "application/json") {
    return reply;
  }
  json::error_code fault;
  json::value answer = json::parse(reply.body, fault);
  if (fault) {
    return reply;
  }
  const AllWanting wanting = Look(answer);
  if (wanting.objects.empty()) {
    return reply;
  }
  if (const auto filled = Fill(visit, wanting); !filled) {
    return Problem(filled.error());
  }
  reply.body = json::serialize(answer);
  reply.body += '\n';
  return reply;
}

}  // namespace headwater::serve
