// Makes the models of the program from open data, checks that they can be made again, and scores them.
#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "recipes.h"
#include "treebank.h"

namespace {

using namespace headwater;

constexpr std::string_view kUsage =
    "train_models [--check|--score] DATA MODELS [MODEL...]\n"
    "  DATA    the folder that holds train/\n"
    "  MODELS  the folder of *.model, which are written there; with --check, compared with what is made anew\n";

bool Write(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  return file.good();
}

bool Fault(std::string_view model, const Error& error) {
  fmt::print(stderr, "{}: {}\n", model, error.text);
  return false;
}

bool Do(const train::Recipe& recipe, std::string_view what, const train::Places& places) {
  const std::string path = fmt::format("{}/{}.model", places.models, recipe.model);
  if (what == "--score") {
    const auto report = recipe.score(places);
    if (!report) {
      return Fault(recipe.model, report.error());
    }
    fmt::print("{}\n{}", recipe.model, *report);
    return true;
  }
  const auto bytes = recipe.make(places);
  if (!bytes) {
    return Fault(recipe.model, bytes.error());
  }
  if (what == "--check") {
    const auto old = train::ReadFile(path);
    const bool same = old && *old == *bytes;
    fmt::print("{}: {}\n", path, same ? "the same, byte for byte" : "differs");
    return same;
  }
  fmt::print("{}: {} bytes\n", path, bytes->size());
  return Write(path, *bytes);
}

}  // namespace

int main(int count, char** values) {
  std::vector<std::string> words(values + 1, values + count);
  std::string what;
  if (!words.empty() && words[0].starts_with("--")) {
    what = words[0];
    words.erase(words.begin());
  }
  if (words.size() < 2 || (!what.empty() && what != "--check" && what != "--score")) {
    fmt::print(stderr, "{}", kUsage);
    return 2;
  }
  const train::Places places{words[0], words[1]};
  const std::span wanted = std::span(words).subspan(2);
  bool well = true;
  for (const train::Recipe& recipe : train::Recipes()) {
    if (wanted.empty() || std::ranges::find(wanted, recipe.model) != wanted.end()) {
      well = Do(recipe, what, places) && well;
    }
  }
  return well ? 0 : 1;
}
