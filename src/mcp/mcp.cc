// From a message of JSON-RPC to its answer.
#include "mcp/mcp.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "mcp/quoted.h"
#include "mcp/tools.h"

namespace headwater::mcp {
namespace {

namespace json = boost::json;

constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kNoMethod = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kNoResource = -32002;
constexpr int kUnsupportedVersion = -32022;
constexpr std::string_view kStateless = "2026-07-28";
constexpr std::string_view kBatching = "2025-03-26";
constexpr std::string_view kVersionKey = "io.modelcontextprotocol/protocolVersion";
constexpr std::string_view kServerKey = "io.modelcontextprotocol/serverInfo";
constexpr std::size_t kMostResources = 20;
constexpr std::string_view kStory = "headwater://story/";
constexpr std::string_view kArticle = "headwater://article/";

constexpr std::string_view kInstructions =
    "Headwater keeps news and traces each article to its primary source. Ask it who said or reported something first, "
    "whom an article has its news from, and how many independent sources a story has. It never calls anything true or "
    "false; what it does not know it calls unknown: say so too. Give the links to its pages with what you tell. ";

struct Failure {
  int code;
  std::string message;
  json::value data = nullptr;
};
using Outcome = tl::expected<json::object, Failure>;

std::string_view Text(const json::object& object, std::string_view name) {
  const json::value* const value = object.if_contains(name);
  const json::string* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view{} : std::string_view(text->data(), text->size());
}

const json::object& Object(const json::object& object, std::string_view name) {
  static const json::object none;
  const json::value* const value = object.if_contains(name);
  const json::object* const inner = value == nullptr ? nullptr : value->if_object();
  return inner == nullptr ? none : *inner;
}

json::object ServerInfo(const Setting& setting) {
  return {{"name", "headwater"}, {"title", Clean(setting.name, 80)}, {"version", "1"}};
}

json::object Capabilities() {
  return {{"tools", json::object{{"listChanged", false}}},
          {"resources", json::object{{"listChanged", false}, {"subscribe", false}}}};
}

std::string Instructions() { return fmt::format("{}{}", kInstructions, kNotice); }

json::array VersionList() {
  json::array versions;
  for (const std::string_view version : Versions()) {
    versions.emplace_back(version);
  }
  return versions;
}

json::object Initialize(const json::object& params, const Setting& setting) {
  // What begins so is one of the revisions that did; another than asked for says which we speak.
  const std::string_view asked = Text(params, "protocolVersion");
  const std::string_view version = Speaks(asked) && asked != kStateless ? asked : Versions()[1];
  return {{"protocolVersion", version},
          {"capabilities", Capabilities()},
          {"serverInfo", ServerInfo(setting)},
          {"instructions", Instructions()}};
}

json::object Discover() {
  return {{"supportedVersions", VersionList()}, {"capabilities", Capabilities()}, {"instructions", Instructions()}};
}

json::object ListTools(const Setting& setting) {
  json::array tools;
  for (const Tool& tool : Tools()) {
    const bool writes = tool.name == "check" && setting.may_fetch;
    tools.push_back(json::object{{"name", tool.name},
                                 {"title", tool.title},
                                 {"description", tool.description},
                                 {"inputSchema", json::parse(tool.schema)},
                                 {"annotations", json::object{{"title", tool.title},
                                                              {"readOnlyHint", !writes},
                                                              {"destructiveHint", false},
                                                              {"idempotentHint", true},
                                                              {"openWorldHint", writes}}}});
  }
  return {{"tools", std::move(tools)}};
}

json::object ContentOf(const Told& told, bool links) {
  json::array content;
  content.push_back(json::object{{"type", "text"}, {"text", told.text}});
  for (const auto& [name, address] : told.links) {
    if (links) {
      content.push_back(json::object{
          {"type", "resource_link"}, {"uri", address}, {"name", Clean(name, 120)}, {"mimeType", "text/html"}});
    }
  }
  return {{"content", std::move(content)}};
}

Outcome CallTool(const json::object& params, const Setting& setting, const Limits& limits) {
  const std::string_view name = Text(params, "name");
  const auto tool = std::ranges::find(Tools(), name, &Tool::name);
  if (tool == Tools().end()) {
    return tl::unexpected(Failure{kInvalidParams, fmt::format("{}: there is no such tool", Clean(name, 60))});
  }
  auto told = tool->call(Object(params, "arguments"), setting, limits);
  if (!told) {
    // What the one who asks can mend is an answer, so that it is read.
    json::object result{
        {"content", json::array{json::object{{"type", "text"}, {"text", Clean(told.error().text, 400)}}}}};
    result["isError"] = true;
    return result;
  }
  json::object result = ContentOf(*told, true);
  result["structuredContent"] = std::move(told->data);
  result["isError"] = false;
  return result;
}

json::object ListTemplates() {
  const auto of = [](std::string_view uri, std::string_view name, std::string_view title, std::string_view what) {
    return json::object{{"uriTemplate", fmt::format("{}{{id}}", uri)},
                        {"name", name},
                        {"title", title},
                        {"description", what},
                        {"mimeType", "text/plain"}};
  };
  return {{"resourceTemplates",
           json::array{of(kStory, "story", "A story", "Its articles, sources, statements and where accounts differ."),
                       of(kArticle, "article", "An article", "Its chain of sources and its text, as quoted data.")}}};
}

Outcome ListResources(const Setting& setting) {
  const auto stories = setting.store.Stories({.limit = kMostResources});
  if (!stories) {
    return tl::unexpected(Failure{kInvalidRequest, Clean(stories.error().text, 200)});
  }
  json::array resources;
  for (const store::StoryLine& line : *stories) {
    const std::string headline = Clean(line.story.headline, 160);
    resources.push_back(json::object{{"uri", fmt::format("{}{}", kStory, line.story.id.value())},
                                     {"name", fmt::format("story {}", line.story.id.value())},
                                     {"title", fmt::format("⟦{}⟧", headline)},
                                     {"mimeType", "text/plain"}});
  }
  return json::object{{"resources", std::move(resources)}};
}

Outcome ReadResource(const json::object& params, const Setting& setting, const Limits& limits) {
  const std::string uri(Text(params, "uri"));
  Result<Told> told = Fail(Fault::kNotFound, "");
  if (uri.starts_with(kStory)) {
    told = GetStory({{"id", uri.substr(kStory.size())}}, setting, limits);
  } else if (uri.starts_with(kArticle)) {
    told = ReadArticle(uri.substr(kArticle.size()), setting, limits);
  }
  if (!told) {
    return tl::unexpected(Failure{kNoResource, "there is no such resource", json::object{{"uri", Clean(uri, 200)}}});
  }
  json::object content{{"uri", uri}, {"mimeType", "text/plain"}, {"text", told->text}};
  return json::object{{"contents", json::array{std::move(content)}}};
}

Outcome Call(std::string_view method, const json::object& params, const Setting& setting, const Limits& limits) {
  if (method == "initialize") {
    return Initialize(params, setting);
  }
  if (method == "server/discover") {
    return Discover();
  }
  if (method == "ping") {
    return json::object{};
  }
  if (method == "tools/list") {
    return ListTools(setting);
  }
  if (method == "tools/call") {
    return CallTool(params, setting, limits);
  }
  if (method == "resources/list") {
    return ListResources(setting);
  }
  if (method == "resources/templates/list") {
    return ListTemplates();
  }
  if (method == "resources/read") {
    return ReadResource(params, setting, limits);
  }
  return tl::unexpected(Failure{kNoMethod, fmt::format("{}: there is no such method", Clean(method, 80))});
}

json::object ErrorOf(const json::value& id, const Failure& failure) {
  json::object error{{"code", failure.code}, {"message", failure.message}};
  if (!failure.data.is_null()) {
    error["data"] = failure.data;
  }
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}};
}

