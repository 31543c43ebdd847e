// How a new article meets the window.
#include "match/window.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/hash.h"
#include "match/compare.h"
#include "match/record.h"
#include "match/translation.h"
#include "match/verdict.h"

namespace headwater::match {
namespace {

constexpr float kLeastWeight = 8;  // one run that nobody else has, or several that many have
constexpr std::uint32_t kLeastHits = 2;
constexpr double kLeastPart = 0.035;  // of the shorter's runs, to be looked at closely
constexpr std::size_t kLeastDropped = 1024;
constexpr std::uint32_t kLeastNeighbours = 2;  // in common, of those that are remembered
constexpr std::size_t kMostTranslations = 12;  // looked at closely
constexpr std::size_t kLeastTellings = 9;
constexpr double kOneText = 0.5;            // of either of two texts, from which on both may be what a third translates
constexpr std::size_t kMostSightings = 16;  // of a line, looked at

float WeightOf(std::uint32_t holders) {
  static const std::array<float, Postings::kMostHolders + 1> weights = [] {
    std::array<float, Postings::kMostHolders + 1> made{};
    for (std::uint32_t n = 0; n <= Postings::kMostHolders; ++n) {
      made[n] = 1 + static_cast<float>(std::log2(static_cast<double>(Postings::kMostHolders) / std::max(n, 1U)));
    }
    return made;
  }();
  return weights[std::min(holders, Postings::kMostHolders)];
}

std::uint32_t SiteOf(const Print& print) {
  const std::string& name = print.publisher.empty() ? print.host : print.publisher;
  return name.empty() ? 0 : static_cast<std::uint32_t>(Hash64(name) >> 32U);
}

std::uint16_t LanguageOf(const Print& print) {
  return print.language.size() < 2 ? 0
                                   : static_cast<std::uint16_t>(static_cast<unsigned char>(print.language[0]) << 8U |
                                                                static_cast<unsigned char>(print.language[1]));
}

}  // namespace

Window::Window(Limits limits, Shelf* shelf)
    : limits_(limits),
      own_shelf_(shelf == nullptr ? MakeMemoryShelf() : nullptr),
      shelf_(shelf == nullptr ? own_shelf_.get() : shelf),
      postings_([this](Slot slot) { return held_.IsAlive(slot); }) {}

// What is asked of the window for an article that comes in, or comes back.
Window::Question Window::Receive(const news::Article& article) {
  Remove(article.id);
  Question question = Ask(MakePrint(article, limits_.max_words), true);
  const std::optional<Moment>& published = question.print.published;
  latest_ = published ? std::max(latest_, published->at) : latest_;
  question.held.hour = HourOf(published ? published->at : latest_);
  return question;
}

void Window::Restore(const news::Article& article) {
  if (article.kind != news::ArticleKind::kDigest) {
    Keep(Receive(article));
  }
}

std::vector<news::Copy> Window::Add(const news::Article& article) {
  if (article.kind == news::ArticleKind::kDigest) {
    Remove(article.id);
    return {};
  }
  Question question = Receive(article);
  std::vector<news::Copy> copies;
  if (!question.print.words.empty()) {
    question.furniture = FurnitureOf(question.print, question.held, question.lines);
    const Aligner aligner(question.print.words);
    for (const Candidate& candidate : FindCandidates(question)) {
      Look(question, aligner, candidate.slot,
           [&](const Side& one, const Side& other, std::vector<Block> blocks, bool strangers) {
             if (auto copy = Compare(one, other, std::move(blocks), strangers, limits_.least_shared)) {
               copies.push_back(std::move(*copy));
             }
           });
    }
    AddTranslations(question, copies);
  }
  Keep(question);
  return copies;
}

Window::Question Window::Ask(Print print, bool tellings) const {
  Question question;
  question.runs = RunsOf(print.words);
  question.lines = LinesOf(print);
  question.held.id = Hash64(print.id.value());
  question.held.words = static_cast<std::uint32_t>(print.words.size());
  question.held.site = SiteOf(print);
  question.held.sampled = static_cast<std::uint16_t>(question.runs.kept.size());
  question.held.matter = MatterOf(print);
  question.held.language = LanguageOf(print);
  if (tellings) {
    question.tellings = TellingsOf(print);
    question.neighbours = NeighbourKeys(question.tellings);
  }
  question.print = std::move(print);
  return question;
}

std::vector<bool> Window::FurnitureOf(const Print& print, const Held& held, const std::vector<Line>& lines) const {
  std::vector<bool> furniture(print.paragraphs.size(), false);
  std::vector<std::uint32_t> keys(lines.size());
  std::ranges::transform(lines, keys.begin(), &Line::key);
  std::vector<Postings::Holder> holders;
  std::vector<std::uint32_t> counts;
  postings_.Find(keys, holders, counts);
  std::vector<std::vector<Sighting>> sightings(lines.size());
  for (const Postings::Holder& holder : holders) {
    std::vector<Sighting>& seen = sightings[holder.key];
    if (seen.size() < kMostSightings && held_.IsAlive(holder.slot) && held_.At(holder.slot).id != held.id) {
      seen.push_back({held_.At(holder.slot).matter, held_.At(holder.slot).site});
    }
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (IsRepeated(print, lines[i], {held.matter, held.site}, sightings[i])) {
      furniture[lines[i].paragraph] = true;
    }
  }
  KeepEdges(print, furniture);
  MarkByWords(print, furniture);
  return furniture;
}

std::vector<Slot> Window::Count(std::span<const std::uint32_t> keys) const {
  std::vector<Postings::Holder> holders;
  std::vector<std::uint32_t> counts;
  postings_.Find(keys, holders, counts);
  tallies_.resize(std::max<std::size_t>(tallies_.size(), held_.end() - held_.first()));
  std::vector<Slot> met;
  // Memory is waited for here, in a large window: what is known of an article is looked at only where it is met twice.
  constexpr std::size_t kAhead = 12;
  for (std::size_t i = 0; i < holders.size(); ++i) {
    if (i + kAhead < holders.size() && holders[i + kAhead].slot >= held_.first()) {
      __builtin_prefetch(&tallies_[holders[i + kAhead].slot - held_.first()]);
    }
    const Postings::Holder& holder = holders[i];
    if (holder.slot < held_.first()) {
      continue;
    }
    Tally& tally = tallies_[holder.slot - held_.first()];
    if (tally.hits == 0) {
      met.push_back(holder.slot);
    }
    ++tally.hits;
    tally.weight += WeightOf(counts[holder.key]);
  }
  return met;
}

std::vector<Window::Candidate> Window::FindCandidates(const Question& question) const {
  std::vector<Candidate> found;
  for (const Slot slot : Count(question.runs.asked)) {
    const Tally tally = std::exchange(tallies_[slot - held_.first()], Tally{});
    if (tally.hits >= kLeastHits && held_.IsAlive(slot) && IsWorthALook(question, held_.At(slot), tally)) {
      found.push_back({slot, tally.hits, tally.weight});
    }
  }
  const auto more = [](const Candidate& a, const Candidate& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.slot < b.slot;
  };
  const std::size_t kept = std::min(limits_.max_candidates, found.size());
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(kept), more);
  found.resize(kept);
  return found;
}

