// Fuzzes what reader apps send: the target in the first line, its form behind it; ids, streams and continuations in
// both.
#include "reader/reader.h"

#include <string>

#include "fuzz/require.h"
#include "reader/ids.h"
#include "reader/parameters.h"
#include "reader/prose.h"

using headwater::fuzz::Require;
using headwater::fuzz::RequireUtf8;

namespace {

namespace reader = headwater::reader;

void RequireIds(std::string_view text) {
  if (const auto item = reader::ReadItemId(text)) {
    Require(reader::ReadItemId(reader::LongId(*item)) == item, "an item's long id is read as it was written");
    if (*item >= 0) {
      const auto again = reader::ReadContinuation(reader::Continuation(*item));
      Require(again == item, "a continuation is read as it was written");
    }
  }
  if (const auto last = reader::LastItemBy(text)) {
    Require(*last >= 0, "a time has a number");
  }
  if (const auto last = reader::ReadContinuation(text)) {
    Require(*last >= 0, "a continuation goes on behind an item");
  }
  if (const auto stream = reader::ReadStreamId(text)) {
    const bool named = stream->kind == reader::StreamKind::kFeed || stream->kind == reader::StreamKind::kLabel;
    Require(named != stream->name.empty(), "feeds and labels alone have names");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [target, form] = headwater::fuzz::SplitLine(headwater::fuzz::View(data, size));
  const headwater::http::Request request{
      "POST", std::string(target), {{"content-type", "application/x-www-form-urlencoded"}}, std::string(form)};
  reader::IsForApps(target);
  const auto path = reader::PathOf(target);
  Require(!path.empty(), "a path has a segment");
  for (const std::string& segment : path) {
    RequireUtf8(segment);
  }
  RequireIds(reader::RestOf(path, 1));
  const auto parameters = reader::Parameters::Of(request);
  for (const char* const name : {"i", "s", "xt", "it", "c", "ts", "a", "r", "id", "before"}) {
    for (const std::string_view value : parameters.All(name)) {
      RequireUtf8(value);
      RequireIds(value);
    }
  }
  RequireIds(target);
  RequireIds(form);
  const std::string prose = headwater::text::RepairUtf8(form);
  const auto end = static_cast<std::uint32_t>(target.size());
  std::string html;
  reader::AppendProse(prose, {{{end / 4, end / 2}, headwater::news::PartKind::kList}, {{end / 2, end}, {}}}, html);
  RequireUtf8(html);
  Require(html.find("<script") == std::string::npos, "prose holds no markup of its own");
  return 0;
}
