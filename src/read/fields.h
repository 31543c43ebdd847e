// What the elements of feeds are for, by vocabulary and name.
#pragma once

#include "web/xml.h"

namespace headwater::read {

enum class Field {
  kNone,
  kTitle,
  kLink,
  kText,  // a summary or description
  kContent,
  kId,
  kPublished,
  kUpdated,
  kCreated,  // when neither of the two is there
  kAuthor,
  kCategory,
  kEnclosure,
  kGroup,  // its children count as the parent's
  kSource,
  kOrigin,  // the page's own address, where the link goes through a counter of clicks
  kLanguage,
  kGenerator,
  kMinutes,  // that it may be kept
  kPeriod,   // the word for how often it changes, and how many times in that
  kFrequency,
  kSkipHours,
  kSkipDays,
  kEntry,
  kChannel,
};

struct FieldUse {
  Field field = Field::kNone;
  // Of several elements for one field the lowest rank is taken, of equals the first.
  int rank = 0;
};

FieldUse FieldOf(const web::XmlNode& element);

}  // namespace headwater::read
