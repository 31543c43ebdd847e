// Reading an article once, for its words, and its annotations, for the rest.
#include "group/sketch.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <unordered_map>

#include "base/hash.h"
#include "base/moment.h"
#include "tables/tables.h"
#include "text/shingles.h"
#include "text/transliteration.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::group {
namespace {

constexpr std::size_t kMostWords = 1200;  // of a text; what comes later tells little about the event
constexpr std::size_t kLeadWords = 60;
constexpr std::size_t kMostFigures = 8;
constexpr std::size_t kMostDays = 4;
constexpr std::size_t kMostSpots = 6;
constexpr std::size_t kMostAddresses = 16;
constexpr std::size_t kMostNames = 400;
constexpr std::uint32_t kLeadLetters = 420;  // code points, where words are not counted
constexpr std::uint64_t kNameSalt = 1;
constexpr std::uint64_t kAddressSalt = 3;
constexpr std::uint32_t kHundredths = 100;
constexpr std::uint32_t kLargest = 40'000'000;  // counted exactly; beyond, numbers are millions and billions in words
constexpr std::uint32_t kFirstYear = 1900;
constexpr std::uint32_t kLastYear = 2100;

Key Salted(std::string_view bytes, std::uint64_t salt) {
  const Key key = static_cast<Key>(MixHash(Hash64(bytes), salt));
  return key == 0 ? 1 : key;
}

// `seven` in hundredths, by the word's hash and its language's.
std::optional<std::uint32_t> NumberWord(std::uint32_t word, std::string_view language) {
  static const auto numbers = [] {
    std::unordered_map<std::uint64_t, std::uint32_t> made;
    for (const tables::Row& row : tables::Table("number_words")) {
      const auto value = static_cast<std::uint32_t>(std::atoi(std::string(row[1]).c_str())) * kHundredths;
      for (const text::HashedWord& each : text::HashWords(row[2], row[2].size())) {
        made.emplace(MixHash(each.hash, Hash64(row[0])), value);
      }
    }
    return made;
  }();
  const auto found = numbers.find(MixHash(word, Hash64(language)));
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> Digits(std::string_view word) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = error == std::errc() && end == word.data() + word.size();
  return whole && value <= kLargest ? std::optional(value) : std::nullopt;
}

// `2031-03-12` at the head of a TIMEX3 value.
std::optional<std::int32_t> DayOfValue(std::string_view value) {
  constexpr std::size_t kDay = 10;
  if (value.size() < kDay || value.find('X') != std::string_view::npos) {
    return std::nullopt;
  }
  const auto moment = ParseMoment(value.substr(0, kDay));
  if (!moment) {
    return std::nullopt;
  }
  return static_cast<std::int32_t>(std::chrono::sys_days(DayOf(*moment)).time_since_epoch().count());
}

// 0 for Monday.
std::uint8_t WeekdayOf(std::int32_t day) {
  const std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(day))};
  return static_cast<std::uint8_t>(weekday.iso_encoding() - 1);
}

class Reader {
 public:
  Reader(const news::Article& article, Vocabulary& vocabulary) : article_(article), vocabulary_(vocabulary) {}

  Sketch Read() {
    AddWords(article_.headline, true);
    AddWords(article_.text, false);
    if (article_.annotations) {
      AddNames(article_.annotations->names);
      AddTimes(article_.annotations->times);
      AddSpots(article_.annotations->places);
    }
    AddAddresses();
    MergeWords();
    MergeNames();
    return std::move(sketch_);
  }

