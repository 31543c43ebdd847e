// Kinds and directions of pairs.
#include "match/verdict.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

namespace headwater::match {
namespace {

constexpr double kIdentical = 0.98;
constexpr double kCopy = 0.5;
constexpr double kReworded = 0.8;  // words the same within the passages, below which they are other words
constexpr double kSpunEven = 0.7;  // of the gaps: a machine swaps words one for one
constexpr std::uint32_t kSpunGaps = 6;
constexpr std::uint32_t kVerbatimRun = 12;
// Words tell the direction even against the clock, if the clocks are no further apart than this.
constexpr std::chrono::hours kClockDoubt{48};

double Covered(const Print& print, std::vector<news::Span> spans) {
  std::ranges::sort(spans);
  std::uint64_t total = 0;
  std::uint32_t last = 0;
  for (const news::Span& span : spans) {
    total += span.end > std::max(span.begin, last) ? span.end - std::max(span.begin, last) : 0;
    last = std::max(last, span.end);
  }
  return std::min(1.0, static_cast<double>(total) / std::max(1U, print.length));
}

// The credit of `one` that names `other`; null where none does.
const std::string* CreditOf(const Print& one, const Print& other) {
  const auto credit = std::ranges::find_if(one.credits, [&](const std::string& name) {
    return name == other.publisher || name == other.host || (name.size() > 4 && other.host.starts_with(name));
  });
  return credit == one.credits.end() ? nullptr : &*credit;
}

// Below zero where `one` is earlier, above where it is later, zero where the dates do not tell.
int CompareDates(const Print& one, const Print& other) {
  if (!one.published || !other.published) {
    return 0;
  }
  const Moment& a = *one.published;
  const Moment& b = *other.published;
  if (a.has_time && b.has_time) {
    return a.at < b.at ? -1 : static_cast<int>(a.at > b.at);
  }
  const auto day_a = std::chrono::sys_days(DayOf(a));
  const auto day_b = std::chrono::sys_days(DayOf(b));
  return day_a < day_b ? -1 : static_cast<int>(day_a > day_b);
}

bool DatesAreFar(const Print& one, const Print& other) {
  if (!one.published || !other.published) {
    return false;
  }
  const auto apart = one.published->at - other.published->at;
  return apart > kClockDoubt || -apart > kClockDoubt;
}

}  // namespace

Extent Measure(const Print& one, const Print& other, const std::vector<Block>& blocks) {
  Extent extent;
  std::vector<news::Span> spans;
  std::vector<news::Span> of;
  std::uint32_t words = 0;
  std::uint32_t even = 0;
  std::uint32_t fives = 0;
  for (const Block& block : blocks) {
    fives += block.fives;
    if (!IsPassage(block)) {
      continue;
    }
    spans.push_back(one.SpanOf(block.a, block.a_end));
    of.push_back(other.SpanOf(block.b, block.b_end));
    extent.same += block.same;
    words += std::max(block.a_end - block.a, block.b_end - block.b);
    extent.gaps += block.gaps;
    even += block.even;
    extent.longest = std::max(extent.longest, block.longest);
  }
  extent.of_one = Covered(one, std::move(spans));
  extent.of_other = Covered(other, std::move(of));
  const std::size_t shorter = std::min(one.words.size(), other.words.size());
  extent.fives = static_cast<double>(fives) /
                 static_cast<double>(std::max<std::size_t>(1, shorter - std::min<std::size_t>(shorter, 4)));
  extent.density = static_cast<double>(extent.same) / std::max(1U, words);
  extent.even = static_cast<double>(even) / std::max(1U, extent.gaps);
  return extent;
}

news::CopyKind KindOf(const Print& one, const Print& other, const Extent& extent) {
  const double most = std::max(extent.of_one, extent.of_other);
  const double least = std::min(extent.of_one, extent.of_other);
  if (least > kIdentical && extent.density > kIdentical) {
    return news::CopyKind::kIdentical;
  }
  const bool same_page = one.url != 0 && one.url == other.url;
  const bool same_house = !one.publisher.empty() && one.publisher == other.publisher;
  if (same_page || (same_house && most >= kCopy)) {
    return news::CopyKind::kRevision;
  }
  if (extent.density < kReworded) {
    const bool spun = extent.gaps >= kSpunGaps && extent.even >= kSpunEven;
    return spun ? news::CopyKind::kSpun : news::CopyKind::kRewrite;
  }
  if (most >= kCopy) {
    return news::CopyKind::kCopy;
  }
  return extent.longest >= kVerbatimRun ? news::CopyKind::kExcerpt : news::CopyKind::kRewrite;
}

bool PointsAt(const Print& one, const Print& other) {
  const auto is_theirs = [&](const std::string& name) {
    return name == other.publisher || name == other.host ||
           std::ranges::find(other.credits, name) != other.credits.end();
  };
  return std::ranges::any_of(one.credits, is_theirs) || std::ranges::any_of(one.named, is_theirs);
}

Order OrderOf(const Print& one, const Print& other, const Extent& extent) {
  const std::string* one_credits = CreditOf(one, other);
  const std::string* other_credits = CreditOf(other, one);
  const bool one_points = one_credits != nullptr || (one.canonical != 0 && one.canonical == other.url);
  const bool other_points = other_credits != nullptr || (other.canonical != 0 && other.canonical == one.url);
  if (one_points != other_points && !DatesAreFar(one, other)) {
    const std::string* words = one_points ? one_credits : other_credits;
    return {other_points, news::Reason{.what = "credits-other", .words = words != nullptr ? *words : ""}};
  }
  if (const int dates = CompareDates(one, other); dates != 0) {
    const auto apart = one.published->at - other.published->at;
    const double hours = std::abs(static_cast<double>(apart.count())) / 3600.0;
    return {dates < 0, news::Reason{.what = "earlier", .value = hours}};
  }
  // Who names a source that the other does not name has it from there.
  if (one.credits.empty() != other.credits.empty()) {
    const Print& crediting = one.credits.empty() ? other : one;
    return {one.credits.empty(), news::Reason{.what = "credit-line", .words = crediting.credits.front()}};
  }
  // A cut or an excerpt stands whole in what it was taken from.
  constexpr double kClearly = 0.1;
  if (std::abs(extent.of_one - extent.of_other) > kClearly) {
    const bool one_is_fuller = extent.of_other > extent.of_one;
    return {one_is_fuller, news::Reason{.what = "fuller", .value = 1 - std::min(extent.of_one, extent.of_other)}};
  }
  return {true, std::nullopt};
}

}  // namespace headwater::match
