// Findings in words, for a terminal.
#pragma once

#include <optional>
#include <string>

#include "base/moment.h"
#include "news/article.h"
#include "news/origin.h"
#include "news/revision.h"
#include "news/story.h"

namespace headwater::cli {

// "23 articles, 2 independent sources"; "at least 2, at most 9 independent sources; 7 articles untraced".
std::string IndependenceSentence(std::size_t articles, const std::optional<news::Independence>& independent);

// "Vellmar Post < Orrin Wire (credit) < Ada Holm (told)"
// "changed by 2031-02-03 09:30: numbers, wording"
std::string RevisionSentence(const news::Revision& revision);

std::string ChainSentence(const news::Origin& origin);

// "2031-02-03 08:00", a day, "between … and …", or "undated".
std::string WhenSentence(const std::optional<Moment>& published, const std::optional<news::PublishedBetween>& between);

}  // namespace headwater::cli
