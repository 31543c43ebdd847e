// Prints from articles.
#include "match/print.h"

#include <algorithm>
#include <iterator>

#include "base/hash.h"
#include "text/shingles.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::match {
namespace {

constexpr std::size_t kMostNamed = 16;

// Letters and digits alone, folded: `The Tolhaven Post` and `thetolhavenpost` are one.
std::string Letters(std::string_view name) {
  std::string letters;
  for (const char c : text::Fold(name)) {
    const bool alnum = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (alnum) {
      letters.push_back(c);
    }
  }
  return letters;
}

std::string_view HostOf(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) {
    return {};
  }
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  url = url.substr(0, url.find(':'));
  return url.starts_with("www.") ? url.substr(4) : url;
}

std::uint64_t HashAddress(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  }
  while (url.ends_with('/')) {
    url.remove_suffix(1);
  }
  return url.empty() ? 0 : Hash64(url);
}

void AddCredit(Print& print, std::string letters) {
  if (letters.size() > 1 && letters != print.publisher && letters != print.host) {
    print.credits.push_back(std::move(letters));
  }
}

void AddCredits(Print& print, const news::Article& article) {
  AddCredit(print, Letters(article.credit));
  for (const news::Declared& declared : article.declared) {
    AddCredit(print, Letters(declared.name));
    AddCredit(print, Letters(HostOf(declared.url)));
  }
  AddCredit(print, Letters(HostOf(article.canonical_url)));
  if (article.annotations) {
    for (const news::Citation& citation : article.annotations->citations) {
      const bool says_whose = citation.how != news::CitationHow::kTold &&
                              citation.how != news::CitationHow::kReported && citation.how != news::CitationHow::kLink;
      std::string letters = Letters(citation.source);
      if (says_whose) {
        AddCredit(print, std::move(letters));
      } else if (citation.how != news::CitationHow::kLink && letters.size() > 1 && print.named.size() < kMostNamed) {
        print.named.push_back(std::move(letters));
      }
    }
  }
}

bool IsHandleLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

// Does the text go on with `name) May 2, 2031`? Then a post's signature stands there.
bool EndsSignature(std::string_view text) {
  constexpr std::size_t kLongestHandle = 40;
  constexpr std::size_t kLongestDate = 24;
  std::size_t at = 0;
  while (at < text.size() && at < kLongestHandle && IsHandleLetter(text[at])) {
    ++at;
  }
  if (at < 2 || at >= text.size() || text[at] != ')') {
    return false;
  }
  const std::string_view date = text.substr(at + 1, kLongestDate);
  std::size_t digits = 0;
  for (const char c : date.substr(0, date.find('\n'))) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits == 4) {
      return true;
    }
  }
  return false;
}

// The paragraph that a post's signature ends, and the one before it where the signature has a line of its own.
void MarkPosts(Print& print) {
  constexpr std::uint32_t kLongestPost = 80;  // words
  constexpr std::uint32_t kLongestSignature = 14;
  const std::size_t first = print.text.find("(@");
  if (first == std::string::npos) {
    return;
  }
  const text::CodePointIndex index(print.text);
  for (std::size_t at = first; at != std::string::npos; at = print.text.find("(@", at + 2)) {
    if (!EndsSignature(std::string_view(print.text).substr(at + 2))) {
      continue;
    }
    const auto word = static_cast<std::uint32_t>(std::ranges::lower_bound(print.begins, index.CodePointAt(at)) -
                                                 print.begins.begin());
    const auto next = std::ranges::upper_bound(print.paragraphs, word, {}, &Paragraph::begin);
    if (next == print.paragraphs.begin()) {
      continue;
    }
    Paragraph& signed_by = *std::prev(next);
    const std::uint32_t size = signed_by.end - signed_by.begin;
    signed_by.post = size <= kLongestPost;
    if (size <= kLongestSignature && std::prev(next) != print.paragraphs.begin()) {
      Paragraph& words = *std::prev(next, 2);
      words.post = words.end - words.begin <= kLongestPost;
    }
  }
}

std::vector<Paragraph> FindParagraphs(const Print& print) {
  std::vector<Paragraph> paragraphs;
  std::uint64_t hash = 0;
  for (std::uint32_t i = 0; i < print.words.size(); ++i) {
    if ((print.traits[i] & text::kParagraphStart) != 0) {
      hash = 0;
      paragraphs.push_back({i, i, 0, false});
    }
    hash = MixHash(hash, print.words[i]);
    paragraphs.back().end = i + 1;
    paragraphs.back().hash = static_cast<std::uint32_t>(hash >> 16U);
  }
  return paragraphs;
}

}  // namespace

std::pair<std::uint32_t, std::uint32_t> Print::WordsOf(const news::Span& span) const {
  const auto first = std::ranges::lower_bound(begins, span.begin);
  const auto last = std::lower_bound(first, begins.end(), span.end);
  return {static_cast<std::uint32_t>(first - begins.begin()), static_cast<std::uint32_t>(last - begins.begin())};
}

void Print::SetWords(std::size_t max_words) {
  const std::vector<text::HashedWord> hashed = text::HashWords(text, max_words);
  words.reserve(hashed.size());
  traits.reserve(hashed.size());
  begins.reserve(hashed.size());
  lengths.reserve(hashed.size());
  for (const text::HashedWord& word : hashed) {
    words.push_back(word.hash);
    traits.push_back(word.traits);
    begins.push_back(word.begin);
    lengths.push_back(static_cast<std::uint8_t>(word.end - word.begin));
  }
  paragraphs = FindParagraphs(*this);
  MarkPosts(*this);
}

Print MakePrint(const news::Article& article, std::size_t max_words) {
  Print print;
  print.id = article.id;
  print.url = HashAddress(article.url);
  print.canonical = HashAddress(article.canonical_url);
  print.publisher = Letters(article.publisher);
  print.host = Letters(HostOf(article.url));
  print.language = article.language;
  print.published = article.published;
  AddCredits(print, article);
  print.length = static_cast<std::uint32_t>(text::CountCodePoints(article.text));
  print.text = article.text;
  print.facts = FactsOf(article);
  print.SetWords(max_words);
  if (!print.words.empty() && print.words.size() == max_words) {
    print.text.resize(text::CodePointIndex(print.text).ByteAt(print.begins.back() + print.lengths.back()));
  }
  return print;
}

}  // namespace headwater::match
