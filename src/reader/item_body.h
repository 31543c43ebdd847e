// What an app shows of an item: safe HTML of an article with where its news is from, or of a story with its sources.
#pragma once

#include <chrono>
#include <string>

#include "store/reading.h"

namespace headwater::reader {

// An article's prose as it was extracted, its pictures and parts, a line that leads to its primary source and one to
// its story in the house. Where its owner reserves the words, what may be shown. `outside` as in Call. A story's
// summary, its primary sources, and who has it from whom.
std::string BodyOf(const store::ItemView& view, const std::string& outside, std::chrono::sys_seconds now);

// Plain text.
std::string TitleOf(const store::ItemView& view);
std::string AuthorOf(const store::ItemView& view);
// Where it stands: an article's own address, a story's page in the house.
std::string AddressOf(const store::ItemView& view, const std::string& outside);
// When it was published, as far as it is known, else when it came.
std::chrono::sys_seconds PublishedOf(const store::ItemView& view);

}  // namespace headwater::reader
