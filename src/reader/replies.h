// Replies as apps expect them: JSON or Google's XML, plain words, and what is wrong.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "reader/parameters.h"

namespace headwater::reader {

namespace json = boost::json;

http::Reply SendJson(const json::value& value);
// JSON where `output=json` (or nothing) is asked for, `output=xml` gives Google's form of the same.
http::Reply SendObject(const Parameters& parameters, const json::object& object);
http::Reply SendWords(std::string words, int status = 200);
http::Reply SendOk();  // the word `OK`
// 401, with the header by which apps know that their token is stale.
http::Reply SendUnauthorized();
http::Reply SendFault(const Error& error);

// XML 1.0, 2.2: control characters cannot stand in it, not even as references.
std::string WithoutControls(std::string xml);

}  // namespace headwater::reader
