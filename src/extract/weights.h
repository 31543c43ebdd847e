// What a block is worth by its looks alone: so much prose, so much furniture.
#pragma once

#include <cstddef>

#include "extract/blocks.h"
#include "web/html.h"

namespace headwater::extract {

// The part of the block's text that stands in links, 0 to 1.
double Density(const Block& block);

// Sentences outside links, long enough for a paragraph of an article.
bool IsProse(const Block& block);

// Bytes of prose, less in lists and tables; 0 where the block is none.
double GoodOf(const Block& block);

// Bytes of furniture; 0 where the block is prose.
double JunkOf(const Block& block);

// A short text that shares its small box with a picture and is no paragraph: a caption without any mark of one.
bool StandsByPicture(const web::HtmlDocument& page, const Blocks& blocks, std::size_t index);

}  // namespace headwater::extract
