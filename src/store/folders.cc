// Writes the folders of feeds.
#include "store/folders.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "store/rows.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

// How long its articles are kept, and the rules for it. Where the new one has a bound of its own, that stands; what was
// said of a folder that is no more goes with it, but a rule for it then meets nothing rather than everything.
void TakeAlong(Session& session, const std::string& from, const std::string& name) {
  const std::string inside = from + "/";
  // Behind a slash comes a zero.
  const std::string end = from + "0";
  const std::string before = name.empty() ? std::string() : name + "/";
  const auto moved = [&](std::string_view folder) {
    return folder == from ? name : before + std::string(folder.substr(inside.size()));
  };
  std::vector<std::string> scopes;
  session.Run("SELECT scope FROM retention WHERE scope = ? OR (scope >= ? AND scope < ?)",
              {"folder " + from, "folder " + inside, "folder " + end},
              [&](const Row& row) { scopes.emplace_back(row.Text(0)); });
  for (const std::string& scope : scopes) {
    const std::string folder = moved(std::string_view(scope).substr(std::string_view("folder ").size()));
    if (!folder.empty()) {
      session.Run(
          "INSERT INTO retention (scope, days, newest) SELECT ?, days, newest FROM retention WHERE scope = ? "
          "ON CONFLICT (scope) DO NOTHING",
          {"folder " + folder, scope});
    }
    session.Run("DELETE FROM retention WHERE scope = ?", {scope});
  }
  std::vector<std::pair<std::int64_t, std::string>> rules;
  session.Run("SELECT id, folder FROM rules WHERE folder = ? OR (folder >= ? AND folder < ?)", {from, inside, end},
              [&](const Row& row) { rules.emplace_back(row.Int(0), std::string(row.Text(1))); });
  for (const auto& [rule, folder] : rules) {
    if (const std::string there = moved(folder); !there.empty()) {
      session.Run("UPDATE rules SET folder = ? WHERE id = ?", {there, rule});
    }
  }
}

}  // namespace

std::string PlainFolder(std::string_view typed) {
  constexpr std::size_t kMostBytes = 200;
  constexpr std::string_view kBlank = " \t\r\n";
  std::string folder;
  while (!typed.empty()) {
    const std::size_t slash = std::min(typed.find('/'), typed.size());
    std::string_view step = typed.substr(0, slash);
    typed.remove_prefix(std::min(typed.size(), slash + 1));
    const std::size_t first = step.find_first_not_of(kBlank);
    if (first != std::string_view::npos) {
      step = step.substr(first, step.find_last_not_of(kBlank) - first + 1);
      folder.append(folder.empty() ? "" : "/").append(step);
    }
  }
  return folder.size() <= kMostBytes ? folder : text::RepairUtf8(folder.substr(0, kMostBytes));
}

Result<int> RenameFolder(Store& store, std::string_view from, std::string_view to) {
  const std::string name = PlainFolder(to);
  const std::string inside = fmt::format("{}/", from);
  if (from.empty() || name == from || name.starts_with(inside)) {
    return Fail(Fault::kUsage, "a folder cannot be moved into itself");
  }
  return WriteAs(store.database(), [&](Session& session) -> Result<int> {
    session.Run("UPDATE feeds SET folder = ? WHERE folder = ?", {name, from});
    auto moved = session.Changed();
    // Behind a slash comes a zero.
    const std::string before = name.empty() ? std::string() : name + "/";
    const std::string end = fmt::format("{}0", from);
    session.Run("UPDATE feeds SET folder = ? || substr(folder, CAST(? AS INTEGER)) WHERE folder >= ? AND folder < ?",
                {before, static_cast<std::int64_t>(text::CountCodePoints(inside)) + 1, inside, end});
    moved += session.Changed();
    TakeAlong(session, std::string(from), name);
    return static_cast<int>(moved);
  });
}

Result<int> MoveFeeds(Store& store, std::span<const news::FeedId> feeds, std::string_view folder) {
  const std::string name = PlainFolder(folder);
  return WriteAs(store.database(), [&](Session& session) -> Result<int> {
    int moved = 0;
    for (const news::FeedId& feed : feeds) {
      session.Run("UPDATE feeds SET folder = ? WHERE id = ?", {name, feed.value()});
      moved += static_cast<int>(session.Changed());
    }
    return moved;
  });
}

}  // namespace headwater::store
