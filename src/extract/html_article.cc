// Puts together what the page declares and what its blocks hold.
#include "extract/html_article.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/access.h"
#include "extract/blocks.h"
#include "extract/cues.h"
#include "extract/declarations.h"
#include "extract/headline.h"
#include "extract/html_byline.h"
#include "extract/html_dates.h"
#include "extract/html_items.h"
#include "extract/language.h"
#include "extract/lines.h"
#include "extract/parts.h"
#include "extract/pictures.h"
#include "extract/plain_byline.h"
#include "extract/plain_dateline.h"
#include "extract/plain_tokens.h"
#include "extract/prose.h"
#include "extract/published_between.h"
#include "extract/rights.h"
#include "extract/section.h"
#include "tables/tables.h"
#include "text/words.h"
#include "web/html.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::kNoNode;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kThin = 200;
constexpr std::size_t kShortText = 1500;
constexpr std::size_t kMaxLinks = 400;
constexpr std::size_t kMaxMarks = 40;

class Maker {
 public:
  Maker(const HtmlDocument& html, const news::Page& page, std::size_t max_items)
      : html_(html),
        page_(page),
        max_items_(max_items),
        blocks_(CollectBlocks(html)),
        cues_(html),
        declared_(ReadDeclarations(html, page.url)) {}

  news::Article Make() {
    article_.id = news::ArticleId(page_.id);
    article_.url = page_.url;
    Publisher();
    Headline();
    FindAuthors(Read(), article_);
    FindText();
    if (article_.authors.empty()) {
      FindBylineInWords(Read(), article_);
    }
    if (article_.text.empty()) {
      article_.kind = news::ArticleKind::kOther;
    } else if (declared_.is_live) {
      article_.kind = news::ArticleKind::kLive;
    }
    article_.language = LanguageOf(article_.text.empty() ? blocks_.text : article_.text, declared_.language);
    FindDates(Read(), article_);
    Addresses();
    Sources();
    Credits();
    article_.access = Access();
    Links();
    Marks();
    FindItems(Read(), max_items_, article_);
    article_.section = SectionOf(html_, declared_, article_.headline, page_.url);
    article_.pictures = PicturesOf(html_, blocks_, prose_, cues_, {base_, declared_.pictures});
    Rights();
    return std::move(article_);
  }

 private:
  PageRead Read() { return {html_, page_, blocks_, cues_, declared_, prose_, base_, MonthFirst(declared_, page_.url)}; }

  void Publisher() {
    article_.publisher = !declared_.publisher.empty() ? declared_.publisher : declared_.site_name;
    if (article_.publisher.empty()) {
      if (const news::Source* source = tables::SourceByHost(web::HostOf(page_.url)); source != nullptr) {
        article_.publisher = source->name;
      }
    }
  }

  void Headline() {
    article_.headline = HeadlineOf(html_, blocks_, declared_, article_.publisher, page_.url);
    if (article_.headline.empty() && page_.announcement) {
      article_.headline = page_.announcement->title;
    }
  }

  void FindText() {
    ProseHints hints;
    hints.headline = article_.headline;
    if (!declared_.descriptions.empty()) {
      hints.description = declared_.descriptions.front();
    }
    hints.article_body = declared_.article_body;
    hints.authors = article_.authors;
    prose_ = FindProse(html_, blocks_, cues_, hints);
    if (prose_.text.size() < kThin) {
      // Some pages show their text by script alone, and keep it hidden or in <noscript> until then.
      Blocks all = CollectBlocks(html_, true);
      Prose hidden = FindProse(html_, all, cues_, hints);
      if (hidden.text.size() > 2 * prose_.text.size() + kThin) {
        prose_ = std::move(hidden);
        wholly_reserved_ = blocks_.reserved;
        blocks_ = std::move(all);
      }
    }
    article_.text = std::move(prose_.text);
    article_.parts = PartsOf(html_, blocks_, prose_, article_.text);
  }

