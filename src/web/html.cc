// Builds the flat tree from the events of libxml2's HTML parser, which is quicker than walking its own tree.
#include "web/html.h"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "web/html_attributes.h"
#include "web/html_scripts.h"

namespace headwater::web {
namespace {

constexpr std::size_t kChunk = 128U << 10U;
// libxml2 looks through its stack of open elements at every end tag: hostile depth would cost quadratic time.
constexpr int kMaxOpen = 4096;

struct TagName {
  std::string_view name;
  Tag tag = Tag::kOther;
};

constexpr auto kTags = std::to_array<TagName>({{"a", Tag::kA},
                                               {"abbr", Tag::kAbbr},
                                               {"address", Tag::kAddress},
                                               {"area", Tag::kArea},
                                               {"article", Tag::kArticle},
                                               {"aside", Tag::kAside},
                                               {"audio", Tag::kAudio},
                                               {"b", Tag::kB},
                                               {"base", Tag::kBase},
                                               {"bdi", Tag::kBdi},
                                               {"bdo", Tag::kBdo},
                                               {"big", Tag::kBig},
                                               {"blockquote", Tag::kBlockquote},
                                               {"body", Tag::kBody},
                                               {"br", Tag::kBr},
                                               {"button", Tag::kButton},
                                               {"canvas", Tag::kCanvas},
                                               {"caption", Tag::kCaption},
                                               {"center", Tag::kCenter},
                                               {"cite", Tag::kCite},
                                               {"code", Tag::kCode},
                                               {"col", Tag::kCol},
                                               {"colgroup", Tag::kColgroup},
                                               {"dd", Tag::kDd},
                                               {"del", Tag::kDel},
                                               {"details", Tag::kDetails},
                                               {"dfn", Tag::kDfn},
                                               {"dialog", Tag::kDialog},
                                               {"div", Tag::kDiv},
                                               {"dl", Tag::kDl},
                                               {"dt", Tag::kDt},
                                               {"em", Tag::kEm},
                                               {"embed", Tag::kEmbed},
                                               {"fieldset", Tag::kFieldset},
                                               {"figcaption", Tag::kFigcaption},
                                               {"figure", Tag::kFigure},
                                               {"font", Tag::kFont},
                                               {"footer", Tag::kFooter},
                                               {"form", Tag::kForm},
                                               {"frame", Tag::kFrame},
                                               {"frameset", Tag::kFrameset},
                                               {"h1", Tag::kH1},
                                               {"h2", Tag::kH2},
                                               {"h3", Tag::kH3},
                                               {"h4", Tag::kH4},
                                               {"h5", Tag::kH5},
                                               {"h6", Tag::kH6},
                                               {"head", Tag::kHead},
                                               {"header", Tag::kHeader},
                                               {"hr", Tag::kHr},
                                               {"html", Tag::kHtml},
                                               {"i", Tag::kI},
                                               {"iframe", Tag::kIframe},
                                               {"img", Tag::kImg},
                                               {"input", Tag::kInput},
                                               {"ins", Tag::kIns},
                                               {"kbd", Tag::kKbd},
                                               {"label", Tag::kLabel},
                                               {"legend", Tag::kLegend},
                                               {"li", Tag::kLi},
                                               {"link", Tag::kLink},
                                               {"main", Tag::kMain},
                                               {"map", Tag::kMap},
                                               {"mark", Tag::kMark},
                                               {"menu", Tag::kMenu},
                                               {"meta", Tag::kMeta},
                                               {"nav", Tag::kNav},
                                               {"noscript", Tag::kNoscript},
                                               {"object", Tag::kObject},
                                               {"ol", Tag::kOl},
                                               {"optgroup", Tag::kOptgroup},
                                               {"option", Tag::kOption},
                                               {"p", Tag::kP},
                                               {"picture", Tag::kPicture},
                                               {"pre", Tag::kPre},
                                               {"q", Tag::kQ},
                                               {"rp", Tag::kRp},
                                               {"rt", Tag::kRt},
                                               {"ruby", Tag::kRuby},
                                               {"s", Tag::kS},
                                               {"samp", Tag::kSamp},
                                               {"script", Tag::kScript},
                                               {"section", Tag::kSection},
                                               {"select", Tag::kSelect},
                                               {"small", Tag::kSmall},
                                               {"source", Tag::kSource},
                                               {"span", Tag::kSpan},
                                               {"strike", Tag::kStrike},
                                               {"strong", Tag::kStrong},
                                               {"style", Tag::kStyle},
                                               {"sub", Tag::kSub},
                                               {"summary", Tag::kSummary},
                                               {"sup", Tag::kSup},
                                               {"svg", Tag::kSvg},
                                               {"table", Tag::kTable},
                                               {"tbody", Tag::kTbody},
                                               {"td", Tag::kTd},
                                               {"template", Tag::kTemplate},
                                               {"textarea", Tag::kTextarea},
                                               {"tfoot", Tag::kTfoot},
                                               {"th", Tag::kTh},
                                               {"thead", Tag::kThead},
                                               {"time", Tag::kTime},
                                               {"title", Tag::kTitle},
                                               {"tr", Tag::kTr},
                                               {"track", Tag::kTrack},
                                               {"tt", Tag::kTt},
                                               {"u", Tag::kU},
                                               {"ul", Tag::kUl},
                                               {"var", Tag::kVar},
                                               {"video", Tag::kVideo},
                                               {"wbr", Tag::kWbr}});

constexpr std::size_t kSlots = 512;

constexpr std::size_t SlotOf(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return (hash ^ (hash >> 15U)) % kSlots;
}

// Open addressing, made by the compiler.
constexpr auto kTagSlots = [] {
  std::array<TagName, kSlots> slots{};
  for (const TagName& entry : kTags) {
    std::size_t slot = SlotOf(entry.name);
    while (!slots.at(slot).name.empty()) {
      slot = (slot + 1) % kSlots;
    }
    slots.at(slot) = entry;
  }
  return slots;
}();

bool IsBlank(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; });
}

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

