// Following two texts word by word.
#include "match/edits.h"

#include <algorithm>
#include <array>

namespace headwater::match {
namespace {

constexpr std::uint32_t kWindow = 24;  // words that are looked through for where two texts meet again

// The longest common subsequence of two short stretches.
void AddCommon(const Print& one, const Print& other, const Edit& part, std::vector<WordPair>& pairs) {
  const std::size_t n = part.a_end - part.a;
  const std::size_t m = part.b_end - part.b;
  std::array<std::array<std::uint8_t, kWindow + 1>, kWindow + 1> best{};
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;) {
      const bool same = one.words[part.a + i] == other.words[part.b + j];
      best[i][j] = same ? static_cast<std::uint8_t>(best[i + 1][j + 1] + 1) : std::max(best[i + 1][j], best[i][j + 1]);
    }
  }
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    if (one.words[part.a + i] == other.words[part.b + j]) {
      pairs.push_back({static_cast<std::uint32_t>(part.a + i), static_cast<std::uint32_t>(part.b + j)});
      ++i;
      ++j;
    } else if (best[i + 1][j] >= best[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
}

}  // namespace

std::vector<WordPair> Follow(const Print& one, const Print& other, const Block& block) {
  std::vector<WordPair> pairs;
  std::uint32_t a = block.a;
  std::uint32_t b = block.b;
  while (a < block.a_end && b < block.b_end) {
    if (one.words[a] == other.words[b]) {
      pairs.push_back({a++, b++});
      continue;
    }
    const std::size_t before = pairs.size();
    const Edit part{a, std::min(a + kWindow, block.a_end), b, std::min(b + kWindow, block.b_end)};
    AddCommon(one, other, part, pairs);
    if (pairs.size() == before) {
      a = part.a_end;
      b = part.b_end;
    } else {
      a = pairs.back().a + 1;
      b = pairs.back().b + 1;
    }
  }
  return pairs;
}

std::vector<Edit> EditsOf(const std::vector<WordPair>& pairs) {
  std::vector<Edit> edits;
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    const Edit edit{pairs[i - 1].a + 1, pairs[i].a, pairs[i - 1].b + 1, pairs[i].b};
    if (edit.a < edit.a_end || edit.b < edit.b_end) {
      edits.push_back(edit);
    }
  }
  return edits;
}

}  // namespace headwater::match
