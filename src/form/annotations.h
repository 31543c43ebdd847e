// Annotations as JSON; inside the room only.
#pragma once

#include "form/fields.h"
#include "news/annotations.h"

namespace headwater::form {

json::object AnnotationsObject(const news::Annotations& annotations);
news::Annotations AnnotationsFrom(const Fields& fields);

}  // namespace headwater::form
