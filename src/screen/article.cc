// The page of an article, and the evidence that it was read from.
#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "news/spelling.h"
#include "screen/accounts.h"
#include "screen/cards.h"
#include "screen/chain.h"
#include "screen/changes.h"
#include "screen/entity.h"
#include "screen/found.h"
#include "screen/hidden.h"
#include "screen/linked_data.h"
#include "screen/marking.h"
#include "screen/marks.h"
#include "screen/reasons.h"
#include "screen/reserved.h"
#include "screen/screens.h"
#include "screen/send.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "text/utf8.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostEnclosures = 20;

news::ArticleId IdOf(const Visit& visit) {
  std::string id(visit.Segment(1));
  if (visit.target.path.size() > 2 && visit.Segment(2) != "page") {
    id += fmt::format("#{}", visit.Segment(2));
  }
  return news::ArticleId{id};
}

std::vector<Inset> InsetsOf(const store::ArticleView& view) {
  std::vector<Inset> insets;
  if (view.article.annotations) {
    insets = ReferencesOf(*view.article.annotations);
  }
  const text::CodePointIndex prose(view.article.text);
  if (view.origin) {
    for (const news::Hop& hop : view.origin->chain) {
      for (const news::Evidence& each : hop.evidence) {
        if (StandsIn(prose, each)) {
          insets.push_back(AnchorAt(each.span.begin));
        }
      }
    }
  }
  return insets;
}

// Which of two that share text came first, as far as both state their time.
std::string_view OrderKey(const store::ArticleLine& line, const store::ArticleLine* other) {
  if (other == nullptr || !line.published || !other->published || line.published->at == other->published->at) {
    return "copies.either";
  }
  if (!line.published->has_time || !other->published->has_time) {
    if (DayOf(*line.published) == DayOf(*other->published)) {
      return "copies.either";
    }
  }
  return other->published->at < line.published->at ? "copies.earlier" : "copies.later";
}

void PutProse(Card& card, const Visit& visit, const store::ArticleView& view) {
  const news::Article& article = view.article;
  std::vector<Stretch> stretches;
  const bool reserved = IsReserved(article);
  if (article.annotations && !reserved) {
    stretches = StretchesOf(*article.annotations, visit.root);
    const news::Annotations& found = *article.annotations;
    card.Put("has_names", !found.names.empty()).Put("layers", !stretches.empty());
    card.Put("has_cited", !found.citations.empty()).Put("has_said", !found.statements.empty());
    card.Put("has_places", !found.places.empty()).Put("has_times", !found.times.empty());
    PutFound(card, visit, view, found);
  }
  std::vector<Card> copies;
  bool copied = false;
  bool altered = false;
  for (const news::Copy& copy : view.copies) {
    const bool forward = copy.article == article.id;
    const news::ArticleId& other = forward ? copy.of : copy.article;
    const store::ArticleLine* line = Related(view, other);
    const std::string name = line == nullptr ? other.value() : PublisherWords(*line);
    const std::string address = fmt::format("{}{}", visit.root, http::ArticleAddress(other));
    AddPassages(article.id, copy, name, address, stretches);
    copied = copied || !copy.passages.empty();
    altered = altered || (forward && !copy.altered.empty());
    copied = copied && !reserved;
    altered = altered && !reserved;
    Card each;
    each.Put("name", name).Put("href", address).Put("headline", line == nullptr ? "" : HeadlineWords(line->headline));
    const double shared = forward ? copy.shared : copy.of_shared;
    const std::string kind(Phrase(fmt::format("copy.{}", news::Spell(copy.kind))));
    each.Put("words", Say(OrderKey(view.line, line), kind, fmt::format("{:.0f}", shared * 100)));
    if (!copy.altered.empty()) {
      each.Put("altered", Count("altered.count", static_cast<std::int64_t>(copy.altered.size())));
    }
    PutWhy(each, visit, CopyReasons(copy));
    copies.push_back(std::move(each));
  }
  card.Put("copies", copies).Put("has_copied", copied).Put("has_altered", altered);
  PutAlterations(card, visit, view.copies);
  if (copied) {
    card.Put("layers", true);
  }
  if (reserved) {
    // An extract has nothing marked in it, and ends where it was cut.
    card.Put("prose_html", article.text.empty() ? std::string() : MarkProse(article.text + "…", {}, {}, {}));
    card.Put("layers", false);
  } else {
    card.Put("prose_html", MarkProse(article.text, std::move(stretches), InsetsOf(view), article.parts));
  }
  card.Put("empty", article.text.empty() && !reserved);
}

