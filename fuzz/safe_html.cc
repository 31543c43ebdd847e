// Fuzzes the making safe of HTML from elsewhere, and reads what comes out as a browser would.
#include "web/safe_html.h"

#include <string>
#include <vector>

#include "fuzz/require.h"
#include "web/html.h"

using headwater::fuzz::Require;

namespace {

namespace web = headwater::web;

// The output must be made of text and complete tags alone, balanced, and no deeper than it may be.
void RequireBalanced(std::string_view html, std::size_t max_depth) {
  std::vector<std::string_view> open;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    const std::size_t end = html.find('>', at);
    Require(end != std::string_view::npos, "every tag is closed");
    std::string_view tag = html.substr(at + 1, end - at - 1);
    Require(tag.find('<') == std::string_view::npos, "a tag holds no other");
    at = end;
    const bool closes = tag.starts_with('/');
    tag.remove_prefix(closes ? 1 : 0);
    const std::string_view name = tag.substr(0, tag.find(' '));
    Require(!name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz123456") == std::string_view::npos,
            "a tag has a plain name");
    const web::Tag kind = web::TagOf(name);
    Require(kind != web::Tag::kOther && kind != web::Tag::kScript && kind != web::Tag::kStyle &&
                kind != web::Tag::kIframe && kind != web::Tag::kObject && kind != web::Tag::kEmbed &&
                kind != web::Tag::kForm && kind != web::Tag::kSvg && kind != web::Tag::kLink && kind != web::Tag::kMeta,
            "only harmless elements get out");
    const bool is_void = kind == web::Tag::kBr || kind == web::Tag::kCol || kind == web::Tag::kHr ||
                         kind == web::Tag::kImg || kind == web::Tag::kSource;
    if (closes) {
      Require(!open.empty() && open.back() == name, "elements are balanced");
      open.pop_back();
    } else if (!is_void) {
      open.push_back(name);
      Require(open.size() <= max_depth, "elements are no deeper than they may be");
    }
  }
  Require(open.empty(), "every element is closed");
}

void RequireHarmless(const web::HtmlDocument& document) {
  for (const web::HtmlAttribute& attribute : document.attributes()) {
    Require(!attribute.name.starts_with("on") && attribute.name != "style" && attribute.name != "srcdoc",
            "no handlers, no styles");
    if (attribute.name == "href" || attribute.name == "src") {
      Require(attribute.value.starts_with("http://") || attribute.value.starts_with("https://") ||
                  attribute.value.starts_with("mailto:"),
              "links lead to the web or to a letter");
    }
  }
  for (const web::HtmlNode& node : document.nodes()) {
    Require(node.tag != web::Tag::kScript && node.tag != web::Tag::kIframe && node.tag != web::Tag::kObject &&
                node.tag != web::Tag::kEmbed && node.tag != web::Tag::kForm && node.tag != web::Tag::kStyle,
            "what comes out holds no script, frame or form when it is parsed again");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string fragment = headwater::text::RepairUtf8(headwater::fuzz::View(data, size));
  const web::SafeHtmlLimits limits;
  const std::string safe = web::SafeHtml(fragment, "https://vellmar.example/a/b", limits);
  headwater::fuzz::RequireUtf8(safe);
  RequireBalanced(safe, limits.max_depth);
  if (const auto again = web::ParseHtml("<html><body>" + safe)) {
    RequireHarmless(*again);
  }
  headwater::fuzz::RequireUtf8(web::TextOfHtml(fragment, limits));
  return 0;
}
