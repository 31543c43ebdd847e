// Reads the catalogue once and answers from memory.
#include "screen/strings.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "embedded/ui_files.h"

namespace headwater::screen {
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
  const std::string digits = std::to_string(number);
  std::string grouped;
  for (std::size_t n = 0; n < digits.size(); ++n) {
    const bool parts = n > 0 && (digits.size() - n) % 3 == 0 && digits[n - 1] != '-';
    grouped += parts ? "," : "";
    grouped += digits[n];
  }
  return grouped;
}

}  // namespace headwater::screen
