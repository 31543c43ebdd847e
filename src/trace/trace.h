// Tracing finds where an article's news rose: the chain from the article to its primary source, hop by hop,
// and from the chains of a story's articles how many independent sources it has.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "news/article.h"
#include "news/copy.h"
#include "news/origin.h"
#include "news/story.h"

namespace headwater::trace {

struct Limits {
  std::size_t max_hops = 12;
};

// The origin of each article, in their order. `copies` are pairs among the articles (others are passed over). Articles
// must carry annotations; a digest gives no origin, its items (made articles) do. The result depends on the set of
// articles and copies, not on their order. A chain never runs in a circle.
std::vector<news::Origin> Trace(std::span<const news::Article> articles, std::span<const news::Copy> copies,
                                const Limits& limits = {});

// Of the origins of one story's articles. Two articles count as one source when their roots meet.
news::Independence CountIndependent(std::span<const news::Origin> origins);

}  // namespace headwater::trace
