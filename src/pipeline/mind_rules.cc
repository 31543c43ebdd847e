// What people want done with what comes in, and what they brought along from other readers.
#include "pipeline/line.h"
#include "store/imports.h"
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

}  // namespace headwater::pipeline
