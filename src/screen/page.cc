// Loads the templates once, puts phrases and parts into them, and fills them in.
#include "screen/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <unordered_map>

#include "base/hash.h"
#include "embedded/ui_files.h"
#include "http/gzip.h"
#include "screen/strings.h"

namespace headwater::screen {
namespace {

constexpr std::string_view kTemplateEnd = ".mustache";

struct Kind {
  std::string_view extension;
  std::string_view content_type;
  bool compresses;
};

constexpr std::array kKinds{Kind{".css", "text/css; charset=utf-8", true},
                            Kind{".js", "text/javascript; charset=utf-8", true},
                            Kind{".svg", "image/svg+xml", true},
                            Kind{".webmanifest", "application/manifest+json", true},
                            Kind{".png", "image/png", false},
                            Kind{".woff2", "font/woff2", false}};

using Files = std::map<std::string_view, std::string_view>;

const Files& AllFiles() {
  static const Files files = [] {
    Files all;
    for (const EmbeddedFile& file : embedded::ui_files()) {
      all.emplace(file.path, file.bytes);
    }
    return all;
  }();
  return files;
}

// Replaces every `open key close` by what `value` has for the key.
template <class Value>
std::string Substitute(std::string_view text, std::string_view open, std::string_view close, const Value& value) {
  std::string filled;
  while (true) {
    const std::size_t begin = text.find(open);
    const std::size_t end = begin == std::string_view::npos ? begin : text.find(close, begin);
    if (end == std::string_view::npos) {
      return filled.append(text);
    }
    filled.append(text.substr(0, begin));
    filled.append(value(text.substr(begin + open.size(), end - begin - open.size())));
    text.remove_prefix(end + close.size());
  }
}

std::string LoadTemplate(std::string_view name) {
  const auto file = AllFiles().find(fmt::format("{}{}", name, kTemplateEnd));
  assert(file != AllFiles().end());
  const auto part = [](std::string_view other) {
    const auto found = AllFiles().find(fmt::format("{}{}", other, kTemplateEnd));
    assert(found != AllFiles().end());
    return found->second;
  };
  std::string text{file->second};
  // Parts may hold parts, three deep.
  for (int depth = 0; depth < 3; ++depth) {
    text = Substitute(text, "{{> ", "}}", part);
  }
  return Substitute(text, "[[", "]]", [](std::string_view key) { return Escape(Phrase(key)); });
}

struct Assets {
  std::map<std::string_view, Asset> by_path;
  std::vector<std::string> compressed;
  std::string hash;
};

Assets LoadAssets() {
  Assets assets;
  assets.compressed.reserve(AllFiles().size());
  std::string all;
  for (const auto& [path, bytes] : AllFiles()) {
    for (const Kind& kind : kKinds) {
      if (!path.ends_with(kind.extension)) {
        continue;
      }
      all.append(path).append(bytes);
      Asset asset{bytes, kind.content_type, {}};
      if (kind.compresses) {
        asset.gzip = assets.compressed.emplace_back(http::Gzip(bytes, 9));
      }
      assets.by_path.emplace(path, asset);
    }
  }
  assets.hash = Sha256Hex(all).substr(0, 12);
  return assets;
}

const Assets& AllAssets() {
  static const Assets assets = LoadAssets();
  return assets;
}

}  // namespace

// Looks names up in the innermost card only: a card that lacks a name must not show its surroundings' instead. What
// every page has (`root` and the like) is looked up in the outermost.
class Scope final : public kainjow::mustache::basic_context<std::string> {
 public:
  using Data = kainjow::mustache::data;
  explicit Scope(const Card& page) : open_{{&page, nullptr}} {}

  // A section is opened with what was got last, or with a list's next item after the last was closed.
  void push(const Data* data) override {
    const Card* card = open_.back().card;
    if (next_ != nullptr && next_->cards != nullptr) {
      const auto item = next_->value.is_list() ? data - next_->value.list_value().data() : 0;
      card = &(*next_->cards)[static_cast<std::size_t>(item)];
    }
    open_.push_back({card, next_});
  }
  void pop() override {
    next_ = open_.back().field;
    open_.pop_back();
  }
  const Data* get(const std::string& name) const override {
    constexpr std::array<std::string_view, 6> kEverywhere{"root",  "assets",   "house",
                                                          "token", "may_edit", "may_administer"};
    const bool everywhere = std::ranges::find(kEverywhere, name) != kEverywhere.end();
    const auto& fields = (everywhere ? open_.front() : open_.back()).card->fields_;
    const auto found = std::ranges::find(fields, name, &Card::Field::name);
    next_ = found == fields.end() ? nullptr : &*found;
    return next_ == nullptr ? nullptr : &next_->value;
  }
  const Data* get_partial(const std::string& /*name*/) const override { return nullptr; }

 private:
  struct Open {
    const Card* card;
    const Card::Field* field;  // that it was opened with
  };
  std::vector<Open> open_;
  mutable const Card::Field* next_ = nullptr;
};

std::string Escape(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

Card::Field& Card::FieldOf(std::string_view name) {
  const auto found = std::ranges::find(fields_, name, &Field::name);
  return found != fields_.end() ? *found : fields_.emplace_back(name);
}

Card& Card::Put(std::string_view name, std::string_view text) { return text.empty() ? *this : Set(name, text); }

Card& Card::Put(std::string_view name, bool flag) {
  Field& field = FieldOf(name);
  field.value = kainjow::mustache::data(flag);
  field.cards = nullptr;
  return *this;
}

Card& Card::Put(std::string_view name, Card card) {
  Field& field = FieldOf(name);
  field.value = kainjow::mustache::data(true);
  field.cards = std::make_shared<const std::vector<Card>>(1, std::move(card));
  return *this;
}

Card& Card::Put(std::string_view name, std::vector<Card> cards) {
  if (cards.empty()) {
    return *this;
  }
  Field& field = FieldOf(name);
  field.value = kainjow::mustache::data(std::vector<kainjow::mustache::data>(cards.size(), {true}));
  field.cards = std::make_shared<const std::vector<Card>>(std::move(cards));
  return Put(fmt::format("has_{}", name), true);
}

Card& Card::Set(std::string_view name, std::string_view text) {
  Field& field = FieldOf(name);
  field.value = kainjow::mustache::data(std::string(text));
  field.cards = nullptr;
  return *this;
}

std::string Render(std::string_view name, const Card& card) {
  // Rendering writes into the template, so that each thread has its own.
  thread_local std::unordered_map<std::string, kainjow::mustache::mustache> templates;
  auto found = templates.find(std::string(name));
  if (found == templates.end()) {
    found = templates.emplace(std::string(name), kainjow::mustache::mustache(LoadTemplate(name))).first;
    assert(found->second.is_valid());
  }
  Scope scope(card);
  return found->second.render(scope);
}

std::optional<Asset> AssetAt(std::string_view path) {
  const auto found = AllAssets().by_path.find(path);
  return found == AllAssets().by_path.end() ? std::nullopt : std::optional<Asset>(found->second);
}

const std::string& AssetsHash() { return AllAssets().hash; }

}  // namespace headwater::screen
