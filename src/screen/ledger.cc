// The ledger of statements: who said what, by words, speaker, type, place and time.
#include <fmt/format.h>

#include <array>

#include "news/spelling.h"
#include "screen/cards.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kStatements = 40;

constexpr std::array kTypes{
    news::StatementType::kAssertion, news::StatementType::kDenial,   news::StatementType::kDemand,
    news::StatementType::kPromise,   news::StatementType::kQuestion, news::StatementType::kBelief,
    news::StatementType::kWish,      news::StatementType::kFinding,  news::StatementType::kNoComment,
    news::StatementType::kPoll,      news::StatementType::kDocument, news::StatementType::kPost};
constexpr std::array<std::string_view, 8> kFields{"q", "speaker", "type", "place", "source", "language", "from", "to"};

}  // namespace

http::Reply ShowLedger(const Visit& visit) {
  const Paging paging = PagingOf(visit, kStatements);
  store::SearchQuestion question = SearchOf(visit.target.query);
  const std::string_view asked = visit.Query("type");
  Card card;
  for (const std::string_view field : kFields) {
    card.Put(field == "q" ? "query" : std::string(field), visit.Query(field));
  }
  std::vector<Card> types;
  types.emplace_back().Set("value", "").Put("words", Phrase("ledger.any_type")).Put("chosen", asked.empty());
  for (const news::StatementType type : kTypes) {
    const std::string_view word = news::Spell(type);
    if (word == asked) {
      question.type = word;
    }
    types.emplace_back()
        .Set("value", word)
        .Put("words", Phrase(fmt::format("ledger.type.{}", word)))
        .Put("chosen", word == asked);
  }
  question.limit = paging.size + 1;
  question.offset = paging.offset();
  const auto lines = visit.store.SearchStatements(question);
  if (!lines) {
    return ShowFault(visit, lines.error());
  }
  const bool more = lines->size() > paging.size;
  const std::vector<store::StatementLine> shown(
      lines->begin(), lines->begin() + static_cast<std::ptrdiff_t>(std::min(lines->size(), paging.size)));
  card.Put("types", types).Put("days", ToldByDay(visit, shown)).Put("none", shown.empty());
  PutPaging(card, paging, more, "", visit.target.query);
  return ShowPage(visit, "ledger", Phrase("ledger.title"), std::move(card));
}

}  // namespace headwater::screen
