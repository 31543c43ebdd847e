// Asks the store what each page lists.
#include "serve/listings.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "news/spelling.h"
#include "screen/edition.h"
#include "screen/entity.h"
#include "screen/source.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "serve/listing_items.h"
#include "store/primary.h"
#include "store/reading.h"
#include "store/rules.h"
#include "store/tallies.h"

namespace headwater::serve {
namespace {

using screen::Phrase;
using screen::Say;

// One more was asked for than is shown.
template <class Lines>
bool CutTo(Lines& lines, std::size_t most) {
  const bool more = lines.size() > most;
  lines.resize(std::min(lines.size(), most));
  return more;
}

Result<Listed> Filled(std::string title, std::string_view description, Result<std::vector<out::Item>> items,
                      bool more) {
  if (!items) {
    return tl::unexpected(items.error());
  }
  return Listed{std::move(title), std::string(description), {}, *std::move(items), more};
}

Result<Listed> ListFront(const Asked& asked) {
  store::EditionQuestion question = screen::EditionOf(asked.visit);
  question.limit = asked.limit + 1;
  question.offset = asked.offset;
  auto stories = store::Editions(asked.visit.store).Stories(question);
  if (!stories) {
    return tl::unexpected(stories.error());
  }
  const bool more = CutTo(*stories, asked.limit);
  std::vector<news::StoryId> ids;
  std::ranges::transform(*stories, std::back_inserter(ids), [](const auto& line) { return line.story.id; });
  const auto hidden = store::Rules(asked.visit.store).HiddenAmong(asked.visit.person.id, ids);
  if (!hidden) {
    return tl::unexpected(hidden.error());
  }
  std::erase_if(*stories, [&](const store::StoryLine& line) { return hidden->contains(line.story.id); });
  const std::string words = screen::EditionWords(asked.visit, question);
  auto listed = Filled(words, Phrase("outputs.front"), ItemsOf(asked.visit, *stories), more);
  if (listed) {
    listed->language = question.language;
  }
  return listed;
}

Result<Listed> ListSearch(const Asked& asked) {
  store::SearchQuestion question = screen::SearchOf(asked.visit.target.query);
  question.limit = asked.limit + 1;
  question.offset = asked.offset;
  const bool anything = !question.words.empty() || !question.speaker.empty() || !question.place.empty() ||
                        !question.source.empty() || !question.language.empty() || question.from || question.to ||
                        !question.origin.empty() || question.single_origin;
  if (!anything) {
    return Fail(Fault::kUsage, std::string(Phrase("problem.no_words")));
  }
  auto hits = asked.visit.store.Search(question);
  if (!hits) {
    return tl::unexpected(hits.error());
  }
  const bool more = CutTo(*hits, asked.limit);
  std::vector<store::ArticleLine> lines;
  std::ranges::transform(*hits, std::back_inserter(lines), &store::SearchHit::line);
  auto items = ItemsOf(asked.visit, lines, false);
  for (std::size_t n = 0; items && n < items->size(); ++n) {
    std::string snippet = (*hits)[n].snippet;
    std::erase_if(snippet, [](char c) { return c == '\x01' || c == '\x02'; });
    (*items)[n].summary = Extract(snippet, kExtract);
  }
  const std::string_view words = asked.visit.Query("q");
  return Filled(words.empty() ? std::string(Phrase("search.title")) : Say("search.for", words),
                Phrase("outputs.search"), std::move(items), more);
}

Result<Listed> ListStatements(const Asked& asked) {
  store::SearchQuestion question = screen::SearchOf(asked.visit.target.query);
  const auto type = news::Unspell<news::StatementType>(asked.visit.Query("type"));
  question.type = type ? std::string(asked.visit.Query("type")) : std::string();
  question.limit = asked.limit + 1;
  question.offset = asked.offset;
  auto lines = asked.visit.store.SearchStatements(question);
  if (!lines) {
    return tl::unexpected(lines.error());
  }
  const bool more = CutTo(*lines, asked.limit);
  return Filled(std::string(Phrase("ledger.title")), Phrase("outputs.statements"), ItemsOf(asked.visit, *lines), more);
}

Result<Listed> ListStory(const Asked& asked) {
  const auto story = asked.visit.store.Story(news::StoryId{std::string(asked.visit.Segment(1))});
  if (!story) {
    return tl::unexpected(story.error());
  }
  std::vector<store::ArticleLine> lines(story->articles.rbegin(), story->articles.rend());
  std::ranges::stable_sort(lines, std::ranges::greater{}, &store::ArticleLine::seen);
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(asked.offset, lines.size())));
  const bool more = CutTo(lines, asked.limit);
  return Filled(screen::HeadlineWords(story->line.story.headline),
                screen::SourcesSentence(story->line.article_count, story->line.story.independent),
                ItemsOf(asked.visit, lines, true), more);
}

