// Charsets: bytes of any encoding to UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace headwater::web {

struct Decoded {
  std::string text;     // well-formed UTF-8 without a byte order mark
  std::string charset;  // as ICU calls it, lower case: `utf-8`, `windows-1252`
  // Whether bytes stood there that mean nothing in that charset; each is U+FFFD in the text.
  bool faulty = false;
};

// The WHATWG name that browsers take a label for, lower case: `ISO-8859-1` is `windows-1252`, `gb2312` is `gb18030`.
// Labels that the WHATWG does not know come back in lower case. Empty for an empty label, and for
// one that is not all visible ASCII.
std::string CharsetOfLabel(std::string_view label);

// Decides by byte order mark, then by what holds: the content type's charset, the document's own declaration (<meta>,
// <?xml encoding?>) in its first 4 KiB, well-formed UTF-8, at last a guess from the bytes. A declaration that the bytes
// contradict (UTF-8 that is none, Latin that is UTF-8) is passed over. Never fails: what cannot be told is
// windows-1252.
Decoded ToUtf8(std::string_view bytes, std::string_view content_type = {});

}  // namespace headwater::web
