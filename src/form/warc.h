// Pages as records of a web archive: WARC 1.1 (ISO 28500:2017).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

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

}  // namespace headwater::form
