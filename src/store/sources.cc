// Questions about sources: how they come by what they publish, whom they have it from, and how fast they follow.
#include <algorithm>
#include <map>
#include <numeric>

#include "news/spelling.h"
#include "store/rows.h"
#include "store/source_keys.h"
#include "store/tallies.h"
#include "tables/tables.h"

namespace headwater::store {
namespace {

// How many others are listed of each.
constexpr std::int64_t kMaxOthers = 50;

using Tally = std::vector<std::pair<std::string, int>>;

// Sums what several keys of one source have, most first.
class Tallied {
 public:
  void Add(const std::string& key, std::string_view name, std::int64_t count) {
    auto& [called, sum] = sums_[key];
    called = called.empty() ? std::string(name) : called;
    sum += static_cast<int>(count);
  }
  Tally MostFirst(std::size_t most) const {
    Tally tally;
    for (const auto& [key, sum] : sums_) {
      tally.push_back(sum);
    }
    std::ranges::stable_sort(tally, [](const auto& one, const auto& other) { return one.second > other.second; });
    tally.resize(std::min(most, tally.size()));
    return tally;
  }

 private:
  std::map<std::string, std::pair<std::string, int>> sums_;
};

std::chrono::year_month MonthOf(std::string_view text) {
  const auto moment = ParseMoment(fmt::format("{}-01", text));
  const auto day = moment ? DayOf(*moment) : std::chrono::year_month_day();
  return day.year() / day.month();
}

void ReadMonths(Session& session, const std::vector<std::string>& keys, SourceProfile& profile) {
  std::map<std::chrono::year_month, ByProvenance> months;
  Tallied languages;
  for (const std::string& key : keys) {
    session.Run(
        "SELECT month, provenance, language, articles FROM source_months WHERE publisher_key = ? AND articles > 0",
        {key}, [&](const Row& row) {
          const auto provenance = ProvenanceCalled(row.Text(1)).value_or(Provenance::kUnknown);
          const int count = static_cast<int>(row.Int(3));
          months[MonthOf(row.Text(0))].at(static_cast<std::size_t>(provenance)) += count;
          profile.by_provenance.at(static_cast<std::size_t>(provenance)) += count;
          profile.articles += count;
          languages.Add(std::string(row.Text(2)), row.Text(2), count);
        });
  }
  for (const auto& [month, articles] : months) {
    profile.months.push_back({month, articles});
  }
  profile.languages = languages.MostFirst(static_cast<std::size_t>(kMaxOthers));
}

void ReadCiting(Session& session, const std::vector<std::string>& keys, SourceProfile& profile) {
  Tallied cites;
  Tallied cited_by;
  for (const std::string& key : keys) {
    session.Run(
        "SELECT source_key, source, articles FROM citing WHERE publisher_key = ? AND articles > 0 "
        "ORDER BY articles DESC LIMIT ?",
        {key, kMaxOthers}, [&](const Row& row) {
          if (std::ranges::find(keys, row.Text(0)) == keys.end()) {
            cites.Add(std::string(row.Text(0)), row.Text(1), row.Int(2));
          }
        });
    session.Run(
        "SELECT c.publisher_key, (SELECT a.publisher FROM articles a WHERE a.publisher_key = c.publisher_key LIMIT 1), "
        "c.articles FROM citing c WHERE c.source_key = ? AND c.publisher_key <> '' AND c.articles > 0 "
        "ORDER BY c.articles DESC LIMIT ?",
        {key, kMaxOthers}, [&](const Row& row) {
          if (std::ranges::find(keys, row.Text(0)) == keys.end()) {
            cited_by.Add(std::string(row.Text(0)), row.Text(1), row.Int(2));
          }
        });
  }
  profile.cites = cites.MostFirst(static_cast<std::size_t>(kMaxOthers));
  profile.cited_by = cited_by.MostFirst(static_cast<std::size_t>(kMaxOthers));
}

void ReadFollowing(Session& session, const std::vector<std::string>& keys, Following& following) {
  std::vector<std::int64_t> delays;
  for (const std::string& key : keys) {
    const auto count = [&](std::string_view which) {
      return static_cast<int>(
          session.Number(fmt::format("SELECT count(*) FROM followings WHERE publisher_key = ?{}", which), {key})
              .value_or(0));
    };
    const int first = count(" AND delay = 0");
    const int later = count(" AND delay > 0");
    following.stories += count("");
    following.timed += first + later;
    following.first += first;
    // The middle one alone where there is one key only.
    const bool single = keys.size() == 1;
    session.Run("SELECT delay FROM followings WHERE publisher_key = ? AND delay > 0 ORDER BY delay LIMIT ? OFFSET ?",
                {key, single ? std::int64_t{1} : std::int64_t{kMostCounted},
                 single ? std::int64_t{later / 2} : std::int64_t{0}},
                [&](const Row& row) { delays.push_back(row.Int(0)); });
  }
  if (!delays.empty()) {
    const auto middle = delays.begin() + static_cast<std::ptrdiff_t>(delays.size() / 2);
    std::ranges::nth_element(delays, middle);
    following.median = std::chrono::seconds(*middle);
  }
}

// Rows of the month or year, or all.
std::pair<std::int64_t, std::int64_t> RowsOf(const SourceQuestion& question) {
  using std::chrono::January;
  const auto first = [](std::chrono::year_month month) {
    return FirstRowAt(Seconds(std::chrono::sys_days(month / std::chrono::day(1))));
  };
  if (question.month && question.month->ok()) {
    return {first(*question.month), first(*question.month + std::chrono::months(1))};
  }
  if (question.year && question.year->ok()) {
    return {first(*question.year / January), first((*question.year + std::chrono::years(1)) / January)};
  }
  return {INT64_MIN, INT64_MAX};
}

using Placed = std::vector<std::pair<std::int64_t, ArticleLine>>;

void AddCiting(Session& session, const std::string& key, const SourceQuestion& question, std::int64_t most,
               Placed& found) {
  const auto [from, before] = RowsOf(question);
  // An article that both says so and has it in its chain is in two rows.
  const std::string sql = fmt::format(
      "SELECT {} FROM citations c JOIN articles a ON a.article_row = c.article_row WHERE c.publisher_key = ? "
      "AND c.source_key = ? AND c.article_row >= ? AND c.article_row < ? AND a.listed = 1 GROUP BY c.article_row, "
      "a.article_row ORDER BY c.article_row DESC LIMIT ?",
      kLineColumns);
  for (const std::string& cited : KeysHere(session, question.cites)) {
    session.Run(sql, {key, cited, from, before, most},
                [&](const Row& row) { found.emplace_back(row.Int(kLineRow), ReadLine(row)); });
  }
}

void AddPublished(Session& session, const std::string& key, const SourceQuestion& question, std::int64_t most,
                  Placed& found) {
  const auto [from, before] = RowsOf(question);
  // What is not traced yet is unknown like what cannot be.
  const std::string_view way = !question.provenance                           ? "? = ''"
                               : *question.provenance == Provenance::kUnknown ? "coalesce(a.provenance, 'unknown') = ?"
                                                                              : "a.provenance = ?";
  const std::string sql = fmt::format(
      "SELECT {} FROM articles a WHERE a.publisher_key = ? AND a.article_row >= ? AND a.article_row < ? "
      "AND a.listed = 1 AND {} AND {} ORDER BY a.article_row DESC LIMIT ?",
      kLineColumns, way, question.language ? "a.language = ?" : "? = ''");
  session.Run(sql,
              {key, from, before, question.provenance ? WordFor(*question.provenance) : std::string_view(),
               question.language ? std::string_view(*question.language) : std::string_view(), most},
              [&](const Row& row) { found.emplace_back(row.Int(kLineRow), ReadLine(row)); });
}

// Of several keys in one order, newest first: each is read as far as the page goes.
std::vector<ArticleLine> ArticlesOfKeys(Session& session, const std::vector<std::string>& keys,
                                        const SourceQuestion& question, std::size_t limit) {
  Placed found;
  const auto most = static_cast<std::int64_t>(limit + question.offset);
  for (const std::string& key : keys) {
    (question.cites.empty() ? AddPublished : AddCiting)(session, key, question, most, found);
  }
  std::ranges::stable_sort(found, [](const auto& one, const auto& other) { return one.first > other.first; });
  const auto same = std::unique(found.begin(), found.end(),
                                [](const auto& one, const auto& other) { return one.first == other.first; });
  found.erase(same, found.end());
  std::vector<ArticleLine> lines;
  for (std::size_t n = question.offset; n < found.size() && lines.size() < limit; ++n) {
    lines.push_back(std::move(found[n].second));
  }
  return lines;
}

}  // namespace

int SumOf(const ByProvenance& counts) { return std::accumulate(counts.begin(), counts.end(), 0); }

Result<SourceProfile> Store::Source(std::string_view name) {
  return ReadAs(*database_, [&](Session& session) -> Result<SourceProfile> {
    SourceProfile profile;
    const std::vector<std::string> keys = KeysHere(session, name);
    profile.name = SourceName(session, name, keys);
    if (keys.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article is from this source, or cites it", name));
    }
    if (const news::Source* const known = KnownSource(name)) {
      profile.known = *known;
      const news::Source* const parent = known->parent ? tables::SourceById(*known->parent) : nullptr;
      profile.parent = parent != nullptr ? parent->name : known->parent ? known->parent->value() : std::string();
    }
    ReadMonths(session, keys, profile);
    ReadCiting(session, keys, profile);
    ReadFollowing(session, keys, profile.following);
    for (const std::string& key : keys) {
      profile.copied_by += static_cast<int>(session
                                                .Number("SELECT count(*) FROM (SELECT 1 FROM copies WHERE of_publisher "
                                                        "= ? AND of_publisher <> '' LIMIT ?) AS counted",
                                                        {key, std::int64_t{kMostCounted}})
                                                .value_or(0));
    }
    profile.latest = ArticlesOfKeys(session, keys, {}, static_cast<std::size_t>(kMaxOthers));
    return profile;
  });
}

Result<std::vector<ArticleLine>> Store::SourceArticles(const SourceQuestion& question) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<ArticleLine>> {
    return ArticlesOfKeys(session, KeysHere(session, question.source), question,
                          std::min(question.limit, limits_.max_results));
  });
}

