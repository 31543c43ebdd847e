// Languages are told apart.
#include "text/language.h"

#include <gtest/gtest.h>

namespace headwater::text {
namespace {

TEST(Language, IsToldFromWholeSentences) {
  EXPECT_EQ(DetectLanguage("The harbour council voted on Tuesday to widen the old canal bridge."), "en");
  EXPECT_EQ(DetectLanguage("Der Hafenrat hat am Dienstag beschlossen, die alte Kanalbrücke zu verbreitern."), "de");
  EXPECT_EQ(DetectLanguage("Le conseil du port a décidé mardi d'élargir le vieux pont du canal."), "fr");
  EXPECT_EQ(DetectLanguage("Портовый совет во вторник решил расширить старый мост через канал."), "ru");
  EXPECT_EQ(DetectLanguage("Портова рада у вівторок вирішила розширити старий міст через канал."), "uk");
  EXPECT_EQ(DetectLanguage("港务委员会周二决定拓宽运河上的旧桥。"), "zh");
  EXPECT_EQ(DetectLanguage("מועצת הנמל החליטה ביום שלישי להרחיב את הגשר הישן"), "he");
}

TEST(Language, IsEmptyWhereThereAreNoWords) {
  EXPECT_EQ(DetectLanguage(""), "");
  EXPECT_EQ(DetectLanguage("1234 --- 5678"), "");
}

TEST(Language, SurvivesMalformedBytes) {
  EXPECT_EQ(DetectLanguage("The harbour council \xff\xfe voted on Tuesday to widen the old canal bridge \xc3"), "en");
}

TEST(LanguageTest, CloseNeighboursAreToldApartInAFewWords) {
  EXPECT_EQ(DetectLanguage("Stranica nije dostupna, jer tijekom tjedna nema vijesti."), "hr");
  EXPECT_EQ(DetectLanguage("Zij deed dat nooit zonder haar broer."), "nl");
  EXPECT_EQ(DetectLanguage("Mas o efeito na aldeia não foi grande."), "pt");
  EXPECT_EQ(DetectLanguage("桥又关闭了"), "zh");
  EXPECT_EQ(DetectLanguage("橋はまた閉まった"), "ja");
  EXPECT_EQ(DetectLanguage("این پل بسته شده است"), "fa");
}

}  // namespace
}  // namespace headwater::text
