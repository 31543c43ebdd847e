// Rights and reservations to and from JSON.
#include "form/rights.h"

#include <algorithm>
#include <array>
#include <limits>

namespace headwater::form {
namespace {

constexpr std::array<std::pair<std::string_view, bool news::Rights::*>, 5> kAllowances{
    {{"text", &news::Rights::text},
     {"mining", &news::Rights::mining},
     {"listing", &news::Rights::listing},
     {"page", &news::Rights::page},
     {"pictures", &news::Rights::pictures}}};

std::optional<Moment> MomentOf(const std::optional<std::chrono::sys_seconds>& instant) {
  return instant ? std::optional(MomentOfInstant(*instant)) : std::nullopt;
}

std::optional<std::chrono::sys_seconds> InstantOf(const std::optional<Moment>& moment) {
  return moment ? std::optional(moment->at) : std::nullopt;
}

}  // namespace

json::object ReservationObject(const news::Reservation& reservation) {
  json::object object;
  Put(object, "where", reservation.where);
  Put(object, "says", reservation.says);
  Put(object, "policy", reservation.policy);
  return object;
}

news::Reservation ReservationFrom(const Fields& fields) {
  return {fields.Text("where"), fields.Text("says"), fields.Text("policy")};
}

json::object RightsObject(const news::Rights& rights) {
  json::object object;
  for (const auto& [name, allowance] : kAllowances) {
    if (!(rights.*allowance)) {
      object[name] = false;
    }
  }
  if (rights.snippet) {
    object["snippet"] = *rights.snippet;
  }
  Put(object, "not_before", MomentOf(rights.not_before));
  Put(object, "not_after", MomentOf(rights.not_after));
  if (rights.withdrawn) {
    object["withdrawn"] = true;
  }
  PutList(object, "reservations", rights.reservations, ReservationObject);
  return object;
}

news::Rights RightsFrom(const Fields& fields) {
  news::Rights rights;
  for (const auto& [name, allowance] : kAllowances) {
    rights.*allowance = fields.Flag(name, true);
  }
  if (const auto snippet = fields.Whole("snippet")) {
    constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
    rights.snippet = static_cast<std::uint32_t>(std::clamp<std::int64_t>(*snippet, 0, kMost));
  }
  rights.not_before = InstantOf(fields.Time("not_before"));
  rights.not_after = InstantOf(fields.Time("not_after"));
  rights.withdrawn = fields.Flag("withdrawn");
  rights.reservations = fields.List("reservations", ReservationFrom);
  return rights;
}

}  // namespace headwater::form
