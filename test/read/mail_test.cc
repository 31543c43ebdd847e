// Mails and mailboxes as pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "read/read.h"

namespace headwater::read {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::vector<news::Page> Pages(const std::string& bytes) {
  std::vector<news::Page> pages;
  (void)ReadMail(bytes, "in.eml", [&](news::Page page) { pages.push_back(std::move(page)); });
  return pages;
}

constexpr const char* kLetter =
    "Received: from a by b\r\nFrom: =?utf-8?q?Vellmar_T=C3=A4glich?= <news@vellmar.example>\r\n"
    "List-Id: Harbour Letter <letter.vellmar.example>\r\nArchived-At: <https://vellmar.example/letters/9>\r\n"
    "Message-ID: <m1@vellmar.example>\r\nSubject: =?iso-8859-1?B?U2No9m4=?=\r\n"
    "Date: Sun, 01 Mar 2026 08:30:00 +0100\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/related; boundary=R\r\n\r\n--R\r\n"
    "Content-Type: multipart/alternative; boundary=A\r\n\r\n--A\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\nplain words\r\n--A\r\n"
    "Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<html><head><title>x</title></head><body><p>Sch=F6ne Worte<img src=3D\"cid:p\"></p></body></html>\r\n--A--\r\n"
    "--R\r\nContent-Type: image/png\r\nContent-Id: <p>\r\nContent-Transfer-Encoding: "
    "base64\r\n\r\niVBORw0=\r\n--R--\r\n";

TEST(Mail, ALetterIsAPageOfItsBestPart) {
  ASSERT_TRUE(IsMail(kLetter));
  const auto pages = Pages(kLetter);
  ASSERT_THAT(pages, SizeIs(1));
  const news::Page& page = pages[0];
  EXPECT_EQ(page.id, "m1@vellmar.example");
  EXPECT_EQ(page.url, "https://vellmar.example/letters/9");
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_THAT(page.body, HasSubstr("Schöne Worte"));
  EXPECT_THAT(page.headers, testing::Contains(testing::Pair("mail-publisher", "Harbour Letter")));
  ASSERT_TRUE(page.announcement.has_value());
  EXPECT_EQ(page.announcement->title, "Schön");
  EXPECT_EQ(FormatMoment(*page.announcement->published), "2026-03-01T08:30:00+01:00");
}

TEST(Mail, PlainTextIsTakenWhereThereIsNoOther) {
  const auto pages =
      Pages("From: Ann <a@b.example>\nDate: Sun, 1 Mar 2026 08:30:00 +0000\nSubject: S\n\nOnly words.\n");
  ASSERT_THAT(pages, SizeIs(1));
  EXPECT_EQ(pages[0].id, "in.eml");
  EXPECT_EQ(pages[0].content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(pages[0].body, "Only words.\n");
}

TEST(Mail, AForwardedMailIsAPageOfItsOwn) {
  const auto pages = Pages(
      "From: Bo <bo@b.example>\nMessage-ID: <o@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
      "boundary=X\n\n--X\n"
      "Content-Type: text/plain\n\nLook at this.\n--X\nContent-Type: message/rfc822\n\n"
      "From: Ann <a@c.example>\nMessage-ID: <i@c>\nSubject: In\nContent-Type: text/plain\n\nThe letter.\n--X\n"
      "Content-Type: text/plain\nContent-Disposition: attachment; filename=x.txt\n\nnot this\n--X--\n");
  ASSERT_THAT(pages, SizeIs(2));
  EXPECT_EQ(pages[0].id, "o@b");
  EXPECT_EQ(pages[1].id, "i@c");
  EXPECT_THAT(pages[1].body, HasSubstr("The letter."));
}

TEST(Mail, APdfThatCameWithAMailIsAPageAndOtherFilesAreNamed) {
  const auto pages = Pages(
      "From: Bo <bo@b.example>\nMessage-ID: <o@b>\nDate: Sun, 1 Mar 2026 08:30:00 +0000\nSubject: For the press\n"
      "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/plain\n\nSee below.\n"
      "--X\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"../Weir.PDF\"\n"
      "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n--X\nContent-Type: application/pdf; name=no.pdf\n\nno PDF\n"
      "--X\nContent-Type: image/png\nContent-Disposition: attachment; filename*=utf-8''f%C3%A4hre.png\n\nx\n--X--\n");
  ASSERT_THAT(pages, SizeIs(2));
  EXPECT_EQ(pages[1].id, "o@b#attachment-1");
  EXPECT_EQ(pages[1].content_type, "application/pdf");
  EXPECT_EQ(pages[1].body, "%PDF-1.4\n");
  EXPECT_EQ(pages[1].announcement->published, pages[0].announcement->published);
  std::vector<std::string> names;
  for (const auto& [name, value] : pages[0].headers) {
    if (name == "mail-attachment") {
      names.push_back(value);
    }
  }
  EXPECT_THAT(names, testing::ElementsAre("Weir.PDF", "no.pdf", "f\u00e4hre.png"));
}

TEST(Mail, AMailboxIsSplitAtItsFromLines) {
  std::istringstream box(
      "From ann@b.example Sun Mar  1 08:30:00 2026\nFrom: A <a@b.example>\nMessage-ID: <1@b>\n\nOne.\n>From here "
      "on.\n\n"
      "From ann@b.example Sun Mar  1 08:31:00 2026\nFrom: A <a@b.example>\nMessage-ID: <2@b>\n\nTwo.\n");
  std::vector<news::Page> pages;
  const auto read = ReadMailbox(
      box, "box", [&](news::Page page) { pages.push_back(std::move(page)); }, [](const Error&) { FAIL(); });
  ASSERT_TRUE(read.has_value());
  ASSERT_THAT(pages, SizeIs(2));
  EXPECT_EQ(pages[0].content_type, "message/rfc822");
  EXPECT_THAT(pages[0].body, testing::EndsWith("\n\nOne.\nFrom here on.\n\n"));
  EXPECT_EQ(pages[1].id, "box#2");
  EXPECT_EQ(Pages(pages[1].body).at(0).id, "2@b");
}

TEST(Mail, PagesAndArticlesAreNone) {
  EXPECT_FALSE(IsMail("<html>"));
  EXPECT_FALSE(IsMail("From the start: it rained.\nDate: none\n"));
  EXPECT_FALSE(IsMail("From: here\nto there it is far\n"));
  EXPECT_FALSE(IsMail(""));
  EXPECT_FALSE(IsMail("From "));
}

TEST(Mail, NestingAndBrokenPartsDoNoHarm) {
  std::string deep = "From: a@b.example\nDate: x\nMIME-Version: 1.0\n";
  for (int i = 0; i < 1'900; ++i) {
    deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
  }
  (void)Pages(deep);
  std::string letters;
  for (int i = 0; i < 1'900; ++i) {
    letters += "From: a@b.example\nContent-Type: message/rfc822\n\n";
  }
  (void)Pages(letters + "From: x@y\n\nhi");
  EXPECT_FALSE(
      ReadMail(std::string("From: a\nDate: b\n") + "Content-Type: multipart/mixed; boundary=\n\n", "x", [](news::Page) {
      }).has_value());
  const std::string whole = kLetter;
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    (void)IsMail(whole.substr(0, cut));
    (void)Pages(whole.substr(0, cut));
  }
}

}  // namespace
}  // namespace headwater::read
