// Where users correct the desk: stories joined and parted, sources named and denied, and all of it taken back.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "screen/cards.h"
#include "screen/entity.h"
#include "screen/reasons.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostArticles = 50;  // that a form offers
constexpr std::size_t kMostFound = 12;
constexpr std::size_t kDecisions = 200;

news::ArticleId ArticleOf(const Visit& visit) {
  std::string id(visit.Segment(1));
  if (visit.target.path.size() > 3) {
    id += fmt::format("#{}", visit.Segment(2));
  }
  return news::ArticleId{id};
}

Card Choice(const store::ArticleLine& line) {
  Card card;
  card.Set("id", line.id.value());
  card.Put("words", Say("settle.article", PublisherWords(line), Shortened(HeadlineWords(line.headline), 110)));
  return card;
}

// Stories that the words are found in, but for the one of the page.
std::vector<Card> StoriesFound(const Visit& visit, std::string_view words, const news::StoryId& without) {
  std::vector<Card> cards;
  if (words.empty()) {
    return cards;
  }
  store::SearchQuestion question = store::ReadQuestion(words);
  question.limit = 60;
  const auto hits = visit.store.Search(question);
  std::vector<news::StoryId> seen{without, news::StoryId()};
  for (const store::SearchHit& hit : hits ? *hits : std::vector<store::SearchHit>()) {
    if (std::ranges::find(seen, hit.line.story) != seen.end() || cards.size() == kMostFound) {
      continue;
    }
    seen.push_back(hit.line.story);
    const auto story = visit.store.Story(hit.line.story);
    if (story) {
      Card card;
      card.Set("id", hit.line.story.value()).Put("headline", HeadlineWords(story->line.story.headline));
      card.Set("href", fmt::format("{}{}", visit.root, http::StoryAddress(hit.line.story)));
      cards.push_back(card.Put("articles", Count("articles", story->line.article_count)));
    }
  }
  return cards;
}

// What was typed: the address of a page here, any other address, or a name.
struct Typed {
  news::ArticleId article;
  std::string url;
  std::string name;
};

Typed ReadTyped(std::string_view text) {
  Typed typed;
  constexpr std::string_view kArticle = "article/";
  const bool address = text.starts_with("http://") || text.starts_with("https://");
  const std::size_t at = text.find(kArticle);
  if (at != std::string_view::npos && (at == 0 || text[at - 1] == '/')) {
    const std::string_view rest = text.substr(at + kArticle.size());
    const std::string id = http::PercentDecode(rest.substr(0, rest.find_first_of("/?#")));
    if (id.size() == 16 && id.find_first_not_of("0123456789abcdef") == std::string::npos) {
      typed.article = news::ArticleId(id);
      return typed;
    }
  }
  (address ? typed.url : typed.name) = text;
  return typed;
}

std::vector<news::ArticleId> ListOf(const http::Fields& fields, std::string_view prefix) {
  std::vector<news::ArticleId> list;
  for (const auto& [name, value] : fields) {
    const bool numbered = name.starts_with(prefix) && name.size() > prefix.size() && name[prefix.size()] == '-';
    if ((name == prefix || numbered) && !value.empty()) {
      list.emplace_back(value);
    }
  }
  return list;
}

void PutHop(std::vector<Card>& cards, const store::ArticleView& view, const news::Hop& hop) {
  Card card;
  std::string name = hop.name;
  if (name.empty()) {
    const auto line = std::ranges::find(view.related, hop.article, &store::ArticleLine::id);
    name = line == view.related.end() ? std::string(Phrase("publisher.unknown")) : PublisherWords(*line);
  }
  card.Put("name", name).Put("how", HowWords(hop.how)).Put("article", hop.article.value());
  cards.push_back(std::move(card));
}

}  // namespace

std::vector<Card> DecisionCards(const Visit& visit, const std::vector<store::Decision>& decisions) {
  std::vector<Card> cards;
  for (const store::Decision& decision : decisions) {
    Card card;
    card.Put("words", DecisionWords(decision)).Set("number", fmt::to_string(decision.id));
    if (store::IsOfEntities(decision.kind)) {
      card.Set("href", fmt::format("{}{}", visit.root, http::EntityAddress(decision.other)));
    } else if (!decision.articles.empty()) {
      card.Set("href", fmt::format("{}{}", visit.root, http::ArticleAddress(decision.articles.front())));
    } else {
      card.Set("href", fmt::format("{}{}", visit.root, http::SourceAddress(decision.source)));
    }
    if (!decision.article.empty()) {
      card.Set("article_href", fmt::format("{}{}", visit.root, http::ArticleAddress(decision.article)));
    }
    cards.push_back(card.Put("time_html", InstantHtml(decision.at)));
  }
  return cards;
}

http::Reply ShowDecisions(const Visit& visit) {
  const auto decisions = visit.store.Decisions(kDecisions);
  if (!decisions) {
    return ShowFault(visit, decisions.error());
  }
  Card card;
  card.Put("decisions", DecisionCards(visit, *decisions));
  return ShowForm(visit, "entities", Phrase("entities.title"), std::move(card));
}

