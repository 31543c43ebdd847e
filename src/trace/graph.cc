// Immediate sources: what is credited in words first, then what is shared with an earlier article.
#include "trace/graph.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>

#include "text/shingles.h"
#include "trace/quotations.h"
#include "trace/spans.h"
#include "trace/tellings.h"

namespace headwater::trace {
namespace {

constexpr double kDerived = 0.5;        // part of a text in an earlier one, from which on it is taken from there
constexpr double kOwnPart = 0.4;        // part of a text that stands nowhere else, from which on it is its own report
constexpr double kSecondSource = 0.15;  // part of a text that a further source must add
constexpr double kQuotation = 0.7;      // of shared words within quotation marks: the same words were heard, not read
constexpr std::size_t kMostWords = 20'000;
constexpr double kWholeMatter = 0.6;  // of an article's sentences, from which on it rests on who told them
constexpr double kCredited = 0.98;
constexpr double kWhole = 0.9;
constexpr double kTold = 0.75;
constexpr std::size_t kTwice = 2;
constexpr double kMuch = 0.3;  // of an article's sentences
constexpr double kTip = 0.7;
constexpr double kPartial = 0.85;
constexpr double kOpened = 0.8;  // opens with another's report, or names it again
constexpr double kRetold = 0.7;
constexpr double kPartOfIt = 0.3;      // of an article, what a credit for a part of it is held to be for
constexpr std::size_t kPlainRun = 25;  // words in a row that were read, not heard
constexpr std::chrono::hours kSameDay{36};
constexpr double kUnsigned = 0.6;  // that a text which nobody signs is no copy of another

int Compare(double a, double b) { return a < b ? -1 : static_cast<int>(a > b); }

class Finder {
 public:
  Finder(Ground& ground, std::size_t article)
      : ground_(ground),
        number_(article),
        taken_(ground.Take(article)),
        article_(*taken_),
        claims_(ground.ClaimsOf(article)) {}

  Sources Find() {
    std::vector<const Shared*> earlier;
    for (const Shared& shared : ground_.SharedOf(number_)) {
      if (!IsOwnBackground(shared) && MayBeFrom(shared.other) &&
          (ground_.ClaimOn(number_, shared.other) || !IsQuotation(shared))) {
        earlier.push_back(&shared);
      }
    }
    std::ranges::sort(earlier, [&](const Shared* a, const Shared* b) { return Better(*a, *b); });
    for (const Shared* shared : earlier) {
      Take(*shared);
    }
    TakeClaims(covered_.empty() ? 0 : Length(covered_) / TextLength());
    TakeBarred();
    sources_.own_confidence = OwnConfidence(*claims_);
    const bool all_outside = std::ranges::none_of(sources_.steps, [](const Step& step) { return step.to.has_value(); });
    sources_.own_part = sources_.steps.empty() || (!rests_outside_ && (all_outside || OwnPart() >= kOwnPart));
    sources_.publisher = article_.publisher.empty() ? NameOf(number_) : article_.publisher;
    sources_.url = article_.url;
    if (!IsSigned(article_)) {
      sources_.own_confidence = std::min(sources_.own_confidence, kUnsigned);
      TakeUnnamedGround();
    }
    return std::move(sources_);
  }

 private:
  const std::optional<Moment>& TimeOf(std::size_t article) const { return ground_.TimeOf(article); }
  std::optional<OutletId> OutletOf(std::size_t article) const { return ground_.outlets().Of(article); }

  bool IsQuotation(const Shared& shared) {
    if (shared.part >= kDerived || shared.other_part >= kDerived) {
      return false;
    }
    const std::vector<news::Span>& heard = Heard();
    std::size_t quoted = 0;
    std::size_t all = 0;
    std::size_t run = 0;
    std::size_t longest = 0;
    auto next = heard.begin();
    for (const text::HashedWord& word : Words()) {
      while (next != heard.end() && next->end <= word.begin) {
        ++next;
      }
      const bool inside = std::ranges::any_of(
          shared.spans, [&](const news::Span& span) { return word.begin >= span.begin && word.end <= span.end; });
      const bool said = (word.traits & text::kQuoted) != 0 || (next != heard.end() && next->begin <= word.begin);
      all += inside ? 1U : 0U;
      quoted += inside && said ? 1U : 0U;
      run = inside && !said ? run + 1 : 0;
      longest = std::max(longest, run);
    }
    return all == 0 || longest < kPlainRun || static_cast<double>(quoted) >= kQuotation * static_cast<double>(all);
  }

  const std::vector<text::HashedWord>& Words() {
    if (!words_) {
      words_ = text::HashWords(article_.text, kMostWords);
    }
    return *words_;
  }

