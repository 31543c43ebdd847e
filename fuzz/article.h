// What every article must keep, whatever page it came of.
#pragma once

#include <string>

#include "form/json.h"
#include "fuzz/require.h"
#include "news/article.h"

namespace headwater::fuzz {

inline void RequireSpan(const news::Span& span, std::size_t size) {
  Require(span.begin <= span.end && span.end <= size, "offsets lie within the text");
}

inline void RequireAnnotations(const news::Article& article) {
  if (!article.annotations) {
    return;
  }
  const news::Annotations& found = *article.annotations;
  const std::size_t size = text::CountCodePoints(article.text);
  const auto size_of = [&](const std::optional<std::uint32_t>& mark) {
    Require(!mark || *mark < article.marks.size(), "a mark that is named is there");
    return mark ? text::CountCodePoints(article.marks[*mark].text) : size;
  };
  for (const news::Span& sentence : found.sentences) {
    RequireSpan(sentence, size);
  }
  for (const news::Name& name : found.names) {
    RequireSpan(name.span, size_of(name.mark));
  }
  for (const news::Citation& citation : found.citations) {
    RequireSpan(citation.span, size_of(citation.mark));
  }
  for (const news::Statement& statement : found.statements) {
    for (const news::Span& span : statement.content) {
      RequireSpan(span, size);
    }
  }
}

inline void RequireArticle(const news::Article& article) {
  RequireUtf8(article.text);
  Require(article.kind != news::ArticleKind::kOther || article.text.empty(), "what is no article has no text");
  Require(article.text.find("\n\n\n") == std::string::npos, "paragraphs are parted by one blank line");
  Require(article.text.empty() || (article.text.front() != '\n' && article.text.back() != '\n'),
          "a text neither begins nor ends with an empty line");
  const std::size_t size = text::CountCodePoints(article.text);
  std::size_t before = 0;
  for (const news::Part& part : article.parts) {
    RequireSpan(part.span, size);
    Require(part.span.begin >= before, "parts are in order and do not overlap");
    before = part.span.end;
  }
  RequireAnnotations(article);
  const std::string line = form::WriteArticle(article);
  RequireUtf8(line);
  const auto again = form::ReadArticle(line);
  Require(again.has_value() && form::WriteArticle(*again) == line, "an article that is written reads as the same");
}

}  // namespace headwater::fuzz
