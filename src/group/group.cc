// The window of stories, and how a new article meets it.
#include "group/group.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "group/decide.h"
#include "group/postings.h"
#include "group/rulings.h"
#include "group/summary.h"
#include "group/vectors.h"

namespace headwater::group {
namespace {

constexpr double kCopied = 0.5;             // part of a text that puts a copy where its source is
constexpr std::size_t kCompared = 12;       // members of a story that an article is compared with
constexpr std::size_t kRivals = 12;         // stories that a changed one is held against
constexpr std::size_t kThreadCompared = 8;  // stories of a thread that one is compared with
constexpr double kSamePage = 0.03;          // likeness of an item to its digest that is no accident
constexpr std::size_t kLeastForgotten = 1024;
constexpr std::uint32_t kNone = 0xFFFFFFFF;

// A story's number in the window.
using Place = std::uint32_t;

struct Member {
  news::ArticleId id;
  std::optional<Moment> published;
  std::chrono::sys_seconds kept_from{};
  Vector vector;
  Abstract abstract;
  Place story = kNone;
  bool derived = false;  // a copy of something else
  std::string digest;    // that it is an item of
};

// The items of a digest: short each, and of one subject by their page.
struct Digest {
  std::vector<Slot> items;
  Vector whole;  // of all their terms
};

struct Cluster {
  news::StoryId id;
  news::ThreadId thread;
  std::vector<Slot> members;  // in order of arrival; empty where it is gone
};

// Evenly spread, first and last among them.
template <class T>
std::vector<T> Sample(const std::vector<T>& all, std::size_t most) {
  if (all.size() <= most) {
    return all;
  }
  std::vector<T> some;
  for (std::size_t i = 0; i < most; ++i) {
    some.push_back(all[i * (all.size() - 1) / (most - 1)]);
  }
  return some;
}

// `<digest>#<number>`; empty where the article is no item.
std::string DigestOf(const news::ArticleId& id) {
  const std::string& text = id.value();
  const std::size_t mark = text.rfind('#');
  const bool numbered = mark != std::string::npos && mark + 1 < text.size() &&
                        text.find_first_not_of("0123456789", mark + 1) == std::string::npos;
  return numbered ? text.substr(0, mark) : std::string();
}

bool Earlier(const Member& a, const Member& b) {
  if (a.published && b.published && a.published->at != b.published->at) {
    return a.published->at < b.published->at;
  }
  if (a.published.has_value() != b.published.has_value()) {
    return a.published.has_value();
  }
  return a.id < b.id;
}

}  // namespace

class Grouper::Window {
 public:
  explicit Window(Limits limits) : limits_(limits) {}

  void Notice(const news::Article& article) {
    if (article.kind != news::ArticleKind::kDigest) {
      vocabulary_.Notice(article);
    }
  }

  std::vector<news::Story> Add(const news::Article& article, std::span<const news::Copy> copies) {
    if (article.kind == news::ArticleKind::kDigest) {
      return {};
    }
    changed_.clear();
    Drop(article.id);
    const Slot slot = Keep(article);
    MarkDerived(copies);
    const std::vector<Slot> near = postings_.Find(members_[slot].vector, alive_, limits_.max_candidates);
    const std::vector<Place> rivals = StoriesOf(near);
    Place story = BoundStory(article.id);
    if (story == kNone) {
      story = CopiedStory(slot, copies);
    }
    if (story == kNone) {
      story = BestStory(slot, rivals);
    }
    if (story == kNone) {
      story = Found(slot);
    } else {
      Put(slot, story);
    }
    postings_.Add(slot, members_[slot].vector);
    LookAgain(story, rivals);
    ThreadChanged(near);
    ThreadDigest(slot, near);
    return ChangedStories();
  }

  void Restore(const news::Article& article, const news::StoryId& story, const news::ThreadId& thread) {
    Drop(article.id);
    const Slot slot = Keep(article);
    const auto known = places_.find(story);
    if (known == places_.end()) {
      const Place place = NewStory(story);
      stories_[place].thread = thread.empty() ? news::ThreadId(story.value()) : thread;
      threads_[stories_[place].thread].push_back(place);
      Put(slot, place);
    } else {
      Put(slot, known->second);
    }
    postings_.Add(slot, members_[slot].vector);
  }

