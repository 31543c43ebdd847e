// The tokenizer's C interface (sqlite.org/fts5.html, section 7) over store/tokens.
#include "store/sqlite/tokenizer.h"

#include <algorithm>
#include <array>
#include <new>

#include "store/tokens.h"

namespace headwater::store::sqlite {
namespace {

constexpr char kFacts = '\x03';    // before each fact
constexpr char kIndexed = '\x04';  // language, and again, then the text
constexpr char kAsked = '\x05';    // the same

using Emit = int (*)(void*, int, const char*, int, int, int);

class Reading {
 public:
  Reading(void* context, Emit emit) : context_(context), emit_(emit) {}

  int Token(std::string_view token, text::Word place, bool same_place) {
    return emit_(context_, same_place ? FTS5_TOKEN_COLOCATED : 0, token.data(), static_cast<int>(token.size()),
                 static_cast<int>(place.begin), static_cast<int>(place.end));
  }

  int Facts(std::string_view facts) {
    int result = SQLITE_OK;
    for (std::size_t at = 0; at < facts.size() && result == SQLITE_OK;) {
      const std::size_t end = std::min(facts.find(kFacts, at + 1), facts.size());
      result = Token(facts.substr(at, end - at), {at, end}, false);
      at = end;
    }
    return result;
  }

  int Words(std::string_view text) {
    const char head = text.empty() ? '\0' : text.front();
    std::string_view language;
    if (head == kIndexed || head == kAsked) {
      const std::size_t end = std::min(text.find(head, 1), text.size() - 1);
      language = text.substr(1, end - 1);
      text.remove_prefix(end + 1);
    }
    int result = SQLITE_OK;
    for (const text::Word& place : IndexedPlaces(text)) {
      const std::string_view word = text.substr(place.begin, place.end - place.begin);
      bool same_place = false;
      for (const std::string& token : head == kAsked ? TokensAskedFor(word, language) : TokensOf(word, language)) {
        result = Token(token, place, same_place);
        same_place = true;
        if (result != SQLITE_OK) {
          return result;
        }
      }
    }
    return result;
  }

 private:
  void* context_;
  Emit emit_;
};

int Create(void* /*unused*/, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** tokenizer) {
  // It has no state; FTS5 wants an address that is not null.
  static char stateless = 0;
  *tokenizer = reinterpret_cast<Fts5Tokenizer*>(&stateless);
  return SQLITE_OK;
}

void Delete(Fts5Tokenizer* /*tokenizer*/) {}

int Tokenize(Fts5Tokenizer* /*tokenizer*/, void* context, int /*flags*/, const char* text, int size, Emit emit) {
  // No exception may pass through C.
  try {
    const std::string_view whole(text == nullptr ? "" : text, text == nullptr ? 0 : static_cast<std::size_t>(size));
    Reading reading(context, emit);
    return !whole.empty() && whole.front() == kFacts ? reading.Facts(whole) : reading.Words(whole);
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (...) {
    return SQLITE_ERROR;
  }
}

std::string Clean(std::string_view text) {
  std::string clean(text);
  for (char& c : clean) {
    if (static_cast<unsigned char>(c) < 0x20) {
      c = ' ';
    }
  }
  return clean;
}

std::string WithHead(char head, std::string_view language, std::string_view text) {
  return std::string(1, head).append(Clean(language)).append(1, head).append(Clean(text));
}

// headwater_rank(table): what a hit is worth by where its words stand and how often, the document alone: nothing is
// counted over all documents, so that it takes time by the hits that are ranked.
void RankHit(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* answer, int /*count*/,
             sqlite3_value** /*values*/) {
  constexpr std::array<double, 4> kWorth{6.0, 1.0, 1.0, 0.0};  // headline, about, text, facts
  constexpr int kMostInstances = 400;
  constexpr int kMostPhrases = 32;
  std::array<double, kMostPhrases> worth{};
  int instances = 0;
  if (api->xInstCount(context, &instances) != SQLITE_OK) {
    sqlite3_result_double(answer, 0);
    return;
  }
  for (int n = 0; n < std::min(instances, kMostInstances); ++n) {
    int phrase = 0;
    int column = 0;
    int offset = 0;
    if (api->xInst(context, n, &phrase, &column, &offset) == SQLITE_OK && phrase < kMostPhrases) {
      worth.at(static_cast<std::size_t>(phrase)) += kWorth.at(static_cast<std::size_t>(std::clamp(column, 0, 3)));
    }
  }
  double sum = 0;
  for (const double each : worth) {
    // A word's tenth place says hardly more than its ninth.
    sum += each / (each + 2.0);
  }
  sqlite3_result_double(answer, sum);
}

}  // namespace

std::string TextToIndex(std::string_view text, std::string_view language) { return WithHead(kIndexed, language, text); }

std::string WordsToFind(std::string_view words, std::string_view language) { return WithHead(kAsked, language, words); }

std::string PhraseToFind(std::string_view words) { return Clean(words); }

std::string FactsToIndex(const std::vector<std::string>& facts) {
  std::string all;
  for (const std::string& fact : facts) {
    all.append(1, kFacts).append(Clean(fact));
  }
  return all;
}

int RegisterTokenizer(sqlite3* connection) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  int result = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr);
  if (result != SQLITE_OK) {
    return result;
  }
  sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  result = sqlite3_finalize(statement);
  if (result != SQLITE_OK || api == nullptr) {
    return result == SQLITE_OK ? SQLITE_ERROR : result;
  }
  fts5_tokenizer tokenizer{Create, Delete, Tokenize};
  result = api->xCreateTokenizer(api, "headwater", nullptr, &tokenizer, nullptr);
  return result != SQLITE_OK ? result : api->xCreateFunction(api, "headwater_rank", nullptr, RankHit, nullptr);
}

}  // namespace headwater::store::sqlite
