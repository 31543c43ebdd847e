// What changed in an article: its revisions, and any two of them held against each other.
#include "screen/changes.h"

#include <fmt/format.h>

#include <algorithm>

#include "news/spelling.h"
#include "screen/cards.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kContext = 280;  // of an unchanged paragraph beside a changed one

std::string KindWords(const std::vector<news::ChangeKind>& kinds) {
  std::vector<std::string> words;
  for (const news::ChangeKind kind : kinds) {
    words.emplace_back(Phrase(fmt::format("change.{}", news::Spell(kind))));
  }
  return Joined(words);
}

std::string TextOf(const news::ComparedParagraph& paragraph) {
  std::string text;
  for (const news::ComparedWords& words : paragraph.words) {
    text += words.words;
  }
  return text;
}

// Changed paragraphs, the one before and the one behind as context, and how many lie between.
std::vector<Card> ParagraphCards(const std::vector<news::ComparedParagraph>& paragraphs) {
  std::vector<Card> cards;
  std::size_t passed = 0;
  const auto pass = [&] {
    if (passed > 0) {
      Card gap;
      gap.Put("gap", Count("changes.unchanged", static_cast<std::int64_t>(passed)));
      cards.push_back(std::move(gap));
      passed = 0;
    }
  };
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    const bool near = (i > 0 && paragraphs[i - 1].changed) || (i + 1 < paragraphs.size() && paragraphs[i + 1].changed);
    if (!paragraphs[i].changed && !near) {
      ++passed;
      continue;
    }
    pass();
    Card card;
    if (paragraphs[i].changed) {
      card.Put("words_html", WordsHtml(paragraphs[i].words));
    } else {
      card.Put("context", Shortened(TextOf(paragraphs[i]), kContext));
    }
    cards.push_back(std::move(card));
  }
  pass();
  return cards;
}

std::vector<Card> FieldCards(const std::vector<news::ComparedField>& fields) {
  std::vector<Card> cards;
  for (const news::ComparedField& field : fields) {
    const auto shown = [&](const std::string& value) {
      const auto moment = field.kind == news::ChangeKind::kDate ? ParseMoment(value) : std::nullopt;
      return moment ? TimeWords(*moment) : value;
    };
    std::vector<news::ComparedWords> words;
    if (!field.before.empty()) {
      words.push_back({news::Edit::kRemoved, shown(field.before)});
    }
    if (!field.after.empty()) {
      words.push_back({news::Edit::kAdded, (words.empty() ? "" : " ") + shown(field.after)});
    }
    Card card;
    card.Put("what", Phrase(fmt::format("change.{}", news::Spell(field.kind)))).Put("words_html", WordsHtml(words));
    cards.push_back(std::move(card));
  }
  return cards;
}

std::vector<Card> Choices(const std::vector<news::Revision>& revisions, std::size_t chosen) {
  std::vector<Card> cards;
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    Card card;
    card.Set("id", revisions[i].id).Put("selected", i == chosen);
    card.Put("words", Say("changes.choice", fmt::format("{}", i + 1), TimeWords(MomentOfInstant(revisions[i].at))));
    cards.push_back(std::move(card));
  }
  return cards;
}

}  // namespace

// Words taken out and put in are told apart by their elements, by colour, by a line through or below, and, where none
// of that is heard, by words.
std::string WordsHtml(const std::vector<news::ComparedWords>& words) {
  std::string html;
  for (const news::ComparedWords& each : words) {
    if (each.edit == news::Edit::kSame) {
      html += Escape(each.words);
      continue;
    }
    const bool removed = each.edit == news::Edit::kRemoved;
    const std::string_view tag = removed ? "del" : "ins";
    html += fmt::format("<{0}><span class=\"quiet-label\">{1} </span>{2}<span class=\"quiet-label\"> {3}</span></{0}>",
                        tag, Escape(Phrase(removed ? "changes.removed" : "changes.added")), Escape(each.words),
                        Escape(Phrase(removed ? "changes.removed_end" : "changes.added_end")));
  }
  return html;
}

void PutRevisions(Card& card, const Visit& visit, const news::ArticleId& id,
                  const std::vector<news::Revision>& revisions) {
  if (revisions.size() < 2) {
    return;
  }
  const std::string address = fmt::format("{}{}/changes", visit.root, http::ArticleAddress(id));
  card.Set("changes_href", address);
  card.Put("changed", Count("changes.count", static_cast<std::int64_t>(revisions.size() - 1)));
  std::vector<Card> cards;
  for (std::size_t i = revisions.size(); i-- > 0;) {
    const news::Revision& revision = revisions[i];
    Card each;
    each.Put("time_html", InstantHtml(revision.at)).Put("first", i == 0);
    if (revision.last_seen > revision.at) {
      each.Put("until_html", InstantHtml(revision.last_seen));
    }
    if (i > 0) {
      each.Put("kinds", KindWords(revision.changes));
      each.Set("href", fmt::format("{}?from={}&to={}", address, revisions[i - 1].id, revision.id));
      if (revision.words_added + revision.words_removed > 0) {
        each.Put("words", Say("changes.words", Grouped(revision.words_added), Grouped(revision.words_removed)));
      }
    }
    cards.push_back(std::move(each));
  }
  card.Put("revisions", cards);
}

http::Reply ShowChanges(const Visit& visit) {
  const news::ArticleId id{std::string(visit.Segment(1))};
  const auto view = visit.store.Revisions(id, visit.Query("from"), visit.Query("to"));
  if (!view) {
    return ShowFault(visit, view.error());
  }
  Card card = ArticleCard(visit, view->line);
  card.Put("headline", HeadlineWords(view->line.headline));
  card.Set("article_href", fmt::format("{}{}", visit.root, http::ArticleAddress(id)));
  PutRevisions(card, visit, id, view->revisions);
  if (view->revisions.size() > 1) {
    const news::Comparison& comparison = view->comparison;
    card.Put("from_choices", Choices(view->revisions, view->from))
        .Put("to_choices", Choices(view->revisions, view->to));
    card.Put("from_html", InstantHtml(view->revisions[view->from].at));
    card.Put("to_html", InstantHtml(view->revisions[view->to].at));
    card.Put("kinds", KindWords(comparison.kinds)).Put("same", comparison.kinds.empty());
    card.Put("words", Say("changes.words", Grouped(comparison.words_added), Grouped(comparison.words_removed)));
    card.Put("title_html", WordsHtml(comparison.headline)).Put("fields", FieldCards(comparison.fields));
    card.Put("paragraphs", ParagraphCards(comparison.paragraphs));
  }
  return ShowPage(visit, "changes", Say("changes.title", HeadlineWords(view->line.headline)), std::move(card));
}

}  // namespace headwater::screen
