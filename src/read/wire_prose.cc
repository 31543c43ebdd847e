// Walking the markup of a wire's body.
#include "read/wire_prose.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "read/construct.h"
#include "text/utf8.h"
#include "web/safe_html.h"

namespace headwater::read {
namespace {

constexpr std::size_t kMaxLinks = 2'000;
constexpr std::size_t kMaxPictures = 200;
constexpr std::size_t kMaxNotes = 50;

enum class Role {
  kInline,
  kBlock,
  kHeading,
  kList,
  kQuotation,
  kTable,
  kRow,
  kCell,
  kBreak,
  kLink,
  kImage,
  kFigure,
  kCaption,
  kCredit,
  kNote,
  kDropped
};

struct Use {
  std::string_view name;
  Role role;
};

// Elements of NITF 3, XHTML and HTML; any other is passed through.
constexpr auto kUses = std::to_array<Use>({
    {"p", Role::kBlock},
    {"div", Role::kBlock},
    {"section", Role::kBlock},
    {"article", Role::kBlock},
    {"block", Role::kBlock},
    {"body.content", Role::kBlock},
    {"pre", Role::kBlock},
    {"body", Role::kBlock},
    {"main", Role::kBlock},
    {"caption", Role::kBlock},
    {"address", Role::kBlock},
    {"hl1", Role::kHeading},
    {"hl2", Role::kHeading},
    {"h1", Role::kHeading},
    {"h2", Role::kHeading},
    {"h3", Role::kHeading},
    {"h4", Role::kHeading},
    {"h5", Role::kHeading},
    {"h6", Role::kHeading},
    {"ul", Role::kList},
    {"ol", Role::kList},
    {"dl", Role::kList},
    {"li", Role::kBlock},
    {"dt", Role::kBlock},
    {"dd", Role::kBlock},
    {"bq", Role::kQuotation},
    {"blockquote", Role::kQuotation},
    {"table", Role::kTable},
    {"nitf-table", Role::kTable},
    {"tr", Role::kRow},
    {"td", Role::kCell},
    {"th", Role::kCell},
    {"br", Role::kBreak},
    {"hr", Role::kBlock},
    {"a", Role::kLink},
    {"img", Role::kImage},
    {"media-reference", Role::kImage},
    {"media", Role::kFigure},
    {"figure", Role::kFigure},
    {"media-caption", Role::kCaption},
    {"figcaption", Role::kCaption},
    {"media-producer", Role::kCredit},
    {"note", Role::kNote},
    {"fn", Role::kNote},
    {"head", Role::kDropped},
    {"script", Role::kDropped},
    {"style", Role::kDropped},
    {"media-metadata", Role::kDropped},
    {"media-object", Role::kDropped},
    {"body.head", Role::kDropped},
    {"body.end", Role::kDropped},
    {"datasource", Role::kDropped},
    {"nitf-table-metadata", Role::kDropped},
    {"iframe", Role::kDropped},
    {"noscript", Role::kDropped},
});

Role RoleOf(const web::XmlNode& node) {
  const std::string name = ascii::Lower(node.name);
  const auto* const use = std::ranges::find(kUses, name, &Use::name);
  return use == kUses.end() ? Role::kInline : use->role;
}

std::uint32_t CodePoints(std::string_view text) { return static_cast<std::uint32_t>(text::CountCodePoints(text)); }

void AppendCollapsed(std::string& out, std::string_view text) {
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
}

class Prose {
 public:
  Prose(const web::XmlTree& tree, std::string_view base, news::Article& article)
      : tree_(tree), base_(base), article_(article), points_(CodePoints(article.text)) {}

  void Walk(web::XmlTree::Id top) {
    web::XmlTree::Id at = top;
    while (true) {
      const bool within = Enter(at);
      if (within && tree_[at].first_child != web::XmlNode::kNone) {
        at = tree_[at].first_child;
        continue;
      }
      Leave(at);
      while (at != top && tree_[at].next == web::XmlNode::kNone) {
        at = tree_[at].parent;
        Leave(at);
      }
      if (at == top) {
        break;
      }
      at = tree_[at].next;
    }
    Break();
  }

  // A paragraph of its own, for text without markup.
  void Paragraph(std::string_view text) {
    AppendCollapsed(line_, text);
    Break();
  }

