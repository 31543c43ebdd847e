// Page furniture: lines that a site, or several, repeat on pages that have nothing else in common.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "match/print.h"

namespace headwater::match {

// What a text is about: the least hashes among its names and numbers, in order. Copies have most of them in common,
// however reworded, and so have reports of one event.
using Matter = std::array<std::uint16_t, 8>;

Matter MatterOf(const Print& print);
std::size_t MatterInCommon(const Matter& one, const Matter& other);
bool SameMatter(const Matter& one, const Matter& other);

// A page that carries a line.
struct Sighting {
  Matter matter{};
  std::uint32_t site = 0;
};

// A paragraph that may be furniture, as it is counted over the window.
struct Line {
  std::uint32_t key = 0;
  std::uint32_t paragraph = 0;
};

// The lines of a print, the outer ones first; not many of a long text.
std::vector<Line> LinesOf(const Print& print);

// Does the line, seen on these other pages as well, belong to the page rather than to the text? Three pages of unlike
// matter say so, or two of one site; amid the text three of one site where it is short, or six that are not one text.
bool IsRepeated(const Print& print, const Line& line, const Sighting& own, std::span<const Sighting> others);

// Takes back what repeats and is no furniture all the same: a text that consists of such lines was taken by others, and
// of the outer lines only those count that lead to an edge of the page.
void KeepEdges(const Print& print, std::vector<bool>& repeated);

// By paragraph: does it speak to the reader about the page? `found` is set there.
void MarkByWords(const Print& print, std::vector<bool>& found);

// The part of words [begin, end) that stands in such paragraphs.
double PartInFurniture(const Print& print, const std::vector<bool>& furniture, std::uint32_t begin, std::uint32_t end);

// The same for posts from elsewhere that the page shows.
double PartInPosts(const Print& print, std::uint32_t begin, std::uint32_t end);

// Is [begin, end) no more than a few lines near the top or the bottom?
bool IsOuterLine(const Print& print, std::uint32_t begin, std::uint32_t end);

}  // namespace headwater::match
