// Fuzzes the nouns as JSON: the first byte chooses the noun.
#include <array>
#include <string>

#include "form/json.h"
#include "fuzz/require.h"

namespace {

namespace form = headwater::form;

template <class Noun>
void ReadTwice(const headwater::Result<Noun>& noun, std::string (*write)(const Noun&),
               headwater::Result<Noun> (*read)(std::string_view)) {
  if (!noun) {
    return;
  }
  const std::string line = write(*noun);
  headwater::fuzz::RequireUtf8(line);
  const auto again = read(line);
  headwater::fuzz::Require(again.has_value() && write(*again) == line, "a noun that is written reads as the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string_view json = headwater::fuzz::View(data, size).substr(1);
  switch (data[0] % 6) {
    case 0:
      ReadTwice(form::ReadArticle(json), form::WriteArticle, form::ReadArticle);
      break;
    case 1:
      ReadTwice(form::ReadAnnotations(json), form::WriteAnnotations, form::ReadAnnotations);
      break;
    case 2:
      ReadTwice(form::ReadCopy(json), form::WriteCopy, form::ReadCopy);
      break;
    case 3:
      ReadTwice(form::ReadStory(json), form::WriteStory, form::ReadStory);
      break;
    case 4:
      ReadTwice(form::ReadOrigin(json), form::WriteOrigin, form::ReadOrigin);
      break;
    default:
      // A body that is no UTF-8 is not written.
      form::ReadPage(json);
  }
  return 0;
}
