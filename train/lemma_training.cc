// Counting how each ending of each tag changes, and keeping what the shorter ending does not say.
#include "lemma_training.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "syntax/seen.h"
#include "tagger_training.h"

namespace headwater::train {
namespace {

using syntax::Tag;

// An ending that so few different words have says nothing.
constexpr std::size_t kLeastWords = 2;

std::string ChangeOf(const std::string& form, const std::string& plain, const std::string& lemma) {
  std::size_t kept = 0;
  std::size_t plain_kept = 0;
  const auto same = [&](const std::string& from) {
    return static_cast<std::size_t>(std::ranges::mismatch(from, lemma).in1 - from.begin());
  };
  kept = same(form);
  plain_kept = same(plain);
  // Lower case is what most words want; a name says so by more letters that fit.
  const bool keep_case = kept > plain_kept;
  const std::string& from = keep_case ? form : plain;
  const std::size_t fits = std::max(kept, plain_kept);
  return (keep_case ? "k" : "l") + std::to_string(from.size() - fits) + ":" + lemma.substr(fits);
}

using Votes = std::map<std::string, std::size_t>;

std::string Winner(const Votes& votes) {
  return std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; })->first;
}

struct Ending {
  Tag tag = 0;
  std::size_t size = 0;
  std::string letters;
  auto operator<=>(const Ending&) const = default;
};

}  // namespace

void TrainLemmas(std::span<const Tree* const> trees, const std::map<std::string, Tag>& tags,
                 learn::ModelFileWriter& file) {
  std::map<std::pair<Tag, std::string>, Votes> words;
  for (const Tree* tree : trees) {
    for (const Node& node : tree->nodes) {
      std::string plain;
      syntax::Plain(node.form, plain);
      if (node.lemma != "_") {
        ++words[{tags.at(TagName(node)), plain}][ChangeOf(node.form, plain, node.lemma)];
      }
    }
  }
  std::map<Ending, Votes> endings;
  std::map<Ending, std::size_t> seen;
  for (const auto& [word, votes] : words) {
    for (std::size_t size = 0; size <= std::min(word.second.size(), syntax::kLongestEnding); ++size) {
      const Ending ending{word.first, size, word.second.substr(word.second.size() - size)};
      ++endings[ending][Winner(votes)];
      ++seen[ending];
    }
  }
  std::vector<std::string> changes;
  std::map<std::string, std::uint32_t> numbers;
  std::vector<std::pair<learn::Feature, std::uint32_t>> entries;
  const auto number_of = [&](const std::string& change) {
    const auto [found, fresh] = numbers.emplace(change, static_cast<std::uint32_t>(changes.size()));
    if (fresh) {
      changes.push_back(change);
    }
    return found->second;
  };
  // What is said of the longest ending that is kept, shorter than `size`.
  std::map<Ending, std::string> kept;
  const auto said = [&](Tag tag, const std::string& word, std::size_t size) -> std::string {
    for (std::size_t shorter = std::min(size, word.size() + 1); shorter-- > 0;) {
      const auto found = kept.find({tag, shorter, word.substr(word.size() - shorter)});
      if (found != kept.end()) {
        return found->second;
      }
    }
    return "";
  };
  for (std::size_t size = 0; size <= syntax::kLongestEnding; ++size) {
    for (const auto& [ending, votes] : endings) {
      if (ending.size != size || (size > 0 && seen[ending] < kLeastWords)) {
        continue;
      }
      const std::string winner = Winner(votes);
      if (winner != said(ending.tag, ending.letters, size)) {
        kept[ending] = winner;
        entries.emplace_back(syntax::EndingKey(ending.letters, false, ending.tag), number_of(winner));
      }
    }
  }
  for (const auto& [word, votes] : words) {
    const std::string winner = Winner(votes);
    if (winner != said(word.first, word.second, syntax::kLongestEnding + 1)) {
      entries.emplace_back(syntax::EndingKey(word.second, true, word.first), number_of(winner));
    }
  }
  file.Add("changes", learn::WriteNames(changes));
  file.Add("endings", learn::PlaceTable::Write(std::move(entries)));
}

}  // namespace headwater::train
