// Records appended to unlinked files; a file goes once nothing in it is wanted any more.
#include "cli/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "base/log.h"

namespace headwater::cli {
namespace {

constexpr std::int64_t kFileSize = 256LL << 20U;  // a file is full beyond

// An open file without a name. -1 where none can be made.
int OpenUnlinked() {
  const char* folder = std::getenv("TMPDIR");
  std::string path = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/headwater-XXXXXX";
  const int file = mkstemp(path.data());
  if (file >= 0) {
    unlink(path.c_str());
  }
  return file;
}

class Spool : public Shelf {
 public:
  explicit Spool(int first) { files_.push_back({first, 0, 0}); }
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool() override {
    for (const File& file : files_) {
      Close(file);
    }
  }

  // A place is the file's number times its size, plus the offset.
  std::int64_t Put(std::string_view record) override {
    if (files_.back().size + static_cast<std::int64_t>(record.size()) > kFileSize && files_.back().size > 0) {
      files_.push_back({OpenUnlinked(), 0, 0});
    }
    File& file = files_.back();
    const std::int64_t offset = file.size;
    for (std::size_t done = 0; done < record.size();) {
      const ssize_t wrote = file.number < 0 ? -1
                                            : pwrite(file.number, record.data() + done, record.size() - done,
                                                     offset + static_cast<std::int64_t>(done));
      if (wrote <= 0) {
        Tell();
        return -1;
      }
      done += static_cast<std::size_t>(wrote);
    }
    file.size += static_cast<std::int64_t>(record.size());
    file.wanted += static_cast<std::int64_t>(record.size());
    return static_cast<std::int64_t>(files_.size() - 1) * kPlaces + offset;
  }

  bool Take(std::int64_t place, std::size_t offset, std::span<char> into) const override {
    const File& file = files_[static_cast<std::size_t>(place / kPlaces)];
    std::int64_t at = place % kPlaces + static_cast<std::int64_t>(offset);
    for (std::size_t done = 0; done < into.size();) {
      const ssize_t took = file.number < 0 ? -1 : pread(file.number, into.data() + done, into.size() - done, at);
      if (took <= 0) {
        return false;
      }
      done += static_cast<std::size_t>(took);
      at += took;
    }
    return true;
  }

  void Drop(std::int64_t place, std::size_t size) override {
    File& file = files_[static_cast<std::size_t>(place / kPlaces)];
    Blank(file, place % kPlaces, size);
    file.wanted -= static_cast<std::int64_t>(size);
    if (file.wanted <= 0 && &file != &files_.back()) {
      Close(file);
      file.number = -1;
    }
  }

 private:
  // One record may be larger than a file is meant to be.
  static constexpr std::int64_t kPlaces = 1LL << 40U;

  struct File {
    int number = -1;
    std::int64_t size = 0;
    std::int64_t wanted = 0;  // bytes
  };

  static void Close(const File& file) {
    if (file.number >= 0) {
      close(file.number);
    }
  }

  // Nothing is left of what is not wanted any more: its owner may have had it taken down.
  static void Blank(const File& file, std::int64_t at, std::size_t size) {
    if (file.number < 0 || size == 0 ||
        fallocate(file.number, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, at, static_cast<off_t>(size)) == 0) {
      return;
    }
    const std::string zeros(size, '\0');
    for (std::size_t done = 0; done < size;) {
      const ssize_t wrote = pwrite(file.number, zeros.data() + done, size - done, at + static_cast<std::int64_t>(done));
      if (wrote <= 0) {
        return;
      }
      done += static_cast<std::size_t>(wrote);
    }
  }

  void Tell() {
    if (!std::exchange(told_, true)) {
      Log(LogLevel::kError, "the folder for temporary files takes no more: articles are left out of matching");
    }
  }

  std::vector<File> files_;
  bool told_ = false;
};

}  // namespace

std::unique_ptr<Shelf> MakeSpool() {
  const int file = OpenUnlinked();
  if (file < 0) {
    return MakeMemoryShelf();
  }
  return std::make_unique<Spool>(file);
}

pipeline::Limits SpooledLimits() {
  pipeline::Limits limits;
  limits.desk.shelf = MakeSpool;
  return limits;
}

}  // namespace headwater::cli
