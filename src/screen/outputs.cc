// The table of pages that list.
#include "screen/outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "out/listing.h"

namespace headwater::screen {
namespace {

constexpr std::array<std::string_view, 20> kListed{"stories",
                                                   "search",
                                                   "statements",
                                                   "thread/*",
                                                   "story/*",
                                                   "person/*",
                                                   "organisation/*",
                                                   "place/*",
                                                   "other/*",
                                                   "source/*",
                                                   "corrections",
                                                   "unresolved",
                                                   "unresolved/end",
                                                   "source/*/articles",
                                                   "source/*/stories",
                                                   "starred",
                                                   "later",
                                                   "source/*/mirror",
                                                   "notes",
                                                   "tag"};

}  // namespace

std::span<const std::string_view> ListedPages() { return kListed; }

bool FitsPattern(std::string_view pattern, std::span<const std::string> path) {
  for (std::size_t n = 0; n < path.size(); ++n) {
    const std::size_t slash = std::min(pattern.find('/'), pattern.size());
    const std::string_view segment = pattern.substr(0, slash);
    if (segment == "*" ? path[n].empty() : segment != path[n]) {
      return false;
    }
    if (slash == pattern.size()) {
      return n + 1 == path.size();
    }
    pattern.remove_prefix(slash + 1);
  }
  return false;
}

std::optional<OutputAddress> OutputsOf(const http::Target& target) {
  std::vector<std::string> path = target.path;
  if (path.size() == 1 && path.front().empty()) {
    path.front() = "stories";
  }
  if (std::ranges::none_of(kListed, [&](std::string_view pattern) { return FitsPattern(pattern, path); })) {
    return std::nullopt;
  }
  OutputAddress address;
  for (const std::string& segment : path) {
    address.stem += fmt::format("{}{}", address.stem.empty() ? "" : "/", http::PercentEncode(segment));
  }
  for (const auto& [name, value] : target.query) {
    if (name != "page" && name != "key" && !value.empty()) {
      address.query += fmt::format("{}{}={}", address.query.empty() ? "?" : "&", http::PercentEncode(name),
                                   http::PercentEncode(value));
    }
  }
  return address;
}

void PutOutputs(Card& card, const http::Target& target, const std::string& root, const std::string& title) {
  const auto address = OutputsOf(target);
  if (!address) {
    return;
  }
  std::vector<Card> alternates;
  std::vector<Card> outputs;
  for (const out::Format& format : out::Formats()) {
    const std::string href = fmt::format("{}{}.{}{}", root, address->stem, format.ending, address->query);
    outputs.emplace_back().Set("href", href).Put("name", format.name);
    if (format.feed) {
      const std::string_view type = format.content_type.substr(0, format.content_type.find(';'));
      alternates.emplace_back()
          .Set("href", href)
          .Put("type", type)
          .Put("title", fmt::format("{} ({})", title, format.name));
    }
  }
  card.Put("alternates", alternates).Put("outputs", outputs);
}

}  // namespace headwater::screen