// What every result of the stateless revision says of itself.
void PutStateless(std::string_view method, const Setting& setting, json::object& result) {
  constexpr int kWhile = 60'000;
  result["resultType"] = "complete";
  result["_meta"] = json::object{{kServerKey, ServerInfo(setting)}};
  if (method == "server/discover" || method.ends_with("/list") || method == "resources/read") {
    result["ttlMs"] = kWhile;
    result["cacheScope"] = "private";
  }
}

struct One {
  json::value answer;  // null: none
  int status = 200;
};

One AnswerOne(const json::value& message, const Setting& setting, const Limits& limits) {
  constexpr int kBadRequest = 400;
  constexpr int kMissing = 404;
  const json::object* const request = message.if_object();
  if (request == nullptr || Text(*request, "jsonrpc") != "2.0") {
    return {ErrorOf(nullptr, {kInvalidRequest, "this is no message of JSON-RPC 2.0"}), kBadRequest};
  }
  const json::value* const id = request->if_contains("id");
  const std::string method(Text(*request, "method"));
  if (method.empty() || id == nullptr) {
    // A notification; or an answer, to a question that we never ask.
    const bool broken = method.empty() && !request->contains("result") && !request->contains("error");
    return broken ? One{ErrorOf(nullptr, {kInvalidRequest, "there is no method"}), kBadRequest} : One{};
  }
  if (!id->is_string() && !id->is_number()) {
    return {ErrorOf(nullptr, {kInvalidRequest, "an id is a text or a number"}), kBadRequest};
  }
  const json::object& params = Object(*request, "params");
  const std::string_view version = Text(Object(params, "_meta"), kVersionKey);
  if (!version.empty() && !Speaks(version)) {
    const json::object data{{"supported", VersionList()}, {"requested", Clean(version, 40)}};
    return {ErrorOf(*id, {kUnsupportedVersion, "Unsupported protocol version", data}), kBadRequest};
  }
  Outcome outcome = Call(method, params, setting, limits);
  const bool stateless = version == kStateless;
  if (!outcome) {
    const int status = stateless && outcome.error().code == kNoMethod ? kMissing : 200;
    return {ErrorOf(*id, outcome.error()), status};
  }
  if (stateless || method == "server/discover") {
    PutStateless(method, setting, *outcome);
  }
  return {json::object{{"jsonrpc", "2.0"}, {"id", *id}, {"result", *std::move(outcome)}}};
}

}  // namespace

