// Finding what an article counts: a number, what was counted, and what happened to them, by data/figures.tsv.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <optional>

#include "text/stems.h"
#include "text/utf8.h"
#include "weigh/numbers.h"
#include "weigh/phrases.h"
#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

constexpr std::size_t kMaxSentenceWords = 80;
constexpr std::size_t kMaxSentences = 60;
constexpr std::size_t kMaxNounWords = 3;  // between a number and its noun's end
constexpr std::size_t kMaxLinkWords = 5;  // between a link ("were") and the class
constexpr std::size_t kMaxBackWords = 4;  // between a class and the number behind it
constexpr std::size_t kMaxTollWords = 5;
constexpr int kMaxDaysOff = 3;  // a sentence that is dated further back tells of something else
constexpr std::int64_t kFirstYear = 1900;
constexpr std::int64_t kLastYear = 2100;

enum class Role : std::uint8_t {
  kNone,
  kClass,
  kNoun,
  kToll,
  kThings,
  kCounted,
  kPeople,
  kLink,
  kLeast,
  kMost,
  kAbout,
  kApart
};

constexpr std::array<std::pair<std::string_view, Role>, 11> kRoles{{{"class", Role::kClass},
                                                                    {"noun", Role::kNoun},
                                                                    {"toll", Role::kToll},
                                                                    {"things", Role::kThings},
                                                                    {"counted", Role::kCounted},
                                                                    {"people", Role::kPeople},
                                                                    {"link", Role::kLink},
                                                                    {"least", Role::kLeast},
                                                                    {"most", Role::kMost},
                                                                    {"about", Role::kAbout},
                                                                    {"apart", Role::kApart}}};

const Phrases& Words() {
  static const Phrases phrases("figures", 3);
  return phrases;
}

struct Part {
  Match match;
  Role role = Role::kNone;
  std::string_view what;
};

struct Number {
  std::size_t begin = 0;  // tokens
  std::size_t end = 0;
  std::int64_t value = 0;
};

