// Which network addresses may be fetched from: those of the public internet, not those behind the own wall.
#pragma once

#include <sys/socket.h>

#include <string>

namespace headwater::fetch {

// False for loopback, private (RFC 1918), shared (RFC 6598), link-local (where clouds keep their metadata),
// unique-local, multicast, documentation and reserved addresses, and for IPv6 addresses that carry such an IPv4 one.
bool IsPublic(const sockaddr& address);

// As people write it, without a port.
std::string FormatAddress(const sockaddr& address);

}  // namespace headwater::fetch
