// How long things are kept, and what would go.
#include "store/retention.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/budget.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kLines = 20;

// Empty is none; -1 is what is no number.
std::int64_t BoundIn(const http::Fields& fields, std::string_view name) {
  const std::string_view text = http::FieldOf(fields, name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = text.empty() || (error == std::errc{} && end == text.data() + text.size());
  return good ? std::min<std::int64_t>(number, 1'000'000'000) : -1;
}

std::string BoundWords(const store::RetentionRule& rule) {
  std::string words = rule.days > 0 ? Count("retention.days", rule.days) : std::string();
  if (rule.newest > 0) {
    words += (words.empty() ? "" : ", ") + Say("retention.newest_of", Grouped(rule.newest));
  }
  return words;
}

http::Reply ShowAll(const Visit& visit, const Error* error) {
  store::Retention retention(visit.store);
  const auto rules = retention.All();
  const auto going = retention.WouldGo(visit.now, kLines);
  if (!rules || !going) {
    return ShowFault(visit, rules ? going.error() : rules.error());
  }
  std::vector<Card> cards;
  for (const store::RetentionRule& rule : *rules) {
    Card card;
    card.Put("folder", rule.folder).Put("feed", rule.feed).Put("bounds", BoundWords(rule));
    card.Put("scope", !rule.feed.empty()     ? Say("retention.feed_is", rule.feed)
                      : !rule.folder.empty() ? Say("retention.folder_is", rule.folder)
                                             : std::string(Phrase("retention.everything")));
    cards.push_back(std::move(card));
  }
  std::vector<Card> first;
  for (const store::ArticleLine& line : going->first) {
    Card card;
    card.Put("address", visit.root + http::ArticleAddress(line.id)).Put("headline", line.headline);
    card.Put("publisher", line.publisher).Put("seen_html", InstantHtml(line.seen));
    first.push_back(std::move(card));
  }
  Card card;
  card.Put("rules", cards).Put("first", first);
  card.Put("going", Say(going->more ? "retention.more_go" : "retention.go", Count("articles", going->count)));
  if (const auto standing = store::Budget(visit.store).Standing(); standing && standing->budget > 0) {
    std::vector<std::string> order;
    for (const store::Shed shed : standing->order) {
      order.emplace_back(Phrase(fmt::format("budget.{}", store::Spell(shed))));
    }
    card.Put("budget", Say("budget.is", SizeWords(standing->budget), SizeWords(standing->used)));
    card.Put("budget_order", order.empty() ? std::string(Phrase("budget.never")) : Say("budget.order", Joined(order)));
  }
  if (error != nullptr) {
    card.Put("error", error->text);
  }
  http::Reply reply = ShowForm(visit, "retention", Phrase("retention.title"), std::move(card));
  reply.status = error != nullptr ? StatusOf(error->fault) : reply.status;
  return reply;
}

}  // namespace

http::Reply ShowRetention(const Visit& visit) { return ShowAll(visit, nullptr); }

http::Reply TakeRetention(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::RetentionRule rule;
  rule.folder = http::FieldOf(fields, "folder");
  rule.feed = http::FieldOf(fields, "feed");
  rule.days = static_cast<int>(std::min<std::int64_t>(BoundIn(fields, "days"), 1'000'000));
  rule.newest = BoundIn(fields, "newest");
  const auto put = store::Retention(visit.store).Put(rule);
  return put ? GoTo(visit, "retention") : ShowAll(visit, &put.error());
}

}  // namespace headwater::screen
