// Finding words that were quoted: as they stand, else with a word changed here and there.
#include <algorithm>
#include <map>
#include <set>

#include "check/findings.h"
#include "check/wording.h"

namespace headwater::check {
namespace {

constexpr std::size_t kMostWords = 80;         // of what is asked
constexpr std::size_t kMostTextWords = 6'000;  // of an article
constexpr std::size_t kExact = 30;             // rows that are read
constexpr std::size_t kNear = 40;
constexpr std::size_t kOfWindow = 60;  // rows that are looked at
constexpr std::size_t kFewWords = 5;   // fewer must stand as they are
constexpr double kNearly = 0.7;
constexpr std::size_t kMostWindows = 12;

// A quotation in its pieces, each as folded words.
struct Sought {
  std::vector<std::string> pieces;
  std::vector<std::vector<std::string>> words;
  std::size_t size = 0;
};

Sought Take(const std::string& quotation) {
  Sought sought;
  for (std::string& piece : PiecesOf(quotation)) {
    std::vector<std::string> words = WordsOf(piece, kMostWords - sought.size).words;
    if (words.empty()) {
      break;
    }
    sought.size += words.size();
    sought.words.push_back(std::move(words));
    sought.pieces.push_back(std::move(piece));
  }
  return sought;
}

struct Aligned {
  Stretch stretch;
  double likeness = 0;
};

// All pieces, in their order; where the first stands is what is shown.
std::optional<Aligned> AlignAll(const Sought& sought, std::string_view text) {
  const Worded worded = WordsOf(text, kMostTextWords);
  Aligned all;
  std::size_t edits = 0;
  std::size_t last = 0;
  for (const std::vector<std::string>& words : sought.words) {
    const auto stretch = Align(words, worded);
    if (!stretch || stretch->begin < last) {
      return std::nullopt;
    }
    if (&words == &sought.words.front()) {
      all.stretch = *stretch;
    }
    last = stretch->begin;
    edits += stretch->edits;
  }
  all.likeness = 1 - static_cast<double>(edits) / static_cast<double>(sought.size);
  const bool near = sought.size >= kFewWords ? all.likeness >= kNearly : edits == 0;
  return near ? std::optional(all) : std::nullopt;
}

// Words in a row of which one changed word leaves some as they were: those with the rarest word.
Result<std::vector<std::string>> WindowsOf(store::Passages& passages, const Sought& sought) {
  std::vector<std::string> all;
  for (const auto& piece : sought.words) {
    all.insert(all.end(), piece.begin(), piece.end());
  }
  const auto counts = passages.CountsOf(all);
  if (!counts) {
    return tl::unexpected(counts.error());
  }
  std::vector<std::pair<double, std::string>> windows;
  std::size_t before = 0;
  for (const auto& piece : sought.words) {
    const std::size_t size = std::min<std::size_t>(piece.size(), sought.size >= 2 * kFewWords ? 3 : 2);
    for (std::size_t n = 0; n + size <= piece.size(); ++n) {
      std::string window;
      double count = 0;
      for (std::size_t at = n; at < n + size; ++at) {
        window += (at > n ? " " : "") + piece[at];
        const double its = (*counts)[before + at];
        count = at == n ? its : std::min(count, its);
      }
      windows.emplace_back(count, std::move(window));
    }
    before += piece.size();
  }
  std::ranges::stable_sort(windows, {}, &std::pair<double, std::string>::first);
  std::vector<std::string> chosen;
  for (auto& [count, window] : windows) {
    if (chosen.size() < kMostWindows && count > 0) {
      chosen.push_back(std::move(window));
    }
  }
  return chosen;
}

// The oldest, and the newest, so that neither is missed where many have the words.
Result<std::vector<std::int64_t>> RowsOf(store::Passages& passages, store::PassageQuestion question, bool statements,
                                         std::size_t limit) {
  std::set<std::int64_t> rows;
  for (const bool oldest : {true, false}) {
    question.oldest_first = oldest;
    question.limit = oldest ? limit : limit / 4;
    const auto found = statements ? passages.StatementRows(question) : passages.ArticleRows(question);
    if (!found) {
      return found;
    }
    rows.insert(found->begin(), found->end());
    if (found->size() < question.limit) {
      break;
    }
  }
  return std::vector<std::int64_t>(rows.begin(), rows.end());
}

// Those that hold most of the windows, without those that were read before.
Result<std::vector<std::int64_t>> RowsNear(store::Passages& passages, const std::vector<std::string>& windows,
                                           bool statements, const std::vector<std::int64_t>& read) {
  std::map<std::int64_t, int> hits;
  for (const std::string& window : windows) {
    const auto rows = RowsOf(passages, {.phrases = {{window}}}, statements, kOfWindow);
    if (!rows) {
      return rows;
    }
    for (const std::int64_t row : *rows) {
      ++hits[row];
    }
  }
  std::vector<std::int64_t> order;
  for (const auto& [row, count] : hits) {
    if (!std::ranges::binary_search(read, row)) {
      order.push_back(row);
    }
  }
  std::ranges::stable_sort(order, [&](std::int64_t one, std::int64_t other) { return hits[one] > hits[other]; });
  order.resize(std::min(order.size(), kNear));
  return order;
}

Result<void> AddPlaces(store::Passages& passages, const Sought& sought, const std::vector<std::int64_t>& rows,
                       std::chrono::sys_seconds now, const std::string& quotation, Findings& findings) {
  ClaimReader reader{quotation};
  const auto articles = passages.Articles(rows);
  if (!articles) {
    return tl::unexpected(articles.error());
  }
  for (const store::FoundArticle& found : *articles) {
    auto aligned = AlignAll(sought, found.article.text);
    const auto headline = AlignAll(sought, found.line.headline);
    if (!aligned && !headline) {
      continue;
    }
    Place& place = findings.places.emplace_back();
    place.line = found.line;
    place.sure = std::max(aligned ? aligned->likeness : 0, headline ? headline->likeness : 0);
    place.likeness = place.sure == 1 ? Likeness::kSame : Likeness::kNearly;
    if (aligned) {
      PutWords(place, found.article, aligned->stretch, now);
      // A word that was changed may be a number, or turn it into its opposite.
      const Stretch& at = aligned->stretch;
      if (place.likeness != Likeness::kSame && MayShow(found.article, now)) {
        place.bearing = reader.BearingOf(std::string_view(found.article.text).substr(at.begin, at.end - at.begin),
                                         found.article.language);
      }
    } else {
      place.words = found.line.headline;
    }
  }
  return {};
}

Result<void> AddSaid(store::Passages& passages, const Sought& sought, const std::vector<std::int64_t>& rows,
                     const std::string& quotation, Findings& findings) {
  const auto statements = passages.Statements(rows);
  if (!statements) {
    return tl::unexpected(statements.error());
  }
  ClaimReader reader{quotation};
  for (const store::FoundStatement& found : *statements) {
    auto aligned = AlignAll(sought, found.line.content);
    // Of a longer quotation the statement may be a part.
    if (!aligned && sought.words.size() == 1) {
      const std::vector<std::string> words = WordsOf(found.line.content, kMostWords).words;
      if (words.size() >= kFewWords) {
        const auto within = Align(words, WordsOf(sought.pieces.front(), kMostWords));
        if (within && within->likeness >= 0.9) {
          aligned = Aligned{*within, within->likeness * 0.9};
        }
      }
    }
    if (aligned) {
      Said& said = findings.said.emplace_back();
      said.line = found.line;
      said.story = found.story;
      said.sure = aligned->likeness;
      said.likeness = said.sure == 1 ? Likeness::kSame : Likeness::kNearly;
      said.bearing = said.sure == 1 ? weigh::Bearing::kSupports
                                    : reader.BearingOf(found.line.content, found.line.language, found.stands,
                                                       found.line.statement.type);
    }
  }
  return {};
}

}  // namespace

Result<Findings> FindQuotation(store::Store& store, const std::string& words, std::chrono::sys_seconds now,
                               const Limits& limits) {
  Findings findings;
  const Sought sought = Take(words.substr(0, limits.max_bytes));
  if (sought.size == 0) {
    return findings;
  }
  store::Passages passages(store);
  store::PassageQuestion exact;
  for (const std::string& piece : sought.pieces) {
    exact.phrases.push_back({piece});
  }
  auto rows = RowsOf(passages, exact, false, kExact);
  auto said = RowsOf(passages, exact, true, kExact);
  if (!rows || !said) {
    return tl::unexpected(rows ? said.error() : rows.error());
  }
  findings.more_places = rows->size() >= kExact;
  // A changed word may stand in the earliest of all, so that what is only nearly so is looked for too.
  const auto windows = sought.size >= kFewWords ? WindowsOf(passages, sought) : std::vector<std::string>{};
  if (!windows) {
    return tl::unexpected(windows.error());
  }
  const auto near_rows = RowsNear(passages, *windows, false, *rows);
  const auto near_said = RowsNear(passages, *windows, true, *said);
  if (!near_rows || !near_said) {
    return tl::unexpected(near_rows ? near_said.error() : near_rows.error());
  }
  rows->insert(rows->end(), near_rows->begin(), near_rows->end());
  said->insert(said->end(), near_said->begin(), near_said->end());
  if (auto added = AddPlaces(passages, sought, *rows, now, words, findings); !added) {
    return tl::unexpected(added.error());
  }
  if (auto added = AddSaid(passages, sought, *said, words, findings); !added) {
    return tl::unexpected(added.error());
  }
  std::ranges::stable_sort(findings.places,
                           [](const Place& one, const Place& other) { return Earlier(one.line, other.line); });
  std::ranges::stable_sort(findings.said, [](const Said& one, const Said& other) {
    return one.sure != other.sure ? one.sure > other.sure : SaidEarlier(one, other);
  });
  return findings;
}

}  // namespace headwater::check
