// Zstandard through libzstd, its contexts kept by thread.
#include "store/compress.h"

#include <fmt/format.h>
#include <zstd.h>

#include <memory>

namespace headwater::store {
namespace {

// Level 3 halves the time of level 6 and keeps pages within a tenth of its size.
constexpr int kLevel = 3;
// Larger than any page that is kept: a damaged size must not take all memory.
constexpr unsigned long long kMaxBytes = 1ULL << 30U;

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

std::string Compress(std::string_view bytes) {
  thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compressCCtx(context.get(), packed.data(), packed.size(), bytes.data(), bytes.size(), kLevel);
  packed.resize(ZSTD_isError(size) != 0 ? 0 : size);
  return packed;
}

Result<std::string> Decompress(std::string_view bytes) {
  thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  const unsigned long long whole = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (whole == ZSTD_CONTENTSIZE_ERROR || whole == ZSTD_CONTENTSIZE_UNKNOWN || whole > kMaxBytes) {
    return Fail(Fault::kStorage, "a stored page or article is damaged; `headwater doctor` checks the whole store");
  }
  std::string unpacked(whole, '\0');
  const std::size_t size =
      ZSTD_decompressDCtx(context.get(), unpacked.data(), unpacked.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0 || size != whole) {
    return Fail(Fault::kStorage, fmt::format("a stored page or article is damaged ({}); `headwater doctor` checks the "
                                             "whole store",
                                             ZSTD_getErrorName(size)));
  }
  return unpacked;
}

}  // namespace headwater::store
