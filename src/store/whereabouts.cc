// Reads the places of stories and entities, and weighs whether they are where they seem to be.
#include "store/whereabouts.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "store/country.h"
#include "store/rows.h"
#include "tables/tables.h"
#include "text/words.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMostArticles = 500;
constexpr std::int64_t kMostAround = 400;
constexpr std::int64_t kMostHomes = 100;

// By folded name, the countries in which the tables have a place of that name; empty for what lies in several.
using Known = std::unordered_multimap<std::string, std::string>;

void AddNames(Known& known, std::string_view names, std::string_view country) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find('|'), names.size());
    known.emplace(text::Fold(names.substr(0, end)), country);
    names.remove_prefix(std::min(names.size(), end + 1));
  }
}

const Known& KnownPlaces() {
  static const Known known = [] {
    Known places;
    for (const tables::Row& row : tables::Table("places")) {
      AddNames(places, row[0], row[2]);
    }
    for (const tables::Row& row : tables::Table("capitals")) {
      AddNames(places, row[0], CountryCode(row[1]));
    }
    return places;
  }();
  return known;
}

bool IsKnown(const PlaceLine& place) {
  const auto [begin, end] = KnownPlaces().equal_range(text::Fold(place.name));
  return std::any_of(begin, end, [&](const auto& each) { return each.second == place.country; });
}

bool IsThere(const PlaceLine& one, const PlaceLine& other) {
  constexpr double kSame = 1e-6;
  return std::abs(one.latitude - other.latitude) < kSame && std::abs(one.longitude - other.longitude) < kSame;
}

std::vector<std::string> HomesOf(Session& session, std::string_view sql, std::string_view id) {
  std::vector<std::string> homes;
  session.Run(sql, {id, kMostHomes}, [&](const Row& row) {
    const news::Source* const source = tables::SourceByName(row.Text(0));
    if (source != nullptr && source->country) {
      homes.push_back(*source->country);
    }
  });
  return homes;
}

}  // namespace

bool IsSure(const PlaceLine& place, const std::vector<PlaceLine>& around, const std::vector<std::string>& homes) {
  if (IsKnown(place)) {
    return true;
  }
  constexpr std::size_t kEnough = 2;
  std::vector<const PlaceLine*> others;
  bool borne_out = std::ranges::find(homes, place.country) != homes.end();
  for (const PlaceLine& other : around) {
    const bool there = IsThere(place, other);
    if (there && other.name != place.name) {
      return false;
    }
    if (there || other.country != place.country || place.country.empty()) {
      continue;
    }
    borne_out = borne_out || IsKnown(other);
    if (std::ranges::none_of(others, [&](const PlaceLine* each) { return IsThere(*each, other); })) {
      others.push_back(&other);
    }
  }
  return borne_out || others.size() >= kEnough;
}

Result<std::vector<std::pair<news::EntityId, PlaceLine>>> PlacesOfStory(Store& store, const news::StoryId& story,
                                                                        std::size_t limit) {
  using Places = std::vector<std::pair<news::EntityId, PlaceLine>>;
  return ReadAs(store.database(), [&](Session& session) -> Result<Places> {
    Places all;
    std::vector<PlaceLine> around;
    session.Run(
        "SELECT w.entity, w.name, w.country, w.latitude, w.longitude, count(DISTINCT w.article_row) "
        "FROM (SELECT article_row FROM articles WHERE story = ? ORDER BY article_row LIMIT ?) a "
        "JOIN whereabouts w ON w.article_row = a.article_row "
        "GROUP BY w.entity, w.name, w.country, w.latitude, w.longitude ORDER BY 6 DESC, 1, 2, 3 LIMIT ?",
        {story.value(), kMostArticles, kMostAround}, [&](const Row& row) {
          PlaceLine line{std::string(row.Text(1)), std::string(row.Text(2)), row.Real(3), row.Real(4),
                         static_cast<int>(row.Int(5))};
          around.push_back(line);
          all.emplace_back(news::EntityId(std::string(row.Text(0))), std::move(line));
        });
    const std::vector<std::string> homes =
        HomesOf(session, "SELECT DISTINCT publisher FROM articles WHERE story = ? LIMIT ?", story.value());
    Places sure;
    for (auto& [entity, line] : all) {
      const bool first = std::ranges::find(sure, entity, &Places::value_type::first) == sure.end();
      if (sure.size() < limit && first && IsSure(line, around, homes)) {
        sure.emplace_back(entity, std::move(line));
      }
    }
    return sure;
  });
}

Result<std::vector<PlaceLine>> SurePlaces(Store& store, const news::EntityId& entity,
                                          const std::vector<PlaceLine>& places) {
  return ReadAs(store.database(), [&](Session& session) -> Result<std::vector<PlaceLine>> {
    std::vector<PlaceLine> around;
    session.Run(
        "SELECT w.name, w.country, w.latitude, w.longitude FROM (SELECT DISTINCT article_row FROM whereabouts "
        "WHERE entity = ? LIMIT ?) a JOIN whereabouts w ON w.article_row = a.article_row "
        "GROUP BY w.name, w.country, w.latitude, w.longitude LIMIT ?",
        {entity.value(), kMostArticles, kMostAround}, [&](const Row& row) {
          around.push_back({std::string(row.Text(0)), std::string(row.Text(1)), row.Real(2), row.Real(3), 0});
        });
    const std::vector<std::string> homes =
        HomesOf(session,
                "SELECT DISTINCT a.publisher FROM whereabouts w JOIN articles a ON a.article_row = w.article_row "
                "WHERE w.entity = ? LIMIT ?",
                entity.value());
    std::vector<PlaceLine> sure;
    std::ranges::copy_if(places, std::back_inserter(sure),
                         [&](const PlaceLine& place) { return IsSure(place, around, homes); });
    return sure;
  });
}

}  // namespace headwater::store
