// Headline, authors, dates, sources, pictures, section, access and live updates of the article that linked data tells
// of.
#include "extract/declared_article.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "tables/tables.h"
#include "text/words.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

using Object = LinkedGraph::Object;
using Value = LinkedGraph::Value;

constexpr std::size_t kMaxDeclared = 50;
constexpr std::size_t kMaxPictures = 20;
constexpr std::size_t kMaxUpdates = 500;
constexpr std::size_t kMaxName = 100;  // bytes of what may be a name

void Add(std::vector<std::string>& to, std::string text) {
  if (!text.empty() && std::ranges::find(to, text) == to.end()) {
    to.push_back(std::move(text));
  }
}

// JSON has true, "True" and "https://schema.org/False".
std::optional<bool> Truth(const Value* value) {
  if (value == nullptr) {
    return std::nullopt;
  }
  if (const bool* known = value->if_bool()) {
    return *known;
  }
  const auto* const text = value->if_string();
  if (text == nullptr || text->empty()) {
    return std::nullopt;
  }
  const std::string folded = text::Fold(std::string_view(*text));
  return folded.ends_with("true") || folded == "1" || folded == "yes";
}

// What it says of sources, and whether only a source that the tables know counts: words beside pictures and owners'
// names would otherwise pass for one.
struct SourceKey {
  const char* key;
  bool known_only;
};
constexpr std::array<SourceKey, 8> kSourceKeys{{{"isBasedOn", false},
                                                {"isBasedOnUrl", false},
                                                {"citation", false},
                                                {"sourceOrganization", false},
                                                {"translationOfWork", false},
                                                {"creditText", true},
                                                {"provider", true},
                                                {"copyrightHolder", true}}};

class Reader {
 public:
  Reader(const LinkedGraph& graph, Declarations& into) : graph_(graph), into_(into) {}

  void Read() {
    for (const Object* object : graph_.articles()) {
      into_.is_live = into_.is_live || IsOfType(*object, "LiveBlogPosting");
      Article(*object);
    }
    for (const Object* object : graph_.pages()) {
      Page(*object);
    }
    for (const Object* object : graph_.trails()) {
      Trail(*object);
    }
  }

 private:
  void Article(const Object& object) {
    // A blog that is written on holds its own updates: it is the page's article wherever it stands.
    const bool live = IsOfType(object, "LiveBlogPosting") && into_.updates.empty();
    if (into_.is_article && !into_.headlines.empty()) {
      if (live) {
        Updates(object);
      }
      return;
    }
    into_.is_article = true;
    Add(into_.headlines, graph_.Text(object, "headline"));
    if (into_.headlines.empty()) {
      Add(into_.headlines, graph_.Text(object, "name"));
    }
    for (std::string& name : graph_.Names(object, "author")) {
      Add(into_.authors, std::move(name));
    }
    for (std::string& name : into_.authors.empty() ? graph_.Names(object, "creator") : std::vector<std::string>()) {
      Add(into_.authors, std::move(name));
    }
    Add(into_.published, graph_.Text(object, "datePublished"));
    Add(into_.modified, graph_.Text(object, "dateModified"));
    if (into_.published.empty()) {
      Add(into_.published, graph_.Text(object, "dateCreated"));
    }
    Add(into_.descriptions, graph_.Text(object, "description"));
    if (const Value* body = object.if_contains("articleBody"); body != nullptr && body->is_string()) {
      into_.article_body = std::string(body->get_string());
    }
    for (const Value* section : graph_.Values(object, "articleSection")) {
      if (const auto* text = section->if_string()) {
        Add(into_.sections, web::TextOfHtml(*text));
      }
    }
    into_.dateline = graph_.Text(object, "dateline");
    Common(object);
    for (const SourceKey& key : kSourceKeys) {
      for (const Value* value : graph_.Values(object, key.key)) {
        Source(*value, key);
      }
    }
    Pictures(object, "image");
    Pictures(object, "associatedMedia");
    Updates(object);
  }

