// Bodies of items as HTML.
#include "reader/item_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "http/address.h"
#include "news/origin.h"
#include "reader/prose.h"
#include "web/safe_html.h"

namespace headwater::reader {
namespace {

std::string Link(const std::string& address, std::string_view words) {
  const std::string escaped = web::EscapeHtml(words);
  return address.empty() ? escaped : fmt::format("<a href=\"{}\">{}</a>", web::EscapeHtml(address), escaped);
}

std::string_view OrElse(std::string_view words, std::string_view otherwise) {
  return words.empty() ? otherwise : words;
}

std::string Publisher(const store::ArticleLine& line) {
  return std::string(OrElse(line.publisher, "an unnamed source"));
}

// Over by now, should the store not have done so yet.
bool IsOver(const news::Article& article, std::chrono::sys_seconds now) {
  return article.rights &&
         ((article.rights->not_after && *article.rights->not_after <= now) || article.rights->withdrawn);
}

bool MayShowPictures(const news::Article& article) { return !article.rights || article.rights->pictures; }

void AppendPictures(const news::Article& article, std::string& html) {
  constexpr std::size_t kMostPictures = 8;
  std::size_t shown = 0;
  for (const news::Picture& picture : article.pictures) {
    const std::string address = http::WebAddress(picture.url);
    if (address.empty() || ++shown > kMostPictures) {
      continue;
    }
    const std::string caption =
        picture.credit.empty() ? picture.caption : fmt::format("{} ({})", picture.caption, picture.credit);
    html += fmt::format("<figure><img src=\"{}\" alt=\"{}\">{}</figure>\n", web::EscapeHtml(address),
                        web::EscapeHtml(picture.caption),
                        caption.empty() ? "" : fmt::format("<figcaption>{}</figcaption>", web::EscapeHtml(caption)));
  }
}

void AppendItems(const news::Article& article, std::string& html) {
  for (const news::Item& item : article.items) {
    html += fmt::format("<h4>{}</h4>\n", Link(http::WebAddress(item.url), item.headline));
    AppendProse(item.text, {}, html);
  }
}

std::string Independent(const std::optional<news::Independence>& independent) {
  if (!independent) {
    return {};
  }
  const news::Independence& is = *independent;
  const std::string untraced = is.untraced == 0 ? "" : fmt::format("; {} untraced", is.untraced);
  return is.least == is.most
             ? fmt::format(", {} independent source{}{}", is.least, is.least == 1 ? "" : "s", untraced)
             : fmt::format(", at least {}, at most {} independent sources{}", is.least, is.most, untraced);
}

std::string Extent(const store::StoryLine& story) {
  return fmt::format("{} article{}{}", story.article_count, story.article_count == 1 ? "" : "s",
                     Independent(story.story.independent));
}

// `headwater` has it where the article is here.
std::string SourceLink(const news::Origin& origin, const std::string& outside) {
  const std::string address = http::WebAddress(origin.url);
  const std::string name(OrElse(origin.name, "its primary source"));
  if (!address.empty()) {
    return Link(address, name);
  }
  return Link(
      origin.origin_article.empty() ? "" : fmt::format("{}/{}", outside, http::ArticleAddress(origin.origin_article)),
      name);
}

std::string OriginLine(const store::ItemView& view, const std::string& outside) {
  if (!view.origin) {
    return {};
  }
  const news::Origin& origin = *view.origin;
  if (origin.kind == news::OriginKind::kSelf) {
    return "<p>Primary source: this article itself, as far as is known.</p>\n";
  }
  if (origin.kind == news::OriginKind::kUnknown || origin.roots.empty()) {
    return "<p>Primary source: not known.</p>\n";
  }
  constexpr double kHundred = 100;
  return fmt::format("<p>Primary source: {} (by {:.0f} %){}.</p>\n", SourceLink(origin, outside),
                     origin.confidence * kHundred, origin.complete ? "" : "; a part of the trail is not known");
}

void AppendTrail(const store::ItemView& view, const std::string& outside, std::string& html) {
  html += "<hr>\n";
  html += OriginLine(view, outside);
  const std::string article = fmt::format("{}/{}", outside, http::ArticleAddress(view.line.id));
  html += fmt::format("<p>{}", Link(article, "This article in Headwater"));
  if (view.story) {
    html += fmt::format(" · {}: {}",
                        Link(fmt::format("{}/{}", outside, http::StoryAddress(view.story->story.id)), "its story"),
                        Extent(*view.story));
  }
  html += "</p>\n";
}

std::string ArticleBody(const store::ItemView& view, const std::string& outside, std::chrono::sys_seconds now) {
  const news::Article& article = *view.article;
  std::string html;
  if (!IsOver(article, now)) {
    if (MayShowPictures(article)) {
      AppendPictures(article, html);
    }
    AppendProse(article.text, article.parts, html);
    AppendItems(article, html);
  }
  if (article.rights && (!article.rights->text || IsOver(article, now))) {
    html += fmt::format("<p><em>Its owner reserves the words: {}.</em></p>\n",
                        Link(http::WebAddress(article.url), "read it there"));
  }
  AppendTrail(view, outside, html);
  return html;
}

// Whom a story's article has its news from, in words.
std::string HasItFrom(const news::Origin& origin) {
  if (origin.kind == news::OriginKind::kSelf) {
    return "own report";
  }
  if (origin.kind == news::OriginKind::kUnknown || origin.name.empty()) {
    return "not known from whom";
  }
  return fmt::format("from {}", origin.name);
}

std::string MemberLine(const store::ArticleLine& line, const news::Origin& origin, bool primary) {
  const std::string said = primary ? std::string() : fmt::format(" — {}", web::EscapeHtml(HasItFrom(origin)));
  const std::string day = line.published ? fmt::format(", {}", FormatMoment(*line.published)) : std::string();
  return fmt::format("<li>{}: {}{}{}</li>\n", web::EscapeHtml(Publisher(line)),
                     Link(http::WebAddress(line.url), OrElse(line.headline, line.url)), web::EscapeHtml(day), said);
}

// Sources that the story rests on and of which no article is in it.
std::set<std::string> SourcesBeyond(const store::ItemView& view) {
  std::set<std::string> names;
  for (const news::Origin& origin : view.origins) {
    const bool within = std::ranges::any_of(
        view.articles, [&](const store::ArticleLine& line) { return line.id == origin.origin_article; });
    if (!within && !origin.name.empty() && origin.kind != news::OriginKind::kSelf &&
        origin.kind != news::OriginKind::kUnknown) {
      names.insert(origin.name);
    }
  }
  return names;
}

std::string StoryBody(const store::ItemView& view, const std::string& outside) {
  std::string html;
  AppendProse(view.story->story.summary, {}, html);
  html += fmt::format("<p><strong>{}</strong></p>\n", Extent(*view.story));
  std::string primary;
  std::string others;
  for (std::size_t n = 0; n < view.articles.size(); ++n) {
    const bool first = view.origins[n].kind == news::OriginKind::kSelf;
    (first ? primary : others) += MemberLine(view.articles[n], view.origins[n], first);
  }
  for (const std::string& name : SourcesBeyond(view)) {
    primary += fmt::format("<li>{}, not among these articles</li>\n", web::EscapeHtml(name));
  }
  if (!primary.empty()) {
    html += fmt::format("<h4>Primary sources</h4>\n<ul>\n{}</ul>\n", primary);
  }
  if (!others.empty()) {
    html += fmt::format("<h4>Who has it from whom</h4>\n<ul>\n{}</ul>\n", others);
  }
  const auto shown = static_cast<int>(view.articles.size());
  if (view.story->article_count > shown) {
    html += fmt::format("<p>And {} more.</p>\n", view.story->article_count - shown);
  }
  return html + fmt::format("<hr>\n<p>{}</p>\n", Link(AddressOf(view, outside), "This story in Headwater"));
}

}  // namespace

std::string BodyOf(const store::ItemView& view, const std::string& outside, std::chrono::sys_seconds now) {
  return view.article ? ArticleBody(view, outside, now) : StoryBody(view, outside);
}

std::string TitleOf(const store::ItemView& view) {
  if (!view.article) {
    return view.story->story.headline;
  }
  const std::string announced = view.announcement ? web::TextOfHtml(view.announcement->title) : std::string();
  return std::string(OrElse(OrElse(view.line.headline, announced), view.line.url));
}

std::string AuthorOf(const store::ItemView& view) {
  if (!view.article) {
    std::string names;
    for (const std::string& publisher : view.story->publishers) {
      constexpr std::size_t kEnough = 120;
      if (names.size() > kEnough) {
        return names + ", …";
      }
      names.append(names.empty() ? "" : ", ").append(publisher);
    }
    return names;
  }
  std::string names;
  for (const std::string& author : view.line.authors) {
    names.append(names.empty() ? "" : ", ").append(author);
  }
  return names.empty() ? view.line.publisher : names;
}

std::string AddressOf(const store::ItemView& view, const std::string& outside) {
  if (!view.article) {
    return fmt::format("{}/{}", outside, http::StoryAddress(view.story->story.id));
  }
  const std::string own = http::WebAddress(view.line.url);
  return own.empty() ? fmt::format("{}/{}", outside, http::ArticleAddress(view.line.id)) : own;
}

std::chrono::sys_seconds PublishedOf(const store::ItemView& view) {
  if (!view.article) {
    return view.story->latest;
  }
  return view.line.published ? view.line.published->at : view.line.seen;
}

}  // namespace headwater::reader
