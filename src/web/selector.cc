// Selectors matched against the flat tree, and the tree written as HTML again.
#include "web/selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "base/ascii.h"
#include "web/safe_html.h"

namespace headwater::web {
namespace {

bool IsNameByte(char c) { return ascii::IsAlnum(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class Parser {
 public:
  Parser(std::string_view text, const SelectorLimits& limits) : rest_(text), limits_(limits) {}

  Result<std::vector<Selector>> Parse() {
    std::vector<Selector> selectors(1);
    SkipBlanks();
    while (fault_.empty() && !rest_.empty()) {
      SimpleSelector step = TakeStep();
      selectors.back().push_back(std::move(step));
      const bool more = SkipBlanks();
      if (rest_.starts_with(',')) {
        rest_.remove_prefix(1);
        SkipBlanks();
        selectors.emplace_back();
      } else if (!rest_.empty() && !more && fault_.empty()) {
        fault_ = fmt::format("\"{}\" is not understood", rest_.substr(0, 20));
      }
      if (selectors.back().size() >= limits_.max_steps || selectors.size() > limits_.max_selectors) {
        fault_ = "it is too long";
      }
    }
    if (fault_.empty() && selectors.back().empty() && selectors.size() > 1) {
      fault_ = "nothing stands behind a comma";
    }
    if (!fault_.empty()) {
      return Fail(Fault::kUsage, fmt::format("a selector cannot be used: {}", fault_));
    }
    if (selectors.back().empty()) {
      selectors.clear();
    }
    return selectors;
  }

 private:
  bool SkipBlanks() {
    const std::size_t before = rest_.size();
    while (!rest_.empty() && IsBlank(rest_.front())) {
      rest_.remove_prefix(1);
    }
    return rest_.size() != before;
  }

  std::string TakeName() {
    std::size_t end = 0;
    while (end < rest_.size() && IsNameByte(rest_[end])) {
      ++end;
    }
    std::string name(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (name.empty()) {
      fault_ = rest_.empty() ? "it ends too early" : fmt::format("\"{}\" is not understood", rest_.substr(0, 20));
    }
    return name;
  }

  SimpleSelector TakeStep() {
    SimpleSelector step;
    if (rest_.starts_with('*')) {
      rest_.remove_prefix(1);
    } else if (rest_.front() != '.' && rest_.front() != '#' && rest_.front() != '[') {
      step.tag = ascii::Lower(TakeName());
    }
    while (fault_.empty() && !rest_.empty()) {
      const char first = rest_.front();
      if (first == '.' || first == '#') {
        rest_.remove_prefix(1);
        step.conditions.push_back({first == '.' ? "class" : "id", first == '.' ? '~' : '=', TakeName()});
      } else if (first == '[') {
        rest_.remove_prefix(1);
        TakeAttribute(step);
      } else {
        break;
      }
    }
    return step;
  }

  void TakeAttribute(SimpleSelector& step) {
    SimpleSelector::Condition condition{ascii::Lower(TakeName()), '?', {}};
    if (!rest_.empty() && std::string_view("~^$*").find(rest_.front()) != std::string_view::npos) {
      condition.how = rest_.front();
      rest_.remove_prefix(1);
      if (!rest_.starts_with('=')) {
        fault_ = "a sign in brackets stands without \"=\"";
        return;
      }
    }
    if (rest_.starts_with('=')) {
      rest_.remove_prefix(1);
      condition.how = condition.how == '?' ? '=' : condition.how;
      const char quote = rest_.empty() ? '\0' : rest_.front();
      const bool quoted = quote == '"' || quote == '\'';
      const std::size_t end = quoted ? rest_.find(quote, 1) : rest_.find(']');
      if (end == std::string_view::npos) {
        fault_ = "a bracket or quotation mark is not closed";
        return;
      }
      condition.value = rest_.substr(quoted ? 1 : 0, quoted ? end - 1 : end);
      rest_.remove_prefix(quoted ? end + 1 : end);
    }
    if (!rest_.starts_with(']')) {
      fault_ = "a bracket is not closed";
      return;
    }
    rest_.remove_prefix(1);
    step.conditions.push_back(std::move(condition));
  }

  std::string_view rest_;
  const SelectorLimits& limits_;
  std::string fault_;
};

bool HasWord(std::string_view words, std::string_view word) {
  for (std::size_t at = word.empty() ? std::string_view::npos : words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || IsBlank(words[at - 1])) && (end == words.size() || IsBlank(words[end]))) {
      return true;
    }
  }
  return false;
}

bool Holds(const SimpleSelector::Condition& condition, std::string_view value) {
  const std::string_view wanted = condition.value;
  switch (condition.how) {
    case '~':
      return HasWord(value, wanted);
    case '^':
      return !wanted.empty() && value.starts_with(wanted);
    case '$':
      return !wanted.empty() && value.ends_with(wanted);
    case '*':
      return !wanted.empty() && value.find(wanted) != std::string_view::npos;
    case '?':
      return true;
    default:
      return value == wanted;
  }
}

bool Fits(const HtmlDocument& document, NodeIndex node, const SimpleSelector& step) {
  if (document[node].tag == Tag::kText || (!step.tag.empty() && document[node].text != step.tag)) {
    return false;
  }
  return std::ranges::all_of(step.conditions, [&](const SimpleSelector::Condition& condition) {
    return document.HasAttribute(node, condition.attribute) &&
           Holds(condition, document.Attribute(node, condition.attribute));
  });
}

// The last step fits the element, the others what lies around it, from the inside out.
bool Fits(const HtmlDocument& document, NodeIndex node, const Selector& selector) {
  if (!Fits(document, node, selector.back())) {
    return false;
  }
  std::size_t left = selector.size() - 1;
  for (NodeIndex up = document[node].parent; left > 0 && up != kNoNode; up = document[up].parent) {
    left -= Fits(document, up, selector[left - 1]) ? 1 : 0;
  }
  return left == 0;
}

constexpr bool IsVoid(Tag tag) {
  switch (tag) {
    case Tag::kArea:
    case Tag::kBase:
    case Tag::kBr:
    case Tag::kCol:
    case Tag::kEmbed:
    case Tag::kHr:
    case Tag::kImg:
    case Tag::kInput:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kSource:
    case Tag::kTrack:
    case Tag::kWbr:
      return true;
    default:
      return false;
  }
}

class Writer {
 public:
  Writer(const HtmlDocument& document, const std::vector<NodeIndex>& dropped)
      : document_(document), dropped_(dropped.begin(), dropped.end()) {}

  void Write(NodeIndex begin) {
    std::vector<NodeIndex> open;
    const NodeIndex end = document_[begin].end;
    for (NodeIndex node = begin; node < end;) {
      while (!open.empty() && document_[open.back()].end <= node) {
        Close(open);
      }
      if (dropped_.contains(node)) {
        node = document_[node].end;
        continue;
      }
      WriteNode(node);
      if (document_[node].tag != Tag::kText && !IsVoid(document_[node].tag)) {
        open.push_back(node);
      }
      ++node;
    }
    while (!open.empty()) {
      Close(open);
    }
  }

  std::string& out() { return out_; }

 private:
  void WriteNode(NodeIndex node) {
    const HtmlNode& at = document_[node];
    if (at.tag == Tag::kText) {
      // Scripts that hold JSON are no markup within.
      const bool raw = at.parent != kNoNode && document_[at.parent].tag == Tag::kScript;
      out_ += raw ? std::string(at.text) : EscapeHtml(at.text);
      return;
    }
    out_.append("<").append(at.text);
    for (std::size_t i = 0; i < at.attributes; ++i) {
      const HtmlAttribute& attribute = document_.attributes()[at.first_attribute + i];
      out_.append(" ").append(attribute.name).append("=\"").append(EscapeHtml(attribute.value)).append("\"");
    }
    out_ += ">";
  }

  void Close(std::vector<NodeIndex>& open) {
    out_.append("</").append(document_[open.back()].text).append(">");
    open.pop_back();
  }

  const HtmlDocument& document_;
  std::unordered_set<NodeIndex> dropped_;
  std::string out_;
};

}  // namespace

Result<std::vector<Selector>> ParseSelectors(std::string_view text, const SelectorLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return Fail(Fault::kUsage, "a selector cannot be used: it is too long");
  }
  return Parser(text, limits).Parse();
}

std::vector<NodeIndex> Select(const HtmlDocument& document, const std::vector<Selector>& selectors) {
  std::vector<NodeIndex> selected;
  for (NodeIndex node = 1; node < document.size();) {
    const bool fits =
        std::ranges::any_of(selectors, [&](const Selector& selector) { return Fits(document, node, selector); });
    if (fits) {
      selected.push_back(node);
    }
    node = fits ? document[node].end : node + 1;
  }
  return selected;
}

Result<std::string> CutPage(std::string_view utf8, std::string_view keep, std::string_view drop) {
  const auto kept = ParseSelectors(keep);
  const auto dropped = ParseSelectors(drop);
  if (!kept || !dropped) {
    return tl::unexpected(kept ? dropped.error() : kept.error());
  }
  const auto document = ParseHtml(utf8);
  if (!document) {
    return tl::unexpected(document.error());
  }
  Writer writer(*document, Select(*document, *dropped));
  const NodeIndex html = document->Find(Tag::kHtml, 0, document->size());
  const NodeIndex head = document->Find(Tag::kHead, 0, document->size());
  const std::vector<NodeIndex> parts = Select(*document, *kept);
  writer.out() = "<!doctype html><html";
  if (html != kNoNode && document->HasAttribute(html, "lang")) {
    writer.out() += fmt::format(" lang=\"{}\"", EscapeHtml(document->Attribute(html, "lang")));
  }
  writer.out() += ">";
  if (head != kNoNode) {
    writer.Write(head);
  }
  if (parts.empty()) {
    // A page may do without a body's tag.
    for (NodeIndex node = 1; node < document->size();) {
      const Tag tag = (*document)[node].tag;
      if (tag != Tag::kHtml && tag != Tag::kHead) {
        writer.Write(node);
      }
      node = tag == Tag::kHtml ? node + 1 : (*document)[node].end;
    }
  } else {
    writer.out() += "<body><article>";
    std::ranges::for_each(parts, [&](NodeIndex part) { writer.Write(part); });
    writer.out() += "</article></body>";
  }
  return std::move(writer.out()) + "</html>";
}

}  // namespace headwater::web
