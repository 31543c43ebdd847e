// What leads out of the house: citations, and what its users say to each other.
#pragma once

#include <string>

#include "screen/visit.h"

namespace headwater::screen {

// What is cited: an article, or one statement in it.
struct Cited {
  std::string key;  // of an entry in a list of literature
  std::string title;
  std::vector<std::string> authors;
  std::string publisher;
  std::string language;
  std::string url;       // where it was published
  std::string archived;  // here; empty where it is not known how this house is reached
  std::optional<Moment> published;
  std::chrono::sys_seconds accessed{};
  std::string quotation;  // of a statement: its words
  std::string speaker;
};

// CSL JSON (an array of one), BibTeX, RIS, and one line for people. Values are escaped as each format asks.
std::string CiteAsCsl(const Cited& cited);
std::string CiteAsBibtex(const Cited& cited);
std::string CiteAsRis(const Cited& cited);
std::string CiteInWords(const Cited& cited);

// A bookmark that has what is looked at elsewhere checked here: the words that are selected, else the page's address.
std::string BookmarkletOf(const Visit& visit);

// The remarks about a story, `remark_count` and `remark_href`.
void PutRemarks(Card& card, const Visit& visit, const news::StoryId& story);

}  // namespace headwater::screen
