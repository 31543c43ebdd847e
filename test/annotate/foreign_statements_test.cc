// Who said what, in languages that tables alone know.
#include <gtest/gtest.h>

#include "annotate/names.h"
#include "annotate/statements.h"

namespace headwater::annotate {
namespace {

using news::StatementKind;

struct Said {
  std::string name;
  std::string cue;
  std::string content;  // pieces parted by " | "
  StatementKind kind = StatementKind::kIndirect;
  news::StatementType type = news::StatementType::kAssertion;
};

std::vector<Said> SaidIn(std::string_view language, std::string_view text) {
  const Prepared prepared(text, std::string(language), {});
  news::Article article;
  article.text = text;
  std::vector<Said> all;
  for (const news::Statement& statement : FindStatements(prepared, article, FindNames(prepared), {})) {
    Said said;
    said.name = statement.speaker ? statement.speaker->name : "";
    said.cue = statement.cue.text;
    for (const news::Span& span : statement.content) {
      said.content += (said.content.empty() ? "" : " | ") + std::string(prepared.index.Slice(span.begin, span.end));
    }
    said.kind = statement.kind;
    said.type = statement.type;
    all.push_back(std::move(said));
  }
  return all;
}

void Expect(std::string_view language, std::string_view text, std::string_view name, std::string_view cue,
            std::string_view content) {
  const auto all = SaidIn(language, text);
  ASSERT_EQ(all.size(), 1U) << text;
  EXPECT_EQ(all[0].name, name) << text;
  EXPECT_EQ(all[0].cue, cue) << text;
  EXPECT_EQ(all[0].content, content) << text;
}

TEST(ForeignStatementsTest, GermanQuotesClausesAndPhrases) {
  Expect("de", "„Der Hafen bleibt bis Freitag geschlossen“, sagte Ministerin Ada Norling.", "Ada Norling", "sagte",
         "„Der Hafen bleibt bis Freitag geschlossen“");
  Expect("de", "Die Ministerin erklärte am Montag, dass der Hafen geschlossen bleibt.", "Ministerin", "erklärte",
         "dass der Hafen geschlossen bleibt");
  Expect("de", "Ada Norling sagte, der Hafen bleibe bis Freitag geschlossen.", "Ada Norling", "sagte",
         "der Hafen bleibe bis Freitag geschlossen");
  Expect("de", "Der Hafen bleibe bis Freitag geschlossen, sagte ein Sprecher der Behörde.", "Sprecher der Behörde",
         "sagte", "Der Hafen bleibe bis Freitag geschlossen");
  Expect("de", "Laut Polizei wurden drei Schiffe beschädigt.", "Polizei", "Laut", "wurden drei Schiffe beschädigt");
  Expect("de", "Drei Schiffe wurden der Polizei zufolge beschädigt.", "Polizei", "zufolge",
         "Drei Schiffe wurden | beschädigt");
}

TEST(ForeignStatementsTest, GermanHelperStandsAwayFromItsParticiple) {
  Expect("de", "Norling hat am Montag gesagt, dass der Hafen zu bleibt.", "Norling", "gesagt",
         "dass der Hafen zu bleibt");
}

TEST(ForeignStatementsTest, FrenchQuotesClausesAndPhrases) {
  Expect("fr", "« Le port restera fermé jusqu'à vendredi », a déclaré Ada Norling.", "Ada Norling", "a déclaré",
         "« Le port restera fermé jusqu'à vendredi »");
  Expect("fr", "Le ministre a déclaré lundi que le port resterait fermé.", "ministre", "a déclaré",
         "que le port resterait fermé");
  Expect("fr", "Selon la police, trois navires ont été endommagés.", "police", "Selon",
         "trois navires ont été endommagés");
}

TEST(ForeignStatementsTest, FrenchPronounIsHungOnTheVerb) {
  const auto all = SaidIn("fr",
                          "Ada Norling a confirmé que le port restait fermé. « Nous attendons les plongeurs de Vard », "
                          "a-t-elle ajouté.");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].name, "Ada Norling");
  EXPECT_EQ(all[1].content, "« Nous attendons les plongeurs de Vard »");
  EXPECT_EQ(all[1].kind, StatementKind::kDirect);
}

