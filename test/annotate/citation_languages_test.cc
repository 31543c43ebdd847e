// Citations and credits, language by language.
#include <gtest/gtest.h>

#include "annotate/annotate.h"
#include "news/spelling.h"

namespace headwater::annotate {
namespace {

using List = std::vector<std::string>;

struct Case {
  std::string language;
  std::string text;
  List cited;  // `how source`
};

void PrintTo(const Case& each, std::ostream* out) { *out << each.language << ": " << each.text; }

class CitationLanguagesTest : public testing::TestWithParam<Case> {};

TEST_P(CitationLanguagesTest, WhomAnArticleHasItFromIsCited) {
  news::Article article;
  article.text = GetParam().text;
  article.language = GetParam().language;
  Annotate(article);
  List cited;
  for (const news::Citation& citation : article.annotations->citations) {
    cited.push_back(std::string(news::Spell(citation.how)) + " " + citation.source);
  }
  EXPECT_EQ(cited, GetParam().cited);
}

INSTANTIATE_TEST_SUITE_P(
    German, CitationLanguagesTest,
    testing::Values(
        Case{"de", "Berlin (dpa) - Die Brücke über den Fluss bleibt auch im Winter zu.", {"dateline dpa"}},
        Case{"de", "Das sagte Orla Venn der Bild am Montag.", {"told Bild"}},
        Case{"de", "Laut einem Bericht der Vellmarer Zeitung bleibt die Brücke zu.", {"reported Vellmarer Zeitung"}},
        Case{"de", "Die Brücke bleibt zu, meldet die Nachrichtenagentur AFP.", {"reported AFP"}},
        Case{"de",
             "Die Brücke ist zu.\n\nDieser Artikel erschien zuerst in der Vellmarer Rundschau.",
             {"credit Vellmarer Rundschau"}},
        Case{"de", "Die Welt sagte nichts dazu, und im Focus stand die Brücke.", {}}));

INSTANTIATE_TEST_SUITE_P(
    French, CitationLanguagesTest,
    testing::Values(
        Case{"fr", "Vellmar (AFP) – Le pont reste fermé cet hiver, dit la mairie.", {"dateline AFP"}},
        Case{"fr", "Le pont reste fermé, selon l'AFP.", {"reported AFP"}},
        Case{"fr", "« Nous attendons », a déclaré au Figaro Orla Venn.", {"told Le Figaro"}},
        Case{"fr", "Le pont reste fermé, rapporte Le Courrier de Vellmar.", {"reported Le Courrier de Vellmar"}},
        Case{"fr", "Le monde annonce l'hiver.", {}}));

INSTANTIATE_TEST_SUITE_P(
    Spanish, CitationLanguagesTest,
    testing::Values(
        Case{"es", "Vellmar, 3 mar (EFE).- El puente sobre el río sigue cerrado este invierno.", {"dateline EFE"}},
        Case{"es", "El puente sigue cerrado, según informó EFE.", {"reported EFE"}},
        Case{"es", "La ministra lo dijo citando a Reuters.", {"reported Reuters"}},
        Case{"es", "Así lo declaró a El País Orla Venn.", {"told El País"}},
        Case{"es", "El puente sigue cerrado, según el Diario de Vellmar.", {"reported Diario de Vellmar"}}));

INSTANTIATE_TEST_SUITE_P(
    Italian, CitationLanguagesTest,
    testing::Values(
        Case{"it", "(ANSA) - VELLMAR, 03 MAR - Il ponte sul fiume resta chiuso.", {"dateline ANSA"}},
        Case{"it", "Il ponte resta chiuso, riferisce l'ANSA.", {"reported ANSA"}},
        Case{"it", "Lo ha detto al Corriere della Sera Orla Venn.", {"told Corriere della Sera"}},
        Case{"it", "Il ponte resta chiuso, scrive il Corriere di Vellmar.", {"reported Corriere di Vellmar"}}));

INSTANTIATE_TEST_SUITE_P(
    Portuguese, CitationLanguagesTest,
    testing::Values(
        Case{"pt", "Vellmar, 03 mar (Lusa) - A ponte sobre o rio continua fechada.", {"dateline Lusa"}},
        Case{"pt", "A ponte continua fechada, segundo a Lusa.", {"reported Lusa"}},
        Case{"pt", "A ponte continua fechada, noticiou o Jornal de Vellmar.", {"reported Jornal de Vellmar"}},
        Case{"pt", "Foi o que disse à Reuters Orla Venn.", {"told Reuters"}}));

INSTANTIATE_TEST_SUITE_P(
    Polish, CitationLanguagesTest,
    testing::Values(Case{"pl", "Most na rzece jest zamknięty, pisze Gazeta Wyborcza.", {"reported Gazeta Wyborcza"}},
                    Case{"pl", "Jak podaje agencja AFP, most jest zamknięty.", {"reported AFP"}},
                    Case{"pl", "Powiedziała o tym w rozmowie z PAP Orla Venn.", {"told PAP"}},
                    Case{"pl", "Most jest zamknięty, donosi Kurier Vellmarski.", {"reported Kurier Vellmarski"}},
                    Case{"pl",
                         "Most na rzece jest od dawna zamknięty i nie zostanie otwarty przed wiosną, powiedziała w "
                         "piątek dziennikarzom "
                         "w ratuszu burmistrz miasta Orla Venn. (PAP)",
                         {"credit PAP"}}));

INSTANTIATE_TEST_SUITE_P(
    Ukrainian, CitationLanguagesTest,
    testing::Values(Case{"uk", "Міст закрито, передає Укрінформ.", {"reported Ukrinform"}},
                    Case{"uk",
                         "Про це повідомляє «Українська правда» з посиланням на Reuters.",
                         {"reported Ukrainska Pravda", "reported Reuters"}},
                    Case{"uk", "Міст закрито, пише видання «Велмарські новини».", {"reported Велмарські новини"}},
                    Case{"uk", "Сьогодні повідомили, що міст закрито.", {}}));

INSTANTIATE_TEST_SUITE_P(
    Russian, CitationLanguagesTest,
    testing::Values(Case{"ru", "МОСКВА, 3 марта. /ТАСС/. Мост через реку закрыт на зиму.", {"dateline TASS"}},
                    Case{"ru", "Мост закрыт, как сообщает Интерфакс.", {"reported Interfax"}},
                    Case{"ru", "Мост закрыт, пишет газета со ссылкой на Reuters.", {"reported Reuters"}},
                    Case{"ru", "Мост закрыт, сообщило агентство «Велмар-Пресс».", {"reported Велмар-Пресс"}},
                    Case{"ru", "Сегодня сообщили, что мост закрыт.", {}}));

INSTANTIATE_TEST_SUITE_P(
    Estonian, CitationLanguagesTest,
    testing::Values(Case{"et", "Sild on suletud, kirjutab Postimees.", {"reported Postimees"}},
                    Case{"et", "Sild on suletud, vahendas BNS.", {"reported BNS"}},
                    Case{"et", "Sild avatakse sügisel, ütles Orla Venn ERR-ile.", {"told ERR"}},
                    Case{"et", "Reutersi andmetel on sild suletud.", {"reported Reuters"}},
                    Case{"et", "Sild on suletud, kirjutab ajaleht Vellmari Teataja.", {"reported Vellmari Teataja"}}));

INSTANTIATE_TEST_SUITE_P(
    Latvian, CitationLanguagesTest,
    testing::Values(Case{"lv", "Tilts ir slēgts, raksta \"Latvijas Avīze\".", {"reported Latvijas Avīze"}},
                    Case{"lv", "Tilts ir slēgts, ziņo LETA.", {"reported LETA"}},
                    Case{"lv", "Par to aģentūrai LETA pastāstīja Orla Venna.", {"told LETA"}},
                    Case{"lv", "Tilts ir slēgts, vēsta portāls \"Velmāras ziņas\".", {"reported Velmāras ziņas"}}));

INSTANTIATE_TEST_SUITE_P(
    Lithuanian, CitationLanguagesTest,
    testing::Values(Case{"lt", "Tiltas uždarytas, rašo „Lietuvos rytas“.", {"reported Lietuvos rytas"}},
                    Case{"lt", "Tiltas uždarytas, naujienų agentūrai BNS sakė Orla Venn.", {"told BNS"}},
                    Case{"lt", "Tiltas uždarytas, praneša ELTA.", {"reported ELTA"}},
                    Case{"lt", "Tiltas uždarytas, skelbia portalas „Velmaro žinios“.", {"reported Velmaro žinios"}}));

INSTANTIATE_TEST_SUITE_P(
    Dutch, CitationLanguagesTest,
    testing::Values(Case{"nl", "VELLMAR (ANP) - De brug over de rivier blijft deze winter dicht.", {"dateline ANP"}},
                    Case{"nl", "De brug blijft dicht, volgens de Volkskrant.", {"reported de Volkskrant"}},
                    Case{"nl", "Dat zei Orla Venn tegen De Telegraaf.", {"told De Telegraaf"}},
                    Case{"nl", "De brug blijft dicht, meldt persbureau Reuters.", {"reported Reuters"}},
                    Case{"nl", "Volgens de Vellmarse Courant blijft de brug dicht.", {"reported Vellmarse Courant"}}));

INSTANTIATE_TEST_SUITE_P(
    Turkish, CitationLanguagesTest,
    testing::Values(
        Case{"tr", "VELLMAR (AA) - Nehrin üzerindeki köprü bu kış kapalı kalacak.", {"dateline Anadolu"}},
        Case{"tr", "Köprünün kapalı olduğunu Reuters bildirdi.", {"reported Reuters"}},
        Case{"tr", "Reuters'ın aktardığına göre köprü kapalı.", {"reported Reuters"}},
        Case{"tr", "AFP'ye konuşan Orla Venn köprünün kapalı olduğunu söyledi.", {"told AFP"}},
        Case{"tr", "Vellmar Postası gazetesinin haberine göre köprü kapalı.", {"reported Vellmar Postası"}}));

INSTANTIATE_TEST_SUITE_P(
    Arabic, CitationLanguagesTest,
    testing::Values(Case{"ar", "بيروت (رويترز) - الجسر فوق النهر مغلق هذا الشتاء.", {"dateline Reuters"}},
                    Case{"ar", "الجسر مغلق، وفقا لوكالة رويترز.", {"reported Reuters"}},
                    Case{"ar", "نقلت وكالة فرانس برس عن مسؤول أن الجسر مغلق.", {"reported AFP"}},
                    Case{"ar", "وقال مسؤول لرويترز إن الجسر مغلق.", {"told Reuters"}},
                    Case{"ar", "ذكرت صحيفة \"أخبار فلمار\" أن الجسر مغلق.", {"reported أخبار فلمار"}},
                    Case{"ar", "تشهد منطقة الشرق الأوسط شتاء باردا.", {}}));

INSTANTIATE_TEST_SUITE_P(
    Chinese, CitationLanguagesTest,
    testing::Values(Case{"zh", "新华社北京3月3日电 河上的大桥今年冬天继续关闭。", {"dateline Xinhua"}},
                    Case{"zh", "据路透社报道，大桥继续关闭。", {"reported Reuters"}},
                    Case{"zh", "大桥继续关闭，法新社援引官员的话说。", {"reported AFP"}},
                    Case{"zh", "据《瓦尔纳日报》报道，大桥继续关闭。", {"reported 瓦尔纳日报"}},
                    Case{"zh", "大桥继续关闭。\n\n来源：新华网", {"credit Xinhua"}},
                    Case{"zh", "根据数据，大桥继续关闭。", {}}));

}  // namespace
}  // namespace headwater::annotate
