// Counts a story's publishers, names its single origin, and measures how long after the first each had it.
#include "store/reckoning.h"

#include <algorithm>
#include <map>
#include <set>

#include "form/json.h"
#include "store/editions.h"
#include "store/rows.h"
#include "store/source_keys.h"
#include "store/weight.h"

namespace headwater::store {
namespace {

// Of articles untraced, as a part of all: more, and nothing can be said of a single origin.
constexpr std::int64_t kFewUntraced = 5;

struct Carriers {
  std::set<std::string> publishers;
  // The first second that each published at, of articles that state a time of day.
  std::map<std::string, std::int64_t> first;
};

Carriers CarriersOf(Session& session, const std::string& id) {
  constexpr std::int64_t kDay = 10;
  Carriers carriers;
  session.Run(
      "SELECT publisher_key, article_row, length(published) FROM articles WHERE story = ? AND publisher_key <> '' "
      "ORDER BY article_row",
      {id}, [&](const Row& row) {
        std::string key(row.Text(0));
        if (row.Int(2) > kDay) {
          carriers.first.emplace(key, SecondsOfRow(row.Int(1)));
        }
        carriers.publishers.insert(std::move(key));
      });
  return carriers;
}

void WriteFollowings(Session& session, const std::string& id, std::int64_t latest, const Carriers& carriers) {
  session.Run("DELETE FROM followings WHERE story = ?", {id});
  if (carriers.publishers.size() < 2) {
    return;
  }
  std::int64_t earliest = INT64_MAX;
  for (const auto& [publisher, second] : carriers.first) {
    earliest = std::min(earliest, second);
  }
  for (const std::string& publisher : carriers.publishers) {
    const auto first = carriers.first.find(publisher);
    // Against whom would one alone be timed?
    const bool timed = first != carriers.first.end() && carriers.first.size() > 1;
    session.Run("INSERT INTO followings (story, publisher_key, delay, latest) VALUES (?, ?, ?, ?)",
                {id, publisher, timed ? Value(first->second - earliest) : Value(), latest});
  }
}

// What the one source is called that all traced articles of a story rest on.
std::string SingleSource(Session& session, const std::string& id) {
  constexpr std::string_view kSource = "source/";
  std::string named;
  session.Run(
      "SELECT o.json FROM articles a JOIN origins o ON o.article_row = a.article_row WHERE a.story = ? "
      "AND a.origin_kind <> 'unknown' ORDER BY a.article_row LIMIT 1",
      {id}, [&](const Row& row) {
        const auto origin = form::ReadOrigin(row.Text(0));
        if (!origin || origin->roots.empty()) {
          return;
        }
        const std::string& root = origin->roots.front();
        named = root.starts_with(kSource)
                    ? root.substr(kSource.size())
                    : session.Words("SELECT publisher FROM articles WHERE id = ?", {root}).value_or(origin->name);
      });
  return named;
}

SingleOrigin SingleOriginOf(std::int64_t articles, std::size_t publishers, const news::Independence& independent) {
  if (articles < kManyArticles || publishers < static_cast<std::size_t>(kManyPublishers) || independent.least != 1) {
    return SingleOrigin::kNo;
  }
  if (independent.most == 1 && independent.untraced == 0) {
    return SingleOrigin::kYes;
  }
  const bool few = independent.untraced > 0 && independent.untraced * kFewUntraced <= articles;
  return few && independent.most <= 1 + independent.untraced ? SingleOrigin::kMay : SingleOrigin::kNo;
}

struct Places {
  std::vector<std::string> countries;
  std::int64_t placeless = 0;
};

Places PlacesOf(const Carriers& carriers) {
  std::set<std::string> countries;
  Places places;
  for (const std::string& publisher : carriers.publishers) {
    const news::Source* const known = KnownSource(publisher);
    if (known != nullptr && known->country) {
      countries.insert(*known->country);
    } else {
      ++places.placeless;
    }
  }
  places.countries.assign(countries.begin(), countries.end());
  return places;
}

}  // namespace

void ReckonStory(Session& session, const std::string& id) {
  std::int64_t articles = 0;
  std::int64_t latest = 0;
  news::Independence independent;
  session.Run(
      "SELECT article_count, latest, least, most, untraced FROM stories WHERE id = ?", {id}, [&](const Row& row) {
        articles = row.Int(0);
        latest = row.Int(1);
        independent = {static_cast<int>(row.Int(2)), static_cast<int>(row.Int(3)), static_cast<int>(row.Int(4))};
      });
  const Carriers carriers = CarriersOf(session, id);
  WriteFollowings(session, id, latest, carriers);
  const SingleOrigin single = SingleOriginOf(articles, carriers.publishers.size(), independent);
  const std::string source = single == SingleOrigin::kNo ? std::string() : SingleSource(session, id);
  const Places places = PlacesOf(carriers);
  const Weight weight =
      WeightOf(independent.least, independent.most, static_cast<int>(places.countries.size()), Instant(latest));
  session.Run(
      "UPDATE stories SET publisher_count = ?, single_origin = ?, single_source = ?, countries = ?, placeless = ?, "
      "importance = ? WHERE id = ?",
      {static_cast<std::int64_t>(carriers.publishers.size()), static_cast<std::int64_t>(single), source,
       JoinLines(places.countries), places.placeless, weight.sum(), id});
  WriteEditions(session, id);
}

}  // namespace headwater::store
