// Shallow grammar: closed word classes from a table, noun phrases walked by their words.
#include "annotate/reading.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "annotate/cues.h"
#include "annotate/lexicon.h"
#include "annotate/speech_words.h"
#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kLongestPhrase = 40;  // tokens

const std::unordered_map<std::string_view, Grammar>& ClosedWords() {
  static const auto made = [] {
    constexpr std::array<std::pair<std::string_view, Grammar>, 11> kKinds = {{{"determiner", Grammar::kDeterminer},
                                                                              {"pronoun", Grammar::kPronoun},
                                                                              {"auxiliary", Grammar::kAuxiliary},
                                                                              {"negation", Grammar::kNegation},
                                                                              {"adverb", Grammar::kAdverb},
                                                                              {"preposition", Grammar::kPreposition},
                                                                              {"subordinate", Grammar::kSubordinate},
                                                                              {"conjunction", Grammar::kConjunction},
                                                                              {"time", Grammar::kTime},
                                                                              {"verb", Grammar::kVerb},
                                                                              {"other", Grammar::kOther}}};
    std::unordered_map<std::string_view, Grammar> words;
    for (const tables::Row& row : tables::Table("grammar")) {
      const auto* const kind = std::ranges::find(kKinds, row[1], &std::pair<std::string_view, Grammar>::first);
      std::string_view list = row[2];
      while (kind != kKinds.end() && !list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        words.emplace(list.substr(0, end), kind->second);
        list.remove_prefix(std::min(end + 1, list.size()));
      }
    }
    return words;
  }();
  return made;
}

}  // namespace

bool KnowsGrammar(std::string_view language) {
  return language.empty() || std::ranges::any_of(tables::Table("grammar"),
                                                 [language](const tables::Row& row) { return row[0] == language; });
}

Reading::Reading(const Prepared& prepared, const std::vector<news::Name>& names)
    : prepared_(&prepared),
      names_(&names),
      grammar_(prepared.tokens.size(), Grammar::kOther),
      quotation_(prepared.tokens.size(), kNone),
      name_(prepared.tokens.size(), kNone) {
  ReadGrammar();
  PlaceNames();
  PairQuotes();
}

void Reading::ReadGrammar() {
  words_.reserve(prepared_->tokens.size());
  for (const Token& token : prepared_->tokens) {
    const std::string_view word = prepared_->Word(token);
    if (token.capitalised) {
      lowered_.push_back(Lower(word));
      words_.emplace_back(lowered_.back());
    } else {
      words_.push_back(word);
    }
    const std::size_t i = words_.size() - 1;
    if (!token.word) {
      continue;
    }
    const auto found = ClosedWords().find(words_[i]);
    if (found != ClosedWords().end()) {
      grammar_[i] = found->second;
    } else if (!token.capitalised && word.size() > 4 && word.ends_with("ly")) {
      grammar_[i] = Grammar::kAdverb;
    } else if (word.ends_with("n't") || word.ends_with("n’t")) {
      grammar_[i] = Grammar::kNegation;
    }
  }
}

void Reading::PlaceNames() {
  std::size_t token = 0;
  for (std::size_t i = 0; i < names_->size(); ++i) {
    const news::Name& name = (*names_)[i];
    if (name.mark) {
      continue;
    }
    const std::size_t begin = prepared_->index.ByteAt(name.span.begin);
    const std::size_t end = prepared_->index.ByteAt(name.span.end);
    while (token < size() && At(token).begin < begin) {
      ++token;
    }
    while (token < size() && At(token).end <= end) {
      name_[token++] = i;
    }
  }
}

bool Reading::StartsPhrase(std::size_t token) const {
  if (token >= size()) {
    return false;
  }
  const Grammar grammar = grammar_[token];
  if (grammar == Grammar::kDeterminer || grammar == Grammar::kPronoun) {
    return true;
  }
  if (grammar == Grammar::kTime) {
    return false;
  }
  return NameAt(token) != kNone || At(token).number || (At(token).capitalised && grammar == Grammar::kOther) ||
         (grammar == Grammar::kOther && At(token).word);
}

// A verb in the past: by its ending, or in the table. What follows a small word is rather part of a noun phrase.
bool Reading::IsVerb(std::size_t token) const {
  if (NameAt(token) != kNone || At(token).capitalised) {
    return false;
  }
  if (grammar_[token] == Grammar::kVerb) {
    return true;
  }
  const Cue* const cue = VerbCueOf(Word(token));
  if (cue == nullptr) {
    return false;
  }
  const bool told = (cue->frames & kTakesQuote) != 0 && (cue->form & kPastForm) != 0 && (cue->form & kBaseForm) == 0;
  const bool before_noun =
      token > 0 && (grammar_[token - 1] == Grammar::kDeterminer || grammar_[token - 1] == Grammar::kPreposition);
  return told && !before_noun;
}

