// The sample edition from the embedded files.
#include "cli/samples.h"

#include <fmt/format.h>

#include "base/log.h"
#include "embedded/sample_files.h"
#include "read/read.h"

namespace headwater::cli {
namespace {

constexpr std::string_view kEdition = "edition/";

void AddFeed(std::string_view bytes, const std::string& address, std::vector<pipeline::Incoming>& documents) {
  const auto feed = read::ReadFeed(bytes, "", address);
  if (!feed) {
    Log(LogLevel::kError, "{}: {}", address, feed.error().text);
    return;
  }
  for (news::Page& page : pipeline::PagesOf(*feed, address)) {
    documents.push_back({std::move(page), std::nullopt});
  }
}

}  // namespace

std::vector<pipeline::Incoming> SampleDocuments() {
  std::vector<pipeline::Incoming> documents;
  for (const EmbeddedFile& file : embedded::sample_files()) {
    if (!file.path.starts_with(kEdition)) {
      continue;
    }
    const std::string address = fmt::format("https://{}", file.path.substr(kEdition.size()));
    if (file.path.ends_with(".xml")) {
      AddFeed(file.bytes, address, documents);
      continue;
    }
    news::Page page;
    page.url = address;
    page.content_type = file.path.ends_with(".txt") ? "text/plain" : "text/html";
    page.body = file.bytes;
    documents.push_back({std::move(page), std::nullopt});
  }
  return documents;
}

Result<void> LoadSamplesOnce(store::Store& store, pipeline::Pipeline& pipeline) {
  const auto loaded = store.Note(pipeline::kSamplesNote);
  if (!loaded) {
    return tl::unexpected(loaded.error());
  }
  const auto counts = store.Counts();
  if (!counts) {
    return tl::unexpected(counts.error());
  }
  if (*loaded || counts->articles > 0) {
    return {};
  }
  if (auto opened = pipeline.Open(); !opened) {
    return opened;
  }
  auto documents = SampleDocuments();
  std::size_t at = 0;
  const auto report = pipeline.Ingest(
      [&]() -> std::optional<pipeline::Incoming> {
        return at == documents.size() ? std::nullopt : std::optional(std::move(documents[at++]));
      },
      true);
  if (!report) {
    return tl::unexpected(report.error());
  }
  for (const std::string& fault : report->faults) {
    Log(LogLevel::kWarning, "sample edition: {}", fault);
  }
  return store.SetNote(pipeline::kSamplesNote, pipeline::kSamplesLoaded);
}

}  // namespace headwater::cli
