// Chains and roots from immediate sources.
#include "trace/trace.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "trace/graph.h"
#include "trace/tellers.h"

namespace headwater::trace {
namespace {

constexpr double kOwnPassage = 0.6;        // of what was taken from an article, from
                                           // which on it is that one's own
constexpr std::size_t kMostSources = 512;  // articles whose sources are kept
constexpr double kSomePassage = 0.15;      // of it, below which a source of the article has no part in it

// What a chain ends in.
struct Root {
  std::string key;  // an article's id, or `source/<name>`
  std::optional<std::size_t> article;
  std::string name;
  std::string url;
  double part = 0;
};

std::uint32_t Length(const std::vector<news::Span> &spans) {
  std::uint32_t length = 0;
  std::uint32_t last = 0;
  for (const news::Span &span : spans) {
    length += span.end > std::max(span.begin, last) ? span.end - std::max(span.begin, last) : 0;
    last = std::max(last, span.end);
  }
  return length;
}

// The part of the first spans that the others cover; both ascending.
double Covered(const std::vector<news::Span> &spans, const std::vector<news::Span> &by) {
  std::vector<news::Span> both;
  for (const news::Span &span : spans) {
    for (const news::Span &other : by) {
      if (other.begin >= span.end) {
        break;
      }
      if (other.end > span.begin) {
        both.push_back({std::max(span.begin, other.begin), std::min(span.end, other.end)});
      }
    }
  }
  std::ranges::sort(both);
  const std::uint32_t whole = Length(spans);
  return whole == 0 ? 1 : static_cast<double>(Length(both)) / whole;
}

class Lent : public Archive {
 public:
  explicit Lent(std::span<const news::Article> articles) : articles_(articles) {}
  std::shared_ptr<const news::Article> Take(std::size_t number) const override {
    return {std::shared_ptr<const news::Article>(), &articles_[number]};
  }

 private:
  std::span<const news::Article> articles_;
};

}  // namespace

class Tracer::Walker {
 public:
  Walker(const Archive &archive, const Limits &limits, const Settled &settled)
      : ground_(archive, settled), limits_(limits) {}

  Ground &ground() { return ground_; }

  news::Origin Trace(std::size_t article) {
    news::Origin origin;
    origin.article = ground_.At(article).id;
    const auto own = SourcesOf(article);
    if (!own->publisher.empty()) {
      origin.chain.push_back(Published(article, *own));
    }
    origin.complete = true;
    origin.confidence = 1;
    roots_.clear();
    Walk(article, origin);
    AddTeller(article, origin);
    for (const Mention &mention : own->mentions) {
      const bool known = std::ranges::any_of(
          origin.chain, [&](const news::Hop &hop) { return hop.name == mention.name && hop.how == mention.how; });
      if (!known) {
        origin.chain.push_back(HopOf(mention));
      }
    }
    Conclude(article, *own, origin);
    return origin;
  }

 private:
  // Those that were asked for lately are kept.
  std::shared_ptr<const Sources> SourcesOf(std::size_t article) {
    if (const auto known = sources_.find(article); known != sources_.end()) {
      return known->second;
    }
    auto found = std::make_shared<const Sources>(FindSources(ground_, article));
    if (sources_.size() >= kMostSources) {
      sources_.clear();
    }
    return sources_.emplace(article, std::move(found)).first->second;
  }

  struct Visit {
    std::size_t article = 0;
    std::size_t depth = 0;
    double part = 1;
    double confidence = 1;
    std::vector<news::Span> carried = {};  // what came from here of the article before; empty: all, or unknown
  };

  // Which part of what came from there it has from none of its own sources.
  static double OwnOf(const Visit &visit, const Sources &sources) {
    std::vector<news::Span> taken;
    for (const Step &step : sources.steps) {
      if (visit.carried.empty() || step.spans.empty()) {
        return 0;
      }
      taken.insert(taken.end(), step.spans.begin(), step.spans.end());
    }
    std::ranges::sort(taken);
    return visit.carried.empty() ? 0 : 1 - Covered(visit.carried, taken);
  }

