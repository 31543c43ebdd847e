// Writing WARC records.
#include "form/warc.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/moment.h"

namespace headwater::form {
namespace {

using Field = std::pair<std::string, std::string>;

constexpr int kGzipWindow = 15 + 16;
constexpr int kMemory = 8;
constexpr std::size_t kBlock = 1U << 16U;

// One line: what would begin another is a blank.
std::string Line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return line;
}

std::string Lines(const std::vector<Field>& fields) {
  std::string lines;
  for (const auto& [name, value] : fields) {
    if (!value.empty()) {
      lines += name + ": " + Line(value) + "\r\n";
    }
  }
  return lines;
}

// A UUID (RFC 9562, version 8) out of a hash.
std::string RecordId(std::string_view kind, std::string_view of) {
  std::string hex = Sha256Hex(std::string(kind) + '\n' + std::string(of)).substr(0, 32);
  hex[12] = '8';
  hex[16] = 'a';
  return "<urn:uuid:" + hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) +
         '-' + hex.substr(20) + '>';
}

std::string Gzip(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    return bytes;
  }
  // zlib does not write to its input, but takes it without const.
  stream.next_in = const_cast<Bytef*>(static_cast<const Bytef*>(static_cast<const void*>(bytes.data())));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string packed;
  std::array<char, kBlock> block{};
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = static_cast<Bytef*>(static_cast<void*>(block.data()));
    stream.avail_out = static_cast<uInt>(block.size());
    status = deflate(&stream, Z_FINISH);
    packed.append(block.data(), block.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  return packed;
}

std::string Record(const std::vector<Field>& fields, std::string_view block, Packing packing) {
  std::string record = "WARC/1.1\r\n" + Lines(fields);
  record += "WARC-Block-Digest: sha256:" + Sha256Hex(block) + "\r\n";
  record += "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n";
  record += block;
  record += "\r\n\r\n";
  return packing == Packing::kGzip ? Gzip(record) : record;
}

bool IsWebAddress(std::string_view url) { return url.starts_with("http://") || url.starts_with("https://"); }

// The message as it would have come, had its body not been packed on the way.
std::string HttpBlock(const news::Page& page) {
  constexpr std::array<std::string_view, 5> kOfTransport{"content-encoding", "content-length", "transfer-encoding",
                                                         "connection", "trailer"};
  std::string block = "HTTP/1.1 200 OK\r\n";
  bool has_type = false;
  for (const auto& [name, value] : page.headers) {
    const bool is_name = !name.empty() && name.find_first_of(" \t\r\n:") == std::string::npos;
    if (is_name && std::ranges::find(kOfTransport, name) == kOfTransport.end()) {
      block += Lines({{name, value}});
      has_type = has_type || name == "content-type";
    }
  }
  if (!has_type) {
    block += Lines({{"content-type", page.content_type}});
  }
  return block + "content-length: " + std::to_string(page.body.size()) + "\r\n\r\n" + page.body;
}

std::string Metadata(const news::Page& page, const news::Article& article) {
  std::vector<Field> fields{{"page-id", page.id},           {"article-id", article.id.value()},
                            {"headline", article.headline}, {"publisher", article.publisher},
                            {"credit", article.credit},     {"language", article.language}};
  if (article.published) {
    fields.emplace_back("published", FormatMoment(*article.published));
  }
  if (page.announcement) {
    fields.emplace_back("announced-by", page.announcement->feed);
  }
  for (const news::Reservation& reservation : page.reservations) {
    fields.emplace_back("reserved", reservation.where + ": " + reservation.says);
  }
  return Lines(fields);
}

}  // namespace

std::string WriteWarcInfo(std::string_view software, std::chrono::sys_seconds now, Packing packing) {
  const std::string block = Lines({{"software", std::string(software)}, {"format", "WARC File Format 1.1"}});
  const std::string date = FormatMoment(MomentOfInstant(now));
  return Record({{"WARC-Type", "warcinfo"},
                 {"WARC-Record-ID", RecordId("warcinfo", std::string(software) + date)},
                 {"WARC-Date", date},
                 {"Content-Type", "application/warc-fields"}},
                block, packing);
}

WarcPage MakeWarcPage(const news::Page& page, const news::Article& article, std::chrono::sys_seconds seen,
                      Packing packing) {
  const bool on_the_web = IsWebAddress(page.url);
  const std::string hash = Sha256Hex(page.url + '\n' + page.body);
  WarcPage made;
  made.target = on_the_web ? page.url : "urn:headwater:" + hash.substr(0, 16);
  made.date = FormatMoment(MomentOfInstant(page.fetched.value_or(seen)));
  made.digest = "sha256:" + Sha256Hex(page.body);
  const std::string id = RecordId("response", hash + made.date);
  made.page = Record({{"WARC-Type", on_the_web ? "response" : "resource"},
                      {"WARC-Record-ID", id},
                      {"WARC-Date", made.date},
                      {"WARC-Target-URI", made.target},
                      {"WARC-Payload-Digest", made.digest},
                      {"Content-Type", on_the_web ? "application/http; msgtype=response" : page.content_type}},
                     on_the_web ? HttpBlock(page) : page.body, packing);
  made.metadata = Record({{"WARC-Type", "metadata"},
                          {"WARC-Record-ID", RecordId("metadata", hash + made.date)},
                          {"WARC-Date", made.date},
                          {"WARC-Target-URI", made.target},
                          {"WARC-Concurrent-To", id},
                          {"Content-Type", "application/warc-fields"}},
                         Metadata(page, article), packing);
  return made;
}

std::string WriteWarcPage(const news::Page& page, const news::Article& article, std::chrono::sys_seconds seen,
                          Packing packing) {
  const WarcPage made = MakeWarcPage(page, article, seen, packing);
  return made.page + made.metadata;
}

}  // namespace headwater::form
