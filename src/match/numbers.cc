// Reading numbers: digits or words, then what multiplies them, then a unit.
#include "match/numbers.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.h"
#include "match/words.h"
#include "tables/tables.h"
#include "text/shingles.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::match {
namespace {

constexpr std::size_t kMostDigits = 15;
constexpr std::size_t kMostTokens = 200'000;
constexpr double kFirstYear = 1500;
constexpr double kLastYear = 2199;
constexpr double kSameBySide = 0.06;  // of two roundings of one quantity

enum class Sort { kWord, kDigits, kSign };

struct Token {
  Sort sort = Sort::kWord;
  std::string_view bytes;
  std::uint32_t begin = 0;  // code points
  std::uint32_t end = 0;
};

struct Unit {
  double factor = 1;
  std::string_view dimension;
};

struct NumberWords {
  std::unordered_map<std::string, double> values;
  std::unordered_map<std::string, double> times;
  std::unordered_map<std::string, Unit> units;
  // The hashes of the values, and a sieve before them.
  std::unordered_set<std::uint32_t> hashes;
  std::bitset<4096> sieve;

  bool IsValue(std::uint32_t hash) const { return sieve.test(hash % sieve.size()) && hashes.contains(hash); }
};

double ValueOf(std::string_view field) {
  double value = 0;
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

const NumberWords& Words() {
  static const NumberWords words = [] {
    NumberWords made;
    for (const tables::Row& row : tables::Table("match_numbers")) {
      for (const std::string_view word : SplitForms(row[1])) {
        const std::string folded = text::Fold(word);
        if (row[0] == "value") {
          made.values.emplace(folded, ValueOf(row[2]));
          const std::uint32_t hash = text::HashWord(word);
          made.hashes.insert(hash);
          made.sieve.set(hash % made.sieve.size());
        } else if (row[0] == "times") {
          made.times.emplace(folded, ValueOf(row[2]));
        } else {
          made.units.emplace(folded, Unit{ValueOf(row[2]), row[3]});
        }
      }
    }
    return made;
  }();
  return words;
}

bool PointIsDecimal(std::string_view language) {
  constexpr std::array kPoint{"en", "zh", "ja", "ko", "th", "he", "hi", "ur", "bn", "ta", "sw", "ms", "ga", "cy", ""};
  return std::ranges::find(kPoint, language) != kPoint.end();
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHigh(char c) { return static_cast<unsigned char>(c) >= 0x80; }

bool IsCurrency(char32_t c) { return c == U'$' || c == U'€' || c == U'£' || c == U'₽' || c == U'¥' || c == U'%'; }

// Words, runs of digits, and single signs; blanks part them and are left out, but for line breaks.
std::vector<Token> TokensOf(std::string_view text) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 5);
  std::uint32_t place = 0;
  std::size_t at = 0;
  while (at < text.size() && tokens.size() < kMostTokens) {
    const std::size_t from = at;
    const std::uint32_t begin = place;
    if (text[at] == ' ') {
      ++at;
      ++place;
      continue;
    }
    std::size_t next = at;
    const char32_t c = text::NextCodePoint(text, next);
    if (IsDigit(text[at])) {
      while (at < text.size() && IsDigit(text[at])) {
        ++at;
        ++place;
      }
      tokens.push_back({Sort::kDigits, text.substr(from, at - from), begin, place});
      continue;
    }
    const bool letter = ascii::IsLetter(text[at]) || (IsHigh(text[at]) && !IsCurrency(c) && c > 0xBF && c < 0x2000);
    if (!letter) {
      at = next;
      ++place;
      tokens.push_back({Sort::kSign, text.substr(from, at - from), begin, place});
      continue;
    }
    while (at < text.size() && (ascii::IsLetter(text[at]) || IsHigh(text[at]))) {
      if (!IsHigh(text[at])) {
        ++at;
        ++place;
        continue;
      }
      std::size_t after = at;
      const char32_t d = text::NextCodePoint(text, after);
      if (IsCurrency(d) || d <= 0xBF || d >= 0x2000) {
        break;
      }
      at = after;
      ++place;
    }
    tokens.push_back({Sort::kWord, text.substr(from, at - from), begin, place});
  }
  return tokens;
}

class Reader {
 public:
  Reader(std::string_view text, std::string_view language)
      : language_(language), point_is_decimal_(PointIsDecimal(language)), tokens_(TokensOf(text)) {}

