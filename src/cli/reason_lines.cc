// The words for measures and decisions.
#include "cli/reason_lines.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace headwater::cli {
namespace {

namespace json = boost::json;
using store::DecisionKind;

constexpr std::array<std::pair<std::string_view, std::string_view>, 40> kWords{
    {{"shared-text", "part of the text that stands in the other"},
     {"longest-passage", "words in a row that both have"},
     {"aligned-sentences", "passages that say the same in the same order"},
     {"shared-order", "of what both have, the part in the same order"},
     {"shared-quotations", "quotations in both"},
     {"shared-names", "names in both"},
     {"shared-numbers", "numbers in both"},
     {"shared-places", "places in both"},
     {"shared-rare-words", "rare words in both"},
     {"shared-headline", "words that the headlines share"},
     {"shared-links", "links in both"},
     {"similarity", "likeness of the words"},
     {"hours-apart", "time between the two"},
     {"days-apart", "days between the two"},
     {"chance", "held to be likely by"},
     {"score", "sum of what was weighed"},
     {"copy-pair", "it shares text with an article of the story"},
     {"second-look", "looked at again when more was known"},
     {"differing-numbers", "numbers that differ"},
     {"differing-names", "names that differ"},
     {"furniture", "of what both have, the part that many pages of a site carry"},
     {"earlier", "the other was published earlier by"},
     {"credits-other", "it names the other"},
     {"fuller", "the part that this one left out"},
     {"declared", "the page declares it"},
     {"credit-line", "a line of credit says so"},
     {"cited", "times that the text cites it"},
     {"cited-by-copies", "copies of the article that name it"},
     {"links-to", "links that lead there"},
     {"own-reporting", "marks of first-hand work"},
     {"no-earlier", "earlier articles here with its text or matter"},
     {"only-trail", "other trails that the article gives"},
     {"unnamed", "the trail ends with somebody unnamed"},
     {"no-trail", "nothing in the article tells where it has its news from"},
     {"same-form", "named by this very form, times"},
     {"spelling", "likeness of the spellings"},
     {"full-form-beside", "articles where the form stands beside the full name"},
     {"shared-role", "offices or work that articles give both"},
     {"known", "the tables know it"},
     {"settled", "settled by a person"}}};

std::string_view WordsFor(std::string_view what) {
  for (const auto& [key, words] : kWords) {
    if (key == what) {
      return words;
    }
  }
  return what;
}

std::string NumberOf(const news::Reason& reason, double number) {
  const auto measure = news::MeasureOf(reason.what);
  switch (measure ? measure->unit : news::Unit::kScore) {
    case news::Unit::kShare:
      return fmt::format("{:.0f} %", number * 100);
    case news::Unit::kCount:
      return fmt::format("{:.0f}", number);
    case news::Unit::kHours:
      return fmt::format("{:.1f} h", number);
    case news::Unit::kDays:
      return fmt::format("{:.1f} d", number);
    default:
      return fmt::format("{:.2f}", number);
  }
}

json::array Ids(const std::vector<news::ArticleId>& articles) {
  json::array ids;
  for (const news::ArticleId& id : articles) {
    ids.emplace_back(id.value());
  }
  return ids;
}

// What is empty is left out, as everywhere in the contract.
void Put(json::object& object, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    object[name] = text;
  }
}

std::string Articles(const std::string& headline, const std::vector<news::ArticleId>& articles) {
  if (articles.empty()) {
    return "“" + headline + "”";
  }
  const std::string more = articles.size() > 1 ? fmt::format(" and {} more", articles.size() - 1) : std::string();
  return fmt::format("“{}” ({}){}", headline, articles.front().value(), more);
}

std::string OfEntities(const store::Decision& decision) {
  std::string what = fmt::format("{} ({})", decision.entity_name, decision.entity.value());
  const std::string other = fmt::format("{} ({})", decision.other_name, decision.other.value());
  if (decision.kind == DecisionKind::kMerge) {
    return fmt::format("{} is {}", what, other);
  }
  if (!decision.form.empty()) {
    what = fmt::format("“{}” of {}", decision.form, what);
  }
  const std::string where =
      decision.article.empty() ? std::string() : fmt::format(" in article {}", decision.article.value());
  return fmt::format("{}{} is {}", what, where, other);
}

std::string OfDesk(const store::Decision& decision) {
  const std::string articles = Articles(decision.entity_name, decision.articles);
  const std::string others = decision.others.empty()
                                 ? decision.source + (decision.url.empty() ? "" : " <" + decision.url + ">")
                                 : Articles(decision.other_name, decision.others);
  switch (decision.kind) {
    case DecisionKind::kJoin:
      return fmt::format("{} and {} are one story", articles, others);
    case DecisionKind::kMove:
      return fmt::format("{} belongs to the story of {}", articles, others);
    case DecisionKind::kLeave:
      return fmt::format("{} is not of the story with {} other articles that it was in", articles,
                         decision.left.size());
    case DecisionKind::kNotCopy:
      return fmt::format("{} and {} are no copies", articles, others);
    case DecisionKind::kNotSource:
      return fmt::format("{} does not have its news from {}", articles, others);
    case DecisionKind::kIsSource:
      return fmt::format("{} has its news from {}", articles, others);
    case DecisionKind::kNoOrigin:
      return fmt::format("{} is never counted as a primary source", decision.source);
    default:
      return fmt::format("what {} publishes is kept out of stories", decision.source);
  }
}

}  // namespace

std::string ReasonSentence(const news::Reason& reason) {
  std::string line(WordsFor(reason.what));
  if (reason.value && reason.what != "settled") {
    line += ": " + NumberOf(reason, *reason.value);
  } else if (reason.value) {
    line += fmt::format(": decision {:.0f}", *reason.value);
  }
  if (reason.limit) {
    const auto measure = news::MeasureOf(reason.what);
    const bool at_most = measure && measure->sense == news::Sense::kAtMost;
    line += fmt::format(" ({} {})", at_most ? "at most" : "at least", NumberOf(reason, *reason.limit));
  }
  if (!news::SpeaksFor(reason)) {
    line += ", which speaks against it";
  }
  if (!reason.words.empty()) {
    line += " “" + reason.words + "”";
  }
  return line;
}

void PrintReasons(const std::vector<news::Reason>& reasons, std::string_view indent, Output& output) {
  for (const news::Reason& reason : reasons) {
    output.Line(fmt::format("{}- {}", indent, ReasonSentence(reason)));
  }
}

json::object DecisionJson(const store::Decision& decision) {
  json::object object;
  object["decision"] = decision.id;
  object["kind"] = store::WordFor(decision.kind);
  Put(object, "entity", decision.entity.value());
  Put(object, "name", decision.entity_name);
  Put(object, "form", decision.form);
  Put(object, "article", decision.article.value());
  Put(object, "other", decision.other.value());
  Put(object, "other_name", decision.other_name);
  if (!store::IsOfEntities(decision.kind)) {
    object["articles"] = Ids(decision.articles);
    object["others"] = Ids(decision.others);
    object["left"] = Ids(decision.left);
    Put(object, "source", decision.source);
    Put(object, "url", decision.url);
  }
  Put(object, "at", FormatMoment(MomentOfInstant(decision.at)));
  return object;
}

std::string DecisionSentence(const store::Decision& decision) {
  return fmt::format("{}: {}", decision.id,
                     store::IsOfEntities(decision.kind) ? OfEntities(decision) : OfDesk(decision));
}

}  // namespace headwater::cli
