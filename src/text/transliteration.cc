// Transliteration by tables: letters first, then the digraphs that spell one sound.
#include "text/transliteration.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <utility>

#include "text/utf8.h"
#include "text/words.h"

namespace headwater::text {
namespace {

using Letter = std::pair<char32_t, std::string_view>;

// Lower case only: letters are lowered before they are looked up.
constexpr Letter kLetters[] = {
    // Cyrillic.
    {U'а', "a"},
    {U'б', "b"},
    {U'в', "v"},
    {U'г', "g"},
    {U'д', "d"},
    {U'е', "e"},
    {U'ё', "yo"},
    {U'ж', "zh"},
    {U'з', "z"},
    {U'и', "i"},
    {U'й', "y"},
    {U'к', "k"},
    {U'л', "l"},
    {U'м', "m"},
    {U'н', "n"},
    {U'о', "o"},
    {U'п', "p"},
    {U'р', "r"},
    {U'с', "s"},
    {U'т', "t"},
    {U'у', "u"},
    {U'ф', "f"},
    {U'х', "kh"},
    {U'ц', "ts"},
    {U'ч', "ch"},
    {U'ш', "sh"},
    {U'щ', "shch"},
    {U'ъ', "a"},
    {U'ы', "y"},
    {U'ь', ""},
    {U'э', "e"},
    {U'ю', "yu"},
    {U'я', "ya"},
    {U'є', "ye"},
    {U'і', "i"},
    {U'ї', "yi"},
    {U'ґ', "g"},
    {U'ў', "w"},
    {U'ђ', "dj"},
    {U'ј', "j"},
    {U'љ', "lj"},
    {U'њ', "nj"},
    {U'ћ', "c"},
    {U'џ', "dzh"},
    {U'ѓ', "gj"},
    {U'ќ', "kj"},
    {U'ѕ', "dz"},
    {U'қ', "k"},
    {U'ғ', "g"},
    {U'ә', "a"},
    {U'ө', "o"},
    {U'ү', "u"},
    {U'ұ', "u"},
    {U'ң', "n"},
    {U'һ', "h"},
    // Greek.
    {U'α', "a"},
    {U'β', "v"},
    {U'γ', "g"},
    {U'δ', "d"},
    {U'ε', "e"},
    {U'ζ', "z"},
    {U'η', "i"},
    {U'θ', "th"},
    {U'ι', "i"},
    {U'κ', "k"},
    {U'λ', "l"},
    {U'μ', "m"},
    {U'ν', "n"},
    {U'ξ', "x"},
    {U'ο', "o"},
    {U'π', "p"},
    {U'ρ', "r"},
    {U'σ', "s"},
    {U'ς', "s"},
    {U'τ', "t"},
    {U'υ', "y"},
    {U'φ', "f"},
    {U'χ', "ch"},
    {U'ψ', "ps"},
    {U'ω', "o"},
    {U'ά', "a"},
    {U'έ', "e"},
    {U'ή', "i"},
    {U'ί', "i"},
    {U'ό', "o"},
    {U'ύ', "y"},
    {U'ώ', "o"},
    {U'ϊ', "i"},
    {U'ϋ', "y"},
    // Hebrew: no vowels but those that letters carry.
    {U'א', "a"},
    {U'ב', "b"},
    {U'ג', "g"},
    {U'ד', "d"},
    {U'ה', "h"},
    {U'ו', "v"},
    {U'ז', "z"},
    {U'ח', "h"},
    {U'ט', "t"},
    {U'י', "y"},
    {U'כ', "k"},
    {U'ך', "k"},
    {U'ל', "l"},
    {U'מ', "m"},
    {U'ם', "m"},
    {U'נ', "n"},
    {U'ן', "n"},
    {U'ס', "s"},
    {U'ע', "a"},
    {U'פ', "p"},
    {U'ף', "f"},
    {U'צ', "ts"},
    {U'ץ', "ts"},
    {U'ק', "k"},
    {U'ר', "r"},
    {U'ש', "sh"},
    {U'ת', "t"},
    // Arabic and Persian.
    {U'ا', "a"},
    {U'أ', "a"},
    {U'إ', "i"},
    {U'آ', "a"},
    {U'ب', "b"},
    {U'ة', "a"},
    {U'ت', "t"},
    {U'ث', "th"},
    {U'ج', "j"},
    {U'ح', "h"},
    {U'خ', "kh"},
    {U'د', "d"},
    {U'ذ', "dh"},
    {U'ر', "r"},
    {U'ز', "z"},
    {U'س', "s"},
    {U'ش', "sh"},
    {U'ص', "s"},
    {U'ض', "d"},
    {U'ط', "t"},
    {U'ظ', "z"},
    {U'ع', "a"},
    {U'غ', "gh"},
    {U'ف', "f"},
    {U'ق', "q"},
    {U'ك', "k"},
    {U'ک', "k"},
    {U'ل', "l"},
    {U'م', "m"},
    {U'ن', "n"},
    {U'ه', "h"},
    {U'و', "w"},
    {U'ؤ', "w"},
    {U'ى', "a"},
    {U'ي', "y"},
    {U'ی', "y"},
    {U'ئ', "y"},
    {U'ء', ""},
    {U'پ', "p"},
    {U'چ', "ch"},
    {U'ژ', "zh"},
    {U'گ', "g"},
    {U'ڤ', "v"},
    {U'ـ', ""},
    {U'\u064E', "a"},
    {U'\u064F', "u"},
    {U'\u0650', "i"},
    {U'\u0651', ""},
    {U'\u0652', ""},
    // Latin letters that carry a sound of their own, and ligatures.
    {U'š', "sh"},
    {U'ş', "sh"},
    {U'ș', "sh"},
    {U'ś', "s"},
    {U'č', "ch"},
    {U'ć', "c"},
    {U'ç', "c"},
    {U'ž', "zh"},
    {U'ź', "z"},
    {U'ż', "z"},
    {U'ł', "l"},
    {U'đ', "dj"},
    {U'ð', "d"},
    {U'þ', "th"},
    {U'ø', "o"},
    {U'æ', "ae"},
    {U'œ', "oe"},
    {U'ß', "ss"},
    {U'ə', "a"},
    {U'ı', "i"},
    {U'ħ', "h"},
};

// Katakana; hiragana lie 0x60 below.
constexpr Letter kKana[] = {
    {U'ア', "a"},  {U'イ', "i"},  {U'ウ', "u"},   {U'エ', "e"},  {U'オ', "o"},  {U'カ', "ka"},  {U'キ', "ki"},
    {U'ク', "ku"}, {U'ケ', "ke"}, {U'コ', "ko"},  {U'ガ', "ga"}, {U'ギ', "gi"}, {U'グ', "gu"},  {U'ゲ', "ge"},
    {U'ゴ', "go"}, {U'サ', "sa"}, {U'シ', "shi"}, {U'ス', "su"}, {U'セ', "se"}, {U'ソ', "so"},  {U'ザ', "za"},
    {U'ジ', "ji"}, {U'ズ', "zu"}, {U'ゼ', "ze"},  {U'ゾ', "zo"}, {U'タ', "ta"}, {U'チ', "chi"}, {U'ツ', "tsu"},
    {U'テ', "te"}, {U'ト', "to"}, {U'ダ', "da"},  {U'ヂ', "ji"}, {U'ヅ', "zu"}, {U'デ', "de"},  {U'ド', "do"},
    {U'ナ', "na"}, {U'ニ', "ni"}, {U'ヌ', "nu"},  {U'ネ', "ne"}, {U'ノ', "no"}, {U'ハ', "ha"},  {U'ヒ', "hi"},
    {U'フ', "fu"}, {U'ヘ', "he"}, {U'ホ', "ho"},  {U'バ', "ba"}, {U'ビ', "bi"}, {U'ブ', "bu"},  {U'ベ', "be"},
    {U'ボ', "bo"}, {U'パ', "pa"}, {U'ピ', "pi"},  {U'プ', "pu"}, {U'ペ', "pe"}, {U'ポ', "po"},  {U'マ', "ma"},
    {U'ミ', "mi"}, {U'ム', "mu"}, {U'メ', "me"},  {U'モ', "mo"}, {U'ヤ', "ya"}, {U'ユ', "yu"},  {U'ヨ', "yo"},
    {U'ラ', "ra"}, {U'リ', "ri"}, {U'ル', "ru"},  {U'レ', "re"}, {U'ロ', "ro"}, {U'ワ', "wa"},  {U'ヲ', "o"},
    {U'ン', "n"},  {U'ヴ', "vu"},
};

// Small kana replace the vowel before them: フ and ァ make fa, シ and ャ make sha.
constexpr Letter kSmallKana[] = {
    {U'ァ', "a"}, {U'ィ', "i"}, {U'ゥ', "u"}, {U'ェ', "e"}, {U'ォ', "o"}, {U'ャ', "ya"}, {U'ュ', "yu"}, {U'ョ', "yo"},
};

// The jamo of a Hangul syllable by the Revised Romanization.
constexpr std::array<std::string_view, 19> kInitials = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                                        "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
constexpr std::array<std::string_view, 21> kMedials = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                                       "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                                       "wo", "we", "wi", "yu",  "eu", "ui", "i"};
constexpr std::array<std::string_view, 28> kFinals = {"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                                      "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                                                      "t", "ng", "t", "t", "k", "t", "p", "t"};

using LetterTable = std::unordered_map<char32_t, std::string_view>;

template <std::size_t N>
LetterTable TableOf(const Letter (&letters)[N]) {
  return LetterTable(std::begin(letters), std::end(letters));
}

const std::string_view* Find(const LetterTable& table, char32_t c) {
  const auto found = table.find(c);
  return found == table.end() ? nullptr : &found->second;
}

void AppendKana(std::string& latin, char32_t c) {
  static const LetterTable kana = TableOf(kKana);
  static const LetterTable small = TableOf(kSmallKana);
  if (c >= U'\u3041' && c <= U'\u3096') {
    c += 0x60;
  }
  if (const auto* const sound = Find(kana, c)) {
    latin += *sound;
  } else if (const auto* const vowel = Find(small, c)) {
    if (!latin.empty() && std::string_view("aeiou").find(latin.back()) != std::string_view::npos) {
      latin.pop_back();
    }
    const bool hushing = latin.ends_with("sh") || latin.ends_with("ch") || latin.ends_with('j');
    latin += hushing && vowel->size() == 2 ? vowel->substr(1) : *vowel;
  }
}

void AppendHangul(std::string& latin, char32_t c) {
  const auto syllable = static_cast<std::size_t>(c - 0xAC00);
  latin += kInitials[syllable / 588];
  latin += kMedials[syllable % 588 / 28];
  latin += kFinals[syllable % 28];
}

// What no table of ours has: ICU knows Han readings and the rarer alphabets.
void AppendByIcu(std::string& latin, char32_t c) {
  thread_local const std::unique_ptr<icu::Transliterator> any = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  }();
  thread_local std::unordered_map<char32_t, std::string> seen;
  auto found = seen.find(c);
  if (found == seen.end()) {
    std::string read;
    if (any) {
      icu::UnicodeString wide(static_cast<UChar32>(c));
      any->transliterate(wide);
      wide.toUTF8String(read);
    }
    std::erase_if(read, [](char each) { return each < 'a' || each > 'z'; });
    found = seen.emplace(c, std::move(read)).first;
  }
  latin += found->second;
}

void AppendLetter(std::string& latin, char32_t c) {
  static const LetterTable letters = TableOf(kLetters);
  c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  if (const auto* const sound = Find(letters, c)) {
    latin += *sound;
  } else if (c >= 0xAC00 && c <= 0xD7A3) {
    AppendHangul(latin, c);
  } else if (c >= 0x3041 && c <= 0x30FE) {
    AppendKana(latin, c);
  } else if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)) {
    std::string letter;
    AppendCodePoint(letter, c);
    for (const char each : Fold(letter)) {
      if ((each >= 'a' && each <= 'z') || (each >= '0' && each <= '9')) {
        latin.push_back(each);
      }
    }
  } else if (u_isalpha(static_cast<UChar32>(c)) != 0) {
    AppendByIcu(latin, c);
  } else if (u_charDigitValue(static_cast<UChar32>(c)) >= 0) {
    latin.push_back(static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c))));
  }
}

