// How figures, times and findings are put into words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/moment.h"
#include "news/article.h"
#include "news/origin.h"
#include "news/story.h"
#include "screen/page.h"
#include "store/views.h"

namespace headwater::screen {

// "23 articles, at least 2, at most 9 independent sources; 7 articles untraced": the sentence the project exists for.
std::string SourcesSentence(int articles, const std::optional<news::Independence>& independent);

// A dot for each independent source, hollow for what may be one: safe markup, hidden from screen readers.
std::string SourcesDotsHtml(int articles, const std::optional<news::Independence>& independent);

// "2 hours and 20 minutes": the two largest units.
std::string DelayWords(std::chrono::seconds delay);

// The mark of a story that many carry and that has, or may have, one origin; empty for any other.
std::string SingleOriginWords(store::SingleOrigin single, const std::string& source);

// "likely, 0.82"
std::string ConfidenceWords(double confidence);

// "12 March 2025, 14:05 +02:00", in the publisher's own terms.
std::string TimeWords(const Moment& moment);
// The same within <time datetime="…">.
std::string TimeHtml(const Moment& moment);
// "14:05" where everything from first to last is of one day, else "12 March 14:05", with the year where there is more
// than one; a plain day as such.
std::string ShortTimeWords(const Moment& moment, const std::optional<Moment>& first, const std::optional<Moment>& last);
std::string InstantHtml(std::chrono::sys_seconds at);

// "12 March 2025, 14:05", "12 March 14:05" or "14:05", at the moment's own distance from UTC, which is not told.
enum class ClockParts { kAll, kDayAndTime, kTime };
std::string LocalWords(const Moment& moment, ClockParts parts = ClockParts::kAll);

// "between 1 and 31 March 2024"
std::string BetweenWords(const news::PublishedBetween& between);

// When an article was published: its time, or the interval that its words allow with these words, or that it is
// unknown. Safe markup.
std::string PublishedHtml(const std::optional<Moment>& published, const std::optional<news::PublishedBetween>& between);

// "English"; the code itself where the catalogue has no word.
std::string LanguageWords(std::string_view code);

// "Estonia"; the code itself where ICU has no word, empty for an empty code.
std::string CountryWords(std::string_view code);

// A TIMEX3 value: "7 March 2022", "March 2022", else the value as it is.
std::string TimexWords(std::string_view value);
// "2 March 2023", "from 2 March 2023 to 9 January 2025"
std::string DaysWords(const std::optional<std::chrono::year_month_day>& first,
                      const std::optional<std::chrono::year_month_day>& last);

// "a, b and c"
std::string Joined(const std::vector<std::string>& words);

// "1.2 MB"
std::string SizeWords(std::int64_t bytes);

// What an article is called where space is short: its publisher, else its site's host, else what stands for unknown.
std::string PublisherWords(const store::ArticleLine& line);
std::string HeadlineWords(std::string_view headline);

// What a story's summary tells beyond its headline, which may be the summary's own opening words.
std::string ContinuedWords(const news::Story& story);

// The first words of a text, at most this many bytes and whole words, with … where something was left out.
std::string Shortened(std::string_view text, std::size_t most);

}  // namespace headwater::screen
