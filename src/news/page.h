// A page: bytes as fetched, kept as evidence.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/moment.h"
#include "news/feed.h"
#include "news/rights.h"

namespace headwater::news {

// What announced a page, or how it came: what a feed says of a page counts as the publisher's word.
struct Announcement {
  std::string feed;   // the feed's address
  std::string title;  // of the entry
  std::optional<Moment> published;
  std::vector<std::string> authors;
  // The primary source that the feed names: RSS `<source>`, Atom `via` or `atom:source`.
  std::string source_name;
  std::string source_url;
  std::optional<Moment> updated{};  // when it last changed: an entry's `updated`, a sitemap's `lastmod`
  std::vector<Enclosure> enclosures = {};
};

struct Page {
  // As the input called it; its address or path where the input gave none.
  std::string id;
  std::string url;
  std::optional<std::chrono::sys_seconds> fetched;
  // From the HTTP header; may name a charset. Empty where nothing said it.
  std::string content_type;
  // Header names in lower case.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // What is reserved elsewhere than in the page and its headers: the site's robots.txt and tdmrep.json, a wire's notes.
  std::vector<Reservation> reservations;
  std::optional<Announcement> announcement;
};

}  // namespace headwater::news
