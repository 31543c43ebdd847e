// The tokenizer `headwater` for SQLite's FTS5: words folded and stemmed by language, characters of Chinese, facts as
// they are.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

namespace headwater::store::sqlite {

// Makes the tokenizer known to a connection; a SQLite result code.
int RegisterTokenizer(sqlite3* connection);

// What the tokenizer is handed says by its first character how it wants to be read; text without such a head is words
// that are folded only. Control characters of the text itself count as blanks.
std::string TextToIndex(std::string_view text, std::string_view language);
// Words asked for in any inflection: of one language, or with an empty one of any.
std::string WordsToFind(std::string_view words, std::string_view language);
std::string PhraseToFind(std::string_view words);
std::string FactsToIndex(const std::vector<std::string>& facts);

}  // namespace headwater::store::sqlite
