// Alerts: searches that tell a person when something of what they find happens, each thing once.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

class Session;

enum class AlertKind {
  kStory,       // a new story
  kSources,     // a story has at least so many independent sources, for certain
  kOrigin,      // a primary source that a story did not have before
  kPosition,    // a person who says something in it stands elsewhere than before
  kCorrection,  // an article of it was changed in fact, or says that it was corrected
  kRetraction,  // its owner took an article of it back
};
// `story`, `sources`, and so on.
std::string_view WordFor(AlertKind kind);
std::optional<AlertKind> AlertKindOf(std::string_view word);

struct Alert {
  std::int64_t id = 0;
  std::int64_t person = 0;
  std::string name;
  std::string query;        // as in the search page's address
  SearchQuestion question;  // the same; times are left out, for what comes is later
  bool on_story = false;
  int sources = 0;  // so many independent ones; 0: not
  bool on_origin = false;
  bool on_position = false;
  bool on_correction = false;
  bool by_mail = false;
  bool by_webhook = false;
  bool paused = false;
  std::chrono::sys_seconds made{};
  std::string secret;  // who has it may stop its mails
};

// A primary source by name, with the address of its report and the article that has it here, where they are known.
struct RootName {
  std::string key;  // as in news::Origin::roots
  std::string name;
  std::string url;
  news::ArticleId article;
};

// Something that fired, as it stands now. What may no more be told of is not among them.
struct AlertHit {
  std::int64_t id = 0;  // grows
  std::int64_t alert = 0;
  std::string alert_name;
  AlertKind kind = AlertKind::kStory;
  StoryLine story;                     // that it is in now; without an id where a retraction ended it
  std::optional<ArticleLine> article;  // that shows it; none of a retraction
  int number = 0;                      // independent sources when it fired
  // Primary sources of the story then; of kOrigin the new one alone.
  std::vector<RootName> roots;
  std::string
      who;  // of kRetraction whose article; of kPosition who, with the stances (news::Spelling) before and after
  std::string before;
  std::string after;
  std::chrono::sys_seconds fired{};
};

// A face of the store, made where it is needed.
class Alerts {
 public:
  explicit Alerts(Store& store) : store_(store), database_(store.database()) {}

  static constexpr std::int64_t kMost = 200;  // of one person
  static constexpr int kMostSources = 1000;

  // In the order of their names.
  Result<std::vector<Alert>> Of(std::int64_t person);
  // A new one. What holds already does not fire. kUsage where it asks for nothing or fires on nothing, kTooLarge beyond
  // the last.
  Result<std::int64_t> Make(const Alert& alert, std::chrono::sys_seconds now);
  Result<void> Remove(std::int64_t person, std::int64_t id);  // kNotFound
  Result<void> Pause(std::int64_t person, std::int64_t id, bool paused);
  // No more mails of the alert with that secret, or of all of its person's; its name. kNotFound.
  Result<std::string> StopMails(std::string_view secret, bool all);

  // The newest first; of one alert, or all (0).
  Result<std::vector<AlertHit>> Hits(std::int64_t person, std::int64_t alert, std::size_t limit);
  Result<std::vector<AlertHit>> HitsAfter(std::int64_t person, std::int64_t hit, std::size_t limit);
  // The newest of them the first in the order of alerts.
  Result<std::vector<AlertHit>> HitsOfMail(std::int64_t letter);
  Result<AlertHit> Hit(std::int64_t person, std::int64_t id);  // kNotFound
  // The last hit's number, of anyone.
  Result<std::int64_t> LastHit();

  // A letter, or a call, that shows that alerts arrive. kUsage where it goes nowhere.
  Result<void> Test(std::int64_t person, std::int64_t id, std::chrono::sys_seconds now);

 private:
  Store& store_;
  Database& database_;
};

// Inside the room.
// Primary sources of a story, those that most of its articles rest on first.
std::vector<RootName> RootsOf(Session& session, std::string_view story);
std::string WriteRoots(const std::vector<RootName>& roots);
std::vector<Alert> ReadAlerts(Session& session, std::string_view condition, std::initializer_list<std::int64_t> values);
// A question as rows keep it, and back.
std::string WriteAsked(const SearchQuestion& question);
SearchQuestion ReadAsked(std::string_view lines);

}  // namespace headwater::store
