// Counting independent sources.
#include <set>
#include <string>

#include "trace/trace.h"

namespace headwater::trace {
namespace {

// Two articles count as one source when their roots meet: each root is counted, and a set of articles that rest on the
// same two roots still rests on two.
std::size_t CountRoots(std::span<const news::Origin> origins) {
  std::set<std::string> roots;
  for (const news::Origin& origin : origins) {
    roots.insert(origin.roots.begin(), origin.roots.end());
  }
  return roots.size();
}

}  // namespace

news::Independence CountIndependent(std::span<const news::Origin> origins) {
  news::Independence independence;
  independence.least = static_cast<int>(CountRoots(origins));
  for (const news::Origin& origin : origins) {
    independence.untraced += origin.roots.empty() ? 1 : 0;
  }
  independence.most = independence.least + independence.untraced;
  // Untraced articles all may have it from one place, but from one at least.
  if (independence.least == 0 && independence.untraced > 0) {
    independence.least = 1;
  }
  return independence;
}

}  // namespace headwater::trace
