// Opening files for the pipeline.
#include "cli/supply.h"

#include <utility>

#include "cli/inputs.h"
#include "read/read.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kMaxFeed = 32U << 20U;

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

void EachEntry(const std::string& path, const std::function<void(pipeline::Incoming)>& each,
               const std::function<void(const Error&)>& bad) {
  auto bytes = ReadWhole(path, kMaxFeed);
  if (!bytes) {
    bad(bytes.error());
    return;
  }
  if (read::IsWire(*bytes)) {
    news::Page page;
    page.id = path;
    page.body = *std::move(bytes);
    each({std::move(page), std::nullopt});
    return;
  }
  const auto feed = read::ReadFeed(*bytes, "", "");
  if (!feed) {
    bad({feed.error().fault, path + ": " + feed.error().text});
    return;
  }
  for (news::Page& page : pipeline::PagesOf(*feed, path)) {
    each({std::move(page), std::nullopt});
  }
}

}  // namespace

void EachIncoming(const std::string& path, const std::function<void(pipeline::Incoming)>& each,
                  const std::function<void(const Error&)>& bad) {
  if (IsFeedFile(path)) {
    EachEntry(path, each, bad);
    return;
  }
  EachDocument(
      path,
      [&](const Given& given) {
        auto incoming = IncomingOf(given);
        if (incoming) {
          each(*std::move(incoming));
        } else {
          bad(incoming.error());
        }
      },
      bad);
}

std::optional<pipeline::Incoming> Supply::Next() {
  while (waiting_.empty() && next_file_ < files_.size()) {
    EachIncoming(
        files_[next_file_++], [this](pipeline::Incoming incoming) { waiting_.push_back(std::move(incoming)); }, bad_);
  }
  if (waiting_.empty()) {
    return std::nullopt;
  }
  pipeline::Incoming incoming = std::move(waiting_.front());
  waiting_.pop_front();
  return incoming;
}

}  // namespace headwater::cli
