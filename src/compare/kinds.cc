// Tells figures, names and quotations apart in what changed, and finds notes of corrections.
#include "compare/kinds.h"

#include <algorithm>
#include <map>

#include "tables/tables.h"
#include "text/words.h"

namespace headwater::compare {
namespace {

using news::ChangeKind;

constexpr std::size_t kQuotationWords = 3;  // fewer are a title, or scare quotes
constexpr std::size_t kSentenceWords = 3;   // fewer are a scrap

std::string Folded(std::string_view text) {
  std::string folded;
  for (const text::Word& word : text::Words(text)) {
    folded += folded.empty() ? "" : " ";
    folded += text::Fold(text.substr(word.begin, word.end - word.begin));
  }
  return folded;
}

bool HasDigit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// The word is written with a capital, as far as case folding can tell.
bool IsCapital(std::string_view word) {
  std::size_t end = 1;
  while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) {
    ++end;
  }
  const std::string_view first = word.substr(0, end);
  return text::FoldCase(first) != first;
}

std::unordered_set<Key> NamesOf(const news::Article& article) {
  std::unordered_set<Key> names;
  if (article.annotations) {
    for (const news::Name& name : article.annotations->names) {
      for (const Sentence& sentence : ReadProse(name.text).sentences) {
        for (const Token& token : sentence.tokens) {
          names.insert(token.key);
        }
      }
    }
  }
  return names;
}

std::string Joined(const std::vector<std::string>& list) {
  std::string joined;
  for (const std::string& each : list) {
    joined += joined.empty() ? "" : ", ";
    joined += each;
  }
  return joined;
}

std::set<std::string> FoldedSet(const std::vector<std::string>& list) {
  std::set<std::string> folded;
  for (const std::string& each : list) {
    folded.insert(Folded(each));
  }
  return folded;
}

// A time of day that one states and the other leaves out is no other date.
bool SameTime(const Moment& one, const Moment& other) {
  if (!one.has_time || !other.has_time) {
    return DayOf(one) == DayOf(other);
  }
  const auto apart = one.at > other.at ? one.at - other.at : other.at - one.at;
  return apart < std::chrono::minutes(1);
}

// What the note says but for its figures: many are stamped with the time of each update.
std::string NoteKey(std::string_view note) {
  std::string key = Folded(note);
  std::erase_if(key, [](char c) { return c >= '0' && c <= '9'; });
  return key;
}

std::map<std::string, std::string> NotesOf(const news::Article& article) {
  std::map<std::string, std::string> notes;
  for (const news::Mark& mark : article.marks) {
    if (mark.kind == news::MarkKind::kCorrection) {
      notes.emplace(NoteKey(mark.text), mark.text);
    }
  }
  std::string_view text = article.text;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    const std::string_view paragraph = text.substr(0, end);
    if (IsCorrectionNote(paragraph)) {
      notes.emplace(NoteKey(paragraph), paragraph);
    }
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return notes;
}

std::uint32_t WordsIn(const Sentence& sentence, std::uint32_t from, std::uint32_t to) {
  return static_cast<std::uint32_t>(std::count_if(sentence.tokens.begin() + from, sentence.tokens.begin() + to,
                                                  [](const Token& token) { return token.word; }));
}

bool AnyQuoted(const Sentence& sentence, std::uint32_t from, std::uint32_t to) {
  return std::any_of(sentence.tokens.begin() + from, sentence.tokens.begin() + to,
                     [](const Token& token) { return token.word && token.quoted; });
}

}  // namespace

bool IsCorrectionNote(std::string_view line) {
  struct Cue {
    std::string words;
    bool colon = false;
  };
  static const std::vector<Cue> kCues = [] {
    std::vector<Cue> cues;
    for (const tables::Row& row : tables::Table("furniture")) {
      if (row[0] == "correction" && row[1] == "starts") {
        cues.push_back({Folded(row[3]), row[3].ends_with(':')});
      }
    }
    return cues;
  }();
  constexpr std::size_t kHead = 160;
  const std::string_view head = line.substr(0, kHead);
  const std::string folded = Folded(head);
  return std::ranges::any_of(kCues, [&](const Cue& cue) {
    const bool begins =
        folded.starts_with(cue.words) && (folded.size() == cue.words.size() || folded[cue.words.size()] == ' ' ||
                                          static_cast<unsigned char>(cue.words.back()) >= 0xE3);
    return begins &&
           (!cue.colon || head.substr(0, cue.words.size() + 24).find_first_of(":") != std::string_view::npos ||
            head.find("：") != std::string_view::npos);
  });
}

Kinds::Kinds(const news::Article& before, const news::Article& after)
    : before_(before),
      after_(after),
      annotated_(before.annotations.has_value() && after.annotations.has_value()),
      names_before_(NamesOf(before)),
      names_after_(NamesOf(after)) {
  CompareFields();
  CompareNotes();
}

void Kinds::CompareFields() {
  if (before_.published && after_.published && !SameTime(*before_.published, *after_.published)) {
    Note(ChangeKind::kDate);
    fields_.push_back({ChangeKind::kDate, FormatMoment(*before_.published), FormatMoment(*after_.published)});
  }
  if (FoldedSet(before_.authors) != FoldedSet(after_.authors)) {
    Note(ChangeKind::kByline);
    fields_.push_back({ChangeKind::kByline, Joined(before_.authors), Joined(after_.authors)});
  }
  if (Folded(before_.credit) != Folded(after_.credit)) {
    if (!before_.credit.empty()) {
      Note(ChangeKind::kCreditRemoved);
    }
    if (!after_.credit.empty()) {
      Note(ChangeKind::kCreditAdded);
    }
    fields_.push_back(
        {after_.credit.empty() ? ChangeKind::kCreditRemoved : ChangeKind::kCreditAdded, before_.credit, after_.credit});
  }
}

