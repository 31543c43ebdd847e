// The pages of a story and of a thread.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "screen/accounts.h"
#include "screen/cards.h"
#include "screen/hidden.h"
#include "screen/linked_data.h"
#include "screen/map.h"
#include "screen/marks.h"
#include "screen/picture.h"
#include "screen/reasons.h"
#include "screen/screens.h"
#include "screen/sharing.h"
#include "screen/strings.h"
#include "screen/timeline_picture.h"
#include "screen/wording.h"
#include "store/editions.h"
#include "store/whereabouts.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostStatements = 80;
constexpr std::size_t kFirstStatements = 12;  // the others are folded away
constexpr std::size_t kMostRelated = 5;
// Rows of the picture that are shown at once; a few more are not worth a fold.
constexpr std::size_t kUnfolded = 26;
constexpr std::size_t kMostPlaces = 12;
constexpr std::string_view kSourcePrefix = "source/";

const store::ArticleLine* LineOf(const store::StoryView& story, std::string_view id) {
  const auto found = std::ranges::find(story.articles, id, [](const auto& line) { return line.id.value(); });
  return found == story.articles.end() ? nullptr : &*found;
}

// What a primary source is called.
std::string RootName(const store::StoryView& story, const news::Origin& origin, const std::string& root) {
  if (root.starts_with(kSourcePrefix)) {
    return root.substr(kSourcePrefix.size());
  }
  if (const store::ArticleLine* line = LineOf(story, root)) {
    return PublisherWords(*line);
  }
  const auto hop = std::ranges::find(origin.chain, root, [](const news::Hop& each) { return each.article.value(); });
  return hop == origin.chain.end() ? origin.name : hop->name;
}

// The root with most of the text.
std::string MainRoot(const news::Origin& origin) {
  const std::string by_name = fmt::format("{}{}", kSourcePrefix, origin.name);
  for (const std::string& root : origin.roots) {
    if (root == origin.origin_article.value() || root == by_name) {
      return root;
    }
  }
  return origin.roots.empty() ? std::string{} : origin.roots.front();
}

// One row beside the lanes.
Card PlaceCard(const Visit& visit, const store::StoryView& story, const Picture& picture, const Place& place) {
  Card card;
  card.Put("name", place.name);
  std::vector<std::string> from;
  for (const Flow& flow : place.flows) {
    const Place& above = picture.places[flow.from];
    const std::string name = above.article ? PublisherWords(story.articles[*above.article]) : above.name;
    from.push_back(Say(flow.extra ? "picture.also_from" : "picture.from", HowWords(flow.how), name));
  }
  if (!place.article) {
    card.Put("name_href", fmt::format("{}{}", visit.root, http::SourceAddress(place.name)));
    card.Put("note", Phrase("picture.outside"));
    card.Put("resting", Count("picture.resting", static_cast<std::int64_t>(place.resting)));
    card.Put("kind", "outside");
    return card;
  }
  const store::ArticleLine& line = story.articles[*place.article];
  card.Put("name", PublisherWords(line)).Put("headline", HeadlineWords(line.headline)).Put("lang", line.language);
  card.Set("href", fmt::format("{}{}", visit.root, http::ArticleAddress(line.id)));
  if (line.published) {
    card.Put("time", ShortTimeWords(*line.published, story.line.story.first, story.line.story.last));
    card.Put("datetime", FormatMoment(*line.published));
  }
  if (place.kind == PlaceKind::kUntraced) {
    card.Put("note", Phrase("picture.untraced")).Put("kind", "untraced");
    return card;
  }
  const bool own = place.kind == PlaceKind::kOwn;
  if (own) {
    from.insert(from.begin(), std::string(Phrase("picture.own")));
  }
  card.Put("note", Joined(from)).Put("confidence", ConfidenceWords(place.confidence));
  card.Put("kind", own ? "own" : "derived");
  if (own && place.resting > 0) {
    card.Put("resting", Count("picture.resting", static_cast<std::int64_t>(place.resting)));
  }
  return card;
}

