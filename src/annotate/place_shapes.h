// The shapes of places that no table lists: roads, rivers, lakes, counties; and the sentence around a token.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "annotate/place_words.h"
#include "annotate/prepared.h"

namespace headwater::annotate {

// One sentence as places are looked for in it. Borrows the preparation, and the roles of its tokens, which must outlive
// it.
class PlaceContext {
 public:
  PlaceContext(const Prepared& prepared, const std::vector<std::uint16_t>& roles, const Sentence& sentence)
      : prepared_(&prepared), roles_(&roles), sentence_(&sentence) {}

  std::size_t first() const { return sentence_->first; }
  std::size_t last() const { return sentence_->last; }
  bool paragraph_start() const { return sentence_->paragraph_start; }
  bool Inside(std::size_t token) const { return token >= sentence_->first && token < sentence_->last; }
  const Token& At(std::size_t token) const { return prepared_->tokens[token]; }
  std::string_view Word(std::size_t token) const { return prepared_->Word(token); }
  // These are false outside of the sentence.
  bool Is(std::size_t token, std::string_view word) const { return Inside(token) && Word(token) == word; }
  bool Capital(std::size_t token) const { return Inside(token) && At(token).capitalised; }
  bool Number(std::size_t token) const { return Inside(token) && At(token).number && Word(token).size() <= 5; }
  bool Has(std::size_t token, unsigned roles) const { return Inside(token) && ((*roles_)[token] & roles) != 0; }
  // A point right after the token before.
  bool Point(std::size_t token) const { return Is(token, ".") && !At(token).space_before; }
  // Dashes and brackets, which end a dateline.
  bool Dash(std::size_t token) const;

  // Over the point of a word that is written with one ("St.").
  std::size_t OverPoint(std::size_t end) const { return Point(end) && Has(end - 1, kPlacePoint) ? end + 1 : end; }

 private:
  const Prepared* prepared_;
  const std::vector<std::uint16_t>* roles_;
  const Sentence* sentence_;
};

// "N. High St.", "West 11th Street", "Interstate 70", "County Road 43": the token after the road that begins at `at`,
// or `at` where none does.
std::size_t RoadEnd(const PlaceContext& context, std::size_t at);

// The same for "Licking River", "Lake Wissota", "Pike County", "Monongahela National Forest".
std::size_t FeatureEnd(const PlaceContext& context, std::size_t at);

}  // namespace headwater::annotate
