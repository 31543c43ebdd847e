// What users settled of the desk's work, as the stages take it; inside the room only.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "group/group.h"
#include "news/article.h"
#include "news/copy.h"
#include "news/origin.h"
#include "pipeline/desk.h"
#include "store/store.h"

namespace headwater::pipeline {

// Spellings of one source are one, as far as the tables know.
std::string SourceKeyOf(std::string_view name);

// Of a decision about stories, in the order in which they are to be told; none of others.
std::vector<group::Ruling> RulingsOf(const store::Decision& decision);
Desk::Pairs NoCopiesOf(std::span<const store::Decision> decisions);
// "Not the source", of the articles that decisions name and of those that are copies of them.
trace::Settled BarsOf(std::span<const store::Decision> decisions, std::span<const news::Copy> copies);

// What tracing is not told, but what its findings are changed by. Origins that changed come back, for standing.
struct OriginsSettled {
  std::span<const store::Decision> decisions;
  std::span<const news::Article> articles;
  std::span<const news::Copy> copies;
  // Of sources that were not traced along: as they are stored.
  std::span<const news::Origin> elsewhere;
};
// "This is the source": the article's chain leads there, and so do chains that lead to the article. A source that is
// never counted is no root: what rests on it alone is untraced.
std::vector<news::Origin> SettleOrigins(std::vector<news::Origin> origins, const OriginsSettled& settled);

}  // namespace headwater::pipeline
