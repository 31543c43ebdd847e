// Counts the facets of a search's newest hits.
#include "store/facets.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "store/facet_rows.h"
#include "store/names.h"
#include "store/rows.h"
#include "store/search.h"
#include "store/tallies.h"

namespace headwater::store {
namespace {

// Hits that are asked one by one who speaks in them, where users have settled who does.
constexpr int kMostAsked = 2'000;

struct Tally {
  std::unordered_map<std::uint32_t, int> codes;
  std::map<std::string, int, std::less<>> origins;
};

void CountRow(const Row& row, std::int64_t now, FacetCounts& counts, Tally& tally) {
  ++counts.counted;
  const std::int64_t age = now - SecondsOfRow(row.Int(0));
  std::size_t bin = 0;
  while (bin < kFacetAges.size() && age > std::chrono::seconds(kFacetAges.at(bin)).count()) {
    ++bin;
  }
  ++counts.ages.at(bin);
  const std::string_view origin = row.Text(1);
  const auto known = tally.origins.find(origin);
  if (known == tally.origins.end()) {
    tally.origins.emplace(origin, 1);
  } else {
    ++known->second;
  }
  const std::string_view codes = row.Text(2);
  for (std::size_t n = 0; n < codes.size() / kCodeBytes; ++n) {
    ++tally.codes[CodeAt(codes, n)];
  }
}

void EachOfNewest(Session& session, const Prepared& prepared, bool asks, const EachRow& each) {
  if (!prepared.text.terms.empty() || !prepared.text.facts.empty()) {
    session.EachFacets(prepared.text, each);
  } else if (asks) {
    session.Run(
        "SELECT article_row, provenance, codes FROM article_facets WHERE article_row >= ? AND article_row < ? "
        "ORDER BY article_row DESC LIMIT ?",
        {prepared.text.from.value_or(INT64_MIN), prepared.text.before.value_or(INT64_MAX), kMostRanked}, each);
  }
}

std::vector<FacetLine> LinesOf(Session& session, const Settled& settled, const Tally& tally, FacetSort sort,
                               std::size_t most) {
  std::vector<std::pair<int, std::uint32_t>> ranked;
  for (const auto& [code, count] : tally.codes) {
    if (code % kFacetSorts == static_cast<std::uint32_t>(sort)) {
      ranked.emplace_back(-count, code);
    }
  }
  // A few more than are shown: what users have made one is found below.
  const std::size_t looked_at = std::min(ranked.size(), most * 2);
  std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(looked_at));
  std::vector<FacetLine> lines;
  for (std::size_t n = 0; n < looked_at; ++n) {
    std::string value = session
                            .Words("SELECT value FROM facet_values WHERE value_number = ?",
                                   {static_cast<std::int64_t>(ranked[n].second / kFacetSorts)})
                            .value_or("");
    if (sort == FacetSort::kSpeaker) {
      value = settled.LeadsTo(value);
    }
    const auto same = std::ranges::find(lines, value, &FacetLine::value);
    if (same != lines.end()) {
      same->articles -= ranked[n].first;
    } else if (lines.size() < most && !value.empty()) {
      std::string name = sort == FacetSort::kSpeaker ? NameOfEntity(session, value) : value;
      name = name.empty() ? value : name;
      lines.push_back({std::move(value), std::move(name), -ranked[n].first});
    }
  }
  return lines;
}

}  // namespace

Result<FacetCounts> Facets::Count(const SearchQuestion& question, std::size_t most, std::chrono::sys_seconds now) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<FacetCounts> {
    FacetCounts counts;
    Tally tally;
    const Settled settled = Settled::Read(session);
    const Prepared prepared = Prepare(session, settled, question, false);
    const bool ask_each = !prepared.speakers.empty() && !settled.empty();
    int looked_at = 0;
    const bool narrowed = question.from || question.to || !question.origin.empty() || question.single_origin;
    EachOfNewest(session, prepared, narrowed, [&](const Row& row) {
      ++looked_at;
      const bool other = (!question.origin.empty() && row.Text(1) != question.origin) ||
                         (question.single_origin && !HasOneOrigin(session, row.Int(0)));
      const bool silent = ask_each && (looked_at > kMostAsked || !Speaks(session, prepared.speakers, row.Int(0)));
      if (!other && !silent) {
        CountRow(row, Seconds(now), counts, tally);
      }
    });
    counts.all = looked_at < kMostRanked && (!ask_each || looked_at <= kMostAsked);
    counts.sources = LinesOf(session, settled, tally, FacetSort::kSource, most);
    counts.speakers = LinesOf(session, settled, tally, FacetSort::kSpeaker, most);
    counts.languages = LinesOf(session, settled, tally, FacetSort::kLanguage, most);
    counts.places = LinesOf(session, settled, tally, FacetSort::kPlace, most);
    for (const auto& [origin, articles] : tally.origins) {
      if (!origin.empty()) {
        counts.origins.push_back({origin, origin, articles});
      }
    }
    std::ranges::stable_sort(counts.origins, std::greater<>(), &FacetLine::articles);
    return counts;
  });
}

}  // namespace headwater::store