Result<Listed> ListThread(const Asked& asked) {
  const auto timeline = asked.visit.store.Timeline(news::ThreadId{std::string(asked.visit.Segment(1))});
  if (!timeline) {
    return tl::unexpected(timeline.error());
  }
  if (timeline->turns.empty()) {
    return Fail(Fault::kNotFound, std::string(Phrase("error.no_thread")));
  }
  std::vector<store::StoryLine> lines;
  std::ranges::transform(timeline->turns, std::back_inserter(lines), &store::TurnLine::story);
  std::ranges::stable_sort(lines, std::ranges::greater{}, &store::StoryLine::latest);
  const std::string title = screen::HeadlineWords(lines.front().story.headline);
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(asked.offset, lines.size())));
  const bool more = CutTo(lines, asked.limit);
  return Filled(title, Phrase("outputs.thread"), ItemsOf(asked.visit, lines), more);
}

// What they say, and the articles that name them, the newest first.
Result<Listed> ListEntity(const Asked& asked) {
  const auto view = asked.visit.store.Entity({.entity = screen::EntityOf(asked.visit),
                                              .statements = asked.limit,
                                              .statements_from = asked.offset,
                                              .articles = asked.offset == 0 ? asked.limit : 0});
  if (!view) {
    return tl::unexpected(view.error());
  }
  auto items = ItemsOf(asked.visit, view->statements);
  auto named = ItemsOf(asked.visit, view->articles, true);
  if (!items || !named) {
    return tl::unexpected(!items ? items.error() : named.error());
  }
  items->insert(items->end(), named->begin(), named->end());
  std::ranges::stable_sort(*items, std::ranges::greater{},
                           [](const out::Item& item) { return item.published ? item.published->at : item.updated; });
  CutTo(*items, asked.limit);
  const bool more = asked.offset + view->statements.size() < static_cast<std::size_t>(view->statement_count);
  return Filled(view->name, Say("outputs.entity", view->name), std::move(items), more);
}

Result<Listed> ListSource(const Asked& asked) {
  auto lines =
      asked.visit.store.SourceArticles(screen::SourceQuestionOf(asked.visit, 1, asked.limit + 1, asked.offset));
  if (!lines) {
    return tl::unexpected(lines.error());
  }
  const bool more = CutTo(*lines, asked.limit);
  const std::string_view name = asked.visit.Segment(1);
  return Filled(Say("source.articles_of", name), Say("outputs.source", name), ItemsOf(asked.visit, *lines, true), more);
}

Result<Listed> ListFollowed(const Asked& asked) {
  const std::string_view name = asked.visit.Segment(1);
  const bool first = asked.visit.Query("first") == "1";
  auto followed = asked.visit.store.Followed(name, first, asked.limit + 1, asked.offset);
  if (!followed) {
    return tl::unexpected(followed.error());
  }
  const bool more = CutTo(*followed, asked.limit);
  std::vector<store::StoryLine> lines;
  std::ranges::transform(*followed, std::back_inserter(lines), &store::FollowedStory::line);
  return Filled(Say(first ? "source.first_title" : "source.later_title", name), Phrase("outputs.followed"),
                ItemsOf(asked.visit, lines), more);
}

Result<Listed> ListMirror(const Asked& asked) {
  store::MirrorQuestion question = screen::MirrorQuestionOf(asked.visit, 1);
  question.limit = asked.limit;
  const auto mirror = asked.visit.store.Mirror(question);
  if (!mirror) {
    return tl::unexpected(mirror.error());
  }
  std::vector<store::ArticleLine> lines;
  std::ranges::transform(mirror->lines, std::back_inserter(lines), &store::MirrorLine::copy);
  return Filled(Say("mirror.title", mirror->name), Say("outputs.mirror", mirror->name),
                ItemsOf(asked.visit, lines, true), mirror->more);
}

