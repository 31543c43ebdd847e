// Reading the weights, and applying them.
#include "group/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "learn/model_file.h"
#include "learn/models.h"

namespace headwater::group {
namespace {

constexpr std::array<std::string_view, kGroupMeasures> kGroupNames = {"alike", "lesser", "greater"};
constexpr std::string_view kBias = "bias";
// The pairs that the decision between languages was learned from have their words in common, though it did not see
// them: two reports of one day that share a country and a minister are rarer there than in the world.
constexpr double kCautionAbroad = 4;

double Sum(const Weights& weights, const Likeness& likeness) {
  double sum = weights.bias;
  for (std::size_t i = 0; i < kMeasures; ++i) {
    sum += weights.each[i] * static_cast<double>(likeness.measures[i]);
  }
  return sum;
}

// Where the weight of a line stands; none for a name that is not known.
double* Find(Judgement& judgement, std::string_view which, std::string_view name) {
  if (which == "story") {
    const auto* const found = std::ranges::find(kGroupNames, name);
    if (found != kGroupNames.end()) {
      return &judgement.group[static_cast<std::size_t>(found - kGroupNames.begin())];
    }
    return name == kBias ? &judgement.group_bias : nullptr;
  }
  if (which != "home" && which != "abroad") {
    return nullptr;
  }
  Weights& weights = which == "home" ? judgement.home : judgement.abroad;
  for (std::size_t i = 0; i < kMeasures; ++i) {
    if (NameOf(static_cast<Measure>(i)) == name) {
      return &weights.each[i];
    }
  }
  return name == kBias ? &weights.bias : nullptr;
}

}  // namespace

double Judgement::SamePair(const Likeness& likeness, double caution) const {
  const double sum = likeness.abroad ? Sum(abroad, likeness) - kCautionAbroad : Sum(home, likeness);
  return std::clamp(sum - caution, -kSurest, kSurest);
}

double Judgement::SameStory(double alike, double lesser_size, double greater_size) const {
  return group_bias + group[kAlike] * alike + group[kLesser] * std::log2(lesser_size) +
         group[kGreater] * std::log2(greater_size);
}

int SignOf(Measure measure) {
  switch (measure) {
    case kNumbersDiffer:
    case kOtherDays:
    case kOtherWeekdays:
    case kFar:
    case kApart:
      return -1;
    case kUndated:
      return 0;
    default:
      return 1;
  }
}

bool IsLookedAt(Measure measure, bool abroad) {
  // Sounds are for names that are written in two ways; in one language they say again what the names say.
  if (!abroad) {
    return measure != kSounds;
  }
  return measure >= kPersons;
}

std::string WriteJudgement(const Judgement& judgement) {
  std::string text;
  const auto line = [&text](std::string_view which, std::string_view name, double value) {
    text += fmt::format("{}\t{}\t{:.4f}\n", which, name, value);
  };
  for (const bool abroad : {false, true}) {
    const Weights& weights = abroad ? judgement.abroad : judgement.home;
    const std::string_view which = abroad ? "abroad" : "home";
    line(which, kBias, weights.bias);
    for (std::size_t i = 0; i < kMeasures; ++i) {
      line(which, NameOf(static_cast<Measure>(i)), weights.each[i]);
    }
  }
  line("story", kBias, judgement.group_bias);
  for (std::size_t i = 0; i < kGroupMeasures; ++i) {
    line("story", kGroupNames[i], judgement.group[i]);
  }
  return text;
}

Result<Judgement> ReadJudgement(std::string_view text) {
  Judgement judgement;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    double* const weight = second == std::string_view::npos
                               ? nullptr
                               : Find(judgement, line.substr(0, first), line.substr(first + 1, second - first - 1));
    if (weight == nullptr) {
      return Fail(Fault::kBadInput, fmt::format("stories.model: no such weight: {}", line));
    }
    *weight = std::strtod(std::string(line.substr(second + 1)).c_str(), nullptr);
  }
  return judgement;
}

const Judgement& Learned() {
  static const Judgement learned = [] {
    const auto read = learn::EmbeddedModel("stories").and_then([](const learn::ModelFile& file) {
      return file.Part("weights").and_then([](std::string_view part) { return ReadJudgement(part); });
    });
    assert(read && "models/stories.model is part of the program");
    return read ? *read : Judgement{};
  }();
  return learned;
}

double Chance(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

}  // namespace headwater::group
