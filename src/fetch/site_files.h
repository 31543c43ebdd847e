// What sites declare in files beside robots.txt, tdmrep.json and RSL licences, kept for as long as robots.txt is.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "fetch/target.h"
#include "fetch/tdmrep.h"
#include "fetch/transfer.h"
#include "news/rights.h"
#include "web/rsl.h"

namespace headwater::fetch {

// The addresses of licences in RSL that a response names: in its Link headers, and in <link> of its HTML.
std::vector<std::string> LicencesOf(const Exchange& exchange, const std::string& url);

// The address of the site's tdmrep.json.
std::string TdmFileOf(const Target& target);

// For one thread.
class SiteFiles {
 public:
  bool Knows(const std::string& address, std::chrono::sys_seconds now) const;
  // What asking for the file brought; anything but a good answer with such a file in it declares nothing.
  void Learn(const std::string& address, const Result<Exchange>& answer, std::chrono::sys_seconds now);
  // What the file reserves of the page.
  void Add(const std::string& address, const std::string& page, std::vector<news::Reservation>& reservations) const;

 private:
  struct Known {
    std::vector<TdmRule> tdm;
    std::vector<web::RslContent> rsl;
    std::chrono::sys_seconds expires{};
    std::size_t bytes = 0;
  };
  // Those that are asked for again first anyway.
  void ForgetHalf();

  std::unordered_map<std::string, Known> files_;
  std::size_t bytes_ = 0;
};

}  // namespace headwater::fetch
