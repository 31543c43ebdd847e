// Finds the element with most prose and least furniture below it, then reads its blocks in order.
#include "extract/prose.h"

#include <algorithm>
#include <cstdint>

#include "base/ascii.h"
#include "extract/lines.h"
#include "extract/prose_end.h"
#include "extract/weights.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::HtmlNode;
using web::kNoNode;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kLongHeading = 80;  // bytes of a heading that is a standfirst
constexpr double kMaxDropped = 0.4;       // of the page's prose that one piece of furniture may hold
constexpr double kMaxBody = 0.15;         // the same for what calls itself a body too
constexpr double kMostOfIt = 0.8;         // of the prose around that makes a declared body the container
constexpr double kCard = 0.15;            // of the container's prose that a teaser holds at most
constexpr std::size_t kLabel = 60;        // bytes of a line that may be no more than a label
constexpr std::size_t kStray = 120;       // bytes of a line outside the paragraphs that say all else
constexpr double kNearlyAll = 0.8;        // of the container's prose in its paragraphs
constexpr std::size_t kEnough = 250;      // bytes of prose that need no second try
constexpr std::size_t kLeast = 140;       // bytes that make an article at all

class Finder {
 public:
  Finder(const HtmlDocument& page, const Blocks& blocks, CueReader& cues, const ProseHints& hints)
      : page_(page), blocks_(blocks), cues_(cues), hints_(hints), dropped_(blocks.all.size(), 0) {}

  Prose Find(bool heed_cues) {
    std::ranges::fill(dropped_, char{0});
    Sum();
    DropFurniture(heed_cues);
    Sum();
    Prose prose;
    prose.container = DeclaredBody(BestContainer());
    if (prose.container != kNoNode) {
      DropCards(prose.container);
      Read(prose, false);
    }
    return prose;
  }

  // Lists, verses and tables are no prose by their looks: what the page declares to be the body is taken as it is.
  Prose FindLoose() {
    Prose prose;
    std::uint32_t most = 0;
    for (NodeIndex at = 1; at < page_.size(); ++at) {
      const HtmlNode& node = page_[at];
      if (node.tag == Tag::kText || node.attributes == 0 || (cues_.Of(at) & kCueBody) == 0) {
        continue;
      }
      const auto [begin, end] = blocks_.Within(at, node.end);
      std::uint32_t plain = 0;
      std::uint32_t links = 0;
      for (std::size_t i = begin; i < end; ++i) {
        const Block& block = blocks_.all[i];
        if (dropped_[i] == 0 && !IsFurniture(i)) {
          plain += block.end - block.begin - block.link_bytes;
          links += block.link_bytes;
        }
      }
      // Of nested bodies that hold nearly the same, the inner one.
      if (plain > 2 * links && plain + plain / 10 >= most) {
        most = std::max(most, plain);
        prose.container = at;
      }
    }
    if (prose.container != kNoNode) {
      Read(prose, true);
    }
    return prose;
  }

 private:
  static bool IsFurnitureTag(Tag tag) {
    return tag == Tag::kNav || tag == Tag::kFooter || tag == Tag::kAside || tag == Tag::kForm || tag == Tag::kFigure ||
           tag == Tag::kFigcaption;
  }

  // The page's frame is never furniture, whatever classes it carries.
  static bool IsFrame(Tag tag) {
    return tag == Tag::kHtml || tag == Tag::kBody || tag == Tag::kArticle || tag == Tag::kMain;
  }

  void DropFurniture(bool heed_cues) {
    const double total = good_.back();
    for (NodeIndex at = 1; at < page_.size();) {
      const HtmlNode& node = page_[at];
      if (node.tag == Tag::kText || IsFrame(node.tag)) {
        ++at;
        continue;
      }
      const std::uint32_t cues = heed_cues && node.attributes > 0 ? cues_.Of(at) : 0;
      const bool furniture = IsFurnitureTag(node.tag) || (cues & (kCueDrop | kCueCut | kCueCaption | kCueTeaser)) != 0;
      if (!furniture) {
        ++at;
        continue;
      }
      const auto [begin, end] = blocks_.Within(at, node.end);
      if ((cues & (kCueDrop | kCueCut | kCueCaption)) == 0 && !IsFurnitureTag(node.tag) && !HasLinks(begin, end)) {
        ++at;
        continue;
      }
      const double most = (cues & kCueBody) != 0  ? total * kMaxBody
                          : (cues & kCueCut) != 0 ? total - kLeast
                                                  : total * kMaxDropped;
      if (begin < end && good_[end] - good_[begin] > std::max(0.0, most)) {
        ++at;
        continue;
      }
      std::fill(dropped_.begin() + static_cast<std::ptrdiff_t>(begin),
                dropped_.begin() + static_cast<std::ptrdiff_t>(end), char{1});
      at = node.end;
    }
  }

