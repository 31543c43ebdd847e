// What content owners ask for: the public page with its form, the claimant's own page, the queue and its log.
#include "store/takedowns.h"

#include <fmt/format.h>

#include <algorithm>

#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/claimants.h"
#include "store/rights_log.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostShown = 100;
constexpr std::size_t kLogLines = 100;

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
      line.remove_suffix(1);
    }
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (!line.empty()) {
      lines.emplace_back(line);
    }
  }
  return lines;
}

std::string FieldIn(const http::Fields& fields, std::string_view name) {
  return std::string(http::FieldOf(fields, name));
}

store::NewClaim ClaimIn(const http::Fields& fields, store::ClaimWay way) {
  store::NewClaim claim;
  claim.restore = http::FieldOf(fields, "wants") == "restore";
  claim.addresses = LinesOf(http::FieldOf(fields, "addresses"));
  claim.claimant = FieldIn(fields, "claimant");
  claim.contact = FieldIn(fields, "contact");
  claim.words = FieldIn(fields, "words");
  claim.way = way;
  return claim;
}

http::Reply ShowAsking(const Visit& visit, bool note, const http::Fields& fields, const Error* error) {
  Card card;
  card.Put("note", note).Put("action", note ? "takedowns/note" : "takedown");
  const std::string given = FieldIn(fields, "addresses");
  card.Put("addresses", given.empty() ? std::string(visit.Query("address")) : given);
  for (const std::string_view name : {"claimant", "contact", "words"}) {
    card.Put(name, FieldIn(fields, name));
  }
  card.Put("restore", http::FieldOf(fields, "wants") == "restore");
  if (error != nullptr) {
    card.Put("error", error->text);
  }
  http::Reply reply =
      ShowForm(visit, "owners", Phrase(note ? "takedown.note_title" : "takedown.title"), std::move(card));
  if (error != nullptr) {
    reply.status = error->fault == Fault::kTooLarge ? 429 : StatusOf(error->fault);
  }
  return reply;
}

std::string StateWords(const store::Claim& claim) {
  return std::string(Phrase(fmt::format("takedown.state_{}", store::Spell(claim.state))));
}

std::string TimeLeft(const store::Claim& claim, std::chrono::sys_seconds now) {
  if (claim.state != store::ClaimState::kOpen) {
    return {};
  }
  return claim.Overdue(now) ? Say("takedown.overdue", DelayWords(now - claim.due))
                            : Say("takedown.left", DelayWords(claim.due - now));
}

Card ClaimCard(const store::Claim& claim, std::chrono::sys_seconds now) {
  Card card;
  card.Put("number", fmt::to_string(claim.number)).Put("state", StateWords(claim));
  card.Put("restore", claim.restore).Put("overdue", claim.Overdue(now)).Put("left", TimeLeft(claim, now));
  card.Put("asked_html", InstantHtml(claim.asked)).Put("due_html", InstantHtml(claim.due));
  card.Put("way", Phrase(fmt::format("takedown.way_{}", store::Spell(claim.way))));
  card.Put("claimant", claim.claimant).Put("contact", claim.contact).Put("words", claim.words);
  card.Put("domain", claim.domain).Put("proven", claim.proven.has_value());
  card.Put("proof_error", claim.proof_error).Put("proving", claim.proving);
  card.Put("open", claim.state == store::ClaimState::kOpen);
  card.Put("granted", claim.state == store::ClaimState::kGranted);
  card.Put("answer", claim.answer).Put("decided_by", claim.decided_by);
  if (claim.decided) {
    card.Put("decided_html", InstantHtml(*claim.decided));
  }
  if (claim.clean) {
    card.Put("clean_html", InstantHtml(*claim.clean));
  }
  if (claim.removed + claim.withheld > 0) {
    card.Put("outcome", Say("takedown.outcome", Count("articles", claim.removed), Grouped(claim.withheld)));
  }
  std::vector<Card> addresses;
  for (const std::string& address : claim.addresses) {
    addresses.push_back(Card().Put("address", address));
  }
  return card.Put("addresses", std::move(addresses));
}

