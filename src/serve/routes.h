// Routes: which address is answered by which screen, and who may ask for it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "screen/visit.h"

namespace headwater::serve {

enum class Method {
  kGet,      // HEAD as well
  kForm,     // a POST from a page of ours, which its token proves
  kApiPost,  // a POST of JSON
  kHub,      // a POST that another server sends; what it holds is signed
  kApp,      // a POST of a reader app, which proves by what it holds whose it is; never by a cookie
};

// The least that one must be. What anyone may ask for looks after itself.
enum class Access { kAnyone, kReader, kEditor, kAdministrator };

struct Route {
  Method method;
  Access access;
  std::string_view path;  // `*` stands for one segment
  screen::Screen screen;
};

// The first that fits is taken.
std::span<const Route> Routes();
bool Fits(std::string_view pattern, const std::vector<std::string>& path);

}  // namespace headwater::serve
