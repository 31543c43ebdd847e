// `headwater briefing`: what was reported most independently since yesterday, or in a week.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/clock.h"
#include "base/moment.h"
#include "cli/collection.h"
#include "cli/open.h"
#include "cli/output.h"
#include "screen/alert_words.h"
#include "screen/letters.h"
#include "store/briefings.h"

namespace headwater::cli {
namespace {

boost::json::object ObjectOf(const store::Briefed& item, const store::Briefing& briefing) {
  constexpr std::string_view kKinds[] = {"story", "correction", "position"};
  boost::json::object line{{"kind", kKinds[static_cast<std::size_t>(item.kind)]},
                           {"section", screen::ScopeWords(briefing.sections[static_cast<std::size_t>(item.section)])},
                           {"story", item.story.story.id.value()},
                           {"headline", item.story.story.headline}};
  if (item.article) {
    line["article"] = item.article->id.value();
    line["words"] = screen::BriefedWords(item);
  }
  if (item.kind == store::BriefedKind::kStory) {
    line["articles"] = item.articles;
    if (item.then) {
      line["independent"] = {{"least", item.then->least}, {"most", item.then->most}, {"untraced", item.then->untraced}};
    }
    boost::json::array roots;
    for (const store::RootName& root : item.roots) {
      roots.push_back({{"name", root.name}, {"url", root.url}, {"article", root.article.value()}});
    }
    line["primary_sources"] = std::move(roots);
  }
  return line;
}

}  // namespace

int Briefing(const CollectionOptions& options, const BriefingOptions& wanted) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  auto until = SystemClock().Now();
  if (!wanted.until.empty()) {
    const auto asked = ParseMoment(wanted.until);
    if (!asked) {
      return Complain({Fault::kUsage, fmt::format("--until: \"{}\" is no time", wanted.until)});
    }
    until = asked->has_time ? asked->at : asked->at + std::chrono::days{1} - std::chrono::seconds{1};
  }
  const std::chrono::days days{wanted.weekly ? 7 : 1};
  const auto briefing =
      store::Briefings(*collection->store)
          .Draft({{wanted.language, wanted.country, wanted.subject, {}, {}, {}}}, wanted.weekly, until - days, until);
  if (!briefing) {
    return Complain(briefing.error());
  }
  const std::string& address = collection->settings.serve.public_address;
  const std::string house = address.empty() ? std::string() : address + "/";
  Output output;
  if (!options.json) {
    output.Line(screen::BriefingText(*briefing, {}, house));
    return 0;
  }
  for (const store::Briefed& item : briefing->items) {
    output.Line(boost::json::serialize(ObjectOf(item, *briefing)));
  }
  return 0;
}

}  // namespace headwater::cli
