// An article as bytes for the program's own use while it runs: a fraction of JSON in size, and quick to read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "news/article.h"

namespace headwater::form {

// All that stages after extraction look at: everything but items and pictures. The bytes are not for keeping: another
// version of the program may write others.
std::string Pack(const news::Article& article);

// Nothing where the bytes are not what Pack wrote.
std::optional<news::Article> Unpack(std::string_view bytes);

}  // namespace headwater::form
