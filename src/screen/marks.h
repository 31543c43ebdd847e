// Marks: what the person who asks has read, starred, put off, noted and tagged, with the buttons that change it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "screen/visit.h"

namespace headwater::screen {

// Puts `marks`, the buttons, on each card, in the order of the ids, and what holds as flags (`is_read`); nothing where
// the house has no state of an item. They belong to the form of `marks_form`, which the page must have (ShowMarked).
void PutMarks(std::vector<Card>& cards, const Visit& visit, std::span<const news::StoryId> stories);
void PutMarks(std::vector<Card>& cards, const Visit& visit, std::span<const news::ArticleId> articles);

// The same for the page of one story or article, with its note and tags.
void PutPageMarks(Card& card, const Visit& visit, const news::StoryId& story);
void PutPageMarks(Card& card, const Visit& visit, const news::ArticleId& article);

// Where a form that was taken leads back to: `back` of its fields, where that is a page of ours; from the root.
std::string BackOf(const http::Fields& form);

// A page with marks in it.
http::Reply ShowMarked(const Visit& visit, std::string_view name, std::string_view title, Card card);

}  // namespace headwater::screen
