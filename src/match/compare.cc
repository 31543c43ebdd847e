// Judging pairs by what they share, furniture taken off.
#include "match/compare.h"

#include <algorithm>
#include <utility>

#include "match/altered.h"
#include "match/furniture.h"
#include "match/reasons.h"
#include "match/verdict.h"

namespace headwater::match {
namespace {

constexpr double kFurnished = 0.6;       // a passage of which so much is furniture is furniture
constexpr double kFivesOfShared = 0.85;  // a passage of some words has fewer runs of five
constexpr double kReworded = 0.25;
constexpr std::uint32_t kRewordedSame = 30;
constexpr double kKinder = 0.75;
constexpr std::uint32_t kLabelWords = 30;
constexpr double kMuch = 0.5;

// A tenth word for word; or rather more in other words, for what two reports of one event have in common by chance
// comes in scattered phrases.
bool IsPair(const Extent& extent, double least_shared) {
  const double most = std::max(extent.of_one, extent.of_other);
  const bool word_for_word = extent.fives >= least_shared * kFivesOfShared;
  const bool reworded = most >= kReworded && extent.same >= kRewordedSame;
  return most >= least_shared && (word_for_word || reworded);
}

Extent Turned(Extent extent) {
  std::swap(extent.of_one, extent.of_other);
  return extent;
}

std::vector<Block> TurnedBlocks(std::vector<Block> blocks) {
  for (Block& block : blocks) {
    std::swap(block.a, block.b);
    std::swap(block.a_end, block.b_end);
  }
  return blocks;
}

news::Copy Tell(const Print& one, const Print& other, const Extent& extent, const std::vector<Block>& blocks,
                double furniture, double least_shared) {
  const Order order = OrderOf(other, one, Turned(extent));
  const bool later = order.one_is_earlier;  // `one` is the copy
  news::Copy copy;
  copy.article = later ? one.id : other.id;
  copy.of = later ? other.id : one.id;
  copy.kind = KindOf(one, other, extent);
  copy.shared = later ? extent.of_one : extent.of_other;
  copy.of_shared = later ? extent.of_other : extent.of_one;
  for (const Block& block : blocks) {
    if (!IsPassage(block)) {
      continue;
    }
    const news::Span span = one.SpanOf(block.a, block.a_end);
    const news::Span of = other.SpanOf(block.b, block.b_end);
    copy.passages.push_back(later ? news::Passage{span, of} : news::Passage{of, span});
  }
  std::ranges::sort(copy.passages, {}, &news::Passage::span);
  copy.altered = later ? FindAltered(one, other, blocks) : FindAltered(other, one, TurnedBlocks(blocks));
  copy.why = ReasonsOf(copy, later ? one : other, later ? other : one, extent, furniture, least_shared);
  if (order.why) {
    copy.why.push_back(*order.why);
  }
  return copy;
}

// A post that both pages show is the network's rather than one page's from the other: its words count half.
Extent PostsHalved(const Print& one, const Print& other, Extent extent, std::vector<Block> blocks) {
  const std::size_t all = blocks.size();
  std::erase_if(blocks, [&](const Block& block) {
    return PartInPosts(one, block.a, block.a_end) > kFurnished && PartInPosts(other, block.b, block.b_end) > kFurnished;
  });
  if (blocks.size() < all) {
    const Extent rest = Measure(one, other, blocks);
    extent.of_one = (extent.of_one + rest.of_one) / 2;
    extent.of_other = (extent.of_other + rest.of_other) / 2;
    extent.fives = (extent.fives + rest.fives) / 2;
    extent.same = (extent.same + rest.same) / 2;
  }
  return extent;
}

struct Verdict {
  Extent extent;
  double furnished = 0;
};

// Nothing where they are no pair; else what they share without furniture, which is taken out of `blocks`.
std::optional<Verdict> Judge(const Side& one, const Side& other, std::vector<Block>& blocks, bool strangers,
                             double least_shared) {
  const Extent all = Measure(one.print, other.print, blocks);
  if (blocks.empty() || !IsPair(all, least_shared)) {
    return std::nullopt;
  }
  std::erase_if(blocks, [&](const Block& block) {
    return PartInFurniture(one.print, one.furniture, block.a, block.a_end) > kFurnished ||
           PartInFurniture(other.print, other.furniture, block.b, block.b_end) > kFurnished;
  });
  const Extent extent = Measure(one.print, other.print, blocks);
  if (!IsPair(PostsHalved(one.print, other.print, extent, blocks), least_shared)) {
    return std::nullopt;
  }
  const bool outer_lines = strangers && std::ranges::all_of(blocks, [&](const Block& block) {
                             return !IsPassage(block) || (IsOuterLine(one.print, block.a, block.a_end) &&
                                                          IsOuterLine(other.print, block.b, block.b_end));
                           });
  // Where a page has no address the two may be states of one page, but a label is not what these would share.
  const bool known = one.print.url != 0 || other.print.url != 0;
  const bool label = extent.same <= kLabelWords && std::max(extent.of_one, extent.of_other) < kMuch;
  if (outer_lines && (known || label)) {
    return std::nullopt;
  }
  return Verdict{extent, all.same == 0 ? 0 : 1 - static_cast<double>(extent.same) / all.same};
}

}  // namespace

bool MayBePair(std::size_t one_words, std::size_t other_words, std::span<const Block> blocks, double least_shared) {
  std::uint32_t of_one = 0;
  std::uint32_t of_other = 0;
  std::uint32_t same = 0;
  for (const Block& block : blocks) {
    if (IsPassage(block)) {
      of_one += block.a_end - block.a;
      of_other += block.b_end - block.b;
      same += block.same;
    }
  }
  const double most =
      std::max(static_cast<double>(of_one) / static_cast<double>(std::max<std::size_t>(1, one_words)),
               static_cast<double>(of_other) / static_cast<double>(std::max<std::size_t>(1, other_words)));
  return same > 0 && most >= kKinder * least_shared;
}

bool ArePair(const Side& one, const Side& other, std::vector<Block> blocks, bool strangers, double least_shared) {
  return Judge(one, other, blocks, strangers, least_shared).has_value();
}

std::optional<news::Copy> Compare(const Side& one, const Side& other, std::vector<Block> blocks, bool strangers,
                                  double least_shared) {
  const auto verdict = Judge(one, other, blocks, strangers, least_shared);
  if (!verdict) {
    return std::nullopt;
  }
  return Tell(one.print, other.print, verdict->extent, blocks, verdict->furnished, least_shared);
}

}  // namespace headwater::match
