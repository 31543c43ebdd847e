// Writes letters.
#include "screen/letters.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "screen/alert_words.h"
#include "screen/page.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/mailing.h"

namespace headwater::screen {
namespace {

// Everything that a letter has beside its matter.
struct Frame {
  LetterHead head;
  store::MailingChoice mailing;
  std::string house;  // with a slash
};

Result<Frame> FrameFor(store::Store& store, std::int64_t person, const LetterHead& head) {
  auto mailing = store::Mailing(store).Of(person);
  if (!mailing) {
    return tl::unexpected(mailing.error());
  }
  Frame frame{head, *std::move(mailing), {}};
  frame.house = (head.address.empty() ? frame.mailing.house : head.address) + "/";
  return frame;
}

send::Mail MailOf(const Frame& frame, const store::Letter& letter, std::chrono::sys_seconds now) {
  send::Mail mail;
  mail.from = frame.head.from;
  mail.from_name = frame.head.from_name.empty() ? frame.head.house : frame.head.from_name;
  mail.to = frame.mailing.address;
  mail.at = now;
  mail.id = fmt::format("{}.{}.{}", letter.topic, letter.id, now.time_since_epoch().count());
  return mail;
}

std::string Underlined(const std::string& title) {
  return fmt::format("{}\n{}\n", title, std::string(title.size(), '-'));
}

std::string HitText(const store::AlertHit& hit, const std::string& house) {
  std::string text = fmt::format("{}\n{}\n{}{}\n", ReasonWords(hit), HitHeadline(hit), house, HitAddress(hit));
  if (const store::RootName* const primary = PrimaryOf(hit.roots)) {
    const std::string address = RootAddress(*primary, house);
    text += Say("letter.primary", NameOf(*primary));
    text += (address.empty() ? "" : ": " + address) + "\n";
  }
  return text + "\n";
}

Card HitCard(const store::AlertHit& hit, const std::string& house) {
  Card card;
  card.Put("reason", ReasonWords(hit)).Put("headline", HitHeadline(hit)).Set("href", house + HitAddress(hit));
  if (const store::RootName* const primary = PrimaryOf(hit.roots)) {
    card.Put("primary", NameOf(*primary)).Put("primary_href", RootAddress(*primary, house));
  }
  return card;
}

std::string SecretOf(store::Store& store, std::int64_t person, std::int64_t alert) {
  const auto alerts = store::Alerts(store).Of(person);
  for (const store::Alert& each : alerts.value_or(std::vector<store::Alert>{})) {
    if (each.id == alert) {
      return each.secret;
    }
  }
  return {};
}

Result<std::optional<send::Mail>> AlertLetter(store::Store& store, const store::Letter& letter, const Frame& frame,
                                              std::chrono::sys_seconds now) {
  const auto hits = store::Alerts(store).HitsOfMail(letter.id);
  if (!hits || hits->empty()) {
    return hits ? Result<std::optional<send::Mail>>(std::nullopt) : tl::unexpected(hits.error());
  }
  send::Mail mail = MailOf(frame, letter, now);
  const store::AlertHit& first = hits->front();
  mail.subject = hits->size() == 1 ? fmt::format("{}: {}", ReasonWords(first), HitHeadline(first))
                                   : Say("letter.many", Count("letter.alerts", static_cast<std::int64_t>(hits->size())),
                                         HitHeadline(first));
  std::vector<Card> groups;
  std::vector<Card> cards;
  bool one = true;
  for (std::size_t n = 0; n < hits->size(); ++n) {
    const store::AlertHit& hit = (*hits)[n];
    one = one && hit.alert == first.alert;
    if (n == 0 || (*hits)[n - 1].alert != hit.alert) {
      mail.text += Underlined(hit.alert_name);
    }
    mail.text += HitText(hit, frame.house);
    cards.push_back(HitCard(hit, frame.house));
    if (n + 1 == hits->size() || (*hits)[n + 1].alert != hit.alert) {
      Card group;
      group.Put("name", hit.alert_name).Put("hits", cards);
      groups.push_back(std::move(group));
      cards.clear();
    }
  }
  const std::string secret = SecretOf(store, letter.person, first.alert);
  if (!secret.empty()) {
    mail.unsubscribe = fmt::format("{}stop/{}/{}", frame.house, one ? "alert" : "alerts", secret);
  }
  mail.text += fmt::format("-- \n{}\n{}alerts\n{}\n{}\n", Say("letter.why_alert", frame.head.house), frame.house,
                           Phrase("letter.stop"), mail.unsubscribe);
  Card page;
  page.Put("groups", groups).Put("subject", mail.subject).Put("why", Say("letter.why_alert", frame.head.house));
  page.Set("alerts_href", frame.house + "alerts").Put("stop_href", mail.unsubscribe);
  mail.html = Render("mail_alert", page);
  return std::optional(std::move(mail));
}

Result<std::optional<send::Mail>> BriefingLetter(store::Store& store, const store::Letter& letter, const Frame& frame,
                                                 std::chrono::sys_seconds now) {
  store::Briefings briefings(store);
  const std::int64_t id = std::strtoll(letter.subject.c_str(), nullptr, 10);
  const auto briefing = briefings.Of(letter.person, id);
  if (!briefing) {
    return briefing.error().fault == Fault::kNotFound ? Result<std::optional<send::Mail>>(std::nullopt)
                                                      : tl::unexpected(briefing.error());
  }
  const auto secret = briefings.SecretOf(id);
  send::Mail mail = MailOf(frame, letter, now);
  mail.subject = BriefingTitle(*briefing, frame.mailing.zone);
  if (secret && !secret->empty()) {
    mail.unsubscribe = fmt::format("{}stop/briefing/{}", frame.house, *secret);
  }
  mail.text = BriefingText(*briefing, frame.mailing.zone, frame.house);
  mail.text += fmt::format("-- \n{}\n{}briefing/{}\n{}\n{}\n", Say("letter.why_briefing", frame.head.house),
                           frame.house, id, Phrase("letter.stop"), mail.unsubscribe);
  Card page;
  page.Put("sections", BriefingCards(*briefing, frame.house)).Put("subject", mail.subject);
  page.Put("why", Say("letter.why_briefing", frame.head.house)).Put("stop_href", mail.unsubscribe);
  page.Set("briefing_href", fmt::format("{}briefing/{}", frame.house, id));
  mail.html = Render("mail_briefing", page);
  return std::optional(std::move(mail));
}

std::optional<send::Mail> PlainLetter(const store::Letter& letter, const Frame& frame, std::chrono::sys_seconds now) {
  send::Mail mail = MailOf(frame, letter, now);
  if (letter.topic == store::kOfTest) {
    mail.subject = Say("letter.test", letter.note);
    mail.text = fmt::format("{}\n\n{}alerts\n", Say("letter.test_words", letter.note, frame.head.house), frame.house);
    return mail;
  }
  const std::string code = letter.subject.substr(0, letter.subject.find(' '));
  mail.subject = Say("letter.confirm", frame.head.house);
  mail.text = fmt::format("{}\n\n{}\n\n{}alerts\n\n{}\n", Say("letter.confirm_words", frame.head.house), code,
                          frame.house, Phrase("letter.confirm_else"));
  return mail;
}

}  // namespace

Result<std::optional<send::Mail>> WriteLetter(store::Store& store, const store::Letter& letter, const LetterHead& head,
                                              std::chrono::sys_seconds now) {
  const auto frame = FrameFor(store, letter.person, head);
  if (!frame) {
    return tl::unexpected(frame.error());
  }
  const bool confirming = letter.topic == store::kOfAddress;
  if (frame->mailing.address.empty() || (!confirming && !frame->mailing.confirmed)) {
    return std::optional<send::Mail>{};
  }
  if (letter.topic == store::kOfAlert) {
    return AlertLetter(store, letter, *frame, now);
  }
  if (letter.topic == store::kOfBriefing) {
    return BriefingLetter(store, letter, *frame, now);
  }
  return PlainLetter(letter, *frame, now);
}

std::string WriteCall(store::Store& store, const store::Letter& letter, const LetterHead& head) {
  const auto frame = FrameFor(store, letter.person, head);
  boost::json::object call;
  if (letter.topic == store::kOfTest) {
    call["test"] = true;
    call["alert"] = letter.note;
    return boost::json::serialize(call);
  }
  const auto hit = store::Alerts(store).Hit(letter.person, std::strtoll(letter.subject.c_str(), nullptr, 10));
  if (!frame || !hit) {
    return {};
  }
  call["alert"] = hit->alert_name;
  call["hit"] = hit->id;
  call["kind"] = store::WordFor(hit->kind);
  call["reason"] = ReasonWords(*hit);
  call["headline"] = HitHeadline(*hit);
  call["url"] = frame->house + HitAddress(*hit);
  call["story"] = hit->story.story.id.value();
  call["articles"] = hit->story.article_count;
  if (const auto& independent = hit->story.story.independent) {
    call["independent"] = boost::json::object{
        {"least", independent->least}, {"most", independent->most}, {"untraced", independent->untraced}};
  }
  boost::json::array roots;
  for (const store::RootName& root : hit->roots) {
    roots.push_back(boost::json::object{{"name", root.name}, {"url", root.url}, {"article", root.article.value()}});
  }
  call["primary_sources"] = std::move(roots);
  call["fired"] = FormatMoment(MomentOfInstant(hit->fired));
  return boost::json::serialize(call);
}

std::string BriefingText(const store::Briefing& briefing, std::string_view zone, std::string_view house) {
  const std::string title = BriefingTitle(briefing, zone);
  std::string text = fmt::format("{}\n{}\n\n", title, std::string(title.size(), '='));
  if (briefing.items.empty()) {
    return text + std::string(Phrase("briefing.nothing")) + "\n";
  }
  for (std::size_t n = 0; n < briefing.sections.size(); ++n) {
    text += Underlined(ScopeWords(briefing.sections[n])) + "\n";
    int number = 0;
    for (const store::Briefed& item : briefing.items) {
      if (static_cast<std::size_t>(item.section) != n) {
        continue;
      }
      const std::string address = fmt::format("{}{}", house, BriefedAddress(item));
      if (item.kind != store::BriefedKind::kStory) {
        text += fmt::format("* {}\n   {}\n   {}\n\n", BriefedWords(item), HeadlineWords(item.story.story.headline),
                            address);
        continue;
      }
      text += fmt::format("{}. {}\n   {}\n", ++number, HeadlineWords(item.story.story.headline), BriefedSources(item));
      if (const store::RootName* const primary = PrimaryOf(item.roots)) {
        const std::string from = RootAddress(*primary, house);
        text += fmt::format("   {}{}\n", Say("letter.primary", NameOf(*primary)), from.empty() ? "" : ": " + from);
      } else {
        text += fmt::format("   {}\n", Phrase("origin.unknown"));
      }
      text += fmt::format("   {}\n\n", address);
    }
  }
  return text;
}

}  // namespace headwater::screen
