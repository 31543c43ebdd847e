// Puts hits and briefings into words.
#include "screen/alert_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "screen/strings.h"
#include "screen/wording.h"
#include "store/local_time.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostNamed = 5;

// Each once: one outlet may be there with several reports.
std::vector<std::string> NamesOf(const std::vector<store::RootName>& roots) {
  std::vector<std::string> names;
  for (const store::RootName& root : roots) {
    if (std::ranges::find(names, NameOf(root)) == names.end()) {
      names.push_back(NameOf(root));
    }
  }
  return names;
}

std::string Named(std::vector<std::string> names) {
  names.resize(std::min(names.size(), kMostNamed));
  return Joined(names);
}

std::string StanceWords(const std::string& word) { return std::string(Phrase(fmt::format("stance.{}", word))); }

std::string PublisherOf(const store::AlertHit& hit) {
  return hit.article ? PublisherWords(*hit.article) : std::string(Phrase("alert.unknown_publisher"));
}

std::string StoryReason(const store::AlertHit& hit) {
  if (hit.roots.empty()) {
    return std::string(Phrase("alert.reason.story_untraced"));
  }
  return Say("alert.reason.story", Named(NamesOf(hit.roots)));
}

std::string SourcesReason(const store::AlertHit& hit) {
  // Some of those that are named may belong together: they are then not the ones that count.
  const std::vector<std::string> names = NamesOf(hit.roots);
  const bool all = static_cast<int>(names.size()) == hit.number && names.size() <= kMostNamed;
  const std::string count = Count("independent", hit.number);
  return hit.roots.empty() ? count
                           : Say(all ? "alert.reason.sources" : "alert.reason.sources_among", count, Named(names));
}

}  // namespace

std::string NameOf(const store::RootName& root) {
  return root.name.empty() ? std::string(Phrase("alert.unknown_publisher")) : root.name;
}

std::string ReasonWords(const store::AlertHit& hit) {
  switch (hit.kind) {
    case store::AlertKind::kStory:
      return StoryReason(hit);
    case store::AlertKind::kSources:
      return SourcesReason(hit);
    case store::AlertKind::kOrigin:
      return Say("alert.reason.origin",
                 hit.roots.empty() ? std::string(Phrase("alert.unknown_publisher")) : NameOf(hit.roots.front()));
    case store::AlertKind::kPosition:
      return Say("alert.reason.position", hit.who, StanceWords(hit.before), StanceWords(hit.after));
    case store::AlertKind::kCorrection:
      return Say("alert.reason.correction", PublisherOf(hit));
    case store::AlertKind::kRetraction:
      break;
  }
  return Say("alert.reason.retraction", hit.who.empty() ? std::string(Phrase("alert.unknown_publisher")) : hit.who);
}

std::string HitHeadline(const store::AlertHit& hit) {
  return hit.story.story.id.empty() ? std::string(Phrase("alert.gone_story")) : HeadlineWords(hit.story.story.headline);
}

std::string HitAddress(const store::AlertHit& hit) {
  const bool of_article = hit.kind == store::AlertKind::kCorrection || hit.kind == store::AlertKind::kPosition;
  if (of_article && hit.article) {
    return http::ArticleAddress(hit.article->id) + (hit.kind == store::AlertKind::kCorrection ? "/changes" : "");
  }
  return hit.story.story.id.empty() ? std::string("alerts") : http::StoryAddress(hit.story.story.id);
}

const store::RootName* PrimaryOf(const std::vector<store::RootName>& roots) {
  return roots.empty() ? nullptr : &roots.front();
}

std::string RootAddress(const store::RootName& root, std::string_view house) {
  if (!root.article.empty()) {
    return fmt::format("{}{}", house, http::ArticleAddress(root.article));
  }
  return http::WebAddress(root.url);
}

std::string FiresWords(const store::Alert& alert) {
  std::vector<std::string> words;
  const auto add = [&](bool wanted, std::string_view key) {
    if (wanted) {
      words.emplace_back(Phrase(key));
    }
  };
  add(alert.on_story, "alert.on.story");
  if (alert.sources > 0) {
    words.push_back(Count("independent", alert.sources));
  }
  add(alert.on_origin, "alert.on.origin");
  add(alert.on_position, "alert.on.position");
  add(alert.on_correction, "alert.on.correction");
  return Joined(words);
}

