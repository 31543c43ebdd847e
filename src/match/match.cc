// The window of prints, and how a new article meets it.
#include "match/match.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_map>
#include <utility>

#include "match/align.h"
#include "match/altered.h"
#include "match/furniture.h"
#include "match/index.h"
#include "match/print.h"
#include "match/reasons.h"
#include "match/verdict.h"

namespace headwater::match {
namespace {

constexpr double kFurnished = 0.6;             // a passage of which so much is furniture is furniture
constexpr std::size_t kLeastForgotten = 1024;  // prints, before the index is made anew
constexpr double kFivesOfShared = 0.85;        // a passage of some words has fewer runs of five
constexpr double kReworded = 0.25;
constexpr std::uint32_t kRewordedSame = 30;
constexpr double kLeastHitPart = 0.035;  // of the fingerprints of the shorter, to be looked at closely

std::size_t LeastHits(std::size_t one, std::size_t other) {
  return static_cast<std::size_t>(kLeastHitPart * static_cast<double>(std::min(one, other)));
}

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

}  // namespace

class Matcher::Window {
 public:
  explicit Window(Limits limits) : limits_(limits) {}

  std::vector<news::Copy> Add(const news::Article& article) {
    Remove(article.id);
    if (article.kind == news::ArticleKind::kDigest) {
      return {};
    }
    Print print = MakePrint(article, limits_.max_words);
    if (print.published) {
      latest_ = std::max(latest_, print.published->at);
    }
    print.kept_from = print.published ? print.published->at : latest_;
    furniture_.Count(print);
    const std::vector<std::uint32_t> fingerprints = Fingerprints(print.words);
    std::vector<news::Copy> copies;
    if (!print.words.empty()) {
      const std::vector<bool> furniture = furniture_.Find(print);
      const Aligner aligner(print.words);
      for (const Candidate& candidate : index_.Find(fingerprints, alive_, limits_.max_candidates)) {
        if (candidate.hits >= LeastHits(fingerprints.size(), sampled_[candidate.slot])) {
          if (auto copy = Compare(print, furniture, aligner, prints_[candidate.slot])) {
            copies.push_back(std::move(*copy));
          }
        }
      }
    }
    Keep(std::move(print), fingerprints);
    return copies;
  }

  bool Stands(const news::Copy& copy) const {
    const auto one = slots_.find(copy.article);
    const auto other = slots_.find(copy.of);
    if (one == slots_.end() || other == slots_.end()) {
      return false;
    }
    const Print& print = prints_[one->second];
    return Compare(print, furniture_.Find(print), Aligner(print.words), prints_[other->second]).has_value();
  }

  void Forget(std::chrono::sys_seconds before) {
    for (std::size_t slot = 0; slot < prints_.size(); ++slot) {
      if (alive_[slot] && prints_[slot].kept_from < before) {
        Drop(slot);
      }
    }
    Tidy();
  }

  void Remove(const news::ArticleId& id) {
    const auto found = slots_.find(id);
    if (found != slots_.end()) {
      Drop(found->second);
      Tidy();
    }
  }

  std::size_t size() const { return slots_.size(); }

 private:
  std::optional<news::Copy> Compare(const Print& print, const std::vector<bool>& furniture, const Aligner& aligner,
                                    const Print& other) const {
    std::vector<Block> blocks = aligner.Align(other.words);
    const Extent all = Measure(print, other, blocks);
    if (blocks.empty() || !IsPair(all, limits_.least_shared)) {
      return std::nullopt;
    }
    const std::vector<bool> other_furniture = furniture_.Find(other);
    std::erase_if(blocks, [&](const Block& block) {
      return PartInFurniture(print, furniture, block.a, block.a_end) > kFurnished ||
             PartInFurniture(other, other_furniture, block.b, block.b_end) > kFurnished;
    });
    const Extent extent = Measure(print, other, blocks);
    if (!IsPair(extent, limits_.least_shared)) {
      return std::nullopt;
    }
    const double furnished = all.same == 0 ? 0 : 1 - static_cast<double>(extent.same) / all.same;
    return Tell(print, other, extent, blocks, furnished, limits_.least_shared);
  }

  void Keep(Print print, const std::vector<std::uint32_t>& fingerprints) {
    const auto slot = static_cast<Slot>(prints_.size());
    slots_[print.id] = slot;
    prints_.push_back(std::move(print));
    alive_.push_back(true);
    sampled_.push_back(fingerprints.size());
    index_.Add(slot, fingerprints);
  }

  void Drop(std::size_t slot) {
    slots_.erase(prints_[slot].id);
    prints_[slot] = {};
    alive_[slot] = false;
    ++dropped_;
  }

  // Made anew once half of the prints are gone, so that each costs its own making once more at most.
  void Tidy() {
    if (dropped_ < kLeastForgotten || dropped_ * 2 < prints_.size()) {
      return;
    }
    std::vector<Print> before;
    before.swap(prints_);
    slots_.clear();
    alive_.clear();
    sampled_.clear();
    index_.Clear();
    furniture_.Clear();
    dropped_ = 0;
    for (Print& print : before) {
      if (!print.id.empty()) {
        furniture_.Count(print);
        const std::vector<std::uint32_t> fingerprints = Fingerprints(print.words);
        Keep(std::move(print), fingerprints);
      }
    }
  }

  Limits limits_;
  std::vector<Print> prints_;  // by slot
  std::vector<bool> alive_;
  std::vector<std::size_t> sampled_;  // fingerprints
  std::unordered_map<news::ArticleId, Slot> slots_;
  Index index_;
  Furniture furniture_;
  std::chrono::sys_seconds latest_{};
  std::size_t dropped_ = 0;
};

Matcher::Matcher(Limits limits) : window_(std::make_unique<Window>(limits)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

std::vector<news::Copy> Matcher::Add(const news::Article& article) { return window_->Add(article); }
bool Matcher::Stands(const news::Copy& copy) const { return window_->Stands(copy); }
void Matcher::Forget(std::chrono::sys_seconds before) { window_->Forget(before); }
void Matcher::Remove(const news::ArticleId& id) { window_->Remove(id); }
std::size_t Matcher::size() const { return window_->size(); }

std::vector<news::Copy> Match(std::span<const news::Article> articles, Limits limits) {
  Matcher matcher(limits);
  std::vector<news::Copy> copies;
  for (const news::Article& article : articles) {
    std::ranges::move(matcher.Add(article), std::back_inserter(copies));
  }
  std::erase_if(copies, [&](const news::Copy& copy) { return !matcher.Stands(copy); });
  return copies;
}

}  // namespace headwater::match
