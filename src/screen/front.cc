// The front page: stories by importance and freshness, and the way in for those who have none yet.
#include <algorithm>
#include <iterator>

#include "screen/cards.h"
#include "screen/edition.h"
#include "screen/facets.h"
#include "screen/marks.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/rules.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kStories = 31;
constexpr std::size_t kBeside = 3;    // stories beside the first
constexpr std::size_t kBelow = 2;     // and below it
constexpr std::size_t kChoices = 60;  // of languages, and of countries

// Stories of which the person's rules hid every article.
Result<void> LeaveHidden(const Visit& visit, std::vector<store::StoryLine>& stories) {
  std::vector<news::StoryId> ids;
  std::ranges::transform(stories, std::back_inserter(ids), [](const store::StoryLine& line) { return line.story.id; });
  const auto hidden = store::Rules(visit.store).HiddenAmong(visit.person.id, ids);
  if (!hidden) {
    return tl::unexpected(hidden.error());
  }
  std::erase_if(stories, [&](const store::StoryLine& line) { return hidden->contains(line.story.id); });
  return {};
}

}  // namespace

http::Reply ShowFront(const Visit& visit) {
  const Paging paging = PagingOf(visit, kStories);
  store::EditionQuestion question = EditionOf(visit);
  question.limit = paging.size + 1;
  question.offset = paging.offset();
  store::Editions editions(visit.store);
  auto stories = editions.Stories(question);
  const auto choices = editions.Choices(question, kChoices);
  const auto house = visit.store.Counts();
  if (!stories || !choices || !house) {
    return ShowFault(visit, !stories ? stories.error() : !choices ? choices.error() : house.error());
  }
  const bool more = stories->size() > paging.size;
  stories->resize(std::min(stories->size(), paging.size));
  if (const auto left = LeaveHidden(visit, *stories); !left) {
    return ShowFault(visit, left.error());
  }
  const std::size_t shown = stories->size();
  // The first is the lead where pictures of importance make sense: on the first page.
  const bool weighed = question.order == store::EditionOrder::kWeight && !question.single_origin;
  const std::size_t lead = paging.number == 1 && weighed && shown > kBeside + kBelow ? 1 : 0;
  std::vector<Card> beside;
  std::vector<Card> below;
  std::vector<Card> rest;
  Card card;
  std::vector<Card> cards;
  std::vector<news::StoryId> ids;
  for (std::size_t n = 0; n < shown; ++n) {
    cards.push_back(StoryCard(visit, (*stories)[n]));
    ids.push_back((*stories)[n].story.id);
  }
  PutMarks(cards, visit, ids);
  for (std::size_t n = 0; n < shown; ++n) {
    const Card& story = cards[n];
    if (n < lead) {
      card.Put("lead", story);
    } else if (n < lead * (1 + kBeside)) {
      beside.push_back(story);
    } else if (n < lead * (1 + kBeside + kBelow)) {
      below.push_back(story);
    } else {
      rest.push_back(story);
    }
  }
  card.Put("beside", beside).Put("below", below).Put("rest", rest).Put("none", shown == 0);
  card.Put("samples", house->samples > 0).Put("single_only", question.single_origin);
  card.Put("no_feeds", house->own_feeds == 0);
  PutEdition(card, visit, question, *choices);
  if (paging.number == 1) {
    card.Put("searches", SavedSearchCards(visit));
  }
  const auto there = visit.now + OffsetIn(visit.preferences.zone, visit.now).value_or(std::chrono::minutes(0));
  card.Put("today_html", TimeHtml(MomentOfDay(std::chrono::floor<std::chrono::days>(there))));
  card.Put("counts",
           Say(house->feeds > 0 ? "front.counts" : "front.counts_without_feeds", Count("articles", house->articles),
               Count("stories", house->stories), Count("feeds", house->feeds)));
  if (house->failing_feeds > 0) {
    card.Put("failing", Count("front.failing", house->failing_feeds));
  }
  if (house->unreadable > 0) {
    card.Put("unreadable", Count("front.unreadable", house->unreadable));
  }
  PutPaging(card, paging, more, "", visit.target.query);
  const std::string title = EditionWords(visit, question);
  return ShowMarked(visit, "front", title, std::move(card));
}

}  // namespace headwater::screen
