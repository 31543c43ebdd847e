// Marks on cards and pages, the forms that set them, and the lists of what is marked.
#include "screen/marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "screen/cards.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/reading.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kShelf = 40;

struct Kind {
  store::Mark mark;
  std::string_view name;
  bool store::ItemState::*holds;
};
constexpr std::array<Kind, 3> kKinds{{{store::Mark::kStarred, "starred", &store::ItemState::starred},
                                      {store::Mark::kLater, "later", &store::ItemState::later},
                                      {store::Mark::kRead, "read", &store::ItemState::read}}};

// Where a form leads back to: the page that it stood on, from the root.
std::string HereOf(const Visit& visit) {
  std::string_view target = visit.request.target;
  target.remove_prefix(std::min(target.size(), target.find_first_not_of('/')));
  return std::string(target);
}

void PutButtons(Card& card, const store::ItemState& state) {
  std::vector<Card> buttons;
  for (const Kind& kind : kKinds) {
    const bool on = state.*kind.holds;
    Card& button = buttons.emplace_back();
    button.Set("mark", kind.name).Set("item", fmt::to_string(state.item));
    button.Set("value", fmt::format("{}{} {}", on ? '-' : '+', kind.name, state.item));
    button.Set("pressed", on ? "true" : "false").Put(fmt::format("of_{}", kind.name), true);
    button.Put("words", Phrase(fmt::format("mark.{}", kind.name)));
    button.Put("on", Phrase(fmt::format("mark.{}.on", kind.name)))
        .Put("off", Phrase(fmt::format("mark.{}.off", kind.name)));
    card.Put(fmt::format("is_{}", kind.name), on);
  }
  card.Put("marks", buttons);
}

template <class Id>
std::vector<store::ItemState> StatesOf(const Visit& visit, std::span<const Id> ids) {
  store::Reading reading(visit.store);
  const auto items = reading.ItemsOf(ids);
  if (!items) {
    return {};
  }
  std::vector<store::ItemNumber> known;
  std::ranges::copy_if(*items, std::back_inserter(known), [](store::ItemNumber item) { return item != 0; });
  const auto found = reading.States(visit.person.id, known);
  std::map<store::ItemNumber, store::ItemState> by_item;
  if (found) {
    for (const store::ItemState& state : *found) {
      by_item.emplace(state.item, state);
    }
  }
  std::vector<store::ItemState> states;
  for (const store::ItemNumber item : *items) {
    const auto state = by_item.find(item);
    states.push_back(state == by_item.end() ? store::ItemState{} : state->second);
  }
  return states;
}

template <class Id>
void PutAll(std::vector<Card>& cards, const Visit& visit, std::span<const Id> ids) {
  const std::vector<store::ItemState> states = StatesOf(visit, ids);
  for (std::size_t n = 0; n < cards.size() && n < states.size(); ++n) {
    if (states[n].item != 0) {
      PutButtons(cards[n], states[n]);
    }
  }
}

template <class Id>
void PutOne(Card& card, const Visit& visit, const Id& id) {
  const std::array<Id, 1> ids{id};
  const std::vector<store::ItemState> states = StatesOf(visit, std::span<const Id>(ids));
  if (states.empty() || states.front().item == 0) {
    return;
  }
  const store::ItemState& state = states.front();
  Card marks;
  PutButtons(marks, state);
  marks.Set("item", fmt::to_string(state.item))
      .Put("note", state.note)
      .Put("has_own", !state.note.empty() || !state.tags.empty());
  marks.Set("here", HereOf(visit));
  std::vector<Card> tags;
  for (const std::string& tag : state.tags) {
    tags.emplace_back()
        .Put("name", tag)
        .Set("item", fmt::to_string(state.item))
        .Set("here", HereOf(visit))
        .Set("href", fmt::format("{}tag?name={}", visit.root, http::PercentEncode(tag)));
  }
  card.Put("page_marks", marks.Put("tags", tags));
}

// For a script that shows the change itself there is nothing more to say.
http::Reply Done(const Visit& visit, const http::Fields& form, const Result<void>& outcome) {
  if (!outcome) {
    return ShowFault(visit, outcome.error());
  }
  if (web::FindHeader(visit.request.headers, "accept") == "application/json") {
    http::Reply reply;
    reply.content_type = "application/json";
    reply.body = "{}\n";
    return reply;
  }
  return GoTo(visit, BackOf(form));
}

// The first word of `+starred 123`.
const Kind* KindCalled(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name, &Kind::name);
  return found == kKinds.end() ? nullptr : &*found;
}

Card ItemCard(const Visit& visit, const store::ItemView& view) {
  const bool story = !view.article && view.story;
  Card card = story ? StoryCard(visit, *view.story) : ArticleCard(visit, view.line);
  card.Put("story", story).Put("note", view.state.note);
  PutButtons(card, view.state);
  std::vector<Card> tags;
  for (const std::string& tag : view.state.tags) {
    tags.emplace_back()
        .Put("name", tag)
        .Set("href", fmt::format("{}tag?name={}", visit.root, http::PercentEncode(tag)));
  }
  return card.Put("tags", tags);
}

