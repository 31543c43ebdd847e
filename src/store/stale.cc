// Finds the old words of a corrected article in its copies.
#include "store/stale.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "compare/compare.h"
#include "store/revise.h"
#include "store/rows.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::store {
namespace {

// Revisions before the newest that are looked at, the latest first.
constexpr std::size_t kMostRevisions = 4;
constexpr std::size_t kMostWords = 12;     // corrected places of one article
constexpr std::size_t kMostContext = 220;  // bytes of the sentence shown on either side
constexpr std::size_t kFewestTokens = 5;   // of a fragment that is looked for
constexpr std::size_t kFewestRemoved = 6;  // words of a sentence that was taken out whole

bool IsFact(news::ChangeKind kind) {
  return kind == news::ChangeKind::kNumbers || kind == news::ChangeKind::kNames ||
         kind == news::ChangeKind::kQuotations || kind == news::ChangeKind::kCorrectionAdded;
}

// A figure, or a word that begins with a capital.
bool HasFact(std::string_view words) {
  bool begins = true;
  for (std::size_t at = 0; at < words.size();) {
    const auto c = static_cast<UChar32>(text::NextCodePoint(words, at));
    if (u_isdigit(c) != 0 || (begins && u_isupper(c) != 0)) {
      return true;
    }
    begins = u_isalnum(c) == 0;
  }
  return false;
}

// A line that only dates the text: "Updated 14:05, 3 May". It changes with every edition, and corrects nothing.
bool IsStamp(std::string_view sentence) {
  constexpr std::size_t kMostStampWords = 12;
  bool clock = false;
  for (std::size_t at = sentence.find(':'); at != std::string_view::npos; at = sentence.find(':', at + 1)) {
    clock = clock ||
            (at > 0 && at + 2 < sentence.size() && std::isdigit(static_cast<unsigned char>(sentence[at - 1])) != 0 &&
             std::isdigit(static_cast<unsigned char>(sentence[at + 1])) != 0 &&
             std::isdigit(static_cast<unsigned char>(sentence[at + 2])) != 0);
  }
  return clock && text::Words(sentence).size() <= kMostStampWords;
}

bool HasQuotation(std::string_view words) {
  return words.find('"') != std::string_view::npos || words.find("“") != std::string_view::npos ||
         words.find("«") != std::string_view::npos;
}

std::string Tail(std::string_view words, std::size_t most) {
  if (words.size() <= most) {
    return std::string(words);
  }
  const std::size_t blank = words.find(' ', words.size() - most);
  return "…" + std::string(words.substr(blank == std::string_view::npos ? words.size() : blank));
}

std::string Head(std::string_view words, std::size_t most) {
  if (words.size() <= most) {
    return std::string(words);
  }
  const std::size_t blank = words.rfind(' ', most);
  return std::string(words.substr(0, blank == std::string_view::npos ? 0 : blank)) + "…";
}

using Groups = std::vector<news::ComparedWords>;

// The changed places of a paragraph, each with the unchanged words around it.
void AddPlaces(const news::ComparedParagraph& paragraph, bool any, std::vector<CorrectedWords>& places) {
  const Groups& words = paragraph.words;
  std::size_t at = 0;
  while (at < words.size() && places.size() < kMostWords) {
    if (words[at].edit == news::Edit::kSame) {
      ++at;
      continue;
    }
    CorrectedWords place;
    std::string removed;
    std::string added;
    const std::size_t begin = at;
    for (; at < words.size() && words[at].edit != news::Edit::kSame; ++at) {
      (words[at].edit == news::Edit::kRemoved ? removed : added) += words[at].words;
    }
    const std::string before = begin > 0 ? Tail(words[begin - 1].words, kMostContext) : std::string();
    const std::string after = at < words.size() ? Head(words[at].words, kMostContext) : std::string();
    const bool fact = HasFact(removed) || HasFact(added) || HasQuotation(removed) || HasQuotation(added);
    if (removed.find_first_not_of(' ') == std::string::npos || !(any || fact)) {
      continue;
    }
    place.before = fmt::format("{}{}{}", before, removed, after);
    if (IsStamp(place.before)) {
      continue;
    }
    const bool taken_out = added.empty() && before.empty() && after.empty();
    place.after = taken_out ? std::string() : fmt::format("{}{}{}", before, added, after);
    place.words = {{news::Edit::kSame, before},
                   {news::Edit::kRemoved, removed},
                   {news::Edit::kAdded, added},
                   {news::Edit::kSame, after}};
    const bool known = std::ranges::any_of(places, [&](const auto& each) { return each.before == place.before; });
    if (!known) {
      places.push_back(std::move(place));
    }
  }
}

struct Folded {
  std::vector<std::string> words;
  std::vector<text::Word> places;
};

Folded FoldedOf(std::string_view text) {
  Folded folded;
  for (const text::Word& word : text::Words(text)) {
    folded.words.push_back(text::Fold(text.substr(word.begin, word.end - word.begin)));
    folded.places.push_back(word);
  }
  return folded;
}

std::vector<std::string> Slice(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
  return {words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to)};
}

// The last words of what stands before, the middle, and the first of what stands after.
std::vector<std::string> Fragment(const CorrectedWords& place, news::Edit middle, std::size_t before,
                                  std::size_t after) {
  const auto first = FoldedOf(place.words.front().words).words;
  const auto last = FoldedOf(place.words.back().words).words;
  std::vector<std::string> fragment = Slice(first, first.size() - std::min(before, first.size()), first.size());
  for (const news::ComparedWords& words : place.words) {
    if (words.edit == middle) {
      std::ranges::move(FoldedOf(words.words).words, std::back_inserter(fragment));
    }
  }
  std::ranges::move(Slice(last, 0, std::min(after, last.size())), std::back_inserter(fragment));
  return fragment;
}

