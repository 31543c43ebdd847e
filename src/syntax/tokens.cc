// English tokens by one pass over the bytes.
#include "syntax/tokens.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "tables/tables.h"
#include "text/utf8.h"

namespace headwater::syntax {
namespace {

constexpr std::size_t kLongestParted = 16;

struct Parts {
  std::unordered_set<std::string_view> prefixes;
  std::unordered_set<std::string_view> units;
  std::vector<std::string_view> clitics;
  std::unordered_map<std::string_view, std::size_t> parted;
  std::unordered_set<std::string_view> abbreviations;
};

template <class Take>
void EachWord(std::string_view words, Take take) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    take(words.substr(0, space));
    words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
  }
}

const Parts& EnglishParts() {
  static const Parts parts = [] {
    Parts read;
    for (const tables::Row& row : tables::Table("word_parts")) {
      EachWord(row[2], [&](std::string_view word) {
        if (row[1] == "prefix") {
          read.prefixes.insert(word);
        } else if (row[1] == "unit") {
          read.units.insert(word);
        } else if (row[1] == "clitic") {
          read.clitics.push_back(word);
        } else {
          read.parted.emplace(word.substr(0, word.size() - 2), static_cast<std::size_t>(word.back() - '0'));
        }
      });
    }
    for (const tables::Row& row : tables::Table("abbreviations")) {
      if ((row[0] == "*" || row[0] == "en") && (row[1] == "title" || row[1] == "number" || row[1] == "maybe")) {
        EachWord(row[2], [&](std::string_view word) { read.abbreviations.insert(word); });
      }
    }
    return read;
  }();
  return parts;
}

enum class Kind : std::uint8_t { kSpace, kLetter, kDigit, kApostrophe, kMark };

Kind KindAt(std::string_view text, std::size_t& at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) {
    ++at;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      return Kind::kLetter;
    }
    if (c >= '0' && c <= '9') {
      return Kind::kDigit;
    }
    if (c == ' ' || (c >= 9 && c <= 13)) {
      return Kind::kSpace;
    }
    return c == '\'' || c == '`' ? Kind::kApostrophe : Kind::kMark;
  }
  const auto code = static_cast<UChar32>(text::NextCodePoint(text, at));
  if (code == 0x2019) {
    return Kind::kApostrophe;
  }
  if (u_isUWhiteSpace(code) != 0 || code == 0xFEFF || code == 0x200B) {
    return Kind::kSpace;
  }
  const auto type = u_charType(code);
  if (u_isalpha(code) != 0 || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK) {
    return Kind::kLetter;
  }
  return u_isdigit(code) != 0 ? Kind::kDigit : Kind::kMark;
}

