// Looks up a source's keys in the tables, then in the rows.
#include "store/source_keys.h"

#include <algorithm>

#include "store/rows.h"
#include "tables/tables.h"
#include "web/url.h"

namespace headwater::store {
namespace {

// What could be a host: letters with dots between, no blank.
bool LooksLikeHost(std::string_view name) {
  return name.find('.') != std::string_view::npos && name.find_first_of(" /:") == std::string_view::npos;
}

// The publisher of the articles at a host.
std::string PublisherAt(Session& session, std::string_view host) {
  for (const std::string_view before : {"https://www.", "https://"}) {
    const std::string from = fmt::format("{}{}/", before, host);
    std::string until = from;
    // The character behind the slash.
    until.back() = '0';
    const auto key = session.Words(
        "SELECT a.publisher_key FROM addresses d JOIN articles a ON a.page_row = d.page_row "
        "WHERE d.url >= ? AND d.url < ? AND a.publisher_key <> '' LIMIT 1",
        {from, until});
    if (key) {
      return *key;
    }
  }
  return {};
}

}  // namespace

const news::Source* KnownSource(std::string_view name) {
  const news::Source* source = tables::SourceByName(name);
  if (source == nullptr && LooksLikeHost(name)) {
    source = tables::SourceByHost(name);
  }
  return source;
}

std::vector<std::string> SourceKeys(std::string_view name) {
  std::vector<std::string> keys;
  const auto add = [&](std::string_view each) {
    std::string key = SourceKey(each);
    if (!key.empty() && std::ranges::find(keys, key) == keys.end()) {
      keys.push_back(std::move(key));
    }
  };
  add(name);
  if (const news::Source* const source = KnownSource(name)) {
    add(source->name);
    for (const std::string& spelling : source->spellings) {
      add(spelling);
    }
    for (const std::string& domain : source->domains) {
      add(domain);
    }
  }
  return keys;
}

std::vector<std::string> KeysHere(Session& session, std::string_view name) {
  std::vector<std::pair<std::int64_t, std::string>> found;
  const auto look = [&](const std::string& key) {
    const auto published =
        session.Number("SELECT sum(articles) FROM source_months WHERE publisher_key = ?", {key}).value_or(0);
    if (published > 0 || session.Number("SELECT 1 FROM citing WHERE source_key = ? AND articles > 0 LIMIT 1", {key})) {
      found.emplace_back(-published, key);
    }
  };
  for (const std::string& key : SourceKeys(name)) {
    look(key);
  }
  if (found.empty() && LooksLikeHost(name)) {
    for (const std::string& key : SourceKeys(PublisherAt(session, name))) {
      look(key);
    }
  }
  std::ranges::sort(found);
  std::vector<std::string> keys;
  keys.reserve(found.size());
  for (auto& [published, key] : found) {
    keys.push_back(std::move(key));
  }
  return keys;
}

std::string SourceName(Session& session, std::string_view name, const std::vector<std::string>& keys) {
  if (const news::Source* const known = KnownSource(name)) {
    return known->name;
  }
  for (const std::string& key : keys) {
    if (auto published = session.Words(
            "SELECT publisher FROM articles WHERE publisher_key = ? ORDER BY article_row DESC LIMIT 1", {key})) {
      return *published;
    }
    if (auto cited = session.Words("SELECT source FROM citing WHERE source_key = ? LIMIT 1", {key})) {
      return *cited;
    }
  }
  return {};
}

}  // namespace headwater::store
