// The commands and their options.
#include "cli/cli.h"

#include <CLI/CLI.hpp>

#include "base/workers.h"
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
  AddFilter(app, "extract", "pages to articles (JSON Lines, .html, .txt, .warc; .gz of each)", false, options, status,
            Extract);
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

}  // namespace

int Main(int argc, char** argv) {
  CLI::App app("Headwater reads the world's media and leads every item back to its primary source.", "headwater");
  app.set_version_flag("--version", "headwater " HEADWATER_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(28);
  FilterOptions filter;
  RobotsOptions robots;
  int status = 0;
  AddFilters(app, filter, robots, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUsage;
  }
  return status;
}

}  // namespace headwater::cli
