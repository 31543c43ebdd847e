// Immediate sources: what is credited in words first, then what is shared with an earlier article.
#include "trace/graph.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "text/shingles.h"
#include "trace/events.h"
#include "trace/quotations.h"
#include "trace/rulings.h"
#include "trace/spans.h"
#include "trace/tellings.h"
#include "web/url.h"

namespace headwater::trace {
namespace {

constexpr double kDerived = 0.5;        // part of a text in an earlier one, from which on it is taken from there
constexpr double kOwnPart = 0.4;        // part of a text that stands nowhere else, from which on it is its own report
constexpr double kSecondSource = 0.15;  // part of a text that a further source must add
constexpr double kQuotation = 0.7;      // of shared words within quotation marks: the same words were heard, not read
constexpr std::size_t kMostRounds = 8;  // of setting clocks: hops from hand to hand
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

// A pair, seen from one of its two articles.
struct Shared {
  std::size_t other = 0;
  double part = 0;        // of this article's text
  double other_part = 0;  // of the other's
  news::HopHow how = news::HopHow::kCopy;
  std::vector<news::Span> spans;  // in this article, ascending
};

news::HopHow HowOf(news::CopyKind kind) {
  switch (kind) {
    case news::CopyKind::kRewrite:
    case news::CopyKind::kSpun:
      return news::HopHow::kRewrite;
    case news::CopyKind::kTranslation:
      return news::HopHow::kTranslation;
    default:
      return news::HopHow::kCopy;
  }
}

int Compare(double a, double b) { return a < b ? -1 : static_cast<int>(a > b); }

class Builder {
 public:
  Builder(std::span<const news::Article> articles, std::span<const news::Copy> copies, const Settled& settled)
      : articles_(articles),
        rulings_(settled),
        outlets_(articles),
        events_(articles),
        shared_(articles.size()),
        weight_(articles.size()) {
    ReadCopies(copies);
    for (std::size_t i = 0; i < articles.size(); ++i) {
      claims_.push_back(FindClaims(articles[i], outlets_.Of(i), outlets_));
      std::erase_if(claims_.back(), [&](const Claim& claim) { return rulings_.Bars(articles[i], claim); });
      for (Claim& claim : claims_.back()) {
        claim.url_key = claim.url.empty() ? "" : web::ComparableUrl(claim.url);
      }
      url_keys_.push_back({web::ComparableUrl(articles[i].url), web::ComparableUrl(articles[i].canonical_url)});
      times_.push_back(articles[i].published);
      for (const std::string& key : {url_keys_[i].first, url_keys_[i].second}) {
        std::vector<std::size_t>& here = pages_[key];
        if (here.empty() || here.back() != i) {
          here.push_back(i);
        }
      }
    }
    pages_.erase("");
    SetClocks();
  }

  std::vector<Sources> Build() {
    std::vector<Sources> all;
    for (std::size_t i = 0; i < articles_.size(); ++i) {
      all.push_back(SourcesOf(i));
    }
    return all;
  }

 private:
  void ReadCopies(std::span<const news::Copy> copies) {
    std::unordered_map<std::string, std::size_t> numbers;
    for (std::size_t i = 0; i < articles_.size(); ++i) {
      numbers.emplace(articles_[i].id.value(), i);
    }
    words_.resize(articles_.size());
    for (const news::Copy& copy : copies) {
      const auto one = numbers.find(copy.article.value());
      const auto other = numbers.find(copy.of.value());
      if (one == numbers.end() || other == numbers.end() || one->second == other->second) {
        continue;
      }
      const news::HopHow how = HowOf(copy.kind);
      std::vector<news::Span> spans;
      std::vector<news::Span> of;
      for (const news::Passage& passage : copy.passages) {
        spans.push_back(passage.span);
        of.push_back(passage.of);
      }
      std::ranges::sort(of);
      shared_[one->second].push_back({other->second, copy.shared, copy.of_shared, how, std::move(spans)});
      shared_[other->second].push_back({one->second, copy.of_shared, copy.shared, how, std::move(of)});
      weight_[one->second] += copy.shared + copy.of_shared;
      weight_[other->second] += copy.shared + copy.of_shared;
    }
  }

