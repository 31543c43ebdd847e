// What leaves the house in other formats: a list of items, each with its primary sources, and who wrote it how.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/moment.h"
#include "news/story.h"

namespace headwater::out {

// Where an item's news rose.
struct Source {
  std::string kind;  // `self` (the item's own report), `article`, `outlet`, `person`, `document`
  std::string name;
  std::string url;  // on the web; empty where it is not known
  std::string headline;
  std::string page;  // here; empty where its report is not here
  int articles = 1;  // of the item that rest on it
  double confidence = 0;
};

// Texts are plain; addresses are absolute.
struct Item {
  std::string id;        // an address that never changes
  std::string url;       // its page here
  std::string external;  // where it stands on the web; empty of what is ours: stories, statements
  std::string title;
  std::string summary;               // no longer than may be quoted
  std::string sentence;              // "3 articles, 2 independent sources"; empty where nothing is counted
  std::vector<std::string> authors;  // persons
  std::string publisher;
  std::string language;  // ISO 639-1
  std::vector<std::string> tags;
  std::optional<Moment> published;
  std::chrono::sys_seconds updated{};
  std::vector<Source> sources;  // primary ones, the first first; empty: not known
  bool traced = false;          // no part of the trail is unknown
  int articles = 1;
  std::optional<news::Independence> independent;
};

// A page that lists, in the order of the page.
struct Listing {
  std::string title;
  std::string description;
  std::string house;     // what the program's own site is called
  std::string page;      // the page's address
  std::string self;      // this document's
  std::string hub;       // WebSub; empty: none
  std::string language;  // of all items; empty: several, or not known
  std::string icon;
  std::vector<Item> items;
};

// The latest of the items, so that the same items give the same bytes; 1970 where there are none.
std::chrono::sys_seconds UpdatedOf(const Listing& listing);

// What an item says of its sources, in words: "Primary source: Tidewire (copied by …)", or that it is not known.
std::string SourceWords(const Item& item);

// The item's body as HTML: summary, sentence, primary sources with links, the page here. Escaped; nothing foreign in
// it.
std::string BodyHtml(const Item& item);
// The same as plain text.
std::string BodyText(const Item& item);

// The formats a list leaves in, by the ending of its address.
struct Format {
  std::string_view ending;        // `rss`
  std::string_view content_type;  // with its charset
  std::string_view name;          // "RSS"
  std::string (*write)(const Listing&);
  bool feed;  // announced on the page for readers to find
};
const std::vector<Format>& Formats();
const Format* FormatCalled(std::string_view ending);

}  // namespace headwater::out
