// Fuzzes mails, and mailboxes of several.
#include <sstream>
#include <string>

#include "fuzz/require.h"
#include "read/read.h"

using headwater::fuzz::Require;
using headwater::fuzz::RequireUtf8;

namespace {

void RequirePage(const headwater::news::Page& page) {
  Require(!page.id.empty(), "a mail has an id");
  const bool pdf = page.content_type == "application/pdf";
  Require(pdf || page.content_type.ends_with("charset=utf-8"), "a mail's text is in UTF-8");
  Require(pdf ? page.body.starts_with("%PDF-") : headwater::text::IsUtf8(page.body), "a mail's text is UTF-8");
  RequireUtf8(page.id);
  RequireUtf8(page.url);
  Require(page.announcement.has_value(), "a mail is announced by its header");
  RequireUtf8(page.announcement->title);
  for (const auto& [name, value] : page.headers) {
    RequireUtf8(value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace read = headwater::read;
  const std::string_view bytes = headwater::fuzz::View(data, size);
  read::IsMail(bytes);
  const auto mail = read::ReadMail(bytes, "in.eml", RequirePage);
  Require(mail.has_value() || !mail.error().text.empty(), "what went wrong is said");
  std::istringstream in{std::string(bytes)};
  read::Limits limits;
  limits.max_bytes = 16U << 10U;
  const auto mailbox = read::ReadMailbox(
      in, "box.mbox",
      [&limits](const headwater::news::Page& page) {
        Require(page.content_type == "message/rfc822", "a mailbox holds mails");
        Require(page.body.size() <= limits.max_bytes, "a mail keeps its limit");
        (void)read::ReadMail(page.body, page.id, RequirePage);
      },
      [](const headwater::Error& error) { Require(!error.text.empty(), "what went wrong is said"); }, limits);
  Require(mailbox.has_value() || !mailbox.error().text.empty(), "what went wrong is said");
  return 0;
}
