// Gzip by zlib, in one go.
#include "http/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "base/ascii.h"

namespace headwater::http {

bool TakesGzip(const web::Headers& headers) {
  bool any = false;
  std::string_view rest = web::FindHeader(headers, "accept-encoding");
  while (!rest.empty()) {
    const std::string_view coding = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(coding.size() + 1, rest.size()));
    const std::size_t semicolon = std::min(coding.find(';'), coding.size());
    const std::string name = ascii::Lower(ascii::Trim(coding.substr(0, semicolon)));
    // A weight of 0 refuses it; all others take it.
    const std::size_t weight = coding.find('=', semicolon);
    const bool takes = weight == std::string_view::npos ||
                       coding.substr(weight + 1).find_first_of("123456789") != std::string_view::npos;
    if (name == "gzip" || name == "x-gzip") {
      return takes;
    }
    any = any || (name == "*" && takes);
  }
  return any;
}

std::string Gzip(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  constexpr int kMemoryLevel = 8;
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib does not write to its input; the cast is for its old signature.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(status == Z_STREAM_END ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

}  // namespace headwater::http
