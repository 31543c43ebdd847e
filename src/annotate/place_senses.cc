// Sizes first, then two rounds in which near places, and the states and countries around them, bear each other out.
#include "annotate/place_senses.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string_view>

namespace headwater::annotate {
namespace {

constexpr double kEarth = 6371;    // kilometres
constexpr double kNear = 60;       // at this distance support is halved
constexpr double kSize = 0.7;      // for each e-fold of people
constexpr double kSupport = 4.5;   // of the other places together
constexpr double kHome = 4;        // beside the paper's own town
constexpr double kHomeReach = 90;  // kilometres
constexpr double kHomeDivision = 1.5;
constexpr double kHomeCountry = 1;
constexpr double kCountry = 1.5;      // of a country all other names lie in
constexpr std::size_t kSpeaking = 3;  // senses of one name that speak for others

bool IsWide(SiteKind kind) { return kind <= SiteKind::kState; }

double SizeWeight(const Site& site) {
  switch (site.kind) {
    case SiteKind::kRegion:
    case SiteKind::kWater:
      return 8;
    case SiteKind::kCountry:
      return 9.5;
    case SiteKind::kState:
      return std::clamp(kSize * std::log(10 * site.size) - 1, 4.0, 7.5);
    case SiteKind::kTownship:
      return kSize * std::log(10 * site.size) - 1.5;
    default:
      return kSize * std::log(10 * site.size);
  }
}

// A code of a few letters and digits as a number.
std::uint64_t CodeOf(std::string_view code) {
  std::uint64_t number = 0;
  for (const char sign : code.substr(0, 5)) {
    number = number << 8U | static_cast<unsigned char>(sign);
  }
  return number;
}

double Squared(const Sense& one, const Sense& other) {
  double sum = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    sum += (one.at[axis] - other.at[axis]) * (one.at[axis] - other.at[axis]);
  }
  return sum * kEarth * kEarth;
}

// 1 for the same spot, falling to nothing some hundred kilometres on.
double Nearness(const Sense& one, const Sense& other, double reach) {
  return 1 / (1 + Squared(one, other) / (reach * reach));
}

// How much the other sense, if it is meant, speaks for the one.
double Speaks(const Sense& other, const Sense& one) {
  const bool country = one.country == other.country && one.country != 0;
  if (country && one.site.kind == SiteKind::kState && other.site.kind == SiteKind::kState) {
    return 0.4;
  }
  if (IsWide(other.site.kind)) {
    if (!Holds(other, one)) {
      return 0;
    }
    return other.site.kind == SiteKind::kState ? 0.8 : 0.3;
  }
  if (IsWide(one.site.kind)) {
    return Holds(one, other) ? 0.5 : 0;
  }
  const bool same = one.site.country == other.site.country && one.division == other.division && one.division != 0;
  return Nearness(one, other, kNear) + (same ? 0.1 : 0);
}

double OfHome(const Sense& home, const Sense& sense) {
  double said = 0;
  if (sense.country == home.country) {
    const bool division = sense.division == home.division && sense.division != 0;
    said += kHomeCountry + (division ? kHomeDivision : 0);
  }
  return IsWide(sense.site.kind) ? said : said + kHome * Nearness(home, sense, kHomeReach);
}

void Share(NamedPlace& name, const std::vector<double>& scores) {
  const double most = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    name.senses[i].share = std::exp(scores[i] - most);
    sum += name.senses[i].share;
  }
  for (Sense& sense : name.senses) {
    sense.share /= sum;
  }
}

// A sense that speaks for others, and how loud.
struct Voice {
  std::size_t name;
  const Sense* sense;
  double trust;
};

// The likeliest senses of each name, name by name.
std::vector<Voice> Voices(const std::vector<NamedPlace>& names) {
  std::vector<Voice> voices;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t first = voices.size();
    for (const Sense& sense : names[i].senses) {
      if (sense.share > 0.1 && names[i].trust > 0.1) {
        voices.push_back({i, &sense, names[i].trust});
      }
    }
    std::sort(voices.begin() + static_cast<std::ptrdiff_t>(first), voices.end(),
              [](const Voice& a, const Voice& b) { return a.sense->share > b.sense->share; });
    voices.resize(std::min(voices.size(), first + kSpeaking));
  }
  return voices;
}

