// An HTML page as a flat tree: every node in document order, so that a subtree is a run of nodes and nobody recurses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace headwater::web {

// The elements that readers of pages ask for; any other is kOther and known by its name alone.
enum class Tag : std::uint8_t {
  kText,
  kOther,
  kA,
  kAbbr,
  kAddress,
  kArea,
  kArticle,
  kAside,
  kAudio,
  kB,
  kBase,
  kBdi,
  kBdo,
  kBig,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCanvas,
  kCaption,
  kCenter,
  kCite,
  kCode,
  kCol,
  kColgroup,
  kDd,
  kDel,
  kDetails,
  kDfn,
  kDialog,
  kDiv,
  kDl,
  kDt,
  kEm,
  kEmbed,
  kFieldset,
  kFigcaption,
  kFigure,
  kFont,
  kFooter,
  kForm,
  kFrame,
  kFrameset,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImg,
  kInput,
  kIns,
  kKbd,
  kLabel,
  kLegend,
  kLi,
  kLink,
  kMain,
  kMap,
  kMark,
  kMenu,
  kMeta,
  kNav,
  kNoscript,
  kObject,
  kOl,
  kOptgroup,
  kOption,
  kP,
  kPicture,
  kPre,
  kQ,
  kRp,
  kRt,
  kRuby,
  kS,
  kSamp,
  kScript,
  kSection,
  kSelect,
  kSmall,
  kSource,
  kSpan,
  kStrike,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTfoot,
  kTh,
  kThead,
  kTime,
  kTitle,
  kTr,
  kTrack,
  kTt,
  kU,
  kUl,
  kVar,
  kVideo,
  kWbr,
};

struct HtmlLimits {
  std::size_t max_nodes = 400'000;
  std::size_t max_depth = 512;  // what lies deeper hangs at this depth
};

using NodeIndex = std::uint32_t;
constexpr NodeIndex kNoNode = 0xFFFFFFFFU;

struct HtmlAttribute {
  std::string_view name;  // lower case
  std::string_view value;
};

struct HtmlNode {
  NodeIndex parent = kNoNode;
  // One past the last node of the subtree; the next sibling, if there is one, stands there.
  NodeIndex end = 0;
  std::uint32_t first_attribute = 0;
  std::uint16_t attributes = 0;
  std::uint16_t depth = 0;
  Tag tag = Tag::kOther;
  // Of a text node its text, of an element its name in lower case. Borrowed from the document.
  std::string_view text;
};

// The document owns its text; nodes and views live as long as it does, and stay valid when it is moved.
class HtmlDocument {
 public:
  HtmlDocument();
  HtmlDocument(const HtmlDocument&) = delete;
  HtmlDocument& operator=(const HtmlDocument&) = delete;
  HtmlDocument(HtmlDocument&&) noexcept;
  HtmlDocument& operator=(HtmlDocument&&) noexcept;
  ~HtmlDocument();

  // Node 0 is the root, of no tag that was in the page; it always exists.
  const std::vector<HtmlNode>& nodes() const { return nodes_; }
  const HtmlNode& operator[](NodeIndex node) const { return nodes_[node]; }
  NodeIndex size() const { return static_cast<NodeIndex>(nodes_.size()); }

  // The value of an attribute (name in lower case), or empty.
  std::string_view Attribute(NodeIndex node, std::string_view name) const;
  bool HasAttribute(NodeIndex node, std::string_view name) const;
  // Text nodes below, in order, as they stand.
  std::string Text(NodeIndex node) const;
  // The first node with the tag in the run [begin, end), or kNoNode.
  NodeIndex Find(Tag tag, NodeIndex begin, NodeIndex end) const;

  const std::vector<HtmlAttribute>& attributes() const { return attributes_; }

 private:
  friend class HtmlBuilder;
  std::vector<HtmlNode> nodes_;
  std::vector<HtmlAttribute> attributes_;
  std::vector<std::vector<char>> chunks_;
};

// Reads any UTF-8 as HTML, as browsers do: markup faults are mended. Comments, styles and scripts that hold no JSON are
// left out. Fails with kTooLarge over max_nodes.
Result<HtmlDocument> ParseHtml(std::string_view utf8, const HtmlLimits& limits = {});

// The tag of a name in lower case.
Tag TagOf(std::string_view name);

}  // namespace headwater::web
