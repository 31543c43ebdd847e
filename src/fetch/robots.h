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

// What a robots.txt says of the use of what is fetched, beside whether it may be.
struct RobotsPreferences {
  std::vector<std::string> says;      // `Content-Signal: search=yes, ai-train=no`, `Content-Usage: train-ai=n`
  std::vector<std::string> licences;  // addresses of licences (RSL's `License:`)
};

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

  // Content-Signal and Content-Usage of the group that was taken, and of none; where they name paths, those with the
  // longest path that covers the address. Licences are for everyone.
  RobotsPreferences PreferencesFor(std::string_view url) const;

  // What its rules take in memory, about.
  std::size_t bytes() const;

  // Crawl-delay of the group that was taken: not in the standard, but asked for by sites.
  std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;  // normalised as paths are
  };
  struct Preference {
    std::string name;  // as it is written in headers
    std::string pattern;
    std::string value;
  };
  static void Prefer(std::string_view name, std::string_view value, std::vector<Preference>& preferences);
  std::vector<Rule> rules_;
  std::vector<Preference> preferences_;
  std::vector<std::string> licences_;
  std::optional<std::chrono::milliseconds> crawl_delay_;
};

}  // namespace headwater::fetch
