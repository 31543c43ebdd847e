// Reading of ninjs: names are compared without case and underscores, which is all that tells most of its versions
// apart.
#include "read/ninjs.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/wire_notes.h"
#include "read/wire_prose.h"
#include "web/json.h"
#include "web/safe_html.h"

namespace headwater::read {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::size_t kSniffed = 16U << 10U;
constexpr std::size_t kMaxLevels = 4;  // of associations within associations

std::string Plain(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '_' && c != '-') {
      plain += ascii::Lower(c);
    }
  }
  return plain;
}

// A member by its name in lower case, however this version spells it.
const value* Member(const object& item, std::string_view name) {
  for (const auto& [key, member] : item) {
    if (key.size() < name.size() + 4 && Plain({key.data(), key.size()}) == name) {
      return &member;
    }
  }
  return nullptr;
}

std::string TextOf(const value* member) {
  if (member == nullptr) {
    return {};
  }
  if (const boost::json::string* text = member->if_string()) {
    return std::string(ascii::Trim({text->data(), text->size()}));
  }
  return member->is_number() ? boost::json::serialize(*member) : std::string();
}

std::string Text(const object& item, std::string_view name) { return TextOf(Member(item, name)); }

// The member's objects, whether they stand in a list or under names of their own (version 1).
std::vector<const object*> Objects(const object& item, std::string_view name) {
  std::vector<const object*> all;
  const value* const member = Member(item, name);
  if (member == nullptr) {
    return all;
  }
  if (const array* const list = member->if_array()) {
    for (const value& each : *list) {
      if (each.is_object()) {
        all.push_back(&each.get_object());
      }
    }
  } else if (const object* const named = member->if_object()) {
    for (const auto& [key, each] : *named) {
      if (each.is_object()) {
        all.push_back(&each.get_object());
      }
    }
  }
  return all;
}

// The value of the entry with one of the roles, in their order; else of the first.
std::string ValueByRole(const object& item, std::string_view name, std::span<const std::string_view> roles) {
  const auto entries = Objects(item, name);
  for (const std::string_view role : roles) {
    for (const object* const entry : entries) {
      if (ascii::Lower(Text(*entry, "role")).ends_with(role)) {
        return Text(*entry, "value");
      }
    }
  }
  return entries.empty() ? std::string() : Text(*entries.front(), "value");
}

std::string Headline(const object& item) {
  static constexpr std::array<std::string_view, 3> kRoles{"main", "headline", "title"};
  std::string headline = ValueByRole(item, "headlines", kRoles);
  for (const std::string_view name : {"headline", "title"}) {
    if (headline.empty()) {
      headline = Text(item, name);
    }
  }
  // Some carry markup.
  return web::TextOfHtml(headline);
}

std::string Description(const object& item) {
  static constexpr std::array<std::string_view, 3> kRoles{"caption", "summary", "description"};
  std::string text = ValueByRole(item, "descriptions", kRoles);
  for (const std::string_view name : {"descriptiontext", "descriptionhtml", "descriptionxhtml", "description"}) {
    if (text.empty()) {
      text = Text(item, name);
    }
  }
  return web::TextOfHtml(text);
}

bool LooksLikeMarkup(std::string_view text) {
  return text.find("</") != std::string_view::npos || text.find("/>") != std::string_view::npos ||
         text.find("<p>") != std::string_view::npos;
}

void AppendBody(std::string_view type, const std::string& body, std::string_view base, news::Article& article) {
  if (type.find("nitf") != std::string_view::npos) {
    const web::XmlTree tree = web::ParseXml(body);
    for (web::XmlTree::Id at = 0; at < tree.nodes().size(); ++at) {
      if (tree[at].is_element() && (tree[at].name == "body.content" || tree[at].name == "block")) {
        AppendWireProse(tree, at, base, article);
        return;
      }
    }
  }
  const bool markup = type.find("html") != std::string_view::npos || type.find("xml") != std::string_view::npos ||
                      LooksLikeMarkup(body);
  if (markup) {
    AppendHtmlProse(body, base, article);
  } else {
    AppendPlainProse(body, article);
  }
}

