// Who said what.
#include "annotate/statements.h"

#include <gtest/gtest.h>

#include "annotate/names.h"
#include "news/spelling.h"

namespace headwater::annotate {
namespace {

using news::StatementKind;
using news::StatementType;

struct Read {
  std::string speaker;  // as it stands in the text
  std::string name;     // resolved
  std::string cue;
  std::string content;  // pieces parted by " | "
  StatementKind kind = StatementKind::kIndirect;
  StatementType type = StatementType::kAssertion;
  std::vector<std::string> chain;
};

std::vector<Read> StatementsOf(std::string_view text) {
  const Prepared prepared(text, "en", {});
  news::Article article;
  article.text = text;
  const auto names = FindNames(prepared);
  std::vector<Read> all;
  for (const news::Statement& statement : FindStatements(prepared, article, names, {})) {
    Read read;
    if (statement.speaker) {
      read.speaker = statement.speaker->phrase.text;
      read.name = statement.speaker->name;
    }
    read.cue = statement.cue.text;
    for (const news::Span& span : statement.content) {
      read.content += (read.content.empty() ? "" : " | ") + std::string(prepared.index.Slice(span.begin, span.end));
    }
    read.kind = statement.kind;
    read.type = statement.type;
    read.chain = statement.chain;
    all.push_back(std::move(read));
  }
  return all;
}

Read Only(std::string_view text) {
  const auto all = StatementsOf(text);
  EXPECT_EQ(all.size(), 1U) << text;
  return all.empty() ? Read{} : all[0];
}

TEST(StatementsTest, AClauseAfterTheCueIsItsContent) {
  const Read read = Only("Harbour master Ada Norling said that the quay would stay closed.");
  EXPECT_EQ(read.name, "Ada Norling");
  EXPECT_EQ(read.cue, "said");
  EXPECT_EQ(read.content, "that the quay would stay closed");
  EXPECT_EQ(read.kind, StatementKind::kIndirect);
}

TEST(StatementsTest, AQuotationBeforeTheCueIsItsContent) {
  const Read read = Only("“The quay stays closed until spring,” Ada Norling said.");
  EXPECT_EQ(read.content, "“The quay stays closed until spring,”");
  EXPECT_EQ(read.kind, StatementKind::kDirect);
}

TEST(StatementsTest, TheSpeakerMayFollowTheCue) {
  const Read read = Only("\"We have no boats left to send,\" said Ada Norling, the harbour master.");
  EXPECT_EQ(read.name, "Ada Norling");
  EXPECT_EQ(read.speaker, "Ada Norling, the harbour master");
}

TEST(StatementsTest, ContentMayStandAroundTheCue) {
  const Read read = Only("“The quay is old,” Ada Norling said, “and nobody will pay for it.”");
  EXPECT_EQ(read.content, "“The quay is old,” | “and nobody will pay for it.”");
}

TEST(StatementsTest, QuotationsGoOnOverSentences) {
  const auto all = StatementsOf("“The quay is old,” Ada Norling said. “Nobody will ever pay for it.”");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].content, "“The quay is old,” | “Nobody will ever pay for it.”");
}

TEST(StatementsTest, PronounsLeadBackToWhoSpoke) {
  const auto all = StatementsOf(
      "Ada Norling met Peter Brask on the quay. Norling said that the storm had passed. She said that boats were "
      "safe.");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].name, "Ada Norling");
  EXPECT_EQ(all[1].name, "Ada Norling");
  EXPECT_EQ(all[1].speaker, "She");
}

TEST(StatementsTest, UnnamedSpeakersKeepWhatTheyAreCalled) {
  EXPECT_EQ(Only("“How many boats do you need?” an adviser to the Vardish government said.").name,
            "an adviser to the Vardish government");
  EXPECT_EQ(Only("According to a source in the harbour office, the quay will be sold.").name,
            "a source in the harbour office");
}

