// Looking at the few words in which two aligned passages differ.
#include "match/altered.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>

#include "match/deeds.h"
#include "match/edits.h"
#include "match/numbers.h"
#include "match/same_name.h"
#include "match/sayings.h"
#include "match/words.h"
#include "text/shingles.h"
#include "text/stems.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::match {
namespace {

constexpr std::uint32_t kLongestEdit = 8;  // words; more is another sentence
constexpr std::uint32_t kAround = 6;       // words to either side of an edit that must be
constexpr std::uint32_t kLeastAround = 7;  // so many of them the same
constexpr std::uint32_t kNearName = 5;     // words between an office and its bearer
constexpr std::uint32_t kLeastProse = 8;   // words of a paragraph
constexpr std::size_t kMostAltered = 100;
constexpr std::size_t kMostBlocks = 400;
constexpr int kMostNames = 200;  // substitutions of names that are looked into

class Comparison {
 public:
  Comparison(const Print& one, const Print& other)
      : one_(one), other_(other), one_index_(one.text), other_index_(other.text) {}

  std::vector<news::Altered> Find(std::span<const Block> blocks) {
    one_numbers_ = FindNumbers(one_);
    other_numbers_ = FindNumbers(other_);
    for (const Block& block : blocks.subspan(0, std::min(blocks.size(), kMostBlocks))) {
      if (!IsPassage(block)) {
        continue;
      }
      pairs_ = Follow(one_, other_, Widened(block));
      for (const Edit& edit : EditsOf(pairs_)) {
        Judge(edit);
      }
      AddSayings(one_, other_, pairs_, altered_);
    }
    std::ranges::stable_sort(altered_, {}, &news::Altered::span);
    const auto [from, to] = std::ranges::unique(altered_, [](const news::Altered& x, const news::Altered& y) {
      return x.what == y.what && x.span.begin < y.span.end && y.span.begin < x.span.end;
    });
    altered_.erase(from, to);
    altered_.resize(std::min(altered_.size(), kMostAltered));
    return std::move(altered_);
  }

 private:
  // With the words before and behind it that are too few for a run of their own.
  Block Widened(Block block) const {
    const std::uint32_t before = std::min({kAround, std::max(block.a, block.b)});
    block.a -= std::min(before, block.a);
    block.b -= std::min(before, block.b);
    block.a_end = std::min(block.a_end + kAround, static_cast<std::uint32_t>(one_.words.size()));
    block.b_end = std::min(block.b_end + kAround, static_cast<std::uint32_t>(other_.words.size()));
    return block;
  }

  void Judge(const Edit& edit) {
    const bool is_short = edit.a_end - edit.a <= kLongestEdit && edit.b_end - edit.b <= kLongestEdit;
    if (!is_short || !IsInProse(one_, edit.a, edit.a_end) || !IsInProse(other_, edit.b, edit.b_end) ||
        !IsAnchored(edit)) {
      return;
    }
    if (FindActor(edit) || FindNumber(edit) || FindDate(edit)) {
      return;
    }
    if (!FindName(edit)) {
      FindRole(edit);
      FindNegation(edit);
    }
  }

  // Within one paragraph, and that of running words: no line of a page's date, counters or credits.
  static bool IsInProse(const Print& print, std::uint32_t begin, std::uint32_t end) {
    const auto next = std::ranges::upper_bound(print.paragraphs, begin, {}, &Paragraph::begin);
    if (next == print.paragraphs.begin()) {
      return false;
    }
    const Paragraph& paragraph = *std::prev(next);
    std::uint32_t running = 0;
    for (std::uint32_t i = paragraph.begin; i < paragraph.end; ++i) {
      running += (print.traits[i] & (text::kCapital | text::kDigits)) == 0 ? 1U : 0U;
    }
    const std::uint32_t size = paragraph.end - paragraph.begin;
    return end <= paragraph.end && size >= kLeastProse && running * 2 > size;
  }

