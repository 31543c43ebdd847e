// Fuzzes what visitors send: the target in the first line, a header's value in the second, a form behind them.
#include <string>

#include "fuzz/require.h"
#include "http/address.h"
#include "http/guard.h"

using headwater::fuzz::Require;
using headwater::fuzz::RequireUtf8;

namespace {

void RequireFields(const headwater::http::Fields& fields) {
  Require(fields.size() <= 64, "a form has at most 64 fields");
  for (const auto& [name, value] : fields) {
    RequireUtf8(name);
    RequireUtf8(value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace http = headwater::http;
  const auto [line, rest] = headwater::fuzz::SplitLine(headwater::fuzz::View(data, size));
  const auto [header, body] = headwater::fuzz::SplitLine(rest);
  if (const auto target = http::ParseTarget(line)) {
    RequireFields(target->query);
    for (const std::string& segment : target->path) {
      RequireUtf8(segment);
    }
    http::RootOf(*target);
  }
  Require(http::PercentDecode(http::PercentEncode(line)) == line, "what is encoded decodes as it was");
  RequireFields(http::ParseFields(body));
  // Files among them are as they were sent.
  Require(http::ParseMultipart(header, body).size() <= 64, "a form has at most 64 fields");
  const headwater::web::Headers headers{{"cookie", std::string(header)},
                                        {"origin", std::string(header)},
                                        {"host", std::string(line)},
                                        {"sec-fetch-site", std::string(line)}};
  http::SameOrigin(headers);
  http::Tokens::VisitorOf(headers);
  http::Hosts("127.0.0.1", {}).Allows(header);
  const std::string web = http::WebAddress(line);
  Require(web.empty() || web.starts_with("http"), "a link leads to the web");
  http::TypedAddress(line);
  return 0;
}
