// Counting independent sources.
#include <set>
#include <string>
#include <unordered_map>

#include "trace/trace.h"

namespace headwater::trace {
namespace {

// Two articles count as one source when their roots meet: each root is counted, and a set of articles that rest on the
// same two roots still rests on two. What one outlet adds to its own report, a correction say, is no second source.
std::size_t CountRoots(std::span<const news::Origin> origins) {
  std::unordered_map<std::string, std::string> publishers;
  for (const news::Origin& origin : origins) {
    if (!origin.chain.empty() && origin.chain.front().how == news::HopHow::kPublished) {
      publishers.emplace(origin.article.value(), "source/" + origin.chain.front().name);
    }
  }
  std::set<std::string> roots;
  for (const news::Origin& origin : origins) {
    for (const std::string& root : origin.roots) {
      const auto publisher = publishers.find(root);
      roots.insert(publisher == publishers.end() ? root : publisher->second);
    }
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
  return independence;
}

}  // namespace headwater::trace
