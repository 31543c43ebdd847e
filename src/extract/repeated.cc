// Climbs from each mark and counts at whose children it arrives.
#include "extract/repeated.h"

#include <algorithm>
#include <unordered_map>

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::kNoNode;
using web::NodeIndex;

constexpr int kLevels = 10;
constexpr std::size_t kEmptyBytes = 60;  // of a child beyond its mark that hardly is a report

struct Counted {
  std::size_t children = 0;
  NodeIndex last = kNoNode;
};

std::size_t BytesIn(const Blocks& blocks, NodeIndex begin, NodeIndex end) {
  const auto [first, last] = blocks.Within(begin, end);
  return first == last ? 0 : blocks.all[last - 1].end - blocks.all[first].begin;
}

}  // namespace

std::vector<Entry> RepeatedAround(const HtmlDocument& page, const Blocks& blocks, const std::vector<NodeIndex>& marks,
                                  std::size_t least) {
  std::unordered_map<NodeIndex, Counted> counted;
  NodeIndex list = kNoNode;
  std::size_t most = 0;
  for (const NodeIndex mark : marks) {
    NodeIndex child = mark;
    for (int level = 0; level < kLevels && child != 0 && page[child].parent != kNoNode; ++level) {
      const NodeIndex parent = page[child].parent;
      Counted& count = counted[parent];
      if (count.last != child) {
        count.last = child;
        ++count.children;
      }
      if (count.children > most) {
        most = count.children;
        list = parent;
      }
      child = parent;
    }
  }
  std::vector<Entry> entries;
  if (list == kNoNode || most < least) {
    return entries;
  }
  for (std::size_t i = 0; i < marks.size(); ++i) {
    NodeIndex child = marks[i];
    while (child != 0 && child != kNoNode && page[child].parent != list) {
      child = page[child].parent;
    }
    if (child != 0 && child != kNoNode && (entries.empty() || entries.back().begin != child)) {
      entries.push_back({child, page[child].end, i});
    }
  }
  std::size_t slight = 0;
  for (const Entry& entry : entries) {
    slight += BytesIn(blocks, entry.begin, entry.end) < kEmptyBytes ? 1 : 0;
  }
  // Headings and paragraphs side by side: what follows a heading is its own.
  if (slight * 2 > entries.size()) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      entries[i].end = i + 1 < entries.size() ? entries[i + 1].begin : page[list].end;
    }
  }
  return entries;
}

}  // namespace headwater::extract
