// The forgiving reader of XML.
#include "web/xml.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "web/xml_references.h"

namespace headwater::web {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kMaxFaults = 20;
constexpr std::size_t kMaxBindings = 256;
constexpr std::size_t kMaxValueWithMarkup = 4096;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool IsNameStart(char c) { return ascii::IsLetter(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80; }

bool IsName(char c) { return IsNameStart(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

std::pair<std::string_view, std::string_view> SplitName(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == name.size()) {
    return {{}, name};
  }
  return {name.substr(0, colon), name.substr(colon + 1)};
}

struct Binding {
  std::string_view prefix;
  std::string_view space;
  std::size_t depth = 0;
};

struct RawAttribute {
  std::string_view name;
  std::string_view value;
};

}  // namespace

class XmlParser {
 public:
  XmlParser(std::string_view text, const XmlLimits& limits)
      : text_(text), limits_(limits), references_(limits.max_entity_bytes) {}

  XmlTree Parse() {
    if (text_.starts_with("\xEF\xBB\xBF")) {
      at_ = 3;
    }
    begin_ = at_;
    while (at_ < text_.size() && !full_) {
      if (text_[at_] == '<' && ParseMarkup()) {
        continue;
      }
      ParseText();
    }
    if (!open_.empty()) {
      Complain("the document ends before </" + std::string(open_.back().name) + ">");
    }
    if (tree_.nodes_.empty()) {
      Complain("there is no element");
    }
    return std::move(tree_);
  }

 private:
  struct Open {
    XmlTree::Id id;
    std::string_view name;  // with prefix
  };

  void Complain(std::string_view what) {
    if (tree_.faults_.size() >= kMaxFaults) {
      return;
    }
    const std::size_t upto = std::min(at_, text_.size());
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(std::max(upto, counted_)),
                                                 '\n'));
    counted_ = std::max(upto, counted_);
    tree_.faults_.push_back("line " + std::to_string(line_) + ": " + std::string(what));
  }

  auto Complainer() {
    return [this](std::string_view what) { Complain(what); };
  }

  // A view of the source where nothing has to change, else of a text that the tree keeps.
  std::string_view Resolved(std::string_view raw) {
    const auto plain = [](char c) { return c != '&' && (static_cast<unsigned char>(c) >= 0x20 || IsSpace(c)); };
    if (std::all_of(raw.begin(), raw.end(), plain)) {
      return raw;
    }
    return tree_.made_.emplace_back(references_.Resolve(raw, Complainer()));
  }

  std::optional<XmlTree::Id> Append(const XmlNode& node) {
    if (tree_.nodes_.size() >= limits_.max_nodes) {
      Complain("more elements and texts than are read");
      full_ = true;
      return std::nullopt;
    }
    const auto id = static_cast<XmlTree::Id>(tree_.nodes_.size());
    tree_.nodes_.push_back(node);
    XmlNode& added = tree_.nodes_.back();
    if (!open_.empty()) {
      added.parent = open_.back().id;
      XmlNode& parent = tree_.nodes_[added.parent];
      (parent.first_child == XmlNode::kNone ? parent.first_child : tree_.nodes_[parent.last_child].next) = id;
      parent.last_child = id;
    }
    return id;
  }

  void AppendText(std::string_view text) {
    if (open_.empty()) {
      if (text.find_first_not_of(kSpace) != std::string_view::npos) {
        Complain("text outside of the document's element");
      }
      return;
    }
    if (!text.empty()) {
      Append(XmlNode{.space = {}, .prefix = {}, .name = {}, .text = text});
    }
  }

  void ParseText() {
    const std::size_t begin = at_;
    std::size_t from = at_;
    if (text_[from] == '<') {
      Complain("a bare <");
      ++from;
    }
    at_ = std::min(text_.find('<', from), text_.size());
    const std::string_view raw = text_.substr(begin, at_ - begin);
    if (raw.find("]]>") != std::string_view::npos) {
      Complain("]]> without its beginning");
    }
    AppendText(Resolved(raw));
  }

