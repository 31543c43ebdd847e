// Lists as tables and as lines of JSON.
#include <fmt/format.h>

#include <algorithm>

#include "out/formats.h"
#include "out/item_json.h"
#include "out/markup.h"

namespace headwater::out {
namespace {

constexpr std::string_view kColumns =
    "id,url,external_url,title,publisher,authors,language,published,updated,articles,independent_least,"
    "independent_most,untraced,primary_source,primary_url,primary_kind,primary_confidence,traced\r\n";

// In quotation marks where it needs them; what a spreadsheet would run is kept from it.
std::string Field(const std::string& raw) {
  std::string text = Plain(raw);
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    text.insert(0, 1, '\'');
  }
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    return text;
  }
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + "\"";
}

std::string Row(const Item& item) {
  const Source none;
  const Source& primary = item.sources.empty() ? none : item.sources.front();
  const auto number = [&](int news::Independence::*which) {
    return item.independent ? fmt::to_string((*item.independent).*which) : std::string();
  };
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", Field(AsUri(item.id)),
                     Field(AsUri(item.url)), Field(AsUri(item.external)), Field(item.title), Field(item.publisher),
                     Field(fmt::format("{}", fmt::join(item.authors, "; "))), Field(item.language),
                     item.published ? FormatMoment(*item.published) : std::string(), Rfc3339(item.updated),
                     item.articles, number(&news::Independence::least), number(&news::Independence::most),
                     number(&news::Independence::untraced), Field(primary.name), Field(AsUri(primary.url)),
                     primary.kind, item.sources.empty() ? std::string() : fmt::format("{:.2f}", primary.confidence),
                     item.traced ? "yes" : "no");
}

}  // namespace

std::string WriteCsv(const Listing& listing) {
  std::string table(kColumns);
  for (const Item& item : listing.items) {
    table += Row(item);
  }
  return table;
}

std::string WriteJsonLines(const Listing& listing) {
  std::string lines;
  for (const Item& item : listing.items) {
    form::JsonObject object;
    object.Text("id", AsUri(item.id)).Text("url", AsUri(item.url)).Text("external_url", AsUri(item.external));
    object.Text("title", Plain(item.title)).Text("summary", Plain(item.summary));
    object.Text("publisher", Plain(item.publisher)).Text("language", item.language);
    if (!item.authors.empty()) {
      object.Raw("authors", form::JsonTexts(item.authors));
    }
    object.Text("published", item.published ? FormatMoment(*item.published) : std::string());
    object.Text("updated", Rfc3339(item.updated)).Number("articles", item.articles);
    if (item.independent) {
      object.Raw("independent", IndependentJson(item));
    }
    object.Raw("primary_sources", SourcesJson(item)).Flag("traced", item.traced);
    lines += object.Written() + "\n";
  }
  return lines;
}

}  // namespace headwater::out