  std::vector<news::Story> Rule(const Ruling& ruling) {
    changed_.clear();
    rulings_.Add(ruling);
    const auto one = slots_.find(ruling.one);
    const auto other = slots_.find(ruling.other);
    if (one == slots_.end() || other == slots_.end()) {
      return {};
    }
    const Place from = members_[one->second].story;
    const Place to = members_[other->second].story;
    if (ruling.together && from != to) {
      for (const Slot slot : BoundSlots(ruling.one)) {
        Move(slot, to);
      }
    } else if (!ruling.together && from == to) {
      Expel(BoundSlots(ruling.one));
    }
    ThreadChanged(SlotsIn(from));
    return ChangedStories();
  }

  void Withdraw(const news::ArticleId& one, const news::ArticleId& other) { rulings_.Withdraw(one, other); }

  std::vector<news::Story> Stories() const {
    std::vector<news::Story> all;
    for (const Cluster& story : stories_) {
      if (!story.members.empty()) {
        all.push_back(Tell(story));
      }
    }
    return all;
  }

  void Forget(std::chrono::sys_seconds before) {
    for (Slot slot = 0; slot < members_.size(); ++slot) {
      if (alive_[slot] && members_[slot].kept_from < before) {
        DropSlot(slot);
      }
    }
    Tidy();
  }

  void Remove(const news::ArticleId& id) {
    Drop(id);
    Tidy();
  }

 private:
  Slot Keep(const news::Article& article) {
    Member member;
    member.id = article.id;
    member.published = article.published;
    if (article.published) {
      latest_ = std::max(latest_, article.published->at);
    }
    member.kept_from = article.published ? article.published->at : latest_;
    member.vector = vocabulary_.MakeVector(article);
    member.abstract = MakeAbstract(article);
    member.digest = DigestOf(article.id);
    const auto slot = static_cast<Slot>(members_.size());
    slots_[article.id] = slot;
    members_.push_back(std::move(member));
    alive_.push_back(true);
    BindItem(slot);
    return slot;
  }

  void BindItem(Slot slot) {
    const Member& member = members_[slot];
    if (!member.digest.empty()) {
      Digest& digest = digests_[member.digest];
      digest.items.push_back(slot);
      digest.whole = Pool(digest.whole, member.vector);
    }
  }

  void MarkDerived(std::span<const news::Copy> copies) {
    for (const news::Copy& copy : copies) {
      const auto found = slots_.find(copy.article);
      if (found != slots_.end() && copy.kind != news::CopyKind::kRevision) {
        members_[found->second].derived = true;
      }
    }
  }

  // The article and those bound to it that are in the window.
  std::vector<Slot> BoundSlots(const news::ArticleId& id) const {
    std::vector<Slot> bound;
    for (const news::ArticleId& each : rulings_.BoundTo(id)) {
      if (const auto found = slots_.find(each); found != slots_.end()) {
        bound.push_back(found->second);
      }
    }
    return bound;
  }

