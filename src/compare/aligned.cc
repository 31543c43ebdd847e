// Sentences by what they have in common, and those between by likeness; then the words of each changed pair.
#include "compare/aligned.h"

#include <algorithm>

namespace headwater::compare {
namespace {

// Two sentences that share less are two sentences.
constexpr double kAlike = 0.45;

std::vector<Key> KeysOf(const std::vector<Sentence>& sentences) {
  std::vector<Key> keys;
  keys.reserve(sentences.size());
  for (const Sentence& sentence : sentences) {
    keys.push_back(sentence.key);
  }
  return keys;
}

std::vector<Key> KeysOf(const std::vector<Token>& tokens) {
  std::vector<Key> keys;
  keys.reserve(tokens.size());
  for (const Token& token : tokens) {
    keys.push_back(token.key);
  }
  return keys;
}

// A stretch of both texts that no sentence is common to.
class Gap {
 public:
  Gap(const Prose& before, const Prose& after, Step from, Step to)
      : before_(before), after_(after), from_(from), rows_(to.before - from.before), columns_(to.after - from.after) {}

  void Align(std::size_t max_pairs, std::vector<Step>& steps) {
    if (rows_ * columns_ <= max_pairs) {
      Weigh();
      Walk(steps);
      return;
    }
    for (std::uint32_t i = 0; i < rows_; ++i) {
      steps.push_back({from_.before + i, kNone});
    }
    for (std::uint32_t j = 0; j < columns_; ++j) {
      steps.push_back({kNone, from_.after + j});
    }
  }

 private:
  double& Best(std::size_t i, std::size_t j) { return best_[i * (columns_ + 1) + j]; }
  double& Like(std::size_t i, std::size_t j) { return like_[i * columns_ + j]; }

  // Best(i, j): the most likeness that pairs of the sentences from i and j on can come to, in order.
  void Weigh() {
    best_.assign((rows_ + 1) * (columns_ + 1), 0);
    like_.assign(rows_ * columns_, 0);
    for (std::size_t i = rows_; i-- > 0;) {
      for (std::size_t j = columns_; j-- > 0;) {
        const double like = Likeness(before_.sentences[from_.before + i], after_.sentences[from_.after + j]);
        Like(i, j) = like;
        Best(i, j) = std::max(Best(i + 1, j), Best(i, j + 1));
        if (like >= kAlike) {
          Best(i, j) = std::max(Best(i, j), like + Best(i + 1, j + 1));
        }
      }
    }
  }

  void Walk(std::vector<Step>& steps) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows_ || j < columns_) {
      const auto row = static_cast<std::uint32_t>(from_.before + i);
      const auto column = static_cast<std::uint32_t>(from_.after + j);
      const bool both = i < rows_ && j < columns_;
      if (both && Like(i, j) >= kAlike && Best(i, j) <= Like(i, j) + Best(i + 1, j + 1)) {
        steps.push_back({row, column});
        ++i;
        ++j;
      } else if (i < rows_ && (j == columns_ || Best(i + 1, j) >= Best(i, j + 1))) {
        steps.push_back({row, kNone});
        ++i;
      } else {
        steps.push_back({kNone, column});
        ++j;
      }
    }
  }

  const Prose& before_;
  const Prose& after_;
  Step from_;
  std::size_t rows_;
  std::size_t columns_;
  std::vector<double> best_;
  std::vector<double> like_;
};

void Append(std::vector<TokenRun>& runs, const TokenRun& run) {
  if (run.before == run.before_end && run.after == run.after_end) {
    return;
  }
  if (!runs.empty() && runs.back().same == run.same) {
    runs.back().before_end = run.before_end;
    runs.back().after_end = run.after_end;
  } else {
    runs.push_back(run);
  }
}

// Between two changes, fewer than three words that stayed are harder to read than to read anew.
bool IsIsland(const TokenRun& run, const Sentence& before) {
  constexpr std::size_t kReadable = 3;
  const auto words = std::count_if(before.tokens.begin() + run.before, before.tokens.begin() + run.before_end,
                                   [](const Token& token) { return token.word; });
  return run.same && static_cast<std::size_t>(words) < kReadable;
}

std::size_t ChangedTokens(const TokenRun& run) { return (run.before_end - run.before) + (run.after_end - run.after); }

std::vector<TokenRun> WithoutIslands(const std::vector<TokenRun>& runs, const Sentence& before) {
  std::vector<TokenRun> readable;
  for (std::size_t n = 0; n < runs.size(); ++n) {
    TokenRun run = runs[n];
    const bool between = n > 0 && n + 1 < runs.size();
    if (between && IsIsland(run, before)) {
      const std::size_t kept = run.before_end - run.before;
      // One figure or name for another stands alone, however short the way to the next one is.
      run.same = ChangedTokens(runs[n - 1]) <= 2 * kept || ChangedTokens(runs[n + 1]) <= 2 * kept;
    }
    Append(readable, run);
  }
  return readable;
}

}  // namespace

std::vector<Step> AlignSentences(const Prose& before, const Prose& after, const Limits& limits) {
  std::vector<Step> steps;
  Step from{0, 0};
  const auto gap = [&](Step to) {
    Gap(before, after, from, to).Align(limits.max_sentence_pairs, steps);
    from = to;
  };
  for (const auto& [i, j] : CommonRun(KeysOf(before.sentences), KeysOf(after.sentences), limits.max_edits)) {
    gap({i, j});
    steps.push_back({i, j});
    from = {i + 1, j + 1};
  }
  gap({static_cast<std::uint32_t>(before.sentences.size()), static_cast<std::uint32_t>(after.sentences.size())});
  return steps;
}

std::vector<TokenRun> AlignTokens(const Sentence& before, const Sentence& after, const Limits& limits) {
  std::vector<TokenRun> runs;
  std::uint32_t i = 0;
  std::uint32_t j = 0;
  for (const auto& [x, y] : CommonRun(KeysOf(before.tokens), KeysOf(after.tokens), limits.max_edits)) {
    Append(runs, {false, i, x, j, y});
    Append(runs, {true, x, x + 1, y, y + 1});
    i = x + 1;
    j = y + 1;
  }
  Append(runs, {false, i, static_cast<std::uint32_t>(before.tokens.size()), j,
                static_cast<std::uint32_t>(after.tokens.size())});
  return WithoutIslands(runs, before);
}

}  // namespace headwater::compare
