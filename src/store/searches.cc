// Rows of saved searches.
#include "store/searches.h"

#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMostSaved = 50;
constexpr std::size_t kMostBytes = 1000;

}  // namespace

Result<std::vector<SavedSearch>> Searches::Of(std::int64_t person) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<SavedSearch>> {
    std::vector<SavedSearch> saved;
    session.Run("SELECT id, name, query, looked FROM saved_searches WHERE person = ? ORDER BY name, id", {person},
                [&](const Row& row) {
                  saved.push_back({row.Int(0), std::string(row.Text(1)), std::string(row.Text(2)), row.Int(3)});
                });
    return saved;
  });
}

Result<std::int64_t> Searches::Save(std::int64_t person, std::string_view name, std::string_view query,
                                    std::int64_t looked) {
  if (name.empty() || query.empty() || name.size() > kMostBytes || query.size() > kMostBytes) {
    return Fail(Fault::kUsage, "a saved search has a name and words, neither too long");
  }
  return WriteAs(store_.database(), [&](Session& session) -> Result<std::int64_t> {
    const auto others =
        session.Number("SELECT count(*) FROM saved_searches WHERE person = ? AND query <> ?", {person, query});
    if (others.value_or(0) >= kMostSaved) {
      return Fail(Fault::kTooLarge, fmt::format("at most {} searches can be saved", kMostSaved));
    }
    session.Run(
        "INSERT INTO saved_searches (person, name, query, looked) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (person, query) DO UPDATE SET name = excluded.name, looked = excluded.looked",
        {person, name, query, looked});
    return session.Number("SELECT id FROM saved_searches WHERE person = ? AND query = ?", {person, query}).value_or(0);
  });
}

Result<void> Searches::Remove(std::int64_t person, std::int64_t id) {
  return store_.database().Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM saved_searches WHERE person = ? AND id = ?", {person, id});
    if (session.Changed() == 0) {
      return Fail(Fault::kNotFound, "there is no such saved search");
    }
    return {};
  });
}

Result<void> Searches::Look(std::int64_t person, std::string_view query, std::int64_t place) {
  // Asked first, so that looking at any other search writes nothing.
  const auto newer = ReadAs(store_.database(), [&](Session& session) -> Result<bool> {
    return session
        .Number("SELECT 1 FROM saved_searches WHERE person = ? AND query = ? AND looked < ?", {person, query, place})
        .has_value();
  });
  if (!newer || !*newer) {
    return newer ? Result<void>() : Result<void>(tl::unexpected(newer.error()));
  }
  return store_.database().Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE saved_searches SET looked = ? WHERE person = ? AND query = ? AND looked < ?",
                {place, person, query, place});
    return {};
  });
}

}  // namespace headwater::store
