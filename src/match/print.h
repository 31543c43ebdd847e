// A print: an article as it is compared with others, word by word.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "match/facts.h"
#include "news/article.h"

namespace headwater::match {

// A paragraph of a print: where it begins, and what all its words make.
struct Paragraph {
  std::uint32_t begin = 0;  // of the print's words
  std::uint32_t end = 0;
  std::uint32_t hash = 0;
  bool post = false;  // of somebody on a network, shown in the article: "— Name (@name) May 2, 2031", and what it signs
};

struct Print {
  news::ArticleId id;
  std::uint64_t url = 0;  // hash; 0 where there is none
  std::uint64_t canonical = 0;
  std::string publisher;             // folded letters and digits only
  std::string host;                  // registered part of the address, folded likewise
  std::vector<std::string> credits;  // whom it credits, folded likewise; never its own publisher
  std::vector<std::string> named;    // media that it has something from, in other words than a credit's, likewise
  std::string language;
  std::optional<Moment> published;
  std::uint32_t length = 0;           // of the text, in code points
  std::vector<std::uint32_t> words;   // hashes
  std::vector<std::uint8_t> traits;   // of text::Trait
  std::vector<std::uint32_t> begins;  // code points
  std::vector<std::uint8_t> lengths;  // code points
  std::vector<Paragraph> paragraphs;
  std::string text;
  Facts facts;

  // Fills in what is read from the text: all of this but the text and the facts; so many words at most.
  void SetWords(std::size_t max_words);

  // The stretch of text from the first to the last of these words.
  news::Span SpanOf(std::uint32_t begin, std::uint32_t end) const {
    return {begins[begin], begins[end - 1] + lengths[end - 1]};
  }

  // The words that stand within a stretch of text, the first and one past the last.
  std::pair<std::uint32_t, std::uint32_t> WordsOf(const news::Span& span) const;
};

Print MakePrint(const news::Article& article, std::size_t max_words);

}  // namespace headwater::match
