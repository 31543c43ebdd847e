// Unpacking: gzip streaming, and bodies in gzip, deflate, brotli and zstd as a whole.
#include "read/stream.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "read/construct.h"

namespace headwater::read {
namespace {

constexpr std::size_t kBlock = 1U << 16U;
constexpr int kGzip = 15 + 16;
constexpr int kGzipOrZlib = 15 + 32;
constexpr int kRawDeflate = -15;
// 32 MiB: what an archive may make the unpacking of one body hold.
constexpr int kMaxZstdWindow = 25;

Bytef* In(const char* bytes) { return reinterpret_cast<Bytef*>(const_cast<char*>(bytes)); }

struct Inflater {
  explicit Inflater(int window) { good = inflateInit2(&stream, window) == Z_OK; }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream); }

  z_stream stream{};
  bool good = false;
};

// Everything that can be unpacked with this window; empty where nothing can.
std::string InflateAll(std::string_view packed, int window, std::size_t max_bytes) {
  Inflater inflater(window);
  std::string out;
  inflater.stream.next_in = In(packed.data());
  inflater.stream.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), UINT32_MAX));
  std::array<char, kBlock> block{};
  int status = inflater.good ? Z_OK : Z_STREAM_ERROR;
  while (status == Z_OK && out.size() < max_bytes) {
    inflater.stream.next_out = In(block.data());
    inflater.stream.avail_out = static_cast<uInt>(block.size());
    status = inflate(&inflater.stream, Z_NO_FLUSH);
    out.append(block.data(), block.size() - inflater.stream.avail_out);
  }
  out.resize(std::min(out.size(), max_bytes));
  return out;
}

// Both give what can be unpacked of a body that is cut off or broken.
std::string UnbrotliAll(std::string_view packed, std::size_t max_bytes) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  std::string out;
  std::array<std::uint8_t, kBlock> block{};
  const std::uint8_t* next_in = In(packed.data());
  std::size_t avail_in = packed.size();
  BrotliDecoderResult status = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (state != nullptr && status == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out.size() < max_bytes) {
    std::uint8_t* next_out = block.data();
    std::size_t avail_out = block.size();
    status = BrotliDecoderDecompressStream(state.get(), &avail_in, &next_in, &avail_out, &next_out, nullptr);
    out.append(static_cast<const char*>(static_cast<const void*>(block.data())), block.size() - avail_out);
  }
  out.resize(std::min(out.size(), max_bytes));
  return out;
}

std::string UnzstdAll(std::string_view packed, std::size_t max_bytes) {
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(), &ZSTD_freeDStream);
  if (stream == nullptr ||
      ZSTD_isError(ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, kMaxZstdWindow)) != 0) {
    return {};
  }
  std::string out;
  std::array<char, kBlock> block{};
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  bool more = true;
  while (more && out.size() < max_bytes) {
    ZSTD_outBuffer made{block.data(), block.size(), 0};
    const std::size_t left = ZSTD_decompressStream(stream.get(), &made, &in);
    out.append(block.data(), made.pos);
    more = ZSTD_isError(left) == 0 && (in.pos < in.size || made.pos == block.size());
  }
  out.resize(std::min(out.size(), max_bytes));
  return out;
}

}  // namespace

class ArchiveStream::Unpacker {
 public:
  Unpacker() : inflater_(kGzip) {}

  z_stream& stream() { return inflater_.stream; }
  bool between_members = true;

 private:
  Inflater inflater_;
};

ArchiveStream::ArchiveStream(std::istream& in) : in_(in) {
  ReadRaw();
  if (raw_.starts_with("\x1F\x8B")) {
    unpacker_ = std::make_unique<Unpacker>();
  }
}

ArchiveStream::~ArchiveStream() = default;

std::size_t ArchiveStream::ReadRaw() {
  raw_before_ += raw_.size();
  raw_.resize(kBlock);
  in_.read(raw_.data(), static_cast<std::streamsize>(raw_.size()));
  raw_.resize(static_cast<std::size_t>(in_.gcount()));
  raw_at_ = 0;
  return raw_.size();
}

