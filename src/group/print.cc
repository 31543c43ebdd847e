// Choosing what to keep, and packing it.
#include "group/print.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>
#include <vector>

namespace headwater::group {
namespace {

constexpr std::size_t kMostTerms = 48;
constexpr std::size_t kMostNames = 14;
constexpr std::size_t kMostSounds = 8;
constexpr std::size_t kMostAddresses = 4;
constexpr float kLeadTells = 1.5F;
constexpr float kRareAddress = 0.6F;  // what a site links to on every page tells nothing

struct Weighed {
  Key key = 0;
  float weight = 0;
  float rank = 0;
  std::uint8_t traits = 0;
};

float Frequency(std::uint16_t times) { return 1 + std::log(static_cast<float>(times)); }

// The foremost by rank, then by key.
void KeepMost(std::vector<Weighed>& all, std::size_t most) {
  if (all.size() > most) {
    std::ranges::nth_element(
        all, all.begin() + static_cast<std::ptrdiff_t>(most),
        [](const Weighed& a, const Weighed& b) { return a.rank != b.rank ? a.rank > b.rank : a.key < b.key; });
    all.resize(most);
  }
}

std::vector<Weighed> HeaviestTerms(const Sketch& sketch, const Vocabulary& vocabulary) {
  std::vector<Weighed> terms;
  terms.reserve(sketch.words.size());
  for (const CountedWord& word : sketch.words) {
    const float weight = Frequency(word.times) * vocabulary.Rarity(word.key, true);
    const float rank = weight * ((word.traits & (kInLead | kInHeadline)) != 0 ? kLeadTells : 1.0F);
    terms.push_back({word.key, weight, rank, word.traits});
  }
  KeepMost(terms, kMostTerms);
  std::ranges::sort(terms, {}, &Weighed::key);
  return terms;
}

std::vector<Weighed> HeaviestNames(const Sketch& sketch, const Vocabulary& vocabulary) {
  std::vector<Weighed> names;
  std::vector<Weighed> sounds;
  for (const CountedName& name : sketch.names) {
    const float weight = Frequency(name.times) * vocabulary.Rarity(name.key, false);
    const auto traits = static_cast<std::uint8_t>(static_cast<unsigned>(name.role) | (name.in_lead ? 8U : 0U));
    (name.role == Role::kSound ? sounds : names)
        .push_back({name.key, weight, weight * (name.in_lead ? kLeadTells : 1.0F), traits});
  }
  KeepMost(names, kMostNames);
  KeepMost(sounds, kMostSounds);
  names.insert(names.end(), sounds.begin(), sounds.end());
  std::ranges::sort(names, {}, &Weighed::key);
  return names;
}

}  // namespace

Weight Weight::Make(float value, std::uint8_t traits) {
  constexpr float kMost = 7.99F;
  const auto fixed = static_cast<unsigned>(std::clamp(value, 0.0F, kMost) * 512.0F);
  return {static_cast<std::uint16_t>((fixed << 4U) | (traits & 0xFU))};
}

Print::Print(const Sketch& sketch, const Vocabulary& vocabulary, Days days, std::uint16_t language)
    : first_(days.first.value_or(kNoDay)),
      last_(days.last.value_or(kNoDay)),
      language_(language),
      weekdays_(sketch.weekdays) {
  const std::vector<Weighed> terms = HeaviestTerms(sketch, vocabulary);
  const std::vector<Weighed> names = HeaviestNames(sketch, vocabulary);
  std::vector<Key> addresses;
  for (const Key address : sketch.addresses) {
    if (addresses.size() < kMostAddresses && vocabulary.Rarity(address, false) >= kRareAddress) {
      addresses.push_back(address);
    }
  }
  terms_ = static_cast<std::uint8_t>(terms.size());
  names_ = static_cast<std::uint8_t>(names.size());
  figures_ = static_cast<std::uint8_t>(sketch.figures.size());
  event_days_ = static_cast<std::uint8_t>(sketch.days.size());
  spots_ = static_cast<std::uint8_t>(sketch.spots.size());
  addresses_ = static_cast<std::uint8_t>(addresses.size());
  const std::size_t weights = (std::size_t{terms_} + names_ + 1) / 2;
  block_ = std::make_unique<std::uint32_t[]>(WeightsAt() + weights);  // NOLINT(modernize-avoid-c-arrays)
  std::uint32_t* at = block_.get();
  auto* weight = reinterpret_cast<Weight*>(block_.get() + WeightsAt());
  for (const std::vector<Weighed>* const list : {&terms, &names}) {
    for (const Weighed& each : *list) {
      *at++ = each.key;
      *weight++ = Weight::Make(each.weight, each.traits);
    }
  }
  const auto copy = [&at](const auto& from) {
    if (!from.empty()) {
      std::memcpy(at, from.data(), from.size() * sizeof(from[0]));
      at += from.size() * sizeof(from[0]) / sizeof(std::uint32_t);
    }
  };
  copy(sketch.figures);
  copy(sketch.days);
  copy(sketch.spots);
  copy(addresses);
  AddSquares();
}

void Print::AddSquares() {
  for (const Weight weight : term_weights()) {
    const float square = weight.value() * weight.value();
    squares_.terms += square;
    squares_.lead += (weight.traits() & kInLead) != 0 ? square : 0;
    squares_.headline += (weight.traits() & kInHeadline) != 0 ? square : 0;
    squares_.capitals += (weight.traits() & kIsName) != 0 ? square : 0;
  }
  for (const Weight weight : name_weights()) {
    const float square = weight.value() * weight.value();
    squares_.names[static_cast<std::size_t>(RoleOf(weight)) % squares_.names.size()] += square;
    if (RoleOf(weight) != Role::kSound) {
      squares_.told += InLead(weight) ? square * kLeadCounts : square;
    }
  }
}

const Weight* Print::Weights() const { return reinterpret_cast<const Weight*>(block_.get() + WeightsAt()); }

std::span<const Figure> Print::figures() const {
  return {reinterpret_cast<const Figure*>(block_.get() + FiguresAt()), figures_};
}

std::span<const std::int32_t> Print::event_days() const {
  return {reinterpret_cast<const std::int32_t*>(block_.get() + DaysAt()), event_days_};
}

std::span<const Spot> Print::spots() const { return {reinterpret_cast<const Spot*>(block_.get() + SpotsAt()), spots_}; }

std::span<const Key> Print::addresses() const { return {block_.get() + AddressesAt(), addresses_}; }

Days Print::days() const {
  Days days;
  days.first = first_ == kNoDay ? std::nullopt : std::optional(first_);
  days.last = last_ == kNoDay ? std::nullopt : std::optional(last_);
  return days;
}

}  // namespace headwater::group
