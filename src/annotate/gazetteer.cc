// The gazetteer's rows found through a table of hashes, made once on first use.
#include "annotate/gazetteer.h"

#include <algorithm>
#include <bit>
#include <bitset>
#include <charconv>
#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>

#include "annotate/countries.h"
#include "base/hash.h"
#include "embedded/gazetteer.h"
#include "tables/overlay.h"
#include "tables/tables.h"
#include "text/utf8.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kFirstWords = 1U << 18U;
constexpr double kSmallest = 0.1;

std::string_view Bytes() {
  static const std::string_view bytes = embedded::gazetteer().front().bytes;
  return bytes;
}

std::string_view LineAt(std::size_t offset) {
  const std::string_view rest = Bytes().substr(offset);
  return rest.substr(0, rest.find('\n'));
}

std::string_view NextPart(std::string_view& rest, char mark) {
  const std::size_t end = rest.find(mark);
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return part;
}

// The first word of a key.
std::string_view Head(std::string_view key) { return key.substr(0, key.find(' ')); }

std::size_t HeadBit(std::string_view head) { return Hash64(head) % kFirstWords; }

SiteKind KindOf(std::string_view mark) {
  static constexpr std::pair<std::string_view, SiteKind> kKinds[] = {
      {"C", SiteKind::kCity},        {"T", SiteKind::kTown},      {"V", SiteKind::kVillage},
      {"P", SiteKind::kTownship},    {"N", SiteKind::kCounty},    {"S", SiteKind::kState},
      {"region", SiteKind::kRegion}, {"water", SiteKind::kWater}, {"country", SiteKind::kCountry},
      {"state", SiteKind::kState},   {"city", SiteKind::kCity},   {"county", SiteKind::kCounty}};
  const auto* const found =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& kind) { return kind.first == mark; });
  return found == std::end(kKinds) ? SiteKind::kVillage : found->second;
}

double Number(std::string_view field) {
  double value = 0;
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

// Where the names stand in the gazetteer's bytes: those in English, or those in other languages. Names that begin
// several rows are filed once: the rows stand together.
class Index {
 public:
  explicit Index(bool foreign) : foreign_(foreign) {
    const std::string_view bytes = Bytes();
    const auto names = std::count(bytes.begin(), bytes.end(), '\n') + std::count(bytes.begin(), bytes.end(), '|');
    slots_.resize(std::bit_ceil(static_cast<std::size_t>(names) + 1));
    std::string before;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
      if (end > at && bytes[at] != '#') {
        FileRow(bytes.substr(at, end - at), static_cast<std::uint32_t>(at), before);
      }
      at = end + 1;
    }
  }

  bool MayBegin(std::string_view head) const { return first_words_[HeadBit(head)]; }

  void MarkHead(std::string_view key) { first_words_.set(HeadBit(Head(key))); }

  // Calls with the offset of each filed row that may have the key.
  template <typename Callback>
  void Each(std::string_view key, const Callback& callback) const {
    const std::uint64_t hash = Hash64(key);
    for (std::size_t at = hash & (slots_.size() - 1); slots_[at].row != 0; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].mark == static_cast<std::uint32_t>(hash >> 32U)) {
        callback(slots_[at].row);
      }
    }
  }

 private:
  struct Slot {
    std::uint32_t mark = 0;
    std::uint32_t row = 0;  // 0, where a comment stands, is a free slot
  };

  void FileRow(std::string_view line, std::uint32_t row, std::string& before) {
    std::string_view names = NextPart(line, '\t');
    std::string_view others = NextPart(line, '\t');
    if (foreign_) {
      while (!others.empty()) {
        File(PlaceKey(NextPart(others, '|')), row);
      }
      return;
    }
    std::string first = PlaceKey(NextPart(names, '|'));
    if (first != before) {
      File(first, row);
      before = std::move(first);
    }
    while (!names.empty()) {
      File(PlaceKey(NextPart(names, '|')), row);
    }
  }

  void File(std::string_view key, std::uint32_t row) {
    const std::uint64_t hash = Hash64(key);
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].row != 0) {
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = {static_cast<std::uint32_t>(hash >> 32U), row};
    MarkHead(key);
  }

  bool foreign_;
  std::vector<Slot> slots_;
  std::bitset<kFirstWords> first_words_;
};

