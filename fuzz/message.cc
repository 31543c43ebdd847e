// Fuzzes HTTP messages: head, header lines, chunked and packed bodies.
#include "web/message.h"

#include "fuzz/require.h"
#include "read/stream.h"

using headwater::fuzz::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace web = headwater::web;
  constexpr std::size_t kMaxBody = 1U << 20U;
  const std::string_view bytes = headwater::fuzz::View(data, size);
  if (const auto head = web::ReadResponseHead(bytes)) {
    Require(head->body <= bytes.size(), "a body begins within the message");
    for (const auto& [name, value] : head->headers) {
      Require(value.find('\n') == std::string::npos, "a header's value is one line");
    }
    const std::string_view body = bytes.substr(head->body);
    if (const auto whole = web::Dechunk(body)) {
      Require(whole->size() <= body.size(), "chunks hold no more than their bytes");
    }
    const auto unpacked =
        headwater::read::Unpack(std::string(body), web::FindHeader(head->headers, "content-encoding"), kMaxBody);
    Require(!unpacked || unpacked->size() <= std::max(kMaxBody, body.size()), "what is unpacked keeps its limit");
    web::ReadMediaType(web::FindHeader(head->headers, "content-type"));
  }
  web::Dechunk(bytes);
  const auto [line, rest] = headwater::fuzz::SplitLine(bytes);
  web::ReadMediaType(line);
  web::ReadHttpDate(line);
  headwater::read::Unpack(std::string(rest), line, kMaxBody);
  return 0;
}
