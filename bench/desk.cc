// The desk at size: articles matched one by one, with time and bytes an article as the window grows.
//
// bench_desk ARTICLES.jsonl [MOST]. The articles should be annotated. A few thousand of them are too few for a large
// window, so it is grown synthetically: every further round takes them again with the words exchanged among themselves
// (long ones and capitalised ones by a mapping of the round's own, digits turned on, short words stay), so that what
// was alike within a round still is, and no article is a copy of one of another round. That is no news: figures from it
// are of speed and size alone.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "cli/spool.h"
#include "form/items.h"
#include "form/json.h"
#include "match/match.h"
#include "text/utf8.h"

namespace headwater {
namespace {

constexpr std::size_t kShortWord = 4;  // letters, up to which words stay

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetter(char c) { return IsCapital(c) || (c >= 'a' && c <= 'z'); }

std::size_t WordEnd(const std::string& text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && IsLetter(text[end])) {
    ++end;
  }
  return end;
}

// The words of the articles, and the articles of any round.
class Rounds {
 public:
  explicit Rounds(std::vector<news::Article> articles) : articles_(std::move(articles)) {
    for (const news::Article& article : articles_) {
      for (std::size_t at = 0; at < article.text.size();) {
        const std::size_t end = WordEnd(article.text, at);
        if (end - at > kShortWord) {
          Learn(article.text.substr(at, end - at));
        }
        at = std::max(end, at + 1);
      }
    }
  }

  std::size_t size() const { return articles_.size(); }

  news::Article At(std::size_t number) const {
    const std::size_t round = number / articles_.size();
    news::Article article = articles_[number % articles_.size()];
    if (round == 0) {
      return article;
    }
    article.id = news::ArticleId(fmt::format("{}-{}", article.id.value(), round));
    const std::string before = std::move(article.text);
    article.text.clear();
    std::vector<std::uint32_t> moved;  // by code point before
    std::uint32_t place = 0;
    for (std::size_t at = 0; at < before.size();) {
      const std::size_t end = std::max(WordEnd(before, at), at + 1);
      const std::string word = Exchanged(before.substr(at, end - at), round);
      for (std::size_t i = at; i < end; ++i) {
        if ((static_cast<unsigned char>(before[i]) & 0xC0U) != 0x80U) {
          moved.push_back(place + static_cast<std::uint32_t>(std::min(i - at, word.size())));
        }
      }
      article.text += word;
      place += static_cast<std::uint32_t>(text::CountCodePoints(word));
      at = end;
    }
    moved.push_back(place);
    Move(article, moved);
    return article;
  }

 private:
  void Learn(std::string word) {
    std::vector<std::string>& words = IsCapital(word[0]) ? names_ : words_;
    const auto [at, is_new] = numbers_.emplace(word, words.size());
    if (is_new) {
      words.push_back(std::move(word));
    }
  }

  // A single byte that is no letter, or a word.
  std::string Exchanged(std::string word, std::size_t round) const {
    if (word.size() == 1 && IsDigit(word[0])) {
      word[0] = static_cast<char>('0' + (static_cast<std::size_t>(word[0] - '0') + round * 3) % 10);
      return word;
    }
    const auto found = numbers_.find(word);
    if (found == numbers_.end()) {
      return word;
    }
    const std::vector<std::string>& words = IsCapital(word[0]) ? names_ : words_;
    const std::uint64_t shift = Hash64(fmt::format("{}", round));
    // An odd step and a shift: a permutation where the size is no multiple of a factor of the step.
    const std::uint64_t step = 2 * (shift % 1000) + 1;
    return words[(found->second * step + shift % words.size()) % words.size()];
  }

  static void Move(news::Article& article, const std::vector<std::uint32_t>& moved) {
    if (!article.annotations) {
      return;
    }
    const auto move = [&](news::Span& span) {
      span.begin = moved[std::min<std::size_t>(span.begin, moved.size() - 1)];
      span.end = std::max(span.begin, moved[std::min<std::size_t>(span.end, moved.size() - 1)]);
    };
    for (news::Name& name : article.annotations->names) {
      move(name.span);
    }
    for (news::Time& time : article.annotations->times) {
      move(time.span);
    }
    for (news::Place& a_place : article.annotations->places) {
      move(a_place.span);
    }
    article.annotations->statements.clear();
  }

  std::vector<news::Article> articles_;
  std::vector<std::string> words_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> numbers_;
};

double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

std::vector<news::Article> Load(const std::string& path) {
  std::vector<news::Article> articles;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (auto article = form::ReadArticle(line)) {
      std::ranges::move(form::Placeable(*article), std::back_inserter(articles));
    }
  }
  return articles;
}

// Time of Add alone, and bytes held, at every doubling of the window.
void GrowMatch(const Rounds& rounds, std::size_t most) {
  const auto spool = cli::MakeSpool();
  match::Matcher matcher({}, spool.get());
  std::clock_t spent = 0;  // of this process, so that others on the machine do not count
  std::size_t pairs = 0;
  std::size_t last = 0;
  const double floor = PeakMegabytes();
  fmt::print("{:>10} {:>12} {:>14} {:>12} {:>8}\n", "articles", "ms/article", "bytes/article", "peak MB", "pairs");
  for (std::size_t i = 0, next = 1000; i < most; ++i) {
    const news::Article article = rounds.At(i);
    const std::clock_t begin = std::clock();
    pairs += matcher.Add(article).size();
    spent += std::clock() - begin;
    if (i + 1 == next || i + 1 == most) {
      const double each = 1000.0 * static_cast<double>(spent) / CLOCKS_PER_SEC / static_cast<double>(i + 1 - last);
      fmt::print("{:>10} {:>12.3f} {:>14} {:>12.1f} {:>8}\n", i + 1, each, matcher.bytes() / matcher.size(),
                 PeakMegabytes() - floor, pairs);
      spent = 0;
      last = i + 1;
      next *= 2;
    }
  }
}

}  // namespace
}  // namespace headwater

int main(int argc, char** argv) {
  const std::string path = argc > 1 ? argv[1] : std::string();
  const std::size_t most = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20'000;
  std::vector<headwater::news::Article> articles = headwater::Load(path);
  if (articles.empty()) {
    fmt::print(stderr, "usage: bench_desk ARTICLES.jsonl [MOST]\n");
    return 2;
  }
  headwater::GrowMatch(headwater::Rounds(std::move(articles)), most);
  return 0;
}