  // Do the words around it say that these are one sentence?
  bool IsAnchored(const Edit& edit) const {
    const auto first = std::ranges::lower_bound(pairs_, edit.a, {}, &WordPair::a) - pairs_.begin();
    std::uint32_t same = 0;
    for (std::ptrdiff_t i = first - 1; i >= 0 && edit.a - pairs_[i].a <= kAround; --i) {
      same += edit.b - pairs_[i].b <= kAround ? 1 : 0;
    }
    const std::uint32_t before = same;
    for (std::size_t i = static_cast<std::size_t>(first); i < pairs_.size() && pairs_[i].a - edit.a_end < kAround;
         ++i) {
      same += pairs_[i].b - edit.b_end < kAround ? 1 : 0;
    }
    return same >= kLeastAround && before > 0 && same > before;
  }

  void Tell(news::AlteredWhat what, const news::Span& span, const news::Span& of) {
    altered_.push_back({what, span, of});
  }

  // An edit's stretch of text; where it has no words, the words to both sides of the place.
  static news::Span Around(const Print& print, std::uint32_t begin, std::uint32_t end) {
    return begin < end ? print.SpanOf(begin, end) : print.SpanOf(begin - 1, begin + 1);
  }

  bool FindNumber(const Edit& edit) {
    auto a = Within(one_numbers_, Around(one_, edit.a, edit.a_end));
    auto b = Within(other_numbers_, Around(other_, edit.b, edit.b_end));
    if (a.empty() || a.size() != b.size()) {
      return false;
    }
    bool found = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (SameNumber(*a[i], *b[i])) {
        continue;
      }
      const bool swapped = std::ranges::any_of(b, [&](const Number* number) { return SameNumber(*a[i], *number); });
      if (!swapped && Comparable(*a[i], *b[i]) && SameSetting(a[i]->span, b[i]->span) &&
          !InDates(a[i]->span, b[i]->span)) {
        Tell(news::AlteredWhat::kNumber, a[i]->span, b[i]->span);
        found = true;
      }
    }
    return found;
  }

  // The word before, or the word behind, is the same in both.
  bool SameSetting(const news::Span& span, const news::Span& of) const {
    const auto [a, a_end] = one_.WordsOf(span);
    const auto [b, b_end] = other_.WordsOf(of);
    const bool before = a > 0 && b > 0 && one_.words[a - 1] == other_.words[b - 1];
    const bool behind =
        a_end < one_.words.size() && b_end < other_.words.size() && one_.words[a_end] == other_.words[b_end];
    return before || behind;
  }

  // A number of a date is judged by the date.
  bool InDates(const news::Span& span, const news::Span& of) const {
    const auto a = Within(one_.facts.times, span);
    const auto b = Within(other_.facts.times, of);
    return !a.empty() && !b.empty() && a[0]->value == b[0]->value;
  }

  bool FindDate(const Edit& edit) {
    const auto a = Within(one_.facts.times, Around(one_, edit.a, edit.a_end));
    const auto b = Within(other_.facts.times, Around(other_, edit.b, edit.b_end));
    if (a.size() != 1 || b.size() != 1 || a[0]->value.size() != b[0]->value.size() || a[0]->value == b[0]->value) {
      return false;
    }
    const bool whole = a[0]->value.size() >= 4 && a[0]->value.find('X') == std::string::npos &&
                       b[0]->value.find('X') == std::string::npos && a[0]->value[0] >= '0' && a[0]->value[0] <= '9' &&
                       b[0]->value[0] >= '0' && b[0]->value[0] <= '9';
    if (!whole || IsRelative(one_, a[0]->span) || IsRelative(other_, b[0]->span) ||
        !Touches(edit, a[0]->span, b[0]->span)) {
      return false;
    }
    Tell(news::AlteredWhat::kNumber, a[0]->span, b[0]->span);
    return true;
  }

  bool Touches(const Edit& edit, const news::Span& span, const news::Span& of) const {
    const auto [a, a_end] = one_.WordsOf(span);
    const auto [b, b_end] = other_.WordsOf(of);
    return edit.a < edit.a_end && edit.b < edit.b_end && a < edit.a_end && a_end > edit.a && b < edit.b_end &&
           b_end > edit.b;
  }

