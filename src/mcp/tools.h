// What an assistant may ask: each tool with its schema, and its answer. Inside the room only.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "mcp/mcp.h"

namespace headwater::mcp {

// An answer: in words, as data, and where its pages are.
struct Told {
  std::string text;
  boost::json::object data;
  std::vector<std::pair<std::string, std::string>> links;  // name and address
};

using Arguments = boost::json::object;

struct Tool {
  std::string_view name;
  std::string_view title;
  std::string_view description;
  std::string_view schema;  // JSON Schema of its arguments
  Result<Told> (*call)(const Arguments& arguments, const Setting& setting, const Limits& limits);
};

const std::vector<Tool>& Tools();

Result<Told> SearchStories(const Arguments& arguments, const Setting& setting, const Limits& limits);
Result<Told> GetStory(const Arguments& arguments, const Setting& setting, const Limits& limits);
Result<Told> CheckIt(const Arguments& arguments, const Setting& setting, const Limits& limits);
Result<Told> TraceArticle(const Arguments& arguments, const Setting& setting, const Limits& limits);
Result<Told> ListStatements(const Arguments& arguments, const Setting& setting, const Limits& limits);
Result<Told> GetSource(const Arguments& arguments, const Setting& setting, const Limits& limits);
// An article with as much of its text as may be passed on.
Result<Told> ReadArticle(std::string_view id, const Setting& setting, const Limits& limits);

// Fields of arguments; empty where there is none of that type.
std::string TextOf(const Arguments& arguments, std::string_view name);
bool FlagOf(const Arguments& arguments, std::string_view name);
// Between 1 and `most`.
std::size_t CountOf(const Arguments& arguments, std::string_view name, std::size_t otherwise, std::size_t most);
// A day or a moment; kUsage where the text is none.
Result<std::optional<std::chrono::sys_seconds>> TimeOf(const Arguments& arguments, std::string_view name);

// A value of ours as an object; empty where it is none.
boost::json::object ObjectOf(std::string_view json);

}  // namespace headwater::mcp