// `1,200`, `1.200` and `12`; nothing for what is no whole number.
std::optional<std::int64_t> ValueOf(std::string_view word) {
  std::int64_t value = 0;
  std::size_t since_mark = 0;
  bool marked = false;
  for (const char c : word) {
    if (c == ',' || c == '.') {
      if (marked && since_mark != 3) {
        return std::nullopt;
      }
      marked = true;
      since_mark = 0;
      continue;
    }
    if (c < '0' || c > '9' || value > 1'000'000'000'000) {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
    ++since_mark;
  }
  if (word.empty() || word.front() == '0' || (marked && since_mark != 3)) {
    return std::nullopt;
  }
  return value;
}

// One sentence of an article, with the phrases in it.
class Sentence {
 public:
  Sentence(std::string_view text, std::string_view language)
      : text_(text), language_(language), tokens_(TokensOf(text, kMaxSentenceWords)) {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      std::vector<Match> here;
      Words().MatchesAt(language_, tokens_, at, here);
      for (const Match& match : here) {
        const tables::Row& row = Words().RowOf(match);
        const auto* const role = std::ranges::find(kRoles, row[1], &std::pair<std::string_view, Role>::first);
        if (role != kRoles.end()) {
          parts_.push_back({match, role->second, row[2]});
        } else if (row[1] == "number") {
          numbers_.push_back({at, match.end, std::strtoll(std::string(row[2]).c_str(), nullptr, 10)});
        } else {
          scales_.push_back({at, match.end, std::strtoll(std::string(row[2]).c_str(), nullptr, 10)});
        }
      }
      if (const auto value = DigitsAt(at)) {
        numbers_.push_back({at, at + 1, *value});
      }
    }
    Scale();
  }

  // A sentence that counts a part, another time, or nothing that happened, gives no figure.
  bool Apart() const {
    for (const Part& part : parts_) {
      // "More" tells of a part, "more than" bounds a number.
      const bool apart = part.role == Role::kApart && std::ranges::none_of(parts_, [&](const Part& other) {
                           return other.role != Role::kApart && other.match.begin <= part.match.begin &&
                                  other.match.end >= part.match.end &&
                                  other.match.end - other.match.begin > part.match.end - part.match.begin;
                         });
      if (apart) {
        return true;
      }
    }
    return std::ranges::any_of(tokens_, [](const Token& token) { return token.question; });
  }

  const std::vector<Number>& numbers() const { return numbers_; }
  // Those that stand beside each other too.
  const std::vector<Number>& every_number() const { return every_number_; }
  const std::vector<Token>& tokens() const { return tokens_; }

  // What the number counts; nothing where no class is beside it.
  std::optional<news::Figure> FigureOf(const Number& number) const {
    if (NoCount(number)) {
      return std::nullopt;
    }
    auto figure = Before(number);
    for (const auto way : {&Sentence::Behind, &Sentence::AfterToll}) {
      figure = figure ? figure : (this->*way)(number);
    }
    if (figure) {
      figure->value = number.value;
      figure->bound = BoundOf(number);
    }
    return figure;
  }

 private:
  const Part* PartAt(std::size_t token, std::initializer_list<Role> roles) const {
    const Part* longest = nullptr;
    for (const Part& part : parts_) {
      const bool fits = part.match.begin == token && std::ranges::find(roles, part.role) != roles.end();
      if (fits && (longest == nullptr || part.match.end > longest->match.end)) {
        longest = &part;
      }
    }
    return longest;
  }

  const Part* PartEndingAt(std::size_t end, std::initializer_list<Role> roles) const {
    const Part* longest = nullptr;
    for (const Part& part : parts_) {
      const bool fits = part.match.end == end && std::ranges::find(roles, part.role) != roles.end();
      if (fits && (longest == nullptr || part.match.begin < longest->match.begin)) {
        longest = &part;
      }
    }
    return longest;
  }

  bool IsNumber(std::size_t token) const {
    return std::ranges::any_of(numbers_, [&](const Number& each) { return each.begin <= token && token < each.end; });
  }

  std::optional<std::int64_t> DigitsAt(std::size_t at) const {
    // Figures in groups of three parted by blanks are one; a year, a share, a sum of money and an age are no count.
    return ValueOf(tokens_[at].folded);
  }

  // The bytes right before and after a number, as far as they belong to it.
  bool NoCount(const Number& number) const {
    const Token& first = tokens_[number.begin];
    const Token& last = tokens_[number.end - 1];
    const text::CodePointIndex index(text_);
    const std::size_t begin = index.ByteAt(first.begin);
    const std::string_view before = text_.substr(0, begin);
    const std::string_view after = text_.substr(index.ByteAt(last.end));
    for (const std::string_view mark : {"$", "€", "£", "¥", "₽", "₴", "-", "–", "/", ":", "#", "№", "."}) {
      if (before.ends_with(mark)) {
        return true;
      }
    }
    for (const std::string_view mark : {"%", " %", "\u00A0%", "-", "/", ":", "–", "°", "€", " €", "\u00A0€"}) {
      if (after.starts_with(mark)) {
        return true;
      }
    }
    const bool year = number.value >= kFirstYear && number.value <= kLastYear && number.end == number.begin + 1 &&
                      first.folded.size() == 4;
    return year || number.value <= 0;
  }

  // Scales and blanks within a number: `12 000`, `3 million`.
  void Scale() {
    for (Number& number : numbers_) {
      for (const Number& scale : scales_) {
        if (scale.begin == number.end && number.value < 1'000'000) {
          number.value *= scale.value;
          number.end = scale.end;
        }
      }
    }
    std::ranges::sort(numbers_, {}, &Number::begin);
    std::vector<Number> joined;
    for (const Number& number : numbers_) {
      const bool three = tokens_[number.begin].folded.size() == 3 && number.end == number.begin + 1;
      if (!joined.empty() && joined.back().end == number.begin && three && joined.back().value < 1000 &&
          tokens_[number.begin].begin == tokens_[number.begin - 1].end + 1 && !tokens_[number.begin].parted) {
        joined.back().value = joined.back().value * 1000 + number.value;
        joined.back().end = number.end;
        continue;
      }
      // "Twenty" may be in the table twice, as a word and as a part of one.
      if (joined.empty() || joined.back().begin != number.begin) {
        joined.push_back(number);
      }
    }
    every_number_ = joined;
    // Digits that did not join (`12 000 5`, decimals) leave their neighbours alone.
    std::erase_if(joined, [&](const Number& number) {
      return std::ranges::any_of(joined, [&](const Number& other) {
        return &other != &number && (other.begin == number.end || number.begin == other.end);
      });
    });
    numbers_ = std::move(joined);
  }

  struct Noun {
    std::string key;      // empty: people
    std::size_t end = 0;  // the token behind it
    bool sound = true;    // false: of which nothing can be said
  };

  // The noun right behind a number: what stands up to a link, a class, a stop or a common word.
  Noun NounFrom(std::size_t at) const {
    Noun noun;
    noun.end = at;
    for (std::size_t n = 0; n < kMaxNounWords && noun.end < tokens_.size(); ++n) {
      const std::size_t here = noun.end;
      if (tokens_[here].parted || IsNumber(here) || PartAt(here, {Role::kLink, Role::kClass, Role::kThings})) {
        break;
      }
      if (const Part* people = PartAt(here, {Role::kPeople})) {
        noun.key.clear();
        noun.end = people->match.end;
        return noun;
      }
      if (PartAt(here, {Role::kNoun}) != nullptr) {
        break;
      }
      if (const Part* counted = PartAt(here, {Role::kCounted})) {
        noun.key = counted->what;
        noun.end = counted->match.end;
        continue;
      }
      if (TermOf(tokens_[here], language_) == 0) {
        break;
      }
      noun.key = std::string(language_) + ":" + text::Stem(tokens_[here].folded, language_);
      ++noun.end;
    }
    return noun;
  }

  news::Figure Made(std::string_view what, const std::string& noun, std::size_t begin, std::size_t end) const {
    news::Figure figure;
    figure.thing = noun.empty() ? std::string(what) : std::string(what) + "/" + noun;
    figure.span = {tokens_[begin].begin, tokens_[end - 1].end};
    return figure;
  }

  // "12 people were killed", "12 dead".
  std::optional<news::Figure> Behind(const Number& number) const {
    const Noun noun = NounFrom(number.end);
    std::size_t at = noun.end;
    // "Marl Aster, 16, was killed": an age.
    if (number.end < tokens_.size() && tokens_[number.end].parted) {
      return std::nullopt;
    }
    if (at < tokens_.size() && !tokens_[at].parted) {
      const Part* counted = PartAt(at, {Role::kNoun});
      const bool bare = noun.end == number.end || noun.end == number.end + 1;
      if (counted != nullptr && bare) {
        return Made(counted->what, noun.key, number.begin, counted->match.end);
      }
    }
    std::size_t links = 0;
    bool linked = false;
    while (at < tokens_.size() && links <= kMaxLinkWords && !tokens_[at].stopped && !IsNumber(at)) {
      if (const Part* happened = PartAt(at, {Role::kClass, Role::kThings})) {
        const bool things = happened->role == Role::kThings;
        const bool close = linked || at == noun.end;
        if (!close || (things && noun.key.empty()) || BelongsForward(*happened)) {
          return std::nullopt;
        }
        return Made(happened->what, noun.key, number.begin, happened->match.end);
      }
      const bool link = PartAt(at, {Role::kLink}) != nullptr;
      if ((!link && !linked) || tokens_[at].parted) {
        return std::nullopt;
      }
      linked = linked || link;
      links += link ? 0 : 1;
      ++at;
    }
    return std::nullopt;
  }

  // "The blast that hit 30 houses killed 12": the class takes the number behind it, if there is one.
  bool BelongsForward(const Part& happened) const {
    std::size_t at = happened.match.end;
    while (at < tokens_.size() && PartAt(at, {Role::kLeast, Role::kMost, Role::kAbout}) != nullptr) {
      at = PartAt(at, {Role::kLeast, Role::kMost, Role::kAbout})->match.end;
    }
    return at < tokens_.size() && IsNumber(at) && !tokens_[at].parted;
  }

  // "Killed at least 12 soldiers".
  std::optional<news::Figure> Before(const Number& number) const {
    std::size_t at = BoundBegin(number);
    if (at == 0 || tokens_[number.begin].parted) {
      return std::nullopt;
    }
    const Part* happened = PartEndingAt(at, {Role::kClass, Role::kThings});
    if (happened == nullptr) {
      return std::nullopt;
    }
    const Noun noun = NounFrom(number.end);
    const bool things = happened->role == Role::kThings;
    const bool nothing = noun.end == number.end && noun.end < tokens_.size() && !tokens_[noun.end].parted &&
                         PartAt(noun.end, {Role::kLink, Role::kClass}) == nullptr && noun.end + 1 < tokens_.size() &&
                         tokens_[noun.end].folded.size() < 3;
    if ((things && noun.key.empty()) || nothing) {
      return std::nullopt;
    }
    return Made(happened->what, noun.key, happened->match.begin, noun.end);
  }

  // "The death toll rose to 12".
  std::optional<news::Figure> AfterToll(const Number& number) const {
    for (std::size_t back = 1; back <= kMaxTollWords && back <= number.begin; ++back) {
      const std::size_t end = number.begin - back + 1;
      if (back > 1 && (IsNumber(end) || tokens_[end].parted)) {
        break;
      }
      const Part* toll = PartEndingAt(end, {Role::kToll});
      const Noun noun = NounFrom(number.end);
      if (toll != nullptr && noun.key.empty()) {
        return Made(toll->what, "", toll->match.begin, number.end);
      }
    }
    return std::nullopt;
  }

  // Where the words that bound a number begin.
  std::size_t BoundBegin(const Number& number) const {
    std::size_t begin = number.begin;
    for (std::size_t n = 0; n < kMaxBackWords; ++n) {
      const Part* bound = PartEndingAt(begin, {Role::kLeast, Role::kMost, Role::kAbout});
      if (bound == nullptr || bound->match.begin == begin) {
        break;
      }
      begin = bound->match.begin;
    }
    return begin;
  }

  news::FigureBound BoundOf(const Number& number) const {
    const Part* bound = PartEndingAt(number.begin, {Role::kLeast, Role::kMost, Role::kAbout});
    if (bound == nullptr) {
      return news::FigureBound::kExact;
    }
    switch (bound->role) {
      case Role::kLeast:
        return news::FigureBound::kLeast;
      case Role::kMost:
        return news::FigureBound::kMost;
      default:
        return news::FigureBound::kAbout;
    }
  }

  std::string_view text_;
  std::string_view language_;
  std::vector<Token> tokens_;
  std::vector<Part> parts_;
  std::vector<Number> every_number_;
  std::vector<Number> numbers_;
  std::vector<Number> scales_;
};

