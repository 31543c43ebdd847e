// The table of the API: what can be asked for, with what, by whom, and what is answered. The routes below /api/v1 and
// its description in OpenAPI are both made from it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "serve/routes.h"
#include "store/access_tokens.h"

namespace headwater::serve {

struct Operation {
  Method method = Method::kGet;
  Access access = Access::kReader;
  store::Scopes scope = store::kMayRead;  // that a token needs
  std::string_view path;                  // below /api/v1/: `article/{id}/{item}`
  screen::Screen screen;
  std::string_view id;          // `getArticle`
  std::string_view summary;     // one line
  std::string_view parameters;  // of the query, by their names in kParameters, parted by blanks
  std::string_view answer;      // its schema's name; of a list that of its elements
  std::string_view list = {};   // the member that holds the elements; empty: the answer is no list
  std::string_view takes = {};  // the schema's name of what is sent
  int status = 200;
};

struct Parameter {
  std::string_view key;     // by which operations name it
  std::string_view name;    // as it stands in a query
  std::string_view words;   // one line
  std::string_view schema;  // JSON
  bool required = false;
};

std::span<const Operation> Operations();
std::span<const Parameter> Parameters();
// Nullptr where there is none.
const Parameter* ParameterCalled(std::string_view name);

// `api/v1/article/*/*` of each operation, in their order.
const std::vector<std::string>& OperationPatterns();

// The names between `{` and `}` in a path.
std::vector<std::string> PathNames(std::string_view path);
// The parts of a text between blanks.
std::vector<std::string_view> NamesIn(std::string_view names);

}  // namespace headwater::serve
