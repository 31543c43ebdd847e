#include "text/transliteration.h"

#include <gtest/gtest.h>

namespace headwater::text {
namespace {

TEST(TransliterationTest, CyrillicFollowsTheTablesOfNamesRatherThanOfLetters) {
  EXPECT_EQ(Latinise("Кая Арвид-Лунд"), "kaya arvid lund");
  EXPECT_EQ(Latinise("Щербина"), "shcherbina");
}

TEST(TransliterationTest, EveryScriptComesOutInPlainLetters) {
  EXPECT_EQ(Latinise("Μαρία"), "maria");
  EXPECT_EQ(Latinise("브라가"), "beuraga");
  EXPECT_EQ(Latinise("ジョン"), "jon");
  EXPECT_EQ(Latinise("ファティマ"), "fatima");
  EXPECT_EQ(Latinise("طالب"), "talb");
  EXPECT_EQ(Latinise("טאליב"), "talyb");
  EXPECT_FALSE(Latinise("麦肯").empty());
}

TEST(TransliterationTest, ApostrophesVanishAndOtherMarksPart) {
  EXPECT_EQ(Latinise("O’Marra"), "omarra");
  EXPECT_EQ(Latinise("  Anna–Liisa, "), "anna liisa");
  EXPECT_EQ(Latinise("!?"), "");
}

TEST(TransliterationTest, BytesThatAreNoUtf8DoNoHarm) {
  EXPECT_EQ(Latinise("a\xFF\xC3"), "a");
  EXPECT_EQ(ScriptOf("\xFF"), Script::kNone);
}

TEST(TransliterationTest, SpellingsOfOneSoundHaveOneKey) {
  EXPECT_EQ(SpellingKey("kaja"), SpellingKey("kaya"));
  EXPECT_EQ(SpellingKey("kallas"), SpellingKey("callas"));
  EXPECT_EQ(SpellingKey("dzhonson"), SpellingKey("johnson"));
  EXPECT_EQ(SpellingKey("aleksandr"), SpellingKey("alexandr"));
  EXPECT_EQ(SpellingKey("wassily"), SpellingKey("vasiliy"));
  EXPECT_NE(SpellingKey("marta"), SpellingKey("martin"));
}

TEST(TransliterationTest, TheScriptIsThatOfTheFirstLetter) {
  EXPECT_EQ(ScriptOf("12 Каллас"), Script::kCyrillic);
  EXPECT_EQ(ScriptOf("שלום"), Script::kAbjad);
  EXPECT_EQ(ScriptOf("42"), Script::kNone);
}

}  // namespace
}  // namespace headwater::text
