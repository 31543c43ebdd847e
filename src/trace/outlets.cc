// Names of outlets, made comparable.
#include "trace/outlets.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "tables/tables.h"
#include "text/words.h"

namespace headwater::trace {
namespace {

constexpr std::size_t kLongestPlace = 60;   // bytes before the bracket of a dateline
constexpr std::size_t kLongestSource = 60;  // and within
constexpr std::size_t kLongestAbbreviation = 6;
constexpr std::size_t kShortestKey = 2;

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view HostOf(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  }
  url = url.substr(0, url.find_first_of("/?#:"));
  return url.starts_with("www.") ? url.substr(4) : url;
}

bool IsHost(std::string_view name) {
  return name.find('.') != std::string_view::npos && name.find(' ') == std::string_view::npos &&
         name.find_last_of('.') + 2 < name.size();
}

// Do the letters stand in the name in their order, the first at its head?
bool Abbreviates(std::string_view letters, std::string_view name) {
  if (letters.empty() || name.empty() || letters.front() != name.front()) {
    return false;
  }
  std::size_t met = 0;
  for (const char c : name) {
    met += met < letters.size() && letters[met] == c ? 1U : 0U;
  }
  return met == letters.size() && letters.size() < name.size();
}

bool HasCapital(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string TableKey(const news::Source& source) { return "=" + source.id.value(); }

}  // namespace

std::string NameKey(std::string_view name) {
  std::string key;
  const std::string folded = text::Fold(name);
  std::string_view rest = folded;
  while (rest.starts_with(' ')) {
    rest.remove_prefix(1);
  }
  if (rest.starts_with("the ")) {
    rest.remove_prefix(4);
  }
  std::ranges::copy_if(rest, std::back_inserter(key), IsLetterOrDigit);
  return key;
}

std::string HostKey(std::string_view url) {
  const std::string_view host = HostOf(url);
  return NameKey(host.substr(0, host.rfind('.')));
}

std::string_view DatelineSource(std::string_view text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos || open > kLongestPlace || open == 0 || !HasCapital(text.substr(0, open))) {
    return {};
  }
  const std::size_t close = text.find(')', open);
  if (close == std::string_view::npos || close - open > kLongestSource) {
    return {};
  }
  std::string_view after = text.substr(close + 1, 5);
  while (after.starts_with(' ')) {
    after.remove_prefix(1);
  }
  constexpr std::array<std::string_view, 4> kDashes = {"-", "–", "—", "―"};
  const bool dash = std::ranges::any_of(kDashes, [&](std::string_view each) { return after.starts_with(each); });
  return dash ? text.substr(open + 1, close - open - 1) : std::string_view{};
}

std::uint32_t Outlets::WordFor(std::string_view word) {
  const auto [at, is_new] = word_numbers_.emplace(word, static_cast<std::uint32_t>(words_.size()));
  if (is_new) {
    words_.emplace_back(word);
  }
  return at->second;
}

void Outlets::Add(const news::Article& article) {
  const std::string letters = NameKey(DatelineSource(article.text));
  const bool may_sign = letters.size() >= kShortestKey && letters.size() <= kLongestAbbreviation;
  signatures_.push_back({WordFor(HostOf(article.url)), WordFor(article.publisher), WordFor(may_sign ? letters : "")});
}

void Outlets::Settle(std::span<const std::uint32_t> by_id) {
  of_.resize(signatures_.size());
  for (const std::uint32_t number : by_id) {
    const Signature& signature = signatures_[number];
    const std::string& host = words_[signature.host];
    const std::string& publisher = words_[signature.publisher];
    const news::Source* source = tables::SourceByHost(host);
    if (source == nullptr && !publisher.empty()) {
      source = IsHost(publisher) ? tables::SourceByHost(publisher) : tables::SourceByName(publisher);
    }
    const std::string by_host = HostKey(host);
    const std::string by_name = IsHost(publisher) ? HostKey(publisher) : NameKey(publisher);
    const std::string key = source != nullptr ? TableKey(*source) : by_host.empty() ? by_name : by_host;
    if (key.empty()) {
      continue;
    }
    const bool named = !publisher.empty() && !IsHost(publisher);
    const OutletId outlet = Put(key, named               ? publisher
                                     : source != nullptr ? source->name
                                     : publisher.empty() ? host
                                                         : publisher);
    agencies_[outlet] = source != nullptr && source->kind == news::SourceKind::kAgency;
    keys_.emplace(by_host, outlet);
    keys_.emplace(by_name, outlet);
    articles_[outlet].push_back(number);
    of_[number] = outlet;
    LearnAbbreviation(words_[signature.letters], by_host, outlet);
  }
  signatures_ = {};
  words_ = {};
  word_numbers_ = {};
}

OutletId Outlets::Put(const std::string& key, const std::string& name) {
  const auto [place, is_new] = keys_.emplace(key, static_cast<OutletId>(names_.size()));
  if (is_new) {
    names_.push_back(name);
    articles_.emplace_back();
    agencies_.push_back(false);
  } else if (IsHost(names_[place->second]) && !IsHost(name)) {
    names_[place->second] = name;
  }
  return place->second;
}

// An agency signs its own reports with letters of its name.
void Outlets::LearnAbbreviation(const std::string& letters, const std::string& by_host, OutletId outlet) {
  if (letters.empty() || !Abbreviates(letters, by_host)) {
    return;
  }
  const auto [place, is_new] = abbreviations_.emplace(letters, outlet);
  if (!is_new && place->second != outlet) {
    place->second.reset();
  }
}

std::optional<OutletId> Outlets::Look(const std::string& key) const {
  if (key.size() < kShortestKey) {
    return std::nullopt;
  }
  const auto found = keys_.find(key);
  return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<OutletId> Outlets::Called(std::string_view name) const {
  if (IsHost(name)) {
    return At(name);
  }
  if (const news::Source* const source = tables::SourceByName(name)) {
    if (const auto known = Look(TableKey(*source))) {
      return known;
    }
  }
  const std::string key = NameKey(name);
  if (const auto named = Look(key)) {
    return named;
  }
  const auto abbreviated = abbreviations_.find(key);
  return abbreviated == abbreviations_.end() ? std::nullopt : abbreviated->second;
}

std::optional<OutletId> Outlets::At(std::string_view url) const {
  if (const news::Source* const source = tables::SourceByHost(HostOf(url))) {
    return Look(TableKey(*source));
  }
  return Look(HostKey(url));
}

}  // namespace headwater::trace
