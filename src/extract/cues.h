// Cues: what the words in an element's class and id tell about what it holds.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "web/html.h"

namespace headwater::extract {

// Bits; an element may have several.
enum Cue : std::uint32_t {
  kCueNone = 0,
  kCueDrop = 1U << 0U,        // furniture wherever it stands: comments, teasers, share lines, advertisements
  kCueBody = 1U << 1U,        // the article's body
  kCueStandfirst = 1U << 2U,  // the lines under the headline
  kCueByline = 1U << 3U,
  kCueDate = 1U << 4U,
  kCueCaption = 1U << 5U,
  kCueHeadline = 1U << 6U,
  kCuePaywall = 1U << 7U,
  kCueKeep = 1U << 8U,     // outweighs a drop on the same element
  kCueTeaser = 1U << 10U,  // a lead or a teaser of something else: whether it is a link tells
  kCueCut = 1U << 9U,      // furniture however much prose it holds: cookie walls, comments, log-in boxes
};

// Reads cues off elements of one page; remembers what it read, for classes repeat. Words are found in the table
// `extract_cues`, one or two in a row.
class CueReader {
 public:
  explicit CueReader(const web::HtmlDocument& page) : page_(page) {}

  std::uint32_t Of(web::NodeIndex node);

  // Whether it stands among comments, in a form, or in the page's footer.
  bool StandsAside(web::NodeIndex node);

 private:
  std::uint32_t OfWords(std::string_view words);

  const web::HtmlDocument& page_;
  std::unordered_map<std::string_view, std::uint32_t> seen_;
};

}  // namespace headwater::extract