// The table data/places.tsv, by key; its rows may be written by a user.
struct OwnTable {
  std::unordered_map<std::string, std::vector<Site>> by_key;
};

struct World {
  Index index{false};
  OwnTable own;
};

bool IsLetter(char sign) { return (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z'); }

void FileOwn(World& world, std::string_view written, Site site) {
  site.common = !written.empty() && written.front() == '~';
  written.remove_prefix(site.common ? 1 : 0);
  site.pointed = written.ends_with('.') && std::count(written.begin(), written.end(), '.') == 1;
  site.upper =
      written.size() <= 4 && std::all_of(written.begin(), written.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const std::string key = PlaceKey(written);
  if (!key.empty()) {
    world.index.MarkHead(key);
    world.own.by_key[key].push_back(site);
  }
}

const World& Made() {
  static const std::unique_ptr<const World> made = [] {
    auto world = std::make_unique<World>();
    for (const tables::Row& row : tables::Table("places")) {
      Site site{row[0],         KindOf(row[1]), row[2], row[7], Number(row[3]),
                Number(row[4]), Number(row[5]), false,  false,  false};
      site.name.remove_prefix(site.name.starts_with('~') ? 1 : 0);
      site.size = std::max(site.size, kSmallest);
      FileOwn(*world, row[0], site);
      std::string_view others = row[6];
      while (!others.empty()) {
        FileOwn(*world, NextPart(others, '|'), site);
      }
    }
    return world;
  }();
  return *made;
}

const Index& Foreign() {
  static const auto made = std::make_unique<const Index>(true);
  return *made;
}

bool HasKey(std::string_view names, std::string_view key) {
  while (!names.empty()) {
    if (PlaceKey(NextPart(names, '|')) == key) {
      return true;
    }
  }
  return false;
}

// Whether one of the sites, from the table of our own, is the state or country that the row means too.
bool IsKnown(const std::vector<Site>& sites, const Site& site) {
  return site.kind == SiteKind::kState && std::any_of(sites.begin(), sites.end(), [&](const Site& own) {
           return own.country == site.country && own.division == site.division && own.kind <= SiteKind::kState;
         });
}

// Whether the user's own tables take the site away.
bool IsTakenAway(const Site& site) {
  const auto fits = [](std::string_view wanted, std::string_view has) { return wanted.empty() || wanted == has; };
  const auto& rows = tables::TakenAway("places");
  return std::any_of(rows.begin(), rows.end(), [&](const tables::Row& row) {
    const bool any_kind = row[1].empty();
    return fits(row[0], site.name) && (any_kind || KindOf(row[1]) == site.kind) && fits(row[2], site.country);
  });
}

// The row's site where it has the key.
void AddSite(std::vector<Site>& sites, std::string_view line, std::string_view key, bool foreign) {
  const std::string_view names = NextPart(line, '\t');
  const std::string_view others = NextPart(line, '\t');
  if (!HasKey(foreign ? others : names, key)) {
    return;
  }
  Site site;
  site.name = names.substr(0, names.find('|'));
  site.kind = KindOf(NextPart(line, '\t'));
  site.country = NextPart(line, '\t');
  site.division = NextPart(line, '\t');
  site.latitude = Number(NextPart(line, '\t')) / 1000;
  site.longitude = Number(NextPart(line, '\t')) / 1000;
  site.size = std::max(kSmallest, Number(line) / 10);
  if (!IsKnown(sites, site) && !IsTakenAway(site)) {
    sites.push_back(site);
  }
}

using EndingList = std::vector<std::pair<std::string_view, std::string_view>>;

// By language: endings, and what stands in their stead in the name itself.
const std::map<std::string_view, EndingList>& Endings() {
  static const auto made = [] {
    std::map<std::string_view, EndingList> all;
    for (const tables::Row& row : tables::Table("place_endings")) {
      std::string_view rest = row[1];
      while (!rest.empty()) {
        std::string_view pair = NextPart(rest, ' ');
        const std::string_view ending = NextPart(pair, '>');
        all[row[0]].emplace_back(ending, pair);
      }
    }
    return all;
  }();
  return made;
}

}  // namespace

std::string PlaceKey(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kShort[] = {
      {"st", "saint"}, {"ste", "sainte"}, {"ft", "fort"}, {"mt", "mount"}};
  std::string key;
  key.reserve(name.size() + 4);
  std::size_t word = 0;
  const auto close = [&](bool last) {
    const std::size_t length = key.size() - word;
    for (const auto& [brief, full] : kShort) {
      if (length == brief.size() && key.compare(word, length, brief) == 0) {
        key.replace(word, std::string::npos, full);
        break;
      }
    }
    if (key.size() > word && !last) {
      key += ' ';
      word = key.size();
    }
  };
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char sign = name[at];
    if (sign == ' ' || sign == '-' || sign == '\n') {
      close(false);
    } else if (sign == '\xE2' && name.substr(at).starts_with("\xE2\x80\x99")) {
      key += '\'';
      at += 2;
    } else if (sign != '.' || (at > 0 && at + 1 < name.size() && IsLetter(name[at - 1]) && IsLetter(name[at + 1]))) {
      key += sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign + ('a' - 'A')) : sign;
    }
  }
  close(true);
  if (key.ends_with(' ')) {
    key.pop_back();
  }
  return key;
}

