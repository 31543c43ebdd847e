// Letters that stand for each other are counted by expectation and maximisation, clues weighed by logistic regression.
#include "name_sounds.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <random>
#include <string_view>
#include <vector>

#include "annotate/name_sounds.h"
#include "learn/model_file.h"
#include "treebank.h"

namespace headwater::train {
namespace {

using annotate::kSoundClues;
using annotate::kSoundHabits;
using annotate::kSoundLetters;
using annotate::SoundClues;
using annotate::SoundTable;
using annotate::SoundTables;

constexpr std::size_t kMaxLetters = 24;
constexpr int kRounds = 6;
constexpr double kPrior = 150;  // counts that the prior chances are worth
constexpr std::size_t kCells = kSoundLetters * kSoundLetters;
constexpr std::size_t kFolds = 5;
constexpr std::size_t kInnerFolds = 4;

using Cells = std::array<double, kCells>;

struct Pair {
  annotate::NameWord latin;
  annotate::NameWord other;
  annotate::SoundHabit habit = annotate::SoundHabit::kLatin;
  double likeness = 0;
  bool same = false;
};
using Pairs = std::vector<const Pair*>;

// One word, whatever blanks stood in it.
annotate::NameWord Whole(const annotate::NameForm& form) {
  annotate::NameWord whole;
  for (const annotate::NameWord& word : form.words) {
    whole.latin += word.latin;
    whole.key += word.key;
    whole.stem += word.stem;
  }
  return whole;
}

// The pairs that have English on a side: Wikidata's, CC0. Of the others nothing is learnt.
Result<std::vector<Pair>> ReadPairs(const Places& places) {
  const auto bytes = ReadFile(places.data + "/eval/names/pairs.tsv.gz");
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  std::vector<Pair> pairs;
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    std::vector<std::string_view> fields;
    while (fields.size() < 9) {
      const std::size_t tab = std::min(line.find('\t'), line.size());
      fields.push_back(line.substr(0, tab));
      line.remove_prefix(std::min(tab + 1, line.size()));
    }
    if (fields[4] != "en" && fields[5] != "en") {
      continue;
    }
    annotate::NameForm one = annotate::ReadNameForm(fields[0]);
    annotate::NameForm other = annotate::ReadNameForm(fields[1]);
    if (one.words.empty() || other.words.empty()) {
      continue;
    }
    if (one.script > other.script) {
      std::swap(one, other);
    }
    Pair pair;
    pair.latin = Whole(one);
    pair.other = Whole(other);
    pair.habit = annotate::HabitOf(one.script, other.script);
    pair.likeness = annotate::WordLikeness(pair.latin, pair.other, one.script, other.script);
    pair.same = fields[2] == "1";
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

std::vector<std::uint8_t> LettersOf(std::string_view word) {
  std::vector<std::uint8_t> letters;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z' && letters.size() < kMaxLetters) {
      letters.push_back(static_cast<std::uint8_t>(c - 'a' + 1));
    }
  }
  return letters;
}

bool IsVowel(std::size_t letter) { return std::string_view("aeiou").find(static_cast<char>('a' + letter - 1)) < 5; }

// Before anything is seen: letters stand for themselves, vowels rather for vowels.
Cells First() {
  Cells cells{};
  double sum = 0;
  for (std::size_t x = 0; x < kSoundLetters; ++x) {
    for (std::size_t y = 0; y < kSoundLetters; ++y) {
      double& cell = cells[x * kSoundLetters + y];
      if (x == 0 && y == 0) {
        continue;
      }
      if (x == 0 || y == 0) {
        cell = IsVowel(std::max(x, y)) ? 0.004 : 0.0015;
      } else if (x == y) {
        cell = 0.02;
      } else {
        cell = IsVowel(x) && IsVowel(y) ? 0.001 : 0.0002;
      }
      sum += cell;
    }
  }
  for (double& cell : cells) {
    cell /= sum;
  }
  return cells;
}

// Forward and backward over all ways to turn `one` into `other`; what is expected of each cell is added to `counts`.
class Expectation {
 public:
  explicit Expectation(const Cells& chances) : chances_(chances) {}

  void Add(const std::vector<std::uint8_t>& one, const std::vector<std::uint8_t>& other, Cells& counts) {
    for (auto& row : ahead_) {
      row.fill(0);
    }
    for (auto& row : behind_) {
      row.fill(0);
    }
    ahead_[0][0] = 1;
    Each(one, other, [this](std::size_t i, std::size_t j, std::size_t di, std::size_t dj, std::size_t cell) {
      ahead_[i + di][j + dj] += ahead_[i][j] * chances_[cell];
    });
    const double whole = ahead_[one.size()][other.size()];
    if (whole <= 0) {
      return;
    }
    behind_[one.size()][other.size()] = 1;
    for (std::size_t i = one.size() + 1; i-- > 0;) {
      for (std::size_t j = other.size() + 1; j-- > 0;) {
        Steps(one, other, i, j, [&](std::size_t di, std::size_t dj, std::size_t cell) {
          behind_[i][j] += chances_[cell] * behind_[i + di][j + dj];
          counts[cell] += ahead_[i][j] * chances_[cell] * behind_[i + di][j + dj] / whole;
        });
      }
    }
  }

