// Looking up the map's names in a text, and choosing among places of one name.
#include "annotate/places.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <unordered_map>

#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kMaxWords = 4;

struct Spot {
  std::string_view name;
  std::string_view country;
  double latitude = 0;
  double longitude = 0;
  double size = 0;
};

struct Map {
  std::unordered_map<std::string, std::vector<Spot>> by_name;
  std::unordered_map<std::string, bool> begins;  // first words
};

double Number(std::string_view field) { return std::strtod(std::string(field).c_str(), nullptr); }

void File(Map& map, std::string_view name, const Spot& spot) {
  map.by_name[std::string(name)].push_back(spot);
  map.begins[std::string(name.substr(0, name.find_first_of(" .")))] = true;
}

const Map& World() {
  static const Map made = [] {
    Map map;
    for (const tables::Row& row : tables::Table("places")) {
      const Spot spot{row[0], row[2], Number(row[3]), Number(row[4]), Number(row[5])};
      File(map, row[0], spot);
      std::string_view others = row[6];
      while (!others.empty()) {
        const std::size_t bar = others.find('|');
        File(map, others.substr(0, bar), spot);
        others.remove_prefix(bar == std::string_view::npos ? others.size() : bar + 1);
      }
    }
    return map;
  }();
  return made;
}

class PlaceFinder {
 public:
  PlaceFinder(const Prepared& prepared, const std::vector<news::Name>& names) : prepared_(prepared), names_(names) {}

  std::vector<news::Place> Run() {
    for (const Sentence& sentence : prepared_.sentences) {
      for (std::size_t at = sentence.first; at < sentence.last;) {
        at = Look(at, sentence.last);
      }
    }
    std::vector<news::Place> places;
    places.reserve(found_.size());
    for (const Found& found : found_) {
      places.push_back(Put(found));
    }
    return places;
  }

 private:
  struct Found {
    std::size_t begin;
    std::size_t end;
    const std::vector<Spot>* spots;
  };

  // The longest name of the map at the token; gives back where to go on.
  std::size_t Look(std::size_t at, std::size_t last) {
    const Token& token = prepared_.tokens[at];
    const std::string_view word = prepared_.Word(at);
    if (!token.capitalised || !World().begins.contains(std::string(word.substr(0, word.find('.'))))) {
      return at + 1;
    }
    for (std::size_t end = std::min(last, at + kMaxWords); end > at; --end) {
      const std::size_t end_byte = prepared_.tokens[end - 1].end;
      const auto spots = World().by_name.find(std::string(prepared_.text.substr(token.begin, end_byte - token.begin)));
      if (spots == World().by_name.end()) {
        continue;
      }
      if (!IsPart(token.begin, end_byte)) {
        found_.push_back({token.begin, end_byte, &spots->second});
        for (const Spot& spot : spots->second) {
          ++countries_[spot.country];
        }
      }
      return end;
    }
    return at + 1;
  }

  // Within a longer name of a person or an organisation?
  bool IsPart(std::size_t begin, std::size_t end) {
    const news::Span span = prepared_.SpanOf(begin, end);
    while (next_name_ < names_.size() && names_[next_name_].span.end <= span.begin) {
      ++next_name_;
    }
    if (next_name_ == names_.size()) {
      return false;
    }
    const news::Name& name = names_[next_name_];
    const bool holds = name.span.begin <= span.begin && name.span.end >= span.end;
    return holds && name.kind != news::NameKind::kPlace && name.span != span;
  }

  // The spot in the country that the text speaks of most; the largest of several.
  news::Place Put(const Found& found) {
    const auto& spots = *found.spots;
    const auto best = std::max_element(spots.begin(), spots.end(), [this](const Spot& one, const Spot& other) {
      return std::pair(countries_[one.country], one.size) < std::pair(countries_[other.country], other.size);
    });
    news::Place place;
    place.span = prepared_.SpanOf(found.begin, found.end);
    place.text = prepared_.text.substr(found.begin, found.end - found.begin);
    place.name = best->name;
    place.country = best->country;
    place.latitude = best->latitude;
    place.longitude = best->longitude;
    return place;
  }

  const Prepared& prepared_;
  const std::vector<news::Name>& names_;
  std::vector<Found> found_;
  std::map<std::string_view, int> countries_;
  std::size_t next_name_ = 0;
};

}  // namespace

std::vector<news::Place> FindPlaces(const Prepared& prepared, const std::vector<news::Name>& names) {
  return PlaceFinder(prepared, names).Run();
}

}  // namespace headwater::annotate
