// Wire formats: ninjs, NewsML-G2 and NITF into articles, with what their issuer reserves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "read/read.h"
#include "text/utf8.h"

namespace headwater::read {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

WireItem One(const std::string& bytes) {
  auto items = ReadWire(bytes, "", "");
  EXPECT_TRUE(items.has_value()) << (items ? "" : items.error().text);
  EXPECT_THAT(*items, SizeIs(1));
  return items->empty() ? WireItem{} : items->front();
}

std::string PartText(const news::Article& article, std::size_t part) {
  const text::CodePointIndex index(article.text);
  return std::string(index.Slice(article.parts.at(part).span.begin, article.parts.at(part).span.end));
}

std::vector<std::string> Says(const WireItem& item) {
  std::vector<std::string> all;
  for (const news::Reservation& reservation : item.page.reservations) {
    EXPECT_EQ(reservation.where, "wire");
    all.push_back(reservation.says);
  }
  return all;
}

constexpr const char* kNinjs3 = R"({
  "uri": "urn:newsml:vellnews.example:20260301:77", "standard": {"name": "ninjs", "version": "3.0"},
  "version": "3", "type": "text", "versionCreated": "2026-03-01T12:30:00+02:00",
  "firstCreated": "2026-03-01T10:00:00+02:00", "pubStatus": "usable", "language": "en-GB", "located": "VELLMAR",
  "by": "By Ann Lee and Bo Ek, Staff Writers", "copyrightHolder": "Vellnews",
  "copyrightNotice": "© 2026 Vellnews", "usageTerms": "Not for archives.", "edNote": "Adds the mayor's reply.",
  "altIds": [{"role": "internal", "value": "VN77"}],
  "infoSources": [{"name": "Harbour Gazette", "uri": "https://gazette.example/1"}],
  "subjects": [{"name": "politics"}, {"name": "ports"}],
  "headlines": [{"role": "short", "value": "Port"}, {"role": "main", "value": "Port opens &amp; closes"}],
  "bodies": [{"role": "summary", "contentType": "text/plain", "value": "Short."},
             {"role": "main", "contentType": "text/html",
              "value": "<p>Die ersten Schöffen <a href='https://vellmar.example/x'>came</a>.<br>Twice.</p><ul><li>one</li><li>two</li></ul><blockquote><p>No comment.</p></blockquote><table><tr><th>a</th><td>1</td></tr><tr><td>b</td><td>2</td></tr></table><p>End.</p>"}],
  "associations": [{"name": "pic", "uri": "urn:p1", "type": "picture", "by": "Cy Oh",
     "descriptions": [{"role": "caption", "value": "The pier"}],
     "renditions": [{"name": "thumbnail", "href": "https://i.example/t.jpg"}, {"name": "main", "href": "https://i.example/m.jpg"}]}]
})";