  news::Hop Published(std::size_t article, const Sources &own) const {
    news::Hop hop;
    hop.name = own.publisher;
    hop.how = news::HopHow::kPublished;
    hop.article = ground_.At(article).id;
    hop.url = own.url;
    return hop;
  }

  news::Hop HopOf(const Mention &source) const {
    news::Hop hop;
    hop.name = source.name;
    hop.how = source.how;
    hop.url = source.url;
    hop.evidence = source.evidence;
    hop.confidence = source.confidence;
    hop.why = source.why;
    if (source.to) {
      hop.article = ground_.At(*source.to).id;
    }
    return hop;
  }

  // From source to source, each article once; nearest first.
  void Walk(std::size_t start, news::Origin &origin) {
    std::set<std::size_t> seen{start};
    std::vector<Visit> open{{start, 0, 1, 1}};
    bool unnamed = false;
    for (std::size_t next = 0; next < open.size(); ++next) {
      const Visit visit = open[next];
      const auto held = SourcesOf(visit.article);
      const Sources &sources = *held;
      // Another part of an article than the one that was taken on may be from
      // elsewhere.
      const double own = OwnOf(visit, sources);
      if (sources.own_part || own >= kOwnPassage) {
        const double part = sources.steps.empty() ? 1 : std::max(OwnPart(sources), own);
        AddRoot(
            {ground_.At(visit.article).id.value(), visit.article, sources.publisher, sources.url, visit.part * part});
        origin.confidence = std::min(origin.confidence, sources.own_confidence);
      }
      origin.confidence = std::min(origin.confidence, visit.confidence);
      origin.complete = origin.complete && !sources.partly;
      if (sources.unnamed && sources.steps.empty()) {
        origin.complete = false;
        unnamed = true;
        DropRoot(ground_.At(visit.article).id.value());
      }
      for (const Step &step : sources.steps) {
        const bool aside = own >= kOwnPassage && Covered(visit.carried, step.spans) < kSomePassage;
        const bool known = aside || (step.to && !seen.insert(*step.to).second);
        if (known || visit.depth >= limits_.max_hops) {
          continue;
        }
        origin.chain.push_back(HopOf(step));
        const double confidence = std::min(visit.confidence, step.confidence);
        if (step.to) {
          open.push_back({*step.to, visit.depth + 1, visit.part * step.part, confidence, step.of_spans});
          continue;
        }
        for (const Mention &onward : step.onward) {
          origin.chain.push_back(HopOf(onward));
        }
        const Mention &last = step.onward.empty() ? step : step.onward.back();
        AddRoot({"source/" + last.name, std::nullopt, last.name, last.url, visit.part * step.part});
        origin.confidence = std::min(origin.confidence, confidence);
      }
    }
    if (roots_.empty() && !unnamed) {
      BreakCircle(open, origin);
    }
  }

  // A chain ends with the person who said it, or with the fact that none is
  // named.
  void AddTeller(std::size_t article, news::Origin &origin) {
    if (roots_.size() != 1) {
      return;
    }
    const Root &root = roots_.front();
    const auto taken = ground_.Take(article);
    std::optional<Teller> teller = FindTeller(*taken, root.name);
    if (!teller && root.article == article) {
      teller = FindTeller(*taken, "");
    }
    if (!teller || std::ranges::any_of(origin.chain, [&](const news::Hop &hop) { return hop.name == teller->name; })) {
      return;
    }
    constexpr double kSaid = 0.8;
    news::Hop hop;
    hop.name = teller->name;
    hop.how = teller->how;
    hop.evidence.push_back(teller->evidence);
    hop.confidence = kSaid;
    if (!teller->named) {
      hop.why.push_back({"unnamed", {}, {}, teller->name});
    }
    origin.chain.push_back(std::move(hop));
  }

