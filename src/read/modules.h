// The vocabularies that feeds are written in, by namespace.
#pragma once

#include <string_view>

#include "web/xml.h"

namespace headwater::read {

// RSS and Atom of all versions are one vocabulary here: their elements differ in name or in form.
enum class Module {
  kCore,
  kDublinCore,
  kDcTerms,
  kContent,
  kMedia,
  kItunes,
  kXhtml,
  kFeedburner,
  kRdf,
  kSitemap,
  kSitemapNews,
  kSyndication,
  kOther,
};

// By the namespace's address (case, a trailing mark and http or https aside), or by the prefix where it is not
// declared.
Module ModuleOf(const web::XmlNode& element);

}  // namespace headwater::read
