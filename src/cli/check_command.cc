// Prints what a check found.
#include "cli/check_command.h"

#include <fmt/format.h>

#include <iostream>
#include <thread>

#include "check/answer_json.h"
#include "check/check.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/sentences.h"
#include "cli/spool.h"
#include "cli/statement_lines.h"
#include "fetch/fetch.h"
#include "mcp/mcp.h"
#include "news/spelling.h"
#include "pipeline/pipeline.h"
#include "store/checks.h"
#include "store/people.h"

namespace headwater::cli {
namespace {

// A running server takes up a check well within this.
constexpr std::chrono::milliseconds kPatience{2'500};
constexpr std::chrono::milliseconds kLook{100};
constexpr std::chrono::minutes kLongest{5};

std::chrono::sys_seconds Now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

std::string Line(const store::ArticleLine& line) {
  return fmt::format("{}  {}: {}  [{}]", WhenSentence(line.published, line.published_between),
                     line.publisher.empty() ? "(publisher unknown)" : line.publisher,
                     line.headline.empty() ? "(without a headline)" : line.headline, line.id.value());
}

void PrintChain(const news::Origin& origin, Output& output) {
  output.Line(fmt::format("from: {} (confidence {:.2f})", ChainSentence(origin), origin.confidence));
  for (const news::Hop& hop : origin.chain) {
    for (const news::Evidence& evidence : hop.evidence) {
      if (!evidence.text.empty()) {
        output.Line(fmt::format("  {} {:.2f}: | {}", news::Spell(hop.how), hop.confidence, evidence.text));
        break;
      }
    }
  }
}

void PrintArticle(const check::Answer& answer, Output& output) {
  const store::ArticleView& view = *answer.article;
  if (answer.kind == check::Kind::kAddress) {
    output.Line(Line(view.line));
  }
  if (!view.article.url.empty()) {
    output.Line("  " + view.article.url);
  }
  if (answer.withdrawn) {
    output.Line("withdrawn by its publisher");
    return;
  }
  if (answer.first) {
    output.Line("first: " + Line(*answer.first));
  } else {
    output.Line("first: unknown, none of those that have it states a time");
  }
  if (view.origin) {
    PrintChain(*view.origin, output);
  } else {
    output.Line("from: not traced yet");
  }
  if (answer.story) {
    output.Line(
        IndependenceSentence(static_cast<std::size_t>(answer.story->article_count), answer.story->story.independent));
  }
  for (std::size_t i = 1; i < view.revisions.size(); ++i) {
    output.Line(RevisionSentence(view.revisions[i]));
  }
  if (view.carries_corrected) {
    output.Line("it carries words that the original has corrected since");
  }
  for (const check::Change& change : answer.changes) {
    output.Line(fmt::format("altered, {}:\n  {}: | {}\n  {}: | {}", news::Spell(change.what), change.of.publisher,
                            change.before, change.line.publisher, change.after));
  }
}

void PrintAgainst(const check::Answer& answer, Output& output) {
  for (const news::Disagreement& each : answer.disagreements) {
    output.Line(fmt::format("{}:\n  {}: | {}\n  {}: | {}", news::Spell(each.kind), each.one.speaker, each.one.words,
                            each.other.speaker, each.other.words));
  }
  for (const news::Spread& spread : answer.figures) {
    output.Line(fmt::format("figures for {}, they {}:", spread.thing, news::Spell(spread.kind)));
    for (const news::SpreadValue& value : spread.values) {
      output.Line(fmt::format("  {} {}, {}", news::Spell(value.bound), value.value,
                              value.accounts.empty() ? "" : value.accounts.front().publisher));
    }
  }
}

void Print(const check::Answer& answer, Output& output) {
  if (!answer.found) {
    output.Line(answer.kind == check::Kind::kAddress ? "unknown: this address is not in the collection"
                                                     : "unknown: nothing in the collection says this");
    return;
  }
  if (answer.only_named) {
    output.Line("no article of this address is here; this one stands elsewhere and calls it the original");
  }
  if (answer.kind != check::Kind::kAddress) {
    output.Line(fmt::format("{}, in {}{} {}; {}:", check::InWords(answer.likeness),
                            answer.more_places ? "at least " : "", answer.places.size(),
                            answer.places.size() == 1 ? "article" : "articles",
                            answer.first ? "the earliest" : "none states a time"));
    for (std::size_t n = 0; n < answer.places.size(); ++n) {
      const check::Place& place = answer.places[n];
      const bool bears = place.bearing != weigh::Bearing::kUnknown;
      output.Line(fmt::format("{}{}{}", n == 0 ? "" : "  ", Line(place.line),
                              bears ? fmt::format("  {}", check::InWords(place.bearing)) : std::string()));
      if (!place.words.empty()) {
        output.Line("  | " + place.words);
      }
    }
  }
  if (answer.article) {
    PrintArticle(answer, output);
  }
  for (const check::Said& said : answer.said) {
    output.Line(fmt::format("{} ({}):", check::InWords(said.bearing), check::InWords(said.likeness)));
    output.Line(StatementSentence(said.line));
  }
  PrintAgainst(answer, output);
}

Result<store::Check> WaitFor(store::Store& store, store::Check check, std::chrono::milliseconds at_most) {
  for (auto waited = std::chrono::milliseconds{0}; waited < at_most && !check.ended(); waited += kLook) {
    std::this_thread::sleep_for(kLook);
    auto now = store::Checks(store).ByKey(check.key);
    if (!now) {
      return now;
    }
    check = *std::move(now);
  }
  return check;
}

// Nobody else does it: this process fetches what waits, and traces it.
Result<store::Check> FetchHere(Collection& collection, const store::Check& check) {
  Settings& settings = collection.settings;
  fetch::Fetcher fetcher(settings.fetch, SystemClock());
  pipeline::Pipeline pipeline(*collection.store, fetcher, SystemClock(), settings.pipeline, SpooledLimits());
  if (auto opened = pipeline.Open(); !opened) {
    return tl::unexpected(opened.error());
  }
  if (auto checked = pipeline.AnswerChecks(); !checked) {
    return tl::unexpected(checked.error());
  }
  return store::Checks(*collection.store).ByKey(check.key);
}

Result<void> Fetch(Collection& collection, const std::string& address, bool quiet) {
  auto check = store::Checks(*collection.store).Ask(store::kFirstPerson, address, Now());
  if (!check) {
    return tl::unexpected(check.error());
  }
  if (!quiet) {
    fmt::print(stderr, "headwater: {}: not in the collection, being fetched and traced\n", address);
  }
  check = WaitFor(*collection.store, *check, kPatience);
  if (check && check->state == store::CheckState::kWaiting) {
    check = FetchHere(collection, *check);
  } else if (check && !check->ended()) {
    check = WaitFor(*collection.store, *check, kLongest);
  }
  if (!check) {
    return tl::unexpected(check.error());
  }
  if (check->state == store::CheckState::kFailed) {
    return Fail(Fault::kUnreachable, check->error);
  }
  return check->ended() ? Result<void>{}
                        : Fail(Fault::kTimeout, fmt::format("{}: it takes longer than usual", address));
}

std::string BaseOf(const Settings& settings) {
  const auto& serve = settings.serve;
  if (!serve.public_address.empty()) {
    return serve.public_address + "/";
  }
  const std::string host = serve.address == "0.0.0.0" || serve.address == "::" ? "127.0.0.1" : serve.address;
  return fmt::format("http://{}:{}{}/", host.find(':') == std::string::npos ? host : "[" + host + "]", serve.port,
                     serve.prefix);
}

}  // namespace

int Check(const CollectionOptions& options, const CheckOptions& wanted) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  fetch::Settings& fetching = collection->settings.fetch;
  fetching.allow_private_networks = fetching.allow_private_networks || wanted.allow_private_networks;
  check::Question question{.asked = wanted.what, .as = check::KindCalled(wanted.as), .now = Now()};
  auto answer = check::Check(*collection->store, question);
  if (answer && !wanted.no_fetch && answer->kind == check::Kind::kAddress && (!answer->found || answer->only_named)) {
    if (const auto fetched = Fetch(*collection, answer->address, options.json); !fetched) {
      return Complain(fetched.error());
    }
    answer = check::Check(*collection->store, question);
  }
  if (!answer) {
    return Complain(answer.error());
  }
  Output output;
  if (options.json) {
    output.Line(check::WriteAnswer(*answer, BaseOf(collection->settings)));
  } else {
    Print(*answer, output);
  }
  return output.Status();
}

int Assist(const CollectionOptions& options, const AssistOptions& wanted) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  constexpr std::chrono::seconds kWait{20};
  std::string base = wanted.address.empty() ? BaseOf(collection->settings) : wanted.address;
  base += base.ends_with('/') ? "" : "/";
  // One message a line, each way.
  std::string message;
  while (std::getline(std::cin, message)) {
    if (message.find_first_not_of(" \t\r") == std::string::npos) {
      continue;
    }
    const mcp::Setting setting{*collection->store, base, collection->settings.serve.name, Now(), store::kFirstPerson,
                               !wanted.no_fetch,   kWait};
    if (const mcp::Reply reply = mcp::Answer(message, setting); !reply.json.empty()) {
      std::cout << reply.json << std::endl;
    }
  }
  return 0;
}

}  // namespace headwater::cli
