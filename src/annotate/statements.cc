// Statements are drafted around cues: the subject of a cue speaks, what the cue introduces is the content. Here drafts
// get their speakers, kinds and types.
#include "annotate/statements.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "annotate/chains.h"
#include "annotate/circumstances.h"
#include "annotate/drafts.h"
#include "annotate/foreign_drafts.h"
#include "annotate/lexicon.h"
#include "annotate/reading.h"
#include "annotate/speakers.h"

namespace headwater::annotate {
namespace {

using news::StatementKind;
using news::StatementType;

bool HasQuoteMark(const Reading& reading, const Stretch& content) {
  for (std::size_t i = content.first; i < content.last; ++i) {
    if (reading.At(i).quote && reading.Word(i) != "'" && reading.Word(i) != "’") {
      return true;
    }
  }
  return false;
}

StatementKind KindOf(const Reading& reading, const Draft& draft) {
  std::size_t words = 0;
  std::size_t quoted = 0;
  for (const Stretch& content : draft.content) {
    for (std::size_t i = content.first; i < content.last; ++i) {
      words += reading.At(i).word ? 1U : 0U;
      quoted += reading.At(i).word && reading.QuotationAt(i) != kNone ? 1U : 0U;
    }
  }
  const bool marked = quoted > 0 || std::ranges::any_of(draft.content, [&reading](const Stretch& content) {
                        return HasQuoteMark(reading, content);
                      });
  if (!marked) {
    return StatementKind::kIndirect;
  }
  return quoted * 10 >= words * 9 ? StatementKind::kDirect : StatementKind::kMixed;
}

// "declined to comment" says nothing, "declined to sell the quay" is a denial.
bool LeavesUncommented(const Reading& reading, const Stretch& content) {
  for (std::size_t i = content.first; i < content.last && i < content.first + 3; ++i) {
    if (reading.Word(i) == "comment") {
      return true;
    }
  }
  return false;
}

// "argued about who may inspect it": what is spoken of is open.
bool LeavesOpen(const Reading& reading, const Draft& draft) {
  constexpr std::array<std::string_view, 9> kAsking{"who",   "whose", "what", "which",  "when",
                                                    "where", "why",   "how",  "whether"};
  constexpr std::array<std::string_view, 5> kAbout{"about", "over", "on", "of", "as"};
  const std::string first = Lower(reading.Word(draft.content.front().first));
  const std::string last = Lower(reading.Word(draft.found.group.last - 1));
  return std::ranges::find(kAsking, first) != kAsking.end() && std::ranges::find(kAbout, last) != kAbout.end();
}

StatementType TypeOf(const Reading& reading, const Draft& draft, const news::Statement& statement) {
  const StatementType type = draft.found.cue->type;
  if (statement.speaker) {
    const std::string who = Lower(statement.speaker->phrase.text);
    if (who.find("poll") != std::string::npos || who.find("survey") != std::string::npos) {
      return StatementType::kPoll;
    }
  }
  if (type == StatementType::kDenial && draft.found.negated) {
    return StatementType::kAssertion;
  }
  if (type == StatementType::kNoComment) {
    return LeavesUncommented(reading, draft.content.front()) ? StatementType::kNoComment : StatementType::kDenial;
  }
  return type == StatementType::kAssertion && LeavesOpen(reading, draft) ? StatementType::kQuestion : type;
}

bool IsDash(std::string_view word) { return word == "-" || word == "--" || word == "–" || word == "—"; }

constexpr std::size_t kLongestDateline = 16;  // tokens

// What is left of a content behind the dateline that its paragraph opens with: "PORT MAREN, May 3 (Orrin Wire) - ".
Stretch BehindDateline(const Reading& reading, const Stretch& content) {
  const std::vector<Sentence>& sentences = reading.prepared().sentences;
  const auto sentence = std::ranges::lower_bound(sentences, content.first, {}, &Sentence::first);
  if (sentence == sentences.end() || sentence->first != content.first || !sentence->paragraph_start ||
      !reading.At(content.first).upper) {
    return content;
  }
  bool bracketed = false;
  const std::size_t end = std::min(content.last, content.first + kLongestDateline);
  for (std::size_t at = content.first + 1; at < end; ++at) {
    const Token& token = reading.At(at);
    const std::string_view word = reading.Word(at);
    if (word == "(" || word == ")") {
      bracketed = word == "(";
    } else if (!bracketed && IsDash(word)) {
      while (at < content.last && IsDash(reading.Word(at))) {
        ++at;
      }
      const bool begins = at < content.last && (reading.At(at).capitalised || reading.At(at).quote);
      return begins ? Stretch{at, content.last} : content;
    } else if (!bracketed && !token.capitalised && !token.number && word != "," && word != "." && word != "/") {
      return content;
    }
  }
  return content;
}

news::Statement StatementOf(const Reading& reading, const Draft& draft, std::optional<news::Speaker> speaker) {
  news::Statement statement;
  statement.speaker = std::move(speaker);
  statement.cue.span = reading.SpanOf(draft.found.group);
  statement.cue.text = reading.TextOf(draft.found.group);
  for (const Stretch& content : draft.content) {
    statement.content.push_back(reading.SpanOf(BehindDateline(reading, content)));
  }
  statement.kind = KindOf(reading, draft);
  statement.type = TypeOf(reading, draft, statement);
  return statement;
}

constexpr std::size_t kNear = 25;  // drafts; a statement that holds another stands within so many of it

bool Holds(const Draft& outer, const Draft& inner) {
  const auto holds = [](const Draft& draft, std::size_t token) {
    return std::ranges::any_of(
        draft.content, [token](const Stretch& content) { return content.first <= token && token < content.last; });
  };
  return holds(outer, inner.found.head) && !holds(inner, outer.found.head);
}

// Inside what somebody says, only somebody else who is known by name is a source of his own: "Brask said that Norling
// believes". What speakers say of themselves, or of nobody in particular, belongs to their own words.
bool IsSourceOfItsOwn(const std::optional<news::Speaker>& inner, const std::optional<news::Speaker>& outer) {
  constexpr std::array<std::string_view, 12> kPronouns = {"he",  "she",   "it",  "they", "his",   "her",
                                                          "its", "their", "him", "who",  "which", "that"};
  return inner && !inner->entity.empty() && (!outer || outer->name != inner->name) &&
         std::ranges::find(kPronouns, Lower(inner->phrase.text)) == kPronouns.end();
}

constexpr std::size_t kBareWords = 2;

// "The emails will not be disclosed": what something was done to, by nobody who is named, says nothing by itself.
bool IsBare(const Reading& reading, const Draft& draft) {
  if (!draft.speaker.empty() || draft.heir != kNone || draft.content.size() != 1 ||
      draft.content.front().last > draft.found.group.first) {
    return false;
  }
  const Stretch& content = draft.content.front();
  std::size_t words = 0;
  for (std::size_t i = content.first; i < content.last; ++i) {
    words += reading.At(i).word ? 1U : 0U;
  }
  return words <= kBareWords && !HasQuoteMark(reading, content);
}

std::vector<news::Statement> StatementsOf(const Reading& reading, const std::vector<Draft>& drafts,
                                          const std::vector<news::Time>& times) {
  Speakers speakers(reading);
  std::vector<std::optional<news::Speaker>> resolved(drafts.size());
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const Draft& draft = drafts[i];
    if (!draft.speaker.empty()) {
      resolved[i] = speakers.Resolve(draft.speaker);
    } else if (draft.heir != kNone) {
      resolved[i] = resolved[draft.heir];
    }
  }
  const Circumstances circumstances(reading, times);
  std::vector<news::Statement> statements;
  statements.reserve(drafts.size());
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    bool stands = !drafts[i].content.empty() && !IsBare(reading, drafts[i]);
    const std::size_t end = std::min(drafts.size(), i + kNear);
    for (std::size_t j = i > kNear ? i - kNear : 0; stands && j < end; ++j) {
      stands = j == i || !Holds(drafts[j], drafts[i]) || IsSourceOfItsOwn(resolved[i], resolved[j]);
    }
    if (stands) {
      statements.push_back(StatementOf(reading, drafts[i], resolved[i]));
      circumstances.Add(drafts[i], statements.back());
    }
  }
  return statements;
}

}  // namespace

std::vector<news::Statement> FindStatements(const Prepared& prepared, const news::Article& article,
                                            const std::vector<news::Name>& names,
                                            const std::vector<news::Citation>& citations,
                                            const std::vector<news::Time>& times) {
  const bool known = KnowsGrammar(prepared.language);
  if (!known && SpeechWords::Of(prepared.language) == nullptr) {
    return {};
  }
  const Reading reading(prepared, names);
  std::vector<news::Statement> statements =
      StatementsOf(reading, known ? DraftStatements(reading) : DraftForeign(reading), times);
  ChainStatements(prepared, article, citations, statements);
  return statements;
}

}  // namespace headwater::annotate
