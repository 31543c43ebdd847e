// Letters turn into letters by learnt chances, as in Ristad and Yianilos, "Learning string-edit distance" (1998).
#include "annotate/name_sounds.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "learn/models.h"

namespace headwater::annotate {
namespace {

using text::Script;

constexpr std::size_t kMaxLetters = 24;

// 1 to 26; what is no letter is left out.
struct Letters {
  std::array<std::uint8_t, kMaxLetters> at{};
  std::size_t size = 0;
};

Letters LettersOf(std::string_view word) {
  Letters letters;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z' && letters.size < kMaxLetters) {
      letters.at[letters.size++] = static_cast<std::uint8_t>(c - 'a' + 1);
    }
  }
  return letters;
}

double Swap(const SoundTable& table, std::size_t latin, std::size_t other) {
  return static_cast<double>(table.swap[latin * kSoundLetters + other]);
}

double Turning(const Letters& one, const Letters& other, const SoundTable& table) {
  std::array<double, kMaxLetters + 1> row{};
  row[0] = 1;
  for (std::size_t j = 0; j < other.size; ++j) {
    row[j + 1] = row[j] * Swap(table, 0, other.at[j]);
  }
  for (std::size_t i = 0; i < one.size; ++i) {
    const std::size_t x = one.at[i];
    const double dropped = Swap(table, x, 0);
    double diagonal = row[0];
    row[0] *= dropped;
    for (std::size_t j = 0; j < other.size; ++j) {
      const std::size_t y = other.at[j];
      const double here = diagonal * Swap(table, x, y) + row[j + 1] * dropped + row[j] * Swap(table, 0, y);
      diagonal = row[j + 1];
      row[j + 1] = here;
    }
  }
  return row[other.size];
}

// How much likelier the pair is than two words that have nothing to do with each other; a logarithm.
struct Ratio {
  double all = 0;
  double first = 0;
  double last = 0;
};

double RatioOfLetters(const SoundTable& table, std::size_t x, std::size_t y) {
  return std::log(Swap(table, x, y) / static_cast<double>(table.latin[x] * table.other[y]));
}

Ratio RatioOf(const Letters& one, const Letters& other, const SoundTable& table) {
  Ratio ratio;
  if (one.size == 0 || other.size == 0) {
    return ratio;
  }
  ratio.all = std::log(std::max(Turning(one, other, table), 1e-300));
  for (std::size_t i = 0; i < one.size; ++i) {
    ratio.all -= std::log(static_cast<double>(table.latin[one.at[i]]));
  }
  for (std::size_t j = 0; j < other.size; ++j) {
    ratio.all -= std::log(static_cast<double>(table.other[other.at[j]]));
  }
  ratio.first = RatioOfLetters(table, one.at[0], other.at[0]);
  ratio.last = RatioOfLetters(table, one.at[one.size - 1], other.at[other.size - 1]);
  return ratio;
}

struct SoundModel {
  SoundTables tables;
  std::array<float, kSoundClues> weights{};
};

// A table holds nothing but floats, and so does its part of the file.
static_assert(sizeof(SoundTables) == kSoundHabits * 2 * (kSoundLetters + 2) * kSoundLetters * sizeof(float));

const SoundModel* Learnt() {
  static const auto made = []() -> std::unique_ptr<const SoundModel> {
    const auto file = learn::EmbeddedModel("name-sounds");
    if (!file) {
      return nullptr;
    }
    const auto tables = file->Part("tables");
    const auto weights = file->Part("weights");
    auto model = std::make_unique<SoundModel>();
    if (!tables || !weights || tables->size() != sizeof(model->tables) || weights->size() != sizeof(model->weights)) {
      return nullptr;
    }
    std::memcpy(&model->tables, tables->data(), tables->size());
    std::memcpy(&model->weights, weights->data(), weights->size());
    return model;
  }();
  return made.get();
}

double Chance(const NameWord& latin, const NameWord& other, SoundHabit habit, double likeness,
              const SoundModel& model) {
  const SoundClues clues = CluesOfSound(latin, other, habit, likeness, model.tables);
  double sum = 0;
  for (std::size_t i = 0; i < clues.size(); ++i) {
    sum += clues[i] * static_cast<double>(model.weights[i]);
  }
  return 1 / (1 + std::exp(-sum));
}

}  // namespace

SoundHabit HabitOf(Script one, Script other) {
  if (one == other) {
    return SoundHabit::kLatin;
  }
  const auto either = [one, other](Script script) { return one == script || other == script; };
  if (either(Script::kHan)) {
    return SoundHabit::kHan;
  }
  if (either(Script::kHangul)) {
    return SoundHabit::kHangul;
  }
  if (either(Script::kKana)) {
    return SoundHabit::kKana;
  }
  if (either(Script::kAbjad)) {
    return SoundHabit::kAbjad;
  }
  return either(Script::kCyrillic) ? SoundHabit::kCyrillic : SoundHabit::kLatin;
}

double ChanceOfTurning(std::string_view latin, std::string_view other, const SoundTable& table) {
  return Turning(LettersOf(latin), LettersOf(other), table);
}

SoundClues CluesOfSound(const NameWord& latin, const NameWord& other, SoundHabit habit, double likeness,
                        const SoundTables& tables) {
  const auto& [by_letter, by_key] = tables.by_habit[static_cast<std::size_t>(habit)];
  const Letters one = LettersOf(latin.latin);
  const Letters two = LettersOf(other.latin);
  const Letters key = LettersOf(latin.key);
  const Letters other_key = LettersOf(other.key);
  const Ratio written = RatioOf(one, two, by_letter);
  const Ratio sounded = RatioOf(key, other_key, by_key);
  const auto size = [](const Letters& letters) { return static_cast<double>(letters.size); };
  const double length = std::max(1.0, (size(one) + size(two)) / 2);
  const double key_length = std::max(1.0, (size(key) + size(other_key)) / 2);
  SoundClues clues{1,
                   sounded.all / key_length,
                   sounded.all / 10,
                   sounded.first / 4,
                   sounded.last / 4,
                   written.all / length,
                   written.all / 10,
                   written.first / 4,
                   written.last / 4,
                   std::abs(size(key) - size(other_key)) / key_length,
                   key_length / 6,
                   likeness * 3,
                   likeness >= 0.999 ? 1.0 : 0.0};
  clues[13 + static_cast<std::size_t>(habit)] = 1;
  return clues;
}

double ChanceOfOneName(const NameWord& one, Script script_one, const NameWord& other, Script script_other,
                       double likeness) {
  const SoundModel* const model = Learnt();
  if (model == nullptr) {
    return likeness;
  }
  const SoundHabit habit = HabitOf(script_one, script_other);
  if (habit == SoundHabit::kLatin) {
    return (Chance(one, other, habit, likeness, *model) + Chance(other, one, habit, likeness, *model)) / 2;
  }
  // Scripts stand in the order of how near their habits are to Latin.
  return script_one <= script_other ? Chance(one, other, habit, likeness, *model)
                                    : Chance(other, one, habit, likeness, *model);
}

}  // namespace headwater::annotate