bool IsApostrophe(char32_t c) { return c == U'\'' || c == U'’' || c == U'ʼ' || c == U'ʹ' || c == U'`' || c == U'״'; }

// Marks belong to their letter, and the long mark of kana to its vowel.
bool IsPartOfWord(char32_t c) {
  return u_isalnum(static_cast<UChar32>(c)) != 0 || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK ||
         c == U'ー';
}

// One sound, many spellings: the longest that fits is taken. Before the vowels alone where so marked.
struct Sound {
  std::string_view spelling;
  std::string_view key;
};
constexpr Sound kSounds[] = {
    {"shch", "s"}, {"dzh", "j"}, {"tsch", "c"}, {"sch", "s"}, {"tch", "c"}, {"sh", "s"}, {"sz", "s"}, {"ch", "c"},
    {"cz", "c"},   {"zh", "z"},  {"rz", "z"},   {"kh", "h"},  {"gh", "g"},  {"ph", "f"}, {"th", "t"}, {"dh", "d"},
    {"ck", "k"},   {"ks", "x"},  {"cs", "x"},   {"qu", "k"},  {"dj", "j"},  {"gj", "j"}, {"ts", "c"}, {"tz", "c"},
    {"oo", "u"},   {"ou", "u"},  {"ee", "i"},   {"iy", "i"},  {"yi", "i"},  {"ij", "i"}, {"ae", "e"}, {"oe", "o"},
    {"ue", "u"},   {"ey", "ei"}, {"ay", "ai"},  {"oy", "oi"}, {"w", "v"},   {"q", "k"},
};

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

