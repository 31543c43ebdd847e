// Archives, whole and broken.
#include "form/zip.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace headwater::form {
namespace {

std::string Number(std::size_t number, int size) {
  std::string bytes;
  for (int n = 0; n < size; ++n) {
    bytes.push_back(static_cast<char>(number >> (8 * n) & 0xFFU));
  }
  return bytes;
}

std::string Deflated(const std::string& bytes) {
  std::string packed(bytes.size() + 100, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string copy = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// An archive of one file.
std::string Archive(const std::string& name, const std::string& packed, int method, std::size_t size) {
  const std::string fields = Number(20, 2) + Number(0, 2) + Number(static_cast<std::size_t>(method), 2) + Number(0, 8) +
                             Number(packed.size(), 4) + Number(size, 4) + Number(name.size(), 2) + Number(0, 2);
  const std::string local = "PK\x03\x04" + fields + name + packed;
  const std::string listed = "PK\x01\x02" + Number(20, 2) + fields + Number(0, 2) + Number(0, 8) + Number(0, 4) + name;
  return local + listed + "PK\x05\x06" + Number(0, 4) + Number(1, 2) + Number(1, 2) + Number(listed.size(), 4) +
         Number(local.size(), 4) + Number(0, 2);
}

TEST(ZipTest, StoredAndDeflatedFilesAreRead) {
  const std::string text(5000, 'a');
  for (const auto& [packed, method] : {std::pair{text, 0}, {Deflated(text), 8}}) {
    const auto files = ReadZip(Archive("starred.json", packed, method, text.size()));
    ASSERT_TRUE(files) << files.error().text;
    ASSERT_EQ(files->size(), 1U);
    EXPECT_EQ(files->front().name, "starred.json");
    EXPECT_EQ(files->front().bytes, text);
  }
}

TEST(ZipTest, WhatUnpacksToTooMuchIsRefusedBeforeItIsUnpacked) {
  const std::string text(5000, 'a');
  EXPECT_EQ(ReadZip(Archive("a", Deflated(text), 8, text.size()), {.max_files = 1, .max_bytes = 4999}).error().fault,
            Fault::kTooLarge);
  // One that lies about its size is not unpacked past it.
  EXPECT_FALSE(ReadZip(Archive("a", Deflated(text), 8, 10)));
}

TEST(ZipTest, EveryCutOffArchiveIsRefused) {
  const std::string whole = Archive("a.json", Deflated("[]"), 8, 2);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(ReadZip(std::string(whole, 0, size))) << size;
  }
}

}  // namespace
}  // namespace headwater::form