TEST(Ninjs, AnItemOfVersionThreeIsAnArticleWithItsParts) {
  const WireItem item = One(kNinjs3);
  const news::Article& article = item.article;
  EXPECT_EQ(article.id.value(), "urn:newsml:vellnews.example:20260301:77");
  EXPECT_EQ(article.headline, "Port opens & closes");
  EXPECT_EQ(article.text, "Die ersten Schöffen came. Twice.\n\none\n\ntwo\n\nNo comment.\n\na | 1\n\nb | 2\n\nEnd.");
  EXPECT_THAT(article.authors, ElementsAre("Ann Lee", "Bo Ek"));
  EXPECT_EQ(article.publisher, "Vellnews");
  EXPECT_EQ(article.dateline, "VELLMAR");
  EXPECT_EQ(article.section, "politics");
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(FormatMoment(*article.published), "2026-03-01T10:00:00+02:00");
  EXPECT_EQ(FormatMoment(*article.modified), "2026-03-01T12:30:00+02:00");
  ASSERT_THAT(article.parts, SizeIs(3));
  EXPECT_EQ(article.parts[0].kind, news::PartKind::kList);
  EXPECT_EQ(PartText(article, 0), "one\n\ntwo");
  EXPECT_EQ(article.parts[1].kind, news::PartKind::kQuotation);
  EXPECT_EQ(PartText(article, 1), "No comment.");
  EXPECT_EQ(article.parts[2].kind, news::PartKind::kTable);
  EXPECT_EQ(PartText(article, 2), "a | 1\n\nb | 2");
  ASSERT_THAT(article.links, SizeIs(1));
  EXPECT_EQ(article.links[0].text, "came");
  ASSERT_THAT(article.pictures, SizeIs(1));
  EXPECT_EQ(article.pictures[0].url, "https://i.example/m.jpg");
  EXPECT_EQ(article.pictures[0].caption, "The pier");
  EXPECT_EQ(article.pictures[0].credit, "Cy Oh");
  ASSERT_THAT(article.declared, SizeIs(1));
  EXPECT_EQ(article.declared[0].name, "Harbour Gazette");
  EXPECT_EQ(article.declared[0].where, "infoSource");
  EXPECT_THAT(Says(item), ElementsAre("usageTerms: Not for archives."));
  EXPECT_THAT(item.page.headers, testing::Contains(testing::Pair("altid", "VN77")));
  EXPECT_THAT(item.page.headers, testing::Contains(testing::Pair("wire-version", "3")));
  EXPECT_TRUE(std::ranges::any_of(article.marks, [](const news::Mark& mark) {
    return mark.kind == news::MarkKind::kNotice && mark.text == "Adds the mayor's reply.";
  }));
}

TEST(Ninjs, OlderVersionsSpellTheirNamesOtherwise) {
  const WireItem item = One(R"({"uri":"u1","type":"text","versioncreated":"2014-05-01T08:00:00Z","headline":"Rain",
    "byline":"Von Ina Beck, Vellnews","language":"de","body_text":"Es regnet.\n\nNoch immer.",
    "pubstatus":"usable","associations":{"main":{"uri":"u2","type":"picture","description_text":"Rain",
    "renditions":{"web":{"href":"http://i.example/r.jpg"}}}}})");
  EXPECT_EQ(item.article.text, "Es regnet.\n\nNoch immer.");
  EXPECT_THAT(item.article.authors, ElementsAre("Ina Beck"));
  ASSERT_THAT(item.article.pictures, SizeIs(1));
  EXPECT_THAT(item.page.reservations, IsEmpty());
  EXPECT_FALSE(item.article.rights.has_value());
}

TEST(Ninjs, AKillAndAnEmbargoAreReservations) {
  const WireItem killed = One(R"({"uri":"u1","pubStatus":"canceled","headlines":[{"value":"KILL"}]})");
  EXPECT_THAT(Says(killed), ElementsAre("pubStatus: canceled"));
  ASSERT_TRUE(killed.article.rights.has_value());
  EXPECT_TRUE(killed.article.rights->withdrawn);
  EXPECT_EQ(killed.article.kind, news::ArticleKind::kOther);
  const WireItem early = One(R"({"uri":"u2","embargoed":"2026-04-01T06:00:00+02:00","bodies":[{"value":"A text."}]})");
  ASSERT_TRUE(early.article.rights && early.article.rights->not_before);
  EXPECT_EQ(FormatMoment(MomentOfInstant(*early.article.rights->not_before)), "2026-04-01T04:00:00Z");
  const WireItem held = One(R"({"uri":"u3","pubstatus":"withheld","bodies":[{"value":"A text."}]})");
  EXPECT_FALSE(held.article.rights->text);
}

TEST(Ninjs, SeveralItemsComeInAListOrUnderAName) {
  for (const char* const bytes :
       {R"([{"uri":"a","body_text":"One."},{"uri":"b","body_text":"Two."}])",
        R"({"items":[{"uri":"a","bodies":[{"value":"One."}]},{"uri":"b","bodies":[{"value":"Two."}]}]})"}) {
    ASSERT_TRUE(IsWire(bytes));
    const auto items = ReadWire(bytes, "", "");
    ASSERT_TRUE(items.has_value());
    ASSERT_THAT(*items, SizeIs(2));
    EXPECT_EQ((*items)[1].article.text, "Two.");
  }
}

