// Which place a name means: the senses of all names of an article weigh one another.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "annotate/gazetteer.h"

namespace headwater::annotate {

// One place that a name may mean.
struct Sense {
  Site site;
  std::array<double, 3> at{};  // on the unit sphere
  std::uint32_t country = 0;   // the codes as numbers, 0 for none
  std::uint64_t division = 0;  // with the country's
  double weight = 0;           // what size and words beside the name say
  double share = 0;            // after WeighSenses: how likely it is among its name's senses, 0 to 1
  double support = 0;          // after WeighSenses: how much the article's other places speak for it, 0 to 1
};

// A name, taken for one place wherever the article has it.
struct NamedPlace {
  std::string key;
  std::vector<Sense> senses;
  double trust = 1;  // 0 to 1: how sure it is a place at all, hence how much it says of others

  const Sense& best() const;
};

Sense MakeSense(const Site& site);

// Whether the wider place holds the other, as far as the codes of countries and divisions tell.
bool Holds(const Sense& wide, const Sense& other);

// Kilometres between two senses.
double Distance(const Sense& one, const Sense& other);

// Sets shares and supports. `home` is where the paper comes out, if that is known: most of what it names is near.
void WeighSenses(std::vector<NamedPlace>& names, const std::optional<Sense>& home);

}  // namespace headwater::annotate
