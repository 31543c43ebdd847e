// The models that are part of the program.
#pragma once

#include <string_view>

#include "learn/model_file.h"

namespace headwater::learn {

// `models/<name>.model`. Fails where the program was built without it, or the file is damaged.
Result<ModelFile> EmbeddedModel(std::string_view name);

}  // namespace headwater::learn