TEST(StatementsTest, DenialsAndRefusalsKeepTheirNegation) {
  const Read denial = Only("Moscow has denied any part in the loss of the ferry.");
  EXPECT_EQ(denial.name, "Moscow (government of Russia)");
  EXPECT_EQ(denial.cue, "has denied");
  EXPECT_EQ(denial.type, StatementType::kDenial);
  const Read open = Only("Ada Norling did not rule out a sale of the quay.");
  EXPECT_EQ(open.cue, "did not rule out");
  EXPECT_EQ(open.content, "a sale of the quay");
}

TEST(StatementsTest, TypesFollowTheCue) {
  EXPECT_EQ(Only("Ada Norling promised to rebuild the quay.").type, StatementType::kPromise);
  EXPECT_EQ(Only("Ada Norling believes that the quay is lost.").type, StatementType::kBelief);
  EXPECT_EQ(Only("Ada Norling wants to rebuild the quay.").type, StatementType::kWish);
  EXPECT_EQ(Only("Ada Norling called for a new quay.").type, StatementType::kDemand);
  EXPECT_EQ(Only("Ada Norling declined to comment.").type, StatementType::kNoComment);
  EXPECT_EQ(Only("A poll of sailors showed that few trust the quay.").type, StatementType::kPoll);
}

TEST(StatementsTest, ScareQuotesAreNoStatements) {
  EXPECT_TRUE(StatementsOf("The so-called “new quay” was closed in the autumn.").empty());
}

TEST(StatementsTest, OneStatementInsideAnotherCameThroughItsSpeaker) {
  const auto all = StatementsOf("Peter Brask said that Ada Norling believes that the quay is lost.");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].chain, (std::vector<std::string>{"writer", "Peter Brask", "Ada Norling"}));
}

TEST(StatementsTest, WhatSpeakersSayOfThemselvesBelongsToTheirWords) {
  const Read read = Only("Peter Brask said that he believes that the quay is lost.");
  EXPECT_EQ(read.name, "Peter Brask");
  EXPECT_EQ(read.content, "that he believes that the quay is lost");
}

TEST(StatementsTest, AColonBelongsToTheCue) {
  const Read read = Only("Ada Norling replied: “The quay stays closed until spring.”");
  EXPECT_EQ(read.cue, "replied:");
  EXPECT_EQ(read.content, "“The quay stays closed until spring.”");
}

TEST(StatementsTest, WordsBeforeAColonAndAQuotationAreACueWhateverTheyAre) {
  const Read read = Only("Ada Norling's answer was short: “The quay stays closed until spring.”");
  EXPECT_EQ(read.speaker, "Ada Norling's answer");
  EXPECT_EQ(read.cue, "was short:");
}

TEST(StatementsTest, AnUnknownVerbAfterAQuotationIsACue) {
  const Read read = Only("“The quay will always be ours,” Ada Norling trumpetted in the square.");
  EXPECT_EQ(read.cue, "trumpetted");
  EXPECT_EQ(read.name, "Ada Norling");
}

TEST(StatementsTest, AQuotationMayBeSigned) {
  const Read read = Only("“The quay is older than the town itself.” — Ada Norling");
  EXPECT_EQ(read.cue, "—");
  EXPECT_EQ(read.name, "Ada Norling");
}

TEST(StatementsTest, QuotationsGoOnOverParagraphsThatOpenWithAMark) {
  const Read read = Only(
      "Ada Norling wrote:\n\n“The quay is older than the town.\n\n“Nobody has ever paid for it.”\n\nThe town is old.");
  EXPECT_EQ(read.cue, "wrote:");
  EXPECT_EQ(read.content, "“The quay is older than the town. | “Nobody has ever paid for it.”");
}

TEST(StatementsTest, TranscriptsGiveEachTurnToItsSpeaker) {
  const auto all = StatementsOf("NORLING: Who says that the quay is lost? I want to know.\n\nBRASK: The town says so.");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].speaker, "NORLING");
  EXPECT_EQ(all[0].cue, ":");
  EXPECT_EQ(all[0].content, "Who says that the quay is lost? I want to know.");
  EXPECT_EQ(all[1].speaker, "BRASK");
}

