// What stands in the sentence outside the statement's own parts is looked through for times, occasions and hearers.
#include "annotate/circumstances.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "annotate/lexicon.h"
#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kFar = 30;              // tokens from the cue
constexpr std::size_t kLongestBefore = 6;     // tokens between "in" and "interview"
constexpr std::size_t kLongestOccasion = 14;  // tokens
constexpr std::size_t kLongestHearer = 10;    // tokens

enum class Word : std::uint8_t { kLead, kNoun, kTalk, kWith, kSpeaking, kHearer, kBroken };

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
};

struct Phrases {
  // By their first word.
  std::unordered_map<std::string, std::vector<std::pair<std::vector<std::string>, Word>>, Hash, std::equal_to<>> all;
  std::vector<std::string> broken;
};

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// One language's phrases, by their first word; null for a language without rows.
const Phrases* PhrasesOf(std::string_view language) {
  static const auto made = [] {
    constexpr std::array<std::pair<std::string_view, Word>, 7> kKinds = {{{"lead", Word::kLead},
                                                                          {"noun", Word::kNoun},
                                                                          {"talk", Word::kTalk},
                                                                          {"with", Word::kWith},
                                                                          {"speaking", Word::kSpeaking},
                                                                          {"hearer", Word::kHearer},
                                                                          {"broken", Word::kBroken}}};
    std::map<std::string_view, Phrases> all;
    for (const tables::Row& row : tables::Table("occasion_words")) {
      const auto* const kind = std::ranges::find(kKinds, row[1], &std::pair<std::string_view, Word>::first);
      for (const std::string& phrase : Split(kind == kKinds.end() ? "" : row[2], '|')) {
        std::vector<std::string> words = Split(phrase, ' ');
        Phrases& phrases = all[row[0]];
        if (kind->second == Word::kBroken) {
          phrases.broken.push_back(phrase);
        } else {
          phrases.all[words.front()].emplace_back(words, kind->second);
        }
      }
    }
    return all;
  }();
  const auto found = made.find(language.empty() ? "en" : language);
  return found == made.end() ? nullptr : &found->second;
}

constexpr std::uint8_t kSpeaks = 0x80U;

std::uint8_t Bit(Word kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }

// Is the token a verb in the past that gives somebody's words?
bool SpeaksAt(const Reading& reading, std::size_t token) {
  if (reading.NameAt(token) != kNone || !reading.At(token).word) {
    return false;
  }
  const std::vector<Cue>* const cues = CuesOf(reading.Word(token));
  return cues != nullptr && cues->front().cue_class == CueClass::kVerb && (cues->front().frames & kTakesQuote) != 0 &&
         (cues->front().form & kPastForm) != 0;
}

class Surroundings {
 public:
  Surroundings(const Reading& reading, const Draft& draft, const Phrases& phrases,
               const std::vector<std::uint8_t>& kinds)
      : reading_(reading), draft_(draft), phrases_(phrases), kinds_(kinds) {
    const auto& sentences = reading.prepared().sentences;
    const std::size_t cue = draft.found.group.first;
    const auto after = std::ranges::upper_bound(sentences, cue, {}, &Sentence::first);
    const Sentence& sentence = *(after - 1);
    first_ = std::max<std::size_t>(sentence.first, cue > kFar ? cue - kFar : 0);
    last_ = std::min<std::size_t>(sentence.last, draft.found.group.last + kFar);
    // What stands before another verb of speech belongs to that.
    for (std::size_t i = cue; i > first_; --i) {
      if (!IsOwn(i - 1) && Speaks(i - 1)) {
        first_ = i;
      }
    }
    for (std::size_t i = draft.found.group.last; i < last_; ++i) {
      if (!IsOwn(i) && Speaks(i)) {
        last_ = i;
      }
    }
  }

  std::optional<Stretch> Hearer() const {
    if (!draft_.listener.empty()) {
      Stretch listener = draft_.listener;
      if (reading_.IsMark(listener.last, ".") && listener.last + 1 < last_) {
        const std::size_t name = reading_.NameAt(listener.last + 1);  // "Mr. Norling"
        for (std::size_t i = listener.last + 1; name != kNone && i < last_ && reading_.NameAt(i) == name; ++i) {
          listener.last = i + 1;
        }
      }
      return WithoutTime(listener);
    }
    const std::size_t next = draft_.found.group.last;
    if (reading_.IsMark(next, "to") && next + 1 < last_ && !IsOwn(next) &&
        (reading_.NameAt(next + 1) != kNone || Is(next + 1, Word::kHearer))) {
      return Phrase(next + 1);
    }
    for (std::size_t i = first_; i < last_; ++i) {
      if (const std::size_t length = IsOwn(i) ? 0 : Length(i, Word::kSpeaking); length > 0) {
        return Phrase(i + length);
      }
    }
    return std::nullopt;
  }

