// The face: a window behind a pointer.
#include "group/group.h"

#include <utility>

#include "group/window.h"

namespace headwater::group {

Grouper::Grouper(Limits limits, Shelf* shelf) : window_(std::make_unique<Window>(limits, shelf)) {}
Grouper::Grouper(Grouper&&) noexcept = default;
Grouper& Grouper::operator=(Grouper&&) noexcept = default;
Grouper::~Grouper() = default;

void Grouper::Notice(const news::Article& article) { window_->Notice(article); }
std::vector<news::Story> Grouper::Add(const news::Article& article, std::span<const news::Copy> copies) {
  return window_->Add(article, copies);
}
std::vector<news::Story> Grouper::Rule(const Ruling& ruling) { return window_->Rule(ruling); }
void Grouper::Withdraw(const news::ArticleId& one, const news::ArticleId& other) { window_->Withdraw(one, other); }
std::vector<news::Story> Grouper::Stories() const {
  std::vector<news::Story> all;
  window_->EachStory([&](news::Story story) { all.push_back(std::move(story)); });
  return all;
}
void Grouper::EachStory(const std::function<void(news::Story)>& each) const { window_->EachStory(each); }
void Grouper::Restore(const news::Article& article, const news::StoryId& story, const news::ThreadId& thread) {
  window_->Restore(article, story, thread);
}
void Grouper::Forget(std::chrono::sys_seconds before) { window_->Forget(before); }
void Grouper::Remove(const news::ArticleId& id) { window_->Remove(id); }

}  // namespace headwater::group
