// Writes the folders of feeds.
#include "store/folders.h"

#include <algorithm>

#include "store/rows.h"
#include "text/utf8.h"

namespace headwater::store {

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
    session.Run("UPDATE feeds SET folder = ? || substr(folder, ?) WHERE folder >= ? AND folder < ?",
                {before, static_cast<std::int64_t>(text::CountCodePoints(inside)) + 1, inside, end});
    moved += session.Changed();
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
