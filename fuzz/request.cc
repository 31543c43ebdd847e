// Fuzzes what visitors send: the target in the first line, a header's value in the second, a form behind them.
#include <string>

#include "fuzz/require.h"
#include "serve/address.h"
#include "serve/guard.h"

using headwater::fuzz::Require;
using headwater::fuzz::RequireUtf8;

namespace {

void RequireFields(const headwater::serve::Fields& fields) {
  Require(fields.size() <= 64, "a form has at most 64 fields");
  for (const auto& [name, value] : fields) {
    RequireUtf8(name);
    RequireUtf8(value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace serve = headwater::serve;
  const auto [line, rest] = headwater::fuzz::SplitLine(headwater::fuzz::View(data, size));
  const auto [header, body] = headwater::fuzz::SplitLine(rest);
  if (const auto target = serve::ParseTarget(line)) {
    RequireFields(target->query);
    for (const std::string& segment : target->path) {
      RequireUtf8(segment);
    }
    serve::RootOf(*target);
  }
  Require(serve::PercentDecode(serve::PercentEncode(line)) == line, "what is encoded decodes as it was");
  RequireFields(serve::ParseFields(body));
  // Files among them are as they were sent.
  Require(serve::ParseMultipart(header, body).size() <= 64, "a form has at most 64 fields");
  const serve::Headers headers{{"cookie", std::string(header)},
                               {"origin", std::string(header)},
                               {"host", std::string(line)},
                               {"sec-fetch-site", std::string(line)}};
  serve::SameOrigin(headers);
  serve::Tokens::VisitorOf(headers);
  serve::Hosts("127.0.0.1", {}).Allows(header);
  const std::string web = serve::WebAddress(line);
  Require(web.empty() || web.starts_with("http"), "a link leads to the web");
  serve::TypedAddress(line);
  return 0;
}
