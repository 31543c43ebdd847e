// Keeps checks as rows, and looks addresses up in all their forms.
#include "store/checks.h"

#include <array>

#include "store/rows.h"
#include "store/secrets.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::array<std::pair<CheckState, std::string_view>, 5> kStates{{{CheckState::kWaiting, "waiting"},
                                                                          {CheckState::kFetching, "fetching"},
                                                                          {CheckState::kTracing, "tracing"},
                                                                          {CheckState::kDone, "done"},
                                                                          {CheckState::kFailed, "failed"}}};
constexpr std::size_t kKeyLetters = 22;
constexpr std::size_t kMostError = 500;
constexpr std::string_view kColumns = "number, key, url, asked, state, article, error";
constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;

CheckState StateOf(std::string_view word) {
  for (const auto& [state, spelling] : kStates) {
    if (spelling == word) {
      return state;
    }
  }
  return CheckState::kFailed;
}

Check ReadCheck(const Row& row) {
  Check check;
  check.number = row.Int(0);
  check.key = row.Text(1);
  check.url = row.Text(2);
  check.asked = Instant(row.Int(3));
  check.state = StateOf(row.Text(4));
  check.article = news::ArticleId(std::string(row.Text(5)));
  check.error = row.Text(6);
  return check;
}

std::int64_t NextMove(Session& session) {
  return session.Number("SELECT coalesce(max(moved), 0) + 1 FROM checks").value_or(1);
}

std::int64_t CountOf(Session& session, std::string_view condition, std::initializer_list<Value> values) {
  return session.Number(fmt::format("SELECT count(*) FROM checks WHERE {}", condition), values).value_or(0);
}

bool IsTooMuch(Session& session, const CheckLimits& limits, std::int64_t person, std::int64_t now) {
  return CountOf(session, "person = ? AND asked > ?", {person, now - kMinute}) >= limits.of_person_a_minute ||
         CountOf(session, "person = ? AND asked > ?", {person, now - kHour}) >= limits.of_person_an_hour ||
         CountOf(session, "asked > ?", {now - kHour}) >= limits.of_all_an_hour ||
         CountOf(session, "ended IS NULL", {}) >= limits.open;
}

}  // namespace

std::string_view WordFor(CheckState state) {
  for (const auto& [each, word] : kStates) {
    if (each == state) {
      return word;
    }
  }
  return {};
}

Result<Check> Checks::Ask(std::int64_t person, std::string_view url, std::chrono::sys_seconds now) {
  if (!web::ParseUrl(url)) {
    return Fail(Fault::kBadInput, fmt::format("{}: this is no address of the web", url.substr(0, 200)));
  }
  const std::string address = web::CanonicalUrl(url);
  const std::string key = web::ComparableUrl(url);
  return WriteAs(store_.database(), [&](Session& session) -> Result<Check> {
    std::optional<Check> check;
    // What failed may be asked for again sooner.
    session.Run(fmt::format("SELECT {} FROM checks WHERE url_key = ? AND asked > ? AND state <> 'failed' "
                            "ORDER BY asked DESC, number DESC LIMIT 1",
                            kColumns),
                {key, Seconds(now - limits_.again)}, [&](const Row& row) { check = ReadCheck(row); });
    if (check) {
      return *check;
    }
    if (IsTooMuch(session, limits_, person, Seconds(now))) {
      return Fail(Fault::kTimeout, "Too many addresses were asked for lately. Please try again in a few minutes.");
    }
    session.Run(fmt::format("INSERT INTO checks (key, person, url, url_key, asked, state, moved, article, error) "
                            "VALUES (?, ?, ?, ?, ?, 'waiting', ?, '', '') RETURNING {}",
                            kColumns),
                {NewSecret().substr(0, kKeyLetters), person, address, key, Seconds(now), NextMove(session)},
                [&](const Row& row) { check = ReadCheck(row); });
    return check ? Result<Check>(*check) : Fail(Fault::kStorage, "the check could not be kept");
  });
}

Result<Check> Checks::ByKey(std::string_view key) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<Check> {
    std::optional<Check> check;
    session.Run(fmt::format("SELECT {} FROM checks WHERE key = ?", kColumns), {key},
                [&](const Row& row) { check = ReadCheck(row); });
    if (!check) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no such check", key.substr(0, kKeyLetters)));
    }
    return *check;
  });
}

Result<std::vector<Check>> Checks::Open(std::size_t limit) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<Check>> {
    std::vector<Check> checks;
    session.Run(fmt::format("SELECT {} FROM checks WHERE ended IS NULL ORDER BY number LIMIT ?", kColumns),
                {static_cast<std::int64_t>(limit)}, [&](const Row& row) { checks.push_back(ReadCheck(row)); });
    return checks;
  });
}

Result<void> Checks::Move(std::int64_t number, CheckState state) {
  return store_.database().Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE checks SET state = ?, moved = ? WHERE number = ? AND ended IS NULL",
                {WordFor(state), NextMove(session), number});
    return {};
  });
}

Result<void> Checks::End(std::int64_t number, CheckState state, std::string_view article, std::string_view error,
                         std::chrono::sys_seconds now) {
  return store_.database().Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE checks SET state = ?, moved = ?, article = ?, error = ?, ended = ? WHERE number = ?",
                {WordFor(state), NextMove(session), article, error.substr(0, kMostError), Seconds(now), number});
    return {};
  });
}

Result<void> Checks::Done(std::int64_t number, const news::ArticleId& article, std::chrono::sys_seconds now) {
  return End(number, CheckState::kDone, article.value(), {}, now);
}

Result<void> Checks::Failed(std::int64_t number, std::string_view error, std::chrono::sys_seconds now) {
  return End(number, CheckState::kFailed, {}, error, now);
}

Result<std::int64_t> Checks::Stamp() {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::int64_t> {
    return session.Number("SELECT max(moved) FROM checks").value_or(0);
  });
}

Result<std::optional<AddressHit>> FindAddress(Store& store, std::span<const std::string> addresses) {
  return ReadAs(store.database(), [&](Session& session) -> Result<std::optional<AddressHit>> {
    std::optional<AddressHit> named;
    for (const std::string& address : addresses) {
      std::optional<AddressHit> hit;
      session.Run(
          "SELECT coalesce(a.id, substr(p.hash, 1, 16)), d.canonical FROM addresses d "
          "JOIN pages p ON p.page_row = d.page_row LEFT JOIN revisions r ON r.page_row = p.page_row "
          "LEFT JOIN articles a ON a.article_row = r.article_row WHERE d.url IN (?, ?) "
          "ORDER BY d.canonical, p.seen DESC, p.page_row DESC LIMIT 1",
          {address, web::ComparableUrl(address)}, [&](const Row& row) {
            hit = AddressHit{news::ArticleId(std::string(row.Text(0))), row.Int(1) == 0};
          });
      if (hit && hit->own) {
        return hit;
      }
      named = named ? named : hit;
    }
    return named;
  });
}

}  // namespace headwater::store
