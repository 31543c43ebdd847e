// A statement with its speaker, its first place and how many others there are.
#include "cli/statement_lines.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/sentences.h"
#include "form/json.h"
#include "news/spelling.h"

namespace headwater::cli {
namespace {

namespace json = boost::json;

void Put(json::object& object, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    object[name] = text;
  }
}

}  // namespace

std::string StatementSentence(const store::StatementLine& line) {
  const news::Statement& statement = line.statement;
  std::string speaker = "unnamed speaker";
  if (statement.speaker) {
    speaker = statement.speaker->name.empty() ? statement.speaker->phrase.text : statement.speaker->name;
  }
  std::string others;
  if (line.articles > 1) {
    others = fmt::format(", and in {} further {}", line.articles - 1, line.articles == 2 ? "article" : "articles");
  }
  return fmt::format("  {}  {} ({}): {}\n    in {}{}", WhenSentence(line.published, std::nullopt), speaker,
                     news::Spell(statement.type), line.content,
                     line.publisher.empty() ? line.article.value() : line.publisher, others);
}

std::string StatementJson(const store::StatementLine& line) {
  json::object object;
  Put(object, "article", line.article.value());
  Put(object, "headline", line.headline);
  Put(object, "publisher", line.publisher);
  if (line.published) {
    Put(object, "published", FormatMoment(*line.published));
  }
  Put(object, "content", line.content);
  news::Annotations annotations;
  annotations.statements.push_back(line.statement);
  object["annotations"] = json::parse(form::WriteAnnotations(annotations));
  object["articles"] = line.articles;
  json::array places;
  for (const store::StatementPlace& each : line.places) {
    json::object place;
    Put(place, "article", each.article.value());
    Put(place, "headline", each.headline);
    Put(place, "publisher", each.publisher);
    if (each.published) {
      Put(place, "published", FormatMoment(*each.published));
    }
    Put(place, "seen", FormatMoment(MomentOfInstant(each.seen)));
    places.push_back(std::move(place));
  }
  if (!places.empty()) {
    object["places"] = std::move(places);
  }
  return json::serialize(object);
}

}  // namespace headwater::cli
