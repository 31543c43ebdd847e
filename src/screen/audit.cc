// Judging a sample of the collection's decisions: one after the other, and what the verdicts come to.
#include <fmt/format.h>

#include <algorithm>

#include "screen/cards.h"
#include "screen/reasons.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kAudits = 30;
constexpr std::size_t kBefore = 60;    // verdicts that are listed to be changed
constexpr std::size_t kShown = 5;      // other articles, passages, forms
constexpr std::size_t kExtract = 700;  // bytes
constexpr std::uint32_t kAround = 160;

std::string Percent(double part) { return Say("why.percent", fmt::format("{:.1f}", part * 100)); }

std::string AuditAddress(std::int64_t id) { return fmt::format("audit/{}", id); }

std::string KindWords(store::AuditKind kind) {
  return std::string(Phrase(fmt::format("audit.kind.{}", store::WordFor(kind))));
}

Card FiguresCard(const store::AuditFigures& figures) {
  Card card;
  card.Put("name", KindWords(figures.kind));
  card.Put("counts", Say("audit.counts", figures.right, figures.wrong, figures.cannot_tell, figures.drawn));
  if (figures.precision) {
    card.Put("precision", Say("audit.precision", Percent(*figures.precision)));
    card.Put("interval", Say("audit.interval", Percent(figures.low), Percent(figures.high)));
  }
  std::vector<Card> bins;
  for (const store::AuditBin& bin : figures.bins) {
    Card each;
    each.Set("stated", Percent(bin.stated)).Set("found", Percent(bin.found)).Set("judged", Grouped(bin.judged));
    bins.push_back(std::move(each));
  }
  card.Put("bins", bins);
  if (figures.calibration_error) {
    card.Put("error", Say("audit.error", Percent(*figures.calibration_error)));
  }
  return card;
}

// What one decision is judged by. Each of the four fills the card, or says that it is here no more.
class Question {
 public:
  Question(const Visit& visit, const store::AuditItem& item) : visit_(visit), item_(item) {}

  Card Made() {
    const auto view = visit_.store.Article(item_.article);
    card_.Put("question", Phrase(fmt::format("audit.ask.{}", store::WordFor(item_.kind))));
    card_.Set("audit", fmt::to_string(item_.audit)).Set("position", fmt::to_string(item_.position));
    if (!view || !Fill(*view)) {
      card_.Put("gone", true);
    }
    return std::move(card_);
  }

 private:
  bool Fill(const store::ArticleView& view) {
    const Card line = ArticleCard(visit_, view.line);
    card_.Set("href", fmt::format("{}{}", visit_.root, http::ArticleAddress(view.line.id)));
    card_.Put("headline", HeadlineWords(view.line.headline)).Put("publisher", PublisherWords(view.line));
    card_.Put("time_html", PublishedHtml(view.line.published, view.line.published_between));
    switch (item_.kind) {
      case store::AuditKind::kStory:
        return OfStory(view);
      case store::AuditKind::kCopy:
        return OfCopy(view);
      case store::AuditKind::kOrigin:
        return OfOrigin(view);
      case store::AuditKind::kPerson:
        return OfPerson(view);
    }
    return false;
  }

  void PutBeside(std::string_view title, const std::vector<store::ArticleLine>& lines) {
    std::vector<Card> cards;
    for (const store::ArticleLine& line : lines) {
      if (line.id != item_.article && cards.size() < kShown) {
        cards.push_back(ArticleCard(visit_, line));
      }
    }
    card_.Put("beside_title", Phrase(title)).Put("beside", cards);
  }

  bool OfStory(const store::ArticleView& view) {
    const auto story = view.line.story.empty() ? Fail(Fault::kNotFound, "") : visit_.store.Story(view.line.story);
    if (!story || story->articles.size() < 2) {
      return false;
    }
    card_.Put("extract", Shortened(view.article.text, kExtract));
    PutBeside("audit.beside.story", story->articles);
    PutWhy(card_, visit_, PlacingReasons(*story, view.line.id));
    return true;
  }

  bool OfCopy(const store::ArticleView& view) {
    const auto copy = std::ranges::find_if(
        view.copies, [&](const news::Copy& each) { return each.article == item_.other || each.of == item_.other; });
    const auto other = visit_.store.Article(item_.other);
    if (copy == view.copies.end() || !other) {
      return false;
    }
    PutBeside("audit.beside.copy", {other->line});
    const text::CodePointIndex own(view.article.text);
    const text::CodePointIndex of(other->article.text);
    const bool forward = copy->article == view.line.id;
    std::vector<Card> pairs;
    for (const news::Passage& passage : copy->passages) {
      if (pairs.size() < kShown) {
        const news::Span& here = forward ? passage.span : passage.of;
        const news::Span& there = forward ? passage.of : passage.span;
        pairs.emplace_back()
            .Put("own", Shortened(own.Slice(here.begin, here.end), kExtract))
            .Put("of", Shortened(of.Slice(there.begin, there.end), kExtract));
      }
    }
    card_.Put("pairs", pairs);
    PutWhy(card_, visit_, CopyReasons(*copy));
    return true;
  }

  bool OfOrigin(const store::ArticleView& view) {
    if (!view.origin || view.origin->roots.empty()) {
      return false;
    }
    card_.Put("extract", Shortened(view.article.text, kExtract));
    std::vector<Card> hops;
    const text::CodePointIndex prose(view.article.text);
    for (const news::Hop& hop : view.origin->chain) {
      Card each;
      const auto line = std::ranges::find(view.related, hop.article, &store::ArticleLine::id);
      each.Put("name", hop.name.empty() && line != view.related.end() ? PublisherWords(*line) : hop.name);
      each.Put("how", HowWords(hop.how)).Put("confidence", hops.empty() ? "" : ConfidenceWords(hop.confidence));
      std::vector<Card> evidence = EvidenceCards(hop.evidence, prose);
      for (Card& one : evidence) {
        one.Put("at", false);
      }
      hops.push_back(each.Put("evidence", evidence));
    }
    card_.Put("hops", hops);
    PutBeside("audit.beside.origin", view.related);
    PutWhy(card_, visit_, OriginReasons(*view.origin));
    return true;
  }