  // As the page declares; a short text may stand beside a notice that says why it is short.
  news::Access Access() const {
    if (std::ranges::find(page_.headers, std::pair<std::string, std::string>(":status", "451")) !=
        page_.headers.end()) {
      return news::Access::kRegionBlocked;
    }
    if (article_.text.size() < kShortText) {
      for (const Block& block : blocks_.all) {
        if (const news::Access access = AccessOfLine(blocks_.TextOf(block)); access != news::Access::kUnknown) {
          return access;
        }
      }
    }
    if (!declared_.free) {
      return news::Access::kUnknown;
    }
    return *declared_.free ? news::Access::kFree : news::Access::kPaywalled;
  }

  // Whose report the text itself says it is: by its dateline, the lines at its end, the copyright below it.
  void Credits() {
    std::string dateline;
    if (declared_.dateline.size() < 60 && declared_.dateline.find_first_of("0123456789") == std::string::npos) {
      article_.dateline = declared_.dateline;
    }
    const std::string_view text = article_.text;
    std::size_t begin = 0;
    for (int paragraphs = 0; paragraphs < 3 && begin < text.size() && dateline.empty(); ++paragraphs) {
      const std::size_t end = std::min(text.find("\n\n", begin), text.size());
      if (const auto found = ReadDateline(text.substr(begin, end - begin))) {
        article_.dateline = found->place;
        dateline = found->words;
        if (!found->credit.empty()) {
          CreditTo(found->credit, page_, article_);
        }
      }
      begin = end + 2;
    }
    const std::size_t last = text.rfind("\n\n");
    if (const auto byline = last == std::string_view::npos ? std::nullopt : ReadPlainByline(text.substr(last + 2))) {
      CreditTo(byline->credit, page_, article_);
      if (article_.authors.empty()) {
        article_.authors = byline->authors;
      }
    }
    for (const std::size_t index : prose_.marks) {
      const std::string_view line = blocks_.TextOf(blocks_.all[index]);
      const auto copyright = line.size() < 400 ? ReadCopyright(line, TokensOf(line)) : std::nullopt;
      if (copyright && tables::SourceByName(copyright->holder) != nullptr) {
        CreditTo(copyright->holder, page_, article_);
      }
    }
    if (!article_.published && !text.empty()) {
      article_.published_between = PublishedBetweenOf(text, {}, dateline, article_.language);
    }
  }

  void Addresses() {
    const NodeIndex base = html_.Find(Tag::kBase, 0, html_.size());
    // A saved page knows its address by its own words alone.
    base_ = page_.url.empty() ? declared_.canonical : page_.url;
    if (base != kNoNode) {
      if (auto resolved = web::ResolveUrl(base_, html_.Attribute(base, "href"))) {
        base_ = std::move(*resolved);
      }
    }
    if (auto canonical = web::ResolveUrl(base_, declared_.canonical); canonical && !declared_.canonical.empty()) {
      article_.canonical_url = web::CanonicalUrl(*canonical);
      const std::string host = web::HostOf(article_.canonical_url);
      const std::string own = web::HostOf(page_.url);
      if (!own.empty() && !SameSite(host, own)) {
        const news::Source* source = tables::SourceByHost(host);
        article_.declared.push_back(
            {source == nullptr ? std::string{} : source->name, article_.canonical_url, "canonical"});
      }
    }
  }

  static bool SameSite(std::string_view a, std::string_view b) {
    const auto under = [](std::string_view inner, std::string_view outer) {
      return inner == outer ||
             (inner.size() > outer.size() && inner.ends_with(outer) && inner[inner.size() - outer.size() - 1] == '.');
    };
    const auto last_two = [](std::string_view host) {
      const std::size_t dot = host.rfind('.');
      const std::size_t second = dot == std::string_view::npos || dot == 0 ? dot : host.rfind('.', dot - 1);
      return second == std::string_view::npos ? host : host.substr(second + 1);
    };
    return under(a, b) || under(b, a) || (last_two(a) == last_two(b) && last_two(a).size() > 7);
  }

  void Sources() {
    for (news::Declared& source : declared_.declared) {
      if (const auto url = web::ResolveUrl(base_, source.url); url && !source.url.empty()) {
        source.url = *url;
      }
      // Content systems call an article based on itself.
      const std::string same = web::CanonicalUrl(source.url);
      if (!source.url.empty() && (same == web::CanonicalUrl(page_.url) || same == article_.canonical_url)) {
        continue;
      }
      article_.declared.push_back(source);
      const bool credits =
          source.where == "sourceOrganization" || source.where == "creditText" || source.where == "dc.source";
      if (credits && tables::SourceByName(source.name) != nullptr) {
        CreditTo(tables::SourceByName(source.name)->name, page_, article_);
      }
    }
    if (page_.announcement && (!page_.announcement->source_name.empty() || !page_.announcement->source_url.empty())) {
      article_.declared.push_back({page_.announcement->source_name, page_.announcement->source_url, "feed"});
    }
  }