 private:
  // False where what is below is passed over.
  bool Enter(web::XmlTree::Id at) {
    const web::XmlNode& node = tree_[at];
    if (!node.is_element()) {
      AppendCollapsed(line_, node.text);
      return true;
    }
    switch (RoleOf(node)) {
      case Role::kInline:
      case Role::kCredit:
      case Role::kCaption:
        if (figures_ > 0) {
          Break();
        }
        return true;
      case Role::kNote:
        BreakUnlessInCell();
        ++notes_;
        return true;
      case Role::kBlock:
      case Role::kRow:
        BreakUnlessInCell();
        return true;
      case Role::kHeading:
        Open(news::PartKind::kHeading);
        return true;
      case Role::kList:
        Open(news::PartKind::kList);
        return true;
      case Role::kQuotation:
        Open(news::PartKind::kQuotation);
        return true;
      case Role::kTable:
        Open(news::PartKind::kTable);
        return true;
      case Role::kCell:
        line_ += line_.empty() ? "" : " | ";
        ++cells_;
        return true;
      case Role::kBreak:
        AppendCollapsed(line_, " ");
        return true;
      case Role::kLink:
        link_begin_ = line_.size();
        return true;
      case Role::kImage:
        TakeImage(at);
        return false;
      case Role::kFigure:
        Break();
        ++figures_;
        picture_ = {};
        return true;
      case Role::kDropped:
        return false;
    }
    return true;
  }

  void Leave(web::XmlTree::Id at) {
    const web::XmlNode& node = tree_[at];
    if (!node.is_element()) {
      return;
    }
    switch (RoleOf(node)) {
      case Role::kBlock:
        BreakUnlessInCell();
        break;
      case Role::kRow:
        cells_ = 0;
        Break();
        break;
      case Role::kCell:
        cells_ -= cells_ > 0 ? 1 : 0;
        break;
      case Role::kHeading:
      case Role::kList:
      case Role::kQuotation:
      case Role::kTable:
        Close();
        break;
      case Role::kLink:
        TakeLink(at);
        break;
      case Role::kCaption:
        TakeLine(picture_.caption);
        break;
      case Role::kCredit:
        TakeLine(picture_.credit);
        break;
      case Role::kFigure:
        CloseFigure();
        break;
      case Role::kNote:
        TakeNote();
        break;
      default:
        break;
    }
  }

  void BreakUnlessInCell() {
    if (cells_ == 0) {
      Break();
    } else {
      AppendCollapsed(line_, " ");
    }
  }

  // Ends the line: a paragraph of the prose, or of a picture's caption.
  void Break() {
    const std::string_view line = ascii::Trim(line_);
    if (!line.empty() && notes_ > 0) {
      note_ += (note_.empty() ? "" : " ") + std::string(line);
    } else if (!line.empty() && figures_ > 0) {
      picture_.caption += (picture_.caption.empty() ? "" : " ") + std::string(line);
    } else if (!line.empty()) {
      if (!article_.text.empty()) {
        article_.text += "\n\n";
        points_ += 2;
      }
      if (part_ && !part_begun_) {
        part_->span.begin = points_;
        part_begun_ = true;
      }
      article_.text += line;
      points_ += CodePoints(line);
    }
    line_.clear();
    link_begin_ = 0;
  }

  // Parts do not overlap: what lies within another belongs to that one.
  void Open(news::PartKind kind) {
    BreakUnlessInCell();
    if (depth_++ == 0) {
      part_ = news::Part{{}, kind};
      part_begun_ = false;
    }
  }

  void Close() {
    BreakUnlessInCell();
    if (depth_ == 0 || --depth_ > 0) {
      return;
    }
    cells_ = 0;
    Break();
    if (part_ && part_begun_) {
      part_->span.end = points_;
      article_.parts.push_back(*part_);
    }
    part_.reset();
  }

  void TakeLink(web::XmlTree::Id at) {
    std::string address = AddressFrom(tree_.Attribute(at, "href").value_or(""), base_);
    const std::string_view text = ascii::Trim(std::string_view(line_).substr(std::min(link_begin_, line_.size())));
    if (!address.empty() && figures_ == 0 && article_.links.size() < kMaxLinks) {
      article_.links.push_back({std::move(address), std::string(text)});
    }
  }