 private:
  template <class Do>
  static void Steps(const std::vector<std::uint8_t>& one, const std::vector<std::uint8_t>& other, std::size_t i,
                    std::size_t j, Do act) {
    const std::size_t x = i < one.size() ? one[i] : 0;
    const std::size_t y = j < other.size() ? other[j] : 0;
    if (x != 0) {
      act(1, 0, x * kSoundLetters);
    }
    if (y != 0) {
      act(0, 1, y);
    }
    if (x != 0 && y != 0) {
      act(1, 1, x * kSoundLetters + y);
    }
  }

  template <class Do>
  static void Each(const std::vector<std::uint8_t>& one, const std::vector<std::uint8_t>& other, Do act) {
    for (std::size_t i = 0; i <= one.size(); ++i) {
      for (std::size_t j = 0; j <= other.size(); ++j) {
        Steps(one, other, i, j, [&](std::size_t di, std::size_t dj, std::size_t cell) { act(i, j, di, dj, cell); });
      }
    }
  }

  using Grid = std::array<std::array<double, kMaxLetters + 1>, kMaxLetters + 1>;
  const Cells& chances_;
  Grid ahead_{};
  Grid behind_{};
};

std::string_view Written(const annotate::NameWord& word, std::size_t way) { return way == 0 ? word.latin : word.key; }

Cells Learn(const Pairs& pairs, std::size_t way, const Cells& prior) {
  Cells chances = prior;
  for (int round = 0; round < kRounds; ++round) {
    Cells counts{};
    Expectation expectation(chances);
    for (const Pair* const pair : pairs) {
      const auto one = LettersOf(Written(pair->latin, way));
      const auto other = LettersOf(Written(pair->other, way));
      expectation.Add(one, other, counts);
      if (pair->habit == annotate::SoundHabit::kLatin) {
        expectation.Add(other, one, counts);
      }
    }
    double sum = kPrior;
    for (const double count : counts) {
      sum += count;
    }
    for (std::size_t cell = 0; cell < kCells; ++cell) {
      chances[cell] = (counts[cell] + kPrior * prior[cell]) / sum;
    }
  }
  return chances;
}

void CountLetters(const Pairs& pairs, std::size_t way, SoundTable& table) {
  std::array<double, kSoundLetters> latin;
  std::array<double, kSoundLetters> other;
  latin.fill(1);
  other.fill(1);
  const auto count = [way](const annotate::NameWord& word, std::array<double, kSoundLetters>& letters) {
    for (const std::uint8_t letter : LettersOf(Written(word, way))) {
      ++letters[letter];
    }
  };
  for (const Pair* const pair : pairs) {
    count(pair->latin, latin);
    count(pair->other, other);
    if (pair->habit == annotate::SoundHabit::kLatin) {
      count(pair->other, latin);
      count(pair->latin, other);
    }
  }
  const auto share = [](const std::array<double, kSoundLetters>& letters, std::array<float, kSoundLetters>& shares) {
    double sum = 0;
    for (std::size_t letter = 1; letter < kSoundLetters; ++letter) {
      sum += letters[letter];
    }
    for (std::size_t letter = 1; letter < kSoundLetters; ++letter) {
      shares[letter] = static_cast<float>(letters[letter] / sum);
    }
  };
  share(latin, table.latin);
  share(other, table.other);
}

// What all habits have in common goes before, so that what a habit shows seldom is not taken for impossible.
std::unique_ptr<SoundTables> MakeTables(const Pairs& pairs) {
  auto tables = std::make_unique<SoundTables>();
  Pairs same;
  std::ranges::copy_if(pairs, std::back_inserter(same), [](const Pair* pair) { return pair->same; });
  for (std::size_t way = 0; way < 2; ++way) {
    const Cells all = Learn(same, way, First());
    for (std::size_t habit = 0; habit < kSoundHabits; ++habit) {
      const auto own = [habit](const Pair* pair) { return static_cast<std::size_t>(pair->habit) == habit; };
      Pairs chosen;
      std::ranges::copy_if(same, std::back_inserter(chosen), own);
      Pairs both;
      std::ranges::copy_if(pairs, std::back_inserter(both), own);
      SoundTable& table = tables->by_habit[habit][way];
      const Cells cells = Learn(chosen, way, all);
      std::ranges::transform(cells, table.swap.begin(), [](double cell) { return static_cast<float>(cell); });
      CountLetters(both, way, table);
    }
  }
  return tables;
}

using Weights = std::array<double, kSoundClues>;

double Dot(const Weights& weights, const SoundClues& clues) {
  double sum = 0;
  for (std::size_t i = 0; i < clues.size(); ++i) {
    sum += weights[i] * clues[i];
  }
  return sum;
}

SoundClues CluesOf(const Pair& pair, const SoundTables& tables) {
  return annotate::CluesOfSound(pair.latin, pair.other, pair.habit, pair.likeness, tables);
}

struct Example {
  SoundClues clues{};
  bool same = false;
};

// Plain gradient steps over all examples, each weight by its own pace (Adagrad); the order is always the same.
Weights Weigh(const std::vector<Example>& examples) {
  Weights weights{};
  Weights paces;
  paces.fill(1e-8);
  std::vector<std::size_t> order(examples.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::mt19937 dice(1);
  for (int round = 0; round < 60; ++round) {
    // Not std::shuffle, whose outcome is the library's own affair.
    for (std::size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[dice() % i]);
    }
    for (const std::size_t at : order) {
      const Example& example = examples[at];
      const double wrong = 1 / (1 + std::exp(-Dot(weights, example.clues))) - (example.same ? 1 : 0);
      for (std::size_t i = 0; i < weights.size(); ++i) {
        const double step = wrong * example.clues[i] + 1e-3 * weights[i];
        paces[i] += step * step;
        weights[i] -= 0.2 * step / std::sqrt(paces[i]);
      }
    }
  }
  return weights;
}

struct Model {
  std::unique_ptr<SoundTables> tables;
  Weights weights{};
};

// The clues that are weighed come from tables that have not seen their pair.
Model Train(const Pairs& pairs) {
  std::vector<Example> examples;
  for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
    Pairs seen;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (i % kInnerFolds != fold) {
        seen.push_back(pairs[i]);
      }
    }
    const auto tables = MakeTables(seen);
    for (std::size_t i = fold; i < pairs.size(); i += kInnerFolds) {
      examples.push_back({CluesOf(*pairs[i], *tables), pairs[i]->same});
      if (pairs[i]->habit == annotate::SoundHabit::kLatin) {
        Pair turned = *pairs[i];
        std::swap(turned.latin, turned.other);
        examples.push_back({CluesOf(turned, *tables), turned.same});
      }
    }
  }
  return {MakeTables(pairs), Weigh(examples)};
}

