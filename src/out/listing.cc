// What all formats say of an item, in words and in markup.
#include "out/listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "out/formats.h"
#include "out/markup.h"

namespace headwater::out {
namespace {

constexpr std::size_t kMostNamed = 5;

std::string NameOf(const Source& source) {
  return !source.name.empty() ? source.name : !source.headline.empty() ? source.headline : source.url;
}

std::string Linked(const std::string& url, std::string_view words) {
  return url.empty() ? EscapeXml(words) : fmt::format("<a href=\"{}\">{}</a>", EscapeXml(url), EscapeXml(words));
}

std::string SourceHtml(const Item& item, const Source& source) {
  std::string html = Linked(!source.url.empty() ? source.url : source.page, NameOf(source));
  if (!source.headline.empty() && source.headline != item.title) {
    html += fmt::format(": {}", EscapeXml(source.headline));
  }
  if (item.articles > 1) {
    html += fmt::format(" ({} of {} articles)", source.articles, item.articles);
  }
  return html;
}

}  // namespace

std::chrono::sys_seconds UpdatedOf(const Listing& listing) {
  std::chrono::sys_seconds updated{};
  for (const Item& item : listing.items) {
    updated = std::max(updated, item.updated);
  }
  return updated;
}

std::string SourceWords(const Item& item) {
  if (item.sources.empty()) {
    return "Primary source: not known.";
  }
  if (item.sources.size() == 1 && item.sources.front().kind == "self") {
    return fmt::format("Primary source: this report itself{}.", item.traced ? "" : ", as far as is known");
  }
  std::string names;
  for (std::size_t n = 0; n < std::min(item.sources.size(), kMostNamed); ++n) {
    names += fmt::format("{}{}", n == 0 ? "" : ", ", NameOf(item.sources[n]));
  }
  if (item.sources.size() > kMostNamed) {
    names += fmt::format(" and {} more", item.sources.size() - kMostNamed);
  }
  return fmt::format("Primary source{}: {}{}.", item.sources.size() == 1 ? "" : "s", names,
                     item.traced ? "" : "; a part of the trail is not known");
}

std::string BodyHtml(const Item& item) {
  std::string html;
  if (!item.summary.empty()) {
    html += fmt::format("<p>{}</p>\n", EscapeXml(item.summary));
  }
  if (!item.sentence.empty()) {
    html += fmt::format("<p><strong>{}</strong></p>\n", EscapeXml(item.sentence));
  }
  html += fmt::format("<p>{}</p>\n", EscapeXml(SourceWords(item)));
  std::string list;
  for (std::size_t n = 0; n < std::min(item.sources.size(), kMostNamed); ++n) {
    if (item.sources[n].kind != "self") {
      list += fmt::format("<li>{}</li>\n", SourceHtml(item, item.sources[n]));
    }
  }
  html += list.empty() ? "" : fmt::format("<ul>\n{}</ul>\n", list);
  return html + fmt::format("<p><a href=\"{}\">In Headwater</a></p>\n", EscapeXml(item.url));
}

std::string BodyText(const Item& item) {
  std::string text = item.summary;
  for (const std::string& part : {item.sentence, SourceWords(item)}) {
    if (!part.empty()) {
      text += fmt::format("{}{}", text.empty() ? "" : "\n\n", part);
    }
  }
  return text;
}

const std::vector<Format>& Formats() {
  static const std::vector<Format> formats{
      {"rss", "application/rss+xml; charset=utf-8", "RSS", WriteRss, true},
      {"atom", "application/atom+xml; charset=utf-8", "Atom", WriteAtom, true},
      {"json", "application/feed+json; charset=utf-8", "JSON Feed", WriteJsonFeed, true},
      {"ninjs", "application/json; charset=utf-8", "ninjs", WriteNinjs, false},
      {"csv", "text/csv; charset=utf-8", "CSV", WriteCsv, false},
      {"jsonl", "application/x-ndjson; charset=utf-8", "JSON Lines", WriteJsonLines, false}};
  return formats;
}

const Format* FormatCalled(std::string_view ending) {
  const auto found = std::ranges::find(Formats(), ending, &Format::ending);
  return found == Formats().end() ? nullptr : &*found;
}

}  // namespace headwater::out
