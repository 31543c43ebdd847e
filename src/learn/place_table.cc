// Reading and laying out tables of features.
#include "learn/place_table.h"

namespace headwater::learn {
namespace {

constexpr std::size_t kHeader = 8;
constexpr std::uint32_t kMaxWay = 4096;
constexpr std::size_t kLeastHomes = 16;

}  // namespace

Result<PlaceTable> PlaceTable::Read(std::string_view& bytes) {
  if (bytes.size() < kHeader) {
    return Fail(Fault::kBadInput, "table of features: cut short");
  }
  PlaceTable table;
  table.homes_ = LoadAt<std::uint32_t>(bytes, 0);
  table.longest_way_ = LoadAt<std::uint32_t>(bytes, 4);
  const std::size_t places = (table.homes_ + table.longest_way_) * sizeof(std::uint64_t);
  if (table.homes_ == 0 || table.longest_way_ > kMaxWay || places > bytes.size() - kHeader) {
    return Fail(Fault::kBadInput, "table of features: its size does not fit");
  }
  table.places_ = bytes.substr(kHeader, places);
  bytes.remove_prefix(kHeader + places);
  return table;
}

std::string PlaceTable::Write(std::vector<std::pair<Feature, std::uint32_t>> entries) {
  PlaceTable layout;
  layout.homes_ = std::max(kLeastHomes, entries.size() * 5 / 4);
  std::ranges::stable_sort(entries, {}, [](const auto& entry) { return TagOf(entry.first); });
  const auto same = std::ranges::unique(entries, {}, [](const auto& entry) { return TagOf(entry.first); });
  entries.erase(same.begin(), same.end());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places(layout.homes_);
  std::size_t next = 0;
  std::size_t longest = 1;
  for (const auto& [feature, value] : entries) {
    const std::size_t home = layout.HomeOf(feature);
    const std::size_t at = std::max(next, home);
    next = at + 1;
    longest = std::max(longest, next - home);
    places.resize(std::max(places.size(), next));
    places[at] = {TagOf(feature), value};
  }
  places.resize(layout.homes_ + longest);
  std::string bytes;
  Append(bytes, static_cast<std::uint32_t>(layout.homes_));
  Append(bytes, static_cast<std::uint32_t>(longest));
  for (const auto& [tag, value] : places) {
    Append(bytes, tag);
    Append(bytes, value);
  }
  return bytes;
}

}  // namespace headwater::learn
