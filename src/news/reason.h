// A reason: what a decision was taken on, in words and numbers, kept from the moment of deciding.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace headwater::news {

// One ground. A decision has few of them, the weightiest first; what spoke against it may be among them.
struct Reason {
  // The key of a measure, one of kMeasures.
  std::string what;
  // What was found, in the measure's unit; absent where the words are all that was looked at.
  std::optional<double> value = {};
  // What it was held against; absent where nothing was.
  std::optional<double> limit = {};
  // The evidence as it stands in the articles: the names shared, the line quoted. In their own language, at most a
  // line; parted by "; " where there are several.
  std::string words = {};
};

enum class Unit { kNone, kShare, kCount, kScore, kHours, kDays };
// How a value has to lie to its limit for the measure to speak for the decision.
enum class Sense { kAtLeast, kAtMost };

struct Measure {
  std::string_view key;
  Unit unit = Unit::kNone;
  Sense sense = Sense::kAtLeast;
};

// The fixed list. Pages have the words for each (`why_<key>` in the strings), so a new one needs a row there as well.
inline constexpr std::array kMeasures{
    // What two articles have in common: of copies and of stories.
    Measure{"shared-text", Unit::kShare},        // part of the text that stands in the other
    Measure{"longest-passage", Unit::kCount},    // words in a row; `words`: how it begins
    Measure{"aligned-sentences", Unit::kCount},  // sentences that say the same, in the same order
    Measure{"shared-order", Unit::kShare},       // of what is shared, the part that comes in the same order
    Measure{"shared-quotations", Unit::kCount},  // `words`: the first of them
    Measure{"shared-names", Unit::kCount},       // `words`: those that weigh most
    Measure{"shared-numbers", Unit::kCount},     // `words`: they
    Measure{"shared-places", Unit::kCount},      // `words`: they
    Measure{"shared-rare-words", Unit::kCount},  // `words`: they
    Measure{"shared-headline", Unit::kCount},    // words of the headlines; `words`: they
    Measure{"shared-links", Unit::kCount},       // `words`: the first address
    Measure{"similarity", Unit::kScore},         // of the words, weighed by how rare they are; 0 to 1
    Measure{"hours-apart", Unit::kHours, Sense::kAtMost}, Measure{"days-apart", Unit::kDays, Sense::kAtMost},
    Measure{"chance", Unit::kShare},       // that the learned decision gives it
    Measure{"score", Unit::kScore},        // the learned decision's sum, where it is no chance
    Measure{"copy-pair", Unit::kShare},    // a copy in the story; `words`: its headline; the part shared
    Measure{"second-look", Unit::kScore},  // joined or parted after more was known
    Measure{"differing-numbers", Unit::kCount, Sense::kAtMost},  // speaks against; `words`: they
    Measure{"differing-names", Unit::kCount, Sense::kAtMost},    // speaks against; `words`: they
    Measure{"furniture", Unit::kShare, Sense::kAtMost},  // of what is shared, the part that many pages of a site carry
    // Which of two is the earlier, and whom an article has it from.
    Measure{"earlier", Unit::kHours},                     // the other was published so much before
    Measure{"credits-other", Unit::kNone},                // `words`: the line that names it
    Measure{"fuller", Unit::kShare},                      // the other has what this one left out
    Measure{"declared", Unit::kNone},                     // the page says so; `words`: what it says
    Measure{"credit-line", Unit::kNone},                  // `words`
    Measure{"cited", Unit::kCount},                       // how often the text cites it; `words`: the first time
    Measure{"cited-by-copies", Unit::kCount},             // copies of this article that name it
    Measure{"links-to", Unit::kCount},                    // `words`: the address
    Measure{"own-reporting", Unit::kCount},               // marks of first-hand work; `words`: the first
    Measure{"no-earlier", Unit::kCount, Sense::kAtMost},  // earlier articles with its text or matter in the window
    Measure{"only-trail", Unit::kCount, Sense::kAtMost},  // other trails that the article gives
    Measure{"unnamed", Unit::kNone},                      // the trail ends with someone unnamed; `words`
    Measure{"no-trail", Unit::kNone},                     // nothing in the article tells
    // Who is one person, organisation or place.
    Measure{"same-form", Unit::kCount},         // `words`: the form
    Measure{"spelling", Unit::kScore},          // how alike two spellings are, 0 to 1; `words`: both
    Measure{"full-form-beside", Unit::kCount},  // articles where the short form stands with the full one
    Measure{"shared-role", Unit::kCount},       // `words`: the office or work
    Measure{"known", Unit::kNone},              // the tables hold it so; `words`: the entry
    // A person settled it, for ever.
    Measure{"settled", Unit::kNone},  // `words`: what was settled
};

// The measure of a key; nothing for one that is not in the list.
constexpr std::optional<Measure> MeasureOf(std::string_view key) {
  for (const Measure& measure : kMeasures) {
    if (measure.key == key) {
      return measure;
    }
  }
  return std::nullopt;
}

// Whether it speaks for the decision, as far as its numbers say: true where there is nothing to hold it against.
constexpr bool SpeaksFor(const Reason& reason) {
  if (!reason.value || !reason.limit) {
    return true;
  }
  const auto measure = MeasureOf(reason.what);
  const bool at_most = measure && measure->sense == Sense::kAtMost;
  return at_most ? *reason.value <= *reason.limit : *reason.value >= *reason.limit;
}

}  // namespace headwater::news
