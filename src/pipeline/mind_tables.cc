// Sources, owners and parents as the tables have them: what was traced by others is traced again, a few stories a turn.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/log.h"
#include "pipeline/line.h"
#include "tables/tables.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kAtOnce = 20;
// Looked at once more with the next few: stories that went in between move others up.
constexpr std::size_t kOverlap = 10;
constexpr std::string_view kTracedBy = "tables that stories are traced by";
constexpr std::string_view kRetracing = "stories traced again by the tables";

// Of all that tracing and counting look up of sources.
std::string Fingerprint() {
  std::uint64_t hash = 0;
  const auto add = [&hash](std::string_view text) { hash = MixHash(hash, Hash64(text)); };
  const auto add_held = [&](const std::vector<news::Holding>& holdings) {
    hash = MixHash(hash, holdings.size());
    for (const news::Holding& held : holdings) {
      add(held.by);
      hash = MixHash(hash, static_cast<std::uint64_t>(held.from.value_or(0)));
      hash = MixHash(hash, static_cast<std::uint64_t>(held.until.value_or(0)));
    }
  };
  for (const news::Source& source : tables::Sources()) {
    add(source.id.value());
    add(source.name);
    std::ranges::for_each(source.spellings, add);
    std::ranges::for_each(source.domains, add);
    hash = MixHash(hash, static_cast<std::uint64_t>(source.kind));
    add_held(source.owners);
    add_held(source.parents);
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace

Result<bool> Pipeline::Line::MindTables() {
  if (tables_minded_) {
    return false;
  }
  const std::string now = Fingerprint();
  const auto traced_by = store_.Note(kTracedBy);
  const auto reached = store_.Note(kRetracing);
  if (!traced_by || !reached) {
    return tl::unexpected(traced_by ? reached.error() : traced_by.error());
  }
  if (*traced_by == now) {
    tables_minded_ = true;
    return false;
  }
  // `<fingerprint> <stories done>`: a run that ended goes on where it was.
  std::size_t done = 0;
  if (*reached && (*reached)->starts_with(now + ' ')) {
    std::from_chars((*reached)->data() + now.size() + 1, (*reached)->data() + (*reached)->size(), done);
  }
  const std::size_t from = done - std::min(done, kOverlap);
  const auto lines = store_.Stories({.limit = done - from + kAtOnce, .offset = from, .newest_first = true});
  if (!lines) {
    return tl::unexpected(lines.error());
  }
  if (auto told = TellStored(*lines); !told) {
    return tl::unexpected(told.error());
  }
  const bool all = from + lines->size() <= done;
  if (all && done > 0) {
    Log(LogLevel::kInfo, "the tables of sources changed: {} stories were traced again", done);
  }
  const auto noted = all ? store_.SetNote(kTracedBy, now)
                         : store_.SetNote(kRetracing, fmt::format("{} {}", now, from + lines->size()));
  tables_minded_ = all;
  return noted.map([&] { return !all; });
}

Result<void> Pipeline::Line::TellStored(const std::vector<store::StoryLine>& lines) {
  std::map<news::StoryId, news::Story> stories;
  for (const store::StoryLine& line : lines) {
    const auto view = store_.Story(line.story.id);
    if (!view) {
      continue;
    }
    news::Story story = view->line.story;
    story.articles.clear();
    std::ranges::transform(view->articles, std::back_inserter(story.articles), &store::ArticleLine::id);
    const news::StoryId id = story.id;
    stories.emplace(id, std::move(story));
  }
  return stories.empty() ? Result<void>() : Retrace({}, std::move(stories));
}

}  // namespace headwater::pipeline
