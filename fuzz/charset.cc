// Fuzzes charsets: a content type in the first line, bytes behind it.
#include "web/charset.h"

#include "fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [type, bytes] = headwater::fuzz::SplitLine(headwater::fuzz::View(data, size));
  const headwater::web::Decoded decoded = headwater::web::ToUtf8(bytes, type);
  headwater::fuzz::RequireUtf8(decoded.text);
  headwater::fuzz::Require(!decoded.charset.empty(), "a charset is always found");
  headwater::web::CharsetOfLabel(type);
  return 0;
}
