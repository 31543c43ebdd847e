// Annotations to and from JSON.
#include "form/annotations.h"

#include "form/json.h"

namespace headwater::form {
namespace {

json::object SpanObject(const news::Span& span) {
  json::object object;
  Put(object, span);
  return object;
}

news::Span SpanFrom(const Fields& fields) { return fields.Stretch(); }

json::object PhraseObject(const news::Phrase& phrase) {
  json::object object = SpanObject(phrase.span);
  Put(object, "text", phrase.text);
  PutList(object, "parts", phrase.parts, SpanObject);
  return object;
}

news::Phrase PhraseFrom(const Fields& fields) {
  return {fields.Stretch(), fields.Text("text"), fields.List("parts", SpanFrom)};
}

json::object NameObject(const news::Name& name) {
  json::object object = SpanObject(name.span);
  Put(object, "text", name.text);
  Put(object, "kind", news::Spell(name.kind));
  Put(object, "role", name.role);
  Put(object, "entity", name.entity.value());
  PutMark(object, name.mark);
  return object;
}

news::Name NameFrom(const Fields& fields) {
  return {fields.Stretch(),
          fields.Text("text"),
          fields.Word("kind", news::NameKind::kOther),
          fields.Text("role"),
          news::EntityId(fields.Text("entity")),
          fields.Mark()};
}

json::object StatementObject(const news::Statement& statement) {
  json::object object;
  if (statement.speaker) {
    json::object speaker = PhraseObject(statement.speaker->phrase);
    Put(speaker, "name", statement.speaker->name);
    Put(speaker, "entity", statement.speaker->entity.value());
    Put(speaker, "role", statement.speaker->role);
    object["speaker"] = std::move(speaker);
  }
  object["cue"] = PhraseObject(statement.cue);
  PutList(object, "content", statement.content, SpanObject);
  Put(object, "kind", news::Spell(statement.kind));
  Put(object, "type", news::Spell(statement.type));
  Put(object, "chain", statement.chain);
  Put(object, "said", statement.said);
  if (statement.hearer) {
    object["hearer"] = PhraseObject(*statement.hearer);
  }
  if (statement.occasion) {
    object["occasion"] = PhraseObject(*statement.occasion);
  }
  if (statement.truncated) {
    object["truncated"] = true;
  }
  PutMark(object, statement.mark);
  return object;
}

news::Statement StatementFrom(const Fields& fields) {
  news::Statement statement;
  if (const json::object* const object = fields.Object("speaker")) {
    const Fields speaker(*object, fields.fault());
    statement.speaker = {PhraseFrom(speaker), speaker.Text("name"), news::EntityId(speaker.Text("entity")),
                         speaker.Text("role")};
  }
  if (const json::object* const object = fields.Object("cue")) {
    statement.cue = PhraseFrom(Fields(*object, fields.fault()));
  }
  statement.content = fields.List("content", SpanFrom);
  statement.kind = fields.Word("kind", news::StatementKind::kIndirect);
  statement.type = fields.Word("type", news::StatementType::kAssertion);
  statement.chain = fields.Texts("chain");
  statement.said = fields.Text("said");
  if (const json::object* const object = fields.Object("hearer")) {
    statement.hearer = PhraseFrom(Fields(*object, fields.fault()));
  }
  if (const json::object* const object = fields.Object("occasion")) {
    statement.occasion = PhraseFrom(Fields(*object, fields.fault()));
  }
  statement.truncated = fields.Flag("truncated");
  statement.mark = fields.Mark();
  return statement;
}

json::object CitationObject(const news::Citation& citation) {
  json::object object = SpanObject(citation.span);
  Put(object, "text", citation.text);
  Put(object, "source", citation.source);
  Put(object, "source_id", citation.source_id.value());
  Put(object, "url", citation.url);
  Put(object, "how", news::Spell(citation.how));
  PutMark(object, citation.mark);
  return object;
}

news::Citation CitationFrom(const Fields& fields) {
  return {fields.Stretch(),      fields.Text("text"),
          fields.Text("source"), news::SourceId(fields.Text("source_id")),
          fields.Text("url"),    fields.Word("how", news::CitationHow::kReported),
          fields.Mark()};
}

json::object TimeObject(const news::Time& time) {
  json::object object = SpanObject(time.span);
  Put(object, "text", time.text);
  Put(object, "type", news::Spell(time.type));
  Put(object, "value", time.value);
  return object;
}

news::Time TimeFrom(const Fields& fields) {
  return {fields.Stretch(), fields.Text("text"), fields.Word("type", news::TimeType::kDate), fields.Text("value")};
}

json::object PlaceObject(const news::Place& place) {
  json::object object = SpanObject(place.span);
  Put(object, "text", place.text);
  Put(object, "name", place.name);
  Put(object, "country", place.country);
  object["latitude"] = place.latitude;
  object["longitude"] = place.longitude;
  return object;
}

news::Place PlaceFrom(const Fields& fields) {
  return {fields.Stretch(),
          fields.Text("text"),
          fields.Text("name"),
          fields.Text("country"),
          fields.Number("latitude", -90, 90).value_or(0),
          fields.Number("longitude", -180, 180).value_or(0)};
}

}  // namespace

json::object AnnotationsObject(const news::Annotations& annotations) {
  json::object object;
  // The lists are always there: an empty one says that nothing was found, not that nobody looked.
  for (const char* const list : {"sentences", "names", "statements", "citations", "times", "places"}) {
    object[list] = json::array();
  }
  PutList(object, "sentences", annotations.sentences, SpanObject);
  PutList(object, "names", annotations.names, NameObject);
  PutList(object, "statements", annotations.statements, StatementObject);
  PutList(object, "citations", annotations.citations, CitationObject);
  PutList(object, "times", annotations.times, TimeObject);
  PutList(object, "places", annotations.places, PlaceObject);
  return object;
}

news::Annotations AnnotationsFrom(const Fields& fields) {
  news::Annotations annotations;
  annotations.sentences = fields.List("sentences", SpanFrom);
  annotations.names = fields.List("names", NameFrom);
  annotations.statements = fields.List("statements", StatementFrom);
  annotations.citations = fields.List("citations", CitationFrom);
  annotations.times = fields.List("times", TimeFrom);
  annotations.places = fields.List("places", PlaceFrom);
  return annotations;
}

std::string WriteAnnotations(const news::Annotations& annotations) { return Serialize(AnnotationsObject(annotations)); }

Result<news::Annotations> ReadAnnotations(std::string_view text) {
  return ReadNoun<news::Annotations>(text, "annotations", AnnotationsFrom);
}

}  // namespace headwater::form
