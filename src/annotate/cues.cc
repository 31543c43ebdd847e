// The cue table unfolded into all forms of its verbs.
#include "annotate/cues.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

#include "news/spelling.h"
#include "tables/tables.h"

namespace headwater::annotate {
namespace {

struct WordHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
};

using CueMap = std::unordered_map<std::string, std::vector<Cue>, WordHash, std::equal_to<>>;

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) {
      parts.push_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

CueClass ClassOf(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, CueClass>, 7> kClasses = {{{"verb", CueClass::kVerb},
                                                                              {"noun", CueClass::kNoun},
                                                                              {"noun-of", CueClass::kNounOf},
                                                                              {"adjective", CueClass::kAdjective},
                                                                              {"passive", CueClass::kPassive},
                                                                              {"seeming", CueClass::kSeeming},
                                                                              {"phrase", CueClass::kPhrase}}};
  const auto* const found = std::ranges::find(kClasses, word, &std::pair<std::string_view, CueClass>::first);
  return found == kClasses.end() ? CueClass::kVerb : found->second;
}

std::uint32_t FramesOf(std::string_view letters) {
  std::uint32_t frames = 0;
  for (const char letter : letters) {
    switch (letter) {
      case 'q':
        frames |= kTakesQuote;
        break;
      case 't':
        frames |= kTakesClause;
        break;
      case 'o':
        frames |= kTakesObject;
        break;
      case 'i':
        frames |= kTakesInfinitive;
        break;
      case 'r':
        frames |= kTakesListener;
        break;
      case 's':
        frames |= kTakesThat;
        break;
      case 'w':
        frames |= kOftenNoun;
        break;
      default:
        break;
    }
  }
  return frames;
}

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

bool Hisses(std::string_view word) {
  return word.ends_with('s') || word.ends_with('x') || word.ends_with("sh") || word.ends_with("ch");
}

struct Form {
  std::string word;
  std::uint32_t form;
};

std::vector<Form> RegularForms(const std::string& lemma) {
  const bool e = lemma.ends_with('e');
  const bool y = lemma.size() > 2 && lemma.ends_with('y') && !IsVowel(lemma[lemma.size() - 2]);
  const std::string stem = lemma.substr(0, lemma.size() - 1);
  return {{lemma, kBaseForm},
          {y ? stem + "ies" : lemma + (Hisses(lemma) ? "es" : "s"), kThirdForm},
          {y ? stem + "ied" : lemma + (e ? "d" : "ed"), kPastForm},
          {e && !lemma.ends_with("ee") ? stem + "ing" : lemma + "ing", kIngForm}};
}

// The forms column: third person, past, -ing, participle, in this order; each may be several words.
std::vector<Form> ListedForms(std::string_view lemma, const std::vector<std::string_view>& words) {
  std::vector<Form> forms = {{std::string(lemma), kBaseForm}};
  for (const std::string_view word : words) {
    const std::uint32_t form =
        word.ends_with("ing") ? kIngForm : (&word == &words[0] && word.ends_with('s') ? kThirdForm : kPastForm);
    forms.push_back({std::string(word), form});
  }
  return forms;
}

void Add(CueMap& map, const Form& form, const Cue& like, const std::vector<std::string_view>& rest) {
  auto& cues = map[form.word];
  const auto same =
      std::ranges::find_if(cues, [&](const Cue& cue) { return cue.cue_class == like.cue_class && cue.rest == rest; });
  if (same != cues.end()) {
    same->frames |= like.frames;
    same->form |= form.form;
    same->prepositions.insert(same->prepositions.end(), like.prepositions.begin(), like.prepositions.end());
    return;
  }
  Cue cue = like;
  cue.form = form.form;
  cue.rest = rest;
  cues.push_back(std::move(cue));
}

void AddRow(CueMap& map, const tables::Row& row) {
  Cue cue;
  cue.cue_class = ClassOf(row[0]);
  const std::size_t plus = row[2].find('+');
  cue.frames = FramesOf(row[2].substr(0, plus));
  if (plus != std::string_view::npos) {
    cue.frames |= kTakesPreposition;
    cue.prepositions.push_back(row[2].substr(plus + 1));
  }
  cue.type = news::Unspell<news::StatementType>(row[3]).value_or(news::StatementType::kAssertion);
  std::vector<std::string_view> words = Split(row[1], ' ');
  const std::vector<std::string_view> rest(words.begin() + 1, words.end());
  if (cue.cue_class != CueClass::kVerb) {
    Add(map, {std::string(words[0]), kBaseForm}, cue, rest);
    return;
  }
  std::vector<std::string_view> listed;
  for (const std::string_view word : Split(row[4], ' ')) {
    if (std::ranges::find(rest, word) == rest.end()) {
      listed.push_back(word);
    }
  }
  for (const Form& form : listed.empty() ? RegularForms(std::string(words[0])) : ListedForms(words[0], listed)) {
    Add(map, form, cue, rest);
  }
}

const CueMap& Map() {
  static const CueMap made = [] {
    CueMap map;
    for (const tables::Row& row : tables::Table("cues")) {
      AddRow(map, row);
    }
    for (auto& [word, cues] : map) {
      std::ranges::stable_sort(cues, [](const Cue& a, const Cue& b) { return a.rest.size() > b.rest.size(); });
    }
    return map;
  }();
  return made;
}

}  // namespace

const std::vector<Cue>* CuesOf(std::string_view word) {
  const auto found = Map().find(word);
  return found == Map().end() ? nullptr : &found->second;
}

const Cue* VerbCueOf(std::string_view word) {
  const std::vector<Cue>* const cues = CuesOf(word);
  if (cues == nullptr) {
    return nullptr;
  }
  const auto found =
      std::ranges::find_if(*cues, [](const Cue& cue) { return cue.cue_class == CueClass::kVerb && cue.rest.empty(); });
  return found == cues->end() ? nullptr : &*found;
}

}  // namespace headwater::annotate
