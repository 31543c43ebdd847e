// Writes sources and counts.
#include "out/item_json.h"

#include <fmt/format.h>

#include "out/markup.h"
#include "text/utf8.h"

namespace headwater::out {

std::string Plain(const std::string& text) { return text::RepairUtf8(text); }

std::string SourcesJson(const Item& item) {
  std::vector<std::string> elements;
  for (const Source& source : item.sources) {
    form::JsonObject object;
    object.Text("kind", source.kind).Text("name", Plain(source.name)).Text("url", AsUri(source.url));
    object.Text("headline", Plain(source.headline)).Text("page", AsUri(source.page));
    object.Number("articles", source.articles).Raw("confidence", fmt::format("{:.2f}", source.confidence));
    elements.push_back(object.Written());
  }
  return form::JsonArray(elements);
}

std::string IndependentJson(const Item& item) {
  if (!item.independent) {
    return {};
  }
  form::JsonObject object;
  object.Number("least", item.independent->least).Number("most", item.independent->most);
  return object.Number("untraced", item.independent->untraced).Written();
}

}  // namespace headwater::out
