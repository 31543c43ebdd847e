// What people want done with what comes in, and what they brought along from other readers.
#include "base/log.h"
#include "pipeline/line.h"
#include "store/imports.h"
#include "store/retention.h"
#include "store/rules.h"

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

Result<bool> Pipeline::Line::MindRetention() {
  constexpr std::size_t kAtOnce = 25;
  const std::chrono::sys_seconds now = clock_.Now();
  if (now < retention_due_) {
    return false;
  }
  const auto gone = store::Retention(store_).Step(now, kAtOnce);
  if (!gone) {
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
  retention_due_ = now + (gone->empty() ? std::chrono::seconds(std::chrono::minutes(10)) : std::chrono::seconds(1));
  return false;
}

}  // namespace headwater::pipeline
