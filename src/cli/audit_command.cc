// `audit`: a sample of the collection's own decisions, judged in the terminal, and what the verdicts come to.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <iostream>

#include "cli/collection.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/reason_lines.h"
#include "cli/sentences.h"
#include "news/spelling.h"
#include "text/utf8.h"

namespace headwater::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostShown = 4;    // other articles of a story, passages
constexpr std::size_t kMostWords = 420;  // bytes of an extract
constexpr std::uint32_t kAround = 120;   // code points on either side of a name

std::chrono::sys_seconds Now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

std::string Extract(std::string_view text, std::size_t most = kMostWords) {
  std::string words(text.substr(0, std::min(most, text.size())));
  while (!words.empty() && words.size() < text.size() &&
         (static_cast<unsigned char>(text[words.size()]) & 0xC0U) == 0x80U) {
    words.pop_back();
  }
  std::ranges::replace(words, '\n', ' ');
  return words.size() < text.size() ? words + "…" : words;
}

std::string LineOf(const store::ArticleLine& line) {
  return fmt::format("{}  {}{}{}", WhenSentence(line.published, line.published_between),
                     line.headline.empty() ? "(without a headline)" : line.headline, line.publisher.empty() ? "" : ", ",
                     line.publisher);
}

// What a person needs to see of one decision.
class Showing {
 public:
  Showing(store::Store& store, Output& output) : store_(store), output_(output) {}

  // False where it is not here any more.
  bool Show(const store::AuditItem& item) {
    const auto view = store_.Article(item.article);
    if (!view) {
      return false;
    }
    output_.Line("  " + LineOf(view->line));
    switch (item.kind) {
      case store::AuditKind::kStory:
        return ShowStory(*view);
      case store::AuditKind::kCopy:
        return ShowCopy(*view, item);
      case store::AuditKind::kOrigin:
        return ShowOrigin(*view);
      case store::AuditKind::kPerson:
        return ShowPerson(*view, item);
    }
    return false;
  }

 private:
  bool ShowStory(const store::ArticleView& view) {
    const auto story = view.line.story.empty() ? Fail(Fault::kNotFound, "") : store_.Story(view.line.story);
    if (!story) {
      return false;
    }
    output_.Line("    " + Extract(view.article.text));
    output_.Line("  Is it about the same event as these?");
    std::size_t shown = 0;
    for (const store::ArticleLine& line : story->articles) {
      if (line.id != view.line.id && shown++ < kMostShown) {
        output_.Line("    " + LineOf(line));
      }
    }
    PrintReasons(view.placed, "    ", output_);
    return true;
  }

  bool ShowCopy(const store::ArticleView& view, const store::AuditItem& item) {
    const auto copy = std::ranges::find_if(
        view.copies, [&](const news::Copy& each) { return each.article == item.other || each.of == item.other; });
    const auto other = store_.Article(item.other);
    if (copy == view.copies.end() || !other) {
      return false;
    }
    output_.Line("  " + LineOf(other->line));
    output_.Line(fmt::format("  Is the first a copy of the second ({}, {:.0f} % shared)?", news::Spell(copy->kind),
                             copy->shared * 100));
    const text::CodePointIndex own(view.article.text);
    const text::CodePointIndex of(other->article.text);
    std::size_t shown = 0;
    for (const news::Passage& passage : copy->passages) {
      if (shown++ < kMostShown) {
        output_.Line("    1: " + Extract(own.Slice(passage.span.begin, passage.span.end), 200));
        output_.Line("    2: " + Extract(of.Slice(passage.of.begin, passage.of.end), 200));
      }
    }
    PrintReasons(copy->why, "    ", output_);
    return true;
  }

  bool ShowOrigin(const store::ArticleView& view) {
    if (!view.origin || view.origin->roots.empty()) {
      return false;
    }
    output_.Line("    " + Extract(view.article.text));
    output_.Line("  Does it have its news from there? " + ChainSentence(*view.origin));
    for (const news::Hop& hop : view.origin->chain) {
      for (const news::Evidence& evidence : hop.evidence) {
        output_.Line(fmt::format("    {}: “{}”", hop.name, Extract(evidence.text, 200)));
      }
    }
    for (const store::ArticleLine& line : view.related) {
      output_.Line("    " + LineOf(line));
    }
    PrintReasons(view.origin->why, "    ", output_);
    return true;
  }

  bool ShowPerson(const store::ArticleView& view, const store::AuditItem& item) {
    const auto entity = store_.Entity({.entity = item.entity, .statements = 0, .articles = 0});
    if (!entity || !view.article.annotations) {
      return false;
    }
    const text::CodePointIndex prose(view.article.text);
    for (const news::Name& name : view.article.annotations->names) {
      if (name.text == item.form && !name.mark) {
        const std::uint32_t from = name.span.begin > kAround ? name.span.begin - kAround : 0;
        output_.Line("    …" + Extract(prose.Slice(from, name.span.end + kAround)) + "…");
        break;
      }
    }
    output_.Line(fmt::format("  Is “{}” there {}{}{}?", item.form, entity->name, entity->roles.empty() ? "" : ", ",
                             entity->roles.empty() ? "" : entity->roles.front().role));
    for (const store::FormLine& form : entity->forms) {
      output_.Line(fmt::format("    also called {} ({} articles)", form.form, form.articles));
    }
    return true;
  }

  store::Store& store_;
  Output& output_;
};

