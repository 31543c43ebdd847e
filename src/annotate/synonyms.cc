// Synonyms are looked up by the stems of their words.
#include "annotate/synonyms.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "tables/tables.h"

namespace headwater::annotate {
namespace {

std::string KeyOf(const NameForm& form) {
  std::string key;
  for (const NameWord& word : form.words) {
    key += word.stem;
    key += ' ';
  }
  return key;
}

const std::unordered_map<std::string, std::string_view>& Synonyms() {
  static const auto made = [] {
    std::unordered_map<std::string, std::string_view> names;
    for (const tables::Row& row : tables::Table("name_synonyms")) {
      std::string_view forms = row[1];
      while (!forms.empty()) {
        const std::size_t bar = std::min(forms.find('|'), forms.size());
        names.emplace(KeyOf(ReadNameForm(forms.substr(0, bar))), row[0]);
        forms.remove_prefix(std::min(bar + 1, forms.size()));
      }
    }
    return names;
  }();
  return made;
}

}  // namespace

std::string_view SynonymOf(const NameForm& form) {
  const auto found = Synonyms().find(KeyOf(form));
  return found == Synonyms().end() ? std::string_view() : found->second;
}

}  // namespace headwater::annotate
