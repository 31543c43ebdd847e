// Places in three steps: what may be one, which one it then is, and whether it is one at all.
#include "annotate/places.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <unordered_map>

#include "annotate/outlet_homes.h"
#include "annotate/place_mentions.h"
#include "annotate/place_senses.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kMaxNames = 200;
constexpr double kQualified = 8;  // for the senses that lie where the text says

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

class PlaceFinder {
 public:
  PlaceFinder(const Prepared& prepared, const news::Article& article, const std::vector<news::Name>& names)
      : prepared_(prepared), mentions_(FindPlaceMentions(prepared, names)), home_(HomeOf(article)) {}

  std::vector<news::Place> Run() {
    Gather();
    WeighSenses(names_, home_);
    std::vector<news::Place> places;
    places.reserve(mentions_.size());
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (const auto place = Decide(i)) {
        places.push_back(*place);
      }
    }
    return places;
  }

 private:
  // Mentions of one key are one name; those that say where it lies keep to themselves, and the bare ones go with the
  // first of them.
  void Gather() {
    name_of_.assign(mentions_.size(), kNoMention);
    std::unordered_map<std::string, std::size_t> by_key;
    for (const bool qualified : {true, false}) {
      for (std::size_t i = 0; i < mentions_.size(); ++i) {
        const PlaceMention& mention = mentions_[i];
        const bool own = mention.within != kNoMention && HoldsAny(mentions_[mention.within], mention);
        if (mention.sites.empty() || own != qualified) {
          continue;
        }
        std::size_t name = kNoMention;
        const std::string full = own ? mention.key + ", " + mentions_[mention.within].key : mention.key;
        if (const auto found = by_key.find(full); found != by_key.end()) {
          name = found->second;
        } else if (names_.size() < kMaxNames) {
          name = names_.size();
          names_.push_back(MakeName(mention, own));
          by_key.emplace(full, name);
          by_key.emplace(mention.key, name);
        } else {
          continue;
        }
        name_of_[i] = name;
        names_[name].trust = std::max(names_[name].trust, mention.person ? 0.0 : Sigmoid(mention.cues + (own ? 3 : 0)));
      }
    }
  }

  static bool HoldsAny(const PlaceMention& wide, const PlaceMention& mention) {
    return std::any_of(mention.sites.begin(), mention.sites.end(),
                       [&](const Site& site) { return IsWithin(wide, site); });
  }

  static bool IsWithin(const PlaceMention& wide, const Site& site) {
    const Sense sense = MakeSense(site);
    return std::any_of(wide.sites.begin(), wide.sites.end(), [&](const Site& other) {
      const Sense around = MakeSense(other);
      return Holds(around, sense) || (other.kind == SiteKind::kCounty && site.kind > SiteKind::kCounty &&
                                      around.country == sense.country && Distance(around, sense) < 60);
    });
  }

  NamedPlace MakeName(const PlaceMention& mention, bool own) const {
    NamedPlace name;
    name.key = mention.key;
    name.trust = 0;
    for (const Site& site : mention.sites) {
      name.senses.push_back(MakeSense(site));
      if (own && IsWithin(mentions_[mention.within], site)) {
        name.senses.back().weight += kQualified;
      }
    }
    return name;
  }

  // How far the kind and size of the place itself speak for its being meant.
  static double Standing(const Site& site) {
    switch (site.kind) {
      case SiteKind::kCountry:
        return 3;
      case SiteKind::kState:
        return 2.5;
      case SiteKind::kRegion:
      case SiteKind::kWater:
      case SiteKind::kCounty:
        return 1.5;
      default:
        return std::clamp(0.45 * (std::log(10 * site.size) - 5.2), -1.2, 1.5);
    }
  }

  std::optional<news::Place> Decide(std::size_t i) {
    const PlaceMention& mention = mentions_[i];
    if (name_of_[i] == kNoMention) {
      return Unlisted(mention);
    }
    const NamedPlace& name = names_[name_of_[i]];
    const Sense& sense = name.best();
    const bool qualified = sense.weight > kQualified + 5 ||
                           (mention.within != kNoMention && IsWithin(mentions_[mention.within], sense.site));
    double score = mention.cues + Standing(sense.site) + 1.5 * sense.support - 0.6;
    score += qualified ? 2 : 0;
    score += mention.last - mention.first > 1 ? 0.7 : 0;
    if (home_ && sense.site.kind > SiteKind::kState) {
      score += Distance(*home_, sense) < 150 ? 1 : 0;
    }
    score -= mention.person && sense.site.kind > SiteKind::kState ? 3 : 0;
    if (score <= 0) {
      return std::nullopt;
    }
    if (anchor_ == nullptr || sense.site.kind > SiteKind::kState || anchor_->site.kind <= SiteKind::kState) {
      anchor_ = &sense;
    }
    return Put(mention, sense.site);
  }

  // A road or a name that no table has is put where the text is: at the place that it says, else the last one before.
  std::optional<news::Place> Unlisted(const PlaceMention& mention) {
    const Sense* where = anchor_;
    if (mention.within != kNoMention && name_of_[mention.within] != kNoMention) {
      where = &names_[name_of_[mention.within]].best();
    } else if (mention.shape == PlaceShape::kUnlisted) {
      return std::nullopt;
    }
    if (mention.shape == PlaceShape::kRoad && home_) {
      where = &*home_;
    }
    if (where == nullptr) {
      where = home_ ? &*home_ : First();
    }
    if (where == nullptr || mention.cues <= 0) {
      return std::nullopt;
    }
    Site site = where->site;
    site.name = {};
    return Put(mention, site);
  }

  const Sense* First() const {
    const auto sure =
        std::find_if(names_.begin(), names_.end(), [](const NamedPlace& name) { return name.trust > 0.5; });
    return sure == names_.end() ? nullptr : &sure->best();
  }

  news::Place Put(const PlaceMention& mention, const Site& site) const {
    news::Place place;
    place.span = prepared_.SpanOf(mention.begin, mention.end);
    place.text = prepared_.text.substr(mention.begin, mention.end - mention.begin);
    place.name = site.name.empty() ? place.text : std::string(site.name);
    place.country = site.country;
    place.latitude = site.latitude;
    place.longitude = site.longitude;
    return place;
  }

  const Prepared& prepared_;
  std::vector<PlaceMention> mentions_;
  std::optional<Sense> home_;
  std::vector<NamedPlace> names_;
  std::vector<std::size_t> name_of_;  // of each mention
  const Sense* anchor_ = nullptr;
};

}  // namespace

std::vector<news::Place> FindPlaces(const Prepared& prepared, const news::Article& article,
                                    const std::vector<news::Name>& names) {
  return PlaceFinder(prepared, article, names).Run();
}

}  // namespace headwater::annotate