json::object FiguresJson(const store::AuditFigures& figures) {
  json::object object{{"kind", store::WordFor(figures.kind)},
                      {"drawn", figures.drawn},
                      {"right", figures.right},
                      {"wrong", figures.wrong},
                      {"cannot_tell", figures.cannot_tell}};
  if (figures.precision) {
    object["precision"] = *figures.precision;
    object["low"] = figures.low;
    object["high"] = figures.high;
  }
  if (figures.calibration_error) {
    object["calibration_error"] = *figures.calibration_error;
    json::array bins;
    for (const store::AuditBin& bin : figures.bins) {
      bins.push_back(
          {{"from", bin.from}, {"to", bin.to}, {"judged", bin.judged}, {"stated", bin.stated}, {"found", bin.found}});
    }
    object["bins"] = std::move(bins);
  }
  return object;
}

void PrintFigures(const store::AuditView& view, bool as_json, Output& output) {
  if (as_json) {
    json::array kinds;
    for (const store::AuditFigures& figures : view.figures) {
      kinds.push_back(FiguresJson(figures));
    }
    output.Line(json::serialize(json::object{{"audit", view.id},
                                             {"seed", view.seed},
                                             {"drawn", view.drawn},
                                             {"judged", view.judged},
                                             {"kinds", std::move(kinds)}}));
    return;
  }
  output.Line(fmt::format("audit {}: {} of {} decisions judged", view.id, view.judged, view.drawn));
  for (const store::AuditFigures& figures : view.figures) {
    output.Line(fmt::format("  {:<7} {} right, {} wrong, {} cannot be told", store::WordFor(figures.kind),
                            figures.right, figures.wrong, figures.cannot_tell));
    if (figures.precision) {
      output.Line(fmt::format("          precision {:.3f}, between {:.3f} and {:.3f} (95 %)", *figures.precision,
                              figures.low, figures.high));
    }
    for (const store::AuditBin& bin : figures.bins) {
      output.Line(fmt::format("          stated {:.2f} on average, found {:.2f} ({} judged, from {:.2f} to {:.2f})",
                              bin.stated, bin.found, bin.judged, bin.from, bin.to));
    }
    if (figures.calibration_error) {
      output.Line(fmt::format("          expected calibration error {:.3f}", *figures.calibration_error));
    }
  }
}

std::optional<store::Verdict> Answered(const std::string& line) {
  const std::size_t at = line.find_first_not_of(" \t");
  if (at == std::string::npos) {
    return std::nullopt;
  }
  switch (line[at]) {
    case 'r':
      return store::Verdict::kRight;
    case 'w':
      return store::Verdict::kWrong;
    case '?':
    case 'c':
      return store::Verdict::kCannotTell;
    default:
      return std::nullopt;
  }
}

void PrintItem(const store::AuditItem& item, Output& output) {
  json::object object{{"position", item.position},
                      {"kind", store::WordFor(item.kind)},
                      {"article", item.article.value()},
                      {"verdict", store::WordFor(item.verdict)}};
  if (!item.other.empty()) {
    object["other"] = item.other.value();
  }
  if (!item.entity.empty()) {
    object["entity"] = item.entity.value();
    object["form"] = item.form;
  }
  if (item.confidence) {
    object["confidence"] = *item.confidence;
  }
  if (item.correction != 0) {
    object["correction"] = item.correction;
  }
  output.Line(json::serialize(object));
}

// Reads verdicts from standard input, a line each. Returns the corrections that they led to.
Result<std::vector<std::int64_t>> Ask(store::Store& store, std::int64_t audit, bool quiet, Output& output) {
  const auto items = store.AuditItems(audit);
  if (!items) {
    return tl::unexpected(items.error());
  }
  std::vector<std::int64_t> corrections;
  for (const store::AuditItem& item : *items) {
    if (item.verdict != store::Verdict::kNone) {
      continue;
    }
    if (!quiet) {
      output.Line(fmt::format("\n{} of {}, {}", item.position, items->size(), store::WordFor(item.kind)));
      // What is gone cannot be judged.
      if (!Showing(store, output).Show(item)) {
        output.Line("  this is not here any more");
        continue;
      }
      output.Line("  [r]ight, [w]rong, [?] cannot tell, [s]kip, [q]uit");
    }
    std::string line;
    if (!std::getline(std::cin, line) || line.starts_with('q')) {
      break;
    }
    const auto verdict = Answered(line);
    if (!verdict) {
      continue;
    }
    const auto judged = store.Judge(audit, item.position, *verdict, Now());
    if (!judged) {
      return tl::unexpected(judged.error());
    }
    if (judged->correction != 0) {
      corrections.push_back(judged->correction);
    }
  }
  return corrections;
}

}  // namespace

int Audit(const CollectionOptions& options, const AuditOptions& wanted) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::Store& store = *collection->store;
  store::AuditQuestion question;
  question.sample = wanted.sample;
  question.seed = wanted.seed;
  question.kind = store::AuditKindOf(wanted.kind);
  const auto audit = store.StartAudit(question, Now());
  if (!audit) {
    return Complain(audit.error());
  }
  Output output;
  if (wanted.list) {
    const auto items = store.AuditItems(*audit);
    for (const store::AuditItem& item : items ? *items : std::vector<store::AuditItem>()) {
      PrintItem(item, output);
    }
    return items ? output.Status() : Complain(items.error());
  }
  if (!wanted.report) {
    const auto corrections = Ask(store, *audit, options.json, output);
    if (!corrections) {
      return Complain(corrections.error());
    }
    if (!corrections->empty()) {
      if (const auto acted = ActOn(*collection, corrections->back()); !acted) {
        return Complain(acted.error());
      }
    }
  }
  const auto view = store.Audit(*audit);
  if (!view) {
    return Complain(view.error());
  }
  PrintFigures(*view, options.json, output);
  return output.Status();
}

}  // namespace headwater::cli
