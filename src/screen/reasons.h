// Why a decision was taken: its reasons in words and numbers, as they are opened on pages.
#pragma once

#include <string>
#include <vector>

#include "news/copy.h"
#include "news/reason.h"
#include "screen/visit.h"
#include "store/views.h"

namespace headwater::screen {

// Puts `why`, a list of `measure`, `number`, `held`, `evidence`, `against`, `href`; `has_why` says whether there is
// any.
void PutWhy(Card& card, const Visit& visit, const std::vector<news::Reason>& reasons);

// A value in its measure's unit: "93 %", "3", "0.82", "5 hours".
std::string NumberWords(const news::Reason& reason, double number);

// What was told when it was decided; else what is known of the pair, or of the article's place, anyway.
std::vector<news::Reason> CopyReasons(const news::Copy& copy);
std::vector<news::Reason> PlacingReasons(const store::StoryView& story, const news::ArticleId& article);
std::vector<news::Reason> OriginReasons(const news::Origin& origin);

// What users settled, in words.
std::string DecisionWords(const store::Decision& decision);

}  // namespace headwater::screen
