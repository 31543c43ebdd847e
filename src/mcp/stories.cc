// The tools about stories, and articles as resources.
#include <fmt/format.h>

#include <algorithm>

#include "check/check.h"
#include "form/json.h"
#include "http/address.h"
#include "mcp/tell.h"
#include "screen/reserved.h"
#include "screen/wording.h"
#include "store/editions.h"

namespace headwater::mcp {
namespace {

constexpr std::size_t kMostHits = 100;
constexpr std::size_t kMostStatements = 15;
constexpr std::size_t kMostText = 6'000;  // code points of an article
constexpr std::size_t kMostParagraphs = 40;

boost::json::object StoryData(const store::StoryLine& line, const Setting& setting) {
  boost::json::object data{{"id", line.story.id.value()},
                           {"page", PageOf(setting, http::StoryAddress(line.story.id))},
                           {"headline", line.story.headline},
                           {"articles", line.article_count},
                           {"first_publisher", line.first_publisher},
                           {"sentence", screen::SourcesSentence(line.article_count, line.story.independent)}};
  if (line.story.first) {
    data["first"] = FormatMoment(*line.story.first);
  }
  if (line.story.last) {
    data["last"] = FormatMoment(*line.story.last);
  }
  if (line.story.independent) {
    const news::Independence& sources = *line.story.independent;
    data["independent"] =
        boost::json::object{{"least", sources.least}, {"most", sources.most}, {"untraced", sources.untraced}};
  }
  return data;
}

std::string StoryWords(const store::StoryLine& line, const Setting& setting, const Telling& telling) {
  return fmt::format("{}: {}; first {} {}; id {}; {}", telling.Quote(line.story.headline),
                     screen::SourcesSentence(line.article_count, line.story.independent),
                     telling.Quote(line.first_publisher), When(line.story.first), line.story.id.value(),
                     PageOf(setting, http::StoryAddress(line.story.id)));
}

Result<std::vector<store::StoryLine>> FindStories(const Arguments& arguments, const Setting& setting,
                                                  std::size_t limit) {
  const std::string query = TextOf(arguments, "query");
  const auto from = TimeOf(arguments, "from");
  const auto to = TimeOf(arguments, "to");
  if (!from || !to) {
    return tl::unexpected(from ? to.error() : from.error());
  }
  if (query.empty() && !*from && !*to) {
    return store::Editions(setting.store).Stories({.language = TextOf(arguments, "language"), .limit = limit});
  }
  store::SearchQuestion base;
  base.language = TextOf(arguments, "language");
  base.from = *from;
  base.to = *to;
  base.limit = kMostHits;
  base.by_rank = true;
  const auto hits = setting.store.Search(store::ReadQuestion(query, std::move(base)));
  if (!hits) {
    return tl::unexpected(hits.error());
  }
  std::vector<store::StoryLine> stories;
  for (const store::SearchHit& hit : *hits) {
    const bool known =
        std::ranges::any_of(stories, [&](const store::StoryLine& line) { return line.story.id == hit.line.story; });
    if (hit.line.story.empty() || known || stories.size() >= limit) {
      continue;
    }
    if (auto story = setting.store.Story(hit.line.story)) {
      stories.push_back(std::move(story->line));
    }
  }
  return stories;
}

boost::json::array LinesData(const store::StoryView& story, const Setting& setting, const Limits& limits) {
  boost::json::array articles;
  for (std::size_t n = 0; n < std::min(limits.max_elements, story.articles.size()); ++n) {
    const store::ArticleLine& line = story.articles[n];
    boost::json::object data{{"id", line.id.value()},
                             {"url", line.url},
                             {"page", PageOf(setting, http::ArticleAddress(line.id))},
                             {"headline", line.headline},
                             {"publisher", line.publisher}};
    if (line.published) {
      data["published"] = FormatMoment(*line.published);
    }
    if (n < story.origins.size()) {
      data["from"] = story.origins[n].roots.empty() ? "unknown" : story.origins[n].name;
      data["confidence"] = story.origins[n].confidence;
    }
    articles.push_back(std::move(data));
  }
  return articles;
}

void TellArticles(const store::StoryView& story, const Setting& setting, const Limits& limits, Telling& telling) {
  telling.Line("Articles, oldest first, each with whom it has its news from:");
  for (std::size_t n = 0; n < std::min(limits.max_elements, story.articles.size()); ++n) {
    std::string from = "unknown";
    if (n < story.origins.size() && !story.origins[n].roots.empty()) {
      const news::Origin& origin = story.origins[n];
      from = origin.kind == news::OriginKind::kSelf ? std::string("itself") : telling.Quote(origin.name);
      from += fmt::format(" ({:.2f})", origin.confidence);
    }
    telling.Line(fmt::format("- {}; from {}", LineWords(story.articles[n], setting, telling), from));
  }
  if (story.articles.size() > limits.max_elements) {
    telling.Line(fmt::format("- and {} more", story.articles.size() - limits.max_elements));
  }
}

void TellAccounts(const store::AccountsView& accounts, const Setting& setting, Telling& telling) {
  for (const news::Disagreement& each : accounts.disagreements) {
    telling.Line(fmt::format("- {}: {} {} against {} {} ({})", news::Spell(each.kind), telling.Quote(each.one.speaker),
                             telling.Quote(each.one.words), telling.Quote(each.other.speaker),
                             telling.Quote(each.other.words),
                             PageOf(setting, http::ArticleAddress(each.other.article))));
  }
  for (const news::Spread& spread : accounts.spreads) {
    std::string values;
    for (const news::SpreadValue& value : spread.values) {
      values += fmt::format("{}{} {}", values.empty() ? "" : "; ", news::Spell(value.bound), value.value);
    }
    telling.Line(fmt::format("- figures for {}: {}", spread.thing, values));
  }
}

}  // namespace

Result<Told> SearchStories(const Arguments& arguments, const Setting& setting, const Limits& limits) {
  const auto stories = FindStories(arguments, setting, CountOf(arguments, "limit", 10, 20));
  if (!stories) {
    return tl::unexpected(stories.error());
  }
  Told told;
  Telling telling(limits);
  telling.Line(kNotice);
  telling.Line(stories->empty() ? "Unknown: no story in the collection has these words." : "Stories:");
  boost::json::array list;
  for (const store::StoryLine& line : *stories) {
    telling.Line("- " + StoryWords(line, setting, telling));
    list.push_back(StoryData(line, setting));
    AddLink(told, "story", PageOf(setting, http::StoryAddress(line.story.id)));
  }
  told.text = telling.Told();
  boost::json::value data = boost::json::object{{"stories", std::move(list)}};
  QuoteAll(data, limits);
  told.data = std::move(data.as_object());
  told.data["notice"] = kNotice;
  return told;
}

Result<Told> GetStory(const Arguments& arguments, const Setting& setting, const Limits& limits) {
  const news::StoryId id(TextOf(arguments, "id"));
  const auto story = setting.store.Story(id);
  const auto statements =
      story ? setting.store.StatementsOf(story->line.story.id, kMostStatements) : tl::unexpected(story.error());
  const auto accounts = statements ? setting.store.Accounts(story->line.story.id) : tl::unexpected(statements.error());
  if (!accounts) {
    return tl::unexpected(accounts.error());
  }
  Told told;
  Telling telling(limits);
  telling.Line(kNotice);
  telling.Line(StoryWords(story->line, setting, telling));
  TellArticles(*story, setting, limits, telling);
  if (!statements->empty()) {
    telling.Line("Who said what, each at its first appearance:");
  }
  for (const store::StatementLine& line : *statements) {
    telling.Line("- " + StatementWords(line, setting, telling));
  }
  if (!accounts->disagreements.empty() || !accounts->spreads.empty()) {
    telling.Line("Where accounts differ:");
    TellAccounts(*accounts, setting, telling);
  }
  AddLink(told, "story", PageOf(setting, http::StoryAddress(story->line.story.id)));
  told.text = telling.Told();
  boost::json::object data = StoryData(story->line, setting);
  data["article_list"] = LinesData(*story, setting, limits);
  boost::json::value value = std::move(data);
  QuoteAll(value, limits);
  told.data = std::move(value.as_object());
  told.data["notice"] = kNotice;
  return told;
}

Result<Told> ReadArticle(std::string_view id, const Setting& setting, const Limits& limits) {
  const news::ArticleId article{std::string(id)};
  auto answer = check::Trace(setting.store, article, setting.now);
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  Told told = Tell(*answer, setting, limits);
  store::ArticleView& view = *answer->article;
  screen::EndInTime(view.article, setting.now);
  if (screen::IsReserved(view.article) || view.article.text.empty()) {
    told.text += "Its text is not passed on: its owner reserves it.\n";
    return told;
  }
  const auto& rights = view.article.rights;
  std::size_t left = std::min<std::size_t>(kMostText, rights && rights->snippet ? *rights->snippet : kMostText);
  told.text += "Its text, quoted:\n";
  std::string_view rest = view.article.text;
  for (std::size_t n = 0; n < kMostParagraphs && !rest.empty() && left > 0; ++n) {
    const std::size_t end = std::min(rest.find("\n\n"), rest.size());
    const std::string words = Clean(rest.substr(0, end), left);
    told.text += fmt::format("⟦{}⟧\n", words);
    left -= std::min(left, words.size());
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return told;
}

}  // namespace headwater::mcp
