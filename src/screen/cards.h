// Cards that several screens show: stories, articles, statements.
#pragma once

#include <string_view>

#include "screen/visit.h"
#include "store/views.h"
#include "text/utf8.h"

namespace headwater::screen {

// Code points beyond which a headline is set smaller.
inline constexpr std::size_t kLongHeadline = 80;

Card StoryCard(const Visit& visit, const store::StoryLine& line);
Card ArticleCard(const Visit& visit, const store::ArticleLine& line);
// One card for each statement, in their order, with where it stands; the same words are one.
std::vector<Card> StatementCards(const Visit& visit, const std::vector<store::StatementLine>& lines);

// One statement, with where it appeared first and where else it stands.
Card ToldCard(const Visit& visit, const store::StatementLine& line);
// The same by the day on which each appeared first, in their order: groups of `day_html` and `statements`.
std::vector<Card> ToldByDay(const Visit& visit, const std::vector<store::StatementLine>& lines);
// Where a statement of an article stands besides: `first` where it came first, or `is_first`, and `also`.
void PutPlaces(Card& card, const Visit& visit, const std::vector<store::StatementPlace>& places,
               const news::ArticleId& here, int articles);
// What a statement says of itself: speaker, role, type, hearer, occasion, when.
Card SaidCard(const Visit& visit, const news::Statement& statement, std::string_view content);

// Puts the first of them as `statements`, the others as `more_statements`.
void PutStatements(Card& card, std::vector<Card> statements, std::size_t first);

// True where the words stand in this text at their place: evidence may come from another article of the chain.
bool StandsIn(const text::CodePointIndex& prose, const news::Evidence& evidence);

// The evidence of a hop or of an origin: at most three passages, with a link to where each stands in the prose shown.
std::vector<Card> EvidenceCards(const std::vector<news::Evidence>& evidence, const text::CodePointIndex& prose);

// How a hop leads on, in words.
std::string HowWords(news::HopHow how);

}  // namespace headwater::screen
