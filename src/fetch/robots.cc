// Reading of robots.txt and matching of paths against its rules.
#include "fetch/robots.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <iterator>

#include "base/ascii.h"
#include "fetch/fetch.h"
#include "web/path_pattern.h"

namespace headwater::fetch {
namespace {

constexpr std::size_t kLineBytes = 16'663;
constexpr std::size_t kMostPreferences = 200;
constexpr std::size_t kPreferenceBytes = 2'000;
constexpr std::size_t kMostLicences = 4;
constexpr std::string_view kBlank = " \t\v\f";

enum class Key { kAgent, kAllow, kDisallow, kCrawlDelay, kSignal, kUsage, kLicence, kOther };

struct KeyWord {
  std::string_view word;
  Key key;
};

// A key counts by its beginning; the misspellings are those that sites make.
constexpr std::array<KeyWord, 14> kKeyWords{{{"user-agent", Key::kAgent},
                                             {"useragent", Key::kAgent},
                                             {"user agent", Key::kAgent},
                                             {"disallow", Key::kDisallow},
                                             {"dissallow", Key::kDisallow},
                                             {"dissalow", Key::kDisallow},
                                             {"disalow", Key::kDisallow},
                                             {"diasllow", Key::kDisallow},
                                             {"disallaw", Key::kDisallow},
                                             {"allow", Key::kAllow},
                                             {"crawl-delay", Key::kCrawlDelay},
                                             {"content-signal", Key::kSignal},
                                             {"content-usage", Key::kUsage},
                                             {"license", Key::kLicence}}};

bool StartsWithWord(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) {
    return false;
  }
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (ascii::Lower(text[i]) != word[i]) {
      return false;
    }
  }
  return true;
}

bool SameWord(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (ascii::Lower(a[i]) != ascii::Lower(b[i])) {
      return false;
    }
  }
  return true;
}

struct Line {
  Key key = Key::kOther;
  std::string_view value;
};

// Nothing where the line is blank, a comment, or no pair of key and value.
std::optional<Line> ReadLine(std::string_view line) {
  line = ascii::Trim(line.substr(0, line.find('#')), kBlank);
  std::size_t end = line.find(':');
  if (end == std::string_view::npos) {
    // Two words without a colon between them are taken for a pair.
    end = line.find_first_of(" \t");
    if (end == std::string_view::npos ||
        ascii::Trim(line.substr(end), kBlank).find_first_of(" \t") != std::string_view::npos) {
      return std::nullopt;
    }
  }
  const std::string_view key = ascii::Trim(line.substr(0, end), kBlank);
  if (key.empty()) {
    return std::nullopt;
  }
  const std::string_view value = ascii::Trim(line.substr(end + 1), kBlank);
  for (const auto& [word, kind] : kKeyWords) {
    if (StartsWithWord(key, word)) {
      return Line{kind, value};
    }
  }
  return Line{Key::kOther, value};
}

// The part of a user-agent value that is a product token; Google ends it at the first other character.
std::string_view ProductToken(std::string_view value) {
  std::size_t end = 0;
  while (end < value.size() && (ascii::IsLetter(value[end]) || value[end] == '-' || value[end] == '_')) {
    ++end;
  }
  return value.substr(0, end);
}

bool IsEveryone(std::string_view value) {
  return !value.empty() && value[0] == '*' && (value.size() == 1 || value[1] == ' ' || value[1] == '\t');
}

std::optional<std::chrono::milliseconds> ReadDelay(std::string_view value) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc{} || !(seconds >= 0) || seconds > 86'400) {
    return std::nullopt;
  }
  return std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000)};
}

// The lines of a file, ended by LF, CR or both; each cut at the length that Google reads.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {
    // A byte order mark, even a broken one, is not part of the first key.
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < kMark.size() && !rest_.empty() && rest_.front() == kMark[i]; ++i) {
      rest_.remove_prefix(1);
    }
  }

  std::optional<std::string_view> Next() {
    if (rest_.empty()) {
      return std::nullopt;
    }
    const std::size_t end = rest_.find_first_of("\r\n");
    const std::string_view line = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
    return line.substr(0, kLineBytes);
  }

 private:
  std::string_view rest_;
};

}  // namespace

