// Rules of one's own: made, tried, changed.
#include "store/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "screen/cards.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/webhooks.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kLookedAt = 1'000;
constexpr std::size_t kShown = 20;
constexpr std::array<std::string_view, 6> kOrigins{"self", "article", "outlet", "person", "document", "unknown"};

store::Rule RuleIn(const http::Fields& fields, std::int64_t person) {
  const auto text = [&](std::string_view name) { return std::string(http::FieldOf(fields, name)); };
  const auto flag = [&](std::string_view name) { return !http::FieldOf(fields, name).empty(); };
  const auto words = [&](std::string_view name) {
    return static_cast<int>(std::clamp<std::int64_t>(NumberIn(fields, name), 0, 1'000'000));
  };
  store::Rule rule;
  rule.id = NumberIn(fields, "id");
  rule.person = person;
  rule.title = text("title");
  rule.words = text("words");
  rule.words.erase(std::remove(rule.words.begin(), rule.words.end(), '\r'), rule.words.end());
  rule.headline_only = flag("headline_only");
  rule.source = text("source");
  rule.feed = text("feed");
  rule.folder = text("folder");
  rule.language = text("language");
  rule.author = text("author");
  rule.speaker = text("speaker");
  rule.origin = text("origin");
  rule.shorter = words("shorter");
  rule.longer = words("longer");
  rule.single_origin = flag("single_origin");
  rule.hide = flag("hide");
  rule.read = flag("read");
  rule.star = flag("star");
  rule.later = flag("later");
  rule.tag = text("tag");
  rule.send = flag("send");
  if (rule.title.empty()) {
    rule.title = rule.words.substr(0, rule.words.find('\n'));
  }
  for (const std::string* other : {&rule.source, &rule.speaker, &rule.author, &rule.folder, &rule.feed}) {
    rule.title = rule.title.empty() ? *other : rule.title;
  }
  return rule;
}

void PutRule(Card& card, const store::Rule& rule) {
  card.Set("id", fmt::to_string(rule.id)).Put("title", rule.title).Put("words", rule.words);
  card.Put("headline_only", rule.headline_only).Put("source", rule.source).Put("feed", rule.feed);
  card.Put("folder", rule.folder).Put("language", rule.language).Put("author", rule.author);
  card.Put("speaker", rule.speaker).Put("single_origin", rule.single_origin);
  card.Put("shorter", rule.shorter > 0 ? fmt::to_string(rule.shorter) : std::string());
  card.Put("longer", rule.longer > 0 ? fmt::to_string(rule.longer) : std::string());
  card.Put("hide", rule.hide).Put("read", rule.read).Put("star", rule.star).Put("later", rule.later);
  card.Put("tag", rule.tag).Put("send", rule.send).Put("paused", rule.paused).Put("running", !rule.paused);
  card.Put("going_back", rule.going_back);
  std::vector<Card> origins;
  for (const std::string_view origin : kOrigins) {
    Card choice;
    choice.Put("value", origin).Put("name", Phrase(fmt::format("rule.origin.{}", origin)));
    choice.Put("chosen", rule.origin == origin);
    origins.push_back(std::move(choice));
  }
  card.Put("origins", origins);
}

// In a line: what it asks for, and what it does.
std::string Summary(const store::Rule& rule) {
  std::string asks;
  const auto add = [&asks](std::string_view key, const std::string& value) {
    if (!value.empty()) {
      asks += (asks.empty() ? "" : "; ") + Say(fmt::format("rule.asks.{}", key), value);
    }
  };
  std::string words = rule.words;
  for (std::size_t at = words.find('\n'); at != std::string::npos; at = words.find('\n', at)) {
    words.replace(at, 1, " / ");
  }
  add(rule.headline_only ? "headline" : "words", words);
  add("source", rule.source);
  add("feed", rule.feed);
  add("folder", rule.folder);
  add("language", rule.language);
  add("author", rule.author);
  add("speaker", rule.speaker);
  add("origin", rule.origin.empty() ? std::string() : std::string(Phrase("rule.origin." + rule.origin)));
  add("shorter", rule.shorter > 0 ? Grouped(rule.shorter) : std::string());
  add("longer", rule.longer > 0 ? Grouped(rule.longer) : std::string());
  add("single_origin", rule.single_origin ? std::string(" ") : std::string());
  std::string does;
  const auto act = [&does](bool wanted, std::string_view key) {
    if (wanted) {
      does += (does.empty() ? "" : ", ") + std::string(Phrase(fmt::format("rule.does.{}", key)));
    }
  };
  act(rule.hide, "hide");
  act(rule.read, "read");
  act(rule.star, "star");
  act(rule.later, "later");
  act(rule.send, "send");
  if (!rule.tag.empty()) {
    does += (does.empty() ? "" : ", ") + Say("rule.does.tag", rule.tag);
  }
  return Say("rule.summary", asks, does);
}

