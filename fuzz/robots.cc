// Fuzzes robots.txt: an address in the first line, the file behind it.
#include "fetch/robots.h"

#include "fetch/fetch.h"
#include "fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [address, file] = headwater::fuzz::SplitLine(headwater::fuzz::View(data, size));
  const headwater::fetch::Robots robots(file, "Headwater");
  const bool allowed = robots.Allows(address);
  headwater::fuzz::Require(headwater::fetch::RobotsAllow(file, "Headwater", address) == allowed,
                           "both ways to ask give one answer");
  headwater::fuzz::Require(!robots.crawl_delay() || robots.crawl_delay()->count() >= 0, "a delay is not negative");
  headwater::fuzz::Require(headwater::fetch::Robots().Allows(address), "without rules everything is allowed");
  return 0;
}
