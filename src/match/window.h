// The window: what is remembered of the articles that new ones are compared with.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/shelf.h"
#include "match/align.h"
#include "match/held.h"
#include "match/match.h"
#include "match/postings.h"
#include "match/print.h"
#include "match/runs.h"
#include "match/telling.h"

namespace headwater::match {

class Window {
 public:
  // The shelf, if one is given, must outlive the window.
  Window(Limits limits, Shelf* shelf);
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  std::vector<news::Copy> Add(const news::Article& article);
  void Restore(const news::Article& article);
  bool Stands(const news::Copy& copy) const;
  void Forget(std::chrono::sys_seconds before);
  void Remove(const news::ArticleId& id);

  std::size_t size() const { return held_.size(); }
  std::size_t bytes() const;

 private:
  // An article as it is asked about: its print, and where its keys begin among those asked for.
  struct Question {
    Print print;
    Held held;
    Runs runs;
    std::vector<Line> lines;
    std::vector<Telling> tellings;
    std::vector<std::uint32_t> neighbours;
    std::vector<bool> furniture;
  };
  struct Candidate {
    Slot slot = 0;
    std::uint32_t hits = 0;
    float weight = 0;
  };
  struct Tally {
    std::uint32_t hits = 0;
    float weight = 0;
  };

  Question Receive(const news::Article& article);
  // All but the furniture. `tellings`: ask for translations too.
  Question Ask(Print print, bool tellings) const;
  std::vector<bool> FurnitureOf(const Print& print, const Held& held, const std::vector<Line>& lines) const;
  std::vector<Candidate> FindCandidates(const Question& question) const;
  bool IsWorthALook(const Question& question, const Held& other, const Tally& tally) const;
  // Calls `then` with both sides, their blocks and whether they are strangers, where their words may make a pair.
  template <class Then>
  void Look(const Question& question, const Aligner& aligner, Slot slot, Then then) const;
  // A pair of one matter in two languages, with its other side.
  struct Rendering {
    news::Copy copy;
    Print other;
  };
  void AddTranslations(const Question& question, std::vector<news::Copy>& copies) const;
  std::vector<Rendering> RenderingsOf(const Question& question) const;
  // Is there a better source for what is held to be the pair's translation? `others` are the question's.
  bool GivesWay(const Question& question, const Rendering& pair, const std::vector<Rendering>& others) const;
  // Counts the holders by slot, in tallies_, and gives the slots that were met; some may not be alive any more.
  std::vector<Slot> Count(std::span<const std::uint32_t> keys) const;
  std::optional<Print> Load(const Held& held) const;
  void Keep(const Question& question);
  void Drop(Slot slot);
  void DropStragglers();

  Limits limits_;
  std::unique_ptr<Shelf> own_shelf_;
  Shelf* shelf_;
  Holdings held_;
  Postings postings_;
  mutable std::vector<Tally> tallies_;                        // by slot, from the first on; all zero between calls
  std::unordered_map<std::uint16_t, std::size_t> languages_;  // articles of each
  std::chrono::sys_seconds latest_{};
  std::size_t dropped_ = 0;
};

}  // namespace headwater::match
