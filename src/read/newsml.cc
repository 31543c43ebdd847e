// Reading of NewsML-G2.
#include "read/newsml.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/nitf.h"
#include "read/wire_notes.h"
#include "read/wire_prose.h"
#include "read/wire_xml.h"
#include "tables/tables.h"
#include "web/url.h"

namespace headwater::read {
namespace {

using web::XmlTree;
using Id = XmlTree::Id;

// `stat:usable` is `usable`, an address its last part.
std::string Code(const XmlTree& tree, Id element) {
  std::string code = Value(tree, element, "qcode");
  for (const std::string_view other : {"literal", "uri", "code"}) {
    code = code.empty() ? Value(tree, element, other) : code;
  }
  const std::size_t mark = code.find_last_of(":/");
  return mark == std::string::npos || mark + 1 == code.size() ? code : code.substr(mark + 1);
}

// Whom an element stands for: its name, else what the tables know by its address or code, else its code.
std::string Party(const XmlTree& tree, Id element) {
  if (element == kNoElement) {
    return {};
  }
  std::string name = Words(tree, Child(tree, element, "name"));
  if (!name.empty()) {
    return name;
  }
  const std::string host = web::HostOf(Value(tree, element, "uri"));
  if (const news::Source* const source = host.empty() ? nullptr : tables::SourceByHost(host)) {
    return source->name;
  }
  return host.empty() ? Code(tree, element) : host;
}

void TakeRights(const XmlTree& tree, Id item, Id item_meta, WireItem& out) {
  const Id status = Child(tree, item_meta, "pubStatus");
  Reserve(out, "pubStatus", ascii::Lower(Code(tree, status)));
  for (const Id signal : Children(tree, item_meta, "signal")) {
    Reserve(out, "signal", ascii::Lower(Code(tree, signal)));
  }
  if (const Id embargo = Child(tree, item_meta, "embargoed"); embargo != kNoElement) {
    const std::string until = Words(tree, embargo);
    Reserve(out, "embargoed", until.empty() ? "until further notice" : until);
  }
  for (const Id rights : Children(tree, item, "rightsInfo")) {
    for (const Id terms : Children(tree, rights, "usageTerms")) {
      Reserve(out, "usageTerms", Words(tree, terms), Value(tree, terms, "href"));
    }
    for (const Id link : Children(tree, rights, "link")) {
      Reserve(out, "rights", Words(tree, link), Value(tree, link, "href"));
    }
    for (const Id notice : Children(tree, rights, "copyrightNotice")) {
      AddMark(news::MarkKind::kCopyright, Words(tree, notice), out.article);
    }
  }
  for (const Id note : Children(tree, item_meta, "edNote")) {
    AddMark(news::MarkKind::kNotice, Words(tree, note), out.article);
  }
}

void TakeParties(const XmlTree& tree, Id item, Id item_meta, Id content_meta, news::Article& article) {
  article.publisher = Party(tree, Child(tree, item_meta, "provider"));
  if (article.publisher.empty()) {
    article.publisher = Party(tree, Child(tree, Child(tree, item, "rightsInfo"), "copyrightHolder"));
  }
  article.credit = Words(tree, Child(tree, content_meta, "creditline"));
  for (const Id by : Children(tree, content_meta, "by")) {
    TakeByline(Words(tree, by), article);
  }
  for (const std::string_view role : {"creator", "contributor"}) {
    for (const Id creator : Children(tree, content_meta, role)) {
      const std::string name = Words(tree, Child(tree, creator, "name"));
      const std::string type = Value(tree, creator, "type");
      const bool person =
          type.ends_with("person") || (role == "creator" && type.empty() && name.find(' ') != std::string::npos);
      if (person && tables::SourceByName(name) == nullptr) {
        AddAuthor(name, article);
      }
    }
  }
  for (const Id source : Children(tree, content_meta, "infoSource")) {
    Declare(Party(tree, source), Value(tree, source, "uri"), "infoSource", article);
  }
  for (const Id link : Children(tree, item_meta, "link")) {
    const std::string rel = Value(tree, link, "rel");
    const std::string href = Value(tree, link, "href");
    if (rel.ends_with("derivedFrom") && !href.empty()) {
      Declare(Words(tree, Child(tree, link, "title")), href, "derivedFrom", article);
    }
  }
}

void TakeContentMeta(const XmlTree& tree, Id content_meta, news::Article& article) {
  for (const Id headline : Children(tree, content_meta, "headline")) {
    article.headline = article.headline.empty() ? Words(tree, headline) : article.headline;
  }
  article.dateline = Words(tree, Child(tree, content_meta, "dateline"));
  if (article.dateline.empty()) {
    article.dateline = Words(tree, Child(tree, Child(tree, content_meta, "located"), "name"));
  }
  article.language = WireLanguage(Value(tree, Child(tree, content_meta, "language"), "tag"));
  for (const Id subject : Children(tree, content_meta, "subject")) {
    const std::string type = Value(tree, subject, "type");
    const std::string name = Words(tree, Child(tree, subject, "name"));
    if (article.section.empty() && (type.empty() || type.ends_with("abstract"))) {
      article.section = name;
    }
  }
}

void TakeInlineXml(const XmlTree& tree, Id inline_xml, std::string_view address, WireItem& out) {
  if (const Id nitf = FirstBelow(tree, inline_xml, "nitf"); nitf != kNoElement) {
    TakeNitfBody(tree, nitf, address, out);
    return;
  }
  const Id body = FirstBelow(tree, inline_xml, "body");
  AppendWireProse(tree, body == kNoElement ? inline_xml : body, address, out.article);
}

void TakeContent(const XmlTree& tree, Id item, bool is_picture, std::string_view address, WireItem& out) {
  const Id set = Child(tree, item, "contentSet");
  for (const Id inline_xml : Children(tree, set, "inlineXML")) {
    if (out.article.text.empty()) {
      TakeInlineXml(tree, inline_xml, address, out);
    }
  }
  for (const Id data : Children(tree, set, "inlineData")) {
    const std::string type = ascii::Lower(Value(tree, data, "contenttype"));
    // What is encoded is pictures and the like.
    if (!out.article.text.empty() || !Value(tree, data, "encoding").empty()) {
      continue;
    }
    if (type.find("html") != std::string::npos) {
      AppendHtmlProse(tree.Text(data), address, out.article);
    } else {
      AppendPlainProse(tree.Text(data), out.article);
    }
  }
  if (!is_picture) {
    return;
  }
  news::Picture picture;
  std::size_t widest = 0;
  for (const Id remote : Children(tree, set, "remoteContent")) {
    std::string href = AddressFrom(Value(tree, remote, "href"), address);
    const std::size_t width = std::min<std::size_t>(Value(tree, remote, "width").size(), 6);
    if (!href.empty() && (picture.url.empty() || width > widest)) {
      picture.url = std::move(href);
      widest = width;
    }
  }
  const Id content_meta = Child(tree, item, "contentMeta");
  for (const Id words : Children(tree, content_meta, "description")) {
    const bool caption = Value(tree, words, "role").ends_with("caption");
    picture.caption = picture.caption.empty() || caption ? Words(tree, words) : picture.caption;
  }
  picture.credit = out.article.credit.empty() ? Words(tree, Child(tree, content_meta, "by")) : out.article.credit;
  if (!picture.url.empty()) {
    out.article.pictures.push_back(std::move(picture));
  }
}

void TakeHead(const XmlTree& tree, Id item, std::string_view text, std::string_view format, WireItem& out) {
  const Id item_meta = Child(tree, item, "itemMeta");
  const Id content_meta = Child(tree, item, "contentMeta");
  out.page.body = Source(tree, item, text);
  out.page.content_type = "application/vnd.iptc.g2." + ascii::Lower(tree[item].name) + "+xml; charset=utf-8";
  const std::string guid = Value(tree, item, "guid");
  out.page.url = AddressFrom(guid, {});
  Identify(out, format, guid, Value(tree, item, "version"));
  for (const Id other : Below(tree, item, "altId", 20)) {
    out.page.headers.emplace_back("altid", Words(tree, other));
  }
  TakeContentMeta(tree, content_meta, out.article);
  if (out.article.language.empty()) {
    out.article.language = WireLanguage(tree.XmlAttributeOf(item, "lang").value_or(""));
  }
  if (out.article.headline.empty()) {
    out.article.headline = Words(tree, Child(tree, item_meta, "title"));
  }
  TakeParties(tree, item, item_meta, content_meta, out.article);
  TakeRights(tree, item, item_meta, out);
}

void FinishItem(const XmlTree& tree, Id item, WireItem& out) {
  const Id item_meta = Child(tree, item, "itemMeta");
  const Id content_meta = Child(tree, item, "contentMeta");
  auto first = WireDate(Words(tree, Child(tree, item_meta, "firstCreated")));
  if (!first) {
    first = WireDate(Words(tree, Child(tree, content_meta, "contentCreated")));
  }
  Finish(out, first, WireDate(Words(tree, Child(tree, item_meta, "versionCreated"))));
}

bool IsPicture(const XmlTree& tree, Id item) {
  const std::string kind = ascii::Lower(Code(tree, Child(tree, Child(tree, item, "itemMeta"), "itemClass")));
  return kind == "picture" || kind == "graphic";
}

// A package lists items: those that are not beside it are told by their own lines alone.
WireItem PackageOf(const XmlTree& tree, Id package, std::string_view text, std::string_view address,
                   const std::set<std::string>& beside) {
  WireItem out;
  TakeHead(tree, package, text, "newsml-g2", out);
  out.article.kind = news::ArticleKind::kDigest;
  for (const Id reference : Below(tree, package, "itemRef", 500)) {
    const std::string id = Value(tree, reference, "residref");
    news::Item item;
    item.url = AddressFrom(Value(tree, reference, "href"), address);
    item.headline = Words(tree, Child(tree, reference, "headline"));
    item.headline = item.headline.empty() ? Words(tree, Child(tree, reference, "title")) : item.headline;
    item.text = Words(tree, Child(tree, reference, "description"));
    item.published = WireDate(Words(tree, Child(tree, reference, "versionCreated")));
    item.source = Party(tree, Child(tree, reference, "provider"));
    item.truncated = true;
    const bool told = !item.headline.empty() || !item.text.empty();
    if (told && !beside.contains(id)) {
      item.text = item.text.empty() ? item.headline : item.text;
      item.id = news::ArticleId(out.page.id + "#" + std::to_string(out.article.items.size() + 1));
      out.article.items.push_back(std::move(item));
    }
  }
  FinishItem(tree, package, out);
  return out;
}

// A picture item is of no use alone: it goes to the text that links to it, or to the only text there is.
void HandOutPictures(const XmlTree& tree, const std::vector<Id>& elements, std::vector<WireItem>& items) {
  std::vector<std::size_t> texts;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].article.text.empty()) {
      texts.push_back(i);
    }
  }
  for (const WireItem& picture : items) {
    if (!picture.article.text.empty() || picture.article.pictures.empty()) {
      continue;
    }
    for (const std::size_t i : texts) {
      const auto links = Below(tree, elements[i], "link", 200);
      const bool linked =
          std::ranges::any_of(links, [&](Id link) { return Value(tree, link, "residref") == picture.page.id; });
      if ((linked || texts.size() == 1) && items[i].article.pictures.size() < 100) {
        items[i].article.pictures.push_back(picture.article.pictures.front());
      }
    }
  }
}

}  // namespace

std::vector<WireItem> ReadNewsml(const XmlTree& tree, std::string_view text, std::string_view address,
                                 const Limits& limits) {
  std::vector<WireItem> items;
  std::vector<Id> elements;
  std::vector<Id> packages;
  std::set<std::string> beside;
  for (Id at = 0; at < tree.nodes().size() && items.size() < limits.max_items; ++at) {
    if (tree[at].name == "packageItem") {
      packages.push_back(at);
    }
    if (tree[at].name != "newsItem") {
      continue;
    }
    WireItem item;
    TakeHead(tree, at, text, "newsml-g2", item);
    TakeContent(tree, at, IsPicture(tree, at), address, item);
    FinishItem(tree, at, item);
    beside.insert(item.page.id);
    items.push_back(std::move(item));
    elements.push_back(at);
  }
  HandOutPictures(tree, elements, items);
  for (const Id package : packages) {
    WireItem item = PackageOf(tree, package, text, address, beside);
    if (!item.article.items.empty() && items.size() < limits.max_items) {
      items.push_back(std::move(item));
    }
  }
  return items;
}

}  // namespace headwater::read
