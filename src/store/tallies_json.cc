// Writes tallies as JSON and as rows of a table.
#include "store/tallies_json.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "form/json.h"
#include "news/spelling.h"

namespace headwater::store {
namespace {

namespace json = boost::json;

void Put(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) {
    object[name] = text;
  }
}

json::object LineObject(const ArticleLine& line) {
  json::object object;
  Put(object, "id", line.id.value());
  Put(object, "story", line.story.value());
  Put(object, "url", line.url);
  Put(object, "headline", line.headline);
  Put(object, "publisher", line.publisher);
  Put(object, "credit", line.credit);
  Put(object, "language", line.language);
  if (line.published) {
    Put(object, "published", FormatMoment(*line.published));
  }
  Put(object, "seen", FormatMoment(MomentOfInstant(line.seen)));
  return object;
}

json::array TallyArray(const std::vector<std::pair<std::string, int>>& counts) {
  json::array array;
  for (const auto& [name, count] : counts) {
    array.push_back(json::object{{"name", name}, {"count", count}});
  }
  return array;
}

json::object Provenances(const ByProvenance& counts) {
  json::object object;
  for (std::size_t n = 0; n < kProvenances; ++n) {
    object[WordFor(static_cast<Provenance>(n))] = counts.at(n);
  }
  return object;
}

json::object KnownObject(const news::Source& known) {
  json::object object;
  Put(object, "id", known.id.value());
  Put(object, "name", known.name);
  if (known.kind != news::SourceKind::kUnknown) {
    Put(object, "kind", news::Spell(known.kind));
  }
  Put(object, "country", known.country.value_or(""));
  Put(object, "language", known.language.value_or(""));
  Put(object, "owner", known.owner.value_or(""));
  json::array domains;
  for (const std::string& domain : known.domains) {
    domains.emplace_back(domain);
  }
  object["domains"] = std::move(domains);
  return object;
}

json::array Evidence(const std::vector<news::Evidence>& evidence) {
  json::array array;
  for (const news::Evidence& each : evidence) {
    json::object object{{"begin", each.span.begin}, {"end", each.span.end}, {"text", each.text}};
    if (each.mark) {
      object["mark"] = *each.mark;
    }
    array.push_back(std::move(object));
  }
  return array;
}

std::string MonthWords(std::chrono::year_month month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

std::string Field(std::string_view text) {
  std::string field = "\"";
  // A spreadsheet takes what begins so for a formula.
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    field += '\'';
  }
  for (const char c : text) {
    field.append(c == '"' ? 2 : 1, c);
  }
  return field + '"';
}

std::string Published(const ArticleLine& line) {
  return line.published ? FormatMoment(*line.published) : std::string();
}

}  // namespace

std::string WriteArticleLine(const ArticleLine& line) { return json::serialize(LineObject(line)); }

std::string WriteProfile(const SourceProfile& profile) {
  json::object object{{"name", profile.name}, {"articles", profile.articles}};
  if (profile.known) {
    object["known"] = KnownObject(*profile.known);
    Put(object["known"].as_object(), "parent", profile.parent);
  }
  object["by_provenance"] = Provenances(profile.by_provenance);
  json::array months;
  for (const MonthLine& line : profile.months) {
    months.push_back(json::object{{"month", MonthWords(line.month)}, {"by_provenance", Provenances(line.articles)}});
  }
  object["months"] = std::move(months);
  object["languages"] = TallyArray(profile.languages);
  json::object following{
      {"stories", profile.following.stories}, {"timed", profile.following.timed}, {"first", profile.following.first}};
  if (profile.following.median) {
    following["median_delay_seconds"] = profile.following.median->count();
  }
  object["following"] = std::move(following);
  object["cites"] = TallyArray(profile.cites);
  object["cited_by"] = TallyArray(profile.cited_by);
  object["copied_by"] = profile.copied_by;
  object["copied_by_is_least"] = profile.copied_by >= kMostCounted;
  json::array latest;
  for (const ArticleLine& line : profile.latest) {
    latest.push_back(LineObject(line));
  }
  object["latest"] = std::move(latest);
  return json::serialize(object);
}

std::string WriteFollowed(const FollowedStory& story) {
  json::object object{{"story", json::parse(form::WriteStory(story.line.story))}};
  if (story.delay) {
    object["delay_seconds"] = story.delay->count();
  }
  return json::serialize(object);
}

