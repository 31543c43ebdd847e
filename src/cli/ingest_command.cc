// `headwater ingest` and `headwater subscribe`: what goes into the collection.
#include <fmt/format.h>

#include <cstdio>
#include <deque>

#include "cli/collection.h"
#include "cli/inputs.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "form/json.h"
#include "read/read.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kMaxFeed = 32U << 20U;

bool IsAddress(std::string_view input) { return input.starts_with("http://") || input.starts_with("https://"); }

bool IsFeedFile(std::string_view path) {
  const std::string ending = EndingOf(path);
  return ending == ".xml" || ending == ".rss" || ending == ".atom" || ending == ".rdf";
}

// A document of a file as the pipeline takes it. An article in JSON keeps its line as the page.
Result<pipeline::Incoming> IncomingOf(const Given& given) {
  if (const auto* const page = std::get_if<news::Page>(&given)) {
    return pipeline::Incoming{*page, std::nullopt};
  }
  const Raw& raw = std::get<Raw>(given);
  auto document = ParseDocument(raw);
  if (!document) {
    return tl::unexpected(document.error());
  }
  if (auto* const page = std::get_if<news::Page>(&*document)) {
    return pipeline::Incoming{std::move(*page), std::nullopt};
  }
  pipeline::Incoming incoming;
  auto& article = std::get<news::Article>(*document);
  incoming.page.id = article.id.value();
  incoming.page.url = article.url;
  incoming.page.content_type = "application/json";
  incoming.page.body = raw.bytes;
  incoming.ready = std::move(article);
  return incoming;
}

// Hands out the documents of all files, one file in memory at a time.
class Supply {
 public:
  Supply(std::vector<std::string> files, Output& output) : files_(std::move(files)), output_(output) {}

  std::optional<pipeline::Incoming> Next() {
    while (waiting_.empty() && next_file_ < files_.size()) {
      Open(files_[next_file_++]);
    }
    if (waiting_.empty()) {
      return std::nullopt;
    }
    pipeline::Incoming incoming = std::move(waiting_.front());
    waiting_.pop_front();
    return incoming;
  }

 private:
  void Open(const std::string& path) {
    if (IsFeedFile(path)) {
      OpenFeed(path);
      return;
    }
    EachDocument(
        path,
        [this](const Given& given) {
          auto incoming = IncomingOf(given);
          if (incoming) {
            waiting_.push_back(*std::move(incoming));
          } else {
            output_.Complain(incoming.error());
          }
        },
        [this](const Error& error) { output_.Complain(error); });
  }

  void OpenFeed(const std::string& path) {
    const auto bytes = ReadWhole(path, kMaxFeed);
    if (!bytes) {
      output_.Complain(bytes.error());
      return;
    }
    if (read::IsWire(*bytes)) {
      news::Page page;
      page.id = path;
      page.body = *bytes;
      waiting_.push_back({std::move(page), std::nullopt});
      return;
    }
    const auto feed = read::ReadFeed(*bytes, "", "");
    if (!feed) {
      output_.Complain({feed.error().fault, path + ": " + feed.error().text});
      return;
    }
    for (news::Page& page : pipeline::PagesOf(*feed, path)) {
      waiting_.push_back({std::move(page), std::nullopt});
    }
  }

  std::vector<std::string> files_;
  std::size_t next_file_ = 0;
  std::deque<pipeline::Incoming> waiting_;
  Output& output_;
};

void AddTo(pipeline::Report& all, const pipeline::Report& more) {
  all.documents += more.documents;
  all.kept += more.kept;
  all.known += more.known;
  all.unreadable += more.unreadable;
}

void PrintReport(const pipeline::Report& report, bool json, Output& output) {
  if (json) {
    output.Line(fmt::format(R"({{"documents":{},"kept":{},"known":{},"unreadable":{}}})", report.documents, report.kept,
                            report.known, report.unreadable));
    return;
  }
  output.Line(fmt::format("{} documents: {} new, {} known already, {} unreadable", report.documents, report.kept,
                          report.known, report.unreadable));
}

}  // namespace

