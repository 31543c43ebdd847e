// Clues are read in passes over the tokens, then mixed into hashes for the words that may be names.
#include "annotate/name_features.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "annotate/gazetteer.h"
#include "annotate/lexicon.h"
#include "base/hash.h"
#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kWidestGap = 2;  // small words and marks between capitalised ones
constexpr std::size_t kLongestPhrase = 5;
constexpr std::size_t kSeenAround = 4;  // words on either side of a capitalised one that features look at

enum Known : std::uint32_t {
  kKnownPlace = 1U << 0U,
  kKnownOrganisation = 1U << 1U,
  kGazetteerLarge = 1U << 2U,
  kKnownSource = 1U << 3U,
  kKnownFirst = 1U << 4U,
  kListedPlace = 1U << 5U,
  kListedOrganisation = 1U << 6U,
  kGazetteerSmall = 1U << 7U,
  kGazetteerCommon = 1U << 8U,
};

enum Seen : std::uint8_t { kSeenCapital = 1, kSeenSmall = 2 };

// The bytes of the last (or first) `count` code points.
std::string_view Tail(std::string_view word, std::size_t count) {
  std::size_t at = word.size();
  while (at > 0 && count > 0) {
    --at;
    count -= (static_cast<unsigned char>(word[at]) & 0xC0U) != 0x80U ? 1U : 0U;
  }
  return word.substr(at);
}

std::string_view Head(std::string_view word, std::size_t count) {
  std::size_t at = 0;
  while (at < word.size() && count > 0) {
    ++at;
    while (at < word.size() && (static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80U) {
      ++at;
    }
    --count;
  }
  return word.substr(0, at);
}

// Letters by class, runs of a class as one: "Jean-Claude" is Xx-Xx, "1990s" 0x.
std::uint64_t ShapeOf(std::string_view word, bool capitalised, bool upper) {
  std::string shape;
  for (std::size_t at = 0; at < word.size() && shape.size() < 8; ++at) {
    const auto byte = static_cast<unsigned char>(word[at]);
    char kind = 0;
    if (byte >= 0x80) {
      if ((byte & 0xC0U) == 0x80U) {
        continue;
      }
      kind = at == 0 ? (capitalised ? 'X' : 'x') : (upper ? 'X' : 'x');
    } else if (byte >= 'A' && byte <= 'Z') {
      kind = 'X';
    } else if (byte >= 'a' && byte <= 'z') {
      kind = 'x';
    } else if (byte >= '0' && byte <= '9') {
      kind = '0';
    } else {
      kind = static_cast<char>(byte);
    }
    const std::size_t length = shape.size();
    if (length < 2 || shape[length - 1] != kind || shape[length - 2] != kind) {
      shape.push_back(kind);
    }
  }
  return Hash64(shape);
}

bool HasCapital(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Most words of a headline may have capitals that mean nothing.
bool IsHeadline(const Prepared& prepared, const Sentence& sentence) {
  std::size_t capitals = 0;
  std::size_t words = 0;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    words += prepared.tokens[i].word ? 1U : 0U;
    capitals += prepared.tokens[i].capitalised ? 1U : 0U;
  }
  return words > 3 && capitals * 3 > words * 2;
}

}  // namespace

NameFeatures::NameFeatures(const Prepared& prepared, std::span<const Mention> by_rule)
    : sentences_(prepared.sentences) {
  outside_.lower = outside_.shape = outside_.suffix3 = 1;
  clues_.resize(prepared.tokens.size());
  sentence_of_.resize(prepared.tokens.size());
  ReadWords(prepared);
  ReadRules(by_rule);
  ReadTables(prepared);
  FindStretches(prepared);
}

// Nothing is seen beyond the sentence.
const NameFeatures::Clue& NameFeatures::Near(std::size_t token, std::ptrdiff_t offset) const {
  const Sentence& sentence = sentences_[sentence_of_[token]];
  const std::ptrdiff_t place = static_cast<std::ptrdiff_t>(token) + offset;
  return place < static_cast<std::ptrdiff_t>(sentence.first) || place >= static_cast<std::ptrdiff_t>(sentence.last)
             ? outside_
             : clues_[static_cast<std::size_t>(place)];
}