struct Ranked {
  double score = 0;
  bool same = false;
};

// The chance that a pair of one name ranks above one of two.
double Auc(std::vector<Ranked> ranked) {
  std::ranges::sort(ranked, {}, &Ranked::score);
  double below = 0;
  double won = 0;
  double same = 0;
  for (std::size_t i = 0; i < ranked.size();) {
    double ties[2] = {0, 0};
    std::size_t next = i;
    for (; next < ranked.size() && ranked[next].score <= ranked[i].score; ++next) {
      ++ties[ranked[next].same ? 1 : 0];
    }
    won += ties[1] * (below + ties[0] / 2);
    below += ties[0];
    same += ties[1];
    i = next;
  }
  return same > 0 && below > 0 ? won / (same * below) : 0;
}

}  // namespace

Result<std::string> MakeNameSounds(const Places& places) {
  const auto pairs = ReadPairs(places);
  if (!pairs) {
    return tl::unexpected(pairs.error());
  }
  Pairs all;
  std::ranges::transform(*pairs, std::back_inserter(all), [](const Pair& pair) { return &pair; });
  const Model model = Train(all);
  std::string tables(sizeof(SoundTables), '\0');
  std::memcpy(tables.data(), model.tables.get(), sizeof(SoundTables));
  std::array<float, kSoundClues> weights{};
  std::ranges::transform(model.weights, weights.begin(), [](double weight) { return static_cast<float>(weight); });
  std::string weighed(sizeof(weights), '\0');
  std::memcpy(weighed.data(), weights.data(), sizeof(weights));
  learn::ModelFileWriter writer;
  writer.Add("tables", std::move(tables));
  writer.Add("weights", std::move(weighed));
  return writer.Bytes();
}

Result<std::string> ScoreNameSounds(const Places& places) {
  const auto pairs = ReadPairs(places);
  if (!pairs) {
    return tl::unexpected(pairs.error());
  }
  std::map<std::string, std::vector<Ranked>> learnt;
  std::map<std::string, std::vector<Ranked>> set;
  static constexpr std::string_view kNames[kSoundHabits] = {"latin", "cyrillic", "abjad", "kana", "hangul", "han"};
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    Pairs seen;
    for (std::size_t i = 0; i < pairs->size(); ++i) {
      if (i % kFolds != fold) {
        seen.push_back(&(*pairs)[i]);
      }
    }
    const Model model = Train(seen);
    for (std::size_t i = fold; i < pairs->size(); i += kFolds) {
      const Pair& pair = (*pairs)[i];
      const double score = Dot(model.weights, CluesOf(pair, *model.tables));
      for (const std::string_view key : {std::string_view("all"), kNames[static_cast<std::size_t>(pair.habit)]}) {
        learnt[std::string(key)].push_back({score, pair.same});
        set[std::string(key)].push_back({pair.likeness, pair.same});
      }
    }
  }
  std::string report;
  for (const auto& [key, ranked] : learnt) {
    report += fmt::format("  {:<9} AUC {:.4f}, by set costs {:.4f}, {} pairs\n", key, Auc(ranked), Auc(set[key]),
                          ranked.size());
  }
  return report;
}

}  // namespace headwater::train
