// Pages as records of a web archive: WARC 1.1 (ISO 28500:2017).
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "news/article.h"
#include "news/page.h"

namespace headwater::form {

// Whether each record is a gzip member of its own, as `.warc.gz` has it.
enum class Packing { kPlain, kGzip };

// What an archive begins with: who wrote it, when.
std::string WriteWarcInfo(std::string_view software, std::chrono::sys_seconds now, Packing packing);

// The page as a `response` with its headers and body (unpacked as it was kept), and what is known of it as `metadata`.
// A page without a web address is a `resource` under `urn:headwater:`. `seen` dates a page whose time of fetching is
// not known. Ids come from the page alone: the same page gives the same records.
std::string WriteWarcPage(const news::Page& page, const news::Article& article, std::chrono::sys_seconds seen,
                          Packing packing);

// The same in pieces, with what an index of the archive says of it.
struct WarcPage {
  std::string page;      // the record that holds the page
  std::string metadata;  // the record that tells of it
  std::string target;    // its address in the archive
  std::string date;
  std::string digest;  // of the page's bytes: `sha256:…`
};
WarcPage MakeWarcPage(const news::Page& page, const news::Article& article, std::chrono::sys_seconds seen,
                      Packing packing);

// Goes through an archive, whose records may each be a gzip member. kBadInput where a record is broken, or its block is
// not what its digest says.
struct WarcRecord {
  std::string type;
  std::string target;
  std::string payload_digest;  // as the record states it, and checked; empty where it states none
  std::size_t offset = 0;      // of its first byte in the archive
  std::size_t length = 0;
};
Result<std::vector<WarcRecord>> CheckWarc(std::string_view archive);

}  // namespace headwater::form
