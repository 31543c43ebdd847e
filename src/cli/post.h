// What goes out to people, wired: the words are the screens', the server is the settings'.
#pragma once

#include "cli/open.h"
#include "pipeline/post.h"

namespace headwater::cli {

// The collection must outlive it.
pipeline::Post PostOf(const Collection& collection);

}  // namespace headwater::cli