  static bool IsRelative(const Print& print, const news::Span& span) {
    const auto [begin, end] = print.WordsOf(span);
    for (std::uint32_t i = begin; i < end; ++i) {
      if (IsWord(WordKind::kRelative, print.language, print.words[i])) {
        return true;
      }
    }
    return false;
  }

  std::string TextOf(const Print& print, const news::Span& span) const {
    return std::string((&print == &one_ ? one_index_ : other_index_).Slice(span.begin, span.end));
  }

  // One name in the place of another, with next to nothing beside it.
  bool FindName(const Edit& edit) {
    if (edit.a == edit.a_end || edit.b == edit.b_end || names_judged_ >= kMostNames) {
      return false;
    }
    const auto a = Within(one_.facts.names, one_.SpanOf(edit.a, edit.a_end));
    const auto b = Within(other_.facts.names, other_.SpanOf(edit.b, edit.b_end));
    if (a.size() != 1 || b.size() != 1 || a[0]->kind != b[0]->kind || a[0]->kind == news::NameKind::kOther) {
      return false;
    }
    const auto [from, to] = one_.WordsOf(a[0]->span);
    const auto [of_from, of_to] = other_.WordsOf(b[0]->span);
    const bool alone = edit.a >= from && edit.a_end <= to && edit.b >= of_from && edit.b_end <= of_to;
    ++names_judged_;
    const std::string name = TextOf(one_, a[0]->span);
    const std::string other = TextOf(other_, b[0]->span);
    if (!alone || !SameSetting(a[0]->span, b[0]->span) ||
        MayBeOneName(name, other, a[0]->kind == news::NameKind::kPlace)) {
      return false;
    }
    // Where each text has both names, one may well stand for the other.
    if (Mentions(other_, name) && Mentions(one_, other)) {
      return false;
    }
    Tell(news::AlteredWhat::kName, a[0]->span, b[0]->span);
    return true;
  }

  bool Mentions(const Print& print, std::string_view name) const {
    return std::ranges::any_of(print.facts.names, [&](const NameFact& fact) {
      return MayBeOneName(TextOf(print, fact.span), name, fact.kind == news::NameKind::kPlace);
    });
  }

  // The words of an office changed beside a name that did not.
  void FindRole(const Edit& edit) {
    std::vector<RoleWord> a = RolesOf(one_, edit.a, edit.a_end);
    std::vector<RoleWord> b = RolesOf(other_, edit.b, edit.b_end);
    const std::uint32_t most = std::max(edit.a_end - edit.a, edit.b_end - edit.b);
    if ((a.empty() && b.empty()) || most > 3 || !BesideSameName(edit)) {
      return;
    }
    const bool rank_alone = std::ranges::all_of(a, IsRank) && std::ranges::all_of(b, IsRank) && a.size() != b.size() &&
                            edit.a_end - edit.a == a.size() && edit.b_end - edit.b == b.size() && RoleBehind(edit);
    const bool other_office = a.size() == 1 && b.size() == 1 && a[0].kind == b[0].kind && a[0].row != b[0].row;
    if (rank_alone || other_office) {
      Tell(news::AlteredWhat::kRole, Around(one_, edit.a, edit.a_end), Around(other_, edit.b, edit.b_end));
    }
  }

  static bool IsRank(const RoleWord& word) { return word.kind == RoleKind::kRank; }

  bool RoleBehind(const Edit& edit) const {
    for (std::uint32_t i = edit.a_end; i < one_.words.size() && i < edit.a_end + 3; ++i) {
      if (const auto role = RoleOf(one_.words[i]); role && role->kind == RoleKind::kOffice) {
        return true;
      }
    }
    return false;
  }