std::string WriteEnd(const EndLine& end) {
  json::object object{{"kind", WordFor(end.kind)}, {"root", end.root}};
  Put(object, "name", end.name);
  Put(object, "url", end.url);
  Put(object, "error", end.error);
  if (end.tried) {
    Put(object, "tried", FormatMoment(MomentOfInstant(*end.tried)));
  }
  object["articles"] = end.articles;
  if (end.stories) {
    object["stories"] = *end.stories;
  }
  if (end.article) {
    object["article"] = LineObject(*end.article);
  }
  json::array witnesses;
  for (const EndWitness& witness : end.witnesses) {
    json::object each = LineObject(witness.line);
    each["evidence"] = Evidence(witness.evidence);
    witnesses.push_back(std::move(each));
  }
  object["witnesses"] = std::move(witnesses);
  if (end.known) {
    object["known"] = KnownObject(*end.known);
  }
  if (end.kind != EndKind::kUnnamed) {
    object["publishes_here"] = end.publishes_here;
  }
  return json::serialize(object);
}

std::string WriteMirrorLine(const MirrorLine& line) {
  json::object object{{"copy", LineObject(line.copy)}, {"original", LineObject(line.original)}};
  object["credited"] = line.credited;
  object["original_provenance"] = WordFor(line.original_provenance);
  object["match"] = json::parse(form::WriteCopy(line.match));
  json::array passages;
  for (const std::string& passage : line.passages) {
    passages.emplace_back(passage);
  }
  object["passages"] = std::move(passages);
  return json::serialize(object);
}

std::string WriteCorrection(const Correction& correction) {
  json::object object{{"original", LineObject(correction.original)}};
  object["at"] = FormatMoment(MomentOfInstant(correction.at));
  object["marked"] = correction.marked;
  object["copies"] = correction.copies;
  json::array words;
  for (const CorrectedWords& each : correction.words) {
    words.push_back(json::object{{"before", each.before}, {"after", each.after}});
  }
  object["words"] = std::move(words);
  json::array stale;
  for (const StaleCopy& copy : correction.stale) {
    json::object each = LineObject(copy.line);
    each["later"] = copy.later;
    json::array carried;
    for (const auto& [n, evidence] : copy.carried) {
      carried.push_back(json::object{
          {"words", n}, {"begin", evidence.span.begin}, {"end", evidence.span.end}, {"text", evidence.text}});
    }
    each["carried"] = std::move(carried);
    stale.push_back(std::move(each));
  }
  object["stale"] = std::move(stale);
  return json::serialize(object);
}

std::string WriteSingleOrigin(const StoryLine& line) {
  json::object object = json::parse(form::WriteStory(line.story)).as_object();
  if (line.single_origin != SingleOrigin::kNo) {
    json::object single{{"certain", line.single_origin == SingleOrigin::kYes}};
    Put(single, "source", line.single_source);
    object["single_origin"] = std::move(single);
  }
  return json::serialize(object);
}

std::string_view MirrorColumns() {
  return "copy_url,copy_publisher,copy_published,copy_headline,original_url,original_published,original_headline,kind,"
         "credited,shared,original_shared,original_provenance,passages,primary_source,primary_url,traced\r\n";
}

std::string WriteMirrorRow(const MirrorLine& line, const PrimarySources& sources) {
  std::string passages;
  for (const std::string& passage : line.passages) {
    passages += passages.empty() ? passage : "\n" + passage;
  }
  const PrimarySource none;
  const PrimarySource& primary = sources.known.empty() ? none : sources.known.front();
  return fmt::format("{},{},{},{},{},{},{},{},{},{:.3f},{:.3f},{},{},{},{},{}\r\n", Field(line.copy.url),
                     Field(line.copy.publisher), Published(line.copy), Field(line.copy.headline),
                     Field(line.original.url), Published(line.original), Field(line.original.headline),
                     news::Spell(line.match.kind), line.credited ? "yes" : "no", line.match.shared,
                     line.match.of_shared, WordFor(line.original_provenance), Field(passages), Field(primary.name),
                     Field(primary.url), sources.complete ? "yes" : "no");
}

}  // namespace headwater::store
