// Names as they are looked up: in plain letters, whatever their script, and every form of an entity counted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/port.h"

namespace headwater::store {

// The words of a name in plain Latin letters; what nobody can read so stays as it is, folded.
std::vector<std::string> NameWords(std::string_view name);
// The same as one text: equal for the spellings of one name in several scripts.
std::string NameKey(std::string_view name);

// An article more (or, with negative numbers, less) names the entity by this form. A form that none does is gone.
void CountForm(Session& session, std::string_view entity, std::string_view form, std::int64_t times,
               std::int64_t articles);

struct NameQuestion {
  std::string_view words;
  std::string_view kind;       // `person`; empty: any
  bool last_is_begun = false;  // the last word may go on
  bool as_written = false;     // not those that are only spelt alike
  std::size_t limit = 30;
};

// Entities with a form that has all of the words, those named in most articles first. Where none has, those with a form
// whose words are spelt alike: c and k, y and j, one letter or two.
std::vector<std::string> EntitiesNamed(Session& session, const NameQuestion& question);

// Entities that are called by just this form.
std::vector<std::string> EntitiesWithForm(Session& session, std::string_view form, std::size_t limit);

// Stands in the ids of entities that users made, before a number.
inline constexpr char kMadeByUser = '~';

// A form as it is kept: white space of any kind is one blank.
std::string PlainForm(std::string_view form);

// What users called it that they made, else the form most used, of forms used alike the longest; of a person one of
// several words where there is any. Empty where there is no form.
std::string NameOfEntity(Session& session, std::string_view entity);

}  // namespace headwater::store
