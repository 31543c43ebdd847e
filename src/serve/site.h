// The site: from a request to its reply, whatever brought the one and takes the other away.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "http/guard.h"
#include "http/message.h"
#include "serve/door.h"
#include "serve/probes.h"
#include "serve/rate.h"
#include "serve/reply_cache.h"
#include "store/store.h"

namespace headwater::serve {

struct SiteSettings {
  std::string listening_on = "127.0.0.1";
  std::vector<std::string> hosts = {};  // further names that it answers to
  std::string name = "Headwater";
  DoorSettings door = {};                // listening_on is taken from above
  std::int64_t requests_per_minute = 0;  // of a token, person or address, to the API and of lists; 0: any
  ProbeSettings probes = {};
};

// Safe from several threads at once. `store` and `clock` must outlive it.
class Site {
 public:
  Site(const SiteSettings& settings, store::Store& store, const Clock& clock);

  // Never fails: what goes wrong is a page, or a problem document, that says so. Adds the headers that belong to every
  // reply, compresses where the request allows it, and answers 304 where the page is the one that the client has.
  http::Reply Answer(const http::Request& request) const;
  // As if the request had come so.
  http::Reply Answer(const http::Request& request, const http::Caller& caller) const;

 private:
  // What is said of a request to those who watch: by which route it was answered.
  struct Told {
    std::string_view route = "none";
  };
  http::Reply Route(const http::Request& request, const http::Caller& caller, Told& told) const;
  http::Reply Admit(const screen::Visit& visit, const Asker& asker, const std::string& visitor, Told& told) const;
  // Counts what programs ask.
  http::Reply Counted(const screen::Visit& visit, const Asker& asker, const std::string& visitor, Told& told) const;
  http::Reply Show(const screen::Visit& visit, screen::Screen screen) const;

  http::Hosts hosts_;
  http::Tokens tokens_;
  Door door_;
  Probes probes_;
  std::string name_;
  store::Store& store_;
  const Clock& clock_;
  std::string token_mark_;  // stands in kept pages where the visitor's token belongs; nobody can guess it
  mutable ReplyCache shown_;
  mutable Rate rate_;
};

}  // namespace headwater::serve
