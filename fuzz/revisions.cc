// Fuzzes comparing two revisions: headline and text of one, parted by a line of `=====` from the other's.
#include <string>

#include "compare/compare.h"
#include "fuzz/require.h"

using headwater::fuzz::Require;

namespace {

headwater::news::Article ArticleOf(std::string_view bytes) {
  const auto [headline, text] = headwater::fuzz::SplitLine(bytes);
  headwater::news::Article article;
  article.headline = headwater::text::RepairUtf8(headline);
  article.text = headwater::text::RepairUtf8(text);
  return article;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace news = headwater::news;
  constexpr std::string_view kParting = "\n=====\n";
  const std::string_view bytes = headwater::fuzz::View(data, size);
  const std::size_t parting = std::min(bytes.find(kParting), bytes.size());
  const news::Article one = ArticleOf(bytes.substr(0, parting));
  const news::Article other = ArticleOf(bytes.substr(std::min(parting + kParting.size(), bytes.size())));
  const news::Comparison found = headwater::compare::Compare(one, other);
  for (const news::ComparedParagraph& paragraph : found.paragraphs) {
    bool changed = false;
    for (const news::ComparedWords& words : paragraph.words) {
      headwater::fuzz::RequireUtf8(words.words);
      changed = changed || words.edit != news::Edit::kSame;
    }
    Require(paragraph.changed || !changed, "a paragraph with changes says so");
  }
  Require(headwater::compare::Compare(one, one).kinds.empty(), "nothing changed between an article and itself");
  Require(headwater::compare::SameArticle(one, other) == headwater::compare::SameArticle(other, one),
          "being one article is mutual");
  return 0;
}
