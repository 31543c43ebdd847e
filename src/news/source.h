// A source: an outlet, agency, aggregator, institution or person that publishes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "news/ids.h"

namespace headwater::news {

enum class SourceKind { kUnknown, kAgency, kOutlet, kStateMedium, kAggregator, kPressReleaseService, kInstitution };

// Whose a source is, or whose part, and in which years: absent where unknown, `until` also where it still is.
struct Holding {
  std::string by;
  std::optional<int> from;
  std::optional<int> until;
};

// What is unknown is absent or empty.
struct Source {
  SourceId id;
  std::string name;
  // Every way to write the name, the name itself among them; compared as the tables say.
  std::vector<std::string> spellings;
  // Registered domains, without `www.`; the first is the main one.
  std::vector<std::string> domains;
  SourceKind kind = SourceKind::kUnknown;
  std::optional<std::string> country;   // ISO 3166-1 alpha-2
  std::optional<std::string> language;  // ISO 639-1
  std::vector<Holding> owners;          // `by` is a name; the present owner goes first
  std::vector<Holding> parents;         // `by` is a source's id; the present parent goes first
  // Those at present.
  std::optional<std::string> owner;
  std::optional<SourceId> parent;
};

}  // namespace headwater::news
