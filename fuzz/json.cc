// Fuzzes JSON from elsewhere.
#include "web/json.h"

#include <boost/json.hpp>
#include <string>

#include "fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = headwater::web::ParseJson(headwater::fuzz::View(data, size));
  if (value) {
    headwater::web::JsonText(*value, "id");
    headwater::web::JsonArray(*value, "items");
    const std::string written = boost::json::serialize(*value);
    // Boost writes infinity, which a number may overflow to, as a word that it does not read.
    headwater::fuzz::Require(
        headwater::web::ParseJson(written).has_value() || written.find("Infinity") != std::string::npos,
        "JSON that is written reads again");
  }
  return 0;
}
