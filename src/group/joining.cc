// Which story an article joins, and the second look that joins and parts stories.
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "group/regroup.h"
#include "group/window.h"

namespace headwater::group {
namespace {

constexpr std::size_t kCompared = 10;  // members of a story that an article is compared with
constexpr std::size_t kGlanced = 2;    // those that are looked at first
constexpr std::size_t kRivals = 12;    // stories that an article is compared with
constexpr std::size_t kLookedAt = 6;   // stories that are grouped again
constexpr std::size_t kMostAtoms = 48;
constexpr std::size_t kWhole = 24;  // a story with more members is not taken apart
constexpr double kNotAtAll = -3;    // log-odds: they have nothing to do with each other
constexpr double kNearlyOne = 3;    // below the threshold: not joined, but to be looked at again
constexpr double kAbroad = 0.25;    // what a pair in two languages counts, against one in one
// What lies further apart than the window is another turn of the subject, however alike.
constexpr double kFading = 20;  // windows after the first in which likeness fades
constexpr std::size_t kKnownPairs = std::size_t{1} << 15U;
// Where little was read before, in articles of common length, nobody can tell what is rare, and more is asked for.
constexpr double kCaution = 5;
constexpr double kSettled = 12;

}  // namespace

double Window::CautionOf(const Likeness& likeness, Slot slot) const {
  const auto read = read_in_.find(members_[slot].print.language());
  // Between languages words are not looked at; the farther apart in time, the less.
  const bool bare = likeness.abroad || read == read_in_.end();
  const double little = bare ? 0 : kCaution * std::exp(-read->second / kSettled);
  const auto window = static_cast<double>(limits_.window.count());
  const double beyond = std::clamp((likeness.days_apart - window) / (kFading * window), 0.0, 1.0);
  return little + 2 * Judgement::kSurest * beyond;
}

double Window::PairOdds(Slot one, Slot other) {
  if (known_.empty()) {
    known_.resize(kKnownPairs);
  }
  const std::uint64_t pair = (std::uint64_t{std::min(one, other)} << 32U) | std::max(one, other);
  Known& known = known_[MixHash(pair, 0) & (kKnownPairs - 1)];
  if (known.pair != pair) {
    const Likeness likeness = Compare(members_[one].print, members_[other].print);
    known = {pair, static_cast<float>(Learned().SamePair(likeness, CautionOf(likeness, one)))};
  }
  return known.odds;
}

Window::Meeting Window::Meet(Slot slot, Place place) {
  const std::vector<Slot>& members = stories_[place].members;
  Meeting meeting{place, kNotAtAll, -Judgement::kSurest};
  for (const std::size_t most : {kGlanced, kCompared}) {
    double sum = 0;
    double weights = 0;
    for (const Slot other : Sample(members, most)) {
      const bool home = members_[slot].print.language() == members_[other].print.language();
      const double weight = home ? 1 : kAbroad;
      sum += weight * PairOdds(slot, other);
      weights += weight;
    }
    meeting.alike = weights > 0 ? sum / weights : kNotAtAll;
    if (meeting.alike <= kNotAtAll || members.size() <= most) {
      break;
    }
  }
  if (meeting.alike > kNotAtAll) {
    meeting.score = Learned().SameStory(meeting.alike, 1, static_cast<double>(members.size()));
  }
  return meeting;
}

std::vector<Window::Meeting> Window::Meetings(Slot slot, const std::vector<Slot>& near) {
  std::vector<Meeting> meetings;
  for (const Place place : StoriesOf(near)) {
    if (meetings.size() == kRivals) {
      break;
    }
    if (MayJoin(slot, place)) {
      meetings.push_back(Meet(slot, place));
    }
  }
  std::ranges::stable_sort(meetings, [](const Meeting& a, const Meeting& b) { return a.score > b.score; });
  return meetings;
}

// The article and those bound to it that are in the window.
std::vector<Slot> Window::BoundSlots(const news::ArticleId& id) const {
  std::vector<Slot> bound;
  for (const news::ArticleId& each : rulings_.BoundTo(id)) {
    if (const Slot slot = SlotOf(each.value()); slot != kNone) {
      bound.push_back(slot);
    }
  }
  return bound;
}

// Where a person's word puts the article.
Place Window::BoundStory(const news::ArticleId& id) const {
  if (!rulings_.Concern(id)) {
    return kNone;
  }
  for (const Slot slot : BoundSlots(id)) {
    if (members_[slot].story != kNone) {
      return members_[slot].story;
    }
  }
  return kNone;
}

Place Window::CopiedStory(Slot slot, Slot other) const {
  const Place place = other == kNone ? kNone : members_[other].story;
  return place != kNone && MayJoin(slot, place) ? place : kNone;
}

bool Window::MayJoin(Slot slot, Place place) const {
  if (rulings_.none()) {
    return true;
  }
  const news::ArticleId id{std::string(IdOf(slot))};
  return !rulings_.Concern(id) || std::ranges::none_of(stories_[place].members, [&](Slot other) {
    return rulings_.AreApart(id, news::ArticleId(std::string(IdOf(other))));
  });
}

// Slots that go together whatever is decided, found by following links.
class Ties {
 public:
  explicit Ties(const std::vector<Slot>& slots) {
    for (const Slot slot : slots) {
      up_[slot] = slot;
    }
  }

