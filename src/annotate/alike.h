// Likeness of words of names: the parts that CompareNames and the gathering of mentions into entities share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/transliteration.h"

namespace headwater::annotate {

// A word of a name, made ready for comparing.
struct NameWord {
  std::string latin;     // text::Latinise
  std::string key;       // text::SpellingKey of it
  std::string stem;      // the key without a case ending
  int concept_row = -1;  // row of data/name_words.tsv, or -1
  bool initial = false;  // a single letter
};

struct NameForm {
  std::vector<NameWord> words;  // without articles and the like
  text::Script script = text::Script::kNone;
  bool shouted = false;  // one word that may be an acronym
};

NameForm ReadNameForm(std::string_view name);

// 0 to 1: how alike two words of names are, in sound and over endings.
double WordLikeness(const NameWord& one, const NameWord& other, text::Script script_one, text::Script script_other);

// Whether two keys are forms of one given name, by data/nicknames.tsv: Ted and Edward.
bool AreNicknames(const std::string& one, const std::string& other);

// The key less a Slavic or Baltic case ending; at least three letters stay.
std::string_view WithoutEnding(std::string_view key);

}  // namespace headwater::annotate
