// Which of many rules an article meets: rules are found by one of their words, then looked at.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "news/article.h"
#include "store/rules.h"

namespace headwater::store {

// An article, and what the store knows of it, as rules look at it. Borrows.
struct Candidate {
  const news::Article& article;
  std::vector<std::string> feeds;    // by which it came
  std::vector<std::string> folders;  // theirs
  std::string_view origin;           // `self` and so on; empty while it is not traced
  bool single_origin = false;
};

class RuleIndex {
 public:
  explicit RuleIndex(std::vector<Rule> rules);

  struct Met {
    const Rule* rule;
    std::string by;  // the words that it met; empty where it asks for none
  };
  // In the order of the rules.
  std::vector<Met> Meet(const Candidate& candidate) const;
  const std::vector<Rule>& rules() const { return rules_; }

 private:
  // A word in any of its tokens, or words in a row.
  struct Term {
    std::vector<std::string> any;
    std::vector<std::string> row;
  };
  struct Alternative {
    std::vector<Term> terms;
    std::string words;
  };
  struct Prepared {
    std::vector<std::string> facts;  // that the article must have
    std::vector<Alternative> alternatives;
    bool possible = true;  // words were asked for that come to nothing
  };
  struct Seen;

  static Prepared Prepare(const Rule& rule);
  static std::vector<Term> TermsOf(std::string_view words, std::string_view language);
  bool Holds(std::size_t rule, const Seen& seen, const Candidate& candidate, std::string& by) const;

  std::vector<Rule> rules_;
  std::vector<Prepared> prepared_;
  // Rules that may be met by an article that has the token.
  std::unordered_map<std::string, std::vector<std::size_t>> by_token_;
  std::vector<std::size_t> always_;
};

}  // namespace headwater::store
