// How likely two words are one name written by the habits of two scripts, learnt from names in both.
#pragma once

#include <array>
#include <string_view>

#include "annotate/alike.h"
#include "text/transliteration.h"

namespace headwater::annotate {

// Letters are 1 to 26, 0 is none: the row is the letter on the Latin side, the column what stands for it on the other.
inline constexpr std::size_t kSoundLetters = 27;

// Whose habits two scripts meet by; words of one script, and of scripts without a table, go by kLatin.
enum class SoundHabit { kLatin, kCyrillic, kAbjad, kKana, kHangul, kHan };
inline constexpr std::size_t kSoundHabits = 6;

// Chances that letters stand for each other, as written or by text::SpellingKey; all cells of `swap` sum up to one.
struct SoundTable {
  std::array<float, kSoundLetters * kSoundLetters> swap{};
  std::array<float, kSoundLetters> latin{};  // how frequent a letter is on the Latin side, whatever stands beside it
  std::array<float, kSoundLetters> other{};
};

// By habit: letters as they are written, and keys.
struct SoundTables {
  std::array<std::array<SoundTable, 2>, kSoundHabits> by_habit{};
};

inline constexpr std::size_t kSoundClues = 13 + kSoundHabits;
using SoundClues = std::array<double, kSoundClues>;

SoundHabit HabitOf(text::Script one, text::Script other);

// The chance of all ways in which the tables turn one word into the other; the words are cut at 24 letters.
double ChanceOfTurning(std::string_view latin, std::string_view other, const SoundTable& table);

// What the weights of the model stand for. `likeness` is what set costs say (WordLikeness).
SoundClues CluesOfSound(const NameWord& latin, const NameWord& other, SoundHabit habit, double likeness,
                        const SoundTables& tables);

// 0 to 1, by models/name-sounds.model; `likeness` where the program was built without it. The same in either order.
double ChanceOfOneName(const NameWord& one, text::Script script_one, const NameWord& other, text::Script script_other,
                       double likeness);

}  // namespace headwater::annotate