// Past a bracket that closes before `end`: "(R-Vard)".
std::size_t Reading::OverBrackets(std::size_t end, std::size_t limit) const {
  if (Word(end - 1) != ")") {
    return end;
  }
  for (std::size_t i = end - 1; i > limit && end - i < 12; --i) {
    if (Word(i - 1) == "(") {
      return i - 1;
    }
  }
  return end;
}

Stretch Reading::SubjectFrom(std::size_t begin, std::size_t limit) const {
  while (begin < limit && (grammar_[begin] == Grammar::kAdverb || grammar_[begin] == Grammar::kConjunction)) {
    ++begin;
  }
  if (begin < limit && (grammar_[begin] == Grammar::kPreposition || grammar_[begin] == Grammar::kSubordinate ||
                        grammar_[begin] == Grammar::kTime)) {
    std::size_t comma = begin;
    while (comma < limit && comma < begin + 25 && Word(comma) != ",") {
      ++comma;
    }
    if (comma + 1 >= limit || Word(comma) != ",") {
      return {};
    }
    begin = comma + 1;
  }
  std::size_t end = begin;
  while (end < limit && end < begin + 20) {
    const bool ends =
        grammar_[end] == Grammar::kAuxiliary || grammar_[end] == Grammar::kSubordinate ||
        grammar_[end] == Grammar::kNegation ||
        (grammar_[end] == Grammar::kAdverb && (end == begin || grammar_[end - 1] != Grammar::kDeterminer)) ||
        IsVerb(end) || (At(end).punct && Word(end) != "." && Word(end) != "-") ||
        (end > begin && !At(end).capitalised && Word(end).size() > 4 && Word(end).ends_with("ed") &&
         grammar_[end - 1] != Grammar::kDeterminer);
    if (ends) {
      break;
    }
    ++end;
    if (grammar_[begin] == Grammar::kPronoun) {
      break;
    }
  }
  const bool bare = end == begin + 1 && grammar_[begin] == Grammar::kDeterminer;
  const Stretch subject = StartsPhrase(begin) && !bare ? Stretch{begin, end} : Stretch{};
  const Stretch behind = SubjectBehind({begin, end}, limit);
  return behind.empty() ? subject : behind;
}

// "Hours later, Norling took": a phrase that is no name and no clause, and behind its comma a subject with its verb.
Stretch Reading::SubjectBehind(const Stretch& phrase, std::size_t limit) const {
  std::size_t comma = phrase.last;
  for (std::size_t i = phrase.first; i < phrase.last; ++i) {
    if (NameAt(i) != kNone || grammar_[i] == Grammar::kPronoun) {
      return {};
    }
  }
  while (comma < limit && grammar_[comma] == Grammar::kAdverb) {
    ++comma;
  }
  if (comma + 1 >= limit || Word(comma) != "," || !StartsPhrase(comma + 1)) {
    return {};
  }
  const std::size_t begin = comma + 1;
  std::size_t end = begin;
  while (end < limit && end < begin + 12 && !At(end).punct && grammar_[end] != Grammar::kAuxiliary && !IsVerb(end) &&
         grammar_[end] != Grammar::kSubordinate) {
    ++end;
    if (grammar_[begin] == Grammar::kPronoun) {
      break;
    }
  }
  const bool verb = end < limit && end > begin && (grammar_[end] == Grammar::kAuxiliary || IsVerb(end));
  return verb ? Stretch{begin, end} : Stretch{};
}

// Words at which a noun phrase, walked from its end to its start, is over.
bool Reading::StopsPhrase(std::size_t token, std::size_t end) const {
  if (NameAt(token) != kNone) {
    return false;
  }
  switch (grammar_[token]) {
    case Grammar::kSubordinate:
    case Grammar::kAuxiliary:
    case Grammar::kNegation:
    case Grammar::kVerb:
      return true;
    case Grammar::kConjunction: {
      // "Brask and Norling said": both sides are nouns.
      const bool joins = Word(token) == "and" && token > 0 && token + 1 < end && At(token - 1).word &&
                         At(token + 1).capitalised == At(token - 1).capitalised &&
                         grammar_[token + 1] != Grammar::kPronoun;
      return !joins;
    }
    default:
      break;
  }
  if (!At(token).punct) {
    return IsVerb(token);
  }
  const std::string_view word = Word(token);
  const bool inner = word == "." || word == "-" || word == "$" || word == "%" || word == "&" || word == "/" ||
                     word == "#" || word == "@" || At(token).quote;
  return !inner || QuotationAt(token) != kNone;
}