std::map<std::string_view, double> Countries(const std::vector<NamedPlace>& names) {
  std::map<std::string_view, double> shares;
  double sum = 0;
  for (const NamedPlace& name : names) {
    for (const Sense& sense : name.senses) {
      if (!sense.site.country.empty()) {
        shares[sense.site.country] += name.trust * sense.share;
        sum += name.trust * sense.share;
      }
    }
  }
  for (auto& [country, share] : shares) {
    share /= std::max(sum, 1e-9);
  }
  return shares;
}

double Support(const std::vector<Voice>& voices, const std::vector<NamedPlace>& names, std::size_t own,
               const Sense& sense) {
  // States speak for a state where the name may be a country's too (Georgia), not where it may be a town's.
  const auto is_country = [](const Sense& other) { return other.site.kind == SiteKind::kCountry; };
  const bool among_states = sense.site.kind != SiteKind::kState ||
                            std::any_of(names[own].senses.begin(), names[own].senses.end(), is_country);
  double sum = 0;
  for (auto voice = voices.begin(); voice != voices.end();) {
    const std::size_t name = voice->name;
    const double trust = voice->trust;
    double most = 0;
    for (; voice != voices.end() && voice->name == name; ++voice) {
      if (name != own && (among_states || voice->sense->site.kind != SiteKind::kState)) {
        most = std::max(most, voice->sense->share * Speaks(*voice->sense, sense));
      }
    }
    sum += most > 0 && names[name].key != names[own].key ? trust * most : 0;
  }
  return 1 - std::exp(-sum);
}

}  // namespace

const Sense& NamedPlace::best() const {
  return *std::max_element(senses.begin(), senses.end(),
                           [](const Sense& one, const Sense& other) { return one.share < other.share; });
}

Sense MakeSense(const Site& site) {
  Sense sense;
  sense.site = site;
  const double north = site.latitude * std::numbers::pi / 180;
  const double east = site.longitude * std::numbers::pi / 180;
  sense.at = {std::cos(north) * std::cos(east), std::cos(north) * std::sin(east), std::sin(north)};
  sense.country = static_cast<std::uint32_t>(CodeOf(site.country));
  sense.division = site.division.empty() ? 0 : CodeOf(site.division) << 24U | sense.country;
  sense.weight = SizeWeight(site);
  return sense;
}

bool Holds(const Sense& wide, const Sense& other) {
  if (wide.country == 0 || wide.country != other.country || wide.site.kind >= other.site.kind) {
    return false;
  }
  return wide.site.kind == SiteKind::kCountry ||
         (wide.site.kind == SiteKind::kState && wide.division == other.division);
}

double Distance(const Sense& one, const Sense& other) { return std::sqrt(Squared(one, other)); }

void WeighSenses(std::vector<NamedPlace>& names, const std::optional<Sense>& home) {
  std::vector<double> scores;
  const auto score = [&](NamedPlace& name, const auto& further) {
    scores.clear();
    for (const Sense& sense : name.senses) {
      scores.push_back(sense.weight + (home ? OfHome(*home, sense) : 0) + further(sense));
    }
    Share(name, scores);
  };
  for (NamedPlace& name : names) {
    score(name, [](const Sense&) { return 0.0; });
  }
  for (int round = 0; round < 2; ++round) {
    const auto countries = Countries(names);
    const std::vector<Voice> voices = Voices(names);
    std::vector<std::vector<double>> supports(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      for (const Sense& sense : names[i].senses) {
        supports[i].push_back(Support(voices, names, i, sense));
      }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      for (std::size_t s = 0; s < names[i].senses.size(); ++s) {
        names[i].senses[s].support = supports[i][s];
      }
      score(names[i], [&](const Sense& sense) {
        const auto country = countries.find(sense.site.country);
        return kSupport * sense.support + (country == countries.end() ? 0 : kCountry * country->second);
      });
    }
  }
}

}  // namespace headwater::annotate
