// The models that the program is built with read plain news sentences as a person would.
#include "syntax/syntax.h"

#include <gtest/gtest.h>

#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "learn/models.h"

namespace headwater::syntax {
namespace {

const Grammar& English() { return *GrammarOf("en"); }

class SyntaxTest : public testing::Test {
 protected:
  void Read(std::string_view text) {
    text_ = text;
    English().Tag(text_, 0, text_.size(), sentence_);
    English().Parse(sentence_);
  }

  std::uint32_t Find(std::string_view form) const {
    for (std::uint32_t at = 0; at < sentence_.size(); ++at) {
      if (sentence_.Form(at) == form) {
        return at;
      }
    }
    ADD_FAILURE() << form << " is no word";
    return 0;
  }

  std::string_view Form(std::uint32_t word) const { return word == kNoWord ? "none" : sentence_.Form(word); }
  std::string_view Head(std::string_view form) const { return Form(sentence_[Find(form)].head); }
  Relation RelationTo(std::string_view form) const { return sentence_[Find(form)].relation; }
  std::string Lemma(std::string_view form) const { return English().Lemma(sentence_, Find(form)); }
  std::string Subtree(std::string_view form) const {
    const auto [begin, end] = sentence_.Bytes(Find(form));
    return text_.substr(begin, end - begin);
  }

