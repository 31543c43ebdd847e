// Learning to label names from articles whose names are marked.
#include "names.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotate/mentions.h"
#include "annotate/name_features.h"
#include "annotate/prepared.h"
#include "learn/labeler.h"
#include "learn/model_file.h"
#include "learn/perceptron.h"
#include "treebank.h"

namespace headwater::train {
namespace {

namespace json = boost::json;

constexpr int kPasses = 8;
constexpr std::size_t kFolds = 5;
constexpr std::uint64_t kSeed = 7;
constexpr std::size_t kScored = 3;  // kinds that are scored: all but `other`
constexpr std::array<std::string_view, 4> kKinds = {"person", "organisation", "place", "other"};

struct Marked {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  std::size_t kind = 0;
  bool operator==(const Marked&) const = default;
};

struct Stretch {
  learn::Sequence clues;
  std::vector<learn::Class> labels;
  std::vector<Marked> words;  // places of the words
};

struct Document {
  std::vector<Stretch> stretches;
  std::vector<Marked> names;
  std::vector<Marked> spared;  // parts of words and adjectives, which are neither right nor wrong
};

std::vector<std::string> Labels() {
  std::vector<std::string> labels = {"O"};
  for (const char* const side : {"B-", "I-"}) {
    for (const std::string_view kind : kKinds) {
      labels.push_back(fmt::format("{}{}", side, kind));
    }
  }
  return labels;
}

learn::Class LabelOf(std::size_t kind, bool inside) {
  return static_cast<learn::Class>(1 + kind + (inside ? kKinds.size() : 0));
}

Document Read(const std::string& text, const json::array& names, std::string_view language) {
  Document document;
  const annotate::Prepared prepared(text, std::string(language), {});
  std::vector<learn::Class> labels(prepared.tokens.size(), 0);
  for (const json::value& each : names) {
    const auto* const kind = std::ranges::find(kKinds, std::string_view(each.at("kind").as_string()));
    Marked name{prepared.index.ByteAt(each.at("begin").to_number<std::uint32_t>()),
                prepared.index.ByteAt(each.at("end").to_number<std::uint32_t>()),
                static_cast<std::size_t>(kind - kKinds.begin())};
    if (each.as_object().contains("ignore") || kind == kKinds.end()) {
      document.spared.push_back(name);
      continue;
    }
    document.names.push_back(name);
    bool inside = false;
    for (std::size_t i = 0; i < prepared.tokens.size(); ++i) {
      const annotate::Token& token = prepared.tokens[i];
      if (token.begin < name.end && token.end > name.begin && labels[i] == 0) {
        labels[i] = LabelOf(name.kind, inside);
        inside = true;
      }
    }
  }
  const std::vector<annotate::Mention> by_shape = annotate::MentionsByShape(prepared);
  const annotate::NameFeatures features(prepared, by_shape);
  for (const auto& [first, last] : features.Stretches()) {
    Stretch& stretch = document.stretches.emplace_back();
    features.Fill({first, last}, stretch.clues);
    for (std::size_t i = first; i < last; ++i) {
      const bool cut = i == first && labels[i] > kKinds.size();
      stretch.labels.push_back(cut ? static_cast<learn::Class>(labels[i] - kKinds.size()) : labels[i]);
      stretch.words.push_back({prepared.tokens[i].begin, prepared.tokens[i].end, 0});
    }
  }
  return document;
}

Result<std::vector<Document>> ReadDocuments(const Places& places, std::string_view set, std::string_view language) {
  const std::string folder = fmt::format("{}/eval/{}/", places.data, set);
  const auto articles = ReadFile(folder + "articles.jsonl.gz");
  const auto gold = ReadFile(folder + "gold.jsonl.gz");
  if (!articles || !gold) {
    return tl::unexpected(articles ? gold.error() : articles.error());
  }
  std::unordered_map<std::string, json::array> names;
  std::vector<Document> documents;
  const auto each_line = [](std::string_view lines, const auto& take) {
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      if (end > 0) {
        take(json::parse(lines.substr(0, end)).as_object());
      }
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  };
  each_line(*gold, [&](const json::object& line) {
    names.emplace(std::string(line.at("id").as_string()), line.at("names").as_array());
  });
  each_line(*articles, [&](const json::object& line) {
    documents.push_back(
        Read(std::string(line.at("text").as_string()), names[std::string(line.at("id").as_string())], language));
  });
  return documents;
}

std::string Learn(const std::vector<const Stretch*>& lessons) {
  learn::LabelerTraining training(Labels(), 2, 3);
  learn::Shuffler shuffler(kSeed);
  for (int pass = 0; pass < kPasses; ++pass) {
    for (const std::uint32_t at : shuffler.Order(lessons.size())) {
      training.Learn(lessons[at]->clues, lessons[at]->labels);
    }
  }
  learn::ModelFileWriter file;
  training.Save(file);
  return file.Bytes();
}

std::vector<const Stretch*> LessonsOf(const std::vector<Document>& documents, std::size_t without) {
  std::vector<const Stretch*> lessons;
  for (std::size_t at = 0; at < documents.size(); ++at) {
    if (at % kFolds != without) {
      for (const Stretch& stretch : documents[at].stretches) {
        lessons.push_back(&stretch);
      }
    }
  }
  return lessons;
}

std::vector<Marked> NamesBy(const learn::Labeler& labeler, const Document& document) {
  std::vector<Marked> found;
  learn::Labeler::Work work;
  std::vector<learn::Class> labels;
  for (const Stretch& stretch : document.stretches) {
    labeler.Label(stretch.clues, labels, work);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (labels[i] > kKinds.size()) {
        found.back().end = stretch.words[i].end;
      } else if (labels[i] > 0) {
        found.push_back({stretch.words[i].begin, stretch.words[i].end, labels[i] - std::size_t{1}});
      }
    }
  }
  return found;
}

struct Count {
  double right = 0;
  double said = 0;
  double gold = 0;
};

void Compare(const Document& document, const std::vector<Marked>& said, std::array<Count, kScored + 1>& counts) {
  const auto add = [&counts](std::size_t kind, double Count::*what) {
    counts[kind].*what += 1;
    counts[kScored].*what += 1;
  };
  for (const Marked& name : document.names) {
    if (name.kind < kScored) {
      add(name.kind, &Count::gold);
    }
  }
  for (const Marked& name : said) {
    const bool right = std::ranges::find(document.names, name) != document.names.end();
    const bool spared = !right && std::ranges::any_of(document.spared, [&name](const Marked& other) {
      return other.begin < name.end && other.end > name.begin;
    });
    if (name.kind < kScored && !spared) {
      add(name.kind, &Count::said);
      if (right) {
        add(name.kind, &Count::right);
      }
    }
  }
}

Result<std::string> Make(const Places& places, std::string_view set, std::string_view language) {
  const auto documents = ReadDocuments(places, set, language);
  if (!documents) {
    return tl::unexpected(documents.error());
  }
  return Learn(LessonsOf(*documents, kFolds));
}

Result<std::string> Score(const Places& places, std::string_view set, std::string_view language) {
  const auto documents = ReadDocuments(places, set, language);
  if (!documents) {
    return tl::unexpected(documents.error());
  }
  std::array<Count, kScored + 1> counts{};
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const std::string bytes = Learn(LessonsOf(*documents, fold));
    const auto file = learn::ModelFile::Read(bytes);
    const auto labeler = file ? learn::Labeler::Read(*file) : tl::unexpected(file.error());
    if (!labeler) {
      return tl::unexpected(labeler.error());
    }
    for (std::size_t at = fold; at < documents->size(); at += kFolds) {
      Compare((*documents)[at], NamesBy(*labeler, (*documents)[at]), counts);
    }
  }
  std::string report;
  for (std::size_t kind = 0; kind <= kScored; ++kind) {
    const Count& count = counts[kind];
    report +=
        fmt::format("  {:<14} precision {:.3f}  recall {:.3f}  F1 {:.3f}\n", kind == kScored ? "all" : kKinds[kind],
                    count.right / count.said, count.right / count.gold, 2 * count.right / (count.said + count.gold));
  }
  return report;
}

}  // namespace

Result<std::string> MakeEnglishNames(const Places& places) { return Make(places, "names-english", "en"); }
Result<std::string> MakeGermanNames(const Places& places) { return Make(places, "names-german", "de"); }
Result<std::string> ScoreEnglishNames(const Places& places) { return Score(places, "names-english", "en"); }
Result<std::string> ScoreGermanNames(const Places& places) { return Score(places, "names-german", "de"); }

}  // namespace headwater::train