std::vector<Card> LineCards(const Visit& visit, const std::vector<store::ArticleLine>& lines) {
  std::vector<Card> cards;
  for (const store::ArticleLine& line : lines) {
    Card card;
    card.Put("link", visit.root + http::ArticleAddress(line.id)).Put("headline", HeadlineWords(line.headline));
    cards.push_back(card.Put("publisher", PublisherWords(line)));
  }
  return cards;
}

// What an open claim is about, so that it can be decided.
Result<void> PutConcerned(Card& card, const Visit& visit, const store::Claim& claim) {
  store::Takedowns takedowns(visit.store);
  if (claim.restore) {
    const auto standing = takedowns.StandingAgainst(claim.number);
    if (!standing) {
      return tl::unexpected(standing.error());
    }
    std::vector<Card> cards;
    for (const std::int64_t number : *standing) {
      cards.push_back(Card().Put("takedown", fmt::to_string(number)));
    }
    card.Put("standing", std::move(cards));
    return {};
  }
  const auto concerned = takedowns.Concerns(claim.number);
  if (!concerned) {
    return tl::unexpected(concerned.error());
  }
  card.Put("articles", LineCards(visit, concerned->articles)).Put("copies", LineCards(visit, concerned->copies));
  card.Put("originals", LineCards(visit, concerned->originals));
  card.Put("found", Say("takedown.found", Count("articles", static_cast<std::int64_t>(concerned->articles.size())),
                        Grouped(static_cast<std::int64_t>(concerned->copies.size()))));
  return {};
}

http::Reply ShowQueue(const Visit& visit, const Error* error) {
  store::Takedowns takedowns(visit.store);
  const auto claims = takedowns.All(kMostShown);
  const auto waiting = claims ? takedowns.Open(visit.now) : tl::unexpected(claims.error());
  if (!waiting) {
    return ShowFault(visit, waiting.error());
  }
  std::vector<Card> cards;
  for (const store::Claim& claim : *claims) {
    Card card = ClaimCard(claim, visit.now);
    if (claim.state == store::ClaimState::kOpen) {
      if (const auto put = PutConcerned(card, visit, claim); !put) {
        return ShowFault(visit, put.error());
      }
    }
    cards.push_back(std::move(card));
  }
  Card card;
  card.Put("claims", std::move(cards));
  card.Set("days", fmt::to_string(store::Claimants(visit.store).Days().value_or(store::kClaimantDays)));
  card.Put("waiting", Say("takedown.waiting", Grouped(waiting->open), Grouped(waiting->overdue)));
  if (error != nullptr) {
    card.Put("error", error->text);
  }
  http::Reply reply = ShowForm(visit, "takedowns", Phrase("takedown.queue"), std::move(card));
  reply.status = error != nullptr ? StatusOf(error->fault) : reply.status;
  return reply;
}

std::string NameOf(const Visit& visit) { return visit.person.name.empty() ? "administrator" : visit.person.name; }

// What is at an address that nobody else knows stays between the two.
http::Reply Unlisted(http::Reply reply) {
  reply.headers.emplace_back("x-robots-tag", "noindex, nofollow");
  reply.headers.emplace_back("cache-control", "no-store");
  return reply;
}

}  // namespace

http::Reply ShowTakedown(const Visit& visit) { return ShowAsking(visit, false, {}, nullptr); }

http::Reply TakeTakedown(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::NewClaim claim = ClaimIn(fields, store::ClaimWay::kForm);
  claim.from = visit.caller.address;
  const auto asked = store::Takedowns(visit.store).Ask(claim, visit.now);
  return asked ? GoTo(visit, "takedown/" + asked->secret) : ShowAsking(visit, false, fields, &asked.error());
}

