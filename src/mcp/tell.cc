// Puts lines, chains, statements and answers into words.
#include "mcp/tell.h"

#include <fmt/format.h>

#include <algorithm>

#include "check/answer_json.h"
#include "http/address.h"
#include "news/spelling.h"
#include "screen/wording.h"
#include "text/utf8.h"

namespace headwater::mcp {
namespace {

constexpr std::size_t kMostLinks = 12;
constexpr std::size_t kMostHops = 12;

std::string BearingNote(weigh::Bearing bearing) {
  return bearing == weigh::Bearing::kUnknown ? std::string() : fmt::format(" ({})", check::InWords(bearing));
}

void TellFirst(const check::Answer& answer, const Setting& setting, Told& told, Telling& telling) {
  if (answer.first) {
    telling.Line("First appearance in the collection: " + LineWords(*answer.first, setting, telling));
    AddLink(told, "first appearance", PageOf(setting, http::ArticleAddress(answer.first->id)));
  } else {
    telling.Line("First appearance: unknown, since none of the articles that have it states when it was published.");
  }
  if (answer.first_of_story && (!answer.first || answer.first->id != answer.first_of_story->id)) {
    telling.Line("First report of this story: " + LineWords(*answer.first_of_story, setting, telling));
  }
}

void TellSaid(const check::Answer& answer, const Setting& setting, Told& told, Telling& telling) {
  for (const check::Said& said : answer.said) {
    telling.Line(fmt::format("- {} ({}): {}", check::InWords(said.bearing), check::InWords(said.likeness),
                             StatementWords(said.line, setting, telling)));
    AddLink(told, "statement", PageOf(setting, http::ArticleAddress(said.line.article)));
  }
}

void TellAgainst(const check::Answer& answer, const Setting& setting, Telling& telling) {
  for (const news::Disagreement& each : answer.disagreements) {
    telling.Line(fmt::format("- {}: {} {} ({}) against {} {} ({})", news::Spell(each.kind),
                             telling.Quote(each.one.speaker), telling.Quote(each.one.words),
                             PageOf(setting, http::ArticleAddress(each.one.article)), telling.Quote(each.other.speaker),
                             telling.Quote(each.other.words),
                             PageOf(setting, http::ArticleAddress(each.other.article))));
  }
  for (const news::Spread& spread : answer.figures) {
    std::string values;
    for (const news::SpreadValue& value : spread.values) {
      const std::string where = value.accounts.empty()
                                    ? std::string()
                                    : PageOf(setting, http::ArticleAddress(value.accounts.front().article));
      values += fmt::format("{}{} {} ({})", values.empty() ? "" : "; ", news::Spell(value.bound), value.value, where);
    }
    telling.Line(fmt::format("- figures for {} {}: {}", spread.thing, news::Spell(spread.kind), values));
  }
  if (answer.contradicted()) {
    telling.Line("- some of the above deny it or give another number");
  } else if (answer.disagreements.empty() && answer.figures.empty()) {
    telling.Line("- nobody in this story, as far as it could be read");
  }
}

void TellChanges(const check::Answer& answer, const Setting& setting, Telling& telling) {
  for (const check::Change& change : answer.changes) {
    telling.Line(fmt::format("- {}: {} had {}, {} has {} ({})", news::Spell(change.what),
                             telling.Quote(change.of.publisher), telling.Quote(change.before),
                             telling.Quote(change.line.publisher), telling.Quote(change.after),
                             PageOf(setting, http::ArticleAddress(change.line.id))));
  }
  const store::ArticleView& view = *answer.article;
  if (view.revisions.size() > 1) {
    telling.Line(fmt::format("- the article was changed {} times since it was first seen: {}/changes",
                             view.revisions.size() - 1, PageOf(setting, http::ArticleAddress(view.line.id))));
  }
  if (view.carries_corrected) {
    telling.Line("- it still carries words that the original has corrected since: " + PageOf(setting, "corrections"));
  }
  if (answer.changes.empty() && view.revisions.size() < 2 && !view.carries_corrected) {
    telling.Line("- nothing is known that was altered or corrected");
  }
}

}  // namespace

std::string PageOf(const Setting& setting, std::string_view address) {
  return fmt::format("{}{}", setting.base, address);
}

std::string When(const std::optional<Moment>& published) {
  return published ? FormatMoment(*published) : std::string("no time stated");
}

std::string LineWords(const store::ArticleLine& line, const Setting& setting, const Telling& telling) {
  return fmt::format("{}, {}: {}, {}", telling.Quote(screen::PublisherWords(line)), When(line.published),
                     telling.Quote(line.headline), PageOf(setting, http::ArticleAddress(line.id)));
}

void TellChain(const news::Origin& origin, const Setting& setting, Telling& telling) {
  std::string chain;
  for (std::size_t n = 0; n < std::min(kMostHops, origin.chain.size()); ++n) {
    const news::Hop& hop = origin.chain[n];
    chain += n == 0 ? telling.Quote(hop.name)
                    : fmt::format(" ← {} ({}, {:.2f})", telling.Quote(hop.name), news::Spell(hop.how), hop.confidence);
  }
  telling.Line("Chain: " + chain + (origin.complete ? "" : " ← unknown from here"));
  if (origin.roots.empty()) {
    telling.Line("Primary source: unknown.");
  } else {
    telling.Line(fmt::format("Primary source: {} (confidence {:.2f})",
                             telling.Quote(origin.name.empty() ? origin.roots.front() : origin.name),
                             origin.confidence));
  }
  for (const news::Hop& hop : origin.chain) {
    if (!hop.article.empty() && hop.article != origin.article) {
      telling.Line(
          fmt::format("- {}: {}", telling.Quote(hop.name), PageOf(setting, http::ArticleAddress(hop.article))));
    }
    if (!hop.evidence.empty() && !hop.evidence.front().text.empty()) {
      telling.Line(
          fmt::format("- evidence for {}: {}", news::Spell(hop.how), telling.Quote(hop.evidence.front().text)));
    }
  }
}

std::string StatementWords(const store::StatementLine& line, const Setting& setting, const Telling& telling) {
  const news::Statement& statement = line.statement;
  std::string speaker = "a speaker without a name";
  if (statement.speaker) {
    speaker = telling.Quote(statement.speaker->name.empty() ? statement.speaker->phrase.text : statement.speaker->name);
  }
  store::ArticleLine article;
  article.id = line.article;
  article.headline = line.headline;
  article.publisher = line.publisher;
  article.published = line.published;
  return fmt::format("{} ({}): {}; first in {}{}", speaker, news::Spell(statement.type), telling.Quote(line.content),
                     LineWords(article, setting, telling),
                     line.articles > 1 ? "; " + screen::SourcesSentence(line.articles, line.independent) : "");
}

void AddLink(Told& told, std::string_view name, std::string address) {
  const bool known = std::ranges::any_of(told.links, [&](const auto& link) { return link.second == address; });
  if (!known && told.links.size() < kMostLinks) {
    told.links.emplace_back(name, std::move(address));
  }
}

Told Tell(const check::Answer& answer, const Setting& setting, const Limits& limits) {
  Told told;
  Telling telling(limits);
  telling.Line(std::string(kNotice));
  if (!answer.found) {
    telling.Line(answer.kind == check::Kind::kAddress
                     ? "Unknown: no article of this address is in the collection."
                     : "Unknown: nothing in the collection says this. That says nothing of whether it is so.");
  } else {
    telling.Line(fmt::format("Found as {}: {}.", check::WordFor(answer.kind), check::InWords(answer.likeness)));
    if (answer.only_named) {
      telling.Line("The article of that address is not here; this one stands elsewhere and calls it the original.");
    }
    TellFirst(answer, setting, told, telling);
    if (answer.withdrawn) {
      telling.Line("Its publisher withdrew it; nothing more is told of it.");
    } else if (answer.article) {
      telling.Line("Of the article " + LineWords(answer.article->line, setting, telling));
      AddLink(told, "article", PageOf(setting, http::ArticleAddress(answer.article->line.id)));
      answer.article->origin ? TellChain(*answer.article->origin, setting, telling)
                             : telling.Line("Its sources have not been traced yet.");
    }
    if (answer.story) {
      const std::string page = PageOf(setting, http::StoryAddress(answer.story->story.id));
      telling.Line(fmt::format("Independent sources: {} ({})",
                               screen::SourcesSentence(answer.story->article_count, answer.story->story.independent),
                               page));
      AddLink(told, "story", page);
    }
    if (!answer.said.empty()) {
      telling.Line("Who said it:");
      TellSaid(answer, setting, told, telling);
    }
    if (!answer.places.empty()) {
      telling.Line("Where it stands:");
      for (const check::Place& place : answer.places) {
        telling.Line(fmt::format("- {}{}{}", LineWords(place.line, setting, telling), BearingNote(place.bearing),
                                 place.words.empty() ? "" : ": " + telling.Quote(place.words)));
      }
    }
    if (answer.article && !answer.withdrawn) {
      telling.Line("What changed on the way:");
      TellChanges(answer, setting, telling);
      telling.Line("Who contradicts it:");
      TellAgainst(answer, setting, telling);
    }
    telling.Line("This is what the collection holds, not a verdict on whether it is true.");
  }
  told.text = telling.Told();
  boost::json::value data = ObjectOf(check::WriteAnswer(answer, setting.base));
  QuoteAll(data, limits);
  told.data = std::move(data.as_object());
  told.data["notice"] = kNotice;
  return told;
}

}  // namespace headwater::mcp
