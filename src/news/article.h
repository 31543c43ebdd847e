// An article: what a reader came for, with the page around it dropped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/moment.h"
#include "news/annotations.h"
#include "news/ids.h"
#include "news/rights.h"
#include "news/span.h"

namespace headwater::news {

enum class ArticleKind { kArticle, kDigest, kLive, kOther };

enum class Access { kUnknown, kFree, kPaywalled, kRegionBlocked };

enum class MarkKind { kCopyright, kByline, kContact, kDateline, kCaption, kCorrection, kPublisher, kNotice };

// A line that is no prose but tells where the article is from.
struct Mark {
  MarkKind kind = MarkKind::kNotice;
  std::string text;
};

struct Link {
  std::string url;
  std::string text;
};

struct Picture {
  std::string url;
  std::string caption;
  std::string credit;  // whose picture it is
};

// A stretch of the prose that is no running text. Everything outside of parts is paragraphs.
enum class PartKind { kHeading, kList, kQuotation, kTable };

struct Part {
  Span span;
  PartKind kind = PartKind::kList;
};

// What the document's words allow to conclude about its day; never shown as a date. An end that they leave open is
// absent; at least one is there.
struct PublishedBetween {
  std::optional<std::chrono::year_month_day> from;
  std::optional<std::chrono::year_month_day> to;  // inclusive
  std::vector<std::string> evidence;
};

// A source that the page's own metadata declares: JSON-LD isBasedOn, citation, sourceOrganization, creditText,
// a canonical address on another site, syndication tags, a feed's <source>.
struct Declared {
  std::string name;
  std::string url;
  std::string where;  // `isBasedOn`
};

// One of the short reports that a digest lists; an article of its own to the later stages.
struct Item {
  ArticleId id;
  std::string url;
  std::string headline;
  std::string text;
  std::optional<Moment> published;
  std::optional<PublishedBetween> published_between;
  std::string source;
  bool truncated = false;
  std::optional<Annotations> annotations;
};

// What the document does not say is absent or empty, never guessed.
struct Article {
  ArticleId id;
  std::string url;
  std::string canonical_url;
  ArticleKind kind = ArticleKind::kArticle;
  std::string headline;
  std::vector<std::string> authors;  // persons
  std::string publisher;             // the site that it stands on
  std::string credit;                // whose report it says it is
  std::string dateline;
  std::string section;  // the publisher's own word for it
  std::optional<Moment> published;
  std::optional<PublishedBetween> published_between;
  std::optional<Moment> modified;
  std::string language;         // ISO 639-1
  std::string translated_from;  // ISO 639-1
  Access access = Access::kUnknown;
  std::vector<Mark> marks;
  std::string text;         // UTF-8; paragraphs parted by one blank line
  std::vector<Part> parts;  // in order, not overlapping
  std::vector<Link> links;
  std::vector<Picture> pictures;
  std::vector<Declared> declared;
  std::vector<Item> items;
  std::optional<Rights> rights;  // absent where nobody reserved anything
  std::optional<Annotations> annotations;
};

}  // namespace headwater::news
