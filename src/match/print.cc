// Prints from articles.
#include "match/print.h"

#include <algorithm>

#include "base/hash.h"
#include "text/shingles.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::match {
namespace {

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
      if (says_whose) {
        AddCredit(print, Letters(citation.source));
      }
    }
  }
}

std::vector<Paragraph> FindParagraphs(const Print& print) {
  std::vector<Paragraph> paragraphs;
  std::uint64_t hash = 0;
  for (std::uint32_t i = 0; i < print.words.size(); ++i) {
    if ((print.traits[i] & text::kParagraphStart) != 0) {
      hash = 0;
      paragraphs.push_back({i, i, 0});
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
  const std::vector<text::HashedWord> words = text::HashWords(article.text, max_words);
  print.words.reserve(words.size());
  print.traits.reserve(words.size());
  print.begins.reserve(words.size());
  print.lengths.reserve(words.size());
  for (const text::HashedWord& word : words) {
    print.words.push_back(word.hash);
    print.traits.push_back(word.traits);
    print.begins.push_back(word.begin);
    print.lengths.push_back(static_cast<std::uint8_t>(word.end - word.begin));
  }
  print.paragraphs = FindParagraphs(print);
  print.text = article.text;
  print.facts = FactsOf(article);
  return print;
}

}  // namespace headwater::match
