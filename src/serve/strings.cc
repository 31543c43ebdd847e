// Reads the catalogue once and answers from memory.
#include "serve/strings.h"

#include <string_view>
#include <unordered_map>

#include "embedded/ui_files.h"

namespace headwater::serve {
namespace {

using Catalogue = std::unordered_map<std::string_view, std::string_view>;

Catalogue ReadCatalogue() {
  Catalogue catalogue;
  for (const EmbeddedFile& file : embedded::ui_files()) {
    if (file.path != "strings.en.tsv") {
      continue;
    }
    std::string_view rest = file.bytes;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const std::size_t tab = line.find('\t');
      if (!line.starts_with('#') && tab != std::string_view::npos) {
        catalogue.emplace(line.substr(0, tab), line.substr(tab + 1));
      }
    }
  }
  return catalogue;
}

}  // namespace

std::string_view Phrase(std::string_view key) {
  static const Catalogue catalogue = ReadCatalogue();
  const auto found = catalogue.find(key);
  return found == catalogue.end() ? key : found->second;
}

std::string SayArgs(std::string_view key, fmt::format_args args) {
  const std::string_view phrase = Phrase(key);
  try {
    return fmt::vformat(fmt::string_view(phrase.data(), phrase.size()), args);
  } catch (const fmt::format_error&) {
    return std::string(phrase);
  }
}

std::string Count(std::string_view key, std::int64_t number) {
  return Say(fmt::format("{}.{}", key, number == 1 ? "one" : "other"), Grouped(number));
}

std::string Grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

}  // namespace headwater::serve
