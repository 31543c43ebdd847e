// Which network addresses may be fetched from: those of the public internet, not those behind the own wall.
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

namespace headwater::fetch {

// False for loopback, private (RFC 1918), shared (RFC 6598), link-local (where clouds keep their metadata),
// unique-local, multicast, documentation and reserved addresses, and for IPv6 addresses that carry such an IPv4 one.
bool IsPublic(const sockaddr& address);

// Of a host as an address has it: false for `localhost`, the names below it, and what is written as an address that is
// not public. True for all other names, whatever they resolve to.
bool IsPublicHost(std::string_view host);

// As people write it, without a port.
std::string FormatAddress(const sockaddr& address);

}  // namespace headwater::fetch
