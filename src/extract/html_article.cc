// Puts together what the page declares and what its blocks hold.
#include "extract/html_article.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/access.h"
#include "extract/blocks.h"
#include "extract/byline.h"
#include "extract/cues.h"
#include "extract/declarations.h"
#include "extract/headline.h"
#include "extract/html_items.h"
#include "extract/language.h"
#include "extract/lines.h"
#include "extract/page_date.h"
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
constexpr std::size_t kMaxBylineWords = 120;
constexpr std::size_t kMaxDateline = 60;  // bytes into the prose where its day may stand in brackets

class Maker {
 public:
  Maker(const HtmlDocument& html, const news::Page& page, std::size_t max_items)
      : html_(html),
        page_(page),
        max_items_(max_items),
        blocks_(CollectBlocks(html)),
        cues_(html),
        declared_(ReadDeclarations(html)) {}

  news::Article Make() {
    article_.id = news::ArticleId(page_.id);
    article_.url = page_.url;
    Publisher();
    Headline();
    Authors();
    FindText();
    if (article_.authors.empty()) {
      BylineInWords();
    }
    if (article_.text.empty()) {
      article_.kind = news::ArticleKind::kOther;
    } else if (declared_.is_live) {
      article_.kind = news::ArticleKind::kLive;
    }
    article_.language = LanguageOf(article_.text.empty() ? blocks_.text : article_.text, declared_.language);
    Dates();
    Addresses();
    Sources();
    Credits();
    article_.access = Access();
    Links();
    Marks();
    FindItems({html_, page_, blocks_, cues_, declared_, prose_, base_, MonthFirst()}, max_items_, article_);
    article_.section = SectionOf(html_, declared_, article_.headline, page_.url);
    article_.pictures = PicturesOf(html_, blocks_, prose_, cues_, {base_, declared_.pictures});
    Rights();
    return std::move(article_);
  }

