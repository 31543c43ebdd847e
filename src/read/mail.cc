// Mails (RFC 5322, MIME) as pages, parsed by GMime; and mailboxes of them (mbox), streamed.
#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/dates.h"
#include "read/read.h"
#include "web/charset.h"
#include "web/safe_html.h"

namespace headwater::read {
namespace {

constexpr std::size_t kMaxParts = 500;  // looked at in a mail
constexpr std::size_t kMaxMails = 50;   // forwarded within a mail
constexpr std::size_t kMaxDepth = 20;   // of multiparts
constexpr std::size_t kMaxLetters = 4;  // of mails within mails
constexpr std::size_t kSniffed = 8192;
constexpr std::size_t kMaxHeader = 1'000;
constexpr std::size_t kMaxBoundaries = 2'000;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void PrepareGmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

std::string TextOf(const char* text) {
  return text == nullptr ? std::string() : std::string(text).substr(0, kMaxHeader);
}

std::string HeaderOf(GMimeMessage* mail, const char* name) {
  const std::string raw = TextOf(g_mime_object_get_header(GMIME_OBJECT(mail), name));
  char* const decoded = g_mime_utils_header_decode_text(nullptr, raw.c_str());
  std::string text = TextOf(decoded);
  g_free(decoded);
  std::string line;
  for (const char c : text) {
    line += c == '\r' || c == '\n' || c == '\t' ? ' ' : c;
  }
  return web::ToUtf8(std::string(ascii::Trim(line))).text;
}

// `Vellmar Daily <daily.vellmar.example>`, `"Ann Lee" <ann@vellmar.example>`: the words before the angle bracket.
std::string NameIn(std::string_view header) {
  const std::size_t bracket = header.find('<');
  std::string_view name = ascii::Trim(header.substr(0, bracket == std::string_view::npos ? 0 : bracket));
  while (!name.empty() && (name.front() == '"' || name.front() == '\'')) {
    name.remove_prefix(1);
  }
  while (!name.empty() && (name.back() == '"' || name.back() == '\'')) {
    name.remove_suffix(1);
  }
  return name.find('@') == std::string_view::npos ? std::string(name) : std::string();
}

// Whose mail it is: the list's name, else the sender's, else the sender's host.
std::string PublisherOf(GMimeMessage* mail) {
  if (std::string list = NameIn(HeaderOf(mail, "List-Id")); !list.empty()) {
    return list;
  }
  const std::string from = HeaderOf(mail, "From");
  if (std::string name = NameIn(from); !name.empty()) {
    return name;
  }
  const std::size_t at = from.rfind('@');
  const std::string host = at == std::string::npos ? std::string() : from.substr(at + 1);
  return host.substr(0, host.find_first_of("> \t"));
}

// Where the mail stands on the web (RFC 5064; RFC 2369, where it names a web address).
std::string AddressOf(GMimeMessage* mail) {
  for (const char* const name : {"Archived-At", "X-Archived-At", "List-Post"}) {
    const std::string header = HeaderOf(mail, name);
    const std::size_t begin = header.find("http");
    if (begin != std::string::npos) {
      std::string address = AddressFrom(header.substr(begin, header.find_first_of("> ,", begin) - begin), {});
      if (!address.empty()) {
        return address;
      }
    }
  }
  return {};
}

struct Body {
  std::string bytes;
  std::string charset;
  bool html = false;
};

bool IsAttached(GMimeObject* part) {
  const char* const disposition = g_mime_object_get_disposition(part);
  return disposition != nullptr && g_ascii_strcasecmp(disposition, "attachment") == 0;
}

std::string BytesOf(GMimePart* part, std::size_t max_bytes) {
  GMimeDataWrapper* const content = g_mime_part_get_content(part);
  if (content == nullptr) {
    return {};
  }
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* const array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  if (array == nullptr || array->data == nullptr) {
    return {};
  }
  // Borrowed bytes of a C library.
  return {static_cast<const char*>(static_cast<const void*>(array->data)),
          std::min<std::size_t>(array->len, max_bytes)};
}

Body ReadPart(GMimeTextPart* part, std::size_t max_bytes) {
  Body body;
  body.bytes = BytesOf(GMIME_PART(part), max_bytes);
  body.charset = TextOf(g_mime_text_part_get_charset(part));
  body.html = g_mime_content_type_is_type(g_mime_object_get_content_type(GMIME_OBJECT(part)), "text", "html") != 0;
  return body;
}

struct Found {
  std::vector<GMimeTextPart*> texts;
  std::vector<GMimeMessage*> mails;  // forwarded within
  std::vector<GMimePart*> pdfs;
  std::vector<std::string> attached;  // names of files
};

void NoteFile(GMimePart* part, Found& found) {
  std::string name = web::ToUtf8(TextOf(g_mime_part_get_filename(part)), "text/plain; charset=utf-8").text;
  name = name.substr(std::min(name.find_last_of("/\\") + 1, name.size()));
  GMimeContentType* const type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  const bool pdf = g_mime_content_type_is_type(type, "application", "pdf") != 0;
  if (pdf || ascii::Lower(name).ends_with(".pdf")) {
    found.pdfs.push_back(part);
  }
  std::ranges::replace_if(
      name, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  if (!name.empty()) {
    found.attached.push_back(std::move(name));
  }
}

// All of the mail's parts, walked with a stack.
Found PartsOf(GMimeMessage* mail) {
  Found found;
  std::vector<std::pair<GMimeObject*, std::size_t>> open{{g_mime_message_get_mime_part(mail), 0}};
  for (std::size_t looked_at = 0; !open.empty() && looked_at < kMaxParts; ++looked_at) {
    const auto [part, depth] = open.back();
    open.pop_back();
    if (part == nullptr || depth > kMaxDepth) {
      continue;
    }
    if (GMIME_IS_MULTIPART(part)) {
      GMimeMultipart* const many = GMIME_MULTIPART(part);
      for (int i = std::min<int>(g_mime_multipart_get_count(many), kMaxParts); i > 0; --i) {
        open.emplace_back(g_mime_multipart_get_part(many, i - 1), depth + 1);
      }
    } else if (GMIME_IS_MESSAGE_PART(part)) {
      GMimeMessage* const inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
      if (inner != nullptr && found.mails.size() < kMaxMails) {
        found.mails.push_back(inner);
      }
    } else if (GMIME_IS_TEXT_PART(part) && !IsAttached(part)) {
      found.texts.push_back(GMIME_TEXT_PART(part));
    } else if (GMIME_IS_PART(part)) {
      NoteFile(GMIME_PART(part), found);
    }
  }
  return found;
}

bool IsBlank(const std::string& bytes) { return bytes.find_first_not_of(" \t\r\n") == std::string::npos; }

// HTML tells more than plain text; of several the first that has anything in it.
Body BestOf(const std::vector<GMimeTextPart*>& texts, std::size_t max_bytes) {
  Body plain;
  for (GMimeTextPart* const part : texts) {
    GMimeContentType* const type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const bool html = g_mime_content_type_is_type(type, "text", "html") != 0;
    if (!html && (!plain.bytes.empty() || g_mime_content_type_is_type(type, "text", "plain") == 0)) {
      continue;
    }
    Body body = ReadPart(part, max_bytes);
    if (IsBlank(body.bytes)) {
      continue;
    }
    if (html) {
      return body;
    }
    plain = std::move(body);
  }
  return plain;
}

std::optional<news::Page> PageOf(GMimeMessage* mail, const Found& found, const Limits& limits) {
  Body body = BestOf(found.texts, limits.max_bytes);
  if (body.bytes.empty()) {
    return std::nullopt;
  }
  news::Page page;
  page.id = TextOf(g_mime_message_get_message_id(mail));
  page.url = AddressOf(mail);
  page.headers.emplace_back(kPublisherHeader, PublisherOf(mail));
  for (const char* const name : {"From", "List-Id", "Date", "Subject"}) {
    if (std::string value = HeaderOf(mail, name); !value.empty()) {
      page.headers.emplace_back(ascii::Lower(name), std::move(value));
    }
  }
  for (const std::string& name : found.attached) {
    page.headers.emplace_back("mail-attachment", name);
  }
  const std::string type = body.html ? "text/html" : "text/plain";
  std::string text = web::ToUtf8(body.bytes, body.charset.empty() ? type : type + "; charset=" + body.charset).text;
  page.body = std::move(text);
  page.content_type = type + "; charset=utf-8";
  news::Announcement announcement;
  announcement.feed = HeaderOf(mail, "List-Id").empty() ? HeaderOf(mail, "From") : HeaderOf(mail, "List-Id");
  announcement.title = web::EscapeHtml(HeaderOf(mail, "Subject"));
  announcement.published = ReadDate(HeaderOf(mail, "Date"));
  page.announcement = std::move(announcement);
  return page;
}

// The PDFs that came with a mail, announced as it is.
std::vector<news::Page> PdfsOf(const Found& found, const news::Page& mail, const Limits& limits) {
  std::vector<news::Page> pages;
  for (GMimePart* const part : found.pdfs) {
    std::string bytes = BytesOf(part, limits.max_bytes);
    if (!bytes.starts_with("%PDF-")) {
      continue;
    }
    news::Page& page = pages.emplace_back();
    page.id = fmt::format("{}#attachment-{}", mail.id, pages.size());
    page.headers = mail.headers;
    page.announcement = mail.announcement;
    // The letter's subject is not the document's title.
    page.announcement->title.clear();
    page.content_type = "application/pdf";
    page.body = std::move(bytes);
  }
  return pages;
}

bool IsFieldName(std::string_view name) {
  return !name.empty() && name.size() < 60 && std::ranges::all_of(name, [](char c) { return c > ' ' && c < 127; });
}

}  // namespace

bool IsMail(std::string_view bytes) {
  std::string_view head = bytes.substr(0, kSniffed);
  if (head.starts_with("From ")) {
    head.remove_prefix(std::min(head.find('\n'), head.size() - 1) + 1);
  }
  bool from = false;
  bool other = false;
  for (std::size_t lines = 0; !head.empty() && lines < 200; ++lines) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty()) {
      break;
    }
    if (lines > 0 && (line.front() == ' ' || line.front() == '\t')) {
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !IsFieldName(line.substr(0, colon))) {
      return false;
    }
    const std::string name = ascii::Lower(line.substr(0, colon));
    from = from || name == "from";
    other = other || name == "message-id" || name == "mime-version" || name == "received" || name == "date" ||
            name == "return-path";
  }
  return from && other;
}

