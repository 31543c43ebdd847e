// Articles to bytes and back.
#include "form/pack.h"

#include <gtest/gtest.h>

#include "form/json.h"

namespace headwater::form {
namespace {

constexpr std::string_view kArticle =
    R"({"id":"a1","url":"https://vellmar.example/1","kind":"article","headline":"Weir opens","authors":["Ada Holm"],)"
    R"("publisher":"Vellmar Post","credit":"Orrin Wire","published":"2031-02-03T08:00:00+02:00",)"
    R"("published_between":{"from":"2031-02-01","evidence":["in February"]},"language":"en",)"
    R"("marks":[{"kind":"copyright","text":"© 2031 Orrin Wire"}],"text":"The weir opened.",)"
    R"("links":[{"url":"https://orrin.example/2","text":"the wire"}],"annotations":{"sentences":[{"begin":0,"end":16}],)"
    R"("names":[{"begin":4,"end":8,"text":"weir","kind":"place","entity":"place/weir"}],"statements":[{"speaker":)"
    R"({"begin":0,"end":3,"text":"Ada","name":"Ada Holm","entity":"person/ada-holm"},"cue":{"begin":4,"end":8,)"
    R"("text":"said"},"content":[{"begin":9,"end":16}],"kind":"direct","type":"denial","chain":["writer","Ada Holm"]}],)"
    R"("citations":[{"begin":0,"end":3,"text":"The","source":"Orrin Wire","how":"copyright","mark":0}],"times":)"
    R"([{"begin":0,"end":3,"text":"The","type":"DATE","value":"2031-02-03"}],"places":[{"begin":4,"end":8,)"
    R"("text":"weir","name":"Weir","country":"EE","latitude":59.437,"longitude":-24.7535}]}})";

TEST(PackTest, AnArticleGoesThereAndBackUnchanged) {
  const auto article = ReadArticle(kArticle);
  ASSERT_TRUE(article) << article.error().text;
  const auto again = Unpack(Pack(*article));
  ASSERT_TRUE(again);
  EXPECT_EQ(WriteArticle(*again), WriteArticle(*article));
}

TEST(PackTest, BytesThatBreakOffGiveNothing) {
  const std::string bytes = Pack(ReadArticle(kArticle).value());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Unpack(std::string_view(bytes).substr(0, size))) << size;
  }
}

TEST(PackTest, BytesThatClaimMoreThanThereIsGiveNothing) {
  EXPECT_FALSE(Unpack(std::string(64, '\x7F')));
  EXPECT_FALSE(Unpack(std::string(64, '\xFF')));
}

}  // namespace
}  // namespace headwater::form