 private:
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
          Credit(found->credit);
        }
      }
      begin = end + 2;
    }
    const std::size_t last = text.rfind("\n\n");
    if (const auto byline = last == std::string_view::npos ? std::nullopt : ReadPlainByline(text.substr(last + 2))) {
      Credit(byline->credit);
      if (article_.authors.empty()) {
        article_.authors = byline->authors;
      }
    }
    for (const std::size_t index : prose_.marks) {
      const std::string_view line = blocks_.TextOf(blocks_.all[index]);
      const auto copyright = line.size() < 400 ? ReadCopyright(line, TokensOf(line)) : std::nullopt;
      if (copyright && tables::SourceByName(copyright->holder) != nullptr) {
        Credit(copyright->holder);
      }
    }
    if (!article_.published && !text.empty()) {
      article_.published_between = PublishedBetweenOf(text, {}, dateline, article_.language);
    }
  }

  void Take(const std::string& line) { Take(Read(line)); }

  // Unless a writer owns it, who is named as the site is the site.
  Byline Read(std::string_view line) const {
    Byline byline = ReadByline(line, declared_.publisher_is_person ? std::string_view{} : article_.publisher);
    std::erase_if(byline.persons, [this](const std::string& name) {
      return !declared_.publisher_is_person && IsNamedAsSite(name, page_.url);
    });
    return byline;
  }

  // "El Faro Riverton" at elfaroriverton.example.
  static bool IsNamedAsSite(std::string_view name, std::string_view url) {
    std::string bare = text::Fold(name);
    std::erase(bare, ' ');
    std::string host = web::HostOf(url);
    host = host.starts_with("www.") ? host.substr(4) : host;
    return bare.size() > 5 && host.starts_with(bare) && host.substr(bare.size()).starts_with('.');
  }

  void Take(Byline byline) {
    for (std::string& person : byline.persons) {
      if (std::ranges::find(article_.authors, person) == article_.authors.end()) {
        article_.authors.push_back(std::move(person));
      }
    }
    for (std::string& organisation : byline.organisations) {
      Credit(organisation);
    }
  }

  void Credit(const std::string& organisation) {
    const news::Source* source = tables::SourceByName(organisation);
    const bool own = source != nullptr && source == tables::SourceByHost(web::HostOf(page_.url));
    if (article_.credit.empty() && !organisation.empty() && !own &&
        text::Fold(organisation) != text::Fold(article_.publisher)) {
      article_.credit = organisation;
    }
  }

  void Authors() {
    for (const std::string& line : declared_.authors) {
      Take(line);
    }
    if (article_.authors.empty()) {
      for (const std::string& line : declared_.weak_authors) {
        Byline byline = Read(line);
        // "The Daily, Riverton": what begins with no person names none.
        if (byline.persons.empty() || line.find(byline.persons.front()) <= 8) {
          Take(std::move(byline));
        }
      }
    }
    if (article_.authors.empty()) {
      VisibleByline();
    }
    if (article_.authors.empty() && page_.announcement) {
      for (const std::string& line : page_.announcement->authors) {
        Take(line);
      }
    }
  }

  // The texts of an element; where two neighbours are several words each, they are parted by a bar.
  std::string LineOf(NodeIndex node) const {
    std::string line;
    bool several = false;
    for (NodeIndex at = node; at < html_[node].end; ++at) {
      if (html_[at].tag != Tag::kText || IsInScript(at)) {
        continue;
      }
      const std::string piece = web::TextOfHtml(web::EscapeHtml(html_[at].text));
      const bool now = piece.find(' ') != std::string::npos;
      line += line.empty() || piece.empty() ? "" : several && now ? " | " : " ";
      line += piece;
      several = piece.empty() ? several : now;
    }
    return line;
  }

  bool IsInScript(NodeIndex at) const {
    const Tag tag = html_[html_[at].parent].tag;
    return tag == Tag::kScript || tag == Tag::kStyle || tag == Tag::kButton || tag == Tag::kLabel;
  }

  // Whether it stands among comments, in a form, or in the page's footer.
  bool IsAside(NodeIndex at) {
    for (; at != kNoNode && at != 0; at = html_[at].parent) {
      const Tag tag = html_[at].tag;
      if (tag == Tag::kForm || tag == Tag::kFooter || tag == Tag::kAside || tag == Tag::kNav) {
        return true;
      }
      const bool frame = tag == Tag::kBody || tag == Tag::kHtml || tag == Tag::kArticle || tag == Tag::kMain;
      if (!frame && html_[at].attributes > 0 && (cues_.Of(at) & kCueCut) != 0) {
        return true;
      }
    }
    return false;
  }

  void TakeVisible(NodeIndex at) {
    const std::string line = LineOf(at);
    if (line.size() < 4 || line.size() > 200 || IsAside(at)) {
      return;
    }
    Byline byline = Read(line);
    // A single word is more often a label than a name, unless it is said to be one.
    const bool said = BeginsAsByline(line);
    std::erase_if(byline.persons, [said](const std::string& name) {
      return !said && name.find(' ') == std::string::npos && static_cast<unsigned char>(name.front()) < 0x80;
    });
    Take(std::move(byline));
  }

  // What calls itself a byline, by rel=author or by class.
  void VisibleByline() {
    for (NodeIndex at = 1; at < html_.size() && article_.authors.empty(); ++at) {
      if (html_[at].tag == Tag::kA && html_.Attribute(at, "rel") == "author") {
        TakeVisible(at);
      }
    }
    for (NodeIndex at = 1; at < html_.size() && article_.authors.empty(); ++at) {
      const web::HtmlNode& node = html_[at];
      if (node.tag != Tag::kText && node.attributes > 0 && node.end - at <= 60 && (cues_.Of(at) & kCueByline) != 0) {
        TakeVisible(at);
      }
    }
  }

  // "By Ann Lee" in a line of its own, near the headline, above the prose or below it.
  void BylineInWords() {
    const std::size_t first = prose_.blocks.empty() ? 0 : prose_.blocks.front();
    const std::size_t last = prose_.blocks.empty() ? 0 : prose_.blocks.back();
    const std::size_t size = blocks_.all.size();
    for (std::size_t i = first < 8 ? 0 : first - 8; i < std::min(size, first + 3) && article_.authors.empty(); ++i) {
      BylineInWords(i);
    }
    for (std::size_t i = last; i < std::min(size, last + 4) && article_.authors.empty(); ++i) {
      BylineInWords(i);
    }
  }

  void BylineInWords(std::size_t index) {
    const Block& block = blocks_.all[index];
    const std::string_view line = blocks_.TextOf(block);
    const bool sentence = block.sentences > 0 && line.size() > kMaxBylineWords / 2;
    if (line.size() > kMaxBylineWords || sentence || !BeginsAsByline(line) || IsAside(block.element)) {
      return;
    }
    // "Von Thilo / 6. November 2023 / 3 Kommentare": a date behind it makes even a single word a name.
    const std::size_t cut = line.find_first_of("0123456789/|");
    Byline byline = Read(line.substr(0, cut));
    const bool dated = cut != std::string_view::npos;
    std::erase_if(byline.persons,
                  [dated](const std::string& name) { return !dated && name.find(' ') == std::string::npos; });
    Take(std::move(byline));
  }

  void Dates() {
    const bool month_first = MonthFirst();
    for (const std::string& text : declared_.published) {
      if (!article_.published) {
        article_.published = ParsePageDate(text, month_first);
      } else if (!article_.published->has_time) {
        // A day alone is made exact by another statement of the same day.
        if (const auto exact = ParsePageDate(text, month_first);
            exact && exact->has_time && DayOf(*exact) == DayOf(*article_.published)) {
          article_.published = exact;
        }
      }
    }
    for (const std::string& text : declared_.modified) {
      if (!article_.modified) {
        article_.modified = ParsePageDate(text, month_first);
      }
    }
    if (!article_.published) {
      VisibleDate(month_first);
    }
    if (!article_.published && page_.announcement) {
      article_.published = page_.announcement->published;
    }
    if (!article_.published) {
      article_.published = DateOfAddress(page_.url);
    }
  }

  // Americans write the month first.
  bool MonthFirst() const {
    const std::string& language = declared_.language;
    return language.starts_with("en-US") || language.starts_with("en_US") ||
           (language == "en" && web::HostOf(page_.url).ends_with(".com"));
  }

  // <time> and what is marked as a date; then any short line near the headline.
  void VisibleDate(bool month_first) {
    for (NodeIndex at = 1; at < html_.size() && !article_.published; ++at) {
      if (html_[at].tag == Tag::kTime) {
        const std::string_view stamp = html_.Attribute(at, "datetime");
        article_.published = ParsePageDate(stamp, month_first);
        if (!article_.published) {
          article_.published = ParsePageDate(html_.Text(at), month_first);
        }
      }
    }
    for (NodeIndex at = 1; at < html_.size() && !article_.published; ++at) {
      const web::HtmlNode& node = html_[at];
      if (node.tag == Tag::kText || node.attributes == 0 || node.end - at > 30 || (cues_.Of(at) & kCueDate) == 0) {
        continue;
      }
      article_.published = ParsePageDate(web::TextOfHtml(web::EscapeHtml(html_.Text(at))), month_first);
    }
    NearHeadline(month_first);
    InBrackets(month_first);
    BelowText(month_first);
  }

  // "Low Mill (12.11.2021)": the day in brackets before the first sentence.
  void InBrackets(bool month_first) {
    const std::string_view head = std::string_view(article_.text).substr(0, kMaxDateline);
    const std::size_t open = head.find('(');
    const std::size_t close = head.find(')', std::min(open, head.size()));
    if (!article_.published && open != std::string_view::npos && close != std::string_view::npos) {
      article_.published = ParsePageDate(head.substr(open + 1, close - open - 1), month_first);
    }
  }

  // A line with a date and little else, right behind the prose.
  void BelowText(bool month_first) {
    const std::size_t last = prose_.blocks.empty() ? blocks_.all.size() : prose_.blocks.back() + 1;
    for (std::size_t i = last; i < std::min(blocks_.all.size(), last + 5) && !article_.published; ++i) {
      const std::string_view text = blocks_.TextOf(blocks_.all[i]);
      if (text.size() <= kMaxDateline && blocks_.all[i].link_bytes == 0 && !IsAside(blocks_.all[i].element)) {
        article_.published = ParsePageDate(text, month_first);
      }
    }
  }

  void NearHeadline(bool month_first) {
    const std::size_t first = prose_.blocks.empty() ? 0 : prose_.blocks.front();
    const auto headline = std::ranges::find_if(blocks_.all, [this](const Block& block) {
      return block.kind == BlockKind::kHeading && blocks_.TextOf(block).ends_with(article_.headline);
    });
    const auto at = headline == blocks_.all.end() ? first : static_cast<std::size_t>(headline - blocks_.all.begin());
    const std::size_t from = std::min(at, first) < 8 ? 0 : std::min(at, first) - 8;
    const std::size_t to = std::min(blocks_.all.size(), std::max(at, first) + 8);
    for (std::size_t i = from; i < std::min(to, from + 60) && !article_.published; ++i) {
      const std::string_view text = blocks_.TextOf(blocks_.all[i]);
      if (text.size() <= 90 && text.find_first_of("0123456789") != std::string_view::npos) {
        article_.published = ParsePageDate(text, month_first);
      }
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
        Credit(tables::SourceByName(source.name)->name);
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
    FindInHtml(html_, page_.url, found);
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
