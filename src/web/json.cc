// Bounded reading of JSON.
#include "web/json.h"

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>

namespace headwater::web {
namespace {

namespace json = boost::json;

// Builds the value from what the parser finds. Boost's own handler takes the parser's estimate of a number, which may
// be a last digit off, and is none for `0e400`.
// NOLINTBEGIN(readability-identifier-naming,readability-convert-member-functions-to-static): Boost calls them by name.
struct Builder {
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();

  bool on_document_begin(json::error_code& /*error*/) { return true; }
  bool on_document_end(json::error_code& /*error*/) { return true; }
  bool on_object_begin(json::error_code& /*error*/) { return true; }
  bool on_object_end(std::size_t members, json::error_code& /*error*/) {
    stack.push_object(members);
    return true;
  }
  bool on_array_begin(json::error_code& /*error*/) { return true; }
  bool on_array_end(std::size_t elements, json::error_code& /*error*/) {
    stack.push_array(elements);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t /*size*/, json::error_code& /*error*/) {
    stack.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t /*size*/, json::error_code& /*error*/) {
    stack.push_key(part);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t /*size*/, json::error_code& /*error*/) {
    stack.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t /*size*/, json::error_code& /*error*/) {
    stack.push_string(part);
    return true;
  }
  bool on_number_part(json::string_view /*part*/, json::error_code& /*error*/) { return true; }
  bool on_int64(std::int64_t number, json::string_view /*text*/, json::error_code& /*error*/) {
    stack.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view /*text*/, json::error_code& /*error*/) {
    stack.push_uint64(number);
    return true;
  }
  // The text is whole: the parser has all of the bytes at once.
  bool on_double(double estimate, json::string_view text, json::error_code& error) {
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc::result_out_of_range && std::abs(estimate) > 1) {
      error = json::error::exponent_overflow;
      return false;
    }
    stack.push_double(read.ec == std::errc{} ? number : 0);
    return true;
  }
  bool on_bool(bool flag, json::error_code& /*error*/) {
    stack.push_bool(flag);
    return true;
  }
  bool on_null(json::error_code& /*error*/) {
    stack.push_null();
    return true;
  }
  bool on_comment_part(json::string_view /*part*/, json::error_code& /*error*/) { return true; }
  bool on_comment(json::string_view /*part*/, json::error_code& /*error*/) { return true; }

  json::value_stack stack;
};
// NOLINTEND(readability-identifier-naming,readability-convert-member-functions-to-static)

}  // namespace

Result<json::value> ParseJson(std::string_view utf8, const JsonLimits& limits) {
  if (utf8.size() > limits.max_bytes) {
    return Fail(Fault::kTooLarge, "JSON of " + std::to_string(utf8.size()) + " bytes");
  }
  json::parse_options options;
  options.max_depth = limits.max_depth;
  json::basic_parser<Builder> parser(options);
  parser.handler().stack.reset();
  json::error_code error;
  const std::size_t taken = parser.write_some(false, utf8.data(), utf8.size(), error);
  if (!error && taken < utf8.size()) {
    error = json::error::extra_data;
  }
  if (error) {
    return Fail(error == json::error::too_deep ? Fault::kTooLarge : Fault::kBadInput, "not JSON: " + error.message());
  }
  return parser.handler().stack.release();
}

std::string JsonText(const json::value& object, std::string_view name) {
  const json::object* members = object.if_object();
  const json::value* member = members != nullptr ? members->if_contains({name.data(), name.size()}) : nullptr;
  if (member == nullptr) {
    return {};
  }
  if (const json::string* text = member->if_string()) {
    return {text->data(), text->size()};
  }
  return member->is_number() ? json::serialize(*member) : std::string();
}

const json::array& JsonArray(const json::value& object, std::string_view name) {
  static const json::array none;
  const json::object* members = object.if_object();
  const json::value* member = members != nullptr ? members->if_contains({name.data(), name.size()}) : nullptr;
  const json::array* elements = member != nullptr ? member->if_array() : nullptr;
  return elements != nullptr ? *elements : none;
}

}  // namespace headwater::web
