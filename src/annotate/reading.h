// A text read for its clauses: lower-case words, quotations, names by token, and where phrases begin and end.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/prepared.h"
#include "news/annotations.h"

namespace headwater::annotate {

// Tokens [first, last), marks included.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;

  bool empty() const { return first >= last; }
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

struct Quotation {
  Stretch all;  // from its opening to its closing mark
  std::size_t words = 0;
  // Open at the end of a paragraph: the next one that opens with a mark goes on with it.
  bool open = false;
};

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

enum class Grammar : std::uint8_t {
  kOther,
  kDeterminer,
  kPronoun,      // he, she, they: may be a subject
  kAuxiliary,    // has, will, did, is
  kNegation,     // not, never, didn't
  kAdverb,       // also, later, -ly
  kPreposition,  // in, of, with
  kSubordinate,  // that, which, because, while
  kConjunction,  // and, but, or
  kTime,         // Monday, yesterday
  kVerb,         // won, took: forms that no ending tells
};

// Whether data/grammar.tsv has the small words of the language (ISO 639-1); an unknown language is read as English.
bool KnowsGrammar(std::string_view language);

class Reading {
 public:
  Reading(const Prepared& prepared, const std::vector<news::Name>& names);

  const Prepared& prepared() const { return *prepared_; }
  std::string_view Word(std::size_t token) const { return words_[token]; }
  const Token& At(std::size_t token) const { return prepared_->tokens[token]; }
  std::size_t size() const { return words_.size(); }
  Grammar GrammarOf(std::size_t token) const { return grammar_[token]; }
  // Index of the quotation (of four words or more, or a whole sentence) around the token, or kNone.
  std::size_t QuotationAt(std::size_t token) const { return quotation_[token]; }
  const std::vector<Quotation>& quotations() const { return quotations_; }
  // Index of the name that covers the token, or kNone.
  std::size_t NameAt(std::size_t token) const { return name_[token]; }
  const std::vector<news::Name>& names() const { return *names_; }
  bool IsMark(std::size_t token, std::string_view mark) const { return token < size() && Word(token) == mark; }

  // The noun phrase that ends before `end`, not reaching before `limit`; empty where none does.
  Stretch PhraseBefore(std::size_t end, std::size_t limit) const;
  // The noun phrase that begins at `begin`, up to `limit`, with appositions and what belongs to it.
  Stretch PhraseFrom(std::size_t begin, std::size_t limit) const;
  // The subject of the clause that begins at `begin`: its first noun phrase up to a verb.
  Stretch SubjectFrom(std::size_t begin, std::size_t limit) const;
  // May a noun phrase begin at the token?
  bool StartsPhrase(std::size_t token) const;

  news::Span SpanOf(const Stretch& stretch) const;
  std::string_view TextOf(const Stretch& stretch) const;

 private:
  void ReadGrammar();
  void PairQuotes();
  std::size_t PairDashes(std::size_t number);
  std::string_view MarkAt(std::size_t token, bool twice) const;
  bool IsSentence(std::size_t first, std::size_t last) const;
  bool EndsByMark(std::size_t token) const;
  template <class Closes>
  bool ClosesTwice(std::size_t token, const Closes& closes) const;
  bool StartsParagraph(std::size_t token) const;
  Stretch SubjectBehind(const Stretch& phrase, std::size_t limit) const;
  void KeepQuotation(std::size_t first, std::size_t last, bool open);
  void PlaceNames();
  Stretch TrimPhrase(std::size_t begin, std::size_t end) const;
  std::size_t PhraseStart(std::size_t end, std::size_t limit) const;
  bool StopsPhrase(std::size_t token, std::size_t end) const;
  bool IsVerb(std::size_t token) const;
  std::size_t OverBrackets(std::size_t end, std::size_t limit) const;

  const Prepared* prepared_;
  const std::vector<news::Name>* names_;
  std::deque<std::string> lowered_;
  std::vector<std::string_view> words_;
  std::vector<Grammar> grammar_;
  std::vector<std::size_t> quotation_;
  std::vector<std::size_t> name_;
  std::vector<Quotation> quotations_;
};

}  // namespace headwater::annotate
