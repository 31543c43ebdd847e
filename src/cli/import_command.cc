// Takes in subscriptions, and what was read, starred and tagged, from the exports of other readers.
#include "cli/import_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "base/clock.h"
#include "cli/inputs.h"
#include "cli/open.h"
#include "cli/output.h"
#include "form/reader_state.h"
#include "form/zip.h"
#include "read/read.h"
#include "store/imports.h"
#include "store/people.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kMostBytes = 512U << 20U;

struct ImportInput {
  std::vector<std::string> files;
  std::string user;
  bool no_fetch = false;
};

// What the files came to.
struct Tally {
  std::int64_t feeds = 0;
  std::int64_t new_feeds = 0;
  std::int64_t states = 0;
  store::Imported imported;
  bool failed = false;
};

Result<std::int64_t> PersonFor(store::Store& store, const std::string& name) {
  store::People people(store);
  if (!name.empty()) {
    return people.ByName(name).map([](const store::Person& person) { return person.id; });
  }
  const auto all = people.All();
  if (!all) {
    return tl::unexpected(all.error());
  }
  if (all->size() > 1) {
    return Fail(Fault::kUsage, "there are several people: say with --user whose it is");
  }
  return all->empty() ? store::kFirstPerson : all->front().person.id;
}

Result<void> TakeList(store::Store& store, const news::Feed& list, Tally& tally) {
  std::vector<store::FeedRow> feeds;
  std::ranges::transform(list.entries, std::back_inserter(feeds), store::RowOf);
  const auto added = store.Subscribe(feeds, SystemClock().Now());
  if (!added) {
    return tl::unexpected(added.error());
  }
  tally.feeds += static_cast<std::int64_t>(feeds.size());
  tally.new_feeds += *added;
  return {};
}

Result<void> TakeFile(store::Store& store, std::int64_t person, const ImportInput& input, const std::string& name,
                      std::string_view bytes, Tally& tally) {
  const std::size_t begin = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (begin != std::string_view::npos && bytes[begin] == '<') {
    const auto list = read::ReadFeed(bytes, "", "");
    if (!list || list->kind != news::FeedKind::kOpml) {
      return Fail(Fault::kBadInput, name + (list ? ": is no OPML list of subscriptions" : ": " + list.error().text));
    }
    return TakeList(store, *list, tally);
  }
  const auto states = form::ReadReaderStates(bytes, name);
  if (!states) {
    return Fail(states.error().fault, fmt::format("{}: {}", name, states.error().text));
  }
  const auto imported = store::Imports(store).Take(person, *states, !input.no_fetch, SystemClock().Now());
  if (!imported) {
    return tl::unexpected(imported.error());
  }
  tally.states += static_cast<std::int64_t>(states->size());
  tally.imported.matched += imported->matched;
  tally.imported.waiting += imported->waiting;
  tally.imported.fetched += imported->fetched;
  return {};
}

// A file, or each of an archive's; a bad one costs that one.
void TakeInput(store::Store& store, std::int64_t person, const ImportInput& input, const std::string& path,
               Tally& tally) {
  const auto complain = [&tally](const Error& error) {
    Complain(error);
    tally.failed = true;
  };
  const auto bytes = ReadWhole(path, kMostBytes);
  if (!bytes) {
    return complain(bytes.error());
  }
  if (!form::IsZip(*bytes)) {
    if (const auto taken = TakeFile(store, person, input, path, *bytes, tally); !taken) {
      complain(taken.error());
    }
    return;
  }
  const auto files = form::ReadZip(*bytes, {.max_files = 10'000, .max_bytes = kMostBytes});
  if (!files) {
    return complain({files.error().fault, fmt::format("{}: {}", path, files.error().text)});
  }
  for (const form::ZipFile& file : *files) {
    const bool known = file.name.ends_with(".json") || file.name.ends_with(".opml") || file.name.ends_with(".xml");
    if (!known) {
      continue;
    }
    if (const auto taken = TakeFile(store, person, input, file.name, file.bytes, tally); !taken) {
      complain(taken.error());
    }
  }
}

void Tell(const Tally& tally, bool json) {
  Output output;
  if (json) {
    output.Line(boost::json::serialize(boost::json::object{{"feeds", tally.feeds},
                                                           {"new_feeds", tally.new_feeds},
                                                           {"articles", tally.states},
                                                           {"matched", tally.imported.matched},
                                                           {"waiting", tally.imported.waiting},
                                                           {"fetched", tally.imported.fetched}}));
    return;
  }
  output.Line(fmt::format("{} of {} feeds were new", tally.new_feeds, tally.feeds));
  output.Line(fmt::format("{} of {} articles are here and marked as they were", tally.imported.matched, tally.states));
  if (tally.imported.waiting > 0) {
    output.Line(fmt::format("{} are not here: they are marked when they come; the {} starred or tagged ones are queued",
                            tally.imported.waiting, tally.imported.fetched));
  }
}

int Import(const CollectionOptions& options, const ImportInput& input) {
  auto collection = OpenOrMake(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto person = PersonFor(*collection->store, input.user);
  if (!person) {
    return Complain(person.error());
  }
  Tally tally;
  for (const std::string& path : input.files) {
    TakeInput(*collection->store, *person, input, path, tally);
  }
  Tell(tally, options.json);
  return tally.failed ? 1 : 0;
}

}  // namespace

void AddImportCommand(CLI::App& app, CollectionOptions& common, int& status) {
  CLI::App& command = *app.add_subcommand("import", "subscriptions, read and starred articles from another reader");
  const auto input = std::make_shared<ImportInput>();
  command.add_option("--data,-d", common.data, "the folder of settings and store")->capture_default_str();
  command.add_flag("--json", common.json, "for machines: JSON");
  command
      .add_option("FILE", input->files,
                  "OPML; FreshRSS's archive; JSON of Google Reader's kind (starred.json), of Miniflux or of Feedly")
      ->required();
  command.add_option("--user", input->user, "whose it is, where there are several people");
  command.add_flag("--no-fetch", input->no_fetch, "starred articles that are not here are not queued to be fetched");
  command.callback([&common, &status, input] { status = Import(common, *input); });
}

}  // namespace headwater::cli
