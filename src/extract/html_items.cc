// Decides between live blog, digest and article.
#include "extract/html_items.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "extract/digest_page.h"
#include "extract/language.h"
#include "extract/live_blog.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kThin = 200;  // bytes of a text that scripts will fill

std::vector<news::Item> Entries(const PageRead& read, std::size_t most, const news::Article& article) {
  LiveHints hints;
  hints.headline = article.headline;
  hints.url = read.page.url;
  hints.base = read.base;
  hints.publisher = article.publisher;
  hints.published = article.published;
  hints.modified = article.modified;
  hints.fetched = read.page.fetched;
  hints.month_first = read.month_first;
  hints.most = most;
  return LiveEntries(read.html, read.blocks, read.prose, read.cues, read.declared, hints);
}

// Where scripts draw the entries, their words stand in the metadata alone.
void FillText(const Declarations& declared, news::Article& article) {
  if (article.text.size() >= kThin) {
    return;
  }
  article.text.clear();
  article.parts.clear();
  for (const news::Item& item : article.items) {
    for (const std::string* const words : {&item.headline, &item.text}) {
      article.text += article.text.empty() || words->empty() ? "" : "\n\n";
      article.text += *words;
    }
  }
  article.language = LanguageOf(article.text, declared.language);
}

std::optional<Digest> Reports(const PageRead& read, std::size_t most, const news::Article& article) {
  DigestHints hints;
  hints.headline = article.headline;
  hints.url = read.page.url;
  hints.base = read.base;
  hints.publisher = article.publisher;
  hints.language = article.language;
  hints.told = article.published ? article.published : article.modified;
  if (!hints.told && read.page.fetched) {
    hints.told = MomentOfInstant(*read.page.fetched);
  }
  hints.month_first = read.month_first;
  hints.most = most;
  return SplitDigestPage(read.html, read.blocks, read.prose, read.declared, hints);
}

}  // namespace

void FindItems(const PageRead& read, std::size_t most, news::Article& article) {
  if (article.kind != news::ArticleKind::kOther || !read.declared.updates.empty()) {
    article.items = Entries(read, most, article);
  }
  if (!article.items.empty()) {
    article.kind = news::ArticleKind::kLive;
    FillText(read.declared, article);
  } else if (article.kind != news::ArticleKind::kLive) {
    if (auto digest = Reports(read, most, article)) {
      article.kind = news::ArticleKind::kDigest;
      article.items = std::move(digest->items);
      article.text = std::move(digest->introduction);
      article.parts.clear();
    }
  }
  std::size_t number = 0;
  for (news::Item& item : article.items) {
    const std::string own = item.id.empty() ? std::to_string(++number) : item.id.value();
    item.id = news::ArticleId(fmt::format("{}#{}", article.id.value(), own));
  }
}

}  // namespace headwater::extract
