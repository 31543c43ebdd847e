// Reads <meta>, <link> and linked data off a page in one walk.
#include "extract/declarations.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "extract/declared_article.h"
#include "extract/embedded_data.h"
#include "extract/linked_graph.h"
#include "extract/rights.h"
#include "web/json.h"
#include "web/safe_html.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::NodeIndex;
using web::Tag;

enum class Field : std::uint8_t {
  kHeadline,
  kAuthor,
  kWeakAuthor,
  kPublished,
  kLatePublished,
  kModified,
  kDescription,
  kPublisher,
  kSiteName,
  kCanonical,
  kLanguage,
  kSource,
  kSection,
  kPicture,
  kPictureWords,
  kTier,
  kType,
  kParsely
};

// Names of <meta> in lower case (attributes name, property, itemprop), and what they tell.
constexpr std::array<std::pair<std::string_view, Field>, 108> kMetas{{
    {"og:title", Field::kHeadline},
    {"twitter:title", Field::kHeadline},
    {"parsely-title", Field::kHeadline},
    {"sailthru.title", Field::kHeadline},
    {"dc.title", Field::kHeadline},
    {"dcterms.title", Field::kHeadline},
    {"citation_title", Field::kHeadline},
    {"hdl", Field::kHeadline},
    {"headline", Field::kHeadline},
    {"author", Field::kWeakAuthor},
    {"authors", Field::kAuthor},
    {"byl", Field::kAuthor},
    {"byline", Field::kAuthor},
    {"article:author", Field::kWeakAuthor},
    {"article:author_name", Field::kAuthor},
    {"article.author", Field::kAuthor},
    {"og:article:author", Field::kWeakAuthor},
    {"article:authors", Field::kAuthor},
    {"parsely-author", Field::kAuthor},
    {"sailthru.author", Field::kAuthor},
    {"dc.creator", Field::kAuthor},
    {"dcterms.creator", Field::kAuthor},
    {"dc.contributor", Field::kWeakAuthor},
    {"citation_author", Field::kAuthor},
    {"cxenseparse:author", Field::kAuthor},
    {"rbauthors", Field::kAuthor},
    {"creator", Field::kWeakAuthor},
    {"twitter:creator_name", Field::kAuthor},
    {"article:published_time", Field::kPublished},
    {"article:published", Field::kPublished},
    {"og:article:published_time", Field::kPublished},
    {"og:published_time", Field::kPublished},
    {"rnews:datepublished", Field::kPublished},
    {"datepublished", Field::kPublished},
    {"date_published", Field::kPublished},
    {"parsely-pub-date", Field::kPublished},
    {"sailthru.date", Field::kPublished},
    {"dc.date.issued", Field::kPublished},
    {"dcterms.issued", Field::kPublished},
    {"dcterms.created", Field::kPublished},
    {"dc.date.created", Field::kPublished},
    {"dcterms.available", Field::kPublished},
    {"pubdate", Field::kPublished},
    {"publishdate", Field::kPublished},
    {"publish_date", Field::kPublished},
    {"publish-date", Field::kPublished},
    {"publication_date", Field::kPublished},
    {"cxenseparse:recs:publishtime", Field::kPublished},
    {"citation_publication_date", Field::kPublished},
    {"originalpublicationdate", Field::kPublished},
    {"article_date_original", Field::kPublished},
    {"article.published", Field::kPublished},
    {"article:create_at", Field::kPublished},
    {"displaydate", Field::kPublished},
    {"ptime", Field::kPublished},
    {"pdate", Field::kPublished},
    {"dc.date", Field::kLatePublished},
    {"dcterms.date", Field::kLatePublished},
    {"date", Field::kLatePublished},
    {"datecreated", Field::kLatePublished},
    {"created", Field::kLatePublished},
    {"article:modified_time", Field::kModified},
    {"article:modified", Field::kModified},
    {"og:updated_time", Field::kModified},
    {"datemodified", Field::kModified},
    {"dcterms.modified", Field::kModified},
    {"dc.date.modified", Field::kModified},
    {"last-modified", Field::kModified},
    {"lastmod", Field::kModified},
    {"description", Field::kDescription},
    {"og:description", Field::kDescription},
    {"dc.publisher", Field::kPublisher},
    {"dcterms.publisher", Field::kPublisher},
    {"og:site_name", Field::kSiteName},
    {"application-name", Field::kSiteName},
    {"og:url", Field::kCanonical},
    {"og:locale", Field::kLanguage},
    {"content-language", Field::kLanguage},
    {"dc.language", Field::kLanguage},
    {"syndication-source", Field::kSource},
    {"original-source", Field::kSource},
    {"dc.source", Field::kSource},
    {"dcterms.source", Field::kSource},
    {"original_source", Field::kSource},
    {"syndication_source", Field::kSource},
    {"article:section", Field::kSection},
    {"og:article:section", Field::kSection},
    {"article.section", Field::kSection},
    {"parsely-section", Field::kSection},
    {"prism.section", Field::kSection},
    {"articlesection", Field::kSection},
    {"section", Field::kSection},
    {"sailthru.section", Field::kSection},
    {"cxenseparse:section", Field::kSection},
    {"og:image", Field::kPicture},
    {"og:image:url", Field::kPicture},
    {"og:image:secure_url", Field::kPicture},
    {"twitter:image", Field::kPicture},
    {"twitter:image:src", Field::kPicture},
    {"parsely-image-url", Field::kPicture},
    {"sailthru.image.full", Field::kPicture},
    {"thumbnail", Field::kPicture},
    {"og:image:alt", Field::kPictureWords},
    {"twitter:image:alt", Field::kPictureWords},
    {"og:article:modified_time", Field::kModified},
    {"article:content_tier", Field::kTier},
    {"og:type", Field::kType},
    {"parsely-page", Field::kParsely},
}};

