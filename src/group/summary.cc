// Headlines and lead sentences.
#include "group/summary.h"

#include <algorithm>
#include <string_view>

#include "text/utf8.h"

namespace headwater::group {
namespace {

constexpr std::size_t kSentences = 2;
constexpr std::uint32_t kShortest = 40;  // code points; shorter is a dateline or a cry
constexpr std::uint32_t kLongest = 400;
constexpr std::size_t kHeadlineBytes = 120;

std::string_view FirstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

// Cut at a blank, never within a letter.
std::string Cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return std::string(text);
  }
  const std::size_t blank = text.rfind(' ', bytes);
  std::size_t end = blank == std::string_view::npos || blank == 0 ? bytes : blank;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

Abstract MakeAbstract(const news::Article& article) {
  Abstract abstract;
  // Words that their owner reserves tell no story.
  if (article.rights && !article.rights->text) {
    abstract.headline = article.headline;
    return abstract;
  }
  abstract.headline = article.headline.empty() ? Cut(FirstLine(article.text), kHeadlineBytes) : article.headline;
  if (!article.annotations) {
    abstract.sentences.push_back(Cut(FirstLine(article.text), kLongest));
    return abstract;
  }
  const text::CodePointIndex places(article.text);
  for (const news::Span& sentence : article.annotations->sentences) {
    const std::uint32_t size = sentence.end > sentence.begin ? sentence.end - sentence.begin : 0;
    const std::string_view words = places.Slice(sentence.begin, sentence.end);
    if (size >= kShortest && size <= kLongest && words != abstract.headline) {
      abstract.sentences.emplace_back(words);
    }
    if (abstract.sentences.size() == kSentences) {
      break;
    }
  }
  return abstract;
}

}  // namespace headwater::group
