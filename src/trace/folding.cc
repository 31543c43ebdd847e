// Editions and owners, from the tables.
#include "trace/folding.h"

#include <algorithm>

#include "tables/tables.h"
#include "trace/outlets.h"

namespace headwater::trace {
namespace {

constexpr int kMostParents = 6;

bool IsMedium(const news::Source& source) {
  return source.kind != news::SourceKind::kInstitution && source.kind != news::SourceKind::kUnknown;
}

const news::Holding* HeldIn(const std::vector<news::Holding>& holdings, std::optional<int> year) {
  const auto found = std::ranges::find_if(holdings, [&](const news::Holding& holding) {
    const int when = year.value_or(9999);
    return when >= holding.from.value_or(0) && (!holding.until || (year && when <= *holding.until));
  });
  return found == holdings.end() ? nullptr : &*found;
}

const news::Source* ParentOf(const news::Source& source, std::optional<int> year) {
  const news::Holding* const held = HeldIn(source.parents, year);
  const news::Source* const parent = held == nullptr ? nullptr : tables::SourceById(news::SourceId(held->by));
  return parent != nullptr && IsMedium(*parent) ? parent : nullptr;
}

// A part that goes by its parent's name, or one newsroom's service in another language.
bool IsEdition(const news::Source& source, const news::Source& parent) {
  return parent.kind == news::SourceKind::kStateMedium || NameKey(source.name).starts_with(NameKey(parent.name));
}

std::string TableKey(const news::Source& source) { return "=" + source.id.value(); }

const news::Source* InTables(std::string_view name) {
  if (const news::Source* const named = tables::SourceByName(name)) {
    return named;
  }
  const bool is_host = name.find('.') != std::string_view::npos && name.find(' ') == std::string_view::npos;
  return is_host ? tables::SourceByHost(name) : nullptr;
}

}  // namespace

SourceKey KeyOf(std::string_view name, std::optional<int> year) {
  const news::Source* source = InTables(name);
  if (source == nullptr) {
    const bool is_host = name.find('.') != std::string_view::npos && name.find(' ') == std::string_view::npos;
    const std::string key = is_host ? HostKey(name) : NameKey(name);
    return {key, key};
  }
  SourceKey key;
  const news::Source* edition = source;
  const news::Source* house = source;
  for (int step = 0; step < kMostParents; ++step) {
    const news::Source* const parent = ParentOf(*house, year);
    if (parent == nullptr) {
      break;
    }
    edition = edition == house && IsEdition(*house, *parent) ? parent : edition;
    house = parent;
  }
  key.edition = TableKey(*edition);
  const news::Holding* const owner = HeldIn(house->owners, year);
  const news::Source* const owning = owner == nullptr ? nullptr : tables::SourceByName(owner->by);
  key.house = owner == nullptr ? TableKey(*house) : owning != nullptr ? TableKey(*owning) : NameKey(owner->by);
  return key;
}

bool IsKnownMedium(std::string_view name) {
  const news::Source* const source = InTables(name);
  return source != nullptr && IsMedium(*source);
}

std::size_t Folded::Add(const std::string& key) {
  const auto [place, is_new] = numbers_.emplace(key, heads_.size());
  if (is_new) {
    heads_.push_back(place->second);
  }
  return place->second;
}

std::size_t Folded::Head(std::size_t key) const {
  while (heads_[key] != key) {
    key = heads_[key];
  }
  return key;
}

void Folded::Join(std::size_t one, std::size_t other) {
  const std::size_t a = Head(one);
  const std::size_t b = Head(other);
  heads_[std::max(a, b)] = std::min(a, b);
  heads_[one] = std::min(a, b);
  heads_[other] = std::min(a, b);
}

std::size_t Folded::Count() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < heads_.size(); ++i) {
    count += heads_[i] == i ? 1U : 0U;
  }
  return count;
}

}  // namespace headwater::trace