  double TextLength() {
    const std::vector<text::HashedWord>& words = Words();
    return words.empty() ? 1.0 : std::max<double>(1.0, words.back().end - words.front().begin);
  }

  // What the article gives as others' words: statements in quotation marks, what a colon announces, posts.
  const std::vector<news::Span>& Heard() {
    if (!heard_) {
      heard_ = HeardSpans(article_);
    }
    return *heard_;
  }

  // Can the article have it from `other`?
  bool MayBeFrom(std::size_t other) {
    if (ground_.Bars(number_, other)) {
      return false;
    }
    const bool credits = ground_.ClaimOn(number_, other).has_value();
    const bool credited = ground_.ClaimOn(other, number_).has_value();
    if (credits != credited) {
      return credits;
    }
    const std::optional<Moment>& own = TimeOf(number_);
    const std::optional<Moment>& its = TimeOf(other);
    const bool near = !own || !its || std::chrono::abs(own->at - its->at) <= kSameDay;
    if (near && IsAgency(number_) != IsAgency(other)) {
      return IsAgency(other);
    }
    if (const int dates = CompareTimes(own, its); dates != 0) {
      return dates > 0;
    }
    if (const bool owes = ground_.OwesCredit(number_); owes != ground_.OwesCredit(other)) {
      return owes;
    }
    // The source of many copies has more in common with each than these have among themselves.
    const auto weight = [this](std::size_t of) { return std::round(ground_.WeightOf(of) * 1e6); };
    if (const int central = Compare(weight(number_), weight(other)); central != 0) {
      return central < 0;
    }
    return ground_.At(other).id < ground_.At(number_).id;
  }

  // What agencies write is printed elsewhere, not the other way round, and often dated later there.
  bool IsAgency(std::size_t article) const {
    const std::optional<OutletId> outlet = OutletOf(article);
    return outlet && ground_.outlets().IsAgency(*outlet);
  }

  // An outlet's paragraphs of background come again in its other articles.
  bool IsOwnBackground(const Shared& shared) const {
    return shared.part < kDerived && OutletOf(number_) && OutletOf(number_) == OutletOf(shared.other);
  }

  // A person said from whom it is not: what shares its text has it from somewhere all the same.
  void TakeBarred() {
    if (ground_.rulings().Empty() || !sources_.steps.empty()) {
      return;
    }
    sources_.unnamed = sources_.unnamed || std::ranges::any_of(ground_.SharedOf(number_), [&](const Shared& shared) {
                         return shared.part >= kDerived && ground_.Bars(number_, shared.other) &&
                                CompareTimes(TimeOf(shared.other), TimeOf(number_)) <= 0;
                       });
  }

  // A text that nobody signs, all of it from speakers who are not named: nobody answers for it.
  void TakeUnnamedGround() {
    std::vector<news::Evidence> words = UnnamedGround(article_);
    if (words.empty() || !sources_.steps.empty() || !sources_.mentions.empty()) {
      return;
    }
    Mention ground;
    ground.name = words.front().text;
    ground.how = news::HopHow::kTold;
    ground.evidence = std::move(words);
    ground.confidence = kTold;
    sources_.mentions.push_back(std::move(ground));
    sources_.unnamed = true;
  }

  // What it has from none of the spans.
  double OwnPart() {
    const std::vector<text::HashedWord>& words = Words();
    return words.empty() ? 0 : LeftOpen(covered_, words.front().begin, words.back().end) / TextLength();
  }

  // Credited ones first, then those with most text in common.
  bool Better(const Shared& a, const Shared& b) {
    const bool a_credited = ground_.ClaimOn(number_, a.other).has_value();
    const bool b_credited = ground_.ClaimOn(number_, b.other).has_value();
    if (a_credited != b_credited) {
      return a_credited;
    }
    const double a_sum = std::round((a.part + a.other_part) * 1e4);
    const double b_sum = std::round((b.part + b.other_part) * 1e4);
    if (a_sum != b_sum) {
      return a_sum > b_sum;
    }
    if (const int dates = CompareTimes(TimeOf(a.other), TimeOf(b.other)); dates != 0) {
      return dates < 0;
    }
    return ground_.At(a.other).id < ground_.At(b.other).id;
  }

