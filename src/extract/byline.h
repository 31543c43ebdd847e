// Bylines: who wrote an article, each person by name, and which agency it was taken from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headwater::extract {

struct Byline {
  std::vector<std::string> persons;
  std::vector<std::string> organisations;  // agencies and outlets, by their name in the tables where they know it
};

// Takes a byline apart: "By Ann Lee and Bo Ek, Staff Writers, Reuters". No "By", no job titles, no addresses; what is
// neither a person's name nor a known source is left out. `publisher` is the site's own name, which is no author.
Byline ReadByline(std::string_view line, std::string_view publisher);

// "By Ann Lee", "Von Ann Lee", "Autor: Ann Lee".
bool BeginsAsByline(std::string_view line);

}  // namespace headwater::extract
