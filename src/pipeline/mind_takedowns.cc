// What owners have taken down: carried out, kept out, proven and taken back.
#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"
#include "form/items.h"
#include "form/json.h"
#include "pipeline/honour.h"
#include "pipeline/line.h"
#include "store/take_out.h"
#include "store/takedowns.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kRowsAtOnce = 200;
constexpr std::chrono::milliseconds kSliceOfTime{400};
// Where a reader holds on to what was, the files are cleaned later.
constexpr std::chrono::seconds kScrubAgain{30};
constexpr std::size_t kLongestProof = 64U << 10U;

news::Rights WithoutWords(std::optional<news::Rights> before, std::int64_t takedown) {
  news::Rights rights = std::move(before).value_or(news::Rights());
  rights.text = false;
  rights.page = false;
  rights.pictures = false;
  rights.snippet = 0;
  const std::string says = fmt::format("takedown {}", takedown);
  std::erase_if(rights.reservations, [](const news::Reservation& each) { return each.where == "takedown"; });
  rights.reservations.push_back({"takedown", says, {}});
  return rights;
}

// https://domain/.well-known/…, on the scheme and port that the claim's own address has.
std::string ProofAddress(const store::Claim& claim) {
  auto url = claim.addresses.empty() ? std::nullopt : web::ParseUrl(claim.addresses.front());
  if (!url) {
    return {};
  }
  url->path = store::kProofPath;
  url->query.clear();
  url->fragment.clear();
  return web::FormatUrl(*url);
}

std::string ProofError(const store::Claim& claim, const std::string& url, const Result<fetch::Response>& response) {
  if (!response) {
    return response.error().text;
  }
  if (!IsGood(response->status)) {
    return StatusError(url, response->status);
  }
  const std::string host = web::HostOf(response->url);
  if (host != claim.domain && !host.ends_with("." + claim.domain)) {
    return fmt::format("{} leads to another site, {}", url, host);
  }
  return response->body.substr(0, kLongestProof).find(claim.challenge) == std::string::npos
             ? fmt::format("{} does not hold {}", url, claim.challenge)
             : std::string();
}

}  // namespace

Result<void> Pipeline::Line::ReadTombstones() {
  const auto stamp = store::TombstoneStamp(store_);
  if (!stamp) {
    return tl::unexpected(stamp.error());
  }
  if (*stamp == tombstone_stamp_) {
    return {};
  }
  auto read = store::Tombstones::Read(store_);
  if (!read) {
    return tl::unexpected(read.error());
  }
  tombstones_ = *std::move(read);
  tombstone_stamp_ = *stamp;
  return {};
}

bool Pipeline::Line::KeepOut(Made& made) const {
  made.held_against = tombstones_.load();
  if (!made.held_against || made.held_against->empty()) {
    return false;
  }
  const store::Tombstones& stones = *made.held_against;
  std::int64_t takedown = stones.AtAddress(made.page.url);
  takedown = takedown == 0 ? stones.AtAddress(made.page.id) : takedown;
  store::Resemblance found;
  if (takedown == 0 && made.article) {
    const std::string& canonical = made.article->canonical_url;
    takedown = web::IsVariant(made.page.url, canonical) ? stones.AtAddress(canonical) : 0;
    found = stones.CompareArticle(*made.article);
  }
  const bool whole = made.article && !form::IsTakenApart(*made.article);
  if (takedown == 0 && whole && found.likeness == store::Likeness::kCopy) {
    takedown = found.takedown;
  }
  if (takedown != 0) {
    made.kept_out = takedown;
    made.error = fmt::format("{}: not taken, its owner had it taken down (takedown {})",
                             made.page.url.empty() ? made.page.id : made.page.url, takedown);
    made.article.reset();
    made.whole.reset();
    made.known = made.revised = false;
    return true;
  }
  if (found.likeness != store::Likeness::kNone) {
    made.article->rights = WithoutWords(std::move(made.article->rights), found.takedown);
  } else if (!made.article && stones.CompareHtml(made.page.body).likeness != store::Likeness::kNone) {
    made.keep_bytes = false;
    made.page.announcement.reset();
  }
  return false;
}

Result<void> Pipeline::Line::NoteKeptOut(const std::vector<Made>& batch) {
  store::Takedowns takedowns(store_);
  for (const Made& made : batch) {
    if (made.kept_out == 0) {
      continue;
    }
    const std::string& url = made.page.url.empty() ? made.page.id : made.page.url;
    if (const auto noted = takedowns.NoteKeptOut(made.kept_out, url, clock_.Now()); !noted) {
      return noted;
    }
  }
  return {};
}

Result<bool> Pipeline::Line::MindTakedowns() {
  const auto claims = store::Takedowns(store_).ToDo();
  if (!claims) {
    return tl::unexpected(claims.error());
  }
  for (const store::Claim& claim : *claims) {
    Result<void> done;
    if (claim.state == store::ClaimState::kGranting) {
      done = TakeOut(claim);
    } else if (claim.state == store::ClaimState::kReversing) {
      done = GiveBack(claim);
    }
    if (done && claim.proving) {
      done = LookForProof(claim);
    }
    if (!done) {
      return tl::unexpected(std::move(done.error()));
    }
  }
  return ReadTombstones().map([] { return false; });
}

