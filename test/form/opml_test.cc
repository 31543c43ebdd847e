// OPML out: folders, attributes, and what must be escaped.
#include "form/opml.h"

#include <gmock/gmock.h>

namespace headwater::form {
namespace {

using testing::HasSubstr;
using testing::Not;

news::Entry Outline(const std::string& url, const std::string& title, std::vector<std::string> folders = {}) {
  news::Entry entry;
  entry.url = url;
  entry.title = title;
  entry.folders = std::move(folders);
  return entry;
}

TEST(OpmlTest, FoldersNestAndWhatHasNoneStandsFirst) {
  news::Feed list;
  list.title = "Mine &amp; yours";
  list.entries = {Outline("https://vellmar.example/1", "One", {"World", "Asia"}),
                  Outline("https://vellmar.example/2", "Two"), Outline("https://vellmar.example/3", "Three", {"World"}),
                  Outline("https://vellmar.example/4", "", {"World", "Asia"})};
  EXPECT_EQ(WriteOpml(list),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
            "<head><title>Mine &amp; yours</title></head>\n<body>\n"
            "<outline type=\"rss\" text=\"Two\" title=\"Two\" xmlUrl=\"https://vellmar.example/2\"/>\n"
            "<outline text=\"World\" title=\"World\">\n"
            "  <outline type=\"rss\" text=\"Three\" title=\"Three\" xmlUrl=\"https://vellmar.example/3\"/>\n"
            "  <outline text=\"Asia\" title=\"Asia\">\n"
            "    <outline type=\"rss\" text=\"One\" title=\"One\" xmlUrl=\"https://vellmar.example/1\"/>\n"
            "    <outline type=\"rss\" text=\"https://vellmar.example/4\" title=\"https://vellmar.example/4\" "
            "xmlUrl=\"https://vellmar.example/4\"/>\n"
            "  </outline>\n</outline>\n</body>\n</opml>\n");
}

TEST(OpmlTest, AttributesKeepTheirNamespaceAndNothingBreaksOut) {
  news::Feed list;
  list.entries = {Outline("https://vellmar.example/?a=1&b=\"2\"", "A &lt; B")};
  list.entries[0].attributes = {
      {"language", "de"}, {"{https://reader.example/ns}rule", "a > \"b\""}, {"on load='x' y", "never"}};
  const std::string opml = WriteOpml(list);
  EXPECT_THAT(opml, HasSubstr("xmlns:n1=\"https://reader.example/ns\""));
  EXPECT_THAT(opml, HasSubstr("language=\"de\" n1:rule=\"a &gt; &quot;b&quot;\""));
  EXPECT_THAT(opml, HasSubstr("xmlUrl=\"https://vellmar.example/?a=1&amp;b=&quot;2&quot;\""));
  EXPECT_THAT(opml, HasSubstr("text=\"A &lt; B\""));
  EXPECT_THAT(opml, Not(HasSubstr("never")));
}

TEST(OpmlTest, AFolderHasItsAttributesOnce) {
  news::Feed list;
  list.entries = {Outline("https://vellmar.example/1", "One", {"World", "Asia"}),
                  Outline("https://vellmar.example/2", "Two", {"World"})};
  list.entries[0].attributes = {
      {"0/expansionState", "1"}, {"1/{https://reader.example/ns}rule", "a"}, {"language", "de"}, {"7/none", "x"}};
  list.entries[1].attributes = {{"0/expansionState", "2"}};
  const std::string opml = WriteOpml(list);
  EXPECT_THAT(opml, HasSubstr("<outline text=\"World\" title=\"World\" expansionState=\"1\">"));
  EXPECT_THAT(opml, HasSubstr("<outline text=\"Asia\" title=\"Asia\" n1:rule=\"a\">"));
  EXPECT_THAT(opml, HasSubstr("xmlUrl=\"https://vellmar.example/1\" language=\"de\"/>"));
  EXPECT_THAT(opml, Not(HasSubstr("none")));
}

}  // namespace
}  // namespace headwater::form
