// Takes rules and articles to tokens, and meets them.
#include "store/rule_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/ascii.h"
#include "store/rows.h"
#include "store/tokens.h"
#include "text/words.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostTextBytes = 400'000;
constexpr std::size_t kMostAlternatives = 500;

// What is not a word: no text has the mark.
std::string Fact(char kind, std::string_view value) { return fmt::format("\x01{}{}", kind, value); }

std::string SiteOf(std::string_view url) {
  const auto parsed = web::ParseUrl(url);
  const std::string host = parsed ? parsed->host : std::string();
  return host.starts_with("www.") ? host.substr(4) : host;
}

std::vector<std::string> FoldedPlaces(std::string_view text, std::string_view language,
                                      std::unordered_set<std::string>& tokens) {
  std::vector<std::string> folded;
  text = text.substr(0, kMostTextBytes);
  for (const text::Word& place : IndexedPlaces(text)) {
    std::vector<std::string> of = TokensOf(text.substr(place.begin, place.end - place.begin), language);
    if (of.empty()) {
      continue;
    }
    folded.push_back(of.front());
    for (std::string& token : of) {
      tokens.insert(std::move(token));
    }
  }
  return folded;
}

bool InRow(const std::vector<std::string>& words, const std::vector<std::string>& row) {
  return std::search(words.begin(), words.end(), row.begin(), row.end()) != words.end();
}

}  // namespace

// An article as tokens.
struct RuleIndex::Seen {
  std::unordered_set<std::string> headline_tokens;
  std::unordered_set<std::string> tokens;  // of headline and text, and its facts
  std::vector<std::string> headline;
  std::vector<std::string> text;

  bool Has(const Term& term, bool headline_only) const {
    if (!term.row.empty()) {
      return InRow(headline, term.row) || (!headline_only && InRow(text, term.row));
    }
    const auto& among = headline_only ? headline_tokens : tokens;
    return std::ranges::any_of(term.any, [&](const std::string& token) { return among.contains(token); });
  }
};

std::vector<RuleIndex::Term> RuleIndex::TermsOf(std::string_view words, std::string_view language) {
  std::vector<Term> terms;
  bool quoted = false;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('"'), words.size());
    const std::string_view part = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    const auto places = IndexedPlaces(part);
    Term phrase;
    for (std::size_t n = 0; n < places.size(); ++n) {
      const auto asked = TokensAskedFor(part.substr(places[n].begin, places[n].end - places[n].begin), language);
      // Characters of one run that are indexed one by one stand in a row.
      const bool joined = quoted || (n > 0 && places[n].begin == places[n - 1].end);
      if (asked.empty()) {
        continue;
      }
      if (joined && !quoted && phrase.row.empty() && !terms.empty() && !terms.back().any.empty()) {
        phrase.row.push_back(terms.back().any.front());
        terms.pop_back();
      }
      if (joined) {
        phrase.row.push_back(asked.front());
        continue;
      }
      if (!phrase.row.empty()) {
        terms.push_back(std::move(phrase));
        phrase = {};
      }
      terms.push_back({asked, {}});
    }
    if (!phrase.row.empty()) {
      terms.push_back(std::move(phrase));
    }
    quoted = !quoted;
  }
  return terms;
}

RuleIndex::Prepared RuleIndex::Prepare(const Rule& rule) {
  Prepared prepared;
  const auto ask = [&](char kind, const std::string& value) {
    if (!value.empty()) {
      prepared.facts.push_back(Fact(kind, value));
    }
  };
  ask('f', rule.feed);
  ask('s', rule.source.empty() ? std::string() : SourceKey(rule.source));
  ask('a', text::Fold(rule.author));
  ask('p', text::Fold(rule.speaker));
  ask('d', rule.folder);
  ask('o', rule.origin);
  ask('l', ascii::Lower(rule.language));
  for (const std::string& line : SplitLines(rule.words)) {
    if (prepared.alternatives.size() == kMostAlternatives) {
      break;
    }
    std::vector<Term> terms = TermsOf(line, rule.language);
    if (!terms.empty()) {
      prepared.alternatives.push_back({std::move(terms), std::string(ascii::Trim(line))});
    }
  }
  prepared.possible = !prepared.alternatives.empty() || ascii::Trim(rule.words).empty();
  return prepared;
}

