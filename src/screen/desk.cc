// Errands and their answers, and the quiet pages beside.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "screen/screens.h"
#include "screen/sharing.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/evidence.h"
#include "store/progress.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMaxUnreadable = 200;
// So long after its answer an errand's page still tells how far its feeds are.
constexpr std::chrono::minutes kFollowed{15};

// How far the work is; true while it goes on.
bool PutProgress(Card& card, const Visit& visit, std::int64_t errand) {
  const auto progress = store::ProgressOf(visit.store, errand);
  if (!progress || progress->whole == 0) {
    return false;
  }
  card.Set("done", fmt::to_string(progress->done)).Set("whole", fmt::to_string(progress->whole));
  card.Put("counted", true);
  card.Put("progress",
           Say(progress->feeds ? "errand.feeds" : "errand.stories", Grouped(progress->done), Grouped(progress->whole)));
  if (progress->failed > 0) {
    card.Put("failed", Count("errand.failed", progress->failed));
  }
  return progress->done < progress->whole && (!progress->answered || visit.now - *progress->answered < kFollowed);
}

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
  // Typed without a scheme, it was taken for a secure one.
  card.Put("perhaps_plain", errand->answered && !errand->good && errand->kind == store::ErrandKind::kSubscribe &&
                                errand->payload.starts_with("https://"));
  card.Put("settled", errand->kind == store::ErrandKind::kSettle);
  card.Put("to_front", errand->kind == store::ErrandKind::kRemoveSamples);
  const bool goes_on = PutProgress(card, visit, id) || !errand->answered;
  card.Put("again", goes_on);
  const std::string_view title = Phrase(!errand->answered ? "errand.waiting"
                                        : errand->good    ? "errand.good"
                                                          : "errand.bad");
  card.Put("heading", title);
  // For browsers without scripts, which else see it change by themselves.
  card.Put("reload", goes_on ? "2" : "");
  return ShowPage(visit, "errand", title, std::move(card));
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
  if (const auto key = store::Evidence(visit.store).PublicKey()) {
    card.Put("bundle_key", *key);
  }
  card.Put("bookmarklet", BookmarkletOf(visit));
  return ShowPage(visit, "about", Phrase("about.title"), std::move(card));
}

}  // namespace headwater::screen
