// Looking for the words of data/access_words.tsv.
#include "extract/access.h"

#include <string>
#include <utility>
#include <vector>

#include "extract/plain_tokens.h"
#include "tables/tables.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kLongest = 400;  // bytes

// Each phrase as a run of words with a blank before it: it begins where a word does, and may end within one, as many
// languages hang endings and particles on.
const std::vector<std::pair<std::string, news::Access>>& Notices() {
  static const auto notices = [] {
    std::vector<std::pair<std::string, news::Access>> made;
    for (const tables::Row& row : tables::Table("access_words")) {
      std::string_view list = row[2];
      while (!list.empty()) {
        const std::size_t bar = std::min(list.find('|'), list.size());
        made.emplace_back(" " + LineKey(list.substr(0, bar)),
                          row[0] == "region" ? news::Access::kRegionBlocked : news::Access::kPaywalled);
        list.remove_prefix(std::min(bar + 1, list.size()));
      }
    }
    return made;
  }();
  return notices;
}

}  // namespace

news::Access AccessOfLine(std::string_view line) {
  if (line.size() > kLongest) {
    return news::Access::kUnknown;
  }
  const std::string key = " " + LineKey(line);
  for (const auto& [words, access] : Notices()) {
    if (key.find(words) != std::string::npos) {
      return access;
    }
  }
  return news::Access::kUnknown;
}

}  // namespace headwater::extract
