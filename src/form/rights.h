// Rights and reservations to and from JSON; inside the room only.
#pragma once

#include "form/fields.h"
#include "news/rights.h"

namespace headwater::form {

json::object ReservationObject(const news::Reservation& reservation);
news::Reservation ReservationFrom(const Fields& fields);

// What is allowed is left out: `"text":false` stands where the text is reserved.
json::object RightsObject(const news::Rights& rights);
news::Rights RightsFrom(const Fields& fields);

}  // namespace headwater::form
