// Walks the page once and cuts its text at the borders of block elements and at double line breaks.
#include "extract/blocks.h"

#include <algorithm>
#include <array>

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::HtmlNode;
using web::kNoNode;
using web::NodeIndex;
using web::Tag;

enum class Role : std::uint8_t { kInline, kBlock, kSkip };

constexpr std::size_t kTagCount = static_cast<std::size_t>(Tag::kWbr) + 1;

constexpr auto kRoles = [] {
  std::array<Role, kTagCount> roles{};
  for (const Tag tag :
       {Tag::kAddress, Tag::kArticle, Tag::kAside, Tag::kBlockquote, Tag::kBody,    Tag::kCaption,    Tag::kCenter,
        Tag::kDd,      Tag::kDetails, Tag::kDiv,   Tag::kDl,         Tag::kDt,      Tag::kFigcaption, Tag::kFigure,
        Tag::kFooter,  Tag::kForm,    Tag::kH1,    Tag::kH2,         Tag::kH3,      Tag::kH4,         Tag::kH5,
        Tag::kH6,      Tag::kHeader,  Tag::kHr,    Tag::kHtml,       Tag::kLi,      Tag::kMain,       Tag::kMenu,
        Tag::kNav,     Tag::kOl,      Tag::kP,     Tag::kPre,        Tag::kSection, Tag::kSummary,    Tag::kTable,
        Tag::kTbody,   Tag::kTfoot,   Tag::kThead, Tag::kTr,         Tag::kUl,      Tag::kFieldset}) {
    roles.at(static_cast<std::size_t>(tag)) = Role::kBlock;
  }
  for (const Tag tag :
       {Tag::kScript, Tag::kStyle,  Tag::kSelect,   Tag::kTextarea, Tag::kButton, Tag::kIframe,  Tag::kSvg,
        Tag::kObject, Tag::kEmbed,  Tag::kTemplate, Tag::kHead,     Tag::kCanvas, Tag::kAudio,   Tag::kVideo,
        Tag::kMap,    Tag::kDialog, Tag::kOption,   Tag::kRp,       Tag::kRt,     Tag::kFrameset}) {
    roles.at(static_cast<std::size_t>(tag)) = Role::kSkip;
  }
  return roles;
}();

Role RoleOf(Tag tag) { return kRoles.at(static_cast<std::size_t>(tag)); }

BlockKind KindOf(Tag tag) {
  switch (tag) {
    case Tag::kP:
      return BlockKind::kParagraph;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      return BlockKind::kHeading;
    case Tag::kLi:
    case Tag::kDd:
    case Tag::kDt:
      return BlockKind::kListEntry;
    case Tag::kBlockquote:
      return BlockKind::kQuote;
    case Tag::kTr:
      return BlockKind::kCell;
    case Tag::kPre:
      return BlockKind::kPre;
    case Tag::kFigcaption:
    case Tag::kCaption:
      return BlockKind::kCaption;
    default:
      return BlockKind::kText;
  }
}

enum class Sight : std::uint8_t { kShown, kHidden, kReserved };

Sight SightOf(const HtmlDocument& page, NodeIndex node) {
  const HtmlNode& element = page[node];
  for (std::size_t i = 0; i < element.attributes; ++i) {
    const web::HtmlAttribute& attribute = page.attributes()[element.first_attribute + i];
    if (attribute.name == "hidden" && attribute.value != "until-found") {
      return Sight::kHidden;
    }
    if (attribute.name == "data-nosnippet") {
      return Sight::kReserved;
    }
    if (attribute.name == "style") {
      const std::size_t at = attribute.value.find("display");
      if (at != std::string_view::npos) {
        std::size_t value = at + 7;
        while (value < attribute.value.size() && (attribute.value[value] == ' ' || attribute.value[value] == ':')) {
          ++value;
        }
        if (attribute.value.substr(value).starts_with("none")) {
          return Sight::kHidden;
        }
      }
    }
  }
  return Sight::kShown;
}

class Collector {
 public:
  Collector(const HtmlDocument& page, bool hidden_too) : page_(page), hidden_too_(hidden_too) {}

