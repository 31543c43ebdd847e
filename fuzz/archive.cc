// Fuzzes archives, plain or packed: where the first byte is 1, what is behind it is read as a gzip member.
#include <zlib.h>

#include <sstream>
#include <string>

#include "fuzz/require.h"
#include "read/read.h"

namespace {

std::string Packed(std::string_view bytes) {
  std::string out(compressBound(bytes.size()) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string in(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = headwater::fuzz::View(data, size);
  std::istringstream in(bytes.starts_with('\1') ? Packed(bytes.substr(1)) : std::string(bytes));
  headwater::read::Limits limits;
  limits.max_record_bytes = 1U << 20U;
  std::size_t pages = 0;
  // Broken archives are ordinary: what was read until then has been given.
  const auto read = headwater::read::ReadArchive(
      in, "vellmar.warc",
      [&](const headwater::news::Page& page) {
        ++pages;
        headwater::fuzz::Require(page.body.size() <= limits.max_record_bytes, "a record keeps its limit");
        headwater::fuzz::Require(!page.id.empty(), "a page has an id");
      },
      limits);
  headwater::fuzz::Require(read.has_value() || !read.error().text.empty(), "what went wrong is said");
  return 0;
}