  bool Has(Slot slot) const { return up_.contains(slot); }

  Slot Top(Slot slot) const {
    while (up_.at(slot) != slot) {
      slot = up_.at(slot);
    }
    return slot;
  }

  void Tie(Slot one, Slot other) {
    const Slot a = Top(one);
    const Slot b = Top(other);
    up_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::unordered_map<Slot, Slot> up_;
};

void Window::TieToOthers(Slot slot, Ties& ties) const {
  const Slot source = members_[slot].source;
  if (source != kNone && ties.Has(source) && alive_[source] && MayBeWith(slot, source)) {
    ties.Tie(slot, source);
  }
  if (rulings_.none()) {
    return;
  }
  for (const Slot bound : BoundSlots(news::ArticleId(std::string(IdOf(slot))))) {
    if (ties.Has(bound)) {
      ties.Tie(slot, bound);
    }
  }
}

std::vector<std::vector<Slot>> Window::AtomsOf(const std::vector<Place>& places, std::vector<double>& sizes) const {
  std::vector<Slot> slots;
  for (const Place place : places) {
    slots.insert(slots.end(), stories_[place].members.begin(), stories_[place].members.end());
  }
  Ties ties(slots);
  std::unordered_map<Slot, double> extra;
  for (const Place place : places) {
    const std::vector<Slot>& members = stories_[place].members;
    for (const Slot slot : members) {
      TieToOthers(slot, ties);
      if (members.size() > kWhole) {
        ties.Tie(slot, members.front());
      }
    }
  }
  for (const Place place : places) {
    const std::vector<Slot>& members = stories_[place].members;
    if (members.size() > kWhole) {
      extra[ties.Top(members.front())] += static_cast<double>(members.size()) - 1;
    }
  }
  std::vector<std::vector<Slot>> atoms;
  std::unordered_map<Slot, std::size_t> atom_of;
  for (const Slot slot : slots) {
    const Slot top = ties.Top(slot);
    const auto [known, is_new] = atom_of.emplace(top, atoms.size());
    if (is_new) {
      atoms.emplace_back();
      // Copies are one voice, however many they are.
      const auto more = extra.find(top);
      sizes.push_back(1 + (more == extra.end() ? 0 : more->second));
    }
    atoms[known->second].push_back(slot);
  }
  return atoms;
}

bool Window::MayBeWith(Slot one, Slot other) const {
  return rulings_.none() ||
         !rulings_.AreApart(news::ArticleId(std::string(IdOf(one))), news::ArticleId(std::string(IdOf(other))));
}

// The second look: the story that changed and its rivals are grouped from scratch, as if all had come at once.
void Window::LookAgain(Place home, const std::vector<Meeting>& meetings) {
  std::vector<Place> places{home};
  const auto weight_of = [this](Place place) {
    const std::size_t size = stories_[place].members.size();
    return size > kWhole ? std::size_t{1} : size;
  };
  std::size_t atoms_at_most = weight_of(home);
  for (const Meeting& meeting : meetings) {
    const bool near = meeting.score >= kJoin - kNearlyOne && meeting.story != home;
    if (!near || places.size() == kLookedAt || atoms_at_most + weight_of(meeting.story) > kMostAtoms) {
      continue;
    }
    places.push_back(meeting.story);
    atoms_at_most += weight_of(meeting.story);
  }
  if (places.size() == 1 && (stories_[home].members.size() < 3 || stories_[home].members.size() > kWhole)) {
    return;
  }
  std::vector<double> sizes;
  const std::vector<std::vector<Slot>> atoms = AtomsOf(places, sizes);
  Bonds bonds(atoms.size());
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    for (std::size_t j = i + 1; j < atoms.size(); ++j) {
      for (const Slot a : Sample(atoms[i], kCompared)) {
        for (const Slot b : Sample(atoms[j], kCompared)) {
          const bool same_language = members_[a].print.language() == members_[b].print.language();
          bonds.Add(i, j, PairOdds(a, b), same_language ? 1 : kAbroad);
        }
      }
      const bool apart = !rulings_.none() && std::ranges::any_of(atoms[i], [&](Slot a) {
        return std::ranges::any_of(atoms[j], [&](Slot b) { return !MayBeWith(a, b); });
      });
      if (apart) {
        bonds.Forbid(i, j);
      }
    }
  }
  Adopt(atoms, Regroup(std::move(bonds), std::move(sizes), Learned(), kJoin));
}

// Each new group is called like the story whose founder is in it, or most of whose articles are.
void Window::Adopt(const std::vector<std::vector<Slot>>& atoms, const std::vector<std::size_t>& groups) {
  std::map<std::size_t, std::vector<Slot>> wanted;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    std::vector<Slot>& slots = wanted[groups[i]];
    slots.insert(slots.end(), atoms[i].begin(), atoms[i].end());
  }
  // By place: the group that takes it, and whether its founder is there, else how many of its articles.
  std::map<Place, std::pair<std::size_t, std::size_t>> claims;
  for (const auto& [group, slots] : wanted) {
    std::map<Place, std::size_t> from;
    for (const Slot slot : slots) {
      const Place place = members_[slot].story;
      constexpr std::size_t kFounder = 1'000'000;
      from[place] += members_[slot].id == stories_[place].id ? kFounder : 1;
    }
    for (const auto& [place, count] : from) {
      auto& claim = claims[place];
      claim = count > claim.second ? std::pair{group, count} : claim;
    }
  }
  std::map<std::size_t, Place> given;  // the story that was founded first keeps its name
  for (const auto& [place, claim] : claims) {
    given.emplace(claim.first, place);
  }
  std::vector<std::pair<std::size_t, std::vector<Slot>>> homeless;
  for (auto& [group, slots] : wanted) {
    const auto place = given.find(group);
    if (place == given.end()) {
      homeless.emplace_back(group, std::move(slots));
      continue;
    }
    for (const Slot slot : slots) {
      if (members_[slot].story != place->second) {
        Move(slot, place->second);
        ExplainMoved(slot);
      }
    }
  }
  for (auto& [group, slots] : homeless) {
    std::ranges::sort(slots);
    for (const Slot slot : slots) {
      TakeOut(slot);
      ExplainMoved(slot);
    }
    const Place place = Found(slots.front());
    for (const Slot slot : slots) {
      if (members_[slot].story == kNone) {
        Put(slot, place);
      }
    }
  }
}

}  // namespace headwater::group
