// What a chain says beyond its article: how the article came by its text, what it rests on, where the trail ends.
#pragma once

#include <cstdint>
#include <string>

#include "news/origin.h"
#include "store/port.h"
#include "store/tallies.h"

namespace headwater::store {

// An end of a chain as its row has it.
struct Root {
  std::string key;   // another article's id, `link/<comparable address>`, `source/<key>`
  std::string name;  // empty for an article
  std::string url;
};
std::vector<Root> RootsOf(const news::Origin& origin);

// Writes all of it for an article whose findings are in the store; what was written before is replaced.
void WriteProvenance(Session& session, std::int64_t row, const news::Origin& origin);

// Takes it back, words of the article's among it: the article is to be traced anew, or to be seen no more.
void ForgetProvenance(Session& session, std::int64_t row);

// An address could not be had, or was.
void NoteLostLink(Session& session, std::string_view address, std::string_view error, std::chrono::sys_seconds now);
void NoteFoundLink(Session& session, std::string_view address);

// True for what somebody is called who is not named.
bool IsUnnamed(std::string_view form);

}  // namespace headwater::store