  void Page(const Object& object) {
    Add(into_.published, graph_.Text(object, "datePublished"));
    Add(into_.published, graph_.Text(object, "uploadDate"));
    Add(into_.modified, graph_.Text(object, "dateModified"));
    Common(object);
    if (into_.pictures.empty() && IsOfType(object, "WebPage")) {
      Pictures(object, "primaryImageOfPage");
    }
  }

  void Common(const Object& object) {
    if (into_.publisher.empty()) {
      if (const auto names = graph_.Names(object, "publisher");
          !names.empty() && names.front().size() < kMaxName && names.front().find("://") == std::string::npos) {
        into_.publisher = names.front();
        const auto values = graph_.Values(object, "publisher");
        const auto* publisher = values.empty() ? nullptr : graph_.ObjectOf(*values.front());
        into_.publisher_is_person = publisher != nullptr && IsOfType(*publisher, "Person");
      }
    }
    if (into_.language.empty()) {
      into_.language = graph_.Text(object, "inLanguage");
    }
    if (!into_.free) {
      into_.free = Truth(object.if_contains("isAccessibleForFree"));
    }
    for (const Value* part : graph_.Values(object, "hasPart")) {
      const Object* const inner = graph_.ObjectOf(*part);
      if (inner != nullptr && inner->contains("cssSelector") &&
          Truth(inner->if_contains("isAccessibleForFree")) == false) {
        into_.free = false;
      }
    }
  }

  static bool IsKnownSource(const std::string& name, const std::string& url) {
    return (!name.empty() && tables::SourceByName(name) != nullptr) ||
           (name.empty() && tables::SourceByHost(web::HostOf(url)) != nullptr);
  }

  void Source(const Value& value, const SourceKey& key) {
    news::Declared source;
    source.where = key.key;
    const Object* const object = graph_.ObjectOf(value);
    if (object != nullptr) {
      // Of a work its publisher is the source, and where there is none what the work is called.
      for (const char* by : {"publisher", "sourceOrganization", "provider", "name", "headline"}) {
        if (source.name.empty()) {
          const auto names = graph_.Names(*object, by);
          source.name = names.empty() ? std::string() : names.front();
        }
      }
      source.url = graph_.AddressOf(value);
    } else if (const auto* text = value.if_string()) {
      TakeWords(*text, source);
    }
    const bool own = !source.name.empty() && text::Fold(source.name) == text::Fold(into_.publisher);
    const bool wanted = !key.known_only || IsKnownSource(source.name, source.url);
    if ((!source.name.empty() || !source.url.empty()) && !own && wanted && into_.declared.size() < kMaxDeclared) {
      into_.declared.push_back(std::move(source));
    }
  }

  // An address, or words that may hold a link.
  static void TakeWords(std::string_view text, news::Declared& source) {
    const std::string clean = web::TextOfHtml(text);
    if (clean.starts_with("http")) {
      source.url = clean;
      return;
    }
    source.name = clean;
    if (const std::size_t href = text.find("href="); href != std::string_view::npos && href + 6 < text.size()) {
      const std::string_view rest = text.substr(href + 5);
      const std::size_t begin = rest.find("http");
      const std::size_t end = begin == std::string_view::npos ? begin : rest.find_first_of("\"'> &", begin);
      source.url = begin != std::string_view::npos && begin <= 6 ? std::string(rest.substr(begin, end - begin)) : "";
    }
  }

