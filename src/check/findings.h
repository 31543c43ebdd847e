// The parts of an answer, each found by itself. Inside the room only.
#pragma once

#include <string>
#include <vector>

#include "check/check.h"
#include "store/passages.h"

namespace headwater::check {

// What was found by words: articles and statements, the first first.
struct Findings {
  std::vector<Place> places;
  bool more_places = false;
  std::vector<Said> said;
};

// Words that somebody is said to have said or written: exact, else nearly so.
Result<Findings> FindQuotation(store::Store& store, const std::string& words, std::chrono::sys_seconds now,
                               const Limits& limits);
// A claim in words of its own: statements and sentences that share its names, numbers and rare words.
Result<Findings> FindClaim(store::Store& store, const std::string& words, std::chrono::sys_seconds now,
                           const Limits& limits);
// The same claim in other languages than its own, by what has none: names in any script, numbers, days. What is found
// may be the same matter, never more, and nothing is told of how it bears on the claim.
Result<Findings> FindAbroad(store::Store& store, const std::string& words, std::chrono::sys_seconds now,
                            const Limits& limits);

// Those that are not there yet.
void AddFindings(Findings more, Findings& findings);

// The words may be shown: they are not reserved, and their time is not over.
bool MayShow(const news::Article& article, std::chrono::sys_seconds now);
// Around the stretch, as far as the article's owner allows.
struct Stretch;
void PutWords(Place& place, const news::Article& article, const Stretch& stretch, std::chrono::sys_seconds now);

// What somebody claims, with where it stands, in the language asked for: each is read once.
class ClaimReader {
 public:
  explicit ClaimReader(std::string words);
  // How words in this language bear on the claim. `stands` are theirs.
  weigh::Bearing BearingOf(std::string_view words, std::string_view language, const std::vector<news::Stand>& stands,
                           news::StatementType type);
  // The same of a sentence of an article's own.
  weigh::Bearing BearingOf(std::string_view sentence, std::string_view language);

 private:
  const std::vector<news::Stand>& StandsIn(std::string_view language);

  std::string words_;
  std::vector<std::pair<std::string, std::vector<news::Stand>>> stands_;
};

// The earliest that states a time first; those that state none last.
bool Earlier(const store::ArticleLine& one, const store::ArticleLine& other);
bool SaidEarlier(const Said& one, const Said& other);

}  // namespace headwater::check
