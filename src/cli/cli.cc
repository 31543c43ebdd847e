// The commands and their options.
#include "cli/cli.h"

#include <CLI/CLI.hpp>

#include "base/workers.h"
#include "cli/collection.h"
#include "cli/filters.h"

namespace headwater::cli {
namespace {

constexpr int kWrongUsage = 2;

struct RobotsOptions {
  std::string agent = "Headwater";
  std::string file;
  std::vector<std::string> urls;
};

// A filter's command: paths, --jobs and, for those that hold a window, --window.
void AddFilter(CLI::App& app, const std::string& name, const std::string& help, bool has_window, FilterOptions& options,
               int& status, int (*run)(const FilterOptions&)) {
  CLI::App* const command = app.add_subcommand(name, help);
  command->add_option("PATH", options.paths, "files or folders; - or none: standard input");
  command->add_option("--jobs,-j", options.jobs, "threads")->check(CLI::PositiveNumber)->capture_default_str();
  if (has_window) {
    command->add_option("--window", options.window_days, "compare articles at most this many days apart; none: all")
        ->check(CLI::PositiveNumber);
  }
  command->callback([&options, &status, run] { status = run(options); });
}

void AddFilters(CLI::App& app, FilterOptions& options, RobotsOptions& robots, int& status) {
  options.jobs = CoreCount();
  AddFilter(app, "extract",
            "pages to articles (JSON Lines, .html, .txt, .pdf, .eml, mailboxes, wires, .warc; .gz of each)", false,
            options, status, Extract);
  AddFilter(app, "annotate", "articles to articles with names, statements, citations, times and places", false, options,
            status, Annotate);
  AddFilter(app, "match", "articles to pairs that share text", true, options, status, Match);
  AddFilter(app, "group", "articles to stories", true, options, status, Group);
  AddFilter(app, "trace", "articles to their origins", true, options, status, Trace);
  AddFilter(app, "read", "RSS, Atom, JSON Feed, sitemaps and OPML to feeds", false, options, status, Read);
  AddFilter(app, "names", "pairs of names, formA<TAB>formB a line: may they name one person, organisation or place?",
            false, options, status, Names);
  CLI::App* const command = app.add_subcommand("robots", "may these addresses be fetched, after this robots.txt?");
  command->add_option("--agent", robots.agent, "what robots.txt calls the crawler by")->capture_default_str();
  command->add_option("ROBOTS", robots.file, "the robots.txt; - for standard input")->required();
  command->add_option("URL", robots.urls, "addresses")->required();
  command->callback([&robots, &status] { status = Robots(robots.agent, robots.file, robots.urls); });
}

// What the commands over the collection are given.
struct CollectionInput {
  CollectionOptions common;
  ServeOptions serve;
  IngestOptions ingest;
  SubscribeOptions subscribe;
  ExportOptions exported;
  std::vector<std::string> words;
  std::size_t limit = 30;
};

CLI::App& AddCollectionCommand(CLI::App& app, const std::string& name, const std::string& help,
                               CollectionOptions& common) {
  CLI::App& command = *app.add_subcommand(name, help);
  command.add_option("--data,-d", common.data, "the folder of settings and store")->capture_default_str();
  command.add_flag("--json", common.json, "for machines: JSON, one object a line");
  return command;
}

void AddFeeding(CLI::App& app, CollectionInput& input, int& status) {
  CLI::App& serve = AddCollectionCommand(app, "serve", "fetch, work and serve until stopped", input.common);
  serve.add_option("--listen", input.serve.listen, "address and port, as 127.0.0.1:8080; port 0: any free one");
  serve.add_flag("--no-fetch", input.serve.no_fetch, "leave the network alone");
  serve.add_flag("--no-samples", input.serve.no_samples, "do not load the sample edition into an empty collection");
  serve.add_flag("--allow-private-networks", input.serve.allow_private_networks,
                 "fetch from this machine and private networks too");
  serve.callback([&] { status = Serve(input.common, input.serve); });

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

  CLI::App& subscribe = AddCollectionCommand(app, "subscribe", "add feeds", input.common);
  subscribe.add_option("URL|FILE.opml", input.subscribe.inputs, "addresses of feeds, lists of subscriptions");
  subscribe.add_flag("--defaults", input.subscribe.defaults, "the default list of world media");
  subscribe.callback([&] {
    if (input.subscribe.inputs.empty() && !input.subscribe.defaults) {
      throw CLI::RequiredError("subscribe: an address, an OPML file or --defaults");
    }
    status = Subscribe(input.common, input.subscribe);
  });

  CLI::App& samples = *app.add_subcommand("samples", "the sample edition")->require_subcommand(1);
  CLI::App& remove = AddCollectionCommand(samples, "remove", "remove the sample edition", input.common);
  remove.callback([&] { status = RemoveSamples(input.common); });
}

std::string Joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) {
    all += (all.empty() ? "" : " ") + word;
  }
  return all;
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
  stories.callback([&] { status = Stories(input.common, input.limit); });

  CLI::App& story = AddCollectionCommand(app, "story", "one story: articles, origins, thread", input.common);
  words(story, "ID", "the story's id, as `stories` prints it");
  story.callback([&] { status = Story(input.common, Joined(input.words)); });

  CLI::App& search = AddCollectionCommand(app, "search", "articles with all of the words, newest first", input.common);
  words(search, "WORDS", "words; \"in quotation marks\" is a phrase");
  limit(search);
  search.callback([&] { status = Search(input.common, Joined(input.words), input.limit); });

  CLI::App& check =
      AddCollectionCommand(app, "check", "where an article, a quotation or a claim is from", input.common);
  words(check, "ADDRESS|TEXT", "an article's address, or words");
  check.callback([&] { status = Check(input.common, Joined(input.words)); });

  CLI::App& exported = AddCollectionCommand(app, "export", "kept pages as a web archive", input.common);
  exported.add_option("--warc", input.exported.warc, "the file: .warc or .warc.gz (WARC 1.1); - for standard output")
      ->required();
  CLI::App& which = *exported.add_option_group("which pages");
  which.add_option("--story", input.exported.story, "those of a story");
  which.add_option("--search", input.exported.search, "those of articles with all of the words");
  which.add_flag("--all", input.exported.all, "all");
  which.require_option(1);
  exported.callback([&] { status = Export(input.common, input.exported); });

  CLI::App& doctor = AddCollectionCommand(app, "doctor", "look over store, settings, disk and feeds", input.common);
  doctor.callback([&] { status = Doctor(input.common); });
}

}  // namespace

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
  AddFeeding(app, input, status);
  AddReading(app, input, status);
  AddFilters(app, filter, robots, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUsage;
  }
  return status;
}

}  // namespace headwater::cli
