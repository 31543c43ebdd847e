// Models from the embedded files of models/.
#include "learn/models.h"

#include <fmt/core.h>

#include "embedded/models.h"

namespace headwater::learn {

Result<ModelFile> EmbeddedModel(std::string_view name) {
  for (const EmbeddedFile& file : embedded::models()) {
    if (file.path.substr(0, file.path.rfind('.')) == name) {
      return ModelFile::Read(file.bytes);
    }
  }
  return Fail(Fault::kNotFound, fmt::format("{}: the program was built without this model", name));
}

}  // namespace headwater::learn
