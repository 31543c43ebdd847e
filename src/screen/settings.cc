// One's own settings: what they may be, and taken from their form.
#include "screen/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/editions.h"
#include "store/people.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostLanguages = 60;
constexpr std::array<std::string_view, 3> kThemes{"", "light", "dark"};
constexpr std::array<std::string_view, 5> kItems{"", "15", "30", "60", "100"};

Card Choice(std::string_view value, std::string_view words, std::string_view chosen) {
  Card card;
  card.Set("value", value).Put("words", words).Put("chosen", value == chosen);
  return card;
}

// "Tallinn (+02:00)"
std::string ZoneWords(const std::string& zone, std::chrono::sys_seconds now) {
  const std::size_t slash = zone.find('/');
  std::string place = zone.substr(slash == std::string::npos ? 0 : slash + 1);
  std::ranges::replace(place, '_', ' ');
  const auto offset = OffsetIn(zone, now);
  if (!offset || offset->count() == 0) {
    return place;
  }
  const auto minutes = std::abs(offset->count());
  return fmt::format("{} ({}{:02}:{:02})", place, offset->count() < 0 ? "−" : "+", minutes / 60, minutes % 60);
}

std::vector<Card> ZoneRegions(const Visit& visit) {
  std::vector<Card> regions;
  for (const ZoneRegion& region : Zones()) {
    std::vector<Card> zones;
    for (const std::string& zone : region.zones) {
      zones.push_back(Choice(zone, ZoneWords(zone, visit.now), visit.preferences.zone));
    }
    regions.emplace_back().Put("region", region.name).Put("zones", zones);
  }
  return regions;
}

std::vector<Card> Languages(const Visit& visit) {
  const std::string& chosen = visit.preferences.language;
  std::vector<Card> cards{Choice("", Phrase("edition.all_languages"), chosen)};
  bool met = chosen.empty();
  if (const auto choices = store::Editions(visit.store).Choices({}, kMostLanguages)) {
    for (const auto& [code, stories] : choices->languages) {
      cards.push_back(Choice(code, LanguageWords(code), chosen));
      met = met || code == chosen;
    }
  }
  if (!met) {
    cards.push_back(Choice(chosen, LanguageWords(chosen), chosen));
  }
  return cards;
}

bool IsLanguage(std::string_view text) {
  return text.empty() || (text.size() >= 2 && text.size() <= 3 &&
                          std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; }));
}

}  // namespace

void PutSettings(Card& card, const Visit& visit) {
  const Preferences& set = visit.preferences;
  std::vector<Card> themes;
  for (const std::string_view theme : kThemes) {
    themes.push_back(
        Choice(theme, Phrase(fmt::format("settings.theme.{}", theme.empty() ? "system" : theme)), set.theme));
  }
  std::vector<Card> lengths;
  for (const std::string_view items : kItems) {
    lengths.push_back(Choice(items, items.empty() ? Phrase("settings.items.usual") : items,
                             set.items == 0 ? std::string() : fmt::to_string(set.items)));
  }
  card.Put("themes", themes).Put("lengths", lengths).Put("languages", Languages(visit));
  card.Put("zones_of", ZoneRegions(visit)).Put("no_zone", set.zone.empty());
}

http::Reply TakeSettings(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  const std::string_view zone = http::FieldOf(form, "zone");
  const std::string_view theme = http::FieldOf(form, "theme");
  const std::string_view items = http::FieldOf(form, "items");
  const std::string_view language = http::FieldOf(form, "language");
  const bool known = std::ranges::find(kThemes, theme) != kThemes.end() &&
                     std::ranges::find(kItems, items) != kItems.end() && IsLanguage(language) &&
                     (zone.empty() || OffsetIn(std::string(zone), visit.now));
  if (!known) {
    return ShowError(visit, 400, Phrase("settings.unknown"));
  }
  store::People people(visit.store);
  for (const auto& [name, value] : {std::pair<std::string_view, std::string_view>{"zone", zone},
                                    {"theme", theme},
                                    {"items", items},
                                    {"edition language", language}}) {
    if (const auto set = people.SetSetting(visit.person.id, name, value); !set) {
      return ShowFault(visit, set.error());
    }
  }
  return GoTo(visit, "me?set=1");
}

}  // namespace headwater::screen