Result<void> Pipeline::Line::CarryOutTakedowns() {
  while (true) {
    const auto claims = store::Takedowns(store_).ToDo();
    if (!claims) {
      return tl::unexpected(claims.error());
    }
    const bool waits = std::ranges::any_of(*claims, [](const store::Claim& claim) {
      return claim.state == store::ClaimState::kGranting || claim.state == store::ClaimState::kReversing;
    });
    if (!waits) {
      return ReadTombstones();
    }
    scrub_due_ = {};
    if (auto minded = MindTakedowns(); !minded) {
      return tl::unexpected(std::move(minded.error()));
    }
  }
}

// Articles that others rest on or copy: their stories are told again without them.
Result<void> Pipeline::Line::TakeOutArticles(const std::vector<news::ArticleId>& remove,
                                             const std::vector<news::ArticleId>& withhold, std::int64_t takedown) {
  store::TakeOut taking(store_, takedown);
  if (!remove.empty()) {
    const auto removed = taking.Remove(remove, clock_.Now());
    if (!removed) {
      return tl::unexpected(removed.error());
    }
    for (const auto& [article, story] : removed->gone) {
      desk_.Remove(article);
    }
    bereft_.insert(removed->touched.begin(), removed->touched.end());
  }
  for (const news::ArticleId& id : withhold) {
    auto kept = store_.Kept(id);
    if (!kept) {
      // It went with its page.
      continue;
    }
    kept->rights = WithoutWords(std::move(kept->rights), takedown);
    Withhold(*kept);
    if (auto revised = Revise({nullptr, &*kept, "", false, false}); !revised) {
      return revised;
    }
  }
  return withhold.empty() ? Result<void>() : taking.NoteWithheld(withhold, clock_.Now());
}

Result<void> Pipeline::Line::TakeOut(const store::Claim& claim) {
  const auto until = std::chrono::steady_clock::now() + kSliceOfTime;
  store::TakeOut taking(store_, claim.number);
  if (!buried_.contains(claim.number)) {
    const auto reach = taking.Bury(clock_.Now());
    if (!reach) {
      return tl::unexpected(reach.error());
    }
    if (auto taken = TakeOutArticles(reach->remove, reach->withhold, claim.number); !taken) {
      return taken;
    }
    buried_.insert(claim.number);
    Log(LogLevel::kInfo, "takedown {}: {} articles were removed at once", claim.number, reach->remove.size());
  }
  bool done = false;
  while (!done && !stopping_ && std::chrono::steady_clock::now() < until) {
    const auto swept = taking.Sweep(kRowsAtOnce);
    if (!swept) {
      return tl::unexpected(swept.error());
    }
    if (auto taken = TakeOutArticles(swept->reach.remove, swept->reach.withhold, claim.number); !taken) {
      return taken;
    }
    bereft_.insert(swept->touched.begin(), swept->touched.end());
    done = swept->done;
  }
  if (auto read = ReadTombstones(); !read) {
    return read;
  }
  if (auto told = TellAgain(); !told) {
    return told;
  }
  if (auto placed = Place(); !placed) {
    return placed;
  }
  if (!done || clock_.Now() < scrub_due_) {
    return {};
  }
  if (const auto scrubbed = taking.Scrub(); !scrubbed) {
    scrub_due_ = clock_.Now() + kScrubAgain;
    Log(LogLevel::kWarning, "takedown {}: {}; the files are cleaned later", claim.number, scrubbed.error().text);
    return {};
  }
  buried_.erase(claim.number);
  Log(LogLevel::kInfo, "takedown {}: nothing of it is left", claim.number);
  return taking.Finish(clock_.Now());
}

Result<void> Pipeline::Line::GiveBack(const store::Claim& claim) {
  const auto urls = store::TakeOut(store_, claim.number).Reverse(clock_.Now());
  if (!urls) {
    return tl::unexpected(urls.error());
  }
  if (auto read = ReadTombstones(); !read) {
    return read;
  }
  std::vector<queue::Work> work;
  for (const std::string& url : *urls) {
    news::Page page;
    page.id = page.url = url;
    work.push_back({url, std::string(kPageWork), form::WritePage(page), 0});
  }
  Log(LogLevel::kInfo, "takedown {} is reversed: {} pages are fetched again", claim.number, work.size());
  return work.empty() ? Result<void>() : queue_->Put(work, clock_.Now());
}

Result<void> Pipeline::Line::LookForProof(const store::Claim& claim) {
  const std::string url = ProofAddress(claim);
  store::Takedowns takedowns(store_);
  if (url.empty() || !settings_.fetch) {
    return takedowns.NoteProof(
        claim.number, url.empty() ? "the request names no web address" : "fetching is switched off", clock_.Now());
  }
  if (fetcher_.stopped() || !proving_.insert(claim.number).second) {
    return {};
  }
  fetch::Request request{.url = url};
  request.heed_robots = false;
  fetching_.Start(std::move(request), [this, claim, url](const Result<fetch::Response>& response) -> Finish {
    return [this, number = claim.number, error = ProofError(claim, url, response)] {
      proving_.erase(number);
      if (const auto noted = store::Takedowns(store_).NoteProof(number, error, clock_.Now()); !noted) {
        Log(LogLevel::kError, "{}", noted.error().text);
      }
    };
  });
  return {};
}

}  // namespace headwater::pipeline
