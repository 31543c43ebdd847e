// Figures for one thing put side by side, where articles of a story differ.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

using news::FigureBound;

constexpr std::int64_t kMomentSeconds = std::int64_t{3} * 3600;  // in which a count is not brought up to date
constexpr std::int64_t kDaySeconds = std::int64_t{24} * 3600;
constexpr std::int64_t kCloseSeconds = 3 * kDaySeconds;  // what is further apart tells of another count
constexpr double kAbout = 0.15;                          // how far off "about" may be
constexpr std::int64_t kFarOff = 20;                     // times as many: two things, not two figures for one

// Neither excludes the other: "at least 12" and 15, "about 100" and 103.
bool Agree(const news::Figure& one, const news::Figure& other) {
  if (one.value == other.value) {
    return true;
  }
  const news::Figure& less = one.value < other.value ? one : other;
  const news::Figure& more = one.value < other.value ? other : one;
  if (less.bound == FigureBound::kLeast || more.bound == FigureBound::kMost) {
    return true;
  }
  const bool about = less.bound == FigureBound::kAbout || more.bound == FigureBound::kAbout;
  return about && static_cast<double>(more.value - less.value) <= kAbout * static_cast<double>(more.value);
}

bool OneEvent(const Counted& one, const Counted& other) {
  const auto& [here, there] = std::pair(one.figure.places, other.figure.places);
  const bool apart = !here.empty() && !there.empty() && std::ranges::none_of(here, [&](const std::string& place) {
    return std::ranges::find(there, place) != there.end();
  });
  const std::int64_t less = std::min(one.figure.value, other.figure.value);
  const std::int64_t more = std::max(one.figure.value, other.figure.value);
  const auto& [first, second] = std::pair(one.account.published, other.account.published);
  const bool far = first && second && std::abs((first->at - second->at).count()) > kCloseSeconds;
  return !apart && !far && less * kFarOff >= more;
}

// What each article says at last: nothing where it gives several figures, which may be parts of a whole.
std::vector<const Counted*> OneEach(const std::vector<const Counted*>& all) {
  std::map<std::string, std::vector<const Counted*>> by_article;
  for (const Counted* counted : all) {
    by_article[counted->account.article.value()].push_back(counted);
  }
  std::vector<const Counted*> ones;
  for (const auto& [article, its] : by_article) {
    const bool one =
        std::ranges::all_of(its, [&](const Counted* each) { return each->figure.value == its.front()->figure.value; });
    if (one) {
      ones.push_back(its.front());
    }
  }
  return ones;
}

// Whether one figure may be the other brought up to date.
news::SpreadKind KindOf(const Counted& one, const Counted& other) {
  const auto& [first, second] = std::pair(one.account.published, other.account.published);
  if (!first || !second) {
    return news::SpreadKind::kUnknown;
  }
  const bool by_day = !first->has_time || !second->has_time;
  const std::int64_t apart = (second->at - first->at).count();
  if (by_day && DayOf(*first) == DayOf(*second)) {
    return news::SpreadKind::kUnknown;
  }
  if (!by_day && std::abs(apart) <= kMomentSeconds) {
    return news::SpreadKind::kDiffer;
  }
  const bool later_more = (apart > 0) == (other.figure.value > one.figure.value);
  return later_more ? news::SpreadKind::kRose : news::SpreadKind::kDiffer;
}

news::Spread SpreadOf(const std::string& thing, const std::vector<const Counted*>& all) {
  news::Spread spread;
  spread.thing = thing;
  bool differ = false;
  bool unknown = false;
  for (std::size_t n = 0; n < all.size(); ++n) {
    for (std::size_t m = n + 1; m < all.size(); ++m) {
      if (!Agree(all[n]->figure, all[m]->figure)) {
        const news::SpreadKind kind = KindOf(*all[n], *all[m]);
        differ = differ || kind == news::SpreadKind::kDiffer;
        unknown = unknown || kind == news::SpreadKind::kUnknown;
      }
    }
  }
  spread.kind = differ ? news::SpreadKind::kDiffer : unknown ? news::SpreadKind::kUnknown : news::SpreadKind::kRose;
  for (const Counted* each : all) {
    auto value = std::ranges::find_if(spread.values, [&](const news::SpreadValue& known) {
      return known.value == each->figure.value && known.bound == each->figure.bound;
    });
    if (value == spread.values.end()) {
      value = spread.values.insert(value, {each->figure.value, each->figure.bound, {}});
    }
    value->accounts.push_back(each->account);
  }
  return spread;
}

// Earliest first; what has no time comes last, the smaller before the larger.
bool Before(const Counted* one, const Counted* other) {
  const auto key = [](const Counted* each) {
    const auto& at = each->account.published;
    return std::tuple(!at, at ? at->at : std::chrono::sys_seconds{}, each->figure.value, each->account.article.value());
  };
  return key(one) < key(other);
}

}  // namespace

std::vector<news::Spread> Spreads(std::span<const Counted> counted, const Limits& limits) {
  constexpr std::size_t kMostOfThing = 200;
  std::map<std::string, std::vector<const Counted*>> things;
  for (const Counted& each : counted) {
    if (things[each.figure.thing].size() < kMostOfThing) {
      things[each.figure.thing].push_back(&each);
    }
  }
  std::vector<news::Spread> spreads;
  for (const auto& [thing, all] : things) {
    std::vector<const Counted*> ones = OneEach(all);
    std::ranges::sort(ones, Before);
    // Those that speak of one event with one that they do not agree with.
    std::vector<const Counted*> differing;
    for (const Counted* one : ones) {
      const bool differs = std::ranges::any_of(ones, [&](const Counted* other) {
        return other != one && OneEvent(*one, *other) && !Agree(one->figure, other->figure);
      });
      const bool joins = std::ranges::any_of(ones, [&](const Counted* other) {
        return other != one && OneEvent(*one, *other) && one->figure.value == other->figure.value;
      });
      if (differs || joins) {
        differing.push_back(one);
      }
    }
    const bool any = std::ranges::any_of(differing, [&](const Counted* one) {
      return std::ranges::any_of(differing, [&](const Counted* other) {
        return OneEvent(*one, *other) && !Agree(one->figure, other->figure);
      });
    });
    if (any && spreads.size() < limits.max_found) {
      spreads.push_back(SpreadOf(thing, differing));
    }
  }
  std::ranges::stable_sort(spreads, {}, &news::Spread::kind);
  return spreads;
}

}  // namespace headwater::weigh
