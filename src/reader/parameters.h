// What a request is given: the fields of its address and its body, each as often as it was sent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.h"

namespace headwater::reader {

// At most so many fields are taken, of the address first.
constexpr std::size_t kMostFields = 100'000;

class Parameters {
 public:
  // Forms of either kind; a body of another type (an OPML list) has none.
  static Parameters Of(const http::Request& request);

  bool Has(std::string_view name) const;
  // The first value, without blanks around it; empty where there is none.
  std::string_view One(std::string_view name) const;
  // In their order, those that are empty left out. Valid UTF-8.
  std::vector<std::string_view> All(std::string_view name) const;
  // The same, each value once, and of many the first kMostDifferent: where each costs a question or a write.
  static constexpr std::size_t kMostDifferent = 1'000;
  std::vector<std::string_view> Different(std::string_view name) const;
  // As they were sent, the empty ones too.
  std::vector<std::string_view> Sent(std::string_view name) const;
  // Nothing where it is missing, or no decimal number that fits.
  std::optional<std::int64_t> Number(std::string_view name) const;

 private:
  void Add(std::string_view encoded);

  std::vector<std::pair<std::string, std::string>> fields_;
};

// The segments of a target's path, decoded after they were parted, so that `%2F` parts nothing; `rest` joins those from
// one on, as they were meant, with slashes.
std::vector<std::string> PathOf(std::string_view target);
std::string RestOf(const std::vector<std::string>& path, std::size_t from);

// A decimal number with nothing around it.
std::optional<std::int64_t> ReadDecimal(std::string_view text);

}  // namespace headwater::reader
