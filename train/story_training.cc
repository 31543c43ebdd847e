// Logistic regression by coordinates, each weight kept on its side of zero.
#include "story_training.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "group/regroup.h"

namespace headwater::train {
namespace {

constexpr int kRounds = 80;
constexpr double kShrink = 1e-3;  // of pairs' weights, against a mean loss
constexpr double kGroupShrink = 1e-4;
constexpr double kLeastAlike = -3;  // groups that are further apart are never held against each other

struct Example {
  std::vector<double> seen;
  bool yes = false;
  double weight = 0;
};

// One weight a measure and the bias at the end; signs as SignOf has them.
std::vector<double> Fit(const std::vector<Example>& examples, const std::vector<int>& signs, double shrink) {
  const std::size_t measures = signs.size();
  std::vector<double> weights(measures + 1, 0);
  std::vector<double> scores(examples.size(), 0);
  double whole = 0;
  for (const Example& example : examples) {
    whole += example.weight;
  }
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t step = 0; step <= measures; ++step) {
      const std::size_t at = step == 0 ? measures : step - 1;
      const auto value = [&](const Example& example) { return at == measures ? 1.0 : example.seen[at]; };
      double slope = 0;
      double curve = 1e-9;
      for (std::size_t i = 0; i < examples.size(); ++i) {
        const double x = value(examples[i]);
        if (x != 0) {
          const double chance = group::Chance(scores[i]);
          slope += examples[i].weight * ((examples[i].yes ? 1 : 0) - chance) * x / whole;
          curve += examples[i].weight * chance * (1 - chance) * x * x / whole;
        }
      }
      const double held = at == measures ? 0 : shrink;
      double now = weights[at] + std::clamp((slope - held * weights[at]) / (curve + held), -1.0, 1.0);
      if (at < measures && signs[at] != 0) {
        now = signs[at] > 0 ? std::max(0.0, now) : std::min(0.0, now);
      }
      for (std::size_t i = 0; i < examples.size(); ++i) {
        scores[i] += (now - weights[at]) * value(examples[i]);
      }
      weights[at] = now;
    }
  }
  return weights;
}

group::Weights LearnPairs(std::span<const StoryLesson> lessons, bool abroad) {
  std::vector<std::size_t> looked_at;
  std::vector<int> signs;
  for (std::size_t i = 0; i < group::kMeasures; ++i) {
    const auto measure = static_cast<group::Measure>(i);
    if (group::IsLookedAt(measure, abroad)) {
      looked_at.push_back(i);
      signs.push_back(group::SignOf(measure));
    }
  }
  std::vector<Example> examples;
  for (const StoryLesson& lesson : lessons) {
    for (const StoryPair& pair : *lesson.pairs) {
      Example example{{}, pair.same, pair.weight};
      for (const std::size_t i : looked_at) {
        example.seen.push_back(static_cast<double>((abroad ? pair.abroad : pair.likeness).measures[i]));
      }
      examples.push_back(std::move(example));
    }
  }
  const std::vector<double> fitted = Fit(examples, signs, kShrink);
  group::Weights weights;
  for (std::size_t i = 0; i < looked_at.size(); ++i) {
    weights.each[looked_at[i]] = fitted[i];
  }
  weights.bias = fitted.back();
  return weights;
}

// Groups the nearest first, but joins only what belongs together: each question on the way is an example.
class GuidedGrouping {
 public:
  GuidedGrouping(const StoryLesson& lesson, const group::Judgement& judgement)
      : stories_(lesson.set->stories), sums_(stories_.size()) {
    for (std::size_t i = 0; i < stories_.size(); ++i) {
      groups_.push_back({i});
    }
    for (const StoryPair& pair : *lesson.pairs) {
      // Pairs that are not listed have nothing in common: sums count how far a pair is from that.
      const double odds = judgement.SamePair(pair.likeness) + group::Judgement::kSurest;
      if (odds > 0) {
        sums_[pair.one][pair.other] = odds;
        sums_[pair.other][pair.one] = odds;
      }
    }
  }