std::vector<Card> LineCards(const Visit& visit, const std::vector<store::ArticleLine>& lines) {
  std::vector<Card> cards;
  for (const store::ArticleLine& line : lines) {
    Card card;
    card.Put("address", visit.root + http::ArticleAddress(line.id)).Put("headline", line.headline);
    card.Put("publisher", line.publisher).Put("seen_html", InstantHtml(line.seen));
    cards.push_back(std::move(card));
  }
  return cards;
}

http::Reply ShowAll(const Visit& visit, const store::Rule* typed, const Error* error, bool preview) {
  store::Rules rules(visit.store);
  const auto all = rules.Of(visit.person.id);
  if (!all) {
    return ShowFault(visit, all.error());
  }
  std::vector<Card> cards;
  for (const store::Rule& rule : *all) {
    Card& card = cards.emplace_back();
    PutRule(card, rule);
    card.Put("summary", Summary(rule));
  }
  Card card;
  card.Put("rules", cards);
  const auto asked = std::ranges::find(*all, NumberIn(visit.target.query, "id"), &store::Rule::id);
  Card form;
  PutRule(form, typed != nullptr ? *typed : asked != all->end() ? *asked : store::Rule{});
  form.Put("is_new", typed != nullptr ? typed->id == 0 : asked == all->end());
  card.Put("form", form);
  const auto webhook = store::Webhooks(visit.store).Of(visit.person.id);
  if (!webhook) {
    return ShowFault(visit, webhook.error());
  }
  card.Put("webhook", webhook->url).Put("secret", webhook->secret);
  if (preview && typed != nullptr) {
    const auto caught = rules.Preview(*typed, kLookedAt, kShown);
    if (!caught) {
      return ShowFault(visit, caught.error());
    }
    card.Put("preview", Say("rule.preview", Grouped(caught->count), Grouped(caught->of)));
    card.Put("caught", LineCards(visit, caught->caught));
  }
  if (error != nullptr) {
    card.Put("error", error->text);
  }
  http::Reply reply = ShowForm(visit, "rules", Phrase("rules.title"), std::move(card));
  reply.status = error != nullptr ? StatusOf(error->fault) : reply.status;
  return reply;
}

http::Reply Outcome(const Visit& visit, const Result<void>& result) {
  return result ? GoTo(visit, "me/rules") : ShowAll(visit, nullptr, &result.error(), false);
}

}  // namespace

http::Reply ShowRules(const Visit& visit) { return ShowAll(visit, nullptr, nullptr, false); }

http::Reply TakeRule(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const store::Rule rule = RuleIn(fields, visit.person.id);
  if (!http::FieldOf(fields, "try").empty()) {
    return ShowAll(visit, &rule, nullptr, true);
  }
  store::Rules rules(visit.store);
  const auto kept = rules.Put(rule);
  if (!kept) {
    return ShowAll(visit, &rule, &kept.error(), false);
  }
  if (!http::FieldOf(fields, "back").empty()) {
    return Outcome(visit, rules.GoBack(visit.person.id, *kept));
  }
  return GoTo(visit, "me/rules");
}

http::Reply TakeWebhook(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  return Outcome(visit, store::Webhooks(visit.store).Put(visit.person.id, http::FieldOf(fields, "url")));
}

http::Reply ChangeRule(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const std::int64_t id = NumberIn(fields, "id");
  store::Rules rules(visit.store);
  const std::string_view what = http::FieldOf(fields, "what");
  if (what == "remove") {
    return Outcome(visit, rules.Remove(visit.person.id, id));
  }
  if (what == "back") {
    return Outcome(visit, rules.GoBack(visit.person.id, id));
  }
  return Outcome(visit, rules.Pause(visit.person.id, id, what == "pause"));
}

}  // namespace headwater::screen