  static int WidthOf(const Object& object) {
    const Value* width = object.if_contains("width");
    if (width != nullptr && width->is_object()) {
      width = width->get_object().if_contains("value");
    }
    if (width == nullptr) {
      return 0;
    }
    if (const auto* number = width->if_int64()) {
      return static_cast<int>(std::clamp<std::int64_t>(*number, 0, 100'000));
    }
    int value = 0;
    if (const auto* text = width->if_string()) {
      std::from_chars(text->data(), text->data() + text->size(), value);
    }
    return value;
  }

  // Cuts of one picture stand side by side: of those without a caption of their own the widest is taken.
  void Pictures(const Object& object, std::string_view key) {
    news::Picture plain;
    int widest = -1;
    for (const Value* value : graph_.Values(object, key)) {
      const Object* const image = graph_.ObjectOf(*value);
      news::Picture picture;
      picture.url = graph_.AddressOf(*value);
      if (image != nullptr) {
        Describe(*image, picture);
      }
      if (picture.url.empty()) {
        continue;
      }
      const bool known = std::ranges::any_of(into_.pictures, [&picture](const news::Picture& other) {
        return other.url == picture.url || (!picture.caption.empty() && other.caption == picture.caption);
      });
      if (!picture.caption.empty() && !known && into_.pictures.size() < kMaxPictures) {
        into_.pictures.push_back(std::move(picture));
        widest = 100'000;
      } else if (const int width = image == nullptr ? 0 : WidthOf(*image); width > widest && !known) {
        plain = std::move(picture);
        widest = width;
      }
    }
    if (!plain.url.empty() && into_.pictures.empty()) {
      into_.pictures.push_back(std::move(plain));
    }
  }

  void Describe(const Object& image, news::Picture& picture) const {
    for (const char* key : {"caption", "description", "headline"}) {
      picture.caption = picture.caption.empty() ? graph_.Text(image, key) : picture.caption;
    }
    picture.credit = graph_.Text(image, "creditText");
    for (const char* key : {"copyrightHolder", "creator", "author", "copyrightNotice", "contributor"}) {
      if (picture.credit.empty()) {
        const auto names = graph_.Names(image, key);
        picture.credit = names.empty() ? std::string() : names.front();
      }
    }
  }

  void Updates(const Object& object) {
    for (const Value* value : graph_.Values(object, "liveBlogUpdate")) {
      const Object* const post = graph_.ObjectOf(*value);
      if (post == nullptr || into_.updates.size() >= kMaxUpdates) {
        continue;
      }
      DeclaredUpdate update;
      update.headline = graph_.Text(*post, "headline");
      for (const char* key : {"articleBody", "text", "description"}) {
        update.text = update.text.empty() ? ParagraphsOf(*post, key) : update.text;
      }
      update.published = graph_.Text(*post, "datePublished");
      update.published = update.published.empty() ? graph_.Text(*post, "dateModified") : update.published;
      update.url = graph_.AddressOf(*value);
      update.url = update.url.empty() ? graph_.Address(*post, "mainEntityOfPage") : update.url;
      update.authors = graph_.Names(*post, "author");
      if (!update.text.empty() || !update.headline.empty()) {
        into_.updates.push_back(std::move(update));
      }
    }
  }

  // Line breaks of JSON were mended away: paragraphs show by their elements alone.
  static std::string ParagraphsOf(const Object& object, std::string_view key) {
    const Value* const value = object.if_contains(key);
    if (value == nullptr || !value->is_string()) {
      return {};
    }
    std::string_view rest = value->get_string();
    std::string text;
    while (!rest.empty()) {
      const std::size_t end = std::min({rest.find("</p>"), rest.find("<br"), rest.find("</li>"), rest.size()});
      const std::string paragraph = web::TextOfHtml(rest.substr(0, end));
      text += text.empty() || paragraph.empty() ? "" : "\n\n";
      text += paragraph;
      const std::size_t next = end == rest.size() ? end : rest.find('>', end);
      rest.remove_prefix(next == std::string_view::npos ? rest.size() : std::min(next + 1, rest.size()));
    }
    return text;
  }

  // The names of the places that lead to the page, from the front page on.
  void Trail(const Object& object) {
    std::vector<std::string> names;
    for (const Value* value : graph_.Values(object, "itemListElement")) {
      const Object* const entry = graph_.ObjectOf(*value);
      if (entry == nullptr) {
        continue;
      }
      std::string name = graph_.Text(*entry, "name");
      if (name.empty()) {
        const auto items = graph_.Names(*entry, "item");
        name = items.empty() ? std::string() : items.front();
      }
      names.push_back(std::move(name));
    }
    if (names.size() > into_.crumbs.size()) {
      into_.crumbs = std::move(names);
    }
  }

  const LinkedGraph& graph_;
  Declarations& into_;
};

}  // namespace

void ReadLinkedArticle(const LinkedGraph& graph, Declarations& into) { Reader(graph, into).Read(); }

}  // namespace headwater::extract
