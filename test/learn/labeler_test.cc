// The labeler learns sequences, and never gives one that cannot be.
#include "learn/labeler.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace headwater::learn {
namespace {

struct Example {
  std::vector<std::string_view> words;
  std::vector<std::string_view> labels;
};

// Invented people: a title begins a name, and what follows in capitals belongs to it.
const std::vector<Example>& Examples() {
  static const std::vector<Example> examples{
      {{"Mr", "Ovid", "Tarn", "left"}, {"B-PER", "I-PER", "I-PER", "O"}},
      {{"then", "Ms", "Ilka", "Brode", "came"}, {"O", "B-PER", "I-PER", "I-PER", "O"}},
      {{"Mr", "Sorn", "met", "Ms", "Vell"}, {"B-PER", "I-PER", "O", "B-PER", "I-PER"}},
      {{"the", "Tarn", "Company", "left"}, {"O", "B-ORG", "I-ORG", "O"}},
      {{"the", "Brode", "Company", "met", "Mr", "Ovid"}, {"O", "B-ORG", "I-ORG", "O", "B-PER", "I-PER"}},
      {{"then", "the", "Vell", "Company", "came"}, {"O", "O", "B-ORG", "I-ORG", "O"}},
  };
  return examples;
}

Sequence SequenceOf(const std::vector<std::string_view>& words) {
  Sequence sequence;
  for (std::size_t at = 0; at < words.size(); ++at) {
    sequence.features.push_back(MakeFeature(1, Hash64(words[at])));
    sequence.features.push_back(MakeFeature(2, Hash64(at > 0 ? words[at - 1] : "")));
    sequence.features.push_back(MakeFeature(3, Hash64(at + 1 < words.size() ? words[at + 1] : "")));
    const bool capital = words[at][0] >= 'A' && words[at][0] <= 'Z';
    sequence.features.push_back(MakeFeature(4, capital ? 1 : 0));
    sequence.pairs.push_back(MakeFeature(5, capital ? 1 : 0));
    sequence.EndWord();
  }
  return sequence;
}

std::string Trained() {
  LabelerTraining training({"O", "B-PER", "I-PER", "B-ORG", "I-ORG"}, 1);
  for (int pass = 0; pass < 10; ++pass) {
    for (const Example& example : Examples()) {
      std::vector<Class> right;
      for (const std::string_view label : example.labels) {
        right.push_back(static_cast<Class>(training.LabelNumber(label)));
      }
      training.Learn(SequenceOf(example.words), right);
    }
  }
  ModelFileWriter writer;
  training.Save(writer, "names.");
  return writer.Bytes();
}

std::vector<std::string_view> Labelled(const Labeler& labeler, const std::vector<std::string_view>& words) {
  std::vector<Class> labels;
  Labeler::Work work;
  labeler.Label(SequenceOf(words), labels, work);
  std::vector<std::string_view> names;
  for (const Class label : labels) {
    names.push_back(labeler.labels()[label]);
  }
  return names;
}

TEST(LabelerTest, LearnsWhatItWasShownAndMore) {
  const std::string bytes = Trained();
  const auto file = ModelFile::Read(bytes);
  ASSERT_TRUE(file);
  const auto labeler = Labeler::Read(*file, "names.");
  ASSERT_TRUE(labeler) << labeler.error().text;
  for (const Example& example : Examples()) {
    EXPECT_EQ(Labelled(*labeler, example.words), example.labels);
  }
  EXPECT_EQ(Labelled(*labeler, {"then", "Mr", "Quill", "Zander", "came"}),
            (std::vector<std::string_view>{"O", "B-PER", "I-PER", "I-PER", "O"}));
  EXPECT_TRUE(Labelled(*labeler, {}).empty());
}

TEST(LabelerTest, TheInsideOfANameNeverStandsWithoutItsBeginning) {
  const std::string bytes = Trained();
  const auto labeler = Labeler::Read(*ModelFile::Read(bytes), "names.");
  ASSERT_TRUE(labeler);
  const std::vector<std::string_view> pool{"Mr", "the", "Company", "Tarn", "Vell", "left", "Ilka", "then", "odd"};
  Shuffler shuffler(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string_view> words;
    for (std::uint64_t left = shuffler.Below(12); left > 0; --left) {
      words.push_back(pool[shuffler.Below(pool.size())]);
    }
    std::string_view before = "O";
    for (const std::string_view label : Labelled(*labeler, words)) {
      if (label.starts_with("I-")) {
        EXPECT_NE(before, "O");
        EXPECT_EQ(before.substr(1), label.substr(1));
      }
      before = label;
    }
  }
}

TEST(LabelerTest, APartThatIsMissingIsAnError) {
  ModelFileWriter writer;
  writer.Add("labels", WriteNames({"O"}));
  const std::string bytes = writer.Bytes();
  EXPECT_FALSE(Labeler::Read(*ModelFile::Read(bytes)));
}

}  // namespace
}  // namespace headwater::learn
