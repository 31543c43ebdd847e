// Numbers as a text writes them, read as values: 2 million and 2,000,000 are one, so are 14:00 and 2 p.m.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "match/print.h"
#include "news/span.h"

namespace headwater::match {

struct Number {
  news::Span span;  // code points; with its unit
  double value = 0;
  double factor = 1;  // to the first unit of its dimension
  std::string_view
      dimension;         // of the tables: `length`, `share`; `clock` (minutes of the day), `year`; empty where none
  bool rounded = false;  // a word before it says so ("about")
};

// In order of the text. `language` tells decimal points from those between thousands. Linear.
std::vector<Number> FindNumbers(std::string_view text, std::string_view language);

// Of a print: the same, read where its words have digits or count alone.
std::vector<Number> FindNumbers(const Print& print);

// Do the two say the same quantity: the same value, one in another unit, or one rounded?
bool SameNumber(const Number& one, const Number& other);

// Are they of one kind, so that a difference is one of fact?
bool Comparable(const Number& one, const Number& other);

}  // namespace headwater::match
