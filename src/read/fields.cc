// The table of elements.
#include "read/fields.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/modules.h"

namespace headwater::read {
namespace {

struct Use {
  Module module;
  std::string_view name;
  FieldUse use;
};

constexpr auto kUses = std::to_array<Use>({
    {Module::kCore, "title", {Field::kTitle, 0}},
    {Module::kDublinCore, "title", {Field::kTitle, 1}},
    {Module::kMedia, "title", {Field::kTitle, 2}},
    {Module::kItunes, "title", {Field::kTitle, 3}},
    {Module::kCore, "link", {Field::kLink, 0}},
    {Module::kFeedburner, "origlink", {Field::kOrigin, 0}},
    {Module::kCore, "description", {Field::kText, 0}},
    {Module::kCore, "summary", {Field::kText, 0}},
    {Module::kCore, "tagline", {Field::kText, 0}},
    {Module::kCore, "subtitle", {Field::kText, 0}},
    {Module::kCore, "abstract", {Field::kText, 0}},
    {Module::kDublinCore, "description", {Field::kText, 1}},
    {Module::kDcTerms, "abstract", {Field::kText, 2}},
    {Module::kItunes, "summary", {Field::kText, 3}},
    {Module::kItunes, "subtitle", {Field::kText, 4}},
    {Module::kMedia, "description", {Field::kText, 5}},
    {Module::kContent, "encoded", {Field::kContent, 0}},
    {Module::kCore, "content", {Field::kContent, 1}},
    {Module::kCore, "fullitem", {Field::kContent, 1}},
    {Module::kCore, "fulltext", {Field::kContent, 2}},
    {Module::kXhtml, "body", {Field::kContent, 1}},
    {Module::kXhtml, "div", {Field::kContent, 1}},
    {Module::kCore, "body", {Field::kContent, 2}},
    {Module::kCore, "guid", {Field::kId, 0}},
    {Module::kCore, "id", {Field::kId, 0}},
    {Module::kDublinCore, "identifier", {Field::kId, 2}},
    {Module::kCore, "pubdate", {Field::kPublished, 0}},
    {Module::kCore, "published", {Field::kPublished, 0}},
    {Module::kCore, "issued", {Field::kPublished, 1}},
    {Module::kDcTerms, "issued", {Field::kPublished, 2}},
    {Module::kCore, "updated", {Field::kUpdated, 0}},
    {Module::kCore, "modified", {Field::kUpdated, 1}},
    {Module::kCore, "lastbuilddate", {Field::kUpdated, 1}},
    {Module::kDcTerms, "modified", {Field::kUpdated, 2}},
    {Module::kDublinCore, "date", {Field::kCreated, 0}},
    {Module::kCore, "created", {Field::kCreated, 1}},
    {Module::kDcTerms, "created", {Field::kCreated, 2}},
    {Module::kCore, "date", {Field::kCreated, 3}},
    {Module::kCore, "author", {Field::kAuthor, 0}},
    {Module::kDublinCore, "creator", {Field::kAuthor, 0}},
    {Module::kDublinCore, "author", {Field::kAuthor, 0}},
    {Module::kItunes, "author", {Field::kAuthor, 1}},
    {Module::kCore, "category", {Field::kCategory, 0}},
    {Module::kDublinCore, "subject", {Field::kCategory, 0}},
    {Module::kMedia, "category", {Field::kCategory, 0}},
    {Module::kItunes, "category", {Field::kCategory, 0}},
    {Module::kCore, "enclosure", {Field::kEnclosure, 0}},
    {Module::kMedia, "content", {Field::kEnclosure, 1}},
    {Module::kMedia, "group", {Field::kGroup, 0}},
    {Module::kCore, "source", {Field::kSource, 0}},
    {Module::kDublinCore, "source", {Field::kSource, 1}},
    {Module::kCore, "generator", {Field::kGenerator, 0}},
    {Module::kCore, "ttl", {Field::kMinutes, 0}},
    {Module::kCore, "skiphours", {Field::kSkipHours, 0}},
    {Module::kCore, "skipdays", {Field::kSkipDays, 0}},
    {Module::kSyndication, "updateperiod", {Field::kPeriod, 0}},
    {Module::kSyndication, "updatefrequency", {Field::kFrequency, 0}},
    {Module::kCore, "language", {Field::kLanguage, 0}},
    {Module::kDublinCore, "language", {Field::kLanguage, 0}},
    {Module::kCore, "item", {Field::kEntry, 0}},
    {Module::kCore, "entry", {Field::kEntry, 0}},
    {Module::kCore, "channel", {Field::kChannel, 0}},
});

}  // namespace

FieldUse FieldOf(const web::XmlNode& element) {
  if (!element.is_element()) {
    return {};
  }
  const std::string name = ascii::Lower(element.name);
  const bool used = std::ranges::find(kUses, name, &Use::name) != kUses.end();
  if (!used) {
    return {};
  }
  const Module module = ModuleOf(element);
  for (const Use& use : kUses) {
    if (use.module == module && use.name == name) {
      return use.use;
    }
  }
  return {};
}

}  // namespace headwater::read
