// Names of folders as IMAP writes them.
#pragma once

#include <string>
#include <string_view>

namespace headwater::fetch {

// Modified UTF-7 (RFC 3501, 5.1.3) of a name in UTF-8.
std::string MailboxName(std::string_view utf8);

}  // namespace headwater::fetch