http::Reply ShowStorySettle(const Visit& visit) {
  const auto story = visit.store.Story(news::StoryId{std::string(visit.Segment(1))});
  if (!story) {
    return ShowFault(visit, story.error());
  }
  const news::StoryId& id = story->line.story.id;
  const std::string_view words = visit.Query("other");
  Card card;
  card.Put("heading", Phrase("correct.story")).Put("headline", HeadlineWords(story->line.story.headline));
  card.Set("id", id.value()).Put("other", words).Put("looked", !words.empty());
  card.Set("back_href", fmt::format("{}{}", visit.root, http::StoryAddress(id)));
  card.Put("candidates", StoriesFound(visit, words, id));
  std::vector<Card> articles;
  for (const store::ArticleLine& line : story->articles) {
    if (articles.size() < kMostArticles) {
      articles.push_back(Choice(line).Set("n", fmt::to_string(articles.size())));
    }
  }
  card.Put("several", articles.size() > 1).Put("articles", articles);
  card.Put("decisions", DecisionCards(visit, story->decisions));
  return ShowForm(visit, "correct_story", Phrase("correct.story"), std::move(card));
}

http::Reply ShowArticleSettle(const Visit& visit) {
  const auto view = visit.store.Article(ArticleOf(visit));
  if (!view) {
    return ShowFault(visit, view.error());
  }
  Card card;
  card.Put("heading", Phrase("correct.article")).Put("headline", HeadlineWords(view->line.headline));
  card.Set("id", view->line.id.value()).Set("article_id", view->line.id.value());
  card.Set("back_href", fmt::format("{}{}", visit.root, http::ArticleAddress(view->line.id)));
  std::vector<Card> hops;
  if (view->origin) {
    for (std::size_t n = 1; n < view->origin->chain.size(); ++n) {
      PutHop(hops, *view, view->origin->chain[n]);
    }
    card.Put("itself", view->origin->kind == news::OriginKind::kSelf);
  }
  card.Put("hops", hops);
  std::vector<Card> copies;
  for (const news::Copy& copy : view->copies) {
    const news::ArticleId& other = copy.article == view->line.id ? copy.of : copy.article;
    const auto line = std::ranges::find(view->related, other, &store::ArticleLine::id);
    if (line != view->related.end() && copies.size() < kMostArticles) {
      copies.push_back(Choice(*line));
    }
  }
  card.Put("copies", copies);
  const auto story = visit.store.Story(view->line.story);
  if (!view->line.story.empty() && story) {
    card.Put("story", story->articles.size() > 1).Put("in_story", true);
    const std::string_view words = visit.Query("other");
    card.Put("other", words).Put("looked", !words.empty());
    card.Put("candidates", StoriesFound(visit, words, view->line.story));
    card.Put("story_headline", HeadlineWords(story->line.story.headline));
  }
  const std::string publisher = view->line.publisher;
  if (!publisher.empty()) {
    card.Put("publisher", publisher)
        .Set("source_href", fmt::format("{}{}", visit.root, http::SourceAddress(publisher)));
  }
  card.Put("decisions", DecisionCards(visit, view->decisions));
  return ShowForm(visit, "correct_article", Phrase("correct.article"), std::move(card));
}

http::Reply TakeDecision(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto kind = store::DecisionKindOf(http::FieldOf(fields, "kind"));
  if (!kind || store::IsOfEntities(*kind)) {
    return ShowError(visit, 400, Phrase("error.kind"));
  }
  store::NewDecision decision{.kind = *kind, .articles = ListOf(fields, "article"), .others = ListOf(fields, "other")};
  decision.source = http::FieldOf(fields, "source");
  decision.story = news::StoryId{std::string(http::FieldOf(fields, "story"))};
  decision.other_story = news::StoryId{std::string(http::FieldOf(fields, "other_story"))};
  if (const std::string_view text = http::FieldOf(fields, "typed"); !text.empty()) {
    Typed typed = ReadTyped(text);
    decision.url = std::move(typed.url);
    if (!typed.article.empty()) {
      decision.others.push_back(std::move(typed.article));
    }
    if (decision.source.empty()) {
      decision.source = std::move(typed.name);
    }
  }
  const auto made = visit.store.Decide(decision, visit.now);
  return made ? LeaveErrand(visit, store::ErrandKind::kSettle, fmt::to_string(*made)) : ShowFault(visit, made.error());
}

http::Reply UndoDecision(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  std::int64_t number = 0;
  const std::string_view asked = http::FieldOf(fields, "decision");
  std::from_chars(asked.data(), asked.data() + asked.size(), number);
  const auto decision = visit.store.DecisionOf(number);
  if (!decision) {
    return ShowFault(visit, decision.error());
  }
  const auto done = visit.store.Undo(number);
  if (!done) {
    return ShowFault(visit, done.error());
  }
  return store::IsOfEntities(decision->kind) ? GoTo(visit, "decisions")
                                             : LeaveErrand(visit, store::ErrandKind::kSettle, fmt::to_string(number));
}

}  // namespace headwater::screen
