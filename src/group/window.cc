// Keeping articles and stories, and letting go of them.
#include "group/window.h"

#include <algorithm>

#include "base/hash.h"
#include "group/sketch_record.h"
#include "group/summary.h"

namespace headwater::group {
namespace {

constexpr std::size_t kLeastForgotten = 1024;
constexpr double kTermsOfArticle = 140;  // different ones
constexpr double kCopied = 0.5;          // part of a text that puts a copy where its source is
constexpr double kPassage = 0.3;         // of the longer text, where a passage alone is shared

// `<digest>#<number>`; empty where the article is no item.
std::string_view DigestOf(std::string_view id) {
  const std::size_t mark = id.rfind('#');
  const bool numbered = mark != std::string_view::npos && mark + 1 < id.size() &&
                        id.find_first_not_of("0123456789", mark + 1) == std::string_view::npos;
  return numbered ? id.substr(0, mark) : std::string_view();
}

std::uint16_t LanguageOf(const news::Article& article) {
  return static_cast<std::uint16_t>(article.language.empty() ? 0 : Hash64(article.language));
}

std::int32_t NumberOf(std::chrono::sys_days day) { return static_cast<std::int32_t>(day.time_since_epoch().count()); }

// A day within what the article states; the prose may leave either end open.
Days DaysOf(const news::Article& article) {
  Days days;
  if (article.published) {
    days.first = days.last = NumberOf(DayOf(*article.published));
  } else if (article.published_between) {
    const news::PublishedBetween& between = *article.published_between;
    days.first = between.from ? std::optional(NumberOf(std::chrono::sys_days(*between.from))) : std::nullopt;
    days.last = between.to ? std::optional(NumberOf(std::chrono::sys_days(*between.to))) : std::nullopt;
  }
  return days;
}

}  // namespace

Dated::Dated(const std::optional<Moment>& published, std::chrono::sys_seconds came) : at_(came) {
  if (published) {
    at_ = published->at;
    stated_ = true;
    has_time_ = published->has_time;
    has_offset_ = published->offset.has_value();
    offset_ = static_cast<std::int16_t>(published->offset.value_or(std::chrono::minutes(0)).count());
  }
}

std::optional<Moment> Dated::published() const {
  if (!stated_) {
    return std::nullopt;
  }
  return Moment{at_, has_time_, has_offset_ ? std::optional(std::chrono::minutes(offset_)) : std::nullopt};
}

void Window::Notice(const news::Article& article) {
  const std::uint64_t id = Hash64(article.id.value());
  if (article.kind == news::ArticleKind::kDigest || noticed_.contains(id)) {
    return;
  }
  const Sketch sketch = MakeSketch(article, vocabulary_);
  Count(article, sketch);
  const std::string record = WriteSketch(sketch);
  noticed_[id] = {shelf_->Put(record), static_cast<std::uint32_t>(record.size())};
}

void Window::Count(const news::Article& article, const Sketch& sketch) {
  vocabulary_.Count(TermsOf(sketch));
  read_in_[LanguageOf(article)] += static_cast<double>(sketch.words.size()) / kTermsOfArticle;
}

std::vector<news::Story> Window::Add(const news::Article& article, std::span<const news::Copy> copies) {
  if (article.kind == news::ArticleKind::kDigest) {
    return {};
  }
  changed_.clear();
  reasons_.clear();
  if (const Slot before = SlotOf(article.id.value()); before != kNone) {
    DropSlot(before);
  }
  const Slot slot = Keep(article);
  const Slot copied = MarkCopies(slot, copies);
  const std::vector<Slot> near = postings_.Find(members_[slot].print, alive_, limits_.max_candidates);
  const std::vector<Meeting> meetings = Meetings(slot, near);
  Place story = BoundStory(article.id);
  const bool bound = story != kNone;
  if (story == kNone) {
    story = CopiedStory(slot, copied);
  }
  if (story == kNone && !meetings.empty() && meetings.front().score >= kJoin) {
    story = meetings.front().story;
  }
  if (story == kNone) {
    Found(slot);
  } else {
    Put(slot, story);
  }
  postings_.Add(slot, members_[slot].print);
  LookAgain(members_[slot].story, meetings);
  Explain(article, slot, bound ? "together" : nullptr);
  ThreadChanged(near);
  ThreadDigest(slot, near);
  return ChangedStories();
}

std::vector<news::Story> Window::Rule(const Ruling& ruling) {
  changed_.clear();
  reasons_.clear();
  rulings_.Add(ruling);
  const Slot one = SlotOf(ruling.one.value());
  const Slot other = SlotOf(ruling.other.value());
  if (one == kNone || other == kNone) {
    return {};
  }
  const Place from = members_[one].story;
  const Place to = members_[other].story;
  const std::vector<Slot> moved = BoundSlots(ruling.one);
  if (ruling.together && from != to) {
    for (const Slot slot : moved) {
      Move(slot, to);
      reasons_[slot] = {{.what = "settled", .words = "together"}};
    }
  } else if (!ruling.together && from == to) {
    for (const Slot slot : moved) {
      TakeOut(slot);
      reasons_[slot] = {{.what = "settled", .words = "apart"}};
    }
    const Place place = Found(moved.front());
    for (const Slot slot : moved) {
      if (members_[slot].story == kNone) {
        Put(slot, place);
      }
    }
  }
  ThreadChanged(stories_[from].members);
  return ChangedStories();
}

void Window::Restore(const news::Article& article, const news::StoryId& story, const news::ThreadId& thread) {
  if (const Slot before = SlotOf(article.id.value()); before != kNone) {
    DropSlot(before);
  }
  const Slot slot = Keep(article);
  const IdNumber known = ids_.Find(story.value());
  Place place = known == kNone || known >= place_of_.size() ? kNone : place_of_[known];
  if (place == kNone) {
    place = NewStory(story.value());
    const IdNumber number = ids_.Number(thread.empty() ? story.value() : thread.value());
    BindIds();
    stories_[place].thread = number;
    threads_[number].push_back(place);
  }
  Put(slot, place);
  postings_.Add(slot, members_[slot].print);
}

void Window::EachStory(const std::function<void(news::Story)>& each) const {
  for (const Cluster& story : stories_) {
    if (!story.members.empty()) {
      each(Tell(story));
    }
  }
}

void Window::Forget(std::chrono::sys_seconds before) {
  for (Slot slot = 0; slot < members_.size(); ++slot) {
    if (alive_[slot] && members_[slot].dated.at() < before) {
      DropSlot(slot);
    }
  }
  Tidy();
}

void Window::Remove(const news::ArticleId& id) {
  if (const Slot slot = SlotOf(id.value()); slot != kNone) {
    DropSlot(slot);
  }
  Tidy();
}

Slot Window::Keep(const news::Article& article) {
  const Sketch sketch = SketchOf(article);
  Member member;
  member.id = ids_.Number(article.id.value());
  if (const std::string_view digest = DigestOf(article.id.value()); !digest.empty()) {
    member.digest = ids_.Number(digest);
  }
  BindIds();
  if (article.published) {
    latest_ = std::max(latest_, article.published->at);
  }
  member.dated = Dated(article.published, latest_);
  member.print = Print(sketch, vocabulary_, DaysOf(article), LanguageOf(article));
  const std::string abstract = MakeAbstract(article);
  member.abstract = shelf_->Put(abstract);
  member.abstract_size = static_cast<std::uint32_t>(abstract.size());
  member.own = OwnReporting(article);
  const auto slot = static_cast<Slot>(members_.size());
  slot_of_[member.id] = slot;
  members_.push_back(std::move(member));
  alive_.push_back(true);
  BindItem(slot);
  return slot;
}

// What was noticed was counted then.
Sketch Window::SketchOf(const news::Article& article) {
  const auto noticed = noticed_.extract(Hash64(article.id.value()));
  if (!noticed.empty() && noticed.mapped().place >= 0) {
    const auto [place, size] = noticed.mapped();
    std::string record(size, '\0');
    auto kept = shelf_->Take(place, 0, record) ? ReadSketch(record) : std::nullopt;
    shelf_->Drop(place, size);
    if (kept) {
      return *std::move(kept);
    }
  }
  Sketch sketch = MakeSketch(article, vocabulary_);
  if (noticed.empty()) {
    Count(article, sketch);
  }
  return sketch;
}

void Window::BindItem(Slot slot) {
  const Member& member = members_[slot];
  if (member.digest != kNone) {
    Digest& digest = digests_[member.digest];
    digest.items.push_back(slot);
    digest.whole.Add(member.print);
  }
}

void Window::BindIds() {
  slot_of_.resize(ids_.size(), kNone);
  place_of_.resize(ids_.size(), kNone);
}

Slot Window::SlotOf(std::string_view id) const {
  const IdNumber number = ids_.Find(id);
  return number == kNone || number >= slot_of_.size() ? kNone : slot_of_[number];
}

Slot Window::MarkCopies(Slot slot, std::span<const news::Copy> copies) {
  double most = 0;
  Slot nearest = kNone;
  for (const news::Copy& copy : copies) {
    const Slot later = SlotOf(copy.article.value());
    const Slot earlier = SlotOf(copy.of.value());
    if (later == kNone || earlier == kNone) {
      continue;
    }
    members_[later].derived = members_[later].derived || copy.kind != news::CopyKind::kRevision;
    const double shared = std::max(copy.shared, copy.of_shared);
    const bool passage = copy.kind == news::CopyKind::kExcerpt && std::min(copy.shared, copy.of_shared) < kPassage;
    if (shared < kCopied || passage) {
      continue;
    }
    const Slot other = later == slot ? earlier : later;
    if (shared > most) {
      most = shared;
      nearest = other;
    }
    const Slot source = members_[later].source;
    if (later == slot ? nearest == earlier : source == kNone || !alive_[source]) {
      members_[later].source = earlier;
    }
  }
  return nearest;
}

void Window::DropSlot(Slot slot) {
  if (members_[slot].story != kNone) {
    TakeOut(slot);
  }
  slot_of_[members_[slot].id] = kNone;
  if (members_[slot].abstract >= 0) {
    shelf_->Drop(members_[slot].abstract, members_[slot].abstract_size);
  }
  members_[slot] = {};
  alive_[slot] = false;
  ++dropped_;
}

// Made anew once half of the articles are gone, so that each costs its own placing once more at most.
void Window::Tidy() {
  if (dropped_ < kLeastForgotten || dropped_ * 2 < members_.size()) {
    return;
  }
  std::deque<Member> members;
  std::deque<Cluster> stories;
  members.swap(members_);
  stories.swap(stories_);
  const Ids ids = std::move(ids_);
  ids_ = {};
  slot_of_.clear();
  place_of_.clear();
  threads_.clear();
  digests_.clear();
  alive_.clear();
  postings_.Clear();
  known_.clear();
  dropped_ = 0;
  std::vector<Slot> now(members.size(), kNone);
  for (const Cluster& story : stories) {
    if (story.members.empty()) {
      continue;
    }
    const Place place = NewStory(ids.Text(story.id));
    const IdNumber thread = ids_.Number(ids.Text(story.thread));
    BindIds();
    stories_[place].thread = thread;
    threads_[thread].push_back(place);
    for (const Slot before : story.members) {
      Member& member = members[before];
      member.id = ids_.Number(ids.Text(member.id));
      member.digest = member.digest == kNone ? kNone : ids_.Number(ids.Text(member.digest));
      BindIds();
      const auto slot = static_cast<Slot>(members_.size());
      now[before] = slot;
      slot_of_[member.id] = slot;
      members_.push_back(std::move(member));
      alive_.push_back(true);
      BindItem(slot);
      Put(slot, place);
      postings_.Add(slot, members_[slot].print);
    }
  }
  for (Member& member : members_) {
    member.source = member.source == kNone ? kNone : now[member.source];
  }
  changed_.clear();
}

std::vector<Place> Window::StoriesOf(const std::vector<Slot>& slots) const {
  std::vector<Place> places;
  for (const Slot slot : slots) {
    const Place place = members_[slot].story;
    if (place != kNone && std::ranges::find(places, place) == places.end()) {
      places.push_back(place);
    }
  }
  return places;
}

Place Window::NewStory(std::string_view id) {
  const auto place = static_cast<Place>(stories_.size());
  const IdNumber number = ids_.Number(id);
  BindIds();
  stories_.push_back({number, kNone, {}});
  place_of_[number] = place;
  return place;
}

// An article that is placed anew may have founded a story before: where that stands empty it is filled again, where
// others are in it the new one is called otherwise.
Place Window::Found(Slot slot) {
  std::string id(IdOf(slot));
  while (true) {
    const IdNumber known = ids_.Find(id);
    const Place place = known == kNone || known >= place_of_.size() ? kNone : place_of_[known];
    if (place == kNone || stories_[place].members.empty()) {
      const Place founded = place == kNone ? NewStory(id) : place;
      Put(slot, founded);
      return founded;
    }
    id += "'";
  }
}

void Window::Put(Slot slot, Place place) {
  members_[slot].story = place;
  stories_[place].members.push_back(slot);
  changed_.insert(place);
}

void Window::TakeOut(Slot slot) {
  std::erase(stories_[members_[slot].story].members, slot);
  changed_.insert(members_[slot].story);
  members_[slot].story = kNone;
}

void Window::Move(Slot slot, Place place) {
  if (members_[slot].story != place) {
    TakeOut(slot);
    Put(slot, place);
  }
}

std::vector<news::Story> Window::ChangedStories() {
  std::vector<news::Story> told;
  for (const Place place : changed_) {
    told.push_back(Tell(stories_[place]));
    for (const Slot slot : stories_[place].members) {
      if (const auto why = reasons_.find(slot); why != reasons_.end()) {
        told.back().placed.push_back({news::ArticleId(std::string(IdOf(slot))), why->second});
      }
    }
  }
  return told;
}

}  // namespace headwater::group
