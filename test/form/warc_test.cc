// Pages as records of a web archive.
#include "form/warc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.h"

namespace headwater::form {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::chrono::sys_seconds kDay{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

news::Page WeirPage() {
  news::Page page;
  page.id = "1";
  page.url = "https://vellmar.example/weir";
  page.content_type = "text/html; charset=utf-8";
  page.headers = {{"content-type", "text/html; charset=utf-8"},
                  {"content-encoding", "gzip"},
                  {"content-length", "3"},
                  {"x-note", "a\r\nInjected: b"}};
  page.body = "<p>The weir.</p>";
  return page;
}

TEST(Warc, AResponseHasItsHeadersItsBodyAndItsDigests) {
  const std::string records = WriteWarcPage(WeirPage(), {}, kDay, Packing::kPlain);
  EXPECT_TRUE(records.starts_with("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:"));
  EXPECT_THAT(records,
              HasSubstr("WARC-Date: 2026-03-01T00:00:00Z\r\nWARC-Target-URI: https://vellmar.example/weir\r\n"));
  EXPECT_THAT(records, HasSubstr("WARC-Payload-Digest: sha256:" + Sha256Hex("<p>The weir.</p>") + "\r\n"));
  EXPECT_THAT(records, HasSubstr("content-length: 16\r\n\r\n<p>The weir.</p>\r\n\r\nWARC/1.1\r\nWARC-Type: metadata"));
  EXPECT_THAT(records, Not(HasSubstr("content-encoding")));
  EXPECT_THAT(records, HasSubstr("x-note: a  Injected: b\r\n"));
  EXPECT_EQ(records, WriteWarcPage(WeirPage(), {}, kDay, Packing::kPlain));
}

TEST(Warc, EachRecordIsAGzipMemberOfItsOwn) {
  const std::string records = WriteWarcPage(WeirPage(), {}, kDay, Packing::kGzip);
  EXPECT_TRUE(records.starts_with("\x1F\x8B"));
  EXPECT_NE(records.find("\x1F\x8B", 2), std::string::npos);
  EXPECT_THAT(WriteWarcInfo("Headwater/1", kDay, Packing::kPlain), HasSubstr("software: Headwater/1\r\n"));
}

}  // namespace
}  // namespace headwater::form
