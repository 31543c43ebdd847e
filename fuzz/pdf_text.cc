// Fuzzes the prose of a PDF's pages: lines, with a form feed behind each page.
#include "fetch/pdf_text.h"

#include <string>

#include "fuzz/require.h"

using headwater::fuzz::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string pages = headwater::text::RepairUtf8(headwater::fuzz::View(data, size));
  const std::string prose = headwater::fetch::ProseOfPages(pages);
  headwater::fuzz::RequireUtf8(prose);
  Require(prose.find('\f') == std::string::npos, "pages are joined");
  Require(prose.find("\n\n\n") == std::string::npos, "paragraphs are parted by one blank line");
  Require(prose.empty() || (prose.front() != '\n' && prose.back() != '\n'), "prose has no empty line around it");
  Require(prose.size() <= 2 * pages.size(), "nothing is added but what parts paragraphs");
  return 0;
}
