// `stories`, `story`, `search` and `check`: the collection read in a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "cli/account_lines.h"
#include "cli/collection.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/sentences.h"
#include "cli/statement_lines.h"
#include "form/accounts.h"
#include "form/json.h"
#include "store/primary.h"
#include "store/tallies_json.h"

namespace headwater::cli {
namespace {

// Matches stand between these in a snippet (store/views.h); a terminal gets brackets.
std::string Bracketed(std::string snippet) {
  std::ranges::replace(snippet, '\x01', '[');
  std::ranges::replace(snippet, '\x02', ']');
  std::ranges::replace(snippet, '\n', ' ');
  return snippet;
}

void PrintStory(const store::StoryLine& line, Output& output) {
  output.Line(line.story.headline.empty() ? "(no headline)" : line.story.headline);
  output.Line("  " + IndependenceSentence(static_cast<std::size_t>(line.article_count), line.story.independent));
  output.Line(fmt::format("  {}{}; headwater story {}", WhenSentence(line.story.first, std::nullopt),
                          line.first_publisher.empty() ? "" : ", first at " + line.first_publisher,
                          line.story.id.value()));
  if (line.single_origin != store::SingleOrigin::kNo) {
    output.Line(fmt::format(
        "  {}{}{}", line.single_origin == store::SingleOrigin::kYes ? "single origin" : "perhaps a single origin",
        line.single_source.empty() ? "" : ": " + line.single_source,
        line.single_origin == store::SingleOrigin::kYes ? "" : "; some of it is untraced"));
  }
}

void PrintSources(const store::PrimarySources& sources, Output& output) {
  std::string names;
  for (const store::PrimarySource& source : sources.known) {
    names += fmt::format("{}{}{}", names.empty() ? "" : "; ", source.name.empty() ? source.url : source.name,
                         source.name.empty() || source.url.empty() ? "" : " " + source.url);
  }
  output.Line("  primary source: " + (names.empty() ? std::string("not known") : names));
}

template <class Items, class Write>
std::string List(const Items& items, Write write) {
  std::string list;
  for (const auto& item : items) {
    list += list.empty() ? "" : ",";
    list += write(item);
  }
  return "[" + list + "]";
}

void PrintView(const store::StoryView& view, Output& output) {
  PrintStory(view.line, output);
  if (!view.line.story.summary.empty()) {
    output.Line("\n  " + view.line.story.summary);
  }
  for (std::size_t i = 0; i < view.articles.size(); ++i) {
    const store::ArticleLine& article = view.articles[i];
    output.Line(fmt::format("\n  {}  {}", WhenSentence(article.published, article.published_between),
                            article.headline.empty() ? "(without a headline)" : article.headline));
    if (!article.url.empty()) {
      output.Line("    " + article.url);
    }
    if (i < view.origins.size()) {
      output.Line("    from: " + ChainSentence(view.origins[i]));
    }
  }
  for (const store::StoryLine& other : view.thread) {
    output.Line(fmt::format("\n  same thread, {}: {} (headwater story {})",
                            WhenSentence(other.story.first, std::nullopt), other.story.headline,
                            other.story.id.value()));
  }
}

void PrintDifferences(store::Store& store, const store::StoryView& view, const store::AccountsView& accounts,
                      Output& output) {
  const std::vector<std::string> lines = DifferenceLines(accounts);
  if (!lines.empty()) {
    output.Line("\n  where accounts differ:");
    std::ranges::for_each(lines, [&](const std::string& line) { output.Line(line); });
  }
  constexpr std::size_t kMostCopies = 10;
  std::size_t shown = 0;
  for (const news::Copy& copy : view.copies) {
    if (copy.altered.empty() || shown == kMostCopies) {
      continue;
    }
    const std::vector<news::ArticleId> ids{copy.article, copy.of};
    if (const auto articles = store.Articles(ids)) {
      output.Line(shown++ == 0 ? "\n  changed on the way:" : "");
      std::ranges::for_each(AlterationLines(copy, *articles), [&](const std::string& line) { output.Line(line); });
    }
  }
}

std::string HitJson(const store::SearchHit& hit) {
  news::Article line;
  line.id = hit.line.id;
  line.url = hit.line.url;
  line.headline = hit.line.headline;
  line.publisher = hit.line.publisher;
  line.credit = hit.line.credit;
  line.published = hit.line.published;
  line.published_between = hit.line.published_between;
  line.language = hit.line.language;
  line.text = Bracketed(hit.snippet);
  return form::WriteArticle(line);
}

template <class Lines, class IdOf>
Result<std::vector<store::PrimarySources>> SourcesOf(store::Store& store, const Lines& lines, IdOf&& id_of) {
  std::vector<news::ArticleId> ids;
  std::ranges::transform(lines, std::back_inserter(ids), std::forward<IdOf>(id_of));
  return store::SourcesOf(store, std::span<const news::ArticleId>(ids));
}

int PrintStatements(store::Store& store, const std::vector<store::StatementLine>& lines, bool json) {
  const auto sources = SourcesOf(store, lines, [](const store::StatementLine& line) { return line.article; });
  if (!sources) {
    return Complain(sources.error());
  }
  Output output;
  for (std::size_t n = 0; n < lines.size(); ++n) {
    if (json) {
      output.Line(store::WithSources(StatementJson(lines[n]), (*sources)[n]));
    } else {
      output.Line(StatementSentence(lines[n]));
      PrintSources((*sources)[n], output);
    }
  }
  if (lines.empty() && !json) {
    output.Line("nothing found");
  }
  return output.Status();
}

}  // namespace

int Stories(const CollectionOptions& options, std::size_t limit, bool single_origin) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::StoryQuestion question;
  question.limit = limit;
  question.single_origin = single_origin;
  const auto stories = collection->store->Stories(question);
  if (!stories) {
    return Complain(stories.error());
  }
  std::vector<news::StoryId> ids;
  std::ranges::transform(*stories, std::back_inserter(ids), [](const auto& line) { return line.story.id; });
  const auto sources = store::SourcesOf(*collection->store, std::span<const news::StoryId>(ids));
  if (!sources) {
    return Complain(sources.error());
  }
  Output output;
  for (std::size_t n = 0; n < stories->size(); ++n) {
    if (options.json) {
      output.Line(store::WithSources(store::WriteSingleOrigin((*stories)[n]), (*sources)[n]));
    } else {
      PrintStory((*stories)[n], output);
      PrintSources((*sources)[n], output);
    }
  }
  return output.Status();
}