  bool HasLinks(std::size_t begin, std::size_t end) const {
    return std::any_of(blocks_.all.begin() + static_cast<std::ptrdiff_t>(begin),
                       blocks_.all.begin() + static_cast<std::ptrdiff_t>(end),
                       [](const Block& block) { return Density(block) > 0.3; });
  }

  void Sum() {
    good_.assign(blocks_.all.size() + 1, 0);
    junk_.assign(blocks_.all.size() + 1, 0);
    for (std::size_t i = 0; i < blocks_.all.size(); ++i) {
      good_[i + 1] = good_[i] + (dropped_[i] != 0 ? 0 : GoodOf(blocks_.all[i]));
      junk_[i + 1] = junk_[i] + (dropped_[i] != 0 ? 0 : JunkOf(blocks_.all[i]));
    }
  }

  double BonusOf(NodeIndex at) {
    const HtmlNode& node = page_[at];
    double bonus = node.tag == Tag::kArticle ? 1.15 : node.tag == Tag::kMain ? 1.05 : 1.0;
    if (node.attributes > 0) {
      if ((cues_.Of(at) & kCueBody) != 0) {
        bonus *= 1.2;
      }
      if (page_.Attribute(at, "itemprop") == "articleBody") {
        bonus *= 1.2;
      }
    }
    return bonus;
  }

  NodeIndex BestContainer() {
    NodeIndex best = kNoNode;
    double best_score = 0;
    NodeIndex previous = kNoNode;
    // Every ancestor of a block is a candidate; blocks of one element share theirs.
    std::vector<char> seen(page_.size(), 0);
    for (std::size_t i = 0; i < blocks_.all.size(); ++i) {
      if (good_[i + 1] <= good_[i] || blocks_.all[i].element == previous) {
        continue;
      }
      previous = blocks_.all[i].element;
      for (NodeIndex at = previous; at != kNoNode && at != 0 && seen[at] == 0; at = page_[at].parent) {
        seen[at] = 1;
        const auto [begin, end] = blocks_.Within(at, page_[at].end);
        const double score = (good_[end] - good_[begin] - (junk_[end] - junk_[begin])) * BonusOf(at);
        // Of elements that hold the same, the inner one.
        if (score > best_score || (score == best_score && best != kNoNode && page_[at].depth > page_[best].depth)) {
          best = at;
          best_score = score;
        }
      }
    }
    return best;
  }

  // The innermost element within that calls itself the body and holds most of the prose.
  NodeIndex DeclaredBody(NodeIndex container) {
    if (container == kNoNode) {
      return container;
    }
    const auto [from, to] = blocks_.Within(container, page_[container].end);
    const double all = good_[to] - good_[from];
    NodeIndex body = container;
    for (NodeIndex at = container + 1; at < page_[container].end; ++at) {
      const HtmlNode& node = page_[at];
      if (node.tag == Tag::kText || node.attributes == 0 || (cues_.Of(at) & kCueBody) == 0) {
        continue;
      }
      const auto [begin, end] = blocks_.Within(at, node.end);
      if (good_[end] - good_[begin] >= kMostOfIt * all) {
        body = at;
      }
    }
    return body;
  }

  // Teasers of other articles: small <article>s, and the parents of headings that are links.
  void DropCards(NodeIndex container) {
    const auto [from, to] = blocks_.Within(container, page_[container].end);
    const double all = good_[to] - good_[from];
    for (std::size_t i = from; i < to; ++i) {
      const Block& block = blocks_.all[i];
      if (dropped_[i] != 0 || block.kind != BlockKind::kHeading || Density(block) < 0.7) {
        continue;
      }
      NodeIndex card = kNoNode;
      NodeIndex up = page_[block.element].parent;
      for (int steps = 0; steps < 5 && up != kNoNode && up > container; ++steps, up = page_[up].parent) {
        const auto [begin, end] = blocks_.Within(up, page_[up].end);
        if (good_[end] - good_[begin] > kCard * all || end - begin > 8) {
          break;
        }
        card = up;
      }
      if (card != kNoNode) {
        const auto [begin, end] = blocks_.Within(card, page_[card].end);
        std::fill(dropped_.begin() + static_cast<std::ptrdiff_t>(begin),
                  dropped_.begin() + static_cast<std::ptrdiff_t>(end), char{1});
      }
    }
  }

  std::uint32_t CuesAround(const Block& block, NodeIndex stop) {
    std::uint32_t cues = 0;
    NodeIndex at = page_[block.first].parent;
    for (int i = 0; i < 6 && at != kNoNode && at != 0 && at != stop; ++i, at = page_[at].parent) {
      if (page_[at].attributes > 0) {
        cues |= cues_.Of(at);
      }
    }
    return cues;
  }