  std::string text_;
  Sentence sentence_;
};

TEST_F(SyntaxTest, ASpeakerIsTheSubjectOfSayingAndTheClauseItsComplement) {
  Read("The finance minister of Borvia said on Monday that the new tax would hurt small farms.");
  EXPECT_EQ(sentence_.Root(), Find("said"));
  EXPECT_EQ(Form(sentence_.Subject(Find("said"))), "minister");
  EXPECT_EQ(Subtree("minister"), "The finance minister of Borvia");
  EXPECT_EQ(Form(sentence_.ClauseComplement(Find("said"))), "hurt");
  EXPECT_EQ(Subtree("hurt"), "that the new tax would hurt small farms");
  EXPECT_EQ(Form(sentence_.Subject(Find("hurt"))), "tax");
  EXPECT_EQ(Head("farms"), "hurt");
  EXPECT_EQ(RelationTo("farms"), Relation::kObj);
}

TEST_F(SyntaxTest, WordsHaveClassesTagsAndLemmas) {
  Read("The ministers met in Tarnville and discussed two countries whose laws they had broken.");
  EXPECT_EQ(sentence_[Find("ministers")].upos, Upos::kNoun);
  EXPECT_EQ(sentence_[Find("ministers")].xpos, "NNS");
  EXPECT_EQ(Lemma("ministers"), "minister");
  EXPECT_EQ(Lemma("countries"), "country");
  EXPECT_EQ(sentence_[Find("met")].xpos, "VBD");
  EXPECT_EQ(Lemma("met"), "meet");
  EXPECT_EQ(sentence_[Find("Tarnville")].upos, Upos::kPropn);
  EXPECT_EQ(Lemma("Tarnville"), "Tarnville");
  EXPECT_EQ(Lemma("had"), "have");
  EXPECT_EQ(Lemma("broken"), "break");
}

TEST_F(SyntaxTest, VerbsThatAreJoinedShareTheirSubject) {
  Read("The company opened a factory and hired two hundred people.");
  EXPECT_EQ(RelationTo("hired"), Relation::kConj);
  EXPECT_EQ(Form(sentence_.Subject(Find("hired"))), "company");
}

TEST_F(SyntaxTest, PassivesAndAgentsAreTold) {
  Read("The report was written by two former judges.");
  EXPECT_EQ(RelationTo("report"), Relation::kNsubjPass);
  EXPECT_EQ(RelationTo("was"), Relation::kAuxPass);
  EXPECT_EQ(Head("judges"), "written");
}

TEST_F(SyntaxTest, WhoeverWantsToDoSomethingIsItsSubject) {
  Read("The union wants to end the strike.");
  EXPECT_EQ(RelationTo("end"), Relation::kXcomp);
  EXPECT_EQ(Form(sentence_.Subject(Find("end"))), "union");
  EXPECT_EQ(Form(sentence_.ClauseComplement(Find("wants"))), "end");
}

TEST_F(SyntaxTest, EveryTreeHasOneRootAndSubtreesWithoutGaps) {
  for (const std::string_view text :
       {"\"We will not go,\" Ilka Brode, who leads the party, told reporters in Sorn.", "No.", "???", "the of and to",
        "Brode: we must act now, or else (as Tarn put it) lose.", "BRODE SAYS PARTY WILL NOT RUN", "\xFF \xC3( a"}) {
    Read(text);
    std::size_t roots = 0;
    for (std::uint32_t at = 0; at < sentence_.size(); ++at) {
      const Word& word = sentence_[at];
      roots += word.head == kNoWord ? 1U : 0U;
      EXPECT_EQ(word.head == kNoWord, word.relation == Relation::kRoot);
      EXPECT_LE(word.first, at);
      EXPECT_GT(word.last, at);
      std::size_t below = 0;
      for (std::uint32_t other = 0; other < sentence_.size(); ++other) {
        std::uint32_t up = other;
        while (up != kNoWord && up != at) {
          up = sentence_[up].head;
        }
        below += up == at ? 1U : 0U;
      }
      EXPECT_EQ(below, word.last - word.first) << text << ": " << sentence_.Form(at);
    }
    EXPECT_EQ(roots, 1U) << text;
  }
}

TEST_F(SyntaxTest, NothingIsReadOutOfNothing) {
  Read("");
  EXPECT_EQ(sentence_.size(), 0U);
  EXPECT_EQ(sentence_.Root(), kNoWord);
  Read(" \n ");
  EXPECT_EQ(sentence_.size(), 0U);
}

TEST_F(SyntaxTest, ChildrenAreWalkedInOrder) {
  Read("She gave him the old keys.");
  std::vector<std::string_view> children;
  const std::uint32_t gave = Find("gave");
  for (std::uint32_t at = sentence_.NextChild(gave, kNoWord); at != kNoWord; at = sentence_.NextChild(gave, at)) {
    children.push_back(sentence_.Form(at));
  }
  EXPECT_EQ(children, (std::vector<std::string_view>{"She", "him", "keys", "."}));
  EXPECT_EQ(sentence_.WordAt(4), gave);
  EXPECT_EQ(sentence_.WordAt(text_.size()), sentence_.size());
}

TEST_F(SyntaxTest, ManyThreadsReadWithOneGrammar) {
  Read("The mayor said that nobody was hurt.");
  const std::vector<Word> alone = sentence_.words();
  std::vector<std::thread> threads;
  std::vector<int> same(4);
  for (std::size_t at = 0; at < same.size(); ++at) {
    threads.emplace_back([&, at] {
      Sentence sentence;
      for (int round = 0; round < 50; ++round) {
        English().Tag(text_, 0, text_.size(), sentence);
        English().Parse(sentence);
        for (std::size_t word = 0; word < alone.size(); ++word) {
          same[at] += sentence[word].head == alone[word].head && sentence[word].xpos == alone[word].xpos ? 1 : 0;
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(same, std::vector<int>(4, static_cast<int>(alone.size()) * 50));
}

TEST(GrammarTest, ALanguageWithoutModelsHasNone) { EXPECT_EQ(GrammarOf("et"), nullptr); }

TEST(GrammarTest, TheModelsAreWhole) {
  const auto tagger = learn::EmbeddedModel("english-tagger");
  ASSERT_TRUE(tagger) << tagger.error().text;
  EXPECT_TRUE(tagger->Whole());
  const auto parser = learn::EmbeddedModel("english-parser");
  ASSERT_TRUE(parser) << parser.error().text;
  EXPECT_TRUE(parser->Whole());
}

TEST(GrammarTest, WithoutAParserItTagsAlone) {
  const auto grammar = Grammar::Read(learn::EmbeddedModel("english-tagger")->bytes(), {});
  ASSERT_TRUE(grammar);
  EXPECT_FALSE((*grammar)->parses());
  const std::string text = "The mayor visited Sorn.";
  Sentence sentence;
  (*grammar)->Tag(text, 0, text.size(), sentence);
  (*grammar)->Parse(sentence);
  EXPECT_FALSE(sentence.parsed());
  EXPECT_EQ(sentence[1].upos, Upos::kNoun);
}

TEST(GrammarTest, BytesThatWereBrokenAreAnErrorOrDoNoHarm) {
  const std::string_view tagger = learn::EmbeddedModel("english-tagger")->bytes();
  const std::string_view parser = learn::EmbeddedModel("english-parser")->bytes();
  EXPECT_TRUE(Grammar::Read(tagger, parser));
  EXPECT_FALSE(Grammar::Read(parser, tagger));
  EXPECT_FALSE(Grammar::Read(tagger.substr(0, tagger.size() - 1), parser));
  EXPECT_FALSE(Grammar::Read(tagger, parser.substr(1)));
  EXPECT_FALSE(Grammar::Read("", parser));
  const std::string text = "The mayor of Sorn said that Brode's party will never again win.";
  std::uint64_t chance = 1;
  for (int round = 0; round < 60; ++round) {
    std::string broken_tagger(tagger);
    std::string broken_parser(parser);
    // Early bytes are what sizes and names are read from: they are hit more often.
    for (int change = 0; change < 3000; ++change) {
      chance = chance * 6364136223846793005ULL + 1442695040888963407ULL;
      const std::size_t reach = change % 100 == 0 ? 2000 : tagger.size();
      broken_tagger[300 + ((chance >> 20U) % (reach - 300))] ^= static_cast<char>(chance >> 56U);
      broken_parser[2000 + ((chance >> 22U) % (parser.size() - 2000))] ^= static_cast<char>(chance >> 48U);
    }
    const auto grammar = Grammar::Read(broken_tagger, broken_parser);
    if (grammar) {
      Sentence sentence;
      (*grammar)->Tag(text, 0, text.size(), sentence);
      (*grammar)->Parse(sentence);
      EXPECT_EQ(sentence.size(), 15U);
      EXPECT_FALSE((*grammar)->Lemma(sentence, 3).empty());
    }
  }
}

}  // namespace
}  // namespace headwater::syntax
