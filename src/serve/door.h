// The door: who asks, from what a request brings along.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "http/caller.h"
#include "http/message.h"
#include "screen/visit.h"
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
};

// Safe from several threads. The store must outlive it.
class Door {
 public:
  Door(DoorSettings settings, store::Store& store);

  http::Caller CallerOf(const http::Request& request) const;
  // Fails where the store does.
  Result<Asker> Ask(const http::Request& request, const http::Caller& caller, std::chrono::sys_seconds now) const;

 private:
  Result<Asker> AskProxy(const http::Request& request, std::chrono::sys_seconds now) const;
  bool AtHome(const http::Request& request, const http::Caller& caller) const;

  DoorSettings settings_;
  store::Store& store_;
};

}  // namespace headwater::serve
