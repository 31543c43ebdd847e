// Finding a claim that is made in words of its own: what shares its rare words, names and numbers.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "check/findings.h"
#include "check/wording.h"
#include "tables/tables.h"
#include "text/language.h"
#include "text/stems.h"
#include "text/utf8.h"

namespace headwater::check {
namespace {

constexpr std::size_t kMostWords = 60;
constexpr std::size_t kMostKeys = 6;  // words by which pairs are asked for
constexpr std::size_t kOfPair = 40;
constexpr std::size_t kMostArticles = 40;
constexpr std::size_t kMostStatements = 80;
constexpr std::size_t kMostSentences = 200;  // of an article
constexpr std::size_t kShort = 3;
constexpr double kMatter = 0.75;  // of the weight of its words
constexpr double kMaybe = 0.5;
constexpr double kBeside = 0.6;  // what a word counts that stands in the headline alone

struct Key {
  std::string word;
  double weight = 0;
  double count = 0;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

const std::unordered_set<std::string>& CommonWords(std::string_view language) {
  static const std::unordered_map<std::string, std::unordered_set<std::string>> all = [] {
    std::unordered_map<std::string, std::unordered_set<std::string>> made;
    for (const tables::Row& row : tables::Table("common_words")) {
      std::unordered_set<std::string>& words = made[std::string(row[0])];
      for (std::string& word : WordsOf(row[1], 10'000).words) {
        words.insert(std::move(word));
      }
    }
    return made;
  }();
  static const std::unordered_set<std::string> none;
  const auto known = all.find(std::string(language));
  return known == all.end() ? none : known->second;
}

// The words that tell what it is about, each with its weight: the rarer here, the more.
Result<std::vector<Key>> KeysOf(store::Passages& passages, const std::string& claim, double articles) {
  std::string language = text::DetectLanguage(claim);
  if (CommonWords(language).empty()) {
    language = "en";
  }
  const std::unordered_set<std::string>& common = CommonWords(language);
  std::vector<std::string> words;
  for (const std::string& word : WordsOf(claim, kMostWords).words) {
    const bool tells = (IsDigit(word.front()) || word.size() >= kShort) && !common.contains(word);
    if (tells && std::ranges::find(words, word) == words.end()) {
      words.push_back(word);
    }
  }
  const auto counts = passages.CountsOf(words);
  if (!counts) {
    return tl::unexpected(counts.error());
  }
  std::vector<Key> keys;
  for (std::size_t n = 0; n < words.size(); ++n) {
    const double weight = std::log((articles + 2) / ((*counts)[n] + 1)) + 0.3;
    keys.push_back({words[n], std::max(weight, 0.1), (*counts)[n]});
  }
  return keys;
}

// Rows that hold two of the rarest words at least, those with most of them first.
Result<std::vector<std::int64_t>> RowsOf(store::Passages& passages, const std::vector<Key>& keys, bool statements,
                                         std::size_t most) {
  std::vector<const Key*> rare;
  for (const Key& key : keys) {
    if (key.count > 0) {
      rare.push_back(&key);
    }
  }
  std::ranges::stable_sort(rare, {}, [](const Key* key) { return key->count; });
  rare.resize(std::min(rare.size(), kMostKeys));
  std::vector<std::vector<std::string>> asked;
  for (std::size_t n = 0; n < rare.size(); ++n) {
    for (std::size_t m = n + 1; m < rare.size(); ++m) {
      asked.push_back({rare[n]->word, rare[m]->word});
    }
  }
  if (rare.size() == 1) {
    asked.push_back({rare.front()->word});
  }
  std::map<std::int64_t, int> hits;
  for (const auto& words : asked) {
    for (const bool oldest : {true, false}) {
      store::PassageQuestion question{.words = words, .oldest_first = oldest, .limit = kOfPair};
      const auto rows = statements ? passages.StatementRows(question) : passages.ArticleRows(question);
      if (!rows) {
        return rows;
      }
      for (const std::int64_t row : *rows) {
        ++hits[row];
      }
      if (rows->size() < kOfPair) {
        break;
      }
    }
  }
  std::vector<std::int64_t> order;
  for (const auto& [row, count] : hits) {
    order.push_back(row);
  }
  std::ranges::stable_sort(order, [&](std::int64_t one, std::int64_t other) { return hits[one] > hits[other]; });
  order.resize(std::min(order.size(), most));
  return order;
}

// The stems of a text in one language, to be asked for words.
std::unordered_set<std::string> StemsOf(std::string_view text, std::string_view language) {
  std::unordered_set<std::string> stems;
  for (const std::string& word : WordsOf(text, 600).words) {
    stems.insert(text::Stem(word, language));
    stems.insert(word);
  }
  return stems;
}

class Scorer {
 public:
  explicit Scorer(const std::vector<Key>& keys) : keys_(keys) {
    for (const Key& key : keys) {
      all_ += key.weight;
    }
  }

  // The part of the claim's weight that stands in the words; what stands beside them alone counts less.
  double Score(const std::unordered_set<std::string>& words, const std::unordered_set<std::string>& beside,
               std::string_view language) const {
    double found = 0;
    std::size_t within = 0;
    for (const Key& key : keys_) {
      const std::string stem = text::Stem(key.word, language);
      if (words.contains(stem) || words.contains(key.word)) {
        found += key.weight;
        ++within;
      } else if (beside.contains(stem) || beside.contains(key.word)) {
        found += kBeside * key.weight;
      }
    }
    return within >= std::min<std::size_t>(2, keys_.size()) && all_ > 0 ? found / all_ : 0;
  }

 private:
  const std::vector<Key>& keys_;
  double all_ = 0;
};

Likeness LikenessOf(double score, weigh::Bearing bearing) {
  return score >= kMatter || bearing != weigh::Bearing::kUnknown ? Likeness::kMatter : Likeness::kMaybe;
}

std::string SpeakerOf(const news::Statement& statement) {
  return statement.speaker ? statement.speaker->name + " " + statement.speaker->phrase.text : std::string();
}

void AddSaid(std::vector<store::FoundStatement> statements, const Scorer& scorer, ClaimReader& reader,
             Findings& findings) {
  for (store::FoundStatement& found : statements) {
    const std::string& language = found.line.language;
    const double score = scorer.Score(StemsOf(found.line.content + " " + SpeakerOf(found.line.statement), language),
                                      StemsOf(found.line.headline, language), language);
    if (score < kMaybe) {
      continue;
    }
    Said& said = findings.said.emplace_back();
    said.bearing = reader.BearingOf(found.line.content, language, found.stands, found.line.statement.type);
    said.sure = score;
    said.likeness = LikenessOf(score, said.bearing);
    said.story = std::move(found.story);
    said.line = std::move(found.line);
  }
}

// The sentence that says most of it.
void AddPlace(const store::FoundArticle& found, const Scorer& scorer, ClaimReader& reader, std::chrono::sys_seconds now,
              Findings& findings) {
  const news::Article& article = found.article;
  if (!article.annotations) {
    return;
  }
  const auto headline = StemsOf(found.line.headline, article.language);
  const text::CodePointIndex index(article.text);
  double best = scorer.Score(headline, {}, article.language);
  Stretch stretch;
  std::size_t looked = 0;
  for (const news::Span& span : article.annotations->sentences) {
    if (++looked > kMostSentences) {
      break;
    }
    const std::size_t begin = index.ByteAt(span.begin);
    const std::size_t end = index.ByteAt(span.end);
    const double score =
        scorer.Score(StemsOf(std::string_view(article.text).substr(begin, end - begin), article.language), headline,
                     article.language);
    if (score > best) {
      best = score;
      stretch = {begin, end, 0, score};
    }
  }
  if (best < kMaybe) {
    return;
  }
  Place& place = findings.places.emplace_back();
  place.line = found.line;
  place.sure = std::min(best, 1.0);
  const bool in_prose = stretch.end > stretch.begin;
  const std::string_view sentence =
      in_prose ? std::string_view(article.text).substr(stretch.begin, stretch.end - stretch.begin)
               : std::string_view(found.line.headline);
  place.bearing = MayShow(article, now) ? reader.BearingOf(sentence, article.language) : weigh::Bearing::kUnknown;
  place.likeness = LikenessOf(best, place.bearing);
  if (in_prose) {
    PutWords(place, article, stretch, now);
  } else {
    place.words = found.line.headline;
  }
}

}  // namespace

Result<Findings> FindClaim(store::Store& store, const std::string& words, std::chrono::sys_seconds now,
                           const Limits& limits) {
  Findings findings;
  const auto counts = store.Counts();
  if (!counts) {
    return tl::unexpected(counts.error());
  }
  const std::string claim = words.substr(0, limits.max_bytes);
  store::Passages passages(store);
  const auto keys = KeysOf(passages, claim, static_cast<double>(counts->articles));
  if (!keys || keys->empty()) {
    return keys ? Result<Findings>(findings) : tl::unexpected(keys.error());
  }
  const Scorer scorer(*keys);
  ClaimReader reader(claim);
  const auto statement_rows = RowsOf(passages, *keys, true, kMostStatements);
  const auto article_rows = RowsOf(passages, *keys, false, kMostArticles);
  if (!statement_rows || !article_rows) {
    return tl::unexpected(statement_rows ? article_rows.error() : statement_rows.error());
  }
  auto statements = passages.Statements(*statement_rows);
  const auto articles = passages.Articles(*article_rows);
  if (!statements || !articles) {
    return tl::unexpected(statements ? articles.error() : statements.error());
  }
  AddSaid(*std::move(statements), scorer, reader, findings);
  for (const store::FoundArticle& found : *articles) {
    AddPlace(found, scorer, reader, now, findings);
  }
  // The same matter first, and of it what stood first.
  std::ranges::stable_sort(findings.places, [](const Place& one, const Place& other) {
    return one.likeness != other.likeness ? one.likeness < other.likeness : Earlier(one.line, other.line);
  });
  std::ranges::stable_sort(findings.said, [](const Said& one, const Said& other) {
    const auto key = [](const Said& said) { return std::pair(said.bearing == weigh::Bearing::kUnknown, -said.sure); };
    return key(one) != key(other) ? key(one) < key(other) : SaidEarlier(one, other);
  });
  return findings;
}

}  // namespace headwater::check
