// Roads by their word or number, other features by the word before or after their name.
#include "annotate/place_shapes.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace headwater::annotate {
namespace {

constexpr std::size_t kMaxWords = 5;

// "8th Ave. N.", "Seventh Street Northwest".
std::size_t OverSide(const PlaceContext& context, std::size_t end) {
  if (!context.Has(end, kPlaceSide) || context.Has(end, kPlaceRoad) || context.Capital(end + 1)) {
    return end;
  }
  return context.Word(end).size() <= 2 && context.Point(end + 1) ? end + 2 : end + 1;
}

// The end of a road whose word stands at `word`; `at` where it is none: a court of law, a patrol, `South St. Paul`.
std::size_t OverRoad(const PlaceContext& context, std::size_t at, std::size_t word) {
  std::size_t end = context.OverPoint(word + 1);
  if (context.Number(end)) {
    return end + 1;
  }
  end = OverSide(context, end);
  const bool on =
      at > context.first() && (context.Number(at - 1) || context.Is(at - 1, "on") || context.Is(at - 1, "off"));
  const bool more = context.Capital(end) && (end == word + 1 || context.Is(word, "St"));
  return more || (context.Has(word, kPlaceMaybe) && !on) ? at : end;
}

std::size_t NumberedEnd(const PlaceContext& context, std::size_t at) {
  std::size_t number = at + (context.Point(at + 1) ? 2 : 1);
  while (context.Has(number, kPlaceNumbered)) {
    ++number;
  }
  return context.Number(number) ? OverSide(context, number + 1) : at;
}

}  // namespace

bool PlaceContext::Dash(std::size_t token) const {
  static constexpr std::string_view kDashes[] = {"-", "--", "–", "—", "(", "\xC2\x96", "\xC2\x97"};
  return Inside(token) && std::find(std::begin(kDashes), std::end(kDashes), Word(token)) != std::end(kDashes);
}

std::size_t RoadEnd(const PlaceContext& context, std::size_t at) {
  if (context.Has(at, kPlaceNumbered)) {
    if (const std::size_t end = NumberedEnd(context, at); end > at) {
      return end;
    }
  }
  std::size_t end = at;
  for (std::size_t words = 0; context.Inside(end) && words < kMaxWords; ++words) {
    if (end > at && context.Has(end, kPlaceRoad)) {
      return OverRoad(context, at, end);
    }
    const std::string_view word = context.Word(end);
    const bool ordinal = context.At(end).number && word.size() > 2 && word.back() >= 'a' && word.back() <= 'z';
    if ((!context.At(end).capitalised && !ordinal) || context.Has(end, kPlaceBefore | kPlaceLoosely)) {
      return at;
    }
    end += context.Point(end + 1) && word.size() <= 2 ? 2 : 1;
  }
  return at;
}

std::size_t FeatureEnd(const PlaceContext& context, std::size_t at) {
  if (context.Has(at, kPlaceBefore | kPlaceLoosely)) {
    return at;
  }
  std::size_t end = at;
  if (context.Has(at, kPlaceNamed) && context.Capital(at + 1) && !context.Has(at + 1, kPlaceRoad)) {
    end = at + 2;
  }
  for (std::size_t next = at + 1; context.Capital(next) && context.At(next).word && next < at + kMaxWords; ++next) {
    if (context.Has(next, kPlaceCouncil) && !context.Has(next, kPlaceCounty)) {
      break;
    }
    if (context.Has(next, kPlaceFeature | kPlaceCounty)) {
      end = context.OverPoint(next + 1);
    }
  }
  return end;
}

}  // namespace headwater::annotate
