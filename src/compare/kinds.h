// Which kinds of change there are, gathered sentence by sentence.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/hash.h"
#include "compare/aligned.h"
#include "compare/sentences.h"
#include "news/article.h"
#include "news/revision.h"

namespace headwater::compare {

constexpr Key MixKeys(Key first, Key second, Key third) { return MixHash(MixHash(first, second), third); }

class Kinds {
 public:
  // Both must outlive it. Looks at once at what is stated beside the prose.
  Kinds(const news::Article& before, const news::Article& after);

  void Note(news::ChangeKind kind) { found_.insert(kind); }
  // Which sentences only changed their place. Call it before Changed.
  void Moved(const Prose& before, const Prose& after, const std::vector<Step>& steps);
  // A sentence that is not the same in both texts.
  void Changed(const Prose& before, const Prose& after, const Step& step, const std::vector<TokenRun>& runs);

  std::vector<news::ChangeKind> Found() const { return {found_.begin(), found_.end()}; }
  std::vector<news::ComparedField> Fields() const { return fields_; }
  std::uint32_t words_added() const { return words_added_; }
  std::uint32_t words_removed() const { return words_removed_; }

 private:
  using Names = std::unordered_set<Key>;

  void CompareFields();
  void CompareNotes();
  void OneSided(const Prose& prose, const Sentence& sentence, bool added);
  // The words that only one of the pair has, of those that `wanted` picks.
  bool Exchanged(const Prose& before, const Prose& after, const Step& step, const std::vector<TokenRun>& runs,
                 bool (Kinds::*wanted)(const Prose&, const Sentence&, const Token&, bool) const) const;
  bool IsNumber(const Prose& prose, const Sentence& sentence, const Token& token, bool later) const;
  bool IsName(const Prose& prose, const Sentence& sentence, const Token& token, bool later) const;

  const news::Article& before_;
  const news::Article& after_;
  bool annotated_;
  Names names_before_;
  Names names_after_;
  std::set<news::ChangeKind> found_;
  std::vector<news::ComparedField> fields_;
  std::unordered_map<Key, int> moved_;  // sentences that were taken out and put in, with what is left to be met
  std::uint32_t words_added_ = 0;
  std::uint32_t words_removed_ = 0;
};

// Whether a line begins as notes of a correction do, in any language of the tables.
bool IsCorrectionNote(std::string_view line);

}  // namespace headwater::compare