 private:
  void AddWords(std::string_view text, bool headline) {
    const std::vector<text::HashedWord> words = text::HashWords(text, kMostWords);
    figures_end_ = 0;
    const bool bare = !text.empty() && text::ScriptOf(text) == text::Script::kAbjad;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const text::HashedWord& word = words[i];
      const bool lead = headline || i < kLeadWords;
      if (!headline && lead) {
        lead_end_ = word.end;
      }
      const std::string_view spelled = word.In(text);
      if (lead) {
        AddFigure(words, i, text);
      }
      AddSound(word, spelled, bare, lead);
      const bool letter = word.end - word.begin < 2 && (word.traits & text::kDigits) == 0 && spelled.size() < 3;
      const std::optional<Key> stem = letter ? std::nullopt : vocabulary_.StemOf(word.hash, spelled, article_.language);
      if (stem) {
        sketch_.words.push_back({*stem, 1, TraitsOf(word, headline, lead)});
      }
    }
  }

  static std::uint8_t TraitsOf(const text::HashedWord& word, bool headline, bool lead) {
    unsigned traits = lead ? unsigned{kInLead} : 0U;
    traits |= headline ? unsigned{kInHeadline} : 0U;
    const bool name = (word.traits & text::kCapital) != 0 && (word.traits & text::kSentenceStart) == 0 && !headline;
    traits |= name ? unsigned{kIsName} : 0U;
    traits |= (word.traits & text::kDigits) != 0 ? unsigned{kIsNumber} : 0U;
    return static_cast<std::uint8_t>(traits);
  }

  // Scripts without capitals give every word a sound: most mean nothing, and meet nothing.
  void AddSound(const text::HashedWord& word, std::string_view spelled, bool bare, bool lead) {
    const bool name = (word.traits & text::kCapital) != 0 && (word.traits & text::kDigits) == 0;
    if (word.end - word.begin < 4 || !(name || bare) || sounds_ >= kMostNames) {
      return;
    }
    if (const Key key = vocabulary_.SoundOf(word.hash, spelled); key != 0) {
      ++sounds_;
      sketch_.names.push_back({key, 1, Role::kSound, lead});
    }
  }

  // A number and the word after it. Years and times of day are dates' matter.
  void AddFigure(const std::vector<text::HashedWord>& words, std::size_t at, std::string_view text) {
    if (sketch_.figures.size() >= kMostFigures || at < figures_end_) {
      return;
    }
    std::size_t next = at + 1;
    const std::optional<std::uint32_t> value = (words[at].traits & text::kDigits) != 0
                                                   ? InDigits(words, at, text, next)
                                                   : NumberWord(words[at].hash, article_.language);
    if (!value) {
      return;
    }
    figures_end_ = next;
    Key unit = 0;
    for (std::size_t i = next; i < words.size() && i < next + 3 && unit == 0; ++i) {
      unit = (words[i].traits & text::kDigits) != 0
                 ? 0
                 : vocabulary_.StemOf(words[i].hash, words[i].In(text), article_.language).value_or(0);
    }
    sketch_.figures.push_back({unit, *value});
  }

  // In hundredths, with what follows after points and commas; `next` is moved past it. Nothing for years and times.
  std::optional<std::uint32_t> InDigits(const std::vector<text::HashedWord>& words, std::size_t at,
                                        std::string_view text, std::size_t& next) const {
    std::optional<std::uint32_t> value = Digits(words[at].In(text));
    if (!value || InTime(words[at].begin, text)) {
      return std::nullopt;
    }
    const bool year = *value >= kFirstYear && *value <= kLastYear;
    *value *= kHundredths;
    for (; next < words.size() && next < at + 3 && *value <= kLargest; ++next) {
      const std::size_t gap = words[next - 1].at + words[next - 1].size;
      const bool joined = words[next].begin == words[next - 1].end + 1 && (words[next].traits & text::kDigits) != 0 &&
                          gap < text.size() && (text[gap] == '.' || text[gap] == ',');
      const auto more = joined ? Digits(words[next].In(text)) : std::nullopt;
      if (!more) {
        break;
      }
      const bool thousands = words[next].end - words[next].begin == 3;
      *value = thousands ? *value * 1000 + *more * kHundredths : *value + *more * (*more < 10 ? 10 : 1);
    }
    return year && next == at + 1 ? std::nullopt : value;
  }

  bool InTime(std::uint32_t at, std::string_view text) const {
    return text.data() == article_.text.data() && article_.annotations &&
           std::ranges::any_of(article_.annotations->times, [at](const news::Time& time) {
             return time.type != news::TimeType::kDuration && time.span.begin <= at && at < time.span.end;
           });
  }

  void AddNames(const std::vector<news::Name>& names) {
    const std::uint32_t lead = LeadEnd();
    std::size_t added = 0;
    for (const news::Name& name : names) {
      if (name.mark || name.entity.empty() || ++added > kMostNames) {
        continue;
      }
      sketch_.names.push_back({KeyOfEntity(name.entity), 1, RoleOf(name.kind), name.span.begin < lead});
    }
  }

  static Role RoleOf(news::NameKind kind) {
    switch (kind) {
      case news::NameKind::kPerson:
        return Role::kPerson;
      case news::NameKind::kOrganisation:
        return Role::kOrganisation;
      case news::NameKind::kPlace:
        return Role::kPlace;
      case news::NameKind::kOther:
        break;
    }
    return Role::kOther;
  }

  std::uint32_t LeadEnd() const { return std::max(lead_end_, kLeadLetters); }

  void AddTimes(const std::vector<news::Time>& times) {
    const std::uint32_t lead = LeadEnd();
    for (const news::Time& time : times) {
      const bool date = time.type == news::TimeType::kDate || time.type == news::TimeType::kTime;
      if (!date || time.span.begin >= lead) {
        continue;
      }
      if (const auto day = DayOfValue(time.value)) {
        if (sketch_.days.size() < kMostDays && std::ranges::find(sketch_.days, *day) == sketch_.days.end()) {
          sketch_.days.push_back(*day);
        }
        sketch_.weekdays |= static_cast<std::uint8_t>(1U << WeekdayOf(*day));
        continue;
      }
      constexpr std::string_view kOpenWeekday = "XXXX-WXX-";
      if (time.value.size() > kOpenWeekday.size() && time.value.starts_with(kOpenWeekday)) {
        const char number = time.value[kOpenWeekday.size()];
        if (number >= '1' && number <= '7') {
          sketch_.weekdays |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(number - '1'));
        }
      }
    }
  }

  void AddSpots(const std::vector<news::Place>& places) {
    const std::uint32_t lead = LeadEnd();
    for (const news::Place& place : places) {
      if (place.span.begin >= lead || sketch_.spots.size() >= kMostSpots) {
        continue;
      }
      const Spot spot{static_cast<std::int16_t>(std::lround(place.latitude * 10)),
                      static_cast<std::int16_t>(std::lround(place.longitude * 10))};
      const bool known = std::ranges::any_of(sketch_.spots, [&](const Spot& other) {
        return other.latitude == spot.latitude && other.longitude == spot.longitude;
      });
      if (!known) {
        sketch_.spots.push_back(spot);
      }
    }
  }

  void AddAddress(std::string_view url) {
    const std::size_t scheme = url.find("://");
    url.remove_prefix(scheme == std::string_view::npos ? 0 : scheme + 3);
    url = url.substr(0, url.find('#'));
    while (url.ends_with('/')) {
      url.remove_suffix(1);
    }
    // A site's front page is no address of an article.
    if (url.find('/') == std::string_view::npos || sketch_.addresses.size() >= kMostAddresses) {
      return;
    }
    const Key key = Salted(url, kAddressSalt);
    if (std::ranges::find(sketch_.addresses, key) == sketch_.addresses.end()) {
      sketch_.addresses.push_back(key);
    }
  }

  void AddAddresses() {
    AddAddress(article_.url);
    AddAddress(article_.canonical_url);
    for (const news::Link& link : article_.links) {
      AddAddress(link.url);
    }
  }

  void MergeWords() {
    std::vector<CountedWord>& all = sketch_.words;
    std::ranges::sort(all, {}, &CountedWord::key);
    std::size_t kept = 0;
    for (const CountedWord& word : all) {
      if (kept > 0 && all[kept - 1].key == word.key) {
        all[kept - 1].times = static_cast<std::uint16_t>(all[kept - 1].times + 1);
        all[kept - 1].traits |= word.traits;
      } else {
        all[kept++] = word;
      }
    }
    all.resize(kept);
  }

  void MergeNames() {
    std::vector<CountedName>& all = sketch_.names;
    std::ranges::stable_sort(all, {}, &CountedName::key);
    std::size_t kept = 0;
    for (const CountedName& name : all) {
      if (kept > 0 && all[kept - 1].key == name.key) {
        CountedName& known = all[kept - 1];
        known.times = static_cast<std::uint16_t>(known.times + 1);
        known.in_lead = known.in_lead || name.in_lead;
        // Roles go from the one that tells most.
        known.role = std::min(known.role, name.role);
      } else {
        all[kept++] = name;
      }
    }
    all.resize(kept);
  }

  const news::Article& article_;
  Vocabulary& vocabulary_;
  Sketch sketch_;
  std::uint32_t lead_end_ = 0;
  std::size_t figures_end_ = 0;
  std::size_t sounds_ = 0;
};

}  // namespace

// The kind is told beside the slug: one name may be read as a person here and as a firm there.
Key KeyOfEntity(const news::EntityId& entity) {
  const std::string& text = entity.value();
  const std::size_t slash = text.find('/');
  const std::string_view slug = std::string_view(text).substr(slash == std::string::npos ? 0 : slash + 1);
  return slug.empty() ? 0 : Salted(slug, kNameSalt);
}

Sketch MakeSketch(const news::Article& article, Vocabulary& vocabulary) { return Reader(article, vocabulary).Read(); }

std::vector<Key> TermsOf(const Sketch& sketch) {
  std::vector<Key> terms;
  terms.reserve(sketch.words.size() + sketch.names.size() + sketch.addresses.size());
  for (const CountedWord& word : sketch.words) {
    terms.push_back(word.key);
  }
  for (const CountedName& name : sketch.names) {
    terms.push_back(name.key);
  }
  terms.insert(terms.end(), sketch.addresses.begin(), sketch.addresses.end());
  return terms;
}

}  // namespace headwater::group
