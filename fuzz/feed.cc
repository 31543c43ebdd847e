// Fuzzes feeds of every format: which one it is, is found out from the bytes.
#include <string>

#include "form/json.h"
#include "fuzz/require.h"
#include "read/read.h"
#include "web/html.h"
#include "web/json.h"

using headwater::fuzz::Require;
using headwater::fuzz::RequireUtf8;

namespace {

void RequireSafe(std::string_view html) {
  namespace web = headwater::web;
  RequireUtf8(html);
  if (html.find('<') == std::string_view::npos) {
    return;
  }
  const auto document = web::ParseHtml("<html><body>" + std::string(html));
  for (web::NodeIndex at = 0; document && at < document->size(); ++at) {
    const web::Tag tag = (*document)[at].tag;
    Require(tag != web::Tag::kScript && tag != web::Tag::kIframe && tag != web::Tag::kForm && tag != web::Tag::kStyle,
            "a feed's HTML is made safe");
  }
  if (document) {
    for (const web::HtmlAttribute& attribute : document->attributes()) {
      Require(!attribute.name.starts_with("on"), "a feed's HTML has no handlers");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto feed = headwater::read::ReadFeed(headwater::fuzz::View(data, size), "", "https://vellmar.example/feed");
  if (!feed) {
    return 0;
  }
  RequireSafe(feed->title);
  for (const headwater::news::Entry& entry : feed->entries) {
    RequireSafe(entry.title);
    RequireSafe(entry.summary);
    RequireSafe(entry.content);
  }
  const std::string line = headwater::form::WriteFeed(*feed);
  RequireUtf8(line);
  Require(headwater::web::ParseJson(line).has_value(), "a feed that is written is JSON");
  return 0;
}
