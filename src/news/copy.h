// A copy: a pair of articles that share text.
#pragma once

#include <vector>

#include "news/ids.h"
#include "news/reason.h"
#include "news/span.h"

namespace headwater::news {

enum class CopyKind { kIdentical, kCopy, kRevision, kRewrite, kSpun, kExcerpt, kTranslation };

// The same passage in the one and in the other.
struct Passage {
  Span span;
  Span of;
};

enum class AlteredWhat { kNumber, kName, kRole, kNegation, kActor, kAttribution };

// What a copy changed in fact.
struct Altered {
  AlteredWhat what = AlteredWhat::kNumber;
  Span span;
  Span of;
};

struct Copy {
  ArticleId article;
  // The one held to be earlier.
  ArticleId of;
  CopyKind kind = CopyKind::kCopy;
  // The part of `article`'s text (code points) that stands in `of`, in the same or other words; 0 to 1.
  double shared = 0;
  // The part of `of`'s text that stands in `article`.
  double of_shared = 0;
  std::vector<Passage> passages;
  std::vector<Altered> altered;
  // Why they are a pair of this kind, and why `of` is held to be earlier.
  std::vector<Reason> why = {};
};

}  // namespace headwater::news