TEST(Wire, AnAddressThatGivesItemsAnnouncesThem) {
  const auto feed = ReadFeed(kNinjs3, "application/json", "https://vellnews.example/wire");
  ASSERT_TRUE(feed.has_value());
  EXPECT_EQ(feed->kind, news::FeedKind::kWire);
  EXPECT_EQ(feed->title, "Vellnews");
  ASSERT_THAT(feed->entries, SizeIs(1));
  EXPECT_EQ(feed->entries[0].id, "urn:newsml:vellnews.example:20260301:77");
  EXPECT_EQ(feed->entries[0].title, "Port opens &amp; closes");
}

TEST(Wire, FeedsPagesAndArticlesOfOursAreNone) {
  EXPECT_FALSE(IsWire(R"({"version":"https://jsonfeed.org/version/1.1","items":[]})"));
  EXPECT_FALSE(IsWire(R"({"id":"1","url":"https://a.example","headline":"x","text":"y"})"));
  EXPECT_FALSE(IsWire("<rss version='2.0'></rss>"));
  EXPECT_FALSE(IsWire("<html><body><nitf></body></html>"));
  EXPECT_FALSE(IsWire(""));
  EXPECT_FALSE(IsWire("<"));
  EXPECT_FALSE(IsWire("<!--"));
}

constexpr const char* kMessage = R"(<?xml version="1.0"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-03-01T09:00:00Z</sent></header><itemSet>
<packageItem guid="pkg" version="1"><itemMeta><itemClass qcode="ninat:composite"/></itemMeta><groupSet root="g">
 <group id="g"><itemRef residref="t1"><headline>Known</headline></itemRef>
 <itemRef residref="t9" href="https://w.example/t9"><headline>Elsewhere</headline><description>Of a flood.</description></itemRef></group></groupSet></packageItem>
<newsItem guid="t1" version="4" standard="NewsML-G2" standardversion="2.33" xml:lang="fr-FR">
 <rightsInfo><copyrightHolder><name>Agence Vellmar</name></copyrightHolder><copyrightNotice>(c) AV</copyrightNotice>
  <usageTerms href="https://av.example/terms">Presse seulement</usageTerms></rightsInfo>
 <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:AV"><name>Agence Vellmar</name></provider>
  <versionCreated>2026-03-01T08:15:00+01:00</versionCreated><firstCreated>2026-03-01T07:00:00+01:00</firstCreated>
  <embargoed>2026-03-02T06:00:00+01:00</embargoed><pubStatus qcode="stat:usable"/><edNote>Corrige le nom.</edNote>
  <title>no headline</title></itemMeta>
 <contentMeta><creator type="cpnat:person"><name>Léa Marin</name></creator>
  <infoSource><name>Journal du Port</name></infoSource><altId type="x">AV-1</altId><creditline>AV</creditline>
  <dateline>VELLMAR, 1 mars</dateline><language tag="fr"/><subject type="cpnat:abstract" qcode="medtop:1"><name>économie</name></subject>
  <headline>Le port ferme</headline><by>Léa Marin</by></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>
  <body><h2>Avant</h2><p>Le port a <em>fermé</em>.</p><p>Pour de bon &amp; vite.</p></body></html></inlineXML></contentSet>
</newsItem>
<newsItem guid="p1" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
 <contentMeta><creditline>Foto Oh</creditline><description role="drol:caption">Le port</description></contentMeta>
 <contentSet><remoteContent href="https://i.example/small.jpg" width="80"/><remoteContent href="https://i.example/big.jpg" width="1800"/></contentSet></newsItem>
</itemSet></newsMessage>)";

TEST(Newsml, AMessageGivesItsItemsAndWhatItsPackageListsElsewhere) {
  const auto items = ReadWire(kMessage, "application/xml", "");
  ASSERT_TRUE(items.has_value());
  ASSERT_THAT(*items, SizeIs(3));
  const WireItem& text = items->front();
  EXPECT_EQ(text.article.headline, "Le port ferme");
  EXPECT_EQ(text.article.text, "Avant\n\nLe port a fermé.\n\nPour de bon & vite.");
  ASSERT_THAT(text.article.parts, SizeIs(1));
  EXPECT_EQ(text.article.parts[0].kind, news::PartKind::kHeading);
  EXPECT_THAT(text.article.authors, ElementsAre("Léa Marin"));
  EXPECT_EQ(text.article.publisher, "Agence Vellmar");
  EXPECT_EQ(text.article.credit, "AV");
  EXPECT_EQ(text.article.dateline, "VELLMAR, 1 mars");
  EXPECT_EQ(text.article.section, "économie");
  EXPECT_EQ(text.article.language, "fr");
  EXPECT_EQ(FormatMoment(*text.article.published), "2026-03-01T07:00:00+01:00");
  ASSERT_THAT(text.article.declared, SizeIs(1));
  EXPECT_EQ(text.article.declared[0].name, "Journal du Port");
  EXPECT_THAT(Says(text), ElementsAre("embargoed: 2026-03-02T06:00:00+01:00", "usageTerms: Presse seulement"));
  EXPECT_EQ(text.page.reservations[1].policy, "https://av.example/terms");
  ASSERT_THAT(text.article.pictures, SizeIs(1));
  EXPECT_EQ(text.article.pictures[0].url, "https://i.example/big.jpg");
  EXPECT_EQ(text.article.pictures[0].credit, "Foto Oh");
  // Its own bytes, which can be read again alone.
  EXPECT_TRUE(text.page.body.starts_with("<newsItem guid=\"t1\""));
  EXPECT_TRUE(text.page.body.ends_with("</newsItem>"));
  EXPECT_THAT(text.page.body, testing::Not(HasSubstr("p1")));
  EXPECT_EQ(One(text.page.body).article.text, text.article.text);
  EXPECT_EQ((*items)[1].article.kind, news::ArticleKind::kOther);
  const WireItem& package = (*items)[2];
  EXPECT_EQ(package.article.kind, news::ArticleKind::kDigest);
  ASSERT_THAT(package.article.items, SizeIs(1));
  EXPECT_EQ(package.article.items[0].url, "https://w.example/t9");
  EXPECT_EQ(package.article.items[0].text, "Of a flood.");
}

constexpr const char* kNitf =
    R"(<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf version="-//IPTC//DTD NITF 3.4//EN" xml:lang="en"><head><title>slug</title>
<tobject tobject.type="News"><tobject.subject tobject.subject.type="Weather"/></tobject>
<docdata management-status="usable"><doc-id regsrc="VN" id-string="vn-12"/><date.issue norm="20260301T090000-0500"/>
<date.release norm="20260301T100000-0500"/><ed-msg info="Minor edits."/><du-key version="2"/>
<doc.copyright year="2026" holder="Vellnews"/><del-list><from-src src-name="Harbour Gazette"/></del-list></docdata></head>
<body><body.head><hedline><hl1>Snow falls</hl1><hl2>A lot</hl2></hedline>
<byline>By <person>Ann Lee</person><byttl>Vellnews Writer</byttl></byline><distributor>Vellnews Wire</distributor>
<dateline><location>VELLMAR</location></dateline><abstract><p>Not the text.</p></abstract></body.head>
<body.content><block><p lede="true">Snow f)"
    "\xE9"
    R"(ll.</p><media media-type="image"><media-reference mime-type="image/jpeg" source="https://i.example/s.jpg"/>
<media-caption><p>Snow, again.</p></media-caption><media-producer>Cy Oh</media-producer></media>
<ol><li>first</li><li>second</li></ol><bq><block><p>Cold.</p></block></bq><note><p>Editors: see map.</p></note>
<p>It melted.</p></block></body.content><body.end><tagline>Write to ann@vn.example</tagline></body.end></body></nitf>)";

TEST(Nitf, ADocumentIsAnArticle) {
  ASSERT_TRUE(IsWire(kNitf));
  const WireItem item = One(kNitf);
  const news::Article& article = item.article;
  EXPECT_EQ(article.id.value(), "vn-12");
  EXPECT_EQ(article.url, "urn:nitf:vn-12");
  EXPECT_EQ(article.headline, "Snow falls");
  EXPECT_EQ(article.text, "Snow féll.\n\nfirst\n\nsecond\n\nCold.\n\nIt melted.");
  EXPECT_THAT(article.authors, ElementsAre("Ann Lee"));
  EXPECT_EQ(article.credit, "Vellnews Wire");
  EXPECT_EQ(article.publisher, "VN");
  EXPECT_EQ(article.dateline, "VELLMAR");
  EXPECT_EQ(article.section, "Weather");
  EXPECT_EQ(FormatMoment(*article.published), "2026-03-01T09:00:00-05:00");
  EXPECT_EQ(FormatMoment(*article.modified), "2026-03-01T10:00:00-05:00");
  ASSERT_THAT(article.pictures, SizeIs(1));
  EXPECT_EQ(article.pictures[0].caption, "Snow, again.");
  EXPECT_EQ(article.pictures[0].credit, "Cy Oh");
  ASSERT_THAT(article.parts, SizeIs(2));
  EXPECT_EQ(PartText(article, 1), "Cold.");
  ASSERT_THAT(article.declared, SizeIs(1));
  EXPECT_EQ(article.declared[0].name, "Harbour Gazette");
  const auto has = [&](news::MarkKind kind, std::string_view text) {
    return std::ranges::any_of(article.marks,
                               [&](const news::Mark& mark) { return mark.kind == kind && mark.text == text; });
  };
  EXPECT_TRUE(has(news::MarkKind::kNotice, "Editors: see map."));
  EXPECT_TRUE(has(news::MarkKind::kNotice, "Minor edits."));
  EXPECT_TRUE(has(news::MarkKind::kCopyright, "© 2026 Vellnews"));
  EXPECT_TRUE(has(news::MarkKind::kContact, "Write to ann@vn.example"));
}

TEST(Nitf, AKillIsOne) {
  for (const char* const docdata :
       {R"(<docdata management-status="canceled"><doc-id id-string="k"/></docdata>)",
        R"(<docdata><doc-id id-string="k"/><ed-msg info="KILL: the story is wrong"/></docdata>)",
        R"(<docdata><doc-id id-string="k"/><ed-msg msg-type="Mandatory Kill"/></docdata>)"}) {
    const WireItem item = One("<nitf><head>" + std::string(docdata) + "</head><body><body.content/></body></nitf>");
    ASSERT_TRUE(item.article.rights.has_value()) << docdata;
    EXPECT_TRUE(item.article.rights->withdrawn) << docdata;
  }
  const WireItem lives = One(R"(<nitf><head><docdata><ed-msg info="Killing of a story was a mistake"/></docdata></head>
    <body><body.content><p>x</p></body.content></body></nitf>)");
  EXPECT_FALSE(lives.article.rights.has_value());
}

TEST(Wire, WhatIsHostileOrBrokenDoesNoHarm) {
  std::string deep = "<nitf><body><body.content>";
  for (int i = 0; i < 50'000; ++i) {
    deep += "<bq><block><table><tr><td>x";
  }
  EXPECT_TRUE(ReadWire(deep, "", "").has_value());
  std::string nested = R"({"uri":"u","bodies":)";
  for (int i = 0; i < 100'000; ++i) {
    nested += "[";
  }
  EXPECT_FALSE(ReadWire(nested, "", "").has_value());
  const std::string whole = kMessage;
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
    const std::string part = whole.substr(0, cut);
    (void)IsWire(part);
    (void)ReadWire(part, "", "");
  }
  const std::string json = kNinjs3;
  for (std::size_t cut = 0; cut < json.size(); cut += 7) {
    EXPECT_FALSE(ReadWire(json.substr(0, cut), "", "").has_value());
  }
  Limits small;
  small.max_bytes = 10;
  EXPECT_EQ(ReadWire(json, "", "", small).error().fault, Fault::kTooLarge);
  EXPECT_FALSE(ReadWire(R"({"uri":7,"bodies":{"value":[]},"associations":[1,null,{}],"headlines":"x"})", "", "")
                   .value_or(std::vector<WireItem>{})
                   .empty());
}

}  // namespace
}  // namespace headwater::read
