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
constexpr std::uint8_t kLongWord = 7;   // letters
constexpr std::size_t kSameMatter = 2;  // words of eight

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
  std::copy_n(telling.begin(), std::min(telling.size(), matter.size()), matter.begin());
  return matter;
}

bool SameMatter(const Matter& one, const Matter& other) {
  std::size_t same = 0;
  for (const std::uint32_t word : one) {
    same += word != 0 && std::ranges::find(other, word) != other.end() ? 1U : 0U;
  }
  return same >= kSameMatter;
}

}  // namespace

void Furniture::Count(const Print& print) {
  std::uint32_t text = 0;
  for (std::size_t i = 0; i < print.paragraphs.size(); ++i) {
    if (!MayBeFurniture(print, i)) {
      continue;
    }
    if (text == 0) {
      matters_.push_back(MatterOf(print));
      text = static_cast<std::uint32_t>(matters_.size());
    }
    for (std::uint32_t& known : seen_[print.paragraphs[i].hash].texts) {
      if (known == 0) {
        known = text;
        break;
      }
      if (SameMatter(matters_[known - 1], matters_[text - 1])) {
        break;
      }
    }
  }
}

void Furniture::Clear() {
  seen_.clear();
  matters_.clear();
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
