// The words of data/picture_words.tsv.
#include "extract/picture_words.h"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

#include "extract/plain_tokens.h"
#include "tables/tables.h"
#include "text/words.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kCreditLongest = 160;  // bytes
constexpr std::size_t kCreditWords = 3;

using WordSet = std::unordered_set<std::string>;

struct Words {
  WordSet drop;
  WordSet named;
  WordSet stand_in;
  WordSet credit;
  WordSet holder;
};

const Words& AllWords() {
  static const Words words = [] {
    Words made;
    for (const tables::Row& row : tables::Table("picture_words")) {
      WordSet& set = row[0] == "drop"      ? made.drop
                     : row[0] == "named"   ? made.named
                     : row[0] == "default" ? made.stand_in
                     : row[0] == "credit"  ? made.credit
                                           : made.holder;
      std::string_view list = row[2];
      while (!list.empty()) {
        const std::size_t bar = std::min(list.find('|'), list.size());
        set.insert(LineKey(list.substr(0, bar)));
        list.remove_prefix(std::min(bar + 1, list.size()));
      }
    }
    return made;
  }();
  return words;
}

// Words of addresses and classes: letters and digits, "adServer" as two.
bool HasWord(std::string_view text, const WordSet& set) {
  std::string word;
  const auto known = [&] { return !word.empty() && set.contains(word); };
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter =
        (c >= 'a' && c <= 'z') || upper || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    const bool hump = upper && !word.empty() && word.back() >= 'a' && word.back() <= 'z';
    if (!letter || hump) {
      if (known()) {
        return true;
      }
      word.clear();
    }
    if (letter) {
      word += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return known();
}

std::string_view TrimCredit(std::string_view text) {
  constexpr std::string_view kEnds = " .,;:|/-\"'()[]";
  const std::size_t begin = text.find_first_not_of(kEnds);
  const std::size_t end = text.find_last_not_of(kEnds);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

// The tokens from `at` that are the longest word for credit; 0 where none is.
std::size_t CreditWordAt(const std::vector<Token>& tokens, std::size_t at) {
  std::size_t best = 0;
  std::string key;
  for (std::size_t count = 1; count <= kCreditWords && at + count <= tokens.size(); ++count) {
    key += (count == 1 ? "" : " ") + tokens[at + count - 1].folded;
    best = AllWords().credit.contains(key) ? count : best;
  }
  return best;
}

void Split(news::Picture& picture, std::size_t at, std::size_t credit_begin) {
  const std::string_view credit = TrimCredit(std::string_view(picture.caption).substr(credit_begin));
  if (credit.empty() || credit.size() > kCreditLongest) {
    return;
  }
  picture.credit = credit;
  std::string_view caption = Trim(std::string_view(picture.caption).substr(0, at));
  while (!caption.empty() && std::string_view("(|[/-").find(caption.back()) != std::string_view::npos) {
    caption = Trim(caption.substr(0, caption.size() - 1));
  }
  picture.caption = std::string(caption);
}

// "Photo: A. Berg" and "Photo by A. Berg", anywhere; the last such words count.
bool PartByWord(news::Picture& picture) {
  const std::string& caption = picture.caption;
  const std::vector<Token> tokens = TokensOf(caption, 400);
  for (std::size_t at = tokens.size(); at > 0; --at) {
    const std::size_t count = CreditWordAt(tokens, at - 1);
    const std::size_t last = at - 1 + count;
    if (count == 0 || last >= tokens.size() || caption.size() - tokens[at - 1].begin > kCreditLongest) {
      continue;
    }
    const std::string_view gap =
        std::string_view(caption).substr(tokens[last - 1].end, tokens[last].begin - tokens[last - 1].end);
    const bool colon = gap.find(':') != std::string_view::npos || gap.find("：") != std::string_view::npos ||
                       gap.find("©") != std::string_view::npos;
    const bool by = tokens[last].folded == "by" && tokens[at - 1].capital;
    // Words for pictures open what they say, or stand in brackets.
    const std::size_t begin = tokens[at - 1].begin;
    const std::string_view before = Trim(std::string_view(caption).substr(0, begin));
    const bool opens = before.empty() ||
                       std::string_view(".!?|/([-\"'").find(before.back()) != std::string_view::npos ||
                       static_cast<unsigned char>(before.back()) >= 0x80 || tokens[at - 1].capital;
    if ((colon || by) && opens) {
      Split(picture, begin, by ? tokens[last].end : tokens[last].begin);
      return true;
    }
  }
  return false;
}

bool NamesHolder(std::string_view words) {
  const std::vector<Token> tokens = TokensOf(words, 40);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    std::string key;
    for (std::size_t count = 1; count <= kCreditWords && at + count <= tokens.size(); ++count) {
      key += (count == 1 ? "" : " ") + tokens[at + count - 1].folded;
      if (AllWords().holder.contains(key) && tokens[at].capital) {
        return true;
      }
    }
  }
  return false;
}

// "(AP Photo/A. Berg)", "[A. Berg/Reuters]" at the end; "© A. Berg"; "… | Reuters".
bool PartBySign(news::Picture& picture) {
  const std::string& caption = picture.caption;
  const char last = caption.empty() ? ' ' : caption.back();
  if (last == ')' || last == ']') {
    const std::size_t open = caption.rfind(last == ')' ? '(' : '[');
    const std::string_view inner =
        open == std::string::npos ? std::string_view() : std::string_view(caption).substr(open + 1);
    if (!inner.empty() && inner.size() <= kCreditLongest &&
        (NamesHolder(inner) || inner.find('/') != std::string_view::npos ||
         inner.find("©") != std::string_view::npos)) {
      const std::size_t sign = inner.starts_with("©") ? std::string_view("©").size() : 0;
      Split(picture, open, open + 1 + sign);
      return true;
    }
  }
  if (const std::size_t sign = caption.rfind("©"); sign != std::string::npos) {
    Split(picture, sign, sign + std::string_view("©").size());
    return true;
  }
  for (const std::string_view bar : {" | ", " / ", " – ", " — ", ". "}) {
    const std::size_t at = caption.rfind(bar);
    if (at != std::string::npos && caption.size() - at < 60 && NamesHolder(std::string_view(caption).substr(at)) &&
        TokensOf(std::string_view(caption).substr(at), 8).size() <= 6) {
      Split(picture, at + (bar == ". " ? 1 : 0), at + bar.size());
      return true;
    }
  }
  return false;
}

}  // namespace

