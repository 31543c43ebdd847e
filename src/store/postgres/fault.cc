// A table of what PostgreSQL's error codes (appendix A of its manual) mean to a person.
#include "store/postgres/fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headwater::store::postgres {
namespace {

struct Meaning {
  std::string_view state;  // or its beginning
  Fault fault = Fault::kStorage;
  std::string_view words;
};

constexpr std::array<Meaning, 15> kMeanings{{
    {"53100", Fault::kStorage, "the server's disk is full; nothing of this was stored, free some space and it goes on"},
    {"53200", Fault::kStorage, "the server is out of memory; nothing of this was stored"},
    {"53300", Fault::kUnreachable, "the server has too many connections; raise its max_connections, or end some"},
    {"55P03", Fault::kStorage, "another program has held the store locked for too long; end it and try again"},
    {"57014", Fault::kTimeout, "the server took too long for this, and was told to stop"},
    {"25006", Fault::kStorage, "this server only reads (a standby?); name the one that writes"},
    {"57P", Fault::kUnreachable, "the server was stopped or is starting; try again in a moment"},
    {"08", Fault::kUnreachable, "the connection to the server broke"},
    {"28", Fault::kRefused, "the server does not let this user in; check name, password and pg_hba.conf"},
    {"3D000", Fault::kNotFound, "there is no such database; make it with createdb"},
    {"42501", Fault::kRefused, "this user may not do so; make it the owner of the database"},
    {"25P03", Fault::kStorage, "the server ended a transaction that did nothing for too long"},
    {"40", Fault::kStorage, "another transaction was in the way; try again"},
    {"XX001", Fault::kStorage, "the server says that its files are damaged; restore them from a backup"},
    {"58", Fault::kStorage, "the server's disk reports an error"},
}};

std::string OneLine(const char* text) {
  std::string line(text == nullptr ? "" : text);
  while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) {
    line.pop_back();
  }
  std::ranges::replace(line, '\n', ' ');
  return line;
}

// What libpq says of a connection that could not be made, where no error code comes along.
constexpr std::array<std::string_view, 7> kPassing{
    "starting up",           "shutting down",        "Connection refused",       "recovery mode",
    "closed the connection", "session is read-only", "No such file or directory"};

}  // namespace

std::string PlainAddress(const std::string& address) {
  const std::size_t scheme = address.find("://");
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t at = address.substr(0, address.find('/', begin)).rfind('@');
  std::string plain = address.substr(0, address.find('?'));
  const std::size_t colon = plain.find(':', begin);
  if (at != std::string::npos && colon != std::string::npos && colon < at) {
    plain.replace(colon, at - colon, "");
  }
  return plain;
}

Error ErrorOf(const PGresult* result, const std::string& where) {
  const char* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string told = OneLine(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
  for (const Meaning& meaning : kMeanings) {
    if (state != nullptr && std::string_view(state).starts_with(meaning.state)) {
      return {meaning.fault, fmt::format("{}: {} ({})", where, meaning.words, told)};
    }
  }
  if (state == nullptr) {
    return {Fault::kUnreachable,
            fmt::format("{}: the connection to the server broke ({})", where, OneLine(PQresultErrorMessage(result)))};
  }
  return {Fault::kStorage, fmt::format("{}: {} ({})", where, told, state)};
}

Error ErrorOf(const PGconn* connection, const std::string& where) {
  const std::string told = OneLine(PQerrorMessage(connection));
  if (told.find("does not exist") != std::string::npos && told.find("database") != std::string::npos) {
    return {Fault::kNotFound, fmt::format("{}: there is no such database; make it with createdb ({})", where, told)};
  }
  if (told.find("authentication failed") != std::string::npos || told.find("pg_hba.conf") != std::string::npos ||
      told.find("no password supplied") != std::string::npos) {
    return {Fault::kRefused,
            fmt::format("{}: the server does not let this user in; check name, password and pg_hba.conf ({})", where,
                        told)};
  }
  return {Fault::kUnreachable,
          fmt::format("{}: the server cannot be reached; check that it runs, its address and port ({})", where, told)};
}

bool MayComeBack(const PGconn* connection) {
  const std::string_view told = PQerrorMessage(connection);
  return std::ranges::any_of(kPassing, [&](std::string_view words) { return told.find(words) != told.npos; });
}

}  // namespace headwater::store::postgres