struct FreeContext {
  void operator()(htmlParserCtxtPtr context) const { htmlFreeParserCtxt(context); }
};

}  // namespace

Tag TagOf(std::string_view name) {
  for (std::size_t slot = SlotOf(name); !kTagSlots.at(slot).name.empty(); slot = (slot + 1) % kSlots) {
    if (kTagSlots.at(slot).name == name) {
      return kTagSlots.at(slot).tag;
    }
  }
  return Tag::kOther;
}

// Receives the parser's events.
class HtmlBuilder {
 public:
  HtmlBuilder(HtmlDocument& document, const HtmlLimits& limits, std::size_t bytes)
      : document_(document), limits_(limits) {
    document_.nodes_.reserve(std::min(limits.max_nodes, bytes / 32 + 16));
    document_.attributes_.reserve(bytes / 48 + 16);
    document_.nodes_.emplace_back();
    open_.push_back(0);
  }

  void Attach(htmlParserCtxtPtr context) {
    context_ = context;
    context->userData = this;
    *context->sax = htmlSAXHandler{};
    context->sax->startElement = [](void* self, const xmlChar* name, const xmlChar** attributes) {
      static_cast<HtmlBuilder*>(self)->Start(View(name), attributes);
    };
    context->sax->endElement = [](void* self, const xmlChar*) { static_cast<HtmlBuilder*>(self)->End(); };
    const auto text = [](void* self, const xmlChar* bytes, int length) {
      static_cast<HtmlBuilder*>(self)->Text({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)});
    };
    context->sax->characters = text;
    context->sax->ignorableWhitespace = text;
    context->sax->cdataBlock = text;
  }

  void Finish() {
    while (!open_.empty()) {
      document_.nodes_[open_.back()].end = document_.size();
      open_.pop_back();
    }
  }

  bool TooLarge() const { return too_large_; }

 private:
  void Start(std::string_view name, const xmlChar** attributes) {
    HtmlNode node = NewNode();
    node.tag = TagOf(name);
    node.text = node.tag == Tag::kOther ? Keep(name) : NameOf(name);
    node.first_attribute = static_cast<std::uint32_t>(document_.attributes_.size());
    for (; attributes != nullptr && *attributes != nullptr && node.attributes < 256; attributes += 2) {
      document_.attributes_.push_back({Keep(View(attributes[0])), Keep(View(attributes[1]))});
      ++node.attributes;
    }
    const NodeIndex index = Add(node);
    if (open_.size() >= limits_.max_depth || index == kNoNode) {
      ++unopened_;
      return;
    }
    open_.push_back(index);
    keeps_text_ = KeepsText(index);
  }

  void End() {
    if (unopened_ > 0) {
      --unopened_;
      return;
    }
    if (open_.size() > 1) {
      document_.nodes_[open_.back()].end = document_.size();
      open_.pop_back();
      keeps_text_ = KeepsText(open_.back());
    }
  }

  void Text(std::string_view text) {
    if (!keeps_text_ || text.empty()) {
      return;
    }
    HtmlNode& last = document_.nodes_.back();
    const bool joins = last.tag == Tag::kText && last.parent == open_.back();
    if (!joins) {
      HtmlNode node = NewNode();
      node.tag = Tag::kText;
      node.text = IsBlank(text) ? std::string_view(" ") : Keep(text);
      Add(node);
      return;
    }
    last.text = Extend(last.text, text);
  }

  // Scripts and styles hold text for machines; JSON and licences are kept, for they describe the page.
  bool KeepsText(NodeIndex node) const {
    const HtmlNode& element = document_.nodes_[node];
    if (element.tag == Tag::kScript) {
      const std::string_view type = document_.Attribute(node, "type");
      return type.find("json") != std::string_view::npos || type.find("rsl+xml") != std::string_view::npos;
    }
    return element.tag != Tag::kStyle;
  }

  HtmlNode NewNode() const {
    HtmlNode node;
    node.parent = open_.back();
    node.depth = static_cast<std::uint16_t>(std::min<std::size_t>(open_.size(), 0xFFFF));
    node.end = document_.size() + 1;
    return node;
  }

  NodeIndex Add(const HtmlNode& node) {
    if (document_.nodes_.size() >= limits_.max_nodes || context_->nameNr > kMaxOpen) {
      too_large_ = too_large_ || document_.nodes_.size() >= limits_.max_nodes;
      xmlStopParser(context_);
      return kNoNode;
    }
    document_.nodes_.push_back(node);
    return document_.size() - 1;
  }

  static std::string_view NameOf(std::string_view name) {
    std::size_t slot = SlotOf(name);
    while (kTagSlots.at(slot).name != name) {
      slot = (slot + 1) % kSlots;
    }
    return kTagSlots.at(slot).name;
  }

  std::string_view Keep(std::string_view text) {
    if (text.empty()) {
      return {};
    }
    auto& chunks = document_.chunks_;
    if (chunks.empty() || chunks.back().capacity() - chunks.back().size() < text.size()) {
      chunks.emplace_back().reserve(std::max(kChunk, text.size() * 2));
    }
    auto& chunk = chunks.back();
    const std::size_t at = chunk.size();
    chunk.insert(chunk.end(), text.begin(), text.end());
    return {chunk.data() + at, text.size()};
  }

  // A text comes in pieces: the next is put behind the last where it stands at the end of its chunk.
  std::string_view Extend(std::string_view text, std::string_view more) {
    auto& chunks = document_.chunks_;
    if (!chunks.empty() && !chunks.back().empty()) {
      auto& chunk = chunks.back();
      const bool at_end = chunk.data() + chunk.size() == text.data() + text.size();
      if (at_end && chunk.capacity() - chunk.size() >= more.size()) {
        chunk.insert(chunk.end(), more.begin(), more.end());
        return {text.data(), text.size() + more.size()};
      }
    }
    auto& chunk = chunks.emplace_back();
    chunk.reserve(std::max(kChunk, (text.size() + more.size()) * 2));
    chunk.insert(chunk.end(), text.begin(), text.end());
    chunk.insert(chunk.end(), more.begin(), more.end());
    return {chunk.data(), chunk.size()};
  }

  HtmlDocument& document_;
  HtmlLimits limits_;
  htmlParserCtxtPtr context_ = nullptr;
  std::vector<NodeIndex> open_;
  std::size_t unopened_ = 0;
  bool keeps_text_ = true;
  bool too_large_ = false;
};

