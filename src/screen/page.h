// Pages: templates from ui/ filled in, and the files that go with them.
#pragma once

#include <kainjow/mustache.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::screen {

// The five characters that mean something in HTML.
std::string Escape(std::string_view text);

// What a template is filled with, by name. A name that ends in `_html` holds markup that was made safe by who put it;
// all else is escaped by the template. What is empty is left out, so that {{#name}} asks whether it is there.
//
// Copies of a card share the cards within it.
class Card {
 public:
  Card& Put(std::string_view name, std::string_view text);
  Card& Put(std::string_view name, bool flag);
  Card& Put(std::string_view name, Card card);
  // A list; `has_<name>` says that it is there.
  Card& Put(std::string_view name, std::vector<Card> cards);
  // A number or a text, never left out.
  Card& Set(std::string_view name, std::string_view text);
  // Literals would else be taken for flags.
  Card& Put(std::string_view name, const char* text) { return Put(name, std::string_view(text)); }

 private:
  friend class Scope;
  struct Field {
    // The library's move does not say that it never throws, and a vector that grows would copy.
    explicit Field(std::string_view called) : name(called), value(false) {}
    Field(const Field&) = default;
    Field(Field&&) noexcept = default;
    Field& operator=(const Field& other) { return *this = Field(other); }
    Field& operator=(Field&&) noexcept = default;
    ~Field() = default;

    std::string name;
    kainjow::mustache::data value;                   // a text or a flag; a list has a flag for each of its cards
    std::shared_ptr<const std::vector<Card>> cards;  // of a list, or one
  };
  Field& FieldOf(std::string_view name);

  std::vector<Field> fields_;
};

// The template `ui/<name>.mustache`, in which `[[key]]` is a phrase and `{{> other}}` another template.
// Asserts that the template exists and is well-formed.
std::string Render(std::string_view name, const Card& card);

// A style, script, font or picture of ui/.
struct Asset {
  std::string_view bytes;
  std::string_view content_type;
  std::string_view gzip;  // the same, compressed; empty where that gains nothing
};

std::optional<Asset> AssetAt(std::string_view path);
// Changes whenever any asset does: stands in their addresses, so that they may be kept for ever.
const std::string& AssetsHash();

}  // namespace headwater::screen
