// Exchanging words, and moving the annotations with them.
#include "desk/grown.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/ascii.h"
#include "base/hash.h"
#include "text/utf8.h"

namespace headwater::bench {
namespace {

constexpr std::size_t kShortWord = 4;  // letters, up to which words stay

char Turned(char c, std::size_t round) {
  return ascii::IsDigit(c) ? static_cast<char>('0' + (static_cast<std::size_t>(c - '0') + round * 3) % 10) : c;
}

template <class Move>
void MoveAll(news::Annotations& annotations, Move move) {
  std::ranges::for_each(annotations.sentences, move);
  const auto move_unmarked = [&](auto& each) {
    if (!each.mark) {
      move(each.span);
    }
  };
  std::ranges::for_each(annotations.names, move_unmarked);
  std::ranges::for_each(annotations.citations, move_unmarked);
  for (news::Time& time : annotations.times) {
    move(time.span);
  }
  for (news::Place& a_place : annotations.places) {
    move(a_place.span);
  }
  for (news::Statement& statement : annotations.statements) {
    if (statement.mark) {
      continue;
    }
    move(statement.cue.span);
    std::ranges::for_each(statement.content, move);
    if (statement.speaker) {
      move(statement.speaker->phrase.span);
    }
  }
}

}  // namespace

Grown::Grown(std::vector<news::Article> articles) : articles_(std::move(articles)) {
  for (const news::Article& article : articles_) {
    texts_.push_back(PiecesOf(article.text));
    headlines_.push_back(PiecesOf(article.headline));
  }
}

std::uint32_t Grown::NumberOf(std::string_view word, bool name) {
  std::vector<std::string>& words = name ? names_ : words_;
  const auto [at, is_new] = numbers_.emplace(word, static_cast<std::uint32_t>(words.size()));
  if (is_new) {
    words.emplace_back(word);
  }
  return at->second;
}

std::vector<Grown::Piece> Grown::PiecesOf(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && ascii::IsLetter(text[end])) {
      ++end;
    }
    const bool exchanged = end - at > kShortWord;
    if (!exchanged) {
      end = std::max(end, at + 1);
      const bool goes_on = !pieces.empty() && pieces.back().word == 0;
      if (goes_on) {
        pieces.back().size += static_cast<std::uint32_t>(end - at);
        at = end;
        continue;
      }
    }
    const bool name = exchanged && ascii::IsUpper(text[at]);
    const std::uint32_t word = exchanged ? NumberOf(text.substr(at, end - at), name) + 1 : 0;
    pieces.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at), word, name});
    at = end;
  }
  return pieces;
}

std::string Grown::Exchange(std::string_view text, const std::vector<Piece>& pieces, const Round& round,
                            std::vector<std::uint32_t>* moved) const {
  std::string made;
  made.reserve(text.size() + text.size() / 4);
  std::uint32_t place = 0;
  for (const Piece& piece : pieces) {
    const std::string_view before = text.substr(piece.at, piece.size);
    if (piece.word == 0) {
      for (const char c : before) {
        made.push_back(Turned(c, round.number));
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
          if (moved != nullptr) {
            moved->push_back(place);
          }
          ++place;
        }
      }
      continue;
    }
    const std::vector<std::string>& words = piece.name ? names_ : words_;
    const std::string& word = words[((piece.word - 1) * round.step + round.shift % words.size()) % words.size()];
    for (std::uint32_t i = 0; moved != nullptr && i < piece.size; ++i) {
      moved->push_back(place + std::min(i, static_cast<std::uint32_t>(word.size())));
    }
    made += word;
    place += static_cast<std::uint32_t>(word.size());
  }
  if (moved != nullptr) {
    moved->push_back(place);
  }
  return made;
}

news::Article Grown::At(std::size_t number) const {
  const std::size_t which = number % articles_.size();
  news::Article article = articles_[which];
  article.id = news::ArticleId(fmt::format("{}", number));
  Round round;
  round.number = number / articles_.size();
  if (round.number == 0) {
    return article;
  }
  round.shift = MixHash(round.number, 0);
  // A permutation, since it has no factor in common with either number of words.
  round.step = 2 * (round.shift % 1000) + 1;
  while (std::gcd(round.step, words_.size()) != 1 || std::gcd(round.step, names_.size()) != 1) {
    ++round.step;
  }
  const std::string suffix = fmt::format("-{}", round.number);
  article.url += article.url.empty() ? "" : suffix;
  article.canonical_url += article.canonical_url.empty() ? "" : suffix;
  std::vector<std::uint32_t> moved;
  article.text = Exchange(articles_[which].text, texts_[which], round, &moved);
  article.headline = Exchange(articles_[which].headline, headlines_[which], round, nullptr);
  if (article.annotations) {
    for (news::Name& name : article.annotations->names) {
      name.entity = news::EntityId(name.entity.value() + suffix);
    }
    MoveAll(*article.annotations, [&](news::Span& span) {
      span.begin = moved[std::min<std::size_t>(span.begin, moved.size() - 1)];
      span.end = std::max(span.begin, moved[std::min<std::size_t>(span.end, moved.size() - 1)]);
    });
  }
  return article;
}

}  // namespace headwater::bench
