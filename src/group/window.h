// The window: the articles that are held, the stories and threads they are in, and what is found out about them.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/shelf.h"
#include "group/decide.h"
#include "group/group.h"
#include "group/ids.h"
#include "group/postings.h"
#include "group/print.h"
#include "group/rulings.h"
#include "group/sketch.h"
#include "group/subject.h"
#include "group/vocabulary.h"

namespace headwater::group {

// A story's number in the window.
using Place = std::uint32_t;

// When an article was published, as it states, or else when it came.
class Dated {
 public:
  Dated() = default;
  Dated(const std::optional<Moment>& published, std::chrono::sys_seconds came);

  std::chrono::sys_seconds at() const { return at_; }
  bool stated() const { return stated_; }
  std::optional<Moment> published() const;

 private:
  std::chrono::sys_seconds at_{};
  std::int16_t offset_ = 0;  // minutes
  bool stated_ = false;
  bool has_time_ = false;
  bool has_offset_ = false;
};

struct Member {
  Print print;
  Dated dated;
  std::int64_t abstract = -1;  // on the shelf; see MakeAbstract
  std::uint32_t abstract_size = 0;
  IdNumber id = kNone;
  IdNumber digest = kNone;  // that it is an item of
  Place story = kNone;
  Slot source = kNone;  // what it has most of its text in common with, where that is at least half
  std::int8_t own = 0;  // see OwnReporting
  bool derived = false;
};

struct Cluster {
  IdNumber id = kNone;
  IdNumber thread = kNone;
  std::vector<Slot> members;  // in order of arrival; empty where it is gone
};

// The items of a digest: short each, and of one subject by their page.
struct Digest {
  std::vector<Slot> items;
  Subject whole;
};

class Ties;

class Window {
 public:
  // The shelf, if one is given, must outlive the window.
  Window(Limits limits, Shelf* shelf)
      : limits_(limits),
        own_shelf_(shelf == nullptr ? MakeMemoryShelf() : nullptr),
        shelf_(shelf == nullptr ? own_shelf_.get() : shelf) {}

  // See group.h for what these promise.
  void Notice(const news::Article& article);
  std::vector<news::Story> Add(const news::Article& article, std::span<const news::Copy> copies);
  std::vector<news::Story> Rule(const Ruling& ruling);
  void Withdraw(const news::ArticleId& one, const news::ArticleId& other) { rulings_.Withdraw(one, other); }
  void EachStory(const std::function<void(news::Story)>& each) const;
  void Restore(const news::Article& article, const news::StoryId& story, const news::ThreadId& thread);
  void Forget(std::chrono::sys_seconds before);
  void Remove(const news::ArticleId& id);

 private:
  // Articles (window.cc).
  Slot Keep(const news::Article& article);
  void Count(const news::Article& article, const Sketch& sketch);
  Sketch SketchOf(const news::Article& article);
  void BindItem(Slot slot);
  // The article that it shares most of its text with, where that is at least half of either.
  Slot MarkCopies(Slot slot, std::span<const news::Copy> copies);
  Slot SlotOf(std::string_view id) const;
  std::string_view IdOf(Slot slot) const { return ids_.Text(members_[slot].id); }
  void DropSlot(Slot slot);
  void Tidy();
  void BindIds();

  // Stories (window.cc).
  std::vector<Place> StoriesOf(const std::vector<Slot>& slots) const;
  Place NewStory(std::string_view id);
  Place Found(Slot slot);
  void Put(Slot slot, Place place);
  void TakeOut(Slot slot);
  void Move(Slot slot, Place place);
  std::vector<news::Story> ChangedStories();

