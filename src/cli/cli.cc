// The commands and their options.
#include "cli/cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "base/workers.h"
#include "cli/check_command.h"
#include "cli/collection.h"
#include "cli/filter_commands.h"
#include "cli/import_command.h"
#include "cli/open.h"
#include "cli/rights_commands.h"
#include "cli/settings.h"
#include "cli/user_commands.h"
#include "cli/user_tables.h"

namespace headwater::cli {
namespace {

constexpr int kWrongUsage = 2;

// What `entity` is given.
struct EntityInput {
  std::string entity;
  std::string other;
  std::string form;
  std::string article;
  std::string name;
  std::int64_t number = 0;
};

// What the commands over the collection are given.
struct CollectionInput {
  CollectionOptions common;
  WorkOptions work;
  ServeOptions serve;
  IngestOptions ingest;
  SubscribeOptions subscribe;
  ExportOptions exported;
  FeedOptions feed;
  bool opml = false;
  std::vector<std::string> words;
  std::size_t limit = 30;
  bool statements = false;
  bool single_origin = false;
  std::string about;
  std::string kind;
  MirrorOptions mirror;
  EntityInput entity;
  store::NewDecision decision;
  std::vector<std::string> articles;
  std::string other;
  AuditOptions audit;
  CheckOptions check;
  AssistOptions assist;
  BriefingOptions briefing;
};

CLI::App& AddCollectionCommand(CLI::App& app, const std::string& name, const std::string& help,
                               CollectionOptions& common) {
  CLI::App& command = *app.add_subcommand(name, help);
  AddCollectionOptions(command, common);
  return command;
}

void AddStages(CLI::App& command, std::vector<std::string>& stages, bool may_be_none) {
  std::vector<std::string> known{"fetch", "extract", "annotate", "desk"};
  if (may_be_none) {
    known.emplace_back("none");
  }
  command.add_option("--stages", stages, "with a queue: the stages that are done here; else all")
      ->delimiter(',')
      ->type_name("STAGE,...")
      ->check(CLI::IsMember(known));
}

void AddFeeding(CLI::App& app, CollectionInput& input, int& status) {
  CLI::App& serve = AddCollectionCommand(app, "serve", "fetch, work and serve until stopped", input.common);
  serve.add_option("--listen", input.serve.listen, "address and port, as 127.0.0.1:8080; port 0: any free one");
  serve.add_flag("--no-fetch", input.serve.no_fetch, "leave the network alone");
  serve.add_flag("--no-samples", input.serve.no_samples, "do not load the sample edition into an empty collection");
  serve.add_flag("--allow-private-networks", input.serve.allow_private_networks,
                 "fetch from this machine and private networks too");
  AddStages(serve, input.serve.stages, true);
  serve.add_option("--queue", input.common.queue, "share the work through NATS JetStream: nats://HOST:4222");
  serve.callback([&] { status = Serve(input.common, input.serve); });

  CLI::App& work = AddCollectionCommand(
      app, "work", "do stages of the work until stopped, as one of many that share a store and a queue", input.common);
  work.add_option("--queue", input.common.queue, "NATS JetStream: nats://HOST:4222, several with commas between");
  AddStages(work, input.work.stages, false);
  work.add_flag("--allow-private-networks", input.work.allow_private_networks,
                "fetch from this machine and private networks too");
  work.callback([&] { status = Work(input.common, input.work); });

  CLI::App& ingest =
      AddCollectionCommand(app, "ingest", "read documents, archives or feeds into the collection", input.common);
  ingest.add_option("PATH|URL", input.ingest.inputs, "files, folders, addresses");
  ingest.add_option("--watch", input.ingest.watch, "folders to watch, taking up what comes, until stopped")
      ->type_name("DIR")
      ->allow_extra_args(false);
  ingest.add_flag("--allow-private-networks", input.ingest.allow_private_networks,
                  "fetch from this machine and private networks too");
  ingest.callback([&] {
    if (input.ingest.inputs.empty() && input.ingest.watch.empty()) {
      throw CLI::RequiredError("ingest: a path, an address or --watch");
    }
    status = Ingest(input.common, input.ingest);
  });

  CLI::App& samples = AddCollectionCommand(app, "samples", "the sample edition", input.common);
  samples.require_subcommand(1);
  CLI::App& remove = AddCollectionCommand(samples, "remove", "remove the sample edition", input.common);
  remove.callback([&] { status = RemoveSamples(input.common); });
}

// What may be said of a feed when it is added, and later.
void AddChoice(CLI::App& command, FeedChoice& choice) {
  command.add_option("--folder", choice.folder, "its folder; `World/Asia` lies in `World`");
  command.add_option("--user", choice.user, "user name for HTTP authentication");
  command.add_option("--password-file", choice.password_file, "a file with the password; - for standard input");
  command.add_option("--cookie", choice.cookies, "what is sent as Cookie: `name=value; other=value`");
  command.add_option("--user-agent", choice.user_agent, "another user agent than the usual one");
  command.add_option("--proxy", choice.proxy, "a proxy, as http://proxy.vellmar.example:3128");
  command.add_option("--ca-file", choice.ca_file, "certificates (PEM) that its server's may be signed with");
  command.add_option("--minutes", choice.minutes, "between two looks; 0: as often as it changes")
      ->check(CLI::Range(0, 100'000));
  command.add_option("--text", choice.text, "where articles' text is from: page, feed or selected (--keep, --drop)")
      ->check(CLI::IsMember({"page", "feed", "selected"}));
  command.add_option("--keep", choice.keep, "selectors (tag, .class, #id, [attribute=value]): keep only these");
  command.add_option("--drop", choice.drop, "selectors: leave these out");
}

void AddSubscriptions(CLI::App& app, CollectionInput& input, int& status) {
  CLI::App& subscribe = AddCollectionCommand(app, "subscribe", "add feeds, by any address of a site", input.common);
  subscribe.add_option("URL|FILE.opml", input.subscribe.inputs, "addresses of feeds or sites, lists of subscriptions");
  subscribe.add_flag("--defaults", input.subscribe.defaults, "the default list of world media");
  subscribe.add_flag("--as-is,--no-fetch", input.subscribe.as_is, "take addresses as feeds, without a look");
  subscribe.add_flag("--allow-private-networks", input.subscribe.allow_private_networks,
                     "look at this machine and private networks too");
  AddChoice(subscribe, input.subscribe.choice);
  subscribe.callback([&] {
    if (input.subscribe.inputs.empty() && !input.subscribe.defaults) {
      throw CLI::RequiredError("subscribe: an address, an OPML file or --defaults");
    }
    status = Subscribe(input.common, input.subscribe);
  });

  CLI::App& list = AddCollectionCommand(app, "subscriptions", "all feeds and how they are", input.common);
  list.add_flag("--opml", input.opml, "as OPML, for other readers");
  list.callback([&] { status = Subscriptions(input.common, input.opml); });

  CLI::App& feed = AddCollectionCommand(app, "feed", "one feed: how it is, and what is changed about it", input.common);
  feed.add_option("URL", input.feed.address, "its address")->required();
  feed.add_option("--title", input.feed.choice.title, "what it is called");
  AddChoice(feed, input.feed.choice);
  auto* const pause = feed.add_flag("--pause", input.feed.pause, "do not fetch it for the time being");
  feed.add_flag("--resume", input.feed.resume, "fetch it again")->excludes(pause);
  feed.add_flag("--refresh", input.feed.refresh, "fetch it now");
  feed.add_flag("--remove", input.feed.remove, "end the subscription; its articles stay");
  feed.add_option("--backfill", input.feed.backfill, "fetch so many older entries")->check(CLI::Range(1, 5'000));
  feed.add_option("--days", input.feed.days, "with --backfill: none older than so many days")
      ->check(CLI::Range(1, 36'500));
  feed.callback([&] { status = Feed(input.common, input.feed); });
}

// CLI11 takes what stands in brackets for a list; a selector may. A blank before it tells it otherwise, and means
// nothing.
std::vector<std::string> ArgumentsOf(int argc, char** argv) {
  std::vector<std::string> arguments;
  for (int i = argc - 1; i > 0; --i) {
    arguments.emplace_back(argv[i]);
    if (arguments.back().starts_with('[')) {
      arguments.back().insert(0, 1, ' ');
    }
  }
  return arguments;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) {
    all += (all.empty() ? "" : " ") + word;
  }
  return all;
}

// A shell takes quotation marks away: `speaker:"Oda Brenning"` comes as one argument without them. What is asked for by
// anything but a name has no blanks: `'lang:en weir'` is a whole question in one argument.
std::vector<std::string> Requoted(std::vector<std::string> words) {
  constexpr std::array<std::string_view, 3> kOfNames = {"speaker", "source", "place"};
  for (std::string& word : words) {
    const std::size_t colon = word.find(':');
    if (colon != std::string::npos && std::ranges::find(kOfNames, word.substr(0, colon)) != kOfNames.end() &&
        word.find(' ') != std::string::npos && word.find('"') == std::string::npos) {
      word.insert(colon + 1, 1, '"').push_back('"');
    }
  }
  return words;
}

void AddEntities(CLI::App& app, CollectionInput& input, int& status) {
  CLI::App& entity = AddCollectionCommand(
      app, "entity", "persons, organisations and places: who is named, and who is who", input.common);
  entity.require_subcommand(1);
  EntityInput& given = input.entity;
  const auto id = [&given](CLI::App& command) {
    command.add_option("ID", given.entity, "as `entity list` prints it: person/oda-brenning")->required();
  };
  CLI::App& list = AddCollectionCommand(entity, "list", "those called by the words, or named most", input.common);
  list.add_option("WORDS", input.words, "a name, in any spelling; without it, those that are named most");
  list.add_option("--kind", input.kind, "only these")
      ->check(CLI::IsMember({"person", "organisation", "place", "other"}));
  list.add_option("--limit,-n", input.limit, "at most so many")->check(CLI::Range(1, 200))->capture_default_str();
  list.callback([&] { status = Entities(input.common, Joined(input.words), input.kind, input.limit); });

  CLI::App& show = AddCollectionCommand(entity, "show", "forms, roles with dates, statements over time", input.common);
  id(show);
  show.add_option("--limit,-n", input.limit, "at most so many statements")
      ->check(CLI::Range(1, 200))
      ->capture_default_str();
  show.callback([&] { status = Entity(input.common, given.entity, input.limit); });

  CLI::App& merge = AddCollectionCommand(entity, "merge", "the two are one, for good", input.common);
  id(merge);
  merge.add_option("OTHER", given.other, "who it is; both have this address from then on")->required();
  merge.callback([&] {
    store::NewDecision decision{.kind = store::DecisionKind::kMerge, .entity = news::EntityId(given.entity)};
    decision.other = news::EntityId(given.other);
    status = Decide(input.common, decision);
  });

  CLI::App& part = AddCollectionCommand(entity, "part", "some mentions are someone else, for good", input.common);
  id(part);
  part.add_option("--form", given.form, "what is called so");
  part.add_option("--article", given.article, "in this article only");
  auto* const is = part.add_option("--is", given.other, "who it is");
  part.add_option("--name", given.name, "or what another is called, whom no article knows yet")->excludes(is);
  part.callback([&] {
    store::NewDecision decision{.kind = store::DecisionKind::kPart, .entity = news::EntityId(given.entity)};
    decision.form = given.form;
    decision.article = news::ArticleId(given.article);
    decision.other = news::EntityId(given.other);
    decision.name = given.name;
    status = Decide(input.common, decision);
  });

  CLI::App& undo = AddCollectionCommand(entity, "undo", "takes back what was settled", input.common);
  undo.add_option("NUMBER", given.number, "as `settle list` prints it")->required();
  undo.callback([&] { status = Undo(input.common, given.number); });

  CLI::App& settled = AddCollectionCommand(entity, "settled", "what was settled, the latest first", input.common);
  settled.callback([&] { status = Decisions(input.common); });
}

void AddTallies(CLI::App& app, CollectionInput& input, int& status) {
  const auto limit = [&input](CLI::App& command) {
    command.add_option("--limit,-n", input.limit, "at most so many")->check(CLI::Range(1, 200))->capture_default_str();
  };
  CLI::App& source = AddCollectionCommand(
      app, "source", "a source's profile: how it comes by its news, whom it cites, how fast it follows", input.common);
  source.add_option("NAME", input.words, "its name in any spelling, or its domain")->required();
  source.callback([&] { status = SourceProfile(input.common, Joined(input.words)); });

  CLI::App& mirror =
      AddCollectionCommand(app, "mirror", "all that copies a source, credited or not, newest first", input.common);
  mirror.add_option("NAME", input.words, "its name in any spelling, or its domain")->required();
  auto* const credited = mirror.add_flag("--credited", input.mirror.credited, "only what credits it");
  mirror.add_flag("--uncredited", input.mirror.uncredited, "only what does not credit it")->excludes(credited);
  mirror.add_flag("--csv", input.mirror.csv, "as a table; --json gives JSON Lines");
  mirror.add_option("--limit,-n", input.mirror.limit, "at most so many; 0: all")->capture_default_str();
  mirror.callback([&] {
    input.mirror.source = Joined(input.words);
    status = Mirror(input.common, input.mirror);
  });

  CLI::App& unresolved = AddCollectionCommand(
      app, "unresolved", "chains that end short of a primary source, those that most rests on first", input.common);
  unresolved.add_option("--kind", input.kind, "only these")->check(CLI::IsMember({"absent", "unnamed", "dead"}));
  limit(unresolved);
  unresolved.callback([&] { status = Unresolved(input.common, input.kind, input.limit); });

  CLI::App& corrections = AddCollectionCommand(
      app, "corrections", "originals that were corrected, and the copies that still have the old words", input.common);
  limit(corrections);
  corrections.callback([&] { status = Corrections(input.common, input.limit); });
}

// What a source is given by: an article's id, an address, or a name.
void PutSource(store::NewDecision& decision, const std::string& source) {
  constexpr std::size_t kIdLength = 16;
  const std::string head = source.substr(0, source.find('#'));
  if (head.size() == kIdLength && head.find_first_not_of("0123456789abcdef") == std::string::npos) {
    decision.others = {news::ArticleId(source)};
  } else if (source.starts_with("http://") || source.starts_with("https://")) {
    decision.url = source;
  } else {
    decision.source = source;
  }
}

std::vector<news::ArticleId> Ids(const std::vector<std::string>& articles) {
  return {articles.begin(), articles.end()};
}

// One command below `settle`, about articles; `fill` says what it settles.
CLI::App& AddSettling(CLI::App& settle, CollectionInput& input, int& status, store::DecisionKind kind,
                      const std::string& name, const std::string& help) {
  CLI::App& command = AddCollectionCommand(settle, name, help, input.common);
  command.callback([&input, &status, kind] {
    store::NewDecision decision{.kind = kind, .articles = Ids(input.articles)};
    const bool of_stories = kind == store::DecisionKind::kJoin || kind == store::DecisionKind::kMove;
    if (kind == store::DecisionKind::kJoin) {
      decision.articles.clear();
      decision.story = news::StoryId(input.articles.front());
    }
    if (of_stories) {
      decision.other_story = news::StoryId(input.other);
    } else if (!input.other.empty()) {
      PutSource(decision, input.other);
    }
    status = Settle(input.common, decision);
  });
  return command;
}

void AddSettle(CLI::App& app, CollectionInput& input, int& status) {
  CLI::App& settle =
      AddCollectionCommand(app, "settle", "corrections of stories, copies and origins, for good", input.common);
  settle.require_subcommand(1);
  using store::DecisionKind;
  const auto one = [&input](CLI::App& command, const std::string& name, const std::string& help) {
    command.add_option(name, input.articles, help)->required()->expected(1)->allow_extra_args(false);
  };
  const auto other = [&input](CLI::App& command, const std::string& name, const std::string& help) {
    command.add_option(name, input.other, help)->required();
  };
  CLI::App& join = AddSettling(settle, input, status, DecisionKind::kJoin, "join", "two stories are one");
  one(join, "STORY", "as `stories` prints it");
  other(join, "OTHER", "the story that it is one with");

  CLI::App& move = AddSettling(settle, input, status, DecisionKind::kMove, "move", "articles belong to another story");
  move.add_option("ARTICLE", input.articles, "their ids")->required();
  other(move, "--to", "the story");

  CLI::App& part = AddSettling(settle, input, status, DecisionKind::kLeave, "part", "articles are of another story");
  part.add_option("ARTICLE", input.articles, "their ids; they stay together")->required();

  CLI::App& copy = AddSettling(settle, input, status, DecisionKind::kNotCopy, "not-copy", "two articles are no copies");
  one(copy, "ARTICLE", "its id");
  other(copy, "OTHER", "the other's");

  CLI::App& denied =
      AddSettling(settle, input, status, DecisionKind::kNotSource, "not-source", "an article has it not from there");
  one(denied, "ARTICLE", "its id");
  other(denied, "SOURCE", "an article's id, or a source's name");

  CLI::App& named =
      AddSettling(settle, input, status, DecisionKind::kIsSource, "source", "an article has it from there");
  one(named, "ARTICLE", "its id");
  other(named, "SOURCE", "an article's id, the address of a report, or a source's name");

  CLI::App& origin =
      AddSettling(settle, input, status, DecisionKind::kNoOrigin, "no-origin", "a source is never counted as primary");
  other(origin, "SOURCE", "its name");
  CLI::App& out = AddSettling(settle, input, status, DecisionKind::kNoStories, "no-stories",
                              "what a source publishes is kept out of stories");
  other(out, "SOURCE", "its name");

  CLI::App& undo = AddCollectionCommand(settle, "undo", "takes back what was settled", input.common);
  undo.add_option("NUMBER", input.entity.number, "as `settle list` prints it")->required();
  undo.callback([&] { status = Undo(input.common, input.entity.number); });
  CLI::App& list = AddCollectionCommand(settle, "list", "what was settled, the latest first", input.common);
  list.callback([&] { status = Decisions(input.common); });
}

void AddJudging(CLI::App& app, CollectionInput& input, int& status) {
  CLI::App& why = AddCollectionCommand(app, "why", "the reasons for what was decided", input.common);
  why.add_option("ARTICLE", input.articles, "an article's id or address; of two: what they have to do with each other")
      ->required()
      ->expected(1, 2);
  why.callback([&] {
    status = Why(input.common, input.articles.front(), input.articles.size() > 1 ? input.articles[1] : std::string());
  });

  CLI::App& audit =
      AddCollectionCommand(app, "audit", "judge a sample of what was decided, and see how true it is", input.common);
  audit.add_option("--sample", input.audit.sample, "so many decisions")
      ->check(CLI::Range(1, 5000))
      ->capture_default_str();
  audit.add_option("--seed", input.audit.seed, "another seed draws other ones")->capture_default_str();
  audit.add_option("--kind", input.audit.kind, "only these")
      ->check(CLI::IsMember({"story", "copy", "origin", "person"}));
  audit.add_flag("--report", input.audit.report, "what the verdicts so far come to");
  audit.add_flag("--list", input.audit.list, "what was drawn, as JSON");
  audit.callback([&] { status = Audit(input.common, input.audit); });
}

void AddReading(CLI::App& app, CollectionInput& input, int& status) {
  const auto words = [&input](CLI::App& command, const std::string& name, const std::string& help) {
    command.add_option(name, input.words, help)->required();
  };
  const auto limit = [&input](CLI::App& command) {
    command.add_option("--limit,-n", input.limit, "at most so many")->check(CLI::Range(1, 200))->capture_default_str();
  };
  CLI::App& stories = AddCollectionCommand(app, "stories", "the stories, the most important first", input.common);
  limit(stories);
  stories.add_flag("--single-origin", input.single_origin, "only those that many carry and one started");
  stories.callback([&] { status = Stories(input.common, input.limit, input.single_origin); });

  CLI::App& story =
      AddCollectionCommand(app, "story", "one story: articles, origins, where accounts differ, thread", input.common);
  words(story, "ID", "the story's id, as `stories` prints it");
  story.callback([&] { status = Story(input.common, Joined(input.words)); });

  CLI::App& thread =
      AddCollectionCommand(app, "thread", "one thread: its dated turns, and how positions moved", input.common);
  words(thread, "ID", "the thread's id, as `story --json` prints it");
  thread.callback([&] { status = Thread(input.common, Joined(input.words)); });

  CLI::App& positions =
      AddCollectionCommand(app, "positions", "how a speaker's position moved, matter by matter", input.common);
  words(positions, "SPEAKER", "a name, or an id as `entity list` prints it");
  positions.add_option("--about", input.about, "only matters that have these words");
  limit(positions);
  positions.callback([&] { status = Positions(input.common, Joined(input.words), input.about, input.limit); });

  CLI::App& search = AddCollectionCommand(app, "search", "articles with all of the words, newest first", input.common);
  words(search, "WORDS",
        "words, \"a phrase\", and speaker:NAME source:NAME place:NAME lang:en after:2025-03 before:2025-04-01");
  search.add_flag("--statements", input.statements, "who said what, instead of articles");
  limit(search);
  search.callback([&] { status = Search(input.common, Joined(Requoted(input.words)), input.limit, input.statements); });

  CLI::App& check =
      AddCollectionCommand(app, "check", "where an article, a quotation or a claim is from", input.common);
  words(check, "ADDRESS|TEXT", "an article's address, or words");
  check.add_option("--as", input.check.as, "what it is, where that is not plain")
      ->check(CLI::IsMember({"address", "quotation", "claim"}));
  check.add_flag("--no-fetch", input.check.no_fetch, "leave an address that is not in the collection unknown");
  check.add_flag("--allow-private-networks", input.check.allow_private_networks,
                 "fetch from this machine and private networks too");
  check.callback([&] {
    input.check.what = Joined(input.words);
    status = Check(input.common, input.check);
  });

  CLI::App& mcp = AddCollectionCommand(
      app, "mcp", "answer an assistant over standard input and output (Model Context Protocol)", input.common);
  mcp.add_option("--address", input.assist.address, "where links lead; else where the settings say that it listens");
  mcp.add_flag("--no-fetch", input.assist.no_fetch, "have no address fetched");
  mcp.callback([&] { status = Assist(input.common, input.assist); });

  CLI::App& exported = AddCollectionCommand(app, "export", "kept pages as a web archive", input.common);
  exported.add_option("--warc", input.exported.warc, "the file: .warc or .warc.gz (WARC 1.1); - for standard output")
      ->required();
  CLI::App& which = *exported.add_option_group("which pages");
  which.add_option("--story", input.exported.story, "those of a story");
  which.add_option("--search", input.exported.search, "those of articles with all of the words");
  which.add_flag("--all", input.exported.all, "all");
  which.require_option(1);
  exported.callback([&] { status = Export(input.common, input.exported); });

  CLI::App& briefing = AddCollectionCommand(
      app, "briefing", "what was reported most independently since yesterday, with its primary sources", input.common);
  briefing.add_flag("--weekly", input.briefing.weekly, "within a week");
  briefing.add_option("--until", input.briefing.until, "up to that day or moment instead of now");
  briefing.add_option("--language", input.briefing.language, "only stories in that language, as en");
  briefing.add_option("--country", input.briefing.country, "only stories of publishers there, as EE");
  briefing.add_option("--subject", input.briefing.subject, "only stories about that: politics, economy and so on");
  briefing.callback([&] { status = Briefing(input.common, input.briefing); });

  CLI::App& doctor = AddCollectionCommand(app, "doctor", "look over store, settings, disk and feeds", input.common);
  doctor.callback([&] { status = Doctor(input.common); });

  app.add_subcommand("settings", "the settings that a new collection starts with, each explained")->callback([] {
    fmt::print("{}", DefaultSettings());
  });
}

}  // namespace

// Where the collection is, before a command's name or after it.
void AddCollectionOptions(CLI::App& command, CollectionOptions& common) {
  command.add_option("--data,-d", common.data, "the folder of settings and store")->capture_default_str();
  command.add_option("--store", common.store, "the store, if not the one in the settings: a file, or postgres://...");
  command.add_flag("--json", common.json, "for machines: JSON, one object a line");
  command.add_option("--log", common.log, "how the log is written: text, or json for machines")
      ->check(CLI::IsMember({"text", "json"}));
}

int Main(int argc, char** argv) {
  CLI::App app("Headwater reads the world's media and leads every item back to its primary source.", "headwater");
  app.set_version_flag("--version", "headwater " HEADWATER_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(28);
  FilterOptions filter;
  RobotsOptions robots;
  int status = 0;
  CollectionInput input;
  input.common.data = DefaultDataFolder();
  AddCollectionOptions(app, input.common);
  AddFeeding(app, input, status);
  AddSubscriptions(app, input, status);
  AddReading(app, input, status);
  AddTallies(app, input, status);
  AddEntities(app, input, status);
  AddSettle(app, input, status);
  AddJudging(app, input, status);
  AddUserCommands(app, input.common, status);
  AddImportCommand(app, input.common, status);
  AddTakedownCommands(app, input.common, status);
  AddBundleCommands(app, input.common, status);
  AddBackupCommands(app, input.common, status);
  AddMoveCommand(app, input.common, status);
  AddCollectionOptions(*app.get_subcommand("user"), input.common);
  AddFilters(app, filter, robots, status);
  try {
    app.parse(ArgumentsOf(argc, argv));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUsage;
  }
  return status;
}

}  // namespace headwater::cli