constexpr std::size_t kMaxScripts = 60;
constexpr std::size_t kMaxPictures = 10;
constexpr std::size_t kMaxPictureWords = 400;  // bytes

void Add(std::vector<std::string>& to, std::string text) {
  if (!text.empty() && to.size() < 40 && std::ranges::find(to, text) == to.end()) {
    to.push_back(std::move(text));
  }
}

void Fill(std::string& field, std::string text) {
  if (field.empty()) {
    field = std::move(text);
  }
}

// What the page says more than once by lesser means; added behind what it says by better ones.
struct Later {
  std::vector<std::string> published;
  std::vector<std::string> item_authors;
  std::vector<std::string> times;
};

class Reader {
 public:
  Reader(const HtmlDocument& page, std::string_view url) : page_(page), reserved_(page, url) {}

  Declarations Read() {
    for (NodeIndex at = 1; at < page_.size(); ++at) {
      switch (page_[at].tag) {
        case Tag::kMeta:
          Meta(at);
          reserved_.Meta(at);
          break;
        case Tag::kLink:
          Link(at);
          reserved_.Link(at);
          break;
        case Tag::kScript:
          Script(at);
          break;
        case Tag::kHtml:
          Fill(html_language_, std::string(page_.Attribute(at, "lang")));
          break;
        case Tag::kText:
          break;
        default:
          Microdata(at);
      }
    }
    ReadLinkedArticle(LinkedGraph(linked_), json_);
    ReadEmbedded();
    return Merge();
  }

 private:
  void Meta(NodeIndex at) {
    for (const char* attribute : {"property", "name", "itemprop", "http-equiv"}) {
      const std::string_view name = page_.Attribute(at, attribute);
      if (name.empty() || name.size() > 64) {
        continue;
      }
      const std::string lower = ascii::Lower(name);
      for (const auto& [known, field] : kMetas) {
        if (known == lower) {
          Take(field, lower, page_.Attribute(at, "content"));
        }
      }
    }
  }

