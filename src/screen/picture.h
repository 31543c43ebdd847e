// The picture of a story: who has it from whom, with primary sources on top and time flowing down.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "store/views.h"

namespace headwater::screen {

struct PictureLimits {
  std::size_t max_rows = 80;
  std::size_t max_articles = 400;  // that are looked at
};

enum class PlaceKind {
  kOutside,   // a source whose own report is not in the collection
  kOwn,       // an article that is its own primary source
  kDerived,   // has it from another
  kUntraced,  // the trail is unknown
};

// A line from a row up to one that stands above it.
struct Flow {
  std::size_t from = 0;  // row
  news::HopHow how = news::HopHow::kPublished;
  bool text = false;   // has its text from there; else refers to it
  bool extra = false;  // one more primary source, beside the one that most of the text comes from
};

// One row of the picture: a source or an article.
struct Place {
  PlaceKind kind = PlaceKind::kDerived;
  std::string name;                    // of the source
  std::optional<std::size_t> article;  // in StoryView::articles
  std::vector<Flow> flows;
  double confidence = 0;
  std::size_t column = 0;
  std::size_t stream = 0;   // number of the primary source that it rests on, for its colour
  std::size_t resting = 0;  // articles that rest on it, where it is a primary source
};

struct Picture {
  std::vector<Place> places;  // from top to bottom; flows lead upwards only
  std::size_t primary = 0;    // so many of them are primary sources
  std::size_t columns = 1;
  std::size_t left_out = 0;  // articles over the limit
};

// Whom the articles have it from, as their origins say: primary sources first, the most used on top, then the other
// articles in order of time, each below those it has it from.
Picture PictureOf(const store::StoryView& story, const PictureLimits& limits = {});

// The lanes as SVG, a row of 3 em for each place, to stand beside a list of the places with rows as high. It may be
// made higher by its own letters' size, where rows are.
std::string LanesSvg(const Picture& picture);

// True for the ways of a hop that say that the text comes from there.
bool HasTextFrom(news::HopHow how);

}  // namespace headwater::screen
