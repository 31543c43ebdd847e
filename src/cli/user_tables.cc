// Files of a folder, handed to the tables.
#include "cli/user_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxBytes = 64U << 20U;

Result<tables::OverlayFile> ReadTable(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (!error && size > kMaxBytes) {
    return Fail(Fault::kTooLarge, fmt::format("{}: {} bytes are too many for a table", path.string(), size));
  }
  std::ifstream stream(path, std::ios::binary);
  tables::OverlayFile file{path.string(), std::string(std::istreambuf_iterator<char>(stream), {})};
  if (!stream.is_open() || stream.bad()) {
    return Fail(Fault::kNotFound, fmt::format("{}: cannot be read", path.string()));
  }
  return file;
}

Result<tables::OverlayReport> Lay(const std::string& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code unknown;
    if (entry->path().extension() == ".tsv" && entry->is_regular_file(unknown)) {
      paths.push_back(entry->path());
    }
  }
  if (error) {
    return Fail(Fault::kUsage, fmt::format("{}: no folder of tables: {}", folder, error.message()));
  }
  std::ranges::sort(paths);
  std::vector<tables::OverlayFile> files;
  std::vector<Error> unread;
  for (const fs::path& path : paths) {
    if (auto file = ReadTable(path)) {
      files.push_back(*std::move(file));
    } else {
      unread.push_back(file.error());
    }
  }
  tables::OverlayReport report = tables::Overlay(std::move(files));
  report.faults.insert(report.faults.begin(), unread.begin(), unread.end());
  return report;
}

}  // namespace

Result<tables::OverlayReport> UseTables(const std::string& folder) {
  static std::optional<tables::OverlayReport> in_use;
  if (!in_use && !folder.empty()) {
    auto laid = Lay(folder);
    if (!laid) {
      return laid;
    }
    in_use = *std::move(laid);
  } else if (!in_use) {
    in_use = tables::OverlayReport();
  }
  return *in_use;
}

std::string Describe(const tables::Overlaid& table) {
  std::string text = table.path + ":";
  const auto say = [&text](std::size_t count, std::string_view what) {
    if (count > 0) {
      text += fmt::format("{} {} {}", text.ends_with(':') ? "" : ",", count, what);
    }
  };
  say(table.added, "added");
  say(table.replaced, "replaced");
  say(table.completed, "completed");
  say(table.removed, "taken away");
  return text.ends_with(':') ? text + " no rows" : text;
}

}  // namespace headwater::cli