  // Where a person's word puts the article.
  Place BoundStory(const news::ArticleId& id) const {
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

  bool MayJoin(Slot slot, Place place) const {
    return rulings_.none() || std::ranges::none_of(stories_[place].members, [&](Slot other) {
             return rulings_.AreApart(members_[slot].id, members_[other].id);
           });
  }

  bool MayBeOne(Place one, Place other) const {
    return rulings_.none() ||
           std::ranges::all_of(stories_[one].members, [&](Slot slot) { return MayJoin(slot, other); });
  }

  std::vector<Slot> SlotsIn(Place place) const { return stories_[place].members; }

  void Move(Slot slot, Place place) {
    if (members_[slot].story != place) {
      TakeOut(slot);
      Put(slot, place);
    }
  }

  // Out of their story, and into one of their own.
  void Expel(const std::vector<Slot>& slots) {
    for (const Slot slot : slots) {
      TakeOut(slot);
    }
    const Place place = Found(slots.front());
    for (const Slot slot : slots) {
      if (slot != slots.front()) {
        Put(slot, place);
      }
    }
  }

  std::vector<Place> StoriesOf(const std::vector<Slot>& slots) const {
    std::vector<Place> places;
    for (const Slot slot : slots) {
      const Place place = members_[slot].story;
      if (place != kNone && std::ranges::find(places, place) == places.end()) {
        places.push_back(place);
      }
    }
    return places;
  }

  // The story of what the article has most of its text in common with.
  Place CopiedStory(Slot slot, std::span<const news::Copy> copies) const {
    const news::ArticleId& id = members_[slot].id;
    Place best = kNone;
    double most = kCopied;
    for (const news::Copy& copy : copies) {
      const bool is_copy = copy.article == id;
      const auto other = slots_.find(is_copy ? copy.of : copy.article);
      const double shared = std::max(copy.shared, copy.of_shared);
      if (other != slots_.end() && shared >= most && MayJoin(slot, members_[other->second].story)) {
        most = shared;
        best = members_[other->second].story;
      }
    }
    return best;
  }

  // Over the pairs that are written in one language, where there are any: others share few words whatever they tell.
  double Average(const std::vector<Slot>& some, const std::vector<Slot>& others) const {
    double sum = 0;
    double sum_abroad = 0;
    std::size_t pairs = 0;
    std::size_t abroad = 0;
    for (const Slot a : some) {
      for (const Slot b : others) {
        if (a == b) {
          continue;
        }
        const bool one_language = members_[a].vector.language == members_[b].vector.language;
        const Vector& one = members_[a].vector;
        const Vector& other = members_[b].vector;
        const Likeness likeness = Compare(one, other);
        (one_language ? sum : sum_abroad) += SameEvent(likeness);
        ++(one_language ? pairs : abroad);
      }
    }
    if (pairs > 0) {
      return sum / static_cast<double>(pairs);
    }
    return abroad == 0 ? 0 : sum_abroad / static_cast<double>(abroad);
  }

  double AverageOf(Place one, Place other, std::size_t sample) const {
    return Average(Sample(stories_[one].members, sample), Sample(stories_[other].members, sample));
  }

  Place BestStory(Slot slot, const std::vector<Place>& rivals) const {
    Place best = kNone;
    double most = JoinFrom(vocabulary_.articles_read());
    for (const Place place : rivals) {
      const double average = Average({slot}, Sample(stories_[place].members, kCompared));
      if (average >= most && MayJoin(slot, place)) {
        most = average;
        best = place;
      }
    }
    return best;
  }

  Place NewStory(const news::StoryId& id) {
    const auto place = static_cast<Place>(stories_.size());
    stories_.push_back({id, {}, {}});
    places_[id] = place;
    return place;
  }

  // An article that is placed anew may have founded a story before: where that stands empty it is filled again, where
  // others are in it the new one is called otherwise.
  Place Found(Slot slot) {
    news::StoryId id(members_[slot].id.value());
    for (auto known = places_.find(id); known != places_.end(); known = places_.find(id)) {
      if (stories_[known->second].members.empty()) {
        Put(slot, known->second);
        return known->second;
      }
      id = news::StoryId(id.value() + "'");
    }
    const Place place = NewStory(id);
    Put(slot, place);
    return place;
  }

  void Put(Slot slot, Place place) {
    members_[slot].story = place;
    stories_[place].members.push_back(slot);
    changed_.insert(place);
  }

  void TakeOut(Slot slot) {
    Cluster& story = stories_[members_[slot].story];
    std::erase(story.members, slot);
    changed_.insert(members_[slot].story);
    members_[slot].story = kNone;
  }

  // The second look: a story that has changed may now be one with a rival, or no longer hold together.
  void LookAgain(Place place, std::vector<Place> rivals) {
    const double join = JoinFrom(vocabulary_.articles_read());
    if (rivals.size() > kRivals) {
      rivals.resize(kRivals);
    }
    for (const Place rival : rivals) {
      const bool gone = rival == place || stories_[rival].members.empty() || stories_[place].members.empty();
      // A few pairs tell most of those apart that have nothing to do with each other.
      if (!gone && AverageOf(place, rival, 2) >= join / 2 && AverageOf(place, rival, kCompared / 2) >= join &&
          MayBeOne(place, rival)) {
        place = Join(place, rival);
      }
    }
  }

  // The one that was founded first keeps its name.
  Place Join(Place one, Place other) {
    const Place kept = std::min(one, other);
    const Place gone = std::max(one, other);
    const std::vector<Slot> moved = stories_[gone].members;
    for (const Slot slot : moved) {
      TakeOut(slot);
      Put(slot, kept);
    }
    return kept;
  }

  // An item is too short to tell its subject: its digest does, unless the item has nothing in common with it.
  const Vector& SubjectOf(Slot slot) const {
    const auto digest = digests_.find(members_[slot].digest);
    return digest != digests_.end() && IsOfItsPage(slot, digest->second) ? digest->second.whole : members_[slot].vector;
  }

  bool IsOfItsPage(Slot slot, const Digest& digest) const {
    return SameSubject(ComparePlainly(members_[slot].vector, digest.whole)) >= kSamePage;
  }

  double SubjectAverage(const Cluster& story, const std::vector<Place>& thread) const {
    double sum = 0;
    std::size_t pairs = 0;
    for (const Place other : Sample(thread, kThreadCompared)) {
      for (const Slot a : Sample(story.members, 2)) {
        for (const Slot b : Sample(stories_[other].members, 2)) {
          sum += SameSubject(ComparePlainly(SubjectOf(a), SubjectOf(b)));
          ++pairs;
        }
      }
    }
    return pairs == 0 ? 0 : sum / static_cast<double>(pairs);
  }

  // A story without a thread joins the one whose stories are nearest to it in subject, or founds its own.
  void ThreadChanged(const std::vector<Slot>& near) {
    for (const Place place : changed_) {
      Cluster& story = stories_[place];
      if (story.members.empty() || !story.thread.empty()) {
        continue;
      }
      double most = kThread;
      story.thread = news::ThreadId(story.id.value());
      for (const news::ThreadId& thread : ThreadsOf(StoriesOf(near))) {
        const std::vector<Place> others = StoriesIn(thread, place);
        const double average = SubjectAverage(story, others);
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
  void ThreadDigest(Slot slot, const std::vector<Slot>& near) {
    const auto found = digests_.find(members_[slot].digest);
    if (found == digests_.end()) {
      return;
    }
    const Digest& digest = found->second;
    for (const Slot item : digest.items) {
      const bool other = item != slot && alive_[item] && members_[item].story != kNone;
      if (other && IsOfItsPage(slot, digest) && IsOfItsPage(item, digest)) {
        JoinThreads(stories_[members_[item].story].thread, stories_[members_[slot].story].thread);
        break;
      }
    }
    const news::ThreadId own = stories_[members_[slot].story].thread;
    double most = kThread;
    news::ThreadId nearest = own;
    for (const news::ThreadId& thread : ThreadsOf(StoriesOf(near))) {
      const double average =
          thread == own ? 0 : SubjectAverage(stories_[members_[slot].story], StoriesIn(thread, kNone));
      if (average >= most) {
        most = average;
        nearest = thread;
      }
    }
    JoinThreads(own, nearest);
  }

  // The one that was founded first keeps its name.
  void JoinThreads(const news::ThreadId& one, const news::ThreadId& other) {
    if (one == other || !threads_.contains(one) || !threads_.contains(other)) {
      return;
    }
    const bool first = threads_.at(one).front() < threads_.at(other).front();
    const news::ThreadId kept = first ? one : other;
    const news::ThreadId gone = first ? other : one;
    for (const Place place : threads_.at(gone)) {
      stories_[place].thread = kept;
      threads_[kept].push_back(place);
      changed_.insert(place);
    }
    threads_.erase(gone);
  }

  std::vector<news::ThreadId> ThreadsOf(const std::vector<Place>& places) const {
    std::vector<news::ThreadId> threads;
    for (const Place place : places) {
      const news::ThreadId& thread = stories_[place].thread;
      if (!thread.empty() && std::ranges::find(threads, thread) == threads.end() && threads.size() < kRivals) {
        threads.push_back(thread);
      }
    }
    return threads;
  }

  std::vector<Place> StoriesIn(const news::ThreadId& thread, Place but) const {
    std::vector<Place> places;
    const auto found = threads_.find(thread);
    if (found != threads_.end()) {
      std::ranges::copy_if(found->second, std::back_inserter(places),
                           [&](Place place) { return place != but && !stories_[place].members.empty(); });
    }
    return places;
  }

  std::vector<news::Story> ChangedStories() const {
    std::vector<news::Story> told;
    for (const Place place : changed_) {
      told.push_back(Tell(stories_[place]));
    }
    return told;
  }

  news::Story Tell(const Cluster& story) const {
    news::Story told;
    told.id = story.id;
    told.thread = story.thread;
    std::vector<Slot> slots = story.members;
    std::ranges::sort(slots, [&](Slot a, Slot b) { return Earlier(members_[a], members_[b]); });
    for (const Slot slot : slots) {
      const Member& member = members_[slot];
      told.articles.push_back(member.id);
      if (member.published) {
        told.first = told.first ? told.first : member.published;
        told.last = member.published;
      }
    }
    if (!slots.empty()) {
      Describe(members_[Central(slots)], told);
    }
    return told;
  }

  // Of those that are no copies, the one that has most in common with the rest.
  Slot Central(const std::vector<Slot>& slots) const {
    const std::vector<Slot> sample = Sample(slots, kCompared / 2);
    Slot best = slots.front();
    double most = -1;
    for (const Slot slot : sample) {
      const double average = Average({slot}, sample) - (members_[slot].derived ? 1 : 0);
      if (average > most) {
        most = average;
        best = slot;
      }
    }
    return best;
  }

  static void Describe(const Member& member, news::Story& told) {
    told.headline = member.abstract.headline;
    for (const std::string& sentence : member.abstract.sentences) {
      told.summary += (told.summary.empty() ? "" : " ") + sentence;
    }
  }

  void Drop(const news::ArticleId& id) {
    const auto found = slots_.find(id);
    if (found != slots_.end()) {
      DropSlot(found->second);
    }
  }

  void DropSlot(Slot slot) {
    if (members_[slot].story != kNone) {
      TakeOut(slot);
    }
    slots_.erase(members_[slot].id);
    members_[slot] = {};
    alive_[slot] = false;
    ++dropped_;
  }

  // Made anew once half of the articles are gone, so that each costs its own placing once more at most.
  void Tidy() {
    if (dropped_ < kLeastForgotten || dropped_ * 2 < members_.size()) {
      return;
    }
    std::vector<Member> members;
    std::vector<Cluster> stories;
    members.swap(members_);
    stories.swap(stories_);
    slots_.clear();
    places_.clear();
    threads_.clear();
    digests_.clear();
    alive_.clear();
    postings_.Clear();
    changed_.clear();
    dropped_ = 0;
    for (Cluster& story : stories) {
      if (story.members.empty()) {
        continue;
      }
      const Place place = NewStory(story.id);
      stories_[place].thread = story.thread;
      threads_[story.thread].push_back(place);
      for (const Slot before : story.members) {
        const auto slot = static_cast<Slot>(members_.size());
        slots_[members[before].id] = slot;
        members_.push_back(std::move(members[before]));
        alive_.push_back(true);
        BindItem(slot);
        Put(slot, place);
        postings_.Add(slot, members_[slot].vector);
      }
    }
    changed_.clear();
  }

  Limits limits_;
  Vocabulary vocabulary_;
  Rulings rulings_;
  Postings postings_;
  std::vector<Member> members_;  // by slot
  std::vector<bool> alive_;
  std::vector<Cluster> stories_;  // by place
  std::unordered_map<news::ArticleId, Slot> slots_;
  std::unordered_map<news::StoryId, Place> places_;
  std::unordered_map<news::ThreadId, std::vector<Place>> threads_;
  std::unordered_map<std::string, Digest> digests_;
  std::set<Place> changed_;  // by the call under way
  std::chrono::sys_seconds latest_{};
  std::size_t dropped_ = 0;
};

Grouper::Grouper(Limits limits) : window_(std::make_unique<Window>(limits)) {}
Grouper::Grouper(Grouper&&) noexcept = default;
Grouper& Grouper::operator=(Grouper&&) noexcept = default;
Grouper::~Grouper() = default;

std::vector<news::Story> Grouper::Rule(const Ruling& ruling) { return window_->Rule(ruling); }
void Grouper::Withdraw(const news::ArticleId& one, const news::ArticleId& other) { window_->Withdraw(one, other); }
void Grouper::Notice(const news::Article& article) { window_->Notice(article); }
std::vector<news::Story> Grouper::Add(const news::Article& article, std::span<const news::Copy> copies) {
  return window_->Add(article, copies);
}
std::vector<news::Story> Grouper::Stories() const { return window_->Stories(); }
void Grouper::Restore(const news::Article& article, const news::StoryId& story, const news::ThreadId& thread) {
  window_->Restore(article, story, thread);
}
void Grouper::Forget(std::chrono::sys_seconds before) { window_->Forget(before); }
void Grouper::Remove(const news::ArticleId& id) { window_->Remove(id); }

}  // namespace headwater::group