Result<void> ReadMail(std::string_view bytes, std::string_view path, const std::function<void(news::Page)>& each,
                      const Limits& limits) {
  if (bytes.size() > limits.max_bytes) {
    return Fail(Fault::kTooLarge, "a mail of more than " + std::to_string(limits.max_bytes) + " bytes");
  }
  std::size_t boundaries = 0;
  for (std::size_t at = bytes.find("boundary"); at != std::string_view::npos; at = bytes.find("boundary", at + 8)) {
    ++boundaries;
  }
  if (boundaries > kMaxBoundaries) {
    return Fail(Fault::kTooLarge, "a mail of too many parts");
  }
  PrepareGmime();
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
  const Owned<GMimeMessage> top(g_mime_parser_construct_message(parser.get(), nullptr));
  if (top == nullptr) {
    return Fail(Fault::kBadInput, "no mail");
  }
  std::vector<std::pair<GMimeMessage*, std::size_t>> open{{top.get(), 0}};
  std::size_t given = 0;
  std::size_t mails = 0;
  while (!open.empty() && ++mails <= kMaxMails) {
    const auto [mail, depth] = open.back();
    open.pop_back();
    const Found found = PartsOf(mail);
    if (auto page = PageOf(mail, found, limits)) {
      ++given;
      if (page->id.empty()) {
        page->id = given == 1 ? std::string(path) : std::string(path) + "#" + std::to_string(given);
      }
      const std::vector<news::Page> pdfs = PdfsOf(found, *page, limits);
      each(*std::move(page));
      std::ranges::for_each(pdfs, each);
    }
    for (std::size_t i = found.mails.size(); depth < kMaxLetters && i > 0; --i) {
      open.emplace_back(found.mails[i - 1], depth + 1);
    }
  }
  return given > 0 ? Result<void>() : Fail(Fault::kBadInput, "a mail without text");
}

