// Erases names, addresses and words of claims that were decided long ago.
#include "store/claimants.h"

#include <charconv>
#include <vector>

#include "store/rights_log.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::string_view kNote = "claimant days";
constexpr std::int64_t kMostDays = 36'500;
constexpr std::string_view kOld =
    "state IN ('granted', 'refused', 'reversed') AND decided < ? AND (claimant <> '' OR contact <> '' OR words <> '' "
    "OR asked_from <> '')";

}  // namespace

Result<std::int64_t> Claimants::Days() {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::int64_t> {
    const std::string text = session.Words("SELECT value FROM notes WHERE name = ?", {kNote}).value_or("");
    std::int64_t days = kClaimantDays;
    std::from_chars(text.data(), text.data() + text.size(), days);
    return days;
  });
}

Result<void> Claimants::SetDays(std::int64_t days, std::string_view by, std::chrono::sys_seconds now) {
  if (days < 0 || days > kMostDays) {
    return Fail(Fault::kUsage, "Say a number of days; 0 keeps who asked for ever.");
  }
  return store_.database().Write([&](Session& session) -> Result<void> {
    session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                {kNote, fmt::to_string(days)});
    AddToLog(session, now, by, "claimants kept", 0, fmt::format("{} days", days));
    return {};
  });
}

Result<std::int64_t> Claimants::Forget(std::chrono::sys_seconds now) {
  const auto days = Days();
  if (!days || *days == 0) {
    return days;
  }
  const std::int64_t before = Seconds(now - std::chrono::days(*days));
  std::vector<std::int64_t> numbers;
  const auto read = store_.database().Read([&](Session& session) -> Result<void> {
    session.Run(fmt::format("SELECT number FROM takedowns WHERE {} ORDER BY number", kOld), {before},
                [&](const Row& row) { numbers.push_back(row.Int(0)); });
    return {};
  });
  if (!read || numbers.empty()) {
    return read ? Result<std::int64_t>(0) : tl::unexpected(read.error());
  }
  return WriteAs(store_.database(), [&](Session& session) -> Result<std::int64_t> {
    for (const std::int64_t number : numbers) {
      session.Run("UPDATE takedowns SET claimant = '', contact = '', words = '', asked_from = '' WHERE number = ?",
                  {number});
      AddToLog(session, now, "Headwater", "claimant erased", number, {});
    }
    return static_cast<std::int64_t>(numbers.size());
  });
}

}  // namespace headwater::store
