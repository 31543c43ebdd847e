// Lists as Atom.
#include <fmt/format.h>

#include "out/formats.h"
#include "out/markup.h"

namespace headwater::out {
namespace {

std::string Link(std::string_view rel, std::string_view address, std::string_view title = {},
                 std::string_view type = {}) {
  std::string xml = fmt::format("<link rel=\"{}\" href=\"{}\"", rel, EscapeXml(AsUri(address)));
  if (!type.empty()) {
    xml += fmt::format(" type=\"{}\"", type);
  }
  if (!title.empty()) {
    xml += fmt::format(" title=\"{}\"", EscapeXml(title));
  }
  return xml + "/>\n";
}

std::string Person(std::string_view element, std::string_view name) {
  return fmt::format("<{0}><name>{1}</name></{0}>\n", element, EscapeXml(name));
}

std::string Entry(const Item& item) {
  std::string xml = item.language.empty() ? std::string("<entry>\n")
                                          : fmt::format("<entry xml:lang=\"{}\">\n", EscapeXml(item.language));
  xml += Element("id", AsUri(item.id));
  xml += fmt::format("<title type=\"text\">{}</title>\n", EscapeXml(item.title));
  xml += Element("updated", Rfc3339(item.updated));
  if (item.published) {
    xml += Element("published", Rfc3339(*item.published));
  }
  xml += Link("alternate", item.url, {}, "text/html");
  if (!item.external.empty()) {
    xml += Link("related", item.external, item.publisher);
  }
  for (const Source& source : item.sources) {
    if (!source.url.empty()) {
      xml += Link("via", source.url, source.name);
    }
  }
  for (const std::string& author : item.authors) {
    xml += Person("author", author);
  }
  if (item.authors.empty() && !item.publisher.empty()) {
    xml += Person("author", item.publisher);
  }
  for (const std::string& tag : item.tags) {
    xml += fmt::format("<category term=\"{}\"/>\n", EscapeXml(tag));
  }
  if (!item.summary.empty()) {
    xml += fmt::format("<summary type=\"text\">{}</summary>\n", EscapeXml(item.summary));
  }
  return xml + fmt::format("<content type=\"html\">{}</content>\n</entry>\n", EscapeXml(BodyHtml(item)));
}

}  // namespace

std::string WriteAtom(const Listing& listing) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"";
  if (!listing.language.empty()) {
    xml += fmt::format(" xml:lang=\"{}\"", EscapeXml(listing.language));
  }
  xml += ">\n" + Element("id", AsUri(listing.page));
  xml += fmt::format("<title type=\"text\">{}</title>\n", EscapeXml(listing.title));
  xml += Element("subtitle", listing.description) + Element("updated", Rfc3339(UpdatedOf(listing)));
  xml += Person("author", listing.house) + "<generator>Headwater</generator>\n";
  xml += Link("self", listing.self, {}, "application/atom+xml") + Link("alternate", listing.page, {}, "text/html");
  if (!listing.hub.empty()) {
    xml += Link("hub", listing.hub);
  }
  if (!listing.icon.empty()) {
    xml += Element("icon", AsUri(listing.icon));
  }
  for (const Item& item : listing.items) {
    xml += Entry(item);
  }
  return xml + "</feed>\n";
}

}  // namespace headwater::out
