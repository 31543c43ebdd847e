// Reading of NITF.
#include "read/nitf.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/wire_notes.h"
#include "read/wire_prose.h"
#include "read/wire_xml.h"
#include "tables/tables.h"

namespace headwater::read {
namespace {

using web::XmlTree;
using Id = XmlTree::Id;

// Words that a note to editors begins with when it ends an item.
constexpr std::array<std::string_view, 14> kEndings{"kill",    "killed",    "withdraw",   "withdrawn", "withdrawal",
                                                    "cancel",  "canceled",  "cancelled",  "annul",     "annulled",
                                                    "retract", "retracted", "retraction", "delete"};

bool IsEnding(std::string_view words) {
  std::string lower = ascii::Lower(ascii::Trim(words));
  if (lower.starts_with("mandatory ")) {
    lower.erase(0, 10);
  }
  lower.resize(std::min(lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), lower.size()));
  return std::ranges::find(kEndings, lower) != kEndings.end();
}

std::optional<Moment> Norm(const XmlTree& tree, Id element) {
  const std::string norm = Value(tree, element, "norm");
  return norm.empty() ? std::nullopt : WireDate(norm);
}

void TakeBylines(const XmlTree& tree, Id head, news::Article& article) {
  for (const Id byline : Below(tree, head, "byline", 20)) {
    const auto persons = Below(tree, byline, "person", 20);
    const std::string whole = Words(tree, byline);
    std::string title;
    for (const Id each : Below(tree, byline, "byttl", 20)) {
      title = Words(tree, each);
      if (tables::SourceByName(title) != nullptr && article.credit.empty()) {
        article.credit = title;
      }
    }
    for (const Id person : persons) {
      AddAuthor(Words(tree, person), article);
    }
    if (persons.empty() && title != whole) {
      // A title at the end is none of the name's words.
      const bool behind = !title.empty() && whole.ends_with(title);
      TakeByline(behind ? whole.substr(0, whole.size() - title.size()) + ", " : whole, article);
      if (behind) {
        article.marks.back().text = whole;
      }
    } else {
      AddMark(news::MarkKind::kByline, whole, article);
    }
  }
}

void TakeRights(const XmlTree& tree, Id docdata, WireItem& item) {
  const std::string status = ascii::Lower(Value(tree, docdata, "management-status"));
  const Id release = Child(tree, docdata, "date.release");
  if (status == "embargoed") {
    const std::string until = Value(tree, release, "norm");
    Reserve(item, "embargoed", until.empty() ? "until further notice" : until);
  } else if (!status.empty()) {
    Reserve(item, "pubStatus", status == "cancelled" ? "canceled" : status);
  }
  for (const Id note : Children(tree, docdata, "ed-msg")) {
    const std::string words = Value(tree, note, "info").empty() ? Words(tree, note) : Value(tree, note, "info");
    if (IsEnding(words) || IsEnding(Value(tree, note, "msg-type"))) {
      Reserve(item, "pubStatus", "canceled");
    }
    AddMark(news::MarkKind::kNotice, words, item.article);
  }
  for (const Id correction : Children(tree, docdata, "correction")) {
    AddMark(news::MarkKind::kCorrection, Value(tree, correction, "info"), item.article);
  }
  Reserve(item, "expires", Value(tree, Child(tree, docdata, "date.expire"), "norm"));
  const Id copyright = Child(tree, docdata, "doc.copyright");
  if (const std::string holder = Value(tree, copyright, "holder"); !holder.empty()) {
    const std::string year = Value(tree, copyright, "year");
    AddMark(news::MarkKind::kCopyright, "© " + year + (year.empty() ? "" : " ") + holder, item.article);
  }
  const Id rights = Child(tree, docdata, "doc.rights");
  for (const std::string_view name : {"limitations", "agent", "owner"}) {
    if (const std::string value = Value(tree, rights, name); !value.empty()) {
      Reserve(item, "rights", std::string(name) + " " + value);
    }
  }
}

void TakeSources(const XmlTree& tree, Id nitf, Id docdata, news::Article& article) {
  const Id id = Child(tree, docdata, "doc-id");
  article.publisher = Value(tree, id, "regsrc");
  for (const Id source : Below(tree, Child(tree, docdata, "del-list"), "from-src", 20)) {
    Declare(Value(tree, source, "src-name"), {}, "from-src", article);
  }
  for (const Id source : Below(tree, nitf, "datasource", 20)) {
    Declare(Words(tree, source), {}, "datasource", article);
  }
}

std::string SectionOf(const XmlTree& tree, Id head) {
  const std::string section = Value(tree, Child(tree, head, "pubdata"), "position.section");
  if (!section.empty()) {
    return section;
  }
  const Id subject = FirstBelow(tree, head, "tobject.subject");
  const std::string type = Value(tree, subject, "tobject.subject.type");
  return type.empty() ? Value(tree, subject, "tobject.subject.matter") : type;
}

}  // namespace

