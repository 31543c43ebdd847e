// Labelling the words of a sentence as a whole (Collins 2002): where names begin and go on, for one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "learn/linear_model.h"
#include "learn/model_file.h"
#include "learn/perceptron.h"

namespace headwater::learn {

// One sentence: the features of its words, one after the other. Word w has features[ends[w-1], ends[w]), and
// pairs[pair_ends[w-1], pair_ends[w]), each of which is seen together with the label of the word before.
struct Sequence {
  std::vector<Feature> features;
  std::vector<std::uint32_t> ends;
  std::vector<Feature> pairs;
  std::vector<std::uint32_t> pair_ends;

  void Clear();
  // The features added since the last word are the next word's.
  void EndWord();
  std::size_t size() const { return ends.size(); }
  std::span<const Feature> Of(std::size_t word) const;
  std::span<const Feature> PairsOf(std::size_t word) const;
};

// Which label may follow which. Labels are BIO: `O`, `B-x`, `I-x`; `I-x` follows `B-x` or `I-x` alone. Other labels
// (words without a dash) may follow any.
class LabelRules {
 public:
  explicit LabelRules(std::span<const std::string_view> labels);
  // `before` is the number of labels at the beginning of a sentence.
  bool MayFollow(std::size_t before, std::size_t label) const { return may_[(before * labels_) + label]; }

 private:
  std::size_t labels_;
  std::vector<bool> may_;
};

// Finds the best sequence of labels (Viterbi). Borrows the model's bytes; may be used by many threads at once.
class Labeler {
 public:
  // Parts `<prefix>labels` and `<prefix>weights`.
  static Result<Labeler> Read(const ModelFile& file, std::string_view prefix = "");

  std::span<const std::string_view> labels() const { return labels_; }

  // Sets one label a word. Memory that a caller keeps between calls.
  struct Work {
    std::vector<std::int32_t> scores;
    std::vector<Class> back;
    std::vector<Feature> pairs;
  };
  void Label(const Sequence& sequence, std::vector<Class>& labels, Work& work) const;

 private:
  Labeler(std::vector<std::string_view> labels, LinearModel model);

  std::vector<std::string_view> labels_;
  LabelRules rules_;
  LinearModel model_;
  std::vector<std::int32_t> follows_;  // [label before][label]
};

// Learns a labeler. Call Learn for each sentence in a fresh order, some five to ten times over all; then Save.
class LabelerTraining {
 public:
  // `margin`: a sentence is learned from until its labels win by so much for each wrong label (0: plain perceptron).
  explicit LabelerTraining(std::vector<std::string> labels, std::uint32_t min_updates = 2, std::int32_t margin = 0);

  // True where the labels were found right before learning.
  bool Learn(const Sequence& sequence, std::span<const Class> right);

  // Adds the parts `<prefix>labels` and `<prefix>weights`.
  void Save(ModelFileWriter& file, std::string_view prefix = "", const Rounding& rounding = {}) const;

  std::size_t LabelNumber(std::string_view label) const;  // labels().size() where there is none

 private:
  std::vector<std::string> labels_;
  LabelRules rules_;
  Perceptron weights_;
  std::int32_t margin_;
  // Kept between sentences to spare allocations.
  std::vector<std::int32_t> scores_;
  std::vector<Class> back_;
};

}  // namespace headwater::learn