  struct Occasion {
    Stretch phrase;
    std::optional<Stretch> partner;
  };

  std::optional<Occasion> Find() const {
    std::optional<Occasion> best;
    for (std::size_t i = first_; i + 1 < last_; ++i) {
      const std::size_t lead = IsOwn(i) || reading_.NameAt(i) != kNone ? 0 : Length(i, Word::kLead);
      if (lead == 0) {
        continue;
      }
      for (std::size_t at = i + lead; at < last_ && at < i + kLongestBefore; ++at) {
        // "the Vard Post" is no post.
        const bool named = reading_.NameAt(at) != kNone && reading_.NameAt(at) == reading_.NameAt(at - 1);
        const std::size_t noun = named ? 0 : Length(at, Word::kNoun);
        const std::size_t talk = named || noun > 0 ? 0 : Length(at, Word::kTalk);
        if (noun + talk > 0) {
          best = Grown(i + lead, at + noun + talk, talk > 0);
          break;
        }
        if (IsOwn(at) || reading_.At(at).punct || Length(at, Word::kLead) > 0) {
          break;
        }
      }
      // What follows the cue is nearer to it than what opens the sentence.
      if (best && i >= draft_.found.group.last) {
        break;
      }
    }
    return best;
  }

  // Where it is looked, in code points.
  std::uint32_t Begin() const { return reading_.SpanOf({first_, first_ + 1}).begin; }
  std::uint32_t End() const { return reading_.SpanOf({last_ - 1, last_}).end; }
  // May the token be part of what is said of the saying?
  bool Beside(std::size_t token) const { return token >= first_ && token < last_ && !IsOwn(token); }

 private:
  bool Speaks(std::size_t token) const { return (kinds_[token] & kSpeaks) != 0; }

  bool IsOwn(std::size_t token) const {
    const auto in = [token](const Stretch& stretch) { return stretch.first <= token && token < stretch.last; };
    return in(draft_.found.group) || in(draft_.speaker) || std::ranges::any_of(draft_.content, in) ||
           reading_.QuotationAt(token) != kNone;
  }

  // Tokens of the longest phrase of the kind at the token; 0 where none begins there.
  std::size_t Length(std::size_t token, Word kind) const {
    if (token >= reading_.size() || (kinds_[token] & Bit(kind)) == 0) {
      return 0;
    }
    const auto found = phrases_.all.find(reading_.Word(token));
    std::size_t longest = 0;
    for (std::size_t i = 0; found != phrases_.all.end() && i < found->second.size(); ++i) {
      const auto& [words, of] = found->second[i];
      bool fits = of == kind && words.size() > longest;
      for (std::size_t k = 0; fits && k < words.size(); ++k) {
        fits = reading_.IsMark(token + k, words[k]);
      }
      longest = fits ? words.size() : longest;
    }
    return longest;
  }

  bool Is(std::size_t token, Word kind) const { return Length(token, kind) > 0; }

  bool Ends(std::size_t token) const {
    if (token >= last_) {
      return true;
    }
    const Grammar grammar = reading_.NameAt(token) != kNone ? Grammar::kOther : reading_.GrammarOf(token);
    const bool inner = reading_.IsMark(token, ".") || reading_.IsMark(token, "-") || reading_.IsMark(token, "&");
    return IsOwn(token) || (reading_.At(token).punct && (!inner || token + 1 >= last_)) || grammar == Grammar::kTime ||
           grammar == Grammar::kSubordinate || grammar == Grammar::kPronoun || grammar == Grammar::kAuxiliary ||
           grammar == Grammar::kVerb || Speaks(token);
  }

  Stretch WithoutTime(Stretch phrase) const {
    const auto loose = [this](std::size_t token) {
      const Grammar grammar = reading_.GrammarOf(token);
      return reading_.NameAt(token) == kNone &&
             (reading_.At(token).punct || grammar == Grammar::kTime || grammar == Grammar::kPreposition ||
              grammar == Grammar::kAdverb || grammar == Grammar::kConjunction || grammar == Grammar::kDeterminer);
    };
    while (phrase.last > phrase.first + 1 && loose(phrase.last - 1)) {
      --phrase.last;
    }
    return phrase;
  }

