// Reading what a command is given: files, folders and standard input, packed or not, as pages and articles.
#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "news/article.h"
#include "news/page.h"

namespace headwater::cli {

// The name of standard input.
inline constexpr std::string_view kStandardInput = "-";

// Every file of the paths: a folder is walked in name order, with hidden files left out; a path that does not exist is
// given back as it is (opening it says so). No path means standard input.
std::vector<std::string> FilesOf(const std::vector<std::string>& paths);

// `report.html.gz` ends in `.html`: the ending in lower case, without a `.gz`.
std::string EndingOf(std::string_view path);

// A file's bytes as a stream, unpacked where they are gzip. Standard input for `-`.
Result<std::unique_ptr<std::istream>> OpenInput(const std::string& path);

// The whole of a file, unpacked. Fails with kTooLarge past `max_bytes`.
Result<std::string> ReadWhole(const std::string& path, std::size_t max_bytes);

// One line, without its end, into `line`. Fails with kTooLarge where it is longer than `max_bytes`: the line is passed
// over, and the next call goes on behind it. False at the end.
Result<bool> NextLine(std::istream& stream, std::string& line, std::size_t max_bytes);

// A line of JSON or a file, not parsed yet, so that parsing can be shared out.
struct Raw {
  std::string place;  // the path, or path:line, for messages
  std::string id;     // where the document brings none
  std::string bytes;
  bool is_json = false;
  std::string content_type;  // what the file's ending says
};

using Document = std::variant<news::Page, news::Article>;

// What a file holds: documents still to be parsed, or pages that an archive gave.
using Given = std::variant<Raw, news::Page>;

// Calls `each` with everything that the file holds; `bad` with each fault (the rest goes on).
void EachDocument(const std::string& path, const std::function<void(Given)>& each,
                  const std::function<void(const Error&)>& bad);

// A page, or an article that already is one (has no `body`).
Result<Document> ParseDocument(const Raw& raw);

}  // namespace headwater::cli
