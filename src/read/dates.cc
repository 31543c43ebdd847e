// Reading of dates by their words and numbers, whatever their order.
#include "read/dates.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tables/months.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::read {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr std::size_t kMaxBytes = 128;

struct Zone {
  std::string_view name;
  int minutes_east;
};

// RFC 822, and the names that newsrooms use. Names with several meanings in use (IST, BST beside GMT) are left out, but
// for BST, which in feeds is British.
constexpr auto kZones = std::to_array<Zone>(
    {{"z", 0},      {"ut", 0},     {"utc", 0},     {"gmt", 0},    {"wet", 0},    {"west", 60},  {"bst", 60},
     {"cet", 60},   {"mez", 60},   {"cest", 120},  {"mesz", 120}, {"eet", 120},  {"eest", 180}, {"sast", 120},
     {"msk", 180},  {"eat", 180},  {"trt", 180},   {"gst", 240},  {"pkt", 300},  {"npt", 345},  {"wib", 420},
     {"ict", 420},  {"hkt", 480},  {"sgt", 480},   {"myt", 480},  {"pht", 480},  {"awst", 480}, {"jst", 540},
     {"kst", 540},  {"acst", 570}, {"aest", 600},  {"aedt", 660}, {"nzst", 720}, {"nzdt", 780}, {"est", -300},
     {"edt", -240}, {"pst", -480}, {"pdt", -420},  {"art", -180}, {"brt", -180}, {"cst", -360}, {"cdt", -300},
     {"mst", -420}, {"mdt", -360}, {"akst", -540}, {"hst", -600}});

struct HalfOfDay {
  std::string_view word;
  bool afternoon;
};
constexpr std::array<HalfOfDay, 14> kHalves{{{"am", false},
                                             {"a.m", false},
                                             {"pm", true},
                                             {"p.m", true},
                                             {"오전", false},
                                             {"오후", true},
                                             {"上午", false},
                                             {"下午", true},
                                             {"午前", false},
                                             {"午後", true},
                                             {"πμ", false},
                                             {"μμ", true},
                                             {"π.μ", false},
                                             {"μ.μ", true}}};

// Lower case, without marks over letters. The hard and soft blanks become plain.
std::string Folded(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  if (U_SUCCESS(status)) {
    wide = nfd->normalize(wide.toLower(), status);
  }
  icu::UnicodeString kept;
  for (int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const UChar32 c = wide.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) {
      continue;
    }
    const UChar32 digit = u_isdigit(c) != 0 ? u_charDigitValue(c) : -1;
    const UChar32 plain = digit >= 0 ? '0' + digit : c;
    kept.append(u_isUWhiteSpace(c) != 0 ? static_cast<UChar32>(' ') : plain);
  }
  // Hangul falls apart under NFD.
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_SUCCESS(status)) {
    kept = nfc->normalize(kept, status);
  }
  std::string out;
  kept.toUTF8String(out);
  return out;
}

enum class Piece { kNumber, kWord, kMark };

struct Token {
  Piece piece = Piece::kMark;
  std::string_view text;
  int number = 0;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// Numbers, words and single marks. Letters of East Asia end a number and are words of their own.
std::vector<Token> Cut(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    Token token;
    if (IsDigit(text[at])) {
      while (at < text.size() && IsDigit(text[at])) {
        ++at;
      }
      token.piece = Piece::kNumber;
    } else if (IsLetter(text[at])) {
      while (at < text.size() &&
             (IsLetter(text[at]) || (text[at] == '.' && at + 1 < text.size() && IsLetter(text[at + 1])))) {
        ++at;
      }
      token.piece = Piece::kWord;
    } else {
      ++at;
    }
    token.text = text.substr(begin, at - begin);
    if (token.piece == Piece::kNumber &&
        std::from_chars(token.text.data(), token.text.data() + token.text.size(), token.number).ec != std::errc{}) {
      token.number = -1;
    }
    if (token.text != " ") {
      tokens.push_back(token);
    }
  }
  return tokens;
}

// A month by its name, or by the beginning that is its alone, as feeds cut them short.
std::optional<unsigned> MonthOf(std::string_view word) {
  const unsigned month = tables::MonthBeginning(text::Fold(word));
  return month == 0 ? std::nullopt : std::optional(month);
}

std::optional<minutes> ZoneOf(std::string_view word) {
  const auto named = [word](const Zone& zone) { return zone.name == word; };
  if (const auto* found = std::ranges::find_if(kZones, named); found != kZones.end()) {
    return minutes{found->minutes_east};
  }
  return std::nullopt;
}

