// Takes searches and articles to tokens.
#include "store/alert_match.h"

#include <algorithm>
#include <optional>
#include <set>

#include "store/rows.h"
#include "store/tokens.h"
#include "text/words.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostTextBytes = 400'000;

// No token of a text begins so.
std::string FactToken(std::string_view fact) { return "\x01" + std::string(fact); }

std::string_view WordAt(std::string_view text, const text::Word& place) {
  return text.substr(place.begin, place.end - place.begin);
}

// One of these an article has that holds the words: of its longest one. Nothing where the words come to nothing.
std::vector<std::string> TokensFor(std::string_view words, bool phrase, std::string_view language) {
  const auto places = IndexedPlaces(words);
  if (places.empty()) {
    return {};
  }
  const auto longest = *std::ranges::max_element(places, {}, [](const text::Word& at) { return at.end - at.begin; });
  std::vector<std::string> tokens = TokensAskedFor(WordAt(words, longest), language);
  tokens.resize(phrase ? std::min<std::size_t>(tokens.size(), 1) : tokens.size());
  return tokens;
}

// Of what all must be met the least common, as far as lengths tell: one of its tokens an article must have. Nothing
// where any may do.
std::optional<std::vector<std::string>> Narrowest(const TextQuestion& text) {
  std::optional<std::vector<std::string>> narrowest;
  std::size_t length = 0;
  for (const Term& term : text.terms) {
    std::vector<std::string> tokens = TokensFor(term.words, term.phrase, text.language);
    bool all = !tokens.empty();
    const std::size_t own = all ? tokens.front().size() : 0;
    for (const std::string& phrase : term.phrases) {
      const std::vector<std::string> more = TokensFor(phrase, true, text.language);
      all = all && !more.empty();
      tokens.insert(tokens.end(), more.begin(), more.end());
    }
    std::ranges::transform(term.facts, std::back_inserter(tokens), FactToken);
    if (all && own > length) {
      length = own;
      narrowest = std::move(tokens);
    }
  }
  // Nearly every article has a language.
  for (const std::vector<std::string>& facts : text.facts) {
    const bool language = !facts.empty() && facts.front().starts_with("l:");
    if (!narrowest && !facts.empty() && (!language || text.facts.size() == 1)) {
      narrowest.emplace();
      std::ranges::transform(facts, std::back_inserter(*narrowest), FactToken);
    }
  }
  return narrowest;
}

void AddTokens(std::string_view words, std::string_view language, std::set<std::string>& tokens) {
  words = words.substr(0, kMostTextBytes);
  for (const text::Word& place : IndexedPlaces(words)) {
    for (std::string& token : TokensOf(WordAt(words, place), language)) {
      tokens.insert(std::move(token));
    }
  }
}

}  // namespace

AlertIndex::AlertIndex(Session& session, std::vector<Alert> alerts)
    : alerts_(std::move(alerts)), settled_(Settled::Read(session)) {
  for (std::size_t n = 0; n < alerts_.size(); ++n) {
    const Prepared& prepared = prepared_.emplace_back(Prepare(session, settled_, alerts_[n].question, false));
    const auto tokens = Narrowest(prepared.text);
    if (!tokens) {
      always_.push_back(n);
      continue;
    }
    for (const std::string& token : *tokens) {
      by_token_[token].push_back(n);
    }
  }
}

std::vector<std::size_t> AlertIndex::Likely(const news::Article& article, std::int64_t row) const {
  const std::string about = AboutOf(article);
  const IndexedText text = IndexedTextOf(article, row, about);
  std::set<std::string> tokens;
  AddTokens(text.headline, text.language, tokens);
  AddTokens(text.about, text.language, tokens);
  AddTokens(text.text, text.language, tokens);
  for (const std::string& fact : text.facts) {
    tokens.insert(FactToken(fact));
  }
  std::set<std::size_t> likely(always_.begin(), always_.end());
  for (const std::string& token : tokens) {
    if (const auto found = by_token_.find(token); found != by_token_.end()) {
      likely.insert(found->second.begin(), found->second.end());
    }
  }
  return {likely.begin(), likely.end()};
}

bool AlertIndex::Finds(Session& session, std::size_t alert, std::int64_t row) const {
  const Prepared& prepared = prepared_[alert];
  TextQuestion text = prepared.text;
  text.from = row;
  text.before = row + 1;
  text.limit = 1;
  text.offset = 0;
  text.by_rank = false;
  const bool found =
      text.terms.empty() && text.facts.empty()
          ? session
                .Number("SELECT 1 FROM articles WHERE article_row = ? AND listed = 1 AND (? = '' OR provenance = ?)",
                        {row, std::string_view(text.provenance), std::string_view(text.provenance)})
                .has_value()
          : !session.FindText(text).empty();
  return found && (prepared.speakers.empty() || settled_.empty() || Speaks(session, prepared.speakers, row)) &&
         (!alerts_[alert].question.single_origin || HasOneOrigin(session, row));
}

}  // namespace headwater::store