std::optional<std::size_t> Find(const std::vector<std::string>& words, const std::vector<std::string>& fragment) {
  const auto found = std::search(words.begin(), words.end(), fragment.begin(), fragment.end());
  return fragment.empty() || found == words.end() ? std::nullopt
                                                  : std::optional(static_cast<std::size_t>(found - words.begin()));
}

// Around a changed place so many words must stand as they did, before and after it.
constexpr std::array<std::pair<std::size_t, std::size_t>, 4> kAround{{{4, 4}, {5, 0}, {0, 5}, {2, 2}}};

// Where the folded text has the old words; first and number of words.
std::optional<std::pair<std::size_t, std::size_t>> OldWordsIn(const Folded& text, const CorrectedWords& place) {
  for (const auto& [before, after] : kAround) {
    const std::vector<std::string> old = Fragment(place, news::Edit::kRemoved, before, after);
    const bool whole = place.words.front().words.empty() && place.words.back().words.empty();
    if (old.size() < (whole ? kFewestRemoved : kFewestTokens)) {
      continue;
    }
    const auto at = Find(text.words, old);
    if (!at) {
      continue;
    }
    const std::vector<std::string> now = Fragment(place, news::Edit::kAdded, before, after);
    if (now != old && now.size() >= kFewestTokens && Find(text.words, now)) {
      return std::nullopt;
    }
    return std::pair(*at, old.size());
  }
  return std::nullopt;
}

// A few words more on either side, within the paragraph, so that it can be read.
std::pair<std::size_t, std::size_t> Widened(std::string_view text, const Folded& folded, std::size_t first,
                                            std::size_t last) {
  constexpr std::size_t kMore = 8;
  const auto apart = [&](std::size_t word) {
    const std::size_t from = folded.places[word].end;
    return text.substr(from, folded.places[word + 1].begin - from).find('\n') != std::string_view::npos;
  };
  for (std::size_t n = 0; n < kMore && first > 0 && !apart(first - 1); ++n) {
    --first;
  }
  for (std::size_t n = 0; n < kMore && last < folded.places.size() && !apart(last - 1); ++n) {
    ++last;
  }
  return {folded.places[first].begin, folded.places[last - 1].end};
}

}  // namespace

std::optional<Corrected> CorrectedIn(Session& session, std::int64_t article_row) {
  const auto count = session.Number("SELECT count(*) FROM revisions WHERE article_row = ?", {article_row});
  if (count.value_or(0) < 2) {
    return std::nullopt;
  }
  const std::vector<news::Revision> revisions = ReadRevisions(session, article_row);
  std::optional<std::size_t> newest;
  Corrected corrected;
  for (std::size_t n = 1; n < revisions.size(); ++n) {
    if (std::ranges::any_of(revisions[n].changes, IsFact)) {
      newest = n;
      corrected.at = revisions[n].at;
    }
    corrected.marked =
        corrected.marked ||
        std::ranges::find(revisions[n].changes, news::ChangeKind::kCorrectionAdded) != revisions[n].changes.end();
  }
  const auto row = [](const news::Revision& revision) { return std::stoll(revision.id); };
  const auto now = newest ? RevisedArticle(session, row(revisions.back()))
                          : Result<news::Article>(Fail(Fault::kNotFound, "nothing was corrected"));
  if (!now) {
    return std::nullopt;
  }
  const std::size_t oldest = *newest > kMostRevisions ? *newest - kMostRevisions : 0;
  for (std::size_t n = *newest; n-- > oldest;) {
    const auto before = RevisedArticle(session, row(revisions[n]));
    if (!before) {
      continue;
    }
    for (const news::ComparedParagraph& paragraph : compare::Compare(*before, *now).paragraphs) {
      if (paragraph.changed) {
        AddPlaces(paragraph, corrected.marked, corrected.words);
      }
    }
  }
  return corrected.words.empty() ? std::nullopt : std::optional(std::move(corrected));
}

std::vector<std::pair<std::size_t, news::Evidence>> CarriedIn(std::string_view text,
                                                              const std::vector<CorrectedWords>& words) {
  std::vector<std::pair<std::size_t, news::Evidence>> carried;
  const Folded folded = FoldedOf(text);
  const text::CodePointIndex index(text);
  for (std::size_t n = 0; n < words.size(); ++n) {
    if (const auto found = OldWordsIn(folded, words[n])) {
      const auto [begin, end] = Widened(text, folded, found->first, found->first + found->second);
      news::Evidence evidence;
      evidence.span = {index.CodePointAt(begin), index.CodePointAt(end)};
      evidence.text = std::string(text.substr(begin, end - begin));
      carried.emplace_back(n, std::move(evidence));
    }
  }
  return carried;
}

void StaleNotes::Note(std::int64_t copy_row, std::int64_t earlier_row) {
  session_.Run("DELETE FROM stale_copies WHERE article_row = ? AND earlier_row = ?", {copy_row, earlier_row});
  auto known = corrected_.find(earlier_row);
  if (known == corrected_.end()) {
    known = corrected_.emplace(earlier_row, CorrectedIn(session_, earlier_row)).first;
  }
  const std::optional<Corrected>& corrected = known->second;
  if (!corrected) {
    return;
  }
  const auto copy = ReadArticles(session_, "SELECT json FROM article_texts WHERE article_row = ?", {copy_row});
  if (copy && !copy->empty() && !CarriedIn(copy->front().text, corrected->words).empty()) {
    session_.Run("INSERT INTO stale_copies (article_row, earlier_row, at) VALUES (?, ?, ?)",
                 {copy_row, earlier_row, Seconds(corrected->at)});
  }
}

}  // namespace headwater::store
