// A piece of work as the bytes of a message. Inside the room only.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "queue/queue.h"

namespace headwater::queue {

// All of it but its tries, compressed (Zstandard, RFC 8878).
std::string Pack(const Work& work);
// kBadInput where the bytes are no work. At most 256 MB unpacked.
Result<Work> Unpack(std::string_view bytes);

}  // namespace headwater::queue