bool SaysNoPicture(std::string_view words) { return HasWord(words, AllWords().drop); }

bool NamesNoPicture(std::string_view words) {
  return HasWord(words, AllWords().drop) || HasWord(words, AllWords().named);
}

bool SaysDefaultPicture(std::string_view address) { return HasWord(address, AllWords().stand_in); }

bool NamesCredit(std::string_view words) {
  static const WordSet names{"credit",      "credits", "copyright",       "photographer", "creditline", "creditname",
                             "attribution", "rights",  "copyrightholder", "credittext",   "fotograf"};
  return !words.empty() && (HasWord(words, names) || words.find("Credit") != std::string_view::npos);
}

std::string StripCreditWord(std::string_view credit) {
  std::string_view rest = Trim(credit);
  const std::vector<Token> tokens = TokensOf(rest, 12);
  const std::size_t count = tokens.empty() ? 0 : CreditWordAt(tokens, 0);
  if (count > 0 && count < tokens.size()) {
    const std::string_view gap = rest.substr(tokens[count - 1].end, tokens[count].begin - tokens[count - 1].end);
    const bool by = tokens[count - 1].folded == "by";  // "Photo by"
    const bool colon = by || gap.find(':') != std::string_view::npos || gap.find("：") != std::string_view::npos;
    if (colon || tokens[count].folded == "by") {
      rest = rest.substr(colon || count + 1 == tokens.size() ? tokens[count].begin : tokens[count + 1].begin);
    }
  }
  rest = rest.starts_with("©") ? rest.substr(std::string_view("©").size()) : rest;
  return std::string(TrimCredit(rest));
}

void PartCredit(news::Picture& picture) {
  if (!picture.caption.empty() && !PartByWord(picture)) {
    PartBySign(picture);
  }
}

}  // namespace headwater::extract