void PutPicture(Card& card, const Visit& visit, const store::StoryView& story, const Picture& picture) {
  std::vector<Card> rows;
  std::vector<news::ArticleId> ids;
  for (const Place& place : picture.places) {
    rows.push_back(PlaceCard(visit, story, picture, place));
    ids.push_back(place.article ? story.articles[*place.article].id : news::ArticleId());
  }
  PutHidden(rows, visit, ids);
  const auto long_headline = [&](const store::ArticleLine& line) {
    return text::CountCodePoints(line.headline) > kLongHeadline;
  };
  card.Put("tall", std::ranges::any_of(story.articles, long_headline));
  if (rows.size() > kUnfolded) {
    card.Put("fold", Count("picture.all", static_cast<std::int64_t>(rows.size())));
  }
  card.Put("picture", std::move(rows)).Put("lanes_html", LanesSvg(picture));
  if (picture.left_out > 0) {
    card.Put("left_out", Count("picture.left_out", static_cast<std::int64_t>(picture.left_out)));
  }
}

// The colour of an article in the picture.
std::optional<std::size_t> StreamOf(const Picture& picture, std::size_t article) {
  const auto place = std::ranges::find(picture.places, std::optional(article), &Place::article);
  return place == picture.places.end() ? std::nullopt : std::optional(place->stream);
}

// The articles under the primary source that most of each comes from; those without one last.
std::vector<Card> OriginGroups(const Visit& visit, const store::StoryView& story, const Picture& picture) {
  struct Group {
    std::string name;
    std::vector<Card> articles;
    std::optional<std::size_t> stream;
  };
  std::vector<std::pair<std::string, Group>> groups;
  std::vector<Card> lines;
  std::vector<news::ArticleId> ids;
  for (const store::ArticleLine& line : story.articles) {
    lines.push_back(ArticleCard(visit, line));
    ids.push_back(line.id);
  }
  PutHidden(lines, visit, ids);
  for (std::size_t n = 0; n < story.articles.size(); ++n) {
    const news::Origin none;
    const news::Origin& origin = n < story.origins.size() ? story.origins[n] : none;
    const std::string root = MainRoot(origin);
    auto group = std::ranges::find(groups, root, &std::pair<std::string, Group>::first);
    if (group == groups.end()) {
      group = groups.insert(groups.end(),
                            {root, {root.empty() ? "" : RootName(story, origin, root), {}, StreamOf(picture, n)}});
    }
    Card article = std::move(lines[n]);
    article.Put("own", root == story.articles[n].id.value());
    std::vector<std::string> also;
    for (const std::string& other : origin.roots) {
      if (other != root) {
        also.push_back(RootName(story, origin, other));
      }
    }
    PutWhy(article, visit, PlacingReasons(story, story.articles[n].id));
    article.Set("correct_href", fmt::format("{}{}/settle", visit.root, http::ArticleAddress(story.articles[n].id)));
    article.Put("also", Joined(also)).Put("partial", !origin.complete && !root.empty());
    std::vector<Card>& articles = group->second.articles;
    articles.insert(root == story.articles[n].id.value() ? articles.begin() : articles.end(), std::move(article));
  }
  std::ranges::stable_sort(groups, [](const auto& left, const auto& right) {
    return std::tuple(left.first.empty(), -static_cast<long>(left.second.articles.size())) <
           std::tuple(right.first.empty(), -static_cast<long>(right.second.articles.size()));
  });
  std::vector<Card> cards;
  for (auto& [root, group] : groups) {
    Card card;
    card.Put("name", group.name).Put("untraced", root.empty());
    card.Put("stream", group.stream ? fmt::to_string(*group.stream) : std::string{});
    card.Put("count", Count("articles", static_cast<std::int64_t>(group.articles.size())));
    card.Put("articles", std::move(group.articles));
    cards.push_back(std::move(card));
  }
  return cards;
}

