// `settle`: what the user corrects in stories, copies and origins, for good; and what was settled, to be taken back.
#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "cli/collection.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/reason_lines.h"
#include "cli/spool.h"
#include "fetch/fetch.h"
#include "pipeline/pipeline.h"

namespace headwater::cli {
namespace {

namespace json = boost::json;

// A running server takes up an errand well within this.
constexpr std::chrono::milliseconds kPatience{2'500};
constexpr std::chrono::milliseconds kLook{100};

std::chrono::sys_seconds Now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

Result<bool> IsAnswered(store::Store& store, std::int64_t errand) {
  const auto found = store.ErrandOf(errand);
  if (!found) {
    return tl::unexpected(found.error());
  }
  if (found->answered && !found->good) {
    return Fail(Fault::kStorage, found->answer);
  }
  return found->answered;
}

Result<void> ActHere(Collection& collection, std::int64_t errand) {
  Settings& settings = collection.settings;
  settings.pipeline.fetch = false;
  fetch::Fetcher fetcher(settings.fetch, SystemClock());
  pipeline::Pipeline pipeline(*collection.store, fetcher, SystemClock(), settings.pipeline, SpooledLimits());
  if (auto opened = pipeline.Open(); !opened) {
    return opened;
  }
  return collection.store->Answer(errand, true, "done by headwater settle", Now());
}

std::string DecisionLine(const store::Decision& decision, bool as_json) {
  return as_json ? json::serialize(DecisionJson(decision)) : DecisionSentence(decision);
}

}  // namespace

Result<void> ActOn(Collection& collection, std::int64_t decision) {
  const auto errand = collection.store->Ask(store::ErrandKind::kSettle, fmt::to_string(decision), Now());
  if (!errand) {
    return tl::unexpected(errand.error());
  }
  for (auto waited = std::chrono::milliseconds{0}; waited < kPatience; waited += kLook) {
    const auto answered = IsAnswered(*collection.store, *errand);
    if (!answered) {
      return tl::unexpected(answered.error());
    }
    if (*answered) {
      return {};
    }
    std::this_thread::sleep_for(kLook);
  }
  return ActHere(collection, *errand);
}

int Settle(const CollectionOptions& options, const store::NewDecision& decision) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto number = collection->store->Decide(decision, Now());
  if (!number) {
    return Complain(number.error());
  }
  if (const auto acted = ActOn(*collection, *number); !acted) {
    return Complain(acted.error());
  }
  const auto made = collection->store->DecisionOf(*number);
  if (!made) {
    return Complain(made.error());
  }
  Output output;
  output.Line(options.json ? DecisionLine(*made, true)
                           : fmt::format("settled {}\ntake it back with: headwater settle undo {}",
                                         DecisionLine(*made, false), *number));
  return output.Status();
}

int Undo(const CollectionOptions& options, std::int64_t number) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto decision = collection->store->DecisionOf(number);
  const Result<void> done = decision ? collection->store->Undo(number) : tl::unexpected(decision.error());
  if (!done) {
    return Complain(done.error());
  }
  if (!store::IsOfEntities(decision->kind)) {
    if (const auto acted = ActOn(*collection, number); !acted) {
      return Complain(acted.error());
    }
  }
  Output output;
  if (!options.json) {
    output.Line(fmt::format("{} is taken back", number));
  }
  return output.Status();
}

int Decisions(const CollectionOptions& options) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto decisions = collection->store->Decisions(200);
  if (!decisions) {
    return Complain(decisions.error());
  }
  Output output;
  for (const store::Decision& decision : *decisions) {
    output.Line(DecisionLine(decision, options.json));
  }
  return output.Status();
}

}  // namespace headwater::cli