// Why it is in its story, and what users settled about it.
void PutPlace(Card& card, const Visit& visit, const store::ArticleView& view) {
  const std::string correct = fmt::format("{}{}/settle", visit.root, http::ArticleAddress(view.line.id));
  card.Set("correct_href", correct).Put("decisions", DecisionCards(visit, view.decisions));
  const auto story = view.line.story.empty() ? Fail(Fault::kNotFound, "") : visit.store.Story(view.line.story);
  if (!story) {
    return;
  }
  Card placed;
  PutWhy(placed, visit, PlacingReasons(*story, view.line.id));
  placed.Put("story_headline", HeadlineWords(story->line.story.headline));
  card.Put("placed", placed);
}

void PutMarks(Card& card, const news::Article& article) {
  std::vector<Card> marks;
  for (const news::Mark& mark : article.marks) {
    Card each;
    each.Put("kind", Phrase(fmt::format("mark.{}", news::Spell(mark.kind)))).Put("text", Shortened(mark.text, 400));
    marks.push_back(std::move(each));
  }
  card.Put("marks", marks);
}

// A live blog's entries stand in its text: they are an overview by time, which leads to each one's own page.
void PutEntries(Card& card, const Visit& visit, const news::Article& article) {
  std::vector<Card> entries;
  for (const news::Item& item : article.items) {
    Card each;
    each.Put("words", item.headline.empty() ? Shortened(item.text, 120) : item.headline);
    each.Set("href", fmt::format("{}{}", visit.root, http::ArticleAddress(item.id)));
    each.Put("source", item.source);
    each.Put("time_html", item.published ? PublishedHtml(item.published, item.published_between) : std::string{});
    entries.push_back(std::move(each));
  }
  card.Put("entries", entries);
  card.Put("entry_count", Count("entries", static_cast<std::int64_t>(entries.size())));
}

// Pictures are told of, and linked: pages ask no other host for anything.
void PutPictures(Card& card, const news::Article& article) {
  if (article.rights && (!article.rights->pictures || !article.rights->text)) {
    return;
  }
  std::vector<Card> pictures;
  for (const news::Picture& picture : article.pictures) {
    Card each;
    each.Put("caption", Shortened(picture.caption, 400)).Put("credit", Shortened(picture.credit, 160));
    each.Put("web", http::WebAddress(picture.url));
    pictures.push_back(std::move(each));
  }
  card.Put("pictures", pictures);
}

// What a feed sends along, a podcast's episode as a rule: linked as pictures are.
void PutEnclosures(Card& card, const store::ArticleView& view) {
  std::vector<Card> enclosures;
  for (const news::Enclosure& enclosure : view.enclosures) {
    const std::string address = http::WebAddress(enclosure.url);
    if (address.empty() || enclosures.size() == kMostEnclosures) {
      continue;
    }
    const std::string kind = enclosure.type.substr(0, enclosure.type.find('/'));
    const bool played = kind == "audio" || kind == "video";
    Card& each = enclosures.emplace_back();
    each.Set("web", address).Put("open", Phrase(played ? fmt::format("enclosures.{}", kind) : "enclosures.open"));
    each.Put("type", Shortened(enclosure.type, 80)).Put("size", SizeWords(enclosure.length.value_or(0)));
    each.Put("sized", enclosure.length.value_or(0) > 0);
  }
  card.Put("enclosures", std::move(enclosures));
}

void PutItems(Card& card, const Visit& visit, const news::Article& article) {
  if (article.kind != news::ArticleKind::kDigest) {
    PutEntries(card, visit, article);
    return;
  }
  std::vector<Card> items;
  for (const news::Item& item : article.items) {
    Card each;
    each.Set("href", fmt::format("{}{}", visit.root, http::ArticleAddress(item.id)));
    each.Put("headline", item.headline)
        .Put("text", Shortened(item.text, 320) + (item.truncated && item.text.size() <= 320 ? "…" : ""));
    each.Put("source", item.source).Put("truncated", item.truncated);
    each.Put("time_html", PublishedHtml(item.published, item.published_between));
    items.push_back(std::move(each));
  }
  card.Put("items", items);
  card.Put("item_count", Count("items", static_cast<std::int64_t>(items.size())));
}

