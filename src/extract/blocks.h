// A page as a row of blocks: the runs of text that a reader sees as paragraphs, headings, list entries.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web/html.h"

namespace headwater::extract {

enum class BlockKind : std::uint8_t { kText, kParagraph, kHeading, kListEntry, kQuote, kCell, kPre, kCaption };

struct Block {
  web::NodeIndex first = 0;    // its first text node
  web::NodeIndex element = 0;  // the innermost block element that holds it
  std::uint32_t begin = 0;     // in Blocks::text
  std::uint32_t end = 0;
  std::uint32_t link_bytes = 0;  // of its text, inside links
  std::uint32_t bold_bytes = 0;  // inside b, strong, em, i
  std::uint32_t sentences = 0;   // ends of sentences
  BlockKind kind = BlockKind::kText;
  bool in_list = false;
  bool in_quote = false;
  bool in_table = false;
};

struct Blocks {
  std::string text;  // of all blocks, white space collapsed
  std::vector<Block> all;
  bool reserved = false;  // some of the page was left out for its owner's data-nosnippet

  std::string_view TextOf(const Block& block) const {
    return std::string_view(text).substr(block.begin, block.end - block.begin);
  }
  // The run of blocks that stand in a subtree.
  std::pair<std::size_t, std::size_t> Within(web::NodeIndex begin, web::NodeIndex end) const;
};

// Leaves out what no reader sees: scripts, forms' fields, frames. Hidden elements, <noscript> and what its owner marked
// data-nosnippet are left out too, unless they are asked for.
Blocks CollectBlocks(const web::HtmlDocument& page, bool hidden_too = false);

}  // namespace headwater::extract