RuleIndex::RuleIndex(std::vector<Rule> rules) : rules_(std::move(rules)) {
  for (std::size_t n = 0; n < rules_.size(); ++n) {
    const Prepared& prepared = prepared_.emplace_back(Prepare(rules_[n]));
    if (!prepared.possible || rules_[n].paused) {
      continue;
    }
    for (const Alternative& alternative : prepared.alternatives) {
      // The longest word is met least, mostly.
      const auto length = [](const Term& term) {
        return term.row.empty() ? term.any.front().size()
                                : std::ranges::max_element(term.row, {}, &std::string::size)->size();
      };
      const Term& rarest = *std::ranges::max_element(alternative.terms, {}, length);
      const std::vector<std::string> tokens =
          rarest.row.empty() ? rarest.any
                             : std::vector<std::string>{*std::ranges::max_element(rarest.row, {}, &std::string::size)};
      for (const std::string& token : tokens) {
        by_token_[token].push_back(n);
      }
    }
    if (prepared.alternatives.empty()) {
      (prepared.facts.empty() ? always_ : by_token_[prepared.facts.front()]).push_back(n);
    }
  }
}

bool RuleIndex::Holds(std::size_t at, const Seen& seen, const Candidate& candidate, std::string& by) const {
  const Rule& rule = rules_[at];
  const Prepared& prepared = prepared_[at];
  const bool facts =
      std::ranges::all_of(prepared.facts, [&](const std::string& fact) { return seen.tokens.contains(fact); });
  const auto length = static_cast<int>(seen.text.size());
  if (!facts || (rule.single_origin && !candidate.single_origin) || (rule.shorter > 0 && length >= rule.shorter) ||
      (rule.longer > 0 && length <= rule.longer)) {
    return false;
  }
  for (const Alternative& alternative : prepared.alternatives) {
    if (std::ranges::all_of(alternative.terms, [&](const Term& term) { return seen.Has(term, rule.headline_only); })) {
      by = alternative.words;
      return true;
    }
  }
  return prepared.alternatives.empty();
}

std::vector<RuleIndex::Met> RuleIndex::Meet(const Candidate& candidate) const {
  const news::Article& article = candidate.article;
  Seen seen;
  seen.headline = FoldedPlaces(article.headline, article.language, seen.headline_tokens);
  seen.tokens = seen.headline_tokens;
  seen.text = FoldedPlaces(article.text, article.language, seen.tokens);
  const auto put = [&](char kind, std::string_view value) {
    if (!value.empty()) {
      seen.tokens.insert(Fact(kind, value));
    }
  };
  put('s', article.publisher.empty() ? std::string() : SourceKey(article.publisher));
  put('s', article.url.empty() ? std::string() : SourceKey(SiteOf(article.url)));
  put('l', article.language);
  put('o', candidate.origin);
  for (const std::string& author : article.authors) {
    put('a', text::Fold(author));
  }
  for (const std::string& feed : candidate.feeds) {
    put('f', feed);
  }
  for (const std::string& folder : candidate.folders) {
    for (std::size_t slash = folder.find('/'); slash != std::string::npos; slash = folder.find('/', slash + 1)) {
      put('d', std::string_view(folder).substr(0, slash));
    }
    put('d', folder);
  }
  if (article.annotations) {
    for (const news::Statement& statement : article.annotations->statements) {
      if (statement.speaker) {
        const std::string name = text::Fold(statement.speaker->name);
        put('p', name);
        put('p', name.substr(name.rfind(' ') + 1));
      }
    }
  }
  std::set<std::size_t> likely(always_.begin(), always_.end());
  for (const std::string& token : seen.tokens) {
    if (const auto found = by_token_.find(token); found != by_token_.end()) {
      likely.insert(found->second.begin(), found->second.end());
    }
  }
  std::vector<Met> met;
  for (const std::size_t at : likely) {
    std::string by;
    if (Holds(at, seen, candidate, by)) {
      met.push_back({&rules_[at], std::move(by)});
    }
  }
  return met;
}

}  // namespace headwater::store
