// Headwater as an app of its own: its manifest, the worker that keeps it going without the network, and what is shown
// then.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "screen/screens.h"
#include "screen/strings.h"

namespace headwater::screen {
namespace {

// Replaces every `from` by `to`.
void Replace(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

http::Reply SendManifest(const Visit& visit) {
  const std::string assets = fmt::format("assets/{}/", AssetsHash());
  const auto icon = [&](std::string_view file, std::string_view sizes, std::string_view type,
                        std::string_view purpose) {
    return boost::json::object{
        {"src", assets + std::string(file)}, {"sizes", sizes}, {"type", type}, {"purpose", purpose}};
  };
  const boost::json::object manifest{
      {"name", visit.name},
      {"short_name", visit.name},
      {"id", "./"},
      {"start_url", "./"},
      {"scope", "./"},
      {"display", "standalone"},
      {"background_color", "#fcfaf5"},
      {"theme_color", "#fcfaf5"},
      {"description", Phrase("footer.line")},
      {"icons", boost::json::array{icon("icon.svg", "any", "image/svg+xml", "any"),
                                   icon("icon-192.png", "192x192", "image/png", "any maskable"),
                                   icon("icon-512.png", "512x512", "image/png", "any maskable")}},
      {"shortcuts", boost::json::array{boost::json::object{{"name", Phrase("nav.newest")}, {"url", "./?order=newest"}},
                                       boost::json::object{{"name", Phrase("check.title")}, {"url", "./check"}},
                                       boost::json::object{{"name", Phrase("search.title")}, {"url", "./search"}}}},
      {"share_target",
       boost::json::object{{"action", "./check"},
                           {"method", "GET"},
                           {"params", boost::json::object{{"title", "title"}, {"text", "text"}, {"url", "url"}}}}}};
  http::Reply reply;
  reply.content_type = "application/manifest+json";
  reply.body = boost::json::serialize(manifest);
  return reply;
}

http::Reply SendWorker(const Visit& visit) {
  const auto script = AssetAt("worker.js");
  if (!script) {
    return ShowError(visit, 404, Phrase("error.no_asset"));
  }
  http::Reply reply;
  reply.content_type = "text/javascript; charset=utf-8";
  reply.body = std::string(script->bytes);
  Replace(reply.body, "__ASSETS__", AssetsHash());
  return reply;
}

http::Reply ShowOffline(const Visit& visit) { return ShowPage(visit, "offline", Phrase("offline.title"), Card()); }

}  // namespace headwater::screen
