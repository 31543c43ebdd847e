// Myers' algorithm within a bound, and an anchored one beyond it.
#include "compare/runs.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace headwater::compare {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
using Keys = std::span<const Key>;

// The furthest places reached on each diagonal, one row for each number of edits.
class Trace {
 public:
  Trace(Keys before, Keys after) : before_(before), after_(after) {}

  // The number of edits, where it is within the bound.
  std::optional<std::size_t> Search(std::size_t max_edits) {
    for (std::size_t d = 0; d <= max_edits; ++d) {
      rows_.emplace_back(2 * d + 1, 0);
      for (std::size_t k = 0; k <= 2 * d; k += 2) {
        const std::size_t x = Slide(Start(d, k), d, k);
        rows_[d][k] = x;
        if (x >= before_.size() && x + d - k >= after_.size()) {
          return d;
        }
      }
    }
    return std::nullopt;
  }

  // Back from the end along the rows. Diagonal k of row d is x - y = k - d.
  Pairs Back(std::size_t d) const {
    Pairs pairs;
    std::size_t x = before_.size();
    std::size_t k = x + d - after_.size();
    while (true) {
      const std::size_t from = Start(d, k);
      while (x > from) {
        --x;
        pairs.emplace_back(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(x + d - k));
      }
      if (d == 0) {
        break;
      }
      const bool down = Down(d, k);
      x = down ? from : from - 1;
      k = down ? k : k - 2;
      --d;
    }
    std::ranges::reverse(pairs);
    return pairs;
  }

 private:
  // Row d - 1 begins one diagonal later: what is k here is k - 1 there, so that its neighbours are k - 2 and k.
  // Whether the step into (d, k) takes an element of `after` (and stays at x) or one of `before`.
  bool Down(std::size_t d, std::size_t k) const {
    if (k == 0) {
      return true;
    }
    return k != 2 * d && rows_[d - 1][k - 2] < rows_[d - 1][k];
  }

  std::size_t Start(std::size_t d, std::size_t k) const {
    if (d == 0) {
      return 0;
    }
    return Down(d, k) ? rows_[d - 1][k] : rows_[d - 1][k - 2] + 1;
  }

  std::size_t Slide(std::size_t x, std::size_t d, std::size_t k) const {
    while (x < before_.size() && x + d - k < after_.size() && before_[x] == after_[x + d - k]) {
      ++x;
    }
    return x;
  }

  Keys before_;
  Keys after_;
  std::vector<std::vector<std::size_t>> rows_;
};

// Elements that stand once in both, of which the longest ascending row is taken (patience).
Pairs Anchored(Keys before, Keys after) {
  struct Seen {
    std::uint32_t times_before = 0;
    std::uint32_t times_after = 0;
    std::uint32_t before = 0;
  };
  std::unordered_map<Key, Seen> seen;
  for (std::uint32_t i = 0; i < before.size(); ++i) {
    Seen& each = seen[before[i]];
    ++each.times_before;
    each.before = i;
  }
  for (const Key key : after) {
    if (const auto found = seen.find(key); found != seen.end()) {
      ++found->second.times_after;
    }
  }
  Pairs anchors;
  std::vector<std::uint32_t> tails;
  std::vector<std::uint32_t> tail_places;
  std::vector<std::uint32_t> previous;
  for (std::uint32_t j = 0; j < after.size(); ++j) {
    const auto found = seen.find(after[j]);
    if (found == seen.end() || found->second.times_before != 1 || found->second.times_after != 1) {
      continue;
    }
    const std::uint32_t i = found->second.before;
    const auto at = static_cast<std::size_t>(std::ranges::lower_bound(tails, i) - tails.begin());
    const auto place = static_cast<std::uint32_t>(anchors.size());
    anchors.emplace_back(i, j);
    previous.push_back(at == 0 ? place : tail_places[at - 1]);
    if (at == tails.size()) {
      tails.push_back(i);
      tail_places.push_back(place);
    } else {
      tails[at] = i;
      tail_places[at] = place;
    }
  }
  Pairs row;
  if (!tail_places.empty()) {
    std::uint32_t place = tail_places.back();
    row.push_back(anchors[place]);
    while (previous[place] != place) {
      place = previous[place];
      row.push_back(anchors[place]);
    }
    std::ranges::reverse(row);
  }
  return row;
}

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> CommonRun(Keys before, Keys after, std::size_t max_edits) {
  Pairs pairs;
  std::size_t head = 0;
  while (head < before.size() && head < after.size() && before[head] == after[head]) {
    pairs.emplace_back(static_cast<std::uint32_t>(head), static_cast<std::uint32_t>(head));
    ++head;
  }
  std::size_t tail = 0;
  while (tail < before.size() - head && tail < after.size() - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  const Keys middle_before = before.subspan(head, before.size() - head - tail);
  const Keys middle_after = after.subspan(head, after.size() - head - tail);
  if (!middle_before.empty() && !middle_after.empty()) {
    Trace trace(middle_before, middle_after);
    const auto edits = trace.Search(std::min(max_edits, middle_before.size() + middle_after.size()));
    for (const auto& [i, j] : edits ? trace.Back(*edits) : Anchored(middle_before, middle_after)) {
      pairs.emplace_back(i + head, j + head);
    }
  }
  for (std::size_t i = tail; i > 0; --i) {
    pairs.emplace_back(static_cast<std::uint32_t>(before.size() - i), static_cast<std::uint32_t>(after.size() - i));
  }
  return pairs;
}

}  // namespace headwater::compare
