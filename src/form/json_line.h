// Writing JSON objects field by field; the nouns' own JSON is put in as it comes from form/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::form {

std::string JsonText(std::string_view text);
// Elements that are JSON already.
std::string JsonArray(const std::vector<std::string>& elements);
std::string JsonTexts(const std::vector<std::string>& texts);

// Empty texts are left out, as the contract has it.
class JsonObject {
 public:
  JsonObject& Text(std::string_view name, std::string_view text);
  JsonObject& Number(std::string_view name, std::int64_t number);
  JsonObject& Flag(std::string_view name, bool flag);
  JsonObject& Raw(std::string_view name, std::string_view json);
  // Fields that are JSON already: `"a":1,"b":2`; at least one.
  JsonObject& Fields(std::string_view fields);
  std::string Written() const { return body_ + "}"; }

 private:
  std::string body_ = "{";
};

}  // namespace headwater::form
