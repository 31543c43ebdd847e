// Fuzzes JSON from elsewhere.
#include "web/json.h"

#include "fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = headwater::web::ParseJson(headwater::fuzz::View(data, size));
  if (value) {
    headwater::web::JsonText(*value, "id");
    headwater::web::JsonArray(*value, "items");
  }
  return 0;
}
