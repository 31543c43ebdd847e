// Cards that several screens show: stories, articles, statements.
#pragma once

#include <string_view>

#include "serve/visit.h"
#include "store/views.h"

namespace headwater::serve {

Card StoryCard(const Visit& visit, const store::StoryLine& line);
Card ArticleCard(const Visit& visit, const store::ArticleLine& line);
// One card for each statement; the same words of the same speaker in several articles are one, with all of them.
std::vector<Card> StatementCards(const Visit& visit, const std::vector<store::StatementLine>& lines, std::size_t most);

// The evidence of a hop or of an origin in words: what stands in the text, at most three passages. An address leads to
// the passage where it stands in the prose of `page`; without one (another article's page) it is left out.
std::vector<Card> EvidenceCards(const std::vector<news::Evidence>& evidence, std::string_view page);

// How a hop leads on, in words.
std::string HowWords(news::HopHow how);

}  // namespace headwater::serve
