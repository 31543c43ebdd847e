// Names in common.
#include "trace/events.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "text/shingles.h"

namespace headwater::trace {
namespace {

std::vector<std::uint32_t> Telling(const news::Article& article) {
  constexpr std::size_t kLead = 400;  // words
  std::vector<std::uint32_t> names;
  for (const text::HashedWord& word : text::HashWords(article.text, kLead)) {
    if ((word.traits & text::kCapital) != 0 && (word.traits & text::kSentenceStart) == 0 && word.end - word.begin > 2) {
      names.push_back(word.hash);
    }
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

void Events::Add(const news::Article& article) {
  const std::vector<std::uint32_t> names = Telling(article);
  names_.insert(names_.end(), names.begin(), names.end());
  ends_.push_back(names_.size());
}

std::span<const std::uint32_t> Events::NamesOf(std::size_t article) const {
  const std::size_t begin = article == 0 ? 0 : ends_[article - 1];
  return std::span(names_).subspan(begin, ends_[article] - begin);
}

bool Events::ShareNames(std::size_t one, std::size_t other) const {
  const std::span<const std::uint32_t> a = NamesOf(one);
  const std::span<const std::uint32_t> b = NamesOf(other);
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::uint32_t x = a[i];
    const std::uint32_t y = b[j];
    both += x == y ? 1U : 0U;
    i += x <= y ? 1U : 0U;
    j += y <= x ? 1U : 0U;
  }
  constexpr double kEnough = 0.15;
  return both >= 3 && static_cast<double>(both) >= kEnough * static_cast<double>(std::min(a.size(), b.size()));
}

bool AreNear(const std::optional<Moment>& one, const std::optional<Moment>& other) {
  return !one || !other || std::chrono::abs(one->at - other->at) <= kFarApart;
}

}  // namespace headwater::trace
