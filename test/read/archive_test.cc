// Web archives: records, compression, and what is broken in them.
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <sstream>
#include <string>
#include <vector>

#include "read/read.h"
#include "read/stream.h"

namespace headwater::read {
namespace {

std::string Packed(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string Http(std::string_view body, std::string_view headers = "Content-Type: text/html\r\n", int status = 200) {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

std::string Record(std::string_view type, std::string_view url, std::string_view content) {
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) + "\r\nWARC-Target-URI: " + std::string(url) +
         "\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nContent-Type: application/http; msgtype=" + std::string(type) +
         "\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" + std::string(content) + "\r\n\r\n";
}

struct Outcome {
  std::vector<news::Page> pages;
  bool whole = false;
  std::string error;
};

Outcome ReadAll(const std::string& bytes, const Limits& limits = {}) {
  Outcome outcome;
  std::istringstream in(bytes);
  const auto result = ReadArchive(
      in, "a.warc", [&](news::Page page) { outcome.pages.push_back(std::move(page)); }, limits);
  outcome.whole = result.has_value();
  outcome.error = result ? "" : result.error().text;
  return outcome;
}

TEST(ArchiveTest, HtmlResponsesComeOutAndNothingElse) {
  const std::string first = Record("warcinfo", "", "software: x");
  const Outcome outcome =
      ReadAll(first + Record("response", "https://vellmar.example/1", Http("<p>1")) +
              Record("request", "https://vellmar.example/1", "GET / HTTP/1.1\r\n\r\n") +
              Record("response", "https://vellmar.example/j", Http("{}", "Content-Type: application/json\r\n")) +
              Record("response", "https://vellmar.example/e", Http("<p>gone", "Content-Type: text/html\r\n", 404)) +
              Record("revisit", "https://vellmar.example/1", Http("")) +
              Record("response", "<https://vellmar.example/2>", Http("<p>2", "")));
  EXPECT_TRUE(outcome.whole) << outcome.error;
  ASSERT_EQ(outcome.pages.size(), 2U);
  EXPECT_EQ(outcome.pages[0].id, "a.warc#" + std::to_string(first.size()));
  EXPECT_EQ(outcome.pages[0].url, "https://vellmar.example/1");
  EXPECT_EQ(outcome.pages[0].body, "<p>1");
  EXPECT_EQ(outcome.pages[0].content_type, "text/html");
  EXPECT_EQ(outcome.pages[0].fetched->time_since_epoch().count(), 1'577'934'245);
  EXPECT_EQ(outcome.pages[1].url, "https://vellmar.example/2");
}

TEST(ArchiveTest, GzipIsReadByRecordAndAsAWhole) {
  const std::string one = Record("response", "https://vellmar.example/1", Http("<p>1"));
  const std::string two = Record("response", "https://vellmar.example/2", Http(std::string(200'000, 'x')));
  const Outcome parts = ReadAll(Packed(one) + Packed(two));
  ASSERT_EQ(parts.pages.size(), 2U);
  EXPECT_TRUE(parts.whole);
  EXPECT_EQ(parts.pages[1].id, "a.warc#" + std::to_string(Packed(one).size()));
  EXPECT_EQ(parts.pages[1].body.size(), 200'000U);
  EXPECT_EQ(ReadAll(Packed(one + two)).pages.size(), 2U);
}

TEST(ArchiveTest, BodiesAreUnchunkedAndUnpacked) {
  const std::string packed = Packed("<p>packed");
  const Outcome outcome = ReadAll(
      Record("response", "https://a.example/1",
             Http("4\r\n<p>c\r\n0\r\n\r\n", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")) +
      Record("response", "https://a.example/2",
             Http("<p>not chunked", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")) +
      Record("response", "https://a.example/3", Http(packed, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")) +
      Record("response", "https://a.example/4",
             Http("<p>not packed", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")));
  EXPECT_TRUE(outcome.whole) << outcome.error;
  ASSERT_EQ(outcome.pages.size(), 4U);
  EXPECT_EQ(outcome.pages[0].body, "<p>c");
  EXPECT_EQ(outcome.pages[1].body, "<p>not chunked");
  EXPECT_EQ(outcome.pages[2].body, "<p>packed");
  EXPECT_EQ(outcome.pages[3].body, "<p>not packed");
}

TEST(ArchiveTest, AnArcIsReadToo) {
  const std::string page = Http("<p>old");
  const std::string arc =
      "filedesc://x.arc 0.0.0.0 20010101000000 text/plain 10\n1 0 Older\n\nhttps://vellmar.example/ 192.0.2.1 "
      "20010203040506 text/html " +
      std::to_string(page.size()) + "\n" + page + "\n";
  const Outcome outcome = ReadAll(arc);
  ASSERT_EQ(outcome.pages.size(), 1U) << outcome.error;
  EXPECT_EQ(outcome.pages[0].url, "https://vellmar.example/");
  EXPECT_EQ(outcome.pages[0].body, "<p>old");
}

TEST(ArchiveTest, WhatBreaksOffIsSaidAfterWhatWasRead) {
  const std::string one = Record("response", "https://vellmar.example/1", Http("<p>1"));
  const Outcome cut = ReadAll(one + one.substr(0, one.size() - 20));
  EXPECT_GE(cut.pages.size(), 1U);
  EXPECT_FALSE(cut.whole);
  const Outcome packed = ReadAll(Packed(one) + Packed(one).substr(0, 60));
  EXPECT_EQ(packed.pages.size(), 1U);
  EXPECT_FALSE(packed.whole);
  EXPECT_FALSE(ReadAll("<html>").whole);
  EXPECT_FALSE(ReadAll("").whole);
}

TEST(ArchiveTest, ARecordLargerThanTheLimitIsCut) {
  Limits limits;
  limits.max_record_bytes = 1000;
  const std::string bomb = Packed("<p>" + std::string(1U << 20U, '0'));
  const Outcome outcome = ReadAll(Record("response", "https://a.example/1", Http("<p>" + std::string(5000, 'x'))) +
                                      Record("response", "https://a.example/2",
                                             Http(bomb, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")) +
                                      Record("response", "https://a.example/3", Http("<p>3")),
                                  limits);
  ASSERT_EQ(outcome.pages.size(), 3U);
  for (const news::Page& page : outcome.pages) {
    EXPECT_LE(page.body.size(), 1000U);
  }
  EXPECT_EQ(outcome.pages[2].body, "<p>3");
}

TEST(StreamTest, APackedSitemapIsASitemap) {
  const auto feed = ReadFeed(Packed("<urlset><url><loc>https://vellmar.example/1</loc></url></urlset>"), "", "");
  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->entries.size(), 1U);
  const auto bomb = ReadFeed(Packed(std::string(64U << 20U, ' ')), "", "");
  ASSERT_FALSE(bomb);
  EXPECT_EQ(bomb.error().fault, Fault::kTooLarge);
}

TEST(StreamTest, AnUnknownEncodingIsNotGuessed) {
  EXPECT_EQ(Unpack("x", "compress", 100), std::nullopt);
  EXPECT_EQ(Unpack("x", "identity", 100), "x");
  EXPECT_EQ(Unpack(Packed(Packed("x")), "gzip, gzip", 100), "x");
}

TEST(ArchiveTest, BodiesInBrotliAndZstdAreUnpacked) {
  const std::string text = "<p>The weir.</p>";
  // One stored block of brotli (RFC 7932, 9.2), and an empty last one.
  const std::string brotli = std::string("\xF0\x00\x10", 3) + text + "\x03";
  std::string zstd(ZSTD_compressBound(text.size()), '\0');
  zstd.resize(ZSTD_compress(zstd.data(), zstd.size(), text.data(), text.size(), 3));
  for (const auto& [coding, body] : {std::pair{"br", brotli}, {"zstd", zstd}}) {
    const std::string headers = "Content-Type: text/html\r\nContent-Encoding: " + std::string(coding) + "\r\n";
    const Outcome outcome = ReadAll(Record("response", "https://vellmar.example/1", Http(body, headers)));
    ASSERT_EQ(outcome.pages.size(), 1U) << coding;
    EXPECT_EQ(outcome.pages[0].body, text) << coding;
  }
}

TEST(ArchiveTest, WhatUnpacksToTooMuchIsCut) {
  const std::string much(8U << 20U, 'x');
  std::string zstd(ZSTD_compressBound(much.size()), '\0');
  zstd.resize(ZSTD_compress(zstd.data(), zstd.size(), much.data(), much.size(), 3));
  EXPECT_EQ(Unpack(zstd, "zstd", 1'000)->size(), 1'000U);
  // What is no such thing comes back as it is.
  EXPECT_EQ(Unpack("<p>plain", "br", 1'000), "<p>plain");
  EXPECT_EQ(Unpack("<p>plain", "zstd", 1'000), "<p>plain");
}

}  // namespace
}  // namespace headwater::read
