// Questions about sources, as addresses of pages and of the API ask them.
#pragma once

#include "screen/visit.h"
#include "store/tallies.h"

namespace headwater::screen {

// `?how=&month=&year=&language=&cites=`; the source is the segment.
store::SourceQuestion SourceQuestionOf(const Visit& visit, std::size_t segment, std::size_t limit, std::size_t offset);

// `?credited=yes|no&after=`
store::MirrorQuestion MirrorQuestionOf(const Visit& visit, std::size_t segment);

}  // namespace headwater::screen
