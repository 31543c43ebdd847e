// Files as the pipeline takes them.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/pipeline.h"

namespace headwater::cli {

// Calls `each` with every document of a file, a feed's entries among them; `bad` with each fault.
void EachIncoming(const std::string& path, const std::function<void(pipeline::Incoming)>& each,
                  const std::function<void(const Error&)>& bad);

// Hands out the documents of all files, one file in memory at a time.
class Supply {
 public:
  Supply(std::vector<std::string> files, std::function<void(const Error&)> bad)
      : files_(std::move(files)), bad_(std::move(bad)) {}

  std::optional<pipeline::Incoming> Next();
  // So many of the files were opened.
  std::size_t opened() const { return next_file_; }

 private:
  std::vector<std::string> files_;
  std::function<void(const Error&)> bad_;
  std::size_t next_file_ = 0;
  std::deque<pipeline::Incoming> waiting_;
};

}  // namespace headwater::cli
