// Declared authors first; lines of the page where it declares none.
#include "extract/html_byline.h"

#include <algorithm>
#include <utility>

#include "extract/byline.h"
#include "tables/tables.h"
#include "text/words.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kMaxBylineWords = 120;

class BylineFinder {
 public:
  BylineFinder(const PageRead& read, news::Article& article)
      : html_(read.html),
        page_(read.page),
        blocks_(read.blocks),
        cues_(read.cues),
        declared_(read.declared),
        prose_(read.prose),
        article_(article) {}

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

 private:
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
      CreditTo(organisation, page_, article_);
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

  void TakeVisible(NodeIndex at) {
    const std::string line = LineOf(at);
    if (line.size() < 4 || line.size() > 200 || cues_.StandsAside(at)) {
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

  void BylineInWords(std::size_t index) {
    const Block& block = blocks_.all[index];
    const std::string_view line = blocks_.TextOf(block);
    const bool sentence = block.sentences > 0 && line.size() > kMaxBylineWords / 2;
    if (line.size() > kMaxBylineWords || sentence || !BeginsAsByline(line) || cues_.StandsAside(block.element)) {
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

  const HtmlDocument& html_;
  const news::Page& page_;
  const Blocks& blocks_;
  CueReader& cues_;
  const Declarations& declared_;
  const Prose& prose_;
  news::Article& article_;
};

}  // namespace

void FindAuthors(const PageRead& read, news::Article& article) { BylineFinder(read, article).Authors(); }

void FindBylineInWords(const PageRead& read, news::Article& article) { BylineFinder(read, article).BylineInWords(); }

void CreditTo(const std::string& organisation, const news::Page& page, news::Article& article) {
  const news::Source* source = tables::SourceByName(organisation);
  const bool own = source != nullptr && source == tables::SourceByHost(web::HostOf(page.url));
  if (article.credit.empty() && !organisation.empty() && !own &&
      text::Fold(organisation) != text::Fold(article.publisher)) {
    article.credit = organisation;
  }
}

}  // namespace headwater::extract
