// Bodies of items as HTML.
#include "reader/item_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "http/address.h"
#include "news/origin.h"
#include "reader/prose.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "web/safe_html.h"

namespace headwater::reader {
namespace {

using screen::Phrase;
using screen::Say;

std::string Link(const std::string& address, std::string_view words) {
  const std::string escaped = web::EscapeHtml(words);
  return address.empty() ? escaped : fmt::format("<a href=\"{}\">{}</a>", web::EscapeHtml(address), escaped);
}

std::string_view OrElse(std::string_view words, std::string_view otherwise) {
  return words.empty() ? otherwise : words;
}

std::string Publisher(const store::ArticleLine& line) {
  return std::string(OrElse(line.publisher, Phrase("publisher.unknown")));
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

std::string Extent(const store::StoryLine& story) {
  return screen::SourcesSentence(story.article_count, story.story.independent);
}

std::string Paragraph(const std::string& html) { return fmt::format("<p>{}</p>\n", html); }

// `headwater` has it where the article is here.
std::string SourceLink(const news::Origin& origin, const std::string& outside) {
  const std::string address = http::WebAddress(origin.url);
  const std::string name(OrElse(origin.name, Phrase("item.its_source")));
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
    return Paragraph(std::string(Phrase("item.source_self")));
  }
  if (origin.kind == news::OriginKind::kUnknown || origin.roots.empty()) {
    return Paragraph(std::string(Phrase("item.source_unknown")));
  }
  constexpr double kHundred = 100;
  return Paragraph(Say(origin.complete ? "item.source" : "item.source_partly", SourceLink(origin, outside),
                       std::lround(origin.confidence * kHundred)));
}

void AppendTrail(const store::ItemView& view, const std::string& outside, std::string& html) {
  html += "<hr>\n";
  html += OriginLine(view, outside);
  const std::string article = fmt::format("{}/{}", outside, http::ArticleAddress(view.line.id));
  std::string line = Link(article, Phrase("item.article_here"));
  if (view.story) {
    const std::string story = fmt::format("{}/{}", outside, http::StoryAddress(view.story->story.id));
    line += fmt::format(" · {}: {}", Link(story, Phrase("item.its_story")), Extent(*view.story));
  }
  html += Paragraph(line);
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
    html += Paragraph(fmt::format(
        "<em>{}</em>", Say("item.reserved", Link(http::WebAddress(article.url), Phrase("item.read_there")))));
  }
  AppendTrail(view, outside, html);
  return html;
}

// Whom a story's article has its news from, in words.
std::string HasItFrom(const news::Origin& origin) {
  if (origin.kind == news::OriginKind::kSelf) {
    return std::string(Phrase("item.own"));
  }
  if (origin.kind == news::OriginKind::kUnknown || origin.name.empty()) {
    return std::string(Phrase("item.from_unknown"));
  }
  return Say("item.from", origin.name);
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
  html += Paragraph(fmt::format("<strong>{}</strong>", Extent(*view.story)));
  std::string primary;
  std::string others;
  for (std::size_t n = 0; n < view.articles.size(); ++n) {
    const bool first = view.origins[n].kind == news::OriginKind::kSelf;
    (first ? primary : others) += MemberLine(view.articles[n], view.origins[n], first);
  }
  for (const std::string& name : SourcesBeyond(view)) {
    primary += fmt::format("<li>{}</li>\n", web::EscapeHtml(Say("item.beyond", name)));
  }
  if (!primary.empty()) {
    html += fmt::format("<h4>{}</h4>\n<ul>\n{}</ul>\n", Phrase("item.primary"), primary);
  }
  if (!others.empty()) {
    html += fmt::format("<h4>{}</h4>\n<ul>\n{}</ul>\n", Phrase("picture.title"), others);
  }
  const auto shown = static_cast<int>(view.articles.size());
  if (view.story->article_count > shown) {
    html += Paragraph(screen::Count("item.more", view.story->article_count - shown));
  }
  return html + fmt::format("<hr>\n{}", Paragraph(Link(AddressOf(view, outside), Phrase("item.story_here"))));
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