  void Take(Field field, const std::string& name, std::string_view content) {
    if (content.empty()) {
      return;
    }
    std::string text = content.find('&') == std::string_view::npos && content.find('<') == std::string_view::npos &&
                               content.find("  ") == std::string_view::npos &&
                               content.find('\n') == std::string_view::npos
                           ? std::string(content)
                           : web::TextOfHtml(content);
    switch (field) {
      case Field::kHeadline:
        Add(meta_.headlines, std::move(text));
        break;
      case Field::kAuthor:
        Add(meta_.authors, std::move(text));
        break;
      case Field::kWeakAuthor:
        Add(meta_.weak_authors, std::move(text));
        break;
      case Field::kPublished:
        Add(meta_.published, std::move(text));
        break;
      case Field::kLatePublished:
        Add(later_.published, std::move(text));
        break;
      case Field::kModified:
        Add(meta_.modified, std::move(text));
        break;
      case Field::kDescription:
        Add(meta_.descriptions, std::move(text));
        break;
      case Field::kPublisher:
        Fill(meta_.publisher, std::move(text));
        break;
      case Field::kSiteName:
        Fill(meta_.site_name, std::move(text));
        break;
      case Field::kCanonical:
        Fill(og_url_, std::move(text));
        break;
      case Field::kLanguage:
        Fill(meta_.language, std::move(text));
        break;
      case Field::kSource:
        meta_.declared.push_back(text.starts_with("http") ? news::Declared{"", text, name}
                                                          : news::Declared{text, "", name});
        break;
      case Field::kSection:
        Add(meta_.sections, std::move(text));
        break;
      case Field::kPicture:
        TakePicture(std::move(text));
        break;
      case Field::kPictureWords:
        if (!meta_.pictures.empty() && text.size() < kMaxPictureWords) {
          Fill(meta_.pictures.back().caption, std::move(text));
        }
        break;
      case Field::kTier:
        meta_.free = text == "free";
        break;
      case Field::kType:
        meta_.is_article = meta_.is_article || text == "article";
        break;
      case Field::kParsely:
        Parsely(content);
        break;
    }
  }

  // Parsely's older way: one JSON object.
  void Parsely(std::string_view content) {
    const auto value = ParseJsonLd(content);
    if (!value) {
      return;
    }
    constexpr std::array<std::pair<std::string_view, Field>, 6> kMembers{{{"title", Field::kHeadline},
                                                                          {"author", Field::kAuthor},
                                                                          {"authors", Field::kAuthor},
                                                                          {"pub_date", Field::kPublished},
                                                                          {"section", Field::kSection},
                                                                          {"image_url", Field::kPicture}}};
    for (const auto& [name, field] : kMembers) {
      Take(field, {}, web::JsonText(*value, name));
      for (const boost::json::value& each : web::JsonArray(*value, name)) {
        if (const boost::json::string* const text = each.if_string()) {
          Take(field, {}, {text->data(), text->size()});
        }
      }
    }
  }

  void Script(NodeIndex at) {
    const std::string_view type = page_.Attribute(at, "type");
    if (type.find("rsl+xml") != std::string_view::npos) {
      reserved_.Rsl(page_.Text(at));
    } else if (type.find("ld+json") != std::string_view::npos && linked_.size() < kMaxScripts) {
      const std::string text = page_.Text(at);
      if (auto value = ParseJsonLd(text)) {
        reserved_.LinkedData(text, *value);
        linked_.push_back(*std::move(value));
      }
    }
  }

  void TakePicture(std::string address) {
    const bool known = std::ranges::any_of(meta_.pictures,
                                           [&address](const news::Picture& picture) { return picture.url == address; });
    if (!known && meta_.pictures.size() < kMaxPictures) {
      meta_.pictures.push_back({std::move(address), {}, {}});
    }
  }

  void Link(NodeIndex at) {
    const std::string rel = ascii::Lower(page_.Attribute(at, "rel"));
    const std::string_view href = page_.Attribute(at, "href");
    if (rel == "canonical") {
      Fill(meta_.canonical, std::string(href));
    } else if ((rel == "dc.source" || rel == "dcterms.source" || rel == "original-source" ||
                rel == "syndication-source") &&
               !href.empty()) {
      meta_.declared.push_back({"", std::string(href), rel});
    }
  }

  // Microdata and RDFa are read as linked data too. Their words on headline, authors and dates have been weighed as the
  // page was walked (microdata) or come last (RDFa).
  void ReadEmbedded() {
    std::vector<boost::json::value> values;
    if (auto microdata = MicrodataOf(page_)) {
      values.push_back(*std::move(microdata));
      ReadLinkedArticle(LinkedGraph(values), item_);
    }
    values.clear();
    if (auto rdfa = RdfaOf(page_)) {
      values.push_back(*std::move(rdfa));
      ReadLinkedArticle(LinkedGraph(values), rdfa_);
    }
  }

