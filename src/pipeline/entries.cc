// Feed entries as pages.
#include <fmt/format.h>

#include "pipeline/pipeline.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

// What stands in a feed has no page around it that would say whose it is: the feed's title does. Titles are HTML made
// safe; one with markup or quotation marks in it does not fit an attribute, and is left out.
std::string SiteNameTag(const std::string& title) {
  if (title.empty() || title.find_first_of("<>\"") != std::string::npos) {
    return "";
  }
  return fmt::format("<meta property=\"og:site_name\" content=\"{}\">", title);
}

}  // namespace

std::vector<news::Page> PagesOf(const news::Feed& feed, const std::string& address) {
  std::vector<news::Page> pages;
  const std::string site_name = SiteNameTag(feed.title);
  for (const news::Entry& entry : feed.entries) {
    if (entry.url.empty() && entry.content.empty() && entry.summary.empty()) {
      continue;
    }
    news::Page page;
    page.url = web::CanonicalUrl(entry.url);
    page.content_type = "text/html; charset=utf-8";
    const std::string& prose = entry.content.empty() ? entry.summary : entry.content;
    if (!prose.empty()) {
      // Content and titles of feeds were made safe when they were read.
      page.body = fmt::format(
          "<!doctype html><html lang=\"{}\"><head><title>{}</title>{}</head><body><article><h1>{}</h1>"
          "<div>{}</div></article></body></html>",
          feed.language, entry.title, site_name, entry.title, prose);
    }
    page.announcement =
        news::Announcement{address,       entry.title,        entry.published ? entry.published : entry.updated,
                           entry.authors, entry.source_title, entry.source_url,
                           entry.updated, entry.enclosures};
    if (page.announcement->source_url.empty()) {
      page.announcement->source_url = entry.via;
    }
    if (!entry.license.empty()) {
      page.reservations.push_back({"feed", "license: " + entry.license, entry.license});
    }
    pages.push_back(std::move(page));
  }
  return pages;
}

}  // namespace headwater::pipeline
