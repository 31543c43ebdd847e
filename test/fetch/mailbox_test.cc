// Mailboxes over IMAP, against a small scripted server on the loopback interface.
#include "fetch/mailbox.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "fetch/mailbox_name.h"

namespace headwater::fetch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Answers the commands that a reader needs, from a map of mails.
class ImapServer {
 public:
  std::map<unsigned, std::string> mails;
  unsigned validity = 17;
  std::string password = "sesame";

  ImapServer() {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    listen(listener_, 4);
    thread_ = std::jthread([this] { Accept(); });
  }
  ImapServer(const ImapServer&) = delete;
  ImapServer& operator=(const ImapServer&) = delete;
  ~ImapServer() {
    shutdown(listener_, SHUT_RDWR);
    close(listener_);
  }

  Mailbox Box() const {
    Mailbox box;
    box.server = "imap://127.0.0.1:" + std::to_string(port_);
    box.user = "ann";
    box.password = "sesame";
    box.plain = true;
    box.timeout = std::chrono::seconds(10);
    return box;
  }
  std::vector<std::string> commands() {
    const std::scoped_lock lock(mutex_);
    return commands_;
  }

 private:
  void Accept() {
    while (true) {
      const int visitor = accept(listener_, nullptr, nullptr);
      if (visitor < 0) {
        return;
      }
      Serve(visitor);
      close(visitor);
    }
  }

  static void Send(int visitor, const std::string& bytes) { (void)!write(visitor, bytes.data(), bytes.size()); }

  void Serve(int visitor) {
    Send(visitor, "* OK ready\r\n");
    std::string line;
    char c = 0;
    while (read(visitor, &c, 1) == 1) {
      line += c;
      if (c == '\n') {
        Answer(visitor, line.substr(0, line.size() - 2));
        line.clear();
      }
    }
  }

  void Answer(int visitor, const std::string& line) {
    const std::string tag = line.substr(0, line.find(' '));
    const std::string command = line.substr(tag.size() + 1);
    {
      const std::scoped_lock lock(mutex_);
      commands_.push_back(command);
    }
    std::string end = "OK done";
    if (command == "CAPABILITY") {
      Send(visitor, "* CAPABILITY IMAP4rev1\r\n");
    } else if (command.starts_with("LOGIN")) {
      end = command.find(password) != std::string::npos ? "OK in" : "NO wrong";
    } else if (command.starts_with("EXAMINE") || command.starts_with("SELECT")) {
      if (command.find("INBOX") == std::string::npos) {
        end = "NO no such folder";
      }
      Send(visitor, "* " + std::to_string(mails.size()) + " EXISTS\r\n* OK [UIDVALIDITY " + std::to_string(validity) +
                        "] ok\r\n");
    } else if (command.starts_with("UID SEARCH")) {
      std::string numbers;
      for (const auto& [number, mail] : mails) {
        numbers += " " + std::to_string(number);
      }
      Send(visitor, "* SEARCH" + numbers + "\r\n");
    } else if (command.starts_with("UID FETCH")) {
      const unsigned number = static_cast<unsigned>(std::stoul(command.substr(10)));
      const std::string& mail = mails[number];
      if (command.find("SIZE") != std::string::npos) {
        Send(visitor,
             "* 1 FETCH (UID " + std::to_string(number) + " RFC822.SIZE " + std::to_string(mail.size()) + ")\r\n");
      } else {
        Send(visitor, "* 1 FETCH (UID " + std::to_string(number) + " BODY[] {" + std::to_string(mail.size()) + "}\r\n" +
                          mail + ")\r\n");
      }
    }
    Send(visitor, tag + " " + end + "\r\n");
  }

  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::vector<std::string> commands_;
  std::jthread thread_;
};

struct Visited {
  Result<MailboxVisit> visit;
  std::vector<std::string> mails;
};

Visited Visit(const Mailbox& box, const MailboxPlace& place) {
  std::vector<std::string> mails;
  auto visit = VisitMailbox(box, place, [&](std::string mail, const MailboxPlace&) -> Result<void> {
    mails.push_back(std::move(mail));
    return {};
  });
  return {std::move(visit), std::move(mails)};
}

