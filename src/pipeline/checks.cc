// Addresses that somebody wants checked and that are not here yet: fetched as politely as any, kept, placed and traced.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "pipeline/line.h"
#include "read/read.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kAtOnce = 16;
// While fetching is switched off here, another process may do it; for so long it is waited for.
constexpr std::chrono::seconds kOthers{4};

}  // namespace

Result<bool> Pipeline::Line::StartChecks() {
  store::Checks checks(store_);
  const auto open = checks.Open(kAtOnce);
  if (!open) {
    return tl::unexpected(open.error());
  }
  bool started = false;
  for (const store::Check& check : *open) {
    if (fetcher_.stopped() || checks_under_way_.contains(check.number)) {
      continue;
    }
    if (!settings_.fetch) {
      if (clock_.Now() - check.asked >= kOthers) {
        if (auto failed = checks.Failed(check.number, "fetching is switched off", clock_.Now()); !failed) {
          return tl::unexpected(failed.error());
        }
      }
      continue;
    }
    if (const auto moved = checks.Move(check.number, store::CheckState::kFetching); !moved) {
      return tl::unexpected(moved.error());
    }
    checks_under_way_.insert(check.number);
    started = true;
    fetching_.Start(fetch::Request{.url = check.url}, [this, check](Result<fetch::Response> response) -> Finish {
      auto answer = std::make_shared<CheckAnswer>(CheckAnswer{check, std::move(response)});
      return [this, answer] { answered_checks_.push_back(std::move(*answer)); };
    });
  }
  return started;
}

Result<void> Pipeline::Line::KeepChecks() {
  store::Checks checks(store_);
  for (CheckAnswer& answer : std::exchange(answered_checks_, {})) {
    checks_under_way_.erase(answer.check.number);
    // What was stopped is taken up by the next run.
    if (fetcher_.stopped()) {
      continue;
    }
    const std::int64_t number = answer.check.number;
    const auto article = KeepChecked(answer);
    if (!article && fetcher_.stopped()) {
      continue;
    }
    if (!article && article.error().fault == Fault::kStorage) {
      return tl::unexpected(article.error());
    }
    const auto told = article ? checks.Done(number, *article, clock_.Now())
                              : checks.Failed(number, article.error().text, clock_.Now());
    if (!told) {
      return told;
    }
  }
  return {};
}

Result<news::ArticleId> Pipeline::Line::KeepChecked(CheckAnswer& answer) {
  const std::string& url = answer.check.url;
  if (!answer.response) {
    return tl::unexpected(answer.response.error());
  }
  const fetch::Response& response = *answer.response;
  if (!IsGood(response.status)) {
    return Fail(Fault::kUnreachable, StatusError(url, response.status));
  }
  if (!read::IsWire(response.body) && read::ReadFeed(response.body, response.Header("content-type"), response.url)) {
    return Fail(Fault::kBadInput, fmt::format("{}: this is a feed, and no article; it can be subscribed to", url));
  }
  if (const auto moved = store::Checks(store_).Move(answer.check.number, store::CheckState::kTracing); !moved) {
    return tl::unexpected(Error{Fault::kStorage, moved.error().text});
  }
  news::Page page;
  // The address that was asked for is the one that it is known by; where it led is noted beside.
  page.url = url;
  page.id = web::CanonicalUrl(response.url);
  page.fetched = clock_.Now();
  page.content_type = response.Header("content-type");
  page.headers = response.headers;
  page.reservations = response.reservations;
  page.body = response.body;
  std::vector<Incoming> pages;
  pages.emplace_back().page = std::move(page);
  const auto ingested = IngestPages(std::move(pages));
  if (!ingested) {
    return tl::unexpected(Error{Fault::kStorage, ingested.error().text});
  }
  const std::vector<std::string> addresses{url, response.url};
  const auto hit = store::FindAddress(store_, addresses);
  if (!hit) {
    return tl::unexpected(Error{Fault::kStorage, hit.error().text});
  }
  if (!*hit) {
    const std::vector<std::string>& faults = ingested->report.faults;
    return Fail(Fault::kNotFound,
                faults.empty() ? fmt::format("{}: no article was found on the page", url) : faults.front());
  }
  return (*hit)->article;
}

Result<void> Pipeline::Line::AnswerChecks() {
  constexpr std::chrono::milliseconds kLook{200};
  while (!fetcher_.stopped()) {
    if (const auto started = StartChecks(); !started) {
      return tl::unexpected(started.error());
    }
    if (checks_under_way_.empty()) {
      break;
    }
    fetching_.TakeUp(kAtOnce, kLook);
    if (auto kept = KeepChecks(); !kept) {
      return kept;
    }
  }
  return {};
}

}  // namespace headwater::pipeline
