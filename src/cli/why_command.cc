// `why`: what the desk decided about an article, or a pair of them, opened to its reasons.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "cli/collection.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/reason_lines.h"
#include "cli/sentences.h"
#include "form/json.h"
#include "news/spelling.h"

namespace headwater::cli {
namespace {

namespace json = boost::json;

// By its id, or by an address that it was had at.
Result<store::ArticleView> Find(store::Store& store, const std::string& what) {
  if (what.starts_with("http://") || what.starts_with("https://")) {
    const auto id = store.ArticleAt(what);
    return id ? store.Article(*id) : tl::unexpected(id.error());
  }
  return store.Article(news::ArticleId(what));
}

std::string Called(const store::ArticleLine& line) {
  return fmt::format("{}{}{} ({})", line.headline.empty() ? "(without a headline)" : line.headline,
                     line.publisher.empty() ? "" : ", ", line.publisher, line.id.value());
}

std::string NameOf(const store::ArticleView& view, const news::ArticleId& id) {
  const auto line = std::ranges::find(view.related, id, &store::ArticleLine::id);
  return line == view.related.end() ? id.value() : Called(*line);
}

void PrintOrigin(const store::ArticleView& view, Output& output) {
  if (!view.origin) {
    output.Line("  origin: not traced yet");
    return;
  }
  const news::Origin& origin = *view.origin;
  output.Line(fmt::format("  origin: {} (confidence {:.2f}{})", ChainSentence(origin), origin.confidence,
                          origin.complete ? "" : ", a part of the trail is unknown"));
  PrintReasons(origin.why, "    ", output);
  for (std::size_t n = 1; n < origin.chain.size(); ++n) {
    const news::Hop& hop = origin.chain[n];
    output.Line(fmt::format("    {} ({}, {:.2f})", hop.name.empty() ? NameOf(view, hop.article) : hop.name,
                            news::Spell(hop.how), hop.confidence));
    for (const news::Evidence& evidence : hop.evidence) {
      output.Line(fmt::format("      “{}”", evidence.text));
    }
    PrintReasons(hop.why, "      ", output);
  }
}

void PrintStory(store::Store& store, const store::ArticleView& view, Output& output) {
  const auto story = view.line.story.empty() ? Fail(Fault::kNotFound, "") : store.Story(view.line.story);
  if (!story) {
    output.Line("  story: none");
    return;
  }
  output.Line(fmt::format("  story: {} ({}, {} articles)", story->line.story.headline, view.line.story.value(),
                          story->line.article_count));
  if (view.placed.empty()) {
    output.Line(view.line.story.value() == view.line.id.value() ? "    - it came first: the story began with it"
                                                                : "    - no reasons were kept when it was placed");
  }
  PrintReasons(view.placed, "    ", output);
}

void PrintCopy(const store::ArticleView& view, const news::Copy& copy, Output& output) {
  const bool own = copy.article == view.line.id;
  output.Line(fmt::format("  {}: {} {} (shares {:.0f} %)", news::Spell(copy.kind), own ? "of" : "by",
                          NameOf(view, own ? copy.of : copy.article), (own ? copy.shared : copy.of_shared) * 100));
  PrintReasons(copy.why, "    ", output);
}

json::value Parsed(const std::string& text) { return json::parse(text); }

std::string WhyJson(const store::ArticleView& view, const std::vector<news::Copy>& copies) {
  json::object object;
  object["article"] = view.line.id.value();
  if (!view.line.story.empty()) {
    object["story"] = view.line.story.value();
  }
  object["why"] = Parsed(form::WriteReasons(view.placed));
  if (view.origin) {
    object["origin"] = Parsed(form::WriteOrigin(*view.origin));
  }
  json::array pairs;
  for (const news::Copy& copy : copies) {
    pairs.push_back(Parsed(form::WriteCopy(copy)));
  }
  object["copies"] = std::move(pairs);
  json::array decisions;
  for (const store::Decision& decision : view.decisions) {
    decisions.push_back(DecisionJson(decision));
  }
  object["decisions"] = std::move(decisions);
  return json::serialize(object);
}

void PrintArticle(store::Store& store, const store::ArticleView& view, Output& output) {
  output.Line(Called(view.line));
  PrintStory(store, view, output);
  PrintOrigin(view, output);
}

// What the two have to do with each other.
void PrintPair(const store::ArticleView& one, const store::ArticleView& other, Output& output) {
  const bool story = !one.line.story.empty() && one.line.story == other.line.story;
  output.Line(story ? "they are of one story" : "they are of different stories");
  bool root = false;
  if (one.origin && other.origin) {
    for (const std::string& each : one.origin->roots) {
      if (std::ranges::find(other.origin->roots, each) != other.origin->roots.end()) {
        root = true;
        output.Line("they share a primary source: " + each);
      }
    }
  }
  if (!root) {
    output.Line("no primary source of theirs is the same");
  }
}

}  // namespace

int Why(const CollectionOptions& options, const std::string& article, const std::string& other) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::Store& store = *collection->store;
  const auto view = Find(store, article);
  const auto second = other.empty() ? Result<store::ArticleView>(store::ArticleView()) : Find(store, other);
  if (!view || !second) {
    return Complain(view ? second.error() : view.error());
  }
  std::vector<news::Copy> copies = view->copies;
  if (!other.empty()) {
    std::erase_if(
        copies, [&](const news::Copy& copy) { return copy.article != second->line.id && copy.of != second->line.id; });
  }
  Output output;
  if (options.json) {
    output.Line(WhyJson(*view, copies));
    if (!other.empty()) {
      output.Line(WhyJson(*second, copies));
    }
    return output.Status();
  }
  PrintArticle(store, *view, output);
  if (!other.empty()) {
    PrintArticle(store, *second, output);
    PrintPair(*view, *second, output);
  }
  for (const news::Copy& copy : copies) {
    PrintCopy(*view, copy, output);
  }
  for (const store::Decision& decision : view->decisions) {
    output.Line("  settled " + DecisionSentence(decision));
  }
  return output.Status();
}

}  // namespace headwater::cli
