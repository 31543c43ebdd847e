// Fuzzes lists of subscriptions, in and out again.
#include "form/opml.h"

#include "fuzz/require.h"
#include "read/read.h"

using headwater::fuzz::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace read = headwater::read;
  const auto list = read::ReadFeed(headwater::fuzz::View(data, size), "text/x-opml", "");
  if (!list || list->kind != headwater::news::FeedKind::kOpml) {
    return 0;
  }
  std::size_t addressed = 0;
  for (const auto& entry : list->entries) {
    addressed += entry.url.empty() ? 0 : 1;
  }
  const std::string written = headwater::form::WriteOpml(*list);
  headwater::fuzz::RequireUtf8(written);
  const auto again = read::ReadFeed(written, "text/x-opml", "");
  Require(again.has_value() && again->kind == headwater::news::FeedKind::kOpml, "a list that is written reads again");
  Require(again->entries.size() >= addressed, "no subscription is lost on the way out and in");
  return 0;
}