// Every article as a mark between the first time and the last.
void PutStrip(Card& card, const store::StoryView& story, const Picture& picture) {
  const news::Story& line = story.line.story;
  if (!line.first || !line.last || line.last->at <= line.first->at || story.articles.size() < 3) {
    return;
  }
  const auto whole = static_cast<double>((line.last->at - line.first->at).count());
  std::string svg = fmt::format(R"(<svg class="times" role="img" aria-label="{}" width="100%" height="28">)",
                                Escape(Say("strip.label", Count("articles", story.line.article_count))));
  svg += R"(<line class="axis" x1="1%" x2="99%" y1="14" y2="14"/>)";
  std::int64_t undated = 0;
  for (std::size_t n = 0; n < story.articles.size(); ++n) {
    const auto& published = story.articles[n].published;
    if (!published) {
      ++undated;
      continue;
    }
    const double part = std::clamp(static_cast<double>((published->at - line.first->at).count()) / whole, 0.0, 1.0);
    const auto place = std::ranges::find(picture.places, std::optional(n), &Place::article);
    const bool traced = place != picture.places.end() && place->kind != PlaceKind::kUntraced;
    const std::string look = traced ? fmt::format("stream-{}", place->stream) : std::string("untraced");
    svg += fmt::format(R"(<circle class="dot {}" cx="{:.2f}%" cy="14" r="{}"><title>{}</title></circle>)", look,
                       1 + part * 98, traced && place->kind == PlaceKind::kOwn ? 7 : 5,
                       Escape(fmt::format("{} – {}", PublisherWords(story.articles[n]), TimeWords(*published))));
  }
  card.Put("strip_html", svg + "</svg>")
      .Put("first_html", TimeHtml(*line.first))
      .Put("last_html", TimeHtml(*line.last));
  card.Put("strip_note", undated > 0 ? Count("strip.undated", undated) : std::string{});
}

// What states no time cannot claim a place among what does: it comes last.
void PutUndatedLast(store::StoryView& story) {
  std::vector<std::size_t> order(story.articles.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(),
                        [&](std::size_t n) { return story.articles[n].published.has_value(); });
  std::vector<store::ArticleLine> articles;
  std::vector<news::Origin> origins;
  for (const std::size_t n : order) {
    articles.push_back(std::move(story.articles[n]));
    if (n < story.origins.size()) {
      origins.push_back(std::move(story.origins[n]));
    }
  }
  story.articles = std::move(articles);
  if (origins.size() == story.origins.size()) {
    story.origins = std::move(origins);
  }
}

std::vector<Card> StoryCards(const Visit& visit, std::vector<store::StoryLine> lines) {
  std::ranges::stable_sort(lines, [](const store::StoryLine& left, const store::StoryLine& right) {
    const auto& [one, other] = std::tie(left.story.first, right.story.first);
    return one && (!other || one->at < other->at);
  });
  std::vector<Card> cards;
  int year = 0;
  bool undated = false;
  for (const store::StoryLine& line : lines) {
    Card card = StoryCard(visit, line);
    const int own_year = line.story.first ? static_cast<int>(DayOf(*line.story.first).year()) : 0;
    if (own_year != 0 && own_year != year) {
      card.Set("new_year", fmt::to_string(own_year));
      year = own_year;
    } else if (own_year == 0 && !undated) {
      card.Put("new_year", Phrase("time.unknown"));
      undated = true;
    }
    cards.push_back(std::move(card));
  }
  return cards;
}

// A map of one place would say little that its name does not.
void PutMap(Card& card, const Visit& visit, const news::StoryId& story) {
  const auto places = store::PlacesOfStory(visit.store, story, kMostPlaces);
  if (!places || places->size() < 2) {
    return;
  }
  std::vector<MapDot> dots;
  std::vector<Card> names;
  for (const auto& [entity, place] : *places) {
    const std::string href = fmt::format("{}{}", visit.root, http::EntityAddress(entity));
    dots.push_back({place.name, href, place.latitude, place.longitude, place.articles});
    names.emplace_back().Put("name", place.name).Set("href", href).Put("articles", Count("articles", place.articles));
  }
  card.Put("map_html", MapHtml(dots, AssetsOf(visit), Phrase("map.title"))).Put("map_places", names);
}

}  // namespace

