// Tombstones: what keeps taken-down articles, and copies of them, from coming back, without a word of them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "news/article.h"
#include "store/marks.h"
#include "store/port.h"
#include "store/store.h"

namespace headwater::store {

// How a text stands to one that was taken down.
enum class Likeness {
  kNone,
  kQuotes,  // it has a sentence or more of its prose, amid other words
  kCopy,    // three tenths of it are the other's
};

struct Resemblance {
  Likeness likeness = Likeness::kNone;
  std::int64_t takedown = 0;
};

// All that stand at one moment. Safe from several threads.
class Tombstones {
 public:
  // Of one takedown alone where it is not 0.
  static Result<std::shared_ptr<const Tombstones>> Read(Store& store, std::int64_t takedown = 0);
  static Tombstones ReadIn(Session& session, std::int64_t takedown);

  bool empty() const { return addresses_.empty() && marks_.empty() && texts_.empty(); }
  // The takedown by which nothing is taken from the address, or one that means the same; 0: none.
  std::int64_t AtAddress(std::string_view url) const;
  // Words in quotation marks are who spoke them's: they make no kQuotes.
  Resemblance Compare(std::string_view text) const;
  Resemblance CompareHtml(std::string_view html) const;
  // By its words; in the lines around it there is but a quotation.
  Resemblance CompareArticle(const news::Article& article) const;

 private:
  struct Stood {
    std::int64_t takedown = 0;
    bool quoted = false;
  };
  MarkKey key_{};
  std::unordered_map<std::string, std::int64_t> addresses_;
  std::unordered_map<std::string, std::int64_t> texts_;
  std::unordered_multimap<std::int64_t, Stood> marks_;
  std::unordered_map<std::int64_t, std::pair<std::size_t, std::size_t>> sizes_;  // marks, and unquoted ones
};

// The words that an article has of its own: headline, prose and items. Lines around it (bylines, copyright, captions)
// are others' too.
std::string WordsOf(const news::Article& article);

// Changes whenever tombstones do.
Result<std::int64_t> TombstoneStamp(Store& store);

// The installation's secret, made at first use.
MarkKey MarkKeyOf(Session& session);

}  // namespace headwater::store