// The day that a TIMEX value names; nothing for weeks, months, times of day without one, and the like.
std::optional<std::chrono::sys_days> DayOfValue(std::string_view value) {
  constexpr std::size_t kDay = 10;  // 2022-03-07
  if (value.size() < kDay || value[4] != '-' || value[7] != '-') {
    return std::nullopt;
  }
  const auto moment = ParseMoment(value.substr(0, kDay));
  return moment ? std::optional(std::chrono::sys_days(DayOf(*moment))) : std::nullopt;
}

bool Within(const news::Span& inner, const news::Span& outer) {
  return inner.begin >= outer.begin && inner.end <= outer.end;
}

// The sentence tells of another time than the article's.
bool DatedElsewhere(const news::Article& article, const news::Span& sentence) {
  if (!article.published) {
    // Which day is meant cannot be told.
    return std::ranges::any_of(article.annotations->times, [&](const news::Time& time) {
      return time.type == news::TimeType::kDate && Within(time.span, sentence);
    });
  }
  const auto day = std::chrono::sys_days(DayOf(*article.published));
  for (const news::Time& time : article.annotations->times) {
    if (!Within(time.span, sentence)) {
      continue;
    }
    const auto dated = DayOfValue(time.value);
    if (dated ? (day - *dated).count() > kMaxDaysOff || (*dated - day).count() > 0
              : time.type == news::TimeType::kDate && time.value.size() <= 8 && !time.value.empty()) {
      return true;
    }
  }
  return false;
}

