// The commands that tell what is counted over many articles: sources, mirrors, unresolved chains, corrections.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "cli/collection.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/sentences.h"
#include "news/spelling.h"
#include "store/tallies_json.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kMostPassages = 2;
constexpr std::size_t kMostPassageBytes = 200;

// "12 of 50 (24 %)"; what is not all or nothing is not rounded to it.
std::string Share(int part, int whole) {
  const double share = whole > 0 ? 100.0 * part / whole : 0;
  if (part > 0 && share < 1) {
    return fmt::format("{} of {} (under 1 %)", part, whole);
  }
  return fmt::format("{} of {} ({:.0f} %)", part, whole, part < whole ? std::min(share, 99.0) : share);
}

std::string Delay(std::chrono::seconds delay) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(delay).count();
  constexpr std::int64_t kHour = 60;
  constexpr std::int64_t kDay = 24 * kHour;
  if (minutes >= kDay) {
    return fmt::format("{} d {} h", minutes / kDay, minutes % kDay / kHour);
  }
  return minutes >= kHour ? fmt::format("{} h {} min", minutes / kHour, minutes % kHour)
                          : fmt::format("{} min", minutes);
}

std::string Line(const store::ArticleLine& line) {
  return fmt::format("{}  {}: {}  [{}]", WhenSentence(line.published, line.published_between),
                     line.publisher.empty() ? "(publisher unknown)" : line.publisher,
                     line.headline.empty() ? "(without a headline)" : line.headline, line.id.value());
}

// On one line.
std::string Shortened(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  if (text.size() <= kMostPassageBytes) {
    return text;
  }
  const std::size_t blank = text.rfind(' ', kMostPassageBytes);
  return text.substr(0, blank == std::string::npos ? kMostPassageBytes : blank) + " …";
}

void PrintTally(std::string_view title, const std::vector<std::pair<std::string, int>>& tally, Output& output) {
  constexpr std::size_t kMost = 10;
  if (tally.empty()) {
    return;
  }
  output.Line(title);
  for (std::size_t n = 0; n < std::min(kMost, tally.size()); ++n) {
    output.Line(fmt::format("  {:>7}  {}", tally[n].second, tally[n].first.empty() ? "unknown" : tally[n].first));
  }
}

void PrintKnown(const store::SourceProfile& profile, Output& output) {
  if (!profile.known) {
    return;
  }
  const news::Source& known = *profile.known;
  const auto say = [&](std::string_view what, std::string_view value) {
    if (!value.empty()) {
      output.Line(fmt::format("  {}: {}", what, value));
    }
  };
  say("kind", known.kind == news::SourceKind::kUnknown ? "" : news::Spell(known.kind));
  say("country", known.country.value_or(""));
  say("owner", known.owner.value_or(""));
  say("part of", profile.parent);
}

void PrintProfile(const store::SourceProfile& profile, Output& output) {
  output.Line(profile.name);
  PrintKnown(profile, output);
  output.Line(fmt::format("{} articles, by where most of the text is from:", profile.articles));
  for (std::size_t n = 0; n < store::kProvenances; ++n) {
    output.Line(fmt::format("  {:<10}  {}", store::WordFor(static_cast<store::Provenance>(n)),
                            Share(profile.by_provenance.at(n), profile.articles)));
  }
  const store::Following& following = profile.following;
  if (following.stories > 0) {
    output.Line(fmt::format("{} stories are here from others as well; {} of them state times of day", following.stories,
                            following.timed));
  }
  if (following.timed > 0) {
    output.Line(fmt::format("  first in {}{}", following.first,
                            following.median ? fmt::format("; else half of the time within {} of the first report",
                                                           Delay(*following.median))
                                             : ""));
  }
  if (profile.copied_by > 0) {
    output.Line(fmt::format("{}{} copies of its articles elsewhere: headwater mirror",
                            profile.copied_by >= store::kMostCounted ? "at least " : "", profile.copied_by));
  }
  PrintTally("has its news from", profile.cites, output);
  PrintTally("others have news from it", profile.cited_by, output);
  PrintTally("languages", profile.languages, output);
}

void PrintMirrorLine(const store::MirrorLine& line, Output& output) {
  output.Line(Line(line.copy));
  output.Line(fmt::format("  {}, {}: {:.0f} % of it; {:.0f} % of {}", news::Spell(line.match.kind),
                          line.credited ? "credited" : "not credited", 100 * line.match.shared,
                          100 * line.match.of_shared, Line(line.original)));
  if (line.original_provenance != store::Provenance::kOwn) {
    output.Line(line.original_provenance == store::Provenance::kUnknown
                    ? "  whether the original is this source's own is not known"
                    : "  the original rests on another source itself");
  }
  for (std::size_t n = 0; n < std::min(kMostPassages, line.passages.size()); ++n) {
    output.Line("  | " + Shortened(line.passages[n]));
  }
}

std::string EndTitle(const store::EndLine& end) {
  switch (end.kind) {
    case store::EndKind::kUnnamed:
      return end.name.empty() ? "names nobody for what it reports" : fmt::format("unnamed: \"{}\"", end.name);
    case store::EndKind::kDead:
      return fmt::format("dead link: {} ({})", end.url, end.error);
    case store::EndKind::kAbsent:
      break;
  }
  return fmt::format("not in the collection: {}{}", end.name, end.url.empty() ? "" : " " + end.url);
}

