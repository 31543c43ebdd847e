// Goes on with a search from a place.
#include "store/paged_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "store/rows.h"
#include "store/search.h"
#include "store/settled.h"
#include "store/statements.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostOnPage = 1000;
constexpr char kPlace = 'p';

// Later than all that is here. Rows grow with the times of articles, those of statements with their articles'.
std::int64_t BehindAll(Session& session, bool statements) {
  return session
             .Number(statements ? "SELECT max(statement_row) FROM statements" : "SELECT max(article_row) FROM articles")
             .value_or(0) +
         1;
}

// All that are put in an order, behind the place.
std::vector<std::int64_t> RankedRows(Session& session, const Settled& settled, Prepared& prepared,
                                     SearchQuestion question, const SearchPlace& place, std::size_t limit) {
  question.offset = 0;
  question.after.reset();
  prepared.text.before = std::min(place.before, prepared.text.before.value_or(INT64_MAX));
  std::vector<std::int64_t> rows =
      ArticleRows(session, settled, prepared, question, static_cast<std::size_t>(kMostRanked));
  const auto last = std::ranges::find(rows, place.row);
  const auto begin = last != rows.end() ? last + 1 : rows.begin() + std::min(std::ssize(rows), place.count);
  rows.erase(rows.begin(), begin);
  rows.resize(std::min(rows.size(), limit));
  return rows;
}

}  // namespace

std::string WritePlace(const SearchPlace& place) {
  return fmt::format("{}{}.{}.{}", kPlace, place.row, place.count, place.before);
}

std::optional<SearchPlace> ReadPlace(std::string_view text) {
  if (!text.starts_with(kPlace)) {
    return std::nullopt;
  }
  text.remove_prefix(1);
  std::array<std::int64_t, 3> numbers{};
  for (std::int64_t& each : numbers) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), each);
    if (fault != std::errc{}) {
      return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const bool last = &each == &numbers.back();
    if (last ? !text.empty() : !text.starts_with('.')) {
      return std::nullopt;
    }
    text.remove_prefix(last ? 0 : 1);
  }
  return numbers[1] >= 0 ? std::optional(SearchPlace{numbers[0], numbers[1], numbers[2]}) : std::nullopt;
}

Result<SearchPage<SearchHit>> PagedSearch::Articles(const SearchQuestion& question,
                                                    const std::optional<SearchPlace>& place) {
  SearchPage<SearchHit> page;
  if (!question.words.empty() && ParseSearch(question.words).empty()) {
    return page;
  }
  return ReadAs(store_.database(), [&](Session& session) -> Result<SearchPage<SearchHit>> {
    const Settled settled = Settled::Read(session);
    Prepared prepared = Prepare(session, settled, question, false);
    const std::size_t limit = std::min(question.limit, kMostOnPage);
    SearchQuestion further = question;
    std::vector<std::int64_t> rows;
    if (place && question.by_rank) {
      rows = RankedRows(session, settled, prepared, question, *place, limit + 1);
    } else {
      further.after = place ? place->row : question.after;
      further.offset = place ? 0 : question.offset;
      rows = ArticleRows(session, settled, prepared, further, limit + 1);
    }
    const bool more = rows.size() > limit;
    rows.resize(std::min(rows.size(), limit));
    page.lines = ReadHits(session, prepared, rows);
    if (more) {
      const auto before = static_cast<std::int64_t>(place ? 0 : question.offset);
      page.next = {rows.back(), (place ? place->count : before) + std::ssize(rows),
                   place ? place->before : BehindAll(session, false)};
    }
    return page;
  });
}

Result<SearchPage<StatementLine>> PagedSearch::Statements(const SearchQuestion& question,
                                                          const std::optional<SearchPlace>& place) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<SearchPage<StatementLine>> {
    const Settled settled = Settled::Read(session);
    Prepared prepared = Prepare(session, settled, question, true);
    SearchQuestion further = question;
    if (place) {
      further.after = place->row;
      further.offset = 0;
      prepared.text.before = std::min(place->before, prepared.text.before.value_or(INT64_MAX));
    } else {
      further.after.reset();
    }
    const std::size_t limit = std::min(question.limit, kMostOnPage);
    std::vector<ToldRow> told = ToldRows(session, prepared, further, further.offset + limit + 1);
    told.erase(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(std::min(further.offset, told.size())));
    SearchPage<StatementLine> page;
    const bool more = told.size() > limit;
    told.resize(std::min(told.size(), limit));
    for (const ToldRow& each : told) {
      std::ranges::move(ReadStatements(session, "x.statement_row = ?", {each.told}), std::back_inserter(page.lines));
    }
    if (more) {
      page.next = {told.back().row, (place ? place->count : 0) + std::ssize(told),
                   place ? place->before : BehindAll(session, true)};
    }
    return page;
  });
}

}  // namespace headwater::store