  // At a `<`. False where no markup follows.
  bool ParseMarkup() {
    const std::string_view rest = text_.substr(at_);
    if (rest.size() > 1 && IsNameStart(rest[1])) {
      ParseStartTag();
      return true;
    }
    if (rest.size() > 2 && rest[1] == '/' && IsNameStart(rest[2])) {
      ParseEndTag();
      return true;
    }
    if (rest.starts_with("<!--")) {
      ParseComment();
      return true;
    }
    if (rest.starts_with("<![CDATA[")) {
      ParseCdata();
      return true;
    }
    if (rest.starts_with("<?")) {
      ParseInstruction();
      return true;
    }
    if (rest.size() > 8 && SameIgnoringCase(rest.substr(0, 9), "<!doctype")) {
      ParseDoctype();
      return true;
    }
    if (rest.starts_with("<!") && rest.size() > 2 && (IsNameStart(rest[2]) || rest[2] == '[')) {
      Complain("markup that is none");
      at_ = std::min(text_.find_first_of("<>", at_ + 1), text_.size());
      at_ += at_ < text_.size() && text_[at_] == '>' ? 1 : 0;
      return true;
    }
    return false;
  }

  // Where `mark` ends next. Without one, the end of the tag as HTML would have it; looked for once only, so that
  // a page of openings costs no square of its length.
  std::size_t After(std::string_view mark, std::size_t from, bool& missing) {
    const std::size_t end = missing ? std::string_view::npos : text_.find(mark, from);
    if (end != std::string_view::npos) {
      return end + mark.size();
    }
    missing = true;
    Complain("no " + std::string(mark) + " to end what was begun");
    const std::size_t close = text_.find('>', from);
    return close == std::string_view::npos ? text_.size() : close + 1;
  }

  void ParseComment() {
    const std::size_t begin = at_ + 4;
    at_ = After("-->", begin, no_comment_end_);
    if (!no_comment_end_ && text_.substr(begin, at_ - begin - 3).find("--") != std::string_view::npos) {
      Complain("-- within a comment");
    }
  }

  void ParseCdata() {
    constexpr std::string_view kEnd = "]]>";
    const std::size_t begin = at_ + 9;
    const std::size_t end = no_cdata_end_ ? std::string_view::npos : text_.find(kEnd, begin);
    if (end == std::string_view::npos) {
      no_cdata_end_ = true;
      Complain("a CDATA section without its end");
      at_ = std::min(text_.find('<', begin), text_.size());
      AppendText(text_.substr(begin, at_ - begin));
      return;
    }
    const std::string_view raw = text_.substr(begin, end - begin);
    const auto forbidden = [](char c) { return static_cast<unsigned char>(c) < 0x20 && !IsSpace(c); };
    if (std::none_of(raw.begin(), raw.end(), forbidden)) {
      AppendText(raw);
    } else {
      Complain("a control character");
      std::string& kept = tree_.made_.emplace_back(raw);
      std::erase_if(kept, forbidden);
      AppendText(kept);
    }
    at_ = end + kEnd.size();
  }

  void ParseInstruction() {
    const std::string_view rest = text_.substr(at_ + 2);
    if (at_ != begin_ && rest.size() > 3 && SameIgnoringCase(rest.substr(0, 3), "xml") && IsSpace(rest[3])) {
      Complain("an XML declaration that is not at the beginning");
    }
    at_ = After("?>", at_, no_instruction_end_);
  }