  std::optional<Stretch> Phrase(std::size_t begin) const {
    std::size_t end = begin;
    while (end < begin + kLongestHearer && !Ends(end) &&
           (end == begin || reading_.NameAt(end) != kNone || reading_.GrammarOf(end) != Grammar::kPreposition ||
            reading_.IsMark(end, "of"))) {
      ++end;
    }
    const Stretch phrase = WithoutTime({begin, std::max(end, begin)});
    return phrase.empty() ? std::nullopt : std::optional(phrase);
  }

  Occasion Grown(std::size_t begin, std::size_t end, bool talk) const {
    Occasion occasion;
    if (talk && Is(end, Word::kWith) && end + 1 < last_) {
      occasion.partner = Phrase(end + Length(end, Word::kWith));
    }
    std::size_t last = end;
    while (last < begin + kLongestOccasion && !Ends(last)) {
      ++last;
    }
    occasion.phrase = WithoutTime({begin, last});
    occasion.phrase.last = std::max(occasion.phrase.last, end);
    return occasion;
  }

  const Reading& reading_;
  const Draft& draft_;
  const Phrases& phrases_;
  const std::vector<std::uint8_t>& kinds_;  // of each token
  std::size_t first_ = 0;
  std::size_t last_ = 0;
};

news::Phrase PhraseOf(const Reading& reading, const Stretch& stretch) {
  news::Phrase phrase;
  phrase.span = reading.SpanOf(stretch);
  phrase.text = reading.TextOf(stretch);
  return phrase;
}

// "after the vote of 2016": the time is not that of the saying.
bool IsOther(std::string_view word) {
  constexpr std::array<std::string_view, 11> kOther = {"after", "before", "since", "until", "by",     "from",
                                                       "for",   "of",     "to",    "till",  "between"};
  return std::ranges::find(kOther, word) != kOther.end();
}

std::optional<std::size_t> TokenAt(const Reading& reading, std::uint32_t code_point) {
  const auto& tokens = reading.prepared().tokens;
  const std::size_t byte = reading.prepared().index.ByteAt(code_point);
  const auto found = std::ranges::lower_bound(tokens, byte, {}, &Token::begin);
  return found == tokens.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - tokens.begin()));
}

// The day of the time that stands nearest to the cue, outside what is said and who says it.
std::string SaidOn(const Reading& reading, const Draft& draft, const Surroundings& around,
                   const std::vector<news::Time>& times) {
  const std::uint32_t from = around.Begin();
  const std::uint32_t to = around.End();
  std::string day;
  std::size_t nearest = kFar + 1;
  const Stretch& cue = draft.found.group;
  for (auto time = std::ranges::lower_bound(times, from, {}, [](const news::Time& t) { return t.span.begin; });
       time != times.end() && time->span.begin < to; ++time) {
    const auto token = TokenAt(reading, time->span.begin);
    if (!token || !around.Beside(*token) || time->type == news::TimeType::kDuration ||
        time->type == news::TimeType::kSet) {
      continue;
    }
    const std::string_view before = *token > 0 ? reading.Word(*token - 1) : std::string_view();
    const bool year = time->value.size() == 4;
    if (IsOther(before) || before == "the" || (year && before != "in")) {
      continue;
    }
    const std::size_t distance = *token >= cue.last ? *token - cue.last : cue.first - *token;
    const std::string found = DaysOf(time->value);
    if (!found.empty() && distance < nearest) {
      nearest = distance;
      day = found;
    }
  }
  return day;
}

// "…" where the text ends, "[…]" anywhere, or the page's own "read more" behind the content.
bool BreaksOff(const Reading& reading, const news::Statement& statement, const Phrases* phrases) {
  const std::string_view text = reading.prepared().text;
  const std::size_t end = reading.prepared().index.ByteAt(statement.content.back().end);
  std::string_view said = text.substr(0, end);
  std::string_view rest = text.substr(end);
  constexpr std::string_view kLoose = " \t\r\n\"'.,";
  const bool ended = said.ends_with("…") || said.ends_with("...");
  const std::size_t next = rest.find_first_not_of(kLoose);
  const bool dotted = rest.substr(0, std::min(next, rest.size())).find("..") != std::string_view::npos;
  rest = next == std::string_view::npos ? std::string_view() : rest.substr(next);
  for (const std::string_view mark : {"[…]", "[...]", "(…)", "(...)", "[+"}) {
    if (rest.starts_with(mark) || said.ends_with(mark)) {
      return true;
    }
  }
  const bool more = rest.starts_with("…");
  rest = more ? rest.substr(std::string_view("…").size()) : rest;
  const std::size_t after = rest.find_first_not_of(kLoose);
  rest = after == std::string_view::npos ? std::string_view() : rest.substr(after);
  const std::string next_words = phrases == nullptr || rest.empty() ? std::string() : Lower(rest.substr(0, 40));
  const bool asks =
      phrases != nullptr && std::ranges::any_of(phrases->broken, [&next_words](const std::string& phrase) {
        return next_words.starts_with(phrase);
      });
  return ((ended || more || dotted) && rest.empty()) || asks;
}

