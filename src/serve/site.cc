// Routes: which address is answered by which screen, and what holds for all of them.
#include "serve/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>

#include "base/hash.h"
#include "base/log.h"
#include "http/gzip.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "serve/api.h"
#include "serve/routes.h"

namespace headwater::serve {
namespace {

bool IsApi(const http::Target& target) { return target.path.front() == "api"; }

bool May(store::Role role, Access access) {
  switch (access) {
    case Access::kAnyone:
      return true;
    case Access::kReader:
      return role >= store::Role::kReader;
    case Access::kEditor:
      return role >= store::Role::kEditor;
    case Access::kAdministrator:
      break;
  }
  return role == store::Role::kAdministrator;
}

http::Reply SendAsset(const screen::Visit& visit) {
  std::string path;
  for (std::size_t n = 2; n < visit.target.path.size(); ++n) {
    path += (n > 2 ? "/" : "") + visit.target.path[n];
  }
  const auto asset = screen::AssetAt(path);
  if (!asset || visit.Segment(1) != screen::AssetsHash()) {
    return screen::ShowError(visit, 404, screen::Phrase("error.no_asset"));
  }
  http::Reply reply;
  reply.content_type = asset->content_type;
  reply.headers.emplace_back("cache-control", "public, max-age=31536000, immutable");
  reply.headers.emplace_back("vary", "accept-encoding");
  const bool packed = !asset->gzip.empty() &&
                      web::FindHeader(visit.request.headers, "accept-encoding").find("gzip") != std::string_view::npos;
  if (packed) {
    reply.headers.emplace_back("content-encoding", "gzip");
  }
  reply.body = packed ? asset->gzip : asset->bytes;
  return reply;
}

bool HasHeader(const http::Reply& reply, std::string_view name) {
  return !web::FindHeader(reply.headers, name).empty();
}

// RFC 9110, 13.1.2: a list of tags, or `*`.
bool Matches(std::string_view wanted, std::string_view tag) {
  return wanted == "*" || wanted.find(tag) != std::string_view::npos;
}

void Finish(const http::Request& request, http::Reply& reply) {
  http::AddSecurityHeaders(reply.headers);
  if (reply.secret) {
    reply.headers.emplace_back("cache-control", "no-store");
    return;
  }
  if (HasHeader(reply, "cache-control")) {
    return;
  }
  reply.headers.emplace_back("cache-control", "no-cache");
  if (reply.status == 200) {
    const std::string tag = fmt::format("\"{:016x}\"", Hash64(reply.body));
    reply.headers.emplace_back("etag", fmt::format("W/{}", tag));
    if (Matches(web::FindHeader(request.headers, "if-none-match"), tag)) {
      reply.status = 304;
      reply.body.clear();
      return;
    }
  }
  constexpr std::size_t kWorthPacking = 1024;
  constexpr int kFast = 4;
  const bool text = reply.content_type.starts_with("text/") || reply.content_type.find("json") != std::string::npos;
  if (text && reply.body.size() >= kWorthPacking && !HasHeader(reply, "content-encoding")) {
    reply.headers.emplace_back("vary", "accept-encoding");
    if (web::FindHeader(request.headers, "accept-encoding").find("gzip") != std::string_view::npos) {
      std::string packed = http::Gzip(reply.body, kFast);
      if (!packed.empty()) {
        reply.body = std::move(packed);
        reply.headers.emplace_back("content-encoding", "gzip");
      }
    }
  }
}

std::string FormToken(const http::Request& request) {
  const std::string_view type = web::FindHeader(request.headers, "content-type");
  const http::Fields fields = type.starts_with("multipart/form-data") ? http::ParseMultipart(type, request.body)
                                                                      : http::ParseFields(request.body);
  return std::string(http::FieldOf(fields, "token"));
}

// Why something that is sent to us is not taken: a status and a phrase. `visitor` is empty where no cookie came.
std::optional<std::pair<int, std::string_view>> RefusalOf(Method method, const http::Request& request,
                                                          const http::Tokens& tokens, const std::string& visitor) {
  if (method == Method::kGet || method == Method::kHub || method == Method::kApp) {
    return std::nullopt;
  }
  if (!http::SameOrigin(request.headers)) {
    return std::pair{403, "error.origin"};
  }
  if (method == Method::kForm && !tokens.Fits(visitor, FormToken(request))) {
    return std::pair{403, "error.token"};
  }
  // Only what a browser asks leave for can be sent as JSON from a stranger's page.
  if (method == Method::kApiPost && !web::FindHeader(request.headers, "content-type").starts_with("application/json")) {
    return std::pair{415, "error.json_wanted"};
  }
  return std::nullopt;
}

}  // namespace

Site::Site(const SiteSettings& settings, store::Store& store, const Clock& clock)
    : hosts_(settings.listening_on, settings.hosts), name_(settings.name), store_(store), clock_(clock) {}

http::Reply Site::Answer(const http::Request& request) const {
  http::Reply reply;
  try {
    reply = Route(request);
  } catch (const std::exception& fault) {
    // Only what we did not foresee comes here; it must not end the server.
    Log(LogLevel::kError, "{} {}: {}", request.method, request.target.substr(0, 200), fault.what());
    reply = http::Reply{.status = 500, .content_type = "text/plain; charset=utf-8", .headers = {}, .body = "500\n"};
  }
  Finish(request, reply);
  return reply;
}

http::Reply Site::Route(const http::Request& request) const {
  const auto target = http::ParseTarget(request.target);
  const http::Target nowhere{{""}, {}};
  const http::Target& asked = target ? *target : nowhere;
  const std::string cookie = http::Tokens::VisitorOf(request.headers);
  const std::string visitor = cookie.empty() ? http::Tokens::NewVisitor() : cookie;
  const store::Person person;
  const screen::Visit visit{request,
                            asked,
                            http::RootOf(asked),
                            tokens_.TokenFor(visitor),
                            name_,
                            clock_.Now(),
                            store_,
                            person,
                            fmt::format("http://{}", web::FindHeader(request.headers, "host"))};
  const bool api = IsApi(asked);
  const auto refuse = [&](int status, std::string_view text) {
    return api ? SendProblem(status, text) : screen::ShowError(visit, status, text);
  };
  if (!hosts_.Allows(web::FindHeader(request.headers, "host"))) {
    return refuse(421, screen::Phrase("error.host"));
  }
  if (!target) {
    return refuse(400, screen::Phrase("error.target"));
  }
  const bool get = request.method == "GET" || request.method == "HEAD";
  if (get && asked.path.front() == "assets" && asked.path.size() > 2) {
    return SendAsset(visit);
  }
  bool known = false;
  for (const auto& [method, access, path, screen] : Routes()) {
    if (!Fits(path, asked.path)) {
      continue;
    }
    known = true;
    if (get != (method == Method::kGet) || (!get && request.method != "POST")) {
      continue;
    }
    if (!May(person.role, access)) {
      return refuse(403, screen::Phrase("error.role"));
    }
    if (const auto refusal = RefusalOf(method, request, tokens_, cookie)) {
      return refuse(refusal->first, screen::Phrase(refusal->second));
    }
    http::Reply reply = screen(visit);
    if (reply.secret && cookie.empty()) {
      reply.headers.emplace_back("set-cookie", http::Tokens::CookieFor(visitor));
    }
    return reply;
  }
  http::Reply reply =
      known ? refuse(405, screen::Phrase("error.method")) : refuse(404, screen::Phrase("error.no_page"));
  if (known) {
    reply.headers.emplace_back("allow", get ? "POST" : "GET, HEAD");
  }
  return reply;
}

}  // namespace headwater::serve