bool NameFeatures::IsSmallElsewhere(std::size_t token) const {
  const Clue& clue = clues_[token];
  return clue.headline && clue.capital && clue.document == kSeenSmall;
}

// What is seen of a word from near by; of one that may be in a name, all that its letters tell.
void NameFeatures::ReadWord(const Prepared& prepared, std::size_t token) {
  const std::string_view word = prepared.Word(token);
  const Token& read = prepared.tokens[token];
  Clue& clue = clues_[token];
  clue.shape = ShapeOf(word, read.capitalised, read.upper);
  if (!read.word) {
    clue.prefix3 = clue.prefix5 = clue.suffix2 = clue.suffix3 = clue.suffix4 = clue.suffix6 = clue.lower;
    return;
  }
  const std::string lower = Lower(word);
  clue.suffix3 = Hash64(Tail(lower, 3));
  clue.flags = WordFlags(lower, prepared.language);
  clue.prefix3 = Hash64(Head(lower, 3));
  clue.prefix5 = Hash64(Head(lower, 5));
  clue.suffix2 = Hash64(Tail(lower, 2));
  clue.suffix4 = Hash64(Tail(lower, 4));
  clue.suffix6 = Hash64(Tail(lower, 6));
  const std::size_t hyphen = lower.rfind('-');
  clue.tail = hyphen == std::string::npos ? 0 : Hash64(std::string_view(lower).substr(hyphen + 1));
  if (clue.capital) {
    clue.flags |= GivenNameFlags(word, InflectsNames(prepared.language));
  }
}

void NameFeatures::ReadWords(const Prepared& prepared) {
  Seen seen;
  for (std::size_t s = 0; s < prepared.sentences.size(); ++s) {
    const Sentence& sentence = prepared.sentences[s];
    const bool headline = IsHeadline(prepared, sentence);
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      const Token& token = prepared.tokens[i];
      const std::string_view word = prepared.Word(token);
      Clue& clue = clues_[i];
      sentence_of_[i] = static_cast<std::uint32_t>(s);
      clue.headline = headline;
      clue.capital = token.word && (token.capitalised || HasCapital(word));
      clue.lower = clue.capital ? Hash64(Lower(word)) : Hash64(word);
      clue.opens = i == sentence.first ||
                   (prepared.tokens[i - 1].punct && (prepared.tokens[i - 1].quote || prepared.Word(i - 1) == ":"));
      if (clue.capital ? !clue.opens && !headline : token.word) {
        seen[clue.lower] |= clue.capital ? kSeenCapital : kSeenSmall;
      }
    }
  }
  ReadAroundCapitals(prepared, seen);
}

void NameFeatures::ReadAroundCapitals(const Prepared& prepared, const Seen& seen) {
  std::size_t read = 0;  // up to here
  for (std::size_t i = 0; i < clues_.size(); ++i) {
    Clue& clue = clues_[i];
    if (!clue.capital) {
      continue;
    }
    const auto found = seen.find(clue.lower);
    clue.document = found == seen.end() ? std::uint8_t{0} : found->second;
    read = std::max(read, i > kSeenAround ? i - kSeenAround : 0);
    for (const std::size_t end = std::min(i + kSeenAround + 1, clues_.size()); read < end; ++read) {
      ReadWord(prepared, read);
    }
  }
}

void NameFeatures::ReadRules(std::span<const Mention> by_rule) {
  std::unordered_map<std::uint64_t, std::uint8_t> votes;
  for (const Mention& mention : by_rule) {
    const auto kind = static_cast<std::uint8_t>(mention.kind);
    for (std::size_t i = mention.first; i < mention.last; ++i) {
      clues_[i].rule =
          static_cast<std::uint8_t>(1 + kind * 4 + (i == mention.first ? 0 : 1) + (mention.guessed ? 2 : 0));
      if (!mention.guessed) {
        votes[clues_[i].lower] |= static_cast<std::uint8_t>(1U << kind);
      }
    }
  }
  for (Clue& clue : clues_) {
    if (clue.capital) {
      const auto found = votes.find(clue.lower);
      clue.vote = found == votes.end() ? std::uint8_t{0} : found->second;
    }
  }
}