  void Run(std::vector<Example>& examples) {
    while (true) {
      double most = kLeastAlike;
      std::size_t one = 0;
      std::size_t other = 0;
      for (std::size_t i = 0; i < sums_.size(); ++i) {
        for (const auto& [j, sum] : sums_[i]) {
          if (j > i && !refused_.contains({i, j}) && Alike(i, j) > most) {
            most = Alike(i, j);
            one = i;
            other = j;
          }
        }
      }
      if (one == other) {
        return;
      }
      Ask(one, other, examples);
    }
  }

 private:
  double Alike(std::size_t i, std::size_t j) const {
    const auto pairs = static_cast<double>(groups_[i].size() * groups_[j].size());
    return sums_[i].at(j) / pairs - group::Judgement::kSurest;
  }

  void Ask(std::size_t one, std::size_t other, std::vector<Example>& examples) {
    const std::string& story = stories_[groups_[one].front()];
    const bool yes = !story.empty() && story == stories_[groups_[other].front()];
    const auto lesser = static_cast<double>(std::min(groups_[one].size(), groups_[other].size()));
    const auto greater = static_cast<double>(std::max(groups_[one].size(), groups_[other].size()));
    examples.push_back({{Alike(one, other), std::log2(lesser), std::log2(greater)}, yes, std::sqrt(lesser)});
    if (!yes) {
      refused_.insert({one, other});
      return;
    }
    for (const auto& [j, sum] : sums_[other]) {
      if (j != one) {
        sums_[one][j] += sum;
        sums_[j][one] += sum;
      }
      sums_[j].erase(other);
    }
    sums_[other].clear();
    groups_[one].insert(groups_[one].end(), groups_[other].begin(), groups_[other].end());
    groups_[other].clear();
    std::erase_if(refused_, [&](const auto& pair) {
      return pair.first == one || pair.second == one || pair.first == other || pair.second == other;
    });
  }

  const std::vector<std::string>& stories_;
  std::vector<std::map<std::size_t, double>> sums_;
  std::vector<std::vector<std::size_t>> groups_;  // all of one story, since nothing else is joined
  std::set<std::pair<std::size_t, std::size_t>> refused_;
};

}  // namespace

group::Judgement LearnStories(std::span<const StoryLesson> lessons) {
  group::Judgement judgement;
  judgement.home = LearnPairs(lessons, false);
  judgement.abroad = LearnPairs(lessons, true);
  std::vector<Example> examples;
  for (const StoryLesson& lesson : lessons) {
    GuidedGrouping(lesson, judgement).Run(examples);
  }
  const std::vector<double> fitted = Fit(examples, {1, -1, 0}, kGroupShrink);
  std::copy_n(fitted.begin(), group::kGroupMeasures, judgement.group.begin());
  judgement.group_bias = fitted.back();
  return judgement;
}

StoryScore ScoreStories(const StoryLesson& lesson, const group::Judgement& judgement, double join_from) {
  const std::vector<std::string>& stories = lesson.set->stories;
  const std::size_t articles = stories.size();
  group::Bonds bonds(articles);
  std::vector<bool> met(articles * articles);
  for (const StoryPair& pair : *lesson.pairs) {
    bonds.Add(pair.one, pair.other, judgement.SamePair(pair.likeness), 1);
    met[pair.one * articles + pair.other] = true;
  }
  for (std::size_t i = 0; i < articles; ++i) {
    for (std::size_t j = i + 1; j < articles; ++j) {
      if (!met[i * articles + j]) {
        bonds.Add(i, j, -group::Judgement::kSurest, 1);
      }
    }
  }
  const std::vector<std::size_t> groups =
      group::Regroup(std::move(bonds), std::vector<double>(articles, 1), judgement, join_from);
  StoryScore score;
  const auto labelled = static_cast<double>(articles - static_cast<std::size_t>(std::ranges::count(stories, "")));
  for (std::size_t i = 0; i < articles; ++i) {
    if (stories[i].empty()) {
      continue;
    }
    double both = 0;
    double group = 0;
    double story = 0;
    for (std::size_t j = 0; j < articles; ++j) {
      group += groups[i] == groups[j] ? 1 : 0;
      story += stories[i] == stories[j] ? 1 : 0;
      both += groups[i] == groups[j] && stories[i] == stories[j] ? 1 : 0;
    }
    score.precision += both / group / labelled;
    score.recall += both / story / labelled;
  }
  return score;
}

}  // namespace headwater::train
