// A flat graph of objects in the making: what microdata and RDFa share.
#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/html.h"

namespace headwater::extract {

class EmbeddedGraph {
 public:
  static constexpr std::size_t kMaxProperties = 3000;

  // A new object; `id` may be empty. Gives its number.
  std::size_t Begin(std::string_view types, std::string_view id);
  void Put(std::size_t object, std::string_view name, std::string value);
  void Refer(std::size_t object, std::string_view name, std::size_t other);

  bool full() const { return properties_ >= kMaxProperties; }
  // Nothing where it has no object.
  std::optional<boost::json::value> Made() &&;

 private:
  void Append(std::size_t object, std::string_view name, boost::json::value value);

  boost::json::array objects_;
  std::vector<std::string> ids_;
  std::size_t properties_ = 0;
};

// An element's text, its blanks as they stand; empty where the element is too large to be a value.
std::string TextValue(const web::HtmlDocument& page, web::NodeIndex node, std::string_view property);

// Each word of a list that blanks part.
template <class Use>
void EachWord(std::string_view list, Use use) {
  constexpr std::string_view kBlanks = " \t\r\n\f";
  for (std::size_t begin = list.find_first_not_of(kBlanks); begin != std::string_view::npos;) {
    const std::size_t end = std::min(list.find_first_of(kBlanks, begin), list.size());
    use(list.substr(begin, end - begin));
    begin = list.find_first_not_of(kBlanks, end);
  }
}

}  // namespace headwater::extract
