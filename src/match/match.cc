// The face over the window.
#include "match/match.h"

#include <algorithm>
#include <iterator>

#include "match/window.h"

namespace headwater::match {

Matcher::Matcher(Limits limits, Shelf* shelf) : window_(std::make_unique<Window>(limits, shelf)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

std::vector<news::Copy> Matcher::Add(const news::Article& article) { return window_->Add(article); }
void Matcher::Restore(const news::Article& article) { window_->Restore(article); }
bool Matcher::Stands(const news::Copy& copy) const { return window_->Stands(copy); }
void Matcher::Forget(std::chrono::sys_seconds before) { window_->Forget(before); }
void Matcher::Remove(const news::ArticleId& id) { window_->Remove(id); }
std::size_t Matcher::size() const { return window_->size(); }
std::size_t Matcher::bytes() const { return window_->bytes(); }

std::vector<news::Copy> Match(std::span<const news::Article> articles, Limits limits) {
  Matcher matcher(limits);
  std::vector<news::Copy> copies;
  for (const news::Article& article : articles) {
    std::ranges::move(matcher.Add(article), std::back_inserter(copies));
  }
  std::erase_if(copies, [&](const news::Copy& copy) { return !matcher.Stands(copy); });
  return copies;
}

}  // namespace headwater::match