Robots::Robots(std::string_view robots_txt, std::string_view agent) {
  std::vector<Rule> everyones;
  std::optional<std::chrono::milliseconds> everyones_delay;
  std::vector<Preference> everyones_preferences;
  bool for_us = false;
  bool for_everyone = false;
  bool in_group = false;
  bool ever_for_us = false;
  bool in_rules = false;
  const auto keep = [&](bool allow, std::string pattern) {
    (for_us ? rules_ : everyones).push_back({allow, std::move(pattern)});
  };
  Lines lines(robots_txt);
  while (const auto text = lines.Next()) {
    const auto line = ReadLine(*text);
    if (!line || line->key == Key::kOther) {
      continue;
    }
    if (line->key == Key::kLicence) {
      if (licences_.size() < kMostLicences && !line->value.empty()) {
        licences_.emplace_back(line->value);
      }
      continue;
    }
    if (line->key == Key::kSignal || line->key == Key::kUsage) {
      // These end no list of agents: files are read as they were before there were such lines.
      auto& preferences = for_us || !in_group ? preferences_ : everyones_preferences;
      if (for_us || for_everyone || !in_group) {
        Prefer(line->key == Key::kSignal ? "Content-Signal" : "Content-Usage", line->value, preferences);
      }
      continue;
    }
    if (line->key == Key::kAgent) {
      in_group = true;
      if (in_rules) {
        for_us = for_everyone = in_rules = false;
      }
      if (IsEveryone(line->value)) {
        for_everyone = true;
      } else if (SameWord(ProductToken(line->value), agent)) {
        for_us = ever_for_us = true;
      }
      continue;
    }
    if (!for_us && !for_everyone) {
      continue;
    }
    if (line->key == Key::kCrawlDelay) {
      (for_us ? crawl_delay_ : everyones_delay) = ReadDelay(line->value);
      continue;
    }
    in_rules = true;
    if (line->value.empty()) {
      continue;
    }
    const bool allow = line->key == Key::kAllow;
    keep(allow, web::ComparablePath(line->value));
    const std::size_t slash = line->value.rfind('/');
    if (allow && slash != std::string_view::npos && line->value.substr(slash).starts_with("/index.htm")) {
      keep(true, web::ComparablePath(line->value.substr(0, slash + 1)) + "$");
    }
  }
  if (!ever_for_us) {
    rules_ = std::move(everyones);
    crawl_delay_ = everyones_delay;
    std::ranges::move(everyones_preferences, std::back_inserter(preferences_));
  }
}

bool Robots::Allows(std::string_view url) const {
  const std::string path = web::PathOfUrl(url);
  std::size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    const bool decides = rule.pattern.size() > longest || (rule.pattern.size() == longest && rule.allow && !allowed);
    if (decides && web::PathMatches(rule.pattern, path)) {
      longest = rule.pattern.size();
      allowed = rule.allow;
    }
  }
  return allowed;
}

std::size_t Robots::bytes() const {
  std::size_t bytes = rules_.size() * sizeof(Rule);
  for (const Rule& rule : rules_) {
    bytes += rule.pattern.capacity();
  }
  for (const Preference& each : preferences_) {
    bytes += sizeof(Preference) + each.pattern.capacity() + each.value.capacity();
  }
  return bytes;
}

void Robots::Prefer(std::string_view name, std::string_view value, std::vector<Preference>& preferences) {
  std::string pattern;
  if (value.starts_with('/') || value.starts_with('*')) {
    const std::size_t end = std::min(value.find_first_of(kBlank), value.size());
    pattern = web::ComparablePath(value.substr(0, end));
    value = ascii::Trim(value.substr(end), kBlank);
  }
  if (preferences.size() < kMostPreferences && !value.empty()) {
    preferences.push_back({std::string(name), std::move(pattern), std::string(value.substr(0, kPreferenceBytes))});
  }
}

RobotsPreferences Robots::PreferencesFor(std::string_view url) const {
  const std::string path = web::PathOfUrl(url);
  RobotsPreferences preferences{{}, licences_};
  for (const std::string_view name : {"Content-Signal", "Content-Usage"}) {
    std::vector<const Preference*> longest;
    for (const Preference& each : preferences_) {
      const std::size_t length = longest.empty() ? 0 : longest.front()->pattern.size();
      if (each.name != name || each.pattern.size() < length || !web::PathMatches(each.pattern, path)) {
        continue;
      }
      if (each.pattern.size() > length) {
        longest.clear();
      }
      longest.push_back(&each);
    }
    for (const Preference* const each : longest) {
      preferences.says.push_back(each->name + ": " + each->value);
    }
  }
  return preferences;
}

bool RobotsAllow(std::string_view robots_txt, std::string_view agent, std::string_view url) {
  return Robots(robots_txt, agent).Allows(url);
}

}  // namespace headwater::fetch
