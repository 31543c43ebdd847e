// What is waited for, in rows.
#include "store/awaited.h"

#include <algorithm>
#include <string>

#include "store/rows.h"

namespace headwater::store {
namespace {

std::vector<news::ArticleId> Read(Session& session, std::string_view what) {
  std::vector<news::ArticleId> waiting;
  const auto lines = session.Words("SELECT articles FROM awaited WHERE what = ?", {what});
  for (std::string& id : SplitLines(lines.value_or(""))) {
    waiting.emplace_back(std::move(id));
  }
  return waiting;
}

std::string Lines(const std::vector<news::ArticleId>& waiting) {
  std::vector<std::string> lines;
  std::ranges::transform(waiting, std::back_inserter(lines), &news::ArticleId::value);
  return JoinLines(lines);
}

}  // namespace

Result<std::vector<news::ArticleId>> Awaited::By(std::string_view what) {
  return ReadAs(database_,
                [&](Session& session) -> Result<std::vector<news::ArticleId>> { return Read(session, what); });
}

Result<bool> Awaited::WaitFor(std::string_view what, const news::ArticleId& article, std::chrono::sys_seconds now) {
  const auto known = By(what);
  if (!known) {
    return tl::unexpected(known.error());
  }
  if (std::ranges::find(*known, article) != known->end()) {
    return false;
  }
  return WriteAs(database_, [&](Session& session) -> Result<bool> {
    std::vector<news::ArticleId> waiting = Read(session, what);
    waiting.push_back(article);
    // The latest are the likeliest to be reported of.
    const std::size_t over = waiting.size() - std::min(waiting.size(), kMost);
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(over));
    session.Run(
        "INSERT INTO awaited (what, articles, at) VALUES (?, ?, ?) ON CONFLICT (what) DO UPDATE SET "
        "articles = excluded.articles, at = excluded.at",
        {what, Lines(waiting), Seconds(now)});
    return true;
  });
}

Result<void> Awaited::Leave(std::string_view what, const std::vector<news::ArticleId>& waiting) {
  return database_.Write([&](Session& session) -> Result<void> {
    if (waiting.empty()) {
      session.Run("DELETE FROM awaited WHERE what = ?", {what});
    } else {
      session.Run("UPDATE awaited SET articles = ? WHERE what = ?", {Lines(waiting), what});
    }
    return {};
  });
}

}  // namespace headwater::store
