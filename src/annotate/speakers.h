// Speakers: whose name, and which entity, stands behind the words that a statement gives as its speaker.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annotate/reading.h"
#include "annotate/speech_words.h"
#include "news/annotations.h"

namespace headwater::annotate {

// Resolves phrases in the order of the text: pronouns lead back to whom the text named last.
class Speakers {
 public:
  explicit Speakers(const Reading& reading);

  // The speaker that the phrase names, describes or refers to. Must be asked in the order of the text.
  news::Speaker Resolve(const Stretch& phrase);

 private:
  enum class Pronoun : std::uint8_t { kNoPronoun, kHe, kShe, kThey, kIt };

  struct Known {
    std::string name;
    news::EntityId entity;
    std::string role;
    bool female = false;
    bool male = false;
    bool person = false;
    bool place = false;
  };

  Pronoun PronounOf(const Stretch& phrase) const;
  Known Referred(const Stretch& phrase);
  Known BehindWho(const Stretch& phrase) const;
  Known AsCalled(const Stretch& phrase) const;
  std::optional<std::size_t> HeadName(const Stretch& phrase) const;
  std::optional<std::size_t> ForeignName(const Stretch& phrase) const;
  std::optional<std::size_t> PersonAfter(const Stretch& phrase, std::size_t head_end) const;
  std::string_view WithoutArticle(std::string_view text) const;
  // "the president", "the source": whom the text called so before.
  const Known* SameRole(const Stretch& phrase) const;
  const Known* RoleBearer(std::string_view head, std::size_t until) const;
  std::size_t HeadEnd(const Stretch& phrase) const;
  const Known* LastBefore(std::size_t token, Pronoun pronoun) const;
  const Known* NamedBefore(std::size_t token, Pronoun pronoun, std::size_t& at) const;
  static bool Fits(const Known& known, Pronoun pronoun);

  const Reading* reading_;
  const SpeechWords* foreign_;                        // null for a text in English
  std::vector<Known> by_name_;                        // of each name of the text, with its fullest spelling
  std::vector<std::size_t> name_tokens_;              // first token of each name
  std::vector<std::pair<std::size_t, Known>> said_;   // who spoke, by token
  std::vector<std::pair<std::string, Known>> roles_;  // head words of speakers without a name
};

}  // namespace headwater::annotate
