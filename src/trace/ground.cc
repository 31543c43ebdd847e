// Adding articles, joining them by their pairs, and setting clocks.
#include "trace/ground.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <string>

#include "base/hash.h"
#include "trace/spans.h"
#include "web/url.h"

namespace headwater::trace {
namespace {

constexpr std::size_t kMostRounds = 8;    // of setting clocks: hops from hand to hand
constexpr std::size_t kMostClaims = 512;  // articles whose claims are kept

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

std::uint64_t KeyOfUrl(const std::string& url) {
  const std::string comparable = url.empty() ? std::string() : web::ComparableUrl(url);
  return comparable.empty() ? 0 : Hash64(comparable);
}

bool IsAfter(const Moment& one, const Moment& other) { return one.has_time && one.at > other.at; }

}  // namespace

void Ground::Add(const news::Article& article) {
  Head head;
  head.id = article.id;
  head.published = article.published;
  head.url_key = KeyOfUrl(article.url);
  head.canonical_key = KeyOfUrl(article.canonical_url);
  head.language = static_cast<std::uint32_t>(Hash64(article.language));
  head.is_digest = article.kind == news::ArticleKind::kDigest;
  const auto number = static_cast<std::uint32_t>(heads_.size());
  for (const std::uint64_t key : {head.url_key, head.canonical_key}) {
    const bool known = key == head.url_key && !pages_.empty() && pages_.back() == std::pair{key, number};
    if (key != 0 && !known) {
      pages_.emplace_back(key, number);
    }
  }
  heads_.push_back(std::move(head));
  outlets_.Add(article);
  events_.Add(article);
}

void Ground::Join(std::span<const news::Copy> copies) {
  std::vector<std::uint32_t> order(heads_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [this](std::uint32_t a, std::uint32_t b) { return heads_[a].id < heads_[b].id; });
  outlets_.Settle(order);
  // Without a date first, then by date.
  const auto date = [this](std::uint32_t number) {
    const std::optional<Moment>& published = heads_[number].published;
    return published ? published->at : std::chrono::sys_seconds::min();
  };
  for (OutletId outlet = 0; outlet < outlets_.size(); ++outlet) {
    std::ranges::stable_sort(outlets_.Articles(outlet), {}, date);
  }
  std::ranges::sort(pages_);
  ReadCopies(copies);
  SetClocks();
}

std::shared_ptr<const news::Article> Ground::Take(std::size_t article) const {
  static const auto nothing = std::make_shared<const news::Article>();
  auto taken = archive_.Take(article);
  return taken != nullptr ? taken : nothing;
}

void Ground::ReadCopies(std::span<const news::Copy> copies) {
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> numbers;
  for (std::uint32_t i = 0; i < heads_.size() && !copies.empty(); ++i) {
    numbers[Hash64(heads_[i].id.value())].push_back(i);
  }
  const auto number_of = [&](const news::ArticleId& id) -> std::optional<std::uint32_t> {
    const auto found = numbers.find(Hash64(id.value()));
    if (found != numbers.end()) {
      for (const std::uint32_t number : found->second) {
        if (heads_[number].id == id) {
          return number;
        }
      }
    }
    return std::nullopt;
  };
  for (const news::Copy& copy : copies) {
    const auto one = number_of(copy.article);
    const auto other = number_of(copy.of);
    if (!one || !other || *one == *other) {
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
    pairs_[*one].shared.push_back({*other, copy.shared, copy.of_shared, how, std::move(spans)});
    pairs_[*other].shared.push_back({*one, copy.of_shared, copy.shared, how, std::move(of)});
    pairs_[*one].weight += copy.shared + copy.of_shared;
    pairs_[*other].weight += copy.shared + copy.of_shared;
  }
}

// Who credits another for the text that they share is later, whatever its clock says: it is set to after the other's.
void Ground::SetClocks() {
  std::vector<std::size_t> joined;
  for (const auto& [article, pairs] : pairs_) {
    joined.push_back(article);
  }
  std::ranges::sort(joined);
  bool moved = true;
  for (std::size_t round = 0; moved && round < kMostRounds; ++round) {
    moved = false;
    for (const std::size_t i : joined) {
      for (const Shared& shared : pairs_[i].shared) {
        const std::optional<Moment> own = TimeOf(i);
        const std::optional<Moment> other = TimeOf(shared.other);
        const bool may_be_later = other && (!own || (CompareTimes(own, other) <= 0 && !IsAfter(*own, *other)));
        if (may_be_later && ClaimOn(i, shared.other) && !ClaimOn(shared.other, i)) {
          clocks_[i] = MomentOfInstant(other->at + std::chrono::seconds(1));
          moved = true;
        }
      }
    }
  }
}

const std::vector<Shared>& Ground::SharedOf(std::size_t article) const {
  static const std::vector<Shared> none;
  const auto pairs = pairs_.find(article);
  return pairs == pairs_.end() ? none : pairs->second.shared;
}

double Ground::WeightOf(std::size_t article) const {
  const auto pairs = pairs_.find(article);
  return pairs == pairs_.end() ? 0 : pairs->second.weight;
}

const std::optional<Moment>& Ground::TimeOf(std::size_t article) const {
  const auto set = clocks_.find(article);
  return set == clocks_.end() ? heads_[article].published : set->second;
}

std::shared_ptr<const std::vector<Claim>> Ground::ClaimsOf(std::size_t article) {
  if (const auto known = claims_.find(article); known != claims_.end()) {
    return known->second;
  }
  const auto taken = Take(article);
  std::vector<Claim> claims = FindClaims(*taken, outlets_.Of(article), outlets_);
  std::erase_if(claims, [&](const Claim& claim) { return rulings_.Bars(*taken, claim); });
  for (Claim& claim : claims) {
    claim.url_key = KeyOfUrl(claim.url);
  }
  std::vector<ClaimKey> keys;
  keys.reserve(claims.size());
  std::ranges::transform(claims, std::back_inserter(keys), [](const Claim& claim) {
    return ClaimKey{claim.url_key, claim.outlet, claim.IsCredit()};
  });
  keys_.insert_or_assign(article, std::move(keys));
  if (claims_.size() >= kMostClaims) {
    claims_.clear();
  }
  return claims_.emplace(article, std::make_shared<const std::vector<Claim>>(std::move(claims))).first->second;
}

const std::vector<Ground::ClaimKey>& Ground::KeysOf(std::size_t article) {
  if (!keys_.contains(article)) {
    ClaimsOf(article);
  }
  return keys_[article];
}

std::optional<std::size_t> Ground::ClaimOn(std::size_t article, std::size_t other) {
  const std::optional<OutletId> outlet = outlets_.Of(other);
  const Head& head = heads_[other];
  const std::vector<ClaimKey>& keys = KeysOf(article);
  const auto claim = std::ranges::find_if(keys, [&](const ClaimKey& key) {
    const bool same_page = key.url_key != 0 && (key.url_key == head.url_key || key.url_key == head.canonical_key);
    return same_page || (outlet && key.outlet == outlet);
  });
  return claim == keys.end() ? std::nullopt : std::optional(static_cast<std::size_t>(claim - keys.begin()));
}

bool Ground::OwesCredit(std::size_t article) { return std::ranges::any_of(KeysOf(article), &ClaimKey::is_credit); }

bool Ground::Bars(std::size_t article, std::size_t other) const {
  return !rulings_.Empty() && rulings_.Bars(*Take(article), *Take(other));
}

std::span<const std::pair<std::uint64_t, std::uint32_t>> Ground::PagesAt(std::uint64_t url_key) const {
  const auto [begin, end] =
      std::ranges::equal_range(pages_, url_key, {}, &std::pair<std::uint64_t, std::uint32_t>::first);
  return {begin, end};
}

bool Ground::AreOneEvent(std::size_t one, std::size_t other) const {
  return AreNear(heads_[one].published, heads_[other].published) && events_.ShareNames(one, other);
}

std::pair<Ground::Numbers, Ground::Numbers> Ground::NearOf(OutletId outlet,
                                                           const std::optional<Moment>& published) const {
  const Numbers all = outlets_.Articles(outlet);
  const auto dated =
      std::ranges::partition_point(all, [this](std::uint32_t number) { return !heads_[number].published.has_value(); });
  const Numbers undated(all.begin(), dated);
  if (!published) {
    return {undated, Numbers(dated, all.end())};
  }
  const auto date = [this](std::uint32_t number) { return heads_[number].published->at; };
  const auto begin = std::ranges::lower_bound(dated, all.end(), published->at - kFarApart, {}, date);
  const auto end = std::ranges::upper_bound(begin, all.end(), published->at + kFarApart, {}, date);
  return {undated, Numbers(begin, end)};
}

}  // namespace headwater::trace
