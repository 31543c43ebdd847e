// Evidence bundles to be saved: of a story, or of what a search finds.
#include <fmt/format.h>

#include "screen/screens.h"
#include "store/evidence.h"

namespace headwater::screen {
namespace {

constexpr std::string_view kSoftware = "Headwater";

http::Reply Send(const Visit& visit, const Result<store::Bundle>& bundle, std::string_view name) {
  if (!bundle) {
    return ShowFault(visit, bundle.error());
  }
  http::Reply reply;
  reply.content_type = "application/wacz";
  reply.headers.emplace_back("content-disposition",
                             fmt::format(R"(attachment; filename="headwater-{}.wacz")", http::PercentEncode(name)));
  reply.headers.emplace_back("cache-control", "no-store");
  reply.headers.emplace_back("x-robots-tag", "noindex");
  reply.body = bundle->bytes;
  return reply;
}

}  // namespace

http::Reply SendStoryBundle(const Visit& visit) {
  const news::StoryId id{std::string(visit.Segment(1))};
  auto bundle = store::Evidence(visit.store).OfStory(id, kSoftware, visit.now);
  return !bundle && bundle.error().fault == Fault::kNotFound ? ShowGone(visit, id.value(), bundle.error())
                                                             : Send(visit, bundle, id.value());
}

http::Reply SendSearchBundle(const Visit& visit) {
  return Send(visit, store::Evidence(visit.store).OfSearch(SearchOf(visit.target.query), kSoftware, visit.now),
              "search");
}

}  // namespace headwater::screen
