// Reading the name of a medium where a cue says that one stands.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "annotate/citation_words.h"
#include "annotate/outlet_names.h"
#include "news/source.h"

namespace headwater::annotate {

// A medium as the text names it.
struct Outlet {
  std::size_t first = 0;  // tokens
  std::size_t last = 0;
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  std::string source;  // the tables' name, or as it is written
  news::SourceId id;   // empty where the tables do not know it
  bool agency = false;
  bool named = true;   // false: "local media"
  bool again = false;  // "the newspaper": one that was named before
};

class OutletReader {
 public:
  // Both must outlive it.
  OutletReader(const HashedText& text, const CitationWords& words) : text_(text), words_(words), names_(text, words) {}

  // The medium named after a cue that ends at token `at`; `last` ends the sentence.
  std::optional<Outlet> After(std::size_t at, std::size_t last, Hold hold) const;
  // The medium named right before token `end`; `first` begins the sentence.
  std::optional<Outlet> Before(std::size_t first, std::size_t end, Hold hold) const;
  // The medium whose name begins at the token, without anything between; `introduced` by an article or the like.
  std::optional<Outlet> At(std::size_t at, std::size_t last, Hold hold, bool introduced) const;

 private:
  // What was seen between a cue and a name.
  struct Approach {
    bool introduced = false;
    bool called = false;
    std::size_t unknown = 0;  // words
  };

  std::size_t Step(std::size_t at, std::size_t last, Approach& approach) const;
  std::optional<Outlet> KnownAt(NamePlace place, std::size_t last) const;
  std::optional<Outlet> StrangerAt(NamePlace place, std::size_t last) const;
  std::size_t TailEnd(std::size_t at, std::size_t run, std::size_t last) const;
  std::size_t SkipTrailers(std::size_t first, std::size_t end, bool& called) const;
  std::optional<Outlet> Employer(const NamePlace& place) const;
  std::optional<Outlet> Again(std::size_t at, std::size_t last) const;
  std::optional<Outlet> Unnamed(std::size_t first, std::size_t at, std::size_t last) const;
  std::optional<Outlet> Quoted(std::size_t quote, std::size_t last) const;
  std::size_t NameBegin(std::size_t at) const;
  bool IsIdeograph(std::size_t at) const;
  std::optional<Outlet> Site(std::size_t at, Hold hold) const;
  Outlet Make(std::size_t first, std::size_t last, std::size_t begin_byte, const news::Source* source) const;
  std::string_view Text(std::size_t begin, std::size_t end) const {
    return text_.prepared.text.substr(begin, end - begin);
  }
  const Token& TokenAt(std::size_t at) const { return text_.prepared.tokens[at]; }

  const HashedText& text_;
  const CitationWords& words_;
  const OutletNames names_;
};

}  // namespace headwater::annotate
