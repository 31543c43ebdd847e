// Weighs blocks by length, links and ends of sentences.
#include "extract/weights.h"

#include <algorithm>

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::kNoNode;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kGoodBytes = 80;      // of text outside links that make a block prose by itself
constexpr std::size_t kGoodParagraph = 40;  // the same in a <p>
constexpr std::size_t kCaption = 400;       // bytes of a caption at most
constexpr std::size_t kBoxNodes = 60;       // of a box around a picture and its caption at most
constexpr int kBoxSteps = 4;

}  // namespace

double Density(const Block& block) {
  return static_cast<double>(block.link_bytes) / static_cast<double>(std::max(1U, block.end - block.begin));
}

bool IsProse(const Block& block) {
  const std::size_t size = block.end - block.begin;
  const std::size_t plain = size - block.link_bytes;
  if (block.kind == BlockKind::kHeading || block.kind == BlockKind::kCaption || Density(block) > 0.5) {
    return false;
  }
  const bool paragraph = block.kind == BlockKind::kParagraph;
  return block.sentences > 0 ? plain >= (paragraph ? kGoodParagraph : kGoodBytes) : plain >= 2 * kGoodBytes;
}

double GoodOf(const Block& block) {
  if (!IsProse(block)) {
    return 0;
  }
  const auto plain = static_cast<double>(std::min<std::size_t>(block.end - block.begin - block.link_bytes, 1500));
  if (block.in_table && block.kind != BlockKind::kParagraph) {
    return plain * 0.6;
  }
  if (block.in_list) {
    return plain * 0.7;
  }
  return block.kind == BlockKind::kParagraph ? plain : plain * 0.9;
}

double JunkOf(const Block& block) {
  if (IsProse(block)) {
    return 0;
  }
  const double links = static_cast<double>(std::min<std::size_t>(block.link_bytes, 160));
  if (block.kind == BlockKind::kHeading) {
    return links * 0.7;
  }
  // A short line without a link may be anything: an entry of a list, a name, a verse. A short paragraph that links a
  // word or two is no menu.
  if (links == 0) {
    return 1;
  }
  return block.kind == BlockKind::kParagraph && Density(block) <= 0.5 ? links * 0.3 : links + 6;
}

bool StandsByPicture(const HtmlDocument& page, const Blocks& blocks, std::size_t index) {
  const Block& block = blocks.all[index];
  if (block.kind != BlockKind::kText || block.end - block.begin > kCaption) {
    return false;
  }
  NodeIndex box = block.element;
  for (int steps = 0; steps < kBoxSteps && box != kNoNode && box != 0; ++steps, box = page[box].parent) {
    const NodeIndex end = page[box].end;
    const auto [first, last] = blocks.Within(box, end);
    if (last - first > 2 || end - box > kBoxNodes) {
      return false;
    }
    for (NodeIndex at = box + 1; at < end; ++at) {
      if (page[at].tag == Tag::kImg || page[at].tag == Tag::kPicture) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace headwater::extract