  Blocks Collect() {
    open_.push_back({0, BlockKind::kText, false, false, false});
    for (NodeIndex at = 1; at < page_.size();) {
      CloseBefore(at);
      const HtmlNode& node = page_[at];
      if (node.tag == Tag::kText) {
        Text(at, node);
        ++at;
        continue;
      }
      const Sight sight = node.tag == Tag::kNoscript ? Sight::kHidden : SightOf(page_, at);
      blocks_.reserved = blocks_.reserved || sight == Sight::kReserved;
      if (RoleOf(node.tag) == Role::kSkip || (sight != Sight::kShown && !hidden_too_)) {
        at = node.end;
        continue;
      }
      Open(at, node);
      ++at;
    }
    Flush();
    return std::move(blocks_);
  }

 private:
  struct Level {
    NodeIndex element;
    BlockKind kind;
    bool in_list;
    bool in_quote;
    bool in_table;
  };

  void Open(NodeIndex at, const HtmlNode& node) {
    if (RoleOf(node.tag) == Role::kBlock) {
      Flush();
      Level inner = open_.back();
      inner.element = at;
      const bool named = KindOf(node.tag) == BlockKind::kText && page_.Attribute(at, "role") == "heading";
      const BlockKind kind = named ? BlockKind::kHeading : KindOf(node.tag);
      inner.kind = kind == BlockKind::kText && (inner.kind == BlockKind::kListEntry ||
                                                inner.kind == BlockKind::kQuote || inner.kind == BlockKind::kCaption)
                       ? inner.kind
                       : kind;
      if (inner.kind == BlockKind::kParagraph && open_.back().kind == BlockKind::kCaption) {
        inner.kind = BlockKind::kCaption;
      }
      inner.in_list = inner.in_list || kind == BlockKind::kListEntry;
      inner.in_quote = inner.in_quote || kind == BlockKind::kQuote;
      inner.in_table = inner.in_table || node.tag == Tag::kTable;
      open_.push_back(inner);
      return;
    }
    if (node.tag == Tag::kBr) {
      ++breaks_;
      Blank();
      if (breaks_ >= 2) {
        Flush();
      }
    } else if (node.tag == Tag::kA && LeadsAway(at)) {
      link_end_ = std::max(link_end_, node.end);
    } else if (node.tag == Tag::kTd || node.tag == Tag::kTh) {
      Blank('\t');
    } else if (node.tag == Tag::kImg) {
      Blank();
    } else if (node.tag == Tag::kB || node.tag == Tag::kStrong || node.tag == Tag::kEm || node.tag == Tag::kI) {
      bold_end_ = std::max(bold_end_, node.end);
    }
  }

  // A heading that links to itself is no link.
  bool LeadsAway(NodeIndex at) const {
    if (!page_.HasAttribute(at, "href")) {
      return false;
    }
    return open_.back().kind != BlockKind::kHeading || !page_.Attribute(at, "href").starts_with('#');
  }

  void CloseBefore(NodeIndex at) {
    while (page_[open_.back().element].end <= at && open_.size() > 1) {
      Flush();
      open_.pop_back();
    }
  }

  void Text(NodeIndex at, const HtmlNode& node) {
    std::string& out = blocks_.text;
    const std::size_t before = out.size();
    AppendCollapsed(node.text);
    if (out.size() == before) {
      return;
    }
    if (first_ == kNoNode && out.find_first_not_of(' ', before) != std::string::npos) {
      first_ = at;
    }
    const auto added = static_cast<std::uint32_t>(out.size() - before);
    link_bytes_ += at < link_end_ ? added : 0;
    bold_bytes_ += at < bold_end_ ? added : 0;
  }