  bool IsHeadline(const Block& block) const {
    const std::string_view text = blocks_.TextOf(block);
    return !hints_.headline.empty() && (block.kind == BlockKind::kHeading || text.size() > 30) &&
           text == hints_.headline;
  }

  // The block behind the headline, at which the article begins: the first with its words, else the first <h1>, unless
  // much of the container's prose stands before it.
  std::size_t StartOf(std::size_t begin, std::size_t end) const {
    std::size_t top = end;
    for (std::size_t i = 0; i < end; ++i) {
      if (IsHeadline(blocks_.all[i])) {
        top = i;
        break;
      }
      if (top == end && page_[blocks_.all[i].element].tag == Tag::kH1) {
        top = i;
      }
    }
    if (top == end) {
      return begin;
    }
    const double before = top > begin ? good_[top] - good_[begin] : 0;
    return before > 0.25 * (good_[end] - good_[begin]) ? begin : top + 1;
  }

  // What calls itself one and shares a box with the headline may stand among date and share buttons, which are dropped.
  bool IsNamedStandfirst(const Block& block, std::size_t behind_headline) {
    const std::size_t size = block.end - block.begin;
    if (behind_headline == 0 || size < 40 || size > 400 || block.link_bytes > 0 || block.kind == BlockKind::kCaption ||
        page_[block.element].attributes == 0 || (cues_.Of(block.element) & kCueStandfirst) == 0) {
      return false;
    }
    const NodeIndex headline = blocks_.all[behind_headline - 1].first;
    NodeIndex box = page_[block.element].parent;
    for (int steps = 0; steps < 4 && box != kNoNode && !IsFrame(page_[box].tag); ++steps, box = page_[box].parent) {
      if (box < headline && headline < page_[box].end) {
        return true;
      }
    }
    return false;
  }

  bool IsStandfirst(const Block& block, NodeIndex stop) {
    const std::string_view text = blocks_.TextOf(block);
    if (text.size() < 30 || Density(block) > 0.5) {
      return false;
    }
    if (!hints_.description.empty() && text.size() >= 40 &&
        (hints_.description.starts_with(text) || text.starts_with(hints_.description.substr(0, 80)))) {
      return true;
    }
    if (block.kind == BlockKind::kHeading && text.size() >= kLongHeading && block.sentences > 0 &&
        page_[block.element].tag != Tag::kH1) {
      return true;
    }
    return (CuesAround(block, stop) & (kCueStandfirst | kCueTeaser)) != 0;
  }

  // A block within the container that is no prose by its looks.
  bool IsFurniture(std::size_t index) {
    const Block& block = blocks_.all[index];
    const std::string_view text = blocks_.TextOf(block);
    const double density = Density(block);
    if (block.kind == BlockKind::kCaption) {
      return true;
    }
    if (block.kind == BlockKind::kHeading) {
      return text == hints_.headline || density > 0.7;
    }
    if (block.in_list && density > 0.6) {
      return true;
    }
    if (density > 0.75 && (text.size() < 200 || block.sentences == 0)) {
      return true;
    }
    if (block.kind == BlockKind::kText && block.sentences == 0 && !block.in_table && !block.in_list &&
        !block.in_quote && text.size() < (in_paragraphs_ ? kStray : 40)) {
      return true;
    }
    if (in_paragraphs_ && StandsByPicture(page_, blocks_, index)) {
      return true;
    }
    return std::ranges::none_of(text,
                                [](char c) { return ascii::IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80; });
  }

  // Whether nearly all of the container's prose stands in <p>: then what stands outside them is rarely any.
  bool IsInParagraphs(std::size_t begin, std::size_t end) const {
    double paragraphs = 0;
    for (std::size_t i = begin; i < end; ++i) {
      paragraphs += blocks_.all[i].kind == BlockKind::kParagraph ? good_[i + 1] - good_[i] : 0;
    }
    const double all = good_[end] - good_[begin];
    return all > 0 && paragraphs >= kNearlyAll * all;
  }

  // A box of other stories amid the text ends with itself: the first block behind it that goes on in the element of
  // the text before; `end` where none does.
  std::size_t BehindBox(std::size_t heading, std::size_t before, NodeIndex container, std::size_t end) const {
    NodeIndex box = blocks_.all[heading].element;
    while (page_[box].parent != kNoNode && page_[box].parent > container &&
           page_[page_[box].parent].end <= page_[container].end) {
      box = page_[box].parent;
    }
    const NodeIndex parent = page_[blocks_.all[before].element].parent;
    for (std::size_t i = blocks_.Within(box, page_[box].end).second; i < end; ++i) {
      if (dropped_[i] == 0 && IsProse(blocks_.all[i]) && page_[blocks_.all[i].element].parent == parent) {
        return box == blocks_.all[heading].element ? end : i;
      }
    }
    return end;
  }

