// What an article or a digest is about, whenever it happened: its names and rare words, to be held against another's.
#pragma once

#include <cstddef>
#include <vector>

#include "group/print.h"

namespace headwater::group {

struct Subject {
  struct Part {
    Key key = 0;
    float weight = 0;
    bool name = false;
    bool bearer = false;   // a person, an organisation or the like, no place
    bool central = false;  // such a one, in the lead
  };
  std::vector<Part> parts;  // by key

  void Add(const Print& print);
};

Subject SubjectOfPrint(const Print& print);

struct SubjectLikeness {
  double alike = 0;        // half the cosine of all, half that of names
  std::size_t shared = 0;  // names and rare words
  double words = 0;        // the cosine of what is no name
  bool bearer = false;     // both name someone who is the same
  bool central = false;    // and have him in the lead
};

SubjectLikeness CompareSubjects(const Subject& one, const Subject& other);

}  // namespace headwater::group