Result<void> ReadMailbox(std::istream& mailbox, std::string_view path, const std::function<void(news::Page)>& each,
                         const std::function<void(const Error&)>& bad, const Limits& limits) {
  std::string mail;
  std::string line;
  bool too_large = false;
  bool begun = false;
  bool blank = true;
  std::size_t number = 0;
  const auto give = [&] {
    const std::string place = fmt::format("{}#{}", path, number);
    if (begun && too_large) {
      bad({Fault::kTooLarge, fmt::format("{}: a mail of more than {} bytes", place, limits.max_bytes)});
    } else if (begun) {
      news::Page page;
      page.id = place;
      page.content_type = "message/rfc822";
      page.body = std::move(mail);
      each(std::move(page));
    }
    ++number;
    mail.clear();
    too_large = false;
  };
  while (std::getline(mailbox, line)) {
    if (blank && line.starts_with("From ")) {
      give();
      begun = true;
      blank = false;
      continue;
    }
    blank = line.empty() || line == "\r";
    // Quoted as mboxrd has it.
    const std::size_t quoted = line.find_first_not_of('>');
    if (quoted != 0 && quoted != std::string::npos && std::string_view(line).substr(quoted).starts_with("From ")) {
      line.erase(0, 1);
    }
    too_large = too_large || mail.size() + line.size() > limits.max_bytes;
    if (!too_large) {
      mail += line;
      mail += '\n';
    }
  }
  give();
  return begun ? Result<void>() : Fail(Fault::kBadInput, std::string(path) + ": no mailbox");
}

}  // namespace headwater::read
