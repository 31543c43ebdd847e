// `headwater move`: the whole collection into another store.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <numeric>

#include "cli/open.h"
#include "cli/output.h"
#include "cli/rights_commands.h"
#include "form/json_line.h"
#include "store/address.h"
#include "store/move.h"

namespace headwater::cli {
namespace {

int Move(const CollectionOptions& options, const std::string& to) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const std::string target = StoreIn(options.data, to);
  if (target == collection->settings.store) {
    return Complain({Fault::kUsage, "the collection is in this store already"});
  }
  Output output;
  const auto report = store::MoveStore(*collection->store, target, [](const std::string& table, std::int64_t rows) {
    Log(LogLevel::kInfo, "move: {}: {} rows", table, rows);
  });
  if (!report) {
    return Complain(report.error());
  }
  const std::int64_t rows = std::accumulate(report->tables.begin(), report->tables.end(), std::int64_t{0},
                                            [](std::int64_t sum, const auto& table) { return sum + table.rows; });
  for (const store::TableDigest& table : report->tables) {
    if (options.json) {
      output.Line(form::JsonObject()
                      .Text("table", table.table)
                      .Number("rows", table.rows)
                      .Text("sha256", table.sha256)
                      .Written());
    } else if (table.rows > 0) {
      output.Line(fmt::format("{:<20} {:>10} rows  {}", table.table, table.rows, table.sha256.substr(0, 16)));
    }
  }
  if (!options.json) {
    output.Line(
        fmt::format("{} rows in {} tables are the same in both stores; {} articles are in the new index.\n"
                    "Stop what runs on the old store, and go on with: store = \"{}\" in {}/headwater.toml",
                    rows, report->tables.size(), report->indexed, store::NameOfStore(target), options.data));
  }
  return output.Status();
}

}  // namespace

void AddMoveCommand(CLI::App& app, CollectionOptions& common, int& status) {
  const auto to = std::make_shared<std::string>();
  CLI::App& move = *app.add_subcommand("move", "the whole collection into another store, checked table by table");
  AddCollectionOptions(move, common);
  move.add_option("--to", *to, "an empty database: postgres://user@host/name; or a new file")->required();
  move.callback([&common, &status, to] { status = Move(common, *to); });
}

}  // namespace headwater::cli
