// The page of a bundle that a person reads: who published what, whom each has it from, who said what.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "news/story.h"

namespace headwater::form {

struct EvidenceHop {
  std::string words;     // `Reuters (credit)`
  std::string evidence;  // the passage that says so; empty where it may not be passed on
};

struct EvidenceArticle {
  std::string headline;
  std::string publisher;
  std::string url;
  std::string published;
  std::vector<EvidenceHop> chain;
  std::string origin;
};

struct EvidenceStatement {
  std::string speaker;
  std::string words;
  std::string publisher;
  std::string published;
};

struct EvidencePage {
  std::string title;
  std::string made;
  std::optional<news::Independence> independent;
  int articles_all = 0;
  std::size_t held_back = 0;
  std::vector<EvidenceArticle> articles;
  std::vector<EvidenceStatement> statements;
};

// HTML that stands by itself: no script, nothing from elsewhere.
std::string WriteEvidencePage(const EvidencePage& page);

}  // namespace headwater::form
