// How many articles hold a term: what is rare tells more. Terms are stems, names and addresses, all as 32-bit hashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::group {

using Key = std::uint32_t;

// An open-addressed count by key, eight bytes an entry. Once it holds `kMostKeys`, all counts are halved and what
// nothing is left of is forgotten, so that a window of years does not grow without end.
class Counts {
 public:
  void Add(Key key);
  std::uint32_t Of(Key key) const;

 private:
  static constexpr std::size_t kMostKeys = std::size_t{1} << 23U;

  struct Entry {
    Key key = 0;  // 0 is no key
    std::uint32_t times = 0;
  };

  std::size_t Find(Key key) const;
  void Resize(std::size_t size);

  std::vector<Entry> entries_;  // a power of two in size
  std::size_t used_ = 0;
};

class Vocabulary {
 public:
  // The stem's key of a word of the language (ISO 639-1), by the hash that HashWords gave it and its spelling; nothing
  // for a function word or one of the news trade.
  std::optional<Key> StemOf(std::uint32_t word, std::string_view spelled, std::string_view language);

  // The consonants that a name's spellings have in common, in every script and case, hashed; 0 where they are too few
  // to tell anything.
  Key SoundOf(std::uint32_t word, std::string_view spelled);

  // One article more, with its different terms.
  void Count(const std::vector<Key>& terms);

  // From 1 for what nobody has written towards 0 for what stands everywhere; `with_prior` takes into account what every
  // newspaper prints daily.
  float Rarity(Key term, bool with_prior) const;

  // How much was counted, in articles of common length.
  double articles_read() const;

 private:
  struct Word {
    std::uint32_t key = 0;
    Key stem = 0;  // 0 for a common word
  };

  Counts holders_;
  std::vector<Word> words_;   // what was stemmed already, by hash; the latest stays
  std::vector<Word> sounds_;  // what was heard already
  std::string language_;      // asked for last, and its hash
  std::uint64_t language_hash_ = 0;
  std::size_t articles_ = 0;
  double log_seen_ = 0;  // of the articles, and those held to have been seen before
  std::size_t counted_ = 0;
};

}  // namespace headwater::group
