// Reasons as cards, and decisions as sentences.
#include "screen/reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostReasons = 12;
constexpr std::size_t kMostWords = 300;
constexpr std::size_t kMostHeadline = 90;

std::string HeldWords(const news::Reason& reason) {
  if (!reason.limit) {
    return {};
  }
  const auto measure = news::MeasureOf(reason.what);
  const bool at_most = measure && measure->sense == news::Sense::kAtMost;
  return Say(at_most ? "why.at_most" : "why.at_least", NumberWords(reason, *reason.limit));
}

// A key that no catalogue has words for is shown as it is.
std::string MeasureWords(const std::string& what) {
  const std::string key = "why." + what;
  const std::string_view phrase = Phrase(key);
  return std::string(phrase == key ? std::string_view(what) : phrase);
}

std::string Quoted(const std::string& headline) {
  return Say("quoted", Shortened(HeadlineWords(headline), kMostHeadline));
}

// One article by its headline, several by the first and their number.
std::string ArticlesWords(const std::string& headline, std::size_t count) {
  return count > 1 ? Say("decision.and_others", Quoted(headline), Count("others", static_cast<std::int64_t>(count - 1)))
                   : Quoted(headline);
}

}  // namespace

std::string NumberWords(const news::Reason& reason, double number) {
  const auto measure = news::MeasureOf(reason.what);
  const auto whole = static_cast<std::int64_t>(std::llround(std::clamp(number, -1e15, 1e15)));
  switch (measure ? measure->unit : news::Unit::kScore) {
    case news::Unit::kShare:
      return Say("why.percent", fmt::format("{:.0f}", number * 100));
    case news::Unit::kCount:
      return Grouped(whole);
    case news::Unit::kHours:
      return number < 1 ? Count("why.minutes", static_cast<std::int64_t>(std::llround(number * 60)))
                        : Count("why.hours", whole);
    case news::Unit::kDays:
      return Count("why.days", whole);
    default:
      return fmt::format("{:.2f}", number);
  }
}

void PutWhy(Card& card, const Visit& visit, const std::vector<news::Reason>& reasons) {
  std::vector<Card> cards;
  for (const news::Reason& reason : reasons) {
    if (cards.size() == kMostReasons) {
      break;
    }
    Card each;
    const bool settled = reason.what == "settled";
    each.Put("measure", MeasureWords(reason.what)).Put("against", !news::SpeaksFor(reason));
    if (settled) {
      each.Set("href", fmt::format("{}decisions", visit.root));
    } else {
      each.Put("number", reason.value ? NumberWords(reason, *reason.value) : std::string());
      each.Put("held", HeldWords(reason)).Put("evidence_words", Shortened(reason.words, kMostWords));
    }
    cards.push_back(std::move(each));
  }
  card.Put("why", cards).Put("has_why", !cards.empty());
}

std::vector<news::Reason> CopyReasons(const news::Copy& copy) {
  if (!copy.why.empty()) {
    return copy.why;
  }
  std::vector<news::Reason> why{{"shared-text", copy.shared, std::nullopt, ""}};
  if (!copy.passages.empty()) {
    why.push_back({"aligned-sentences", static_cast<double>(copy.passages.size()), std::nullopt, ""});
  }
  return why;
}

std::vector<news::Reason> PlacingReasons(const store::StoryView& story, const news::ArticleId& article) {
  if (const auto told = story.placed.find(article); told != story.placed.end()) {
    return told->second;
  }
  std::vector<news::Reason> why;
  for (const news::Copy& copy : story.copies) {
    const bool own = copy.article == article;
    if (!own && copy.of != article) {
      continue;
    }
    const news::ArticleId& other = own ? copy.of : copy.article;
    const auto line = std::ranges::find(story.articles, other, &store::ArticleLine::id);
    if (line != story.articles.end()) {
      why.push_back({"copy-pair", own ? copy.shared : copy.of_shared, std::nullopt, line->headline});
    }
  }
  if (why.empty() && article.value() == story.line.story.id.value()) {
    why.push_back({"founded", std::nullopt, std::nullopt, ""});
  }
  return why;
}

std::vector<news::Reason> OriginReasons(const news::Origin& origin) {
  if (!origin.why.empty()) {
    return origin.why;
  }
  std::vector<news::Reason> why;
  if (origin.roots.empty()) {
    why.push_back({"no-trail", std::nullopt, std::nullopt, ""});
  } else {
    why.push_back({"chance", origin.confidence, std::nullopt, ""});
  }
  return why;
}

std::string DecisionWords(const store::Decision& decision) {
  using store::DecisionKind;
  const std::string articles = ArticlesWords(decision.entity_name, decision.articles.size());
  const std::string others = ArticlesWords(decision.other_name, decision.others.size());
  switch (decision.kind) {
    case DecisionKind::kMerge:
      return Say("decision.merge", decision.entity_name, decision.other_name);
    case DecisionKind::kPart:
      if (decision.form.empty()) {
        return Say("decision.part_article", decision.entity_name, decision.other_name);
      }
      return Say(decision.article.empty() ? "decision.part_form" : "decision.part_both", decision.form,
                 decision.entity_name, decision.other_name);
    case DecisionKind::kJoin:
      return Say("decision.join", articles, others);
    case DecisionKind::kMove:
      return Say("decision.move", articles, others);
    case DecisionKind::kLeave:
      return Say("decision.leave", articles, Count("articles", static_cast<std::int64_t>(decision.left.size())));
    case DecisionKind::kNotCopy:
      return Say("decision.not_copy", articles, others);
    case DecisionKind::kNotSource:
    case DecisionKind::kIsSource: {
      const bool is = decision.kind == DecisionKind::kIsSource;
      if (decision.others.empty()) {
        return Say(is ? "decision.is_source" : "decision.not_source", articles, decision.source);
      }
      return Say(is ? "decision.is_source_article" : "decision.not_source_article", articles, others, decision.source);
    }
    case DecisionKind::kNoOrigin:
      return Say("decision.no_origin", decision.source);
    case DecisionKind::kNoStories:
      return Say("decision.no_stories", decision.source);
  }
  return {};
}

}  // namespace headwater::screen