HtmlDocument::HtmlDocument() = default;
HtmlDocument::HtmlDocument(HtmlDocument&&) noexcept = default;
HtmlDocument& HtmlDocument::operator=(HtmlDocument&&) noexcept = default;
HtmlDocument::~HtmlDocument() = default;

std::string_view HtmlDocument::Attribute(NodeIndex node, std::string_view name) const {
  const HtmlNode& element = nodes_[node];
  for (std::size_t i = 0; i < element.attributes; ++i) {
    const HtmlAttribute& attribute = attributes_[element.first_attribute + i];
    if (attribute.name == name) {
      return attribute.value;
    }
  }
  return {};
}

bool HtmlDocument::HasAttribute(NodeIndex node, std::string_view name) const {
  const HtmlNode& element = nodes_[node];
  const auto begin = attributes_.begin() + element.first_attribute;
  return std::any_of(begin, begin + element.attributes, [name](const auto& each) { return each.name == name; });
}

std::string HtmlDocument::Text(NodeIndex node) const {
  std::string text;
  for (NodeIndex i = node; i < nodes_[node].end; ++i) {
    if (nodes_[i].tag == Tag::kText) {
      text += nodes_[i].text;
    }
  }
  return text;
}

NodeIndex HtmlDocument::Find(Tag tag, NodeIndex begin, NodeIndex end) const {
  for (NodeIndex i = begin; i < std::min(end, size()); ++i) {
    if (nodes_[i].tag == tag) {
      return i;
    }
  }
  return kNoNode;
}

