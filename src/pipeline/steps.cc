// Puts what happened into the words of the table of metrics.
#include "pipeline/steps.h"

#include "base/log_fields.h"
#include "news/spelling.h"
#include "store/store.h"

namespace headwater::pipeline {
namespace {

using metrics::Metric;

std::string_view WordFor(Fault fault) {
  switch (fault) {
    case Fault::kBadInput:
      return "bad_input";
    case Fault::kTooLarge:
      return "too_large";
    case Fault::kTimeout:
      return "timeout";
    case Fault::kNotFound:
      return "not_found";
    case Fault::kRefused:
      return "refused";
    case Fault::kUnreachable:
      return "unreachable";
    case Fault::kStorage:
      return "storage";
    case Fault::kNewerStore:
      return "newer_store";
    case Fault::kUsage:
      return "usage";
  }
  return "unforeseen";
}

std::string_view WordFor(int status) {
  constexpr int kNotModified = 304;
  constexpr int kGone = 410;
  constexpr int kTooMany = 429;
  constexpr int kRedirects = 300;
  constexpr int kClient = 400;
  constexpr int kServer = 500;
  switch (status) {
    case kNotModified:
      return "unchanged";
    case kGone:
      return "gone";
    case kTooMany:
      return "rate_limited";
    default:
      return status >= kServer      ? "server_error"
             : status >= kClient    ? "client_error"
             : status >= kRedirects ? "moved"
                                    : "good";
  }
}

}  // namespace

std::string LogIdOf(const news::Page& page) {
  return LogId(page.url.empty() ? store::HashPage(page).value() : page.url);
}

std::string LogIdOf(const news::Article& article) {
  return LogId(article.url.empty() ? article.id.value() : article.url);
}

void CountFetch(const Result<fetch::Response>& response) {
  metrics::Count(Metric::kFetches, {response ? WordFor(response->status) : WordFor(response.error().fault)});
  if (response) {
    metrics::Count(Metric::kFetchedBytes, {}, static_cast<double>(response->body.size()));
  }
}

void CountError(std::string_view where, const Error& error) {
  metrics::Count(Metric::kErrors, {where, WordFor(error.fault)});
}

void CountDesk(const std::vector<news::Copy>& copies, const std::vector<news::Origin>& origins) {
  for (const news::Copy& copy : copies) {
    metrics::Count(Metric::kCopies, {news::Spell(copy.kind)});
  }
  for (const news::Origin& origin : origins) {
    metrics::Count(Metric::kOrigins, {news::Spell(origin.kind)});
  }
}

void CountPlacing(bool began) { metrics::Count(Metric::kPlacings, {began ? "began" : "joined"}); }

}  // namespace headwater::pipeline
