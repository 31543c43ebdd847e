// Ids as apps write them: items in three forms, streams, continuations, and times in seconds or microseconds.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/reading.h"

namespace headwater::reader {

// `tag:google.com,2005:reader/item/0006a1b2c3d4e5f6`
std::string LongId(store::ItemNumber item);
// Decimal (`1847772345`, also signed: 64 bits), the long form, or its 16 hexadecimal digits alone.
std::optional<store::ItemNumber> ReadItemId(std::string_view text);

// When it came, in microseconds that no other item has; in the order of items.
std::int64_t MicrosecondsOf(store::ItemNumber item);
// The number up to which everything came by then: seconds, milliseconds or microseconds since 1970, told by their size.
// A second counts as a whole.
std::optional<store::ItemNumber> LastItemBy(std::string_view text);

// Where a listing goes on; opaque to apps. Nothing for what is none of ours.
std::string Continuation(store::ItemNumber last);
std::optional<store::ItemNumber> ReadContinuation(std::string_view text);

enum class StreamKind {
  kFeed,         // `feed/12`, or `feed/https://…`
  kLabel,        // a folder or a tag
  kReadingList,  // everything
  kRead,
  kUnread,
  kStarred,
  kLater,
  kNothing,  // a state that Google had and Headwater has not: nothing is in it
};

struct StreamId {
  StreamKind kind = StreamKind::kNothing;
  std::string name;  // of a feed what stands after `feed/`, of a label its name
};

// `user/-/state/com.google/starred`; `user/` and any number, too. Nothing for what is no stream's id.
std::optional<StreamId> ReadStreamId(std::string_view text);

std::string FeedId(store::StreamNumber stream);  // `feed/12`
std::string LabelId(std::string_view name);      // `user/-/label/World/Asia`
constexpr std::string_view kState = "user/-/state/com.google/";

}  // namespace headwater::reader