  bool OfPerson(const store::ArticleView& view) {
    const auto entity = visit_.store.Entity({.entity = item_.entity, .statements = 0, .articles = kShown + 1});
    if (!entity || !view.article.annotations) {
      return false;
    }
    const std::string role = entity->roles.empty() ? std::string() : entity->roles.front().role;
    card_.Set("question", Say(role.empty() ? "audit.ask.form" : "audit.ask.form_role", item_.form, entity->name,
                              Shortened(role, 120)));
    const text::CodePointIndex prose(view.article.text);
    for (const news::Name& name : view.article.annotations->names) {
      if (name.text == item_.form && !name.mark) {
        const std::uint32_t from = name.span.begin > kAround ? name.span.begin - kAround : 0;
        card_.Put("extract", fmt::format("…{}…", prose.Slice(from, name.span.end + kAround)));
        break;
      }
    }
    std::vector<Card> forms;
    for (const store::FormLine& form : entity->forms) {
      if (forms.size() < 2 * kShown) {
        forms.emplace_back().Put("form", form.form).Set("count", Grouped(form.times));
      }
    }
    card_.Put("forms", forms);
    PutBeside("audit.beside.person", entity->articles);
    return true;
  }

  const Visit& visit_;
  const store::AuditItem& item_;
  Card card_;
};

}  // namespace

http::Reply ShowAudits(const Visit& visit) {
  const auto audits = visit.store.Audits(kAudits);
  if (!audits) {
    return ShowFault(visit, audits.error());
  }
  Card card;
  std::vector<Card> cards;
  for (const store::AuditView& view : *audits) {
    Card each;
    each.Set("href", fmt::format("{}{}", visit.root, AuditAddress(view.id)));
    each.Put("words", Say("audit.line", view.kind ? KindWords(*view.kind) : std::string(Phrase("audit.all")),
                          Grouped(view.judged), Grouped(view.drawn)));
    cards.push_back(each.Put("time_html", InstantHtml(view.at)));
  }
  std::vector<Card> kinds;
  for (const auto kind :
       {store::AuditKind::kStory, store::AuditKind::kCopy, store::AuditKind::kOrigin, store::AuditKind::kPerson}) {
    kinds.emplace_back().Set("value", store::WordFor(kind)).Put("name", KindWords(kind));
  }
  card.Put("audits", cards).Put("kinds", kinds);
  return ShowForm(visit, "audits", Phrase("audit.title"), std::move(card));
}

http::Reply ShowAudit(const Visit& visit) {
  const std::int64_t id = WholeNumber(visit.Segment(1)).value_or(0);
  const auto view = visit.store.Audit(id);
  const auto items = visit.store.AuditItems(id);
  if (!view || !items) {
    return ShowFault(visit, view ? items.error() : view.error());
  }
  Card card;
  card.Put("heading", Phrase("audit.title"));
  card.Put("progress", Say("audit.progress", Grouped(view->judged), Grouped(view->drawn)));
  const auto asked = static_cast<int>(WholeNumber(visit.Query("item")).value_or(0));
  const auto next = std::ranges::find_if(*items, [&](const store::AuditItem& item) {
    return asked > 0 ? item.position == asked : item.verdict == store::Verdict::kNone;
  });
  if (next != items->end()) {
    card.Put("item", Question(visit, *next).Made());
  }
  std::vector<Card> figures;
  for (const store::AuditFigures& each : view->figures) {
    figures.push_back(FiguresCard(each));
  }
  card.Put("figures", figures);
  std::vector<Card> before;
  for (auto item = items->rbegin(); item != items->rend() && before.size() < kBefore; ++item) {
    if (item->verdict != store::Verdict::kNone) {
      Card each;
      each.Set("href", fmt::format("{}{}?item={}", visit.root, AuditAddress(id), item->position));
      before.push_back(each.Put(
          "words", Say("audit.was", item->position, KindWords(item->kind),
                       Phrase(fmt::format("audit.{}", item->verdict == store::Verdict::kRight   ? "right"
                                                      : item->verdict == store::Verdict::kWrong ? "wrong"
                                                                                                : "cannot_tell")))));
    }
  }
  card.Put("before", before);
  return ShowForm(visit, "audit", Phrase("audit.title"), std::move(card));
}

http::Reply StartAudit(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::AuditQuestion question;
  question.sample = static_cast<int>(std::clamp<std::int64_t>(NumberIn(fields, "sample"), 0, 100'000));
  question.seed = NumberIn(fields, "seed");
  question.kind = store::AuditKindOf(http::FieldOf(fields, "kind"));
  const auto id = visit.store.StartAudit(question, visit.now);
  return id ? GoTo(visit, AuditAddress(*id)) : ShowFault(visit, id.error());
}

http::Reply JudgeAudit(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const std::int64_t id = NumberIn(fields, "audit");
  const auto verdict = store::VerdictOf(http::FieldOf(fields, "verdict"));
  if (!verdict || *verdict == store::Verdict::kNone) {
    return ShowError(visit, 400, Phrase("error.kind"));
  }
  const auto judged = visit.store.Judge(id, static_cast<int>(NumberIn(fields, "position")), *verdict, visit.now);
  if (!judged) {
    return ShowFault(visit, judged.error());
  }
  return GoTo(visit, AuditAddress(id));
}

}  // namespace headwater::screen