  // Who credits another for the text that they share is later, whatever its clock says: it is set to after the other's.
  void SetClocks() {
    bool moved = true;
    for (std::size_t round = 0; moved && round < kMostRounds; ++round) {
      moved = false;
      for (std::size_t i = 0; i < articles_.size(); ++i) {
        for (const Shared& shared : shared_[i]) {
          const std::optional<Moment>& other = times_[shared.other];
          const bool owes = ClaimOn(i, shared.other) != nullptr && ClaimOn(shared.other, i) == nullptr;
          if (owes && other && (!times_[i] || (CompareTimes(times_[i], other) <= 0 && !IsAfter(*times_[i], *other)))) {
            times_[i] = MomentOfInstant(other->at + std::chrono::seconds(1));
            moved = true;
          }
        }
      }
    }
  }

  static bool IsAfter(const Moment& one, const Moment& other) { return one.has_time && one.at > other.at; }

  const std::vector<text::HashedWord>& WordsOf(std::size_t article) {
    if (words_[article].empty()) {
      words_[article] = text::HashWords(articles_[article].text, kMostWords);
    }
    return words_[article];
  }

  bool IsQuotation(std::size_t article, const Shared& shared) {
    if (shared.part >= kDerived || shared.other_part >= kDerived) {
      return false;
    }
    const std::vector<news::Span>& heard = HeardIn(article);
    std::size_t quoted = 0;
    std::size_t all = 0;
    std::size_t run = 0;
    std::size_t longest = 0;
    auto next = heard.begin();
    for (const text::HashedWord& word : WordsOf(article)) {
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

  // What the article gives as others' words: statements in quotation marks, what a colon announces, posts.
  const std::vector<news::Span>& HeardIn(std::size_t article) {
    if (const auto known = heard_.find(article); known != heard_.end()) {
      return known->second;
    }
    return heard_.emplace(article, HeardSpans(articles_[article])).first->second;
  }

  const Claim* ClaimOn(std::size_t article, std::size_t other) const {
    const std::optional<OutletId> outlet = outlets_.Of(other);
    const auto& [url, canonical] = url_keys_[other];
    for (const Claim& claim : claims_[article]) {
      const bool same_page = !claim.url_key.empty() && (claim.url_key == url || claim.url_key == canonical);
      if (same_page || (outlet && claim.outlet == outlet)) {
        return &claim;
      }
    }
    return nullptr;
  }

  // Can `article` have it from `other`?
  bool MayBeFrom(std::size_t article, std::size_t other) const {
    if (rulings_.Bars(articles_[article], articles_[other])) {
      return false;
    }
    const bool credits = ClaimOn(article, other) != nullptr;
    const bool credited = ClaimOn(other, article) != nullptr;
    if (credits != credited) {
      return credits;
    }
    const bool near =
        !times_[article] || !times_[other] || std::chrono::abs(times_[article]->at - times_[other]->at) <= kSameDay;
    if (near && IsAgency(article) != IsAgency(other)) {
      return IsAgency(other);
    }
    if (const int dates = CompareTimes(times_[article], times_[other]); dates != 0) {
      return dates > 0;
    }
    const bool owes = std::ranges::any_of(claims_[article], &Claim::IsCredit);
    const bool other_owes = std::ranges::any_of(claims_[other], &Claim::IsCredit);
    if (owes != other_owes) {
      return owes;
    }
    // The source of many copies has more in common with each than these have among themselves.
    if (const int central = Compare(std::round(weight_[article] * 1e6), std::round(weight_[other] * 1e6));
        central != 0) {
      return central < 0;
    }
    return articles_[other].id < articles_[article].id;
  }

  // What agencies write is printed elsewhere, not the other way round, and often dated later there.
  bool IsAgency(std::size_t article) const {
    const std::optional<OutletId> outlet = outlets_.Of(article);
    return outlet && outlets_.IsAgency(*outlet);
  }

  // An outlet's paragraphs of background come again in its other articles.
  bool IsOwnBackground(std::size_t article, const Shared& shared) const {
    return shared.part < kDerived && outlets_.Of(article) && outlets_.Of(article) == outlets_.Of(shared.other);
  }

  Sources SourcesOf(std::size_t article) {
    std::vector<const Shared*> earlier;
    for (const Shared& shared : shared_[article]) {
      if (!IsOwnBackground(article, shared) && MayBeFrom(article, shared.other) &&
          (ClaimOn(article, shared.other) != nullptr || !IsQuotation(article, shared))) {
        earlier.push_back(&shared);
      }
    }
    std::ranges::sort(earlier, [&](const Shared* a, const Shared* b) { return Better(article, *a, *b); });
    Sources sources;
    std::vector<news::Span> covered;
    for (const Shared* shared : earlier) {
      Take(article, *shared, sources, covered);
    }
    TakeClaims(article, sources, covered.empty() ? 0 : Length(covered) / std::max(1.0, TextLength(article)));
    TakeBarred(article, sources);
    sources.own_confidence = OwnConfidence(claims_[article]);
    const bool all_outside = std::ranges::none_of(sources.steps, [](const Step& step) { return step.to.has_value(); });
    sources.own_part =
        sources.steps.empty() || (!rests_outside_ && (all_outside || OwnPart(article, covered) >= kOwnPart));
    sources.publisher = articles_[article].publisher.empty() ? NameOf(article) : articles_[article].publisher;
    if (!IsSigned(articles_[article])) {
      sources.own_confidence = std::min(sources.own_confidence, kUnsigned);
      TakeUnnamedGround(article, sources);
    }
    return sources;
  }

  // A person said from whom it is not: what shares its text has it from somewhere all the same.
  void TakeBarred(std::size_t article, Sources& sources) const {
    if (rulings_.Empty() || !sources.steps.empty()) {
      return;
    }
    sources.unnamed = sources.unnamed || std::ranges::any_of(shared_[article], [&](const Shared& shared) {
                        return shared.part >= kDerived && rulings_.Bars(articles_[article], articles_[shared.other]) &&
                               CompareTimes(times_[shared.other], times_[article]) <= 0;
                      });
  }

  // A text that nobody signs, all of it from speakers who are not named: nobody answers for it.
  void TakeUnnamedGround(std::size_t article, Sources& sources) const {
    std::vector<news::Evidence> words = UnnamedGround(articles_[article]);
    if (words.empty() || !sources.steps.empty() || !sources.mentions.empty()) {
      return;
    }
    Mention ground;
    ground.name = words.front().text;
    ground.how = news::HopHow::kTold;
    ground.evidence = std::move(words);
    ground.confidence = kTold;
    sources.mentions.push_back(std::move(ground));
    sources.unnamed = true;
  }

  // What it has from none of the spans.
  double OwnPart(std::size_t article, const std::vector<news::Span>& covered) {
    const std::vector<text::HashedWord>& words = WordsOf(article);
    const double length = std::max(1.0, TextLength(article));
    return words.empty() ? 0 : LeftOpen(covered, words.front().begin, words.back().end) / length;
  }

  double TextLength(std::size_t article) {
    const std::vector<text::HashedWord>& words = WordsOf(article);
    return words.empty() ? 0.0 : words.back().end - words.front().begin;
  }

  // Credited ones first, then those with most text in common.
  bool Better(std::size_t article, const Shared& a, const Shared& b) const {
    const bool a_credited = ClaimOn(article, a.other) != nullptr;
    const bool b_credited = ClaimOn(article, b.other) != nullptr;
    if (a_credited != b_credited) {
      return a_credited;
    }
    const double a_sum = std::round((a.part + a.other_part) * 1e4);
    const double b_sum = std::round((b.part + b.other_part) * 1e4);
    if (a_sum != b_sum) {
      return a_sum > b_sum;
    }
    if (const int dates = CompareTimes(times_[a.other], times_[b.other]); dates != 0) {
      return dates < 0;
    }
    return articles_[a.other].id < articles_[b.other].id;
  }

  // A source is taken where it is credited, or has what no source before it has.
  void Take(std::size_t article, const Shared& shared, Sources& sources, std::vector<news::Span>& covered) {
    const double length = std::max(1.0, TextLength(article));
    std::vector<news::Span> with = Union(covered, shared.spans);
    const double added = (Length(with) - Length(covered)) / length;
    const Claim* const claim = ClaimOn(article, shared.other);
    const bool has_source = std::ranges::any_of(sources.steps, [&](const Step& step) {
      return outlets_.Of(*step.to) && outlets_.Of(*step.to) == outlets_.Of(shared.other);
    });
    if (has_source || (!sources.steps.empty() && added < kSecondSource)) {
      return;
    }
    Step step;
    step.to = shared.other;
    step.name = NameOf(shared.other);
    step.url = articles_[shared.other].url;
    step.part = shared.part;
    step.how = claim != nullptr ? claim->how : shared.how;
    if (claim != nullptr) {
      step.evidence = claim->evidence;
    }
    step.confidence = claim != nullptr ? 0.99 : shared.part >= kDerived ? 0.98 : 0.9;
    step.why.push_back({"shared-text", shared.part, kDerived});
    step.spans = shared.spans;
    const auto other = std::ranges::find(shared_[shared.other], article, &Shared::other);
    if (other != shared_[shared.other].end()) {
      step.of_spans = other->spans;
    }
    if (claim != nullptr) {
      step.why.push_back({"credits-other", {}, {}, FirstWords(*claim)});
    }
    if (const auto& a = times_[article], &b = times_[shared.other]; a && b && a->has_time && b->has_time) {
      step.why.push_back({"earlier", static_cast<double>((a->at - b->at).count()) / 3600.0});
    }
    sources.steps.push_back(std::move(step));
    covered = std::move(with);
  }

  const std::string& NameOf(std::size_t article) const {
    static const std::string none;
    const std::optional<OutletId> outlet = outlets_.Of(article);
    return outlet ? outlets_.Name(*outlet) : none;
  }

  // Credits of what shares no text with the article, or is not in the window.
  void TakeClaims(std::size_t article, Sources& sources, double covered) {
    rests_outside_ = false;
    const std::vector<Claim>& claims = claims_[article];
    const std::vector<std::optional<std::size_t>> tellers = TellersOf(articles_[article], claims_[article]);
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (claims[i].names_no_one) {
        TakeNoOne(claims[i], sources);
      } else if (!tellers[i] && !IsTaken(sources, claims[i])) {
        TakeClaim(article, claims[i], sources, covered);
      }
    }
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (!tellers[i] || IsTaken(sources, claims[i])) {
        continue;
      }
      const Mention inner = MentionOf(claims[i]);
      const std::string teller = MentionOf(claims[*tellers[i]]).name;
      const auto outer = std::ranges::find_if(sources.steps, [&](const Step& step) {
        return !step.to && step.how > news::HopHow::kDeclared && step.name == teller;
      });
      (outer == sources.steps.end() ? sources.mentions : outer->onward).push_back(inner);
    }
  }

