// Reading max-age.
#include "fetch/lifetime.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace headwater::fetch {

std::chrono::seconds Lifetime(const web::Headers& headers) {
  using std::chrono::seconds;
  constexpr seconds kLongest = std::chrono::hours{24};
  constexpr seconds kShortest = std::chrono::minutes{10};
  constexpr std::string_view kName = "max-age=";
  const std::string_view control = web::FindHeader(headers, "cache-control");
  const std::size_t at = control.find(kName);
  long long age = 0;
  if (at == std::string_view::npos ||
      std::from_chars(control.data() + at + kName.size(), control.data() + control.size(), age).ec != std::errc{}) {
    return kLongest;
  }
  return std::clamp(seconds{age}, kShortest, kLongest);
}

}  // namespace headwater::fetch