bool ArchiveStream::FillPacked() {
  z_stream& stream = unpacker_->stream();
  buffer_.resize(kBlock);
  while (true) {
    if (raw_at_ == raw_.size() && ReadRaw() == 0) {
      if (!unpacker_->between_members) {
        fault_ = "the gzip stream breaks off";
      }
      return false;
    }
    if (unpacker_->between_members) {
      member_ = raw_before_ + raw_at_;
    }
    stream.next_in = In(raw_.data() + raw_at_);
    stream.avail_in = static_cast<uInt>(raw_.size() - raw_at_);
    stream.next_out = In(buffer_.data());
    stream.avail_out = static_cast<uInt>(buffer_.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    raw_at_ = raw_.size() - stream.avail_in;
    const std::size_t made = buffer_.size() - stream.avail_out;
    unpacker_->between_members = status == Z_STREAM_END;
    if (status == Z_STREAM_END) {
      inflateReset(&stream);
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      fault_ = "the gzip stream is broken";
      // What was unpacked before the break is given once; then the stream ends.
      raw_at_ = raw_.size();
      in_.setstate(std::ios::eofbit | std::ios::failbit);
      unpacker_->between_members = true;
    }
    if (made > 0) {
      buffer_.resize(made);
      return true;
    }
    if (!fault_.empty()) {
      return false;
    }
  }
}

bool ArchiveStream::Fill() {
  at_ = 0;
  buffer_.clear();
  if (unpacker_ != nullptr) {
    if (FillPacked()) {
      return true;
    }
    buffer_.clear();
    return false;
  }
  if (raw_at_ == raw_.size() && ReadRaw() == 0) {
    return false;
  }
  buffer_.assign(raw_, raw_at_);
  raw_at_ = raw_.size();
  return true;
}

bool ArchiveStream::AtEnd() { return at_ == buffer_.size() && !Fill(); }

std::optional<std::string> ArchiveStream::ReadLine(std::size_t max_bytes) {
  if (AtEnd()) {
    return std::nullopt;
  }
  std::string line;
  while (!AtEnd()) {
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    const std::size_t end = rest.find('\n');
    line += rest.substr(0, std::min(end, max_bytes - std::min(max_bytes, line.size())));
    at_ += end == std::string_view::npos ? rest.size() : end + 1;
    if (end != std::string_view::npos) {
      break;
    }
  }
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  return line;
}

std::string ArchiveStream::Read(std::uint64_t size) {
  std::string out;
  while (out.size() < size && !AtEnd()) {
    const std::size_t take = static_cast<std::size_t>(std::min<std::uint64_t>(size - out.size(), buffer_.size() - at_));
    out.append(buffer_, at_, take);
    at_ += take;
  }
  return out;
}

bool ArchiveStream::Skip(std::uint64_t size) {
  while (size > 0 && !AtEnd()) {
    const std::uint64_t step = std::min<std::uint64_t>(size, buffer_.size() - at_);
    at_ += static_cast<std::size_t>(step);
    size -= step;
  }
  return size == 0;
}

std::uint64_t ArchiveStream::offset() const {
  return unpacker_ != nullptr ? member_ : raw_before_ + raw_at_ - (buffer_.size() - at_);
}

std::optional<std::string> Unpack(std::string body, std::string_view content_encoding, std::size_t max_bytes) {
  while (!content_encoding.empty()) {
    // The last one named was put on last.
    const std::size_t comma = content_encoding.rfind(',');
    const std::string coding = ascii::Lower(
        ascii::Trim(comma == std::string_view::npos ? content_encoding : content_encoding.substr(comma + 1)));
    content_encoding = comma == std::string_view::npos ? std::string_view{} : content_encoding.substr(0, comma);
    if (coding.empty() || coding == "identity") {
      continue;
    }
    std::string unpacked;
    if (coding == "br") {
      unpacked = UnbrotliAll(body, max_bytes);
    } else if (coding == "zstd") {
      unpacked = UnzstdAll(body, max_bytes);
    } else if (coding == "gzip" || coding == "x-gzip" || coding == "deflate") {
      unpacked = InflateAll(body, kGzipOrZlib, max_bytes);
    } else {
      return std::nullopt;
    }
    if (unpacked.empty() && coding == "deflate") {
      unpacked = InflateAll(body, kRawDeflate, max_bytes);
    }
    if (!unpacked.empty()) {
      body = std::move(unpacked);
    }
  }
  return body;
}

}  // namespace headwater::read
