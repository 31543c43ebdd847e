// Adds the filters to the command line.
#include "cli/filter_commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/workers.h"
#include "cli/open.h"
#include "cli/user_tables.h"

namespace headwater::cli {
namespace {

// Runs a filter with the user's tables; what is wrong in them is said first, and makes the exit status 1.
int WithTables(const FilterOptions& options, int (*run)(const FilterOptions&)) {
  const auto laid = UseTables(options.tables);
  if (!laid) {
    return Complain(laid.error());
  }
  for (const Error& fault : laid->faults) {
    Complain(fault);
  }
  return std::max(run(options), laid->faults.empty() ? 0 : 1);
}

// A filter's command: paths, --jobs and, for those that hold a window, --window.
void AddFilter(CLI::App& app, const std::string& name, const std::string& help, bool has_window, FilterOptions& options,
               int& status, int (*run)(const FilterOptions&)) {
  CLI::App* const command = app.add_subcommand(name, help);
  command->add_option("PATH", options.paths, "files or folders; - or none: standard input");
  command->add_option("--jobs,-j", options.jobs, "threads")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--tables", options.tables, "a folder of your own tables (docs/tables.md)")->type_name("DIR");
  if (has_window) {
    command->add_option("--window", options.window_days, "compare articles at most this many days apart; none: all")
        ->check(CLI::PositiveNumber);
  }
  command->callback([&options, &status, run] { status = WithTables(options, run); });
}

}  // namespace

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

}  // namespace headwater::cli
