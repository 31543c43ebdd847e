// What each action does.
#include "syntax/parser_state.h"

#include <algorithm>

namespace headwater::syntax {

void ParserState::Begin(std::size_t words) {
  size_ = static_cast<Index>(words);
  next_ = 0;
  stack_.clear();
  families_.assign(words + 1, Family{});
}

bool ParserState::May(Action action) const {
  switch (action) {
    case Action::kShift:
      return next_ < size_;
    case Action::kLeft:
      return !stack_.empty() && (next_ < size_ || stack_.size() == 1);
    case Action::kRight:
      return stack_.size() > 1;
  }
  return false;
}

void ParserState::Do(Action action) {
  if (action == Action::kShift) {
    stack_.push_back(next_);
    ++next_;
    return;
  }
  const Index child = stack_.back();
  stack_.pop_back();
  Attach(action == Action::kLeft ? next_ : stack_.back(), child);
}

void ParserState::Attach(Index head, Index child) {
  families_[child].head = head;
  Family& family = families_[head];
  if (child < head) {
    family.left2 = family.left;
    family.left = child;
    family.lefts = static_cast<std::uint8_t>(std::min(family.lefts + 1, 9));
  } else {
    family.right2 = family.right;
    family.right = child;
    family.rights = static_cast<std::uint8_t>(std::min(family.rights + 1, 9));
  }
}

}  // namespace headwater::syntax
