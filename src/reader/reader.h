// Reader apps: the Google Reader API, as FreshRSS and Miniflux serve it, and Fever.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "http/message.h"
#include "store/store.h"

namespace headwater::reader {

// One request of an app, and where to look things up.
struct Call {
  const http::Request& request;  // its target below the house's own address
  std::string outside;           // that address, without a slash at its end: `https://vellmar.example/headwater`
  std::string host;              // that was asked for, with its port
  std::string from;              // the address of who asks
  std::string name;              // of the house
  std::chrono::sys_seconds now{};
  store::Store& store;
  // Nobody has a name yet, and who asks is on this machine: any name and password will do.
  bool everyone = false;
};

// Whether the target is an address of theirs: /accounts/ClientLogin, /reader/…, /fever/….
bool IsForApps(std::string_view target);

// Never fails: what goes wrong is a status that apps know. Safe from several threads.
http::Reply Answer(const Call& call);

}  // namespace headwater::reader
