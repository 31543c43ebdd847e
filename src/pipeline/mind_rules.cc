// What people want done with what comes in, and what they brought along from other readers.
#include "base/log.h"
#include "base/metrics.h"
#include "pipeline/line.h"
#include "store/claimants.h"
#include "store/imports.h"
#include "store/retention.h"
#include "store/rules.h"
#include "store/tidy.h"
#include "store/webhooks.h"

namespace headwater::pipeline {

Result<bool> Pipeline::Line::MindRules() {
  // Nobody waits for them within the second.
  const std::chrono::sys_seconds now = clock_.Now();
  if (now == rules_minded_) {
    return false;
  }
  const auto marked = store::Imports(store_).Step(now);
  if (!marked) {
    return marked;
  }
  const auto more = store::Rules(store_).Step(now);
  if (more && !*more && !*marked) {
    rules_minded_ = now;
  }
  return more.map([&](bool busy) { return busy || *marked; });
}

Result<bool> Pipeline::Line::SendWebhooks() {
  constexpr std::size_t kAtOnce = 16;
  if (fetcher_.stopped()) {
    return false;
  }
  const auto sendings = store::Webhooks(store_).Take(kAtOnce, clock_.Now(), post_.write_call);
  if (!sendings) {
    return tl::unexpected(sendings.error());
  }
  for (const store::Sending& sending : *sendings) {
    fetch::Request request{.url = sending.url};
    request.heed_robots = false;
    request.form = sending.body;
    request.headers = {{"X-Headwater-Signature", sending.signature}};
    if (sending.json) {
      request.headers.emplace_back("Content-Type", "application/json");
    }
    fetching_.Start(std::move(request), [this, id = sending.id](Result<fetch::Response> response) -> Finish {
      const bool sent = response && IsGood(response->status);
      const std::string error = sent       ? std::string()
                                : response ? StatusError(response->url, response->status)
                                           : response.error().text;
      return [this, id, error] {
        store::Webhooks webhooks(store_);
        metrics::Count(metrics::Metric::kLetters, {"webhook", error.empty() ? "sent" : "failed"});
        const auto noted = error.empty() ? webhooks.Sent(id, clock_.Now()) : webhooks.Failed(id, error, clock_.Now());
        if (!error.empty()) {
          Log(LogLevel::kInfo, "a webhook was called in vain: {}", error);
        }
        if (!noted) {
          Log(LogLevel::kError, "{}", noted.error().text);
        }
      };
    });
  }
  return !sendings->empty();
}

Result<bool> Pipeline::Line::MindRetention() {
  constexpr std::size_t kAtOnce = 25;
  const std::chrono::sys_seconds now = clock_.Now();
  if (now < retention_due_) {
    return false;
  }
  const auto gone = retention_.Step(now, kAtOnce);
  if (!gone) {
    retention_due_ = now + std::chrono::minutes(10);
    return tl::unexpected(gone.error());
  }
  for (const auto& [article, story] : *gone) {
    desk_.Remove(article);
    if (!story.empty()) {
      bereft_.insert(story);
    }
  }
  if (!gone->empty()) {
    Log(LogLevel::kInfo, "{} articles went, being older than they are kept", gone->size());
  }
  constexpr std::size_t kShedAtOnce = 100;
  if (const auto forgotten = store::Claimants(store_).Forget(now); !forgotten) {
    return tl::unexpected(forgotten.error());
  }
  const auto shed = store::Budget(store_).Step(settings_.budget, kShedAtOnce, now);
  retention_due_ = now + std::chrono::minutes(10);
  if (!shed) {
    return tl::unexpected(shed.error());
  }
  if (*shed > 0) {
    Log(LogLevel::kDebug, "the disk budget is used up: {} of the oldest pages, wordings or texts were dealt with",
        *shed);
  }
  if (!retention_.AtEnd() || *shed > 0) {
    retention_due_ = now + std::chrono::seconds(1);
  }
  return false;
}

Result<bool> Pipeline::Line::MindTidiness() {
  const std::chrono::sys_seconds now = clock_.Now();
  if (now < tidy_due_) {
    return false;
  }
  const auto more = store::Tidy(store_, now);
  tidy_due_ = now + (more && *more ? std::chrono::seconds(1) : std::chrono::seconds(std::chrono::hours(1)));
  return more.map([](bool) { return false; });
}

}  // namespace headwater::pipeline
