// Writes the description once, and shows it as a page.
#include "serve/openapi.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cassert>
#include <map>

#include "embedded/api_files.h"
#include "form/json_line.h"
#include "screen/strings.h"
#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/api_table.h"

namespace headwater::serve {
namespace {

namespace json = boost::json;

json::value Raw(std::string_view text) { return json::parse(json::string_view(text.data(), text.size())); }

json::object Reference(std::string_view schema) { return {{"$ref", fmt::format("#/components/schemas/{}", schema)}}; }

json::object Content(std::string_view type, json::object schema) {
  return {{"content", json::object{{type, json::object{{"schema", std::move(schema)}}}}}};
}

json::object AnswerSchema(const Operation& operation) {
  if (operation.list.empty()) {
    return Reference(operation.answer);
  }
  json::object properties{{operation.list, json::object{{"type", "array"}, {"items", Reference(operation.answer)}}}};
  properties["next"] = json::object{{"description", "where the list goes on: an offset, or what `after` takes"}};
  properties["cursor"] = json::object{{"type", "string"}};
  return {{"type", "object"}, {"required", json::array{json::string(operation.list)}}, {"properties", properties}};
}

json::object Answers(const Operation& operation) {
  json::object good = Content("application/json", AnswerSchema(operation));
  good["description"] = "As asked for";
  json::object headers{{"ETag", json::object{{"$ref", "#/components/headers/ETag"}}},
                       {"RateLimit", json::object{{"$ref", "#/components/headers/RateLimit"}}}};
  if (!operation.list.empty()) {
    headers["Link"] = json::object{{"$ref", "#/components/headers/Link"}};
  }
  good["headers"] = std::move(headers);
  json::object answers{{fmt::to_string(operation.status), std::move(good)}};
  if (operation.method == Method::kGet) {
    answers["304"] = json::object{{"description", "What If-None-Match names is what there is"}};
  }
  answers["default"] = json::object{{"$ref", "#/components/responses/Problem"}};
  return answers;
}

json::object Described(const Operation& operation) {
  json::object object{{"operationId", operation.id}, {"summary", operation.summary}};
  json::array parameters;
  for (const std::string& name : PathNames(operation.path)) {
    parameters.push_back(
        json::object{{"name", name}, {"in", "path"}, {"required", true}, {"schema", json::object{{"type", "string"}}}});
  }
  for (const std::string_view key : NamesIn(operation.parameters)) {
    const Parameter* const parameter = ParameterCalled(key);
    assert(parameter != nullptr);
    parameters.push_back(json::object{{"name", parameter->name},
                                      {"in", "query"},
                                      {"description", parameter->words},
                                      {"required", parameter->required},
                                      {"schema", Raw(parameter->schema)}});
  }
  if (!parameters.empty()) {
    object["parameters"] = std::move(parameters);
  }
  if (!operation.takes.empty()) {
    json::object body = Content("application/json", Reference(operation.takes));
    body["required"] = true;
    object["requestBody"] = std::move(body);
  }
  object["responses"] = Answers(operation);
  json::array scopes;
  for (const std::string_view word : store::ScopeWords(operation.scope)) {
    scopes.emplace_back(word);
  }
  if (operation.access == Access::kAnyone) {
    object["security"] = json::array{};
  } else {
    object["security"] = json::array{json::object{{"token", scopes}}, json::object{{"password", json::array{}}},
                                     json::object{{"session", json::array{}}}, json::object{}};
  }
  return object;
}

std::string Written() {
  json::object paths;
  for (const Operation& operation : Operations()) {
    json::value& path = paths[fmt::format("/api/v1/{}", operation.path)];
    json::object& methods = path.is_object() ? path.as_object() : path.emplace_object();
    methods[operation.method == Method::kGet ? "get" : "post"] = Described(operation);
  }
  json::object document{{"openapi", "3.1.0"}};
  document["info"] = json::object{{"title", "Headwater"},
                                  {"version", "1"},
                                  {"summary", "Stories, articles and statements, each led back to its primary source"},
                                  {"license", json::object{{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}};
  document["paths"] = std::move(paths);
  for (const EmbeddedFile& file : embedded::api_files()) {
    if (file.path == "schemas.json") {
      document["components"] = Raw(file.bytes);
    }
  }
  return json::serialize(document);
}

screen::Card OperationCard(const screen::Visit& visit, const Operation& operation) {
  screen::Card card;
  card.Put("id", operation.id).Put("method", operation.method == Method::kGet ? "GET" : "POST");
  card.Put("path", fmt::format("/api/v1/{}", operation.path)).Put("summary", operation.summary);
  card.Put("scope", fmt::format("{}", fmt::join(store::ScopeWords(operation.scope), " ")));
  if (operation.method == Method::kGet && PathNames(operation.path).empty()) {
    card.Set("href", fmt::format("{}api/v1/{}", visit.root, operation.path));
  }
  std::vector<screen::Card> parameters;
  for (const std::string_view key : NamesIn(operation.parameters)) {
    const Parameter& parameter = *ParameterCalled(key);
    parameters.emplace_back().Put("name", parameter.name).Put("words", parameter.words);
  }
  card.Put("parameters", parameters).Put("answer", operation.answer).Put("list", operation.list);
  return card.Put("takes", operation.takes);
}

}  // namespace

const std::string& OpenApiDocument() {
  static const std::string document = Written();
  return document;
}

http::Reply SendOpenApi(const screen::Visit& visit) {
  const std::string server = form::JsonObject().Text("url", visit.outside).Written();
  // Where it is reached is all that differs between visitors.
  return Json(fmt::format("{{\"servers\":{},{}", form::JsonArray({server}), OpenApiDocument().substr(1)));
}

http::Reply ShowApi(const screen::Visit& visit) {
  std::vector<screen::Card> operations;
  for (const Operation& operation : Operations()) {
    operations.push_back(OperationCard(visit, operation));
  }
  const json::value document = Raw(OpenApiDocument());
  std::vector<screen::Card> schemas;
  for (const auto& [name, schema] : document.at("components").at("schemas").as_object()) {
    std::vector<screen::Card> fields;
    const json::value* const properties = schema.as_object().if_contains("properties");
    for (const auto& [field, about] : properties != nullptr ? properties->as_object() : json::object()) {
      const json::value* const words = about.is_object() ? about.as_object().if_contains("description") : nullptr;
      fields.emplace_back()
          .Put("name", std::string_view(field))
          .Put("words", words != nullptr && words->is_string() ? std::string_view(words->as_string()) : "");
    }
    const json::value* const words = schema.as_object().if_contains("description");
    screen::Card& card = schemas.emplace_back();
    card.Put("name", std::string_view(name)).Put("fields", fields);
    card.Put("words", words != nullptr && words->is_string() ? std::string_view(words->as_string()) : "");
  }
  screen::Card card;
  card.Put("operations", operations).Put("schemas", schemas).Put("address", visit.outside);
  return screen::ShowPage(visit, "api", screen::Phrase("api.title"), std::move(card));
}

}  // namespace headwater::serve
