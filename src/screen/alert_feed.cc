// What alerts and briefings told, as Atom (RFC 4287), at an address that only the person knows.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "screen/alert_words.h"
#include "screen/letters.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/access_tokens.h"
#include "store/mailing.h"
#include "store/primary.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kEntries = 50;
constexpr std::size_t kBriefings = 10;

std::string Time(std::chrono::sys_seconds at) { return FormatMoment(MomentOfInstant(at)); }

// XML has no other characters below a blank.
std::string Text(std::string_view text) {
  std::string clean = Escape(text);
  std::erase_if(clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
  return clean;
}

http::Reply Feed(const Visit& visit, std::string_view title, std::string_view page, std::chrono::sys_seconds updated,
                 const std::string& entries) {
  http::Reply reply;
  reply.content_type = "application/atom+xml; charset=utf-8";
  reply.headers.emplace_back("cache-control", "private, no-cache");
  // The address is a secret: it goes to nobody with a link, and into no index.
  reply.headers.emplace_back("referrer-policy", "no-referrer");
  reply.headers.emplace_back("x-robots-tag", "noindex");
  reply.body = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{}</title>\n"
      "<id>{}/{}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}/{}\"/>\n<link rel=\"self\" "
      "type=\"application/atom+xml\" "
      "href=\"{}{}\"/>\n<updated>{}</updated>\n<author><name>{}</name></author>\n{}</feed>\n",
      Text(Say("title", title, visit.name)), Text(visit.outside), page, Text(visit.outside), page, Text(visit.outside),
      Text(visit.request.target), Time(updated), Text(visit.name), entries);
  return reply;
}

std::string HitEntry(const Visit& visit, const store::AlertHit& hit, const store::PrimarySources& sources) {
  const std::string house = visit.outside + "/";
  std::string entry = fmt::format(
      "<entry>\n<id>{}alerts/hit/{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link rel=\"alternate\" "
      "type=\"text/html\" href=\"{}\"/>\n<category term=\"{}\" label=\"{}\"/>\n",
      Text(house), hit.id, Text(fmt::format("{}: {}", ReasonWords(hit), HitHeadline(hit))), Time(hit.fired),
      Text(house + HitAddress(hit)), store::WordFor(hit.kind), Text(hit.alert_name));
  std::vector<std::string> names;
  for (const store::PrimarySource& source : sources.known) {
    const std::string address = http::WebAddress(source.url);
    entry += address.empty()
                 ? std::string()
                 : fmt::format("<link rel=\"via\" href=\"{}\" title=\"{}\"/>\n", Text(address), Text(source.name));
    names.push_back(source.name);
  }
  const std::string primary = names.empty() ? std::string() : Say("letter.primary", Joined(names));
  return entry +
         fmt::format("<summary>{}</summary>\n</entry>\n",
                     Text(fmt::format("{}. {}", SourcesSentence(hit.story.article_count, hit.story.story.independent),
                                      primary)));
}

// Whoever has the key of a person's feeds reads them as that person.
Result<std::int64_t> PersonOfKey(const Visit& visit) {
  const auto bearer = store::AccessTokens(visit.store).ByToken(visit.Query("key"), visit.now);
  if (!bearer && bearer.error().fault != Fault::kRefused) {
    return tl::unexpected(bearer.error());
  }
  return bearer && (bearer->scopes & (store::kMayList | store::kMayRead)) != 0
             ? Result<std::int64_t>(bearer->person.id)
             : Fail(Fault::kNotFound, "there is no feed at this address");
}

}  // namespace

http::Reply SendAlertFeed(const Visit& visit) {
  const auto person = PersonOfKey(visit);
  if (!person) {
    return ShowFault(visit, person.error());
  }
  const auto hits = store::Alerts(visit.store).Hits(*person, WholeNumber(visit.Query("alert")).value_or(0), kEntries);
  if (!hits) {
    return ShowFault(visit, hits.error());
  }
  std::vector<news::StoryId> stories;
  std::ranges::transform(*hits, std::back_inserter(stories),
                         [](const store::AlertHit& hit) { return hit.story.story.id; });
  const auto sources = store::SourcesOf(visit.store, std::span<const news::StoryId>(stories));
  if (!sources) {
    return ShowFault(visit, sources.error());
  }
  std::string entries;
  for (std::size_t n = 0; n < hits->size(); ++n) {
    entries += HitEntry(visit, (*hits)[n], (*sources)[n]);
  }
  return Feed(visit, Phrase("alerts.title"), "alerts", hits->empty() ? std::chrono::sys_seconds{} : hits->front().fired,
              entries);
}

http::Reply SendBriefingFeed(const Visit& visit) {
  const auto person = PersonOfKey(visit);
  if (!person) {
    return ShowFault(visit, person.error());
  }
  store::Briefings briefings(visit.store);
  const auto made = briefings.Made(*person, kBriefings);
  const auto mailing = store::Mailing(visit.store).Of(*person);
  if (!made || !mailing) {
    return ShowFault(visit, made ? mailing.error() : made.error());
  }
  std::string entries;
  for (const store::Briefing& each : *made) {
    const auto briefing = briefings.Of(*person, each.id);
    if (!briefing) {
      continue;
    }
    const std::string address = fmt::format("{}/briefing/{}", visit.outside, each.id);
    const std::string title = BriefingTitle(*briefing, mailing->zone);
    Card page;
    page.Put("sections", BriefingCards(*briefing, visit.outside + "/")).Put("subject", title);
    entries += fmt::format(
        "<entry>\n<id>{0}</id>\n<title>{1}</title>\n<updated>{2}</updated>\n<link rel=\"alternate\" type=\"text/html\" "
        "href=\"{0}\"/>\n<content type=\"html\">{3}</content>\n</entry>\n",
        Text(address), Text(title), Time(briefing->until), Text(Render("briefing_body", page)));
  }
  return Feed(visit, Phrase("briefings.title"), "briefings",
              made->empty() ? std::chrono::sys_seconds{} : made->front().until, entries);
}

}  // namespace headwater::screen
