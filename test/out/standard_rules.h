// What the standards say that a feed is, rule by rule, for the tests of whatever makes one: each function names the
// rules that a document breaks. Written from the standards' own texts, and from nothing of what writes our feeds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headwater::out {

using Faults = std::vector<std::string>;

// RFC 4287.
Faults AtomFaults(const std::string& xml);
// RSS 2.0.11 (rssboard.org/rss-specification).
Faults RssFaults(const std::string& xml);
// JSON Feed 1.1 (jsonfeed.org/version/1.1).
Faults JsonFeedFaults(const std::string& json);
// IPTC ninjs 3.0: what its schema allows of the parts that are used here.
Faults NinjsFaults(const std::string& json);

// RFC 3339, 5.6, with the capitals that RFC 4287, 3.3 wants.
bool IsRfc3339(std::string_view text);
// RFC 822, 5.1, with years of four digits.
bool IsRfc822(std::string_view text);
// RFC 3986: a scheme, and characters that an address may have.
bool IsUri(std::string_view text);

}  // namespace headwater::out
