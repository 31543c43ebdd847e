// `thread` and `positions`: how a matter, and who speaks of it, moved over time.
#include <fmt/format.h>

#include "cli/account_lines.h"
#include "cli/collection.h"
#include "cli/open.h"
#include "cli/output.h"
#include "form/accounts.h"
#include "form/json.h"

namespace headwater::cli {
namespace {

std::string TurnJson(const store::TurnLine& turn) {
  return fmt::format(R"({{"day":{},"dated":{},"articles":{},"story":{}}})",
                     turn.day ? fmt::format("\"{}\"", FormatDay(*turn.day)) : "null", turn.dated,
                     turn.story.article_count, form::WriteStory(turn.story.story));
}

// An id as it is; else the person, organisation or place that is called so and named most.
Result<news::EntityId> SpeakerCalled(store::Store& store, const std::string& speaker) {
  if (speaker.find('/') != std::string::npos) {
    return news::EntityId(speaker);
  }
  const auto called = store.EntitiesCalled(speaker, "", 1);
  if (!called) {
    return tl::unexpected(called.error());
  }
  if (called->empty()) {
    return Fail(Fault::kNotFound, fmt::format("{}: nobody in the collection is called so", speaker));
  }
  return called->front().entity;
}

}  // namespace

int Thread(const CollectionOptions& options, const std::string& id) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto timeline = collection->store->Timeline(news::ThreadId(id));
  if (!timeline) {
    return Complain(timeline.error());
  }
  Output output;
  for (const store::TurnLine& turn : timeline->turns) {
    output.Line(options.json ? TurnJson(turn) : TurnLine(turn));
  }
  for (const news::Matter& matter : timeline->positions) {
    if (options.json) {
      output.Line(form::WriteMatter(matter));
      continue;
    }
    output.Line("");
    for (const std::string& line : MatterLines(matter)) {
      output.Line(line);
    }
  }
  return output.Status();
}

int Positions(const CollectionOptions& options, const std::string& speaker, const std::string& about,
              std::size_t limit) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto entity = SpeakerCalled(*collection->store, speaker);
  if (!entity) {
    return Complain(entity.error());
  }
  const auto matters = collection->store->Positions({.entity = *entity, .about = about, .limit = limit});
  if (!matters) {
    return Complain(matters.error());
  }
  Output output;
  for (const news::Matter& matter : *matters) {
    if (options.json) {
      output.Line(form::WriteMatter(matter));
      continue;
    }
    for (const std::string& line : MatterLines(matter)) {
      output.Line(line);
    }
  }
  if (matters->empty() && !options.json) {
    output.Line(fmt::format("{}: no position on one matter is known from two times", entity->value()));
  }
  return output.Status();
}

}  // namespace headwater::cli
