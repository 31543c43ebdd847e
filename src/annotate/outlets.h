// Reading the name of a medium where a cue says that one stands.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "annotate/citation_words.h"
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
  OutletReader(const HashedText& text, const CitationWords& words) : text_(text), words_(words) {}

  // The medium named after a cue that ends at token `at`; `last` ends the sentence.
  std::optional<Outlet> After(std::size_t at, std::size_t last, Hold hold) const;
  // The medium named right before token `end`; `first` begins the sentence.
  std::optional<Outlet> Before(std::size_t first, std::size_t end, Hold hold) const;
  // The medium whose name begins at the token, without anything between; `introduced` by an article or the like.
  std::optional<Outlet> At(std::size_t at, std::size_t last, Hold hold, bool introduced) const;

 private:
  struct Place {
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t run_end = 0;  // of the run of words that may be one name
    Hold hold = Hold::kLoose;
    bool introduced = false;  // an article before it
    bool called = false;      // "newspaper" beside it
    bool sentence_start = false;
  };

  // What was seen between a cue and a name.
  struct Approach {
    bool introduced = false;
    bool called = false;
    std::size_t unknown = 0;  // words
  };

  std::size_t Step(std::size_t at, std::size_t last, Approach& approach) const;
  std::optional<Outlet> KnownAt(Place place, std::size_t last) const;
  std::optional<Outlet> StrangerAt(Place place, std::size_t last) const;
  std::size_t TailEnd(std::size_t at, std::size_t run, std::size_t last) const;
  std::size_t RunEnd(std::size_t at, std::size_t last) const;
  std::size_t RunBegin(std::size_t first, std::size_t end) const;
  std::size_t SkipTrailers(std::size_t first, std::size_t end, bool& called) const;
  const news::Source* Known(const Place& place, std::size_t begin_byte) const;
  bool IsCommon(const Place& place) const;
  bool IsPart(const Place& place) const;
  bool IsKnownWell(const Place& place, const news::Source& source, std::string_view name) const;
  bool GoesOn(std::size_t at, std::size_t last) const;
  bool IsShaped(const Place& place) const;
  std::optional<Outlet> Employer(const Place& place) const;
  std::optional<Outlet> Again(std::size_t at, std::size_t last) const;
  std::optional<Outlet> Unnamed(std::size_t first, std::size_t at, std::size_t last) const;
  std::optional<Outlet> Site(std::size_t at, Hold hold) const;
  Outlet Make(std::size_t first, std::size_t last, std::size_t begin_byte, const news::Source* source) const;
  std::string_view Text(std::size_t begin, std::size_t end) const {
    return text_.prepared.text.substr(begin, end - begin);
  }
  const Token& TokenAt(std::size_t at) const { return text_.prepared.tokens[at]; }
  char Mark(std::size_t at) const;
  bool NextOf(std::size_t at, std::size_t last, std::uint32_t kinds) const {
    return words_.Starting(text_, at, last, kinds) > 0;
  }

  const HashedText& text_;
  const CitationWords& words_;
};

}  // namespace headwater::annotate