char At(std::string_view word, std::size_t at) { return at < word.size() ? word[at] : '\0'; }

// A single letter whose sound hangs on its neighbours.
char KeyOf(std::string_view word, std::size_t at) {
  const char c = word[at];
  const char next = At(word, at + 1);
  if (c == 'y') {
    return IsVowel(next) ? 'j' : 'i';
  }
  if (c == 'c') {
    return next == 'e' || next == 'i' || next == 'y' ? 'c' : 'k';
  }
  return c;
}

// `h` after a vowel and before a consonant, or at the end, only lengthens.
bool IsSilent(std::string_view word, std::size_t at) {
  return word[at] == 'h' && at > 0 && !IsVowel(At(word, at + 1)) && At(word, at + 1) != 'y';
}

}  // namespace

Script ScriptOf(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(NextCodePoint(text, at));
    if (u_isalpha(c) == 0) {
      continue;
    }
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
      case USCRIPT_LATIN:
        return Script::kLatin;
      case USCRIPT_CYRILLIC:
        return Script::kCyrillic;
      case USCRIPT_GREEK:
        return Script::kGreek;
      case USCRIPT_ARABIC:
      case USCRIPT_HEBREW:
        return Script::kAbjad;
      case USCRIPT_KATAKANA:
      case USCRIPT_HIRAGANA:
        return Script::kKana;
      case USCRIPT_HANGUL:
        return Script::kHangul;
      case USCRIPT_HAN:
        return Script::kHan;
      default:
        return Script::kOther;
    }
  }
  return Script::kNone;
}

