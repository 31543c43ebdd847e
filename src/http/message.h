// A request and its reply as plain values: the seam between the listener and everything that is shown.
#pragma once

#include <functional>
#include <string>

#include "web/message.h"

namespace headwater::http {

struct Request {
  std::string method;  // `GET`
  std::string target;  // path and query as sent
  web::Headers headers;
  std::string body;
  std::string peer = {};  // the address of who is connected to us, without a port; empty where nobody is
};

// For HEAD the listener sends the headers of a reply and leaves the body out.
struct Reply {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  web::Headers headers;
  std::string body;
  // Holds a form's token: never kept by a cache.
  bool secret = false;
  // It goes on with events as they come (server-sent events; HTML standard, 9.2), from behind this one on; empty: from
  // now.
  bool live = false;
  std::string heard = {};
  // Asked before each event: false where whoever listens may no more. Empty: they may.
  std::function<bool()> may_go_on = {};
};

}  // namespace headwater::http
