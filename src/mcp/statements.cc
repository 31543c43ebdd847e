// The tools about who said what, and about sources.
#include <fmt/format.h>

#include <algorithm>

#include "http/address.h"
#include "mcp/tell.h"
#include "news/spelling.h"
#include "screen/wording.h"
#include "store/tallies.h"
#include "store/tallies_json.h"

namespace headwater::mcp {
namespace {

constexpr std::size_t kMostOfStory = 200;

Result<std::vector<store::StatementLine>> Find(const Arguments& arguments, const Setting& setting) {
  const std::size_t limit = CountOf(arguments, "limit", 10, 25);
  const auto from = TimeOf(arguments, "from");
  const auto to = TimeOf(arguments, "to");
  if (!from || !to) {
    return tl::unexpected(from ? to.error() : from.error());
  }
  if (const std::string story = TextOf(arguments, "story"); !story.empty()) {
    auto lines = setting.store.StatementsOf(news::StoryId(story), kMostOfStory);
    if (lines) {
      lines->resize(std::min(limit, lines->size()));
    }
    return lines;
  }
  store::SearchQuestion base;
  base.speaker = TextOf(arguments, "speaker");
  base.source = TextOf(arguments, "source");
  base.type = TextOf(arguments, "type");
  base.from = *from;
  base.to = *to;
  base.limit = limit;
  return setting.store.SearchStatements(store::ReadQuestion(TextOf(arguments, "query"), std::move(base)));
}

boost::json::object DataOf(const store::StatementLine& line, const Setting& setting) {
  const news::Statement& statement = line.statement;
  boost::json::object data{
      {"type", news::Spell(statement.type)},
      {"words", line.content},
      {"article", line.article.value()},
      {"page", fmt::format("{}#ref-{}", PageOf(setting, http::ArticleAddress(line.article)), line.position + 1)},
      {"publisher", line.publisher},
      {"articles", line.articles}};
  if (statement.speaker) {
    data["speaker"] = statement.speaker->name.empty() ? statement.speaker->phrase.text : statement.speaker->name;
    if (!statement.speaker->entity.empty()) {
      data["speaker_page"] = PageOf(setting, http::EntityAddress(statement.speaker->entity));
    }
  }
  if (line.published) {
    data["published"] = FormatMoment(*line.published);
  }
  if (!statement.said.empty()) {
    data["said"] = statement.said;
  }
  if (line.independent) {
    data["independent"] = boost::json::object{
        {"least", line.independent->least}, {"most", line.independent->most}, {"untraced", line.independent->untraced}};
  }
  return data;
}

std::string TallyWords(const std::vector<std::pair<std::string, int>>& tally, const Telling& telling) {
  constexpr std::size_t kMost = 10;
  std::string words;
  for (std::size_t n = 0; n < std::min(kMost, tally.size()); ++n) {
    words += fmt::format("{}{} ({})", n == 0 ? "" : ", ", telling.Quote(tally[n].first), tally[n].second);
  }
  return words;
}

}  // namespace

Result<Told> ListStatements(const Arguments& arguments, const Setting& setting, const Limits& limits) {
  const auto lines = Find(arguments, setting);
  if (!lines) {
    return tl::unexpected(lines.error());
  }
  Told told;
  Telling telling(limits);
  telling.Line(kNotice);
  telling.Line(lines->empty() ? "Unknown: no such statement is in the collection." : "Statements:");
  boost::json::array list;
  for (const store::StatementLine& line : *lines) {
    telling.Line("- " + StatementWords(line, setting, telling));
    list.push_back(DataOf(line, setting));
    AddLink(told, "statement", PageOf(setting, http::ArticleAddress(line.article)));
  }
  told.text = telling.Told();
  boost::json::value data = boost::json::object{{"statements", std::move(list)}};
  QuoteAll(data, limits);
  told.data = std::move(data.as_object());
  told.data["notice"] = kNotice;
  return told;
}

Result<Told> GetSource(const Arguments& arguments, const Setting& setting, const Limits& limits) {
  const auto profile = setting.store.Source(TextOf(arguments, "name"));
  if (!profile) {
    return tl::unexpected(profile.error());
  }
  Told told;
  Telling telling(limits);
  telling.Line(kNotice);
  const std::string page = PageOf(setting, http::SourceAddress(profile->name));
  telling.Line(fmt::format("{}: {} articles here; {}", telling.Quote(profile->name), profile->articles, page));
  telling.Line("By where most of the text is from:");
  for (std::size_t n = 0; n < store::kProvenances; ++n) {
    telling.Line(
        fmt::format("- {}: {}", store::WordFor(static_cast<store::Provenance>(n)), profile->by_provenance.at(n)));
  }
  if (!profile->cites.empty()) {
    telling.Line("It has its news from: " + TallyWords(profile->cites, telling));
  }
  if (!profile->cited_by.empty()) {
    telling.Line("Others that have news from it: " + TallyWords(profile->cited_by, telling));
  }
  telling.Line(fmt::format("Copies of its articles elsewhere: {}; {}/mirror", profile->copied_by, page));
  AddLink(told, "source", page);
  told.text = telling.Told();
  boost::json::value data = ObjectOf(store::WriteProfile(*profile));
  QuoteAll(data, limits);
  told.data = std::move(data.as_object());
  told.data["page"] = page;
  told.data["notice"] = kNotice;
  return told;
}

}  // namespace headwater::mcp