Result<Listed> ListCorrections(const Asked& asked) {
  auto corrections = asked.visit.store.Corrections(asked.limit + 1, asked.offset);
  if (!corrections) {
    return tl::unexpected(corrections.error());
  }
  const bool more = CutTo(*corrections, asked.limit);
  return Filled(std::string(Phrase("corrections.title")), Phrase("outputs.corrections"),
                ItemsOf(asked.visit, *corrections), more);
}

Result<Listed> ListUnresolved(const Asked& asked) {
  store::UnresolvedQuestion question{.kind = store::EndKindCalled(asked.visit.Query("kind"))};
  question.limit = asked.limit + 1;
  question.offset = asked.offset;
  auto unresolved = asked.visit.store.Unresolved(question);
  if (!unresolved) {
    return tl::unexpected(unresolved.error());
  }
  const bool more = CutTo(unresolved->ends, asked.limit);
  return Filled(std::string(Phrase("unresolved.title")), Phrase("outputs.unresolved"),
                ItemsOf(asked.visit, unresolved->ends), more);
}

// The articles that rest on one end.
Result<Listed> ListEnd(const Asked& asked) {
  if (asked.visit.Query("root").empty()) {
    return Fail(Fault::kNotFound, std::string(Phrase("error.no_page")));
  }
  const auto unresolved = asked.visit.store.Unresolved(
      {.root = std::string(asked.visit.Query("root")), .witnesses = asked.limit, .limit = 1});
  if (!unresolved) {
    return tl::unexpected(unresolved.error());
  }
  if (unresolved->ends.empty()) {
    return Fail(Fault::kNotFound, std::string(Phrase("error.no_page")));
  }
  const store::EndLine& end = unresolved->ends.front();
  std::vector<store::ArticleLine> lines;
  std::ranges::transform(end.witnesses, std::back_inserter(lines), &store::EndWitness::line);
  return Filled(end.name.empty() ? std::string(Phrase("end.nobody")) : end.name, Phrase("outputs.end"),
                ItemsOf(asked.visit, lines, true), false);
}

Result<Listed> ListShelf(const Asked& asked) {
  const std::string_view name = asked.visit.Segment(0);
  store::ItemQuestion question;
  question.shelf = name == "later"   ? store::Shelf::kLater
                   : name == "notes" ? store::Shelf::kNoted
                   : name == "tag"   ? store::Shelf::kTag
                                     : store::Shelf::kStarred;
  question.tag = name == "tag" ? std::string(asked.visit.Query("name")) : std::string();
  question.limit = asked.limit;
  store::Reading reading(asked.visit.store);
  const auto numbers = reading.Items(asked.visit.person.id, question);
  const auto views = numbers ? reading.Views(asked.visit.person.id, *numbers)
                             : Result<std::vector<store::ItemView>>(tl::unexpected(numbers.error()));
  if (!views) {
    return tl::unexpected(views.error());
  }
  std::vector<out::Item> items;
  for (const store::ItemView& view : *views) {
    auto item = view.article ? ItemsOf(asked.visit, std::vector{view.line}, true)
                             : ItemsOf(asked.visit, std::vector{*view.story});
    if (!item) {
      return tl::unexpected(item.error());
    }
    items.insert(items.end(), item->begin(), item->end());
  }
  return Filled(name == "tag" ? question.tag : std::string(Phrase(fmt::format("marks.{}", name))),
                Phrase("outputs.shelf"), std::move(items), false);
}

}  // namespace

const std::vector<ListedPage>& ListedPages() {
  static const std::vector<ListedPage> pages{{"stories", ListFront},
                                             {"search", ListSearch},
                                             {"statements", ListStatements},
                                             {"thread/*", ListThread},
                                             {"story/*", ListStory},
                                             {"person/*", ListEntity},
                                             {"organisation/*", ListEntity},
                                             {"place/*", ListEntity},
                                             {"other/*", ListEntity},
                                             {"source/*", ListSource},
                                             {"source/*/articles", ListSource},
                                             {"source/*/stories", ListFollowed},
                                             {"source/*/mirror", ListMirror},
                                             {"corrections", ListCorrections},
                                             {"unresolved", ListUnresolved},
                                             {"unresolved/end", ListEnd},
                                             {"starred", ListShelf},
                                             {"later", ListShelf},
                                             {"notes", ListShelf},
                                             {"tag", ListShelf}};
  return pages;
}

}  // namespace headwater::serve
