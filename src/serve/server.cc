// Puts the site behind a listener.
#include <utility>

#include "http/caller.h"
#include "serve/hub.h"
#include "serve/listener.h"
#include "serve/serve.h"
#include "serve/site.h"
#include "serve/watcher.h"
#include "web/url.h"

namespace headwater::serve {

namespace {

// Where any name is answered to, naming one would shut the others out.
std::vector<std::string> NamesOf(const Settings& settings) {
  std::vector<std::string> names = settings.hosts;
  const auto own = web::ParseUrl(settings.public_address);
  const bool loopback = settings.address.starts_with("127.") || settings.address == "::1";
  if (own && (loopback || !names.empty())) {
    names.push_back(own->host);
  }
  return names;
}

}  // namespace

bool Settings::Open() const {
  return !http::IsLoopback(address) || !hosts.empty() || !trusted_proxies.empty() || !prefix.empty() ||
         !proxy_header.empty();
}

class Server::House {
 public:
  House(const Settings& settings, const http::Proxies& proxies, const http::Proxies& watchers, store::Store& store,
        const Clock& clock)
      : site({settings.address,
              NamesOf(settings),
              settings.name,
              {settings.address, proxies, settings.Open(), http::PrefixOf(settings.prefix), settings.https,
               settings.proxy_header, settings.proxy_creates},
              settings.requests_per_minute,
              {watchers, settings.metrics_token, settings.ready_lag, settings.fetches, settings.store_folder,
               settings.reach}},
             store, clock) {}

  Site site;
  std::unique_ptr<Listener> listener;
  // Last: they tell the listener, and ask the site.
  std::unique_ptr<Watcher> watcher;
  std::unique_ptr<TopicWatch> topics;
};

Server::Server(std::unique_ptr<House> house) : house_(std::move(house)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::Listen(const Settings& settings, store::Store& store, const Clock& clock,
                                               const Limits& limits) {
  const auto proxies = http::Proxies::Named(settings.trusted_proxies);
  if (!proxies) {
    return tl::unexpected(proxies.error());
  }
  const auto watchers = http::Proxies::Named(settings.metrics_from);
  if (!watchers) {
    return tl::unexpected(watchers.error());
  }
  auto house = std::make_unique<House>(settings, *proxies, *watchers, store, clock);
  // Nobody listens before there is a listener, so that `tell` always finds it.
  auto watcher = Watcher::Start(store, clock, [house = house.get()] { house->listener->Tell(); });
  auto listener = Listener::Open(
      settings.address, settings.port, settings.threads, limits,
      [site = &house->site](const http::Request& request) { return site->Answer(request); }, watcher.get());
  if (!listener) {
    return tl::unexpected<Error>(std::move(listener.error()));
  }
  house->listener = std::move(*listener);
  house->watcher = std::move(watcher);
  house->topics =
      TopicWatch::Start(store, clock, [site = &house->site](const http::Request& request, const http::Caller& caller) {
        return site->Answer(request, caller);
      });
  return std::unique_ptr<Server>(new Server(std::move(house)));
}

std::uint16_t Server::port() const { return house_->listener->port(); }
void Server::Run() { house_->listener->Run(); }
void Server::Stop() { house_->listener->Stop(); }

}  // namespace headwater::serve
