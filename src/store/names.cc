// Each form is found by its words, and by what is left of them when one sound is spelt one way.
#include "store/names.h"

#include <algorithm>
#include <map>
#include <set>

#include "text/transliteration.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::store {
namespace {

// Stands before words that are spelt alike only.
constexpr char kAlike = '~';
constexpr std::size_t kMostWords = 12;
constexpr std::int64_t kMostForms = 2000;
// Forms among which a name is chosen.
constexpr std::int64_t kMostNamed = 12;
// Shorter words are taken as they are.
constexpr std::size_t kLeastBegun = 3;

// What a form's words are found by.
std::vector<std::string> LookedUpBy(std::string_view form) {
  std::vector<std::string> keys;
  for (const std::string& word : NameWords(form)) {
    keys.push_back(word);
    keys.push_back(kAlike + text::SpellingKey(word));
  }
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

struct Form {
  std::string entity;
  std::string form;
  friend auto operator<=>(const Form&, const Form&) = default;
};

std::set<Form> FormsWith(Session& session, const std::string& word, bool begun) {
  std::set<Form> forms;
  const std::string past = begun ? word + "\x7F" : word;
  session.Run(begun ? "SELECT entity, form FROM form_words WHERE word >= ? AND word < ? LIMIT ?"
                    : "SELECT entity, form FROM form_words WHERE word >= ? AND word <= ? LIMIT ?",
              {word, past, kMostForms}, [&](const Row& row) {
                forms.insert({std::string(row.Text(0)), std::string(row.Text(1))});
              });
  return forms;
}

std::set<Form> FormsWithAll(Session& session, const std::vector<std::string>& words, bool last_is_begun) {
  std::set<Form> all;
  for (std::size_t n = 0; n < words.size(); ++n) {
    std::set<Form> forms = FormsWith(session, words[n], last_is_begun && n + 1 == words.size());
    if (n > 0) {
      std::erase_if(forms, [&](const Form& form) { return !all.contains(form); });
    }
    all = std::move(forms);
    if (all.empty()) {
      break;
    }
  }
  return all;
}

}  // namespace

std::vector<std::string> NameWords(std::string_view name) {
  std::vector<std::string> words;
  for (const text::Word& place : text::Words(name)) {
    const std::string_view word = name.substr(place.begin, place.end - place.begin);
    const std::string latin = text::Latinise(word);
    if (latin.empty()) {
      words.push_back(text::Fold(word));
    }
    for (std::size_t at = 0; at < latin.size();) {
      const std::size_t end = std::min(latin.find(' ', at), latin.size());
      if (end > at) {
        words.push_back(latin.substr(at, end - at));
      }
      at = end + 1;
    }
    if (words.size() >= kMostWords) {
      break;
    }
  }
  return words;
}

std::string NameKey(std::string_view name) {
  std::string key;
  for (const std::string& word : NameWords(name)) {
    key += (key.empty() ? "" : " ") + word;
  }
  return key;
}

void CountForm(Session& session, std::string_view entity, std::string_view form, std::int64_t times,
               std::int64_t articles) {
  // Not by one upsert that returns the sum: SQLite sorts what is returned into a table of its own, for ten times as
  // long.
  const auto before = session.Number("SELECT articles FROM forms WHERE entity = ? AND form = ?", {entity, form});
  if (before) {
    session.Run("UPDATE forms SET times = times + ?, articles = articles + ? WHERE entity = ? AND form = ?",
                {times, articles, entity, form});
  } else if (articles > 0) {
    session.Run("INSERT INTO forms (entity, form, form_key, times, articles) VALUES (?, ?, ?, ?, ?)",
                {entity, form, NameKey(form), times, articles});
    for (const std::string& word : LookedUpBy(form)) {
      session.Run("INSERT INTO form_words (word, entity, form) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                  {word, entity, form});
    }
  }
  if (before && *before + articles <= 0) {
    session.Run("DELETE FROM forms WHERE entity = ? AND form = ?", {entity, form});
    for (const std::string& word : LookedUpBy(form)) {
      session.Run("DELETE FROM form_words WHERE word = ? AND entity = ? AND form = ?", {word, entity, form});
    }
  }
}

std::vector<std::string> EntitiesNamed(Session& session, const NameQuestion& question) {
  std::vector<std::string> words = NameWords(question.words);
  if (words.empty()) {
    return {};
  }
  const bool begun = question.last_is_begun && words.back().size() >= kLeastBegun;
  std::set<Form> forms = FormsWithAll(session, words, begun);
  if (forms.empty() && !question.as_written) {
    for (std::string& word : words) {
      word = kAlike + text::SpellingKey(word);
    }
    forms = FormsWithAll(session, words, false);
  }
  std::map<std::string, std::int64_t> articles;
  for (const Form& form : forms) {
    const std::string_view kind = std::string_view(form.entity).substr(0, form.entity.find('/'));
    if (question.kind.empty() || question.kind == kind) {
      articles.emplace(form.entity, 0);
    }
  }
  for (auto& [entity, count] : articles) {
    count = session.Number("SELECT sum(articles) FROM forms WHERE entity = ?", {entity}).value_or(0);
  }
  std::vector<std::pair<std::int64_t, std::string>> ranked;
  for (const auto& [entity, count] : articles) {
    ranked.emplace_back(-count, entity);
  }
  std::ranges::sort(ranked);
  std::vector<std::string> entities;
  for (std::size_t n = 0; n < std::min(ranked.size(), question.limit); ++n) {
    entities.push_back(std::move(ranked[n].second));
  }
  return entities;
}

std::vector<std::string> EntitiesWithForm(Session& session, std::string_view form, std::size_t limit) {
  std::vector<std::string> entities;
  session.Run("SELECT entity FROM forms WHERE form_key = ? GROUP BY entity ORDER BY sum(articles) DESC, entity LIMIT ?",
              {NameKey(form), static_cast<std::int64_t>(limit)},
              [&](const Row& row) { entities.emplace_back(row.Text(0)); });
  return entities;
}

std::string PlainForm(std::string_view form) {
  std::string plain;
  for (std::size_t at = 0; at < form.size();) {
    const std::size_t begin = at;
    const char32_t c = text::NextCodePoint(form, at);
    const bool blank =
        c <= 0x20 || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x3000;
    if (!blank) {
      plain.append(form.substr(begin, at - begin));
    } else if (!plain.empty() && plain.back() != ' ') {
      plain.push_back(' ');
    }
  }
  if (plain.ends_with(' ')) {
    plain.pop_back();
  }
  return plain;
}

std::string NameOfEntity(Session& session, std::string_view entity) {
  if (entity.find(kMadeByUser) != std::string_view::npos) {
    const auto given = session.Words(
        "SELECT name FROM decisions WHERE other = ? AND kind = 'part' ORDER BY id DESC LIMIT 1", {entity});
    if (given && !given->empty()) {
      return *given;
    }
  }
  std::string name;
  const bool person = entity.starts_with("person/");
  session.Run("SELECT form FROM forms WHERE entity = ? ORDER BY times DESC, length(form) DESC, form LIMIT ?",
              {entity, kMostNamed}, [&](const Row& row) {
                const bool fuller =
                    person && name.find(' ') == std::string::npos && row.Text(0).find(' ') != std::string::npos;
                if (name.empty() || fuller) {
                  name = row.Text(0);
                }
              });
  return name;
}

}  // namespace headwater::store
