// Learning when two articles, and two groups of them, tell of one event.
#pragma once

#include <span>

#include "group/decide.h"
#include "story_set.h"

namespace headwater::train {

struct StoryLesson {
  const StorySet* set = nullptr;
  const std::vector<StoryPair>* pairs = nullptr;
};

// The same lessons give the same weights, to the last digit that is kept.
group::Judgement LearnStories(std::span<const StoryLesson> lessons);

struct StoryScore {
  double precision = 0;  // BCubed
  double recall = 0;
  double f1() const { return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0; }
};

// Of all articles of a set grouped at once.
StoryScore ScoreStories(const StoryLesson& lesson, const group::Judgement& judgement, double join_from);

}  // namespace headwater::train
