// Watched folders.
#include "cli/folder_intake.h"

#include "base/log.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kFilesARound = 64;

std::string NoteOf(const fetch::FoundFile& file) { return "file " + file.path; }

}  // namespace

FolderIntake::FolderIntake(const std::string& folder, store::Store& store, const fetch::FolderLimits& limits)
    : folder_(folder), store_(store), watch_(folder, limits) {}

bool FolderIntake::Ready() {
  if (!round_.empty()) {
    return true;
  }
  auto found = watch_.Take(kFilesARound, std::chrono::milliseconds(0));
  if (!found) {
    if (!std::exchange(complained_, true)) {
      Log(LogLevel::kError, "watched folder {}", found.error().text);
    }
    return false;
  }
  complained_ = false;
  for (fetch::FoundFile& file : *found) {
    const auto note = store_.Note(NoteOf(file));
    if (!(note && *note && **note == file.stamp)) {
      round_.push_back(std::move(file));
    }
  }
  return !round_.empty();
}

std::optional<pipeline::Incoming> FolderIntake::Next() {
  if (supply_ == nullptr) {
    std::vector<std::string> paths;
    for (const fetch::FoundFile& file : round_) {
      paths.push_back(file.path);
    }
    supply_ = std::make_unique<Supply>(std::move(paths),
                                       [](const Error& error) { Log(LogLevel::kWarning, "{}", error.text); });
  }
  return supply_->Next();
}

void FolderIntake::Done(bool kept) {
  supply_.reset();
  if (!kept) {
    return;
  }
  for (const fetch::FoundFile& file : round_) {
    if (const auto noted = store_.SetNote(NoteOf(file), file.stamp); !noted) {
      Log(LogLevel::kError, "{}: {}", file.path, noted.error().text);
    }
  }
  round_.clear();
}

}  // namespace headwater::cli
