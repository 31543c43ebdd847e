// Prose as HTML.
#include "reader/prose.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/utf8.h"
#include "web/safe_html.h"

namespace headwater::reader {
namespace {

// What stands around a part as a whole, and around each of its paragraphs.
struct Markup {
  std::string_view opens;
  std::string_view opens_paragraph;
  std::string_view closes_paragraph;
  std::string_view closes;
};

constexpr Markup kPlain{"", "<p>", "</p>\n", ""};

Markup MarkupOf(news::PartKind kind) {
  switch (kind) {
    case news::PartKind::kHeading:
      return {"", "<h4>", "</h4>\n", ""};
    case news::PartKind::kList:
      return {"<ul>\n", "<li>", "</li>\n", "</ul>\n"};
    case news::PartKind::kQuotation:
      return {"<blockquote>\n", "<p>", "</p>\n", "</blockquote>\n"};
    case news::PartKind::kTable:
      return {"<table>\n", "<tr><td>", "</td></tr>\n", "</table>\n"};
  }
  return kPlain;
}

// Line ends stay, and in tables tabs part cells.
std::string Escaped(std::string_view text, bool table) {
  std::string html;
  for (const char c : web::EscapeHtml(text)) {
    if (c == '\n') {
      html += table ? "</td></tr>\n<tr><td>" : "<br>\n";
    } else if (c == '\t' && table) {
      html += "</td><td>";
    } else {
      html += c;
    }
  }
  return html;
}

void AppendParagraphs(std::string_view text, const Markup& markup, bool table, std::string& html) {
  bool opened = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    std::string_view paragraph = text.substr(0, end);
    text.remove_prefix(std::min(end + 2, text.size()));
    while (paragraph.starts_with('\n')) {
      paragraph.remove_prefix(1);
    }
    if (!paragraph.empty()) {
      html.append(opened ? "" : markup.opens).append(markup.opens_paragraph);
      html.append(Escaped(paragraph, table)).append(markup.closes_paragraph);
      opened = true;
    }
  }
  html.append(opened ? markup.closes : "");
}

}  // namespace

void AppendProse(std::string_view text, const std::vector<news::Part>& parts, std::string& html) {
  const text::CodePointIndex index(text);
  std::size_t at = 0;
  for (const news::Part& part : parts) {
    const std::size_t begin = index.ByteAt(part.span.begin);
    const std::size_t end = index.ByteAt(part.span.end);
    if (begin < at || end <= begin) {
      continue;
    }
    AppendParagraphs(text.substr(at, begin - at), kPlain, false, html);
    AppendParagraphs(text.substr(begin, end - begin), MarkupOf(part.kind), part.kind == news::PartKind::kTable, html);
    at = end;
  }
  AppendParagraphs(text.substr(at), kPlain, false, html);
}

}  // namespace headwater::reader