  // White space of any kind becomes one blank; what takes no room on paper goes.
  void AppendCollapsed(std::string_view text) {
    std::string& out = blocks_.text;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte <= 0x20 || byte == 0x7F) {
        Blank();
        continue;
      }
      if (byte == 0xC2 && i + 1 < text.size()) {
        const auto next = static_cast<unsigned char>(text[i + 1]);
        if (next == 0xA0 || next == 0xAD) {  // no-break space, soft hyphen
          i += 1;
          if (next == 0xA0) {
            Blank();
          }
          continue;
        }
      }
      if (IsInvisible(text, i)) {
        i += 2;
        continue;
      }
      out += text[i];
      breaks_ = 0;
    }
  }

  // U+200B..U+200F, U+2028..U+202E, U+2060, U+FEFF
  static bool IsInvisible(std::string_view text, std::size_t at) {
    if (at + 2 >= text.size()) {
      return false;
    }
    const auto a = static_cast<unsigned char>(text[at]);
    const auto b = static_cast<unsigned char>(text[at + 1]);
    const auto c = static_cast<unsigned char>(text[at + 2]);
    if (a == 0xE2 && b == 0x80) {
      // The joiners U+200C and U+200D shape letters in several scripts and stay.
      return c == 0x8B || c == 0x8E || c == 0x8F || (c >= 0xA8 && c <= 0xAE);
    }
    return (a == 0xE2 && b == 0x81 && c == 0xA0) || (a == 0xEF && b == 0xBB && c == 0xBF);
  }

  // Cells of a row are parted by a tab.
  void Blank(char blank = ' ') {
    if (blocks_.text.size() <= begin_ || blocks_.text.back() == '\t') {
      return;
    }
    if (blocks_.text.back() == ' ') {
      blocks_.text.back() = blank;
    } else {
      blocks_.text += blank;
    }
  }

  void Flush() {
    std::string& out = blocks_.text;
    while (out.size() > begin_ && (out.back() == ' ' || out.back() == '\t')) {
      out.pop_back();
    }
    if (out.size() > begin_ && first_ != kNoNode) {
      Block block;
      block.first = first_;
      block.element = open_.back().element;
      block.begin = static_cast<std::uint32_t>(begin_);
      block.end = static_cast<std::uint32_t>(out.size());
      block.link_bytes = std::min(link_bytes_, block.end - block.begin);
      block.bold_bytes = std::min(bold_bytes_, block.end - block.begin);
      block.sentences = CountSentences(std::string_view(out).substr(begin_));
      block.kind = open_.back().kind;
      block.in_list = open_.back().in_list;
      block.in_quote = open_.back().in_quote;
      block.in_table = open_.back().in_table;
      blocks_.all.push_back(block);
    } else {
      out.resize(begin_);
    }
    begin_ = out.size();
    first_ = kNoNode;
    link_bytes_ = 0;
    bold_bytes_ = 0;
    breaks_ = 0;
  }

  static std::uint32_t CountSentences(std::string_view text) {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      const bool stop = c == '.' || c == '!' || c == '?';
      if (stop && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '"' ||
                   static_cast<unsigned char>(text[i + 1]) >= 0x80)) {
        ++count;
      } else if (static_cast<unsigned char>(c) >= 0xE0 && i + 2 < text.size()) {
        const std::string_view three = text.substr(i, 3);
        // Full stops of Chinese, Japanese, Hindi, Arabic, and the wide marks of exclamation and question.
        count += three == "。" || three == "！" || three == "？" || three == "।" || three == "…" ? 1 : 0;
      }
    }
    return count;
  }

  const HtmlDocument& page_;
  bool hidden_too_;
  Blocks blocks_;
  std::vector<Level> open_;
  std::size_t begin_ = 0;
  NodeIndex first_ = kNoNode;
  NodeIndex link_end_ = 0;
  NodeIndex bold_end_ = 0;
  std::uint32_t link_bytes_ = 0;
  std::uint32_t bold_bytes_ = 0;
  int breaks_ = 0;
};

}  // namespace

std::pair<std::size_t, std::size_t> Blocks::Within(NodeIndex begin, NodeIndex end) const {
  const auto low = std::ranges::lower_bound(all, begin, {}, &Block::first);
  const auto high = std::ranges::lower_bound(low, all.end(), end, {}, &Block::first);
  return {static_cast<std::size_t>(low - all.begin()), static_cast<std::size_t>(high - all.begin())};
}

Blocks CollectBlocks(const HtmlDocument& page, bool hidden_too) { return Collector(page, hidden_too).Collect(); }

}  // namespace headwater::extract
