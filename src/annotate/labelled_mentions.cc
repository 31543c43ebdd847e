// Stretches with capitalised words are labelled; labels become mentions, which agree within a text.
#include "annotate/labelled_mentions.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "annotate/lexicon.h"
#include "annotate/name_features.h"
#include "learn/labeler.h"
#include "learn/models.h"
#include "news/spelling.h"

namespace headwater::annotate {
namespace {

using news::NameKind;

struct NameModel {
  std::string_view language;
  std::string_view model;
  bool own;  // learnt from texts marked by several rules, see NameFeatures::Fill
};
constexpr std::array<NameModel, 2> kModels = {{{"en", "english-names", true}, {"de", "german-names", false}}};

// A label, ready to use: no kind is no name.
struct Meaning {
  std::optional<NameKind> kind;
  bool begins = false;
};

struct Loaded {
  Loaded(learn::ModelFile model, bool of_several) : file(std::move(model)), own(of_several) {
    if (Result<learn::Labeler> read = learn::Labeler::Read(file)) {
      labeler = std::move(*read);
      for (const std::string_view label : labeler->labels()) {
        meanings.push_back(
            {label.size() > 2 ? news::Unspell<NameKind>(label.substr(2)) : std::nullopt, label.starts_with("B-")});
      }
    }
  }

  learn::ModelFile file;
  bool own;
  std::optional<learn::Labeler> labeler;
  std::vector<Meaning> meanings;
};

using Models = std::unordered_map<std::string_view, Loaded>;

const Loaded* ModelFor(std::string_view language) {
  static const Models models = [] {
    Models made;
    for (const NameModel& each : kModels) {
      if (Result<learn::ModelFile> file = learn::EmbeddedModel(each.model)) {
        made.emplace(each.language, Loaded(std::move(*file), each.own));
      }
    }
    return made;
  }();
  const auto found = models.find(language);
  return found == models.end() || !found->second.labeler ? nullptr : &found->second;
}

// "Foreign Minister Ada Norling", "Mr. Norling": a title stands before the name.
bool IsTitled(const Prepared& prepared, std::size_t first) {
  std::size_t before = first;
  if (before > 1 && prepared.Word(before - 1) == ".") {
    --before;
  }
  return before > 0 && (WordFlags(Lower(prepared.Word(before - 1)), prepared.language) & (kRole | kHonorific)) != 0;
}

// "Senator Norling", "Mr. Norling": the title is no part of the name.
void CutTitles(const Prepared& prepared, Mention& mention) {
  while (mention.kind == NameKind::kPerson && mention.first + 1 < mention.last) {
    const std::string_view word = prepared.Word(mention.first);
    const std::uint32_t flags = WordFlags(Lower(word), prepared.language);
    const bool role = (flags & kRole) != 0 && GivenNameFlags(word, false) == 0;
    if (!role && (flags & kHonorific) == 0) {
      return;
    }
    std::size_t next = mention.first + 1;
    next += prepared.Word(next) == "." ? 1U : 0U;
    if (next >= mention.last || !prepared.tokens[next].capitalised) {
      return;
    }
    mention.first = next;
  }
}

// Mentions of the same words are of the kind that most of them are.
void Agree(const Prepared& prepared, std::vector<Mention>& mentions) {
  std::unordered_map<std::string_view, std::array<std::size_t, 4>> votes;
  const auto words = [&prepared](const Mention& mention) {
    const std::size_t begin = prepared.tokens[mention.first].begin;
    return prepared.text.substr(begin, prepared.tokens[mention.last - 1].end - begin);
  };
  for (const Mention& mention : mentions) {
    ++votes[words(mention)][static_cast<std::size_t>(mention.kind)];
  }
  for (Mention& mention : mentions) {
    const auto& counts = votes[words(mention)];
    const auto most = std::ranges::max_element(counts);
    if (*most > counts[static_cast<std::size_t>(mention.kind)]) {
      mention.kind = static_cast<NameKind>(most - counts.begin());
    }
  }
}

// The point of "Inc." belongs to the name.
void TakePoint(const Prepared& prepared, Mention& mention) {
  const bool firm = (WordFlags(Lower(prepared.Word(mention.last - 1)), prepared.language) & kFirmWord) != 0;
  if (mention.kind == NameKind::kOrganisation && firm && mention.last < prepared.tokens.size() &&
      prepared.Word(mention.last) == "." && !prepared.tokens[mention.last].space_before) {
    ++mention.last;
  }
}

// "Orvil & Sons, Inc": what makes a firm belongs to the name, whatever the labels say.
void JoinFirms(const Prepared& prepared, std::vector<Mention>& mentions) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    Mention mention = mentions[i];
    if (kept > 0 && mention.first < mentions[kept - 1].last) {
      continue;
    }
    const std::size_t firm = mention.last + 1;
    if (firm < prepared.tokens.size() && prepared.Word(mention.last) == "," && prepared.tokens[firm].capitalised &&
        (WordFlags(Lower(prepared.Word(firm)), prepared.language) & kFirmWord) != 0) {
      mention.last = firm + 1;
      mention.kind = NameKind::kOrganisation;
    }
    mentions[kept++] = mention;
  }
  mentions.resize(kept);
}

bool IsPeopleAlone(const Prepared& prepared, const Mention& mention) {
  for (std::size_t token = mention.first; token < mention.last; ++token) {
    if ((WordFlags(Lower(prepared.Word(token)), prepared.language) & kPeople) == 0) {
      return false;
    }
  }
  return mention.kind == NameKind::kOther;
}

