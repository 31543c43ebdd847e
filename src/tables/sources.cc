// Looking up sources by name, host and id.
#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <utility>

#include "news/spelling.h"
#include "tables/columns.h"
#include "tables/tables.h"
#include "text/words.h"

namespace headwater::tables {
namespace {

std::vector<std::string> SplitList(std::string_view list) {
  const auto parts = PartsOf(list, '|');
  return {parts.begin(), parts.end()};
}

std::optional<std::string> Known(std::string_view field) {
  return field.empty() ? std::nullopt : std::optional<std::string>(field);
}

// Spellings that are a source's only where a source is meant.
constexpr char kOnlyCited = '~';

struct SourceRow {
  news::Source source;
  std::vector<bool> only_cited;  // of each spelling
};

std::optional<int> YearOf(std::string_view digits) {
  int year = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), year);
  constexpr std::size_t kDigits = 4;
  const bool whole = digits.size() == kDigits && read.ptr == digits.data() + digits.size();
  return whole ? std::optional<int>(year) : std::nullopt;
}

// `Vellmar Group 1998-2015`, `Orvel Holding 2015-`: the years are those that are known.
news::Holding ReadHolding(std::string_view part) {
  news::Holding holding;
  const std::size_t blank = part.rfind(' ');
  const std::string_view years = blank == std::string_view::npos ? std::string_view() : part.substr(blank + 1);
  const std::size_t dash = years.find('-');
  if (dash != std::string_view::npos) {
    holding.from = YearOf(years.substr(0, dash));
    holding.until = YearOf(years.substr(dash + 1));
  }
  const bool dated = holding.from.has_value() || holding.until.has_value();
  holding.by = std::string(dated ? part.substr(0, blank) : part);
  return holding;
}

// All holders, and the present one: the first without an end.
std::optional<std::string> ReadHoldings(std::string_view field, std::vector<news::Holding>& holdings) {
  for (const std::string_view part : PartsOf(field, '|')) {
    holdings.push_back(ReadHolding(part));
  }
  std::ranges::stable_partition(holdings, [](const news::Holding& each) { return !each.until; });
  return holdings.empty() || holdings.front().until ? std::nullopt : std::optional(holdings.front().by);
}

// Columns of data/sources.tsv: id, name, other spellings (|), domains (|), kind, country, language, owners (|),
// parents (|).
SourceRow ReadSource(const Row& row) {
  SourceRow read;
  news::Source& source = read.source;
  source.id = news::SourceId(std::string(row[0]));
  source.spellings = SplitList(row[2]);
  source.spellings.emplace(source.spellings.begin(), row[1]);
  for (std::string& spelling : source.spellings) {
    read.only_cited.push_back(spelling.starts_with(kOnlyCited));
    spelling.erase(0, read.only_cited.back() ? 1 : 0);
  }
  source.name = source.spellings.front();
  source.domains = SplitList(row[3]);
  source.kind = news::Unspell<news::SourceKind>(row[4]).value_or(news::SourceKind::kUnknown);
  source.country = Known(row[5]);
  source.language = Known(row[6]);
  source.owner = ReadHoldings(row[7], source.owners);
  if (auto parent = ReadHoldings(row[8], source.parents)) {
    source.parent = news::SourceId(*std::move(parent));
  }
  return read;
}

// Case, marks over letters, white space and a leading "the" make no difference.
std::string NameKey(std::string_view name) {
  std::string key = text::Fold(name);
  std::size_t kept = 0;
  for (const char c : key) {
    const bool space = c == ' ' || c == '\t' || c == '\n';
    if (!space) {
      key[kept++] = c;
    } else if (kept > 0 && key[kept - 1] != ' ') {
      key[kept++] = ' ';
    }
  }
  key.resize(kept > 0 && key[kept - 1] == ' ' ? kept - 1 : kept);
  if (key.starts_with("the ")) {
    key.erase(0, 4);
  }
  return key;
}

struct Register {
  std::vector<news::Source> sources;
  std::unordered_map<std::string, const news::Source*> by_name;
  std::unordered_map<std::string, const news::Source*> by_bare_name;
  std::unordered_map<std::string, const news::Source*> by_domain;
  std::unordered_map<std::string, const news::Source*> by_id;
};

// A source's own name goes before what others are called besides.
void FileNames(Register& book, const std::vector<std::vector<bool>>& only_cited) {
  for (const bool own_name : {true, false}) {
    for (std::size_t at = 0; at < book.sources.size(); ++at) {
      const news::Source& source = book.sources[at];
      for (std::size_t i = own_name ? 0 : 1; i < (own_name ? 1 : source.spellings.size()); ++i) {
        const std::string key = NameKey(source.spellings[i]);
        book.by_name.emplace(key, &source);
        if (!only_cited[at][i]) {
          book.by_bare_name.emplace(key, &source);
        }
      }
    }
  }
}

const Register& Sourcebook() {
  static const Register made = [] {
    Register book;
    std::vector<std::vector<bool>> only_cited;
    for (const Row& row : Table("sources")) {
      SourceRow read = ReadSource(row);
      book.sources.push_back(std::move(read.source));
      only_cited.push_back(std::move(read.only_cited));
    }
    FileNames(book, only_cited);
    for (const news::Source& source : book.sources) {
      book.by_id.emplace(source.id.value(), &source);
      for (const std::string& domain : source.domains) {
        book.by_domain.emplace(domain, &source);
      }
    }
    return book;
  }();
  return made;
}

const news::Source* Find(const std::unordered_map<std::string, const news::Source*>& index, const std::string& key) {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace

std::span<const news::Source> Sources() { return Sourcebook().sources; }

const news::Source* SourceByName(std::string_view name) { return Find(Sourcebook().by_name, NameKey(name)); }

const news::Source* SourceByBareName(std::string_view name) { return Find(Sourcebook().by_bare_name, NameKey(name)); }

const news::Source* SourceByHost(std::string_view host) {
  std::string rest = text::Fold(host);
  while (!rest.empty()) {
    if (const news::Source* const source = Find(Sourcebook().by_domain, rest)) {
      return source;
    }
    const std::size_t dot = rest.find('.');
    rest.erase(0, dot == std::string::npos ? rest.size() : dot + 1);
  }
  return nullptr;
}

const news::Source* SourceById(const news::SourceId& id) { return Find(Sourcebook().by_id, id.value()); }

}  // namespace headwater::tables