TEST(Mailbox, OnlyNewMailsAreTakenAndNoneIsMarked) {
  ImapServer server;
  // Lines in a mail that look like the server's own do no harm.
  server.mails = {{3, "Subject: a\r\n\r\nH4 OK done\r\n* 1 FETCH (UID 99)\r\n"}, {7, "Subject: b\r\n\r\ntwo {5}\r\n"}};
  const Visited first = Visit(server.Box(), {});
  ASSERT_TRUE(first.visit.has_value()) << first.visit.error().text;
  EXPECT_THAT(first.mails, ElementsAre(server.mails[3], server.mails[7]));
  EXPECT_EQ(first.visit->place, (MailboxPlace{17, 7}));
  EXPECT_THAT(server.commands(), Contains("EXAMINE \"INBOX\""));
  EXPECT_THAT(server.commands(), Contains("UID FETCH 3 BODY.PEEK[]"));
  EXPECT_THAT(server.commands(), Not(Contains(HasSubstr("SELECT"))));

  const Visited again = Visit(server.Box(), first.visit->place);
  ASSERT_TRUE(again.visit.has_value());
  EXPECT_TRUE(again.mails.empty());
  server.mails[9] = "Subject: c\r\n\r\nthree\r\n";
  EXPECT_THAT(Visit(server.Box(), first.visit->place).mails, ElementsAre(server.mails[9]));
  server.validity = 18;
  EXPECT_EQ(Visit(server.Box(), first.visit->place).mails.size(), 3U);
}

TEST(Mailbox, WhatIsTooLargeIsPassedOver) {
  ImapServer server;
  server.mails = {{1, std::string(5'000, 'x')}, {2, "Subject: s\r\n\r\nsmall\r\n"}};
  Mailbox box = server.Box();
  box.max_mail_bytes = 1'000;
  const Visited visited = Visit(box, {});
  ASSERT_TRUE(visited.visit.has_value());
  EXPECT_EQ(visited.visit->too_large, 1U);
  EXPECT_THAT(visited.mails, ElementsAre(server.mails[2]));
}

TEST(Mailbox, AVisitTakesSoManyAndTheNextGoesOn) {
  ImapServer server;
  server.mails = {{1, "a\r\n"}, {2, "b\r\n"}, {3, "c\r\n"}};
  Mailbox box = server.Box();
  box.max_mails = 2;
  const Visited first = Visit(box, {});
  EXPECT_EQ(first.mails.size(), 2U);
  EXPECT_THAT(Visit(box, first.visit->place).mails, ElementsAre("c\r\n"));
}

TEST(Mailbox, WhatGoesWrongIsSaid) {
  ImapServer server;
  Mailbox box = server.Box();
  box.password = "wrong";
  EXPECT_EQ(Visit(box, {}).visit.error().fault, Fault::kRefused);
  box = server.Box();
  box.folder = "Nowhere";
  EXPECT_EQ(Visit(box, {}).visit.error().fault, Fault::kNotFound);
  box.server = "imap://127.0.0.1:1";
  EXPECT_EQ(Visit(box, {}).visit.error().fault, Fault::kUnreachable);
  box.server = "https://127.0.0.1";
  EXPECT_EQ(Visit(box, {}).visit.error().fault, Fault::kUsage);
  // Without TLS nothing is said to a server that cannot encrypt, the password least of all.
  box = server.Box();
  box.plain = false;
  EXPECT_FALSE(Visit(box, {}).visit.has_value());
  EXPECT_THAT(server.commands().back(), Not(HasSubstr("sesame")));
}

TEST(Mailbox, PlacesAndNamesAreWrittenAsTheyAreRead) {
  EXPECT_EQ(ReadPlace(FormatPlace({17, 4392})), (MailboxPlace{17, 4392}));
  EXPECT_EQ(ReadPlace("nonsense"), MailboxPlace{});
  EXPECT_EQ(ReadPlace("17"), MailboxPlace{});
  EXPECT_EQ(MailboxName("INBOX"), "INBOX");
  EXPECT_EQ(MailboxName("News & more"), "News &- more");
  // The example of RFC 3501.
  EXPECT_EQ(MailboxName("~peter/mail/台北/日本語"), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
}

}  // namespace
}  // namespace headwater::fetch
