// News that nobody wrote, for measuring a collection of any size: subjects with their people, places and words, events
// among them, reports of the events, and copies of the reports.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "news/article.h"
#include "news/copy.h"
#include "news/origin.h"
#include "news/page.h"
#include "news/story.h"

namespace headwater::bench {

// A source of numbers that are the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Roll();                  // SplitMix64 (Steele, Lea and Flood 2014)
  std::size_t Below(std::size_t bound);  // evenly
  std::size_t Zipf(std::size_t bound);   // the k-th about as often as 1/k
  bool Chance(double probability);

 private:
  std::uint64_t state_;
};

struct Bearer {
  std::string name;
  std::string role;
  news::NameKind kind = news::NameKind::kPerson;
  news::EntityId entity;
};

// An event and who reported it.
struct Event {
  news::Story story;
  std::vector<news::Page> pages;
  std::vector<news::Article> articles;
  std::vector<news::Copy> copies;
  std::vector<news::Origin> origins;
};

// Words, names and sizes follow Zipf's law, as in real news: most events have one report, some have a hundred.
class InventedNews {
 public:
  explicit InventedNews(std::uint64_t seed);

  // The next event, at about that time; its articles have the ids that the store gives them.
  Event Next(std::chrono::sys_seconds at);

 private:
  struct Subject {
    std::vector<std::size_t> people;
    std::vector<std::size_t> places;
    std::vector<std::size_t> words;
    news::ThreadId thread = {};
  };

  class Writing;
  std::string Word();
  std::string NameWord(bool longer);
  void Headline(const Subject& subject, news::Article& article);
  void Report(const Subject& subject, news::Article& article);
  void Publish(news::Article& article, std::chrono::sys_seconds at, Event& event);

  Dice dice_;
  std::vector<std::string> words_;
  std::vector<std::string> outlets_;
  std::vector<Bearer> people_;
  std::vector<news::Place> places_;
  std::vector<Subject> subjects_;
  std::uint64_t published_ = 0;
};

}  // namespace headwater::bench