// What the kept runs in common say of all that they share.
bool Window::IsWorthALook(const Question& question, const Held& other, const Tally& tally) const {
  if (tally.weight < kLeastWeight || other.sampled == 0) {
    return false;
  }
  const double shared = static_cast<double>(tally.hits) * other.words / other.sampled;
  return shared >= kLeastPart * std::min(question.runs.all, other.words);
}

template <class Then>
void Window::Look(const Question& question, const Aligner& aligner, Slot slot, Then then) const {
  const Held& held = held_.At(slot);
  std::vector<std::uint32_t> words(held.words);
  const std::span<char> into(reinterpret_cast<char*>(words.data()), words.size() * sizeof(std::uint32_t));
  if (words.empty() || !shelf_->Take(held.place, 0, into)) {
    return;
  }
  std::vector<Block> blocks = aligner.Align(words);
  if (!MayBePair(question.print.words.size(), words.size(), blocks, limits_.least_shared)) {
    return;
  }
  const std::optional<Print> other = Load(held);
  if (!other) {
    return;
  }
  const std::vector<bool> furniture = FurnitureOf(*other, held, LinesOf(*other));
  const bool strangers = held.site != 0 && held.site == question.held.site &&
                         !SameMatter(held.matter, question.held.matter) &&
                         (other->url == 0 || question.print.url != other->url);
  then(Side{question.print, question.furniture}, Side{*other, furniture}, std::move(blocks), strangers);
}

void Window::AddTranslations(const Question& question, std::vector<news::Copy>& copies) const {
  const std::vector<Rendering> renderings = RenderingsOf(question);
  const news::ArticleId& id = question.print.id;
  for (const Rendering& rendering : renderings) {
    // What shares words as well has been told already.
    const bool told = std::ranges::any_of(copies, [&](const news::Copy& other) {
      return rendering.other.id == (other.article == id ? other.of : other.article);
    });
    if (!told && !GivesWay(question, rendering, renderings)) {
      copies.push_back(rendering.copy);
    }
  }
}

std::vector<Window::Rendering> Window::RenderingsOf(const Question& question) const {
  std::vector<Rendering> renderings;
  const bool alone = languages_.empty() || (languages_.size() == 1 && languages_.contains(question.held.language));
  if (alone || question.held.language == 0 || question.tellings.size() < kLeastTellings) {
    return renderings;
  }
  std::vector<Candidate> found;
  for (const Slot slot : Count(question.neighbours)) {
    const Tally tally = std::exchange(tallies_[slot - held_.first()], Tally{});
    if (tally.hits < kLeastNeighbours || !held_.IsAlive(slot)) {
      continue;
    }
    const std::uint16_t language = held_.At(slot).language;
    if (language != 0 && language != question.held.language) {
      found.push_back({slot, tally.hits, tally.weight});
    }
  }
  std::ranges::sort(found, [](const Candidate& a, const Candidate& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.slot < b.slot;
  });
  found.resize(std::min(found.size(), kMostTranslations));
  for (const Candidate& candidate : found) {
    std::optional<Print> other = Load(held_.At(candidate.slot));
    auto copy = other ? CompareLanguages(question.print, question.tellings, *other, TellingsOf(*other)) : std::nullopt;
    if (copy) {
      renderings.push_back({*std::move(copy), *std::move(other)});
    }
  }
  return renderings;
}

