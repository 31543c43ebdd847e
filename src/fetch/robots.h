// Robots.txt: what a site asks of programs that fetch from it (RFC 9309).
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::fetch {

// RFC 9309, 2.5: at least 500 KiB must be read; what is beyond is not.
constexpr std::size_t kRobotsBytes = 500U << 10U;

// The rules of one robots.txt that concern one agent. Reading never fails: what is no rule is passed over.
// Two habits of Google's are kept beside the standard, since sites are written for them: a pattern of an `allow` that
// ends in index.htm(l) stands for its folder too, and a line is cut after 16,664 bytes. A missing colon is forgiven.
class Robots {
 public:
  // Without rules: everything is allowed.
  Robots() = default;
  // `agent` is the product token alone (`Headwater`).
  Robots(std::string_view robots_txt, std::string_view agent);

  // `url` is an address, or its part from the path on. The longest rule that matches decides; an `allow` wins a tie.
  bool Allows(std::string_view url) const;

  // What its rules take in memory, about.
  std::size_t bytes() const;

  // Crawl-delay of the group that was taken: not in the standard, but asked for by sites.
  std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;  // normalised as paths are
  };
  std::vector<Rule> rules_;
  std::optional<std::chrono::milliseconds> crawl_delay_;
};

}  // namespace headwater::fetch