  // Articles that all claim to have it from each other: the earliest is the
  // likeliest source.
  void BreakCircle(const std::vector<Visit> &open, news::Origin &origin) {
    const auto first = std::ranges::min_element(open, [&](const Visit &a, const Visit &b) {
      const Head &one = ground_.At(a.article);
      const Head &other = ground_.At(b.article);
      if (one.published && other.published && one.published->at != other.published->at) {
        return one.published->at < other.published->at;
      }
      return one.id < other.id;
    });
    const auto sources = SourcesOf(first->article);
    AddRoot({ground_.At(first->article).id.value(), first->article, sources->publisher, sources->url, 1});
    constexpr double kGuess = 0.4;
    origin.confidence = std::min(origin.confidence, kGuess);
  }

  static double OwnPart(const Sources &sources) {
    double taken = 0;
    for (const Step &step : sources.steps) {
      taken += step.part;
    }
    return std::max(0.0, 1 - taken);
  }

  void AddRoot(Root root) {
    for (Root &known : roots_) {
      if (known.key == root.key) {
        known.part += root.part;
        return;
      }
    }
    roots_.push_back(std::move(root));
  }

  void DropRoot(const std::string &key) {
    std::erase_if(roots_, [&](const Root &root) { return root.key == key; });
  }

  void Conclude(std::size_t article, const Sources &own, news::Origin &origin) const {
    const Root *most = nullptr;
    for (const Root &root : roots_) {
      origin.roots.push_back(root.key);
      if (most == nullptr || root.part > most->part) {
        most = &root;
      }
    }
    std::ranges::sort(origin.roots);
    for (const Step &step : own.steps) {
      origin.evidence.insert(origin.evidence.end(), step.evidence.begin(), step.evidence.end());
    }
    if (most == nullptr) {
      origin.kind = news::OriginKind::kUnknown;
      const bool unnamed = !own.mentions.empty();
      origin.why.push_back(unnamed ? news::Reason{"unnamed", {}, {}, own.mentions.front().name}
                                   : news::Reason{"no-trail"});
      origin.complete = false;
      origin.confidence = std::min(origin.confidence, 0.8);
      return;
    }
    origin.name = most->name;
    origin.url = most->url;
    const std::size_t steps = own.steps.size();
    if (most->article == article) {
      origin.why.push_back({"no-earlier", static_cast<double>(steps), 0.0});
    } else if (steps > 0) {
      origin.why = own.steps.front().why;
      origin.why.push_back({"only-trail", static_cast<double>(steps - 1), 0.0});
    }
    origin.kind = !most->article              ? news::OriginKind::kOutlet
                  : *most->article == article ? news::OriginKind::kSelf
                                              : news::OriginKind::kArticle;
    if (most->article) {
      origin.origin_article = ground_.At(*most->article).id;
    }
  }

  Ground ground_;
  Limits limits_;
  std::unordered_map<std::size_t, std::shared_ptr<const Sources>> sources_;
  std::vector<Root> roots_;  // of the article under way
};

Tracer::Tracer(const Archive &archive, const Limits &limits, const Settled &settled)
    : walker_(std::make_unique<Walker>(archive, limits, settled)) {}
Tracer::Tracer(Tracer &&) noexcept = default;
Tracer &Tracer::operator=(Tracer &&) noexcept = default;
Tracer::~Tracer() = default;

void Tracer::Add(const news::Article &article) { walker_->ground().Add(article); }
void Tracer::Join(std::span<const news::Copy> copies) { walker_->ground().Join(copies); }

std::optional<news::Origin> Tracer::Trace(std::size_t number) {
  return walker_->ground().At(number).is_digest ? std::nullopt : std::optional(walker_->Trace(number));
}

std::vector<news::Origin> Trace(std::span<const news::Article> articles, std::span<const news::Copy> copies,
                                const Limits &limits, const Settled &settled) {
  const Lent lent(articles);
  Tracer tracer(lent, limits, settled);
  for (const news::Article &article : articles) {
    tracer.Add(article);
  }
  tracer.Join(copies);
  std::vector<news::Origin> origins;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (auto origin = tracer.Trace(i)) {
      origins.push_back(*std::move(origin));
    }
  }
  return origins;
}

}  // namespace headwater::trace
