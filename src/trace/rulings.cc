// Names and ids as persons settled them, made comparable.
#include "trace/rulings.h"

#include "tables/tables.h"
#include "trace/folding.h"

namespace headwater::trace {
namespace {

// By a source's id in the tables, or its name.
std::string SourceKeyOf(std::string_view source) {
  constexpr std::string_view kPrefix = "source/";
  source.remove_prefix(source.starts_with(kPrefix) ? kPrefix.size() : 0);
  const news::Source* const known = tables::SourceById(news::SourceId(std::string(source)));
  return KeyOf(known != nullptr ? std::string_view(known->name) : source).edition;
}

}  // namespace

Rulings::Rulings(const Settled& settled) {
  for (const Settled::Barred& barred : settled.barred) {
    std::unordered_set<std::string>& sources = barred_[barred.article.value()];
    sources.insert(SourceKeyOf(barred.source));
    sources.insert("id " + barred.source);
  }
}

bool Rulings::Bars(const news::ArticleId& article, const std::string& key) const {
  const auto barred = barred_.find(article.value());
  return barred != barred_.end() && barred->second.contains(key);
}

bool Rulings::Bars(const news::Article& article, const Claim& claim) const {
  return !Empty() && Bars(article.id, KeyOf(claim.name).edition);
}

bool Rulings::Bars(const news::Article& article, const news::Article& other) const {
  if (Empty()) {
    return false;
  }
  const std::string host = HostKey(other.url);
  return Bars(article.id, "id " + other.id.value()) ||
         (!other.publisher.empty() && Bars(article.id, KeyOf(other.publisher).edition)) ||
         (!host.empty() && Bars(article.id, host));
}

}  // namespace headwater::trace
