// Texts one after the other, each with its length before it, then all of it compressed.
#include "queue/nats/pack.h"

#include <fmt/format.h>
#include <zstd.h>

#include <charconv>
#include <memory>

namespace headwater::queue {
namespace {

constexpr unsigned long long kMostBytes = 256ULL << 20U;
// The fastest: work is read once, soon.
constexpr int kLevel = 1;

struct FreeContexts {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

void Add(std::string& into, std::string_view text) {
  into.append(fmt::to_string(text.size())).push_back('\n');
  into.append(text);
}

bool Next(std::string_view& left, std::string& text) {
  std::size_t size = 0;
  const auto [end, fault] = std::from_chars(left.data(), left.data() + left.size(), size);
  const auto digits = static_cast<std::size_t>(end - left.data());
  if (fault != std::errc{} || digits >= left.size() || size > left.size() - digits - 1) {
    return false;
  }
  text = left.substr(digits + 1, size);
  left.remove_prefix(digits + 1 + size);
  return true;
}

}  // namespace

std::string Pack(const Work& work) {
  std::string plain;
  plain.reserve(work.payload.size() + work.key.size() + work.about.size() + 64);
  for (const std::string* each : {&work.key, &work.kind, &work.part, &work.about, &work.payload}) {
    Add(plain, *each);
  }
  // Making one takes longer than using it.
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContexts> context(ZSTD_createCCtx());
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  packed.resize(ZSTD_compressCCtx(context.get(), packed.data(), packed.size(), plain.data(), plain.size(), kLevel));
  return packed;
}

Result<Work> Unpack(std::string_view bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMostBytes) {
    return Fail(Fault::kBadInput, "queue: a message that is no work");
  }
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContexts> context(ZSTD_createDCtx());
  std::string plain(size, '\0');
  if (ZSTD_decompressDCtx(context.get(), plain.data(), plain.size(), bytes.data(), bytes.size()) != size) {
    return Fail(Fault::kBadInput, "queue: a message that is damaged");
  }
  Work work;
  std::string_view left = plain;
  for (std::string* each : {&work.key, &work.kind, &work.part, &work.about, &work.payload}) {
    if (!Next(left, *each)) {
      return Fail(Fault::kBadInput, "queue: a message that is cut short");
    }
  }
  return work;
}

}  // namespace headwater::queue
