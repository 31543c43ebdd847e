// Looks for turns among what a speaker said.
#include "store/turns.h"

#include <fmt/format.h>

#include "news/spelling.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostMatters = 40;

void AddTurns(const news::Matter& matter, const std::set<std::string>& articles, std::vector<MovedTurn>& turns) {
  news::Stance before = news::Stance::kUnknown;
  for (const news::Turn& turn : matter.turns) {
    const std::string& article = turn.account.article.value();
    if (turn.turned && articles.contains(article)) {
      turns.push_back({article, turn.account.position,
                       fmt::format("{}\t{}\t{}", matter.speaker, news::Spell(before), news::Spell(turn.stance))});
    }
    before = turn.stance == news::Stance::kUnknown || turn.apart ? before : turn.stance;
  }
}

}  // namespace

Result<std::vector<MovedTurn>> TurnsOf(Store& store, const std::string& speaker,
                                       const std::set<std::string>& articles) {
  const auto matters = store.Positions({news::EntityId(speaker), {}, kMostMatters});
  if (!matters) {
    return tl::unexpected(matters.error());
  }
  std::vector<MovedTurn> turns;
  for (const news::Matter& matter : *matters) {
    AddTurns(matter, articles, turns);
  }
  return turns;
}

}  // namespace headwater::store