// What the tallies say of it: old words here or in its copies, others that rest on nobody named through it.
void PutTallies(Card& card, const Visit& visit, const store::ArticleView& view) {
  card.Put("carries_corrected", view.carries_corrected);
  if (view.corrected_copies > 0) {
    card.Put("corrected_copies", Count("corrections.stale", view.corrected_copies));
  }
  if (view.rest_unnamed) {
    card.Put("rest_unnamed", Count("end.also", *view.rest_unnamed));
    card.Set("end_href",
             fmt::format("{}unresolved/end?root={}", visit.root, http::PercentEncode(view.line.id.value())));
  }
}

// The page that an item or entry stands on.
void PutWhole(Card& card, const Visit& visit, const news::ArticleId& id) {
  const std::size_t hash = id.value().rfind('#');
  const news::ArticleId page{id.value().substr(0, hash)};
  card.Set("evidence_href", fmt::format("{}{}/page", visit.root, http::ArticleAddress(page)));
  if (hash == std::string::npos) {
    return;
  }
  card.Set("whole_href", fmt::format("{}{}", visit.root, http::ArticleAddress(page)));
  const auto whole = visit.store.Kept(page);
  const bool live = whole && whole->kind == news::ArticleKind::kLive;
  card.Put("whole", Phrase(live ? "article.of_live" : "article.of_digest"));
  card.Put("gone", live && std::ranges::find(whole->items, id, &news::Item::id) == whole->items.end());
}

// What was concluded from the page, each with its grounds.
void PutGrounds(Card& card, const Visit& visit, const store::ArticleView& view) {
  if (view.origin && !(view.article.rights && view.article.rights->withdrawn)) {
    Card origin;
    origin.Put("verdict", OriginWords(view, *view.origin));
    PutWhy(origin, visit, OriginReasons(*view.origin));
    card.Put("origin", origin);
  }
  PutPlace(card, visit, view);
}

std::string CiteAddress(const Visit& visit, const news::ArticleId& id) {
  const std::size_t hash = id.value().find('#');
  const news::ArticleId page(id.value().substr(0, hash));
  const std::string item = hash == std::string::npos ? std::string() : id.value().substr(hash + 1);
  return fmt::format("{}{}/cite{}{}", visit.root, http::ArticleAddress(page), item.empty() ? "" : "?item=", item);
}

}  // namespace

http::Reply ShowArticle(const Visit& visit) {
  auto view = visit.store.Article(IdOf(visit));
  if (!view) {
    return ShowGone(visit, visit.Segment(1), view.error());
  }
  EndInTime(view->article, visit.now);
  const news::Article& article = view->article;
  const bool withdrawn = article.rights && article.rights->withdrawn;
  Card card = ArticleCard(visit, view->line);
  const std::string headline = withdrawn ? std::string(Phrase("reserved.headline"))
                               : article.headline.empty()
                                   ? Shortened(article.text.substr(0, article.text.find('\n')), 110)
                                   : article.headline;
  card.Put("headline", HeadlineWords(headline)).Put("long", text::CountCodePoints(headline) > kLongHeadline);
  card.Put("web", http::WebAddress(article.canonical_url.empty() ? article.url : article.canonical_url));
  card.Put("address", article.url).Put("dateline", article.dateline);
  card.Put("section", Shortened(article.section, 60));
  if (article.modified) {
    card.Put("modified_html", TimeHtml(*article.modified));
  }
  card.Put("seen_html", InstantHtml(view->line.seen));
  if (!article.translated_from.empty()) {
    card.Put("translated", Say("article.translated", LanguageWords(article.translated_from)));
  }
  if (article.access != news::Access::kUnknown && article.access != news::Access::kFree) {
    card.Put("access", Phrase(fmt::format("access.{}", news::Spell(article.access))));
  }
  if (!view->line.story.empty()) {
    card.Set("story_href", fmt::format("{}{}", visit.root, http::StoryAddress(view->line.story)));
  }
  PutWhole(card, visit, view->line.id);
  card.Set("cite_href", CiteAddress(visit, view->line.id));
  card.Put("digest", article.kind == news::ArticleKind::kDigest);
  card.Put("traceable", !withdrawn);
  PutChain(card, visit, *view);
  PutProse(card, visit, *view);
  PutMarks(card, article);
  PutPlace(card, visit, *view);
  PutItems(card, visit, article);
  PutPictures(card, article);
  if (!withdrawn) {
    PutEnclosures(card, *view);
  }
  PutRights(card, *view);
  PutRevisions(card, visit, view->line.id, view->revisions);
  PutTallies(card, visit, *view);
  PutPageMarks(card, visit, view->line.id);
  PutSend(card, visit, view->line.id);
  PutLinkedData(card, visit, *view);
  PutHidden(std::span(&card, 1), visit, std::span(&view->line.id, 1));
  http::Reply reply = ShowMarked(visit, "article", HeadlineWords(headline), std::move(card));
  PassOn(article, reply.headers);
  return reply;
}