void TakeNitfBody(const XmlTree& tree, Id nitf, std::string_view address, WireItem& item) {
  news::Article& article = item.article;
  const Id body = Child(tree, nitf, "body");
  const Id head = Child(tree, body, "body.head");
  if (article.headline.empty()) {
    const Id headline = Child(tree, head, "hedline");
    article.headline = Words(tree, Child(tree, headline, "hl1"));
    article.headline = article.headline.empty() ? Words(tree, Child(tree, head, "headline")) : article.headline;
  }
  TakeBylines(tree, head, article);
  if (article.dateline.empty()) {
    const Id dateline = Child(tree, head, "dateline");
    const Id location = Child(tree, dateline, "location");
    article.dateline = Words(tree, location == kNoElement ? dateline : location);
  }
  if (article.credit.empty()) {
    article.credit = Words(tree, Child(tree, head, "distributor"));
  }
  for (const Id note : Children(tree, head, "note")) {
    AddMark(news::MarkKind::kNotice, Words(tree, note), article);
  }
  const Id rights = Child(tree, head, "rights");
  AddMark(news::MarkKind::kCopyright, Words(tree, rights), article);
  for (const Id content : Children(tree, body, "body.content")) {
    AppendWireProse(tree, content, address, article);
  }
  const Id end = Child(tree, body, "body.end");
  AddMark(news::MarkKind::kContact, Words(tree, Child(tree, end, "tagline")), article);
}

WireItem ReadNitf(const XmlTree& tree, Id nitf, std::string_view address) {
  WireItem item;
  const Id head = Child(tree, nitf, "head");
  const Id docdata = Child(tree, head, "docdata");
  const Id pubdata = Child(tree, head, "pubdata");
  const std::string id = Value(tree, Child(tree, docdata, "doc-id"), "id-string");
  item.page.url = AddressFrom(Value(tree, pubdata, "ex-ref"), {});
  Identify(item, "nitf", id.empty() ? Value(tree, nitf, "uno") : id,
           Value(tree, Child(tree, docdata, "du-key"), "version"));
  item.page.content_type = "application/nitf+xml; charset=utf-8";
  news::Article& article = item.article;
  article.language = WireLanguage(tree.XmlAttributeOf(nitf, "lang").value_or(""));
  article.section = SectionOf(tree, head);
  TakeSources(tree, nitf, docdata, article);
  TakeNitfBody(tree, nitf, address, item);
  if (article.headline.empty()) {
    article.headline = Words(tree, Child(tree, head, "title"));
  }
  TakeRights(tree, docdata, item);
  if (article.publisher.empty()) {
    article.publisher = Value(tree, pubdata, "name");
  }
  auto first = Norm(tree, Child(tree, docdata, "date.issue"));
  auto current = Norm(tree, Child(tree, docdata, "date.release"));
  if (!first) {
    const std::string printed = Value(tree, pubdata, "date.publication");
    first = printed.empty() ? Norm(tree, FirstBelow(tree, nitf, "story.date")) : WireDate(printed);
  }
  for (const Id revision : Children(tree, head, "revision-history")) {
    const auto moment = Norm(tree, revision);
    current = moment && (!current || moment->at > current->at) ? moment : current;
  }
  // What is issued ahead of its release comes out at its release.
  const bool ahead = first && current && current->at < first->at;
  Finish(item, first, ahead ? first : current);
  return item;
}

}  // namespace headwater::read
