// Declared dates first; lines of the page where it declares none.
#include "extract/html_dates.h"

#include <algorithm>

#include "extract/page_date.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kMaxDateLine = 90;  // bytes of a line with a date and little else
constexpr std::size_t kLeastDate = 6;
constexpr std::size_t kMaxDateline = 60;  // bytes into the prose where its day may stand in brackets

class DateFinder {
 public:
  DateFinder(const PageRead& read, news::Article& article)
      : html_(read.html),
        page_(read.page),
        blocks_(read.blocks),
        cues_(read.cues),
        declared_(read.declared),
        prose_(read.prose),
        month_first_(read.month_first),
        article_(article) {}

  void Find() {
    for (const std::string& text : declared_.published) {
      if (!article_.published) {
        article_.published = ParsePageDate(text, month_first_);
      } else if (!article_.published->has_time) {
        // A day alone is made exact by another statement of the same day.
        if (const auto exact = ParsePageDate(text, month_first_);
            exact && exact->has_time && DayOf(*exact) == DayOf(*article_.published)) {
          article_.published = exact;
        }
      }
    }
    for (const std::string& text : declared_.modified) {
      if (!article_.modified) {
        article_.modified = ParsePageDate(text, month_first_);
      }
    }
    if (!article_.published) {
      VisibleDate();
    }
    if (!article_.published && page_.announcement) {
      article_.published = page_.announcement->published;
    }
    if (!article_.published) {
      article_.published = DateOfAddress(page_.url);
    }
  }

 private:
  // <time> and what is marked as a date, the nearest to the headline: others are of teasers. Then any short line there.
  void VisibleDate() {
    const NodeIndex headline = HeadlineNode();
    NodeIndex nearest = web::kNoNode;
    for (NodeIndex at = 1; at < html_.size(); ++at) {
      const NodeIndex distance = at > headline ? at - headline : headline - at;
      if (distance >= nearest) {
        continue;
      }
      if (auto date = DateAt(at)) {
        article_.published = date;
        nearest = distance;
      }
    }
    NearHeadline();
    InBrackets();
    LeadingText();
    BelowText();
  }

  std::optional<Moment> DateAt(NodeIndex at) {
    const web::HtmlNode& node = html_[at];
    if (node.tag == Tag::kTime) {
      const auto stamp = ParsePageDate(html_.Attribute(at, "datetime"), month_first_);
      return stamp ? stamp : ParsePageDate(html_.Text(at), month_first_);
    }
    if (node.tag == Tag::kText || node.attributes == 0 || node.end - at > 30 || (cues_.Of(at) & kCueDate) == 0) {
      return std::nullopt;
    }
    return ParsePageDate(web::TextOfHtml(web::EscapeHtml(html_.Text(at))), month_first_);
  }

  std::size_t HeadlineBlock() const {
    const auto headline = std::ranges::find_if(blocks_.all, [this](const Block& block) {
      return block.kind == BlockKind::kHeading && blocks_.TextOf(block).ends_with(article_.headline);
    });
    return headline != blocks_.all.end() ? static_cast<std::size_t>(headline - blocks_.all.begin())
           : prose_.blocks.empty()       ? 0
                                         : prose_.blocks.front();
  }

  NodeIndex HeadlineNode() const {
    const std::size_t block = HeadlineBlock();
    return block < blocks_.all.size() ? blocks_.all[block].first : 0;
  }

  // "Low Mill (12.11.2021)": the day in brackets before the first sentence.
  void InBrackets() {
    const std::string_view head = std::string_view(article_.text).substr(0, kMaxDateline);
    const std::size_t open = head.find('(');
    const std::size_t close = head.find(')', std::min(open, head.size()));
    if (!article_.published && open != std::string_view::npos && close != std::string_view::npos) {
      article_.published = ParsePageDate(head.substr(open + 1, close - open - 1), month_first_);
    }
  }

  // "27.1.2022 - The board": the day in figures before the first words of one of the first paragraphs.
  void LeadingText() {
    constexpr std::size_t kLeast = 8;
    constexpr std::size_t kMost = 13;
    std::string_view rest = article_.text;
    for (int paragraph = 0; paragraph < 3 && !rest.empty() && !article_.published; ++paragraph) {
      const std::string_view lead = rest.substr(0, rest.find_first_not_of("0123456789./- "));
      const std::size_t end = lead.find_last_of("0123456789");
      if (lead.size() >= kLeast && lead.size() <= kMost && end != std::string_view::npos) {
        article_.published = ParsePageDate(lead.substr(0, end + 1), month_first_);
      }
      const std::size_t next = rest.find("\n\n");
      rest = next == std::string_view::npos ? std::string_view() : rest.substr(next + 2);
    }
  }

  // A line with a date and little else, right behind the prose.
  void BelowText() {
    const std::size_t last = prose_.blocks.empty() ? blocks_.all.size() : prose_.blocks.back() + 1;
    for (std::size_t i = last; i < std::min(blocks_.all.size(), last + 5) && !article_.published; ++i) {
      const std::string_view text = blocks_.TextOf(blocks_.all[i]);
      if (text.size() <= kMaxDateline && blocks_.all[i].link_bytes == 0 && !cues_.StandsAside(blocks_.all[i].element)) {
        article_.published = ParsePageDate(text, month_first_);
      }
    }
  }

  void NearHeadline() {
    const std::size_t first = prose_.blocks.empty() ? 0 : prose_.blocks.front();
    const std::size_t at = HeadlineBlock();
    const std::size_t from = std::min(at, first) < 8 ? 0 : std::min(at, first) - 8;
    const std::size_t to = std::min(blocks_.all.size(), std::max(at, first) + 8);
    for (std::size_t i = from; i < std::min(to, from + 60) && !article_.published; ++i) {
      const std::string_view text = blocks_.TextOf(blocks_.all[i]);
      if (text.size() <= kMaxDateLine && text.find_first_of("0123456789") != std::string_view::npos) {
        article_.published = ParsePageDate(text, month_first_);
        InPieces(i);
      }
    }
  }

  // "Ann LeeMarch 5, 20242 shares": what styles alone part is read piece by piece.
  void InPieces(std::size_t block) {
    const NodeIndex end = block + 1 < blocks_.all.size() ? blocks_.all[block + 1].first : html_.size();
    for (NodeIndex at = blocks_.all[block].first; at < std::min(end, html_.size()) && !article_.published; ++at) {
      const std::string_view piece = html_[at].text;
      if (html_[at].tag == Tag::kText && piece.size() >= kLeastDate && piece.size() <= kMaxDateLine) {
        article_.published = ParsePageDate(piece, month_first_);
      }
    }
  }

  const HtmlDocument& html_;
  const news::Page& page_;
  const Blocks& blocks_;
  CueReader& cues_;
  const Declarations& declared_;
  const Prose& prose_;
  bool month_first_;
  news::Article& article_;
};

}  // namespace

bool MonthFirst(const Declarations& declared, std::string_view url) {
  const std::string& language = declared.language;
  return language.starts_with("en-US") || language.starts_with("en_US") ||
         (language == "en" && web::HostOf(url).ends_with(".com"));
}

void FindDates(const PageRead& read, news::Article& article) { DateFinder(read, article).Find(); }

}  // namespace headwater::extract
