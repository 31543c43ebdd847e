// From the sets whose licence permits it to weights, and how these do on sets that they were not learned from.
#include "stories.h"

#include <fmt/core.h>

#include <array>
#include <vector>

#include "learn/model_file.h"
#include "story_training.h"

namespace headwater::train {
namespace {

// Learned from: ECB+ (CC BY 3.0) and Giveme5W1H (Apache-2.0).
constexpr std::array<const char*, 2> kLearned = {"ecb", "giveme"};
// Scored on, and never learned from: no licence is stated for them.
constexpr std::array<const char*, 3> kScored = {"basil", "fnc", "galaxy"};

constexpr std::size_t kOthers = 1000;
constexpr std::array<std::size_t, 3> kOneIn = {1, 3, 8};
constexpr std::uint64_t kDraws = 3;

// A set as it is and among other news, whole and thinned.
struct Loaded {
  std::vector<StorySet> sets;
  std::vector<std::vector<StoryPair>> pairs;
  std::vector<std::size_t> set_of;  // by list of pairs

  StoryLesson Lesson(std::size_t at) const { return {&sets[set_of[at]], &pairs[at]}; }
};

template <std::size_t N>
Result<Loaded> Load(const Places& places, const std::array<const char*, N>& names, std::size_t others) {
  Loaded loaded;
  for (const char* const name : names) {
    auto set = ReadStorySet(fmt::format("{}/eval/stories/{}", places.data, name),
                            places.data + "/eval/load/articles.jsonl.gz", others);
    if (!set) {
      return tl::unexpected(set.error());
    }
    loaded.pairs.push_back(PairsOf(*set));
    loaded.set_of.push_back(loaded.sets.size());
    loaded.sets.push_back(std::move(*set));
  }
  return loaded;
}

// The lessons from some of the sets, as they are and thinned.
group::Judgement LearnFrom(Loaded& loaded, const std::vector<std::size_t>& sets) {
  std::vector<std::vector<StoryPair>> thinned;
  std::vector<std::size_t> of;
  for (const std::size_t set : sets) {
    for (const std::size_t one_in : kOneIn) {
      for (std::uint64_t draw = 0; draw < (one_in == 1 ? 1 : kDraws); ++draw) {
        thinned.push_back(Thinned(loaded.sets[set], loaded.pairs[set], one_in, draw));
        of.push_back(set);
      }
    }
  }
  std::vector<StoryLesson> lessons;
  for (std::size_t i = 0; i < thinned.size(); ++i) {
    lessons.push_back({&loaded.sets[of[i]], &thinned[i]});
  }
  return LearnStories(lessons);
}

std::string Line(const std::string& name, const StoryLesson& lesson, const group::Judgement& judgement) {
  std::string line = fmt::format("  {:<22}", name);
  for (const double join_from : {-2.5, -2.0, -1.5, -1.0, -0.5, 0.0}) {
    const StoryScore score = ScoreStories(lesson, judgement, join_from);
    line += fmt::format(" {:.1f}: {:.3f} {:.3f} {:.3f} ", join_from, score.precision, score.recall, score.f1());
  }
  return line + "\n";
}

}  // namespace

Result<std::string> MakeStories(const Places& places) {
  return Load(places, kLearned, kOthers).map([](Loaded loaded) {
    learn::ModelFileWriter file;
    file.Add("weights", group::WriteJudgement(LearnFrom(loaded, {0, 1})));
    return file.Bytes();
  });
}

Result<std::string> ScoreStoriesModel(const Places& places) {
  auto learned = Load(places, kLearned, kOthers);
  const auto whole = Load(places, kLearned, 0);
  const auto scored = Load(places, kScored, 0);
  if (!learned || !scored || !whole) {
    return Fail(Fault::kBadInput, "a set cannot be read");
  }
  std::string report = "  BCubed, all articles of a set grouped at once\n";
  for (std::size_t i = 0; i < kLearned.size(); ++i) {
    const group::Judgement foreign = LearnFrom(*learned, {1 - i});
    report += Line(fmt::format("{} from {}", kLearned[i], kLearned[1 - i]), whole->Lesson(i), foreign);
  }
  const group::Judgement judgement = LearnFrom(*learned, {0, 1});
  for (std::size_t i = 0; i < kLearned.size(); ++i) {
    report += Line(fmt::format("{}, learned from", kLearned[i]), whole->Lesson(i), judgement);
    report += Line(fmt::format("{}, among others", kLearned[i]), learned->Lesson(i), judgement);
  }
  for (std::size_t i = 0; i < kScored.size(); ++i) {
    report += Line(kScored[i], scored->Lesson(i), judgement);
  }
  return report + group::WriteJudgement(judgement);
}

}  // namespace headwater::train
