// Bounded reading of JSON.
#include "web/json.h"

#include <boost/json.hpp>

namespace headwater::web {

Result<boost::json::value> ParseJson(std::string_view utf8, const JsonLimits& limits) {
  if (utf8.size() > limits.max_bytes) {
    return Fail(Fault::kTooLarge, "JSON of " + std::to_string(utf8.size()) + " bytes");
  }
  boost::json::parse_options options;
  options.max_depth = limits.max_depth;
  boost::system::error_code error;
  boost::json::value value = boost::json::parse({utf8.data(), utf8.size()}, error, {}, options);
  if (error) {
    return Fail(error == boost::json::error::too_deep ? Fault::kTooLarge : Fault::kBadInput,
                "not JSON: " + error.message());
  }
  return value;
}

std::string JsonText(const boost::json::value& object, std::string_view name) {
  const boost::json::object* members = object.if_object();
  const boost::json::value* member = members != nullptr ? members->if_contains({name.data(), name.size()}) : nullptr;
  if (member == nullptr) {
    return {};
  }
  if (const boost::json::string* text = member->if_string()) {
    return {text->data(), text->size()};
  }
  return member->is_number() ? boost::json::serialize(*member) : std::string();
}

const boost::json::array& JsonArray(const boost::json::value& object, std::string_view name) {
  static const boost::json::array none;
  const boost::json::object* members = object.if_object();
  const boost::json::value* member = members != nullptr ? members->if_contains({name.data(), name.size()}) : nullptr;
  const boost::json::array* elements = member != nullptr ? member->if_array() : nullptr;
  return elements != nullptr ? *elements : none;
}

}  // namespace headwater::web
