// Items as the Google Reader API writes them: as JSON, and as entries of an Atom feed.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "reader/catalogue.h"
#include "reader/reader.h"

namespace headwater::reader {

// Items of a stream, as far as they were asked for.
struct Listing {
  std::string id;  // the stream's, as it was asked for
  std::string title;
  std::vector<store::ItemView> views;
  std::string continuation;  // empty at the end
};

boost::json::object ContentsOf(const Call& call, const Catalogue& catalogue, const Listing& listing);
// RFC 4287, with states and labels as categories of Google's scheme.
std::string AtomOf(const Call& call, const Catalogue& catalogue, const Listing& listing);

}  // namespace headwater::reader
