// The sample edition goes without a trace, and leaves everything else as it was.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class SamplesTest : public StoreTest {
 protected:
  std::string Bytes() const {
    std::ostringstream bytes;
    for (const char* const suffix : {"", "-wal"}) {
      bytes << std::ifstream(path_ + suffix, std::ios::binary).rdbuf();
    }
    return bytes.str();
  }
};

TEST_F(SamplesTest, NothingOfThemIsLeft) {
  Document sample = MakeDocument("https://samplesite.example/a", "Quillonberg", "Zorvathia, harbour and all.");
  news::Name name{{0, 9}, "Zorvathia", news::NameKind::kPlace, {}, news::EntityId("place/zorvathia"), {}};
  sample.article.annotations.emplace().names.push_back(name);
  const Document shared = MakeDocument("https://samplesite.example/b", "Quillonberg again", "Harbour.");
  const Document own = MakeDocument("https://vellmar.example/own", "Vellmar", "The harbour opened.");
  Keep({sample, shared}, kNoon, true);
  Keep({own});
  Place({sample});
  Place({own, shared});
  FeedRow feed;
  feed.id = news::FeedId("https://samplesite.example/feed");
  feed.url = feed.id.value();
  feed.sample = true;
  ASSERT_TRUE(Opened().Subscribe(std::vector{feed}, kNoon));
  EXPECT_EQ(Opened().Counts()->samples, 2);
  EXPECT_TRUE(Opened().Article(sample.article.id)->line.sample);
  EXPECT_THAT(*Opened().FeedsDue(kNoon, 10), IsEmpty()) << "its feed is not on the network";

  EXPECT_EQ(*Opened().RemoveSamples(), 2);

  EXPECT_EQ(Opened().Counts()->samples, 0);
  EXPECT_EQ(Opened().Counts()->articles, 1);
  EXPECT_EQ(Opened().Counts()->stories, 1);
  EXPECT_EQ(Opened().Counts()->feeds, 0);
  EXPECT_EQ(Opened().Story(news::StoryId(own.article.id.value()))->line.article_count, 1);
  EXPECT_THAT(Find("quillonberg"), IsEmpty());
  EXPECT_THAT(Find("harbour"), SizeIs(1));
  EXPECT_FALSE(Opened().Entity({.entity = news::EntityId("place/zorvathia")}));
  EXPECT_THAT(*Opened().Check(), IsEmpty());
  if (!OnPostgres()) {  // whose files are not ours to read
    const std::string bytes = Bytes();
    for (const std::string word : {"uillonberg", "orvathia", "samplesite"}) {
      EXPECT_THAT(bytes.find(word), std::string::npos) << word;
    }
    EXPECT_NE(bytes.find("vellmar.example/own"), std::string::npos) << "the search of the bytes would find nothing";
  }
  EXPECT_EQ(*Opened().RemoveSamples(), 0);
}

}  // namespace
}  // namespace headwater::store