std::string Latinise(std::string_view text) {
  std::string latin;
  latin.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
      latin.push_back(byte);
      ++at;
      continue;
    }
    if (byte >= 'A' && byte <= 'Z') {
      latin.push_back(static_cast<char>(byte - 'A' + 'a'));
      ++at;
      continue;
    }
    const char32_t c = NextCodePoint(text, at);
    // An apostrophe first: one that counts as a letter would have ICU read all its tables for nothing.
    if (IsApostrophe(c)) {
      continue;
    }
    if (IsPartOfWord(c)) {
      AppendLetter(latin, c);
    } else if (!latin.empty() && latin.back() != ' ') {
      latin.push_back(' ');
    }
  }
  if (!latin.empty() && latin.back() == ' ') {
    latin.pop_back();
  }
  return latin;
}

std::string SpellingKey(std::string_view word) {
  std::string key;
  key.reserve(word.size());
  const auto put = [&key](std::string_view sounds) {
    for (const char sound : sounds) {
      if (key.empty() || key.back() != sound) {
        key.push_back(sound);
      }
    }
  };
  for (std::size_t at = 0; at < word.size();) {
    const std::string_view rest = word.substr(at);
    // Most sounds differ in the first letter: a comparison of strings is rarely needed.
    const auto* const sound = std::ranges::find_if(
        kSounds, [rest](const Sound& each) { return rest[0] == each.spelling[0] && rest.starts_with(each.spelling); });
    // A y or j before a vowel starts the next sound, and belongs to no diphthong.
    const bool parted = sound != std::end(kSounds) && IsVowel(At(rest, sound->spelling.size())) &&
                        (sound->spelling.back() == 'y' || sound->spelling.back() == 'j') && sound->spelling != "dj";
    if (sound != std::end(kSounds) && !parted) {
      put(sound->key);
      at += sound->spelling.size();
      continue;
    }
    if (!IsSilent(word, at)) {
      const char letter = KeyOf(word, at);
      put(std::string_view(&letter, 1));
    }
    ++at;
  }
  return key;
}

}  // namespace headwater::text
