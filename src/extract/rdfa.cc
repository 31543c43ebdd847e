// RDFa 1.1 and RDFa Lite, as far as news is told in them.
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/embedded_data.h"
#include "extract/embedded_graph.h"
#include "web/safe_html.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kNoObject = static_cast<std::size_t>(-1);
constexpr std::size_t kMaxPrefixes = 64;

// The initial context of RDFa 1.1, as far as news needs it, and rNews.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kKnownPrefixes{
    {{"schema", "http://schema.org/"},
     {"dc", "http://purl.org/dc/terms/"},
     {"dcterms", "http://purl.org/dc/terms/"},
     {"dc11", "http://purl.org/dc/elements/1.1/"},
     {"rnews", "http://iptc.org/std/rNews/2011-10-07#"},
     {"foaf", "http://xmlns.com/foaf/0.1/"}}};

// Dublin Core's words in schema.org's.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kDublinCore{
    {{"title", "headline"},
     {"creator", "author"},
     {"publisher", "publisher"},
     {"source", "isBasedOn"},
     {"references", "citation"},
     {"issued", "datePublished"},
     {"date", "datePublished"},
     {"created", "dateCreated"},
     {"modified", "dateModified"},
     {"rightsHolder", "copyrightHolder"},
     {"description", "description"}}};

// What an element hands down to those within.
struct Context {
  NodeIndex end;
  std::size_t object;
  std::string_view vocabulary;
};

class Walk {
 public:
  explicit Walk(const HtmlDocument& page) : page_(page), prefixes_(kKnownPrefixes.begin(), kKnownPrefixes.end()) {}

  std::optional<boost::json::value> Make() {
    open_.push_back({page_.size(), kNoObject, {}});
    for (NodeIndex at = 1; at < page_.size() && !graph_.full(); ++at) {
      while (open_.size() > 1 && open_.back().end <= at) {
        open_.pop_back();
      }
      if (page_[at].tag != Tag::kText && page_[at].attributes > 0) {
        Element(at);
      }
    }
    return std::move(graph_).Made();
  }

 private:
  struct Words {
    std::string_view type;
    std::string_view property;
    std::string_view rel;
    std::string_view about;
    std::string_view resource;
    std::string_view vocabulary;
    std::string_view target;  // href or src
    bool has_type = false;
    bool has_vocabulary = false;
  };

  void Element(NodeIndex at) {
    const Words words = WordsOf(at);
    Context inner = open_.back();
    inner.end = page_[at].end;
    inner.vocabulary = words.has_vocabulary ? words.vocabulary : inner.vocabulary;
    if (words.has_type) {
      const std::string_view id = !words.about.empty() ? words.about : words.resource;
      inner.object = graph_.Begin(TypesOf(words.type, inner.vocabulary), id.empty() ? words.target : id);
      const std::string_view names = words.property.empty() ? words.rel : words.property;
      // The object is told of once it is the value of what is around it.
      Link(open_.back().object, names, inner);
    } else if (!words.property.empty()) {
      Give(at, words, inner);
    } else if (!words.rel.empty() && words.rel.find(':') != std::string_view::npos) {
      EachWord(words.rel, [&](std::string_view name) {
        const std::string_view target = words.resource.empty() ? words.target : words.resource;
        PutNamed(inner, name, web::EscapeHtml(target));
      });
    }
    if (words.has_type || words.has_vocabulary) {
      open_.push_back(inner);
    }
  }

  Words WordsOf(NodeIndex at) {
    Words words;
    const web::HtmlNode& node = page_[at];
    for (std::size_t i = 0; i < node.attributes; ++i) {
      const auto& [name, value] = page_.attributes()[node.first_attribute + i];
      if (name == "typeof") {
        words.type = value;
        words.has_type = true;
      } else if (name == "property") {
        words.property = value;
      } else if (name == "rel") {
        words.rel = value;
      } else if (name == "about") {
        words.about = value;
      } else if (name == "resource") {
        words.resource = value;
      } else if (name == "vocab") {
        words.vocabulary = value;
        words.has_vocabulary = true;
      } else if (name == "prefix") {
        Prefixes(value);
      } else if (name == "href" || name == "src") {
        words.target = value;
      }
    }
    return words;
  }

