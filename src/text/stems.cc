// Stems through libstemmer.
#include "text/stems.h"

#include <libstemmer.h>

#include <map>
#include <memory>

namespace headwater::text {
namespace {

struct Free {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
using Stemmer = std::unique_ptr<sb_stemmer, Free>;

// A stemmer keeps a buffer, so each thread has its own. Null where Snowball does not know the language.
sb_stemmer* StemmerFor(std::string_view language) {
  thread_local std::map<std::string, Stemmer, std::less<>> stemmers;
  auto found = stemmers.find(language);
  if (found == stemmers.end()) {
    std::string name(language);
    Stemmer made(name.size() == 2 ? sb_stemmer_new(name.c_str(), "UTF_8") : nullptr);
    found = stemmers.emplace(std::move(name), std::move(made)).first;
  }
  return found->second.get();
}

}  // namespace

std::string Stem(std::string_view word, std::string_view language) {
  sb_stemmer* const stemmer = StemmerFor(language);
  if (stemmer == nullptr) {
    return std::string(word);
  }
  const sb_symbol* const stem =
      sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  if (stem == nullptr) {
    return std::string(word);
  }
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

}  // namespace headwater::text