// Reports of one event may follow each other so closely that a translation of one looks like one of the other. Where
// the translation names the source of one of them, it is of that one, and of what shares its words.
bool Window::GivesWay(const Question& question, const Rendering& pair, const std::vector<Rendering>& others) const {
  const bool asked_is_later = pair.copy.article == question.print.id;
  const Print& translation = asked_is_later ? question.print : pair.other;
  const Print& source = asked_is_later ? pair.other : question.print;
  if ((translation.credits.empty() && translation.named.empty()) || PointsAt(translation, source)) {
    return false;
  }
  std::vector<Rendering> of_later;
  if (!asked_is_later) {
    of_later = RenderingsOf(Ask(pair.other, true));
  }
  return std::ranges::any_of(asked_is_later ? others : of_later, [&](const Rendering& rival) {
    if (rival.copy.article != translation.id || rival.other.id == source.id || !PointsAt(translation, rival.other)) {
      return false;
    }
    const std::vector<Block> blocks = Aligner(rival.other.words).Align(source.words);
    return !MayBePair(rival.other.words.size(), source.words.size(), blocks, kOneText);
  });
}

std::optional<Print> Window::Load(const Held& held) const {
  std::string record(held.size, '\0');
  if (!shelf_->Take(held.place, 0, record)) {
    return std::nullopt;
  }
  return ReadRecord(record, held.words);
}

void Window::Keep(const Question& question) {
  const std::string record = WriteRecord(question.print);
  Held held = question.held;
  held.size = static_cast<std::uint32_t>(record.size());
  held.place = shelf_->Put(record);
  if (held.place < 0) {
    return;
  }
  std::vector<std::uint32_t> keys = question.runs.kept;
  std::ranges::transform(question.lines, std::back_inserter(keys), &Line::key);
  const std::vector<std::uint32_t> neighbours = KeptOf(question.neighbours);
  keys.insert(keys.end(), neighbours.begin(), neighbours.end());
  postings_.Add(held_.Add(held), keys);
  ++languages_[held.language];
}

bool Window::Stands(const news::Copy& copy) const {
  const auto one = held_.Find(Hash64(copy.article.value()));
  const auto other = held_.Find(Hash64(copy.of.value()));
  if (!one || !other) {
    return false;
  }
  std::optional<Print> print = Load(held_.At(*one));
  if (!print) {
    return false;
  }
  const bool translated = copy.kind == news::CopyKind::kTranslation;
  Question question = Ask(std::move(*print), translated);
  if (translated) {
    const std::vector<Rendering> renderings = RenderingsOf(question);
    std::optional<Print> of = Load(held_.At(*other));
    auto found = of ? CompareLanguages(question.print, question.tellings, *of, TellingsOf(*of)) : std::nullopt;
    return found && !GivesWay(question, {*std::move(found), *std::move(of)}, renderings);
  }
  question.furniture = FurnitureOf(question.print, question.held, question.lines);
  bool stands = false;
  Look(question, Aligner(question.print.words), *other,
       [&](const Side& side, const Side& against, std::vector<Block> blocks, bool strangers) {
         stands = ArePair(side, against, std::move(blocks), strangers, limits_.least_shared);
       });
  return stands;
}

void Window::Forget(std::chrono::sys_seconds before) {
  for (const Slot slot : held_.Before(HourOf(before))) {
    Drop(slot);
  }
  DropStragglers();
}

void Window::Remove(const news::ArticleId& id) {
  if (const auto slot = held_.Find(Hash64(id.value()))) {
    Drop(*slot);
    DropStragglers();
  }
}

void Window::Drop(Slot slot) {
  shelf_->Drop(held_.At(slot).place, held_.At(slot).size);
  const auto language = languages_.find(held_.At(slot).language);
  if (language != languages_.end() && --language->second == 0) {
    languages_.erase(language);
  }
  held_.Remove(slot);
  ++dropped_;
}

// Once half of what was held is gone, its postings go too, so that each costs its own making once more at most.
void Window::DropStragglers() {
  if (dropped_ < kLeastDropped || dropped_ < held_.size()) {
    return;
  }
  dropped_ = 0;
  postings_.DropBefore(held_.first());
  postings_.Compact([this](Slot from, Slot to) { return held_.CountGone(from, to); });
  tallies_ = {};
}

std::size_t Window::bytes() const {
  return postings_.bytes() + held_.size() * (sizeof(Held) + 3 * sizeof(std::uint32_t) + sizeof(Tally));
}

}  // namespace headwater::match