  std::vector<Number> Read() {
    std::vector<Number> numbers;
    while (at_ < tokens_.size()) {
      const std::size_t from = at_;
      if (auto number = ReadNumber()) {
        numbers.push_back(*number);
      }
      at_ = std::max(at_, from + 1);
    }
    return numbers;
  }

 private:
  const Token* Peek(std::size_t ahead) const { return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr; }

  // Does the token `ahead` stand right behind the one before it?
  bool Touches(std::size_t ahead) const {
    return Peek(ahead) != nullptr && at_ + ahead > 0 && tokens_[at_ + ahead].begin == tokens_[at_ + ahead - 1].end;
  }

  bool IsSign(std::size_t ahead, std::string_view sign) const {
    return Peek(ahead) != nullptr && Peek(ahead)->sort == Sort::kSign && Peek(ahead)->bytes == sign;
  }

  bool IsThree(std::size_t ahead) const {
    return Peek(ahead) != nullptr && Peek(ahead)->sort == Sort::kDigits && Peek(ahead)->bytes.size() == 3;
  }

  std::optional<Number> ReadNumber() {
    const Token& first = tokens_[at_];
    Number number;
    number.span = {first.begin, first.end};
    const std::size_t begin = at_;
    if (first.sort == Sort::kDigits) {
      if (!ReadDigits(number)) {
        return std::nullopt;
      }
    } else if (first.sort == Sort::kWord) {
      const auto value = Words().values.find(text::Fold(first.bytes));
      if (value == Words().values.end()) {
        return std::nullopt;
      }
      number.value = value->second;
      ++at_;
    } else {
      return std::nullopt;
    }
    if (number.dimension.empty()) {
      ReadTimes(number);
      ReadUnit(number, begin);
    }
    if (number.dimension.empty() && first.sort == Sort::kDigits && first.bytes.size() == 4 && at_ == begin + 1 &&
        number.value >= kFirstYear && number.value <= kLastYear) {
      number.dimension = "year";
    }
    number.rounded = IsHedged(begin);
    return number;
  }

  bool ReadDigits(Number& number) {
    const bool in_word = at_ > 0 && tokens_[at_ - 1].sort == Sort::kWord && tokens_[at_ - 1].end == tokens_[at_].begin;
    if (in_word || tokens_[at_].bytes.size() > kMostDigits) {
      return false;  // a model's name, a serial number
    }
    std::string digits(tokens_[at_].bytes);
    if (digits.size() <= 2 && ReadClock(number, digits)) {
      return true;
    }
    ++at_;
    const bool grouped = digits.size() <= 3;
    while (Peek(0) != nullptr && digits.size() < kMostDigits) {
      const std::string_view sign = Peek(0)->bytes;
      const bool comma = sign == ",";
      const bool point = sign == ".";
      const bool thin = sign == "\xC2\xA0" || sign == "\xE2\x80\xAF" || sign == "\xE2\x80\x89" || sign == "'" ||
                        sign == "\xE2\x80\x99";
      const bool decimal = (point && point_is_decimal_) || (comma && !point_is_decimal_);
      if (!decimal && (comma || point || thin) && grouped && Touches(0) && Touches(1) && IsThree(1)) {
        digits += Peek(1)->bytes;
        at_ += 2;
      } else if (!point_is_decimal_ && grouped && IsThree(0) && Peek(0)->begin == tokens_[at_ - 1].end + 1) {
        digits += Peek(0)->bytes;
        ++at_;
      } else {
        break;
      }
      number.span.end = tokens_[at_ - 1].end;
    }
    number.value = ValueOf(digits);
    ReadFraction(number);
    return true;
  }

  void ReadFraction(Number& number) {
    const bool point = IsSign(0, ".");
    const bool comma = IsSign(0, ",");
    const bool digits = Peek(1) != nullptr && Peek(1)->sort == Sort::kDigits && Peek(1)->bytes.size() <= 6;
    if ((point || comma) && digits && Touches(0) && Touches(1) && (point == point_is_decimal_ || !IsThree(1))) {
      number.value += ValueOf(Peek(1)->bytes) / std::pow(10.0, static_cast<double>(Peek(1)->bytes.size()));
      number.span.end = Peek(1)->end;
      at_ += 2;
    }
  }

