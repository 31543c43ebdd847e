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
constexpr std::size_t kEnough = 320;  // bytes of headline and sentences

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

std::string MakeAbstract(const news::Article& article) {
  // Words that their owner reserves tell no story.
  if (article.rights && !article.rights->text) {
    return article.headline;
  }
  std::string abstract = article.headline.empty() ? Cut(FirstLine(article.text), kHeadlineBytes) : article.headline;
  std::ranges::replace(abstract, '\n', ' ');
  const std::size_t headline = abstract.size();
  if (!article.annotations) {
    abstract += '\n' + Cut(FirstLine(article.text), kLongest);
    return abstract;
  }
  const text::CodePointIndex places(article.text);
  std::size_t kept = 0;
  for (const news::Span& sentence : article.annotations->sentences) {
    const std::uint32_t size = sentence.end > sentence.begin ? sentence.end - sentence.begin : 0;
    const std::string_view words = places.Slice(sentence.begin, sentence.end);
    if (size >= kShortest && size <= kLongest && words != std::string_view(abstract).substr(0, headline)) {
      abstract += kept == 0 ? '\n' : ' ';
      abstract += words;
      ++kept;
    }
    if (kept == kSentences || abstract.size() > kEnough) {
      break;
    }
  }
  return abstract;
}

std::int8_t OwnReporting(const news::Article& article) {
  int own = article.dateline.empty() ? 0 : 1;
  own += article.authors.empty() ? 0 : 1;
  const bool foreign = !article.credit.empty() && article.credit != article.publisher;
  own -= foreign ? 3 : 0;
  own -= article.translated_from.empty() ? 0 : 2;
  own -= static_cast<int>(std::min<std::size_t>(article.declared.size(), 2));
  int cited = 0;
  if (article.annotations) {
    for (const news::Citation& citation : article.annotations->citations) {
      cited += citation.how == news::CitationHow::kReported || citation.how == news::CitationHow::kTold ? 1 : 0;
    }
  }
  constexpr int kMostCited = 4;
  return static_cast<std::int8_t>(own - std::min(cited, kMostCited));
}

}  // namespace headwater::group
