// Takedowns on the command line: asked for, looked over, granted, refused, reversed.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <thread>

#include "base/clock.h"
#include "base/moment.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/rights_commands.h"
#include "cli/spool.h"
#include "fetch/fetch.h"
#include "form/json_line.h"
#include "pipeline/pipeline.h"
#include "store/rights_log.h"
#include "store/takedowns.h"

namespace headwater::cli {
namespace {

// A running server begins well within this; it is waited for as long as it goes on.
constexpr std::chrono::milliseconds kPatience{2'500};
constexpr std::chrono::milliseconds kLook{100};
constexpr std::size_t kMostListed = 200;

struct TakedownInput {
  std::vector<std::string> addresses;
  std::string from;
  std::string contact;
  std::string words;
  std::string why;
  std::int64_t number = 0;
  bool restore = false;
  bool only = false;
};

std::chrono::sys_seconds Now() { return SystemClock().Now(); }

std::string Written(std::chrono::sys_seconds at) { return FormatMoment(MomentOfInstant(at)); }

std::string TimeLeft(const store::Claim& claim) {
  if (claim.state != store::ClaimState::kOpen) {
    return {};
  }
  const auto left = std::chrono::duration_cast<std::chrono::minutes>(claim.due - Now());
  return left.count() < 0 ? fmt::format(", OVERDUE by {} h {} min", -left.count() / 60, -left.count() % 60)
                          : fmt::format(", {} h {} min left", left.count() / 60, left.count() % 60);
}

std::string ClaimLine(const store::Claim& claim, bool as_json) {
  if (as_json) {
    form::JsonObject object;
    object.Number("number", claim.number).Text("wants", claim.restore ? "restore" : "remove");
    object.Text("state", store::Spell(claim.state)).Text("way", store::Spell(claim.way));
    object.Text("claimant", claim.claimant).Text("asked", Written(claim.asked)).Text("due", Written(claim.due));
    object.Text("domain", claim.domain).Flag("proven", claim.proven.has_value()).Flag("overdue", claim.Overdue(Now()));
    object.Number("removed", claim.removed).Number("withheld", claim.withheld);
    object.Text("clean", claim.clean ? Written(*claim.clean) : std::string());
    object.Raw("addresses", form::JsonTexts(claim.addresses));
    return object.Written();
  }
  std::string line = fmt::format("{} {} ({}, asked {}{}{})", claim.number, store::Spell(claim.state),
                                 claim.restore ? "to put back" : "to remove", Written(claim.asked), TimeLeft(claim),
                                 claim.proven ? ", the domain is proven" : "");
  for (const std::string& address : claim.addresses) {
    line += "\n  " + address;
  }
  if (claim.removed + claim.withheld > 0) {
    line += fmt::format("\n  {} articles removed, {} without their words{}", claim.removed, claim.withheld,
                        claim.clean ? fmt::format(", nothing left since {}", Written(*claim.clean)) : "");
  }
  return line;
}

Result<bool> IsDone(store::Store& store, std::int64_t number) {
  const auto claim = store::Takedowns(store).Of(number);
  if (!claim) {
    return tl::unexpected(claim.error());
  }
  return claim->state != store::ClaimState::kGranting && claim->state != store::ClaimState::kReversing;
}

// What all of these do: open, act, and show the claim.
int Act(const CollectionOptions& options, std::int64_t number,
        const std::function<Result<void>(Collection&, store::Takedowns&)>& act) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::Takedowns takedowns(*collection->store);
  Result<void> done = act(*collection, takedowns);
  if (done) {
    done = CarryOut(*collection, [number](store::Store& store) { return IsDone(store, number); });
  }
  const auto claim = done ? takedowns.Of(number) : tl::unexpected(done.error());
  if (!claim) {
    return Complain(claim.error());
  }
  Output output;
  output.Line(ClaimLine(*claim, options.json));
  return output.Status();
}

int Add(const CollectionOptions& options, const TakedownInput& input) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::NewClaim claim;
  claim.restore = input.restore;
  claim.addresses = input.addresses;
  claim.claimant = input.from;
  claim.contact = input.contact;
  claim.words = input.words;
  claim.way = store::ClaimWay::kCommand;
  store::Takedowns takedowns(*collection->store);
  const auto asked = takedowns.Ask(claim, Now());
  const auto concerned = asked ? takedowns.Concerns(asked->number) : tl::unexpected(asked.error());
  if (!concerned) {
    return Complain(concerned.error());
  }
  Output output;
  if (options.json) {
    form::JsonObject object;
    object.Number("number", asked->number).Text("page", "takedown/" + asked->secret);
    object.Number("articles", static_cast<std::int64_t>(concerned->articles.size()));
    object.Number("copies", static_cast<std::int64_t>(concerned->copies.size()));
    output.Line(object.Written());
    return output.Status();
  }
  output.Line(fmt::format("takedown {}: {} articles are at these addresses, {} copies are known", asked->number,
                          concerned->articles.size(), concerned->copies.size()));
  for (const store::ArticleLine& line : concerned->originals) {
    output.Line(fmt::format("  beware: held to be a copy of {} ({})", line.headline, line.publisher));
  }
  output.Line(fmt::format("the claimant follows it at takedown/{} on this server", asked->secret));
  output.Line(fmt::format("grant it with: headwater takedown grant {}", asked->number));
  return output.Status();
}

int List(const CollectionOptions& options) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto claims = store::Takedowns(*collection->store).All(kMostListed);
  if (!claims) {
    return Complain(claims.error());
  }
  Output output;
  for (const store::Claim& claim : *claims) {
    output.Line(ClaimLine(claim, options.json));
  }
  return output.Status();
}

