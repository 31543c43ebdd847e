// What a page declares about itself for machines: JSON-LD, Open Graph, Dublin Core, Parsely, Sailthru, microdata.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/moment.h"
#include "news/article.h"
#include "web/html.h"

namespace headwater::extract {

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
  std::string site_name;
  std::string canonical;
  std::string language;
  std::vector<news::Declared> declared;
  std::optional<bool> free;
  bool is_article = false;  // says that it is one
  bool is_live = false;     // a LiveBlogPosting
};

Declarations ReadDeclarations(const web::HtmlDocument& page);

// Adds what one JSON-LD text declares. Text that is no JSON adds nothing.
void ReadJsonLd(std::string_view json, Declarations& into);

}  // namespace headwater::extract
