// What the API offers.
#include "serve/api_table.h"

#include <algorithm>
#include <array>

#include "serve/api.h"

namespace headwater::serve {
namespace {

constexpr Operation Get(std::string_view path, screen::Screen screen, std::string_view id, std::string_view summary,
                        std::string_view parameters, std::string_view answer, std::string_view list = {}) {
  return {Method::kGet, Access::kReader, store::kMayRead, path, screen, id, summary, parameters, answer, list};
}

constexpr std::array kOperations{
    Get("stories", SendStories, "listStories", "The front page of an edition: stories with their primary sources",
        "limit cursor offset language_of country subject when order single", "StoryLine", "stories"),
    Get("story/{id}", SendStory, "getStory",
        "A story with its articles, their chains, what is copied, who says what, and where accounts differ", "",
        "Story"),
    Get("thread/{id}", SendThread, "getThread", "The stories of one subject by day, and how positions moved", "",
        "Thread"),
    Get("article/{id}", SendArticle, "getArticle", "An article with its chain to the primary source", "",
        "ArticleView"),
    Get("article/{id}/changes", SendChanges, "getChanges", "Its revisions, and two of them compared",
        "from_revision to_revision", "Changes"),
    Get("article/{id}/{item}", SendArticle, "getItem", "One report of a digest, or entry of a live blog", "",
        "ArticleView"),
    Get("person/{name}", SendEntity, "getPerson", "A person: forms, roles, statements, articles", "limit offset",
        "Entity"),
    Get("person/{name}/positions", SendPositions, "getPersonPositions", "What a person said over time, by matter",
        "limit about", "Positions"),
    Get("organisation/{name}", SendEntity, "getOrganisation", "An organisation", "limit offset", "Entity"),
    Get("organisation/{name}/positions", SendPositions, "getOrganisationPositions",
        "What an organisation said over time, by matter", "limit about", "Positions"),
    Get("place/{name}", SendEntity, "getPlace", "A place", "limit offset", "Entity"),
    Get("place/{name}/positions", SendPositions, "getPlacePositions", "What was said in a place's name, by matter",
        "limit about", "Positions"),
    Get("other/{name}", SendEntity, "getOther", "Whatever else is named", "limit offset", "Entity"),
    Get("other/{name}/positions", SendPositions, "getOtherPositions", "What was said in its name, by matter",
        "limit about", "Positions"),
    Get("entities", SendEntities, "findEntities", "Persons, organisations and places that are called so",
        "name_words kind_of_entity limit", "EntityLine", "entities"),
    Get("decisions", SendDecisions, "listDecisions", "What users have settled, the newest first", "", "Decision",
        "decisions"),
    Operation{Method::kApiPost,
              Access::kEditor,
              store::kMaySettle,
              "decisions",
              TakeDecisionByApi,
              "settle",
              "Settles who is who, or what belongs together; the desk acts on it",
              "",
              "Settled",
              {},
              "NewDecision",
              202},
    Operation{Method::kApiPost,
              Access::kEditor,
              store::kMaySettle,
              "decisions/{number}/undo",
              UndoByApi,
              "undo",
              "Takes a decision back",
              "",
              "Settled",
              {},
              {},
              202},
    Get("statements", SendStatements, "listStatements", "Who said what, the latest first",
        "limit cursor offset words language source speaker place from to", "StatementLine", "statements"),
    Get("source/{name}", SendSource, "getSource", "How a source comes by its news, and who has news from it", "",
        "Source"),
    Get("source/{name}/articles", SendSourceArticles, "listSourceArticles", "Its articles, the newest first",
        "limit cursor offset how month year language cites", "ArticleLine", "articles"),
    Get("source/{name}/mirror", SendMirror, "listCopies", "Who copies it, credited or not", "limit after credited",
        "MirrorLine", "copies"),
    Get("unresolved", SendUnresolved, "listUnresolved", "Chains that end short of a primary source",
        "limit cursor offset kind_of_end", "End", "ends"),
    Get("corrections", SendCorrections, "listCorrections", "Corrections that did not reach the copies",
        "limit cursor offset", "Correction", "corrections"),
    Get("search", SendSearch, "search", "Articles that have the words, the newest first",
        "limit cursor offset words language source speaker place origin from to order_of_hits single", "Hit",
        "articles"),
    Get("feeds", SendFeeds, "listFeeds", "What is subscribed to", "", "Feed", "feeds"),
    Operation{Method::kApiPost,
              Access::kEditor,
              store::kMayFeed,
              "feeds",
              TakeFeed,
              "subscribe",
              "Subscribes to the feed of an address, or to the one that its page names",
              "",
              "ErrandLeft",
              {},
              "NewFeed",
              202},
    Operation{Method::kGet, Access::kEditor, store::kMayFeed, "errand/{number}", SendErrand, "getErrand",
              "Whether what was asked for is done, and what came of it", "", "Errand"},
    Get("check", SendCheck, "check", "Holds an address, a quotation or a claim against the collection",
        "words url_checked as", "Checked"),
    Operation{Method::kApiPost,
              Access::kReader,
              store::kMayRead,
              "check",
              TakeCheck,
              "checkOrFetch",
              "The same; an address that is not here is fetched and traced first, for editors",
              "",
              "Checked",
              {},
              "NewCheck"},
    Get("check/{key}", SendChecked, "getCheck", "How far a check is, then its answer", "", "Checked"),
    Operation{Method::kGet, Access::kReader, store::kMayMark, "marks", SendMarks, "listMarks",
              "What is starred, kept for later or noted", "shelf limit", "Marked", "items"},
    Operation{Method::kApiPost,
              Access::kReader,
              store::kMayMark,
              "marks",
              TakeMarks,
              "mark",
              "Marks articles or stories as read, starred or for later, or takes that back",
              "",
              "Done",
              {},
              "NewMarks"},
    Operation{Method::kGet, Access::kAdministrator, store::kMayAdminister, "people", SendPeople, "listPeople",
              "Who reads here, with their roles", "", "Person", "people"},
    Get("counts", SendCounts, "getCounts", "How much is here", "", "Counts"),
    Operation{Method::kGet, Access::kAnyone, 0, "openapi.json", SendOpenApi, "getDescription", "This description", "",
              "Description"}};

constexpr std::string_view kText = R"({"type":"string","maxLength":1000})";
constexpr std::string_view kDay = R"({"type":"string","description":"a day, month or time as in RFC 3339"})";

constexpr std::array<Parameter, 33> kParameters{{
    {"url_checked", "url", "an address, instead of q", kText},
    {"as", "as", "what it is, where that is not plain", R"({"type":"string","enum":["address","quotation","claim"]})"},
    {"limit", "limit", "how many at most", R"({"type":"integer","minimum":1,"maximum":100,"default":30})"},
    {"cursor", "cursor", "goes on where the list before ended, as its Link header and its cursor have it", kText},
    {"offset", "offset", "leaves out so many of the first",
     R"({"type":"integer","minimum":0,"maximum":100000,"default":0})"},
    {"language_of", "language", "of any of its articles", R"({"type":"string","pattern":"^[a-z]{2,3}$"})"},
    {"country", "country", "where any of its publishers is at home", R"({"type":"string","pattern":"^[A-Z]{2,3}$"})"},
    {"subject", "subject", "a subject of the front page", kText},
    {"when", "when", "of its latest article", R"({"type":"string","enum":["day","week","month","year"]})"},
    {"order", "order", "weight: by importance and freshness",
     R"({"type":"string","enum":["weight","newest","carried","independent"],"default":"weight"})"},
    {"single", "single", "1: only stories that many carry and that go back to one source",
     R"({"type":"string","enum":["1"]})"},
    {"from_revision", "from", "the id of a revision", kText},
    {"to_revision", "to", "the id of a later one", kText},
    {"about", "about", "words that a matter must have", kText},
    {"name_words", "q", "a name in any of its forms", kText, true},
    {"kind_of_entity", "kind", "of these only",
     R"({"type":"string","enum":["person","organisation","place","other"]})"},
    {"words", "q", "words, phrases in quotation marks, and operators as in the search box", kText},
    {"language", "language", "ISO 639-1", R"({"type":"string","maxLength":3})"},
    {"source", "source", "a publisher in any spelling, or its domain", kText},
    {"speaker", "speaker", "a name, or the id of an entity: who says something in it", kText},
    {"place", "place", "a place, or a country: what names it", kText},
    {"origin", "origin", "how the article came to its publisher",
     R"({"type":"string","enum":["own","agency","credited","retold","uncredited","unknown"]})"},
    {"from", "from", "published from then on", kDay},
    {"to", "to", "published until then", kDay},
    {"order_of_hits", "order", "rank: those first that have the words in their headlines, and most often",
     R"({"type":"string","enum":["rank"]})"},
    {"how", "how", "how it came by them",
     R"({"type":"string","enum":["own","agency","credited","retold","uncredited","unknown"]})"},
    {"month", "month", "of this month", R"({"type":"string","pattern":"^[0-9]{4}-[0-9]{2}$"})"},
    {"year", "year", "of this year", R"({"type":"string","pattern":"^[0-9]{4}$"})"},
    {"cites", "cites", "those that have their news from this source, or cite it", kText},
    {"after", "after", "goes on behind this pair: `next` of the answer before", kText},
    {"credited", "credited", "yes: only those that name it; no: only those that do not",
     R"({"type":"string","enum":["yes","no"]})"},
    {"shelf", "shelf", "which of them", R"({"type":"string","enum":["starred","later","notes"],"default":"starred"})"},
    {"kind_of_end", "kind", "why the chain ends", R"({"type":"string","enum":["unnamed","dead","absent"]})"},
}};

}  // namespace

std::span<const Operation> Operations() { return kOperations; }

std::span<const Parameter> Parameters() { return kParameters; }

const Parameter* ParameterCalled(std::string_view name) {
  const auto* const found = std::ranges::find(kParameters, name, &Parameter::key);
  return found == kParameters.end() ? nullptr : found;
}

std::vector<std::string> PathNames(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t open = path.find('{'); open != std::string_view::npos; open = path.find('{')) {
    const std::size_t close = path.find('}', open);
    names.emplace_back(path.substr(open + 1, close - open - 1));
    path.remove_prefix(close + 1);
  }
  return names;
}

std::vector<std::string_view> NamesIn(std::string_view names) {
  std::vector<std::string_view> parts;
  while (!names.empty()) {
    const std::size_t blank = std::min(names.find(' '), names.size());
    if (blank > 0) {
      parts.push_back(names.substr(0, blank));
    }
    names.remove_prefix(std::min(blank + 1, names.size()));
  }
  return parts;
}

const std::vector<std::string>& OperationPatterns() {
  static const std::vector<std::string> patterns = [] {
    std::vector<std::string> all;
    for (const Operation& operation : kOperations) {
      std::string pattern = "api/v1/";
      bool within = false;
      for (const char c : operation.path) {
        if (c == '{') {
          pattern += '*';
        }
        within = c == '{' || (within && c != '}');
        if (!within && c != '}') {
          pattern += c;
        }
      }
      all.push_back(std::move(pattern));
    }
    return all;
  }();
  return patterns;
}

}  // namespace headwater::serve