  void Links() {
    for (const std::size_t index : prose_.blocks) {
      const Block& block = blocks_.all[index];
      const NodeIndex end = index + 1 < blocks_.all.size()
                                ? std::min(html_[block.element].end, blocks_.all[index + 1].first)
                                : html_[block.element].end;
      if (block.link_bytes == 0) {
        continue;
      }
      NodeIndex at = block.first;
      // The link may begin before the block's first text.
      for (NodeIndex up = html_[at].parent; up != kNoNode && up != 0 && up != block.element; up = html_[up].parent) {
        at = html_[up].tag == Tag::kA ? up : at;
      }
      for (; at < end && article_.links.size() < kMaxLinks; ++at) {
        if (html_[at].tag != Tag::kA) {
          continue;
        }
        if (auto url = web::ResolveUrl(base_, html_.Attribute(at, "href"))) {
          article_.links.push_back({std::move(*url), web::TextOfHtml(web::EscapeHtml(html_.Text(at)))});
        }
      }
    }
  }

  void Marks() {
    for (const std::size_t index : prose_.marks) {
      const std::string_view text = blocks_.TextOf(blocks_.all[index]);
      AddMark(text, KindOfLine(text));
    }
    // The last copyright lines of the page tell whose it is.
    std::size_t found = 0;
    for (std::size_t i = blocks_.all.size(); i > 0 && found < 2; --i) {
      const std::string_view text = blocks_.TextOf(blocks_.all[i - 1]);
      const auto kind = text.size() < 300 ? KindOfLine(text) : std::nullopt;
      if (kind == LineKind::kCopyright) {
        AddMark(text, kind);
        ++found;
      }
    }
  }

  void AddMark(std::string_view text, std::optional<LineKind> kind) {
    constexpr std::array<std::pair<LineKind, news::MarkKind>, 6> kKinds{{
        {LineKind::kCopyright, news::MarkKind::kCopyright},
        {LineKind::kByline, news::MarkKind::kByline},
        {LineKind::kContact, news::MarkKind::kContact},
        {LineKind::kCaption, news::MarkKind::kCaption},
        {LineKind::kCorrection, news::MarkKind::kCorrection},
        {LineKind::kNotice, news::MarkKind::kNotice},
    }};
    const auto* const entry = std::ranges::find(kKinds, kind, &std::pair<LineKind, news::MarkKind>::first);
    const bool known =
        std::ranges::any_of(article_.marks, [text](const news::Mark& mark) { return mark.text == text; });
    if (entry != kKinds.end() && !known && article_.marks.size() < kMaxMarks) {
      article_.marks.push_back({entry->second, std::string(text)});
    }
  }

  void Rights() {
    Reservations found = page_.reservations;
    FindInHeaders(page_, found);
    found.insert(found.end(), declared_.reservations.begin(), declared_.reservations.end());
    if (blocks_.reserved) {
      found.push_back({"page", wholly_reserved_ ? "data-nosnippet: all" : "data-nosnippet: parts", {}});
    }
    article_.rights = Conclude(std::move(found));
  }

  const HtmlDocument& html_;
  const news::Page& page_;
  std::size_t max_items_;
  Blocks blocks_;
  CueReader cues_;
  Declarations declared_;
  Prose prose_;
  bool wholly_reserved_ = false;  // the prose was found only where its owner wrote data-nosnippet
  std::string base_;
  news::Article article_;
};

}  // namespace

Result<news::Article> ArticleFromHtml(std::string_view utf8, const news::Page& page, const Limits& limits) {
  const auto html = web::ParseHtml(utf8, {limits.max_nodes, 512});
  if (!html) {
    return Fail(html.error().fault, html.error().text);
  }
  return Maker(*html, page, limits.max_items).Make();
}

}  // namespace headwater::extract
