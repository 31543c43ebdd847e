// Finds the repeated reports of topic pages and briefings.
#include "extract/digest_page.h"

#include <algorithm>
#include <utility>

#include "extract/digest_words.h"
#include "extract/lines.h"
#include "extract/page_date.h"
#include "extract/plain_digest.h"
#include "extract/plain_lines.h"
#include "extract/relative_dates.h"
#include "extract/repeated.h"
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

constexpr std::size_t kTeasersLeast = 5;
constexpr std::size_t kReportsLeast = 3;
constexpr std::size_t kHeadlineLeast = 15;  // bytes of a linked headline
constexpr std::size_t kBlurbLeast = 40;     // bytes
constexpr std::size_t kDateLine = 70;       // bytes of a line that may be a date
constexpr std::size_t kMarksMost = 3000;
constexpr int kLinkAbove = 6;  // levels that a link may be above its text

class Reader {
 public:
  Reader(const HtmlDocument& page, const Blocks& blocks, const Prose& prose, const Declarations& declared,
         const DigestHints& hints)
      : page_(page),
        blocks_(blocks),
        prose_(prose),
        declared_(declared),
        hints_(hints),
        own_(web::CanonicalUrl(hints.url)) {}

  std::optional<Digest> Read() {
    if (CallsItselfDigest()) {
      if (auto digest = Briefing()) {
        return digest;
      }
    }
    return declared_.is_article || IsFrontPage() ? std::nullopt : Teasers();
  }

 private:
  bool IsFrontPage() const {
    const auto parts = web::ParseUrl(hints_.url);
    return parts && parts->path.find_first_not_of('/') == std::string::npos;
  }

