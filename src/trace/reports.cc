// Candidates held against the sentences that name their outlet.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "tables/tables.h"
#include "text/shingles.h"
#include "text/transliteration.h"
#include "text/utf8.h"
#include "text/words.h"
#include "trace/outlets.h"
#include "trace/trace.h"

namespace headwater::trace {
namespace {

constexpr std::size_t kMostWords = 4'000;  // of a text that are read
constexpr std::size_t kRun = 4;            // quoted words in a row
constexpr std::chrono::hours kWeek{24 * 7};
constexpr double kMost = 0.5;     // of what the sentences tell, that the report must have
constexpr double kClearly = 1.5;  // times as much as the next candidate has

// What tells one matter from another. A name weighs more than a number, quoted words most: who has both has read it.
constexpr double kName = 2;
constexpr double kPlace = 0.5;
constexpr double kNumber = 1.5;
constexpr double kQuoted = 3;
constexpr double kHeadlineWord = 0.5;

// As keys, so that spellings and scripts do not matter.
struct Matter {
  std::set<std::string> names;  // of persons and organisations
  std::set<std::string> places;
  std::set<std::string> numbers;
  std::set<std::uint64_t> quoted;
  std::set<std::string> words;  // longer ones
};

bool IsSameSource(std::string_view one, std::string_view other) {
  const news::Source* const known = tables::SourceByName(one);
  return NameKey(one) == NameKey(other) || (known != nullptr && known == tables::SourceByName(other));
}

// The last word of a name is what other spellings and shorter forms share.
std::string KeyOfName(std::string_view name) {
  const std::vector<text::Word> words = text::Words(name);
  return words.empty() ? std::string()
                       : text::SpellingKey(
                             text::Latinise(name.substr(words.back().begin, words.back().end - words.back().begin)));
}

bool Within(const news::Span& span, const std::vector<news::Span>& parts) {
  return std::ranges::any_of(parts,
                             [&](const news::Span& part) { return span.begin < part.end && span.end > part.begin; });
}

void AddNames(const news::Article& article, const std::vector<news::Span>& parts, Matter& matter) {
  for (const news::Name& name : article.annotations->names) {
    const bool own = IsSameSource(name.text, article.publisher);
    if (name.mark || own || !Within(name.span, parts)) {
      continue;
    }
    const bool bearer = name.kind == news::NameKind::kPerson || name.kind == news::NameKind::kOrganisation;
    const bool medium = tables::SourceByName(name.text) != nullptr;
    if (std::string key = KeyOfName(name.text); !key.empty() && !medium) {
      (bearer ? matter.names : matter.places).insert(std::move(key));
    }
  }
}

void AddWords(const news::Article& article, const std::vector<news::Span>& parts, Matter& matter) {
  const text::CodePointIndex index(article.text);
  std::vector<std::uint32_t> run;
  for (const text::HashedWord& word : text::HashWords(article.text, kMostWords)) {
    if (!Within({word.begin, word.end}, parts)) {
      run.clear();
      continue;
    }
    if ((word.traits & text::kQuoted) == 0) {
      run.clear();
    } else {
      run.push_back(word.hash);
      if (run.size() >= kRun) {
        matter.quoted.insert(text::HashShingle(&run[run.size() - kRun], kRun));
      }
    }
    const std::string_view letters = index.Slice(word.begin, word.end);
    const bool number = (word.traits & text::kDigits) != 0;
    // One digit stands in any report, a year in many.
    const bool year = letters.size() == 4 && (letters.starts_with("19") || letters.starts_with("20"));
    if (number && letters.size() > 1 && !year) {
      matter.numbers.emplace(letters);
    } else if (!number && word.end - word.begin > 5) {
      matter.words.insert(text::Fold(letters));
    }
  }
}

Matter MatterOf(const news::Article& article, const std::vector<news::Span>& parts) {
  Matter matter;
  AddNames(article, parts, matter);
  AddWords(article, parts, matter);
  return matter;
}

// The sentences that name the source, each with the one after it.
std::vector<news::Span> Told(const news::Article& citing, std::string_view source) {
  std::vector<news::Span> parts;
  const std::vector<news::Span>& sentences = citing.annotations->sentences;
  for (const news::Citation& citation : citing.annotations->citations) {
    if (citation.mark || !IsSameSource(citation.source, source)) {
      continue;
    }
    const auto at = std::ranges::find_if(sentences, [&](const news::Span& sentence) {
      return citation.span.begin >= sentence.begin && citation.span.begin < sentence.end;
    });
    for (auto each = at; each != sentences.end() && each - at < 2; ++each) {
      parts.push_back(*each);
    }
  }
  return parts;
}

template <class Key>
std::size_t CountBoth(const std::set<Key>& one, const std::set<Key>& other) {
  std::vector<Key> both;
  std::ranges::set_intersection(one, other, std::back_inserter(both));
  return both.size();
}

struct Likeness {
  double weight = 0;  // of what is shared
  double part = 0;    // of what the sentences tell
  std::size_t bearers = 0;
  std::size_t quoted = 0;
  std::size_t numbers = 0;
};

Likeness Compare(const Matter& told, const Matter& report) {
  Likeness likeness;
  likeness.bearers = CountBoth(told.names, report.names);
  likeness.numbers = CountBoth(told.numbers, report.numbers);
  likeness.quoted = std::min<std::size_t>(CountBoth(told.quoted, report.quoted), 3);
  const auto weigh = [](std::size_t names, std::size_t places, std::size_t numbers, std::size_t quoted) {
    return kName * static_cast<double>(names) + kPlace * static_cast<double>(places) +
           kNumber * static_cast<double>(numbers) + kQuoted * static_cast<double>(quoted);
  };
  likeness.weight = weigh(likeness.bearers, CountBoth(told.places, report.places), likeness.numbers, likeness.quoted);
  const double all =
      weigh(told.names.size(), told.places.size(), told.numbers.size(), std::min<std::size_t>(told.quoted.size(), 3));
  likeness.part = all > 0 ? likeness.weight / all : 0;
  const auto words = static_cast<double>(CountBoth(told.words, report.words));
  likeness.weight += kHeadlineWord * std::min(words, 6.0);
  return likeness;
}

// One name may be in the news for many things: a second one, a number or quoted words must come with it.
bool IsSure(const Likeness& likeness) {
  const bool told = likeness.quoted > 0 || likeness.bearers > 1 || (likeness.bearers == 1 && likeness.numbers > 0);
  return told && likeness.part >= kMost;
}

bool IsInTime(const news::Article& citing, const news::Article& report) {
  if (!citing.published || !report.published) {
    return false;
  }
  if (citing.published->has_time && report.published->has_time) {
    return report.published->at <= citing.published->at && citing.published->at - report.published->at <= kWeek;
  }
  const auto days = std::chrono::sys_days(DayOf(*citing.published)) - std::chrono::sys_days(DayOf(*report.published));
  return days.count() >= 0 && days <= kWeek;
}

}  // namespace

std::optional<NamedReport> FindNamedReport(const news::Article& citing, std::string_view source,
                                           std::span<const news::Article> candidates) {
  if (!citing.annotations) {
    return std::nullopt;
  }
  const Matter told = MatterOf(citing, Told(citing, source));
  std::optional<NamedReport> best;
  double most = 0;
  double next = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const news::Article& report = candidates[i];
    if (!report.annotations || report.id == citing.id || !IsInTime(citing, report)) {
      continue;
    }
    const auto length = static_cast<std::uint32_t>(std::min<std::size_t>(report.text.size(), UINT32_MAX));
    const Likeness likeness = Compare(told, MatterOf(report, {{0, length}}));
    const bool better =
        likeness.weight > most || (best && likeness.weight == most && report.id < candidates[best->candidate].id);
    if (IsSure(likeness) && better) {
      next = most;
      most = likeness.weight;
      best = {i, likeness.bearers + likeness.numbers + likeness.quoted};
    } else {
      next = std::max(next, likeness.weight);
    }
  }
  return best && most >= kClearly * next ? best : std::nullopt;
}

}  // namespace headwater::trace
