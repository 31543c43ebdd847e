// Referents: who may be meant by a pronoun or an office, of all whom a text has named or let speak.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annotate/reading.h"
#include "news/annotations.h"

namespace headwater::annotate {

enum class Pronoun : std::uint8_t { kNoPronoun, kHe, kShe, kThey, kIt };

struct Referent {
  std::string name;  // the fullest spelling, or what the speaker is called
  news::EntityId entity;
  std::string role;
  bool female = false;
  bool male = false;
  bool person = false;
  bool place = false;
  bool several = false;
};

class Referents {
 public:
  explicit Referents(const Reading& reading);

  const Referent& OfName(std::size_t name) const { return by_name_[name]; }
  // Tells that the referent spoke at the token; to be told in the order of the text.
  void Spoke(std::size_t token, Referent referent);
  // The likeliest by gender, nearness, and who was a subject or spoke; null where nobody fits.
  const Referent* Behind(std::size_t token, Pronoun pronoun) const;
  // The person named last before the token whose office the lower-case word is: beside a name, or said of its bearer.
  const Referent* Bearer(std::string_view role, std::size_t token) const;

 private:
  void NameAll();
  void TakeTitles();
  void MarkSubjects();
  std::size_t SentenceOf(std::size_t token) const;
  std::size_t NamesBefore(std::size_t token) const;
  static bool Fits(const Referent& referent, Pronoun pronoun);
  static double GenderOf(const Referent& referent, Pronoun pronoun);

  const Reading* reading_;
  std::vector<Referent> by_name_;                        // of each name of the text
  std::vector<std::size_t> name_tokens_;                 // first token of each name
  std::vector<bool> subject_;                            // whether a sentence begins with the name
  std::vector<std::pair<std::size_t, Referent>> spoke_;  // by token
};

}  // namespace headwater::annotate
