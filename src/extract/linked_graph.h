// What a page says in linked data (JSON-LD, and microdata and RDFa told as such) as one graph of objects.
#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace headwater::extract {

// One JSON-LD text, mended where newsrooms print line breaks into strings or wrap it in comments. Nothing where it is
// no JSON, or longer than 4 MB.
std::optional<boost::json::value> ParseJsonLd(std::string_view text);

// Objects in document order, those within others too, as far as articles are found there; references by @id are
// followed. Borrows the values. At most 5,000 objects are looked at.
class LinkedGraph {
 public:
  using Object = boost::json::object;
  using Value = boost::json::value;

  explicit LinkedGraph(std::span<const Value> roots);

  const std::vector<const Object*>& articles() const { return articles_; }
  const std::vector<const Object*>& pages() const { return pages_; }    // WebPage, VideoObject
  const std::vector<const Object*>& trails() const { return trails_; }  // BreadcrumbList

  // The object that a value is or refers to; null where it is neither.
  const Object* ObjectOf(const Value& value) const;
  // The member's values: one, or those of its list.
  std::vector<const Value*> Values(const Object& object, std::string_view key) const;
  // The member's text, markup and references resolved; of a list its first.
  std::string Text(const Object& object, std::string_view key) const;
  // The names of persons or organisations that the member stands for: text, objects, references, lists of these.
  std::vector<std::string> Names(const Object& object, std::string_view key) const;
  // The member's address: text, or the `url`, `contentUrl` or `@id` of its object.
  std::string Address(const Object& object, std::string_view key) const;
  std::string AddressOf(const Value& value) const;

 private:
  void Collect(const Value& root);
  void Note(const Object& object);

  std::unordered_map<std::string_view, const Object*> by_id_;
  std::vector<const Object*> articles_;
  std::vector<const Object*> pages_;
  std::vector<const Object*> trails_;
  std::size_t objects_ = 0;
};

// Whether the object says that it is of the type, whatever vocabulary stands before the name.
bool IsOfType(const LinkedGraph::Object& object, std::string_view name);

}  // namespace headwater::extract
