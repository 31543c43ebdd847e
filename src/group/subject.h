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
  };
  std::vector<Part> parts;  // by key

  void Add(const Print& print);
};

Subject SubjectOfPrint(const Print& print);

struct SubjectLikeness {
  double alike = 0;        // half the cosine of all, half that of names
  std::size_t shared = 0;  // names and rare words
};

SubjectLikeness CompareSubjects(const Subject& one, const Subject& other);

}  // namespace headwater::group