void Kinds::CompareNotes() {
  const auto earlier = NotesOf(before_);
  const auto later = NotesOf(after_);
  for (const auto& [key, note] : later) {
    if (!earlier.contains(key)) {
      Note(ChangeKind::kCorrectionAdded);
      fields_.push_back({ChangeKind::kCorrectionAdded, {}, note});
    }
  }
  for (const auto& [key, note] : earlier) {
    if (!later.contains(key)) {
      Note(ChangeKind::kCorrectionRemoved);
      fields_.push_back({ChangeKind::kCorrectionRemoved, note, {}});
    }
  }
}

void Kinds::Moved(const Prose& before, const Prose& after, const std::vector<Step>& steps) {
  std::unordered_map<Key, int> removed;
  for (const Step& step : steps) {
    if (step.after == kNone) {
      ++removed[before.sentences[step.before].key];
    }
  }
  for (const Step& step : steps) {
    if (step.before == kNone) {
      const Key key = after.sentences[step.after].key;
      if (const auto found = removed.find(key); found != removed.end() && found->second > 0) {
        --found->second;
        moved_[key] += 2;
      }
    }
  }
}

void Kinds::OneSided(const Prose& prose, const Sentence& sentence, bool added) {
  const auto size = static_cast<std::uint32_t>(sentence.tokens.size());
  const std::uint32_t words = WordsIn(sentence, 0, size);
  (added ? words_added_ : words_removed_) += words;
  if (const auto moved = moved_.find(sentence.key); moved != moved_.end() && moved->second > 0) {
    --moved->second;
    Note(ChangeKind::kOrder);
    return;
  }
  // Noted as what it is already.
  if (IsCorrectionNote(prose.text.substr(sentence.begin, sentence.end - sentence.begin))) {
    return;
  }
  const auto quoted =
      std::ranges::count_if(sentence.tokens, [](const Token& token) { return token.word && token.quoted; });
  if (static_cast<std::size_t>(quoted) >= kQuotationWords) {
    Note(ChangeKind::kQuotations);
  }
  if (words >= kSentenceWords) {
    Note(added ? ChangeKind::kTextAdded : ChangeKind::kTextRemoved);
  } else {
    Note(ChangeKind::kWording);
  }
}

bool Kinds::IsNumber(const Prose& prose, const Sentence& /*sentence*/, const Token& token, bool /*later*/) const {
  return token.word && HasDigit(prose.WordsOf(token));
}

bool Kinds::IsName(const Prose& prose, const Sentence& sentence, const Token& token, bool later) const {
  if (!token.word) {
    return false;
  }
  if (annotated_) {
    return (later ? names_after_ : names_before_).contains(token.key);
  }
  return &token != &sentence.tokens.front() && IsCapital(prose.WordsOf(token));
}

bool Kinds::Exchanged(const Prose& before, const Prose& after, const Step& step, const std::vector<TokenRun>& runs,
                      bool (Kinds::*wanted)(const Prose&, const Sentence&, const Token&, bool) const) const {
  const Sentence& earlier = before.sentences[step.before];
  const Sentence& later = after.sentences[step.after];
  const auto has = [](const Sentence& sentence, Key key) {
    return std::ranges::find(sentence.tokens, key, &Token::key) != sentence.tokens.end();
  };
  bool gone = false;
  bool come = false;
  for (const TokenRun& run : runs) {
    for (std::uint32_t i = run.before; !run.same && i < run.before_end; ++i) {
      const Token& token = earlier.tokens[i];
      gone = gone || ((this->*wanted)(before, earlier, token, false) && !has(later, token.key));
    }
    for (std::uint32_t j = run.after; !run.same && j < run.after_end; ++j) {
      const Token& token = later.tokens[j];
      come = come || ((this->*wanted)(after, later, token, true) && !has(earlier, token.key));
    }
  }
  return gone && come;
}

void Kinds::Changed(const Prose& before, const Prose& after, const Step& step, const std::vector<TokenRun>& runs) {
  if (step.before == kNone || step.after == kNone) {
    const bool added = step.before == kNone;
    OneSided(added ? after : before, added ? after.sentences[step.after] : before.sentences[step.before], added);
    return;
  }
  const Sentence& earlier = before.sentences[step.before];
  const Sentence& later = after.sentences[step.after];
  bool quoted = false;
  for (const TokenRun& run : runs) {
    if (!run.same) {
      words_removed_ += WordsIn(earlier, run.before, run.before_end);
      words_added_ += WordsIn(later, run.after, run.after_end);
      quoted = quoted || AnyQuoted(earlier, run.before, run.before_end) || AnyQuoted(later, run.after, run.after_end);
    }
  }
  const bool numbers = Exchanged(before, after, step, runs, &Kinds::IsNumber);
  const bool names = Exchanged(before, after, step, runs, &Kinds::IsName);
  if (numbers) {
    Note(ChangeKind::kNumbers);
  }
  if (names) {
    Note(ChangeKind::kNames);
  }
  if (quoted) {
    Note(ChangeKind::kQuotations);
  }
  const std::string_view note = after.text.substr(later.begin, later.end - later.begin);
  if (!numbers && !names && !quoted && !IsCorrectionNote(note)) {
    Note(ChangeKind::kWording);
  }
}

}  // namespace headwater::compare
