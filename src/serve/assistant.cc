// Carries messages of the Model Context Protocol over HTTP.
#include "serve/assistant.h"

#include <boost/json.hpp>

#include "mcp/mcp.h"

namespace headwater::serve {
namespace {

constexpr int kBadRequest = 400;

http::Reply Refused(int code, std::string_view why) {
  http::Reply reply;
  reply.status = kBadRequest;
  reply.content_type = "application/json";
  reply.body = boost::json::serialize(boost::json::object{
      {"jsonrpc", "2.0"}, {"id", nullptr}, {"error", boost::json::object{{"code", code}, {"message", why}}}});
  return reply;
}

// Of the revision 2026-07-28: what its headers say, for those who look at nothing else, is what the message says.
bool HeadersFit(const web::Headers& headers, std::string_view version, const mcp::Named& named) {
  const bool of_something = named.method == "tools/call" || named.method == "resources/read";
  return version == mcp::Versions().front() && web::FindHeader(headers, "mcp-method") == named.method &&
         (!of_something || web::FindHeader(headers, "mcp-name") == named.name);
}

}  // namespace

http::Reply AnswerAssistant(const screen::Visit& visit) {
  constexpr int kHeaderMismatch = -32020;
  constexpr int kInvalidRequest = -32600;
  constexpr int kAccepted = 202;
  const web::Headers& headers = visit.request.headers;
  const std::string_view version = web::FindHeader(headers, "mcp-protocol-version");
  if (!version.empty() && !mcp::Speaks(version)) {
    return Refused(kInvalidRequest, "this revision of the protocol is not spoken here");
  }
  if (const auto named = mcp::NamesOf(visit.request.body); named && !HeadersFit(headers, version, *named)) {
    return Refused(kHeaderMismatch, "the headers do not say what the message says");
  }
  const mcp::Setting setting{visit.store,
                             visit.outside + "/",
                             visit.name,
                             visit.now,
                             visit.person.id,
                             visit.May(store::Role::kEditor),
                             std::chrono::milliseconds(0)};
  mcp::Reply answer = mcp::Answer(visit.request.body, setting);
  http::Reply reply;
  reply.status = answer.json.empty() ? kAccepted : answer.status;
  reply.content_type = "application/json";
  reply.headers.emplace_back("cache-control", "no-store");
  reply.body = std::move(answer.json);
  return reply;
}

}  // namespace headwater::serve
