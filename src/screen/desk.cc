// Errands and their answers, and the quiet pages beside.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMaxUnreadable = 200;

}  // namespace

http::Reply LeaveErrand(const Visit& visit, store::ErrandKind kind, std::string_view payload) {
  const auto errand = visit.store.Ask(kind, payload, visit.now);
  return errand ? GoTo(visit, fmt::format("errand/{}", *errand)) : ShowFault(visit, errand.error());
}

http::Reply AskRemoveSamples(const Visit& visit) { return LeaveErrand(visit, store::ErrandKind::kRemoveSamples, {}); }

http::Reply ShowErrand(const Visit& visit) {
  std::int64_t id = 0;
  const std::string_view asked = visit.Segment(1);
  std::from_chars(asked.data(), asked.data() + asked.size(), id);
  const auto errand = visit.store.ErrandOf(id);
  if (!errand) {
    return ShowFault(visit, errand.error());
  }
  Card card;
  card.Set("id", fmt::to_string(id));
  card.Put("waiting", !errand->answered).Put("answer", errand->answer);
  card.Put("good", errand->answered && errand->good).Put("bad", errand->answered && !errand->good);
  card.Put("settled", errand->kind == store::ErrandKind::kSettle);
  card.Put("to_front", errand->kind == store::ErrandKind::kRemoveSamples);
  const std::string_view title = Phrase(!errand->answered ? "errand.waiting"
                                        : errand->good    ? "errand.good"
                                                          : "errand.bad");
  card.Put("heading", title);
  http::Reply reply = ShowPage(visit, "errand", title, std::move(card));
  if (!errand->answered) {
    reply.headers.emplace_back("refresh", "1");
  }
  return reply;
}

http::Reply ShowUnreadable(const Visit& visit) {
  const auto pages = visit.store.UnreadablePages(kMaxUnreadable);
  if (!pages) {
    return ShowFault(visit, pages.error());
  }
  std::vector<Card> cards;
  for (const store::Unreadable& page : *pages) {
    Card each;
    each.Put("address", page.address).Put("error", page.error).Put("time_html", InstantHtml(page.at));
    cards.push_back(std::move(each));
  }
  Card card;
  card.Put("pages", cards);
  return ShowPage(visit, "unreadable", Phrase("unreadable.title"), std::move(card));
}

http::Reply ShowAbout(const Visit& visit) {
  const auto counts = visit.store.Counts();
  if (!counts) {
    return ShowFault(visit, counts.error());
  }
  Card card;
  const auto row = [](std::string_view key, std::string_view value) {
    Card each;
    each.Put("name", Phrase(key)).Put("value", value);
    return each;
  };
  card.Put("rows",
           std::vector{
               row("counts.articles", Grouped(counts->articles)), row("counts.stories", Grouped(counts->stories)),
               row("counts.threads", Grouped(counts->threads)), row("counts.feeds", Grouped(counts->feeds)),
               row("counts.unreadable", Grouped(counts->unreadable)), row("counts.bytes", SizeWords(counts->bytes))});
  return ShowPage(visit, "about", Phrase("about.title"), std::move(card));
}

}  // namespace headwater::screen