  // A source is taken where it is credited, or has what no source before it has.
  void Take(const Shared& shared) {
    std::vector<news::Span> with = Union(covered_, shared.spans);
    const double added = (Length(with) - Length(covered_)) / TextLength();
    const bool has_source = std::ranges::any_of(sources_.steps, [&](const Step& step) {
      return OutletOf(*step.to) && OutletOf(*step.to) == OutletOf(shared.other);
    });
    if (has_source || (!sources_.steps.empty() && added < kSecondSource)) {
      return;
    }
    const std::optional<std::size_t> claimed = ground_.ClaimOn(number_, shared.other);
    const Claim* const claim = claimed ? &(*claims_)[*claimed] : nullptr;
    Step step;
    step.to = shared.other;
    step.name = NameOf(shared.other);
    step.url = ground_.Take(shared.other)->url;
    step.part = shared.part;
    step.how = claim != nullptr ? claim->how : shared.how;
    if (claim != nullptr) {
      step.evidence = claim->evidence;
    }
    step.confidence = claim != nullptr ? 0.99 : shared.part >= kDerived ? 0.98 : 0.9;
    step.why.push_back({"shared-text", shared.part, kDerived});
    step.spans = shared.spans;
    const std::vector<Shared>& others = ground_.SharedOf(shared.other);
    const auto other = std::ranges::find(others, number_, &Shared::other);
    if (other != others.end()) {
      step.of_spans = other->spans;
    }
    if (claim != nullptr) {
      step.why.push_back({"credits-other", {}, {}, FirstWords(*claim)});
    }
    if (const auto& a = TimeOf(number_), &b = TimeOf(shared.other); a && b && a->has_time && b->has_time) {
      step.why.push_back({"earlier", static_cast<double>((a->at - b->at).count()) / 3600.0});
    }
    sources_.steps.push_back(std::move(step));
    covered_ = std::move(with);
  }

  const std::string& NameOf(std::size_t article) const {
    static const std::string none;
    const std::optional<OutletId> outlet = OutletOf(article);
    return outlet ? ground_.outlets().Name(*outlet) : none;
  }

  // Credits of what shares no text with the article, or is not in the window.
  void TakeClaims(double covered) {
    const std::vector<Claim>& claims = *claims_;
    const std::vector<std::optional<std::size_t>> tellers = TellersOf(article_, claims);
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (claims[i].names_no_one) {
        TakeNoOne(claims[i]);
      } else if (!tellers[i] && !IsTaken(claims[i])) {
        TakeClaim(claims[i], covered);
      }
    }
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (!tellers[i] || IsTaken(claims[i])) {
        continue;
      }
      const Mention inner = MentionOf(claims[i]);
      const std::string teller = MentionOf(claims[*tellers[i]]).name;
      const auto outer = std::ranges::find_if(sources_.steps, [&](const Step& step) {
        return !step.to && step.how > news::HopHow::kDeclared && step.name == teller;
      });
      (outer == sources_.steps.end() ? sources_.mentions : outer->onward).push_back(inner);
    }
  }

  // The trail is lost where the article opens or signs with it, not where it names some in passing.
  void TakeNoOne(const Claim& claim) {
    const bool all = claim.IsCredit() || claim.in_lead;
    sources_.unnamed = sources_.unnamed || all;
    if (!claim.IsCredit()) {
      sources_.mentions.push_back(MentionOf(claim));
    }
  }

  bool IsTaken(const Claim& claim) const {
    return std::ranges::any_of(sources_.steps, [&](const Step& step) {
      return step.to && claim.outlet && OutletOf(*step.to) == claim.outlet;
    });
  }

  void TakeClaim(const Claim& claim, double covered) {
    Step step{MentionOf(claim), {}, {}, {}};
    const std::optional<std::size_t> page = LinkedPage(claim);
    step.to = page;
    if (!page && !claim.IsCredit() && sources_.steps.empty()) {
      step.to = ReportOf(claim);
    }
    if (!Rests(claim, page ? std::nullopt : step.to, covered)) {
      step.to.reset();
      sources_.mentions.push_back(std::move(step));
      return;
    }
    if (step.to) {
      step.url = ground_.Take(*step.to)->url;
    } else if (claim.retells && !IsSigned(article_)) {
      step.confidence = kRetold;
      sources_.partly = true;
    }
    if (!claim.IsCredit() && !step.to && claim.news_in_lead && claim.evidence.size() > 1) {
      step.confidence = kOpened;
    }
    if (!claim.IsCredit() && PartTold(article_, claim) >= kWholeMatter) {
      step.confidence = kWhole;
    } else if (claim.extent == Extent::kTip) {
      step.confidence = kTip;
    }
    if (claim.IsCredit() && claim.extent == Extent::kPart) {
      step.part = kPartOfIt;
      step.confidence = kPartial;
    } else {
      rests_outside_ = true;
    }
    sources_.steps.push_back(std::move(step));
  }