int Story(const CollectionOptions& options, const std::string& id) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto view = collection->store->Story(news::StoryId(id));
  if (!view) {
    return Complain(view.error());
  }
  const auto accounts = collection->store->Accounts(news::StoryId(id));
  if (!accounts) {
    return Complain(accounts.error());
  }
  Output output;
  if (options.json) {
    output.Line(fmt::format(R"({{"story":{},"origins":{},"copies":{},"disagreements":{},"figures":{}}})",
                            form::WriteStory(view->line.story), List(view->origins, form::WriteOrigin),
                            List(view->copies, form::WriteCopy), List(accounts->disagreements, form::WriteDisagreement),
                            List(accounts->spreads, form::WriteSpread)));
    return output.Status();
  }
  PrintView(*view, output);
  PrintDifferences(*collection->store, *view, *accounts, output);
  return output.Status();
}

int Search(const CollectionOptions& options, const std::string& words, std::size_t limit, bool statements) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::SearchQuestion question = store::ReadQuestion(words);
  question.limit = limit;
  if (!question.not_understood.empty()) {
    return Complain(Error{Fault::kUsage, question.not_understood.front() + ": this cannot be read"});
  }
  if (statements) {
    const auto lines = collection->store->SearchStatements(question);
    return lines ? PrintStatements(*collection->store, *lines, options.json) : Complain(lines.error());
  }
  const auto hits = collection->store->Search(question);
  if (!hits) {
    return Complain(hits.error());
  }
  const auto sources =
      SourcesOf(*collection->store, *hits, [](const store::SearchHit& found) { return found.line.id; });
  if (!sources) {
    return Complain(sources.error());
  }
  Output output;
  for (std::size_t n = 0; n < hits->size(); ++n) {
    const store::SearchHit& hit = (*hits)[n];
    if (options.json) {
      output.Line(store::WithSources(HitJson(hit), (*sources)[n]));
      continue;
    }
    output.Line(fmt::format("{}  {}\n  {}\n  {}", WhenSentence(hit.line.published, hit.line.published_between),
                            hit.line.headline.empty() ? "(without a headline)" : hit.line.headline,
                            Bracketed(hit.snippet), hit.line.url));
    PrintSources((*sources)[n], output);
  }
  if (hits->empty() && !options.json) {
    output.Line("nothing found");
  }
  return output.Status();
}

}  // namespace headwater::cli
