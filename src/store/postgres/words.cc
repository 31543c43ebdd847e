// Writes tsvectors (tsvectorsend in PostgreSQL's tsvector.c) and tsqueries over store/tokens.
#include "store/postgres/words.h"

#include <algorithm>
#include <array>
#include <set>

#include "store/tokens.h"

namespace headwater::store::postgres {
namespace {

constexpr char kFactMark = '\x03';
// Of PostgreSQL: MAXNUMPOS is 256, MAXENTRYPOS 16,384, MAXSTRLEN 2,047, MAXSTRPOS a megabyte.
constexpr std::size_t kMostPlacesOfToken = 250;
constexpr int kMostPlaces = 16'000;
constexpr std::size_t kMostTokenBytes = 2'000;
constexpr std::size_t kMostBytes = 900'000;
constexpr std::size_t kOverlap = 64;
constexpr std::size_t kMostParts = 2'000;

enum Column : std::uint8_t { kFacts = 0, kText = 1, kAbout = 2, kHeadline = 3 };

struct Place {
  Column column;
  bool begins_column;
  std::vector<std::string> tokens;
};

// Control characters count as blanks; they mark what is no word.
std::string Clean(std::string_view text) {
  std::string clean(text);
  std::ranges::replace_if(
      clean, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return clean;
}

std::string FactToken(std::string_view fact) {
  std::string token(1, kFactMark);
  token.append(Clean(fact));
  if (token.size() > kMostTokenBytes) {
    token.resize(kMostTokenBytes);
    while ((static_cast<unsigned char>(token.back()) & 0x80U) != 0) {
      token.pop_back();
    }
  }
  return token;
}

void AddWords(std::string_view words, std::string_view language, Column column, std::vector<Place>& places) {
  const std::string clean = Clean(words);
  bool begins = true;
  for (const text::Word& place : IndexedPlaces(clean)) {
    auto tokens = TokensOf(std::string_view(clean).substr(place.begin, place.end - place.begin), language);
    if (!tokens.empty()) {
      places.push_back({column, begins, std::move(tokens)});
      begins = false;
    }
  }
}

void AddFacts(const std::vector<std::string>& facts, std::vector<Place>& places) {
  for (const std::string& fact : facts) {
    places.push_back({kFacts, true, {FactToken(fact)}});
  }
}

void Append16(std::string& bytes, unsigned value) {
  bytes.push_back(static_cast<char>(value >> 8U & 0xFFU));
  bytes.push_back(static_cast<char>(value & 0xFFU));
}

using Lexemes = std::map<std::string, std::vector<std::uint16_t>, std::less<>>;

std::string Written(const Lexemes& lexemes) {
  std::string bytes;
  const auto count = static_cast<unsigned>(lexemes.size());
  Append16(bytes, count >> 16U);
  Append16(bytes, count & 0xFFFFU);
  for (const auto& [token, positions] : lexemes) {
    bytes.append(token).push_back('\0');
    Append16(bytes, static_cast<unsigned>(positions.size()));
    for (const std::uint16_t position : positions) {
      Append16(bytes, position);
    }
  }
  return bytes;
}

// As many places from `begin` on as one vector holds; the first that it does not hold is put into `end`.
std::string OneVector(const std::vector<Place>& places, std::size_t begin, std::size_t& end) {
  Lexemes lexemes;
  int position = 0;
  std::size_t bytes = 0;
  for (end = begin; end < places.size(); ++end) {
    const Place& place = places[end];
    // A phrase does not reach from one column into the next.
    position += place.begins_column && end > begin ? 2 : 1;
    const bool fits = position <= kMostPlaces && bytes < kMostBytes &&
                      std::ranges::all_of(place.tokens, [&](const std::string& token) {
                        const auto found = lexemes.find(token);
                        return found == lexemes.end() || found->second.size() < kMostPlacesOfToken;
                      });
    if (!fits) {
      break;
    }
    for (const std::string& token : place.tokens) {
      std::vector<std::uint16_t>& positions = lexemes[token];
      bytes += positions.empty() ? token.size() + 6 : 2;
      positions.push_back(static_cast<std::uint16_t>(place.column << 14U | static_cast<unsigned>(position)));
    }
  }
  return Written(lexemes);
}

std::vector<std::string> Vectors(const std::vector<Place>& places) {
  std::vector<std::string> vectors;
  std::size_t begin = 0;
  std::size_t end = 0;
  do {
    vectors.push_back(OneVector(places, begin, end));
    begin = std::max(begin + 1, end - std::min(end, kOverlap));
  } while (end < places.size() && vectors.size() < kMostParts);
  return vectors;
}

std::string Quoted(std::string_view token) {
  std::string quoted = "'";
  for (const char c : token) {
    quoted.append(c == '\'' || c == '\\' ? 2 : 1, c);
  }
  return quoted.append(1, '\'');
}

std::string Joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string all;
  for (const std::string& part : parts) {
    all.append(all.empty() ? "" : between).append(part);
  }
  return parts.size() > 1 ? "(" + all + ")" : all;
}

std::string QueryOf(const AskedWords::Phrase& phrase) {
  std::vector<std::string> places;
  for (const std::vector<std::string>& tokens : phrase) {
    std::vector<std::string> any;
    std::ranges::transform(tokens, std::back_inserter(any), Quoted);
    places.push_back(Joined(any, " | "));
  }
  return Joined(places, " <-> ");
}

AskedWords::Phrase PhraseOf(std::string_view words, bool inflected, std::string_view language) {
  const std::string clean = Clean(words);
  AskedWords::Phrase phrase;
  for (const text::Word& place : IndexedPlaces(clean)) {
    const std::string_view word = std::string_view(clean).substr(place.begin, place.end - place.begin);
    auto tokens = inflected ? TokensAskedFor(word, language) : TokensOf(word, "");
    if (!tokens.empty()) {
      phrase.push_back(std::move(tokens));
    }
  }
  return phrase;
}

// Where the phrase begins, with its column.
std::map<int, char> Instances(const AskedWords::Phrase& phrase, const Positions& positions) {
  std::map<int, char> begins;
  for (std::size_t n = 0; n < phrase.size(); ++n) {
    std::map<int, char> here;
    for (const std::string& token : phrase[n]) {
      if (const auto found = positions.find(token); found != positions.end()) {
        for (const auto& [position, column] : found->second) {
          const int begin = position - static_cast<int>(n);
          if (n == 0 || begins.contains(begin)) {
            here.emplace(begin, column);
          }
        }
      }
    }
    begins = std::move(here);
  }
  return begins;
}

}  // namespace

std::vector<std::string> VectorsOf(const IndexedText& text) {
  std::vector<Place> places;
  // What filters ask for comes first, so that the first vector has it.
  AddFacts(text.facts, places);
  AddWords(text.headline, text.language, kHeadline, places);
  AddWords(text.about, "", kAbout, places);
  AddWords(text.text, text.language, kText, places);
  return Vectors(places);
}

std::vector<std::string> VectorsOfStatement(std::string_view content, std::string_view language,
                                            const std::vector<std::string>& facts) {
  std::vector<Place> places;
  AddFacts(facts, places);
  AddWords(content, language, kText, places);
  return Vectors(places);
}

AskedWords WordsOf(const TextQuestion& question) {
  AskedWords asked;
  const auto facts_of = [](const std::vector<std::string>& facts, std::vector<AskedWords::Phrase>& any) {
    std::ranges::transform(facts, std::back_inserter(any),
                           [](const std::string& fact) { return AskedWords::Phrase{{FactToken(fact)}}; });
  };
  for (const Term& term : question.terms) {
    std::vector<AskedWords::Phrase> any{PhraseOf(term.words, !term.phrase, question.language)};
    for (const std::string& phrase : term.phrases) {
      any.push_back(PhraseOf(phrase, false, ""));
    }
    facts_of(term.facts, any);
    asked.groups.push_back(std::move(any));
  }
  for (const std::vector<std::string>& facts : question.facts) {
    facts_of(facts, asked.groups.emplace_back());
  }
  for (auto& group : asked.groups) {
    std::erase_if(group, [](const AskedWords::Phrase& phrase) { return phrase.empty(); });
  }
  asked.matches_nothing =
      asked.groups.empty() || std::ranges::any_of(asked.groups, [](const auto& group) { return group.empty(); });
  return asked;
}

std::vector<std::string> AskedWords::Queries() const {
  std::vector<std::string> queries;
  for (const std::vector<Phrase>& group : groups) {
    std::vector<std::string> any;
    std::ranges::transform(group, std::back_inserter(any), QueryOf);
    queries.push_back(Joined(any, " | "));
  }
  return queries;
}

std::string AskedWords::Query() const { return Joined(Queries(), " & "); }

std::vector<std::string> AskedWords::Tokens() const {
  std::set<std::string> tokens;
  for (const std::vector<Phrase>& group : groups) {
    for (const Phrase& phrase : group) {
      for (const std::vector<std::string>& place : phrase) {
        tokens.insert(place.begin(), place.end());
      }
    }
  }
  return {tokens.begin(), tokens.end()};
}

double WorthOf(const AskedWords& asked, const Positions& positions) {
  constexpr std::size_t kMostInstances = 400;
  constexpr std::size_t kMostPhrases = 32;
  struct Instance {
    int position;
    std::size_t phrase;
    char column;
  };
  std::vector<Instance> instances;
  std::size_t number = 0;
  for (const auto& group : asked.groups) {
    for (const AskedWords::Phrase& phrase : group) {
      for (const auto& [position, column] : Instances(phrase, positions)) {
        instances.push_back({position, number, column});
      }
      ++number;
    }
  }
  // On SQLite what filters ask for stands last, and is worth nothing.
  std::erase_if(instances, [](const Instance& each) { return each.column == 'D'; });
  std::ranges::sort(instances, {}, [](const Instance& each) { return std::pair(each.position, each.phrase); });
  instances.resize(std::min(instances.size(), kMostInstances));
  std::array<double, kMostPhrases> worth{};
  for (const Instance& each : instances) {
    if (each.phrase < kMostPhrases) {
      worth.at(each.phrase) += each.column == 'A' ? 6.0 : 1.0;
    }
  }
  double sum = 0;
  for (const double each : worth) {
    // A word's tenth place says hardly more than its ninth.
    sum += each / (each + 2.0);
  }
  return sum;
}

}  // namespace headwater::store::postgres