http::Reply ShowEvidence(const Visit& visit) {
  const news::ArticleId id{std::string(visit.Segment(1))};
  auto view = visit.store.Article(id);
  const auto page = visit.store.Page(id);
  if (!view || !page) {
    return ShowFault(visit, !view ? view.error() : page.error());
  }
  EndInTime(view->article, visit.now);
  Card card = ArticleCard(visit, view->line);
  card.Set("article_href", fmt::format("{}{}", visit.root, http::ArticleAddress(id)));
  if (!view->line.story.empty()) {
    card.Set("story_href", fmt::format("{}{}", visit.root, http::StoryAddress(view->line.story)));
  }
  card.Set("raw_href", fmt::format("{}{}/page/raw", visit.root, http::ArticleAddress(id)));
  card.Put("address", page->url).Put("web", http::WebAddress(page->url)).Put("page_hash", view->page_hash);
  const std::string no_bytes = WhyNoBytes(view->article);
  card.Put("no_bytes", no_bytes).Put("content_type", page->content_type);
  card.Put("body_hash", no_bytes.empty() ? Sha256Hex(page->body) : std::string());
  const auto size = static_cast<std::int64_t>(view->page_bytes);
  card.Put("size", Say("evidence.bytes", SizeWords(size), Grouped(size)));
  PutRights(card, *view);
  card.Put("fetched_html", page->fetched ? InstantHtml(*page->fetched) : std::string{});
  card.Put("seen_html", InstantHtml(view->line.seen));
  std::vector<Card> headers;
  for (const auto& [name, value] : page->headers) {
    Card header;
    header.Put("name", name).Put("value", Shortened(value, 400));
    headers.push_back(std::move(header));
  }
  card.Put("headers", headers);
  PutGrounds(card, visit, *view);
  if (page->announcement && !(view->article.rights && view->article.rights->withdrawn)) {
    card.Put("feed", page->announcement->feed).Put("feed_title", page->announcement->title);
  }
  return ShowPage(visit, "evidence", Phrase("evidence.title"), std::move(card));
}

http::Reply SendRawPage(const Visit& visit) {
  const news::ArticleId id{std::string(visit.Segment(1))};
  auto view = visit.store.Article(id);
  auto page = visit.store.Page(id);
  if (!view || !page) {
    return ShowFault(visit, !view ? view.error() : page.error());
  }
  EndInTime(view->article, visit.now);
  if (const std::string why = WhyNoBytes(view->article); !why.empty()) {
    return ShowError(visit, 404, why);
  }
  if (page->body.empty() && view->page_bytes > 0) {
    return ShowError(visit, 404, Phrase("evidence.shed"));
  }
  // As text and to be saved: what a stranger's page would do in a browser it must not do from our address.
  http::Reply reply;
  reply.content_type = "text/plain";
  reply.headers.emplace_back("content-disposition",
                             fmt::format(R"(attachment; filename="{}.txt")", http::PercentEncode(visit.Segment(1))));
  reply.body = std::move(page->body);
  return reply;
}

}  // namespace headwater::screen
