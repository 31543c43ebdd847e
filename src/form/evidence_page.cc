// Writes the readable page of a bundle.
#include "form/evidence_page.h"

#include <fmt/format.h>

#include <string_view>

namespace headwater::form {
namespace {

constexpr std::string_view kStyle =
    "body{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fcfaf5}"
    "h1{line-height:1.2}h2{margin-top:2rem}.meta{color:#555;font-size:.85rem;overflow-wrap:anywhere}"
    "blockquote{margin:.3rem 0 .3rem 1rem;color:#333}li{margin:.6rem 0}"
    "@media (prefers-color-scheme:dark){body{background:#15171a;color:#e8e4da}.meta,blockquote{color:#b3ada0}"
    "a{color:#9fc3e8}}";

std::string Safe(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string Linked(const EvidenceArticle& article) {
  const bool web = article.url.starts_with("https://") || article.url.starts_with("http://");
  const std::string words = Safe(article.headline.empty() ? article.url : article.headline);
  return web ? fmt::format("<a href=\"{}\" rel=\"noreferrer\">{}</a>", Safe(article.url), words) : words;
}

std::string SourcesLine(const EvidencePage& page) {
  if (!page.independent) {
    return {};
  }
  const news::Independence& sources = *page.independent;
  if (sources.untraced == 0 && sources.least == sources.most) {
    return fmt::format("<p><b>{} articles, {} independent sources.</b></p>", page.articles_all, sources.least);
  }
  return fmt::format("<p><b>{} articles, at least {}, at most {} independent sources; {} articles untraced.</b></p>",
                     page.articles_all, sources.least, sources.most, sources.untraced);
}

}  // namespace

std::string WriteEvidencePage(const EvidencePage& page) {
  std::string html = fmt::format(
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\"><title>{0}</title><style>{1}</style><h1>{0}</h1><p class=\"meta\">Made by Headwater, {2}. The "
      "pages themselves are in archive/data.warc.gz beside this one; datapackage.json has the hash of every file.</p>",
      Safe(page.title), kStyle, Safe(page.made));
  html += SourcesLine(page);
  if (page.held_back > 0) {
    html += fmt::format("<p class=\"meta\">{} pages are held back, as their owners want it.</p>", page.held_back);
  }
  html += "<h2>Articles, and whom each has it from</h2><ol>";
  for (const EvidenceArticle& article : page.articles) {
    html += fmt::format("<li>{} <span class=\"meta\">{} {}</span>", Linked(article), Safe(article.publisher),
                        Safe(article.published));
    for (const EvidenceHop& hop : article.chain) {
      html += fmt::format("<br>→ {}", Safe(hop.words));
      html += hop.evidence.empty() ? "" : fmt::format("<blockquote>{}</blockquote>", Safe(hop.evidence));
    }
    html += article.origin.empty() ? "</li>" : fmt::format("<br><b>Primary source: {}</b></li>", Safe(article.origin));
  }
  html += "</ol>";
  if (!page.statements.empty()) {
    html += "<h2>Who said what</h2><ul>";
    for (const EvidenceStatement& each : page.statements) {
      html += fmt::format("<li><b>{}</b> “{}” <span class=\"meta\">{} {}</span></li>",
                          Safe(each.speaker.empty() ? "unnamed" : each.speaker), Safe(each.words), Safe(each.publisher),
                          Safe(each.published));
    }
    html += "</ul>";
  }
  return html + "</html>\n";
}

}  // namespace headwater::form