using Kinds = std::unordered_map<std::string_view, NameKind>;

std::string_view TextOf(const Prepared& prepared, std::size_t first, std::size_t last) {
  const std::size_t begin = prepared.tokens[first].begin;
  return prepared.text.substr(begin, prepared.tokens[last - 1].end - begin);
}

// The stretches of the mention between words that are small elsewhere, as far as the same words are names elsewhere.
std::vector<Mention> BorneOut(const Prepared& prepared, const NameFeatures& clues, const Mention& mention,
                              const Kinds& kinds) {
  std::vector<Mention> parts;
  Mention part = mention;
  for (std::size_t token = mention.first; token <= mention.last; ++token) {
    if (token < mention.last && !clues.IsSmallElsewhere(token)) {
      continue;
    }
    part.last = token;
    const auto found = part.first < token ? kinds.find(TextOf(prepared, part.first, token)) : kinds.end();
    if (found != kinds.end()) {
      part.kind = found->second;
      parts.push_back(part);
    }
    part.first = token + 1;
  }
  return parts;
}

// A headline whose words all have capitals: those that the article writes small elsewhere are no part of a name at its
// ends, and within it part names that stand elsewhere: "Ada Norling Leaves Vardish Bank".
void PartHeadlines(const Prepared& prepared, const NameFeatures& clues, std::vector<Mention>& mentions) {
  const auto is_small = [&clues](std::size_t token) { return clues.IsSmallElsewhere(token); };
  const auto has_small = [&is_small](const Mention& mention) {
    std::size_t token = mention.first;
    while (token < mention.last && !is_small(token)) {
      ++token;
    }
    return token < mention.last;
  };
  if (std::ranges::none_of(mentions, has_small)) {
    return;
  }
  Kinds kinds;
  for (const Mention& mention : mentions) {
    if (!has_small(mention)) {
      kinds.emplace(TextOf(prepared, mention.first, mention.last), mention.kind);
    }
  }
  std::vector<Mention> kept;
  for (Mention mention : mentions) {
    while (mention.first < mention.last && is_small(mention.first)) {
      ++mention.first;
    }
    while (mention.first < mention.last && is_small(mention.last - 1)) {
      --mention.last;
    }
    const std::vector<Mention> parts =
        has_small(mention) ? BorneOut(prepared, clues, mention, kinds) : std::vector<Mention>();
    if (!parts.empty()) {
      kept.insert(kept.end(), parts.begin(), parts.end());
    } else if (mention.first < mention.last) {
      kept.push_back(mention);
    }
  }
  mentions = std::move(kept);
}

// What has the shape of a name and no label is a name where another mention bears it out.
void AddShapes(std::span<const Mention> by_shape, std::vector<Mention>& mentions) {
  const std::size_t labelled = mentions.size();
  std::size_t next = 0;
  for (Mention mention : by_shape) {
    while (next < labelled && mentions[next].last <= mention.first) {
      ++next;
    }
    if (next == labelled || mentions[next].first >= mention.last) {
      mention.guessed = mention.tentative = true;
      mentions.push_back(mention);
    }
  }
  std::ranges::sort(mentions, {}, &Mention::first);
}

}  // namespace

std::string_view NameModelOf(std::string_view language) {
  const auto* const found = std::ranges::find(kModels, language, &NameModel::language);
  return found == kModels.end() ? std::string_view() : found->model;
}

std::optional<std::vector<Mention>> LabelMentions(const Prepared& prepared, std::span<const Mention> by_rule) {
  const Loaded* const loaded = ModelFor(prepared.language);
  if (loaded == nullptr) {
    return std::nullopt;
  }
  const NameFeatures clues(prepared, by_rule);
  std::vector<Mention> mentions;
  learn::Sequence sequence;
  learn::Labeler::Work work;
  std::vector<learn::Class> labels;
  for (const NameFeatures::Stretch& stretch : clues.Stretches()) {
    clues.Fill(stretch, sequence, loaded->own ? NameFeatures::Twice::kPairs : NameFeatures::Twice::kNone);
    loaded->labeler->Label(sequence, labels, work);
    bool inside = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const Meaning& meaning = loaded->meanings[labels[i]];
      if (!meaning.kind) {
        inside = false;
      } else if (meaning.begins || !inside) {
        Mention mention;
        mention.first = stretch.first + i;
        mention.last = mention.first + 1;
        mention.kind = *meaning.kind;
        mentions.push_back(mention);
        inside = true;
      } else {
        mentions.back().last = stretch.first + i + 1;
      }
    }
  }
  PartHeadlines(prepared, clues, mentions);
  JoinFirms(prepared, mentions);
  for (Mention& mention : mentions) {
    CutTitles(prepared, mention);
    TakePoint(prepared, mention);
  }
  Agree(prepared, mentions);
  for (Mention& mention : mentions) {
    mention.titled = mention.kind == NameKind::kPerson && IsTitled(prepared, mention.first);
    mention.guessed = mention.last == mention.first + 1 && !mention.titled;
  }
  std::erase_if(mentions, [&prepared](const Mention& mention) { return IsPeopleAlone(prepared, mention); });
  std::vector<Mention> shapes(by_rule.begin(), by_rule.end());
  PartHeadlines(prepared, clues, shapes);
  AddShapes(shapes, mentions);
  return mentions;
}

}  // namespace headwater::annotate