std::vector<Card> HitCards(const Visit& visit, const std::vector<store::AlertHit>& hits) {
  std::vector<Card> cards;
  for (const store::AlertHit& hit : hits) {
    Card& card = cards.emplace_back();
    card.Put("reason", ReasonWords(hit)).Put("headline", HitHeadline(hit)).Put("alert", hit.alert_name);
    card.Set("href", visit.root + HitAddress(hit)).Put("fired_html", InstantHtml(hit.fired));
    card.Set("number", fmt::to_string(hit.id));
    if (const store::RootName* const primary = PrimaryOf(hit.roots)) {
      card.Put("primary", NameOf(*primary)).Put("primary_href", RootAddress(*primary, visit.root));
    }
    card.Put("story_href",
             hit.story.story.id.empty() ? std::string() : visit.root + http::StoryAddress(hit.story.story.id));
  }
  return cards;
}

std::string ScopeWords(const store::BriefingScope& scope) {
  if (scope.is_search()) {
    return scope.name;
  }
  std::vector<std::string> parts;
  if (!scope.subject.empty()) {
    parts.emplace_back(Phrase(fmt::format("subject.{}", scope.subject)));
  }
  if (!scope.country.empty()) {
    parts.push_back(CountryWords(scope.country));
  }
  if (!scope.language.empty()) {
    parts.push_back(LanguageWords(scope.language));
  }
  std::string words;
  for (const std::string& part : parts) {
    words += (words.empty() ? "" : ", ") + part;
  }
  return words.empty() ? std::string(Phrase("briefing.everything")) : words;
}

std::string BriefedSources(const store::Briefed& item) { return SourcesSentence(item.articles, item.then); }

std::string BriefedWords(const store::Briefed& item) {
  if (item.kind == store::BriefedKind::kPosition) {
    return Say("alert.reason.position", item.who, StanceWords(item.before), StanceWords(item.after));
  }
  const std::string publisher =
      item.article ? PublisherWords(*item.article) : std::string(Phrase("alert.unknown_publisher"));
  return Say("alert.reason.correction", publisher);
}

std::string BriefedAddress(const store::Briefed& item) {
  if (item.article) {
    return http::ArticleAddress(item.article->id) + (item.kind == store::BriefedKind::kCorrection ? "/changes" : "");
  }
  return http::StoryAddress(item.story.story.id);
}

std::string BriefingTitle(const store::Briefing& briefing, std::string_view zone) {
  const auto day = std::chrono::floor<std::chrono::days>(store::LocalOf(zone, briefing.until));
  const std::string date = TimeWords(MomentOfDay(std::chrono::year_month_day(day)));
  const std::string name = briefing.name.empty()
                               ? std::string(Phrase(briefing.weekly ? "briefing.weekly" : "briefing.daily"))
                               : briefing.name;
  return fmt::format("{}, {}", name, date);
}

std::vector<Card> BriefingCards(const store::Briefing& briefing, std::string_view house) {
  std::vector<Card> sections;
  for (std::size_t n = 0; n < briefing.sections.size(); ++n) {
    std::vector<Card> stories;
    std::vector<Card> corrections;
    std::vector<Card> positions;
    for (const store::Briefed& item : briefing.items) {
      if (static_cast<std::size_t>(item.section) != n) {
        continue;
      }
      Card card;
      card.Put("headline", HeadlineWords(item.story.story.headline))
          .Set("href", fmt::format("{}{}", house, BriefedAddress(item)));
      card.Set("lang", item.story.language);
      if (item.kind != store::BriefedKind::kStory) {
        card.Put("words", BriefedWords(item));
        (item.kind == store::BriefedKind::kCorrection ? corrections : positions).push_back(std::move(card));
        continue;
      }
      card.Put("sources", BriefedSources(item)).Put("first", item.story.first_publisher);
      if (const store::RootName* const primary = PrimaryOf(item.roots)) {
        card.Put("primary", NameOf(*primary)).Put("primary_href", RootAddress(*primary, house));
      } else {
        card.Put("untraced", true);
      }
      stories.push_back(std::move(card));
    }
    Card section;
    section.Put("title", ScopeWords(briefing.sections[n])).Put("stories", stories).Put("corrections", corrections);
    section.Put("positions", positions).Set("number", fmt::to_string(n));
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace headwater::screen
