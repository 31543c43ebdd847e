// What the wire formats say in like ways: bylines, dates, languages, and what their issuer reserves.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/moment.h"
#include "news/article.h"
#include "read/read.h"

namespace headwater::read {

// ISO 8601 in its long form, and in the short one that NITF norms write: 20020908T090000-0500.
std::optional<Moment> WireDate(std::string_view text);

// ISO 639-1 of a BCP 47 tag; empty where it has none.
std::string WireLanguage(std::string_view tag);

// A byline as it is printed becomes a mark, and the persons in it authors: "By Ann Lee and Bo Ek, staff writers".
void TakeByline(std::string_view line, news::Article& article);
void AddAuthor(std::string_view name, news::Article& article);
void AddMark(news::MarkKind kind, std::string_view text, news::Article& article);
// A party that the content is from, as the issuer names it. An address that is none of the web is left out.
void Declare(std::string_view name, std::string_view url, std::string_view where, news::Article& article);

// Notes a reservation of the wire's issuer on the page, and what follows from it in the article's rights:
// `pubStatus` canceled or withheld, `signal` kill or withdrawn, `embargoed` and `expires` (times), `usageTerms` and
// `rights` (words).
void Reserve(WireItem& item, std::string_view what, std::string_view value, std::string_view policy = {});

// The item's ids, its addresses and the format that it came in. `id` is the issuer's for all versions of the item.
void Identify(WireItem& item, std::string_view format, std::string_view id, std::string_view version);

// Last: what was first published when, and whether there is an article in it at all. `first` and `current` are when
// the item's first version and this one were made.
void Finish(WireItem& item, const std::optional<Moment>& first, const std::optional<Moment>& current);

}  // namespace headwater::read