TEST(StatementsTest, AQuotationWithAMarkOfItsOwnHasItsCueInTheNextSentence) {
  const Read read = Only("“Why should we pay for the old quay?” Ada Norling asked.");
  EXPECT_EQ(read.cue, "asked");
  EXPECT_EQ(read.content, "“Why should we pay for the old quay?”");
  EXPECT_EQ(read.type, StatementType::kQuestion);
}

TEST(StatementsTest, FewWordsAreAQuotationWithTheMarksOfASentence) {
  EXPECT_EQ(Only("“We lost,” said Ada Norling.").content, "“We lost,”");
}

TEST(StatementsTest, TheCueMayPartTheContentNearItsBeginning) {
  EXPECT_EQ(Only("Now, Ada Norling said, the boats are safe in the harbour.").content,
            "Now | the boats are safe in the harbour");
}

TEST(StatementsTest, QuestionsPutToSomebodyHaveNoSpeakerButWhoAsked) {
  const auto all = StatementsOf("Asked by Peter Brask whether the quay was lost, Ada Norling said that it was not.");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].name, "Peter Brask");
  EXPECT_EQ(all[0].content, "whether the quay was lost");
  EXPECT_EQ(all[1].name, "Ada Norling");
}

TEST(StatementsTest, AsTheySaidHoldsTheMainClause) {
  const Read read = Only("As Ada Norling noted, the quay is older than the town.");
  EXPECT_EQ(read.cue, "noted");
  EXPECT_EQ(read.content, "the quay is older than the town");
}

TEST(StatementsTest, AVerbOfSpeechAfterToIsTheCueWhereSomethingFollows) {
  const Read read = Only("Ada Norling went on to say that the quay would be sold.");
  EXPECT_EQ(read.cue, "went on to say");
  EXPECT_EQ(read.content, "that the quay would be sold");
}

TEST(StatementsTest, AdjectivesLeadToWhatTheyAreAbout) {
  const Read read = Only("Ada Norling is worried about the old quay.");
  EXPECT_EQ(read.cue, "is worried about");
  EXPECT_EQ(read.content, "the old quay");
  EXPECT_EQ(read.type, StatementType::kBelief);
}

TEST(StatementsTest, APollSpeaks) {
  const Read read = Only("In a poll of sailors, most of them called the quay unsafe.");
  EXPECT_EQ(read.speaker, "a poll of sailors");
  EXPECT_EQ(read.type, StatementType::kPoll);
}

TEST(StatementsTest, FindingSomebodyIsNoFinding) {
  EXPECT_TRUE(StatementsOf("Ada Norling found an old boat behind the quay.").empty());
}

TEST(StatementsTest, WhatAnotherSaysEndsTheContent) {
  const auto all = StatementsOf("Peter Brask says that the quay is safe, another says that it is lost.");
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all[0].content, "that the quay is safe");
}

TEST(StatementsTest, ADatelineIsNoPartOfTheContent) {
  EXPECT_EQ(
      Only("PORT MAREN, May 3 (Orrin Wire) - The ferry ran aground early on Wednesday, the coast guard said.").content,
      "The ferry ran aground early on Wednesday");
  EXPECT_EQ(Only("KARSAVIA — The dam will be drained in spring, engineer Ilse Brandvold said.").content,
            "The dam will be drained in spring");
  EXPECT_EQ(Only("NATO - which met in Karsavia - will send more ships, engineer Ilse Brandvold said.").content,
            "NATO - which met in Karsavia - will send more ships");
}

TEST(StatementsTest, SmallWordsMaySpeakAlone) {
  EXPECT_EQ(Only("Several said that the quay should open.").speaker, "Several");
  EXPECT_EQ(Only("One in five say that the quay should open.").speaker, "One in five");
}

TEST(StatementsTest, WhatAnOpeningParticipleGivesEndsBeforeTheMainClause) {
  const auto all = StatementsOf("Expecting a bad storm, Ada Norling said that the quay would close.");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].content, "a bad storm");
  EXPECT_EQ(all[1].speaker, "Ada Norling");
}

TEST(StatementsTest, TheWordThatStandsForTheContentBelongsToIt) {
  EXPECT_EQ(Only("She left after what Ada Norling called a bad mistake.").content, "what | a bad mistake");
}

