// The question who copies a source.
#include <algorithm>

#include "form/json.h"
#include "store/provenance.h"
#include "store/rows.h"
#include "store/source_keys.h"
#include "store/tallies.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

// Pairs that are looked through for those that are asked for, at most; the next page goes on from there.
constexpr std::int64_t kMostLookedThrough = 4'000;

struct Pair {
  std::int64_t copy = 0;
  std::int64_t original = 0;

  friend auto operator<=>(const Pair&, const Pair&) = default;
};

std::vector<Pair> PairsOf(Session& session, const std::vector<std::string>& keys, const MirrorQuestion& question) {
  std::vector<Pair> pairs;
  const auto after = question.after.value_or(std::pair(INT64_MAX, INT64_MAX));
  for (const std::string& key : keys) {
    session.Run(
        "SELECT article_row, earlier_row FROM copies WHERE of_publisher = ? AND of_publisher <> '' "
        "AND (article_row, earlier_row) < (?, ?) ORDER BY article_row DESC, earlier_row DESC LIMIT ?",
        {key, after.first, after.second, kMostLookedThrough}, [&](const Row& row) {
          pairs.push_back({row.Int(0), row.Int(1)});
        });
  }
  std::ranges::sort(pairs, std::greater<>());
  pairs.resize(std::min(pairs.size(), static_cast<std::size_t>(kMostLookedThrough)));
  return pairs;
}

// Does the copy name the source in its own words?
bool Credits(Session& session, std::int64_t copy, const std::vector<std::string>& spellings) {
  const std::string credit =
      SourceKey(session.Words("SELECT credit FROM articles WHERE article_row = ?", {copy}).value_or(""));
  return std::ranges::any_of(spellings, [&](const std::string& key) {
    return key == credit ||
           session.Number("SELECT 1 FROM citations WHERE article_row = ? AND source_key = ? AND traced = 0",
                          {copy, key});
  });
}

std::vector<std::string> PassagesIn(Session& session, std::int64_t row, const news::Copy& match) {
  std::vector<std::string> passages;
  const auto articles = ReadArticles(session, "SELECT json FROM article_texts WHERE article_row = ?", {row});
  if (!articles || articles->empty()) {
    return passages;
  }
  const news::Article& article = articles->front();
  // Its owner may allow no more than so many of its words to be passed on.
  std::uint32_t left = article.rights && article.rights->snippet ? *article.rights->snippet : UINT32_MAX;
  const text::CodePointIndex index(article.text);
  for (const news::Passage& passage : match.passages) {
    const std::uint32_t length = std::min(passage.span.end - passage.span.begin, left);
    left -= length;
    if (length > 0) {
      passages.emplace_back(index.Slice(passage.span.begin, passage.span.begin + length));
    }
  }
  return passages;
}

std::optional<MirrorLine> ReadPair(Session& session, const Pair& pair) {
  MirrorLine line;
  const std::string ask =
      fmt::format("SELECT {}, a.provenance FROM articles a WHERE a.article_row = ? AND a.listed = 1", kLineColumns);
  session.Run(ask, {pair.copy}, [&](const Row& row) { line.copy = ReadLine(row); });
  session.Run(ask, {pair.original}, [&](const Row& row) {
    line.original = ReadLine(row);
    line.original_provenance = ProvenanceCalled(row.Text(kLineRow + 1)).value_or(Provenance::kUnknown);
  });
  const auto json =
      session.Words("SELECT json FROM copies WHERE article_row = ? AND earlier_row = ?", {pair.copy, pair.original});
  auto match = json ? form::ReadCopy(*json) : Result<news::Copy>(Fail(Fault::kNotFound, ""));
  if (line.copy.id.empty() || line.original.id.empty() || !match) {
    return std::nullopt;
  }
  line.match = std::move(*match);
  line.passages = PassagesIn(session, pair.copy, line.match);
  return line;
}

}  // namespace

Result<Mirror> Store::Mirror(const MirrorQuestion& question) {
  return ReadAs(*database_, [&](Session& session) -> Result<store::Mirror> {
    const std::vector<std::string> keys = KeysHere(session, question.source);
    store::Mirror mirror;
    mirror.name = SourceName(session, question.source, keys);
    if (keys.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article is from this source, or cites it", question.source));
    }
    const std::vector<std::string> spellings = SourceKeys(mirror.name);
    const std::vector<Pair> pairs = PairsOf(session, keys, question);
    for (const Pair& pair : pairs) {
      if (mirror.lines.size() >= question.limit) {
        mirror.more = true;
        break;
      }
      mirror.next = std::pair(pair.copy, pair.original);
      const bool credited = Credits(session, pair.copy, spellings);
      if (question.credited && *question.credited != credited) {
        continue;
      }
      if (auto line = ReadPair(session, pair)) {
        line->credited = credited;
        mirror.lines.push_back(std::move(*line));
      }
    }
    mirror.more = mirror.more || pairs.size() >= static_cast<std::size_t>(kMostLookedThrough);
    return mirror;
  });
}

}  // namespace headwater::store