  // The trail is lost where the article opens or signs with it, not where it names some in passing.
  void TakeNoOne(const Claim& claim, Sources& sources) const {
    const bool all = claim.IsCredit() || claim.in_lead;
    sources.unnamed = sources.unnamed || all;
    if (!claim.IsCredit()) {
      sources.mentions.push_back(MentionOf(claim));
    }
  }

  bool IsTaken(const Sources& sources, const Claim& claim) const {
    return std::ranges::any_of(sources.steps, [&](const Step& step) {
      return step.to && claim.outlet && outlets_.Of(*step.to) == claim.outlet;
    });
  }

  void TakeClaim(std::size_t article, const Claim& claim, Sources& sources, double covered) {
    Step step{MentionOf(claim), {}, {}, {}};
    const std::optional<std::size_t> page = LinkedPage(article, claim);
    step.to = page;
    if (!page && !claim.IsCredit() && sources.steps.empty()) {
      step.to = ReportOf(article, claim);
    }
    if (!Rests(article, claim, page ? std::nullopt : step.to, sources, covered)) {
      step.to.reset();
      sources.mentions.push_back(std::move(step));
      return;
    }
    if (step.to) {
      step.url = articles_[*step.to].url;
    } else if (claim.retells && !IsSigned(articles_[article])) {
      step.confidence = kRetold;
      sources.partly = true;
    }
    if (!claim.IsCredit() && !step.to && claim.news_in_lead && claim.evidence.size() > 1) {
      step.confidence = kOpened;
    }
    if (!claim.IsCredit() && PartTold(articles_[article], claim) >= kWholeMatter) {
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
    sources.steps.push_back(std::move(step));
  }

  Mention MentionOf(const Claim& claim) const {
    Mention mention;
    mention.name = claim.outlet ? outlets_.Name(*claim.outlet) : claim.name;
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
  bool Rests(std::size_t article, const Claim& claim, std::optional<std::size_t> report, const Sources& sources,
             double covered) const {
    if (claim.IsCredit()) {
      const bool leads = claim.extent != Extent::kJoint && (claim.extent != Extent::kTip || IsMedium(claim));
      return leads && (sources.steps.empty() || covered < kDerived);
    }
    const bool told = claim.how == news::HopHow::kTold || claim.how == news::HopHow::kReported;
    if (!told || !sources.steps.empty() || !IsMedium(claim)) {
      return false;
    }
    if (report) {
      // Who tells in another language shares no words; in the same one, only what was said to another need not.
      const bool translated = articles_[*report].language != articles_[article].language;
      return (translated && claim.early) || (claim.how == news::HopHow::kTold && claim.in_lead);
    }
    if (claim.outlet && !LinkedPage(article, claim) && ReportsSameEvent(article, claim)) {
      return false;
    }
    const double part = PartTold(articles_[article], claim);
    if (part >= kWholeMatter || claim.news_in_lead || (claim.retells && !IsSigned(articles_[article]))) {
      return true;
    }
    // Who rests on an interview elsewhere comes back to it; who rests on a report, again and again.
    const std::size_t times = claim.evidence.size();
    return (claim.told_in_lead && times >= kTwice) || (claim.early && times > kTwice && part >= kMuch);
  }

  // The page of the named outlet that the article links to.
  std::optional<std::size_t> LinkedPage(std::size_t article, const Claim& claim) const {
    const auto found = claim.url_key.empty() ? pages_.end() : pages_.find(claim.url_key);
    const std::size_t here = found == pages_.end() ? 0 : found->second.size();
    std::optional<std::size_t> best;
    for (std::size_t n = 0; n < here; ++n) {
      const std::size_t other = found->second[n];
      // Of a page's several reports the one on this event is meant.
      const bool item = articles_[other].id.value().find('#') != std::string::npos;
      if (other == article || outlets_.Of(other) != claim.outlet ||
          (here > 1 && item && !events_.AreOne(article, other)) ||
          rulings_.Bars(articles_[article], articles_[other]) || ClaimOn(other, article) != nullptr ||
          CompareTimes(times_[other], times_[article]) > 0) {
        continue;
      }
      best = !best || articles_[other].id < articles_[*best].id ? other : best;
    }
    return best;
  }

  // What the outlet has on the same event, nearest before the article; it must not have it from there in turn.
  std::optional<std::size_t> ReportOf(std::size_t article, const Claim& claim) const {
    std::optional<std::size_t> best;
    if (!claim.outlet) {
      return best;
    }
    for (const std::size_t other : outlets_.Articles(*claim.outlet)) {
      const bool later = CompareTimes(times_[other], times_[article]) > 0;
      if (later || other == article || rulings_.Bars(articles_[article], articles_[other]) ||
          ClaimOn(other, article) != nullptr || !events_.AreOne(article, other)) {
        continue;
      }
      const int nearer = best ? CompareTimes(times_[other], times_[*best]) : 1;
      if (nearer > 0 || (nearer == 0 && articles_[other].id < articles_[*best].id)) {
        best = other;
      }
    }
    return best;
  }

  // Has the outlet a report of its own on the same event, which shares no text with this one? Then it is only referred
  // to.
  bool ReportsSameEvent(std::size_t article, const Claim& claim) const {
    if (!claim.outlet) {
      return false;
    }
    return std::ranges::any_of(outlets_.Articles(*claim.outlet),
                               [&](std::size_t other) { return events_.AreOne(article, other); });
  }

  std::span<const news::Article> articles_;
  Rulings rulings_;
  Outlets outlets_;
  Events events_;
  std::vector<std::vector<Shared>> shared_;
  std::vector<double> weight_;  // how much text each has in common with all others
  std::vector<std::vector<Claim>> claims_;
  std::vector<std::pair<std::string, std::string>> url_keys_;        // of each article's address and its canonical one
  std::unordered_map<std::string, std::vector<std::size_t>> pages_;  // by those
  std::vector<std::optional<Moment>> times_;                         // of publication, as far as it can be believed
  std::vector<std::vector<text::HashedWord>> words_;
  std::unordered_map<std::size_t, std::vector<news::Span>> heard_;
  bool rests_outside_ = false;
};

}  // namespace

std::vector<Sources> FindSources(std::span<const news::Article> articles, std::span<const news::Copy> copies,
                                 const Settled& settled) {
  return Builder(articles, copies, settled).Build();
}

}  // namespace headwater::trace