TEST(StatementsTest, WordsQuotedWithinAQuotationDoNotEndIt) {
  EXPECT_EQ(Only("“We shall never open what he calls “the quay” to such people,” Ada Norling said.").content,
            "“We shall never open what he calls “the quay” to such people,”");
}

TEST(StatementsTest, FewQuotedWordsMayEndWhatIsSaid) {
  const Read read = Only("The whole plan was “a mistake,” said Ada Norling.");
  EXPECT_EQ(read.speaker, "Ada Norling");
  EXPECT_EQ(read.content, "The whole plan was “a mistake,”");
}

TEST(StatementsTest, AQuotationIsFoundBehindPhrasesOfTimeAndPlace) {
  EXPECT_EQ(Only("Ada Norling said on the radio on Monday, of the old harbour, “We shall open it again.”").content,
            "“We shall open it again.”");
}

TEST(StatementsTest, TheMembersOfAListBelongTogether) {
  EXPECT_EQ(Only("Ada Norling warned against storms from Borvia, Vard and Sorn.").content,
            "storms from Borvia, Vard and Sorn");
}

TEST(StatementsTest, WhetherIsPartOfWhatIsAsked) {
  const Read read = Only("Ada Norling wondered whether the quay would open.");
  EXPECT_EQ(read.cue, "wondered");
  EXPECT_EQ(read.content, "whether the quay would open");
}

TEST(StatementsTest, AnInfinitiveIsContentFromItsToOn) {
  const Read read = Only("Ada Norling vowed to open the quay.");
  EXPECT_EQ(read.cue, "vowed");
  EXPECT_EQ(read.content, "to open the quay");
}

TEST(StatementsTest, WordsWithACueOfTheirOwnEndTheContentBeforeThem) {
  const auto all = StatementsOf("Ada Norling called the plan a bold one - “We begin again today,” she said.");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].content, "the plan a bold one");
  EXPECT_EQ(all[1].content, "“We begin again today,”");
}

TEST(StatementsTest, AnotherStatementBehindAndEndsTheContent) {
  const auto all = StatementsOf("Ada Norling said the quay would open, and the owners have said they agree.");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].content, "the quay would open");
  EXPECT_EQ(all[1].speaker, "the owners");
}

TEST(StatementsTest, ANounThatLooksLikeAVerbIsNoCue) {
  EXPECT_TRUE(StatementsOf("The old radio shows about the harbour ended in May.").empty());
}

TEST(StatementsTest, TheSubjectStandsBehindAPhraseOfTime) {
  EXPECT_EQ(Only("Hours later, Ada Norling took the stage, telling reporters that the quay was safe.").name,
            "Ada Norling");
}

TEST(StatementsTest, ANounThatNobodySaysIsNoStatement) {
  EXPECT_TRUE(StatementsOf("The emails were not disclosed in court.").empty());
  EXPECT_EQ(Only("The harbour board disclosed that the emails were lost.").content, "that the emails were lost");
}

TEST(StatementsTest, WhatIsArguedAboutIsLeftOpen) {
  const auto all = StatementsOf("The two governments have argued about who may inspect the dam.");
  for (const Read& read : all) {
    EXPECT_EQ(read.type, StatementType::kQuestion) << read.content;
  }
}

TEST(StatementsTest, ALanguageWithoutGrammarGivesNone) {
  const Prepared prepared("Ada Norling said that boats were safe.", "fi", {});
  EXPECT_TRUE(FindStatements(prepared, {}, FindNames(prepared), {}).empty());
}

TEST(StatementsTest, HostileTextIsSurvived) {
  EXPECT_TRUE(StatementsOf("").empty());
  EXPECT_TRUE(StatementsOf("said").empty());
  for (const std::string_view piece :
       {"said, ", "“ ", "\" said ", "according to ", "and said ", "'s claim that ", "was ", "On to say ", "in a poll ",
        "asked. ", "? “ said", "NORLING: “", "declined to say "}) {
    std::string text;
    for (int i = 0; i < 3000; ++i) {
      text += piece;
    }
    StatementsOf(text);
  }
}

}  // namespace
}  // namespace headwater::annotate
