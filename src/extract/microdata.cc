// Microdata: items by their itemscope, in one walk.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/embedded_data.h"
#include "extract/embedded_graph.h"
#include "web/safe_html.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kNoItem = static_cast<std::size_t>(-1);

struct Scope {
  NodeIndex node;
  NodeIndex end;
  std::size_t item;
};

// An element that has a property, outside of `within` the items that it stands in.
struct Property {
  NodeIndex node;
  std::string_view names;
  std::size_t owner;  // kNoItem where only an itemref can take it
  std::size_t item;   // that it begins itself, or kNoItem
};

class Walk {
 public:
  explicit Walk(const HtmlDocument& page) : page_(page) {}

  std::optional<boost::json::value> Make() {
    for (NodeIndex at = 1; at < page_.size() && !graph_.full(); ++at) {
      while (!open_.empty() && open_.back().end <= at) {
        open_.pop_back();
      }
      if (page_[at].tag != Tag::kText && page_[at].attributes > 0) {
        Element(at);
      }
    }
    for (const Property& property : properties_) {
      if (property.owner != kNoItem) {
        Give(property, property.owner);
      }
    }
    for (const auto& [item, targets] : references_) {
      EachWord(targets, [this, item = item](std::string_view id) { Lend(item, id); });
    }
    return std::move(graph_).Made();
  }

 private:
  void Element(NodeIndex at) {
    bool scope = false;
    std::string_view names;
    std::string_view type;
    std::string_view id;
    std::string_view refers;
    const web::HtmlNode& node = page_[at];
    for (std::size_t i = 0; i < node.attributes; ++i) {
      const web::HtmlAttribute& attribute = page_.attributes()[node.first_attribute + i];
      if (attribute.name == "id") {
        by_id_.emplace(attribute.value, at);
      } else if (attribute.name.starts_with("item")) {
        scope = scope || attribute.name == "itemscope";
        names = attribute.name == "itemprop" ? attribute.value : names;
        type = attribute.name == "itemtype" ? attribute.value : type;
        id = attribute.name == "itemid" ? attribute.value : id;
        refers = attribute.name == "itemref" ? attribute.value : refers;
      }
    }
    const std::size_t owner = open_.empty() ? kNoItem : open_.back().item;
    const std::size_t item = scope ? graph_.Begin(type, id) : kNoItem;
    if (!names.empty() && properties_.size() < EmbeddedGraph::kMaxProperties) {
      properties_.push_back({at, names, owner, item});
    }
    if (scope) {
      open_.push_back({at, node.end, item});
      if (!refers.empty()) {
        references_.emplace_back(item, refers);
      }
    }
  }

  void Give(const Property& property, std::size_t owner) {
    EachWord(property.names, [&](std::string_view name) {
      // rNews and others write whole addresses for names.
      const std::size_t slash = name.find_last_of("/#");
      name = slash == std::string_view::npos ? name : name.substr(slash + 1);
      if (property.item != kNoItem) {
        graph_.Refer(owner, name, property.item);
      } else {
        graph_.Put(owner, name, ValueOf(property.node, name));
      }
    });
  }

  // The properties below the element with the id that belong to what is around it.
  void Lend(std::size_t item, std::string_view id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) {
      return;
    }
    const NodeIndex target = found->second;
    auto at = std::ranges::lower_bound(properties_, target, {}, &Property::node);
    NodeIndex inside = target;  // the end of an item that keeps its properties
    for (; at != properties_.end() && at->node < page_[target].end && !graph_.full(); ++at) {
      if (at->node < inside || at->owner == item) {
        continue;
      }
      Give(*at, item);
      inside = at->item == kNoItem ? inside : page_[at->node].end;
    }
  }

  std::string ValueOf(NodeIndex at, std::string_view name) const {
    const auto attribute = [&](const char* key) { return web::EscapeHtml(page_.Attribute(at, key)); };
    if (page_.HasAttribute(at, "content")) {
      return attribute("content");
    }
    switch (page_[at].tag) {
      case Tag::kMeta:
        return {};
      case Tag::kA:
      case Tag::kArea:
      case Tag::kLink:
        // Newsrooms put names on links as well as addresses.
        return IsAddress(name) ? attribute("href") : TextValue(page_, at, name);
      case Tag::kImg:
      case Tag::kAudio:
      case Tag::kEmbed:
      case Tag::kIframe:
      case Tag::kSource:
      case Tag::kVideo:
        return attribute("src");
      case Tag::kObject:
        return attribute("data");
      case Tag::kTime:
        return page_.HasAttribute(at, "datetime") ? attribute("datetime") : TextValue(page_, at, name);
      default:
        return page_.HasAttribute(at, "datetime") ? attribute("datetime") : TextValue(page_, at, name);
    }
  }

  static bool IsAddress(std::string_view name) {
    return name == "url" || name == "contentUrl" || name == "image" || name == "thumbnailUrl" || name == "item" ||
           name == "sameAs" || name == "isBasedOn" || name == "isBasedOnUrl" || name == "mainEntityOfPage" ||
           name == "logo";
  }

  const HtmlDocument& page_;
  EmbeddedGraph graph_;
  std::vector<Scope> open_;
  std::vector<Property> properties_;  // in document order
  std::vector<std::pair<std::size_t, std::string_view>> references_;
  std::unordered_map<std::string_view, NodeIndex> by_id_;
};

}  // namespace

std::optional<boost::json::value> MicrodataOf(const HtmlDocument& page) {
  const bool any = std::ranges::any_of(page.attributes(), [](const web::HtmlAttribute& attribute) {
    return attribute.name.size() == 9 && attribute.name == "itemscope";
  });
  return any ? Walk(page).Make() : std::nullopt;
}

}  // namespace headwater::extract