  // 14:00, 2 p.m., 2.30 pm, 14 Uhr: minutes of the day.
  bool ReadClock(Number& number, const std::string& digits) {
    double hours = ValueOf(digits);
    double minutes = 0;
    std::size_t ahead = 1;
    bool clock = false;
    const bool two = Peek(2) != nullptr && Peek(2)->sort == Sort::kDigits && Peek(2)->bytes.size() == 2;
    if ((IsSign(1, ":") || IsSign(1, ".")) && two && Touches(1) && Touches(2)) {
      minutes = ValueOf(Peek(2)->bytes);
      clock = IsSign(1, ":");
      ahead = 3;
    }
    const std::string half = Peek(ahead) != nullptr ? text::Fold(Peek(ahead)->bytes) : std::string();
    const bool split = (half == "p" || half == "a") && IsSign(ahead + 1, ".") && Peek(ahead + 2) != nullptr &&
                       text::Fold(Peek(ahead + 2)->bytes) == "m";
    const bool afternoon = half == "pm" || (split && half == "p");
    const bool morning = half == "am" || (split && half == "a");
    if (afternoon || morning) {
      hours = std::fmod(hours, 12.0) + (afternoon ? 12 : 0);
      ahead += split ? 3 : 1;
      clock = true;
    } else if (half == "uhr" || (half == "heures" && clock)) {
      ++ahead;
      clock = true;
    }
    if (!clock || hours > 24 || minutes > 59) {
      return false;
    }
    at_ += ahead;
    number.value = hours * 60 + minutes;
    number.dimension = "clock";
    number.span.end = tokens_[at_ - 1].end;
    return true;
  }

  void ReadTimes(Number& number) {
    for (int i = 0; i < 2 && Peek(0) != nullptr; ++i) {
      const std::size_t ahead = IsSign(0, "-") || IsSign(0, "\xC2\xA0") ? 1 : 0;
      if (Peek(ahead) == nullptr || Peek(ahead)->sort != Sort::kWord) {
        return;
      }
      const auto times = Words().times.find(text::Fold(Peek(ahead)->bytes));
      if (times == Words().times.end()) {
        return;
      }
      number.value *= times->second;
      at_ += ahead + 1;
      number.span.end = tokens_[at_ - 1].end;
      at_ += IsSign(0, ".") && Touches(0) && Peek(1) != nullptr && Peek(1)->sort == Sort::kWord &&
                     Words().units.contains(text::Fold(Peek(1)->bytes))
                 ? 1
                 : 0;
    }
  }

  void ReadUnit(Number& number, std::size_t begin) {
    if (begin > 0 && tokens_[begin - 1].sort == Sort::kSign) {
      const auto before = Words().units.find(std::string(tokens_[begin - 1].bytes));
      if (before != Words().units.end() && before->second.dimension != "share") {
        number.span.begin = tokens_[begin - 1].begin;
        Set(number, before->second);
        return;
      }
    }
    std::size_t ahead = IsSign(0, "-") || IsSign(0, "\xC2\xA0") || IsSign(0, "\xE2\x80\xAF") ? 1 : 0;
    const bool per_cent = Peek(ahead) != nullptr && text::Fold(Peek(ahead)->bytes) == "per" &&
                          Peek(ahead + 1) != nullptr && text::Fold(Peek(ahead + 1)->bytes) == "cent";
    const bool pour_cent = Peek(ahead) != nullptr && Peek(ahead)->bytes == "pour" && Peek(ahead + 1) != nullptr &&
                           Peek(ahead + 1)->bytes == "cent";
    if (per_cent || pour_cent) {
      at_ += ahead + 2;
      number.span.end = tokens_[at_ - 1].end;
      number.dimension = "share";
      return;
    }
    if (Peek(ahead) == nullptr) {
      return;
    }
    auto found = Words().units.find(text::Fold(Peek(ahead)->bytes));
    if (found == Words().units.end()) {
      return;
    }
    if (found->second.dimension == "share" && Peek(ahead + 1) != nullptr) {
      const auto points = Words().units.find(text::Fold(Peek(ahead + 1)->bytes));
      if (points != Words().units.end() && points->second.dimension == "points") {
        found = points;
        ++ahead;
      }
    }
    at_ += ahead + 1;
    number.span.end = tokens_[at_ - 1].end;
    Set(number, found->second);
  }

