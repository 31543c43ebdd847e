// Telling furniture by repetition and by its words.
#include "match/furniture.h"

#include <algorithm>
#include <unordered_set>

#include "base/hash.h"
#include "tables/tables.h"
#include "text/shingles.h"

namespace headwater::match {
namespace {

constexpr std::size_t kHead = 6;  // paragraphs from the top that may be furniture
constexpr std::size_t kTail = 8;  // and from the bottom
constexpr std::uint32_t kLeastWords = 5;
constexpr std::uint32_t kMostWords = 120;
constexpr std::uint32_t kWordsPerCue = 18;
constexpr std::uint32_t kLeastCues = 2;
constexpr std::uint8_t kLongWord = 7;      // letters
constexpr std::size_t kSameMatter = 2;     // words of eight
constexpr std::uint32_t kInnerWords = 40;  // of a line amid the text that three pages of a site are enough for
constexpr std::uint32_t kSiteWords = 45;   // of a line that two pages of a site are enough for
constexpr std::size_t kUnlikePages = 3;
constexpr std::size_t kOneMatter = 4;  // words of eight, from which on two pages may be one text
constexpr std::size_t kFewSightings = 8;
constexpr std::size_t kManyPages = 6;        // of a site, that are not one text though they may be of one subject
constexpr std::uint32_t kStrangeWords = 30;  // of a line between furniture that is the page's own: a date, a caption
constexpr std::size_t kMostStrange = 2;
constexpr std::size_t kMostLines = 40;
constexpr std::uint64_t kLineSalt = 0x6C696E65;
constexpr std::uint64_t kLongLineSalt = 0x6C6F6E67;

bool IsOuter(std::size_t paragraph, std::size_t count) { return paragraph < kHead || paragraph + kTail >= count; }

std::uint32_t SizeOf(const Paragraph& paragraph) { return paragraph.end - paragraph.begin; }

bool IsQuoted(const Print& print, const Paragraph& paragraph) {
  std::uint32_t quoted = 0;
  for (std::uint32_t i = paragraph.begin; i < paragraph.end; ++i) {
    quoted += (print.traits[i] & text::kQuoted) != 0 ? 1U : 0U;
  }
  return quoted * 2 > SizeOf(paragraph);
}

const std::unordered_set<std::uint32_t>& Cues() {
  static const std::unordered_set<std::uint32_t> cues = [] {
    std::unordered_set<std::uint32_t> made;
    for (const tables::Row& row : tables::Table("match_furniture")) {
      made.insert(text::HashWord(row[0]));
    }
    return made;
  }();
  return cues;
}

// The part of words [begin, end) in paragraphs that the predicate holds for.
template <class Is>
double PartIn(const Print& print, std::uint32_t begin, std::uint32_t end, Is is) {
  std::uint32_t inside = 0;
  auto paragraph = std::ranges::upper_bound(print.paragraphs, begin, {}, &Paragraph::end);
  for (; paragraph != print.paragraphs.end() && paragraph->begin < end; ++paragraph) {
    if (is(static_cast<std::size_t>(paragraph - print.paragraphs.begin()))) {
      inside += std::min(end, paragraph->end) - std::max(begin, paragraph->begin);
    }
  }
  return static_cast<double>(inside) / std::max(1U, end - begin);
}

bool SpeaksToReader(const Print& print, const Paragraph& paragraph) {
  std::vector<std::uint32_t> met;
  for (std::uint32_t i = paragraph.begin; i < paragraph.end; ++i) {
    const std::uint32_t word = print.words[i];
    if (Cues().contains(word) && std::ranges::find(met, word) == met.end()) {
      met.push_back(word);
    }
  }
  return met.size() >= kLeastCues && met.size() * kWordsPerCue >= SizeOf(paragraph);
}

}  // namespace

Matter MatterOf(const Print& print) {
  std::vector<std::uint32_t> telling;
  const auto collect = [&](auto&& tells) {
    for (std::uint32_t i = 0; i < print.words.size(); ++i) {
      if (tells(i)) {
        telling.push_back(print.words[i]);
      }
    }
    std::ranges::sort(telling);
    telling.erase(std::unique(telling.begin(), telling.end()), telling.end());
  };
  collect([&](std::uint32_t i) {
    const std::uint8_t traits = print.traits[i];
    const bool name = (traits & text::kCapital) != 0 && (traits & text::kSentenceStart) == 0 && print.lengths[i] > 2;
    return name || (traits & text::kDigits) != 0;
  });
  Matter matter{};
  if (telling.size() < matter.size()) {
    // A script without capitals: long words must do.
    collect([&](std::uint32_t i) { return print.lengths[i] >= kLongWord; });
  }
  for (std::size_t i = 0; i < std::min(telling.size(), matter.size()); ++i) {
    // Zero stands for nothing.
    matter[i] = static_cast<std::uint16_t>(std::max(1U, telling[i] & 0xFFFFU));
  }
  return matter;
}

std::size_t MatterInCommon(const Matter& one, const Matter& other) {
  std::size_t same = 0;
  for (const std::uint16_t word : one) {
    same += word != 0 && std::ranges::find(other, word) != other.end() ? 1U : 0U;
  }
  return same;
}

bool SameMatter(const Matter& one, const Matter& other) { return MatterInCommon(one, other) >= kSameMatter; }

std::vector<Line> LinesOf(const Print& print) {
  std::vector<Line> lines;
  const std::size_t count = print.paragraphs.size();
  const auto add = [&](bool outer) {
    for (std::size_t i = 0; i < count && lines.size() < kMostLines; ++i) {
      const std::uint32_t size = SizeOf(print.paragraphs[i]);
      if (IsOuter(i, count) == outer && size >= kLeastWords && size <= kMostWords) {
        // Long lines amid the text meet each other alone: there they say nothing of a line at another page's edge.
        const std::uint64_t salt = outer || size <= kInnerWords ? kLineSalt : kLongLineSalt;
        const auto key = static_cast<std::uint32_t>(MixHash(salt, print.paragraphs[i].hash) >> 32U);
        lines.push_back({key, static_cast<std::uint32_t>(i)});
      }
    }
  };
  add(true);
  add(false);
  return lines;
}

namespace {

// Pages, the own one first, of which no two have so many telling words in common; not more than `most`.
std::vector<const Sighting*> Apart(const Sighting& own, std::span<const Sighting> others, std::size_t common,
                                   std::size_t most) {
  std::vector<const Sighting*> pages{&own};
  for (const Sighting& other : others) {
    const bool like = std::ranges::any_of(
        pages, [&](const Sighting* known) { return MatterInCommon(known->matter, other.matter) >= common; });
    if (!like && pages.size() < most) {
      pages.push_back(&other);
    }
  }
  return pages;
}

}  // namespace

bool IsRepeated(const Print& print, const Line& line, const Sighting& own, std::span<const Sighting> others) {
  const Paragraph& paragraph = print.paragraphs[line.paragraph];
  if (others.empty() || IsQuoted(print, paragraph)) {
    return false;
  }
  const bool outer = IsOuter(line.paragraph, print.paragraphs.size());
  // A few sightings alone: among many, a post that much of the press shows meets three of unlike matter by chance.
  const std::span<const Sighting> few = others.first(std::min(kFewSightings, others.size()));
  const std::vector<const Sighting*> unlike = Apart(own, few, kSameMatter, kUnlikePages);
  const auto of_site = [&](const std::vector<const Sighting*>& pages) {
    return own.site == 0 ? std::size_t{1}
                         : static_cast<std::size_t>(std::ranges::count(pages, own.site, &Sighting::site));
  };
  if (!outer) {
    const bool is_short = SizeOf(paragraph) <= kInnerWords;
    return (is_short && of_site(unlike) >= kUnlikePages) ||
           (!paragraph.post && of_site(Apart(own, others, kOneMatter, kManyPages)) >= kManyPages);
  }
  return unlike.size() >= kUnlikePages || (of_site(unlike) > 1 && SizeOf(paragraph) <= kSiteWords);
}

void KeepEdges(const Print& print, std::vector<bool>& repeated) {
  const std::size_t count = print.paragraphs.size();
  std::uint32_t words = 0;
  for (std::size_t i = 0; i < count; ++i) {
    words += repeated[i] ? SizeOf(print.paragraphs[i]) : 0U;
  }
  if (words * 2 > print.words.size()) {
    repeated.assign(count, false);
    return;
  }
  std::vector<bool> at_edge(count, false);
  const auto walk = [&](bool from_top) {
    std::size_t strange = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t paragraph = from_top ? i : count - 1 - i;
      const std::uint32_t size = SizeOf(print.paragraphs[paragraph]);
      if (!repeated[paragraph] && size >= kLeastWords && (size > kStrangeWords || ++strange > kMostStrange)) {
        return;
      }
      at_edge[paragraph] = true;
    }
  };
  walk(true);
  walk(false);
  for (std::size_t i = 0; i < count; ++i) {
    repeated[i] = repeated[i] && (at_edge[i] || !IsOuter(i, count));
  }
}

