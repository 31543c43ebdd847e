// Telling digests and splitting them.
#include "extract/plain_digest.h"

#include <algorithm>
#include <set>
#include <utility>

#include "extract/date_phrase.h"
#include "extract/digest_words.h"
#include "tables/tables.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kBlurbsLeast = 5;
constexpr std::size_t kBlurbWidth = 60;    // code points
constexpr std::size_t kCutWidth = 90;      // of a paragraph that may be said to break off
constexpr std::size_t kNoteWidth = 120;    // of an editor's note that stands among blurbs
constexpr std::size_t kOpeningTokens = 4;  // within which a timeline's date stands

struct Blurb {
  const LineRecord* line = nullptr;
  const LineRecord* headline = nullptr;
  std::optional<Moment> stated;
  // The first day and month that it names; zero where it names none.
  unsigned month = 0;
  unsigned day = 0;
  bool opens_with_date = false;
  bool cut = false;
  bool links = false;
  bool attributed = false;
};

bool BreaksOff(const LineRecord& record) {
  const std::string_view text = record.line.text;
  return (record.width >= kCutWidth && !ClosesSentence(text) && !text.ends_with(":")) ||
         (record.width >= kBlurbWidth / 2 && TrailsOff(text));
}

bool IsBlurb(const LineRecord& record) {
  if (record.role == Role::kNote) {
    return record.width >= kNoteWidth;
  }
  return record.role == Role::kProse && !IsListEntry(record.line.text) &&
         ((record.width >= kBlurbWidth && ClosesSentence(record.line.text)) || BreaksOff(record));
}

Blurb BlurbOf(const LineRecord& record) {
  Blurb blurb;
  blurb.line = &record;
  blurb.cut = BreaksOff(record);
  blurb.links = !record.line.text.starts_with("\"") && !record.line.text.starts_with("“") &&
                DigestWords().At(DigestWord::kLink, record.tokens, 0) > 0;
  blurb.attributed = !ReporterOf(record.line.text, record.tokens).empty();
  for (const DatePhrase& phrase : FindDatePhrases(record.line.text, record.tokens)) {
    if (phrase.from.day != 0) {
      blurb.month = phrase.from.month;
      blurb.day = phrase.from.day;
      blurb.opens_with_date = phrase.first_token < kOpeningTokens;
      break;
    }
  }
  return blurb;
}

// Blurbs with the headline and the line of a date that stand by them. Prose that is neither ends up nowhere, and is
// counted.
struct Layout {
  std::vector<Blurb> blurbs;
  std::size_t date_lines = 0;
  std::size_t loose = 0;
  std::size_t in_a_row = 0;  // blurbs right after a blurb
};

Layout LayOut(const std::vector<LineRecord>& records) {
  Layout layout;
  const LineRecord* headline = nullptr;
  std::optional<Moment> stated;
  bool dates_first = true;
  std::string_view last_key;
  bool after_blurb = false;
  for (const LineRecord& record : records) {
    if (record.role == Role::kDate) {
      ++layout.date_lines;
      dates_first = dates_first && !(layout.blurbs.empty() && headline != nullptr) &&
                    (layout.date_lines > 1 || layout.blurbs.empty());
      if (!dates_first && !layout.blurbs.empty() && headline == nullptr) {
        layout.blurbs.back().stated = record.stated;
      } else {
        stated = record.stated;
      }
    } else if (IsBlurb(record)) {
      if (record.key == last_key) {
        continue;  // a doubled lead
      }
      layout.in_a_row += after_blurb && headline == nullptr ? 1 : 0;
      Blurb blurb = BlurbOf(record);
      blurb.headline = std::exchange(headline, nullptr);
      blurb.stated = stated;
      if (!dates_first) {
        stated.reset();
      }
      layout.blurbs.push_back(blurb);
      last_key = record.key;
      after_blurb = true;
    } else if (record.role == Role::kProse) {
      layout.loose += headline != nullptr || !LooksLikeHeading(record) ? 1 : 0;
      headline = LooksLikeHeading(record) ? &record : nullptr;
      after_blurb = false;
    }
  }
  return layout;
}

struct Counts {
  std::size_t blurbs = 0;
  std::size_t cut = 0;
  std::size_t dated = 0;
  std::size_t opens_with_date = 0;
  std::size_t links = 0;
  std::size_t headlines = 0;
  std::size_t attributed = 0;
  std::size_t newest_first = 0;  // of neighbours that are dated
  std::size_t neighbours = 0;
  std::set<unsigned> months;
};

Counts Count(const std::vector<Blurb>& blurbs) {
  Counts counts;
  counts.blurbs = blurbs.size();
  unsigned last = 0;
  for (const Blurb& blurb : blurbs) {
    counts.cut += blurb.cut ? 1 : 0;
    counts.links += blurb.links ? 1 : 0;
    counts.headlines += blurb.headline != nullptr ? 1 : 0;
    counts.attributed += blurb.attributed ? 1 : 0;
    counts.opens_with_date += blurb.opens_with_date ? 1 : 0;
    if (blurb.day == 0) {
      continue;
    }
    ++counts.dated;
    counts.months.insert(blurb.month);
    const unsigned now = blurb.month * 31 + blurb.day;
    counts.neighbours += last != 0 ? 1 : 0;
    counts.newest_first += last != 0 && now <= last ? 1 : 0;
    last = now;
  }
  return counts;
}

