// The ground that tracing stands on: what is remembered of every article of a set, and the rest as it is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "news/article.h"
#include "news/copy.h"
#include "news/origin.h"
#include "trace/claims.h"
#include "trace/events.h"
#include "trace/outlets.h"
#include "trace/rulings.h"
#include "trace/trace.h"

namespace headwater::trace {

// A pair, seen from one of its two articles.
struct Shared {
  std::size_t other = 0;
  double part = 0;        // of this article's text
  double other_part = 0;  // of the other's
  news::HopHow how = news::HopHow::kCopy;
  std::vector<news::Span> spans;  // in this article, ascending
};

// What is always at hand of an article.
struct Head {
  news::ArticleId id;
  std::optional<Moment> published;
  std::uint64_t url_key = 0;  // of its address, as addresses are compared; 0 where there is none
  std::uint64_t canonical_key = 0;
  std::uint32_t language = 0;  // hash
  bool is_digest = false;
};

class Ground {
 public:
  Ground(const Archive& archive, const Settled& settled) : archive_(archive), rulings_(settled) {}

  void Add(const news::Article& article);
  void Join(std::span<const news::Copy> copies);

  const Head& At(std::size_t article) const { return heads_[article]; }
  // Never null.
  std::shared_ptr<const news::Article> Take(std::size_t article) const;
  const Outlets& outlets() const { return outlets_; }
  const Rulings& rulings() const { return rulings_; }

  const std::vector<Shared>& SharedOf(std::size_t article) const;
  // How much text it has in common with all others.
  double WeightOf(std::size_t article) const;
  // When it was published, as far as that can be believed.
  const std::optional<Moment>& TimeOf(std::size_t article) const;

  // In the order of FindClaims, without those that are barred.
  std::shared_ptr<const std::vector<Claim>> ClaimsOf(std::size_t article);
  // The place among the article's claims of the first that names the other's page or outlet.
  std::optional<std::size_t> ClaimOn(std::size_t article, std::size_t other);
  bool OwesCredit(std::size_t article);
  bool Bars(std::size_t article, std::size_t other) const;

  // Those that stand at the address.
  std::span<const std::pair<std::uint64_t, std::uint32_t>> PagesAt(std::uint64_t url_key) const;
  bool AreOneEvent(std::size_t one, std::size_t other) const;
  // Calls `each` with the outlet's articles on the article's event, until it returns true; returns whether it did.
  template <class Each>
  bool AnyOnEvent(std::size_t article, OutletId outlet, Each each) const {
    const auto [undated, near] = NearOf(outlet, heads_[article].published);
    for (const std::span<const std::uint32_t> some : {undated, near}) {
      for (const std::uint32_t other : some) {
        if (AreOneEvent(article, other) && each(other)) {
          return true;
        }
      }
    }
    return false;
  }

 private:
  // What of a claim is held against other articles.
  struct ClaimKey {
    std::uint64_t url_key = 0;
    std::optional<OutletId> outlet;
    bool is_credit = false;
  };

  using Numbers = std::span<const std::uint32_t>;
  // The outlet's articles without a date, and those that are near one.
  std::pair<Numbers, Numbers> NearOf(OutletId outlet, const std::optional<Moment>& published) const;
  const std::vector<ClaimKey>& KeysOf(std::size_t article);
  void ReadCopies(std::span<const news::Copy> copies);
  void SetClocks();

  const Archive& archive_;
  Rulings rulings_;
  std::vector<Head> heads_;
  Outlets outlets_;
  Events events_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> pages_;  // by address
  struct Pairs {
    std::vector<Shared> shared;
    double weight = 0;
  };
  std::unordered_map<std::size_t, Pairs> pairs_;
  std::unordered_map<std::size_t, std::optional<Moment>> clocks_;  // where they are not what the article says
  std::unordered_map<std::size_t, std::vector<ClaimKey>> keys_;    // of those that were asked for
  std::unordered_map<std::size_t, std::shared_ptr<const std::vector<Claim>>> claims_;  // some, asked for lately
};

}  // namespace headwater::trace
