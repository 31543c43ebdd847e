// Reading stories, and pairing their articles.
#include "story_set.h"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <map>
#include <sstream>

#include "annotate/annotate.h"
#include "base/hash.h"
#include "form/json.h"
#include "group/sketch.h"
#include "group/vocabulary.h"
#include "treebank.h"

namespace headwater::train {
namespace {

// Pairs with less in common are told apart by anything.
constexpr float kLeastWords = 0.04F;
constexpr float kLeastNames = 0.2F;

Result<std::vector<std::string>> ReadLines(const std::string& path) {
  return ReadFile(path).map([](const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
      lines.push_back(std::move(line));
    }
    return lines;
  });
}

Result<std::map<std::string, std::string>> ReadGold(const std::string& path) {
  return ReadLines(path).and_then(
      [&](const std::vector<std::string>& lines) -> Result<std::map<std::string, std::string>> {
        std::map<std::string, std::string> gold;
        for (const std::string& line : lines) {
          boost::system::error_code fault;
          const boost::json::value row = boost::json::parse(line, fault);
          const auto* const object = row.if_object();
          const auto* const id = object == nullptr ? nullptr : object->if_contains("id");
          const auto* const story = object == nullptr ? nullptr : object->if_contains("story");
          if (fault || id == nullptr || story == nullptr || !id->is_string() || !story->is_string()) {
            return Fail(headwater::Fault::kBadInput, path + ": no id and story in a line");
          }
          gold[std::string(id->get_string())] = std::string(story->get_string());
        }
        return gold;
      });
}

group::Days DaysOf(const news::Article& article) {
  if (!article.published) {
    return {};
  }
  const auto day = std::chrono::sys_days(DayOf(*article.published)).time_since_epoch().count();
  return {static_cast<std::int32_t>(day), static_cast<std::int32_t>(day)};
}

class Reading {
 public:
  Result<void> Add(const std::string& path, std::size_t most, const std::map<std::string, std::string>& gold) {
    const auto lines = ReadLines(path);
    if (!lines) {
      return tl::unexpected(lines.error());
    }
    for (const std::string& line : *lines) {
      auto article = form::ReadArticle(line);
      if (!article) {
        return tl::unexpected(article.error());
      }
      const auto story = gold.find(article->id.value());
      if (story == gold.end() && !gold.empty()) {
        continue;
      }
      if (most-- == 0) {
        break;
      }
      if (!article->annotations) {
        annotate::Annotate(*article);
      }
      sketches_.push_back(group::MakeSketch(*article, vocabulary_));
      vocabulary_.Count(group::TermsOf(sketches_.back()));
      days_.push_back(DaysOf(*article));
      set_.stories.push_back(gold.empty() ? std::string() : story->second);
    }
    return {};
  }

  StorySet Finish() {
    for (std::size_t i = 0; i < sketches_.size(); ++i) {
      set_.prints.emplace_back(sketches_[i], vocabulary_, days_[i], std::uint16_t{1});
    }
    return std::move(set_);
  }

 private:
  group::Vocabulary vocabulary_;
  std::vector<group::Sketch> sketches_;
  std::vector<group::Days> days_;
  StorySet set_;
};

// See PairsOf.
void Weigh(std::vector<StoryPair>& pairs) {
  std::map<std::size_t, std::size_t> friends;
  for (const StoryPair& pair : pairs) {
    friends[pair.one] += pair.same ? 1U : 0U;
    friends[pair.other] += pair.same ? 1U : 0U;
  }
  double same = 0;
  double other = 0;
  for (StoryPair& pair : pairs) {
    pair.weight = pair.same ? 1.0 / static_cast<double>(std::max(friends[pair.one], friends[pair.other])) : 1.0;
    (pair.same ? same : other) += pair.weight;
  }
  for (StoryPair& pair : pairs) {
    pair.weight /= pair.same ? same : other;
  }
}

}  // namespace

Result<StorySet> ReadStorySet(const std::string& folder, const std::string& noise, std::size_t others) {
  const auto gold = ReadGold(folder + "/gold.jsonl.gz");
  if (!gold) {
    return tl::unexpected(gold.error());
  }
  Reading reading;
  auto read = reading.Add(folder + "/articles.jsonl.gz", SIZE_MAX, *gold);
  if (read && others > 0) {
    read = reading.Add(noise, others, {});
  }
  if (!read) {
    return tl::unexpected(read.error());
  }
  return reading.Finish();
}

std::vector<StoryPair> PairsOf(const StorySet& set) {
  std::vector<StoryPair> pairs;
  for (std::size_t i = 0; i < set.prints.size(); ++i) {
    for (std::size_t j = i + 1; j < set.prints.size() && !set.stories[i].empty(); ++j) {
      StoryPair pair{i, j, set.stories[i] == set.stories[j], 1, group::Compare(set.prints[i], set.prints[j]), {}};
      const bool met = pair.likeness[group::kWords] > kLeastWords || pair.likeness[group::kRareNames] > kLeastNames;
      if (met || pair.same) {
        pair.abroad = group::CompareAbroad(set.prints[i], set.prints[j]);
        pairs.push_back(pair);
      }
    }
  }
  Weigh(pairs);
  return pairs;
}

std::vector<StoryPair> Thinned(const StorySet& set, const std::vector<StoryPair>& pairs, std::size_t one_in,
                               std::uint64_t seed) {
  std::vector<StoryPair> kept;
  const auto stays = [&](std::size_t article) {
    return set.stories[article].empty() || MixHash(MixHash(seed, article), one_in) % one_in == 0;
  };
  for (const StoryPair& pair : pairs) {
    if (stays(pair.one) && stays(pair.other)) {
      kept.push_back(pair);
    }
  }
  Weigh(kept);
  return kept;
}

}  // namespace headwater::train
