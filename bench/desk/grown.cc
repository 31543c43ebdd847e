// Exchanging words, and moving the annotations with them.
#include "desk/grown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/hash.h"
#include "text/utf8.h"

namespace headwater::bench {
namespace {

constexpr std::size_t kShortWord = 4;     // letters, up to which a word is a short one
constexpr std::size_t kLeastBand = 8;     // spellings of like frequency that change places
constexpr double kBandGrowth = 0.5;       // of a band, to the spellings before it
constexpr std::uint32_t kRareWord = 2;    // times, up to which a word may be coined anew
constexpr double kHeaps = 0.6;            // exponent that a vocabulary grows with
constexpr std::size_t kWellKnown = 1000;  // of so many articles one names it

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
  std::unordered_map<std::string, std::size_t> named;
  for (const news::Article& article : articles_) {
    texts_.push_back(PiecesOf(article.text));
    headlines_.push_back(PiecesOf(article.headline));
    std::set<std::string_view> entities;
    if (article.annotations) {
      for (const news::Name& name : article.annotations->names) {
        entities.insert(name.entity.value());
      }
    }
    for (const std::string_view entity : entities) {
      ++named[std::string(entity)];
    }
  }
  Rank();
  for (const auto& [entity, times] : named) {
    if (times * kWellKnown > articles_.size()) {
      well_known_.insert(entity);
    }
  }
}

std::uint32_t Grown::Count(Kind kind, std::string_view word) {
  Spellings& known = spellings_[kind];
  const auto [at, is_new] = known.numbers.emplace(word, static_cast<std::uint32_t>(known.words.size()));
  if (is_new) {
    known.words.emplace_back(word);
    known.times.push_back(0);
  }
  ++known.times[at->second];
  return at->second;
}

// Numbers become ranks.
void Grown::Rank() {
  std::array<std::vector<std::uint32_t>, kKinds> ranks;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    Spellings& known = spellings_[kind];
    std::vector<std::uint32_t> order(known.words.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return known.times[a] > known.times[b]; });
    ranks[kind].resize(order.size());
    Spellings ranked;
    for (const std::uint32_t number : order) {
      ranks[kind][number] = static_cast<std::uint32_t>(ranked.words.size());
      ranked.words.push_back(std::move(known.words[number]));
      ranked.times.push_back(known.times[number]);
    }
    known = std::move(ranked);
  }
  for (auto* const all : {&texts_, &headlines_}) {
    for (std::vector<Piece>& pieces : *all) {
      for (Piece& piece : pieces) {
        piece.rank = piece.kind == kAsItIs ? 0 : ranks[piece.kind][piece.rank];
      }
    }
  }
}

std::vector<Grown::Piece> Grown::PiecesOf(std::string_view text) {
  const auto word_end = [text](std::size_t at) {
    while (at < text.size() && ascii::IsLetter(text[at])) {
      ++at;
    }
    return at;
  };
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = word_end(at);
    Kind kind = end == at ? kAsItIs : end - at <= kShortWord ? kShortWords : ascii::IsUpper(text[at]) ? kName : kWord;
    // Short words go together as far as they follow each other.
    while (kind == kShortWords && end + 1 < text.size() && text[end] == ' ') {
      const std::size_t next = word_end(end + 1);
      if (next == end + 1 || next - end - 1 > kShortWord) {
        break;
      }
      end = next;
    }
    if (kind == kAsItIs) {
      end = at + 1;
      if (!pieces.empty() && pieces.back().kind == kAsItIs) {
        ++pieces.back().size;
        at = end;
        continue;
      }
    }
    const std::uint32_t number = kind == kAsItIs ? 0 : Count(kind, text.substr(at, end - at));
    pieces.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at), number, kind});
    at = end;
  }
  return pieces;
}

// Bands grow with the rank, as frequencies fall.
Grown::Band Grown::BandOf(std::size_t rank, std::size_t all) {
  Band band{0, std::min(kLeastBand, all)};
  while (rank >= band.begin + band.size) {
    band.begin += band.size;
    band.size = std::max(kLeastBand, static_cast<std::size_t>(kBandGrowth * static_cast<double>(band.begin)));
    // A small rest belongs to the last one.
    band.size = band.begin + band.size + kLeastBand > all ? all - band.begin : band.size;
  }
  return band;
}

void Grown::AppendExchanged(const Piece& piece, std::size_t round, std::string& made) const {
  const Spellings& spellings = spellings_[piece.kind];
  const Band band = BandOf(piece.rank, spellings.words.size());
  const std::uint64_t turn = MixHash(MixHash(round, piece.kind), band.begin);
  const std::size_t by = band.size > 1 ? 1 + turn % (band.size - 1) : 0;
  const std::size_t rank = band.begin + (piece.rank - band.begin + by) % band.size;
  made += spellings.words[rank];
  if (piece.kind == kShortWords || spellings.times[rank] > kRareWord) {
    return;
  }
  // Half of a vocabulary are such words, so that they are coined twice as often as it grows.
  const double grows = 2 * kHeaps * std::pow(static_cast<double>(round + 1), kHeaps - 1);
  constexpr std::uint64_t kParts = 1'000'000;
  if (static_cast<double>(MixHash(rank, round) % kParts) < grows * static_cast<double>(kParts)) {
    constexpr std::size_t kLetters = 26;
    for (std::size_t left = round; left > 0; left /= kLetters) {
      made.push_back(static_cast<char>('a' + left % kLetters));
    }
  }
}

std::string Grown::Exchange(std::string_view text, const std::vector<Piece>& pieces, std::size_t round,
                            std::vector<std::uint32_t>* moved) const {
  std::string made;
  made.reserve(text.size() + text.size() / 4);
  std::uint32_t place = 0;
  for (const Piece& piece : pieces) {
    const std::string_view before = text.substr(piece.at, piece.size);
    if (piece.kind == kAsItIs) {
      for (const char c : before) {
        made.push_back(Turned(c, round));
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
          if (moved != nullptr) {
            moved->push_back(place);
          }
          ++place;
        }
      }
      continue;
    }
    const std::size_t from = made.size();
    AppendExchanged(piece, round, made);
    const auto size = static_cast<std::uint32_t>(made.size() - from);
    for (std::uint32_t i = 0; moved != nullptr && i < piece.size; ++i) {
      moved->push_back(place + std::min(i, size));
    }
    place += size;
  }
  if (moved != nullptr) {
    moved->push_back(place);
  }
  return made;
}

news::Article Grown::At(std::size_t number) const {
  const std::size_t which = number % articles_.size();
  const std::size_t round = number / articles_.size();
  news::Article article = articles_[which];
  article.id = news::ArticleId(fmt::format("{}", number));
  if (round == 0) {
    return article;
  }
  const std::string suffix = fmt::format("-{}", round);
  article.url += article.url.empty() ? "" : suffix;
  article.canonical_url += article.canonical_url.empty() ? "" : suffix;
  std::vector<std::uint32_t> moved;
  article.text = Exchange(articles_[which].text, texts_[which], round, &moved);
  article.headline = Exchange(articles_[which].headline, headlines_[which], round, nullptr);
  if (article.annotations) {
    for (news::Name& name : article.annotations->names) {
      if (!well_known_.contains(name.entity.value())) {
        name.entity = news::EntityId(name.entity.value() + suffix);
      }
    }
    MoveAll(*article.annotations, [&](news::Span& span) {
      span.begin = moved[std::min<std::size_t>(span.begin, moved.size() - 1)];
      span.end = std::max(span.begin, moved[std::min<std::size_t>(span.end, moved.size() - 1)]);
    });
  }
  return article;
}

}  // namespace headwater::bench