Result<HtmlDocument> ParseHtml(std::string_view page, const HtmlLimits& limits) {
  const std::optional<std::string> bounded = WithoutExcessAttributes(page);
  const std::string_view whole = bounded ? std::string_view(*bounded) : page;
  const std::optional<std::string> mended = WithoutInnerScriptEnds(whole);
  const std::string_view utf8 = mended ? std::string_view(*mended) : whole;
  HtmlDocument document;
  HtmlBuilder builder(document, limits, utf8.size());
  if (utf8.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return Fail(Fault::kTooLarge, fmt::format("HTML of {} bytes", utf8.size()));
  }
  // libxml2 must be made ready once, before two threads meet in it: left to itself it may wait for ever.
  [[maybe_unused]] static const bool ready = (xmlInitParser(), true);
  const std::unique_ptr<htmlParserCtxt, FreeContext> context(
      utf8.empty() ? nullptr : htmlCreateMemoryParserCtxt(utf8.data(), static_cast<int>(utf8.size())));
  if (context != nullptr) {
    builder.Attach(context.get());
    htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                          HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC);
    // Otherwise the parser would look for a charset again at the first letter outside ASCII.
    context->charset = XML_CHAR_ENCODING_UTF8;
    htmlParseDocument(context.get());
  }
  builder.Finish();
  if (builder.TooLarge()) {
    return Fail(Fault::kTooLarge, fmt::format("HTML of more than {} nodes", limits.max_nodes));
  }
  return document;
}

}  // namespace headwater::web