std::uint32_t NameFeatures::KnownAs(std::string_view phrase, std::string_view language, bool may_be_place) {
  const std::string lower = Lower(phrase);
  const PhraseFlags flags = LookUpPhrase(lower, language);
  std::uint32_t known = flags.place ? std::uint32_t{kKnownPlace} : 0U;
  known |= flags.organisation ? std::uint32_t{kKnownOrganisation} : 0U;
  known |= (flags.names & kNamesPlace) != 0 ? std::uint32_t{kListedPlace} : 0U;
  known |= (flags.names & kNamesOrganisation) != 0 ? std::uint32_t{kListedOrganisation} : 0U;
  known |= tables::SourceByBareName(phrase) != nullptr ? std::uint32_t{kKnownSource} : 0U;
  if (may_be_place) {
    double size = 0;
    bool common = false;
    for (const Site& site : SitesNamed(PlaceKey(phrase), language != "en")) {
      size = std::max({size, site.size, site.kind <= SiteKind::kState ? 1000.0 : 0.0});
      common = common || site.common;
    }
    known |= size > 100 ? std::uint32_t{kGazetteerLarge} : (size > 0 ? std::uint32_t{kGazetteerSmall} : 0U);
    known |= common ? std::uint32_t{kGazetteerCommon} : 0U;
  }
  return known;
}

void NameFeatures::ReadTables(const Prepared& prepared) {
  for (const Sentence& sentence : prepared.sentences) {
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      if (clues_[i].capital) {
        MarkLongestKnown(prepared, i, sentence.last);
      }
    }
  }
}

void NameFeatures::MarkLongestKnown(const Prepared& prepared, std::size_t first, std::size_t limit) {
  std::size_t last = first + 1;
  while (last < limit && last < first + kLongestPhrase && clues_[last].capital) {
    ++last;
  }
  const bool genitives = prepared.language == "de";
  const std::size_t begin = prepared.tokens[first].begin;
  const bool place = MayBeginPlace(prepared.Word(first), prepared.language != "en");
  for (; last > first; --last) {
    std::string_view phrase = prepared.text.substr(begin, prepared.tokens[last - 1].end - begin);
    std::uint32_t known = KnownAs(phrase, prepared.language, place);
    if (known == 0 && genitives && phrase.size() > 4 && phrase.back() == 's') {
      phrase.remove_suffix(1);
      known = KnownAs(phrase, prepared.language, place || last == first + 1);
    }
    if (known == 0) {
      continue;
    }
    for (std::size_t k = first; k < last; ++k) {
      clues_[k].known |= known | (k == first ? std::uint32_t{kKnownFirst} : 0U);
    }
    return;
  }
}

void NameFeatures::FindStretches(const Prepared& prepared) {
  for (const Sentence& sentence : prepared.sentences) {
    std::size_t gap = kWidestGap + 1;
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      const Token& token = prepared.tokens[i];
      const bool number = token.number && i + 1 < sentence.last && clues_[i + 1].capital;
      if (!clues_[i].capital && !number) {
        // Only small words and marks stand inside names.
        const bool small = !token.word || (clues_[i].flags & (kFunction | kParticle)) != 0;
        gap = small ? gap + 1 : kWidestGap + 1;
        continue;
      }
      if (gap <= kWidestGap && !stretches_.empty() && stretches_.back().first >= sentence.first) {
        stretches_.back().last = i + 1;
      } else {
        stretches_.push_back({i, i + 1});
      }
      gap = 0;
    }
  }
}

