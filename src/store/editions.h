// Editions: the front page of a language, a country and a subject, of a time, in an order; and what is like a story.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "news/ids.h"
#include "store/views.h"

namespace headwater::store {

class Session;
class Store;

enum class EditionOrder {
  kWeight,       // by importance and freshness
  kNewest,       // by the latest article
  kCarried,      // by publishers that have it; of stories that at least two have
  kIndependent,  // by sources certain to be independent; of stories that have at least two
};
// `weight`, `newest`, `carried`, `independent`.
std::string_view WordFor(EditionOrder order);
std::optional<EditionOrder> EditionOrderOf(std::string_view word);

struct EditionQuestion {
  std::string language = {};  // ISO 639-1, of any of its articles; empty: all
  std::string country = {};   // ISO 3166-1 alpha-2, where any of its publishers is at home; empty: all
  std::string subject = {};   // one of Subjects(); empty: all
  std::optional<std::chrono::sys_seconds> since = {};  // of its latest article
  EditionOrder order = EditionOrder::kWeight;
  bool single_origin = false;  // only those that many carry and that have, or may have, one origin
  std::size_t limit = 30;
  std::size_t offset = 0;

  bool whole() const { return language.empty() && country.empty() && subject.empty(); }
};

// A value with the number of stories that it has.
using EditionChoice = std::pair<std::string, std::int64_t>;

// What can be chosen, most stories first; subjects in their own order.
struct EditionChoices {
  std::vector<EditionChoice> languages;
  std::vector<EditionChoice> countries;
  std::vector<EditionChoice> subjects;
};

// The store must outlive it. Safe from several threads.
class Editions {
 public:
  explicit Editions(Store& store);

  // Takes time by what is shown, not by what there is: by weight and by time from an index; else the newest 5,000
  // stories of the edition that several have are put in order.
  Result<std::vector<StoryLine>> Stories(const EditionQuestion& question);
  // Of the edition without the one, its values: languages of this country and subject, and so on.
  Result<EditionChoices> Choices(const EditionQuestion& question, std::size_t most);
  // Stories that name the same persons, organisations and places, rare ones weighing most; without those of its thread.
  Result<std::vector<StoryLine>> Related(const news::StoryId& id, std::size_t limit);

 private:
  Store& store_;
};

// Puts the story, whose rows are written, into the editions that it belongs to now. Of its languages the three used
// most count, twelve countries, and two subjects.
void WriteEditions(Session& session, const std::string& story);

}  // namespace headwater::store
