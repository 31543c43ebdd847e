// Digests taken apart.
#include "form/items.h"

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
  return document.kind == news::ArticleKind::kDigest && !document.items.empty();
}

std::vector<news::Article> Placeable(const news::Article& document) {
  std::vector<news::Article> articles;
  if (document.kind == news::ArticleKind::kOther) {
    return articles;
  }
  if (!IsTakenApart(document)) {
    articles.push_back(document);
    return articles;
  }
  articles.reserve(document.items.size());
  for (const news::Item& item : document.items) {
    articles.push_back(ItemAsArticle(document, item));
  }
  return articles;
}

}  // namespace headwater::form
