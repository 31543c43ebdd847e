// Fills in items.
#include "serve/listing_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "news/spelling.h"
#include "out/item_json.h"
#include "screen/reserved.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/primary.h"
#include "text/utf8.h"

namespace headwater::serve {
namespace {

constexpr std::size_t kMostSummary = 420;
constexpr std::size_t kMostSaid = 480;

std::string Outside(const screen::Visit& visit, const std::string& address) {
  return fmt::format("{}/{}", visit.outside, address);
}

void PutSources(out::Item& item, const screen::Visit& visit, const store::PrimarySources& sources) {
  item.traced = sources.complete;
  for (const store::PrimarySource& source : sources.known) {
    out::Source& each = item.sources.emplace_back();
    each.kind = news::Spell(source.kind);
    each.name = source.name;
    each.url = http::WebAddress(source.url);
    each.headline = source.headline;
    each.page = source.article.empty() ? std::string() : Outside(visit, http::ArticleAddress(source.article));
    each.articles = source.articles;
    each.confidence = source.confidence;
  }
}

out::Item ItemOf(const screen::Visit& visit, const store::ArticleLine& line) {
  out::Item item;
  item.id = item.url = Outside(visit, http::ArticleAddress(line.id));
  item.external = http::WebAddress(line.url);
  item.title = screen::HeadlineWords(line.headline);
  item.authors = line.authors;
  item.publisher = screen::PublisherWords(line);
  item.language = line.language;
  item.published = line.published;
  item.updated = line.seen;
  return item;
}

out::Item ItemOf(const screen::Visit& visit, const store::StoryLine& line) {
  out::Item item;
  item.id = item.url = Outside(visit, http::StoryAddress(line.story.id));
  item.title = screen::HeadlineWords(line.story.headline);
  item.summary = screen::Shortened(screen::ContinuedWords(line.story), kMostSummary);
  item.sentence = screen::SourcesSentence(line.article_count, line.story.independent);
  item.publisher = line.first_publisher;
  item.language = line.language;
  item.published = line.story.first;
  item.updated = line.latest;
  item.articles = line.article_count;
  item.independent = line.story.independent;
  return item;
}

out::Item ItemOf(const screen::Visit& visit, const store::StatementLine& line) {
  out::Item item;
  const std::string article = Outside(visit, http::ArticleAddress(line.article));
  item.id = item.url = fmt::format("{}#ref-{}", article, line.position + 1);
  const std::string words = screen::Shortened(line.content, kMostSaid) + (line.statement.truncated ? "…" : "");
  const std::string who = !line.statement.speaker                ? std::string(screen::Phrase("outputs.nobody"))
                          : line.statement.speaker->name.empty() ? line.statement.speaker->phrase.text
                                                                 : line.statement.speaker->name;
  constexpr std::size_t kMostTitle = 120;
  item.title = fmt::format("{}: {}", who, screen::Shortened(words, kMostTitle));
  item.summary = words;
  item.sentence = line.independent ? screen::SourcesSentence(line.articles, line.independent) : std::string();
  item.publisher = line.publisher;
  item.language = line.language;
  item.tags = {std::string(news::Spell(line.statement.type))};
  item.published = line.published;
  item.updated = line.seen;
  item.articles = line.articles;
  item.independent = line.independent;
  return item;
}

// What of its words may leave: its owner's bound, or ours where that is shorter; nothing of what is reserved. Absent
// where it may stand in no list any more.
std::optional<std::string> ExtractOf(news::Article article, std::chrono::sys_seconds now) {
  screen::EndInTime(article, now);
  std::size_t most = kExtract;
  if (article.rights) {
    if (article.rights->withdrawn || !article.rights->listing) {
      return std::nullopt;
    }
    most = article.rights->snippet ? std::min<std::size_t>(most, *article.rights->snippet)
           : article.rights->text  ? most
                                   : 0;
  }
  return Extract(article.text, most);
}

template <class Ids>
Result<void> AddSources(const screen::Visit& visit, const Ids& ids, std::vector<out::Item>& items) {
  const auto sources = store::SourcesOf(visit.store, std::span(ids));
  if (!sources) {
    return tl::unexpected(sources.error());
  }
  for (std::size_t n = 0; n < items.size(); ++n) {
    PutSources(items[n], visit, (*sources)[n]);
  }
  return {};
}

template <class Ids>
Result<std::vector<std::string>> FieldsOf(const screen::Visit& visit, const Ids& ids) {
  std::vector<out::Item> items(ids.size());
  if (const auto added = AddSources(visit, ids, items); !added) {
    return tl::unexpected(added.error());
  }
  std::vector<std::string> fields;
  for (const out::Item& item : items) {
    fields.push_back(
        fmt::format(R"("primary_sources":{},"traced":{})", out::SourcesJson(item), item.traced ? "true" : "false"));
  }
  return fields;
}

}  // namespace

Result<std::vector<std::string>> SourceFields(const screen::Visit& visit, const std::vector<news::ArticleId>& ids) {
  return FieldsOf(visit, ids);
}

Result<std::vector<std::string>> SourceFields(const screen::Visit& visit, const std::vector<news::StoryId>& ids) {
  return FieldsOf(visit, ids);
}

std::string Extract(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  std::size_t points = 0;
  std::size_t words = 0;  // the end of the last whole word
  while (at < text.size() && points < most) {
    words = text[at] == ' ' || text[at] == '\n' ? at : words;
    text::NextCodePoint(text, at);
    ++points;
  }
  if (at >= text.size()) {
    return std::string(text);
  }
  const std::size_t end = words > at / 2 ? words : at;
  return end == 0 ? std::string() : fmt::format("{}…", text.substr(0, end));
}

Result<std::vector<out::Item>> ItemsOf(const screen::Visit& visit, const std::vector<store::ArticleLine>& lines,
                                       bool extracts) {
  std::vector<out::Item> items;
  std::vector<news::ArticleId> ids;
  for (const store::ArticleLine& line : lines) {
    items.push_back(ItemOf(visit, line));
    ids.push_back(line.id);
  }
  if (const auto added = AddSources(visit, ids, items); !added) {
    return tl::unexpected(added.error());
  }
  if (!extracts) {
    return items;
  }
  const auto articles = visit.store.Articles(ids);
  if (!articles) {
    return tl::unexpected(articles.error());
  }
  std::unordered_map<news::ArticleId, std::optional<std::string>> texts;
  for (const news::Article& article : *articles) {
    texts.emplace(article.id, ExtractOf(article, visit.now));
  }
  std::vector<out::Item> listed;
  for (std::size_t n = 0; n < items.size(); ++n) {
    const auto text = texts.find(ids[n]);
    if (text == texts.end() || text->second) {
      items[n].summary = text == texts.end() ? std::string() : *text->second;
      listed.push_back(std::move(items[n]));
    }
  }
  return listed;
}

Result<std::vector<out::Item>> ItemsOf(const screen::Visit& visit, const std::vector<store::StoryLine>& lines) {
  std::vector<out::Item> items;
  std::vector<news::StoryId> ids;
  for (const store::StoryLine& line : lines) {
    items.push_back(ItemOf(visit, line));
    ids.push_back(line.story.id);
  }
  const auto added = AddSources(visit, ids, items);
  return added ? Result<std::vector<out::Item>>(std::move(items)) : tl::unexpected(added.error());
}

Result<std::vector<out::Item>> ItemsOf(const screen::Visit& visit, const std::vector<store::StatementLine>& lines) {
  std::vector<out::Item> items;
  std::vector<news::ArticleId> ids;
  for (const store::StatementLine& line : lines) {
    items.push_back(ItemOf(visit, line));
    ids.push_back(line.article);
  }
  const auto added = AddSources(visit, ids, items);
  return added ? Result<std::vector<out::Item>>(std::move(items)) : tl::unexpected(added.error());
}

Result<std::vector<out::Item>> ItemsOf(const screen::Visit& visit, const std::vector<store::Correction>& corrections) {
  std::vector<store::ArticleLine> lines;
  std::ranges::transform(corrections, std::back_inserter(lines), &store::Correction::original);
  auto items = ItemsOf(visit, lines, false);
  for (std::size_t n = 0; items && n < items->size(); ++n) {
    out::Item& item = (*items)[n];
    const store::Correction& correction = corrections[n];
    const std::string changes = Outside(visit, http::ArticleAddress(correction.original.id) + "/changes");
    item.url = changes;
    item.id = fmt::format("{}#{}", changes, correction.at.time_since_epoch().count());
    item.updated = correction.at;
    item.sentence = screen::Say("corrections.count",
                                screen::Count("corrections.stale", static_cast<std::int64_t>(correction.stale.size())),
                                screen::Grouped(correction.copies));
    for (const store::CorrectedWords& words : correction.words) {
      item.summary += fmt::format("{}“{}” → “{}”", item.summary.empty() ? "" : "\n",
                                  Extract(words.before, kExtract / 2), Extract(words.after, kExtract / 2));
    }
    item.summary = Extract(item.summary, kMostSaid);
  }
  return items;
}

std::vector<out::Item> ItemsOf(const screen::Visit& visit, const std::vector<store::EndLine>& ends) {
  std::vector<out::Item> items;
  for (const store::EndLine& end : ends) {
    out::Item& item = items.emplace_back();
    const std::string_view word = store::WordFor(end.kind);
    item.id = item.url = Outside(visit, fmt::format("unresolved/end?root={}", http::PercentEncode(end.root)));
    item.title = end.name.empty() ? std::string(screen::Phrase("end.nobody")) : end.name;
    item.summary = screen::Phrase(fmt::format("end.{}.explain", word));
    item.tags = {std::string(word)};
    item.articles = end.articles;
    item.sentence = screen::Count(end.kind == store::EndKind::kUnnamed ? "end.also" : "end.articles", end.articles);
    for (const store::EndWitness& witness : end.witnesses) {
      item.updated = std::max(item.updated, witness.line.seen);
    }
    if (end.article) {
      item.external = http::WebAddress(end.article->url);
      item.publisher = screen::PublisherWords(*end.article);
      item.updated = std::max(item.updated, end.article->seen);
    }
    if (end.kind != store::EndKind::kUnnamed) {
      item.sources.push_back({"outlet", end.name, http::WebAddress(end.url), "", "", end.articles, 0});
    }
  }
  return items;
}

}  // namespace headwater::serve