void NameFeatures::AddWord(std::size_t token, learn::Sequence& sequence) const {
  std::uint64_t kind = 0;
  const auto add = [&](std::uint64_t one, std::uint64_t two = 0, std::uint64_t three = 0) {
    sequence.features.push_back(learn::MakeFeature(++kind, one, two, three));
  };
  const Clue& here = Near(token, 0);
  const Clue& before = Near(token, -1);
  const Clue& after = Near(token, 1);
  const Clue& before2 = Near(token, -2);
  const Clue& after2 = Near(token, 2);
  const std::uint64_t habit = (here.opens ? 1U : 0U) | (here.headline ? 2U : 0U) | (here.capital ? 4U : 0U);
  add(0);
  add(here.lower);
  add(before.lower);
  add(after.lower);
  add(before2.lower);
  add(after2.lower);
  add(before.lower, here.lower);
  add(here.lower, after.lower);
  add(here.prefix3);
  add(here.prefix5);
  add(here.suffix2);
  add(here.suffix3);
  add(here.suffix4);
  add(here.suffix6);
  add(here.tail);
  add(before.suffix3);
  add(after.suffix3);
  add(here.shape);
  add(here.shape, here.suffix3);
  add(before.shape, here.shape);
  add(here.shape, after.shape);
  add(before.shape, here.shape, after.shape);
  add(habit, here.shape);
  add(habit, here.document);
  add(habit, here.lower);
  add(habit, here.rule, here.document);
  add(here.vote);
  add(here.vote, here.rule);
  add(here.rule, after.rule);
  add(before.rule, here.rule);
  add(before.rule, here.rule, after.rule);
  add(here.known, before.rule);
  add(here.known, habit);
  add(here.known, here.lower);
  add(before.known);
  add(after.known);
  add(before.known, here.known);
  add(here.known, after.known);
  add(here.known, before.lower);
  add(here.known, here.flags);
  add(here.flags);
  add(before.flags);
  add(after.flags);
  add(here.flags, habit);
  add(before.flags, here.flags);
  add(here.flags, after.flags);
  ++kind;
  for (std::uint64_t bit = 0; bit < 16; ++bit) {
    if ((here.flags >> bit & 1U) != 0) {
      sequence.features.push_back(learn::MakeFeature(kind, bit));
    }
  }
  kind = 0;
  const auto pair = [&](std::uint64_t one, std::uint64_t two = 0) {
    sequence.pairs.push_back(learn::MakeFeature(100 + ++kind, one, two));
  };
  pair(here.capital ? here.shape : here.lower);
  pair(here.rule, before.rule);
  pair(here.flags);
}

// The run of capitalised words that the token stands in, and the words around it.
void NameFeatures::AddRun(std::size_t token, learn::Sequence& sequence) const {
  std::ptrdiff_t left = 0;
  while (left > -6 && Near(token, left - 1).capital) {
    --left;
  }
  std::ptrdiff_t right = 0;
  while (right < 6 && Near(token, right + 1).capital) {
    ++right;
  }
  std::uint64_t kind = 200;
  const auto add = [&](std::uint64_t one, std::uint64_t two = 0) {
    sequence.features.push_back(learn::MakeFeature(++kind, one, two));
  };
  const Clue& first = Near(token, left);
  const Clue& last = Near(token, right);
  const Clue& before = Near(token, left - 1);
  const Clue& after = Near(token, right + 1);
  add(before.lower);
  add(after.lower);
  add(before.lower, Near(token, 0).shape);
  add(after.lower, Near(token, 0).shape);
  add(static_cast<std::uint64_t>(-left), static_cast<std::uint64_t>(right));
  add(first.flags);
  add(last.flags);
  add(first.lower);
  add(last.lower);
  add(last.suffix3);
}

void NameFeatures::Fill(const Stretch& stretch, learn::Sequence& sequence, Twice twice) const {
  const auto repeat = [](std::vector<learn::Feature>& features, std::size_t from) {
    for (std::size_t at = from, end = features.size(); at < end; ++at) {
      features.push_back(features[at] ^ kTwin);
    }
  };
  sequence.Clear();
  for (std::size_t token = stretch.first; token < stretch.last; ++token) {
    const std::size_t features = sequence.features.size();
    const std::size_t pairs = sequence.pairs.size();
    AddWord(token, sequence);
    AddRun(token, sequence);
    if (twice == Twice::kAll) {
      repeat(sequence.features, features);
    }
    if (twice != Twice::kNone) {
      repeat(sequence.pairs, pairs);
    }
    sequence.EndWord();
  }
}

}  // namespace headwater::annotate