  void Microdata(NodeIndex at) {
    const web::HtmlNode& node = page_[at];
    if (node.attributes == 0) {
      return;
    }
    if (node.tag == Tag::kTime) {
      Add(later_.times, std::string(page_.Attribute(at, "datetime")));
    }
    const std::string_view item = page_.Attribute(at, "itemprop");
    if (item.empty()) {
      return;
    }
    const auto value = [&] {
      for (const char* name : {"content", "datetime"}) {
        if (const std::string_view text = page_.Attribute(at, name); !text.empty()) {
          return std::string(text);
        }
      }
      return page_[at].end - at > 200 ? std::string{} : web::TextOfHtml(web::EscapeHtml(page_.Text(at)));
    };
    if (item.find("datePublished") != std::string_view::npos) {
      Add(meta_.published, value());
    } else if (item.find("dateModified") != std::string_view::npos) {
      Add(meta_.modified, value());
    } else if (item == "headline") {
      Add(item_headlines_, value());
    } else if (item.starts_with("author") || item == "creator") {
      Author(at);
    }
  }

  void Author(NodeIndex at) {
    bool named = false;
    for (NodeIndex i = at + 1; i < std::min(page_[at].end, at + 200); ++i) {
      if (page_[i].tag != Tag::kText && page_.Attribute(i, "itemprop") == "name") {
        const std::string_view content = page_.Attribute(i, "content");
        Add(later_.item_authors,
            web::TextOfHtml(content.empty() ? web::EscapeHtml(page_.Text(i)) : std::string(content)));
        named = true;
      }
    }
    if (!named && page_[at].end - at <= 60) {
      Add(later_.item_authors, web::TextOfHtml(web::EscapeHtml(page_.Text(at))));
    }
  }

  static void Append(std::vector<std::string>& to, std::vector<std::string>& from) {
    for (std::string& text : from) {
      Add(to, std::move(text));
    }
  }

  Declarations Merge() {
    Declarations all = std::move(json_);
    Append(all.headlines, item_headlines_);
    Append(all.headlines, meta_.headlines);
    Append(all.authors, meta_.authors);
    Append(all.weak_authors, later_.item_authors);
    Append(all.weak_authors, meta_.weak_authors);
    Append(all.published, meta_.published);
    Append(all.published, later_.published);
    Append(all.modified, meta_.modified);
    Append(all.descriptions, meta_.descriptions);
    Fill(all.publisher, meta_.publisher);
    all.site_name = meta_.site_name;
    all.canonical = meta_.canonical.empty() ? og_url_ : meta_.canonical;
    Fill(all.language, html_language_);
    Fill(all.language, meta_.language);
    all.declared.insert(all.declared.end(), meta_.declared.begin(), meta_.declared.end());
    all.free = all.free ? all.free : meta_.free;
    Embedded(item_, all);
    Embedded(rdfa_, all);
    Append(all.headlines, rdfa_.headlines);
    Append(all.weak_authors, rdfa_.authors);
    Append(all.published, rdfa_.published);
    Append(all.modified, rdfa_.modified);
    Append(all.sections, meta_.sections);
    all.pictures.insert(all.pictures.end(), meta_.pictures.begin(), meta_.pictures.end());
    all.is_article = all.is_article || meta_.is_article;
    all.reservations = reserved_.Take();
    return all;
  }

  static void Embedded(Declarations& from, Declarations& all) {
    Append(all.sections, from.sections);
    all.pictures.insert(all.pictures.end(), from.pictures.begin(), from.pictures.end());
    for (news::Declared& source : from.declared) {
      const bool known = std::ranges::any_of(all.declared, [&source](const news::Declared& other) {
        return other.name == source.name && other.url == source.url;
      });
      if (!known) {
        all.declared.push_back(std::move(source));
      }
    }
    all.free = all.free ? all.free : from.free;
    all.is_live = all.is_live || from.is_live;
    if (all.updates.empty()) {
      all.updates = std::move(from.updates);
    }
    if (all.crumbs.empty()) {
      all.crumbs = std::move(from.crumbs);
    }
    Fill(all.publisher, from.publisher);
  }

  const HtmlDocument& page_;
  ReservationFinder reserved_;
  std::vector<boost::json::value> linked_;
  Declarations json_;
  Declarations item_;
  Declarations rdfa_;
  Declarations meta_;
  Later later_;
  std::vector<std::string> item_headlines_;
  std::string og_url_;
  std::string html_language_;
};

}  // namespace

Declarations ReadDeclarations(const HtmlDocument& page, std::string_view url) { return Reader(page, url).Read(); }

}  // namespace headwater::extract
