// Addresses: taking those that are asked for apart, and writing those of the pages that are shown.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "news/ids.h"

namespace headwater::http {

// Fields of a query or a form, the first value of each; valid UTF-8, but for files, which are as they were sent.
using Fields = std::map<std::string, std::string, std::less<>>;

// A field's value without white space around it; empty where there is none.
std::string_view FieldOf(const Fields& fields, std::string_view name);

// RFC 3986, 2.1; a stray `%` stays as it is. `plus_is_blank` as in forms.
std::string PercentDecode(std::string_view text, bool plus_is_blank = false);
// All but unreserved characters.
std::string PercentEncode(std::string_view text);

// application/x-www-form-urlencoded, at most 512 fields.
Fields ParseFields(std::string_view text);
// multipart/form-data (RFC 7578): fields and files alike by name, at most 64.
Fields ParseMultipart(std::string_view content_type, std::string_view body);

struct Target {
  std::vector<std::string> path;  // decoded segments; the last is empty where the path ends with `/`
  Fields query;
};

// Nothing where the target is no absolute path.
std::optional<Target> ParseTarget(std::string_view target);

// What leads from a page back to the first: `../` for each segment but the last, `./` for none.
std::string RootOf(const Target& target);

// Addresses below the root.
std::string StoryAddress(const news::StoryId& id);
std::string ThreadAddress(const news::ThreadId& id);
std::string ArticleAddress(const news::ArticleId& id);  // a digest's item `x#3` is article/x/3
std::string SourceAddress(std::string_view name);
std::string EntityAddress(const news::EntityId& id);

// An address from the web as it may stand in a link: http and https only, else empty.
std::string WebAddress(std::string_view url);

// The address of a site or feed as people write it, with https:// where they leave that out; none where it is none.
std::optional<std::string> TypedAddress(std::string_view typed);

}  // namespace headwater::http
