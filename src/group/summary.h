// What a story is called and how it is summed up, in the words of its least derived articles.
#pragma once

#include <cstdint>
#include <string>

#include "news/article.h"

namespace headwater::group {

// What is kept of an article for the summary of its story: the headline, and after a line feed the first sentences of
// the prose, as they stand.
std::string MakeAbstract(const news::Article& article);

// How much of its own an article seems to bring, from its words alone: more where it says that somebody spoke to it or
// that it reports from a place, less where it credits others or tells what they reported.
std::int8_t OwnReporting(const news::Article& article);

}  // namespace headwater::group
