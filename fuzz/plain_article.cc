// Fuzzes the extraction of articles from plain text.
#include "extract/extract.h"
#include "fuzz/article.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  headwater::news::Page page;
  page.id = "1";
  page.body = headwater::fuzz::View(data, size);
  page.content_type = "text/plain";
  if (const auto article = headwater::extract::Extract(page)) {
    headwater::fuzz::RequireArticle(*article);
  }
  return 0;
}
