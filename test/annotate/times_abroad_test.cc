// Times in other languages, in articles of Wednesday, 12 January 2022.
#include "annotate/times_abroad.h"

#include <gtest/gtest.h>

#include "annotate/annotate.h"
#include "news/spelling.h"

namespace headwater::annotate {
namespace {

using List = std::vector<std::string>;

List Times(const std::string& language, const std::string& text) {
  news::Article article;
  article.text = text;
  article.language = language;
  article.published = ParseMoment("2022-01-12");
  Annotate(article);
  List times;
  for (const news::Time& time : article.annotations->times) {
    times.push_back(time.text + " " + time.value);
  }
  return times;
}

TEST(TimesAbroadTest, DatesWithMonthsByNameAreReadInSixteenLanguages) {
  EXPECT_EQ(Times("de", "Die Brücke wurde am 3. März 2013 eröffnet."), List{"3. März 2013 2013-03-03"});
  EXPECT_EQ(Times("fr", "Le pont a ouvert le 3 mars 2013."), List{"3 mars 2013 2013-03-03"});
  EXPECT_EQ(Times("es", "El puente abrió el 3 de marzo de 2013."), List{"3 de marzo de 2013 2013-03-03"});
  EXPECT_EQ(Times("it", "Il ponte fu aperto il 3 marzo 2013."), List{"3 marzo 2013 2013-03-03"});
  EXPECT_EQ(Times("pt", "A ponte abriu em 3 de março de 2013."), List{"3 de março de 2013 2013-03-03"});
  EXPECT_EQ(Times("nl", "De brug ging op 3 maart 2013 open."), List{"3 maart 2013 2013-03-03"});
  EXPECT_EQ(Times("pl", "Most otwarto 3 marca 2013 roku."), List{"3 marca 2013 roku 2013-03-03"});
  EXPECT_EQ(Times("ru", "Мост открыли 3 марта 2013 года."), List{"3 марта 2013 года 2013-03-03"});
  EXPECT_EQ(Times("uk", "Міст відкрили 3 березня 2013 року."), List{"3 березня 2013 року 2013-03-03"});
  EXPECT_EQ(Times("et", "Sild avati 3. märtsil 2013."), List{"3. märtsil 2013 2013-03-03"});
  EXPECT_EQ(Times("lv", "Tiltu atklāja 2013. gada 3. martā."), List{"2013. gada 3. martā 2013-03-03"});
  EXPECT_EQ(Times("lt", "Tiltas atidarytas 2013 m. kovo 3 d."), List{"2013 m. kovo 3 2013-03-03"});
  EXPECT_EQ(Times("tr", "Köprü 3 Mart 2013 günü açıldı."), List{"3 Mart 2013 2013-03-03"});
  EXPECT_EQ(Times("ar", "افتتح الجسر في 3 مارس 2013."), List{"3 مارس 2013 2013-03-03"});
  EXPECT_EQ(Times("zh", "大桥于2013年3月3日开通。"), List{"2013年3月3日 2013-03-03"});
}

TEST(TimesAbroadTest, WhatIsCountedFromTodayIs) {
  EXPECT_EQ(Times("de", "Sie kam gestern und geht am Montag."), (List{"gestern 2022-01-11", "Montag 2022-01-10"}));
  EXPECT_EQ(Times("de", "Vor zwei Wochen regnete es."), List{"Vor zwei Wochen 2021-W52"});
  EXPECT_EQ(Times("ru", "Он уехал вчера, в прошлом году."), (List{"вчера 2022-01-11", "в прошлом году 2021"}));
  EXPECT_EQ(Times("ru", "Две недели назад шёл дождь."), List{"Две недели назад 2021-W52"});
  EXPECT_EQ(Times("fr", "Il est parti hier."), List{"hier 2022-01-11"});
  EXPECT_EQ(Times("zh", "他昨天离开了。"), List{"昨天 2022-01-11"});
}

TEST(TimesAbroadTest, YearsAndFiguresCountWhereTheyStandAsSuch) {
  EXPECT_EQ(Times("de", "Das Haus brannte im Jahr 1956 und am 12.03.2013."),
            (List{"1956 1956", "12.03.2013 2013-03-12"}));
  EXPECT_EQ(Times("ru", "В 1956 году дом сгорел."), List{"1956 году 1956"});
  EXPECT_EQ(Times("de", "Es kostet 1956 Euro."), List{});
}

TEST(TimesAbroadTest, AnyBytesAreRead) {
  EXPECT_NO_THROW(Times("ru", "3 \xD0\x9C\xFF 2013 \xD0"));
  EXPECT_NO_THROW(Times("zh", "2013\xE5\xB9 3"));
}

}  // namespace
}  // namespace headwater::annotate
