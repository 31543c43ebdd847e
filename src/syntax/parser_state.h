// The state of the arc-hybrid system (Kuhlmann et al. 2011): words wait on a stack until their heads and children are
// known.
#pragma once

#include <cstdint>
#include <vector>

namespace headwater::syntax {

using Index = std::uint16_t;
inline constexpr Index kNone = 0xFFFF;

enum class Action : std::uint8_t {
  kShift,  // the next word goes on the stack
  kLeft,   // the stack's top depends on the next word, and is done
  kRight,  // the stack's top depends on what lies below it, and is done
};
inline constexpr std::size_t kActions = 3;

// Children of a word so far, the outermost two on each side.
struct Family {
  Index head = kNone;
  Index left = kNone;
  Index left2 = kNone;
  Index right = kNone;
  Index right2 = kNone;
  std::uint8_t lefts = 0;
  std::uint8_t rights = 0;
};

// Words are 0 to size-1; `size` is the root, which stands after the last word.
class ParserState {
 public:
  void Begin(std::size_t words);

  Index size() const { return size_; }
  Index next() const { return next_; }  // size(): only the root is left
  // From the top: 0, 1, ...; kNone below the bottom.
  Index Stack(std::size_t depth) const { return depth < stack_.size() ? stack_[stack_.size() - 1 - depth] : kNone; }
  std::size_t depth() const { return stack_.size(); }
  const Family& Of(Index word) const { return families_[word]; }
  bool Done() const { return next_ == size_ && stack_.empty(); }

  // One root alone: while others are on the stack, none may depend on the root.
  bool May(Action action) const;
  void Do(Action action);

 private:
  void Attach(Index head, Index child);

  Index size_ = 0;
  Index next_ = 0;
  std::vector<Index> stack_;
  std::vector<Family> families_;  // size + 1
};

}  // namespace headwater::syntax
