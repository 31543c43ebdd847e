// Routes: which address is answered by which screen, and what holds for all of them.
#include "serve/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/log_fields.h"
#include "base/metrics.h"
#include "base/random.h"
#include "http/gzip.h"
#include "reader/reader.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "serve/api.h"
#include "serve/outputs.h"
#include "serve/routes.h"
#include "serve/sourced.h"

namespace headwater::serve {
namespace {

// /api itself is a page for people.
bool IsApi(const http::Target& target) {
  return (target.path.front() == "api" && target.path.size() > 1) || target.path.front() == "mcp";
}

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
  const bool packed = !asset->gzip.empty() && http::TakesGzip(visit.request.headers);
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

// What a reply is sent with whoever asks: how long it may be kept, its tag, and compressed where that is taken.
void Seal(http::Reply& reply, bool gzip) {
  if (HasHeader(reply, "cache-control")) {
    return;
  }
  // Pages are a person's own.
  reply.headers.emplace_back("cache-control", reply.secret ? "no-store" : "private, no-cache");
  if (reply.status == 200 && !reply.secret) {
    reply.headers.emplace_back("etag", fmt::format("W/\"{:016x}\"", Hash64(reply.body)));
  }
  constexpr std::size_t kWorthPacking = 1024;
  constexpr int kFast = 4;
  const bool text = reply.content_type.starts_with("text/") || reply.content_type.find("json") != std::string::npos ||
                    reply.content_type.find("xml") != std::string::npos;
  if (text && reply.body.size() >= kWorthPacking && !HasHeader(reply, "content-encoding")) {
    reply.headers.emplace_back("vary", "accept-encoding");
    std::string packed = gzip ? http::Gzip(reply.body, kFast) : std::string();
    if (!packed.empty()) {
      reply.body = std::move(packed);
      reply.headers.emplace_back("content-encoding", "gzip");
    }
  }
}

void Finish(const http::Request& request, http::Reply& reply) {
  http::AddSecurityHeaders(reply.headers);
  Seal(reply, http::TakesGzip(request.headers));
  std::string_view tag = web::FindHeader(reply.headers, "etag");
  tag.remove_prefix(tag.starts_with("W/") ? 2 : 0);
  if (reply.status == 200 && !tag.empty() && Matches(web::FindHeader(request.headers, "if-none-match"), tag)) {
    reply.status = 304;
    reply.body.clear();
    std::erase_if(reply.headers, [](const auto& header) { return header.first == "content-encoding"; });
  }
}

// Pages that say the same to the same person until something in the store changes.
bool IsSteady(screen::Screen screen) {
  constexpr std::array kSteady{screen::ShowFront,   screen::ShowStory,  screen::ShowThread,
                               screen::ShowArticle, screen::ShowEntity, screen::ShowSource,
                               screen::ShowSearch,  SendOutput,         SendSitemap};
  return std::ranges::find(kSteady, screen) != kSteady.end();
}

// With what the person has set for pages. Read as late as this, since most pages are shown as they were kept.
screen::Visit AsWished(const screen::Visit& visit) {
  screen::Visit wished = visit;
  if (visit.person.id != 0) {
    wished.preferences = screen::PreferencesOf(visit.store, visit.person.id);
  }
  return wished;
}

http::Reply WithToken(const http::Reply& kept, std::string_view mark, std::string_view token) {
  http::Reply reply{kept.status, kept.content_type, kept.headers, {}, kept.secret};
  std::string_view rest = kept.body;
  reply.body.reserve(rest.size());
  for (std::size_t at = kept.secret ? rest.find(mark) : std::string_view::npos; at != std::string_view::npos;
       at = rest.find(mark)) {
    reply.body.append(rest.substr(0, at)).append(token);
    rest.remove_prefix(at + mark.size());
  }
  reply.body.append(rest);
  return reply;
}

std::string FormToken(const http::Request& request) {
  const std::string_view type = web::FindHeader(request.headers, "content-type");
  const http::Fields fields = type.starts_with("multipart/form-data") ? http::ParseMultipart(type, request.body)
                                                                      : http::ParseFields(request.body);
  return std::string(http::FieldOf(fields, "token"));
}

// What a form's token is made from: the session where there is one, so that it ends with it.
std::string TokenHolder(const screen::Visit& visit, const std::string& visitor) {
  return visit.session.empty() ? visitor : visit.session;
}

http::Reply Refuse(const screen::Visit& visit, int status, std::string_view phrase) {
  return IsApi(visit.target) ? SendProblem(status, screen::Phrase(phrase))
                             : screen::ShowError(visit, status, screen::Phrase(phrase));
}

// Why something that is sent to us is not taken: a status and a phrase.
std::optional<std::pair<int, std::string_view>> RefusalOf(Method method, const screen::Visit& visit,
                                                          const http::Tokens& tokens, const std::string& visitor) {
  const http::Request& request = visit.request;
  if (method == Method::kGet || method == Method::kList || method == Method::kHub || method == Method::kApp) {
    return std::nullopt;
  }
  if (!http::SameOrigin(request.headers, visit.caller.host)) {
    return std::pair{403, "error.origin"};
  }
  // Forms are for people: an app cannot make itself further passwords.
  if (method == Method::kForm && visit.entry == screen::Entry::kApp) {
    return std::pair{403, "error.app"};
  }
  if (method == Method::kForm && !tokens.Fits(TokenHolder(visit, visitor), FormToken(request))) {
    return std::pair{403, "error.token"};
  }
  // Only what a browser asks leave for can be sent as JSON from a stranger's page.
  if (method == Method::kApiPost && !web::FindHeader(request.headers, "content-type").starts_with("application/json")) {
    return std::pair{415, "error.json_wanted"};
  }
  return std::nullopt;
}

http::Reply PlainRefusal(int status, std::string_view phrase) {
  http::Reply reply{.status = status,
                    .content_type = "text/plain; charset=utf-8",
                    .headers = {},
                    .body = fmt::format("{}\n", phrase)};
  return reply;
}

// Programs that keep no session are asked for a password in their own way.
std::optional<http::Reply> BarredFromList(const screen::Visit& visit, const Route& route) {
  const bool list = route.method == Method::kList || route.screen == SendSitemap;
  if (!list || visit.person.id != 0) {
    return std::nullopt;
  }
  http::Reply reply = PlainRefusal(401, screen::Phrase("error.sign_in_list"));
  reply.headers.emplace_back("www-authenticate", "Basic realm=\"Headwater\", charset=\"UTF-8\"");
  return reply;
}

// RFC 6750, 3.1: a token is good for its scopes alone.
std::optional<http::Reply> OutOfScope(const screen::Visit& visit, const Route& route, const Asker& asker) {
  if (visit.entry != screen::Entry::kApp || route.access == Access::kAnyone || (asker.scopes & route.scope) != 0 ||
      route.method == Method::kForm) {
    return std::nullopt;
  }
  http::Reply reply = SendOutOfScope(route.scope);
  if (!IsApi(visit.target)) {
    const std::string words = fmt::format("{}", fmt::join(store::ScopeWords(route.scope), " "));
    http::Reply plain = PlainRefusal(403, screen::Say("error.scope", words));
    plain.headers = std::move(reply.headers);
    return plain;
  }
  return reply;
}

// Whose requests are counted together.
std::string CountedAs(const screen::Visit& visit, const Asker& asker) {
  if (asker.token != 0) {
    return fmt::format("token {}", asker.token);
  }
  const bool known = visit.person.id != 0 && visit.entry != screen::Entry::kEveryone;
  return known ? fmt::format("person {}", visit.person.id) : fmt::format("address {}", visit.caller.address);
}

// Where who may not see a page is led to.
std::optional<http::Reply> Barred(const screen::Visit& visit, Access access) {
  if (access == Access::kAnyone || (visit.person.id != 0 && May(visit.person.role, access))) {
    return std::nullopt;
  }
  if (visit.person.id != 0) {
    return IsApi(visit.target) ? SendProblem(403, screen::Phrase("error.role")) : screen::ShowMissingRole(visit);
  }
  const bool get = visit.request.method == "GET" || visit.request.method == "HEAD";
  if (IsApi(visit.target)) {
    http::Reply reply = SendProblem(401, screen::Phrase("error.sign_in"));
    reply.headers.emplace_back("www-authenticate", "Bearer realm=\"Headwater\"");
    return reply;
  }
  if (!get) {
    return screen::ShowError(visit, 403, screen::Phrase("error.sign_in"));
  }
  if (visit.entry == screen::Entry::kFirst) {
    return screen::GoTo(visit, "welcome");
  }
  const std::string_view wanted = std::string_view(visit.request.target).substr(1);
  return screen::GoTo(visit, wanted.empty() ? "signin" : fmt::format("signin?next={}", http::PercentEncode(wanted)));
}

// Who tried to come in, and whether they did: for whoever bars addresses that try too often.
void NoteEntry(const http::Request& request, int status, std::string_view route, std::string_view address) {
  constexpr int kRefused = 400;
  if (request.method == "POST" && (route == "signin" || route == "welcome")) {
    const bool in = status < kRefused;
    Log(in ? LogLevel::kInfo : LogLevel::kWarning, "{} {}",
        in ? "somebody signed in from" : "a sign-in was refused from", address);
  } else if (status == 401 || status == 403 || status == 429) {
    const LogField from("address", address);
    LogStep("request refused");
  }
}

constexpr std::string_view kRequestId = "x-request-id";

// By which a request goes in the log: as a trusted proxy calls it, or by a number of our own.
std::string RequestId(const http::Request& request, const http::Caller& caller) {
  constexpr std::size_t kLongest = 64;
  constexpr std::size_t kBytes = 8;
  const std::string_view told = caller.from_proxy ? web::FindHeader(request.headers, kRequestId) : std::string_view();
  const bool plain = !told.empty() && told.size() <= kLongest && std::ranges::all_of(told, [](char c) {
    return ascii::IsAlnum(c) || c == '-' || c == '_' || c == '.';
  });
  return plain ? std::string(told) : RandomHex(kBytes);
}

// Tells those who watch. Who asked, and for what exactly, is not their business.
void Note(const http::Request& request, const http::Reply& reply, std::string_view route,
          std::chrono::duration<double> took) {
  const std::string status = fmt::format("{}", reply.status);
  metrics::Count(metrics::Metric::kHttpRequests, {route, fmt::format("{}xx", status.substr(0, 1))});
  metrics::Observe(metrics::Metric::kHttpSeconds, took, {route});
  const LogField by("route", route);
  const LogField how("method", request.method);
  const LogField answer("status", status);
  const LogField time("seconds", fmt::format("{:.6f}", took.count()));
  LogStep("request answered");
}

// The target without the prefix below which a proxy shows the house; proxies may take it away themselves.
std::string WithoutPrefix(const std::string& target, const std::string& prefix) {
  if (prefix.empty() || !target.starts_with(prefix)) {
    return target;
  }
  const std::string rest = target.substr(prefix.size());
  return rest.starts_with('/') ? rest : target;
}

http::Reply Ask(const screen::Visit& visit, screen::Screen screen) {
  return IsApi(visit.target) ? WithSources(visit, screen(visit)) : screen(visit);
}

// A token reaches as far on each route as the scopes do that count there: one for decisions has no addresses fetched.
store::Person PersonAt(const Route& route, const screen::Visit& visit, const Asker& asker) {
  store::Person person = visit.person;
  if (visit.entry == screen::Entry::kApp) {
    const store::Scopes counting = asker.scopes & (route.scope | store::kMayFetch);
    person.role = std::min(person.role, store::RoleFor(counting));
  }
  return person;
}

screen::Visit VisitOf(const store::Person& person, const screen::Visit& visit) {
  return {visit.request, visit.target,  visit.root,   visit.token, visit.name,    visit.now,    visit.store,
          person,        visit.outside, visit.caller, visit.entry, visit.session, visit.handle, visit.preferences};
}

DoorSettings DoorOf(const SiteSettings& settings) {
  DoorSettings door = settings.door;
  door.listening_on = settings.listening_on;
  return door;
}

}  // namespace

Site::Site(const SiteSettings& settings, store::Store& store, const Clock& clock)
    : hosts_(settings.listening_on, settings.hosts),
      door_(DoorOf(settings), store),
      probes_(settings.probes, store, clock),
      name_(settings.name),
      store_(store),
      clock_(clock),
      token_mark_(tokens_.TokenFor("whoever asks")),
      rate_(settings.requests_per_minute) {}

http::Reply Site::Answer(const http::Request& request) const { return Answer(request, door_.CallerOf(request)); }

http::Reply Site::Answer(const http::Request& request, const http::Caller& caller) const {
  const std::string id = RequestId(request, caller);
  const LogField field("request", id);
  const auto begun = std::chrono::steady_clock::now();
  Told told;
  http::Reply reply;
  try {
    reply = Route(request, caller, told);
  } catch (const std::exception& fault) {
    // Only what we did not foresee comes here; it must not end the server. What was asked may hold secrets.
    Log(LogLevel::kError, "{} /{}: {}", request.method, told.route, fault.what());
    metrics::Count(metrics::Metric::kErrors, {"http", "unforeseen"});
    reply =
        request.target.starts_with("/api/")
            ? SendProblem(500, screen::Phrase("error.500"))
            : http::Reply{.status = 500, .content_type = "text/plain; charset=utf-8", .headers = {}, .body = "500\n"};
  }
  Finish(request, reply);
  reply.headers.emplace_back(kRequestId, id);
  // RFC 6797: who came by https once does not come otherwise for half a year.
  if (caller.secure) {
    reply.headers.emplace_back("strict-transport-security", "max-age=15724800");
  }
  // What comes from nowhere is our own.
  if (!request.peer.empty()) {
    Note(request, reply, told.route, std::chrono::steady_clock::now() - begun);
    NoteEntry(request, reply.status, told.route, caller.address);
  }
  return reply;
}

http::Reply Site::Route(const http::Request& asked, const http::Caller& caller, Told& told) const {
  const std::string inner = WithoutPrefix(asked.target, caller.prefix);
  std::optional<http::Request> shorter;
  if (inner != asked.target) {
    shorter = asked;
    shorter->target = inner;
  }
  const http::Request& request = shorter ? *shorter : asked;
  const auto target = http::ParseTarget(request.target);
  const http::Target nowhere{{""}, {}};
  // Before anything is asked of the store, which may be what is wrong.
  if (auto probed = target ? probes_.Answer(request, caller, *target, hosts_) : std::nullopt) {
    told.route = "probes";
    return *std::move(probed);
  }
  const std::chrono::sys_seconds now = clock_.Now();
  const bool keyed = target && IsOutput(*target);
  const auto asker = door_.Ask(request, caller, keyed ? http::FieldOf(target->query, "key") : std::string_view(), now);
  const Asker nobody;
  const Asker& who = asker ? *asker : nobody;
  const std::string cookie = http::Tokens::VisitorOf(request.headers, caller);
  const std::string visitor = cookie.empty() ? http::Tokens::NewVisitor() : cookie;
  screen::Visit visit{request,
                      target ? *target : nowhere,
                      http::RootOf(target ? *target : nowhere),
                      {},
                      name_,
                      now,
                      store_,
                      who.person,
                      fmt::format("{}://{}{}", caller.secure ? "https" : "http", caller.host, caller.prefix),
                      caller,
                      who.entry,
                      who.session,
                      who.handle};
  visit.token = tokens_.TokenFor(TokenHolder(visit, visitor));
  if (!hosts_.Allows(caller.host)) {
    return Refuse(visit, 421, "error.host");
  }
  // Apps prove by what they send whose they are, each in its protocol's way.
  if (reader::IsForApps(request.target)) {
    told.route = "apps";
    return reader::Answer({request, visit.outside, caller.host, caller.address, name_, now, store_,
                           asker && who.entry == screen::Entry::kEveryone});
  }
  if (!target) {
    return Refuse(visit, 400, "error.target");
  }
  if (!caller.prefix.empty() && request.target == caller.prefix) {
    http::Reply reply{.status = 308, .content_type = "text/plain; charset=utf-8", .headers = {}, .body = ""};
    reply.headers.emplace_back("location", caller.prefix + "/");
    return reply;
  }
  if (!asker) {
    return IsApi(visit.target) ? SendProblem(503, asker.error().text)
                               : screen::ShowError(visit, 503, asker.error().text);
  }
  const bool watches = who.person.id != 0 && who.person.role == store::Role::kAdministrator;
  if (watches && Probes::AsksForFigures(request, *target)) {
    told.route = "probes";
    return probes_.Figures();
  }
  http::Reply reply = Counted(visit, who, cookie, told);
  if (reply.secret && cookie.empty() && who.session.empty()) {
    reply.headers.emplace_back("set-cookie", http::Tokens::CookieFor(visitor, caller));
  }
  return reply;
}

http::Reply Site::Counted(const screen::Visit& visit, const Asker& asker, const std::string& visitor,
                          Told& told) const {
  const bool counted = IsApi(visit.target) || IsOutput(visit.target) || visit.target.path.front() == "hub";
  // What comes from nowhere is our own.
  if (!counted || !rate_.limits() || visit.request.peer.empty()) {
    return Admit(visit, asker, visitor, told);
  }
  const Allowance allowance = rate_.Take(CountedAs(visit, asker), std::chrono::steady_clock::now());
  http::Reply reply = allowance.allowed     ? Admit(visit, asker, visitor, told)
                      : IsApi(visit.target) ? SendProblem(429, screen::Phrase("error.rate"))
                                            : PlainRefusal(429, screen::Phrase("error.rate"));
  rate_.Tell(allowance, reply.headers);
  return reply;
}

http::Reply Site::Admit(const screen::Visit& visit, const Asker& asker, const std::string& visitor, Told& told) const {
  const bool get = visit.request.method == "GET" || visit.request.method == "HEAD";
  if (get && visit.target.path.front() == "assets" && visit.target.path.size() > 2) {
    told.route = "assets";
    return SendAsset(visit);
  }
  bool known = false;
  for (const serve::Route& route : Routes()) {
    if (!Fits(route, visit.target)) {
      continue;
    }
    known = true;
    told.route = route.path.empty() ? "front" : route.path;
    const bool shows = route.method == Method::kGet || route.method == Method::kList;
    if (get != shows || (!get && visit.request.method != "POST")) {
      continue;
    }
    if (auto barred = BarredFromList(visit, route)) {
      return *std::move(barred);
    }
    if (auto barred = Barred(visit, route.access)) {
      return *std::move(barred);
    }
    if (const auto refusal = RefusalOf(route.method, visit, tokens_, visitor)) {
      return Refuse(visit, refusal->first, refusal->second);
    }
    if (auto barred = OutOfScope(visit, route, asker)) {
      return *std::move(barred);
    }
    const store::Person person = PersonAt(route, visit, asker);
    const screen::Visit as_such = VisitOf(person, visit);
    return get && IsSteady(route.screen) ? Show(as_such, route.screen) : Ask(AsWished(as_such), route.screen);
  }
  // Strangers are not told which addresses there are.
  if (visit.person.id == 0) {
    return *Barred(visit, Access::kReader);
  }
  http::Reply reply = Refuse(visit, known ? 405 : 404, known ? "error.method" : "error.no_page");
  if (known) {
    reply.headers.emplace_back("allow", get ? "POST" : "GET, HEAD");
  }
  return reply;
}

http::Reply Site::Show(const screen::Visit& visit, screen::Screen screen) const {
  const bool gzip = http::TakesGzip(visit.request.headers);
  const std::string key = fmt::format("{} {} {} {} {} {}", visit.person.id, static_cast<int>(visit.person.role),
                                      static_cast<int>(visit.entry), gzip, visit.outside, visit.request.target);
  const std::uint64_t change = store_.WaitForChange(0, std::chrono::milliseconds(0));
  if (const auto kept = shown_.Find(key, change, visit.now)) {
    return WithToken(*kept, token_mark_, visit.token);
  }
  screen::Visit anyone = AsWished(visit);
  anyone.token = token_mark_;
  auto reply = std::make_shared<http::Reply>(Ask(anyone, screen));
  // What goes on is nobody else's.
  if (reply->live) {
    return std::move(*reply);
  }
  if (reply->status != 200) {
    return WithToken(*reply, token_mark_, visit.token);
  }
  // What holds a token is compressed with the visitor's own in it.
  if (!reply->secret) {
    Seal(*reply, gzip);
  }
  shown_.Keep(key, change, visit.now, reply);
  return WithToken(*reply, token_mark_, visit.token);
}

}  // namespace headwater::serve
