// Lists as RSS 2.0.
#include <fmt/format.h>

#include "out/formats.h"
#include "out/markup.h"

namespace headwater::out {
namespace {

// RSS has room for one source, and only for one with an address; Dublin Core names them all.
std::string SourceElements(const Item& item) {
  std::string xml;
  for (const Source& source : item.sources) {
    const std::string& address = source.url.empty() ? source.page : source.url;
    if (xml.empty() && !address.empty()) {
      xml += fmt::format("<source url=\"{}\">{}</source>\n", EscapeXml(AsUri(address)), EscapeXml(source.name));
    }
  }
  for (const Source& source : item.sources) {
    xml += Element("dc:source", source.url.empty() ? source.name : AsUri(source.url));
  }
  return xml;
}

std::string ItemElement(const Item& item) {
  std::string xml = "<item>\n";
  xml += Element("title", item.title) + Element("link", AsUri(item.url));
  xml += fmt::format("<guid isPermaLink=\"{}\">{}</guid>\n", item.id == item.url ? "true" : "false",
                     EscapeXml(AsUri(item.id)));
  xml += Element("description", BodyHtml(item));
  for (const std::string& author : item.authors) {
    xml += Element("dc:creator", author);
  }
  xml += Element("dc:publisher", item.publisher) + Element("dc:language", item.language);
  for (const std::string& tag : item.tags) {
    xml += Element("category", tag);
  }
  xml += Element("pubDate", Rfc822(item.published ? item.published->at : item.updated));
  if (!item.external.empty()) {
    xml += fmt::format("<atom:link rel=\"related\" href=\"{}\"/>\n", EscapeXml(AsUri(item.external)));
  }
  return xml + SourceElements(item) + "</item>\n";
}

}  // namespace

std::string WriteRss(const Listing& listing) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n";
  xml += fmt::format("<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n", EscapeXml(listing.title),
                     EscapeXml(AsUri(listing.page)), EscapeXml(listing.description));
  xml += fmt::format("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n",
                     EscapeXml(AsUri(listing.self)));
  if (!listing.hub.empty()) {
    xml += fmt::format("<atom:link rel=\"hub\" href=\"{}\"/>\n", EscapeXml(AsUri(listing.hub)));
  }
  xml += Element("language", listing.language) + "<generator>Headwater</generator>\n";
  if (!listing.items.empty()) {
    xml += Element("lastBuildDate", Rfc822(UpdatedOf(listing)));
  }
  for (const Item& item : listing.items) {
    xml += ItemElement(item);
  }
  return xml + "</channel>\n</rss>\n";
}

}  // namespace headwater::out