// The word in lower case with plain apostrophes, where it is short.
std::string_view Lower(std::string_view word, std::array<char, kLongestParted>& room) {
  std::size_t size = 0;
  for (std::size_t at = 0; at < word.size() && size < room.size(); ++at) {
    if (word.substr(at).starts_with("’")) {
      room[size++] = '\'';
      at += 2;
      continue;
    }
    const char c = word[at];
    room[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return {room.data(), size};
}

class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::size_t end, std::size_t most, std::vector<TokenPlace>& tokens)
      : text_(text.substr(0, end)), most_(most), tokens_(tokens) {}

  void Run(std::size_t at) {
    space_ = true;
    while (at < text_.size() && tokens_.size() < most_) {
      std::size_t after = at;
      const Kind kind = KindAt(text_, after);
      if (kind == Kind::kSpace) {
        space_ = true;
        at = after;
        if (at > chunk_end_) {
          chunk_end_ = 0;
        }
        continue;
      }
      if (chunk_end_ <= at) {
        NewChunk(at);
      }
      if (address_end_ > at) {
        Add(at, address_end_);
        at = address_end_;
      } else if (kind == Kind::kLetter) {
        at = Word(at);
      } else if (kind == Kind::kDigit) {
        at = Number(at);
      } else {
        at = Mark(at, after, kind);
      }
    }
  }

 private:
  void Add(std::size_t begin, std::size_t end) {
    if (begin < end && tokens_.size() < most_) {
      tokens_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), space_});
      space_ = false;
    }
  }

  Kind KindOr(std::size_t at, Kind none = Kind::kSpace) const { return at < text_.size() ? KindAt(text_, at) : none; }
  char At(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  // What stands between spaces is looked at once: is it an address?
  void NewChunk(std::size_t begin) {
    std::size_t end = begin;
    while (end < text_.size() && static_cast<unsigned char>(text_[end]) > ' ') {
      ++end;
    }
    chunk_end_ = end;
    address_end_ = 0;
    // Brackets and quotes before an address are marks of their own; what follows them is looked at then.
    if (std::string_view("([{<\"'").find(text_[begin]) != std::string_view::npos) {
      chunk_end_ = begin + 1;
      return;
    }
    const std::string_view chunk = text_.substr(begin, end - begin);
    const std::size_t sign = chunk.find('@');
    const bool mail = sign != std::string_view::npos && sign > 0 && chunk.find('.', sign) != std::string_view::npos;
    const bool handle = chunk.size() > 1 && (chunk[0] == '@' || chunk[0] == '#') && KindOr(begin + 1) == Kind::kLetter;
    if (mail || handle || chunk.starts_with("http://") || chunk.starts_with("https://") || chunk.starts_with("www.")) {
      while (end > begin && std::string_view(".,;:!?)]}>\"'").find(text_[end - 1]) != std::string_view::npos) {
        --end;
      }
      address_end_ = end;
    }
  }

  std::size_t Number(std::size_t begin) {
    std::size_t at = begin;
    while (at < text_.size()) {
      std::size_t after = at;
      const Kind kind = KindAt(text_, after);
      const bool joins = std::string_view(".,:/").find(text_[at]) != std::string_view::npos;
      if (kind != Kind::kDigit && !(joins && KindOr(at + 1) == Kind::kDigit)) {
        break;
      }
      at = after;
    }
    std::size_t letters = at;
    while (letters < text_.size() && KindOr(letters) == Kind::kLetter) {
      KindAt(text_, letters);
    }
    if (letters == at) {
      return Close(begin, at);
    }
    std::array<char, kLongestParted> room{};
    if (KindOr(letters) != Kind::kDigit && EnglishParts().units.contains(Lower(text_.substr(at, letters - at), room))) {
      Add(begin, at);
      return Close(at, letters);
    }
    return Word(begin);
  }

  // Letters and digits, with what joins them.
  std::size_t Word(std::size_t begin) {
    std::size_t at = begin;
    while (at < text_.size()) {
      std::size_t after = at;
      const Kind kind = KindAt(text_, after);
      if (kind == Kind::kLetter || kind == Kind::kDigit) {
        at = after;
        continue;
      }
      const Kind next = KindOr(after);
      const bool goes_on = next == Kind::kLetter || next == Kind::kDigit;
      if (!goes_on || !(kind == Kind::kApostrophe || JoinsAt(begin, at))) {
        break;
      }
      at = after;
    }
    return Close(begin, at);
  }

  bool JoinsAt(std::size_t begin, std::size_t at) const {
    switch (text_[at]) {
      case '.':
      case '&':
      case '_':
        return true;
      case '-': {
        std::array<char, kLongestParted> room{};
        const std::string_view before = text_.substr(begin, at - begin);
        return before.size() < kLongestParted && EnglishParts().prefixes.contains(Lower(before, room));
      }
      default:
        return false;
    }
  }

  // Ends a word: its point, its clitics, its parts.
  std::size_t Close(std::size_t begin, std::size_t end) {
    if (At(end) == '.' && At(end + 1) != '.' && PointBelongs(begin, end)) {
      Add(begin, end + 1);
      return end + 1;
    }
    const std::string_view word = text_.substr(begin, end - begin);
    std::array<char, kLongestParted> room{};
    if (word.size() < kLongestParted) {
      const std::string_view lower = Lower(word, room);
      const auto parted = EnglishParts().parted.find(lower);
      if (parted != EnglishParts().parted.end() && parted->second < word.size()) {
        Add(begin, begin + parted->second);
        Add(begin + parted->second, end);
        return end;
      }
    }
    const std::size_t clitic = Clitic(begin, end);
    Add(begin, clitic);
    Add(clitic, end);
    return end;
  }

  // Where the clitic at the word's end begins; its end where it has none.
  std::size_t Clitic(std::size_t begin, std::size_t end) const {
    std::array<char, kLongestParted> room{};
    const std::size_t look = end - begin > 8 ? end - 8 : begin;
    std::size_t from = look;
    while (from < end && (static_cast<unsigned char>(text_[from]) & 0xC0U) == 0x80U) {
      ++from;
    }
    const std::string_view tail = text_.substr(from, end - from);
    const std::string_view lower = Lower(tail, room);
    for (const std::string_view clitic : EnglishParts().clitics) {
      if (lower.size() > clitic.size() && lower.ends_with(clitic)) {
        const bool curly = tail.substr(tail.size() - clitic.size()).find('\'') == std::string_view::npos;
        const std::size_t size = clitic.size() + (curly ? 2U : 0U);
        return size < end - begin ? end - size : end;
      }
    }
    return end;
  }

  bool PointBelongs(std::size_t begin, std::size_t end) const {
    std::size_t next = end + 1;
    const std::string_view word = text_.substr(begin, end - begin);
    std::array<char, kLongestParted> room{};
    const bool letter = KindOr(begin) == Kind::kLetter;
    const bool dotted = letter && word.find('.') != std::string_view::npos;
    if (!letter && word.find_first_not_of("0123456789") != std::string_view::npos) {
      return false;
    }
    const bool known =
        letter && word.size() < kLongestParted && EnglishParts().abbreviations.contains(Lower(word, room));
    while (next < text_.size() && std::string_view("\"')]").find(text_[next]) != std::string_view::npos) {
      ++next;
    }
    if (next >= text_.size() || KindOr(end + 1) != Kind::kSpace) {
      return dotted || known;
    }
    return true;
  }

  // A mark, or a run of the same.
  std::size_t Mark(std::size_t begin, std::size_t after, Kind kind) {
    if (kind == Kind::kApostrophe) {
      const std::size_t clitic = ApostropheWord(begin, after);
      Add(begin, clitic);
      return clitic;
    }
    std::size_t end = after;
    const char c = text_[begin];
    if (c == '!' || c == '?') {
      while (At(end) == '!' || At(end) == '?') {
        ++end;
      }
    } else if (std::string_view(".-*=_~+<>#|").find(c) != std::string_view::npos) {
      while (At(end) == c) {
        ++end;
      }
    } else if (c == ':' || c == ';') {
      std::size_t smile = end + (At(end) == '-' ? 1U : 0U);
      if (At(smile) == ')' || At(smile) == '(') {
        end = smile + 1;
      }
    }
    Add(begin, end);
    return end;
  }

  // `'s` that stands by itself, `'em`, `'90s`; else the mark alone.
  std::size_t ApostropheWord(std::size_t begin, std::size_t after) const {
    if (At(begin) == '\'' && At(after) == '\'') {
      return after + 1;
    }
    std::size_t end = after;
    while (end < text_.size() && (KindOr(end) == Kind::kLetter || KindOr(end) == Kind::kDigit)) {
      KindAt(text_, end);
    }
    std::array<char, kLongestParted> room{};
    const std::string_view word = text_.substr(begin, end - begin);
    if (word.size() < kLongestParted) {
      const std::string_view lower = Lower(word, room);
      if (std::ranges::find(EnglishParts().clitics, lower) != EnglishParts().clitics.end() || lower == "'em" ||
          (KindOr(after) == Kind::kDigit && lower.ends_with("0s"))) {
        return end;
      }
    }
    return after;
  }

  std::string_view text_;
  std::size_t most_;
  std::vector<TokenPlace>& tokens_;
  std::size_t chunk_end_ = 0;
  std::size_t address_end_ = 0;
  bool space_ = true;
};

}  // namespace

void Tokens(std::string_view text, std::size_t begin, std::size_t end, std::size_t most,
            std::vector<TokenPlace>& tokens) {
  tokens.clear();
  end = std::min(end, text.size());
  while (end > begin && static_cast<unsigned char>(text[end - 1]) <= ' ') {
    --end;
  }
  Tokenizer(text, end, most, tokens).Run(begin);
}

}  // namespace headwater::syntax
