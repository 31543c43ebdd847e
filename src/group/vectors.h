// Articles as sparse vectors of weighted terms, and how alike two of them are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "news/article.h"

namespace headwater::group {

// A term's number in the vocabulary.
using TermId = std::uint32_t;

enum TermTrait : std::uint8_t {
  kInLead = 1,    // stands in the headline or in the first words
  kIsName = 2,    // written with a capital within a sentence
  kIsNumber = 4,  // holds a digit
};

struct Term {
  TermId id = 0;
  float weight = 0;  // frequency by rarity: what tells events apart
  float plain = 0;   // by rarity in the window alone: subjects are told in words that every newspaper prints
  std::uint8_t traits = 0;
};

// Between which days an article was published, in days since 1970; an end that nothing tells is absent.
struct Days {
  std::optional<std::int32_t> first;
  std::optional<std::int32_t> last;
};

struct Vector {
  std::vector<Term> terms;  // by id
  float norm = 0;
  float lead_norm = 0;  // of the terms in the lead
  float name_norm = 0;  // of the names
  std::uint32_t words = 0;
  std::string language;
  Days days;
};

// What two articles have in common, each from 0 to 1 unless it says otherwise.
struct Likeness {
  double all = 0;   // cosine of all terms
  double lead = 0;  // of the leads
  double names = 0;
  double lead_in_text = 0;  // how far the lead of the one is told in the text of the other; the better way round
  double numbers = 0;       // the rarity of the numbers in common: 0 for none, towards 1
  double rare = 0;          // the rarity of all terms in common, not compared with what differs: 0 for none, towards 1
  std::optional<int> days_apart;  // at the least; absent where they may be of one day
};

Likeness Compare(const Vector& one, const Vector& other);

// By plain weights; `all`, `lead` and `names` alone.
Likeness ComparePlainly(const Vector& one, const Vector& other);

// One vector of both texts' terms, as if they stood in one.
Vector Pool(const Vector& one, const Vector& other);

// Stems, counted over all articles it was shown: what is rare tells more.
class Vocabulary {
 public:
  // Counts the article's terms without making a vector; of use before a whole window is placed.
  void Notice(const news::Article& article);
  // Counts the terms too, unless the article was noticed.
  Vector MakeVector(const news::Article& article);

  // How much was counted, in articles of common length.
  double articles_read() const;

 private:
  struct Count {
    TermId id = 0;
    std::uint16_t times = 0;
    std::uint8_t traits = 0;
  };

  void AddCounts(const std::vector<Count>& counts);
  std::vector<Count> CountTerms(const news::Article& article);
  void AddWords(std::string_view text, std::string_view language, bool headline, std::vector<Count>& counts);
  std::optional<TermId> Known(std::uint32_t word_key) const;
  TermId Learn(std::uint32_t word_key, std::uint32_t word, std::string_view spelled, std::string_view language);
  float Rarity(double holders) const;

  // An open-addressed table, a power of two in size; term numbers are kept plus one.
  struct Word {
    std::uint32_t key = 0;  // hash of the folded word and its language
    TermId term = 0;
  };

  std::vector<Word> words_;
  std::size_t words_known_ = 0;
  std::unordered_map<std::uint32_t, TermId> stems_;  // by hash of the stem
  std::vector<std::uint32_t> holders_;               // by term
  std::vector<std::uint32_t> held_before_;           // by term, as if so many articles had been seen before
  std::vector<bool> common_;                         // by term: a function word
  std::size_t articles_ = 0;
  std::size_t counted_ = 0;                    // different terms, summed over the articles
  std::unordered_set<std::uint64_t> noticed_;  // hashes of articles' ids
};

}  // namespace headwater::group
