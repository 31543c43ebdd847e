// Finding words that were quoted: as they stand, else with a word changed here and there.
#include <algorithm>
#include <set>

#include "check/findings.h"
#include "check/wording.h"

namespace headwater::check {
namespace {

constexpr std::size_t kMostWords = 80;         // of what is asked
constexpr std::size_t kMostTextWords = 6'000;  // of an article
constexpr std::size_t kExact = 60;             // rows that are read
constexpr std::size_t kNear = 120;
constexpr std::size_t kFewWords = 5;  // fewer must stand as they are
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

Result<void> Add(store::Passages& passages, const Sought& sought, const store::PassageQuestion& question,
                 std::size_t limit, std::chrono::sys_seconds now, const std::string& quotation, Findings& findings) {
  const auto rows = RowsOf(passages, question, false, limit);
  const auto said = RowsOf(passages, question, true, limit);
  if (!rows || !said) {
    return tl::unexpected(rows ? said.error() : rows.error());
  }
  findings.more_places = findings.more_places || rows->size() >= limit;
  if (auto added = AddPlaces(passages, sought, *rows, now, quotation, findings); !added) {
    return added;
  }
  return AddSaid(passages, sought, *said, quotation, findings);
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
  if (auto added = Add(passages, sought, exact, kExact, now, words, findings); !added) {
    return tl::unexpected(added.error());
  }
  // A changed word may stand in the earliest of all, so that what is only nearly so is looked for too.
  const auto windows = sought.size >= kFewWords ? WindowsOf(passages, sought) : std::vector<std::string>{};
  if (!windows) {
    return tl::unexpected(windows.error());
  }
  if (!windows->empty()) {
    Findings near;
    store::PassageQuestion question;
    question.phrases.push_back(*windows);
    if (auto added = Add(passages, sought, question, kNear, now, words, near); !added) {
      return tl::unexpected(added.error());
    }
    // Of these most were only looked at.
    near.more_places = false;
    AddFindings(std::move(near), findings);
  }
  std::ranges::stable_sort(findings.places,
                           [](const Place& one, const Place& other) { return Earlier(one.line, other.line); });
  std::ranges::stable_sort(findings.said, [](const Said& one, const Said& other) {
    return one.sure != other.sure ? one.sure > other.sure : SaidEarlier(one, other);
  });
  return findings;
}

}  // namespace headwater::check