void PrintEnd(const store::EndLine& end, Output& output) {
  std::string resting = fmt::format("{} {}", end.articles, end.articles == 1 ? "article" : "articles");
  if (end.kind == store::EndKind::kUnnamed) {
    resting = fmt::format("{} other {}", end.articles, end.articles == 1 ? "article" : "articles");
  }
  if (end.stories) {
    resting += fmt::format(" in {} {}", *end.stories, *end.stories == 1 ? "story" : "stories");
  }
  output.Line(fmt::format("{}\n  {} rest on it", EndTitle(end), resting));
  for (const store::EndWitness& witness : end.witnesses) {
    output.Line("  " + Line(witness.line));
    for (const news::Evidence& evidence : witness.evidence) {
      if (!evidence.text.empty()) {
        output.Line("    | " + Shortened(evidence.text));
      }
    }
  }
}

void PrintCorrection(const store::Correction& correction, Output& output) {
  output.Line(Line(correction.original));
  output.Line(fmt::format("  changed by {}{}; {} of {} known copies still have the old words",
                          WhenSentence(MomentOfInstant(correction.at), std::nullopt),
                          correction.marked ? ", and says so" : "", correction.stale.size(), correction.copies));
  for (std::size_t n = 0; n < correction.words.size(); ++n) {
    output.Line(fmt::format("  {}. was: {}", n + 1, correction.words[n].before));
    output.Line(
        fmt::format("     is:  {}", correction.words[n].after.empty() ? "(taken out)" : correction.words[n].after));
  }
  for (const store::StaleCopy& stale : correction.stale) {
    output.Line("  still so in " + Line(stale.line));
    for (const auto& [number, evidence] : stale.carried) {
      output.Line(fmt::format("    {}. | {}", number + 1, Shortened(evidence.text)));
    }
  }
}

}  // namespace

int SourceProfile(const CollectionOptions& options, const std::string& name) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto profile = collection->store->Source(name);
  if (!profile) {
    return Complain(profile.error());
  }
  Output output;
  if (options.json) {
    output.Line(store::WriteProfile(*profile));
  } else {
    PrintProfile(*profile, output);
  }
  return output.Status();
}

int Mirror(const CollectionOptions& options, const MirrorOptions& wanted) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::MirrorQuestion question;
  question.source = wanted.source;
  if (wanted.credited || wanted.uncredited) {
    question.credited = wanted.credited;
  }
  Output output;
  if (wanted.csv) {
    output.Line(store::MirrorColumns().substr(0, store::MirrorColumns().size() - 2));
  }
  std::size_t printed = 0;
  while (wanted.limit == 0 || printed < wanted.limit) {
    constexpr std::size_t kAtOnce = 200;
    question.limit = wanted.limit == 0 ? kAtOnce : std::min(kAtOnce, wanted.limit - printed);
    const auto mirror = collection->store->Mirror(question);
    if (!mirror) {
      return Complain(mirror.error());
    }
    std::vector<news::ArticleId> ids;
    std::ranges::transform(mirror->lines, std::back_inserter(ids),
                           [](const store::MirrorLine& line) { return line.copy.id; });
    const auto sources = store::SourcesOf(*collection->store, std::span<const news::ArticleId>(ids));
    if (!sources) {
      return Complain(sources.error());
    }
    for (std::size_t n = 0; n < ids.size(); ++n) {
      const store::MirrorLine& line = mirror->lines[n];
      if (options.json) {
        output.Line(store::WithSources(store::WriteMirrorLine(line), (*sources)[n]));
      } else if (wanted.csv) {
        const std::string row = store::WriteMirrorRow(line, (*sources)[n]);
        output.Line(std::string_view(row).substr(0, row.size() - 2));
      } else {
        PrintMirrorLine(line, output);
      }
    }
    printed += mirror->lines.size();
    if (!mirror->more || !mirror->next) {
      break;
    }
    question.after = mirror->next;
  }
  if (printed == 0 && !options.json && !wanted.csv) {
    output.Line("no copy of it is here");
  }
  return output.Status();
}

int Unresolved(const CollectionOptions& options, const std::string& kind, std::size_t limit) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::UnresolvedQuestion question;
  question.kind = store::EndKindCalled(kind);
  question.limit = limit;
  const auto unresolved = collection->store->Unresolved(question);
  if (!unresolved) {
    return Complain(unresolved.error());
  }
  Output output;
  if (!options.json) {
    const auto count = [&](store::EndKind each) { return unresolved->counts.at(static_cast<std::size_t>(each)); };
    output.Line(
        fmt::format("chains end at {} sources and reports that are not here, in {} articles that rest on nobody "
                    "named, at {} dead links",
                    count(store::EndKind::kAbsent), count(store::EndKind::kUnnamed), count(store::EndKind::kDead)));
  }
  for (const store::EndLine& end : unresolved->ends) {
    if (options.json) {
      output.Line(store::WriteEnd(end));
    } else {
      PrintEnd(end, output);
    }
  }
  return output.Status();
}

int Corrections(const CollectionOptions& options, std::size_t limit) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto corrections = collection->store->Corrections(limit, 0);
  if (!corrections) {
    return Complain(corrections.error());
  }
  Output output;
  for (const store::Correction& correction : *corrections) {
    if (options.json) {
      output.Line(store::WriteCorrection(correction));
    } else {
      PrintCorrection(correction, output);
    }
  }
  if (corrections->empty() && !options.json) {
    output.Line("no copy here carries words that its original has changed");
  }
  return output.Status();
}

}  // namespace headwater::cli
