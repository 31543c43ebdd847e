// Revisions and comparisons to JSON.
#include "form/fields.h"
#include "form/json.h"
#include "news/spelling.h"

namespace headwater::form {
namespace {

json::array Kinds(const std::vector<news::ChangeKind>& kinds) {
  json::array list;
  for (const news::ChangeKind kind : kinds) {
    list.emplace_back(news::Spell(kind));
  }
  return list;
}

json::object WordsObject(const news::ComparedWords& words) {
  json::object object;
  Put(object, "edit", news::Spell(words.edit));
  Put(object, "text", words.words);
  return object;
}

}  // namespace

std::string WriteRevision(const news::Revision& revision) {
  json::object object;
  object["id"] = revision.id;
  Put(object, "page", revision.page.value());
  Put(object, "at", std::optional(MomentOfInstant(revision.at)));
  Put(object, "last_seen", std::optional(MomentOfInstant(revision.last_seen)));
  Put(object, "headline", revision.headline);
  if (!revision.changes.empty()) {
    object["changes"] = Kinds(revision.changes);
    object["words_added"] = revision.words_added;
    object["words_removed"] = revision.words_removed;
  }
  return Serialize(object);
}

std::string WriteComparison(const news::Comparison& comparison) {
  json::object object;
  object["changes"] = Kinds(comparison.kinds);
  object["words_added"] = comparison.words_added;
  object["words_removed"] = comparison.words_removed;
  PutList(object, "headline", comparison.headline, WordsObject);
  PutList(object, "fields", comparison.fields, [](const news::ComparedField& field) {
    json::object each;
    Put(each, "what", news::Spell(field.kind));
    Put(each, "before", field.before);
    Put(each, "after", field.after);
    return each;
  });
  PutList(object, "paragraphs", comparison.paragraphs, [](const news::ComparedParagraph& paragraph) {
    json::object each;
    each["changed"] = paragraph.changed;
    PutList(each, "words", paragraph.words, WordsObject);
    return each;
  });
  return Serialize(object);
}

}  // namespace headwater::form
