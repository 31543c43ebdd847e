// Briefings: what was reported most independently since the last one, what was corrected and who moved, by subject.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/alerts.h"
#include "store/store.h"

namespace headwater::store {

// What a part of a briefing is about: a search, or an edition, of which all that is empty is the whole collection.
struct BriefingScope {
  std::string language = {};
  std::string country = {};
  std::string subject = {};
  std::string name = {};   // of a search; empty: an edition
  std::string query = {};  // of a search, as in the search page's address
  SearchQuestion question = {};

  bool is_search() const { return !name.empty(); }
};

struct BriefingOrder {
  std::int64_t id = 0;
  std::int64_t person = 0;
  std::string name;
  std::vector<BriefingScope> scopes;  // none: the whole collection
  int weekday = 0;                    // 1 (Monday) to 7; 0: every day
  int hour = 7;
  int minute = 0;
  bool by_mail = false;
  bool paused = false;
  std::chrono::sys_seconds next{};
  std::string secret;  // who has it may stop its mails
};

enum class BriefedKind { kStory, kCorrection, kPosition };

// One entry. The words are those that stand in the store now.
struct Briefed {
  BriefedKind kind = BriefedKind::kStory;
  int section = 0;  // among Briefing::sections
  StoryLine story;
  std::optional<ArticleLine> article;      // that was corrected, or says where somebody stands
  std::optional<news::Independence> then;  // of the story, when the briefing was made
  int articles = 0;                        // in it then
  std::vector<RootName> roots;             // primary sources, those that most rest on first
  std::string who;                         // moved, with the stances before and after
  std::string before;
  std::string after;
};

struct Briefing {
  std::int64_t id = 0;
  std::string name;
  bool weekly = false;
  std::chrono::sys_seconds since{};
  std::chrono::sys_seconds until{};
  std::vector<BriefingScope> sections;  // without those that nothing was found for
  std::vector<Briefed> items;
  int missing = 0;  // of what it told, gone by now
};

// A face of the store, made where it is needed.
class Briefings {
 public:
  explicit Briefings(Store& store) : store_(store), database_(store.database()) {}

  static constexpr std::int64_t kMostOrders = 20;  // of one person

  Result<std::vector<BriefingOrder>> Orders(std::int64_t person);
  // A new one, due at its next hour. kUsage for what cannot be, kTooLarge beyond the last.
  Result<std::int64_t> Make(const BriefingOrder& order, std::chrono::sys_seconds now);
  Result<void> Remove(std::int64_t person, std::int64_t id);  // kNotFound; what was made stays
  Result<void> Pause(std::int64_t person, std::int64_t id, bool paused, std::chrono::sys_seconds now);
  // Made as soon as the pipeline comes to it.
  Result<void> Hasten(std::int64_t person, std::int64_t id, std::chrono::sys_seconds now);
  // No more mails of the order with that secret; its name. kNotFound.
  Result<std::string> StopMails(std::string_view secret);

  // Those that were made, without items, the newest first.
  Result<std::vector<Briefing>> Made(std::int64_t person, std::size_t limit);
  Result<Briefing> Of(std::int64_t person, std::int64_t id);  // kNotFound
  // The secret of the order that it was made for; empty where that is gone.
  Result<std::string> SecretOf(std::int64_t id);
  // One that is not kept.
  Result<Briefing> Draft(const std::vector<BriefingScope>& scopes, bool weekly, std::chrono::sys_seconds since,
                         std::chrono::sys_seconds until);

  // Makes one that is due, and puts its letter into the outbox. True where there was one. Of what was missed while
  // nothing ran, one is made.
  Result<bool> Step(std::chrono::sys_seconds now);

 private:
  Store& store_;
  Database& database_;
};

// Inside the room.
// An entry as rows keep it.
struct BriefedRow {
  int section = 0;
  BriefedKind kind = BriefedKind::kStory;
  std::string story;
  std::string article;
  std::string detail;
  int number = 0;
  int most = 0;
  int untraced = 0;
  int articles = 0;
};
Result<std::vector<BriefedRow>> ComposeBriefing(Store& store, const std::vector<BriefingScope>& scopes,
                                                std::chrono::sys_seconds since, std::chrono::sys_seconds until);
std::string WriteScopes(const std::vector<BriefingScope>& scopes);
std::vector<BriefingScope> ReadScopes(std::string_view lines);

}  // namespace headwater::store
