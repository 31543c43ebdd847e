// Names in common.
#include "trace/events.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
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

Events::Events(std::span<const news::Article> articles) : articles_(articles) {
  names_.reserve(articles.size());
  for (const news::Article& article : articles) {
    names_.push_back(Telling(article));
  }
}

bool Events::AreOne(std::size_t one, std::size_t other) const {
  constexpr std::chrono::hours kFarApart{24 * 10};
  const auto& published = articles_[one].published;
  const auto& other_published = articles_[other].published;
  if (published && other_published && std::chrono::abs(published->at - other_published->at) > kFarApart) {
    return false;
  }
  const std::vector<std::uint32_t>& a = names_[one];
  const std::vector<std::uint32_t>& b = names_[other];
  std::vector<std::uint32_t> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  constexpr double kEnough = 0.15;
  return both.size() >= 3 &&
         static_cast<double>(both.size()) >= kEnough * static_cast<double>(std::min(a.size(), b.size()));
}

}  // namespace headwater::trace
