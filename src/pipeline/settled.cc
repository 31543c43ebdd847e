// Decisions as rulings, bars and origins.
#include "pipeline/settled.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "store/views.h"
#include "tables/tables.h"
#include "text/words.h"

namespace headwater::pipeline {
namespace {

using store::DecisionKind;

constexpr std::string_view kSourcePrefix = "source/";

news::Reason SettledBy(const store::Decision& decision) {
  return {"settled", static_cast<double>(decision.id), std::nullopt, ""};
}

// The words of one are those of the other.
bool IsSameText(const news::Copy& copy) {
  return copy.kind == news::CopyKind::kIdentical || copy.kind == news::CopyKind::kCopy ||
         copy.kind == news::CopyKind::kRevision;
}

std::vector<news::ArticleId> WithCopies(const std::vector<news::ArticleId>& articles,
                                        std::span<const news::Copy> copies) {
  std::vector<news::ArticleId> all = articles;
  for (const news::Copy& copy : copies) {
    for (const auto& [one, other] : {std::pair(&copy.article, &copy.of), std::pair(&copy.of, &copy.article)}) {
      if (IsSameText(copy) && std::ranges::find(articles, *one) != articles.end() &&
          std::ranges::find(all, *other) == all.end()) {
        all.push_back(*other);
      }
    }
  }
  return all;
}

// How the article relates to its source, as far as a pair of the two tells.
news::HopHow HowBetween(const news::ArticleId& article, const news::ArticleId& source,
                        std::span<const news::Copy> copies) {
  for (const news::Copy& copy : copies) {
    const bool pair = (copy.article == article && copy.of == source) || (copy.of == article && copy.article == source);
    if (!pair) {
      continue;
    }
    if (copy.kind == news::CopyKind::kTranslation) {
      return news::HopHow::kTranslation;
    }
    return IsSameText(copy) ? news::HopHow::kCopy : news::HopHow::kRewrite;
  }
  return news::HopHow::kReported;
}

// Where the one leads, the other leads now.
void TakeEnd(const news::Origin& from, news::Origin& origin) {
  origin.kind = from.kind;
  origin.name = from.name;
  origin.url = from.url;
  origin.origin_article = from.origin_article;
  origin.roots = from.roots;
  origin.complete = from.complete;
  origin.confidence = from.confidence;
}

class Settling {
 public:
  Settling(std::vector<news::Origin> origins, const OriginsSettled& settled)
      : origins_(std::move(origins)), settled_(settled) {
    for (std::size_t n = 0; n < origins_.size(); ++n) {
      places_.emplace(origins_[n].article, n);
    }
    for (const news::Article& article : settled_.articles) {
      articles_.emplace(article.id, &article);
    }
  }

  std::vector<news::Origin> Run() {
    std::map<std::string, const store::Decision*> off;
    for (const store::Decision& decision : settled_.decisions) {
      if (decision.kind == DecisionKind::kIsSource) {
        for (const news::ArticleId& id : decision.articles) {
          Lead(id, decision);
        }
      } else if (decision.kind == DecisionKind::kNoOrigin) {
        off.emplace(SourceKeyOf(decision.source), &decision);
      }
    }
    if (!off.empty()) {
      Discount(off);
    }
    std::vector<news::Origin> changed;
    for (const std::size_t n : changed_) {
      changed.push_back(std::move(origins_[n]));
    }
    return changed;
  }

 private:
  const news::Origin* OriginOf(const news::ArticleId& id) const {
    if (const auto found = places_.find(id); found != places_.end()) {
      return &origins_[found->second];
    }
    const auto stored = std::ranges::find(settled_.elsewhere, id, &news::Origin::article);
    return stored == settled_.elsewhere.end() ? nullptr : &*stored;
  }

  // The chain from a source on, the source's own hop first.
  news::Origin Tail(const news::ArticleId& article, const store::Decision& decision) const {
    news::Origin tail;
    news::Hop hop;
    hop.name = decision.source;
    hop.url = decision.url;
    hop.why.push_back(SettledBy(decision));
    hop.how = news::HopHow::kReported;
    const news::ArticleId source = decision.others.empty() ? news::ArticleId() : decision.others.front();
    const news::Origin* const beyond = source.empty() ? nullptr : OriginOf(source);
    tail.complete = true;
    tail.confidence = 1;
    if (source.empty()) {
      tail.kind = news::OriginKind::kOutlet;
      tail.name = decision.source;
      tail.url = decision.url;
      tail.roots.push_back(std::string(kSourcePrefix) + decision.source);
      tail.chain.push_back(std::move(hop));
      return tail;
    }
    hop.article = source;
    hop.how = HowBetween(article, source, settled_.copies);
    tail.chain.push_back(std::move(hop));
    tail.kind = news::OriginKind::kArticle;
    tail.name = decision.source;
    tail.origin_article = source;
    tail.roots.push_back(source.value());
    // A source that has it from the article itself would lead round in a circle: the trail ends there.
    const bool circle = beyond != nullptr && std::ranges::any_of(beyond->chain, [&](const news::Hop& each) {
                          return each.article == article;
                        });
    if (beyond == nullptr || circle || beyond->kind == news::OriginKind::kSelf || beyond->chain.empty()) {
      return tail;
    }
    tail.chain.insert(tail.chain.end(), beyond->chain.begin() + 1, beyond->chain.end());
    TakeEnd(*beyond, tail);
    return tail;
  }

