// The queue of chains that end short of a primary source, and what can be done about each.
#include <fmt/format.h>

#include <array>

#include "screen/cards.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/tallies.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kPage = 25;
constexpr std::size_t kMostWitnesses = 60;
constexpr std::size_t kMostEvidence = 3;
constexpr std::size_t kMostEvidenceBytes = 240;
constexpr std::array<store::EndKind, 3> kKinds{store::EndKind::kAbsent, store::EndKind::kUnnamed,
                                               store::EndKind::kDead};

std::vector<Card> WitnessCards(const Visit& visit, const store::EndLine& end) {
  std::vector<Card> cards;
  for (const store::EndWitness& witness : end.witnesses) {
    Card card = ArticleCard(visit, witness.line);
    std::vector<Card> words;
    for (const news::Evidence& evidence : witness.evidence) {
      if (words.size() < kMostEvidence && !evidence.text.empty()) {
        words.emplace_back()
            .Put("text", Shortened(evidence.text, kMostEvidenceBytes))
            .Put("lang", witness.line.language);
      }
    }
    card.Put("evidence", words).Put("root_article", end.article && end.article->id == witness.line.id);
    cards.push_back(std::move(card));
  }
  return cards;
}

// What a person can do: words, and a link where a page of the house, or the web, is where to do it.
std::vector<Card> ToDo(const Visit& visit, const store::EndLine& end) {
  std::vector<Card> cards;
  const auto add = [&](std::string_view key, const std::string& href) {
    cards.emplace_back().Put("words", Phrase(key)).Put("href", href);
  };
  switch (end.kind) {
    case store::EndKind::kUnnamed:
      if (end.article) {
        add("todo.read", fmt::format("{}{}", visit.root, http::ArticleAddress(end.article->id)));
        add("todo.others", fmt::format("{}{}", visit.root, http::StoryAddress(end.article->story)));
      }
      break;
    case store::EndKind::kDead:
      add("todo.try", http::WebAddress(end.url));
      add("todo.archive",
          http::WebAddress(end.url).empty() ? "" : fmt::format("https://web.archive.org/web/{}", end.url));
      break;
    case store::EndKind::kAbsent:
      if (!end.url.empty()) {
        add("todo.open", http::WebAddress(end.url));
      }
      if (end.publishes_here) {
        add("todo.look", fmt::format("{}{}", visit.root, http::SourceAddress(end.name)));
      } else {
        const std::string site =
            end.known && !end.known->domains.empty() ? fmt::format("https://{}/", end.known->domains.front()) : "";
        add("todo.subscribe", fmt::format("{}subscriptions?address={}", visit.root, http::PercentEncode(site)));
        if (!site.empty()) {
          add("todo.site", site);
        }
      }
      break;
  }
  if (!end.url.empty()) {
    cards.emplace_back()
        .Put("words", Phrase("todo.ingest"))
        .Put("command", fmt::format("headwater ingest {}", end.url));
  }
  return cards;
}

Card EndCard(const Visit& visit, const store::EndLine& end) {
  Card card;
  card.Put("kind", store::WordFor(end.kind)).Put("kind_words", Phrase(fmt::format("end.{}", store::WordFor(end.kind))));
  card.Put("name", end.name).Put("url", end.url).Put("error", end.error);
  if (end.tried) {
    card.Put("tried_html", InstantHtml(*end.tried));
  }
  if (end.kind == store::EndKind::kUnnamed) {
    card.Put("title", end.name.empty() ? std::string(Phrase("end.nobody")) : Say("quoted", end.name));
    if (end.article) {
      card.Put("in", PublisherWords(*end.article));
    }
  } else {
    card.Put("title", end.name).Set("source_href", fmt::format("{}{}", visit.root, http::SourceAddress(end.name)));
  }
  std::string resting = Count(end.kind == store::EndKind::kUnnamed ? "end.also" : "end.articles", end.articles);
  if (end.stories) {
    resting = Say("end.in_stories", resting, Count("stories", *end.stories));
  }
  card.Put("resting", resting);
  card.Set("end_href", fmt::format("{}unresolved/end?root={}", visit.root, http::PercentEncode(end.root)));
  return card.Put("witnesses", WitnessCards(visit, end)).Put("todo", ToDo(visit, end));
}

}  // namespace

http::Reply ShowUnresolved(const Visit& visit) {
  const Paging paging = PagingOf(visit, kPage);
  store::UnresolvedQuestion question{.kind = store::EndKindCalled(visit.Query("kind"))};
  question.limit = paging.size + 1;
  question.offset = paging.offset();
  const auto unresolved = visit.store.Unresolved(question);
  if (!unresolved) {
    return ShowFault(visit, unresolved.error());
  }
  Card card;
  std::vector<Card> kinds;
  for (const store::EndKind kind : kKinds) {
    const std::string_view word = store::WordFor(kind);
    Card& each = kinds.emplace_back();
    each.Put("words", Phrase(fmt::format("end.{}.many", word)))
        .Put("explain", Phrase(fmt::format("end.{}.explain", word)));
    each.Set("count", Grouped(unresolved->counts.at(static_cast<std::size_t>(kind))));
    each.Set("href", fmt::format("{}unresolved?kind={}", visit.root, word)).Put("chosen", question.kind == kind);
  }
  std::vector<Card> ends;
  for (const store::EndLine& end : unresolved->ends) {
    if (ends.size() < paging.size) {
      ends.push_back(EndCard(visit, end));
    }
  }
  card.Put("kinds", kinds).Put("narrowed", question.kind.has_value()).Put("ends", ends);
  PutPaging(card, paging, unresolved->ends.size() > paging.size, "", visit.target.query);
  return ShowPage(visit, "unresolved", Phrase("unresolved.title"), std::move(card));
}

http::Reply ShowEnd(const Visit& visit) {
  if (visit.Query("root").empty()) {
    return ShowError(visit, 404, Phrase("error.no_page"));
  }
  const auto unresolved =
      visit.store.Unresolved({.root = std::string(visit.Query("root")), .witnesses = kMostWitnesses, .limit = 1});
  if (!unresolved) {
    return ShowFault(visit, unresolved.error());
  }
  const store::EndLine& end = unresolved->ends.front();
  Card card = EndCard(visit, end);
  card.Put("cut", end.articles > static_cast<int>(kMostWitnesses));
  const std::string title =
      end.kind == store::EndKind::kUnnamed && end.name.empty() ? std::string(Phrase("end.nobody")) : end.name;
  return ShowPage(visit, "end", title, std::move(card));
}

}  // namespace headwater::screen