// Reads a date token by token: what a number means follows from its length, its neighbours and what is known already.
class DateReader {
 public:
  explicit DateReader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Moment> Read() {
    while (at_ < tokens_.size()) {
      const Token& token = tokens_[at_];
      if (token.piece == Piece::kWord) {
        ReadWord(token.text);
        ++at_;
      } else if (token.piece == Piece::kNumber) {
        ReadNumber();
      } else if ((token.text == "+" || token.text == "-") && clock_ && (!offset_ || named_zone_) && IsNumber(at_ + 1) &&
                 !Spaced()) {
        ReadOffset(token.text == "-");
      } else {
        ++at_;
      }
    }
    return Outcome();
  }

 private:
  bool IsNumber(std::size_t at) const { return at < tokens_.size() && tokens_[at].piece == Piece::kNumber; }
  bool IsMark(std::size_t at, std::string_view mark) const { return at < tokens_.size() && tokens_[at].text == mark; }
  std::string_view TextAt(std::size_t at) const { return at < tokens_.size() ? tokens_[at].text : std::string_view{}; }

  // A sign whose number is a day or year that follows the time: "12:00 - 5 May 2004".
  bool Spaced() const {
    return at_ + 1 < tokens_.size() && tokens_[at_ + 1].text.data() != tokens_[at_].text.data() + 1;
  }

  void ReadWord(std::string_view word) {
    for (const auto& [text, afternoon] : kHalves) {
      if (word == text || (word.starts_with(text) && word.size() == text.size() + 1 && word.back() == '.')) {
        afternoon_ = afternoon;
        return;
      }
    }
    if (const auto zone = ZoneOf(word); zone && clock_) {
      // An offset may stand beside a zone's name (`GMT+0200`, `UTC`): the number tells more.
      offset_ = offset_.value_or(*zone);
      named_zone_ = true;
      return;
    }
    // What begins the date may be a weekday that looks like a month: `mar, 4 may 2004`.
    if (const auto month = MonthOf(word); month && (!month_ || month_word_ == 0)) {
      month_ = month;
      month_word_ = at_;
    }
  }

  void ReadNumber() {
    const Token& token = tokens_[at_];
    const std::string_view next = TextAt(at_ + 1);
    if (!clock_ && token.text.size() <= 2 && (next == ":" || next == "시" || next == "時" || next == "时") &&
        IsNumber(at_ + 2)) {
      ReadClock();
      return;
    }
    if (next == "년" || next == "年") {
      year_ = token.number;
    } else if (next == "월" || next == "月") {
      month_ = static_cast<unsigned>(token.number);
    } else if (next == "일" || next == "日") {
      day_ = token.number;
    } else if (IsTriple()) {
      ReadTriple();
      return;
    } else {
      ReadPlain(token);
    }
    ++at_;
  }

  void ReadPlain(const Token& token) {
    if (token.text.size() == 4 && !year_) {
      year_ = token.number;
    } else if (token.text.size() <= 2 && !day_) {
      day_ = token.number;
    } else if (token.text.size() <= 2 && !year_ && month_) {
      year_ = token.number + (token.number < 70 ? 2000 : 1900);
    } else if (token.text.size() == 3 && !year_ && month_) {
      year_ = token.number + 1900;  // years counted from 1900, as some programs print them
    }
  }

  // Three numbers parted by the same mark: 2004/05/25, 25.5.2004, 5/25/2004.
  bool IsTriple() const {
    const std::string_view mark = TextAt(at_ + 1);
    return !day_ && !month_ && (mark == "/" || mark == "." || mark == "-") && IsNumber(at_ + 2) &&
           IsMark(at_ + 3, mark) && IsNumber(at_ + 4);
  }

  void ReadTriple() {
    const int first = tokens_[at_].number;
    const int second = tokens_[at_ + 2].number;
    const int third = tokens_[at_ + 4].number;
    const bool slashes = TextAt(at_ + 1) == "/";
    if (tokens_[at_].text.size() == 4) {
      year_ = first;
      month_ = static_cast<unsigned>(second);
      day_ = third;
    } else {
      year_ = third < 100 ? third + (third < 70 ? 2000 : 1900) : third;
      // With slashes the month leads, as its inventors write it, unless it can be none.
      const bool month_leads = slashes && first <= 12;
      month_ = static_cast<unsigned>(month_leads ? first : second);
      day_ = month_leads ? second : first;
    }
    at_ += 5;
  }

