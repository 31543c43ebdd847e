// Walks the prose's blocks and asks what they stand in.
#include "extract/parts.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "text/utf8.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::kNoNode;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kRowsLeast = 2;      // that have cells side by side, in a table of data
constexpr std::size_t kCellLongest = 600;  // bytes on average; longer ones lay out the page
constexpr std::size_t kBoldHeading = 90;   // bytes of a paragraph in bold that heads others

struct Placed {
  std::size_t block = 0;
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
};

// What a block belongs to: the element, and what it makes of the block.
struct Home {
  NodeIndex element = kNoNode;
  news::PartKind kind = news::PartKind::kList;
};

class Finder {
 public:
  Finder(const HtmlDocument& page, const Blocks& blocks, const Prose& prose, std::string_view text)
      : page_(page), blocks_(blocks), prose_(prose), text_(text) {}

  std::vector<news::Part> Find() {
    Place();
    std::vector<news::Part> parts;
    const text::CodePointIndex index(text_);
    for (std::size_t i = 0; i < placed_.size();) {
      std::size_t last = i;
      const std::optional<Home> home = HomeOf(i);
      while (home && home->element != kNoNode && last + 1 < placed_.size() &&
             HoldsBlock(home->element, placed_[last + 1].block)) {
        ++last;
      }
      if (home) {
        parts.push_back({{index.CodePointAt(placed_[i].begin), index.CodePointAt(placed_[last].end)}, home->kind});
      }
      i = last + 1;
    }
    return parts;
  }

 private:
  // Where the blocks stand in the text; what was left out of it as a repetition is passed over.
  void Place() {
    std::size_t at = 0;
    for (const std::size_t block : prose_.blocks) {
      const std::string_view words = blocks_.TextOf(blocks_.all[block]);
      if (at < text_.size() && text_.substr(at).starts_with(words)) {
        placed_.push_back({block, at, at + words.size()});
        at += words.size() + 2;
      }
    }
  }

  bool HoldsBlock(NodeIndex element, std::size_t block) const {
    const NodeIndex first = blocks_.all[block].first;
    return first > element && first < page_[element].end;
  }

  // The outermost list, quotation or table around the block that does not hold the whole prose.
  std::optional<Home> HomeOf(std::size_t at) {
    const Block& block = blocks_.all[placed_[at].block];
    if (block.kind == BlockKind::kHeading || HeadsInBold(at)) {
      return Home{kNoNode, news::PartKind::kHeading};
    }
    if (!block.in_list && !block.in_quote && !block.in_table) {
      return std::nullopt;
    }
    std::optional<Home> home;
    for (NodeIndex up = block.element; up != kNoNode && up != 0 && !IsFrame(up); up = page_[up].parent) {
      if (const auto kind = KindOf(up)) {
        home = Home{up, *kind};
      }
    }
    return home;
  }

  // All that is around the container is around everything.
  bool IsFrame(NodeIndex at) const {
    return prose_.container != kNoNode && at <= prose_.container && page_[at].end >= page_[prose_.container].end;
  }

  std::optional<news::PartKind> KindOf(NodeIndex at) {
    switch (page_[at].tag) {
      case Tag::kUl:
      case Tag::kOl:
      case Tag::kDl:
        return news::PartKind::kList;
      case Tag::kBlockquote:
        return news::PartKind::kQuotation;
      case Tag::kTable:
        return IsData(at) ? std::optional(news::PartKind::kTable) : std::nullopt;
      default:
        return std::nullopt;
    }
  }

  // Rows of several short cells each. Tables within tables lay out the page.
  bool IsData(NodeIndex table) {
    const auto known = is_data_.find(table);
    if (known != is_data_.end()) {
      return known->second;
    }
    std::size_t rows = 0;
    std::size_t cells = 0;
    std::size_t bytes = 0;
    std::size_t in_row = 0;
    bool nested = false;
    for (NodeIndex at = table + 1; at < page_[table].end && !nested; ++at) {
      const Tag tag = page_[at].tag;
      nested = nested || tag == Tag::kTable;
      if (tag == Tag::kTr) {
        rows += in_row >= 2 ? 1 : 0;
        in_row = 0;
      } else if (tag == Tag::kTd || tag == Tag::kTh) {
        ++in_row;
        ++cells;
      } else if (tag == Tag::kText) {
        bytes += page_[at].text.size();
      }
    }
    rows += in_row >= 2 ? 1 : 0;
    const bool data = !nested && rows >= kRowsLeast && bytes <= cells * kCellLongest;
    is_data_.emplace(table, data);
    return data;
  }

  // A short line all in bold between paragraphs is a heading, whatever its element.
  bool HeadsInBold(std::size_t at) const {
    const Block& block = blocks_.all[placed_[at].block];
    const std::size_t size = block.end - block.begin;
    if (at == 0 || at + 1 == placed_.size() || block.in_list || block.in_quote || block.in_table ||
        size > kBoldHeading || block.bold_bytes + 1 < size || block.sentences > 0 || block.link_bytes > 0) {
      return false;
    }
    const Block& next = blocks_.all[placed_[at + 1].block];
    const Block& before = blocks_.all[placed_[at - 1].block];
    return next.end - next.begin > size && next.bold_bytes == 0 && before.bold_bytes + 1 < before.end - before.begin &&
           blocks_.TextOf(block).back() != ':';
  }

  const HtmlDocument& page_;
  const Blocks& blocks_;
  const Prose& prose_;
  std::string_view text_;
  std::vector<Placed> placed_;
  std::unordered_map<NodeIndex, bool> is_data_;
};

}  // namespace

std::vector<news::Part> PartsOf(const HtmlDocument& page, const Blocks& blocks, const Prose& prose,
                                std::string_view text) {
  return Finder(page, blocks, prose, text).Find();
}

}  // namespace headwater::extract