std::size_t Reading::PhraseStart(std::size_t end, std::size_t limit) const {
  std::size_t begin = end;
  while (begin > limit && end - begin < kLongestPhrase) {
    const std::size_t bracket = OverBrackets(begin, limit);
    if (bracket < begin) {
      begin = bracket;
      continue;
    }
    if (StopsPhrase(begin - 1, end)) {
      break;
    }
    --begin;
    // "told Vard Radio the issue": a small word after a noun begins a phrase of its own.
    if (grammar_[begin] == Grammar::kDeterminer && begin > limit && At(begin - 1).word &&
        grammar_[begin - 1] == Grammar::kOther && Word(begin - 1) != "all" && Word(begin - 1) != "'s") {
      break;
    }
  }
  return begin;
}

// Adverbs and phrases of time and place that stand before the noun phrase go.
Stretch Reading::TrimPhrase(std::size_t begin, std::size_t end) const {
  while (end > begin && At(end - 1).quote) {
    --end;
  }
  while (begin < end && (grammar_[begin] == Grammar::kAdverb || grammar_[begin] == Grammar::kConjunction ||
                         (At(begin).quote && begin + 1 < end) ||
                         (At(begin).punct && !At(begin).quote && Word(begin) != "@" && Word(begin) != "$"))) {
    ++begin;
  }
  while (begin < end && (grammar_[begin] == Grammar::kPreposition || grammar_[begin] == Grammar::kTime)) {
    std::size_t next = begin + 1;
    while (next < end) {
      const Grammar before = grammar_[next - 1];
      const bool fresh = before != Grammar::kPreposition && before != Grammar::kDeterminer &&
                         !(NameAt(next) != kNone && NameAt(next) == NameAt(next - 1));
      const bool starts = grammar_[next] == Grammar::kDeterminer || grammar_[next] == Grammar::kPronoun ||
                          (NameAt(next) != kNone && NameAt(next) != NameAt(next - 1));
      if (fresh && starts) {
        break;
      }
      ++next;
    }
    if (next == end) {
      next = end - 1;
    }
    if (next == begin) {
      break;
    }
    begin = next;
  }
  return {begin, end};
}

Stretch Reading::PhraseBefore(std::size_t end, std::size_t limit) const {
  if (end <= limit) {
    return {};
  }
  if (grammar_[end - 1] == Grammar::kPronoun) {
    return {end - 1, end};
  }
  if (Word(end - 1) != ",") {
    const Stretch phrase = TrimPhrase(PhraseStart(end, limit), end);
    return phrase;
  }
  // "Norling, the harbour master of Vard, said": the phrase stands before the apposition.
  std::size_t comma = end - 1;
  for (int depth = 0; depth < 3; ++depth) {
    const std::size_t inner_end = comma;
    std::size_t before = inner_end;
    while (before > limit && Word(before - 1) != "," && QuotationAt(before - 1) == kNone) {
      --before;
    }
    if (before <= limit || Word(before - 1) != "," || before == inner_end) {
      return {};
    }
    comma = before - 1;
    const Stretch head = TrimPhrase(PhraseStart(comma, limit), comma);
    // An apposition after a name: the name is further out.
    const std::size_t out = head.empty() ? 0 : head.first;
    if (out > limit + 1 && Word(out - 1) == "," && NameAt(OverBrackets(out - 1, limit) - 1) != kNone &&
        (grammar_[out] == Grammar::kDeterminer || NameAt(out) == kNone)) {
      continue;
    }
    if (!head.empty() && StartsPhrase(head.first) && !At(head.first).number) {
      return {head.first, end};
    }
  }
  return {};
}

Stretch Reading::PhraseFrom(std::size_t begin, std::size_t limit) const {
  std::size_t at = begin;
  while (at < limit && at - begin < kLongestPhrase) {
    const Grammar grammar = grammar_[at];
    const std::string_view word = Word(at);
    if (NameAt(at) != kNone) {
      ++at;
      continue;
    }
    if (at > begin && (grammar == Grammar::kPronoun || grammar == Grammar::kAuxiliary || grammar == Grammar::kTime ||
                       grammar == Grammar::kNegation || (grammar == Grammar::kSubordinate && word != "who"))) {
      break;
    }
    if (At(at).punct) {
      const bool inner = word == "." || word == "-" || word == "&" || word == "/" || word == "$";
      if (!inner || (word == "." && at + 1 >= limit)) {
        break;
      }
    }
    ++at;
  }
  // A preposition or small word at the end leads to what is no part of the phrase.
  while (at > begin + 1 && (grammar_[at - 1] == Grammar::kPreposition || grammar_[at - 1] == Grammar::kConjunction ||
                            grammar_[at - 1] == Grammar::kAdverb)) {
    --at;
  }
  return {begin, at};
}

news::Span Reading::SpanOf(const Stretch& stretch) const {
  return prepared_->SpanOf(At(stretch.first).begin, At(stretch.last - 1).end);
}

std::string_view Reading::TextOf(const Stretch& stretch) const {
  const std::size_t begin = At(stretch.first).begin;
  return prepared_->text.substr(begin, At(stretch.last - 1).end - begin);
}

}  // namespace headwater::annotate
