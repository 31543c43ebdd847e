// Hashed words in one pass, with a short way for ASCII letters.
#include "text/shingles.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/hash.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::text {
namespace {

constexpr std::uint32_t kLongestWord = 63;
constexpr std::uint32_t kLongestQuotation = 4000;  // code points; a mark that is never closed quotes no more than this
constexpr std::uint64_t kSeed = 0xCBF29CE484222325ULL;
constexpr std::uint64_t kPrime = 0x100000001B3ULL;

enum class Sign : std::uint8_t { kOther, kLetter, kCapitalLetter, kDigit, kStop, kBreak, kQuote, kHigh };

constexpr std::array<Sign, 256> kSigns = [] {
  std::array<Sign, 256> signs{};
  for (std::size_t c = 0; c < 256; ++c) {
    if (c >= 'a' && c <= 'z') {
      signs[c] = Sign::kLetter;
    } else if (c >= 'A' && c <= 'Z') {
      signs[c] = Sign::kCapitalLetter;
    } else if (c >= '0' && c <= '9') {
      signs[c] = Sign::kDigit;
    } else if (c >= 0x80) {
      signs[c] = Sign::kHigh;
    }
  }
  signs['.'] = signs['!'] = signs['?'] = Sign::kStop;
  signs['\n'] = Sign::kBreak;
  signs['"'] = Sign::kQuote;
  return signs;
}();

std::uint32_t Finish(std::uint64_t hash) {
  hash ^= hash >> 33U;
  hash *= 0xFF51AFD7ED558CCDULL;
  return static_cast<std::uint32_t>(hash >> 32U);
}

std::uint32_t HashFolded(std::string_view folded) {
  std::uint64_t hash = kSeed;
  for (const char c : folded) {
    hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  }
  return Finish(hash);
}

// Scripts that do not part words by blanks: Thai to Khmer, kana, ideographs.
bool StandsAlone(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

bool IsWordPart(char32_t c) {
  constexpr std::uint32_t kMarks = U_GC_MN_MASK | U_GC_MC_MASK;
  return u_isalnum(static_cast<UChar32>(c)) != 0 || (U_MASK(u_charType(static_cast<UChar32>(c))) & kMarks) != 0;
}

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t max_words) : text_(text), max_words_(max_words) {
    words_.reserve(std::min(max_words, text.size() / 5 + 8));
  }

  std::vector<HashedWord> Scan() {
    while (at_ < text_.size() && words_.size() < max_words_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      switch (kSigns[byte]) {
        case Sign::kLetter:
        case Sign::kCapitalLetter:
        case Sign::kDigit:
          ReadWord();
          break;
        case Sign::kHigh:
          ReadHigh();
          break;
        default:
          ReadSign(kSigns[byte]);
          break;
      }
    }
    return std::move(words_);
  }

 private:
  void ReadSign(Sign sign) {
    if (sign == Sign::kStop) {
      sentence_start_ = true;
    } else if (sign == Sign::kBreak) {
      paragraph_start_ = true;
      quoted_ = false;
    } else if (sign == Sign::kQuote) {
      Quote(!quoted_);
    }
    ++at_;
    ++code_point_;
  }

  void Quote(bool open) {
    quoted_ = open;
    quote_begin_ = code_point_;
  }

  void ReadHigh() {
    std::size_t next = at_;
    const char32_t c = NextCodePoint(text_, next);
    if (StandsAlone(c)) {
      const std::uint32_t begin = code_point_;
      ++code_point_;
      const std::size_t from = std::exchange(at_, next);
      Put(HashFolded(text_.substr(from, next - from)), from, begin, 0);
    } else if (IsWordPart(c)) {
      ReadWord();
    } else {
      if (c == U'“' || c == U'„' || c == U'«') {
        Quote(true);
      } else if (c == U'”' || c == U'»') {
        Quote(false);
      } else if (c == U'…' || c == U'。') {
        sentence_start_ = true;
      }
      at_ = next;
      ++code_point_;
    }
  }

  // From a letter or digit to the last one that follows without a break.
  void ReadWord() {
    const std::size_t from = at_;
    const std::uint32_t begin = code_point_;
    std::uint64_t hash = kSeed;
    std::uint8_t traits = 0;
    bool plain = true;
    while (at_ < text_.size() && code_point_ - begin < kLongestWord) {
      auto byte = static_cast<unsigned char>(text_[at_]);
      const Sign sign = kSigns[byte];
      if (sign == Sign::kHigh) {
        std::size_t next = at_;
        const char32_t c = NextCodePoint(text_, next);
        if (!IsWordPart(c) || StandsAlone(c)) {
          break;
        }
        if (at_ == from && u_isUUppercase(static_cast<UChar32>(c)) != 0) {
          traits |= kCapital;
        }
        plain = false;
        at_ = next;
      } else if (sign == Sign::kLetter || sign == Sign::kCapitalLetter || sign == Sign::kDigit) {
        if (sign == Sign::kCapitalLetter) {
          byte = static_cast<unsigned char>(byte + ('a' - 'A'));
          if (at_ == from) {
            traits |= kCapital;
          }
        } else if (sign == Sign::kDigit) {
          traits |= kDigits;
        }
        hash = (hash ^ byte) * kPrime;
        ++at_;
      } else {
        break;
      }
      ++code_point_;
    }
    Put(plain ? Finish(hash) : HashFolded(Fold(text_.substr(from, at_ - from))), from, begin, traits);
  }

  void Put(std::uint32_t hash, std::size_t from, std::uint32_t begin, std::uint8_t traits) {
    if (paragraph_start_) {
      traits |= kParagraphStart;
    }
    if (sentence_start_ || paragraph_start_) {
      traits |= kSentenceStart;
    }
    if (quoted_ && begin - quote_begin_ < kLongestQuotation) {
      traits |= kQuoted;
    }
    paragraph_start_ = sentence_start_ = false;
    words_.push_back(
        {hash, begin, code_point_, static_cast<std::uint32_t>(from), static_cast<std::uint8_t>(at_ - from), traits});
  }

  std::string_view text_;
  std::size_t max_words_;
  std::vector<HashedWord> words_;
  std::size_t at_ = 0;
  std::uint32_t code_point_ = 0;
  std::uint32_t quote_begin_ = 0;
  bool paragraph_start_ = true;
  bool sentence_start_ = true;
  bool quoted_ = false;
};

}  // namespace

std::vector<HashedWord> HashWords(std::string_view text, std::size_t max_words) {
  return Scanner(text, max_words).Scan();
}

std::uint32_t HashWord(std::string_view word) { return HashFolded(Fold(word)); }

std::uint64_t HashShingle(const std::uint32_t* words, std::size_t size) {
  std::uint64_t hash = size;
  for (std::size_t i = 0; i < size; ++i) {
    hash = MixHash(hash, words[i]);
  }
  return hash;
}

}  // namespace headwater::text