  static void Set(Number& number, const Unit& unit) {
    number.factor = unit.factor;
    number.dimension = unit.dimension;
  }

  bool IsHedged(std::size_t begin) const {
    for (std::size_t back = 1; back <= 2 && back <= begin; ++back) {
      if (tokens_[begin - back].sort == Sort::kWord &&
          IsWord(WordKind::kHedge, language_, tokens_[begin - back].bytes)) {
        return true;
      }
    }
    return false;
  }

  std::string_view language_;
  bool point_is_decimal_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

// 1,987 as 2,000; 147 as 150: is `coarse` what `fine` becomes with fewer digits?
bool IsRoundingOf(double coarse, double fine) {
  if (coarse <= 0 || fine <= 0 || std::abs(coarse - fine) > kSameBySide * fine) {
    return false;
  }
  const double step = std::pow(10.0, std::floor(std::log10(fine)) - 1);
  const bool is_coarse = std::abs(coarse / step - std::round(coarse / step)) < 1e-9;
  const bool is_fine = std::abs(fine / step - std::round(fine / step)) > 1e-9;
  return is_coarse && is_fine && std::abs(coarse - fine) <= step;
}

}  // namespace

std::vector<Number> FindNumbers(std::string_view text, std::string_view language) {
  return Reader(text, language).Read();
}

std::vector<Number> FindNumbers(const Print& print) {
  constexpr std::size_t kBefore = 3;  // words that a number is hedged by, and counted in
  constexpr std::size_t kBehind = 8;
  const text::CodePointIndex index(print.text);
  std::vector<Number> numbers;
  const auto read = [&](std::size_t first, std::size_t end) {
    const std::uint32_t from = first == 0 ? 0 : print.begins[first];
    const std::uint32_t to = end == print.words.size() ? print.length : print.begins[end];
    for (Number& number : FindNumbers(index.Slice(from, to), print.language)) {
      number.span.begin += from;
      number.span.end += from;
      numbers.push_back(number);
    }
  };
  std::size_t first = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < print.words.size(); ++i) {
    if ((print.traits[i] & text::kDigits) == 0 && !Words().IsValue(print.words[i])) {
      continue;
    }
    if (end > 0 && i > end + kBefore) {
      read(first, end);
      end = 0;
    }
    first = end == 0 ? i - std::min(i, kBefore) : first;
    end = std::min(i + kBehind, print.words.size());
  }
  if (end > 0) {
    read(first, end);
  }
  return numbers;
}

bool Comparable(const Number& one, const Number& other) {
  if (one.dimension == other.dimension) {
    return true;
  }
  const bool shares = (one.dimension == "share" || one.dimension == "points") &&
                      (other.dimension == "share" || other.dimension == "points");
  const bool money = [&] {
    constexpr std::array kMoney{"dollar", "euro", "pound", "rouble", "yen"};
    return std::ranges::find(kMoney, one.dimension) != kMoney.end() &&
           std::ranges::find(kMoney, other.dimension) != kMoney.end();
  }();
  // The same sum of other money is another fact; another sum of other money may be the same, exchanged.
  return shares || (money && one.value == other.value);
}

bool SameNumber(const Number& one, const Number& other) {
  if (one.dimension != other.dimension && !one.dimension.empty() && !other.dimension.empty()) {
    return false;
  }
  const double a = one.value * one.factor;
  const double b = other.value * other.factor;
  const double apart = std::abs(a - b);
  if (apart <= 1e-9 * std::max(std::abs(a), std::abs(b))) {
    return true;
  }
  if (one.dimension == "year" || one.dimension == "clock") {
    return false;
  }
  if (one.rounded != other.rounded && apart <= 0.12 * std::max(a, b)) {
    return true;
  }
  if (one.factor != other.factor) {
    return apart <= kSameBySide * std::max(a, b);
  }
  return IsRoundingOf(a, b) || IsRoundingOf(b, a);
}

}  // namespace headwater::match