  void Read(Prose& prose, bool loose) {
    const auto [begin, end] = blocks_.Within(prose.container, page_[prose.container].end);
    in_paragraphs_ = IsInParagraphs(begin, end);
    const std::size_t behind = StartOf(begin, end);
    const std::size_t start = std::max(begin, behind);
    std::size_t first_prose = end;
    for (std::size_t i = start; i < end && first_prose == end; ++i) {
      first_prose = dropped_[i] == 0 && (loose || IsProse(blocks_.all[i])) ? i : end;
    }
    Before(prose, behind, start, first_prose);
    std::vector<std::size_t> headings;  // that wait for prose to follow
    for (std::size_t i = first_prose; i < end; ++i) {
      const auto line = dropped_[i] == 0 ? KindOfLine(blocks_.TextOf(blocks_.all[i])) : std::nullopt;
      if (line == LineKind::kEnd && good_[end] - good_[i] < 0.3 * (good_[end] - good_[begin])) {
        const std::size_t next = prose.blocks.empty() ? end : BehindBox(i, prose.blocks.back(), prose.container, end);
        if (next == end) {
          break;
        }
        i = next - 1;
        continue;
      }
      if (dropped_[i] != 0 || line || IsFurniture(i)) {
        if (line && *line != LineKind::kFurniture) {
          prose.marks.push_back(i);
        }
        continue;
      }
      if (blocks_.all[i].kind == BlockKind::kHeading) {
        headings.push_back(i);
        continue;
      }
      prose.blocks.insert(prose.blocks.end(), headings.begin(), headings.end());
      headings.clear();
      prose.blocks.push_back(i);
    }
    HeedSecondOpinion(blocks_, hints_, prose);
    if (!loose) {
      TrimEnd(blocks_, prose);
      TrimAuthors(blocks_, hints_, prose);
    }
    Join(blocks_, prose);
  }

  // Between headline and first paragraph only the standfirst is prose.
  void Before(Prose& prose, std::size_t from, std::size_t start, std::size_t first_prose) {
    if (from > first_prose) {
      return;
    }
    for (std::size_t i = from; i < first_prose; ++i) {
      const Block& block = blocks_.all[i];
      const bool outside = i < start;
      if ((dropped_[i] != 0 && !IsNamedStandfirst(block, from)) || (outside && first_prose - i >= 40) ||
          IsHeadline(block) || KindOfLine(blocks_.TextOf(block))) {
        continue;
      }
      const bool lead = outside && from > 0 && i < from + 6 && block.kind == BlockKind::kParagraph &&
                        (IsProse(block) || block.end - block.begin >= kLongHeading) && block.link_bytes == 0 &&
                        block.end - block.begin < 800;
      if (lead || IsStandfirst(block, prose.container) || RunsInto(i, first_prose)) {
        prose.blocks.push_back(i);
      }
    }
  }

  // A short paragraph that stands right before the first long one, in the same element.
  bool RunsInto(std::size_t index, std::size_t first_prose) const {
    const auto is_sentence = [this](std::size_t i) {
      const Block& block = blocks_.all[i];
      return block.kind == BlockKind::kParagraph && (block.sentences > 0 || block.end - block.begin > kLabel) &&
             block.link_bytes == 0 && dropped_[i] == 0;
    };
    if (first_prose >= blocks_.all.size() || first_prose - index > 6) {
      return false;
    }
    const NodeIndex parent = page_[blocks_.all[first_prose].element].parent;
    for (std::size_t i = index; i < first_prose; ++i) {
      if (!is_sentence(i) || page_[blocks_.all[i].element].parent != parent) {
        return false;
      }
    }
    return true;
  }

  const HtmlDocument& page_;
  const Blocks& blocks_;
  CueReader& cues_;
  const ProseHints& hints_;
  std::vector<char> dropped_;
  std::vector<double> good_;  // sums of the blocks before
  std::vector<double> junk_;
  bool in_paragraphs_ = false;
};

}  // namespace

Prose FindProse(const HtmlDocument& page, const Blocks& blocks, CueReader& cues, const ProseHints& hints) {
  Finder finder(page, blocks, cues, hints);
  Prose prose = finder.Find(true);
  if (prose.text.size() < kEnough) {
    Prose loose = finder.Find(false);
    if (loose.text.size() > 2 * prose.text.size()) {
      prose = std::move(loose);
    }
  }
  if (prose.text.size() < kEnough) {
    finder.Find(true);
    Prose declared = finder.FindLoose();
    if (declared.text.size() > 2 * prose.text.size()) {
      prose = std::move(declared);
    }
  }
  if (prose.text.size() < kLeast && hints.article_body.size() > kLeast) {
    prose.text = hints.article_body;
  }
  return prose;
}

}  // namespace headwater::extract