  // From the hop before `from` on, the origin goes as the tail does.
  void Replace(std::size_t place, std::size_t from, const news::Origin& tail, const store::Decision& decision) {
    news::Origin& origin = origins_[place];
    origin.chain.resize(std::min(from, origin.chain.size()));
    for (const news::Hop& hop : tail.chain) {
      if (!hop.article.empty() && hop.article == origin.article) {
        break;
      }
      origin.chain.push_back(hop);
    }
    TakeEnd(tail, origin);
    origin.why = {SettledBy(decision)};
    changed_.insert(place);
  }

  void Lead(const news::ArticleId& id, const store::Decision& decision) {
    const auto found = places_.find(id);
    if (found == places_.end()) {
      return;
    }
    const news::Origin tail = Tail(id, decision);
    if (origins_[found->second].chain.empty()) {
      news::Hop own;
      own.article = id;
      if (const auto article = articles_.find(id); article != articles_.end()) {
        own.name = article->second->publisher;
      }
      origins_[found->second].chain.push_back(std::move(own));
    }
    Replace(found->second, 1, tail, decision);
    for (std::size_t n = 0; n < origins_.size(); ++n) {
      const auto hop = std::ranges::find(origins_[n].chain, id, &news::Hop::article);
      const auto at = static_cast<std::size_t>(hop - origins_[n].chain.begin());
      if (n != found->second && hop != origins_[n].chain.end() && at > 0) {
        Replace(n, at + 1, tail, decision);
      }
    }
  }

  std::string KeyOfRoot(const std::string& root) const {
    if (root.starts_with(kSourcePrefix)) {
      return SourceKeyOf(std::string_view(root).substr(kSourcePrefix.size()));
    }
    const auto article = articles_.find(news::ArticleId(root));
    return article == articles_.end() ? std::string() : SourceKeyOf(article->second->publisher);
  }

  void Discount(const std::map<std::string, const store::Decision*>& off) {
    for (std::size_t n = 0; n < origins_.size(); ++n) {
      news::Origin& origin = origins_[n];
      const store::Decision* by = nullptr;
      std::erase_if(origin.roots, [&](const std::string& root) {
        const auto found = off.find(KeyOfRoot(root));
        by = found == off.end() ? by : found->second;
        return found != off.end();
      });
      if (by == nullptr) {
        continue;
      }
      origin.complete = false;
      origin.why.push_back(SettledBy(*by));
      if (origin.roots.empty()) {
        origin.kind = news::OriginKind::kUnknown;
        origin.name.clear();
        origin.url.clear();
        origin.origin_article = {};
      }
      changed_.insert(n);
    }
  }

  std::vector<news::Origin> origins_;
  const OriginsSettled& settled_;
  std::unordered_map<news::ArticleId, std::size_t> places_;
  std::unordered_map<news::ArticleId, const news::Article*> articles_;
  std::set<std::size_t> changed_;
};

}  // namespace

std::string SourceKeyOf(std::string_view name) {
  const news::Source* const known = tables::SourceByName(name);
  return known != nullptr ? known->id.value() : "=" + text::Fold(name);
}

std::vector<group::Ruling> RulingsOf(const store::Decision& decision) {
  std::vector<group::Ruling> rulings;
  const auto& articles = decision.articles;
  if (articles.empty()) {
    return rulings;
  }
  // What leaves together stays together, before it leaves and after.
  const auto keep_together = [&] {
    for (std::size_t n = 1; n < articles.size(); ++n) {
      rulings.push_back({articles[n], articles.front(), true});
    }
  };
  if (decision.kind == DecisionKind::kMove || decision.kind == DecisionKind::kLeave) {
    keep_together();
    for (const news::ArticleId& left : decision.left) {
      rulings.push_back({articles.front(), left, false});
    }
    keep_together();
  }
  if ((decision.kind == DecisionKind::kMove || decision.kind == DecisionKind::kJoin) && !decision.others.empty()) {
    for (const news::ArticleId& id : articles) {
      rulings.push_back({id, decision.others.front(), true});
    }
  }
  return rulings;
}

Desk::Pairs NoCopiesOf(std::span<const store::Decision> decisions) {
  Desk::Pairs pairs;
  for (const store::Decision& decision : decisions) {
    if (decision.kind == DecisionKind::kNotCopy) {
      for (const news::ArticleId& one : decision.articles) {
        for (const news::ArticleId& other : decision.others) {
          pairs.emplace(one, other);
        }
      }
    }
  }
  return pairs;
}

trace::Settled BarsOf(std::span<const store::Decision> decisions, std::span<const news::Copy> copies) {
  trace::Settled bars;
  for (const store::Decision& decision : decisions) {
    if (decision.kind != DecisionKind::kNotSource) {
      continue;
    }
    for (const news::ArticleId& id : WithCopies(decision.articles, copies)) {
      if (std::ranges::find(decision.others, id) != decision.others.end()) {
        continue;
      }
      for (const news::ArticleId& other : decision.others) {
        bars.barred.push_back({id, other.value()});
      }
      if (decision.others.empty()) {
        bars.barred.push_back({id, decision.source});
      }
    }
  }
  return bars;
}

std::vector<news::Origin> SettleOrigins(std::vector<news::Origin> origins, const OriginsSettled& settled) {
  return Settling(std::move(origins), settled).Run();
}

}  // namespace headwater::pipeline
