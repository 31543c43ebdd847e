// JSON-LD in every shape that newsrooms write it: one object, arrays, @graph, nested main entities, authors by @id.
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <unordered_map>
#include <utility>

#include "extract/declarations.h"
#include "web/safe_html.h"

namespace headwater::extract {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxBytes = 4U << 20U;
constexpr std::size_t kMaxObjects = 5000;

constexpr std::array<std::string_view, 13> kArticleTypes{
    "Article",     "NewsArticle",           "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle",
    "BlogPosting", "BackgroundNewsArticle", "ReviewNewsArticle",    "LiveBlogPosting",    "AdvertiserContentArticle",
    "Report",      "SatiricalArticle",      "SocialMediaPosting"};

std::string Clean(std::string_view text) { return web::TextOfHtml(text); }

std::string TypeName(std::string_view type) {
  const std::size_t slash = type.find_last_of("/:#");
  return std::string(slash == std::string_view::npos ? type : type.substr(slash + 1));
}

std::vector<std::string> TypesOf(const json::object& object) {
  std::vector<std::string> types;
  const json::value* type = object.if_contains("@type");
  if (type == nullptr) {
    type = object.if_contains("type");
  }
  if (type == nullptr) {
    return types;
  }
  if (const auto* text = type->if_string()) {
    types.push_back(TypeName(*text));
  } else if (const auto* list = type->if_array()) {
    for (const json::value& each : *list) {
      if (const auto* name = each.if_string()) {
        types.push_back(TypeName(*name));
      }
    }
  }
  return types;
}

bool IsOneOf(const std::vector<std::string>& types, std::string_view name) {
  return std::ranges::find(types, name) != types.end();
}

bool IsArticle(const std::vector<std::string>& types) {
  return std::ranges::any_of(
      types, [](const std::string& type) { return std::ranges::find(kArticleTypes, type) != kArticleTypes.end(); });
}

class Reader {
 public:
  explicit Reader(Declarations& into) : into_(into) {}

  void Read(const json::value& root) {
    Collect(root);
    for (const json::object* object : articles_) {
      Article(*object);
    }
    for (const json::object* object : pages_) {
      WebPage(*object);
    }
  }

 private:
  void Collect(const json::value& root) {
    std::vector<const json::value*> rest{&root};
    while (!rest.empty() && objects_ < kMaxObjects) {
      const json::value* value = rest.back();
      rest.pop_back();
      if (const auto* list = value->if_array()) {
        for (auto it = list->rbegin(); it != list->rend(); ++it) {
          rest.push_back(&*it);
        }
      } else if (const auto* object = value->if_object()) {
        ++objects_;
        Note(*object);
        for (const char* key : {"hasPart", "itemListElement", "mainEntity", "mainEntityOfPage", "@graph"}) {
          if (const json::value* inner = object->if_contains(key); inner != nullptr && !inner->is_string()) {
            rest.push_back(inner);
          }
        }
      }
    }
  }

  void Note(const json::object& object) {
    const std::vector<std::string> types = TypesOf(object);
    if (const json::value* id = object.if_contains("@id"); id != nullptr && id->is_string() && object.size() > 1) {
      by_id_.emplace(std::string_view(id->get_string()), &object);
    }
    if (IsArticle(types)) {
      articles_.push_back(&object);
      into_.is_live = into_.is_live || IsOneOf(types, "LiveBlogPosting");
    } else if (IsOneOf(types, "WebPage") || IsOneOf(types, "VideoObject")) {
      pages_.push_back(&object);
    }
  }

  const json::value* Find(const json::object& object, std::string_view key) const { return object.if_contains(key); }

  std::string String(const json::object& object, std::string_view key) const {
    const json::value* value = Find(object, key);
    if (value != nullptr && value->is_array() && !value->get_array().empty()) {
      value = &value->get_array().front();
    }
    return value != nullptr && value->is_string() ? Clean(value->get_string()) : std::string{};
  }

  static void Add(std::vector<std::string>& to, std::string text) {
    if (!text.empty() && std::ranges::find(to, text) == to.end()) {
      to.push_back(std::move(text));
    }
  }

  // The names of persons or organisations that a value stands for: text, objects, references, lists of these.
  std::vector<std::string> Names(const json::value* value) const {
    std::vector<std::string> names;
    std::vector<const json::value*> rest{value};
    for (std::size_t steps = 0; !rest.empty() && steps < 200; ++steps) {
      const json::value* each = rest.back();
      rest.pop_back();
      if (each == nullptr) {
        continue;
      }
      if (const auto* text = each->if_string()) {
        const auto referred = by_id_.find(std::string_view(*text));
        Add(names, referred != by_id_.end() ? String(*referred->second, "name") : Clean(*text));
      } else if (const auto* list = each->if_array()) {
        for (auto it = list->rbegin(); it != list->rend(); ++it) {
          rest.push_back(&*it);
        }
      } else if (const auto* object = each->if_object()) {
        if (const json::value* name = Find(*object, "name"); name != nullptr) {
          rest.push_back(name);
        } else if (const json::value* id = Find(*object, "@id"); id != nullptr && id->is_string()) {
          const auto referred = by_id_.find(std::string_view(id->get_string()));
          if (referred != by_id_.end() && referred->second != object) {
            Add(names, String(*referred->second, "name"));
          }
        }
      }
    }
    return names;
  }

