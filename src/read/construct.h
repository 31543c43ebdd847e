// A feed's texts: what an element means (plain text, escaped HTML, XHTML, base64) as HTML that is safe to show.
#pragma once

#include <string>
#include <string_view>

#include "web/xml.h"

namespace headwater::read {

// What an element's text means where no `type` says so.
enum class Untyped {
  kPlain,         // Atom
  kHtml,          // RSS descriptions
  kHtmlIfSoLike,  // RSS titles: HTML where it closes a tag or refers to an entity
};

// The element as safe HTML, its relative addresses resolved against `base`.
std::string SafeConstruct(const web::XmlTree& tree, web::XmlTree::Id element, Untyped untyped, std::string_view base);

// A text that is HTML, or plain, as the caller knows.
std::string SafeFromHtml(std::string_view html, std::string_view base);
std::string SafeFromPlain(std::string_view text);

// The control characters U+0080 to U+009F, which no text means, as the letters and quotes that Windows-1252 has there.
std::string MendControls(std::string text);

// The element's text without markup, runs of white space made one blank.
std::string PlainConstruct(const web::XmlTree& tree, web::XmlTree::Id element);

// The address that relative ones within the element mean: xml:base of it and those around it, then `address`.
std::string BaseOf(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view address);

// Relative to `base` where it is not absolute; an absolute one as it stands. Empty where it is no web address.
std::string AddressFrom(std::string_view written, std::string_view base);

}  // namespace headwater::read
