// Comparing who is given the same words.
#include "match/sayings.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>

#include "match/same_name.h"
#include "text/shingles.h"
#include "text/utf8.h"

namespace headwater::match {
namespace {

constexpr std::uint32_t kLeastWords = 6;    // of what is said, the same
constexpr double kLeastPart = 0.8;          // of what is said
constexpr std::uint32_t kNear = 40;         // words around it without a word of the one who said it
constexpr std::uint32_t kMostSpeaker = 12;  // words of a speaker; more is no name with its office
constexpr std::uint8_t kShortWord = 3;      // letters of words that any name may have

// A stretch of the source's words, and where it stands in the copy.
struct Stretch {
  std::uint32_t of = 0;
  std::uint32_t of_end = 0;
  std::uint32_t in = 0;
  std::uint32_t in_end = 0;
  std::uint32_t same = 0;
};

Stretch Mirror(const Print& source, const news::Span& content, std::span<const WordPair> pairs) {
  Stretch stretch;
  std::tie(stretch.of, stretch.of_end) = source.WordsOf(content);
  auto pair = std::ranges::lower_bound(pairs, stretch.of, {}, &WordPair::b);
  for (; pair != pairs.end() && pair->b < stretch.of_end; ++pair) {
    stretch.in = stretch.same == 0 ? pair->a : stretch.in;
    stretch.in_end = pair->a + 1;
    ++stretch.same;
  }
  return stretch;
}

bool IsWhole(const Stretch& stretch) {
  const std::uint32_t size = std::max(stretch.of_end - stretch.of, stretch.in_end - stretch.in);
  return stretch.same >= kLeastWords && stretch.same >= kLeastPart * size;
}

// A speaker who is called by a name.
bool IsNamed(const Print& print, const Saying& saying) {
  const auto [begin, end] = print.WordsOf(saying.speaker);
  const bool says_name = std::ranges::any_of(print.facts.names, [&](const NameFact& name) {
    return name.span.begin >= saying.speaker.begin && name.span.end <= saying.speaker.end &&
           (name.kind == news::NameKind::kPerson || name.kind == news::NameKind::kOrganisation);
  });
  return saying.named && begin < end && end - begin <= kMostSpeaker && says_name;
}

// Does the copy say the name, or a word of it, near these words? `at`, `at_end`: words of `print`.
bool SaysNear(const Print& print, std::uint32_t at, std::uint32_t at_end, std::string_view name) {
  const std::uint32_t from = at > kNear ? at - kNear : 0;
  const std::uint32_t to = std::min<std::uint32_t>(at_end + kNear, static_cast<std::uint32_t>(print.words.size()));
  for (const text::HashedWord& word : text::HashWords(name, kMostSpeaker)) {
    const auto end = print.words.begin() + to;
    if (word.end - word.begin > kShortWord && std::find(print.words.begin() + from, end, word.hash) != end) {
      return true;
    }
  }
  return false;
}

// Is there a name in the text that has words of both? Then they may be one person's.
bool JoinsBoth(const Print& print, std::string_view one, std::string_view other) {
  const text::CodePointIndex index(print.text);
  return std::ranges::any_of(print.facts.names, [&](const NameFact& name) {
    const std::string_view whole = index.Slice(name.span.begin, name.span.end);
    return whole.find(one) != std::string_view::npos && whole.find(other) != std::string_view::npos;
  });
}

bool Overlaps(const news::Span& one, const news::Span& other) { return one.begin < other.end && other.begin < one.end; }

const Saying* SayingAt(const Print& print, const news::Span& span) {
  for (const Saying& saying : print.facts.sayings) {
    if (std::ranges::any_of(saying.content, [&](const news::Span& content) { return Overlaps(content, span); })) {
      return &saying;
    }
  }
  return nullptr;
}

// Do the words stand as a sentence of their own, in nobody's quotation marks?
bool StandsAlone(const Print& print, const Stretch& at) {
  const bool begins = (print.traits[at.in] & text::kSentenceStart) != 0;
  const bool ends = at.in_end == print.words.size() || (print.traits[at.in_end] & text::kSentenceStart) != 0;
  return begins && ends && (print.traits[at.in] & text::kQuoted) == 0;
}

// Where the copy gives the words to another; an empty span where it gives them to whom the source does, or is not
// clear.
news::Span AnotherSpeaker(const Print& copy, const Print& source, const Stretch& at, const Saying& saying,
                          const Saying& theirs) {
  const news::Span& content = theirs.content.front();
  const auto [begin, end] = copy.WordsOf(content);
  const bool same_words = begin + 2 >= at.in && at.in + 2 >= begin && end + 2 >= at.in_end && at.in_end + 2 >= end;
  if (!same_words || !IsNamed(copy, theirs) || MayBeOneName(saying.name, theirs.name) ||
      SaysNear(source, at.of, at.of_end, theirs.name) || JoinsBoth(copy, saying.name, theirs.name) ||
      JoinsBoth(source, saying.name, theirs.name)) {
    return {};
  }
  return theirs.speaker;
}

}  // namespace

void AddSayings(const Print& copy, const Print& source, std::span<const WordPair> pairs,
                std::vector<news::Altered>& altered) {
  if (!copy.facts.known || !source.facts.known || pairs.empty()) {
    return;
  }
  for (const Saying& saying : source.facts.sayings) {
    const Stretch at = Mirror(source, saying.content.front(), pairs);
    if (!IsWhole(at) || !IsNamed(source, saying) || SaysNear(copy, at.in, at.in_end, saying.name)) {
      continue;
    }
    const news::Span words = copy.SpanOf(at.in, at.in_end);
    if (const Saying* theirs = SayingAt(copy, words)) {
      const news::Span speaker = AnotherSpeaker(copy, source, at, saying, *theirs);
      if (speaker.begin < speaker.end) {
        altered.push_back({news::AlteredWhat::kAttribution, speaker, saying.speaker});
      }
    } else if (saying.content.size() == 1 && StandsAlone(copy, at)) {
      altered.push_back({news::AlteredWhat::kAttribution, words, saying.speaker});
    }
  }
}

}  // namespace headwater::match