int ShowLog(const CollectionOptions& options, std::int64_t number) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::RightsLog log(*collection->store);
  const auto broken = log.FirstBroken();
  const auto entries = broken ? log.Latest(10'000, 0, number) : tl::unexpected(broken.error());
  if (!entries) {
    return Complain(entries.error());
  }
  Output output;
  for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {
    if (options.json) {
      form::JsonObject object;
      object.Number("entry", entry->entry).Text("at", Written(entry->at)).Text("who", entry->who);
      object.Text("what", entry->what).Number("takedown", entry->takedown).Text("detail", entry->detail);
      object.Text("hash", entry->hash);
      output.Line(object.Written());
    } else {
      output.Line(fmt::format("{} {} takedown {}: {} ({}){}", entry->entry, Written(entry->at), entry->takedown,
                              entry->what, entry->who, entry->detail.empty() ? "" : " " + entry->detail));
    }
  }
  if (*broken != 0) {
    output.Complain({Fault::kStorage, fmt::format("entry {} does not follow from the one before it: the log was "
                                                  "changed",
                                                  *broken)});
  }
  return output.Status();
}

CLI::App& AddCommand(CLI::App& app, const std::string& name, const std::string& help, CollectionOptions& common) {
  CLI::App& command = *app.add_subcommand(name, help);
  AddCollectionOptions(command, common);
  return command;
}

}  // namespace

Result<void> CarryOut(Collection& collection, const std::function<Result<bool>(store::Store&)>& done) {
  for (auto waited = std::chrono::milliseconds{0}; waited < kPatience; waited += kLook) {
    const auto is_done = done(*collection.store);
    if (!is_done || *is_done) {
      return is_done.map([](bool) {});
    }
    std::this_thread::sleep_for(kLook);
  }
  Settings& settings = collection.settings;
  settings.pipeline.fetch = false;
  fetch::Fetcher fetcher(settings.fetch, SystemClock());
  pipeline::Pipeline pipeline(*collection.store, fetcher, SystemClock(), settings.pipeline, SpooledLimits());
  if (auto opened = pipeline.Open(); !opened) {
    return opened;
  }
  return pipeline.MindTakedowns();
}

void AddTakedownCommands(CLI::App& app, CollectionOptions& common, int& status) {
  const auto input = std::make_shared<TakedownInput>();
  CLI::App& takedown = AddCommand(app, "takedown", "what owners ask to be removed: docs/rights.md", common);
  takedown.require_subcommand(1);
  const auto numbered = [input](CLI::App& command) {
    command.add_option("NUMBER", input->number, "as `takedown list` prints it")->required();
  };
  CLI::App& add = AddCommand(takedown, "add", "notes what an owner asks", common);
  add.add_option("ADDRESS", input->addresses, "pages' addresses, or articles' ids")->required();
  add.add_option("--from", input->from, "who asks");
  add.add_option("--contact", input->contact, "where they are reached");
  add.add_option("--words", input->words, "by what right");
  add.add_flag("--restore", input->restore, "they ask to put back what was wrongly taken down");
  add.callback([&common, &status, input] { status = Add(common, *input); });

  CLI::App& list = AddCommand(takedown, "list", "those that wait first, with the time that is left", common);
  list.callback([&common, &status] { status = List(common); });

  CLI::App& grant = AddCommand(takedown, "grant", "removes it, with its copies, and keeps it out", common);
  numbered(grant);
  grant.add_flag("--only", input->only, "only what is at the addresses themselves, no copies");
  grant.add_option("--why", input->why, "what the claimant is told");
  grant.callback([&common, &status, input] {
    status = Act(common, input->number, [input](Collection&, store::Takedowns& takedowns) {
      return takedowns.Grant(input->number, !input->only, "command line", input->why, Now());
    });
  });

  CLI::App& refuse = AddCommand(takedown, "refuse", "leaves everything as it is", common);
  numbered(refuse);
  refuse.add_option("--why", input->why, "what the claimant is told")->required();
  refuse.callback([&common, &status, input] {
    status = Act(common, input->number, [input](Collection&, store::Takedowns& takedowns) {
      return takedowns.Refuse(input->number, "command line", input->why, Now());
    });
  });

  CLI::App& reverse = AddCommand(takedown, "reverse", "the claim was false: its pages may be fetched again", common);
  numbered(reverse);
  reverse.add_option("--why", input->why, "what the claimant is told")->required();
  reverse.callback([&common, &status, input] {
    status = Act(common, input->number, [input](Collection&, store::Takedowns& takedowns) {
      return takedowns.Reverse(input->number, "command line", input->why, Now());
    });
  });

  CLI::App& log = AddCommand(takedown, "log", "all that was done, and whether the log is whole", common);
  log.add_option("NUMBER", input->number, "of one takedown only");
  log.callback([&common, &status, input] { status = ShowLog(common, input->number); });
}

}  // namespace headwater::cli
