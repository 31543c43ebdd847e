// Reading turns what announces pages (feeds, sitemaps, subscription lists) and what holds them (archives) into entries
// and pages. The bytes come from the web: nothing in them is trusted.
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "news/article.h"
#include "news/feed.h"
#include "news/page.h"

namespace headwater::read {

struct Limits {
  std::size_t max_bytes = 32U << 20U;  // of a feed
  std::size_t max_entries = 50'000;
  std::size_t max_depth = 64;                 // of its elements
  std::size_t max_record_bytes = 64U << 20U;  // of an archive's record, unpacked
  std::size_t max_items = 2'000;              // of a wire's message
};

// RSS 0.9x, 1.0, 2.0; Atom 0.3, 1.0; JSON Feed 1.0, 1.1; sitemaps and sitemap indexes; OPML: found out from the bytes.
// A feed that is not well-formed is read as far as it goes, with its faults. `address` resolves relative ones and may
// be empty. A wire's document is told by the ids and headlines of its items alone (see ReadWire). Fails with kBadInput
// where the bytes are none of these.
Result<news::Feed> ReadFeed(std::string_view bytes, std::string_view content_type, std::string_view address,
                            const Limits& limits = {});

// A feed that a page names.
struct FeedLink {
  std::string url;
  std::string title;  // as the page calls it; plain text, may be empty
  int rank = 0;       // the lower the better; those of readers' comments have 1000 and more
};

// The feeds that a page names, the best first, each once: declared in its head or its Link header, or linked to by what
// looks like a feed's address.
std::vector<FeedLink> DiscoverFeeds(const news::Page& page);

// Where the feeds of sites usually are that do not name them (data/feed_paths.tsv), in the order to try; sitemaps last.
struct UsualPlace {
  std::string url;
  bool sitemap = false;
};
std::vector<UsualPlace> UsualPlaces(std::string_view address);

// The sitemaps that a robots.txt names; those of news first.
std::vector<std::string> SitemapsIn(std::string_view robots_txt, std::string_view address);

// Calls `each` with every HTML response of a WARC 1.x or ARC file (ISO 28500), gzip by record or plain, streaming.
// Fails where the archive breaks off or is none; what was read until then has been given.
Result<void> ReadArchive(std::istream& archive, std::string_view path, const std::function<void(news::Page)>& each,
                         const Limits& limits = {});

// One item of a news agency's wire, as an article that needs no extraction.
struct WireItem {
  // The item's own bytes, kept as evidence; its id is the issuer's, the same for all versions of the item, and stands
  // for the address of an item without one. `wire-format`, `wire-version` and `altid` are among its headers.
  news::Page page;
  news::Article article;
};

// Whether the bytes begin as one of the wire formats does: ninjs, NewsML-G2, NITF.
bool IsWire(std::string_view bytes);

// ninjs 1 to 3 (also several in a list or an `items` member), NewsML-G2 (newsItem, packageItem, newsMessage), NITF 3:
// found out from the bytes. Kills, withdrawals and embargoes are the page's reservations. An item without prose (a
// picture, a kill) is there with ArticleKind::kOther. Fails with kBadInput where the bytes are none of these.
Result<std::vector<WireItem>> ReadWire(std::string_view bytes, std::string_view content_type, std::string_view address,
                                       const Limits& limits = {});

// Whose mail it is, among the page's headers: the list's name, else the sender's, else the sender's host.
inline constexpr std::string_view kPublisherHeader = "mail-publisher";

// Whether the bytes begin with the header of a mail, or with a mailbox's first one.
bool IsMail(std::string_view bytes);

// Calls `each` with the mail as a page, and with every mail that is forwarded within it (RFC 5322, MIME): its best text
// (HTML before plain) in UTF-8, its Message-ID as the id (else `path`), its subject, date and list or sender as the
// announcement, its address on the web where it names one. PDFs that came with it are pages of type application/pdf
// behind it; the names of all files are its `mail-attachment` headers. Nothing that it refers to is fetched. Fails
// where there is no text in it.
Result<void> ReadMail(std::string_view bytes, std::string_view path, const std::function<void(news::Page)>& each,
                      const Limits& limits = {});

// The mails of an mbox file, streaming, each a page of type message/rfc822 for ReadMail; one that is too large is told
// to `bad`. Fails where the bytes are no mailbox.
Result<void> ReadMailbox(std::istream& mailbox, std::string_view path, const std::function<void(news::Page)>& each,
                         const std::function<void(const Error&)>& bad, const Limits& limits = {});

}  // namespace headwater::read
