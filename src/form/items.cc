// Digests and live pages taken apart.
#include "form/items.h"

#include <fmt/format.h>

#include <string>

namespace headwater::form {

news::Article ItemAsArticle(const news::Article& digest, const news::Item& item) {
  news::Article article;
  article.id = item.id;
  article.url = item.url.empty() ? digest.url : item.url;
  article.headline = item.headline;
  article.publisher = digest.publisher;
  article.published = item.published;
  article.published_between = item.published_between;
  article.language = digest.language;
  article.translated_from = digest.translated_from;
  article.access = digest.access;
  article.text = item.text;
  article.rights = digest.rights;
  article.annotations = item.annotations;
  return article;
}

bool IsTakenApart(const news::Article& document) {
  const bool lists = document.kind == news::ArticleKind::kDigest || document.kind == news::ArticleKind::kLive;
  return lists && !document.items.empty();
}

void Rename(news::Article& document, const news::ArticleId& id) {
  document.id = id;
  std::size_t number = 0;
  for (news::Item& item : document.items) {
    ++number;
    const std::size_t mark = item.id.value().rfind('#');
    const bool keyed = document.kind == news::ArticleKind::kLive && mark != std::string::npos;
    const std::string own = keyed ? item.id.value().substr(mark + 1) : std::to_string(number);
    item.id = news::ArticleId(fmt::format("{}#{}", id.value(), own));
  }
}

std::vector<news::Article> Placeable(news::Article document) {
  std::vector<news::Article> articles;
  if (document.kind == news::ArticleKind::kOther) {
    return articles;
  }
  if (!IsTakenApart(document)) {
    articles.push_back(std::move(document));
    return articles;
  }
  articles.reserve(document.items.size());
  for (const news::Item& item : document.items) {
    articles.push_back(ItemAsArticle(document, item));
  }
  return articles;
}

}  // namespace headwater::form
