// Reading the words of reservations and looking them up.
#include "extract/rights_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "base/ascii.h"
#include "base/moment.h"
#include "extract/page_date.h"
#include "tables/tables.h"

namespace headwater::extract {
namespace {

constexpr std::string_view kAgent = "headwater";
constexpr std::string_view kBlank = " \t\r\n\f\v";
constexpr std::size_t kMaxMembers = 64;

struct Effect {
  std::vector<bool news::Rights::*> taken;
  std::optional<std::uint32_t> snippet;
  bool snippet_is_value = false;
  bool from = false;
  bool until = false;
  bool withdrawn = false;
};

struct Entry {
  std::string_view word;
  std::string_view value;
  Meaning meaning = Meaning::kRecorded;
  Effect effect;
};

void AddEffect(std::string_view word, Effect& effect) {
  constexpr std::array<std::pair<std::string_view, bool news::Rights::*>, 5> kTaken{
      {{"text", &news::Rights::text},
       {"mining", &news::Rights::mining},
       {"listing", &news::Rights::listing},
       {"page", &news::Rights::page},
       {"pictures", &news::Rights::pictures}}};
  for (const auto& [name, allowance] : kTaken) {
    if (word == name) {
      effect.taken.push_back(allowance);
    }
  }
  effect.from = effect.from || word == "from";
  effect.until = effect.until || word == "until";
  effect.withdrawn = effect.withdrawn || word == "withdrawn";
  constexpr std::string_view kSnippet = "snippet=";
  if (word.starts_with(kSnippet)) {
    word.remove_prefix(kSnippet.size());
    std::uint32_t count = 0;
    effect.snippet_is_value = std::from_chars(word.data(), word.data() + word.size(), count).ec != std::errc{};
    effect.snippet = count;
  }
}

Entry EntryOf(const tables::Row& row) {
  Entry entry{row[1], row[2], Meaning::kReserves, {}};
  std::string_view effect = row[3];
  if (effect == "-" || effect == "+") {
    entry.meaning = effect == "-" ? Meaning::kRecorded : Meaning::kPermits;
    return entry;
  }
  while (!(effect = ascii::Trim(effect)).empty()) {
    const std::size_t end = std::min(effect.find(' '), effect.size());
    AddEffect(effect.substr(0, end), entry.effect);
    effect.remove_prefix(end);
  }
  return entry;
}

using Entries = std::unordered_map<std::string, std::vector<Entry>>;

const Entries& Known() {
  static const Entries known = [] {
    Entries made;
    for (const tables::Row& row : tables::Table("reservations")) {
      made[std::string(row[0])].push_back(EntryOf(row));
    }
    return made;
  }();
  return known;
}

std::optional<std::uint32_t> CountIn(std::string_view text) {
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(count) : std::nullopt;
}

bool Fits(std::string_view pattern, const std::string& text) {
  if (pattern == "TIME") {
    return ReadTime(text).has_value();
  }
  return pattern == "*" || (pattern == "N" ? CountIn(text).has_value() : pattern == text);
}

void Take(const Effect& effect, const Member& member, news::Rights& rights) {
  for (bool news::Rights::*const allowance : effect.taken) {
    rights.*allowance = false;
  }
  if (effect.snippet) {
    const std::uint32_t count = effect.snippet_is_value ? CountIn(member.value).value_or(0) : *effect.snippet;
    rights.snippet = std::min(count, rights.snippet.value_or(count));
  }
  rights.withdrawn = rights.withdrawn || effect.withdrawn;
  const auto time = effect.from || effect.until ? ReadTime(member.value.empty() ? member.word : member.value)
                                                : std::optional<std::chrono::sys_seconds>{};
  if (effect.from && time) {
    rights.not_before = std::max(*time, rights.not_before.value_or(*time));
  }
  if (effect.until && time) {
    rights.not_after = std::min(*time, rights.not_after.value_or(*time));
  }
}

// A zone's distance from UTC: `PST`, `+0100`.
std::optional<std::chrono::minutes> OffsetOf(std::string_view zone) {
  constexpr std::array<std::pair<std::string_view, int>, 14> kHours{{{"utc", 0},
                                                                     {"gmt", 0},
                                                                     {"est", -5},
                                                                     {"edt", -4},
                                                                     {"cst", -6},
                                                                     {"cdt", -5},
                                                                     {"mst", -7},
                                                                     {"mdt", -6},
                                                                     {"pst", -8},
                                                                     {"pdt", -7},
                                                                     {"cet", 1},
                                                                     {"cest", 2},
                                                                     {"bst", 1},
                                                                     {"msk", 3}}};
  const auto* const named = std::ranges::find(kHours, ascii::Lower(zone), &std::pair<std::string_view, int>::first);
  if (named != kHours.end()) {
    return std::chrono::hours{named->second};
  }
  const auto digits = zone.size() == 5 && (zone[0] == '+' || zone[0] == '-') ? CountIn(zone.substr(1)) : std::nullopt;
  if (!digits) {
    return std::nullopt;
  }
  const int minutes = static_cast<int>(*digits / 100 * 60 + *digits % 100);
  return std::chrono::minutes{zone[0] == '-' ? -minutes : minutes};
}

// Directives of robots that have a value behind a colon; any other word before one is an agent.
bool TakesValue(std::string_view word) { return word.starts_with("max-") || word == "unavailable_after"; }

// The parts between commas; a date's own comma parts nothing.
std::vector<std::string> RobotsParts(std::string_view value) {
  std::vector<std::string> parts;
  bool in_date = false;
  while (!value.empty() && parts.size() < kMaxMembers) {
    const std::size_t end = std::min(value.find(','), value.size());
    const std::string part(ascii::Trim(value.substr(0, end)));
    value.remove_prefix(std::min(end + 1, value.size()));
    // A rule is one word, or has its colon in the first: `Jun 2031 15:00:00` has not.
    const bool goes_on = in_date && part.substr(0, part.find(':')).find(' ') != std::string::npos;
    if (goes_on) {
      parts.back() += ", " + part;
      continue;
    }
    in_date = ascii::Lower(part).find("unavailable_after") != std::string::npos;
    if (!part.empty()) {
      parts.push_back(part);
    }
  }
  return parts;
}

Member RobotsMember(std::string_view part) {
  const std::size_t colon = part.find(':');
  const std::size_t equals = part.find('=');
  const std::size_t at = std::min(colon, equals);
  return {ascii::Lower(ascii::Trim(part.substr(0, at))),
          at == std::string_view::npos ? std::string() : ascii::Lower(ascii::Trim(part.substr(at + 1)))};
}

// `train-ai=n;note=1`, `search="no"`; a word alone stands for yes (RFC 9651, 3.2).
Member PreferenceMember(std::string_view part) {
  part = ascii::Trim(part.substr(0, part.find(';')));
  const std::size_t equals = std::min(part.find('='), part.size());
  std::string_view value = equals == part.size() ? std::string_view{} : ascii::Trim(part.substr(equals + 1));
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return {ascii::Lower(ascii::Trim(part.substr(0, equals))), ascii::Lower(value)};
}

std::vector<Member> MembersOf(std::string_view name, std::string_view value) {
  const auto known = Known().find(std::string(name));
  // A text of any kind, or a time: commas in it part nothing.
  if (known == Known().end() || known->second.back().word == "*" || known->second.back().word == "TIME") {
    return {{ascii::Lower(value), {}}};
  }
  std::vector<Member> members;
  if (name == "robots") {
    for (const std::string& part : RobotsParts(value)) {
      members.push_back(RobotsMember(part));
    }
    return members;
  }
  while (!value.empty() && members.size() < kMaxMembers) {
    const std::size_t end = std::min(value.find(','), value.size());
    Member member = PreferenceMember(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    if (!member.word.empty()) {
      members.push_back(std::move(member));
    }
  }
  return members;
}

}  // namespace

std::vector<RobotsRule> RulesByAgent(std::string_view value) {
  std::vector<RobotsRule> rules;
  std::string agent;
  for (const std::string& part : RobotsParts(value)) {
    std::string_view rule = part;
    const std::size_t colon = rule.find(':');
    const std::string before = ascii::Lower(ascii::Trim(rule.substr(0, colon)));
    if (colon != std::string_view::npos && !TakesValue(before) && before.find(' ') == std::string::npos) {
      agent = before == "*" ? "" : before;
      rule = ascii::Trim(rule.substr(colon + 1));
    }
    if (rules.empty() || rules.back().agent != agent) {
      rules.push_back({agent, {}});
    }
    rules.back().rules += (rules.back().rules.empty() ? "" : ", ") + std::string(rule);
  }
  return rules;
}

Said TakeApart(std::string_view says) {
  const std::size_t colon = std::min(says.find(':'), says.size());
  Said said{ascii::Lower(ascii::Trim(says.substr(0, colon))), false, {}};
  std::string_view value = ascii::Trim(says.substr(std::min(colon + 1, says.size())));
  if (said.name == "x-robots-tag" || said.name == kAgent) {
    said.for_us = said.name == kAgent;
    said.name = "robots";
  }
  const std::string start = ascii::Lower(value.substr(0, kAgent.size() + 1));
  if (said.name == "robots" && start == std::string(kAgent) + ':') {
    said.for_us = true;
    value.remove_prefix(start.size());
  }
  said.members = MembersOf(said.name, value);
  return said;
}

Meaning Apply(const std::string& name, const Member& member, news::Rights& rights) {
  const auto known = Known().find(name);
  if (known == Known().end()) {
    return Meaning::kRecorded;
  }
  for (const Entry& entry : known->second) {
    if (Fits(entry.word, member.word) && Fits(entry.value, member.value)) {
      Take(entry.effect, member, rights);
      return entry.meaning;
    }
  }
  return Meaning::kRecorded;
}

std::optional<std::chrono::sys_seconds> ReadTime(std::string_view text) {
  text = ascii::Trim(text);
  if (const auto moment = ParseMoment(text)) {
    return moment->at;
  }
  // RFC 850 puts dashes between day, month and year; RFC 822 names zones.
  std::string plain(text);
  const std::size_t blank = plain.rfind(' ');
  const auto offset = blank == std::string::npos ? std::nullopt : OffsetOf(plain.substr(blank + 1));
  if (offset) {
    plain.erase(blank);
  }
  const auto is_letter = [&](std::size_t at) { return (static_cast<unsigned char>(plain[at]) | 0x20U) - 'a' < 26U; };
  const auto is_digit = [&](std::size_t at) { return at < plain.size() && plain[at] >= '0' && plain[at] <= '9'; };
  for (std::size_t i = 1; i + 1 < std::min(plain.find(':'), plain.size()); ++i) {
    if (plain[i] == '-' && is_letter(i - 1) && is_digit(i + 1) && is_digit(i + 2) && !is_digit(i + 3)) {
      plain.replace(i, 1, " 20");
    } else if (plain[i] == '-' && (is_letter(i - 1) || is_letter(i + 1))) {
      plain[i] = ' ';
    }
  }
  const auto moment = ParsePageDate(plain);
  return moment ? std::optional(moment->at - offset.value_or(std::chrono::minutes{0})) : std::nullopt;
}

}  // namespace headwater::extract
