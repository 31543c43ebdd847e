// The commands over the collection: the folder of settings and store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace headwater::cli {

// Where the collection is when --data is not given: $HEADWATER_DATA, else $XDG_DATA_HOME/headwater, else
// ~/.local/share/headwater.
std::string DefaultDataFolder();

struct CollectionOptions {
  std::string data;   // the folder
  std::string store;  // instead of the one in the settings: a file in the folder, or postgres://…; empty: that
  std::string queue;  // instead of the one in the settings; empty: that
  bool json = false;
  std::string log;  // `text`, `json`; empty: as the settings say
};

struct ServeOptions {
  std::string listen;               // empty: as the settings say
  std::vector<std::string> stages;  // with a queue: those that are done here; empty: all, `none`: none
  bool no_fetch = false;
  bool no_samples = false;
  bool allow_private_networks = false;
};

struct WorkOptions {
  std::vector<std::string> stages;  // fetch, extract, annotate, desk; empty: all
  bool allow_private_networks = false;
};

struct IngestOptions {
  std::vector<std::string> inputs;  // paths and addresses
  std::vector<std::string> watch;   // folders that are watched until stopped
  bool sample = false;              // marks them as part of the sample edition
  bool allow_private_networks = false;
};

// What is set for a feed; what is absent stays as it is, what is empty is taken back.
struct FeedChoice {
  std::optional<std::string> title;
  std::optional<std::string> folder;
  std::optional<std::string> user_agent;
  std::optional<std::string> cookies;
  std::optional<std::string> user;
  std::optional<std::string> password_file;  // `-`: standard input
  std::optional<std::string> proxy;
  std::optional<std::string> ca_file;
  std::optional<std::string> text;  // `page`, `feed`, `selected`
  std::optional<std::string> keep;
  std::optional<std::string> drop;
  std::optional<int> minutes;  // 0: as often as it changes

  bool empty() const {
    return !title && !folder && !user_agent && !cookies && !user && !password_file && !proxy && !ca_file && !text &&
           !keep && !drop && !minutes;
  }
};

struct SubscribeOptions {
  std::vector<std::string> inputs;  // addresses of feeds or sites, OPML files
  bool defaults = false;
  bool as_is = false;  // the addresses are not looked at
  bool allow_private_networks = false;
  FeedChoice choice;
};

struct FeedOptions {
  std::string address;
  FeedChoice choice;
  bool pause = false;
  bool resume = false;
  bool refresh = false;
  bool remove = false;
  std::optional<int> backfill;  // so many older entries
  std::optional<int> days;      // none older than that
};

// One of story, search and all.
struct ExportOptions {
  std::string warc;  // the file; - for standard output
  std::string story;
  std::string search;
  bool all = false;
};

struct MirrorOptions {
  std::string source;  // a name in any spelling, or a domain
  bool credited = false;
  bool uncredited = false;
  bool csv = false;
  std::size_t limit = 0;  // 0: all
};

struct AuditOptions {
  int sample = 200;
  std::int64_t seed = 1;
  std::string kind;     // `story`, `copy`, `origin`, `person`; empty: all
  bool report = false;  // what the verdicts come to, nothing is asked
  bool list = false;    // what was drawn, as JSON
};

struct BriefingOptions {
  bool weekly = false;
  std::string until;  // a time or a day; empty: now
  std::string language;
  std::string country;
  std::string subject;
};

struct Collection;

// Each returns the exit status: 0, or 1 with the reason on standard error.
int Serve(const CollectionOptions& options, const ServeOptions& serve);
// Does stages of the work until stopped, as one of many.
int Work(const CollectionOptions& options, const WorkOptions& work);
int Ingest(const CollectionOptions& options, const IngestOptions& ingest);
int Subscribe(const CollectionOptions& options, const SubscribeOptions& subscribe);
// All subscriptions, a line each, or as OPML.
int Subscriptions(const CollectionOptions& options, bool opml);
// Changes one subscription and shows it.
int Feed(const CollectionOptions& options, const FeedOptions& feed);
int Stories(const CollectionOptions& options, std::size_t limit, bool single_origin);
int Story(const CollectionOptions& options, const std::string& id);
// A thread's dated turns, and how those who speak in it moved.
int Thread(const CollectionOptions& options, const std::string& id);
// How a speaker's position moved, by matter; only of those that have the words of `about`. The speaker is an entity's
// id or a name.
int Positions(const CollectionOptions& options, const std::string& speaker, const std::string& about,
              std::size_t limit);
// Words and operators, as in the search box; who said what instead of articles where `statements` is set.
int Search(const CollectionOptions& options, const std::string& words, std::size_t limit, bool statements);
// Who is called by the words.
int Entities(const CollectionOptions& options, const std::string& words, const std::string& kind, std::size_t limit);
int Entity(const CollectionOptions& options, const std::string& id, std::size_t limit);
int Decide(const CollectionOptions& options, const store::NewDecision& decision);
// About stories, copies, origins and sources: done by a running server, or else here.
int Settle(const CollectionOptions& options, const store::NewDecision& decision);
Result<void> ActOn(Collection& collection, std::int64_t decision);
int Undo(const CollectionOptions& options, std::int64_t number);
int Decisions(const CollectionOptions& options);
// The reasons for what was decided about an article, by its id or address, or about two.
int Why(const CollectionOptions& options, const std::string& article, const std::string& other);
// Verdicts come from standard input.
int Audit(const CollectionOptions& options, const AuditOptions& wanted);
// How a source comes by what it publishes, whom it cites, who cites it, how fast it follows.
int SourceProfile(const CollectionOptions& options, const std::string& name);
// Who copies a source.
int Mirror(const CollectionOptions& options, const MirrorOptions& wanted);
// Chains that end short of a primary source; `kind` is `unnamed`, `dead`, `absent`, or empty: any.
int Unresolved(const CollectionOptions& options, const std::string& kind, std::size_t limit);
// Originals that were corrected, with copies that still have the old words.
int Corrections(const CollectionOptions& options, std::size_t limit);
// What was reported most independently since yesterday, or within a week.
int Briefing(const CollectionOptions& options, const BriefingOptions& wanted);
int Export(const CollectionOptions& options, const ExportOptions& wanted);
int Doctor(const CollectionOptions& options);
int RemoveSamples(const CollectionOptions& options);

}  // namespace headwater::cli
