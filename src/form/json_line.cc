// Writes JSON by way of Boost's escaping.
#include "form/json_line.h"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace headwater::form {

std::string JsonText(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

std::string JsonArray(const std::vector<std::string>& elements) {
  return fmt::format("[{}]", fmt::join(elements, ","));
}

std::string JsonTexts(const std::vector<std::string>& texts) {
  std::vector<std::string> elements;
  elements.reserve(texts.size());
  for (const std::string& text : texts) {
    elements.push_back(JsonText(text));
  }
  return JsonArray(elements);
}

JsonObject& JsonObject::Text(std::string_view name, std::string_view text) {
  return text.empty() ? *this : Raw(name, JsonText(text));
}

JsonObject& JsonObject::Number(std::string_view name, std::int64_t number) { return Raw(name, fmt::to_string(number)); }

JsonObject& JsonObject::Flag(std::string_view name, bool flag) { return Raw(name, flag ? "true" : "false"); }

JsonObject& JsonObject::Raw(std::string_view name, std::string_view json) {
  body_ += fmt::format("{}{}:{}", body_.size() > 1 ? "," : "", JsonText(name), json);
  return *this;
}

JsonObject& JsonObject::Fields(std::string_view fields) {
  body_ += fmt::format("{}{}", body_.size() > 1 ? "," : "", fields);
  return *this;
}

}  // namespace headwater::form