TEST(ForeignStatementsTest, SpanishQuotesClausesAndPhrases) {
  Expect("es", "«El puerto seguirá cerrado hasta el viernes», dijo Ada Norling.", "Ada Norling", "dijo",
         "«El puerto seguirá cerrado hasta el viernes»");
  Expect("es", "El ministro afirmó que el puerto seguirá cerrado.", "ministro", "afirmó",
         "que el puerto seguirá cerrado");
  Expect("es", "Según la policía, tres barcos resultaron dañados.", "policía", "Según",
         "tres barcos resultaron dañados");
}

TEST(ForeignStatementsTest, ItalianQuotesAndClauses) {
  Expect("it", "«Il porto resterà chiuso fino a venerdì», ha detto Ada Norling.", "Ada Norling", "ha detto",
         "«Il porto resterà chiuso fino a venerdì»");
  Expect("it", "Il ministro ha dichiarato che il porto resterà chiuso.", "ministro", "ha dichiarato",
         "che il porto resterà chiuso");
  Expect("it", "Secondo la polizia, tre navi sono state danneggiate.", "polizia", "Secondo",
         "tre navi sono state danneggiate");
}

TEST(ForeignStatementsTest, PortugueseQuotesAndClauses) {
  Expect("pt", "“O porto ficará fechado até sexta-feira”, disse Ada Norling.", "Ada Norling", "disse",
         "“O porto ficará fechado até sexta-feira”");
  Expect("pt", "O ministro afirmou que o porto ficará fechado.", "ministro", "afirmou", "que o porto ficará fechado");
  Expect("pt", "Segundo a polícia, três navios foram danificados.", "polícia", "Segundo",
         "três navios foram danificados");
}

TEST(ForeignStatementsTest, PolishQuotesClausesAndPhrases) {
  Expect("pl", "„Port pozostanie zamknięty do piątku” – powiedziała Ada Norling.", "Ada Norling", "powiedziała",
         "„Port pozostanie zamknięty do piątku”");
  Expect("pl", "Minister oświadczył, że port pozostanie zamknięty.", "Minister", "oświadczył",
         "że port pozostanie zamknięty");
  Expect("pl", "Według policji, trzy statki zostały uszkodzone.", "policji", "Według",
         "trzy statki zostały uszkodzone");
}

TEST(ForeignStatementsTest, RussianQuotesClausesPhrasesAndDashes) {
  Expect("ru", "«Порт останется закрытым до пятницы», — сказала Ада Норлинг.", "Ада Норлинг", "сказала",
         "«Порт останется закрытым до пятницы»");
  Expect("ru", "Министр заявил, что порт останется закрытым.", "Министр", "заявил", "что порт останется закрытым");
  Expect("ru", "По словам полиции, повреждены три судна.", "полиции", "По словам", "повреждены три судна");
  Expect("ru", "— Мы откроем порт в пятницу, — сказала Ада Норлинг. — Не раньше.", "Ада Норлинг", "сказала",
         "Мы откроем порт в пятницу, | Не раньше.");
}

TEST(ForeignStatementsTest, UkrainianQuotesClausesAndPhrases) {
  Expect("uk", "«Порт залишиться закритим до п’ятниці», — сказала Ада Норлінг.", "Ада Норлінг", "сказала",
         "«Порт залишиться закритим до п’ятниці»");
  Expect("uk", "Міністр заявив, що порт залишиться закритим.", "Міністр", "заявив", "що порт залишиться закритим");
  Expect("uk", "За словами поліції, пошкоджено три судна.", "поліції", "За словами", "пошкоджено три судна");
}

TEST(ForeignStatementsTest, EstonianQuotesClausesAndPhrases) {
  Expect("et", "„Sadam jääb suletuks kuni reedeni,“ ütles Ada Norling.", "Ada Norling", "ütles",
         "„Sadam jääb suletuks kuni reedeni,“");
  Expect("et", "Minister kinnitas, et sadam jääb suletuks.", "Minister", "kinnitas", "et sadam jääb suletuks");
  Expect("et", "Politsei sõnul sai viga kolm laeva.", "Politsei", "sõnul", "sai viga kolm laeva");
}

TEST(ForeignStatementsTest, LatvianQuotesClausesAndPhrases) {
  Expect("lv", "\"Osta paliks slēgta līdz piektdienai,\" sacīja Ada Norlinga.", "Ada Norlinga", "sacīja",
         "\"Osta paliks slēgta līdz piektdienai,\"");
  Expect("lv", "Ministrs paziņoja, ka osta paliks slēgta.", "Ministrs", "paziņoja", "ka osta paliks slēgta");
  Expect("lv", "Pēc policijas teiktā, bojāti trīs kuģi.", "policijas", "Pēc", "bojāti trīs kuģi");
}

