// A feed: where a source announces pages.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/moment.h"

namespace headwater::news {

enum class FeedKind { kRss, kAtom, kJson, kSitemap, kOpml, kWire };

struct Enclosure {
  std::string url;
  std::string type;
  std::optional<std::int64_t> length;  // bytes
};

struct FeedPlace {
  double latitude = 0;  // degrees
  double longitude = 0;
  std::string name;
};

struct FeedPicture {
  std::string url;
  std::string caption;
  std::string credit;
};

// Titles, summaries and contents are HTML made safe, as a reader may show them.
struct Entry {
  std::string id;
  std::string url;
  std::string title;
  std::string summary;
  std::string content;
  std::vector<std::string> authors;
  std::optional<Moment> published;
  std::optional<Moment> updated;
  std::vector<std::string> categories;
  std::vector<Enclosure> enclosures;
  std::string source_title;
  std::string source_url;
  std::string via;
  std::string license;      // its address: the entry's own, or the feed's
  std::string in_reply_to;  // RFC 4685: the address or id of what it answers
  std::optional<FeedPlace> place;
  std::optional<FeedPicture> picture;  // that stands for it
  // Of an outline of OPML: its folders from the outermost in, and the attributes that mean nothing to us, by name in
  // Clark's notation (`{space}name`).
  std::vector<std::string> folders;
  std::vector<std::pair<std::string, std::string>> attributes;
};

struct Feed {
  FeedKind kind = FeedKind::kRss;
  std::string title;
  std::string url;   // its own address, as it states it
  std::string link;  // of the site
  std::string description;
  std::string language;
  std::optional<Moment> updated;
  std::string hub;
  std::string generator;     // the program that wrote it, as it says
  std::string next;          // RFC 5005: the page with the entries before these
  std::string prev_archive;  // RFC 5005: the archive before this document
  // How long it may be kept, as it says: `ttl`, `sy:updatePeriod`.
  std::optional<std::chrono::seconds> interval;
  std::vector<int> skip_hours;  // of the day, UTC: 0 to 23
  std::vector<int> skip_days;   // of the week, UTC: Sunday is 0
  bool index = false;           // a sitemap of sitemaps: its entries are further sitemaps
  std::vector<Entry> entries;
  // What was wrong with a feed that was read all the same; never empty for one that is not well-formed.
  std::vector<std::string> faults;
};

}  // namespace headwater::news
