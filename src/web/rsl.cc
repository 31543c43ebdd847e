// Reading RSL and finding the terms of an address.
#include "web/rsl.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"
#include "web/path_pattern.h"
#include "web/url.h"
#include "web/xml.h"

namespace headwater::web {
namespace {

constexpr std::size_t kMaxContents = 1'000;
constexpr std::size_t kMaxLicenses = 32;
constexpr std::size_t kMaxUsages = 32;
constexpr std::size_t kMaxPattern = 2'048;
constexpr XmlLimits kXmlLimits{
    .max_depth = 16, .max_nodes = 50'000, .max_attributes = 16, .max_entity_bytes = 1U << 16U};

struct Wider {
  std::string_view usage;
  std::string_view within;
};
constexpr std::array kWider{Wider{"ai-train", "ai-all"}, Wider{"ai-input", "ai-all"}, Wider{"ai-index", "ai-all"},
                            Wider{"ai-all", "all"},      Wider{"ai-train", "all"},    Wider{"ai-input", "all"},
                            Wider{"ai-index", "all"},    Wider{"search", "all"}};

// Payments that cost nothing but a good word.
constexpr std::array<std::string_view, 3> kFree{"free", "attribution", "contribution"};

std::vector<std::string> UsagesIn(std::string_view text) {
  constexpr std::string_view kParting = " \t\r\n,;|";
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(kParting); at != std::string_view::npos && words.size() < kMaxUsages;) {
    const std::size_t end = std::min(text.find_first_of(kParting, at), text.size());
    words.push_back(ascii::Lower(text.substr(at, end - at)));
    at = text.find_first_not_of(kParting, end);
  }
  return words;
}

// The nearest element of that name around the node, or none.
XmlTree::Id Around(const XmlTree& tree, XmlTree::Id node, std::string_view name) {
  XmlTree::Id at = tree[node].parent;
  while (at != XmlNode::kNone && tree[at].name != name) {
    at = tree[at].parent;
  }
  return at;
}

class Reader {
 public:
  explicit Reader(std::string_view xml) : tree_(ParseXml(xml, kXmlLimits)) {}

  std::vector<RslContent> Read() {
    for (XmlTree::Id id = 0; id < tree_.nodes().size(); ++id) {
      const std::string_view name = tree_[id].name;
      if (name == "content") {
        Content(id);
      } else if (content_ != XmlNode::kNone && Around(tree_, id, "content") == content_) {
        Term(id, name);
      }
    }
    return std::move(contents_);
  }

 private:
  void Content(XmlTree::Id id) {
    content_ = XmlNode::kNone;
    const bool rsl = Around(tree_, id, "rsl") != XmlNode::kNone;
    const std::string_view url = tree_.Attribute(id, "url").value_or("");
    if (!rsl || contents_.size() >= kMaxContents || url.size() > kMaxPattern) {
      return;
    }
    content_ = id;
    license_ = XmlNode::kNone;
    contents_.push_back({std::string(url), std::string(tree_.Attribute(id, "server").value_or("")), {}});
  }

  void Term(XmlTree::Id id, std::string_view name) {
    std::vector<RslLicense>& licenses = contents_.back().licenses;
    if (name == "license") {
      license_ = licenses.size() < kMaxLicenses ? id : XmlNode::kNone;
      if (license_ == id) {
        licenses.emplace_back();
      }
      return;
    }
    if (license_ == XmlNode::kNone || Around(tree_, id, "license") != license_) {
      return;
    }
    const std::string type = ascii::Lower(tree_.Attribute(id, "type").value_or(""));
    if (name == "permits" && type == "usage") {
      Add(licenses.back().permits, id);
    } else if (name == "prohibits" && type == "usage") {
      Add(licenses.back().prohibits, id);
    } else if (name == "payment") {
      licenses.back().payment = type.empty() ? "purchase" : type;
    }
  }

  void Add(std::vector<std::string>& usages, XmlTree::Id id) const {
    for (std::string& word : UsagesIn(tree_.Text(id))) {
      if (usages.size() < kMaxUsages) {
        usages.push_back(std::move(word));
      }
    }
  }