  Mention MentionOf(const Claim& claim) const {
    Mention mention;
    mention.name = claim.outlet ? ground_.outlets().Name(*claim.outlet) : claim.name;
    mention.url = claim.url;
    mention.how = claim.how;
    mention.evidence = claim.evidence;
    mention.confidence = claim.IsCredit() ? kCredited : kTold;
    if (claim.how == news::HopHow::kDeclared) {
      mention.why.push_back({"declared", {}, {}, FirstWords(claim)});
    } else if (claim.IsCredit()) {
      mention.why.push_back({"credit-line", {}, {}, FirstWords(claim)});
    } else if (claim.how == news::HopHow::kLink) {
      mention.why.push_back({"links-to", 1, {}, claim.url});
    } else {
      mention.why.push_back({"cited", static_cast<double>(claim.evidence.size()), {}, FirstWords(claim)});
    }
    return mention;
  }

  static std::string FirstWords(const Claim& claim) {
    return claim.evidence.empty() ? claim.name : claim.evidence.front().text;
  }

  // Does the article rest on what it names, though that shares no text with it in the window? `report` is what the
  // named outlet itself has on the event.
  bool Rests(const Claim& claim, std::optional<std::size_t> report, double covered) {
    if (claim.IsCredit()) {
      const bool leads = claim.extent != Extent::kJoint && (claim.extent != Extent::kTip || IsMedium(claim));
      return leads && (sources_.steps.empty() || covered < kDerived);
    }
    const bool told = claim.how == news::HopHow::kTold || claim.how == news::HopHow::kReported;
    if (!told || !sources_.steps.empty() || !IsMedium(claim)) {
      return false;
    }
    if (report) {
      // Who tells in another language shares no words; in the same one, only what was said to another need not.
      const bool translated = ground_.At(*report).language != ground_.At(number_).language;
      return (translated && claim.early) || (claim.how == news::HopHow::kTold && claim.in_lead);
    }
    if (claim.outlet && !LinkedPage(claim) && ReportsSameEvent(claim)) {
      return false;
    }
    const double part = PartTold(article_, claim);
    if (part >= kWholeMatter || claim.news_in_lead || (claim.retells && !IsSigned(article_))) {
      return true;
    }
    // Who rests on an interview elsewhere comes back to it; who rests on a report, again and again.
    const std::size_t times = claim.evidence.size();
    return (claim.told_in_lead && times >= kTwice) || (claim.early && times > kTwice && part >= kMuch);
  }

  // The page of the named outlet that the article links to.
  std::optional<std::size_t> LinkedPage(const Claim& claim) {
    std::optional<std::size_t> best;
    if (claim.url_key == 0) {
      return best;
    }
    const auto pages = ground_.PagesAt(claim.url_key);
    for (const auto& [key, other] : pages) {
      // Of a page's several reports the one on this event is meant.
      const bool item = ground_.At(other).id.value().find('#') != std::string::npos;
      if (other == number_ || OutletOf(other) != claim.outlet ||
          (pages.size() > 1 && item && !ground_.AreOneEvent(number_, other)) || ground_.Bars(number_, other) ||
          ground_.ClaimOn(other, number_) || CompareTimes(TimeOf(other), TimeOf(number_)) > 0) {
        continue;
      }
      best = !best || ground_.At(other).id < ground_.At(*best).id ? other : best;
    }
    return best;
  }

  // What the outlet has on the same event, nearest before the article; it must not have it from there in turn.
  std::optional<std::size_t> ReportOf(const Claim& claim) {
    std::optional<std::size_t> best;
    if (!claim.outlet) {
      return best;
    }
    ground_.AnyOnEvent(number_, *claim.outlet, [&](std::size_t other) {
      const bool later = CompareTimes(TimeOf(other), TimeOf(number_)) > 0;
      if (later || other == number_ || ground_.Bars(number_, other) || ground_.ClaimOn(other, number_)) {
        return false;
      }
      const int nearer = best ? CompareTimes(TimeOf(other), TimeOf(*best)) : 1;
      if (nearer > 0 || (nearer == 0 && ground_.At(other).id < ground_.At(*best).id)) {
        best = other;
      }
      return false;
    });
    return best;
  }

  // Has the outlet a report of its own on the same event, which shares no text with this one? Then it is only referred
  // to.
  bool ReportsSameEvent(const Claim& claim) const {
    return claim.outlet && ground_.AnyOnEvent(number_, *claim.outlet, [](std::size_t) { return true; });
  }

  Ground& ground_;
  std::size_t number_;
  std::shared_ptr<const news::Article> taken_;
  const news::Article& article_;
  std::shared_ptr<const std::vector<Claim>> claims_;
  std::optional<std::vector<text::HashedWord>> words_;
  std::optional<std::vector<news::Span>> heard_;
  Sources sources_;
  std::vector<news::Span> covered_;  // that is in the steps' articles
  bool rests_outside_ = false;
};

}  // namespace

Sources FindSources(Ground& ground, std::size_t article) { return Finder(ground, article).Find(); }

}  // namespace headwater::trace
