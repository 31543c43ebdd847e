// Rules: what a person wants done with what comes in, and what was hidden by them, with the reason.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

// Conditions hold together; what is empty asks for nothing, and a rule without any is none.
struct Rule {
  std::int64_t id = 0;
  std::int64_t person = 0;
  std::string title;  // what the person calls it
  // An alternative a line: all of its words must be there, in any inflection; "in quotation marks" is a phrase as it
  // stands.
  std::string words;
  bool headline_only = false;
  std::string source;    // a name in any spelling, or a domain
  std::string feed;      // its address
  std::string folder;    // and those within it
  std::string language;  // ISO 639-1
  std::string author;
  std::string speaker;  // who says something in it
  std::string origin;   // `self`, `article`, `outlet`, `person`, `document`, `unknown`
  int shorter = 0;      // than so many words; 0: any
  int longer = 0;
  bool single_origin = false;  // of a story that many carry and one source has started

  bool hide = false;
  bool read = false;
  bool star = false;
  bool later = false;
  std::string tag;
  bool send = false;  // to the person's webhook; only what comes in
  bool paused = false;

  // What is there already is being gone through.
  bool going_back = false;
};

struct HiddenLine {
  std::int64_t item = 0;  // store/reading.h
  ArticleLine line;
  std::int64_t rule = 0;
  std::string reason;  // the rule's title and what it met, in words
  std::chrono::sys_seconds at{};
};

// What a rule would do.
struct Catch {
  std::vector<ArticleLine> caught;  // the newest first, at most as many as asked for
  std::int64_t count = 0;
  std::int64_t of = 0;  // articles that were looked at, the newest
};

// A face of the store, made where it is needed.
class Rules {
 public:
  explicit Rules(Store& store) : store_(store), database_(store.database()) {}

  static constexpr std::int64_t kMostRules = 5'000;  // of one person
  static constexpr std::size_t kMostWordBytes = 16'384;
  static constexpr std::int64_t kMostWordsOfAll = 1'000'000;  // letters, of one person's rules together

  Result<std::vector<Rule>> Of(std::int64_t person);
  // A new one, or the person's with that id changed; its id. kUsage where it asks for nothing or does nothing.
  Result<std::int64_t> Put(const Rule& rule);
  // What it did stays done; what it hid is shown again. kNotFound.
  Result<void> Remove(std::int64_t person, std::int64_t id);
  Result<void> Pause(std::int64_t person, std::int64_t id, bool paused);
  // The pipeline goes through what is there with it.
  Result<void> GoBack(std::int64_t person, std::int64_t id);
  // Looks at the newest articles only. kUsage where it asks for nothing; kTimeout while another one is under way.
  Result<Catch> Preview(const Rule& rule, std::size_t looked_at, std::size_t limit);

  // The newest first.
  Result<std::vector<HiddenLine>> Hidden(std::int64_t person, std::size_t limit, std::size_t offset);
  // It is shown and unread again, and no rule hides it any more. kNotFound.
  Result<void> Unhide(std::int64_t person, std::int64_t item, std::chrono::sys_seconds now);
  // Those of the articles that are hidden. Of the line only item, rule, reason and time are there.
  Result<std::map<news::ArticleId, HiddenLine>> HiddenOf(std::int64_t person,
                                                         std::span<const news::ArticleId> articles);
  // Those of the stories whose articles are all hidden.
  Result<std::set<news::StoryId>> HiddenAmong(std::int64_t person, std::span<const news::StoryId> stories);

  // Goes through what came in since the last call, or on through what is there, some hundred articles at a time. True
  // where there is more.
  Result<bool> Step(std::chrono::sys_seconds now);

 private:
  Store& store_;
  Database& database_;
};

}  // namespace headwater::store
