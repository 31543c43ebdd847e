// What is found in an article's text: names, statements, citations, times, places.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "news/ids.h"
#include "news/span.h"

namespace headwater::news {

enum class NameKind { kPerson, kOrganisation, kPlace, kOther };

struct Name {
  Span span;
  std::string text;
  NameKind kind = NameKind::kOther;
  // The office or work that the article gives the bearer beside this name, as written: "then Latvian Foreign Minister".
  std::string role;
  // Depends on the name, its article and the tables alone, so that two runs agree.
  EntityId entity;
  std::optional<std::uint32_t> mark;
};

enum class StatementKind { kDirect, kIndirect, kMixed };

enum class StatementType {
  kAssertion,
  kDenial,
  kDemand,
  kPromise,
  kQuestion,
  kBelief,
  kWish,
  kFinding,
  kNoComment,
  kPoll,
  kDocument,
  kPost
};

// A speaker or cue as it stands in the text. `parts` is filled only where it stands in several pieces;
// the span then reaches from the first to the last.
struct Phrase {
  Span span;
  std::string text;
  std::vector<Span> parts;
};

struct Speaker {
  Phrase phrase;
  // The resolved full name, or what the speaker is called: "unnamed officials".
  std::string name;
  // Empty where the speaker is not named.
  EntityId entity;
  // As `Name::role`, wherever the article says it.
  std::string role;
};

struct Statement {
  // Absent where the text names none.
  std::optional<Speaker> speaker;
  Phrase cue;
  std::vector<Span> content;
  StatementKind kind = StatementKind::kIndirect;
  StatementType type = StatementType::kAssertion;
  // From the writer outward to whoever the words come from: {"writer", "AFP", "Foreign Minister Wirajuda"}.
  std::vector<std::string> chain;
  // The day (or interval, ISO 8601) when it was said, where the text says so.
  std::string said;
  // To whom: "reporters", "the Financial Times". Absent where the text does not say.
  std::optional<Phrase> hearer;
  // On which occasion or where: "a press conference in Riga", "a post on Telegram".
  std::optional<Phrase> occasion;
  // The text breaks off before the statement ends ("…", "read more").
  bool truncated = false;
  std::optional<std::uint32_t> mark;
};

enum class CitationHow { kCredit, kCopyright, kLink, kTold, kReported, kDateline, kByline };

struct Citation {
  Span span;
  std::string text;
  // The source's name in the tables, or as the article writes it.
  std::string source;
  // Empty where the tables do not know the source.
  SourceId source_id;
  std::string url;
  CitationHow how = CitationHow::kReported;
  std::optional<std::uint32_t> mark;
};

enum class TimeType { kDate, kTime, kDuration, kSet };

struct Time {
  Span span;
  std::string text;
  TimeType type = TimeType::kDate;
  // TIMEX3 (TimeML 1.2.1): `2022-03-07`, `P3D`, `2022-W10`.
  std::string value;
};

struct Place {
  Span span;
  std::string text;
  std::string name;
  std::string country;  // ISO 3166-1 alpha-2, may be empty
  double latitude = 0;  // degrees
  double longitude = 0;
};

struct Annotations {
  std::vector<Span> sentences;
  std::vector<Name> names;
  std::vector<Statement> statements;
  std::vector<Citation> citations;
  std::vector<Time> times;
  std::vector<Place> places;
};

}  // namespace headwater::news
