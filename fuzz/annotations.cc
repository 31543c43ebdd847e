// Fuzzes what is read out of an article's words: names, statements, citations, times, places.
#include "annotate/annotate.h"
#include "extract/extract.h"
#include "fuzz/article.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  headwater::news::Article article;
  article.id = headwater::news::ArticleId("1");
  const auto [headline, text] = headwater::fuzz::SplitLine(headwater::fuzz::View(data, size));
  article.headline = headwater::text::RepairUtf8(headline);
  article.text = headwater::text::RepairUtf8(text);
  article.published = headwater::ParseMoment("2024-03-01T09:00:00+01:00");
  article.marks.push_back({headwater::news::MarkKind::kByline, article.headline});
  headwater::annotate::Annotate(article);
  headwater::fuzz::RequireAnnotations(article);
  const std::string line = headwater::form::WriteArticle(article);
  headwater::fuzz::RequireUtf8(line);
  headwater::fuzz::Require(headwater::form::ReadArticle(line).has_value(), "what is annotated reads again");
  return 0;
}
