// Routes: which address is answered by which screen, and who may ask for it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "screen/visit.h"
#include "store/access_tokens.h"

namespace headwater::serve {

enum class Method {
  kGet,      // HEAD as well
  kForm,     // a POST from a page of ours, which its token proves
  kApiPost,  // a POST of JSON
  kHub,      // a POST that another server sends; what it holds is signed
  kApp,      // a POST of a reader app, which proves by what it holds whose it is; never by a cookie
  kList,     // GET and HEAD of a page that lists, its address followed by the ending of a format: `.rss`
};

// The least that one must be. What anyone may ask for looks after itself.
enum class Access { kAnyone, kReader, kEditor, kAdministrator };

struct Route {
  Method method;
  Access access;
  std::string_view path;  // `*` stands for one segment; of kList without the ending
  screen::Screen screen;
  store::Scopes scope = store::kMayRead;  // one of these is what a token needs
};

// The first that fits is taken.
std::span<const Route> Routes();
bool Fits(const Route& route, const http::Target& target);

}  // namespace headwater::serve