bool InTime(const news::Article& article, const news::Span& number) {
  return std::ranges::any_of(article.annotations->times, [&](const news::Time& time) {
    return time.span.begin <= number.begin && number.end <= time.span.end;
  });
}

}  // namespace

std::vector<news::Figure> FiguresOf(const news::Article& article, const Limits& limits) {
  std::vector<news::Figure> figures;
  if (!article.annotations || !Words().Knows(article.language)) {
    return figures;
  }
  const text::CodePointIndex index(article.text);
  std::size_t looked = 0;
  for (const news::Span& span : article.annotations->sentences) {
    if (++looked > kMaxSentences || figures.size() >= limits.max_figures) {
      break;
    }
    const Sentence sentence(index.Slice(span.begin, span.end), article.language);
    if (sentence.numbers().empty() || sentence.Apart() || DatedElsewhere(article, span)) {
      continue;
    }
    for (const Number& number : sentence.numbers()) {
      const news::Span place{sentence.tokens()[number.begin].begin + span.begin,
                             sentence.tokens()[number.end - 1].end + span.begin};
      auto figure = InTime(article, place) ? std::nullopt : sentence.FigureOf(number);
      if (!figure) {
        continue;
      }
      figure->span = {figure->span.begin + span.begin, figure->span.end + span.begin};
      figure->sentence = span;
      for (const news::Place& each : article.annotations->places) {
        if (Within(each.span, span)) {
          figure->places.push_back(each.name);
        }
      }
      figures.push_back(std::move(*figure));
    }
  }
  return figures;
}

