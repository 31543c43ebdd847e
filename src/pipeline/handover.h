// What is handed from stage to stage, as the payload of work. Inside the room only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "news/article.h"
#include "news/page.h"
#include "pipeline/pipeline.h"

namespace headwater::pipeline {

// A page on its way, with what became of it so far.
struct Parcel {
  news::Page page{};
  std::optional<news::Article> article{};
  std::optional<news::Article> whole{};  // Made::whole
  std::string error{};
  std::string keep{};  // Incoming::keep
  std::string drop{};
  bool known = false;
  bool revised = false;
  bool keep_bytes = true;
  std::int64_t kept_out = 0;
  std::int64_t stones = -1;  // the stamp of the tombstones that it was held against
};

std::string WriteParcel(const Parcel& parcel);
// kBadInput where it is none.
Result<Parcel> ReadParcel(std::string_view payload);

}  // namespace headwater::pipeline