  XmlTree tree_;
  XmlTree::Id content_ = XmlNode::kNone;
  XmlTree::Id license_ = XmlNode::kNone;
  std::vector<RslContent> contents_;
};

bool Covers(const std::vector<std::string>& usages, std::string_view usage) {
  return std::ranges::any_of(usages, [usage](const std::string& each) {
    return each == usage || std::ranges::any_of(kWider, [&](const Wider& wider) {
             return wider.usage == usage && wider.within == each;
           });
  });
}

// How narrow a content is that covers the address: the length of its pattern. Nothing where it does not.
std::optional<std::size_t> Narrowness(const RslContent& content, std::string_view url, std::string_view path) {
  if (content.url.empty()) {
    return std::string_view::npos;
  }
  if (content.url.front() != '/' && content.url.front() != '*') {
    if (HostOf(content.url) != HostOf(url)) {
      return std::nullopt;
    }
  }
  const std::string pattern = content.url.front() == '*' ? content.url : PathOfUrl(content.url);
  return PathMatches(pattern, path) ? std::optional(pattern.size()) : std::nullopt;
}

std::optional<RslTerm> VerdictOf(const RslContent& content, std::string_view usage) {
  std::optional<RslTerm> term;
  for (const RslLicense& license : content.licenses) {
    if (Covers(license.prohibits, usage)) {
      return RslTerm{std::string(usage), RslVerdict::kProhibited};
    }
    if (!Covers(license.permits, usage)) {
      continue;
    }
    const bool free = license.payment.empty() || std::ranges::find(kFree, license.payment) != kFree.end();
    const RslVerdict verdict = !content.server.empty() ? RslVerdict::kWithLicence
                               : free                  ? RslVerdict::kPermitted
                                                       : RslVerdict::kForPayment;
    if (!term || verdict < term->verdict) {
      term = RslTerm{std::string(usage), verdict};
    }
  }
  return term;
}

}  // namespace

std::string WordsOf(const RslTerm& term) {
  switch (term.verdict) {
    case RslVerdict::kPermitted:
      return {};
    case RslVerdict::kForPayment:
      return "permits usage for payment: " + term.usage;
    case RslVerdict::kWithLicence:
      return "permits usage with a licence: " + term.usage;
    case RslVerdict::kProhibited:
      return "prohibits usage: " + term.usage;
  }
  return {};
}

std::vector<RslContent> ReadRsl(std::string_view xml) { return Reader(xml).Read(); }

std::vector<RslTerm> RslTermsFor(const std::vector<RslContent>& contents, std::string_view url) {
  const std::string path = PathOfUrl(url);
  std::vector<std::pair<std::size_t, const RslContent*>> covering;
  std::vector<std::string> usages{"search", "ai-train", "ai-input", "ai-index", "ai-all", "all"};
  for (const RslContent& content : contents) {
    const auto narrowness = Narrowness(content, url, path);
    if (!narrowness) {
      continue;
    }
    covering.emplace_back(*narrowness, &content);
    for (const RslLicense& license : content.licenses) {
      for (const auto* const words : {&license.permits, &license.prohibits}) {
        for (const std::string& word : *words) {
          if (usages.size() < kMaxUsages && std::ranges::find(usages, word) == usages.end()) {
            usages.push_back(word);
          }
        }
      }
    }
  }
  std::ranges::stable_sort(covering, std::ranges::greater{}, &std::pair<std::size_t, const RslContent*>::first);
  std::vector<RslTerm> terms;
  for (const std::string& usage : usages) {
    std::optional<RslTerm> term;
    std::size_t narrowness = 0;
    for (const auto& [length, content] : covering) {
      if (term && length < narrowness) {
        break;
      }
      const auto verdict = VerdictOf(*content, usage);
      if (verdict && (!term || verdict->verdict > term->verdict)) {
        term = verdict;
        narrowness = length;
      }
    }
    if (term) {
      terms.push_back(*std::move(term));
    }
  }
  return terms;
}

}  // namespace headwater::web
