// The API's description in OpenAPI 3.1, made from the table of operations and the schemas of api/schemas.json.
#pragma once

#include <string>

namespace headwater::serve {

// The same for every visitor, without `servers`.
const std::string& OpenApiDocument();

}  // namespace headwater::serve
