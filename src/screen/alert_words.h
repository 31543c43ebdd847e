// What fired, in words and cards; and a briefing's entries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screen/visit.h"
#include "store/alerts.h"
#include "store/briefings.h"

namespace headwater::screen {

// "2 independent sources: A, B"
std::string ReasonWords(const store::AlertHit& hit);
// The story's headline; of a retraction that ended it, what was taken back.
std::string HitHeadline(const store::AlertHit& hit);
// Below the root: the story's page, or the article's where that shows it.
std::string HitAddress(const store::AlertHit& hit);
// The primary source that most of the story rests on, or the new one; nothing where none is known.
const store::RootName* PrimaryOf(const std::vector<store::RootName>& roots);
// What it is called; in words where that is not known.
std::string NameOf(const store::RootName& root);
// Where it can be read: its page here, else its address on the web; empty where neither is known.
std::string RootAddress(const store::RootName& root, std::string_view house);

// What an alert waits for: "a new story; 2 independent sources".
std::string FiresWords(const store::Alert& alert);

// A card for a hit: `reason`, `headline`, `href`, `primary`, `primary_href`, `alert`, `fired_html`.
std::vector<Card> HitCards(const Visit& visit, const std::vector<store::AlertHit>& hits);

// "Politics, Estonia, in English", or the search's name.
std::string ScopeWords(const store::BriefingScope& scope);
// "23 articles, 2 independent sources", as it was when the briefing was made.
std::string BriefedSources(const store::Briefed& item);
// Of a correction or a change of position.
std::string BriefedWords(const store::Briefed& item);
std::string BriefedAddress(const store::Briefed& item);
// "Morning briefing, 12 March 2025"
std::string BriefingTitle(const store::Briefing& briefing, std::string_view zone);
// The entries by section: `title`, `stories`, `corrections`, `positions`, with addresses that begin with `house`.
std::vector<Card> BriefingCards(const store::Briefing& briefing, std::string_view house);

}  // namespace headwater::screen