http::Reply ShowItems(const Visit& visit, store::ItemQuestion question, std::string_view title, Card card) {
  store::Reading reading(visit.store);
  const std::size_t shelf = visit.preferences.items > 0 ? visit.preferences.items : kShelf;
  question.limit = shelf + 1;
  if (const auto after = WholeNumber(visit.Query("after"))) {
    question.after = *after;
  }
  const auto items = reading.Items(visit.person.id, question);
  if (!items) {
    return ShowFault(visit, items.error());
  }
  const bool more = items->size() > shelf;
  const std::span<const store::ItemNumber> shown(items->data(), std::min(items->size(), shelf));
  const auto views = reading.Views(visit.person.id, shown);
  if (!views) {
    return ShowFault(visit, views.error());
  }
  std::vector<Card> cards;
  for (const store::ItemView& view : *views) {
    cards.push_back(ItemCard(visit, view));
  }
  card.Put("items", cards).Put("heading", title);
  if (more) {
    const std::string name(visit.Query("name"));
    card.Set("older", fmt::format("?{}after={}", name.empty() ? "" : fmt::format("name={}&", http::PercentEncode(name)),
                                  shown.back()));
  }
  if (const auto tags = reading.Tags(visit.person.id)) {
    std::vector<Card> names;
    for (const store::TagLine& tag : *tags) {
      names.emplace_back()
          .Put("name", tag.name)
          .Set("count", Grouped(tag.items))
          .Put("current", tag.name == visit.Query("name"))
          .Set("href", fmt::format("{}tag?name={}", visit.root, http::PercentEncode(tag.name)));
    }
    card.Put("tags", names);
  }
  return ShowMarked(visit, "shelf", title, std::move(card));
}

}  // namespace

std::string BackOf(const http::Fields& form) {
  const std::string_view back = http::FieldOf(form, "back");
  const bool plain = std::ranges::none_of(back, [](unsigned char c) { return c <= ' ' || c == '\\' || c >= 0x7f; });
  const std::size_t path = std::min(back.find('?'), back.size());
  const bool ours = plain && !back.starts_with('/') && back.substr(0, path).find(':') == std::string_view::npos &&
                    back.substr(0, path).find("..") == std::string_view::npos;
  return ours ? std::string(back) : std::string();
}

void PutMarks(std::vector<Card>& cards, const Visit& visit, std::span<const news::StoryId> stories) {
  PutAll(cards, visit, stories);
}

void PutMarks(std::vector<Card>& cards, const Visit& visit, std::span<const news::ArticleId> articles) {
  PutAll(cards, visit, articles);
}

void PutPageMarks(Card& card, const Visit& visit, const news::StoryId& story) { PutOne(card, visit, story); }
void PutPageMarks(Card& card, const Visit& visit, const news::ArticleId& article) { PutOne(card, visit, article); }

http::Reply ShowMarked(const Visit& visit, std::string_view name, std::string_view title, Card card) {
  card.Set("marks_back", HereOf(visit)).Put("marks_form", true);
  return ShowForm(visit, name, title, std::move(card));
}

http::Reply SetMark(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  const std::string_view asked = http::FieldOf(form, "mark");
  const std::size_t blank = std::min(asked.find(' '), asked.size());
  const auto item = WholeNumber(asked.substr(std::min(asked.size(), blank + 1)));
  const Kind* const kind = blank > 1 ? KindCalled(asked.substr(1, blank - 1)) : nullptr;
  if (kind == nullptr || !item || (asked[0] != '+' && asked[0] != '-')) {
    return ShowError(visit, 400, Phrase("mark.none"));
  }
  const std::array<store::ItemNumber, 1> items{*item};
  return Done(visit, form,
              store::Reading(visit.store).Set(visit.person.id, items, kind->mark, asked[0] == '+', visit.now));
}

http::Reply SetNote(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  const auto item = WholeNumber(http::FieldOf(form, "item")).value_or(0);
  return Done(visit, form,
              store::Reading(visit.store).SetNote(visit.person.id, item, http::FieldOf(form, "note"), visit.now));
}

http::Reply SetTag(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  const std::array<store::ItemNumber, 1> items{WholeNumber(http::FieldOf(form, "item")).value_or(0)};
  const bool on = http::FieldOf(form, "off").empty();
  const std::string_view tag = http::FieldOf(form, "tag");
  if (tag.empty()) {
    return ShowError(visit, 400, Phrase("tags.no_name"));
  }
  return Done(visit, form, store::Reading(visit.store).SetTag(visit.person.id, items, tag, on, visit.now));
}

http::Reply ChangeTag(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  store::Reading reading(visit.store);
  const std::string_view tag = http::FieldOf(form, "tag");
  const std::string_view name = http::FieldOf(form, "name");
  const bool removes = !http::FieldOf(form, "remove").empty();
  const auto outcome =
      removes ? reading.RemoveTag(visit.person.id, tag) : reading.RenameTag(visit.person.id, tag, name);
  return outcome ? GoTo(visit, removes ? "starred" : fmt::format("tag?name={}", http::PercentEncode(name)))
                 : ShowFault(visit, outcome.error());
}

http::Reply ShowShelf(const Visit& visit) {
  const std::string_view name = visit.Segment(0);
  store::ItemQuestion question;
  question.shelf = name == "later"   ? store::Shelf::kLater
                   : name == "notes" ? store::Shelf::kNoted
                   : name == "tag"   ? store::Shelf::kTag
                                     : store::Shelf::kStarred;
  question.tag = name == "tag" ? std::string(visit.Query("name")) : std::string();
  Card card;
  card.Put(fmt::format("at_{}", name), true).Put("tag", question.tag);
  card.Put("empty", Phrase(fmt::format("marks.none.{}", name)));
  return ShowItems(visit, question, name == "tag" ? question.tag : Phrase(fmt::format("marks.{}", name)),
                   std::move(card));
}

}  // namespace headwater::screen