http::Reply ShowStory(const Visit& visit) {
  const news::StoryId id{std::string(visit.Segment(1))};
  auto story = visit.store.Story(id);
  if (!story) {
    return ShowGone(visit, visit.Segment(1), story.error());
  }
  if (story->line.story.id != id) {
    return MovedTo(visit, http::StoryAddress(story->line.story.id));
  }
  const auto statements = visit.store.StatementsOf(id, kMostStatements);
  if (!statements) {
    return ShowFault(visit, statements.error());
  }
  PutUndatedLast(*story);
  if (story->articles.size() == 1 && story->articles.front().headline.empty()) {
    story->articles.front().headline = story->line.story.headline;
  }
  Card card;
  Card head = StoryCard(visit, story->line);
  const std::string thread_href = fmt::format("{}{}", visit.root, http::ThreadAddress(story->line.story.thread));
  if (!story->thread.empty()) {
    head.Set("thread_href", thread_href);
    card.Set("thread_href", thread_href).Put("thread", StoryCards(visit, story->thread));
  }
  card.Set("correct_story_href", fmt::format("{}{}/settle", visit.root, http::StoryAddress(story->line.story.id)));
  card.Put("story", head).Put("key_sentences", story->line.story.summary);
  const Picture picture = PictureOf(*story);
  PutPicture(card, visit, *story, picture);
  PutStrip(card, *story, picture);
  card.Put("groups", OriginGroups(visit, *story, picture));
  const auto accounts = visit.store.Accounts(id);
  if (!accounts) {
    return ShowFault(visit, accounts.error());
  }
  PutDifferences(card, visit, *accounts);
  PutAlterations(card, visit, story->copies);
  PutStatements(card, StatementCards(visit, *statements), kFirstStatements);
  PutMap(card, visit, story->line.story.id);
  PutRemarks(card, visit, story->line.story.id);
  if (const auto related = store::Editions(visit.store).Related(story->line.story.id, kMostRelated)) {
    card.Put("related", StoryCards(visit, *related));
  }
  PutPageMarks(card, visit, story->line.story.id);
  PutLinkedData(card, visit, *story);
  return ShowMarked(visit, "story", HeadlineWords(story->line.story.headline), std::move(card));
}

http::Reply ShowThread(const Visit& visit) {
  const news::ThreadId id{std::string(visit.Segment(1))};
  const auto timeline = visit.store.Timeline(id);
  if (!timeline) {
    return ShowFault(visit, timeline.error());
  }
  if (timeline->turns.empty()) {
    return ShowError(visit, 404, Phrase("error.no_thread"));
  }
  Card card;
  const std::vector<store::TurnLine>& turns = timeline->turns;
  card.Put("turns", TurnCards(visit, turns)).Put("strip_html", TurnsSvg(visit, turns));
  card.Put("matters", MatterCards(visit, timeline->positions)).Put("of_many", true);
  int articles = 0;
  for (const store::TurnLine& turn : turns) {
    articles += turn.story.article_count;
  }
  card.Put("counts", Say("thread.counts", Count("stories", static_cast<std::int64_t>(turns.size())),
                         Count("articles", articles)));
  const auto dated = std::ranges::find_if(turns.rbegin(), turns.rend(),
                                          [](const store::TurnLine& turn) { return turn.day.has_value(); });
  const store::TurnLine& latest = dated == turns.rend() ? turns.back() : *dated;
  if (dated != turns.rend()) {
    card.Put("first_html", TimeHtml(MomentOfDay(*turns.front().day)))
        .Put("last_html", TimeHtml(MomentOfDay(*latest.day)));
  }
  const std::string headline = HeadlineWords(latest.story.story.headline);
  card.Put("headline", headline);
  return ShowPage(visit, "thread", headline, std::move(card));
}

}  // namespace headwater::screen
