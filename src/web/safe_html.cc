// Writes the allowed part of a parsed fragment anew, so that nothing of the foreign markup passes as it stood.
#include "web/safe_html.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "web/html.h"
#include "web/url.h"

namespace headwater::web {
namespace {

constexpr std::array<Tag, 72> kAllowed{
    Tag::kA,      Tag::kAbbr,   Tag::kAddress, Tag::kArticle,    Tag::kAside,   Tag::kAudio,      Tag::kB,
    Tag::kBdi,    Tag::kBdo,    Tag::kBig,     Tag::kBlockquote, Tag::kBr,      Tag::kCaption,    Tag::kCenter,
    Tag::kCite,   Tag::kCode,   Tag::kCol,     Tag::kColgroup,   Tag::kDd,      Tag::kDel,        Tag::kDetails,
    Tag::kDfn,    Tag::kDiv,    Tag::kDl,      Tag::kDt,         Tag::kEm,      Tag::kFigcaption, Tag::kFigure,
    Tag::kFooter, Tag::kH1,     Tag::kH2,      Tag::kH3,         Tag::kH4,      Tag::kH5,         Tag::kH6,
    Tag::kHeader, Tag::kHr,     Tag::kI,       Tag::kImg,        Tag::kIns,     Tag::kKbd,        Tag::kLi,
    Tag::kMark,   Tag::kOl,     Tag::kP,       Tag::kPicture,    Tag::kPre,     Tag::kQ,          Tag::kRp,
    Tag::kRt,     Tag::kRuby,   Tag::kS,       Tag::kSamp,       Tag::kSection, Tag::kSmall,      Tag::kSource,
    Tag::kSpan,   Tag::kStrike, Tag::kStrong,  Tag::kSub,        Tag::kSummary, Tag::kSup,        Tag::kTable,
    Tag::kTbody,  Tag::kTd,     Tag::kTfoot,   Tag::kTh,         Tag::kThead,   Tag::kTime,       Tag::kTr,
    Tag::kTt,     Tag::kUl};

// Their text is for machines. What stands in a frame or an object is for those who do not see it, and stays; an embed
// holds nothing, though the parser hangs on it what follows.
constexpr std::array<Tag, 14> kDropped{Tag::kScript,   Tag::kStyle, Tag::kFrame,  Tag::kFrameset, Tag::kNoscript,
                                       Tag::kTemplate, Tag::kSvg,   Tag::kSelect, Tag::kTextarea, Tag::kButton,
                                       Tag::kInput,    Tag::kHead,  Tag::kTitle,  Tag::kCanvas};

constexpr std::array<std::string_view, 12> kDroppedNames{"math",     "applet",      "xml",   "noembed",
                                                         "noframes", "plaintext",   "xmp",   "bgsound",
                                                         "portal",   "fencedframe", "layer", "ilayer"};

constexpr std::array<Tag, 7> kVoid{Tag::kBr, Tag::kCol, Tag::kHr, Tag::kImg, Tag::kSource, Tag::kWbr, Tag::kTrack};

constexpr std::array<std::string_view, 16> kAttributes{"alt",  "title",    "width", "height",   "colspan", "rowspan",
                                                       "dir",  "lang",     "cite",  "datetime", "scope",   "start",
                                                       "span", "controls", "abbr",  "reversed"};

constexpr std::array<Tag, 26> kBlocks{
    Tag::kP,       Tag::kDiv,     Tag::kLi,     Tag::kBr,    Tag::kBlockquote, Tag::kH1,  Tag::kH2,
    Tag::kH3,      Tag::kH4,      Tag::kH5,     Tag::kH6,    Tag::kTd,         Tag::kTh,  Tag::kTr,
    Tag::kUl,      Tag::kOl,      Tag::kDl,     Tag::kDt,    Tag::kDd,         Tag::kPre, Tag::kHr,
    Tag::kSection, Tag::kArticle, Tag::kFigure, Tag::kTable, Tag::kFigcaption};

template <std::size_t N, class Value>
bool In(const std::array<Value, N>& list, const Value& value) {
  return std::ranges::find(list, value) != list.end();
}

bool IsDropped(const HtmlNode& node) {
  return In(kDropped, node.tag) || (node.tag == Tag::kOther && In(kDroppedNames, node.text));
}

void AppendEscaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

std::optional<std::string> SafeAddress(std::string_view base, std::string_view address) {
  if (address.starts_with("mailto:")) {
    return std::string(address);
  }
  return ResolveUrl(base, address);
}

void AppendAttribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  AppendEscaped(out, value);
  out += '"';
}

class Writer {
 public:
  Writer(const HtmlDocument& document, std::string_view base, std::size_t max_depth)
      : document_(document), base_(base), max_depth_(max_depth) {}