std::vector<NumberIn> NumbersIn(std::string_view sentence, std::string_view language) {
  constexpr std::size_t kBehind = 3;  // words that may tell what is counted
  const Sentence read(sentence, language);
  const std::vector<Token>& tokens = read.tokens();
  std::vector<NumberIn> numbers;
  for (const Number& number : read.every_number()) {
    const bool year = number.value >= kFirstYear && number.value <= kLastYear && number.end == number.begin + 1 &&
                      tokens[number.begin].folded.size() == 4;
    if (year) {
      continue;
    }
    NumberIn& each = numbers.emplace_back();
    each.value = number.value;
    each.begin = number.begin;
    each.end = number.end;
    const auto add = [&](std::size_t at) {
      if (const std::uint32_t term = TermOf(tokens[at], language); term != 0) {
        each.beside.push_back(term);
      }
    };
    for (std::size_t at = number.end; at < std::min(tokens.size(), number.end + kBehind) && !tokens[at].parted; ++at) {
      add(at);
    }
    if (number.begin > 0) {
      add(number.begin - 1);
    }
  }
  return numbers;
}

std::optional<std::chrono::year_month_day> DayOfNews(const news::Article& article) {
  constexpr std::size_t kOpening = 4;
  constexpr int kMostDaysBack = 30;
  if (!article.annotations || !article.published) {
    return std::nullopt;
  }
  const std::vector<news::Span>& sentences = article.annotations->sentences;
  const auto published = std::chrono::sys_days(DayOf(*article.published));
  for (std::size_t n = 0; n < std::min(kOpening, sentences.size()); ++n) {
    for (const news::Time& time : article.annotations->times) {
      const auto day = Within(time.span, sentences[n]) ? DayOfValue(time.value) : std::nullopt;
      if (day && *day <= published && (published - *day).count() <= kMostDaysBack) {
        return std::chrono::year_month_day(*day);
      }
    }
  }
  return std::nullopt;
}

}  // namespace headwater::weigh
