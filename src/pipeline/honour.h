// Honouring what content owners reserve: what is left of an article before it is kept. Inside the room only.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string_view>

#include "news/article.h"
#include "news/origin.h"
#include "news/rights.h"
#include "pipeline/pipeline.h"

namespace headwater::pipeline {

// The stricter of both, with all reservations.
std::optional<news::Rights> Stricter(std::optional<news::Rights> one, const std::optional<news::Rights>& other);

// The rights as the person's own rules and licences change them; what is over by now may not be listed.
std::optional<news::Rights> Settled(std::optional<news::Rights> rights, std::string_view url,
                                    const RightsSettings& settings, std::chrono::sys_seconds now);

// True where its words may be kept and shown.
bool HasText(const news::Article& article);
// True where its page's bytes may be kept.
bool HasBytes(const std::optional<news::Rights>& rights);
// True where the words may be looked at, though they may not be kept.
bool MayBeAnalysed(const news::Article& article);

// Takes out what may not be kept. Of reserved words the snippet stays that may be shown, and where they may be analysed
// who is named and cited; of a withdrawn article no word, and no headline.
void Withhold(news::Article& article);

// Takes the words of the reserved articles out of evidence.
void WithholdEvidence(std::span<const news::Article* const> reserved, news::Origin& origin);

// The honest unknown of an article that may not be looked at.
news::Origin Untraced(const news::Article& article);

}  // namespace headwater::pipeline