bool MayBeginPlace(std::string_view word, bool foreign) {
  const std::string key = PlaceKey(word);
  return !key.empty() && (Made().index.MayBegin(Head(key)) || (foreign && Foreign().MayBegin(Head(key))));
}

std::vector<Site> SitesNamed(std::string_view key, bool foreign) {
  const World& world = Made();
  std::vector<Site> sites;
  const auto own = world.own.by_key.find(std::string(key));
  if (own != world.own.by_key.end()) {
    sites = own->second;
  }
  world.index.Each(key, [&](std::size_t row) {
    AddSite(sites, LineAt(row), key, false);
    // The rows that begin with the same name.
    for (std::size_t next = row + LineAt(row).size() + 1; next < Bytes().size();) {
      const std::string_view line = LineAt(next);
      if (PlaceKey(line.substr(0, line.find_first_of("|\t"))) != key) {
        break;
      }
      AddSite(sites, line, key, false);
      next += line.size() + 1;
    }
  });
  if (foreign) {
    Foreign().Each(key, [&](std::size_t row) { AddSite(sites, LineAt(row), key, true); });
  }
  return sites;
}

std::vector<Site> SitesInflected(std::string_view written, std::string_view language) {
  constexpr std::size_t kLeast = 4;
  if (text::CountCodePoints(written) < kLeast) {
    return {};
  }
  if (const std::string_view code = CountryNamed(written); !code.empty()) {
    std::vector<Site> sites = SitesNamed(PlaceKey(CountryName(code)), false);
    std::erase_if(sites, [&](const Site& site) { return site.kind != SiteKind::kCountry || site.country != code; });
    return sites;
  }
  const auto& all = Endings();
  const auto own = all.find(language);
  if (own == all.end()) {
    return {};
  }
  const std::string key = PlaceKey(written);
  for (const auto& [ending, instead] : own->second) {
    if (key.size() > ending.size() + 2 && key.ends_with(ending)) {
      const std::string base = key.substr(0, key.size() - ending.size()) + std::string(instead);
      if (std::vector<Site> sites = SitesNamed(base, true); !sites.empty()) {
        return sites;
      }
    }
  }
  return {};
}

void EachExonym(const std::function<void(std::uint64_t place, std::string_view name)>& see) {
  constexpr double kLarge = 1000;  // in hundreds of people
  constexpr std::ptrdiff_t kMany = 5;
  for (std::size_t at = 0; at < Bytes().size();) {
    const std::string_view line = LineAt(at);
    std::string_view rest = line;
    std::string_view names = NextPart(rest, '\t');
    std::string_view others = NextPart(rest, '\t');
    const double people = Number(line.substr(line.rfind('\t') + 1));
    const bool counts = people >= kLarge || std::count(others.begin(), others.end(), '|') >= kMany;
    if (!line.starts_with('#') && !others.empty() && counts) {
      NextPart(rest, '\t');
      // A city and the state of its name are one to whoever names it.
      const std::string_view name = NextPart(names, '|');
      const std::uint64_t place = Hash64(std::string(name) + '/' + std::string(NextPart(rest, '\t')));
      see(place, name);
      while (!others.empty()) {
        see(place, NextPart(others, '|'));
      }
    }
    at += line.size() + 1;
  }
}

}  // namespace headwater::annotate
