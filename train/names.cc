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
#include "marked.h"
#include "text/utf8.h"
#include "treebank.h"
#include "treebank_names.h"

namespace headwater::train {
namespace {

namespace json = boost::json;

constexpr int kPasses = 8;
constexpr int kPassesOfSeveral = 5;
constexpr std::size_t kOwnTimes = 3;  // each text marked by the rules to be followed is read so many times a pass
constexpr std::size_t kFolds = 5;
constexpr std::uint64_t kSeed = 7;
constexpr std::size_t kScored = 3;  // kinds that are scored: all but `other`
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

// `own`: marked by the rules to be followed.
Document Read(const std::string& text, const std::vector<Marked>& names, std::string_view language, bool own) {
  Document document;
  const annotate::Prepared prepared(text, std::string(language), {});
  std::vector<learn::Class> labels(prepared.tokens.size(), 0);
  for (const Marked& name : names) {
    if (name.kind >= kKinds.size()) {
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
    features.Fill({first, last}, stretch.clues,
                  own ? annotate::NameFeatures::Twice::kAll : annotate::NameFeatures::Twice::kNone);
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
    const std::string text(line.at("text").as_string());
    const text::CodePointIndex index(text);
    std::vector<Marked> marked;
    for (const json::value& each : names[std::string(line.at("id").as_string())]) {
      const auto* const kind = std::ranges::find(kKinds, std::string_view(each.at("kind").as_string()));
      marked.push_back(
          {index.ByteAt(each.at("begin").to_number<std::uint32_t>()),
           index.ByteAt(each.at("end").to_number<std::uint32_t>()),
           each.as_object().contains("ignore") ? kKinds.size() : static_cast<std::size_t>(kind - kKinds.begin())});
    }
    documents.push_back(Read(text, marked, language, language == "en"));
  });
  return documents;
}

std::string Learn(const std::vector<const Stretch*>& lessons, int passes) {
  learn::LabelerTraining training(Labels(), 2, 3);
  learn::Shuffler shuffler(kSeed);
  for (int pass = 0; pass < passes; ++pass) {
    for (const std::uint32_t at : shuffler.Order(lessons.size())) {
      training.Learn(lessons[at]->clues, lessons[at]->labels);
    }
  }
  learn::ModelFileWriter file;
  training.Save(file, "", {.least = 1, .twin = annotate::NameFeatures::kTwin});
  return file.Bytes();
}

// What a model is made from.
struct Sets {
  std::vector<Document> own;     // marked by the rules to be followed
  std::vector<Document> others;  // by other rules
};

Result<Sets> ReadEnglish(const Places& places) {
  Sets sets;
  auto own = ReadDocuments(places, "names-english", "en");
  const auto trees = ReadTreebank(places.data + "/train/gum.train.conllu.gz");
  if (!own || !trees) {
    return tl::unexpected(own ? trees.error() : own.error());
  }
  sets.own = std::move(*own);
  for (const MarkedText& text : NamesOfTreebank(*trees)) {
    sets.others.push_back(Read(text.text, text.names, "en", false));
  }
  return sets;
}

Result<Sets> ReadGerman(const Places& places) {
  auto own = ReadDocuments(places, "names-german", "de");
  if (!own) {
    return tl::unexpected(own.error());
  }
  Sets sets;
  sets.own = std::move(*own);
  return sets;
}

// From all documents but each kFolds-th from `without` on.
std::string LearnFrom(const Sets& sets, std::size_t without) {
  std::vector<const Stretch*> lessons;
  const auto add = [&lessons](const Document& document) {
    for (const Stretch& stretch : document.stretches) {
      lessons.push_back(&stretch);
    }
  };
  const std::size_t times = sets.others.empty() ? 1 : kOwnTimes;
  for (std::size_t at = 0; at < sets.own.size(); ++at) {
    for (std::size_t time = 0; time < times && at % kFolds != without; ++time) {
      add(sets.own[at]);
    }
  }
  for (const Document& document : sets.others) {
    add(document);
  }
  return Learn(lessons, sets.others.empty() ? kPasses : kPassesOfSeveral);
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

Result<std::string> Make(const Result<Sets>& sets) {
  return sets ? Result<std::string>(LearnFrom(*sets, kFolds)) : tl::unexpected(sets.error());
}

Result<std::string> Score(const Result<Sets>& sets) {
  if (!sets) {
    return tl::unexpected(sets.error());
  }
  std::array<Count, kScored + 1> counts{};
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const std::string bytes = LearnFrom(*sets, fold);
    const auto file = learn::ModelFile::Read(bytes);
    const auto labeler = file ? learn::Labeler::Read(*file) : tl::unexpected(file.error());
    if (!labeler) {
      return tl::unexpected(labeler.error());
    }
    for (std::size_t at = fold; at < sets->own.size(); at += kFolds) {
      Compare(sets->own[at], NamesBy(*labeler, sets->own[at]), counts);
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

Result<std::string> MakeEnglishNames(const Places& places) { return Make(ReadEnglish(places)); }
Result<std::string> MakeGermanNames(const Places& places) { return Make(ReadGerman(places)); }
Result<std::string> ScoreEnglishNames(const Places& places) { return Score(ReadEnglish(places)); }
Result<std::string> ScoreGermanNames(const Places& places) { return Score(ReadGerman(places)); }

}  // namespace headwater::train
