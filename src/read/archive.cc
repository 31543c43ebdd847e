// Reading of web archives: WARC 1.x (ISO 28500) and its forerunner ARC.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/moment.h"
#include "read/construct.h"
#include "read/read.h"
#include "read/stream.h"
#include "web/message.h"

namespace headwater::read {
namespace {

constexpr std::size_t kMaxLine = 64U << 10U;
constexpr std::size_t kMaxHeaderLines = 500;
constexpr int kMaxBlankLines = 64;
constexpr std::size_t kMaxGap = 4096;
constexpr std::size_t kMaxInfo = 64U << 10U;
// What our own archives are known by: all that is in them was a page, HTML or not.
constexpr std::string_view kOurSoftware = "software: Headwater";
constexpr std::string_view kOurAddresses = "urn:headwater:";

struct Record {
  std::uint64_t offset = 0;
  std::string url;
  std::optional<std::chrono::sys_seconds> time;
  std::uint64_t length = 0;
  bool is_response = false;
  bool is_info = false;      // about the archive
  bool is_resource = false;  // a page of ours without a web address
  std::string content_type;  // of the record
};

std::optional<std::uint64_t> ReadCount(std::string_view digits) {
  digits = ascii::Trim(digits);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return digits.empty() || error != std::errc{} || end != digits.data() + digits.size() ? std::nullopt
                                                                                        : std::optional(value);
}

// 20220131235959, as ARC writes time.
std::optional<std::chrono::sys_seconds> ReadArcTime(std::string_view digits) {
  if (digits.size() < 14) {
    return std::nullopt;
  }
  const auto part = [digits](std::size_t at, std::size_t size) { return digits.substr(at, size); };
  const auto moment = ParseMoment(
      fmt::format("{}-{}-{}T{}:{}:{}Z", part(0, 4), part(4, 2), part(6, 2), part(8, 2), part(10, 2), part(12, 2)));
  return moment ? std::optional(moment->at) : std::nullopt;
}

// The line's fields, parted by single blanks.
std::vector<std::string_view> Fields(std::string_view line) {
  std::vector<std::string_view> fields;
  while (!line.empty() && fields.size() < 16) {
    const std::size_t end = std::min(line.find(' '), line.size());
    fields.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return fields;
}

class ArchiveReader {
 public:
  ArchiveReader(std::istream& archive, std::string_view path, const std::function<void(news::Page)>& each,
                const Limits& limits)
      : stream_(archive), path_(path), each_(each), limits_(limits) {}

  Result<void> Read() {
    bool any = false;
    while (true) {
      int blanks = 0;
      std::optional<std::string> line;
      std::uint64_t offset = 0;
      do {
        if (stream_.AtEnd()) {
          return stream_.fault().empty() && any ? Result<void>() : Broken(any ? stream_.fault() : "no archive");
        }
        offset = stream_.offset();
        line = stream_.ReadLine(kMaxLine);
      } while (line && line->empty() && ++blanks < kMaxBlankLines);
      auto record = ReadHead(line.value_or(""), offset);
      for (std::size_t passed = 0; !record && any && passed < kMaxGap && !stream_.AtEnd(); passed += line->size() + 1) {
        // A length that is a little too small leaves a rest of the record's body.
        offset = stream_.offset();
        line = stream_.ReadLine(kMaxLine);
        record = line->starts_with("WARC/") ? ReadHead(*line, offset) : std::nullopt;
      }
      if (!record) {
        return Broken(any ? fmt::format("no record where one should begin (byte {})", offset) : "no archive");
      }
      any = true;
      if (!ReadRecord(*record)) {
        return Broken(fmt::format("the record at byte {} breaks off", record->offset));
      }
    }
  }

 private:
  Result<void> Broken(std::string_view what) const {
    const std::string& fault = stream_.fault();
    return Fail(Fault::kBadInput, fmt::format("{}: {}{}{}", path_, what, fault.empty() || what == fault ? "" : "; ",
                                              what == fault ? "" : fault));
  }

  std::optional<Record> ReadHead(std::string_view line, std::uint64_t offset) {
    if (line.starts_with("WARC/")) {
      return ReadWarcHead(offset);
    }
    const auto fields = Fields(line);
    const bool is_arc = fields.size() >= 5 && fields[0].find(':') != std::string_view::npos;
    const auto length = is_arc ? ReadCount(fields.back()) : std::nullopt;
    const auto time = is_arc ? ReadArcTime(fields[2]) : std::nullopt;
    if (!length || !time) {
      return std::nullopt;
    }
    Record record;
    record.offset = offset;
    record.url = fields[0];
    record.time = time;
    record.length = *length;
    record.is_response = fields[0].starts_with("http");
    return record;
  }

  std::optional<Record> ReadWarcHead(std::uint64_t offset) {
    web::Headers headers;
    for (std::size_t lines = 0; lines < kMaxHeaderLines; ++lines) {
      const auto line = stream_.ReadLine(kMaxLine);
      if (!line || line->empty()) {
        break;
      }
      web::AppendHeaderLine(*line, headers);
    }
    const auto length = ReadCount(web::FindHeader(headers, "content-length"));
    if (!length) {
      return std::nullopt;
    }
    Record record;
    record.offset = offset;
    record.length = *length;
    // Some writers put the address in angle brackets.
    std::string_view url = ascii::Trim(web::FindHeader(headers, "warc-target-uri"));
    if (url.starts_with('<') && url.ends_with('>')) {
      url = url.substr(1, url.size() - 2);
    }
    record.url = url;
    record.content_type = web::FindHeader(headers, "content-type");
    const std::string type = ascii::Lower(web::FindHeader(headers, "warc-type"));
    record.is_response = type == "response" && url.starts_with("http") &&
                         web::ReadMediaType(record.content_type).essence == "application/http";
    record.is_info = type == "warcinfo";
    record.is_resource = type == "resource" && url.starts_with(kOurAddresses);
    if (const auto moment = ParseMoment(web::FindHeader(headers, "warc-date"))) {
      record.time = moment->at;
    }
    return record;
  }

  // False where the stream ends within the record; what was there of a page is given.
  bool ReadRecord(const Record& record) {
    if (!record.is_response && !record.is_info && !record.is_resource) {
      return stream_.Skip(record.length);
    }
    const std::uint64_t wanted =
        std::min<std::uint64_t>(record.length, record.is_info ? kMaxInfo : limits_.max_record_bytes);
    std::string bytes = stream_.Read(wanted);
    const bool whole = bytes.size() == wanted && stream_.Skip(record.length - wanted);
    if (record.is_info) {
      ours_ = bytes.find(kOurSoftware) != std::string::npos;
    } else if (record.is_resource) {
      GiveResource(record, std::move(bytes));
    } else {
      GivePage(record, bytes);
    }
    return whole;
  }

  void GiveResource(const Record& record, std::string bytes) {
    news::Page page;
    page.id = fmt::format("{}#{}", path_, record.offset);
    page.fetched = record.time;
    page.content_type = record.content_type;
    page.body = std::move(bytes);
    each_(std::move(page));
  }

  void GivePage(const Record& record, const std::string& bytes) {
    auto head = web::ReadResponseHead(bytes);
    if (!head || head->status < 200 || head->status >= 300) {
      return;
    }
    const std::string_view content_type = web::FindHeader(head->headers, "content-type");
    const std::string essence = web::ReadMediaType(content_type).essence;
    std::string body = bytes.substr(head->body);
    if (web::FindHeader(head->headers, "transfer-encoding").find("chunked") != std::string_view::npos) {
      // Many archives keep the header of a body that they have put together already.
      if (auto joined = web::Dechunk(body)) {
        body = std::move(*joined);
      }
    }
    auto unpacked =
        Unpack(std::move(body), web::FindHeader(head->headers, "content-encoding"), limits_.max_record_bytes);
    if (!unpacked) {
      return;
    }
    const std::string_view text = ascii::Trim(*unpacked);
    const bool is_html = essence.find("html") != std::string::npos || (essence.empty() && text.starts_with('<'));
    if (!(is_html || ours_) || text.empty()) {
      return;
    }
    news::Page page;
    page.id = fmt::format("{}#{}", path_, record.offset);
    page.url = record.url;
    page.fetched = record.time;
    page.content_type = content_type;
    page.headers = std::move(head->headers);
    page.body = std::move(*unpacked);
    each_(std::move(page));
  }

  ArchiveStream stream_;
  bool ours_ = false;
  std::string_view path_;
  const std::function<void(news::Page)>& each_;
  const Limits& limits_;
};

}  // namespace

Result<void> ReadArchive(std::istream& archive, std::string_view path, const std::function<void(news::Page)>& each,
                         const Limits& limits) {
  return ArchiveReader(archive, path, each, limits).Read();
}

}  // namespace headwater::read
