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
  // Articles are numbered as they are added.
  void Add(const news::Article& article);
  // Once, after all were added. Of several names and keys the first one counts, in the order of the ids, so that
  // nothing depends on the order of the input: `by_id` has all numbers in it.
  void Settle(std::span<const std::uint32_t> by_id);

  // Of the article with this number; nothing where it says neither publisher nor address.
  std::optional<OutletId> Of(std::size_t article) const { return of_[article]; }

  // Who is called so, by name, address, abbreviation or another spelling that the tables know.
  std::optional<OutletId> Called(std::string_view name) const;
  std::optional<OutletId> At(std::string_view url) const;

  // Numbers of its articles.
  std::vector<std::uint32_t>& Articles(OutletId outlet) { return articles_[outlet]; }
  const std::vector<std::uint32_t>& Articles(OutletId outlet) const { return articles_[outlet]; }
  std::size_t size() const { return names_.size(); }
  // As its articles write it; where they give a host alone, as the tables do.
  const std::string& Name(OutletId outlet) const { return names_[outlet]; }
  bool IsAgency(OutletId outlet) const { return agencies_[outlet]; }

 private:
  std::optional<OutletId> Look(const std::string& key) const;
  OutletId Put(const std::string& key, const std::string& name);
  void LearnAbbreviation(const std::string& letters, const std::string& by_host, OutletId outlet);

  // Of an article until all are settled, by number among the words.
  struct Signature {
    std::uint32_t host = 0;
    std::uint32_t publisher = 0;
    std::uint32_t letters = 0;  // that it signs its dateline with
  };
  std::uint32_t WordFor(std::string_view word);

  std::vector<Signature> signatures_;
  std::vector<std::string> words_;
  std::unordered_map<std::string, std::uint32_t> word_numbers_;
  std::vector<std::optional<OutletId>> of_;
  std::vector<std::vector<std::uint32_t>> articles_;
  std::vector<std::string> names_;
  std::vector<bool> agencies_;
  std::unordered_map<std::string, OutletId> keys_;
  std::unordered_map<std::string, std::optional<OutletId>> abbreviations_;  // empty where two claim one
};

// What stands in brackets between a place in capitals and a dash at the head of a report: `THORNWORTH (TNA) - `.
// Empty where there is none.
std::string_view DatelineSource(std::string_view text);

}  // namespace headwater::trace
