// Holds headings against the declared titles and takes the one that agrees best.
#include "extract/headline.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "tables/tables.h"
#include "text/words.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::kNoNode;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kShortest = 8;  // bytes of the only <h1> that is no label

class Finder {
 public:
  Finder(const HtmlDocument& html, const Blocks& blocks, const Declarations& declared, std::string_view publisher,
         std::string_view url)
      : html_(html), blocks_(blocks), declared_(declared), publisher_(publisher), url_(url) {}

  std::string Find() const {
    std::vector<std::string> said;
    for (const std::string& each : declared_.headlines) {
      std::string bare = WithoutSite(each);
      if (!SiteLike(bare)) {
        said.push_back(std::move(bare));
      }
    }
    const NodeIndex title = html_.Find(Tag::kTitle, 0, html_.size());
    if (title != kNoNode) {
      std::string window = WithoutSite(web::TextOfHtml(web::EscapeHtml(html_.Text(title))));
      if (!window.empty() && (said.empty() || !SiteLike(window))) {
        said.push_back(std::move(window));
      }
    }
    return Choose(said);
  }

 private:
  // Without the site's name behind (or before) a bar or dash.
  std::string WithoutSite(std::string title) const {
    constexpr std::array<std::string_view, 8> kMarks{" | ", " - ", " – ", " — ", " · ", " » ", " :: ", " • "};
    for (int round = 0; round < 3; ++round) {
      const std::size_t before = title.size();
      for (const std::string_view mark : kMarks) {
        const std::size_t last = title.rfind(mark);
        if (last != std::string::npos && last >= 10 && EndsInSite(std::string_view(title).substr(last + mark.size()))) {
          title.resize(last);
        }
        const std::size_t first = title.find(mark);
        if (first != std::string::npos && SiteLike(std::string_view(title).substr(0, first))) {
          title.erase(0, first + mark.size());
        }
      }
      if (title.size() == before) {
        break;
      }
    }
    // Chinese and Japanese put no blanks around the mark.
    if (const std::size_t mark = title.find_last_of("-_|"); mark != std::string::npos && mark >= 10 &&
                                                            static_cast<unsigned char>(title[mark - 1]) >= 0x80 &&
                                                            SiteLike(std::string_view(title).substr(mark + 1))) {
      title.resize(mark);
    }
    if (const std::size_t bar = title.rfind(" | "); bar != std::string::npos && bar > 20) {
      title.resize(bar);
    }
    return title;
  }

  bool EndsInSite(std::string_view part) const { return SiteLike(part) || HoldsLabelOfHost(text::Fold(part)); }

  bool SiteLike(std::string_view part) const {
    const std::string tail = text::Fold(part);
    if (tail.size() < 3 || tail.size() > 40) {
      return false;
    }
    for (const std::string& name : {declared_.site_name, publisher_}) {
      const std::string folded = text::Fold(name);
      if (!folded.empty() && (folded.find(tail) != std::string::npos || tail.find(folded) != std::string::npos)) {
        return true;
      }
    }
    std::string squeezed;
    std::ranges::copy_if(tail, std::back_inserter(squeezed), [](char c) { return c != ' ' && c != '.'; });
    std::string host = web::HostOf(url_);
    std::erase(host, '.');
    std::erase(host, '-');
    return (squeezed.size() > 3 && host.find(squeezed) != std::string::npos) || tables::SourceByName(tail) != nullptr;
  }

  // "Riverton Community Forum" at forum.riverton.example.
  bool HoldsLabelOfHost(std::string_view folded) const {
    const std::string host = web::HostOf(url_);
    const std::size_t dot = host.rfind('.');
    const std::size_t before = dot == std::string::npos || dot == 0 ? dot : host.rfind('.', dot - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::string_view label = std::string_view(host).substr(begin, dot == std::string::npos ? dot : dot - begin);
    if (label.size() < 5) {
      return false;
    }
    return std::ranges::any_of(text::Words(folded), [&](const text::Word& word) {
      return folded.substr(word.begin, word.end - word.begin) == label;
    });
  }

  static double BestLikeness(std::string_view text, const std::vector<std::string>& said) {
    double best = 0;
    for (const std::string& each : said) {
      best = std::max(best, Likeness(text, each));
    }
    return best;
  }

  // The heading that agrees with what the page declares, an <h1> by preference; else the only <h1>; else the
  // declaration.
  std::string Choose(const std::vector<std::string>& said) const {
    double best = 0.3;
    std::string_view chosen;
    std::string_view only;
    std::size_t tops = 0;
    std::size_t tried = 0;
    for (const Block& block : blocks_.all) {
      const bool top = html_[block.element].tag == Tag::kH1;
      if (!top && (block.kind != BlockKind::kHeading || ++tried > 40)) {
        continue;
      }
      const std::string_view text = blocks_.TextOf(block);
      if (text.size() > 400) {
        continue;
      }
      if (top && !SiteLike(text) && 2 * block.link_bytes < text.size()) {
        only = text;
        ++tops;
      }
      // A lesser heading must agree nearly word for word.
      const double likeness = BestLikeness(text, said) * (top ? 1 : 0.9);
      if (likeness > best && (top || likeness > 0.7)) {
        best = likeness;
        chosen = text;
      }
    }
    if (!chosen.empty()) {
      return WithoutKicker(chosen, said);
    }
    if (tops == 1 && only.size() >= kShortest) {
      return std::string(only);
    }
    return said.empty() ? std::string{} : said.front();
  }

  // A heading may hold the line above the headline too; the page's own words tell where the headline begins.
  static std::string WithoutKicker(std::string_view heading, const std::vector<std::string>& said) {
    for (const std::string& each : said) {
      if (each.size() >= 20 && heading.size() > each.size() && heading.ends_with(each)) {
        return each;
      }
    }
    return std::string(heading);
  }

  // The part of the words that two lines share.
  static double Likeness(std::string_view a, std::string_view b) {
    const std::string left = text::Fold(a);
    const std::string right = text::Fold(b);
    std::vector<std::string_view> words;
    for (const text::Word& word : text::Words(left)) {
      words.push_back(std::string_view(left).substr(word.begin, word.end - word.begin));
    }
    std::ranges::sort(words);
    std::size_t shared = 0;
    std::size_t all = words.size();
    for (const text::Word& word : text::Words(right)) {
      const std::string_view each = std::string_view(right).substr(word.begin, word.end - word.begin);
      std::ranges::binary_search(words, each) ? ++shared : ++all;
    }
    return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
  }

  const HtmlDocument& html_;
  const Blocks& blocks_;
  const Declarations& declared_;
  std::string publisher_;
  std::string_view url_;
};

}  // namespace

std::string HeadlineOf(const HtmlDocument& page, const Blocks& blocks, const Declarations& declared,
                       std::string_view publisher, std::string_view url) {
  return Finder(page, blocks, declared, publisher, url).Find();
}

}  // namespace headwater::extract
