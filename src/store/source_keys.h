// The keys under which one source stands in the rows: each spelling and domain that the tables know, and its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "news/source.h"
#include "store/port.h"

namespace headwater::store {

// By a name in any spelling, or by a domain; null where the tables know none.
const news::Source* KnownSource(std::string_view name);

// All keys that the name, and what the tables know to be the same, may stand under; its own first. Empty for no name.
std::vector<std::string> SourceKeys(std::string_view name);

// Those of them under which anything is published or cited here, most articles first. A domain that no table knows is
// looked for among the addresses of articles.
std::vector<std::string> KeysHere(Session& session, std::string_view name);

// What the source is called: as the tables have it, else as its articles or those that cite it do; empty where it is
// unknown here.
std::string SourceName(Session& session, std::string_view name, const std::vector<std::string>& keys);

}  // namespace headwater::store
