// Linear models: what is learned is found again in the bytes, and broken bytes do no harm.
#include "learn/linear_model.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "learn/model_file.h"
#include "learn/perceptron.h"

namespace headwater::learn {
namespace {

// Words that end in a digit belong to the class of that digit.
std::vector<Feature> FeaturesOf(std::size_t number, std::size_t classes) {
  return {MakeFeature(1, number), MakeFeature(2, number % classes), MakeFeature(3, 0)};
}

std::string Trained(std::size_t classes) {
  Perceptron weights(classes);
  TrainingScores scores{};
  Shuffler shuffler(7);
  for (int pass = 0; pass < 5; ++pass) {
    for (const std::uint32_t number : shuffler.Order(500)) {
      const std::vector<Feature> features = FeaturesOf(number, classes);
      const auto right = static_cast<Class>(number % classes);
      weights.Score(features, scores);
      weights.Step();
      const Class best = BestOf(scores, classes);
      if (best != right) {
        weights.Update(features, right, 1);
        weights.Update(features, best, -1);
      }
    }
  }
  return weights.Build();
}

class LinearModelTest : public testing::TestWithParam<std::size_t> {};

TEST_P(LinearModelTest, WhatWasLearnedHoldsForWhatWasNeverSeen) {
  const std::string bytes = Trained(GetParam());
  const auto model = LinearModel::Read(bytes);
  ASSERT_TRUE(model) << model.error().text;
  Scores scores{};
  std::size_t right = 0;
  for (std::size_t number = 1000; number < 1200; ++number) {
    right += model->Best(FeaturesOf(number, GetParam()), scores) == number % GetParam() ? 1U : 0U;
  }
  EXPECT_GE(right, 195U);
}

TEST_P(LinearModelTest, TrainingAgainGivesTheSameBytes) { EXPECT_EQ(Trained(GetParam()), Trained(GetParam())); }

TEST_P(LinearModelTest, AFeatureThatNobodySawCountsNothing) {
  const std::string bytes = Trained(GetParam());
  const auto model = LinearModel::Read(bytes);
  ASSERT_TRUE(model);
  Scores scores{};
  const std::vector<Feature> strange{MakeFeature(9, 9), MakeFeature(10, 10)};
  model->Score(strange, scores);
  for (std::size_t at = 0; at < GetParam(); ++at) {
    EXPECT_EQ(scores[at], 0);
  }
}

TEST_P(LinearModelTest, BytesThatWereBrokenAreRefusedOrReadWithinBounds) {
  const std::string bytes = Trained(GetParam());
  for (std::size_t cut = 0; cut < bytes.size(); cut += 7) {
    EXPECT_FALSE(LinearModel::Read(std::string_view(bytes).substr(0, cut)));
  }
  Shuffler shuffler(3);
  Scores scores{};
  for (int round = 0; round < 300; ++round) {
    // A buffer of exact size, so that a sanitizer sees one byte too many.
    const std::unique_ptr<char[]> broken(new char[bytes.size()]);
    bytes.copy(broken.get(), bytes.size());
    for (int change = 0; change < 40; ++change) {
      broken[16 + shuffler.Below(bytes.size() - 16)] = static_cast<char>(shuffler.Below(256));
    }
    const auto model = LinearModel::Read({broken.get(), bytes.size()});
    ASSERT_TRUE(model);
    for (std::size_t number = 0; number < 50; ++number) {
      EXPECT_LT(model->Best(FeaturesOf(number, GetParam()), scores), GetParam());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(FewAndManyClasses, LinearModelTest, testing::Values(2, 4, 7, 60));

TEST(ModelFileTest, PartsAreFoundByName) {
  ModelFileWriter writer;
  writer.Add("tags", WriteNames({"NOUN", "VERB"}));
  writer.Add("weights", "12345");
  const std::string bytes = writer.Bytes();
  const auto file = ModelFile::Read(bytes);
  ASSERT_TRUE(file) << file.error().text;
  EXPECT_TRUE(file->Whole());
  EXPECT_EQ(*file->Part("weights"), "12345");
  EXPECT_EQ(ReadNames(*file->Part("tags")), (std::vector<std::string_view>{"NOUN", "VERB"}));
  EXPECT_FALSE(file->Part("lemmas"));
}

TEST(ModelFileTest, DamageToTheHeaderIsAnErrorAndDamageToThePartsIsSeen) {
  ModelFileWriter writer;
  writer.Add("weights", std::string(100, 'x'));
  const std::string bytes = writer.Bytes();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string broken = bytes;
    broken[at] = static_cast<char>(broken[at] ^ 0x40);
    const auto file = ModelFile::Read(broken);
    EXPECT_TRUE(!file || !file->Whole()) << at;
  }
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    EXPECT_FALSE(ModelFile::Read(std::string_view(bytes).substr(0, cut)));
  }
  EXPECT_FALSE(ModelFile::Read(bytes + "x"));
}

TEST(LinearModelTest, TwinsBecomeOneFeatureThatCountsAsBoth) {
  constexpr std::size_t kClasses = 9;
  constexpr Feature kTwin = 0x9E3779B97F4A7C15ULL;
  Perceptron weights(kClasses);
  Shuffler shuffler(3);
  for (int step = 0; step < 400; ++step) {
    weights.Step();
    const Feature one = MakeFeature(1, shuffler.Below(20));
    const Feature other = MakeFeature(2, shuffler.Below(20));
    const std::vector<Feature> twice =
        step % 3 == 0 ? std::vector<Feature>{one, other} : std::vector<Feature>{one, other, one ^ kTwin, other ^ kTwin};
    weights.Update(twice, static_cast<Class>(shuffler.Below(kClasses)), step % 2 == 0 ? 1 : -1);
  }
  const std::string apart = weights.Build();
  const std::string joined = weights.Build({.least = 1, .twin = kTwin});
  const auto two = LinearModel::Read(apart);
  const auto one = LinearModel::Read(joined);
  ASSERT_TRUE(two && one);
  for (std::uint64_t n = 0; n < 20; ++n) {
    const Feature feature = MakeFeature(1, n);
    const std::array<Feature, 2> both{feature, feature ^ kTwin};
    Scores expected{};
    Scores found{};
    two->Score(both, expected);
    one->Score({&feature, 1}, found);
    EXPECT_TRUE(std::equal(expected.begin(), expected.begin() + kClasses, found.begin())) << n;
  }
}

}  // namespace
}  // namespace headwater::learn
