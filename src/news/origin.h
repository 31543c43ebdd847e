// An origin: the chain from an article to its primary source, every hop with its evidence.
#pragma once

#include <string>
#include <vector>

#include "news/ids.h"
#include "news/reason.h"
#include "news/span.h"

namespace headwater::news {

enum class OriginKind { kSelf, kArticle, kOutlet, kPerson, kDocument, kUnknown };

// The first six and the copies say that the article has its text from there; the rest refer to it.
enum class HopHow {
  kPublished,
  kCredit,
  kCopyright,
  kDateline,
  kByline,
  kDeclared,
  kCopy,
  kRewrite,
  kTranslation,
  kTold,
  kReported,
  kCited,
  kQuoted,
  kLink
};

struct Hop {
  std::string name;
  HopHow how = HopHow::kPublished;
  ArticleId article;  // empty where it is not in the input
  std::string url;
  std::vector<Evidence> evidence;
  double confidence = 1;
  // Why it is held to be so, beyond its evidence.
  std::vector<Reason> why = {};
};

struct Origin {
  ArticleId article;
  // The root with most of the text.
  OriginKind kind = OriginKind::kUnknown;
  std::string name;
  ArticleId origin_article;
  std::string url;
  std::vector<Hop> chain;
  // The primary sources that the article rests on: its own id, another article's, or `source/<name>`.
  // Empty where all of the trail is unknown.
  std::vector<std::string> roots;
  // False where a part of the trail is unknown.
  bool complete = false;
  std::vector<Evidence> evidence;
  // The chance that the roots are right, 0 to 1.
  double confidence = 0;
  // Why the roots are held to be these, or unknown.
  std::vector<Reason> why = {};
};

}  // namespace headwater::news