int Ingest(const CollectionOptions& options, const IngestOptions& ingest) {
  auto collection = OpenOrMake(options);
  if (!collection) {
    return Complain(collection.error());
  }
  Settings& settings = collection->settings;
  settings.fetch.allow_private_networks = settings.fetch.allow_private_networks || ingest.allow_private_networks;
  fetch::Fetcher fetcher(settings.fetch, SystemClock());
  pipeline::Pipeline pipeline(*collection->store, fetcher, SystemClock(), settings.pipeline);
  if (const auto opened = pipeline.Open(); !opened) {
    return Complain(opened.error());
  }
  Output output;
  pipeline::Report all;
  std::vector<std::string> paths;
  for (const std::string& input : ingest.inputs) {
    if (!IsAddress(input)) {
      paths.push_back(input);
      continue;
    }
    const auto report = pipeline.IngestAddress(input);
    if (!report) {
      output.Complain(report.error());
      continue;
    }
    AddTo(all, *report);
  }
  if (!paths.empty()) {
    const std::vector<std::string> files = FilesOf(paths);
    Supply supply(files, output);
    Progress progress("ingesting", files.size() > 1 ? files.size() : 0);
    const auto report = pipeline.Ingest([&supply] { return supply.Next(); }, ingest.sample,
                                        [&progress](std::size_t done) { progress.Show(done); });
    if (!report) {
      return Complain(report.error());
    }
    AddTo(all, *report);
    for (const std::string& fault : report->faults) {
      output.Complain({Fault::kBadInput, fault});
    }
  }
  PrintReport(all, options.json, output);
  return output.Status();
}

int Subscribe(const CollectionOptions& options, const SubscribeOptions& subscribe) {
  auto collection = OpenOrMake(options);
  if (!collection) {
    return Complain(collection.error());
  }
  Output output;
  std::vector<store::FeedRow> feeds;
  if (subscribe.defaults) {
    feeds = collection->settings.pipeline.default_feeds;
  }
  for (const std::string& input : subscribe.inputs) {
    if (IsAddress(input)) {
      store::FeedRow feed;
      feed.id = news::FeedId(input);
      feed.url = input;
      feeds.push_back(std::move(feed));
      continue;
    }
    const auto bytes = ReadWhole(input, kMaxFeed);
    const auto list = bytes ? read::ReadFeed(*bytes, "", "") : tl::unexpected(bytes.error());
    if (!list || list->kind != news::FeedKind::kOpml) {
      output.Complain(list ? Error{Fault::kBadInput, input + ": is no OPML list of subscriptions"}
                           : Error{list.error().fault, input + ": " + list.error().text});
      continue;
    }
    for (const news::Entry& entry : list->entries) {
      feeds.push_back(store::RowOf(entry));
    }
  }
  const auto added = collection->store->Subscribe(feeds, SystemClock().Now());
  if (!added) {
    return Complain(added.error());
  }
  output.Line(options.json
                  ? fmt::format(R"({{"feeds":{},"new":{}}})", feeds.size(), *added)
                  : fmt::format("{} feeds, {} of them new; `headwater serve` fetches them", feeds.size(), *added));
  return output.Status();
}

int RemoveSamples(const CollectionOptions& options) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto removed = collection->store->RemoveSamples();
  if (!removed) {
    return Complain(removed.error());
  }
  if (const auto noted = collection->store->SetNote(pipeline::kSamplesNote, pipeline::kSamplesRemoved); !noted) {
    return Complain(noted.error());
  }
  Output output;
  output.Line(options.json ? fmt::format(R"({{"removed":{}}})", *removed)
                           : fmt::format("{} articles of the sample edition removed", *removed));
  return output.Status();
}

}  // namespace headwater::cli
