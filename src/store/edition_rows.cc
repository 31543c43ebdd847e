// Writes the rows of editions as stories change.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "store/editions.h"
#include "store/rows.h"
#include "store/source_keys.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostLanguages = 3;
constexpr std::size_t kMostCountries = 12;
constexpr std::size_t kMostSubjects = 2;

using Counted = std::map<std::string, int>;

// Where a publisher is at home: as the tables know it, else by the country that its address is registered in.
std::string CountryOf(std::string_view publisher, std::string_view url) {
  if (const news::Source* const known = KnownSource(publisher); known != nullptr && known->country) {
    return *known->country;
  }
  const auto address = web::ParseUrl(url);
  if (!address) {
    return {};
  }
  const std::size_t dot = address->host.rfind('.');
  std::string end = dot == std::string::npos ? std::string() : address->host.substr(dot + 1);
  // Two letters are a country's (ISO 3166-1 but for the United Kingdom), but for those that are sold to everyone.
  constexpr std::array<std::string_view, 12> kSold{"io", "co", "tv", "me", "ai", "eu",
                                                   "fm", "cc", "ws", "ly", "gg", "su"};
  const bool letters = end.size() == 2 && std::ranges::all_of(end, [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters || std::ranges::find(kSold, end) != kSold.end()) {
    return {};
  }
  std::ranges::transform(end, end.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  return end == "UK" ? "GB" : end;
}

// Those counted most, and the empty one for all.
std::vector<std::string> MostCounted(const Counted& counted, std::size_t most, int at_least) {
  std::vector<std::pair<int, std::string>> ranked;
  for (const auto& [value, count] : counted) {
    if (!value.empty() && count >= at_least) {
      ranked.emplace_back(-count, value);
    }
  }
  std::ranges::sort(ranked);
  std::vector<std::string> values{""};
  for (std::size_t n = 0; n < std::min(most, ranked.size()); ++n) {
    values.push_back(ranked[n].second);
  }
  return values;
}

std::int64_t EditionNamed(Session& session, const std::string& language, const std::string& country,
                          const std::string& subject) {
  constexpr std::string_view kAsk =
      "SELECT edition FROM edition_names WHERE language = ? AND country = ? AND subject = ?";
  auto edition = session.Number(kAsk, {language, country, subject});
  if (!edition) {
    session.Run("INSERT INTO edition_names (language, country, subject, stories) VALUES (?, ?, ?, 0)",
                {language, country, subject});
    edition = session.Number(kAsk, {language, country, subject});
  }
  return edition.value_or(0);
}

}  // namespace

void WriteEditions(Session& session, const std::string& story) {
  Counted languages;
  Counted countries;
  Counted subjects;
  int articles = 0;
  session.Run(
      "SELECT a.language, a.publisher, a.url, f.subjects FROM articles a "
      "LEFT JOIN article_facets f ON f.article_row = a.article_row WHERE a.story = ?",
      {story}, [&](const Row& row) {
        ++articles;
        ++languages[std::string(row.Text(0))];
        ++countries[CountryOf(row.Text(1), row.Text(2))];
        for (const std::string& subject : SplitLines(row.Text(3))) {
          ++subjects[subject];
        }
      });
  std::set<std::int64_t> wanted;
  for (const std::string& language : MostCounted(languages, kMostLanguages, 1)) {
    for (const std::string& country : MostCounted(countries, kMostCountries, 1)) {
      // One article's word among many is no subject of theirs.
      for (const std::string& subject : MostCounted(subjects, kMostSubjects, (articles + 3) / 4)) {
        if (!language.empty() || !country.empty() || !subject.empty()) {
          wanted.insert(EditionNamed(session, language, country, subject));
        }
      }
    }
  }
  std::vector<std::int64_t> left;
  session.Run("SELECT edition FROM editions WHERE story = ?", {story}, [&](const Row& row) {
    if (!wanted.contains(row.Int(0))) {
      left.push_back(row.Int(0));
    }
  });
  for (const std::int64_t edition : left) {
    session.Run("DELETE FROM editions WHERE story = ? AND edition = ?", {story, edition});
  }
  for (const std::int64_t edition : wanted) {
    session.Run(
        "INSERT INTO editions (story, edition, importance, latest, publishers, least) "
        "SELECT id, ?, importance, latest, publisher_count, coalesce(least, 0) FROM stories WHERE id = ? "
        "ON CONFLICT (story, edition) DO UPDATE SET importance = excluded.importance, latest = excluded.latest, "
        "publishers = excluded.publishers, least = excluded.least WHERE editions.importance <> excluded.importance "
        "OR editions.latest <> excluded.latest OR editions.publishers <> excluded.publishers "
        "OR editions.least <> excluded.least",
        {edition, story});
  }
}

}  // namespace headwater::store
