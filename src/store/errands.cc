// What a person asks for on a page, and what the pipeline answers.
#include <array>

#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::array<std::pair<ErrandKind, std::string_view>, 6> kKinds{
    {{ErrandKind::kSubscribe, "subscribe"},
     {ErrandKind::kImportOpml, "import opml"},
     {ErrandKind::kSubscribeDefaults, "subscribe defaults"},
     {ErrandKind::kRefresh, "refresh"},
     {ErrandKind::kRemoveSamples, "remove samples"},
     {ErrandKind::kSettle, "settle"}}};

std::string_view WordFor(ErrandKind kind) {
  for (const auto& [each, word] : kKinds) {
    if (each == kind) {
      return word;
    }
  }
  return {};
}

ErrandKind KindOf(std::string_view word) {
  for (const auto& [each, spelling] : kKinds) {
    if (spelling == word) {
      return each;
    }
  }
  return ErrandKind::kRefresh;
}

Errand ReadErrand(const Row& row) {
  return {row.Int(0),     KindOf(row.Text(1)), std::string(row.Text(2)),
          !row.IsNull(3), row.Int(4) != 0,     std::string(row.Text(5))};
}

constexpr std::string_view kColumns = "id, kind, payload, answered, good, answer";

}  // namespace

Result<std::int64_t> Store::Ask(ErrandKind kind, std::string_view payload, std::chrono::sys_seconds now) {
  return WriteAs(*database_, [&](Session& session) -> Result<std::int64_t> {
    return session
        .Number("INSERT INTO errands (kind, payload, asked, good, answer) VALUES (?, ?, ?, 0, '') RETURNING id",
                {WordFor(kind), payload, Seconds(now)})
        .value_or(0);
  });
}

Result<std::vector<Errand>> Store::Asked(std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<Errand>> {
    std::vector<Errand> errands;
    session.Run(fmt::format("SELECT {} FROM errands WHERE answered IS NULL ORDER BY id LIMIT ?", kColumns),
                {static_cast<std::int64_t>(limit)}, [&](const Row& row) { errands.push_back(ReadErrand(row)); });
    return errands;
  });
}

Result<void> Store::Answer(std::int64_t errand, bool good, std::string_view answer, std::chrono::sys_seconds now) {
  return database_->Write([&](Session& session) -> Result<void> {
    // The payload (an OPML document may be large) has served.
    session.Run(
        "UPDATE errands SET answered = ?, good = ?, answer = ?, payload = substr(payload, 1, 2000) WHERE id = ?",
        {Seconds(now), good, answer, errand});
    if (session.Changed() == 0) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no such errand", errand));
    }
    return {};
  });
}

Result<Errand> Store::ErrandOf(std::int64_t id) {
  return ReadAs(*database_, [&](Session& session) -> Result<Errand> {
    std::optional<Errand> errand;
    session.Run(fmt::format("SELECT {} FROM errands WHERE id = ?", kColumns), {id},
                [&](const Row& row) { errand = ReadErrand(row); });
    if (!errand) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no such errand", id));
    }
    return *errand;
  });
}

}  // namespace headwater::store
