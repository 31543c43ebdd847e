// What is told of a story: its articles in order, its words, and why an article is in it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "group/window.h"

namespace headwater::group {
namespace {

constexpr std::size_t kCompared = 6;
constexpr std::size_t kWordsNamed = 4;  // names and numbers in a reason
constexpr double kDerived = 100;        // a copy is the last to speak for its story
constexpr double kOwn = 0.5;            // what a sign of own reporting outweighs in likeness to the rest

void Name(std::string& words, std::size_t& named, std::string_view word) {
  if (named < kWordsNamed) {
    words += words.empty() ? "" : "; ";
    words += word;
    ++named;
  }
}

}  // namespace

bool Window::Earlier(Slot a, Slot b) const {
  const Dated& one = members_[a].dated;
  const Dated& other = members_[b].dated;
  if (one.stated() && other.stated() && one.at() != other.at()) {
    return one.at() < other.at();
  }
  if (one.stated() != other.stated()) {
    return one.stated();
  }
  return IdOf(a) < IdOf(b);
}

news::Story Window::Tell(const Cluster& story) const {
  news::Story told;
  told.id = news::StoryId(std::string(ids_.Text(story.id)));
  if (story.thread != kNone) {
    told.thread = news::ThreadId(std::string(ids_.Text(story.thread)));
  }
  std::vector<Slot> slots = story.members;
  std::ranges::sort(slots, [&](Slot a, Slot b) { return Earlier(a, b); });
  for (const Slot slot : slots) {
    const Member& member = members_[slot];
    told.articles.emplace_back(std::string(IdOf(slot)));
    if (member.dated.stated()) {
      told.last = member.dated.published();
      told.first = told.first ? told.first : told.last;
    }
  }
  if (!slots.empty()) {
    const std::string abstract = AbstractOf(Central(slots));
    const std::size_t end = std::min(abstract.find('\n'), abstract.size());
    told.headline = abstract.substr(0, end);
    told.summary = end < abstract.size() ? abstract.substr(end + 1) : std::string();
  }
  return told;
}

// Empty where the shelf does not give it.
std::string Window::AbstractOf(Slot slot) const {
  std::string abstract(members_[slot].abstract_size, '\0');
  const bool there = members_[slot].abstract >= 0 && shelf_->Take(members_[slot].abstract, 0, abstract);
  return there ? abstract : std::string();
}

// The least derived article; among equals, the one that has most in common with the rest.
Slot Window::Central(const std::vector<Slot>& slots) const {
  const std::vector<Slot> sample = Sample(slots, kCompared);
  std::vector<Slot> able;
  std::ranges::copy_if(slots, std::back_inserter(able), [&](Slot slot) { return !members_[slot].derived; });
  Slot best = slots.front();
  double most = -2 * kDerived;
  for (const Slot slot : Sample(able.empty() ? slots : able, kCompared)) {
    double alike = 0;
    for (const Slot other : sample) {
      if (other != slot) {
        alike += Compare(members_[slot].print, members_[other].print)[kLead];
      }
    }
    alike += kOwn * members_[slot].own;
    if (alike > most) {
      most = alike;
      best = slot;
    }
  }
  return best;
}

// The grounds as they are while the article's words are at hand.
void Window::Explain(const news::Article& article, Slot slot, const char* settled) {
  const Cluster& story = stories_[members_[slot].story];
  if (story.members.size() < 2) {
    return;
  }
  std::vector<Slot> others = story.members;
  std::erase(others, slot);
  others = Sample(others, kCompared);
  std::vector<news::Reason> why;
  if (settled != nullptr) {
    why.push_back({.what = "settled", .words = settled});
  }
  const Slot source = members_[slot].source;
  if (source != kNone && alive_[source] && members_[source].story == members_[slot].story) {
    const std::string abstract = AbstractOf(source);
    why.push_back({.what = "copy-pair", .words = abstract.substr(0, abstract.find('\n'))});
  }
  double odds = 0;
  double words = 0;
  int days = 0;
  Likeness nearest;
  Slot near = others.front();
  for (const Slot other : others) {
    const Likeness likeness = Compare(members_[slot].print, members_[other].print);
    odds += Learned().SamePair(likeness, CautionOf(likeness, slot)) / static_cast<double>(others.size());
    words += static_cast<double>(likeness[kWords]) / static_cast<double>(others.size());
    if (other == others.front() || likeness.days_apart < days) {
      days = likeness.days_apart;
    }
    if (likeness[kWords] + likeness[kRareNames] > nearest[kWords] + nearest[kRareNames]) {
      nearest = likeness;
      near = other;
    }
  }
  const double score = Learned().SameStory(odds, 1, static_cast<double>(story.members.size()) - 1);
  why.push_back({.what = "chance", .value = Chance(score), .limit = Chance(kJoin)});
  if (words > 0) {
    why.push_back({.what = "similarity", .value = words});
  }
  ExplainShared(article, slot, near, why);
  if (members_[slot].dated.stated()) {
    why.push_back({.what = "days-apart", .value = days, .limit = static_cast<double>(limits_.window.count())});
  }
  reasons_[slot] = std::move(why);
}

// Names and numbers that the article has in common with the member that is nearest to it, as the article writes them.
void Window::ExplainShared(const news::Article& article, Slot slot, Slot near, std::vector<news::Reason>& why) const {
  const Print& own = members_[slot].print;
  const Print& other = members_[near].print;
  std::string names;
  std::string places;
  std::size_t named = 0;
  std::size_t placed = 0;
  if (article.annotations) {
    std::vector<Key> told;
    for (const news::Name& name : article.annotations->names) {
      const Key key = name.mark ? 0 : KeyOfEntity(name.entity);
      const bool shared =
          key != 0 && std::ranges::binary_search(own.names(), key) && std::ranges::binary_search(other.names(), key);
      if (shared && std::ranges::find(told, key) == told.end()) {
        told.push_back(key);
        const bool place = name.kind == news::NameKind::kPlace;
        Name(place ? places : names, place ? placed : named, name.text);
      }
    }
  }
  if (named > 0) {
    why.push_back({.what = "shared-names", .value = static_cast<double>(named), .words = names});
  }
  if (placed > 0) {
    why.push_back({.what = "shared-places", .value = static_cast<double>(placed), .words = places});
  }
  std::string alike;
  std::size_t numbers = 0;
  for (const Figure& figure : own.figures()) {
    if (std::ranges::any_of(other.figures(), [&](const Figure& each) { return each.value == figure.value; })) {
      Name(alike, numbers, fmt::format("{}", figure.value / 100.0));
    }
  }
  if (numbers > 0) {
    why.push_back({.what = "shared-numbers", .value = static_cast<double>(numbers), .words = alike});
  }
}

// Joined or parted by the second look, when its words are at hand no more.
void Window::ExplainMoved(Slot slot) { reasons_[slot] = {{.what = "second-look", .limit = Chance(kJoin)}}; }

}  // namespace headwater::group
