// The door: who asks, from what a request brings along.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/caller.h"
#include "http/message.h"
#include "screen/visit.h"
#include "store/access_tokens.h"
#include "store/people.h"
#include "store/store.h"

namespace headwater::serve {

struct DoorSettings {
  std::string listening_on = "127.0.0.1";
  http::Proxies proxies;       // that are trusted
  bool open = false;           // it may be reached from elsewhere, as far as the settings tell
  std::string prefix;          // `/headwater`
  bool https = false;          // browsers come over https, even where no proxy says so
  std::string proxy_header;    // in which trusted proxies name who asks; empty: they do not
  bool proxy_creates = false;  // whom they name and nobody here is called becomes a reader
};

struct Asker {
  screen::Entry entry = screen::Entry::kStranger;
  store::Person person{0, "", store::Role::kReader};
  std::string session;  // the secret of a session; empty where there is none
  std::string handle;   // what it is ended by
  // Of an access token, or an app password; who comes in otherwise may all that the role allows.
  store::Scopes scopes = store::kAllScopes;
  std::int64_t token = 0;  // the number of an access token; 0: none
};

// Safe from several threads. The store must outlive it.
class Door {
 public:
  Door(DoorSettings settings, store::Store& store);

  http::Caller CallerOf(const http::Request& request) const;
  // Fails where the store does. `key` is an access token that stands in the address; empty: none.
  Result<Asker> Ask(const http::Request& request, const http::Caller& caller, std::string_view key,
                    std::chrono::sys_seconds now) const;

 private:
  std::optional<Asker> AskToken(std::string_view authorization, std::string_view key,
                                std::chrono::sys_seconds now) const;
  Result<Asker> AskProxy(const http::Request& request, std::chrono::sys_seconds now) const;
  bool AtHome(const http::Request& request, const http::Caller& caller) const;

  DoorSettings settings_;
  store::Store& store_;
};

}  // namespace headwater::serve
