// Bylines, letter lines and copyright lines of a plain text: whose report it says it is, and who wrote it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/plain_tokens.h"

namespace headwater::extract {

struct PlainByline {
  std::vector<std::string> authors;  // persons
  std::string credit;                // an agency or outlet, by its name in the tables where they know it
  bool opened = false;               // by a word such as "by"
};

// A line that is nothing but a byline: "By Ada Holm", "By Reuters", "Von Ada Holm und Jo Berg, Vellmar (dpa)",
// "(Reporting by …; Editing by …)". Nothing where any part of it is neither person, source, role nor place after "in".
// A line without a "by" must name a known source beside a person, or alone.
std::optional<PlainByline> ReadPlainByline(std::string_view line);

// The persons that a line names, as its capitals show them: "Write to Ada Holm at and Jo Berg at".
std::vector<std::string> PersonsIn(std::string_view line);

struct CopyrightLine {
  std::string holder;  // by its name in the tables where they know it; may be empty
  // The years it names, the only one or the first and the last; 0 where it names none.
  int first_year = 0;
  int last_year = 0;
  // Where it begins in the line, and where holder and years end, in bytes.
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A copyright line, or one that closes a short line of furniture. Nothing where the word stands in a sentence.
std::optional<CopyrightLine> ReadCopyright(std::string_view line, const std::vector<Token>& tokens);

// The name as the tables have it; itself where they do not know it.
std::string SourceName(std::string_view name);

}  // namespace headwater::extract
