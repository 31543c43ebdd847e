// Puts what weighing found into lines.
#include "cli/account_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cli/sentences.h"
#include "news/spelling.h"
#include "text/utf8.h"

namespace headwater::cli {
namespace {

std::string PlaceOf(const news::Account& account) {
  std::string place = account.publisher.empty() ? account.article.value() : account.publisher;
  if (account.articles > 1) {
    place +=
        fmt::format(" ({})", IndependenceSentence(static_cast<std::size_t>(account.articles), account.independent));
  }
  return place;
}

std::string SideLine(const news::Account& account) {
  return fmt::format("    {}{}: {}\n      {}, {}", account.speaker.empty() ? "" : account.speaker + " ",
                     account.speaker.empty() ? "" : fmt::format("({})", news::Spell(account.type)), account.words,
                     PlaceOf(account), WhenSentence(account.published, std::nullopt));
}

std::string SliceOf(const news::Article& article, const news::Span& span) {
  return std::string(text::CodePointIndex(article.text).Slice(span.begin, span.end));
}

}  // namespace

std::vector<std::string> MatterLines(const news::Matter& matter) {
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{}: {}{}", matter.speaker, matter.words, matter.moved ? " (moved)" : ""));
  for (const news::Turn& turn : matter.turns) {
    lines.push_back(fmt::format("  {}  {}{}{}: {}\n    {}", WhenSentence(turn.account.published, std::nullopt),
                                news::Spell(turn.stance), turn.turned ? ", a turn" : "",
                                turn.apart ? fmt::format(", {}", news::Spell(turn.account.type)) : "",
                                turn.account.words, PlaceOf(turn.account)));
  }
  return lines;
}

std::vector<std::string> DifferenceLines(const store::AccountsView& accounts) {
  std::vector<std::string> lines;
  for (const news::Spread& spread : accounts.spreads) {
    lines.push_back(fmt::format("  figures, {} ({}):", spread.thing, news::Spell(spread.kind)));
    for (const news::SpreadValue& value : spread.values) {
      for (const news::Account& account : value.accounts) {
        lines.push_back(fmt::format("    {} {}: {}\n      {}, {}", news::Spell(value.bound), value.value, account.words,
                                    PlaceOf(account), WhenSentence(account.published, std::nullopt)));
      }
    }
  }
  for (const news::Disagreement& each : accounts.disagreements) {
    lines.push_back(fmt::format("  {}:", news::Spell(each.kind)));
    lines.push_back(SideLine(each.one));
    lines.push_back(SideLine(each.other));
  }
  return lines;
}

std::vector<std::string> AlterationLines(const news::Copy& copy, std::span<const news::Article> articles) {
  const auto find = [&](const news::ArticleId& id) { return std::ranges::find(articles, id, &news::Article::id); };
  const auto article = find(copy.article);
  const auto of = find(copy.of);
  std::vector<std::string> lines;
  if (article == articles.end() || of == articles.end()) {
    return lines;
  }
  const auto called = [](const news::Article& each) {
    return each.publisher.empty() ? each.id.value() : each.publisher;
  };
  for (const news::Altered& altered : copy.altered) {
    lines.push_back(fmt::format("    {}: “{}” in {}, “{}” in {}", news::Spell(altered.what),
                                SliceOf(*article, altered.span), called(*article), SliceOf(*of, altered.of),
                                called(*of)));
  }
  return lines;
}

std::string TurnLine(const store::TurnLine& turn) {
  return fmt::format(
      "{}  {}\n  {}; headwater story {}", turn.day ? FormatDay(*turn.day) : std::string("undated"),
      turn.story.story.headline,
      IndependenceSentence(static_cast<std::size_t>(turn.story.article_count), turn.story.story.independent),
      turn.story.story.id.value());
}

}  // namespace headwater::cli
