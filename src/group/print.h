// A print: what is kept of an article for comparing it, some hundred bytes in one piece.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "group/sketch.h"

namespace headwater::group {

// Between which days an article was published, in days since 1970; an end that nothing tells is absent.
struct Days {
  std::optional<std::int32_t> first;
  std::optional<std::int32_t> last;
};

// A weight in sixteen bits, with what else is to be known of its term in the lowest four.
struct Weight {
  std::uint16_t bits = 0;

  static Weight Make(float value, std::uint8_t traits);
  float value() const { return static_cast<float>(bits >> 4U) / 512.0F; }
  std::uint8_t traits() const { return bits & 0xFU; }
};

// Of a name's weight: its role in three bits, and whether it stands in the lead.
inline Role RoleOf(Weight weight) { return static_cast<Role>(weight.traits() & 7U); }
inline constexpr float kLeadCounts = 2;  // a name in the lead, against one further down
inline bool InLead(Weight weight) { return (weight.traits() & 8U) != 0; }

class Print {
 public:
  Print() = default;
  // The heaviest terms and names of the sketch, as rare as they are by now.
  Print(const Sketch& sketch, const Vocabulary& vocabulary, Days days, std::uint16_t language);

  // By key, with their weights beside; traits are of WordTrait.
  std::span<const Key> terms() const { return {block_.get(), terms_}; }
  std::span<const Weight> term_weights() const { return {Weights(), terms_}; }
  // By key.
  std::span<const Key> names() const { return {block_.get() + terms_, names_}; }
  std::span<const Weight> name_weights() const { return {Weights() + terms_, names_}; }
  std::span<const Figure> figures() const;
  std::span<const std::int32_t> event_days() const;
  std::span<const Spot> spots() const;
  std::span<const Key> addresses() const;

  // Sums of the squares of weights: what cosines divide by.
  struct Squares {
    float terms = 0;
    float lead = 0;
    float headline = 0;
    float capitals = 0;
    std::array<float, 5> names{};  // by role
    float told = 0;                // names but for sounds, those of the lead counted more
  };
  const Squares& squares() const { return squares_; }

  std::uint8_t weekdays() const { return weekdays_; }
  std::uint16_t language() const { return language_; }
  Days days() const;

 private:
  static constexpr std::int32_t kNoDay = INT32_MIN;

  const Weight* Weights() const;
  void AddSquares();
  std::size_t FiguresAt() const { return std::size_t{terms_} + names_; }
  std::size_t DaysAt() const { return FiguresAt() + std::size_t{figures_} * 2; }
  std::size_t SpotsAt() const { return DaysAt() + event_days_; }
  std::size_t AddressesAt() const { return SpotsAt() + spots_; }
  std::size_t WeightsAt() const { return AddressesAt() + addresses_; }

  std::unique_ptr<std::uint32_t[]> block_;  // NOLINT(modernize-avoid-c-arrays): its size follows from the counts
  Squares squares_;
  std::int32_t first_ = kNoDay;
  std::int32_t last_ = kNoDay;
  std::uint16_t language_ = 0;
  std::uint8_t terms_ = 0;
  std::uint8_t names_ = 0;
  std::uint8_t figures_ = 0;
  std::uint8_t event_days_ = 0;
  std::uint8_t spots_ = 0;
  std::uint8_t addresses_ = 0;
  std::uint8_t weekdays_ = 0;
};

}  // namespace headwater::group
