// Fills the card of a chain.
#include "screen/chain.h"

#include <fmt/format.h>

#include <algorithm>

#include "news/spelling.h"
#include "screen/cards.h"
#include "screen/reasons.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "text/utf8.h"

namespace headwater::screen {
namespace {

// What a source is called: by its own name, else by the article's publisher or site.
std::string NameOf(const store::ArticleView& view, const std::string& name, const news::ArticleId& article) {
  if (!name.empty()) {
    return name;
  }
  const store::ArticleLine* line = article == view.line.id ? &view.line : Related(view, article);
  return line == nullptr ? std::string(Phrase("publisher.unknown")) : PublisherWords(*line);
}

Card HopCard(const Visit& visit, const store::ArticleView& view, const text::CodePointIndex& prose,
             const news::Hop& hop, bool first) {
  Card card;
  const store::ArticleLine* line = Related(view, hop.article);
  card.Put("name", NameOf(view, hop.name, hop.article));
  card.Put("how", HowWords(hop.how)).Put("first", first);
  card.Put("text", !first && news::Spell(hop.how) != "published");
  card.Put("confidence", first ? std::string{} : ConfidenceWords(hop.confidence));
  if (line != nullptr && line->id != view.line.id) {
    card.Set("href", fmt::format("{}{}", visit.root, http::ArticleAddress(line->id)));
    card.Put("headline", HeadlineWords(line->headline)).Put("lang", line->language);
    card.Put("time_html", PublishedHtml(line->published, line->published_between));
  } else if (!first && hop.how != news::HopHow::kTold && hop.how != news::HopHow::kQuoted && !hop.name.empty()) {
    card.Set("href", fmt::format("{}{}", visit.root, http::SourceAddress(hop.name)));
  }
  card.Put("web", http::WebAddress(hop.url));
  card.Put("evidence", EvidenceCards(hop.evidence, prose));
  PutWhy(card, visit, hop.why);
  return card;
}

}  // namespace

const store::ArticleLine* Related(const store::ArticleView& view, const news::ArticleId& id) {
  const auto found = std::ranges::find(view.related, id, &store::ArticleLine::id);
  return found == view.related.end() ? nullptr : &*found;
}

std::string OriginWords(const store::ArticleView& view, const news::Origin& origin) {
  if (origin.kind == news::OriginKind::kUnknown || origin.roots.empty()) {
    return std::string(Phrase("origin.unknown"));
  }
  const std::string key = fmt::format("origin.{}", news::Spell(origin.kind));
  return Say(key, NameOf(view, origin.name, origin.origin_article));
}

void PutChain(Card& card, const Visit& visit, const store::ArticleView& view) {
  if (!view.origin) {
    const bool apart = !view.article.items.empty();
    const bool digest = apart && view.article.kind == news::ArticleKind::kDigest;
    const bool live = apart && view.article.kind == news::ArticleKind::kLive;
    card.Put("unworked", Phrase(digest ? "chain.digest" : live ? "chain.live" : "chain.unworked"));
    return;
  }
  const news::Origin& origin = *view.origin;
  const text::CodePointIndex prose(view.article.text);
  std::vector<Card> hops;
  for (const news::Hop& hop : origin.chain) {
    hops.push_back(HopCard(visit, view, prose, hop, hops.empty()));
  }
  card.Put("hops", hops).Put("verdict", OriginWords(view, origin)).Put("incomplete", !origin.complete);
  if (!origin.roots.empty()) {
    card.Put("confidence", ConfidenceWords(origin.confidence));
  }
  Card why;
  PutWhy(why, visit, OriginReasons(origin));
  card.Put("origin_why", why);
  std::vector<std::string> roots;
  for (const std::string& root : origin.roots) {
    if (root.starts_with("source/")) {
      roots.push_back(root.substr(7));
    } else if (const store::ArticleLine* line = Related(view, news::ArticleId{root})) {
      roots.push_back(PublisherWords(*line));
    } else if (root == view.line.id.value()) {
      roots.emplace_back(Phrase("origin.itself"));
    }
  }
  if (roots.size() > 1) {
    card.Put("roots", Joined(roots));
  }
}

}  // namespace headwater::screen
