// Dates in words and figures, in the languages of the news.
#include "extract/date_phrase.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace headwater::extract {
namespace {

std::string Dates(const std::string& text, const std::string& language, bool day_first = false) {
  const std::vector<Token> tokens = TokensOf(text);
  std::string all;
  for (const DatePhrase& phrase : FindDatePhrases(text, tokens, day_first, language)) {
    all += all.empty() ? "" : " ";
    all += fmt::format("{}-{:02}-{:02}", phrase.from.year, phrase.from.month, phrase.from.day);
    const bool range = phrase.to.month != phrase.from.month || phrase.to.day != phrase.from.day;
    all += range ? fmt::format("..{:02}-{:02}", phrase.to.month, phrase.to.day) : "";
  }
  return all;
}

struct Case {
  std::string language;
  std::string text;
};

TEST(DatePhraseTest, ADayWithItsYearIsReadInEveryLanguageOfTheTables) {
  const std::vector<Case> cases{
      {"en", "It fell on May 14, 2024, in rain."},
      {"en", "It fell on the 14th of May, 2024."},
      {"es", "Cayó el 14 de mayo de 2024."},
      {"de", "Er fiel am 14. Mai 2024."},
      {"fr", "Il est tombé le 14 mai 2024."},
      {"ru", "Это было 14 мая 2024 года."},
      {"pt", "Caiu em 14 de maio de 2024."},
      {"it", "È caduto il 14 maggio 2024."},
      {"pl", "Spadł 14 maja 2024 r."},
      {"ja", "2024年5月14日に落ちた。"},
      {"ja", "令和6年5月14日に落ちた。"},
      {"tr", "14 Mayıs 2024'te düştü."},
      {"fa", "در ۲۵ اردیبهشت ۱۴۰۳ افتاد."},
      {"fa", "۱۴ مه ۲۰۲۴"},
      {"nl", "Het viel op 14 mei 2024."},
      {"zh", "它于2024年5月14日落下。"},
      {"zh", "民國113年5月14日"},
      {"ar", "سقط في 14 مايو 2024."},
      {"ar", "سقط في ١٤ أيار/مايو ٢٠٢٤."},
      {"ar", "6 ذو القعدة 1445"},
      {"cs", "Spadl 14. května 2024."},
      {"cs", "Spadl 14. 5. 2024."},
      {"vi", "Rơi vào ngày 14 tháng 5 năm 2024."},
      {"vi", "Ngày 14 tháng Năm năm 2024"},
      {"id", "Jatuh pada 14 Mei 2024."},
      {"ko", "2024년 5월 14일에 떨어졌다."},
      {"uk", "Це було 14 травня 2024 року."},
      {"sv", "Det föll den 14 maj 2024."},
      {"hu", "2024. május 14-én esett le."},
      {"el", "Έπεσε στις 14 Μαΐου 2024."},
      {"ro", "A căzut pe 14 mai 2024."},
      {"da", "Det faldt den 14. maj 2024."},
      {"fi", "Se putosi 14. toukokuuta 2024."},
      {"th", "ตกเมื่อวันที่ 14 พฤษภาคม 2567"},
      {"th", "14 พ.ค. 67"},
      {"th", "14 พ.ค. 2567"},
      {"he", "זה נפל ב-14 במאי 2024."},
      {"no", "Det falt 14. mai 2024."},
      {"bg", "Падна на 14 май 2024 г."},
      {"hr", "Pao je 14. svibnja 2024."},
      {"sr", "Пао је 14. маја 2024."},
      {"sk", "Spadol 14. mája 2024."},
      {"et", "See kukkus 14. mail 2024."},
      {"lv", "Tas nokrita 2024. gada 14. maijā."},
      {"lt", "Tai nukrito 2024 m. gegužės 14 d."},
      {"hi", "यह 14 मई 2024 को गिरा।"},
      {"hi", "१४ मई २०२४"},
      {"bn", "এটি ১৪ মে ২০২৪ তারিখে পড়ে।"},
      {"en", "2024-05-14"},
      {"th", "14/05/2567"},
      {"fa", "۱۴۰۳/۰۲/۲۵"},
      {"ar", "١٤٤٥/١١/٠٦"},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(Dates(each.text, each.language), "2024-05-14") << each.language << ": " << each.text;
  }
}

TEST(DatePhraseTest, AMonthOfAnotherCalendarIsTheDaysFromItsFirstToItsLast) {
  EXPECT_EQ(Dates("در اردیبهشت ۱۴۰۳ بود.", "fa"), "2024-04-20..05-20");
}

TEST(DatePhraseTest, AWordThatNamesDifferentMonthsIsTakenInTheTextsOwnLanguage) {
  EXPECT_EQ(Dates("Pao je 3. listopada 2024.", "hr"), "2024-10-03");
  EXPECT_EQ(Dates("Spadł 3 listopada 2024 r.", "pl"), "2024-11-03");
  EXPECT_EQ(Dates("14 มี.ค. 2567", "th"), "2024-03-14");
  EXPECT_EQ(Dates("14 ม.ค. 2567", "th"), "2024-01-14");
}

TEST(DatePhraseTest, ShortFormsOfOtherLanguagesAreOtherWords) {
  EXPECT_EQ(Dates("Le sort des 20 pays sera connu, et mar 3.", "fr"), "");
  EXPECT_EQ(Dates("On sort des 20 pays 12 fois.", "fr"), "");
}

TEST(DatePhraseTest, YearsOfOtherCalendarsNeedAReason) {
  EXPECT_EQ(Dates("Rooms 12/05/1403 and 14/03/2567 are closed.", "en"), "");
  EXPECT_EQ(Dates("Around 1445 the tower stood, in 1403 it did not.", "en"), "");
}

}  // namespace
}  // namespace headwater::extract
