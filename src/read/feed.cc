// Finding out what the bytes of a feed are, and having them read.
#include <string>
#include <utility>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/json_feed.h"
#include "read/lists.h"
#include "read/read.h"
#include "read/stream.h"
#include "read/xml_feed.h"
#include "web/charset.h"
#include "web/message.h"
#include "web/xml.h"

namespace headwater::read {
namespace {

constexpr std::size_t kMaxFaults = 20;

// The charset that the bytes say they are in, if any; what they are taken for may differ.
std::string DeclaredCharset(std::string_view bytes, std::string_view content_type) {
  const std::string of_transport = web::ReadMediaType(content_type).charset;
  if (!of_transport.empty()) {
    return web::CharsetOfLabel(of_transport);
  }
  const std::string_view head = bytes.substr(0, 512);
  const std::size_t declaration = head.find("<?xml");
  const std::size_t end = declaration == std::string_view::npos ? declaration : head.find("?>", declaration);
  const std::size_t at = end == std::string_view::npos ? end : head.substr(0, end).find("encoding", declaration);
  if (at == std::string_view::npos) {
    return {};
  }
  const std::size_t open = head.find_first_of("\"'", at);
  const std::size_t close = open == std::string_view::npos ? open : head.find(head[open], open + 1);
  return close == std::string_view::npos ? std::string()
                                         : web::CharsetOfLabel(ascii::Trim(head.substr(open + 1, close - open - 1)));
}

void NoteCharset(const web::Decoded& decoded, std::string_view declared, news::Feed& feed) {
  if (decoded.faulty) {
    feed.faults.push_back("bytes that mean nothing in " + decoded.charset);
  }
  const bool utf16 = decoded.charset.starts_with("utf-16") || decoded.charset.starts_with("utf-32");
  if (declared.empty() ? decoded.charset != "utf-8" && !utf16
                       : declared != decoded.charset && !(utf16 && declared.starts_with("utf"))) {
    feed.faults.push_back("the bytes are " + decoded.charset + ", which " +
                          (declared.empty() ? "nothing says" : "is not the " + std::string(declared) + " they claim"));
  }
}

void NoteFaults(const web::XmlTree& tree, news::Feed& feed) {
  for (const std::string& fault : tree.faults()) {
    if (feed.faults.size() < kMaxFaults) {
      feed.faults.push_back(fault);
    }
  }
}

// A document without any element is a feed of nothing, and says so; what has other elements is no feed.
std::optional<news::Feed> ReadEmpty(const web::XmlTree& tree, std::string_view text) {
  const bool is_markup = text.starts_with("<!--") || text.starts_with("<?xml");
  return tree.nodes().empty() && is_markup ? std::optional(news::Feed{}) : std::nullopt;
}

Result<news::Feed> ReadXml(std::string_view text, std::string_view address, const Limits& limits) {
  const web::XmlTree tree = web::ParseXml(text, {.max_depth = limits.max_depth});
  std::optional<news::Feed> feed = ReadSitemap(tree, address, limits);
  if (!feed) {
    feed = ReadOpml(tree, text, limits);
  }
  if (!feed) {
    feed = ReadXmlFeed(tree, address, limits);
  }
  if (!feed) {
    feed = ReadEmpty(tree, text);
  }
  if (!feed) {
    return Fail(Fault::kBadInput, "neither a feed nor a sitemap nor a list of subscriptions");
  }
  NoteFaults(tree, *feed);
  return std::move(*feed);
}

// What an address announces that gives a wire's items: who and what there is. The items themselves are ReadWire's.
Result<news::Feed> FeedOfWire(std::string_view bytes, std::string_view content_type, std::string_view address,
                              const Limits& limits) {
  const auto items = ReadWire(bytes, content_type, address, limits);
  if (!items) {
    return tl::unexpected(items.error());
  }
  news::Feed feed;
  feed.kind = news::FeedKind::kWire;
  for (const WireItem& item : *items) {
    feed.title = feed.title.empty() ? SafeFromPlain(item.article.publisher) : feed.title;
    feed.language = feed.language.empty() ? item.article.language : feed.language;
    news::Entry entry;
    entry.id = item.page.id;
    entry.title = SafeFromPlain(item.article.headline);
    entry.authors = item.article.authors;
    entry.published = item.article.published;
    entry.updated = item.article.modified;
    feed.entries.push_back(std::move(entry));
  }
  return feed;
}

}  // namespace

Result<news::Feed> ReadFeed(std::string_view bytes, std::string_view content_type, std::string_view address,
                            const Limits& limits) {
  // Sitemaps are often gzip files, whatever the transport says.
  std::string unpacked;
  if (bytes.starts_with("\x1F\x8B")) {
    unpacked = Unpack(std::string(bytes), "gzip", limits.max_bytes + 1).value_or("");
    bytes = unpacked;
  }
  if (bytes.size() > limits.max_bytes) {
    return Fail(Fault::kTooLarge, "a feed of more than " + std::to_string(limits.max_bytes) + " bytes");
  }
  if (IsWire(bytes)) {
    return FeedOfWire(bytes, content_type, address, limits);
  }
  web::Decoded decoded = web::ToUtf8(bytes, content_type);
  decoded.text = MendControls(std::move(decoded.text));
  const std::string_view text = ascii::Trim(decoded.text);
  if (text.empty()) {
    return Fail(Fault::kBadInput, "an empty document");
  }
  if (text.front() == '{' || text.front() == '[') {
    return ReadJsonFeed(text, address, limits);
  }
  if (text.front() != '<') {
    if (auto feed = ReadTextSitemap(text, limits)) {
      return std::move(*feed);
    }
  }
  auto feed = ReadXml(text, address, limits);
  if (feed) {
    NoteCharset(decoded, DeclaredCharset(bytes, content_type), *feed);
  }
  return feed;
}

}  // namespace headwater::read
