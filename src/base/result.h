// How every room says that something went wrong: a result that is a value or an error, never an exception.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace headwater {

// What kind of thing went wrong, for code to branch on. What to tell a person stands in Error::text.
enum class Fault {
  kBadInput,     // the bytes are not what they should be
  kTooLarge,     // over a limit of size, depth or count
  kTimeout,      // took longer than its bound
  kNotFound,     // a file, row or page that is not there
  kRefused,      // forbidden: by robots.txt, by an address rule, by a permission
  kUnreachable,  // the network, a host or a server did not answer
  kStorage,      // disk full, file broken, database busy for too long
  kNewerStore,   // the store was written by a newer version of the program
  kUsage,        // wrong command line or settings
};

// Text is one line for people: it names the thing (file, address, setting) and says what is wrong with it.
struct Error {
  Fault fault = Fault::kBadInput;
  std::string text;
};

// For everything that the world can cause. What only a mistake of ours can cause is an assert.
template <class T>
using Result = tl::expected<T, Error>;

// `return Fail(Fault::kTooLarge, fmt::format("{}: {} bytes", url, size));`
inline tl::unexpected<Error> Fail(Fault fault, std::string text) {
  return tl::unexpected<Error>(Error{fault, std::move(text)});
}

}  // namespace headwater