Result<std::vector<FollowedStory>> Store::Followed(std::string_view source, bool first, std::size_t limit,
                                                   std::size_t offset) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<FollowedStory>> {
    std::vector<std::tuple<std::int64_t, std::string, std::int64_t>> found;
    const auto most = static_cast<std::int64_t>(std::min(limit, limits_.max_results) + offset);
    const std::string sql =
        fmt::format("SELECT story, delay, latest FROM followings WHERE publisher_key = ? AND {} LIMIT ?",
                    first ? "delay = 0 ORDER BY latest DESC" : "delay > 0 ORDER BY delay");
    for (const std::string& key : KeysHere(session, source)) {
      session.Run(sql, {key, most}, [&](const Row& row) {
        found.emplace_back(first ? -row.Int(2) : row.Int(1), std::string(row.Text(0)), row.Int(1));
      });
    }
    std::ranges::stable_sort(found);
    std::vector<FollowedStory> stories;
    for (std::size_t n = std::min(offset, found.size()); n < found.size() && stories.size() < limit; ++n) {
      auto lines = ReadStories(session, fmt::format("SELECT {} FROM stories s WHERE s.id = ?", kStoryColumns),
                               {std::get<1>(found[n])});
      if (!lines.empty()) {
        stories.push_back({std::move(lines.front()), std::chrono::seconds(std::get<2>(found[n]))});
      }
    }
    return stories;
  });
}

}  // namespace headwater::store
