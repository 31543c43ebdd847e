// `headwater bundle` and `headwater verify`: evidence as a signed file, and whether one is what it says.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>

#include "base/clock.h"
#include "cli/inputs.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/rights_commands.h"
#include "form/json_line.h"
#include "form/seal.h"
#include "form/wacz.h"
#include "store/evidence.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestBundle = std::size_t{2} << 30U;

struct BundleInput {
  std::string story;
  std::string search;
  std::string file;
  std::string key;
  bool json = false;
};

// The file appears under its name when it is whole.
Result<void> WriteFile(const std::string& path, std::string_view bytes) {
  const std::string unfinished = path + ".unfinished";
  std::ofstream file(unfinished, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  std::error_code error;
  if (file) {
    fs::rename(unfinished, path, error);
  }
  if (!file || error) {
    const std::string why = error ? error.message() : std::strerror(errno);
    fs::remove(unfinished, error);
    return Fail(Fault::kStorage, fmt::format("{}: {}", path, why));
  }
  return {};
}

int MakeBundle(const CollectionOptions& options, const BundleInput& input) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::Evidence evidence(*collection->store);
  const auto now = SystemClock().Now();
  constexpr std::string_view kSoftware = "Headwater/" HEADWATER_VERSION;
  const auto bundle = input.search.empty() ? evidence.OfStory(news::StoryId(input.story), kSoftware, now)
                                           : evidence.OfSearch(store::ReadQuestion(input.search), kSoftware, now);
  const auto written = bundle ? WriteFile(input.file, bundle->bytes) : tl::unexpected(bundle.error());
  const auto key = written ? evidence.PublicKey() : tl::unexpected(written.error());
  if (!key) {
    return Complain(key.error());
  }
  Output output;
  if (options.json) {
    form::JsonObject object;
    object.Text("file", input.file).Text("title", bundle->title);
    object.Number("articles", static_cast<std::int64_t>(bundle->articles));
    object.Number("pages", static_cast<std::int64_t>(bundle->pages));
    object.Number("held_back", static_cast<std::int64_t>(bundle->held_back));
    output.Line(object.Text("key", *key).Written());
    return output.Status();
  }
  output.Line(fmt::format(
      "{}: {} articles, {} pages{}", input.file, bundle->articles, bundle->pages,
      bundle->held_back == 0 ? "" : fmt::format(", {} held back as their owners want it", bundle->held_back)));
  output.Line(fmt::format("signed by the key {}", form::FingerprintOf(*key)));
  output.Line(fmt::format("verify it anywhere with: headwater verify {}", input.file));
  return output.Status();
}

int VerifyBundle(const BundleInput& input) {
  const auto bytes = ReadWhole(input.file, kLargestBundle);
  if (!bytes) {
    return Complain(bytes.error());
  }
  const form::WaczVerdict verdict = form::VerifyWacz(*bytes, input.key);
  Output output;
  if (input.json) {
    std::vector<std::string> checks;
    for (const form::WaczCheck& check : verdict.checks) {
      checks.push_back(form::JsonObject().Flag("good", check.good).Text("says", check.says).Written());
    }
    form::JsonObject object;
    object.Flag("good", verdict.good()).Text("title", verdict.title).Text("created", verdict.created);
    object.Text("software", verdict.software).Text("key", verdict.public_key);
    output.Line(object.Raw("checks", form::JsonArray(checks)).Written());
  } else {
    output.Line(fmt::format("{}{}", input.file, verdict.title.empty() ? "" : ": " + verdict.title));
    for (const form::WaczCheck& check : verdict.checks) {
      output.Line(fmt::format("{} {}", check.good ? "good " : "WRONG", check.says));
    }
    output.Line(verdict.good() ? fmt::format("It is as it was when it was signed, {}.", verdict.created)
                               : "It is NOT as it was signed.");
  }
  return std::max(output.Status(), verdict.good() ? 0 : 1);
}

}  // namespace

void AddBundleCommands(CLI::App& app, CollectionOptions& common, int& status) {
  const auto input = std::make_shared<BundleInput>();
  CLI::App& bundle = *app.add_subcommand("bundle", "a story, or what a search finds, as a signed file of evidence");
  AddCollectionOptions(bundle, common);
  auto* const story = bundle.add_option("STORY", input->story, "a story's id, as `headwater stories` prints it");
  bundle.add_option("--search", input->search, "what a search finds instead")->excludes(story);
  bundle.add_option("-o,--output", input->file, "the file, .wacz")->required();
  bundle.callback([&common, &status, input] {
    if (input->story.empty() && input->search.empty()) {
      throw CLI::RequiredError("bundle: a story, or --search WORDS");
    }
    status = MakeBundle(common, *input);
  });

  CLI::App& verify = *app.add_subcommand("verify", "says whether a bundle is as it was signed; needs no collection");
  verify.add_option("FILE", input->file, "the bundle, .wacz")->required();
  verify.add_option("--key", input->key, "the public key, or its fingerprint, that it must be signed by");
  verify.add_flag("--json", input->json, "for machines: JSON");
  verify.callback([&status, input] { status = VerifyBundle(*input); });
}

}  // namespace headwater::cli
