// What is counted over many articles, as JSON for programs: the same from the API and from the commands.
#pragma once

#include <string>
#include <string_view>

#include "store/primary.h"
#include "store/tallies.h"

namespace headwater::store {

// Each is one object on one line.
std::string WriteProfile(const SourceProfile& profile);
std::string WriteArticleLine(const ArticleLine& line);
std::string WriteFollowed(const FollowedStory& story);
std::string WriteEnd(const EndLine& end);
std::string WriteMirrorLine(const MirrorLine& line);
std::string WriteCorrection(const Correction& correction);
// A story with what its line says beyond it: `sentence` is put in as it is.
std::string WriteSingleOrigin(const StoryLine& line);

// A mirror as a table (RFC 4180): the names of its columns, and one line of it.
std::string_view MirrorColumns();
std::string WriteMirrorRow(const MirrorLine& line, const PrimarySources& sources);

}  // namespace headwater::store
