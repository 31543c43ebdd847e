// A wire's items through the pipeline: versions, embargoes and kills as they come from the agency.
#include <gtest/gtest.h>

#include "test/pipeline/collection_fixture.h"

namespace headwater::pipeline {
namespace {

class WireDocuments : public CollectionTest {
 protected:
  Report Take(const std::string& body) {
    Incoming wire;
    wire.page.id = "wire.json";
    wire.page.body = body;
    return CollectionTest::Take({std::move(wire)});
  }
  std::size_t Hits(const std::string& words) {
    store::SearchQuestion question;
    question.words = words;
    return store_->Search(question)->size();
  }
};

std::string Item(const std::string& fields) {
  return R"({"uri":"urn:tidewire:9","versionCreated":"2031-02-03T08:00:00Z","language":"en",)" + fields + "}";
}

const std::string kBodies =
    R"("headlines":[{"value":"Ferry to Orrin stops"}],"copyrightHolder":"Tidewire","bodies":[{"value":)"
    R"("The ferry to Orrin stopped on Monday, its owner said in the morning.\n\nNo boat is left on the river."}])";

TEST_F(WireDocuments, AKillWithoutAnyTextTakesTheItemBack) {
  const Report report =
      Take("[" + Item(kBodies) + R"(,{"uri":"urn:tidewire:10","body_text":"Another item entirely."}])");
  EXPECT_EQ(report.documents, 2U);
  EXPECT_EQ(report.kept, 2U);
  EXPECT_EQ(Hits("ferry"), 1U);
  Take(Item(R"("pubStatus":"canceled")"));
  EXPECT_EQ(Hits("ferry"), 0U);
  EXPECT_EQ(Hits("another"), 1U);
}

TEST_F(WireDocuments, WhatIsUnderEmbargoIsNotShownBefore) {
  Take(Item(kBodies + R"(,"embargoed":"2031-02-05T00:00:00Z")"));
  EXPECT_EQ(Hits("ferry"), 0U);
}

}  // namespace
}  // namespace headwater::pipeline
