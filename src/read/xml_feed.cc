// Reading of RSS, RDF and Atom out of a tree.
#include "read/xml_feed.h"

#include <algorithm>
#include <charconv>
#include <climits>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/dates.h"
#include "read/details.h"
#include "read/feed_habits.h"
#include "read/fields.h"
#include "read/modules.h"
#include "web/url.h"

namespace headwater::read {
namespace {

using web::XmlNode;
using web::XmlTree;

constexpr std::size_t kMaxListed = 200;  // authors, categories, enclosures of an entry

// A value and how good its element is; the first of the best is kept.
template <class T>
struct Best {
  T value{};
  int rank = INT_MAX;

  bool Wants(int other) const { return other < rank; }
  void Take(int other, T found) {
    if (other < rank) {
      value = std::move(found);
      rank = other;
    }
  }
};

// Links by what they are for; the first of each kind counts.
struct Links {
  Best<std::string> page;  // of the entry or the site
  std::string self;
  std::string hub;
  std::string via;
  std::string next;
  std::string prev_archive;
};

// An e-mail address is no name: "jo@example.invalid (Jo Roe)" and "Jo Roe <jo@example.invalid>" name Jo Roe.
std::string NameOf(std::string_view written) {
  written = ascii::Trim(written);
  const auto has_mail = [](std::string_view text) { return text.find('@') != std::string_view::npos; };
  if (!has_mail(written)) {
    return std::string(written);
  }
  for (const auto& [open, close] : {std::pair{'(', ')'}, std::pair{'<', '>'}}) {
    const std::size_t begin = written.find(open);
    const std::size_t end = written.find(close, begin == std::string_view::npos ? 0 : begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) {
      continue;
    }
    const std::string_view inside = ascii::Trim(written.substr(begin + 1, end - begin - 1));
    const std::string_view outside = ascii::Trim(written.substr(0, begin));
    if (has_mail(inside)) {
      return std::string(outside.empty() ? inside : outside);
    }
    if (has_mail(outside)) {
      return std::string(inside.empty() ? outside : inside);
    }
  }
  return std::string(written);
}

void AddDistinct(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && list.size() < kMaxListed && std::ranges::find(list, value) == list.end()) {
    list.push_back(std::move(value));
  }
}

std::optional<std::int64_t> ReadLength(std::string_view digits) {
  digits = ascii::Trim(digits);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || value < 0) {
    return std::nullopt;
  }
  return value;
}

class Reader {
 public:
  Reader(const XmlTree& tree, std::string_view address, const Limits& limits)
      : tree_(tree), address_(address), limits_(limits) {}

  std::optional<news::Feed> Read() {
    const auto root = FindRoot();
    if (!root) {
      return std::nullopt;
    }
    feed_.kind = is_atom_ ? news::FeedKind::kAtom : news::FeedKind::kRss;
    CollectEntries(*root);
    for (const XmlTree::Id entry : entries_) {
      feed_.entries.push_back(ReadEntry(entry));
    }
    ReadFeedItself(*root);
    ReadLicense(*root);
    if (is_atom_ && !feed_authors_.empty()) {
      // RFC 4287, 4.2.1: the feed's authors are those of entries that name none.
      for (news::Entry& entry : feed_.entries) {
        if (entry.authors.empty()) {
          entry.authors = feed_authors_;
        }
      }
    }
    return std::move(feed_);
  }

 private:
  // A feed's licence is that of entries that have none of their own.
  void ReadLicense(XmlTree::Id root) {
    std::string license = FeedLicense(tree_, root, address_);
    for (auto child = tree_[root].first_child; license.empty() && child != XmlNode::kNone; child = tree_[child].next) {
      if (UseOf(child).field == Field::kChannel) {
        license = FeedLicense(tree_, child, address_);
      }
    }
    for (news::Entry& entry : feed_.entries) {
      entry.license = entry.license.empty() ? license : entry.license;
    }
  }

