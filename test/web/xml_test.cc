// The forgiving XML reader: what it makes of good and bad documents.
#include "web/xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace headwater::web {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// The tree as a line: names, texts in quotes, nesting in brackets.
std::string Shape(const XmlTree& tree) {
  std::string out;
  std::vector<XmlTree::Id> open;
  for (XmlTree::Id id = 0; id < tree.nodes().size(); ++id) {
    while (!open.empty() && open.back() != tree[id].parent) {
      open.pop_back();
      out += ")";
    }
    if (tree[id].is_element()) {
      out.append(tree[id].name).append("(");
      open.push_back(id);
    } else {
      out.append("'").append(tree[id].text).append("'");
    }
  }
  return out + std::string(open.size(), ')');
}

TEST(XmlTest, AGoodDocumentHasNoFaults) {
  const XmlTree tree =
      ParseXml("<?xml version=\"1.0\"?>\n<!-- hi --><a x='1'><b>t &lt; &#x41;</b><![CDATA[<c>]]></a>\n");
  EXPECT_THAT(tree.faults(), IsEmpty());
  EXPECT_EQ(Shape(tree), "a(b('t < A')'<c>')");
  EXPECT_EQ(tree.Attribute(0, "X"), "1");
  EXPECT_EQ(tree.Text(0), "t < A<c>");
}

TEST(XmlTest, NamespacesHoldWhereTheyAreDeclared) {
  const XmlTree tree = ParseXml("<a xmlns='u:1' xmlns:p='u:2'><p:b xmlns='u:3' p:c='v'><d/></p:b><e/></a>");
  EXPECT_EQ(tree[0].space, "u:1");
  EXPECT_EQ(tree[1].space, "u:2");
  EXPECT_EQ(tree.attributes_begin(1)->space, "u:2");
  EXPECT_EQ(tree[2].space, "u:3");
  EXPECT_EQ(tree[3].space, "u:1");
  EXPECT_THAT(tree.faults(), IsEmpty());
}

struct Bad {
  const char* xml;
  const char* shape;
};

class XmlFaultTest : public testing::TestWithParam<Bad> {};

TEST_P(XmlFaultTest, IsReadAsFarAsItGoesAndSaysSo) {
  const XmlTree tree = ParseXml(GetParam().xml);
  EXPECT_EQ(Shape(tree), GetParam().shape);
  EXPECT_THAT(tree.faults(), Not(IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(All, XmlFaultTest,
                         testing::Values(Bad{"<a><b>x</a>", "a(b('x'))"}, Bad{"<a>x & y</a>", "a('x & y')"},
                                         Bad{"<a>1 < 2</a>", "a('1 ''< 2')"}, Bad{"<a>&nbsp;</a>", "a('\xC2\xA0')"},
                                         Bad{"<a>&quux;</a>", "a('&quux;')"}, Bad{"<a><![CDATA[x</a>", "a('x')"},
                                         Bad{"<a><!-- x</a>", "a()"}, Bad{"<a b=c d>x</a>", "a('x')"}, Bad{"<a", "a()"},
                                         Bad{"<a></b></a>", "a()"}, Bad{"<a/>x", "a()"}, Bad{"<a/><b/>", "a()b()"},
                                         Bad{"<p:a/>", "a()"}, Bad{"", ""}, Bad{"<a>\x01x</a>", "a('x')"},
                                         Bad{"<a b='1' b='2'/>", "a()"}, Bad{" <?xml version='1.0'?><a/>", "a()"},
                                         Bad{"<a><B>x</b>y</a>", "a(B('x')'y')"}, Bad{"<a>&#65 </a>", "a('A ')"},
                                         Bad{"<a>x</a", "a('x')"}));

TEST(XmlTest, AFaultSaysItsLine) { EXPECT_THAT(ParseXml("<a>\n\n&</a>").faults(), ElementsAre(HasSubstr("line 3"))); }

TEST(XmlTest, DeclaredEntitiesAreResolved) {
  const XmlTree tree = ParseXml("<!DOCTYPE a [<!ENTITY x \"one\"><!ENTITY y '&x; &#38;amp; two'>]><a b='&y;'>&y;</a>");
  EXPECT_EQ(tree.Text(0), "one & two");
  EXPECT_EQ(tree.Attribute(0, "b"), "one & two");
  EXPECT_THAT(tree.faults(), IsEmpty());
}

TEST(XmlTest, ExternalEntitiesAreNotFetched) {
  const XmlTree tree = ParseXml("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>");
  EXPECT_EQ(tree.Text(0), "&x;");
}

TEST(XmlTest, AnEntityBombStaysSmall) {
  std::string bomb = "<!DOCTYPE a [<!ENTITY x0 \"" + std::string(1000, 'x') + "\">";
  for (int i = 1; i < 30; ++i) {
    bomb += "<!ENTITY x" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) {
      bomb += "&x" + std::to_string(i - 1) + ";";
    }
    bomb += "\">";
  }
  bomb += "]><a>&x29;&x29;</a>";
  const XmlTree tree = ParseXml(bomb);
  EXPECT_LT(tree.Text(0).size(), 2'000'000U);
  EXPECT_THAT(tree.faults(), Not(IsEmpty()));
}

TEST(XmlTest, WhatIsTooDeepIsText) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<a>";
  }
  deep += "x";
  const XmlTree tree = ParseXml(deep, {.max_depth = 8});
  EXPECT_EQ(tree.nodes().size(), 9U);
  EXPECT_EQ(tree.Text(0), "x");
}

TEST(XmlTest, TooManyNodesEndTheReading) {
  std::string many = "<a>";
  for (int i = 0; i < 1000; ++i) {
    many += "<b/>";
  }
  many += "</a>";
  const XmlTree tree = ParseXml(many, {.max_nodes = 100});
  EXPECT_EQ(tree.nodes().size(), 100U);
  EXPECT_THAT(tree.faults(), Not(IsEmpty()));
}

// Every prefix of a document, in a buffer of its exact size, is read without harm.
TEST(XmlTest, AnyPrefixIsReadWithoutHarm) {
  const std::string whole =
      "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a b=\"&x;\"><!-- c --><![CDATA[d]]>&#65;&amp;</a>";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const std::vector<char> exact(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const XmlTree tree = ParseXml({exact.data(), exact.size()});
    EXPECT_EQ(tree.faults().empty(), size == whole.size()) << size;
  }
}

TEST(XmlTest, EscapingAndReadingAreInverse) {
  const std::string text = "a & b < c > \"d\" 'e'";
  EXPECT_EQ(ParseXml("<a b=\"" + EscapeXml(text) + "\"/>").Attribute(0, "b"), text);
}

}  // namespace
}  // namespace headwater::web