  std::string_view ReadName() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && IsName(text_[at_])) {
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  void SkipSpace() { at_ = std::min(text_.find_first_not_of(kSpace, at_), text_.size()); }

  // One attribute; false at the end of the tag.
  bool ReadAttribute(std::vector<RawAttribute>& into) {
    const std::size_t before = at_;
    SkipSpace();
    if (at_ >= text_.size() || text_[at_] == '>' || text_[at_] == '<' || text_.substr(at_).starts_with("/>")) {
      return false;
    }
    if (!IsNameStart(text_[at_])) {
      Complain("a tag with something that is no attribute");
      ++at_;
      return true;
    }
    if (at_ == before) {
      Complain("no blank before an attribute");
    }
    const std::string_view name = ReadName();
    SkipSpace();
    if (at_ >= text_.size() || text_[at_] != '=') {
      Complain("an attribute without a value");
      Keep(into, {name, {}});
      return true;
    }
    ++at_;
    SkipSpace();
    Keep(into, {name, ReadValue()});
    return true;
  }

  void Keep(std::vector<RawAttribute>& into, RawAttribute attribute) {
    if (into.size() >= limits_.max_attributes) {
      Complain("more attributes than are read");
      return;
    }
    if (std::ranges::find(into, attribute.name, &RawAttribute::name) != into.end()) {
      Complain("an attribute given twice: " + std::string(attribute.name));
      return;
    }
    into.push_back(attribute);
  }

  std::string_view ReadValue() {
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote != '"' && quote != '\'') {
      Complain("an attribute without quotes");
      const std::size_t begin = at_;
      at_ = std::min(text_.find_first_of(" \t\r\n<>", at_), text_.size());
      return text_.substr(begin, at_ - begin);
    }
    const std::size_t begin = ++at_;
    const std::size_t end = text_.find_first_of(quote == '"' ? "\"<" : "'<", begin);
    if (end == std::string_view::npos) {
      Complain("an attribute that does not end");
      at_ = text_.size();
      return {};
    }
    at_ = end;
    if (text_[end] == '<') {
      return ReadValueWithMarkup(begin, quote);
    }
    ++at_;
    return text_.substr(begin, end - begin);
  }

  // A value with a `<` in it: up to its quote where that comes soon and on the same line, else up to the `<`.
  std::string_view ReadValueWithMarkup(std::size_t begin, char quote) {
    Complain("a < in an attribute");
    const std::string_view near = text_.substr(begin, kMaxValueWithMarkup);
    const std::size_t end = near.substr(0, near.find('\n')).find(quote);
    if (end == std::string_view::npos) {
      return text_.substr(begin, at_ - begin);
    }
    at_ = begin + end + 1;
    return near.substr(0, end);
  }

  void Bind(const RawAttribute& attribute) {
    const auto [prefix, local] = SplitName(attribute.name);
    const bool is_default = attribute.name == "xmlns";
    if ((!is_default && prefix != "xmlns") || bindings_.size() >= kMaxBindings) {
      return;
    }
    bindings_.push_back({is_default ? std::string_view{} : local, Resolved(attribute.value), open_.size() + 1});
  }

  std::string_view SpaceOf(std::string_view prefix) {
    if (prefix == "xml") {
      return kXmlSpace;
    }
    for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding) {
      if (binding->prefix == prefix) {
        return binding->space;
      }
    }
    if (!prefix.empty()) {
      Complain("a prefix that is not declared: " + std::string(prefix));
    }
    return {};
  }

  void ParseStartTag() {
    ++at_;
    const std::string_view name = ReadName();
    raw_.clear();
    while (ReadAttribute(raw_)) {
    }
    const bool empty = text_.substr(at_).starts_with("/>");
    if (at_ >= text_.size() || text_[at_] == '<') {
      Complain("a tag that does not end: <" + std::string(name));
    } else {
      at_ += empty ? 2 : 1;
    }
    if (open_.size() >= limits_.max_depth) {
      Complain("elements nested deeper than are read");
      too_deep_ += empty ? 0 : 1;
      return;
    }
    OpenElement(name);
    if (empty && !full_) {
      Close(1);
    }
  }

  void OpenElement(std::string_view name) {
    std::ranges::for_each(raw_, [this](const RawAttribute& attribute) { Bind(attribute); });
    const auto [prefix, local] = SplitName(name);
    XmlNode node{.space = SpaceOf(prefix), .prefix = prefix, .name = local, .text = {}};
    node.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    for (const RawAttribute& attribute : raw_) {
      const auto [space, plain] = SplitName(attribute.name);
      if (space == "xmlns" || attribute.name == "xmlns") {
        continue;
      }
      tree_.attributes_.push_back({space.empty() ? space : SpaceOf(space), plain, Resolved(attribute.value)});
    }
    node.attribute_count = static_cast<std::uint32_t>(tree_.attributes_.size()) - node.first_attribute;
    if (open_.empty() && has_root_) {
      Complain("a second element beside the document's");
    }
    has_root_ = true;
    if (const auto id = Append(node)) {
      open_.push_back({*id, name});
    }
  }

  void Close(std::size_t count) {
    open_.resize(open_.size() - count);
    while (!bindings_.empty() && bindings_.back().depth > open_.size()) {
      bindings_.pop_back();
    }
  }

  void ParseEndTag() {
    at_ += 2;
    const std::string_view name = ReadName();
    const std::size_t end = text_.find_first_of("<>", at_);
    if (end == std::string_view::npos || text_[end] == '<' ||
        text_.substr(at_, end - at_).find_first_not_of(kSpace) != std::string_view::npos) {
      Complain("an end tag that does not end: </" + std::string(name));
    }
    at_ = end == std::string_view::npos ? text_.size() : end + (text_[end] == '>' ? 1 : 0);
    if (too_deep_ > 0) {
      --too_deep_;
      return;
    }
    for (std::size_t up = 1; up <= open_.size(); ++up) {
      const std::string_view opened = open_[open_.size() - up].name;
      if (opened == name || SameIgnoringCase(opened, name)) {
        if (opened != name || up > 1) {
          Complain("</" + std::string(name) + "> where </" + std::string(open_.back().name) + "> should stand");
        }
        Close(up);
        return;
      }
    }
    Complain("</" + std::string(name) + "> closes nothing");
  }

  void ParseDoctype() {
    at_ += 9;
    const std::size_t stop = std::min(text_.find_first_of("[>", at_), text_.size());
    const std::string_view head = text_.substr(at_, stop - at_);
    if (head.find("PUBLIC") != std::string_view::npos || head.find("SYSTEM") != std::string_view::npos) {
      references_.HasExternalDtd();
    }
    at_ = stop;
    if (at_ < text_.size() && text_[at_] == '[') {
      ParseSubset();
    }
    at_ = std::min(text_.find('>', at_), text_.size());
    at_ += at_ < text_.size() ? 1 : 0;
  }

  // The declarations between [ and ]; of them, general entities with a value alone are heeded.
  void ParseSubset() {
    ++at_;
    while (at_ < text_.size() && text_[at_] != ']') {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("<!--")) {
        at_ = After("-->", at_ + 4, no_comment_end_);
      } else if (rest.starts_with("<!ENTITY")) {
        ParseEntity();
      } else if (rest[0] == '"' || rest[0] == '\'') {
        ReadQuoted();
      } else {
        ++at_;
      }
    }
  }

  std::string_view ReadQuoted() {
    const std::size_t begin = at_ + 1;
    const std::size_t end = text_.find(text_[at_], begin);
    if (end == std::string_view::npos) {
      at_ = text_.size();
      return {};
    }
    at_ = end + 1;
    return text_.substr(begin, end - begin);
  }

  void ParseEntity() {
    at_ += 8;
    SkipSpace();
    const std::string_view name = ReadName();
    SkipSpace();
    if (!name.empty() && at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
      references_.Declare(name, ReadQuoted(), Complainer());
    }
  }

  std::string_view text_;
  const XmlLimits& limits_;
  XmlReferences references_;
  XmlTree tree_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::size_t line_ = 1;
  std::size_t counted_ = 0;
  std::size_t too_deep_ = 0;
  bool full_ = false;
  bool has_root_ = false;
  bool no_comment_end_ = false;
  bool no_cdata_end_ = false;
  bool no_instruction_end_ = false;
  std::vector<Open> open_;
  std::vector<Binding> bindings_;
  std::vector<RawAttribute> raw_;
};

XmlTree ParseXml(std::string_view text, const XmlLimits& limits) { return XmlParser(text, limits).Parse(); }

}  // namespace headwater::web
