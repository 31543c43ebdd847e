// Telling furniture by repetition and by its words.
#include "match/furniture.h"

#include <algorithm>
#include <unordered_set>

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

bool IsOuter(std::size_t paragraph, std::size_t count) { return paragraph < kHead || paragraph + kTail >= count; }

std::uint32_t SizeOf(const Paragraph& paragraph) { return paragraph.end - paragraph.begin; }

bool MayBeFurniture(const Print& print, std::size_t i) {
  const std::uint32_t size = SizeOf(print.paragraphs[i]);
  return IsOuter(i, print.paragraphs.size()) && size >= kLeastWords && size <= kMostWords;
}

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

// A text is known by its longest paragraph, which an editor hardly touches and a site does not repeat; the longest
// itself is known by the next.
struct TextName {
  std::size_t longest = 0;
  std::uint32_t hash = 1;
  std::uint32_t next_hash = 1;

  explicit TextName(const Print& print) {
    std::uint32_t most = 0;
    std::uint32_t second = 0;
    for (std::size_t i = 0; i < print.paragraphs.size(); ++i) {
      const std::uint32_t size = SizeOf(print.paragraphs[i]);
      if (size > most) {
        second = most;
        next_hash = hash;
        most = size;
        hash = print.paragraphs[i].hash | 1U;
        longest = i;
      } else if (size > second) {
        second = size;
        next_hash = print.paragraphs[i].hash | 1U;
      }
    }
  }
};

}  // namespace

void Furniture::Count(const Print& print) {
  const TextName text_name(print);
  for (std::size_t i = 0; i < print.paragraphs.size(); ++i) {
    if (!MayBeFurniture(print, i)) {
      continue;
    }
    const std::uint32_t name = i == text_name.longest ? text_name.next_hash : text_name.hash;
    for (std::uint32_t& text : seen_[print.paragraphs[i].hash].texts) {
      if (text == 0 || text == name) {
        text = name;
        break;
      }
    }
  }
}

std::vector<bool> Furniture::Find(const Print& print) const {
  std::vector<bool> found(print.paragraphs.size(), false);
  for (std::size_t i = 0; i < print.paragraphs.size(); ++i) {
    const Paragraph& paragraph = print.paragraphs[i];
    if (!MayBeFurniture(print, i) || IsQuoted(print, paragraph)) {
      continue;
    }
    const auto seen = seen_.find(paragraph.hash);
    found[i] = (seen != seen_.end() && seen->second.texts[2] != 0) || SpeaksToReader(print, paragraph);
  }
  return found;
}

double PartInFurniture(const Print& print, const std::vector<bool>& furniture, std::uint32_t begin, std::uint32_t end) {
  std::uint32_t inside = 0;
  for (std::size_t i = 0; i < print.paragraphs.size(); ++i) {
    const Paragraph& paragraph = print.paragraphs[i];
    const std::uint32_t from = std::max(begin, paragraph.begin);
    const std::uint32_t to = std::min(end, paragraph.end);
    if (furniture[i] && from < to) {
      inside += to - from;
    }
  }
  return static_cast<double>(inside) / std::max(1U, end - begin);
}

}  // namespace headwater::match
