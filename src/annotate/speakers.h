// Speakers: whose name, and which entity, stands behind the words that a statement gives as its speaker.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annotate/reading.h"
#include "annotate/referents.h"
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
  Pronoun PronounOf(const Stretch& phrase) const;
  // Without a dateline before it, and days and small words behind.
  Stretch Trimmed(Stretch phrase) const;
  Referent Referred(const Stretch& phrase);
  std::optional<Referent> Named(const Stretch& phrase) const;
  Referent BehindWho(const Stretch& phrase) const;
  Referent AsCalled(const Stretch& phrase) const;
  // "Brask and Norling"
  std::optional<Referent> Both(const Stretch& phrase) const;
  // "Norling's letter", "a Harbour Board statement": whose it is.
  std::optional<Referent> Issuer(const Stretch& phrase) const;
  std::optional<std::size_t> HeadName(const Stretch& phrase) const;
  std::optional<std::size_t> ForeignName(const Stretch& phrase) const;
  std::optional<std::size_t> PersonAfter(const Stretch& phrase, std::size_t head_end) const;
  // A name of one word that is none by itself: "the Israeli Government".
  bool IsBareOffice(const Stretch& phrase, std::size_t name) const;
  std::string_view WithoutArticle(std::string_view text) const;
  // "the president", "the source": whom the text called so before.
  const Referent* SameRole(const Stretch& phrase) const;
  std::size_t HeadEnd(const Stretch& phrase) const;

  const Reading* reading_;
  const SpeechWords* foreign_;  // null for a text in English
  Referents referents_;
  std::vector<std::pair<std::string, Referent>> called_;  // head words of speakers without a name
};

// "Moscow has denied": the government that the name of its capital stands for; empty where it stands for none.
std::string_view CountryOfCapital(std::string_view name);

}  // namespace headwater::annotate
