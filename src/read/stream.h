// The bytes of an archive as they come: plain, or gzip in one member or many.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace headwater::read {

// Reads forward only, holding one buffer. Borrows the stream.
class ArchiveStream {
 public:
  explicit ArchiveStream(std::istream& in);
  ArchiveStream(const ArchiveStream&) = delete;
  ArchiveStream& operator=(const ArchiveStream&) = delete;
  ~ArchiveStream();

  // The next line without its end, cut at `max_bytes`; nothing at the end of the stream.
  std::optional<std::string> ReadLine(std::size_t max_bytes);
  // Up to `size` bytes; fewer where the stream ends.
  std::string Read(std::uint64_t size);
  // Passes over them; false where the stream ends before.
  bool Skip(std::uint64_t size);
  bool AtEnd();

  // Where the stream's last gzip member began, or, in a plain one, where reading stands.
  std::uint64_t offset() const;
  // What broke the stream off, if anything did.
  const std::string& fault() const { return fault_; }

 private:
  class Unpacker;

  // Makes bytes available; false at the end.
  bool Fill();
  bool FillPacked();
  std::size_t ReadRaw();

  std::istream& in_;
  std::unique_ptr<Unpacker> unpacker_;  // of a gzip stream
  std::string raw_;
  std::size_t raw_at_ = 0;
  std::uint64_t raw_before_ = 0;  // bytes of the file before raw_
  std::uint64_t member_ = 0;
  std::string buffer_;
  std::size_t at_ = 0;
  std::string fault_;
};

// A body unpacked as Content-Encoding says (gzip, deflate, br, zstd, and several in a row); what is cut off is given as
// far as it goes, and a body that is not packed at all comes back as it is. Nothing where the encoding is unknown.
std::optional<std::string> Unpack(std::string body, std::string_view content_encoding, std::size_t max_bytes);

}  // namespace headwater::read