http::Reply ShowClaim(const Visit& visit) {
  const auto claim = store::Takedowns(visit.store).Told(visit.Segment(1));
  if (!claim) {
    return ShowFault(visit, claim.error());
  }
  Card card = ClaimCard(*claim, visit.now);
  const std::string title = Say("takedown.claim_title", claim->number);
  card.Put("heading", title)
      .Put("challenge", claim->challenge)
      .Put("prove", visit.root + "takedown/" + std::string(visit.Segment(1)) + "/prove");
  card.Put("proof_address", "https://" + claim->domain + std::string(store::kProofPath));
  card.Put("may_prove", !claim->domain.empty() && !claim->proven && !claim->proving);
  return Unlisted(ShowForm(visit, "claim", title, std::move(card)));
}

http::Reply AskProof(const Visit& visit) {
  store::Takedowns takedowns(visit.store);
  const auto claim = takedowns.Told(visit.Segment(1));
  const Result<void> asked = claim ? takedowns.AskProof(claim->number, visit.now) : tl::unexpected(claim.error());
  return asked ? GoTo(visit, "takedown/" + std::string(visit.Segment(1))) : ShowFault(visit, asked.error());
}

http::Reply ShowTakedowns(const Visit& visit) { return ShowQueue(visit, nullptr); }

http::Reply DecideTakedown(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const std::int64_t number = WholeNumber(http::FieldOf(fields, "number")).value_or(0);
  const std::string_view what = http::FieldOf(fields, "what");
  const std::string_view answer = http::FieldOf(fields, "answer");
  store::Takedowns takedowns(visit.store);
  Result<void> done = Fail(Fault::kUsage, std::string(Phrase("takedown.nothing")));
  if (what == "grant" || what == "grant only") {
    done = takedowns.Grant(number, what == "grant", NameOf(visit), answer, visit.now);
  } else if (what == "refuse") {
    done = takedowns.Refuse(number, NameOf(visit), answer, visit.now);
  } else if (what == "reverse") {
    done = takedowns.Reverse(number, NameOf(visit), answer, visit.now);
  } else if (what == "keep") {
    const std::int64_t days = WholeNumber(http::FieldOf(fields, "days")).value_or(-1);
    done = store::Claimants(visit.store).SetDays(days, NameOf(visit), visit.now);
  }
  return done ? GoTo(visit, "takedowns") : ShowQueue(visit, &done.error());
}

http::Reply ShowTakedownNote(const Visit& visit) { return ShowAsking(visit, true, {}, nullptr); }

http::Reply TakeTakedownNote(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto asked = store::Takedowns(visit.store).Ask(ClaimIn(fields, store::ClaimWay::kNote), visit.now);
  // Who typed it in sends the claimant this address.
  return asked ? GoTo(visit, "takedown/" + asked->secret) : ShowAsking(visit, true, fields, &asked.error());
}

http::Reply ShowRightsLog(const Visit& visit) {
  store::RightsLog log(visit.store);
  const std::int64_t before = WholeNumber(visit.Query("before")).value_or(0);
  const auto entries = log.Latest(kLogLines, before, WholeNumber(visit.Query("takedown")).value_or(0));
  const auto broken = entries ? log.FirstBroken() : tl::unexpected(entries.error());
  if (!broken) {
    return ShowFault(visit, broken.error());
  }
  std::vector<Card> cards;
  for (const store::LogEntry& entry : *entries) {
    Card card;
    card.Put("entry", fmt::to_string(entry.entry)).Put("at_html", InstantHtml(entry.at)).Put("who", entry.who);
    card.Put("what", entry.what).Put("takedown", fmt::to_string(entry.takedown)).Put("detail", entry.detail);
    cards.push_back(card.Put("hash", entry.hash.substr(0, 16)));
  }
  Card card;
  card.Put("whole", *broken == 0).Put("broken", *broken == 0 ? std::string() : Say("takedown.broken", *broken));
  if (entries->size() == kLogLines) {
    card.Put("older", fmt::format("{}takedowns/log?before={}", visit.root, entries->back().entry));
  }
  card.Put("entries", std::move(cards));
  return ShowPage(visit, "rights_log", Phrase("takedown.log"), std::move(card));
}

}  // namespace headwater::screen
