// Where anything is checked: the box, the answer, and the wait for an address that must be fetched first.
#include "check/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "screen/accounts.h"
#include "screen/cards.h"
#include "screen/chain.h"
#include "screen/changes.h"
#include "screen/reserved.h"
#include "screen/screens.h"
#include "screen/sharing.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/checks.h"
#include "text/utf8.h"

namespace headwater::screen {
namespace {

using weigh::Bearing;

// In the order in which they are shown.
constexpr std::array kBearings{Bearing::kDenies, Bearing::kOtherNumber, Bearing::kSupports, Bearing::kUnknown};

// What is asked for: by the box, the bookmarklet or another app's share button, which gives a title, a text, an
// address.
check::Question QuestionOf(const http::Fields& fields, std::chrono::sys_seconds now) {
  check::Question question;
  question.now = now;
  question.as = check::KindCalled(http::FieldOf(fields, "as"));
  for (const std::string_view field : {"q", "url", "text", "title"}) {
    question.asked = http::FieldOf(fields, field);
    if (!question.asked.empty()) {
      break;
    }
  }
  return question;
}

std::string AddressOf(const check::Question& question) {
  constexpr std::size_t kMostBytes = 4'000;
  std::string address = fmt::format("check?q={}", http::PercentEncode(question.asked.substr(0, kMostBytes)));
  if (question.as) {
    address += fmt::format("&as={}", check::WordFor(*question.as));
  }
  return address;
}

// `words` with the marked stretch; safe markup.
std::string MarkedHtml(const check::Place& place) {
  const text::CodePointIndex index(place.words);
  const std::size_t begin = index.ByteAt(place.marked.begin);
  const std::size_t end = std::max(begin, index.ByteAt(place.marked.end));
  const std::string_view words = place.words;
  if (begin == end) {
    return Escape(words);
  }
  return fmt::format("{}<mark>{}</mark>{}", Escape(words.substr(0, begin)), Escape(words.substr(begin, end - begin)),
                     Escape(words.substr(end)));
}

std::string LikenessWords(check::Likeness likeness, double sure) {
  const std::string_view words = Phrase(fmt::format("check.{}", check::WordFor(likeness)));
  return likeness == check::Likeness::kSame ? std::string(words)
                                            : Say("check.likeness", words, fmt::format("{:.0f}", sure * 100));
}

std::string_view BearingKey(Bearing bearing) {
  return bearing == Bearing::kOtherNumber ? std::string_view("other_number") : check::WordFor(bearing);
}

Card PlaceCard(const Visit& visit, const check::Answer& answer, const check::Place& place) {
  Card card = ArticleCard(visit, place.line);
  card.Put("words_html", MarkedHtml(place));
  if (answer.kind == check::Kind::kAddress) {
    return card.Put("likeness", Say("check.shared", fmt::format("{:.0f}", place.sure * 100)));
  }
  card.Put("likeness", LikenessWords(place.likeness, place.sure));
  if (place.bearing != Bearing::kUnknown) {
    card.Put("bearing", Phrase(fmt::format("check.bearing.{}", BearingKey(place.bearing))));
  }
  return card;
}

// Statements by how they bear on what was asked.
std::vector<Card> SaidGroups(const Visit& visit, const check::Answer& answer) {
  std::vector<Card> groups;
  for (const Bearing bearing : kBearings) {
    std::vector<Card> statements;
    for (const check::Said& said : answer.said) {
      if (said.bearing == bearing) {
        statements.push_back(ToldCard(visit, said.line));
        statements.back().Put("likeness", LikenessWords(said.likeness, said.sure));
      }
    }
    if (!statements.empty()) {
      const bool quoted = answer.kind == check::Kind::kQuotation && bearing != Bearing::kDenies;
      groups.emplace_back()
          .Put("heading",
               Phrase(quoted && bearing == Bearing::kSupports ? std::string("check.said_it")
                                                              : fmt::format("check.said.{}", BearingKey(bearing))))
          .Put("statements", std::move(statements));
    }
  }
  return groups;
}

std::vector<Card> ChangeCards(const Visit& visit, const check::Answer& answer) {
  std::vector<Card> cards;
  for (const check::Change& change : answer.changes) {
    Card& card = cards.emplace_back();
    card.Put("what", Phrase(fmt::format("altered.{}", news::Spell(change.what))));
    card.Put("before", change.before).Put("after", change.after);
    card.Put("publisher", PublisherWords(change.line)).Put("of", PublisherWords(change.of));
    card.Set("href", fmt::format("{}{}", visit.root, http::ArticleAddress(change.line.id)));
    card.Set("of_href", fmt::format("{}{}", visit.root, http::ArticleAddress(change.of.id)));
  }
  return cards;
}

void PutArticle(Card& card, const Visit& visit, const check::Answer& answer) {
  store::ArticleView view = *answer.article;
  card.Put("article", ArticleCard(visit, view.line));
  PutRights(card, view);
  card.Put("traceable", !answer.withdrawn);
  if (answer.withdrawn) {
    return;
  }
  PutRevisions(card, visit, view.line.id, view.revisions);
  card.Put("carries_corrected", view.carries_corrected);
  card.Put("corrected_copies",
           view.corrected_copies > 0 ? Count("corrections.stale", view.corrected_copies) : std::string());
  // The text is not on this page: what is evidence in it links nowhere here.
  view.article.text.clear();
  PutChain(card, visit, view);
}

void PutAnswer(Card& card, const Visit& visit, const check::Answer& answer) {
  card.Put("found", answer.found).Put("unknown", !answer.found);
  card.Put("kind", Phrase(fmt::format("check.kind.{}", check::WordFor(answer.kind))));
  card.Put("is_address", answer.kind == check::Kind::kAddress).Put("address", answer.address);
  if (!answer.found) {
    return;
  }
  card.Put("likeness", LikenessWords(answer.likeness, answer.sure)).Put("only_named", answer.only_named);
  card.Put("fetchable", answer.only_named && visit.May(store::Role::kEditor));
  card.Put("exact", answer.likeness == check::Likeness::kSame && answer.kind != check::Kind::kAddress);
  card.Put("inexact", answer.likeness != check::Likeness::kSame && answer.kind != check::Kind::kAddress);
  if (answer.first) {
    Card first = ArticleCard(visit, *answer.first);
    const auto place =
        std::ranges::find(answer.places, answer.first->id, [](const auto& each) { return each.line.id; });
    if (place != answer.places.end() && answer.kind == check::Kind::kQuotation) {
      first.Put("likeness", place->likeness == check::Likeness::kSame ? std::string()
                                                                      : LikenessWords(place->likeness, place->sure));
    }
    card.Put("first", std::move(first));
  }
  if (answer.first_of_story && (!answer.first || answer.first_of_story->id != answer.first->id)) {
    card.Put("story_first", ArticleCard(visit, *answer.first_of_story));
  }
  if (answer.article) {
    PutArticle(card, visit, answer);
  }
  if (answer.story) {
    card.Put("story", StoryCard(visit, *answer.story));
    card.Set("differences_href", fmt::format("{}{}#differ", visit.root, http::StoryAddress(answer.story->story.id)));
  }
  std::vector<Card> places;
  for (const check::Place& place : answer.places) {
    places.push_back(PlaceCard(visit, answer, place));
  }
  card.Put("places", places).Put("more_places", answer.more_places).Put("said_groups", SaidGroups(visit, answer));
  card.Put("changes", ChangeCards(visit, answer));
  PutDifferences(card, visit, {answer.disagreements, answer.figures});
  const bool differs = !answer.disagreements.empty() || !answer.figures.empty();
  card.Put("undisputed", !differs && !answer.contradicted()).Put("contradicted", answer.contradicted());
  card.Put("said_title", Phrase(answer.kind == check::Kind::kClaim ? "check.said_of" : "check.said"));
  card.Put("more_differences",
           answer.more_disagreements > 0 ? Count("check.more_differences", answer.more_disagreements) : std::string());
}

void PutBox(Card& card, const Visit& visit, const check::Question& question) {
  card.Put("asked", question.asked);
  std::vector<Card> kinds;
  for (const std::string_view kind : {"", "address", "quotation", "claim"}) {
    Card& each = kinds.emplace_back();
    each.Set("value", kind).Put("words", Phrase(fmt::format("check.as.{}", kind.empty() ? "any" : kind)));
    each.Put("chosen", question.as ? check::WordFor(*question.as) == kind : kind.empty());
  }
  card.Put("kinds", std::move(kinds));
  card.Put("bookmarklet", BookmarkletOf(visit));
}

// From another site a browser sends no session along; asked for once more by a page of ours, it does.
std::optional<http::Reply> AskAgain(const Visit& visit) {
  if (visit.person.id != 0) {
    return std::nullopt;
  }
  const std::string_view wanted = std::string_view(visit.request.target).substr(1);
  const bool from_elsewhere = web::FindHeader(visit.request.headers, "sec-fetch-site") == "cross-site";
  if (visit.entry != Entry::kFirst && from_elsewhere && visit.Query("again").empty()) {
    const std::string target = fmt::format("{}{}&again=1", visit.root, wanted);
    Card card;
    card.Set("to", target);
    http::Reply reply = ShowPage(visit, "check_again", Phrase("check.title"), std::move(card));
    reply.headers.emplace_back("refresh", fmt::format("0;url={}", target));
    return reply;
  }
  return GoTo(visit, visit.entry == Entry::kFirst ? std::string("welcome")
                                                  : fmt::format("signin?next={}", http::PercentEncode(wanted)));
}

http::Reply ShowAnswer(const Visit& visit, const check::Question& question, const std::string& error) {
  Card card;
  PutBox(card, visit, question);
  card.Put("may_fetch", visit.May(store::Role::kEditor)).Put("fetch_error", error);
  int status = 200;
  if (!question.asked.empty()) {
    const auto answer = check::Check(visit.store, question);
    if (answer) {
      PutAnswer(card, visit, *answer);
    } else if (answer.error().fault != Fault::kUsage) {
      return ShowFault(visit, answer.error());
    } else {
      status = 400;
      card.Put("wrong", Phrase("check.wrong"));
    }
  }
  card.Put("answered", !question.asked.empty()).Put("blank", question.asked.empty());
  http::Reply reply = ShowForm(visit, "check", Phrase("check.title"), std::move(card));
  reply.status = status;
  return reply;
}

}  // namespace

// It runs on the page that is looked at: what is selected there is a quotation, else its address is asked for.
std::string BookmarkletOf(const Visit& visit) {
  return fmt::format(
      "javascript:(()=>{{const s=String(getSelection()).trim();location.href='{0}/check?'+(s?"
      "'as=quotation&q='+encodeURIComponent(s):'url='+encodeURIComponent(location.href))}})()",
      visit.outside);
}

http::Reply ShowCheck(const Visit& visit) {
  if (auto again = AskAgain(visit)) {
    return *std::move(again);
  }
  return ShowAnswer(visit, QuestionOf(visit.target.query, visit.now), {});
}

http::Reply TakeCheck(const Visit& visit) {
  const check::Question question = QuestionOf(http::ParseFields(visit.request.body), visit.now);
  const auto asked = check::Read(question);
  if (!asked || asked->kind != check::Kind::kAddress || !visit.May(store::Role::kEditor)) {
    return GoTo(visit, AddressOf(question));
  }
  const auto known = store::FindAddress(visit.store, check::FormsOf(asked->address));
  if (!known) {
    return ShowFault(visit, known.error());
  }
  if (*known && (*known)->own) {
    return GoTo(visit, AddressOf(question));
  }
  const auto left = store::Checks(visit.store).Ask(visit.person.id, asked->address, visit.now);
  if (!left && left.error().fault == Fault::kTimeout) {
    constexpr int kTooMany = 429;
    return ShowError(visit, kTooMany, left.error().text);
  }
  return left ? GoTo(visit, fmt::format("check/{}", left->key)) : ShowFault(visit, left.error());
}

http::Reply ShowChecked(const Visit& visit) {
  store::Checks checks(visit.store);
  const auto stamp = checks.Stamp();
  const auto left = checks.ByKey(visit.Segment(1));
  if (!left || !stamp) {
    return ShowFault(visit, !left ? left.error() : stamp.error());
  }
  const check::Question question{.asked = left->url, .as = check::Kind::kAddress, .now = visit.now};
  if (left->ended()) {
    return ShowAnswer(visit, question, left->state == store::CheckState::kFailed ? left->error : std::string());
  }
  Card card;
  PutBox(card, visit, question);
  card.Put("waiting", true).Put("address", left->url).Set("stamp", fmt::to_string(*stamp));
  std::vector<Card> steps;
  bool before = true;
  for (const store::CheckState state :
       {store::CheckState::kWaiting, store::CheckState::kFetching, store::CheckState::kTracing}) {
    const bool now = state == left->state;
    before = before && !now;
    Card& step = steps.emplace_back();
    step.Put("words", Phrase(fmt::format("check.state.{}", store::WordFor(state))));
    step.Put("done", before).Put("now", now).Put("later", !before && !now);
  }
  card.Put("steps", std::move(steps));
  http::Reply reply = ShowForm(visit, "check", Phrase("check.title"), std::move(card));
  reply.headers.emplace_back("refresh", "2");
  return reply;
}

}  // namespace headwater::screen
