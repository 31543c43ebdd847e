// Writes JSON-LD.
#include "screen/linked_data.h"

#include <fmt/format.h>

#include <algorithm>

#include "form/json_line.h"
#include "screen/wording.h"
#include "store/primary.h"
#include "text/utf8.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostCited = 40;

std::string Party(std::string_view type, const std::string& name) {
  return form::JsonObject().Text("@type", type).Text("name", text::RepairUtf8(name)).Written();
}

std::string Outside(const Visit& visit, const std::string& address) {
  return fmt::format("{}/{}", visit.outside, address);
}

// What is based on, or cited: a work with its publisher.
std::string Work(const std::string& headline, const std::string& publisher, const std::string& url) {
  form::JsonObject object;
  object.Text("@type", headline.empty() ? "CreativeWork" : "NewsArticle");
  object.Text(headline.empty() ? "name" : "headline", text::RepairUtf8(headline.empty() ? publisher : headline));
  object.Text("url", http::WebAddress(url));
  if (!publisher.empty() && !headline.empty()) {
    object.Raw("publisher", Party("Organization", publisher));
  }
  return object.Written();
}

// What a person said or published.
std::string Words(const std::string& name, const std::string& url) {
  form::JsonObject object;
  object.Text("@type", "CreativeWork").Text("url", http::WebAddress(url));
  return object.Raw("author", Party("Person", name)).Written();
}

std::vector<std::string> Bases(const store::PrimarySources& sources, const news::ArticleId& self) {
  std::vector<std::string> works;
  for (const store::PrimarySource& source : sources.known) {
    const bool own = source.kind == news::OriginKind::kSelf || (!self.empty() && source.article == self);
    if (!own && works.size() < kMostCited) {
      works.push_back(source.kind == news::OriginKind::kPerson ? Words(source.name, source.url)
                                                               : Work(source.headline, source.name, source.url));
    }
  }
  return works;
}

// HTML, 13.1.8.2: nothing in it may look like the end of the element.
void PutScript(Card& card, const form::JsonObject& object) {
  std::string html = R"(<script type="application/ld+json">)";
  for (const char c : object.Written()) {
    switch (c) {
      case '<':
        html += "\\u003c";
        break;
      case '>':
        html += "\\u003e";
        break;
      case '&':
        html += "\\u0026";
        break;
      default:
        html += c;
    }
  }
  card.Put("linked_html", html + "</script>");
}

form::JsonObject Begun(const std::string& id, const std::string& headline, const std::string& language) {
  form::JsonObject object;
  object.Text("@context", "https://schema.org").Text("@type", "NewsArticle").Text("@id", id);
  object.Text("mainEntityOfPage", id).Text("headline", text::RepairUtf8(headline));
  return object.Text("inLanguage", language);
}

void PutWorks(form::JsonObject& object, std::string_view name, const std::vector<std::string>& works) {
  if (!works.empty()) {
    object.Raw(name, form::JsonArray(works));
  }
}

}  // namespace

void PutLinkedData(Card& card, const Visit& visit, const store::ArticleView& view) {
  const news::Article& article = view.article;
  const auto sources = store::SourcesOf(visit.store, std::vector{view.line.id});
  if (!sources || (article.rights && (article.rights->withdrawn || !article.rights->listing))) {
    return;
  }
  form::JsonObject object =
      Begun(Outside(visit, http::ArticleAddress(view.line.id)), HeadlineWords(article.headline), article.language);
  object.Text("url", http::WebAddress(article.canonical_url.empty() ? article.url : article.canonical_url));
  object.Text("datePublished", article.published ? FormatMoment(*article.published) : std::string());
  object.Text("dateModified", article.modified ? FormatMoment(*article.modified) : std::string());
  std::vector<std::string> authors;
  for (const std::string& author : article.authors) {
    authors.push_back(Party("Person", author));
  }
  PutWorks(object, "author", authors);
  object.Raw("publisher", Party("Organization", PublisherWords(view.line)));
  PutWorks(object, "isBasedOn", Bases(sources->front(), view.line.id));
  std::vector<std::string> cited;
  for (const news::Hop& hop : view.origin ? view.origin->chain : std::vector<news::Hop>()) {
    const auto line = std::ranges::find(view.related, hop.article, &store::ArticleLine::id);
    const bool here = !hop.article.empty() && line != view.related.end();
    if (hop.how != news::HopHow::kPublished && cited.size() < kMostCited) {
      cited.push_back(here ? Work(line->headline, PublisherWords(*line), line->url) : Work("", hop.name, hop.url));
    }
  }
  PutWorks(object, "citation", cited);
  PutScript(card, object);
}

void PutLinkedData(Card& card, const Visit& visit, const store::StoryView& view) {
  const auto sources = store::SourcesOf(visit.store, std::vector{view.line.story.id});
  if (!sources) {
    return;
  }
  const news::Story& story = view.line.story;
  form::JsonObject object =
      Begun(Outside(visit, http::StoryAddress(story.id)), HeadlineWords(story.headline), view.line.language);
  object.Text("description", SourcesSentence(view.line.article_count, story.independent));
  object.Text("datePublished", story.first ? FormatMoment(*story.first) : std::string());
  object.Text("dateModified", story.last ? FormatMoment(*story.last) : std::string());
  object.Raw("publisher", Party("Organization", visit.name));
  PutWorks(object, "isBasedOn", Bases(sources->front(), {}));
  std::vector<std::string> members;
  for (const store::ArticleLine& line : view.articles) {
    if (members.size() < kMostCited) {
      members.push_back(Work(HeadlineWords(line.headline), PublisherWords(line), line.url));
    }
  }
  PutWorks(object, "citation", members);
  PutScript(card, object);
}

}  // namespace headwater::screen
