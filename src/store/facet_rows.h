// What of an article searches are counted by: source, speakers, language, places, kind of origin, and its subjects.
#pragma once

#include <cstdint>
#include <string_view>

#include "news/article.h"
#include "store/port.h"

namespace headwater::store {

// The low two bits of a code; the others are the value's number.
enum class FacetSort : std::uint32_t { kSource, kSpeaker, kLanguage, kPlace };
inline constexpr std::uint32_t kFacetSorts = 4;
inline constexpr std::size_t kCodeBytes = 4;

void InsertFacets(Session& session, const news::Article& article, std::int64_t row);
void RemoveFacets(Session& session, std::int64_t row);
// The article came to its publisher so; empty where that is not known any more.
void SetFacetProvenance(Session& session, std::int64_t row, std::string_view provenance);

// The code at `at` of an article's codes.
std::uint32_t CodeAt(std::string_view codes, std::size_t at);

}  // namespace headwater::store