  // Deciding (joining.cc).
  struct Meeting {
    Place story = kNone;
    double alike = 0;  // average log-odds over a sample
    double score = 0;
  };
  double PairOdds(Slot one, Slot other);
  Meeting Meet(Slot slot, Place place);
  std::vector<Meeting> Meetings(Slot slot, const std::vector<Slot>& near);
  Place BoundStory(const news::ArticleId& id) const;
  Place CopiedStory(Slot slot, Slot other) const;
  std::vector<Slot> BoundSlots(const news::ArticleId& id) const;
  bool MayJoin(Slot slot, Place place) const;
  bool MayBeWith(Slot one, Slot other) const;
  // To its source, and to what a person bound it to.
  void TieToOthers(Slot slot, Ties& ties) const;
  // What is to be held against likeness: that little was read in the language, or that years lie between.
  double CautionOf(const Likeness& likeness, Slot slot) const;
  // The articles of some stories in pieces that go together whatever is decided: copies, what was ruled, large stories.
  std::vector<std::vector<Slot>> AtomsOf(const std::vector<Place>& places, std::vector<double>& sizes) const;
  void LookAgain(Place home, const std::vector<Meeting>& meetings);
  void Adopt(const std::vector<std::vector<Slot>>& atoms, const std::vector<std::size_t>& groups);

  // Threads (threads.cc).
  double ThreadFrom() const;
  Subject SubjectOf(Slot slot) const;
  std::vector<Subject> SubjectsOf(const Cluster& story) const;
  double SubjectAverage(const std::vector<Subject>& own, const std::vector<Place>& thread) const;
  void ThreadChanged(const std::vector<Slot>& near);
  void ThreadDigest(Slot slot, const std::vector<Slot>& near);
  void JoinThreads(IdNumber one, IdNumber other);
  std::vector<IdNumber> ThreadsOf(const std::vector<Place>& places) const;
  std::vector<Place> StoriesIn(IdNumber thread, Place but) const;

  // Telling (telling.cc).
  news::Story Tell(const Cluster& story) const;
  std::string AbstractOf(Slot slot) const;
  Slot Central(const std::vector<Slot>& slots) const;
  bool Earlier(Slot a, Slot b) const;
  void Explain(const news::Article& article, Slot slot, const char* settled);
  void ExplainShared(const news::Article& article, Slot slot, Slot near, std::vector<news::Reason>& why) const;
  void ExplainMoved(Slot slot);

  Limits limits_;
  std::unique_ptr<Shelf> own_shelf_;
  Shelf* shelf_;
  Vocabulary vocabulary_;
  Rulings rulings_;
  Postings postings_;
  Ids ids_;
  std::deque<Member> members_;  // by slot
  std::vector<bool> alive_;
  std::deque<Cluster> stories_;  // by place
  std::vector<Slot> slot_of_;    // by id's number
  std::vector<Place> place_of_;  // by id's number
  std::unordered_map<IdNumber, std::vector<Place>> threads_;
  std::unordered_map<IdNumber, Digest> digests_;
  // A sketch on the shelf.
  struct Noticed {
    std::int64_t place = -1;
    std::uint32_t size = 0;
  };
  std::unordered_map<std::uint64_t, Noticed> noticed_;  // by hash of the id, whose words were counted ahead
  std::unordered_map<std::uint16_t, double> read_in_;   // by language, in articles of common length
  std::set<Place> changed_;                             // by the call under way
  std::map<Slot, std::vector<news::Reason>> reasons_;   // of the call under way
  struct Known {
    std::uint64_t pair = 0;
    float odds = 0;
  };
  std::vector<Known> known_;  // log-odds of pairs that were asked for lately
  std::chrono::sys_seconds latest_{};
  std::size_t dropped_ = 0;
};

// Log-odds from which on groups are joined.
inline constexpr double kJoin = -2.0;

// At most so many, evenly spread, first and last among them.
template <class T>
std::vector<T> Sample(const std::vector<T>& all, std::size_t most) {
  if (all.size() <= most) {
    return all;
  }
  std::vector<T> some;
  some.reserve(most);
  for (std::size_t i = 0; i < most; ++i) {
    some.push_back(all[i * (all.size() - 1) / (most - 1)]);
  }
  return some;
}

}  // namespace headwater::group
