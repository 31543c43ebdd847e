// The article's own prose within a page: found by where its paragraphs gather, cleaned of what stands among them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/cues.h"
#include "web/html.h"

namespace headwater::extract {

// What is known of the article before its prose is looked for; all may be empty.
struct ProseHints {
  std::string_view headline;
  std::string_view description;          // as the page's metadata give it
  std::string_view article_body;         // JSON-LD's articleBody: a second opinion
  std::span<const std::string> authors;  // who is told about below the text
};

struct Prose {
  std::vector<std::size_t> blocks;  // that are prose, in order
  std::vector<std::size_t> marks;   // dropped from among them, but worth keeping as evidence
  web::NodeIndex container = web::kNoNode;
  std::string text;  // paragraphs parted by one blank line
};

// Empty where the page holds no article.
Prose FindProse(const web::HtmlDocument& page, const Blocks& blocks, CueReader& cues, const ProseHints& hints);

}  // namespace headwater::extract