bool ReadsAsDigest(const Layout& layout) {
  const Counts counts = Count(layout.blurbs);
  const std::size_t n = counts.blurbs;
  const bool timeline = counts.opens_with_date * 2 > n;
  if (n < kBlurbsLeast || counts.links * 6 > n || layout.loose * 4 > n || timeline) {
    return false;
  }
  if (layout.date_lines >= 3 && layout.date_lines * 2 >= n) {
    return true;
  }
  const bool alternates = counts.headlines * 4 >= n * 3;
  if (alternates && (counts.cut + counts.attributed + counts.dated) * 2 >= n) {
    return true;
  }
  if (counts.cut * 5 >= n * 2) {
    return true;
  }
  const bool backwards = counts.newest_first * 3 >= counts.neighbours * 2;
  return counts.dated * 5 >= n * 2 && counts.months.size() >= 3 &&
         (backwards || (counts.cut >= 2 && counts.attributed * 5 >= n));
}

constexpr std::size_t kSourceWords = 5;

struct Mention {
  const news::Source* source = nullptr;
  bool reports = false;  // "Politico reported"
  bool asked = false;    // "told the FT"
};

// The longest known source that begins at the token. A small word ("the") may stand before it. Behind another capital
// an ordinary word is the end of a longer name: the "Times" of "the Ashford Times" is not The Times.
const news::Source* SourceAt(std::string_view text, const std::vector<Token>& tokens, std::size_t at,
                             std::size_t& count, bool placed) {
  const bool inside = at > 0 && tokens[at - 1].capital && tokens[at - 1].end + 1 == tokens[at].begin;
  for (count = std::min(kSourceWords, tokens.size() - at); count > 0; --count) {
    const Token& last = tokens[at + count - 1];
    const std::string_view name = text.substr(tokens[at].begin, last.end - tokens[at].begin);
    if (name.find_first_of(".;:!?()") != std::string_view::npos && count > 1) {
      continue;
    }
    const bool says = DigestWords().At(DigestWord::kReports, tokens, at + count) > 0;
    if (const news::Source* const source =
            !inside && (placed || says) ? tables::SourceByName(name) : tables::SourceByBareName(name)) {
      return source;
    }
  }
  return nullptr;
}

// Whether "told", "according to" or their like stand before the token, with at most two small words between
// ("the", "public broadcaster").
bool FromBefore(const std::vector<Token>& tokens, std::size_t at) {
  for (std::size_t back = 0; back <= 3 && back <= at; ++back) {
    if (DigestWords().Before(DigestWord::kFrom, tokens, at - back) > 0) {
      return true;
    }
    if (back < at && tokens[at - back - 1].capital && back > 0) {
      return false;
    }
  }
  return false;
}

bool IsMedium(const news::Source& source) {
  return source.kind == news::SourceKind::kAgency || source.kind == news::SourceKind::kOutlet ||
         source.kind == news::SourceKind::kStateMedium;
}

std::string OnlyOne(const std::vector<Mention>& mentions, bool Mention::*how) {
  const news::Source* found = nullptr;
  for (const Mention& mention : mentions) {
    if (mention.*how && found != nullptr && found != mention.source) {
      return {};
    }
    found = mention.*how ? mention.source : found;
  }
  return found == nullptr ? std::string() : found->name;
}

}  // namespace

std::string ReporterOf(std::string_view blurb, const std::vector<Token>& tokens) {
  std::vector<Mention> mentions;
  for (std::size_t at = 0; at < tokens.size();) {
    std::size_t count = 0;
    if (!tokens[at].capital) {
      ++at;
      continue;
    }
    const bool from = FromBefore(tokens, at);
    const news::Source* const source = SourceAt(blurb, tokens, at, count, from);
    if (source == nullptr) {
      ++at;
      continue;
    }
    if (IsMedium(*source)) {
      mentions.push_back({source, DigestWords().At(DigestWord::kReports, tokens, at + count) > 0, from});
    }
    at += count;
  }
  std::string reporter = OnlyOne(mentions, &Mention::reports);
  return reporter.empty() ? OnlyOne(mentions, &Mention::asked) : reporter;
}

bool LooksLive(std::string_view headline, const std::vector<LineRecord>& records) {
  const std::vector<Token> words = TokensOf(headline, 60);
  bool says = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    says = says || DigestWords().At(DigestWord::kLive, words, at) > 0;
  }
  std::size_t timed = 0;
  for (const LineRecord& record : records) {
    const std::vector<Token>& tokens = record.tokens;
    timed += tokens.size() > 1 && tokens[0].number >= 0 && tokens[0].number < 25 && tokens[1].number >= 0 &&
                     tokens[1].number < 60 && tokens[1].begin == tokens[0].end + 1 && tokens[0].begin <= 1
                 ? 1
                 : 0;
  }
  return says && timed >= 3;
}

std::optional<std::vector<news::Item>> SplitDigest(const std::vector<LineRecord>& records, std::size_t most) {
  const Layout layout = LayOut(records);
  if (!ReadsAsDigest(layout)) {
    return std::nullopt;
  }
  std::vector<news::Item> items;
  for (const Blurb& blurb : layout.blurbs) {
    if (items.size() == most) {
      break;
    }
    news::Item item;
    item.text = blurb.line->line.text;
    item.headline = blurb.headline == nullptr ? std::string() : blurb.headline->line.text;
    item.truncated = blurb.cut;
    item.source = ReporterOf(item.text, blurb.line->tokens);
    if (item.source.empty() && blurb.headline != nullptr) {
      item.source = ReporterOf(item.headline, blurb.headline->tokens);
    }
    item.published = blurb.stated;
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace headwater::extract
