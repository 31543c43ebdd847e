// Is a run of words the name of a medium? By the table of sources, and by how such names are built.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "annotate/citation_words.h"
#include "news/source.h"

namespace headwater::annotate {

// Tokens [first, last) that may be a name, and what is seen around them.
struct NamePlace {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t run_end = 0;  // of the run of words that may be one name
  Hold hold = Hold::kLoose;
  bool introduced = false;  // an article before it
  bool called = false;      // "newspaper" beside it
  bool sentence_start = false;
};

class OutletNames {
 public:
  // Both must outlive it.
  OutletNames(const HashedText& text, const CitationWords& words) : text_(text), words_(words) {}

  // The end of a run of words that may be one name and begins at the token; the beginning of one that ends before
  // `end`.
  std::size_t RunEnd(std::size_t at, std::size_t last) const;
  std::size_t RunBegin(std::size_t first, std::size_t end) const;
  // The tables' source by the name, if it is a medium here; null where it is none, or another thing's name.
  const news::Source* Known(const NamePlace& place, std::size_t begin_byte) const;
  // Is the name built as those of media are?
  bool IsShaped(const NamePlace& place) const;
  // Does a name go on at the token, so that the words before it are but a part of it?
  bool GoesOn(std::size_t at, std::size_t last) const;
  // Is it a word of a script without capitals? Such names are as long as the table knows them.
  static bool IsCaseless(const Token& token, std::string_view text);
  // Where the name that ends with the token ends: before a case ending that is parted by an apostrophe or hyphen.
  std::size_t NameEnd(std::size_t token) const;
  // Does a phrase of the kinds begin at the token?
  bool NextOf(std::size_t at, std::size_t last, std::uint32_t kinds) const {
    return words_.Starting(text_, at, last, kinds) > 0;
  }
  // The token, where it is a single sign.
  char Mark(std::size_t at) const;

 private:
  bool IsCommon(const NamePlace& place) const;
  bool IsPart(const NamePlace& place) const;
  bool FollowsGivenName(const NamePlace& place) const;
  bool IsShouted(const NamePlace& place, std::string_view name) const;
  std::size_t CaselessEnd(std::size_t at, std::size_t last) const;
  const news::Source* Named(const NamePlace& place, std::string_view name) const;
  bool IsKnownWell(const NamePlace& place, const news::Source& source, std::string_view name) const;
  std::string_view Text(std::size_t begin, std::size_t end) const {
    return text_.prepared.text.substr(begin, end - begin);
  }
  const Token& TokenAt(std::size_t at) const { return text_.prepared.tokens[at]; }

  const HashedText& text_;
  const CitationWords& words_;
};

}  // namespace headwater::annotate
