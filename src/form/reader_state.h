// What other readers export of what was read and starred in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace headwater::form {

struct ReaderState {
  std::string url;  // of the article
  std::string title;
  std::string feed;  // the address of the feed that it came by; empty where it is not said
  bool read = false;
  bool starred = false;
  std::vector<std::string> tags;
};

// Google Reader's JSON (its takeout, FreshRSS, The Old Reader, Inoreader: `items` with `categories`), Miniflux's
// (`entries` with `status` and `starred`) and Feedly's (`saved.json`). By its name a file of starred items is known
// whose items do not say it. kBadInput where it is none of these. Items without an address of the web are left out.
Result<std::vector<ReaderState>> ReadReaderStates(std::string_view json, std::string_view file_name);

}  // namespace headwater::form