  void Article(const json::object& object) {
    // The first article of a page is its own; later ones are teasers, unless the first was empty.
    if (into_.is_article && !into_.headlines.empty()) {
      return;
    }
    into_.is_article = true;
    Add(into_.headlines, String(object, "headline"));
    if (into_.headlines.empty()) {
      Add(into_.headlines, String(object, "name"));
    }
    for (std::string& name : Names(Find(object, "author"))) {
      Add(into_.authors, std::move(name));
    }
    if (into_.authors.empty()) {
      for (std::string& name : Names(Find(object, "creator"))) {
        Add(into_.authors, std::move(name));
      }
    }
    Add(into_.published, String(object, "datePublished"));
    Add(into_.modified, String(object, "dateModified"));
    if (into_.published.empty()) {
      Add(into_.published, String(object, "dateCreated"));
    }
    Add(into_.descriptions, String(object, "description"));
    if (const json::value* body = Find(object, "articleBody"); body != nullptr && body->is_string()) {
      into_.article_body = std::string(body->get_string());
    }
    Common(object);
    Sources(object);
  }

  void WebPage(const json::object& object) {
    Add(into_.published, String(object, "datePublished"));
    Add(into_.published, String(object, "uploadDate"));
    Add(into_.modified, String(object, "dateModified"));
    Common(object);
  }

  void Common(const json::object& object) {
    if (into_.publisher.empty()) {
      if (const auto names = Names(Find(object, "publisher"));
          !names.empty() && names.front().size() < 100 && names.front().find("://") == std::string::npos) {
        into_.publisher = names.front();
      }
    }
    if (into_.language.empty()) {
      into_.language = String(object, "inLanguage");
    }
    const json::value* free = Find(object, "isAccessibleForFree");
    if (free != nullptr && !into_.free) {
      if (const bool* known = free->if_bool()) {
        into_.free = *known;
      } else if (const auto* text = free->if_string(); text != nullptr && !text->empty()) {
        into_.free = text->front() == 'T' || text->front() == 't';
      }
    }
  }

  void Sources(const json::object& object) {
    for (const char* key :
         {"isBasedOn", "isBasedOnUrl", "citation", "sourceOrganization", "creditText", "translationOfWork"}) {
      const json::value* value = Find(object, key);
      if (value == nullptr) {
        continue;
      }
      std::vector<const json::value*> each{value};
      if (const auto* list = value->if_array()) {
        each.clear();
        for (const json::value& item : *list) {
          each.push_back(&item);
        }
      }
      for (const json::value* item : each) {
        Source(*item, key);
      }
    }
  }

  void Source(const json::value& item, std::string_view key) {
    news::Declared source;
    source.where = key;
    if (const auto* text = item.if_string()) {
      const std::string clean = Clean(*text);
      (clean.starts_with("http") ? source.url : source.name) = clean;
    } else if (const auto* object = item.if_object()) {
      source.name = String(*object, "name");
      source.url = String(*object, "url");
      if (source.url.empty()) {
        source.url = String(*object, "@id");
      }
    }
    if ((!source.name.empty() || !source.url.empty()) && into_.declared.size() < 50) {
      into_.declared.push_back(std::move(source));
    }
  }

  Declarations& into_;
  std::unordered_map<std::string_view, const json::object*> by_id_;
  std::vector<const json::object*> articles_;
  std::vector<const json::object*> pages_;
  std::size_t objects_ = 0;
};

// Newsrooms print line breaks into strings and wrap scripts in comments: both are mended.
std::string Mend(std::string_view text) {
  std::string mended(text);
  std::ranges::replace_if(
      mended, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  const std::size_t begin = mended.find_first_of("{[");
  const std::size_t end = mended.find_last_of("}]");
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    return {};
  }
  return mended.substr(begin, end - begin + 1);
}

}  // namespace

void ReadJsonLd(std::string_view text, Declarations& into) {
  if (text.size() > kMaxBytes) {
    return;
  }
  json::parse_options options;
  options.allow_comments = true;
  options.allow_trailing_commas = true;
  options.allow_invalid_utf8 = true;
  options.max_depth = 48;
  json::error_code error;
  const json::value root =
      json::parse(Mend(text), error, json::make_shared_resource<json::monotonic_resource>(), options);
  if (!error) {
    Reader(into).Read(root);
  }
}

}  // namespace headwater::extract
