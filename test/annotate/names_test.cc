// Names in text, and the entities behind them.
#include "annotate/names.h"

#include <gtest/gtest.h>

#include <map>

namespace headwater::annotate {
namespace {

using news::NameKind;

std::vector<news::Name> NamesOf(std::string_view text, std::string language = "en") {
  return FindNames(Prepared(text, std::move(language), {}));
}

std::map<std::string, NameKind> KindsOf(std::string_view text, std::string language = "en") {
  std::map<std::string, NameKind> kinds;
  for (const news::Name& name : NamesOf(text, std::move(language))) {
    kinds.emplace(name.text, name.kind);
  }
  return kinds;
}

std::string EntityOf(std::string_view text, std::string_view name, std::string language = "en") {
  for (const news::Name& found : NamesOf(text, std::move(language))) {
    if (found.text == name) {
      return found.entity.value();
    }
  }
  return {};
}

TEST(NamesTest, TitlesAreNoPartOfAPersonsName) {
  const auto kinds = KindsOf("Latvian Prime Minister Anna Orvil met Gen. Peter Brask and Mr. Norling in Riga.");
  EXPECT_EQ(kinds.at("Anna Orvil"), NameKind::kPerson);
  EXPECT_EQ(kinds.at("Peter Brask"), NameKind::kPerson);
  EXPECT_EQ(kinds.at("Norling"), NameKind::kPerson);
  EXPECT_EQ(kinds.at("Riga"), NameKind::kPlace);
  EXPECT_EQ(kinds.size(), 4U);
}

TEST(NamesTest, OrganisationsAreToldByTheirWords) {
  const auto kinds = KindsOf("The Department of Harbours and Tides, Vardish Bank and Orvil & Sons, Inc. agreed.");
  EXPECT_EQ(kinds.at("Department of Harbours and Tides"), NameKind::kOrganisation);
  EXPECT_EQ(kinds.at("Vardish Bank"), NameKind::kOrganisation);
  EXPECT_EQ(kinds.count("Orvil & Sons, Inc."), 1U);
}

TEST(NamesTest, ParticlesAndInitialsStayInside) {
  const auto kinds = KindsOf("It was Maria van der Oord who wrote to John J. Tolwin.");
  EXPECT_EQ(kinds.count("Maria van der Oord"), 1U);
  EXPECT_EQ(kinds.count("John J. Tolwin"), 1U);
}

TEST(NamesTest, CommonWordsAtTheStartOfASentenceAreNoNames) {
  const auto kinds = KindsOf("Harbours closed early. Boats stayed in harbours while boats elsewhere sailed.");
  EXPECT_TRUE(kinds.empty());
}

TEST(NamesTest, SurnamesAndSpellingsLeadBackToOnePerson) {
  const std::string text =
      "Prime Minister Maya Callin spoke. Later Kallin left. Maja Kallin came back, and Mr. Brask saw Callin.";
  const std::string entity = EntityOf(text, "Maya Callin");
  EXPECT_TRUE(entity.starts_with("person/"));
  EXPECT_EQ(EntityOf(text, "Kallin"), entity);
  EXPECT_EQ(EntityOf(text, "Maja Kallin"), entity);
  EXPECT_EQ(EntityOf(text, "Callin"), entity);
  EXPECT_NE(EntityOf(text, "Brask"), entity);
}

TEST(NamesTest, OneSpellingOrScriptMeetsAnotherAcrossArticles) {
  EXPECT_EQ(EntityOf("We saw Maja Orvil.", "Maja Orvil"), EntityOf("We saw Maya Orvill.", "Maya Orvill"));
  EXPECT_EQ(EntityOf("We saw Maja Orvil.", "Maja Orvil"), EntityOf("Приехала Мая Орвил.", "Мая Орвил", "ru"));
}

TEST(NamesTest, PersonsWhoShareASurnameStayTwo) {
  const std::string text = "Edward Norling met his sister Agnes Norling.";
  EXPECT_NE(EntityOf(text, "Edward Norling"), EntityOf(text, "Agnes Norling"));
}

TEST(NamesTest, SlavicCasesLeadBackToTheNominative) {
  EXPECT_EQ(EntityOf("Spotkał się z Robertem Nowickim.", "Robertem Nowickim", "pl"),
            EntityOf("Przyszedł Robert Nowicki.", "Robert Nowicki", "pl"));
}

TEST(NamesTest, GermanNounsAreNoNames) {
  const auto kinds = KindsOf("Gestern sagte Angela Brask, der Hafen von Hamburg bleibe am Montag offen.", "de");
  EXPECT_EQ(kinds.count("Angela Brask"), 1U);
  EXPECT_EQ(kinds.count("Hamburg"), 1U);
  EXPECT_EQ(kinds.size(), 2U);
}

TEST(NamesTest, RolesStandBesideTheName) {
  const auto role = [](std::string_view text, std::string_view name) {
    for (const news::Name& found : NamesOf(text, "en")) {
      if (found.text == name) {
        return found.role;
      }
    }
    return std::string("no such name");
  };
  EXPECT_EQ(role("In May then Latvian Foreign Minister Ada Norling resigned.", "Ada Norling"),
            "then Latvian Foreign Minister");
  EXPECT_EQ(role("Ada Norling, the mayor of Vellmar, said so.", "Ada Norling"), "mayor of Vellmar");
  EXPECT_EQ(role("Estonia's prime minister Ada Norling left.", "Ada Norling"), "Estonia's prime minister");
  EXPECT_EQ(role("Mr. Norling, who was late, left.", "Norling"), "");
  EXPECT_EQ(role("First, Ada Norling left.", "Ada Norling"), "");
}

TEST(NamesTest, WhatOneMentionShowsHoldsForTheWholeText) {
  const std::string text = "We met Ada Norling and Edward Brask in Riga. Brask stayed. Norling left Riga.";
  EXPECT_EQ(EntityOf(text, "Brask"), EntityOf(text, "Edward Brask"));
  EXPECT_EQ(EntityOf(text, "Norling"), EntityOf(text, "Ada Norling"));
}

TEST(NamesTest, OffsetsCountCodePoints) {
  const auto names = NamesOf("Žīgurs ēda. Tad nāca Kaspars Žīgurs.", "lv");
  ASSERT_FALSE(names.empty());
  EXPECT_EQ(names.back().text, "Kaspars Žīgurs");
  EXPECT_EQ(names.back().span, (news::Span{21, 35}));
}

TEST(NamesTest, HostileTextIsSurvived) {
  EXPECT_TRUE(NamesOf("").empty());
  NamesOf(std::string(100000, 'A'));
  std::string many;
  for (int i = 0; i < 5000; ++i) {
    many += "Aa Bb of ";
  }
  NamesOf(many);
  NamesOf("\xFF\xFE Ab\xC3 Cd");
}

TEST(NamesTest, WordsOfAHeadlineThatAreSmallElsewhereAreNoNames) {
  const auto kinds = KindsOf(
      "Harbour Fees Rise As Anna Orvil Leaves Vardish Bank\n\nThe fees of the harbour rise. Anna Orvil leaves Vardish "
      "Bank, as others do.");
  EXPECT_EQ(kinds.count("Anna Orvil"), 1U);
  for (const auto& [name, kind] : kinds) {
    EXPECT_EQ(name.find("Fees"), std::string::npos) << name;
    EXPECT_EQ(name.find("Leaves"), std::string::npos) << name;
  }
}

TEST(NamesTest, TownsInACaseAreNoPartOfAPerson) {
  const auto kinds =
      KindsOf("Ministras pirmininkas Jonas Petraitis Vilniuje susitiko su kitais. Jis dirba Kaune.", "lt");
  EXPECT_EQ(kinds.at("Jonas Petraitis"), NameKind::kPerson);
  EXPECT_EQ(kinds.at("Vilniuje"), NameKind::kPlace);
  EXPECT_EQ(kinds.at("Kaune"), NameKind::kPlace);
}

TEST(NamesTest, TurkishEndingsBehindTheApostropheAreNoPartOfAName) {
  const auto kinds = KindsOf("Bakan Orhan Demirel Ankara'da konuştu. Sonra Demirel'in sözleri tartışıldı.", "tr");
  EXPECT_EQ(kinds.at("Orhan Demirel"), NameKind::kPerson);
  EXPECT_EQ(kinds.at("Ankara"), NameKind::kPlace);
  EXPECT_EQ(kinds.count("Demirel"), 1U);
}

TEST(NamesTest, OfficesAreRolesInManyLanguages) {
  const auto role = [](std::string_view text, std::string_view name, std::string language) {
    for (const news::Name& found : NamesOf(text, std::move(language))) {
      if (found.text == name) {
        return found.role;
      }
    }
    return std::string("not found");
  };
  EXPECT_EQ(role("Peaminister Jaan Tamberk rääkis eile.", "Jaan Tamberk", "et"), "Peaminister");
  EXPECT_EQ(role("Vakar prezidentas Jonas Petraitis kalbėjo.", "Jonas Petraitis", "lt"), "prezidentas");
  EXPECT_EQ(role("Vakar prezidents Jānis Kalviņš runāja.", "Jānis Kalviņš", "lv"), "prezidents");
  EXPECT_EQ(role("Χθες ο πρωθυπουργός Νίκος Παπαδέλης μίλησε.", "Νίκος Παπαδέλης", "el"), "πρωθυπουργός");
  EXPECT_EQ(role("Wczoraj premier Jan Wolberski mówił.", "Jan Wolberski", "pl"), "premier");
  EXPECT_EQ(role("Gestern sprach Ministerin Sabine Wolberg.", "Sabine Wolberg", "de"), "Ministerin");
}

TEST(NamesTest, ChineseNamesAreToldByTables) {
  const auto kinds =
      KindsOf("爱沙尼亚总理玛娅·卡林星期三在塔林表示，欧盟将支持乌克兰。外交部发言人王文海说，北京希望对话。", "zh");
  EXPECT_EQ(kinds.at("玛娅·卡林"), NameKind::kPerson);
  EXPECT_EQ(kinds.at("王文海"), NameKind::kPerson);
  EXPECT_EQ(kinds.at("爱沙尼亚"), NameKind::kPlace);
  EXPECT_EQ(kinds.at("塔林"), NameKind::kPlace);
  EXPECT_EQ(kinds.at("北京"), NameKind::kPlace);
  EXPECT_EQ(kinds.at("欧盟"), NameKind::kOrganisation);
  EXPECT_EQ(EntityOf("欧盟说。", "欧盟", "zh"), EntityOf("The European Union said so.", "European Union"));
}

TEST(NamesTest, ArabicNamesAreToldByTables) {
  const auto kinds = KindsOf("قال الوزير محمد السمراني في بغداد إن الأمم المتحدة تدعم العراق.", "ar");
  EXPECT_EQ(kinds.at("محمد السمراني"), NameKind::kPerson);
  EXPECT_EQ(kinds.at("بغداد"), NameKind::kPlace);
  EXPECT_EQ(kinds.at("العراق"), NameKind::kPlace);
  EXPECT_EQ(kinds.at("الأمم المتحدة"), NameKind::kOrganisation);
}

}  // namespace
}  // namespace headwater::annotate
