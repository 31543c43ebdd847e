// The tools by name, and how their arguments are read.
#include "mcp/tools.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/moment.h"

namespace headwater::mcp {
namespace {

constexpr std::string_view kSearchStories = R"({"type":"object","properties":{
"query":{"type":"string","description":"Words; names are found in all spellings. Without it: the stories that weigh most now."},
"language":{"type":"string","description":"ISO 639-1, as en"},
"from":{"type":"string","description":"A day, as 2025-03-01"},"to":{"type":"string","description":"A day"},
"limit":{"type":"integer","minimum":1,"maximum":20}},"additionalProperties":false})";
constexpr std::string_view kGetStory = R"({"type":"object","properties":{
"id":{"type":"string","description":"A story's id, or an article's of it"}},"required":["id"],"additionalProperties":false})";
constexpr std::string_view kCheck = R"({"type":"object","properties":{
"what":{"type":"string","maxLength":4000,"description":"An address, a quotation or a claim"},
"as":{"type":"string","enum":["address","quotation","claim"],"description":"What it is, where that is not plain"},
"fetch":{"type":"boolean","description":"Have an address that is not in the collection fetched and traced, if allowed; ask again for its answer"}},
"required":["what"],"additionalProperties":false})";
constexpr std::string_view kTrace = R"({"type":"object","properties":{
"article":{"type":"string","description":"An article's id, or its address in any form"}},
"required":["article"],"additionalProperties":false})";
constexpr std::string_view kStatements = R"({"type":"object","properties":{
"query":{"type":"string","description":"Words that are said"},
"speaker":{"type":"string","description":"A name in any spelling, or an entity's id"},
"story":{"type":"string","description":"Only of this story, by its id"},
"source":{"type":"string","description":"Only in what this outlet publishes"},
"type":{"type":"string","enum":["assertion","denial","demand","promise","question","belief","wish","finding","no comment","poll","document","post"]},
"from":{"type":"string","description":"A day"},"to":{"type":"string","description":"A day"},
"limit":{"type":"integer","minimum":1,"maximum":25}},"additionalProperties":false})";
constexpr std::string_view kSource = R"({"type":"object","properties":{
"name":{"type":"string","description":"An outlet's or agency's name in any spelling, or its domain"}},
"required":["name"],"additionalProperties":false})";

const boost::json::value* Field(const Arguments& arguments, std::string_view name) {
  return arguments.if_contains(name);
}

}  // namespace

const std::vector<Tool>& Tools() {
  static const std::vector<Tool> tools{
      {"search_stories", "Search stories",
       "Finds stories of the collection by words, best match first, each with how many independent sources it has.",
       kSearchStories, SearchStories},
      {"get_story", "A story with its sources",
       "A story's articles with whom each has its news from, its independent sources, who said what, and where "
       "accounts "
       "differ.",
       kGetStory, GetStory},
      {"check", "Check an address, a quotation or a claim",
       "Where it stood first, the chain to its primary source, independent sources, what changed on the way, who said "
       "it "
       "and who contradicts it. Use it for “who said this first?”. Says “unknown” where the collection knows nothing, "
       "and "
       "never whether something is true.",
       kCheck, CheckIt},
      {"trace_article", "Trace an article to its source",
       "An article's chain, hop by hop with evidence and confidence, to its primary source or to where the trail ends.",
       kTrace, TraceArticle},
      {"list_statements", "Who said what",
       "Statements by words, speaker, story or time, each once, at its first appearance, with how many articles carry "
       "it "
       "and from how many independent sources.",
       kStatements, ListStatements},
      {"get_source", "A source's profile",
       "How an outlet or agency comes by what it publishes: how much is its own, whom it has news from, who has news "
       "from "
       "it.",
       kSource, GetSource}};
  return tools;
}

std::string TextOf(const Arguments& arguments, std::string_view name) {
  const boost::json::value* const value = Field(arguments, name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

bool FlagOf(const Arguments& arguments, std::string_view name) {
  const boost::json::value* const value = Field(arguments, name);
  return value != nullptr && value->is_bool() && value->as_bool();
}

std::size_t CountOf(const Arguments& arguments, std::string_view name, std::size_t otherwise, std::size_t most) {
  const boost::json::value* const value = Field(arguments, name);
  if (value == nullptr || !value->is_number()) {
    return otherwise;
  }
  boost::system::error_code fault;
  const auto count = value->to_number<std::int64_t>(fault);
  return fault ? otherwise
               : static_cast<std::size_t>(std::clamp<std::int64_t>(count, 1, static_cast<std::int64_t>(most)));
}

Result<std::optional<std::chrono::sys_seconds>> TimeOf(const Arguments& arguments, std::string_view name) {
  const std::string text = TextOf(arguments, name);
  if (text.empty()) {
    return std::optional<std::chrono::sys_seconds>{};
  }
  const auto moment = ParseMoment(text);
  if (!moment) {
    return Fail(Fault::kUsage, fmt::format("{}: give a day, as 2025-03-01", name));
  }
  const bool end = name == "to" && !moment->has_time;
  return std::optional(moment->at + (end ? std::chrono::days(1) - std::chrono::seconds(1) : std::chrono::seconds(0)));
}

boost::json::object ObjectOf(std::string_view json) {
  boost::system::error_code fault;
  boost::json::value value = boost::json::parse(json, fault);
  return fault || !value.is_object() ? boost::json::object() : std::move(value.as_object());
}

}  // namespace headwater::mcp