  // At hour, mark, minute and perhaps mark, second.
  void ReadClock() {
    seconds clock = hours{tokens_[at_].number} + minutes{tokens_[at_ + 2].number};
    bool good = tokens_[at_].number <= 24 && tokens_[at_ + 2].number <= 59;
    at_ += 3;
    const std::string_view mark = TextAt(at_);
    if ((mark == ":" || mark == "분" || mark == "分") && IsNumber(at_ + 1)) {
      good = good && tokens_[at_ + 1].number <= 60;
      clock += seconds{tokens_[at_ + 1].number};
      at_ += 2;
    }
    if ((IsMark(at_, ".") || IsMark(at_, ",")) && IsNumber(at_ + 1) && tokens_[at_ + 1].text.size() != 4) {
      at_ += 2;  // a fraction of a second
    }
    if (good) {
      clock_ = clock;
    }
  }

  void ReadOffset(bool west) {
    const Token& digits = tokens_[++at_];
    int hour = digits.number;
    int minute = 0;
    if (digits.text.size() >= 3) {
      hour = digits.number / 100;
      minute = digits.number % 100;
    } else if (IsMark(at_ + 1, ":") && IsNumber(at_ + 2)) {
      minute = tokens_[at_ + 2].number;
      at_ += 2;
    }
    ++at_;
    if (hour <= 14 && minute <= 59) {
      const minutes size = hours{hour} + minutes{minute};
      offset_ = west ? -size : size;
    }
  }

  std::optional<Moment> Outcome() const {
    if (!year_ || !month_ || !day_ || *year_ < 1000 || *year_ > 9999) {
      return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{*year_}, std::chrono::month{*month_},
                                           std::chrono::day{static_cast<unsigned>(*day_)}};
    if (!date.ok()) {
      return std::nullopt;
    }
    if (!clock_) {
      return MomentOfDay(date);
    }
    seconds clock = *clock_;
    if (afternoon_ && *afternoon_ && clock < hours{12}) {
      clock += hours{12};
    } else if (afternoon_ && !*afternoon_ && clock >= hours{12} && clock < hours{13}) {
      clock -= hours{12};
    }
    return Moment{sys_days{date} + clock - offset_.value_or(minutes{0}), true, offset_};
  }

  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  std::optional<int> year_;
  std::optional<unsigned> month_;
  std::optional<std::size_t> month_word_;
  std::optional<int> day_;
  std::optional<seconds> clock_;
  std::optional<minutes> offset_;
  std::optional<bool> afternoon_;
  bool named_zone_ = false;
};

// Seconds or milliseconds since 1970, as some programs write them.
std::optional<Moment> ReadEpoch(std::string_view text) {
  if ((text.size() != 10 && text.size() != 13) || !std::ranges::all_of(text, IsDigit)) {
    return std::nullopt;
  }
  long long value = 0;
  std::from_chars(text.data(), text.data() + 10, value);
  return MomentOfInstant(std::chrono::sys_seconds{seconds{value}});
}

// `2004-145`, the day of the year (ISO 8601, 5.2.2).
std::optional<Moment> ReadDayOfYear(std::string_view text) {
  const std::size_t dash = text.size() == 8 && text[4] == '-' ? 1 : 0;
  if (text.size() != 7 + dash) {
    return std::nullopt;
  }
  int year = 0;
  int day = 0;
  const char* end = text.data() + text.size();
  if (std::from_chars(text.data(), text.data() + 4, year).ptr != text.data() + 4 ||
      std::from_chars(text.data() + 4 + dash, end, day).ptr != end || day < 1 || day > 366) {
    return std::nullopt;
  }
  const std::chrono::year_month_day first{std::chrono::year{year}, std::chrono::January, std::chrono::day{1}};
  return first.ok() ? std::optional(MomentOfDay(sys_days{first} + std::chrono::days{day - 1})) : std::nullopt;
}

}  // namespace

std::optional<Moment> ReadDate(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) {
    return std::nullopt;
  }
  text = text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
  if (text.size() > kMaxBytes) {
    return std::nullopt;
  }
  for (const auto read : {ParseMoment, ReadEpoch, ReadDayOfYear}) {
    if (const auto moment = read(text)) {
      return moment;
    }
  }
  const std::string folded = Folded(text);
  const std::vector<Token> tokens = Cut(folded);
  return DateReader(tokens).Read();
}

}  // namespace headwater::read
