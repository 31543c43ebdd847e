// Rights: what content owners reserve, and what Headwater may therefore keep, show and pass on.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headwater::news {

// One reservation in its owner's words.
struct Reservation {
  std::string where;   // `robots.txt`, `header`, `meta`, `tdmrep.json`, `rsl`, `wire`
  std::string says;    // `tdm-reservation: 1`
  std::string policy;  // the address of its licence or policy, or empty
};

// What follows from all reservations together; without any, all is allowed.
struct Rights {
  // The words may be kept and shown. False: link only (headline, address, names and dates of the article).
  bool text = true;
  // The words may be analysed: names, statements, comparison with other articles. False: the headline alone counts.
  bool mining = true;
  // May be found by search and stand in lists.
  bool listing = true;
  // The page's bytes may be kept as evidence.
  bool page = true;
  bool pictures = true;
  // The longest extract that may be shown or passed on, in code points; absent: any.
  std::optional<std::uint32_t> snippet;
  // Not shown before (an embargo) and not after (`unavailable_after`).
  std::optional<std::chrono::sys_seconds> not_before;
  std::optional<std::chrono::sys_seconds> not_after;
  // Killed or withdrawn by who issued it.
  bool withdrawn = false;
  std::vector<Reservation> reservations;
};

}  // namespace headwater::news