  std::string Write() {
    NodeIndex at = 1;
    while (at < document_.size()) {
      CloseBefore(at);
      const HtmlNode& node = document_[at];
      if (node.tag != Tag::kText && IsDropped(node)) {
        at = node.end;
        continue;
      }
      Node(at, node);
      ++at;
    }
    CloseBefore(document_.size());
    return std::move(out_);
  }

 private:
  void Node(NodeIndex at, const HtmlNode& node) {
    if (node.tag == Tag::kText) {
      AppendEscaped(out_, node.text);
      return;
    }
    if (!In(kAllowed, node.tag)) {
      return;
    }
    const bool is_void = In(kVoid, node.tag);
    if (!is_void && open_.size() >= max_depth_) {
      return;
    }
    out_ += '<';
    out_ += node.text;
    Attributes(at, node);
    out_ += '>';
    if (!is_void) {
      open_.push_back(at);
    }
  }

  void Attributes(NodeIndex at, const HtmlNode& node) {
    for (std::size_t i = 0; i < node.attributes; ++i) {
      const HtmlAttribute& attribute = document_.attributes()[node.first_attribute + i];
      if (In(kAttributes, attribute.name) && attribute.name != "cite") {
        AppendAttribute(out_, attribute.name, attribute.value);
      }
    }
    const bool shows = node.tag == Tag::kImg || node.tag == Tag::kAudio || node.tag == Tag::kSource;
    const std::string_view name = node.tag == Tag::kA ? "href" : "src";
    if (node.tag != Tag::kA && !shows) {
      return;
    }
    if (const std::string_view value = document_.Attribute(at, name); !value.empty()) {
      const auto address = SafeAddress(base_, value);
      if (address && (node.tag == Tag::kA || !address->starts_with("mailto:"))) {
        AppendAttribute(out_, name, *address);
      }
    }
    if (node.tag == Tag::kA) {
      AppendAttribute(out_, "rel", "noopener noreferrer nofollow");
    }
  }

  void CloseBefore(NodeIndex at) {
    while (!open_.empty() && document_[open_.back()].end <= at) {
      out_ += "</";
      out_ += document_[open_.back()].text;
      out_ += '>';
      open_.pop_back();
    }
  }

  const HtmlDocument& document_;
  std::string_view base_;
  std::size_t max_depth_;
  std::vector<NodeIndex> open_;
  std::string out_;
};

Result<HtmlDocument> Parse(std::string_view fragment, const SafeHtmlLimits& limits) {
  fragment = fragment.substr(0, limits.max_bytes);
  // A code point must not be cut in two.
  while (fragment.size() == limits.max_bytes && !fragment.empty() &&
         (static_cast<unsigned char>(fragment.back()) & 0x80U) != 0) {
    fragment.remove_suffix(1);
  }
  // Without a body the parser takes leading text for a paragraph of its own.
  std::string page = "<html><body>";
  page += fragment;
  return ParseHtml(page, {limits.max_nodes, 512});
}

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// No-break spaces are white space too.
void AppendCollapsed(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text.substr(i, 2) == "\xC2\xA0";
    if (!no_break && !IsSpace(text[i])) {
      out += text[i];
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
    i += no_break ? 1 : 0;
  }
}

}  // namespace

std::string SafeHtml(std::string_view fragment, std::string_view base, const SafeHtmlLimits& limits) {
  const auto document = Parse(fragment, limits);
  return document ? Writer(*document, base, limits.max_depth).Write() : std::string{};
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendEscaped(out, text);
  return out;
}

std::string TextOfHtml(std::string_view fragment, const SafeHtmlLimits& limits) {
  const auto document = Parse(fragment, limits);
  std::string out;
  for (NodeIndex at = 1; document && at < document->size();) {
    const HtmlNode& node = (*document)[at];
    if (node.tag != Tag::kText && IsDropped(node)) {
      at = node.end;
      continue;
    }
    if (node.tag == Tag::kText) {
      AppendCollapsed(out, node.text);
    } else if (In(kBlocks, node.tag)) {
      AppendCollapsed(out, " ");
    }
    ++at;
  }
  while (!out.empty() && out.back() == ' ') {
    out.pop_back();
  }
  return out;
}

}  // namespace headwater::web