  static std::vector<RoleWord> RolesOf(const Print& print, std::uint32_t begin, std::uint32_t end) {
    std::vector<RoleWord> roles;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (const auto role = RoleOf(print.words[i])) {
        roles.push_back(*role);
      }
    }
    return roles;
  }

  bool BesideSameName(const Edit& edit) const {
    return std::ranges::any_of(one_.facts.names, [&](const NameFact& name) {
      if (name.kind != news::NameKind::kPerson) {
        return false;
      }
      const auto [begin, end] = one_.WordsOf(name.span);
      const bool near = begin < end && ((begin >= edit.a_end && begin - edit.a_end <= kNearName) ||
                                        (end <= edit.a && edit.a - end <= kNearName));
      return near && std::ranges::binary_search(pairs_, end - 1, {}, &WordPair::a);
    });
  }

  // A negation on one side alone, and beside it nothing but the same words in another form.
  void FindNegation(const Edit& edit) {
    if (!Knows(WordKind::kNegation, one_.language)) {
      return;
    }
    const int a = Negations(one_, edit.a, edit.a_end);
    const int b = Negations(other_, edit.b, edit.b_end);
    if (a < 0 || b < 0 || (a > 0) == (b > 0) ||
        Matter(one_, edit.a, edit.a_end) != Matter(other_, edit.b, edit.b_end)) {
      return;
    }
    Tell(news::AlteredWhat::kNegation, Around(one_, edit.a, edit.a_end), Around(other_, edit.b, edit.b_end));
  }

  // How many there are; below zero where one of them turns nothing round.
  static int Negations(const Print& print, std::uint32_t begin, std::uint32_t end) {
    int count = 0;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (IsWord(WordKind::kNegation, print.language, print.words[i])) {
        ++count;
        if (i + 1 < print.words.size() && IsWord(WordKind::kVoid, print.language, print.words[i + 1])) {
          return -1;
        }
      }
    }
    return count;
  }

  // Stems of what is neither a negation nor a helper.
  std::vector<std::string> Matter(const Print& print, std::uint32_t begin, std::uint32_t end) const {
    std::vector<std::string> stems;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (!IsWord(WordKind::kNegation, print.language, print.words[i]) &&
          !IsWord(WordKind::kAuxiliary, print.language, print.words[i])) {
        stems.push_back(text::Stem(text::FoldCase(TextOf(print, print.SpanOf(i, i + 1))), print.language));
      }
    }
    return stems;
  }

  bool FindActor(const Edit& edit) {
    if (!Knows(WordKind::kPassive, one_.language)) {
      return false;
    }
    for (const Deed& deed : DeedsAround(one_, one_index_, edit.a, edit.a_end)) {
      for (const Deed& of : DeedsAround(other_, other_index_, edit.b, edit.b_end)) {
        if (!SharesWord(deed, of)) {
          continue;
        }
        const bool straight = SameName(deed.who, of.who) && SameName(deed.whom, of.whom);
        const bool crossed = SameName(deed.who, of.whom) && SameName(deed.whom, of.who);
        if (straight == crossed || (crossed ? deed.passive != of.passive : deed.passive == of.passive)) {
          continue;
        }
        Tell(news::AlteredWhat::kActor, {deed.who->span.begin, deed.whom->span.end},
             {of.who->span.begin, of.whom->span.end});
        return true;
      }
    }
    return false;
  }

  bool SameName(const NameFact* one, const NameFact* other) const {
    return MayBeOneName(TextOf(one_, one->span), TextOf(other_, other->span), false);
  }

  const Print& one_;
  const Print& other_;
  text::CodePointIndex one_index_;
  text::CodePointIndex other_index_;
  std::vector<Number> one_numbers_;
  std::vector<Number> other_numbers_;
  std::vector<WordPair> pairs_;
  std::vector<news::Altered> altered_;
  int names_judged_ = 0;
};

}  // namespace

std::vector<news::Altered> FindAltered(const Print& one, const Print& other, std::span<const Block> blocks) {
  if (one.language != other.language) {
    return {};
  }
  return Comparison(one, other).Find(blocks);
}

}  // namespace headwater::match