  // The first element that a feed can begin with; usually the document's own.
  std::optional<XmlTree::Id> FindRoot() {
    for (XmlTree::Id id = 0; id < tree_.nodes().size(); ++id) {
      if (!tree_[id].is_element()) {
        continue;
      }
      const std::string name = ascii::Lower(tree_[id].name);
      if (name == "rss" || name == "rdf" || name == "channel" || name == "feed") {
        is_atom_ = name == "feed";
        is_cdf_ = name == "channel" && tree_[id].parent == XmlNode::kNone;
        core_space_ = tree_[id].space;
        return id;
      }
      if (name == "html") {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  FieldUse UseOf(XmlTree::Id id) const {
    const XmlNode& node = tree_[id];
    if (!node.is_element() || node.space.empty() || node.space != core_space_ || ModuleOf(node) != Module::kOther) {
      return FieldOf(node);
    }
    // A feed whose own namespace is none we know is read all the same.
    XmlNode plain = node;
    plain.space = plain.prefix = {};
    return FieldOf(plain);
  }

  // Entries stand in the channel, beside it, or, where end tags are missing, in one another.
  void CollectEntries(XmlTree::Id root) {
    std::vector<XmlTree::Id> open{root};
    while (!open.empty() && entries_.size() < limits_.max_entries) {
      const XmlTree::Id parent = open.back();
      open.pop_back();
      std::vector<XmlTree::Id> inner;
      for (auto child = tree_[parent].first_child; child != XmlNode::kNone; child = tree_[child].next) {
        const Field field = UseOf(child).field;
        if (field == Field::kEntry && entries_.size() < limits_.max_entries) {
          entries_.push_back(child);
        }
        const bool list = tree_[child].is_element() && ascii::Lower(tree_[child].name) == "items";
        if (field == Field::kEntry || field == Field::kChannel || list) {
          inner.push_back(child);
        }
      }
      open.insert(open.end(), inner.rbegin(), inner.rend());
    }
    // In the order of the document, whatever held them.
    std::ranges::sort(entries_);
  }

  std::string Base(XmlTree::Id id) const { return BaseOf(tree_, id, address_); }

  void ReadLink(XmlTree::Id id, Links& links, news::Entry* entry) const {
    const auto href = tree_.Attribute(id, "href");
    if (!href) {
      // RSS: the address is the text. So some write it in Atom.
      std::string address = AddressFrom(PlainConstruct(tree_, id), Base(id));
      if (!address.empty() && ascii::Lower(tree_.Attribute(id, "rel").value_or("alternate")) == "alternate") {
        links.page.Take(is_atom_ ? 3 : 0, std::move(address));
      }
      return;
    }
    std::string address = AddressFrom(*href, Base(id));
    if (address.empty()) {
      return;
    }
    const std::string rel = ascii::Lower(ascii::Trim(tree_.Attribute(id, "rel").value_or("alternate")));
    const std::string type = ascii::Lower(ascii::Trim(tree_.Attribute(id, "type").value_or("")));
    if (rel == "alternate" || rel.empty()) {
      const bool page = type.empty() || type.find("html") != std::string::npos;
      links.page.Take((page ? 1 : 2) + (is_atom_ ? 0 : 2), std::move(address));
    } else if (rel == "enclosure" && entry != nullptr) {
      AddEnclosure(*entry, std::move(address), type, tree_.Attribute(id, "length").value_or(""));
    } else if (rel == "via") {
      links.via = links.via.empty() ? address : links.via;
    } else if (rel == "self") {
      links.self = links.self.empty() ? address : links.self;
    } else if (rel == "hub") {
      links.hub = links.hub.empty() ? address : links.hub;
    } else if (rel == "next") {
      links.next = links.next.empty() ? address : links.next;
    } else if (rel == "prev-archive") {
      links.prev_archive = links.prev_archive.empty() ? address : links.prev_archive;
    }
  }

  static void AddEnclosure(news::Entry& entry, std::string address, std::string type, std::string_view length) {
    const auto same = [&](const news::Enclosure& each) { return each.url == address; };
    if (!address.empty() && entry.enclosures.size() < kMaxListed && std::ranges::none_of(entry.enclosures, same)) {
      entry.enclosures.push_back({std::move(address), std::move(type), ReadLength(length)});
    }
  }

  void AddAuthors(XmlTree::Id id, std::vector<std::string>& authors) const {
    bool structured = false;
    for (auto child = tree_[id].first_child; child != XmlNode::kNone; child = tree_[child].next) {
      if (tree_[child].is_element() && ascii::Lower(tree_[child].name) == "name") {
        AddDistinct(authors, PlainConstruct(tree_, child));
        structured = true;
      }
    }
    const bool has_elements = tree_[id].first_child != XmlNode::kNone && tree_[id].first_child != tree_[id].last_child;
    if (!structured && !has_elements) {
      AddDistinct(authors, NameOf(PlainConstruct(tree_, id)));
    }
  }

  void AddCategories(XmlTree::Id id, std::vector<std::string>& categories) const {
    std::string text = PlainConstruct(tree_, id);
    for (const std::string_view attribute : {"term", "text", "label"}) {
      if (text.empty()) {
        text = ascii::Trim(tree_.Attribute(id, attribute).value_or(""));
      }
    }
    AddDistinct(categories, std::move(text));
    for (auto child = tree_[id].first_child; child != XmlNode::kNone; child = tree_[child].next) {
      if (tree_[child].is_element() && ascii::Lower(tree_[child].name) == "category") {
        AddDistinct(categories, std::string(ascii::Trim(tree_.Attribute(child, "text").value_or(""))));
      }
    }
  }

  // RSS `<source url>`, Atom's source with its title and link, Dublin Core's name or address.
  void ReadSource(XmlTree::Id id, int rank, news::Entry& entry) const {
    if (rank > 0 && !(entry.source_title.empty() && entry.source_url.empty())) {
      return;
    }
    Links links;
    std::string title;
    for (auto child = tree_[id].first_child; child != XmlNode::kNone; child = tree_[child].next) {
      const Field field = UseOf(child).field;
      if (field == Field::kTitle) {
        title = PlainConstruct(tree_, child);
      } else if (field == Field::kLink) {
        ReadLink(child, links, nullptr);
      } else if (field == Field::kAuthor) {
        AddAuthors(child, entry.authors);
      }
    }
    entry.source_url = AddressFrom(tree_.Attribute(id, "url").value_or(""), Base(id));
    if (!links.page.value.empty() || !title.empty()) {
      entry.source_title = std::move(title);
      entry.source_url = links.page.value.empty() ? links.self : links.page.value;
      return;
    }
    const std::string text = PlainConstruct(tree_, id);
    if (entry.source_url.empty() && web::ParseUrl(text)) {
      entry.source_url = text;
    } else {
      entry.source_title = text;
    }
  }

  struct Draft {
    news::Entry entry;
    Links links;
    Best<std::string> title;
    Best<std::string> summary;
    Best<std::string> content;
    Best<std::string> id;
    Best<std::string> origin;
    Best<std::optional<Moment>> published;
    Best<std::optional<Moment>> updated;
    Best<std::optional<Moment>> created;
    std::vector<std::string> fallback_authors;
    std::string permalink;
  };

  void TakeDate(XmlTree::Id id, int rank, Best<std::optional<Moment>>& into) const {
    if (into.Wants(rank)) {
      if (const auto date = ReadDate(tree_.Text(id))) {
        into.Take(rank, date);
      }
    }
  }

  std::string Construct(XmlTree::Id id, Untyped untyped) const {
    const bool is_core = ModuleOf(tree_[id]) == Module::kCore;
    return SafeConstruct(tree_, id, is_atom_ && is_core ? Untyped::kPlain : untyped, address_);
  }

  void TakeText(XmlTree::Id id, FieldUse use, Draft& draft) const {
    const bool is_content = use.field == Field::kContent;
    std::string text = Construct(id, Untyped::kHtml);
    if (text.empty()) {
      return;
    }
    if (is_content) {
      draft.content.Take(use.rank, std::move(text));
    } else if (draft.summary.Wants(use.rank)) {
      draft.summary.Take(use.rank, std::move(text));
    } else if (use.rank == 0) {
      // A description beside a summary: the second of them is the longer one.
      draft.content.Take(9, std::move(text));
    }
  }

  void ReadId(XmlTree::Id id, int rank, Draft& draft) const {
    const std::string text = PlainConstruct(tree_, id);
    if (text.empty()) {
      return;
    }
    const bool is_guid = ascii::Lower(tree_[id].name) == "guid";
    const bool permanent = ascii::Lower(tree_.Attribute(id, "ispermalink").value_or("true")) != "false";
    if (is_guid && permanent && draft.permalink.empty() && web::ParseUrl(text)) {
      draft.permalink = text;
    }
    draft.id.Take(rank, text);
  }

  // A further field of the entry, where it is none of its texts or dates.
  void ReadDetail(XmlTree::Id id, FieldUse use, Draft& draft) const {
    switch (use.field) {
      case Field::kLink:
        ReadLink(id, draft.links, &draft.entry);
        break;
      case Field::kOrigin:
        draft.origin.Take(use.rank, AddressFrom(PlainConstruct(tree_, id), Base(id)));
        break;
      case Field::kId:
        ReadId(id, use.rank, draft);
        break;
      case Field::kAuthor:
        AddAuthors(id, use.rank == 0 ? draft.entry.authors : draft.fallback_authors);
        break;
      case Field::kCategory:
        AddCategories(id, draft.entry.categories);
        break;
      case Field::kEnclosure:
        AddEnclosure(draft.entry, AddressFrom(tree_.Attribute(id, "url").value_or(""), Base(id)),
                     ascii::Lower(ascii::Trim(tree_.Attribute(id, "type").value_or(""))),
                     tree_.Attribute(id, use.rank == 0 ? "length" : "fileSize").value_or(""));
        break;
      case Field::kSource:
        ReadSource(id, use.rank, draft.entry);
        break;
      default:
        break;
    }
  }

  void ReadField(XmlTree::Id id, Draft& draft) const {
    const FieldUse use = UseOf(id);
    switch (use.field) {
      case Field::kNone:
        break;
      case Field::kTitle:
        if (draft.title.Wants(use.rank)) {
          if (std::string title = Construct(id, Untyped::kHtmlIfSoLike); !title.empty()) {
            draft.title.Take(use.rank, std::move(title));
          }
        }
        break;
      case Field::kText:
      case Field::kContent:
        TakeText(id, use, draft);
        break;
      case Field::kPublished:
        TakeDate(id, use.rank, draft.published);
        break;
      case Field::kUpdated:
        TakeDate(id, use.rank, draft.updated);
        break;
      case Field::kCreated:
        TakeDate(id, use.rank, draft.created);
        break;
      default:
        ReadDetail(id, use, draft);
    }
  }

  news::Entry ReadEntry(XmlTree::Id id) const {
    Draft draft;
    for (auto child = tree_[id].first_child; child != XmlNode::kNone; child = tree_[child].next) {
      ReadField(child, draft);
      if (UseOf(child).field == Field::kGroup) {
        for (auto inner = tree_[child].first_child; inner != XmlNode::kNone; inner = tree_[inner].next) {
          ReadField(inner, draft);
        }
      }
    }
    news::Entry entry = std::move(draft.entry);
    entry.title = std::move(draft.title.value);
    entry.summary = std::move(draft.summary.value);
    entry.content = std::move(draft.content.value);
    entry.id = std::move(draft.id.value);
    entry.published = draft.published.value ? draft.published.value : draft.created.value;
    entry.updated = draft.updated.value;
    entry.via = std::move(draft.links.via);
    if (entry.authors.empty()) {
      entry.authors = std::move(draft.fallback_authors);
    }
    for (std::string* address : {&draft.origin.value, &draft.links.page.value, &draft.permalink}) {
      if (entry.url.empty()) {
        entry.url = std::move(*address);
      }
    }
    CompleteByAttributes(id, entry);
    ReadDetails(tree_, id, address_, entry);
    return entry;
  }

  // RDF's about names the item; CDF has the address as an attribute.
  void CompleteByAttributes(XmlTree::Id id, news::Entry& entry) const {
    const std::string_view about = ascii::Trim(tree_.Attribute(id, "about").value_or(""));
    if (entry.id.empty() && !about.empty()) {
      entry.id = about;
    }
    if (entry.url.empty()) {
      entry.url = AddressFrom(tree_.Attribute(id, "href").value_or(about), Base(id));
    }
    if (is_cdf_ && !entry.published) {
      entry.published = ReadDate(tree_.Attribute(id, "lastmod").value_or(""));
    }
  }

  // The channel's or feed's own fields, wherever they stand: in the channel, or beside it.
  void ReadFeedItself(XmlTree::Id root) {
    std::vector<XmlTree::Id> heads{root};
    for (auto child = tree_[root].first_child; child != XmlNode::kNone; child = tree_[child].next) {
      if (UseOf(child).field == Field::kChannel) {
        heads.push_back(child);
      }
    }
    Draft draft;
    FeedHabits habits;
    for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
      for (auto child = tree_[*head].first_child; child != XmlNode::kNone; child = tree_[child].next) {
        const Field field = UseOf(child).field;
        if (field == Field::kLanguage && feed_.language.empty()) {
          feed_.language = PlainConstruct(tree_, child);
        } else if (habits.Read(tree_, child, field, feed_)) {
          continue;
        } else if (field != Field::kEntry && field != Field::kSource) {
          ReadField(child, draft);
        }
      }
      if (feed_.language.empty()) {
        feed_.language = ascii::Trim(tree_.XmlAttributeOf(*head, "lang").value_or(""));
      }
    }
    std::ranges::replace(feed_.language, '_', '-');
    feed_.title = std::move(draft.title.value);
    feed_.description = std::move(draft.summary.value);
    feed_.link = std::move(draft.links.page.value);
    feed_.url = std::move(draft.links.self);
    feed_.hub = std::move(draft.links.hub);
    feed_.next = std::move(draft.links.next);
    feed_.prev_archive = std::move(draft.links.prev_archive);
    habits.Finish(feed_);
    for (const auto* date : {&draft.updated, &draft.published, &draft.created}) {
      feed_.updated = feed_.updated ? feed_.updated : date->value;
    }
    if (feed_.link.empty()) {
      feed_.link = AddressFrom(tree_.Attribute(heads.back(), "href").value_or(""), Base(heads.back()));
    }
    feed_authors_ = std::move(draft.entry.authors);
  }

  const XmlTree& tree_;
  std::string_view address_;
  const Limits& limits_;
  std::string_view core_space_;
  bool is_atom_ = false;
  bool is_cdf_ = false;
  std::vector<XmlTree::Id> entries_;
  std::vector<std::string> feed_authors_;
  news::Feed feed_;
};

}  // namespace

std::optional<news::Feed> ReadXmlFeed(const web::XmlTree& tree, std::string_view address, const Limits& limits) {
  return Reader(tree, address, limits).Read();
}

}  // namespace headwater::read
