// Threads: stories of one subject, whenever they happened.
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <numeric>

#include "group/window.h"

namespace headwater::group {
namespace {

constexpr std::size_t kThreadCompared = 4;  // stories of a thread that one is compared with
constexpr std::size_t kMostThreads = 6;
// From here on the average likeness in subject to a thread's stories makes a story one of them; where much was read,
// more is asked for: of many stories some are alike by chance. docs/group.md has what these were measured on.
constexpr double kThread = 0.14;
constexpr double kThreadOfMany = 0.02;
// A town alone is no subject: words of the matter must be alike, or somebody be in both leads, or named in both among
// much else.
constexpr double kSubjectWords = 0.08;
constexpr std::size_t kMuch = 6;       // names and rare words in common
constexpr double kMany = 200;          // articles of common length
constexpr std::size_t kSameThing = 3;  // names and rare words in common
constexpr double kSamePage = 0.03;     // likeness of an item to its digest that is no accident

}  // namespace

double Window::ThreadFrom() const {
  return kThread + kThreadOfMany * (1 - std::exp(-vocabulary_.articles_read() / kMany));
}

// An item is too short to tell its subject: its digest does, unless the item has nothing in common with it.
Subject Window::SubjectOf(Slot slot) const {
  Subject own = SubjectOfPrint(members_[slot].print);
  const auto digest = digests_.find(members_[slot].digest);
  if (digest != digests_.end() && CompareSubjects(own, digest->second.whole).alike >= kSamePage) {
    return digest->second.whole;
  }
  return own;
}

std::vector<Subject> Window::SubjectsOf(const Cluster& story) const {
  std::vector<Subject> subjects;
  for (const Slot slot : Sample(story.members, 2)) {
    subjects.push_back(SubjectOf(slot));
  }
  return subjects;
}

double Window::SubjectAverage(const std::vector<Subject>& own, const std::vector<Place>& thread) const {
  std::vector<double> alike;
  for (const Place other : Sample(thread, kThreadCompared)) {
    double most = 0;
    for (const Slot slot : Sample(stories_[other].members, 2)) {
      const Subject subject = SubjectOf(slot);
      for (const Subject& each : own) {
        const SubjectLikeness likeness = CompareSubjects(each, subject);
        const bool one_matter =
            likeness.central || likeness.words >= kSubjectWords || (likeness.bearer && likeness.shared >= kMuch);
        most = likeness.shared >= kSameThing && one_matter ? std::max(most, likeness.alike) : most;
      }
    }
    alike.push_back(most);
  }
  // A subject moves on: a story need not be like all that its thread began with, but like half of it.
  std::ranges::sort(alike, std::greater{});
  alike.resize((alike.size() + 1) / 2);
  const double sum = std::accumulate(alike.begin(), alike.end(), 0.0);
  return alike.empty() ? 0 : sum / static_cast<double>(alike.size());
}

// A story without a thread joins the one whose stories are nearest to it in subject, or founds its own.
void Window::ThreadChanged(const std::vector<Slot>& near) {
  for (const Place place : changed_) {
    Cluster& story = stories_[place];
    if (story.members.empty() || story.thread != kNone) {
      continue;
    }
    double most = ThreadFrom();
    story.thread = story.id;
    const std::vector<Subject> own = SubjectsOf(story);
    for (const IdNumber thread : ThreadsOf(StoriesOf(near))) {
      const double average = SubjectAverage(own, StoriesIn(thread, place));
      if (average >= most) {
        most = average;
        story.thread = thread;
      }
    }
    threads_[story.thread].push_back(place);
  }
}

// A digest's items are of one thread, but for those that have nothing in common with the others; and that thread is
// one with the thread that the digest as a whole is nearest to.
void Window::ThreadDigest(Slot slot, const std::vector<Slot>& near) {
  const auto found = digests_.find(members_[slot].digest);
  if (found == digests_.end()) {
    return;
  }
  const Digest& digest = found->second;
  const auto of_its_page = [&](Slot item) {
    return CompareSubjects(SubjectOfPrint(members_[item].print), digest.whole).alike >= kSamePage;
  };
  for (const Slot item : digest.items) {
    const bool other = item != slot && alive_[item] && members_[item].story != kNone;
    if (other && of_its_page(slot) && of_its_page(item)) {
      JoinThreads(stories_[members_[item].story].thread, stories_[members_[slot].story].thread);
      break;
    }
  }
  const IdNumber own = stories_[members_[slot].story].thread;
  const std::vector<Subject> subjects = SubjectsOf(stories_[members_[slot].story]);
  double most = ThreadFrom();
  IdNumber nearest = own;
  for (const IdNumber thread : ThreadsOf(StoriesOf(near))) {
    const double average = thread == own ? 0 : SubjectAverage(subjects, StoriesIn(thread, kNone));
    if (average >= most) {
      most = average;
      nearest = thread;
    }
  }
  JoinThreads(own, nearest);
}

// The one that was founded first keeps its name.
void Window::JoinThreads(IdNumber one, IdNumber other) {
  if (one == other || !threads_.contains(one) || !threads_.contains(other)) {
    return;
  }
  const bool first = threads_.at(one).front() < threads_.at(other).front();
  const IdNumber kept = first ? one : other;
  const IdNumber gone = first ? other : one;
  for (const Place place : threads_.at(gone)) {
    stories_[place].thread = kept;
    threads_[kept].push_back(place);
    changed_.insert(place);
  }
  threads_.erase(gone);
}

std::vector<IdNumber> Window::ThreadsOf(const std::vector<Place>& places) const {
  std::vector<IdNumber> threads;
  for (const Place place : places) {
    const IdNumber thread = stories_[place].thread;
    if (thread != kNone && std::ranges::find(threads, thread) == threads.end() && threads.size() < kMostThreads) {
      threads.push_back(thread);
    }
  }
  return threads;
}

std::vector<Place> Window::StoriesIn(IdNumber thread, Place but) const {
  std::vector<Place> places;
  const auto found = threads_.find(thread);
  if (found != threads_.end()) {
    std::ranges::copy_if(found->second, std::back_inserter(places),
                         [&](Place place) { return place != but && !stories_[place].members.empty(); });
  }
  return places;
}

}  // namespace headwater::group
