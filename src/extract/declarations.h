// What a page declares about itself for machines: JSON-LD, Open Graph, Dublin Core, Parsely, Sailthru, microdata, RDFa.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/moment.h"
#include "news/article.h"
#include "news/rights.h"
#include "web/html.h"

namespace headwater::extract {

// One entry of a blog that is written on as things happen.
struct DeclaredUpdate {
  std::string headline;
  std::string text;  // paragraphs parted by one blank line
  std::string published;
  std::string url;
  std::vector<std::string> authors;
};

// Texts as declared, references of HTML resolved and blanks collapsed. In lists the more trustworthy come first.
struct Declarations {
  std::vector<std::string> headlines;
  std::vector<std::string> authors;       // may hold several names, roles and agencies in one
  std::vector<std::string> weak_authors;  // from plain meta tags, which often name the site or its tools
  std::vector<std::string> published;
  std::vector<std::string> modified;
  std::vector<std::string> descriptions;
  std::string article_body;
  std::string publisher;
  bool publisher_is_person = false;  // a writer's own site
  std::string site_name;
  std::string canonical;
  std::string language;
  std::string dateline;
  std::vector<std::string> sections;
  std::vector<std::string> crumbs;      // names of the way from the front page to the article
  std::vector<news::Picture> pictures;  // their addresses as declared
  std::vector<DeclaredUpdate> updates;  // in the order of the page
  std::vector<news::Declared> declared;
  std::optional<bool> free;
  bool is_article = false;  // says that it is one
  bool is_live = false;     // a LiveBlogPosting
  std::vector<news::Reservation> reservations;
};

// `url` is the page's; what it reserves is about that address.
Declarations ReadDeclarations(const web::HtmlDocument& page, std::string_view url = {});

}  // namespace headwater::extract
