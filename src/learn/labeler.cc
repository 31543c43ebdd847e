// Viterbi over labels, for use and for training.
#include "learn/labeler.h"

#include <algorithm>
#include <limits>

namespace headwater::learn {
namespace {

constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::min() / 4;
constexpr std::uint64_t kFollows = 0x5F0110;
constexpr std::uint64_t kPair = 0x5F0111;

// Seen at every word: the label before it. And each feature that is seen together with it.
Feature Follows(std::size_t before) { return MakeFeature(kFollows, before); }
Feature Pair(Feature feature, std::size_t before) { return MakeFeature(kPair, feature, before); }

std::vector<std::string_view> Views(const std::vector<std::string>& labels) { return {labels.begin(), labels.end()}; }

// The best way through: `emit(word)` fills the scores of a word's labels, `follow(word, before)` those of its labels
// after one label.
template <class Emit, class Follow>
void Viterbi(std::size_t words, std::size_t labels, const LabelRules& rules, std::vector<std::int32_t>& scores,
             std::vector<Class>& back, std::vector<Class>& best, Emit emit, Follow follow) {
  scores.assign(labels * 2, 0);
  back.resize(words * labels);
  best.resize(words);
  std::int32_t* before = scores.data();
  std::int32_t* now = scores.data() + labels;
  for (std::size_t word = 0; word < words; ++word) {
    const auto& emission = emit(word);
    std::fill_n(now, labels, kNever);
    const std::size_t first = word == 0 ? labels : 0;
    const std::size_t last = word == 0 ? labels + 1 : labels;
    for (std::size_t from = first; from < last; ++from) {
      const std::int32_t reached = word == 0 ? 0 : before[from];
      if (reached <= kNever) {
        continue;
      }
      const auto& following = follow(word, from);
      for (std::size_t label = 0; label < labels; ++label) {
        const std::int32_t score = reached + following[label] + emission[label];
        if (score > now[label] && rules.MayFollow(from, label)) {
          now[label] = score;
          back[(word * labels) + label] = static_cast<Class>(from);
        }
      }
    }
    std::swap(before, now);
  }
  if (words == 0) {
    return;
  }
  auto label = static_cast<Class>(std::max_element(before, before + labels) - before);
  for (std::size_t word = words; word-- > 0;) {
    best[word] = label;
    label = back[(word * labels) + label];
  }
}

}  // namespace

void Sequence::Clear() {
  features.clear();
  ends.clear();
  pairs.clear();
  pair_ends.clear();
}

void Sequence::EndWord() {
  ends.push_back(static_cast<std::uint32_t>(features.size()));
  pair_ends.push_back(static_cast<std::uint32_t>(pairs.size()));
}

std::span<const Feature> Sequence::Of(std::size_t word) const {
  const std::size_t begin = word == 0 ? 0 : ends[word - 1];
  return std::span(features).subspan(begin, ends[word] - begin);
}

std::span<const Feature> Sequence::PairsOf(std::size_t word) const {
  const std::size_t begin = word == 0 ? 0 : pair_ends[word - 1];
  return std::span(pairs).subspan(begin, pair_ends[word] - begin);
}

LabelRules::LabelRules(std::span<const std::string_view> labels)
    : labels_(labels.size()), may_((labels.size() + 1) * labels.size(), true) {
  for (std::size_t label = 0; label < labels_; ++label) {
    if (!labels[label].starts_with("I-")) {
      continue;
    }
    const std::string_view kind = labels[label].substr(2);
    for (std::size_t before = 0; before <= labels_; ++before) {
      const std::string_view name = before < labels_ ? labels[before] : "";
      may_[(before * labels_) + label] = (name.starts_with("B-") || name.starts_with("I-")) && name.substr(2) == kind;
    }
  }
}

Labeler::Labeler(std::vector<std::string_view> labels, LinearModel model)
    : labels_(std::move(labels)), rules_(labels_), model_(model), follows_((labels_.size() + 1) * labels_.size()) {
  Scores scores{};
  for (std::size_t before = 0; before <= labels_.size(); ++before) {
    const Feature feature = Follows(before);
    model_.Score({&feature, 1}, scores);
    std::copy_n(scores.begin(), labels_.size(),
                follows_.begin() + static_cast<std::ptrdiff_t>(before * labels_.size()));
  }
}

Result<Labeler> Labeler::Read(const ModelFile& file, std::string_view prefix) {
  const auto names = file.Part(std::string(prefix) + "labels");
  const auto weights = file.Part(std::string(prefix) + "weights");
  if (!names || !weights) {
    return tl::unexpected(names ? weights.error() : names.error());
  }
  auto model = LinearModel::Read(*weights);
  if (!model) {
    return tl::unexpected(model.error());
  }
  std::vector<std::string_view> labels = ReadNames(*names);
  if (labels.size() != model->classes()) {
    return Fail(Fault::kBadInput, "labeler: as many labels as classes are needed");
  }
  return Labeler(std::move(labels), *model);
}

void Labeler::Label(const Sequence& sequence, std::vector<Class>& labels, Work& work) const {
  const std::size_t count = labels_.size();
  Scores emission{};
  Scores paired{};
  std::array<std::int32_t, 256> following{};
  const auto emit = [&](std::size_t word) -> const Scores& {
    model_.Score(sequence.Of(word), emission);
    return emission;
  };
  const auto follow = [&](std::size_t word, std::size_t from) -> const std::array<std::int32_t, 256>& {
    std::copy_n(follows_.begin() + static_cast<std::ptrdiff_t>(from * count), count, following.begin());
    const std::span<const Feature> pairs = sequence.PairsOf(word);
    if (pairs.empty()) {
      return following;
    }
    work.pairs.clear();
    for (const Feature pair : pairs) {
      work.pairs.push_back(Pair(pair, from));
    }
    model_.Score(work.pairs, paired);
    for (std::size_t label = 0; label < count; ++label) {
      following[label] += paired[label];
    }
    return following;
  };
  Viterbi(sequence.size(), count, rules_, work.scores, work.back, labels, emit, follow);
}

LabelerTraining::LabelerTraining(std::vector<std::string> labels, std::uint32_t min_updates, std::int32_t margin)
    : labels_(std::move(labels)), rules_(Views(labels_)), weights_(labels_.size(), min_updates), margin_(margin) {}

bool LabelerTraining::Learn(const Sequence& sequence, std::span<const Class> right) {
  const std::size_t count = labels_.size();
  TrainingScores emission{};
  TrainingScores following{};
  std::vector<Feature> seen;
  const auto together = [&](std::size_t word, std::size_t from) -> const std::vector<Feature>& {
    seen.assign(1, Follows(from));
    for (const Feature pair : sequence.PairsOf(word)) {
      seen.push_back(Pair(pair, from));
    }
    return seen;
  };
  const auto emit = [&](std::size_t word) -> const TrainingScores& {
    weights_.Score(sequence.Of(word), emission);
    for (std::size_t label = 0; label < count; ++label) {
      emission[label] += label == right[word] ? 0 : margin_;
    }
    return emission;
  };
  const auto follow = [&](std::size_t word, std::size_t from) -> const TrainingScores& {
    weights_.Score(together(word, from), following);
    return following;
  };
  std::vector<Class> best;
  Viterbi(sequence.size(), count, rules_, scores_, back_, best, emit, follow);
  weights_.Step();
  if (std::ranges::equal(best, right)) {
    return true;
  }
  for (std::size_t word = 0; word < sequence.size(); ++word) {
    const std::size_t from_right = word == 0 ? count : right[word - 1];
    const std::size_t from_best = word == 0 ? count : best[word - 1];
    if (best[word] != right[word]) {
      weights_.Update(sequence.Of(word), right[word], 1);
      weights_.Update(sequence.Of(word), best[word], -1);
    }
    if (best[word] != right[word] || from_best != from_right) {
      weights_.Update(together(word, from_right), right[word], 1);
      weights_.Update(together(word, from_best), best[word], -1);
    }
  }
  return false;
}

void LabelerTraining::Save(ModelFileWriter& file, std::string_view prefix, const Rounding& rounding) const {
  file.Add(std::string(prefix) + "labels", WriteNames(labels_));
  file.Add(std::string(prefix) + "weights", weights_.Build(rounding));
}

std::size_t LabelerTraining::LabelNumber(std::string_view label) const {
  return static_cast<std::size_t>(std::ranges::find(labels_, label) - labels_.begin());
}

}  // namespace headwater::learn