  // "schema: http://schema.org/ dc: http://purl.org/dc/terms/"; a prefix holds for the rest of the page.
  void Prefixes(std::string_view list) {
    std::string_view name;
    EachWord(list, [&](std::string_view word) {
      if (word.ends_with(':')) {
        name = word.substr(0, word.size() - 1);
      } else if (!name.empty() && prefixes_.size() < kMaxPrefixes) {
        prefixes_[name] = word;
        name = {};
      }
    });
  }

  // The name in schema.org's words; empty where it is of no vocabulary that we know.
  std::string_view NameOf(std::string_view word, std::string_view vocabulary) const {
    const std::size_t colon = word.find(':');
    std::string_view space = vocabulary;
    std::string_view name = word;
    if (colon != std::string_view::npos && word.substr(colon).starts_with("://")) {
      const std::size_t slash = word.find_last_of("/#");
      space = word.substr(0, slash);
      name = word.substr(slash + 1);
    } else if (colon != std::string_view::npos) {
      const auto prefix = prefixes_.find(word.substr(0, colon));
      space = prefix == prefixes_.end() ? std::string_view() : prefix->second;
      name = word.substr(colon + 1);
    }
    if (space.find("schema.org") != std::string_view::npos || space.find("rNews") != std::string_view::npos) {
      return name;
    }
    if (space.find("purl.org/dc/") != std::string_view::npos) {
      const auto* const known =
          std::ranges::find(kDublinCore, name, &std::pair<std::string_view, std::string_view>::first);
      return known == kDublinCore.end() ? std::string_view() : known->second;
    }
    return space.find("foaf") != std::string_view::npos && name == "name" ? name : std::string_view();
  }

  std::string TypesOf(std::string_view types, std::string_view vocabulary) const {
    std::string names;
    EachWord(types, [&](std::string_view type) {
      const std::string_view name = NameOf(type, vocabulary);
      names += names.empty() || name.empty() ? "" : " ";
      names += name;
    });
    return names;
  }

  void Link(std::size_t owner, std::string_view names, const Context& inner) {
    if (owner == kNoObject) {
      return;
    }
    EachWord(names, [&](std::string_view word) {
      if (const std::string_view name = NameOf(word, inner.vocabulary); !name.empty()) {
        graph_.Refer(owner, name, inner.object);
      }
    });
  }

  void Give(NodeIndex at, const Words& words, const Context& inner) {
    EachWord(words.property, [&](std::string_view word) {
      const std::string_view name = NameOf(word, inner.vocabulary);
      if (name.empty()) {
        return;
      }
      std::string value;
      if (page_.HasAttribute(at, "content")) {
        value = web::EscapeHtml(page_.Attribute(at, "content"));
      } else if (!words.resource.empty() || !words.target.empty()) {
        value = web::EscapeHtml(words.resource.empty() ? words.target : words.resource);
      } else if (page_.HasAttribute(at, "datetime")) {
        value = web::EscapeHtml(page_.Attribute(at, "datetime"));
      } else {
        value = TextValue(page_, at, name);
      }
      Put(inner, name, std::move(value));
    });
  }

  void PutNamed(const Context& inner, std::string_view word, std::string value) {
    if (const std::string_view name = NameOf(word, inner.vocabulary); !name.empty()) {
      Put(inner, name, std::move(value));
    }
  }

  void Put(const Context& inner, std::string_view name, std::string value) {
    if (inner.object != kNoObject) {
      graph_.Put(inner.object, name, std::move(value));
    }
  }

  const HtmlDocument& page_;
  std::unordered_map<std::string_view, std::string_view> prefixes_;
  EmbeddedGraph graph_;
  std::vector<Context> open_;
};

}  // namespace

std::optional<boost::json::value> RdfaOf(const HtmlDocument& page) {
  const bool any = std::ranges::any_of(page.attributes(), [](const web::HtmlAttribute& attribute) {
    return attribute.name.size() == 6 && attribute.name == "typeof";
  });
  return any ? Walk(page).Make() : std::nullopt;
}

}  // namespace headwater::extract
