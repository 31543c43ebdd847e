// Choosing among what tells the section.
#include "extract/section.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "extract/plain_tokens.h"
#include "tables/tables.h"
#include "text/utf8.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kLongest = 60;   // code points of a section's name
constexpr NodeIndex kTrailMost = 120;  // nodes of a row of breadcrumbs

// Words that are no section: front pages, kinds of pages, parts of addresses.
const std::unordered_set<std::string>& NoSections() {
  static const auto words = [] {
    std::unordered_set<std::string> made;
    for (const tables::Row& row : tables::Table("section_words")) {
      made.insert(LineKey(row[0]));
    }
    return made;
  }();
  return words;
}

bool IsSection(std::string_view name, std::string_view headline) {
  const std::string key = LineKey(name);
  const std::string title = LineKey(headline);
  return !key.empty() && text::CountCodePoints(name) <= kLongest && !NoSections().contains(key) && key != title &&
         !name.starts_with("http") && !(key.size() >= 20 && title.starts_with(key));
}

std::string FromTrail(const std::vector<std::string>& crumbs, std::string_view headline) {
  for (auto crumb = crumbs.rbegin(); crumb != crumbs.rend(); ++crumb) {
    // The last step may be the article, its headline cut short.
    if (IsSection(*crumb, headline) && TokensOf(*crumb, 8).size() <= 6) {
      return *crumb;
    }
  }
  return {};
}

// The links of what calls itself breadcrumbs.
std::vector<std::string> ShownTrail(const HtmlDocument& page) {
  std::vector<std::string> crumbs;
  for (NodeIndex at = 1; at < page.size(); ++at) {
    const web::HtmlNode& node = page[at];
    if (node.tag == Tag::kText || node.attributes == 0 || node.end - at > kTrailMost) {
      continue;
    }
    bool trail = false;
    for (std::size_t i = 0; i < node.attributes; ++i) {
      const auto& [name, value] = page.attributes()[node.first_attribute + i];
      trail = trail ||
              ((name == "class" || name == "id" || name == "aria-label") && value.size() < 200 &&
               (value.find("readcrumb") != std::string_view::npos || value.find("crumbs") != std::string_view::npos));
    }
    for (NodeIndex inner = trail ? at : node.end; inner < node.end; ++inner) {
      if (page[inner].tag == Tag::kA) {
        crumbs.push_back(web::TextOfHtml(web::EscapeHtml(page.Text(inner))));
      }
    }
    if (!crumbs.empty()) {
      return crumbs;
    }
  }
  return crumbs;
}

// /politics/2024/05/14/dam: its first step that is a word, where more follows.
std::string FromAddress(std::string_view url) {
  const auto parts = web::ParseUrl(url);
  if (!parts) {
    return {};
  }
  std::string_view rest = parts->path;
  while (rest.starts_with('/')) {
    rest.remove_prefix(1);
    const std::size_t end = rest.find('/');
    const std::string_view step = rest.substr(0, end);
    if (end == std::string_view::npos || end + 1 == rest.size()) {
      return {};
    }
    rest.remove_prefix(end);
    const bool word = step.size() >= 3 && step.size() <= 24 &&
                      std::ranges::all_of(step, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; }) &&
                      std::ranges::count(step, '-') <= 2;
    std::string name(step);
    std::ranges::replace(name, '-', ' ');
    if (word && IsSection(name, {})) {
      return name;
    }
  }
  return {};
}

}  // namespace

std::string SectionOf(const HtmlDocument& page, const Declarations& declared, std::string_view headline,
                      std::string_view url) {
  for (const std::string& section : declared.sections) {
    if (IsSection(section, headline)) {
      return section;
    }
  }
  std::string section = FromTrail(declared.crumbs, headline);
  section = section.empty() ? FromTrail(ShownTrail(page), headline) : section;
  return section.empty() ? FromAddress(url) : section;
}

}  // namespace headwater::extract
