// Fuzzes the extraction of articles from HTML.
#include "extract/extract.h"
#include "fuzz/article.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  headwater::news::Page page;
  page.id = "1";
  page.url = "https://vellmar.example/2024/03/01/ferry.html";
  page.content_type = "text/html";
  page.body = headwater::fuzz::View(data, size);
  if (const auto article = headwater::extract::Extract(page)) {
    headwater::fuzz::RequireArticle(*article);
  }
  return 0;
}
