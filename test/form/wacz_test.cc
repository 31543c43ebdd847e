// Evidence as a file: put together, verified, and tampered with.
#include "form/wacz.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.h"
#include "form/seal.h"

namespace headwater::form {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;

const std::chrono::sys_seconds kDay{std::chrono::sys_days{std::chrono::year{2031} / 2 / 4}};

WaczPage Page(const std::string& url, const std::string& body) {
  news::Page page;
  page.id = page.url = url;
  page.content_type = "text/html";
  page.body = body;
  return {MakeWarcPage(page, {}, kDay, Packing::kGzip), "About " + url, "text/html"};
}

std::string Bundle(const std::string& key) {
  WaczContent content;
  content.title = "The weir";
  content.software = "Headwater/test";
  content.created = kDay;
  content.pages = {Page("https://vellmar.example/weir", "<p>The weir is open.</p>"),
                   Page("https://orrin.example/b?z=1&a=2", "<p>So it is.</p>")};
  content.others = {{"evidence/evidence.json", "{}"}};
  auto bytes = WriteWacz(content, key);
  EXPECT_TRUE(bytes) << bytes.error().text;
  return bytes.value_or("");
}

// The archive with one file's bytes changed, in a whole archive.
std::string WithFile(const std::string& bundle, const std::string& name, const std::string& from,
                     const std::string& to) {
  auto files = *ReadZip(bundle);
  for (ZipFile& file : files) {
    const std::size_t at = file.name == name ? file.bytes.find(from) : std::string::npos;
    if (at != std::string::npos) {
      file.bytes.replace(at, from.size(), to);
    }
  }
  return *WriteZip(files, kDay);
}

std::string WrongWords(const WaczVerdict& verdict) {
  std::string words;
  for (const WaczCheck& check : verdict.checks) {
    words += check.good ? "" : check.says + "\n";
  }
  return words;
}

TEST(Wacz, ABundleVerifiesAndNamesItsKey) {
  const std::string key = *NewSealKey();
  const std::string bundle = Bundle(key);
  const WaczVerdict verdict = VerifyWacz(bundle, FingerprintOf(*PublicKeyOf(key)));
  EXPECT_TRUE(verdict.good()) << WrongWords(verdict);
  EXPECT_EQ(verdict.title, "The weir");
  EXPECT_EQ(verdict.pages, 2U);
  EXPECT_EQ(verdict.public_key, *PublicKeyOf(key));
  EXPECT_FALSE(VerifyWacz(bundle, FingerprintOf(*PublicKeyOf(*NewSealKey()))).good());
}

TEST(Wacz, WhatIsChangedIsFoundWhereverItWas) {
  const std::string bundle = Bundle(*NewSealKey());
  const auto wrong = [](const std::string& changed) { return WrongWords(VerifyWacz(changed)); };
  EXPECT_THAT(wrong(WithFile(bundle, "evidence/evidence.json", "{}", "[]")), HasSubstr("evidence.json was changed"));
  EXPECT_THAT(wrong(WithFile(bundle, "pages/pages.jsonl", "vellmar", "vellmer")), HasSubstr("pages.jsonl was changed"));
  EXPECT_THAT(wrong(WithFile(bundle, "datapackage.json", "The weir", "The deer")), HasSubstr("manifest was changed"));
  EXPECT_THAT(wrong(WithFile(bundle, "datapackage-digest.json", "\"signature\":\"", "\"signature\":\"A")),
              HasSubstr("signature does not fit"));
  EXPECT_THAT(wrong("no zip at all"), HasSubstr("no ZIP"));
  auto files = *ReadZip(bundle);
  files.push_back({"evidence/more.json", "{}"});
  EXPECT_THAT(wrong(*WriteZip(files, kDay)), HasSubstr("added later"));
  files.pop_back();
  files.erase(files.begin());
  EXPECT_THAT(wrong(*WriteZip(files, kDay)), HasSubstr("is missing"));
  for (std::size_t at = 40; at < bundle.size(); at += 97) {
    std::string flipped = bundle;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    // Dates and flags of the container itself are nobody's evidence; what they hold is.
    const auto before = ReadZip(bundle);
    const auto after = ReadZip(flipped);
    bool same = after.has_value() && after->size() == before->size();
    for (std::size_t n = 0; same && n < after->size(); ++n) {
      same = (*after)[n].name == (*before)[n].name && (*after)[n].bytes == (*before)[n].bytes;
    }
    EXPECT_EQ(VerifyWacz(flipped).good(), same) << at;
  }
}

TEST(Wacz, AddressesAreIndexedAsReplayersLookThemUp) {
  EXPECT_EQ(SurtOf("https://www.Vellmar.example/News/Weir/"), "example,vellmar)/news/weir");
  EXPECT_EQ(SurtOf("https://orrin.example/b?z=1&a=2"), "example,orrin)/b?a=2&z=1");
  EXPECT_EQ(SurtOf("http://orrin.example:8080/"), "example,orrin:8080)");
  EXPECT_EQ(SurtOf("urn:headwater:12"), "urn:headwater:12");
}

TEST(Wacz, RecordsAreCheckedOneByOne) {
  news::Page page;
  page.url = "https://vellmar.example/weir";
  page.content_type = "text/html";
  page.body = "<p>The weir is open.</p>";
  std::string plain = WriteWarcPage(page, {}, kDay, Packing::kPlain);
  const auto records = CheckWarc(plain);
  ASSERT_TRUE(records) << records.error().text;
  EXPECT_THAT(*records, Contains(Field(&WarcRecord::target, "https://vellmar.example/weir")));
  EXPECT_EQ(records->front().payload_digest, "sha256:" + Sha256Hex(page.body));
  plain.replace(plain.find("is open"), 7, "is shut");
  EXPECT_FALSE(CheckWarc(plain));
  EXPECT_FALSE(CheckWarc("WARC/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"));
  EXPECT_FALSE(CheckWarc("\x1f\x8b\x08 nothing"));
}

TEST(Seal, AnotherKeyOrOtherWordsDoNotFit) {
  const std::string key = *NewSealKey();
  const std::string signature = *Sign(key, "sha256:abc");
  EXPECT_TRUE(SealFits(*PublicKeyOf(key), signature, "sha256:abc"));
  EXPECT_FALSE(SealFits(*PublicKeyOf(key), signature, "sha256:abd"));
  EXPECT_FALSE(SealFits(*PublicKeyOf(*NewSealKey()), signature, "sha256:abc"));
  EXPECT_FALSE(SealFits("", "", ""));
  EXPECT_FALSE(SealFits("AAAA", signature, "sha256:abc"));
  EXPECT_FALSE(Sign("no key", "x"));
}

}  // namespace
}  // namespace headwater::form
