// Tellers: the person or the unnamed source at the end of an article's trail, who said it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "news/article.h"
#include "news/origin.h"

namespace headwater::trace {

struct Teller {
  std::string name;                          // "Kaja Kallas", "unnamed officials"
  news::HopHow how = news::HopHow::kQuoted;  // told where they said it to that medium
  news::Evidence evidence;
  bool named = true;
};

// Who told the medium what the article opens with, as the article says; the article's own publisher is a medium as
// well. Without a medium only an unnamed source is found, which the article opens with.
std::optional<Teller> FindTeller(const news::Article& article, std::string_view medium);

}  // namespace headwater::trace
