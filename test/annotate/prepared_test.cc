// A text made ready: its sentences, by the habits of its language.
#include "annotate/prepared.h"

#include <gtest/gtest.h>

namespace headwater::annotate {
namespace {

// How many sentences the text has.
std::size_t Sentences(const std::string& language, const std::string& text) {
  return Prepared(text, language, Limits{}).sentences.size();
}

TEST(PreparedTest, AbbreviationsEndNoSentenceInSixteenLanguages) {
  EXPECT_EQ(Sentences("en", "Dr. Alder met Gov. Birch at 5 p.m. on Monday. She left."), 2U);
  EXPECT_EQ(Sentences("de", "Dr. Erle kam am 3. März. Er blieb ca. zwei Tage."), 2U);
  EXPECT_EQ(Sentences("fr", "M. Aulne est venu. Il est resté env. deux jours."), 2U);
  EXPECT_EQ(Sentences("es", "El Sr. Aliso llegó ayer. Se quedó dos días."), 2U);
  EXPECT_EQ(Sentences("it", "Il sig. Ontano è arrivato. È rimasto due giorni."), 2U);
  EXPECT_EQ(Sentences("pt", "O Sr. Amieiro chegou. Ficou dois dias."), 2U);
  EXPECT_EQ(Sentences("nl", "Dhr. Els kwam aan. Hij bleef ca. twee dagen."), 2U);
  EXPECT_EQ(Sentences("pl", "Prof. Olszyna przyjechał o godz. 5. Został dwa dni."), 2U);
  EXPECT_EQ(Sentences("uk", "Проф. Вільха приїхав у м. Гайове. Він лишився."), 2U);
  EXPECT_EQ(Sentences("ru", "Проф. Ольхин приехал в г. Рощин. Он остался."), 2U);
  EXPECT_EQ(Sentences("et", "Prof. Lepp tuli 3. märtsil. Ta jäi kaheks päevaks."), 2U);
  EXPECT_EQ(Sentences("lv", "Prof. Alksnis ieradās 2013. gada 3. martā. Viņš palika."), 2U);
  EXPECT_EQ(Sentences("lt", "Prof. Alksnis atvyko 2013 m. kovo 3 dieną. Jis liko."), 2U);
  EXPECT_EQ(Sentences("tr", "Prof. Kızılağaç 3. Köprü için geldi. O kaldı."), 2U);
}

TEST(PreparedTest, MarksOfOtherScriptsEndSentences) {
  EXPECT_EQ(Sentences("ar", "هل وصل الرجل؟ نعم وصل أمس. بقي يومين."), 3U);
  EXPECT_EQ(Sentences("zh", "他昨天到了。他说：“我会留下。”真的吗？是的！"), 4U);
  EXPECT_EQ(Sentences("zh", "价格是3.5元。"), 1U);
}

}  // namespace
}  // namespace headwater::annotate
