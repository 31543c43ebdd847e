// Making a connection, and how it is to behave.
#include <fmt/format.h>

#include <array>

#include "store/postgres/fault.h"
#include "store/postgres/session.h"

namespace headwater::store::postgres {
namespace {

// A parameter of the address goes before one of ours.
struct Parameter {
  const char* name;
  const char* value;
};
// A server that is gone without a word is noticed in some twenty seconds. Of several servers the one that writes is
// taken.
constexpr std::array<Parameter, 8> kParameters{{{"fallback_application_name", "headwater"},
                                                {"connect_timeout", "10"},
                                                {"keepalives_idle", "10"},
                                                {"keepalives_interval", "5"},
                                                {"keepalives_count", "2"},
                                                {"tcp_user_timeout", "20000"},
                                                {"target_session_attrs", "read-write"},
                                                {"client_encoding", "UTF8"}}};

std::string MannersOf(const Manners& manners) {
  // Acknowledged is stored: what a server does by default is not left to be switched off. A transaction of a machine
  // that is gone holds up nobody for longer than a minute.
  return fmt::format(
      "SET client_min_messages = warning; SET timezone = 'UTC'; SET jit = off; SET lock_timeout = {};"
      "SET statement_timeout = {}; SET idle_in_transaction_session_timeout = 60000;"
      "SET default_transaction_isolation = 'read committed'; SET standard_conforming_strings = on;"
      "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2;"
      "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
      manners.lock_wait.count(), std::chrono::milliseconds(manners.statement).count());
}

}  // namespace

Result<Link> Connect(const std::string& address, const Manners& manners, bool* may_come_back) {
  std::array<const char*, kParameters.size() + 2> names{};
  std::array<const char*, kParameters.size() + 2> values{};
  std::size_t count = 0;
  for (const Parameter& parameter : kParameters) {
    names.at(count) = parameter.name;
    values.at(count++) = parameter.value;
  }
  names.at(count) = "dbname";
  values.at(count) = address.c_str();
  // What comes later in the list goes before what comes earlier; the address is taken apart where it stands.
  Link link(PQconnectdbParams(names.data(), values.data(), 1));
  const std::string where = PlainAddress(address);
  if (PQstatus(link.get()) != CONNECTION_OK) {
    if (may_come_back != nullptr) {
      *may_come_back = MayComeBack(link.get());
    }
    return tl::unexpected(ErrorOf(link.get(), where));
  }
  const Answer set(PQexec(link.get(), MannersOf(manners).c_str()));
  const ExecStatusType status = PQresultStatus(set.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    if (may_come_back != nullptr) {
      *may_come_back = PQstatus(link.get()) != CONNECTION_OK;
    }
    return tl::unexpected(ErrorOf(set.get(), where));
  }
  if (PQenterPipelineMode(link.get()) == 0) {
    return tl::unexpected(ErrorOf(link.get(), where));
  }
  return link;
}

}  // namespace headwater::store::postgres