const std::vector<std::string_view>& Versions() {
  static const std::vector<std::string_view> versions{kStateless, "2025-11-25", "2025-06-18", kBatching, "2024-11-05"};
  return versions;
}

bool Speaks(std::string_view version) { return std::ranges::find(Versions(), version) != Versions().end(); }

std::optional<Named> NamesOf(std::string_view message) {
  boost::system::error_code fault;
  const json::value value = json::parse(message, fault);
  if (fault || !value.is_object()) {
    return std::nullopt;
  }
  const json::object& params = Object(value.as_object(), "params");
  if (Text(Object(params, "_meta"), kVersionKey) != kStateless) {
    return std::nullopt;
  }
  const std::string_view name = Text(params, "name");
  return Named{std::string(Text(value.as_object(), "method")), std::string(name.empty() ? Text(params, "uri") : name)};
}

Reply Answer(std::string_view message, const Setting& setting, const Limits& limits) {
  constexpr int kBadRequest = 400;
  const auto refuse = [&](int code, std::string_view why) {
    return Reply{json::serialize(ErrorOf(nullptr, {code, std::string(why)})), kBadRequest};
  };
  if (message.size() > limits.max_message) {
    return refuse(kInvalidRequest, "the message is too large");
  }
  boost::system::error_code fault;
  const json::value value = json::parse(message, fault);
  if (fault) {
    return refuse(kParseError, "this is no JSON");
  }
  const json::array* const batch = value.if_array();
  if (batch == nullptr) {
    const One one = AnswerOne(value, setting, limits);
    return {one.answer.is_null() ? std::string() : json::serialize(one.answer), one.status};
  }
  if (batch->empty() || batch->size() > limits.max_batch) {
    return refuse(kInvalidRequest, "a batch holds one message at least, and twenty at most");
  }
  json::array answers;
  for (const json::value& each : *batch) {
    if (One one = AnswerOne(each, setting, limits); !one.answer.is_null()) {
      answers.push_back(std::move(one.answer));
    }
  }
  return {answers.empty() ? std::string() : json::serialize(answers), 200};
}

}  // namespace headwater::mcp
