// Mails as bytes.
#include "send/mail.h"

#include <gmock/gmock.h>

#include "send/smtp.h"

namespace headwater::send {
namespace {

using testing::HasSubstr;
using testing::Not;

Mail MakeMail() {
  Mail mail;
  mail.from = "house@vellmar.example";
  mail.from_name = "Headwater";
  mail.to = "oda@vellmar.example";
  mail.subject = "2 independent sources: The Vellmar Post and Orrin Radio";
  mail.text = "Plain words.\n";
  mail.id = "alert.1";
  mail.at = std::chrono::sys_days(std::chrono::year(2025) / 5 / 12) + std::chrono::hours(12);
  return mail;
}

std::size_t LongestLine(const std::string& text) {
  std::size_t longest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("\r\n", at), text.size());
    longest = std::max(longest, end - at);
    at = end + 2;
  }
  return longest;
}

TEST(MailTest, HeadersAreThoseThatProgramsLookFor) {
  Mail mail = MakeMail();
  mail.unsubscribe = "https://vellmar.example/stop/alert/abc";
  const std::string bytes = WriteMail(mail);
  EXPECT_THAT(bytes, HasSubstr("Date: Mon, 12 May 2025 12:00:00 +0000\r\n"));
  EXPECT_THAT(bytes, HasSubstr("From: \"Headwater\" <house@vellmar.example>\r\n"));
  EXPECT_THAT(bytes, HasSubstr("Message-ID: <alert.1@vellmar.example>\r\n"));
  EXPECT_THAT(bytes, HasSubstr("List-Unsubscribe: <https://vellmar.example/stop/alert/abc>\r\n"));
  EXPECT_THAT(bytes, HasSubstr("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}

TEST(MailTest, NoValueMakesAHeaderOfItsOwn) {
  Mail mail = MakeMail();
  mail.subject = "Ferry\r\nBcc: all@vellmar.example";
  mail.from_name = "House\nX-Evil: 1";
  const std::string bytes = WriteMail(mail);
  EXPECT_THAT(bytes, Not(HasSubstr("\nBcc:")));
  EXPECT_THAT(bytes, Not(HasSubstr("\nX-Evil:")));
}

TEST(MailTest, OtherScriptsAreEncodedInWholeCharactersAndShortLines) {
  Mail mail = MakeMail();
  mail.subject = "Паром в Бренн останавливается: два независимых источника подтверждают это сегодня";
  mail.text = "Паром " + std::string(3'000, 'x') + "\n";
  const std::string bytes = WriteMail(mail);
  EXPECT_THAT(bytes, HasSubstr("Subject: =?UTF-8?B?"));
  EXPECT_LE(LongestLine(bytes), 78U);
}

TEST(MailTest, APageComesBehindThePlainText) {
  Mail mail = MakeMail();
  mail.html = "<p>Words.</p>";
  const std::string bytes = WriteMail(mail);
  EXPECT_THAT(bytes, HasSubstr("Content-Type: multipart/alternative; boundary="));
  EXPECT_LT(bytes.find("text/plain"), bytes.find("text/html"));
}

TEST(QuotedPrintableTest, WhatMailServersChangeIsEncoded) {
  EXPECT_EQ(QuotedPrintable("."), "=2E");
  EXPECT_EQ(QuotedPrintable("From here"), "=46rom here");
  EXPECT_EQ(QuotedPrintable("a=b"), "a=3Db");
  EXPECT_EQ(QuotedPrintable("end \nnext"), "end=20\r\nnext");
  EXPECT_EQ(QuotedPrintable("é"), "=C3=A9");
}

// RFC 3463, 3.2 and 3.3: an address that is none rests; a box that is full, a rule or a relay says nothing of it.
TEST(SmtpTest, AnAnswerToAnAddressHoldsForEveryMailOnlyWhereItIsAboutTheAddress) {
  for (const char* answer : {"550 5.1.1 <oda@vellmar.example>: Recipient address rejected: User unknown",
                             "550 no such user here", "551 user not local", "553 5.1.3 bad address syntax",
                             "550 5.2.1 mailbox disabled", "550-5.1.1 The account does not exist"}) {
    EXPECT_TRUE(RefusesRecipient(answer)) << answer;
  }
  for (const char* answer : {"552 5.2.2 mailbox full", "550 5.7.1 Relaying denied", "550 relay not permitted",
                             "554 5.7.1 blocked by policy", "450 4.1.1 try later", "550 5.2.3 message too long", ""}) {
    EXPECT_FALSE(RefusesRecipient(answer)) << answer;
  }
}

}  // namespace
}  // namespace headwater::send