std::string DayName(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<int> NumberOf(std::string_view digits) {
  int number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return read.ec == std::errc() && read.ptr == digits.data() + digits.size() ? std::optional(number) : std::nullopt;
}

// ISO 8601: the first week of a year is the one with its 4th of January.
std::string WeekOf(int year, int week, bool weekend) {
  const std::chrono::sys_days fourth(std::chrono::year(year) / 1 / 4);
  const auto monday = fourth - (std::chrono::weekday(fourth) - std::chrono::Monday) + std::chrono::weeks(week - 1);
  return DayName(monday + std::chrono::days(weekend ? 5 : 0)) + "/" + DayName(monday + std::chrono::days(6));
}

}  // namespace

std::string DaysOf(std::string_view timex) {
  const std::string_view day = timex.substr(0, timex.find('T'));
  const auto year = NumberOf(day.substr(0, 4));
  if (!year || day.size() < 4 || day.find('X') != std::string_view::npos) {
    return {};
  }
  if (day.size() > 6 && day[5] == 'W') {
    const auto week = NumberOf(day.substr(6, 2));
    return week && *week > 0 && *week < 54 ? WeekOf(*year, *week, day.ends_with("-WE")) : std::string();
  }
  if (day.size() == 7 && day[5] == 'Q') {
    const int quarter = day[6] - '0';
    if (quarter < 1 || quarter > 4) {
      return {};
    }
    const auto first = std::chrono::year(*year) / std::chrono::month(static_cast<unsigned>(quarter) * 3 - 2) / 1;
    const auto last =
        std::chrono::year(*year) / std::chrono::month(static_cast<unsigned>(quarter) * 3) / std::chrono::last;
    return DayName(std::chrono::sys_days(first)) + "/" + DayName(std::chrono::sys_days(last));
  }
  const bool plain = day.size() == 4 || (day.size() == 7 && NumberOf(day.substr(5, 2))) ||
                     (day.size() == 10 && NumberOf(day.substr(5, 2)) && NumberOf(day.substr(8, 2)));
  return plain ? std::string(day) : std::string();
}

Circumstances::Circumstances(const Reading& reading, const std::vector<news::Time>& times)
    : reading_(reading), times_(times), kinds_(reading.size(), 0) {
  const Phrases* const phrases = PhrasesOf(reading.prepared().language);
  for (std::size_t token = 0; token < reading.size(); ++token) {
    kinds_[token] = SpeaksAt(reading, token) ? kSpeaks : 0;
    if (phrases == nullptr || !reading.At(token).word) {
      continue;
    }
    const auto found = phrases->all.find(reading.Word(token));
    for (std::size_t i = 0; found != phrases->all.end() && i < found->second.size(); ++i) {
      kinds_[token] = static_cast<std::uint8_t>(kinds_[token] | Bit(found->second[i].second));
    }
    // "post", "call": no verb where a table calls it an occasion.
    if ((kinds_[token] & Bit(Word::kNoun)) != 0) {
      kinds_[token] = static_cast<std::uint8_t>(kinds_[token] & ~kSpeaks);
    }
  }
}

void Circumstances::Add(const Draft& draft, news::Statement& statement) const {
  const Phrases* const phrases = PhrasesOf(reading_.prepared().language);
  static const Phrases none;
  const Surroundings around(reading_, draft, phrases == nullptr ? none : *phrases, kinds_);
  statement.truncated = BreaksOff(reading_, statement, phrases);
  statement.said = SaidOn(reading_, draft, around, times_);
  if (const auto occasion = around.Find()) {
    statement.occasion = PhraseOf(reading_, occasion->phrase);
    if (occasion->partner) {
      statement.hearer = PhraseOf(reading_, *occasion->partner);
    }
  }
  if (const auto hearer = around.Hearer()) {
    statement.hearer = PhraseOf(reading_, *hearer);
  }
}

}  // namespace headwater::annotate
