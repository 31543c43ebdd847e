// The outlets that the articles of a window stand on, and the names that they go by in other articles' credits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "news/article.h"

namespace headwater::trace {

using OutletId = std::uint32_t;

// Letters and digits alone, folded, without a leading article: `The Tolhaven Post`, `tolhavenpost`.
std::string NameKey(std::string_view name);

// The host without its last label and `www.`, in letters: what its owner's name is likely to be.
std::string HostKey(std::string_view url);

class Outlets {
 public:
  explicit Outlets(std::span<const news::Article> articles);

  // Of the article with this number; nothing where it says neither publisher nor address.
  std::optional<OutletId> Of(std::size_t article) const { return of_[article]; }

  // Who is called so, by name, address, abbreviation or another spelling that the tables know.
  std::optional<OutletId> Called(std::string_view name) const;
  std::optional<OutletId> At(std::string_view url) const;

  // Numbers of the articles, in the order they were given.
  const std::vector<std::size_t>& Articles(OutletId outlet) const { return articles_[outlet]; }
  // As its articles write it; where they give a host alone, as the tables do.
  const std::string& Name(OutletId outlet) const { return names_[outlet]; }
  bool IsAgency(OutletId outlet) const { return agencies_[outlet]; }

 private:
  std::optional<OutletId> Look(const std::string& key) const;
  OutletId Put(const std::string& key, const std::string& name);
  void LearnAbbreviation(const news::Article& article, OutletId outlet);

  std::vector<std::optional<OutletId>> of_;
  std::vector<std::vector<std::size_t>> articles_;
  std::vector<std::string> names_;
  std::vector<bool> agencies_;
  std::unordered_map<std::string, OutletId> keys_;
  std::unordered_map<std::string, std::optional<OutletId>> abbreviations_;  // empty where two claim one
};

// What stands in brackets between a place in capitals and a dash at the head of a report: `THORNWORTH (TNA) - `.
// Empty where there is none.
std::string_view DatelineSource(std::string_view text);

}  // namespace headwater::trace
