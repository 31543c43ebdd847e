// An article's prose with what was found in it marked: statements with speaker and cue, citations, names, places,
// times, copied passages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"
#include "news/copy.h"

namespace headwater::screen {

enum class Layer { kCopied, kStatement, kSpeaker, kCue, kCitation, kName, kPlace, kTime, kAltered };

// A stretch of the text that is to be marked. Stretches may overlap in any way.
struct Stretch {
  news::Span span;
  Layer layer = Layer::kName;
  std::string note;           // shown when pointed at
  std::string link;           // address from the page, may be empty; of several the innermost layer's holds
  std::size_t statement = 0;  // the number of the statement it belongs to, from 1; 0: none
};

// Where something stands between the words.
struct Inset {
  std::uint32_t at = 0;  // in code points
  std::string html;      // safe markup
  bool after = false;    // belongs to the words before it: at a paragraph's end it stands within
};

// `at-N` where evidence begins, N in code points: what the chain leads to.
Inset AnchorAt(std::uint32_t at);
// A statement's number, which leads to what is known of it, `said-N`; it is led back to as `ref-N`.
Inset ReferenceTo(std::uint32_t at, std::size_t number, std::string_view label);

struct MarkingLimits {
  std::size_t max_stretches = 20'000;
};

// The stretches of an article's annotations, those in marks left out. Addresses start at `root`.
std::vector<Stretch> StretchesOf(const news::Annotations& annotations, std::string_view root);
// A reference for each statement that stands in the text, at its content's end. Numbers count all statements from 1.
std::vector<Inset> ReferencesOf(const news::Annotations& annotations);
// The stretches of a copy's passages; its other article is called `other_name`.
void AddPassages(const news::ArticleId& article, const news::Copy& copy, std::string_view other_name,
                 std::string_view other_address, std::vector<Stretch>& stretches);

// Safe markup: paragraphs with `dir="auto"`, every segment between two ends in one element with the classes of all its
// layers. Spans that lie outside the text, or are empty, are passed over; linear in text and stretches, but for
// sorting. Parts become headings, lists, quotations and tables (cells are parted by tabs); parts that overlap are
// passed over.
std::string MarkProse(std::string_view text, std::vector<Stretch> stretches, std::vector<Inset> insets,
                      const std::vector<news::Part>& parts = {}, const MarkingLimits& limits = {});

}  // namespace headwater::screen
