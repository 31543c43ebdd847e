// The tables: what is known beforehand about sources, written as data and embedded at build.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "news/source.h"

namespace headwater::tables {

// One row of a table: its tab-separated fields, which live as long as the program.
using Row = std::vector<std::string_view>;

// The rows of `data/<name>.tsv`: without comments (`#`), blank lines and the header line. Rows shorter than the header
// are filled up with empty fields. Asserts that the table exists.
const std::vector<Row>& Table(std::string_view name);

// All sources that the tables know; their addresses stay as they are while the program runs.
std::span<const news::Source> Sources();

// By a spelling of its name (case, marks over letters, a leading "the" and white space aside); null where it is none's.
// For words that stand where only a source can: in a credit, after "told the", in metadata. There "Time" is the
// magazine.
const news::Source* SourceByName(std::string_view name);

// The same for words met anywhere: spellings that are ordinary words or other things' names as well, which
// data/sources.tsv writes with a leading `~` (`~Time`, `~PA`), name nobody here.
const news::Source* SourceByBareName(std::string_view name);

// By host: the source whose registered domain the host is, or lies under (`uk.reuters.com`); the longest wins.
const news::Source* SourceByHost(std::string_view host);

const news::Source* SourceById(const news::SourceId& id);

}  // namespace headwater::tables