TEST(ForeignStatementsTest, LithuanianQuotesClausesAndPhrases) {
  Expect("lt", "„Uostas liks uždarytas iki penktadienio“, – sakė Ada Norling.", "Ada Norling", "sakė",
         "„Uostas liks uždarytas iki penktadienio“");
  Expect("lt", "Ministras pareiškė, kad uostas liks uždarytas.", "Ministras", "pareiškė", "kad uostas liks uždarytas");
  Expect("lt", "Pasak policijos, apgadinti trys laivai.", "policijos", "Pasak", "apgadinti trys laivai");
  Expect("lt", "Policijos teigimu, apgadinti trys laivai.", "Policijos", "teigimu", "apgadinti trys laivai");
}

TEST(ForeignStatementsTest, DutchQuotesClausesAndPhrases) {
  Expect("nl", "“De haven blijft tot vrijdag gesloten”, zei Ada Norling.", "Ada Norling", "zei",
         "“De haven blijft tot vrijdag gesloten”");
  Expect("nl", "De minister zei dat de haven gesloten blijft.", "minister", "zei", "dat de haven gesloten blijft");
  Expect("nl", "Volgens de politie zijn drie schepen beschadigd.", "politie", "Volgens",
         "zijn drie schepen beschadigd");
}

TEST(ForeignStatementsTest, TurkishSpeaksAtTheEnd) {
  Expect("tr", "Ada Norling, “Liman cumaya kadar kapalı kalacak” dedi.", "Ada Norling", "dedi",
         "“Liman cumaya kadar kapalı kalacak”");
  Expect("tr", "Ada Norling, limanın cumaya kadar kapalı kalacağını söyledi.", "Ada Norling", "söyledi",
         "limanın cumaya kadar kapalı kalacağını");
}

TEST(ForeignStatementsTest, ArabicVerbsStandFirst) {
  Expect("ar", "قال الوزير إن الميناء سيبقى مغلقا حتى يوم الجمعة.", "الوزير", "قال",
         "إن الميناء سيبقى مغلقا حتى يوم الجمعة");
  Expect("ar", "وأكدت الشرطة أن ثلاث سفن تضررت.", "الشرطة", "وأكدت", "أن ثلاث سفن تضررت");
}

TEST(ForeignStatementsTest, ChineseHasNoSpaces) {
  Expect("zh", "港口部长表示，港口将关闭到星期五。", "港口部长", "表示", "港口将关闭到星期五");
  Expect("zh", "港口部长说：“港口将关闭到星期五。”", "港口部长", "说", "“港口将关闭到星期五。”");
}

TEST(ForeignStatementsTest, FinnishAndSwedishPhrases) {
  Expect("fi", "Poliisin mukaan kolme laivaa vaurioitui.", "Poliisin", "mukaan", "kolme laivaa vaurioitui");
  Expect("sv", "”Hamnen förblir stängd till fredag”, sade Ada Norling.", "Ada Norling", "sade",
         "”Hamnen förblir stängd till fredag”");
}

TEST(ForeignStatementsTest, TypesComeFromTheTable) {
  const auto all = SaidIn("es", "El gobierno negó que el puerto esté cerrado.");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].type, news::StatementType::kDenial);
}

TEST(ForeignStatementsTest, NamesBetweenMarksAreNoSpeech) {
  EXPECT_TRUE(SaidIn("ru", "Компания «Вард Порт» открыла новый причал.").empty());
}

TEST(ForeignStatementsTest, LoneMarksAreSurvived) {
  for (const std::string_view text :
       {"\"", "\"\n\nsagte", "„", "—", "— —", "«\n\n»", ":", "sagte", "sagte,", "laut", "—\n\n—"}) {
    for (const std::string_view language : {"de", "ru", "fr", "tr", "zh", "lv", "en"}) {
      EXPECT_TRUE(SaidIn(language, text).empty()) << text;
    }
  }
}

TEST(ForeignStatementsTest, UnknownLanguagesSayNothing) {
  EXPECT_TRUE(SaidIn("ka", "„ნავსადგური დაკეტილია“, თქვა ადა ნორლინგმა.").empty());
}

}  // namespace
}  // namespace headwater::annotate