// The body that tells most: with markup before plain, whole before summaries.
void TakeBody(const object& item, std::string_view base, news::Article& article) {
  const object* best = nullptr;
  int best_rank = 0;
  for (const object* const body : Objects(item, "bodies")) {
    const std::string role = ascii::Lower(Text(*body, "role"));
    const std::string type = ascii::Lower(Text(*body, "contenttype"));
    const bool partial = role.ends_with("summary") || role.ends_with("lead") || role.ends_with("abstract");
    const int rank = 1 + (partial ? 0 : 4) + (type.find("nitf") != std::string::npos ? 1 : 0) +
                     (type.find("html") != std::string::npos || role.find("html") != std::string::npos ? 2 : 0);
    if (rank > best_rank && !Text(*body, "value").empty()) {
      best = body;
      best_rank = rank;
    }
  }
  if (best != nullptr) {
    AppendBody(ascii::Lower(Text(*best, "contenttype")), Text(*best, "value"), base, article);
    return;
  }
  for (const auto& [name, type] :
       {std::pair{"bodyxhtml", "html"}, {"bodyhtml", "html"}, {"bodynitf", "nitf"}, {"bodytext", ""}, {"body", ""}}) {
    if (const std::string body = Text(item, name); !body.empty()) {
      AppendBody(type, body, base, article);
      return;
    }
  }
}

std::string PictureAddress(const object& item, std::string_view base) {
  static constexpr std::array<std::string_view, 6> kNames{"main", "preview", "baseimage", "hires", "original", "web"};
  const auto renditions = Objects(item, "renditions");
  std::string address;
  std::size_t best = kNames.size() + 1;
  for (const object* const rendition : renditions) {
    std::string href = AddressFrom(Text(*rendition, "href"), base);
    const std::string name = Plain(Text(*rendition, "name"));
    const auto* const rank =
        std::ranges::find_if(kNames, [&name](std::string_view known) { return name.find(known) != std::string::npos; });
    const auto place = static_cast<std::size_t>(rank - kNames.begin());
    if (!href.empty() && place < best) {
      address = std::move(href);
      best = place;
    }
  }
  return address.empty() ? AddressFrom(Text(item, "href"), base) : address;
}

bool IsPicture(const object& item) {
  const std::string type = ascii::Lower(Text(item, "type"));
  return type == "picture" || type == "graphic";
}

void TakePicture(const object& item, std::string_view base, news::Article& article) {
  news::Picture picture{PictureAddress(item, base), Description(item), Text(item, "creditline")};
  for (const std::string_view name : {"by", "byline", "copyrightholder"}) {
    if (picture.credit.empty()) {
      picture.credit = Text(item, name);
    }
  }
  if (!picture.url.empty()) {
    article.pictures.push_back(std::move(picture));
  }
}

void TakeSources(const object& item, news::Article& article) {
  for (const object* const source : Objects(item, "infosources")) {
    std::string name = Text(*source, "name");
    if (name.empty()) {
      name = Text(*source, "literal");
    }
    const std::string role = ascii::Lower(Text(*source, "role"));
    if (role.ends_with("provider") || role.ends_with("distributor")) {
      article.publisher = article.publisher.empty() ? name : article.publisher;
      continue;
    }
    Declare(name, Text(*source, "uri"), "infoSource", article);
  }
  for (const object* const person : Objects(item, "contributors")) {
    AddAuthor(Text(*person, "name"), article);
  }
}

void TakeRights(const object& item, WireItem& out) {
  Reserve(out, "pubStatus", Text(item, "pubstatus"));
  const value* const embargo = Member(item, "embargoed");
  if (embargo != nullptr && embargo->is_string()) {
    Reserve(out, "embargoed", TextOf(embargo).empty() ? "until further notice" : TextOf(embargo));
  }
  AddMark(news::MarkKind::kNotice, Text(item, "embargoedreason"), out.article);
  Reserve(out, "expires", Text(item, "expires"));
  Reserve(out, "usageTerms", Text(item, "usageterms"));
  const value* const info = Member(item, "rightsinfo");
  if (info != nullptr && info->is_object()) {
    const object& rights = info->get_object();
    Reserve(out, "rights", Text(rights, "encodedrights"), Text(rights, "linkedrights"));
  }
  for (const object* const rights :
       info != nullptr && info->is_array() ? Objects(item, "rightsinfo") : std::vector<const object*>{}) {
    Reserve(out, "rights", Text(*rights, "encodedrights"), Text(*rights, "linkedrights"));
  }
}