  void TakeImage(web::XmlTree::Id at) {
    std::string address =
        AddressFrom(tree_.Attribute(at, "src").value_or(tree_.Attribute(at, "source").value_or("")), base_);
    const std::string type = ascii::Lower(tree_.Attribute(at, "mime-type").value_or("image"));
    if (address.empty() || !type.starts_with("image")) {
      return;
    }
    news::Picture alone;
    news::Picture& picture = figures_ > 0 ? picture_ : alone;
    if (picture.url.empty()) {
      picture.url = std::move(address);
    }
    if (figures_ == 0) {
      alone.caption = tree_.Attribute(at, "alt").value_or("");
      Keep(std::move(alone));
    }
  }

  void TakeLine(std::string& into) {
    const std::string_view line = ascii::Trim(line_);
    if (figures_ == 0 || line.empty()) {
      return;
    }
    into += (into.empty() ? "" : " ") + std::string(line);
    line_.clear();
  }

  void CloseFigure() {
    Break();
    figures_ -= figures_ > 0 ? 1 : 0;
    if (figures_ == 0) {
      Keep(std::exchange(picture_, {}));
    }
  }

  void Keep(news::Picture picture) {
    if (!picture.url.empty() && article_.pictures.size() < kMaxPictures) {
      article_.pictures.push_back(std::move(picture));
    }
  }

  void TakeNote() {
    Break();
    notes_ -= notes_ > 0 ? 1 : 0;
    if (notes_ == 0 && !note_.empty() && article_.marks.size() < kMaxNotes) {
      article_.marks.push_back({news::MarkKind::kNotice, std::exchange(note_, {})});
    }
  }

  const web::XmlTree& tree_;
  std::string_view base_;
  news::Article& article_;
  std::uint32_t points_;  // code points of the text so far
  std::string line_;
  std::size_t link_begin_ = 0;
  std::size_t depth_ = 0;  // of parts
  std::optional<news::Part> part_;
  bool part_begun_ = false;
  std::size_t cells_ = 0;  // of tables that stand open
  std::size_t figures_ = 0;
  news::Picture picture_;
  std::size_t notes_ = 0;
  std::string note_;
};

// Safe HTML is balanced; only the elements without an end need theirs to be XML.
std::string AsXml(std::string_view safe) {
  std::string xml = "<body>";
  for (std::size_t at = 0; at < safe.size();) {
    const std::size_t open = safe.find('<', at);
    const std::size_t close = open == std::string_view::npos ? open : safe.find('>', open);
    if (close == std::string_view::npos) {
      xml += safe.substr(at);
      break;
    }
    const std::string_view tag = safe.substr(open + 1, close - open - 1);
    const std::string_view name = tag.substr(0, tag.find_first_of(" /"));
    xml += safe.substr(at, close - at);
    xml += name == "br" || name == "hr" || name == "img" || name == "source" || name == "wbr" ? "/>" : ">";
    at = close + 1;
  }
  return xml + "</body>";
}

}  // namespace

void AppendWireProse(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view base,
                     news::Article& article) {
  Prose(tree, base, article).Walk(element);
}

void AppendHtmlProse(std::string_view html, std::string_view base, news::Article& article) {
  const std::string xml = AsXml(web::SafeHtml(html, base));
  const web::XmlTree tree = web::ParseXml(xml);
  if (!tree.nodes().empty()) {
    AppendWireProse(tree, 0, base, article);
  }
}

void AppendPlainProse(std::string_view text, news::Article& article) {
  const web::XmlTree none;
  Prose prose(none, {}, article);
  // Paragraphs are parted by blank lines where there are any, else every line is one.
  const bool blank_lines = text.find("\n\n") != std::string_view::npos || text.find("\n\r\n") != std::string_view::npos;
  std::string paragraph;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = ascii::Trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) {
      paragraph += (paragraph.empty() ? "" : " ") + std::string(line);
    }
    if (!blank_lines || line.empty()) {
      prose.Paragraph(paragraph);
      paragraph.clear();
    }
  }
  prose.Paragraph(paragraph);
}

}  // namespace headwater::read
