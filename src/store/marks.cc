// Winnowing, and the words of pages.
#include "store/marks.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "text/shingles.h"

namespace headwater::store {
namespace {

static_assert(crypto_shorthash_KEYBYTES == std::tuple_size_v<MarkKey>);

constexpr std::size_t kMostWords = 200'000;
constexpr std::size_t kRun = 6;
constexpr std::size_t kRunOfLetters = 14;
constexpr std::size_t kWindow = 4;
constexpr std::size_t kLeastWords = 12;  // of a text that is known as a whole

std::int64_t Keyed(const MarkKey& key, std::uint64_t hash) {
  std::array<unsigned char, sizeof(hash)> bytes{};
  std::memcpy(bytes.data(), &hash, sizeof(hash));
  std::array<unsigned char, crypto_shorthash_BYTES> out{};
  crypto_shorthash(out.data(), bytes.data(), bytes.size(), key.data());
  std::int64_t mark = 0;
  std::memcpy(&mark, out.data(), sizeof(mark));
  return mark;
}

bool IsOfLetters(const std::vector<text::HashedWord>& words) {
  const auto letters = std::ranges::count_if(
      words, [](const text::HashedWord& word) { return word.end - word.begin == 1 && word.size > 1; });
  return static_cast<std::size_t>(letters) * 2 > words.size();
}

std::string Lowered(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

// The tag's name, lower case, with its slash.
std::string TagName(std::string_view html, std::size_t at) {
  constexpr std::size_t kLongest = 12;
  std::size_t end = at + 1;
  while (end < html.size() && end - at <= kLongest &&
         (std::isalnum(static_cast<unsigned char>(html[end])) != 0 || html[end] == '/')) {
    ++end;
  }
  return Lowered(html.substr(at + 1, end - at - 1));
}

// Past what is never shown: an element's end tag, or all that is left.
std::size_t SkipElement(std::string_view html, std::size_t at, std::string_view name) {
  const std::string closing = fmt::format("</{}", name);
  for (std::size_t found = html.find("</", at); found != std::string_view::npos; found = html.find("</", found + 2)) {
    if (Lowered(html.substr(found, closing.size())) == closing) {
      return found;
    }
  }
  return html.size();
}

bool IsInline(std::string_view name) {
  constexpr std::array<std::string_view, 18> kInline{"a",  "b",  "i",  "em",  "strong",  "span",  "u",  "s",  "sup",
                                                     "/a", "/b", "/i", "/em", "/strong", "/span", "/u", "/s", "/sup"};
  return std::ranges::find(kInline, name) != kInline.end();
}

struct Reference {
  std::string_view written;
  std::string_view means;
};
constexpr std::array<Reference, 12> kReferences{{{"&amp;", "&"},
                                                 {"&quot;", "\""},
                                                 {"&apos;", "'"},
                                                 {"&#39;", "'"},
                                                 {"&#x27;", "'"},
                                                 {"&nbsp;", " "},
                                                 {"&ldquo;", "“"},
                                                 {"&rdquo;", "”"},
                                                 {"&lsquo;", "‘"},
                                                 {"&rsquo;", "’"},
                                                 {"&#8217;", "’"},
                                                 {"&shy;", ""}}};

}  // namespace

std::vector<RunMark> MarksOf(const MarkKey& key, std::string_view text) {
  const std::vector<text::HashedWord> words = text::HashWords(text, kMostWords);
  const std::size_t run = IsOfLetters(words) ? kRunOfLetters : kRun;
  std::vector<RunMark> marks;
  if (words.size() < run) {
    return marks;
  }
  std::vector<std::uint32_t> hashes(words.size());
  std::ranges::transform(words, hashes.begin(), &text::HashedWord::hash);
  std::vector<std::uint64_t> runs(words.size() - run + 1);
  for (std::size_t n = 0; n < runs.size(); ++n) {
    runs[n] = text::HashShingle(hashes.data() + n, run);
  }
  std::size_t last = runs.size();
  for (std::size_t window = 0; window == 0 || window + kWindow <= runs.size(); ++window) {
    const auto begin = runs.begin() + static_cast<std::ptrdiff_t>(window);
    const auto end = runs.begin() + static_cast<std::ptrdiff_t>(std::min(window + kWindow, runs.size()));
    const auto chosen = static_cast<std::size_t>(std::min_element(begin, end) - runs.begin());
    if (chosen == last) {
      continue;
    }
    last = chosen;
    const auto first = words.begin() + static_cast<std::ptrdiff_t>(chosen);
    const bool quoted = std::all_of(first, first + static_cast<std::ptrdiff_t>(run),
                                    [](const text::HashedWord& word) { return (word.traits & text::kQuoted) != 0; });
    marks.push_back({Keyed(key, runs[chosen]), static_cast<std::uint32_t>(chosen), quoted});
  }
  return marks;
}

std::string WordsOfHtml(std::string_view html) {
  std::string words;
  words.reserve(html.size() / 2);
  std::size_t at = 0;
  while (at < html.size()) {
    const char c = html[at];
    if (c == '<') {
      const std::string name = TagName(html, at);
      if (html.substr(at).starts_with("<!--")) {
        const std::size_t end = html.find("-->", at);
        at = end == std::string_view::npos ? html.size() : end + 3;
        continue;
      }
      const std::size_t end = html.find('>', at);
      at = end == std::string_view::npos ? html.size() : end + 1;
      if (name == "script" || name == "style") {
        at = SkipElement(html, at, name);
      }
      if (!IsInline(name)) {
        words.push_back('\n');
      }
      continue;
    }
    if (c == '&') {
      const auto known = std::ranges::find_if(
          kReferences, [&](const Reference& each) { return html.substr(at).starts_with(each.written); });
      if (known != kReferences.end()) {
        words.append(known->means);
        at += known->written.size();
        continue;
      }
    }
    words.push_back(c == '\n' ? ' ' : c);
    ++at;
  }
  return words;
}

std::string TextHash(const MarkKey& key, std::string_view text) {
  const std::vector<text::HashedWord> words = text::HashWords(text, kMostWords);
  if (words.size() < kLeastWords) {
    return {};
  }
  std::string all;
  for (const text::HashedWord& word : words) {
    all.append(fmt::format("{:08x}", word.hash));
  }
  std::array<unsigned char, crypto_generichash_BYTES> out{};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(all.data()), all.size(), key.data(),
                     key.size());
  std::string hex;
  for (const unsigned char byte : out) {
    hex.append(fmt::format("{:02x}", byte));
  }
  return hex;
}

}  // namespace headwater::store