  bool CallsItselfDigest() const {
    const auto says = [](std::string_view words) {
      const std::vector<Token> tokens = TokensOf(words, 60);
      for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (DigestWords().At(DigestWord::kDigest, tokens, at) > 0) {
          return true;
        }
      }
      return false;
    };
    const auto parts = web::ParseUrl(hints_.url);
    return says(hints_.headline) || (parts && says(parts->path)) || std::ranges::any_of(declared_.sections, says);
  }

  // Headings of one rank in the prose, with reports below.
  std::optional<Digest> Briefing() const {
    std::vector<std::size_t> heads;  // positions in prose_.blocks
    for (std::size_t i = 0; i < prose_.blocks.size(); ++i) {
      const Block& block = blocks_.all[prose_.blocks[i]];
      const bool bold = block.kind == BlockKind::kParagraph && block.bold_bytes + 1 >= block.end - block.begin &&
                        block.sentences == 0 && block.end - block.begin < 140;
      const bool heads_next = i + 1 < prose_.blocks.size() && IsReport(blocks_.all[prose_.blocks[i + 1]]);
      if ((block.kind == BlockKind::kHeading || bold) && heads_next) {
        heads.push_back(i);
      }
    }
    if (heads.size() < kReportsLeast) {
      return std::nullopt;
    }
    Digest digest;
    for (std::size_t i = 0; i < heads.front(); ++i) {
      AddParagraph(digest.introduction, blocks_.TextOf(blocks_.all[prose_.blocks[i]]));
    }
    for (std::size_t n = 0; n < heads.size() && digest.items.size() < hints_.most; ++n) {
      const std::size_t end = n + 1 < heads.size() ? heads[n + 1] : prose_.blocks.size();
      news::Item item;
      item.headline = blocks_.TextOf(blocks_.all[prose_.blocks[heads[n]]]);
      for (std::size_t i = heads[n]; i < end; ++i) {
        const Block& block = blocks_.all[prose_.blocks[i]];
        if (i > heads[n]) {
          AddParagraph(item.text, blocks_.TextOf(block));
        }
        item.url = item.url.empty() ? FirstLink(block) : item.url;
      }
      Finish(item);
      digest.items.push_back(std::move(item));
    }
    return digest;
  }

  static bool IsReport(const Block& block) {
    return block.kind != BlockKind::kHeading && block.end - block.begin >= kBlurbLeast && block.sentences > 0;
  }

  static void AddParagraph(std::string& text, std::string_view paragraph) {
    text += text.empty() || paragraph.empty() ? "" : "\n\n";
    text += paragraph;
  }

  std::string FirstLink(const Block& block) const {
    if (block.link_bytes == 0) {
      return {};
    }
    for (NodeIndex at = block.element; at < page_[block.element].end; ++at) {
      if (page_[at].tag == Tag::kA) {
        if (auto url = web::ResolveUrl(hints_.base, page_.Attribute(at, "href"))) {
          return *url;
        }
      }
    }
    return {};
  }

  // Linked headlines, each with what belongs to it.
  std::optional<Digest> Teasers() {
    FindHeadlines();
    const std::vector<Entry> entries = RepeatedAround(page_, blocks_, marks_, kTeasersLeast);
    Digest digest;
    std::size_t blurbs = 0;
    std::size_t bytes = 0;
    for (const Entry& entry : entries) {
      news::Item item = ItemOf(entry);
      const bool known = std::ranges::any_of(digest.items, [&item](const news::Item& other) {
        return other.url == item.url || other.headline == item.headline;
      });
      if (known || digest.items.size() == hints_.most) {
        continue;
      }
      blurbs += item.text.size() >= kBlurbLeast && (item.truncated || ClosesSentence(item.text)) ? 1 : 0;
      bytes += item.text.size();
      digest.items.push_back(std::move(item));
    }
    if (digest.items.size() < kTeasersLeast || blurbs * 5 < digest.items.size() * 3) {
      return std::nullopt;
    }
    const NodeIndex begin = entries.front().begin;
    const NodeIndex end = entries.back().end;
    std::size_t beside = 0;
    for (const std::size_t index : prose_.blocks) {
      const Block& block = blocks_.all[index];
      const bool inside = block.first >= begin && block.first < end;
      beside += inside ? 0 : block.end - block.begin;
      if (block.first < begin && block.sentences > 0) {
        AddParagraph(digest.introduction, blocks_.TextOf(block));
      }
    }
    return beside * 5 > bytes * 2 ? std::nullopt : std::optional(std::move(digest));
  }

  NodeIndex LinkAround(NodeIndex at) const {
    for (int i = 0; i < kLinkAbove && at != kNoNode && at != 0; ++i, at = page_[at].parent) {
      if (page_[at].tag == Tag::kA && page_.HasAttribute(at, "href")) {
        return at;
      }
    }
    return kNoNode;
  }

  // Comments and tables of contents lead to the page itself.
  bool LeadsElsewhere(NodeIndex link) const {
    const auto url = web::ResolveUrl(hints_.base, page_.Attribute(link, "href"));
    return url && web::CanonicalUrl(*url) != own_;
  }

  // Links that open a block and say enough for a headline. Where a teaser's words are all one link, its first block is
  // the headline.
  void FindHeadlines() {
    NodeIndex last = kNoNode;
    for (std::size_t i = 0; i < blocks_.all.size() && marks_.size() < kMarksMost; ++i) {
      const Block& block = blocks_.all[i];
      const NodeIndex link = block.link_bytes < kHeadlineLeast ? kNoNode : LinkAround(block.first);
      if (link != kNoNode && link != last && LeadsElsewhere(link)) {
        marks_.push_back(block.first);
        heads_.push_back(i);
        links_.push_back(link);
        last = link;
      }
    }
  }

  news::Item ItemOf(const Entry& entry) const {
    news::Item item;
    const NodeIndex link = links_[entry.mark];
    if (auto url = web::ResolveUrl(hints_.base, page_.Attribute(link, "href"))) {
      item.url = *std::move(url);
    }
    const auto [begin, end] = blocks_.Within(entry.begin, entry.end);
    std::size_t head = heads_[entry.mark];
    // A topic's name may stand over the headline: a heading is the better one.
    for (std::size_t i = begin; i < end; ++i) {
      if (blocks_.all[i].kind == BlockKind::kHeading && blocks_.all[head].kind != BlockKind::kHeading &&
          blocks_.all[i].link_bytes >= kHeadlineLeast) {
        head = i;
      }
    }
    Head(blocks_.all[head], link, item);
    for (std::size_t i = begin; i < end; ++i) {
      if (i != head) {
        Line(blocks_.all[i], blocks_.TextOf(blocks_.all[i]), item);
      }
    }
    for (NodeIndex at = entry.begin; at < entry.end && !(item.published && item.published->has_time); ++at) {
      if (page_[at].tag == Tag::kTime) {
        const auto stamp = ParsePageDate(page_.Attribute(at, "datetime"), hints_.month_first);
        item.published = stamp ? stamp : item.published;
      }
    }
    Finish(item);
    return item;
  }

  // The linked words; what follows them in their block is the blurb's.
  void Head(const Block& block, NodeIndex link, news::Item& item) const {
    const std::string_view words = blocks_.TextOf(block);
    const std::string linked = web::TextOfHtml(web::EscapeHtml(page_.Text(link)));
    if (words.size() > linked.size() && !linked.empty() && words.starts_with(linked)) {
      item.headline = linked;
      std::string_view rest = words.substr(linked.size());
      while (!rest.empty() && std::string_view(" :-|").find(rest.front()) != std::string_view::npos) {
        rest.remove_prefix(1);
      }
      Line(block, rest, item);
    } else {
      item.headline = words;
    }
  }

  void Line(const Block& block, std::string_view words, news::Item& item) const {
    if (words.size() <= kDateLine && !item.published) {
      item.published = ParsePageDate(words, hints_.month_first);
      if (!item.published && hints_.told) {
        item.published = MomentAgo(words, *hints_.told);
      }
      if (item.published) {
        return;
      }
    }
    const std::string outlet = words.size() < 40 ? OutletOf(words) : std::string();
    if (!outlet.empty() && item.source.empty()) {
      item.source = outlet;
      return;
    }
    const bool short_label = words.size() < kBlurbLeast && block.sentences == 0;
    if (!short_label && block.kind != BlockKind::kCaption && !KindOfLine(words) && words != item.headline) {
      AddParagraph(item.text, words);
    }
  }

  std::string OutletOf(std::string_view name) const {
    const news::Source* const source = tables::SourceByName(name);
    return source == nullptr || text::Fold(source->name) == text::Fold(hints_.publisher) ? std::string() : source->name;
  }

  // Whose the report is, when it is from, whether it is whole.
  void Finish(news::Item& item) const {
    const std::vector<Token> tokens = TokensOf(item.text);
    if (item.source.empty()) {
      item.source = ReporterOf(item.text, tokens);
      item.source = text::Fold(item.source) == text::Fold(hints_.publisher) ? std::string() : item.source;
    }
    const std::string host = web::HostOf(item.url);
    const news::Source* const site = tables::SourceByHost(host);
    if (item.source.empty() && site != nullptr && site != tables::SourceByHost(web::HostOf(hints_.url))) {
      item.source = site->name;
    }
    item.truncated = TrailsOff(item.text);
    if (!item.published && hints_.told) {
      const std::chrono::sys_days told(DayOf(*hints_.told));
      const auto days = DaysNamed(item.text, tokens, told, hints_.language);
      // The first day that it names as gone by: it was told since.
      const auto past = std::ranges::find_if(days, [told](const NamedDays& each) { return each.last <= told; });
      if (past != days.end()) {
        item.published_between = news::PublishedBetween{std::chrono::year_month_day(past->first),
                                                        std::chrono::year_month_day(told),
                                                        {item.text.substr(past->begin, past->end - past->begin)}};
      }
    }
  }

  const HtmlDocument& page_;
  const Blocks& blocks_;
  const Prose& prose_;
  const Declarations& declared_;
  const DigestHints& hints_;
  std::string own_;  // the page's address
  std::vector<NodeIndex> marks_;
  std::vector<std::size_t> heads_;  // the block of each mark
  std::vector<NodeIndex> links_;
};

}  // namespace

std::optional<Digest> SplitDigestPage(const HtmlDocument& page, const Blocks& blocks, const Prose& prose,
                                      const Declarations& declared, const DigestHints& hints) {
  return Reader(page, blocks, prose, declared, hints).Read();
}

}  // namespace headwater::extract