void MarkByWords(const Print& print, std::vector<bool>& found) {
  const std::size_t count = print.paragraphs.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Paragraph& paragraph = print.paragraphs[i];
    const std::uint32_t size = SizeOf(paragraph);
    const bool outer = IsOuter(i, count) && size >= kLeastWords && size <= kMostWords;
    if (outer && !IsQuoted(print, paragraph) && SpeaksToReader(print, paragraph)) {
      found[i] = true;
    }
  }
}

bool IsOuterLine(const Print& print, std::uint32_t begin, std::uint32_t end) {
  const auto next = std::ranges::upper_bound(print.paragraphs, begin, {}, &Paragraph::begin);
  const auto paragraph = static_cast<std::size_t>(next - print.paragraphs.begin());
  return end - begin <= kSiteWords && paragraph > 0 && IsOuter(paragraph - 1, print.paragraphs.size());
}

double PartInFurniture(const Print& print, const std::vector<bool>& furniture, std::uint32_t begin, std::uint32_t end) {
  return PartIn(print, begin, end, [&](std::size_t paragraph) { return furniture[paragraph]; });
}

double PartInPosts(const Print& print, std::uint32_t begin, std::uint32_t end) {
  return PartIn(print, begin, end, [&](std::size_t paragraph) { return print.paragraphs[paragraph].post; });
}

}  // namespace headwater::match
