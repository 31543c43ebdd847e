// An article's prose with what was found in it marked: citations, quotations, names, copied passages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"
#include "news/copy.h"

namespace headwater::serve {

enum class Layer { kCopied, kStatement, kCitation, kName, kAltered };

// A stretch of the text that is to be marked. Stretches may overlap in any way.
struct Stretch {
  news::Span span;
  Layer layer = Layer::kName;
  std::string note;  // shown when pointed at
  std::string link;  // address from the page, may be empty; of several the innermost layer's holds
};

struct MarkingLimits {
  std::size_t max_stretches = 20'000;
};

// The stretches of an article's annotations (those in marks left out) and of its copies, whose other article is called
// by `name_of`. Addresses start at `root`.
std::vector<Stretch> StretchesOf(const news::Annotations& annotations, std::string_view root);
void AddPassages(const news::ArticleId& article, const news::Copy& copy, std::string_view other_name,
                 std::string_view other_address, std::vector<Stretch>& stretches);

// Safe markup: paragraphs with `dir="auto"`, every segment between two ends in one element with the classes of all its
// layers. `anchors` are code points where evidence begins: there stands an element with the id `at-N`. Spans that lie
// outside the text, or are empty, are passed over; linear in text and stretches, but for sorting.
// Parts become headings, lists, quotations and tables (cells are parted by tabs); parts that overlap are passed over.
std::string MarkProse(std::string_view text, std::vector<Stretch> stretches, std::vector<std::uint32_t> anchors,
                      const std::vector<news::Part>& parts = {}, const MarkingLimits& limits = {});

}  // namespace headwater::serve