WireItem ItemOf(const object& item, std::string_view address) {
  WireItem out;
  news::Article& article = out.article;
  out.page.body = boost::json::serialize(item);
  out.page.content_type = "application/json";
  const std::string id = Text(item, "uri").empty() ? Text(item, "guid") : Text(item, "uri");
  out.page.url = AddressFrom(Text(item, "canonicalurl"), {});
  Identify(out, "ninjs", id, Text(item, "version"));
  for (const object* const other : Objects(item, "altids")) {
    out.page.headers.emplace_back("altid", Text(*other, "value"));
  }
  article.headline = Headline(item);
  article.language = WireLanguage(Text(item, "language"));
  article.dateline = Text(item, "located");
  for (const std::string_view name : {"by", "byline"}) {
    TakeByline(web::TextOfHtml(Text(item, name)), article);
  }
  article.credit = Text(item, "creditline");
  TakeSources(item, article);
  const std::string holder = Text(item, "copyrightholder");
  article.publisher = article.publisher.empty() ? holder : article.publisher;
  AddMark(news::MarkKind::kCopyright, Text(item, "copyrightnotice"), article);
  AddMark(news::MarkKind::kNotice, Text(item, "ednote"), article);
  for (const object* const subject : Objects(item, "subjects")) {
    article.section = article.section.empty() ? Text(*subject, "name") : article.section;
  }
  TakeRights(item, out);
  if (IsPicture(item)) {
    TakePicture(item, address, article);
  } else {
    TakeBody(item, address, article);
  }
  for (const object* const other : Objects(item, "associations")) {
    if (IsPicture(*other)) {
      TakePicture(*other, address, article);
    }
  }
  Finish(out, WireDate(Text(item, "firstcreated")), WireDate(Text(item, "versioncreated")));
  return out;
}

bool IsItem(const object& item) {
  const auto has = [&item](std::string_view name) { return Member(item, name) != nullptr; };
  return (has("uri") || has("guid")) && (has("headlines") || has("headline") || has("bodies") || has("bodytext") ||
                                         has("bodyhtml") || has("bodyxhtml") || has("bodynitf") || has("pubstatus") ||
                                         has("versioncreated") || has("renditions") || has("associations"));
}

void AddItems(const object& top, std::string_view address, const Limits& limits, std::vector<WireItem>& items) {
  std::vector<std::pair<const object*, std::size_t>> open{{&top, 0}};
  while (!open.empty() && items.size() < limits.max_items) {
    const auto [item, level] = open.back();
    open.pop_back();
    items.push_back(ItemOf(*item, address));
    auto others = level < kMaxLevels ? Objects(*item, "associations") : std::vector<const object*>{};
    std::ranges::reverse(others);
    for (const object* const other : others) {
      const bool has_text = Member(*other, "bodies") != nullptr || Member(*other, "bodytext") != nullptr ||
                            Member(*other, "bodyhtml") != nullptr || Member(*other, "bodyxhtml") != nullptr;
      if (!IsPicture(*other) && has_text) {
        open.emplace_back(other, level + 1);
      }
    }
  }
}

}  // namespace

bool IsNinjs(std::string_view text) {
  text = ascii::Trim(text);
  if (text.empty() || (text.front() != '{' && text.front() != '[')) {
    return false;
  }
  const std::string head = Plain(text.substr(0, kSniffed));
  const auto has = [&head](std::string_view name) { return head.find(name) != std::string::npos; };
  // A feed or an article of ours has neither of the dates and states that ninjs gives its items.
  return (has("\"uri\"") || has("\"guid\"")) && !has("jsonfeed.org") &&
         (has("\"versioncreated\"") || has("\"pubstatus\"") || has("\"headlines\"") || has("\"bodies\"") ||
          has("\"bodytext\"") || has("\"bodyhtml\"") || has("\"bodyxhtml\"") || has("ninjs"));
}

Result<std::vector<WireItem>> ReadNinjs(std::string_view text, std::string_view address, const Limits& limits) {
  const auto parsed = web::ParseJson(text, {.max_depth = limits.max_depth, .max_bytes = limits.max_bytes});
  if (!parsed) {
    return tl::unexpected(parsed.error());
  }
  std::vector<WireItem> items;
  const auto add = [&](const value& each) {
    if (const object* const item = each.if_object(); item != nullptr && IsItem(*item)) {
      AddItems(*item, address, limits, items);
    }
  };
  if (const array* const list = parsed->if_array()) {
    std::ranges::for_each(*list, add);
  } else {
    add(*parsed);
    for (const std::string_view name : {"items", "assocs", "data"}) {
      if (items.empty()) {
        std::ranges::for_each(web::JsonArray(*parsed, name), add);
      }
    }
  }
  if (items.empty()) {
    return Fail(Fault::kBadInput, "JSON without an item of ninjs in it");
  }
  return items;
}

}  // namespace headwater::read
