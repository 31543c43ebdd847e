// Putting tokens, tags, lemmas and trees together.
#include "syntax/syntax.h"

#include <algorithm>
#include <optional>

#include "learn/models.h"
#include "syntax/lemmas.h"

namespace headwater::syntax {
namespace {

// The parser counts words in 16 bits.
constexpr std::size_t kMostWords = 10'000;

// The parser, where it was trained with the tagger.
Result<Parser> ReadParser(const learn::ModelFile& tagger, std::string_view bytes) {
  const auto file = learn::ModelFile::Read(bytes);
  if (!file) {
    return tl::unexpected(file.error());
  }
  const auto with = tagger.Part("tags");
  const auto learned_with = file->Part("tags");
  if (!with || !learned_with || *learned_with != *with) {
    return Fail(Fault::kBadInput, "parser: it was trained with another tagger");
  }
  return Parser::Read(*file);
}

}  // namespace

struct Grammar::Models {
  Tagger tagger;
  Lemmas lemmas;
  std::optional<Parser> parser;
};

Grammar::Grammar() = default;
Grammar::~Grammar() = default;

Result<std::unique_ptr<const Grammar>> Grammar::Read(std::string_view tagger, std::string_view parser) {
  const auto tagger_file = learn::ModelFile::Read(tagger);
  if (!tagger_file) {
    return tl::unexpected(tagger_file.error());
  }
  auto tags = Tagger::Read(*tagger_file);
  auto lemmas = Lemmas::Read(*tagger_file);
  if (!tags || !lemmas) {
    return tl::unexpected(!tags ? tags.error() : lemmas.error());
  }
  std::optional<Parser> arcs;
  if (!parser.empty()) {
    auto read = ReadParser(*tagger_file, parser);
    if (!read) {
      return tl::unexpected(read.error());
    }
    arcs = *std::move(read);
  }
  std::unique_ptr<Grammar> grammar(new Grammar);
  grammar->models_ = std::make_unique<const Models>(Models{*std::move(tags), *std::move(lemmas), std::move(arcs)});
  return grammar;
}

bool Grammar::parses() const { return models_->parser.has_value(); }

void Grammar::Tag(std::string_view text, std::size_t begin, std::size_t end, Sentence& sentence,
                  const Limits& limits) const {
  sentence.text_ = text;
  Tokens(text, begin, end, std::min(limits.max_words, kMostWords), sentence.places_);
  TagPlaces(sentence);
}

void Grammar::TagWords(std::string_view text, std::span<const TokenPlace> words, Sentence& sentence) const {
  sentence.text_ = text;
  words = words.first(std::min(words.size(), kMostWords));
  sentence.places_.assign(words.begin(), words.end());
  TagPlaces(sentence);
}

void Grammar::TagPlaces(Sentence& sentence) const {
  const std::string_view text = sentence.text_;
  sentence.parsed_ = false;
  const std::size_t count = sentence.places_.size();
  FindQuotes(text, sentence.places_, sentence.quoted_);
  sentence.views_.resize(count);
  for (std::size_t at = 0; at < count; ++at) {
    const TokenPlace& place = sentence.places_[at];
    sentence.views_[at].seen = See(text.substr(place.begin, place.end - place.begin), sentence.room_);
    sentence.views_[at].quoted = sentence.quoted_[at];
  }
  models_->tagger.LookUp(sentence.views_);
  models_->tagger.Run(sentence.views_, sentence.tags_);
  sentence.words_.clear();
  for (std::size_t at = 0; at < count; ++at) {
    Word& word = sentence.words_.emplace_back();
    word.begin = sentence.places_[at].begin;
    word.end = sentence.places_[at].end;
    word.space_before = sentence.places_[at].space_before;
    word.upos = models_->tagger.UposOf(sentence.tags_[at]);
    word.xpos = models_->tagger.XposOf(sentence.tags_[at]);
    word.first = static_cast<std::uint32_t>(at);
    word.last = word.first + 1;
  }
}

void Grammar::Parse(Sentence& sentence) const {
  if (!models_->parser) {
    return;
  }
  const std::size_t count = sentence.size();
  sentence.parse_views_.clear();
  for (std::size_t at = 0; at < count; ++at) {
    const Seen& seen = sentence.views_[at].seen;
    sentence.parse_views_.push_back({seen.lower, seen.suffixes[2], sentence.tags_[at], sentence.quoted_[at]});
  }
  sentence.parse_views_.emplace_back();
  models_->parser->Run(sentence.parse_views_, sentence.arcs_);
  std::vector<Word>& words = sentence.words_;
  for (std::size_t at = 0; at < count; ++at) {
    const Index head = sentence.arcs_.heads[at];
    words[at].head = head == count ? kNoWord : head;
    words[at].relation = sentence.arcs_.relations[at];
  }
  // Children reach their parents' bounds from the bottom up: the order of relations backwards.
  for (std::size_t at = sentence.arcs_.order.size(); at-- > 0;) {
    const Word& word = words[sentence.arcs_.order[at]];
    if (word.head != kNoWord) {
      words[word.head].first = std::min(words[word.head].first, word.first);
      words[word.head].last = std::max(words[word.head].last, word.last);
    }
  }
  sentence.parsed_ = true;
}

std::string Grammar::Lemma(const Sentence& sentence, std::size_t word) const {
  return models_->lemmas.Of(sentence.Form(word), sentence.tags_[word]);
}

const Grammar* GrammarOf(std::string_view language) {
  static const std::unique_ptr<const Grammar> english = [] {
    const auto tagger = learn::EmbeddedModel("english-tagger");
    const auto parser = learn::EmbeddedModel("english-parser");
    if (!tagger || !parser) {
      return std::unique_ptr<const Grammar>();
    }
    auto grammar = Grammar::Read(tagger->bytes(), parser->bytes());
    return grammar ? *std::move(grammar) : nullptr;
  }();
  return language == "en" ? english.get() : nullptr;
}

}  // namespace headwater::syntax
